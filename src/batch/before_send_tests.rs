use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending};

use super::BeforeSend;
use crate::http::{Clock, Request};
use crate::testing::{FakeClock, Scripted, World, fixture, is_token, json, options, token};
use crate::{BatchItem, BatchOptions, Code, Identifier, Report, RetryOptions, Source};

/// Notes what it is called with, waits, and fails from the `fails_at`th call on, from 0.
#[derive(Clone, Default)]
struct Journal {
    noted: Rc<RefCell<Vec<String>>>,
    wait: f64,
    fails_at: Option<usize>,
    clock: FakeClock,
}

impl BeforeSend for Journal {
    fn before_send(&self, identifier: &Identifier) -> LocalBoxFuture<'static, Result<(), String>> {
        let Self { noted, wait, fails_at, clock } = self.clone();
        let name = identifier.as_str().to_owned();
        async move {
            clock.sleep(wait).await;
            if fails_at.is_some_and(|first| noted.borrow().len() >= first) {
                return Err("Error: ENOSPC https://u:p@x?secret".into());
            }
            noted.borrow_mut().push(name);
            Ok(())
        }
        .boxed_local()
    }
}

fn items(names: &[&str]) -> impl Source + use<> {
    let items: Vec<_> =
        names.iter().map(|name| BatchItem { name: (*name).to_owned(), identifier: Identifier::new(*name) }).collect();
    Given(items.into_iter())
}

struct Given(std::vec::IntoIter<BatchItem>);

impl Source for Given {
    fn poll_next(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<Option<BatchItem>, crate::Error>> {
        std::task::Poll::Ready(Ok(self.0.next()))
    }

    fn total(&self) -> Option<usize> {
        Some(self.0.len())
    }

    fn close(&mut self) {}
}

/// Runs a batch of these items. Every request has to come after its item's note.
fn run(
    names: &[&str],
    concurrency: usize,
    journal: impl Fn(FakeClock) -> Journal,
    fails: bool,
) -> (Report, World, Journal) {
    let noted = Rc::<RefCell<Vec<String>>>::default();
    let seen = noted.clone();
    let tries = Cell::new(0);
    let world =
        World::new(crate::Options { retry: RetryOptions::default(), ..options() }, move |request: &Request, _| {
            if is_token(request) {
                return token("t", 3600);
            }
            let name = request.url.rsplit('/').next().unwrap_or_default().to_owned();
            assert!(seen.borrow().contains(&name), "{name} was sent before it was noted");
            tries.set(tries.get() + 1);
            if fails && tries.get() % 2 == 1 {
                Scripted::Now(Ok(json(503, "{}")))
            } else {
                Scripted::After(10.0, fixture("deactivate-ok"))
            }
        });
    let journal = Journal { noted, ..journal(world.clock.clone()) };
    let (client, hook, source) = (world.client.clone(), journal.clone(), items(names));
    let report = world.run(async move {
        let options = BatchOptions { concurrency, before_send: Some(Rc::new(hook)), ..BatchOptions::default() };
        client.deactivate_many(source, options, pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    (report, world, journal)
}

fn states(report: &Report) -> Vec<&'static str> {
    report.outcomes.iter().map(|outcome| outcome.state.name().as_str()).collect()
}

#[test]
fn each_item_is_announced_once_before_its_first_try() {
    let journal = |clock| Journal { wait: 5.0, clock, ..Journal::default() };
    let (report, _, journal) = run(&["43", "", "44", "043", "45"], 2, journal, true);
    assert_eq!(states(&report), ["changed", "failed", "changed", "changed", "changed"]);
    assert_eq!(*journal.noted.borrow(), ["43", "44", "45"]);
    assert!(report.outcomes.iter().all(|outcome| !format!("{outcome:?}").contains("attempts: 1,")), "retried");
}

#[test]
fn a_failure_ends_the_batch_and_nothing_more_is_sent() {
    let journal = |clock| Journal { fails_at: Some(2), clock, ..Journal::default() };
    let (report, world, _) = run(&["43", "44", "45", "46"], 1, journal, false);
    assert_eq!(states(&report), ["changed", "changed", "skipped", "skipped"]);
    let error = report.error.unwrap();
    assert_eq!((error.code(), error.attempts()), (Code::InvalidArgument, 0));
    assert_eq!(error.message(), "beforeSend failed (Error: ENOSPC https://x), so that the rest was not sent.");
    assert_eq!(world.transport.requests.borrow().len(), 3);
}

#[test]
fn a_slow_one_is_no_outage_and_takes_no_time_of_the_call() {
    let journal = |clock| Journal { wait: 100_000.0, clock, ..Journal::default() };
    let (report, world, _) = run(&["43", "44"], 2, journal, false);
    assert_eq!((states(&report), report.error), (vec!["changed", "changed"], None));
    assert!(world.clock.monotonic() >= 100_000.0);
}

#[test]
fn an_abort_ends_the_wait_for_it() {
    let world = World::new(options(), |_, _| panic!("sent"));
    let hook = Journal { wait: 1e9, clock: world.clock.clone(), ..Journal::default() };
    let (client, clock) = (world.client.clone(), world.clock.clone());
    let report = world.run(async move {
        let options = BatchOptions { before_send: Some(Rc::new(hook)), ..BatchOptions::default() };
        client.deactivate_many(items(&["43", "44"]), options, clock.sleep(10.0), |_, _, _| {}).await.unwrap()
    });
    assert_eq!((states(&report), report.aborted), (vec!["skipped", "skipped"], true));
}
