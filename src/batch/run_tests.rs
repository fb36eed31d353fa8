use std::collections::VecDeque;
use std::future::pending;
use std::rc::Rc;

use super::*;
use crate::RetryOptions;
use crate::batch::{BatchItem, Outcome, Report, State};
use crate::http::{Failure, Method, Request};
use crate::testing::{FakeClock, Scripted, World, fixture, is_token, json, options, token};
use crate::{CallOptions, Options};

/// A source of items. A name that begins with `!` is no identifier.
struct List {
    items: VecDeque<String>,
    known: bool,
    pulled: Rc<Cell<usize>>,
    closed: Rc<Cell<bool>>,
    /// Fails when this many items have been given.
    fails_after: Option<usize>,
}

impl List {
    fn new(items: impl IntoIterator<Item = impl ToString>) -> Self {
        Self {
            items: items.into_iter().map(|item| item.to_string()).collect(),
            known: true,
            pulled: Rc::default(),
            closed: Rc::default(),
            fails_after: None,
        }
    }
}

impl Source for List {
    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>> {
        if self.fails_after == Some(self.pulled.get()) {
            return Poll::Ready(Err(Error::invalid_argument("the source failed")));
        }
        let Some(name) = self.items.pop_front() else { return Poll::Ready(Ok(None)) };
        self.pulled.set(self.pulled.get() + 1);
        let identifier = if name.starts_with('!') { Identifier::new("") } else { Identifier::new(name.clone()) };
        Poll::Ready(Ok(Some(BatchItem { name, identifier })))
    }

    fn total(&self) -> Option<usize> {
        self.known.then_some(self.items.len())
    }

    fn close(&mut self) {
        self.closed.set(true);
    }
}

fn retrying() -> Options {
    Options { retry: RetryOptions::default(), ..options() }
}

fn world(options: Options, answer: impl Fn(&Request, usize) -> Scripted + 'static) -> World {
    World::new(
        options,
        move |request, number| if is_token(request) { token("t", 3600) } else { answer(request, number) },
    )
}

fn ok(_: &Request, _: usize) -> Scripted {
    Scripted::After(10.0, fixture("deactivate-ok"))
}

fn last(request: &Request) -> &str {
    request.url.rsplit('/').next().unwrap()
}

fn run_until(
    world: &World,
    list: List,
    concurrency: usize,
    abort: impl Future<Output = ()> + 'static,
) -> (Report, Vec<(usize, Option<usize>, String)>) {
    let client = world.client.clone();
    let seen = Rc::<RefCell<Vec<_>>>::default();
    let progress = seen.clone();
    let report = world.run(async move {
        let options = BatchOptions { concurrency, ..BatchOptions::default() };
        let progress = |done, total, outcome: &Outcome| {
            progress.borrow_mut().push((
                done,
                total,
                format!("{} {}", outcome.identifier, outcome.state.name().as_str()),
            ));
        };
        client.deactivate_many(list, options, abort, progress).await.unwrap()
    });
    (report, seen.take())
}

fn run_all(world: &World, list: List, concurrency: usize) -> Report {
    run_until(world, list, concurrency, pending()).0
}

fn states(report: &Report) -> Vec<&'static str> {
    report.outcomes.iter().map(|outcome| outcome.state.name().as_str()).collect()
}

#[test]
fn one_outcome_for_each_item_in_order() {
    let world = world(options(), |request, _| match last(request) {
        "b" => Scripted::After(1.0, fixture("deactivate-already")),
        "c" => Scripted::After(2.0, fixture("error-1005-not-found")),
        "d" => Scripted::Now(Err(Failure::Network("reset".into()))),
        _ => Scripted::After(50.0, fixture("deactivate-ok")),
    });
    let (report, progress) = run_until(&world, List::new(["a", "b", "c", "d", "!", "e"]), 8, pending());
    assert_eq!(states(&report), ["changed", "unchanged", "failed", "unknown", "failed", "changed"]);
    let names: Vec<_> = report.outcomes.iter().map(|outcome| &*outcome.identifier).collect();
    assert_eq!(names, ["a", "b", "c", "d", "!", "e"]);
    assert_eq!((report.aborted, report.error.is_none()), (false, true));
    assert_eq!(progress.len(), 6);
    assert!(progress.iter().enumerate().all(|(number, (done, total, _))| (*done, *total) == (number + 1, Some(6))));
}

#[test]
fn runs_concurrency_tries_at_a_time_and_pulls_no_item_early() {
    let flying = Rc::new(Cell::new((0_usize, 0_usize)));
    let list = List { known: false, ..List::new(0..100) };
    let (pulled, most_ahead) = (list.pulled.clone(), Rc::new(Cell::new(0)));
    let (seen, ahead) = (flying.clone(), most_ahead.clone());
    let world = world(options(), move |_, number| {
        // Requests that are sent together are answered together, so this counts those in flight.
        let (sent, most) = seen.get();
        seen.set((sent + 1, most.max((sent + 1) % 9)));
        ahead.set(ahead.get().max(pulled.get() - number.min(pulled.get())));
        Scripted::After(10.0, fixture("deactivate-ok"))
    });
    let report = run_all(&world, list, 5);
    assert_eq!(report.outcomes.len(), 100);
    assert!(most_ahead.get() <= 6, "{} items were pulled ahead", most_ahead.get());
    assert!((world.clock.now() - 200.0).abs() < f64::EPSILON, "twenty rounds of five: {}", world.clock.now());
}

#[test]
fn a_repeated_item_is_sent_once_and_has_an_outcome_each_time() {
    let world = world(options(), ok);
    let (report, progress) = run_until(&world, List::new(["a", "a", "b", "a", "b", "c", "a"]), 2, pending());
    assert_eq!(states(&report), ["changed"; 7]);
    assert_eq!(world.transport.requests.borrow().len(), 1 + 3);
    assert_eq!(progress.len(), 7);
}

#[test]
fn after_an_abort_sent_items_are_unknown_and_unsent_items_are_skipped() {
    let world = world(options(), |request, _| match last(request) {
        "0" | "1" => Scripted::After(1.0, fixture("deactivate-ok")),
        _ => Scripted::Never,
    });
    let clock = world.clock.clone();
    let list = List::new(0..10);
    let (report, progress) = run_until(&world, list, 3, async move { clock.sleep(100.0).await });
    assert!(report.aborted && report.error.is_none());
    let expected = ["changed", "changed", "unknown", "unknown", "unknown"];
    assert_eq!(states(&report)[..5], expected);
    assert_eq!(states(&report)[5..], ["skipped"; 5]);
    assert_eq!(progress.len(), 10);
    assert_eq!(world.transport.abandoned.get(), 3);
}

#[test]
fn an_abort_before_the_token_came_skips_all() {
    let world = World::new(options(), |_, _| Scripted::Never);
    let clock = world.clock.clone();
    let report = run_until(&world, List::new(0..4), 2, async move { clock.sleep(100.0).await }).0;
    assert_eq!(states(&report), ["skipped"; 4]);
}

#[test]
fn an_endless_source_is_closed_and_not_read_on() {
    let world = world(options(), ok);
    let clock = world.clock.clone();
    let list = List { known: false, ..List::new(0..100_000) };
    let closed = list.closed.clone();
    let report = run_until(&world, list, 2, async move { clock.sleep(25.0).await }).0;
    assert!(closed.get() && report.aborted && report.outcomes.len() < 10);
}

#[test]
fn refused_credentials_end_the_batch() {
    let world = World::new(retrying(), |_, _| Scripted::After(5.0, fixture("token-invalid-client")));
    let report = run_all(&world, List::new(0..1000), 8);
    assert_eq!(report.error.as_ref().map(Error::code), Some(Code::Unauthorized));
    assert_eq!(world.transport.requests.borrow().len(), 1);
    assert!(!report.aborted);
    assert_eq!(report.outcomes.len(), 1000);
    assert_eq!(states(&report)[8..], ["skipped"; 992]);
}

#[test]
fn a_failing_source_ends_the_batch_with_its_outcomes_so_far() {
    let world = world(options(), ok);
    let list = List { fails_after: Some(5), ..List::new(0..10) };
    let report = run_all(&world, list, 2);
    assert_eq!(states(&report), ["changed"; 5]);
    assert_eq!(report.error.unwrap().message(), "the source failed");
}

#[test]
fn a_429_holds_all_workers_and_speed_recovers() {
    let times = Rc::<RefCell<Vec<f64>>>::default();
    let seen = times.clone();
    let clock = Rc::<RefCell<Option<FakeClock>>>::default();
    let reader = clock.clone();
    let world = world(retrying(), move |_, number| {
        let now = reader.borrow().as_ref().map_or(0.0, Clock::now);
        seen.borrow_mut().push(now);
        // One token request, then eight tries. The answer to the first asks to wait for two seconds.
        if number == 1 {
            Scripted::Now(Ok(fixture("rate-limited")))
        } else {
            Scripted::After(10.0, fixture("deactivate-ok"))
        }
    });
    *clock.borrow_mut() = Some(world.clock.clone());
    let report = run_all(&world, List::new(0..200), 8);
    assert_eq!(states(&report), ["changed"; 200]);
    let times = times.borrow();
    let during = times.iter().filter(|&&time| time > 0.0 && time < 2000.0).count();
    assert_eq!(during, 0, "nobody went on during the hold");
    let last = world.clock.now();
    assert!(last < 2000.0 + 10.0 * (193.0 / 8.0 + 8.0), "at full speed again: {last}");
}

#[test]
fn one_item_at_a_time_probes_a_server_that_is_down() {
    let clock = Rc::<RefCell<Option<FakeClock>>>::default();
    let reader = clock.clone();
    let world = world(retrying(), move |_, _| {
        if reader.borrow().as_ref().is_some_and(|clock| clock.monotonic() < 30_000.0) {
            return Scripted::Now(Err(Failure::Network("refused".into())));
        }
        Scripted::After(10.0, fixture("deactivate-already"))
    });
    *clock.borrow_mut() = Some(world.clock.clone());
    world.clock.draw(1.0);
    let report = run_all(&world, List::new(0..100), 8);
    // Eight tries at first. Then one item tries as often as the policy allows, and then the next, less and less often.
    let asked =
        world.events.borrow().iter().filter(|event| event.contains("NETWORK") && event.contains("response")).count();
    assert!((8..=24).contains(&asked), "{asked} times in 30 s");
    let certain =
        report.outcomes.iter().filter(|outcome| matches!(&outcome.state, State::Done(c) if c.certain)).count();
    assert!(certain >= 80, "those that did not try while it was down are certain: {certain}");
}

#[test]
fn the_wait_for_admission_does_not_count_against_the_deadline() {
    let world = world(retrying(), |_, number| {
        if number == 1 { Scripted::Now(Ok(json(429, "{}"))) } else { Scripted::After(400.0, fixture("deactivate-ok")) }
    });
    let client = world.client.clone();
    let report = world.run(async move {
        let limits = CallOptions { timeout: None, deadline: Some(1000.0) };
        let options = BatchOptions { concurrency: 4, each: limits.into(), ..BatchOptions::default() };
        client.deactivate_many(List::new(0..40), options, pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    assert_eq!(states(&report), ["changed"; 40]);
    assert!(world.clock.now() > 4000.0);
}

#[test]
fn a_closed_client_ends_the_batch() {
    let world = world(options(), |_, _| Scripted::Never);
    let (clock, closer) = (world.clock.clone(), world.client.clone());
    let abort = async move {
        clock.sleep(10.0).await;
        closer.close();
        pending::<()>().await;
    };
    let report = run_until(&world, List::new(0..5), 2, abort).0;
    assert_eq!(states(&report), ["unknown", "unknown", "skipped", "skipped", "skipped"]);
    assert_eq!(report.error.as_ref().map(Error::code), Some(Code::Closed));
}

#[test]
fn a_closed_client_ends_a_batch_that_waits_for_its_source() {
    struct Silent;
    impl Source for Silent {
        fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>> {
            Poll::Pending
        }
        fn total(&self) -> Option<usize> {
            None
        }
        fn close(&mut self) {}
    }
    let world = world(options(), ok);
    let (client, closer, clock) = (world.client.clone(), world.client.clone(), world.clock.clone());
    let close = async move {
        clock.sleep(10.0).await;
        closer.close();
    };
    let batch = async move {
        let options = BatchOptions::default();
        client.deactivate_many(Silent, options, pending::<()>(), |_, _, _| {}).await.unwrap()
    };
    let report = world.run(futures::future::join(batch, close)).0;
    assert_eq!((report.error.as_ref().map(Error::code), report.aborted), (Some(Code::Closed), false));
}

#[test]
fn a_report_serializes_completely() {
    let world = world(options(), |request, _| match last(request) {
        "a" => Scripted::Now(Ok(fixture("deactivate-ok"))),
        _ => Scripted::Now(Ok(fixture("error-1005-not-found"))),
    });
    let report = run_all(&world, List::new(["a", "b"]), 1);
    let json: serde_json::Value = serde_json::to_value(&report).unwrap();
    assert_eq!(json["action"], "deactivate");
    assert_eq!(
        (&json["total"], &json["changed"], &json["failed"], &json["skipped"]),
        (&2.into(), &1.into(), &1.into(), &0.into())
    );
    assert_eq!(json["outcomes"][0]["change"]["active"], false);
    assert_eq!(json["outcomes"][1]["error"]["apiCode"], 1005);
    assert_eq!(json["outcomes"][1]["state"], "failed");
}

#[test]
fn repeated_revocations_do_not_end_a_batch_that_works() {
    let world = world(retrying(), |_, number| {
        // After a while, seven refusals in a row.
        let refused = (20..27).contains(&number);
        Scripted::After(10.0, fixture(if refused { "unauthorized-token" } else { "deactivate-ok" }))
    });
    let report = run_all(&world, List::new(0..50), 1);
    assert_eq!(states(&report), ["changed"; 50]);

    let refusing = self::world(retrying(), |_, _| Scripted::After(10.0, fixture("unauthorized-token")));
    let report = run_all(&refusing, List::new(0..50), 1);
    assert_eq!(report.error.as_ref().map(Error::code), Some(Code::Unauthorized));
    assert_eq!(refusing.transport.requests.borrow().len(), 6, "a token and a try, three times");
}

#[test]
fn retry_after_holds_a_batch_no_longer_than_the_deadline() {
    let world = world(retrying(), |_, number| {
        let mut busy = fixture("rate-limited");
        busy.retry_after = Some(1e12);
        if number == 1 { Scripted::Now(Ok(busy)) } else { Scripted::After(10.0, fixture("deactivate-ok")) }
    });
    let (client, list) = (world.client.clone(), List::new(0..3));
    let report = world.run(async move {
        let options = BatchOptions { concurrency: 1, outage: f64::INFINITY, ..BatchOptions::default() };
        client.deactivate_many(list, options, pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    assert_eq!(states(&report), ["failed", "changed", "changed"]);
    assert!((60_000.0..61_000.0).contains(&world.clock.now()), "the deadline and no more: {}", world.clock.now());
}

/// Runs a batch with the default options to its end. Returns its report, its time in ms and the number of its requests.
fn until_it_ends(items: usize, answer: impl Fn(&Request, usize) -> Scripted + 'static) -> (Report, f64, usize) {
    let world = World::new(retrying(), answer);
    world.clock.draw(0.5);
    let report = run_all(&world, List::new(0..items), CONCURRENCY);
    assert_eq!(report.outcomes.len(), items);
    let requests = world.transport.requests.borrow().len();
    (report, world.clock.monotonic(), requests)
}

#[test]
fn a_batch_that_cannot_succeed_ends() {
    type Outage = (&'static str, fn(&Request, usize) -> Scripted, Code, f64, usize);
    const PAGE: &str = "<!doctype html><title>Sign in</title>";
    fn says(body: &str) -> Scripted {
        Scripted::After(1.0, json(200, body))
    }
    let outages: [Outage; 8] = [
        (
            "a token endpoint that states its error under 200",
            |_, _| says(r#"{"error":"invalid_client"}"#),
            Code::Unauthorized,
            1.0,
            1,
        ),
        (
            "a token endpoint that states it in MySafe's envelope",
            |_, _| says(r#"{"response":{"status":401,"error":true,"message":"Invalid client"}}"#),
            Code::Unauthorized,
            1.0,
            1,
        ),
        ("a login page in place of a token", |_, _| says(PAGE), Code::InvalidResponse, 1.0, 1),
        (
            "a login page in place of answers",
            |request, _| if is_token(request) { token("t", 3600) } else { says(PAGE) },
            Code::InvalidResponse,
            60_000.0,
            40,
        ),
        (
            "401 from the API while tokens are granted",
            |request, _| {
                if is_token(request) { token("t", 3600) } else { Scripted::After(1.0, fixture("unauthorized-token")) }
            },
            Code::Unauthorized,
            510.0,
            40,
        ),
        (
            "nothing listening",
            |_, _| Scripted::Now(Err(Failure::Network("ECONNREFUSED".into()))),
            Code::Network,
            60_000.0,
            100,
        ),
        ("a black hole", |_, _| Scripted::Never, Code::Timeout, 60_000.0, 10),
        (
            "a wait beyond the deadline",
            |request, _| {
                let mut busy = fixture("rate-limited");
                busy.retry_after = Some(120_000.0);
                if is_token(request) { token("t", 3600) } else { Scripted::Now(Ok(busy)) }
            },
            Code::RateLimited,
            60_000.0,
            10,
        ),
    ];
    for (name, answer, code, time, requests) in outages {
        let (report, took, sent) = until_it_ends(10_000, answer);
        let error = report.error.as_ref().unwrap_or_else(|| panic!("{name}: no error"));
        assert_eq!(error.code(), code, "{name}: {error}");
        assert_eq!(error.message().contains("(outage)"), (took - 60_000.0).abs() < 1.0, "{name}: {error}");
        assert!(took <= time, "{name}: {took} ms");
        assert!(sent <= requests, "{name}: {sent} requests");
        assert!(states(&report).iter().filter(|state| **state == "skipped").count() > 9_900, "{name}");
        assert!(!report.aborted, "{name}");
    }
}

#[test]
fn the_same_answer_to_every_request_is_an_outage_without_waits() {
    for (name, state) in [("list-ok", "unknown"), ("gateway-no-route", "failed")] {
        let alike = move |request: &Request, _: usize| {
            if is_token(request) { token("t", 3600) } else { Scripted::After(100.0, fixture(name)) }
        };
        let (report, took, _) = until_it_ends(100, alike);
        assert_eq!((states(&report), report.error), (vec![state; 100], None));
        assert!(took < 10_000.0, "{took} ms");
        let (report, took, _) = until_it_ends(10_000, alike);
        assert!(report.error.is_some_and(|error| error.message().contains("(outage)")));
        assert!((took - 60_000.0).abs() < 1.0, "{took} ms");
    }
}

#[test]
fn a_late_refusal_of_an_old_token_renews_nothing() {
    // The API has answered before, so a refused token may pass.
    let (report, took, requests) = until_it_ends(10_000, |request, number| {
        if is_token(request) {
            return token("t", 3600);
        }
        Scripted::After(10.0, fixture(if number < 100 { "deactivate-ok" } else { "unauthorized-token" }))
    });
    assert_eq!(report.error.as_ref().map(Error::code), Some(Code::Unauthorized));
    assert!(took < 62_000.0 && requests < 400, "{requests} requests in {took} ms");
}

#[test]
fn the_retry_quota_limits_the_load_of_half_an_outage() {
    for (failing, most) in [(50, 5), (80, 5), (90, 5), (97, 0)] {
        let (report, took, requests) = until_it_ends(1000, move |request, number| {
            if is_token(request) {
                return token("t", 3600);
            }
            // The failures are spread evenly.
            let fails = number * 61 % 100 < failing;
            Scripted::After(10.0, fixture(if fails { "gateway-unavailable" } else { "deactivate-ok" }))
        });
        // The initial quota allows a hundred retries. More have to be earned by successes.
        let tried = states(&report).iter().filter(|state| **state != "skipped").count();
        let beyond = requests.saturating_sub(tried + 100);
        assert!(beyond * 10 <= tried * most, "{failing} %: {requests} requests, {tried} items in {took} ms");
    }
}

#[test]
fn a_slow_source_is_no_outage() {
    struct Slow {
        left: usize,
        clock: FakeClock,
        wait: Option<std::pin::Pin<Box<dyn Future<Output = ()>>>>,
    }
    impl Source for Slow {
        fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>> {
            if self.left == 0 {
                return Poll::Ready(Ok(None));
            }
            let clock = self.clock.clone();
            let wait = self.wait.get_or_insert_with(|| Box::pin(async move { clock.sleep(50_000.0).await }));
            std::task::ready!(wait.as_mut().poll(context));
            self.wait = None;
            self.left -= 1;
            let identifier = Identifier::new(self.left.to_string());
            Poll::Ready(Ok(Some(BatchItem { name: self.left.to_string(), identifier })))
        }
        fn total(&self) -> Option<usize> {
            None
        }
        fn close(&mut self) {}
    }
    let world = world(options(), |_, number| Scripted::Now(Ok(json(if number < 4 { 500 } else { 200 }, "{}"))));
    let source = Slow { left: 4, clock: world.clock.clone(), wait: None };
    let client = world.client.clone();
    let report = world.run(async move {
        client.deactivate_many(source, BatchOptions::default(), pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    assert_eq!((states(&report), report.error), (vec!["unknown"; 4], None));
}

#[test]
fn spellings_of_one_item_are_sent_once_and_have_one_outcome() {
    let world = world(options(), ok);
    let report = run_all(&world, List::new(["043", "43", "44", "00044", "430"]), 2);
    assert_eq!(states(&report), ["changed"; 5]);
    let names: Vec<_> = report.outcomes.iter().map(|outcome| &*outcome.identifier).collect();
    assert_eq!(names, ["043", "43", "44", "00044", "430"]);
    assert_eq!(world.transport.requests.borrow().len(), 1 + 3);
}

#[test]
fn a_repeated_item_has_the_same_outcome_however_the_batch_ends() {
    // The first is done, the second is under way, and then it is aborted: the rest of the list names both again.
    let world = world(options(), |request, _| match last(request) {
        "1" => Scripted::After(1.0, fixture("deactivate-ok")),
        _ => Scripted::Never,
    });
    let clock = world.clock.clone();
    let list = List::new(["1", "2", "3", "01", "2", "3", "4", "04"]);
    let report = run_until(&world, list, 1, async move { clock.sleep(100.0).await }).0;
    assert_eq!(
        states(&report),
        ["changed", "unknown", "skipped", "changed", "unknown", "skipped", "skipped", "skipped"]
    );
}

#[test]
fn an_invalid_identifier_is_the_same_as_no_other_item() {
    struct Odd(VecDeque<BatchItem>);
    impl Source for Odd {
        fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<BatchItem>, Error>> {
            Poll::Ready(Ok(self.0.pop_front()))
        }
        fn total(&self) -> Option<usize> {
            None
        }
        fn close(&mut self) {}
    }
    let world = world(options(), ok);
    let none = || BatchItem { name: "undefined".into(), identifier: Identifier::new("") };
    let named = || BatchItem { name: "undefined".into(), identifier: Identifier::new("undefined") };
    let client = world.client.clone();
    let report = world.run(async move {
        let options = BatchOptions { concurrency: 1, ..BatchOptions::default() };
        let source = Odd([none(), named(), none(), named()].into());
        client.deactivate_many(source, options, pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    assert_eq!(states(&report), ["failed", "changed", "failed", "changed"]);
}

#[test]
fn a_refusal_after_a_lost_answer_is_unknown_and_a_refusal_alone_is_failed() {
    let counts = Rc::<RefCell<std::collections::BTreeMap<String, usize>>>::default();
    let world = world(retrying(), move |request, _| {
        let mut counts = counts.borrow_mut();
        let tries = counts.entry(last(request).to_owned()).or_default();
        *tries += 1;
        match (last(request), *tries) {
            ("lost", 1) => Scripted::Now(Err(Failure::Network("reset".into()))),
            ("busy", 1) => Scripted::Now(Ok(json(429, "{}"))),
            ("gone", 1) => Scripted::Now(Ok(json(503, "{}"))),
            _ => Scripted::Now(Ok(fixture("error-1006-access-denied"))),
        }
    });
    let report = run_all(&world, List::new(["lost", "busy", "gone", "other"]), 1);
    assert_eq!(states(&report), ["unknown", "failed", "unknown", "failed"]);
}

#[test]
fn a_batch_with_verify_looks_before_and_after() {
    let world = world(options(), |request, _| match (request.method, last(request)) {
        (Method::Get, _) => Scripted::After(10.0, fixture("error-1009-inactive")),
        _ => Scripted::After(10.0, fixture("deactivate-already")),
    });
    world.transport.repeats.set(true);
    let client = world.client.clone();
    let report = world.run(async move {
        let each = SwitchOptions { verify: true, ..SwitchOptions::default() };
        let options = BatchOptions { concurrency: 2, each, ..BatchOptions::default() };
        client.deactivate_many(List::new(0..4), options, pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    assert_eq!(states(&report), ["unchanged"; 4]);
    assert!(report.outcomes.iter().all(|outcome| matches!(&outcome.state, State::Done(c) if c.certain && c.verified)));
    assert_eq!(world.transport.requests.borrow().len(), 1 + 4 * 3);
    assert!((world.clock.now() - 60.0).abs() < f64::EPSILON, "two at a time, looks included: {}", world.clock.now());
}

#[test]
fn a_look_that_succeeds_is_no_outage() {
    let world = world(options(), |request, _| match request.method {
        Method::Get => {
            let entity = serde_json::json!({ "identifier": last(request) });
            let body = serde_json::json!({ "response": { "error": false }, "api_secret_entity": entity });
            Scripted::After(10.0, json(200, &body.to_string()))
        }
        _ => Scripted::After(10_000.0, json(200, r#"{"response":{"message":"Something else"}}"#)),
    });
    world.transport.repeats.set(true);
    let client = world.client.clone();
    let report = world.run(async move {
        let each = SwitchOptions { verify: true, ..SwitchOptions::default() };
        let options = BatchOptions { concurrency: 1, each, ..BatchOptions::default() };
        client.deactivate_many(List::new(0..10), options, pending::<()>(), |_, _, _| {}).await.unwrap()
    });
    assert_eq!(report.error, None, "the switches take 100 s in all");
    assert!(!states(&report).contains(&"skipped"), "{:?}", states(&report));
}

#[test]
fn a_rate_limit_holds_when_the_clock_is_set_back() {
    let clock = Rc::<RefCell<Option<FakeClock>>>::default();
    let setter = clock.clone();
    let world = world(retrying(), move |_, number| {
        if number != 1 {
            return Scripted::After(10.0, fixture("deactivate-ok"));
        }
        if let Some(clock) = &*setter.borrow() {
            clock.jump(-3_600_000.0);
        }
        Scripted::Now(Ok(fixture("rate-limited")))
    });
    *clock.borrow_mut() = Some(world.clock.clone());
    let report = run_all(&world, List::new(0..4), 2);
    assert_eq!(states(&report), ["changed"; 4]);
    assert!((2000.0..2100.0).contains(&world.clock.monotonic()), "two seconds: {}", world.clock.monotonic());
}
