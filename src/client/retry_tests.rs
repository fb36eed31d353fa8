use std::cell::Cell;

use super::*;
use crate::api::Identifier;
use crate::client::CallOptions;
use crate::client::StateChange;
use crate::error::Code;
use crate::http::{Failure, Request};
use crate::testing::{Scripted, World, fixture, is_token, json, options, token};
use crate::{Options, RetryOptions};

fn retrying() -> Options {
    Options { retry: RetryOptions::default(), ..options() }
}

/// A world with a valid token. `answers` answer the requests one after another; the last one repeats.
fn scripted(options: Options, answers: Vec<fn() -> Scripted>) -> World {
    let calls = Cell::new(0);
    World::new(options, move |request: &Request, _| {
        if is_token(request) {
            return token("t", 3600);
        }
        let number = calls.replace(calls.get() + 1);
        answers[number.min(answers.len() - 1)]()
    })
}

fn deactivate(world: &World, limits: CallOptions) -> Result<StateChange, Error> {
    let client = world.client.clone();
    world.run(async move { client.deactivate(&Identifier::new("43").unwrap(), limits).await })
}

fn limits(timeout: Option<f64>, deadline: Option<f64>) -> CallOptions {
    CallOptions { timeout, deadline }
}

fn now(name: &'static str) -> Scripted {
    Scripted::Now(Ok(fixture(name)))
}

fn reset() -> Scripted {
    Scripted::Now(Err(Failure::Network("reset".into())))
}

fn unavailable() -> Scripted {
    Scripted::Now(Ok(json(503, "{\"message\":\"x\"}")))
}

#[test]
fn delays_double_up_to_the_bound_with_full_jitter() {
    let policy = Policy::default();
    let bounds: Vec<f64> = (1..=8).map(|failures| policy.delay(failures, 1.0)).collect();
    assert_eq!(bounds, [200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0, 10_000.0, 10_000.0]);
    assert!((policy.delay(3, 0.25) - 200.0).abs() < f64::EPSILON);
    assert!(policy.delay(3, 0.0).abs() < f64::EPSILON);
    assert!((policy.delay(u32::MAX, 1.0) - 10_000.0).abs() < f64::EPSILON);
}

#[test]
fn a_retryable_failure_is_retried_after_exact_delays() {
    let world = scripted(retrying(), vec![unavailable, reset, || now("deactivate-ok")]);
    world.clock.draw(0.5);
    let change = deactivate(&world, CallOptions::default()).unwrap();
    assert_eq!((change.attempts, change.changed, change.certain), (3, true, true));
    // Half of 200, then half of 400.
    assert!((world.clock.now() - 300.0).abs() < f64::EPSILON);
}

#[test]
fn retries_end_after_the_configured_attempts() {
    for (attempts, tries) in [(None, 5), (Some(2.0), 2), (Some(1.0), 1)] {
        let retry = RetryOptions { attempts, ..RetryOptions::default() };
        let world = scripted(Options { retry, ..options() }, vec![unavailable]);
        let error = deactivate(&world, CallOptions::default()).unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Code::Server, tries));
        assert!(error.message().contains("may have been made"), "a 503 can follow the work");
    }
}

#[test]
fn a_final_failure_is_not_retried() {
    for name in [
        "error-1005-not-found",
        "error-1006-access-denied",
        "error-1010-identifier-type",
        "gateway-no-route",
        "portuguese-only",
    ] {
        let world =
            World::new(retrying(), move |request, _| if is_token(request) { token("t", 3600) } else { now(name) });
        assert_eq!(deactivate(&world, CallOptions::default()).unwrap_err().attempts(), 1, "{name}");
    }
}

#[test]
fn waits_as_retry_after_asks_and_fails_at_once_beyond_the_deadline() {
    let world = scripted(retrying(), vec![|| now("rate-limited"), || now("deactivate-ok")]);
    assert_eq!(deactivate(&world, CallOptions::default()).unwrap().attempts, 2);
    assert!((world.clock.now() - 2000.0).abs() < f64::EPSILON);

    let world = scripted(retrying(), vec![|| now("rate-limited")]);
    let error = deactivate(&world, limits(None, Some(2000.0))).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::RateLimited, 1));
    assert!(error.message().contains("2000 ms, which is beyond the deadline"), "{}", error.message());
    assert!(world.clock.now().abs() < f64::EPSILON, "it did not wait for nothing");
}

#[test]
fn the_timeout_limits_each_attempt_and_the_deadline_the_whole_call() {
    let world = scripted(retrying(), vec![|| Scripted::Never]);
    let error = deactivate(&world, limits(Some(100.0), Some(350.0))).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Timeout, 4));
    assert!(error.message().contains("350 ms (deadline)"), "{}", error.message());
    assert!((world.clock.now() - 350.0).abs() < f64::EPSILON);
}

#[test]
fn an_already_after_a_lost_answer_is_changed_but_not_certain() {
    type Loss = (&'static str, fn() -> Scripted);
    let lost: [Loss; 8] = [
        ("network", reset),
        ("408", || Scripted::Now(Ok(json(408, "{}")))),
        ("500", || now("server-error")),
        ("502", || now("gateway-bad-upstream")),
        ("503", unavailable),
        ("504", || now("gateway-timeout")),
        ("garbled", || Scripted::Now(Ok(json(200, "{\"respon")))),
        ("timeout", || Scripted::Never),
    ];
    for (name, loss) in lost {
        let world = scripted(retrying(), vec![loss, || now("deactivate-already")]);
        let change = deactivate(&world, CallOptions::default()).unwrap();
        assert_eq!((change.active, change.changed, change.certain), (false, true, false), "{name}");
        // The change was not made yet, so this try made it.
        let world = scripted(retrying(), vec![loss, || now("deactivate-ok")]);
        let change = deactivate(&world, CallOptions::default()).unwrap();
        assert_eq!((change.changed, change.certain), (true, true), "{name}");
        // A refusal says nothing of an earlier try.
        let refusals: [(Code, fn() -> Scripted); 5] = [
            (Code::AccessDenied, || now("error-1006-access-denied")),
            (Code::NotFound, || now("error-1005-not-found")),
            (Code::Unauthorized, || now("unauthorized-token")),
            (Code::RateLimited, || now("rate-limited")),
            (Code::RouteNotFound, || now("gateway-no-route")),
        ];
        for (code, refusal) in refusals {
            let world = scripted(retrying(), vec![loss, refusal]);
            let error = deactivate(&world, CallOptions::default()).unwrap_err();
            assert_eq!((error.code(), error.effect()), (code, Effect::Possible), "{name}, {code:?}");
            assert!(error.message().contains("may have been made"), "{}", error.message());
        }
    }
}

#[test]
fn a_refusal_of_every_try_leaves_no_doubt() {
    let refusals: [fn() -> Scripted; 2] = [|| now("rate-limited"), || now("unauthorized-token")];
    for refusal in refusals {
        let world = scripted(retrying(), vec![refusal, || now("deactivate-already")]);
        let change = deactivate(&world, CallOptions::default()).unwrap();
        assert_eq!((change.changed, change.certain, change.attempts), (false, true, 2));
    }
}

#[test]
fn a_token_request_is_retried_but_refused_credentials_are_final() {
    let answer_after = |failures: usize, name: &'static str| {
        World::new(retrying(), move |request, number| match is_token(request) {
            true if number < failures => now(name),
            true => token("t", 3600),
            false => now("deactivate-ok"),
        })
    };
    let world = answer_after(4, "gateway-unavailable");
    assert_eq!(deactivate(&world, CallOptions::default()).unwrap().attempts, 1);
    assert_eq!(world.transport.token_requests(), 5);
    let world = answer_after(5, "gateway-unavailable");
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.attempts(), error.effect()), (Code::Server, 0, Effect::None));
    let world = answer_after(1, "token-invalid-client");
    assert_eq!(deactivate(&world, CallOptions::default()).unwrap_err().code(), Code::Unauthorized);
    assert_eq!(world.transport.token_requests(), 1);
}

#[test]
fn events_report_each_request_and_no_secret() {
    let world = scripted(retrying(), vec![unavailable, || now("deactivate-ok")]);
    world.clock.draw(1.0);
    deactivate(&world, CallOptions::default()).unwrap();
    let events = world.events.borrow();
    let call = r#""operation":"deactivate","attempt""#;
    assert_eq!(
        *events,
        [
            r#"{"type":"request","time":0.0,"operation":"token","attempt":1}"#.to_owned(),
            r#"{"type":"response","time":0.0,"operation":"token","attempt":1,"status":200,"duration":0.0}"#.to_owned(),
            r#"{"type":"token","time":0.0,"operation":"token","attempt":1,"lifetime":3600000.0}"#.to_owned(),
            format!(r#"{{"type":"request","time":0.0,{call}:1,"identifier":"43"}}"#),
            format!(r#"{{"type":"response","time":0.0,{call}:1,"identifier":"43","status":503,"duration":0.0}}"#),
            format!(r#"{{"type":"retry","time":0.0,{call}:1,"identifier":"43","code":"SERVER","delay":200.0}}"#),
            format!(r#"{{"type":"request","time":200.0,{call}:2,"identifier":"43"}}"#),
            format!(r#"{{"type":"response","time":200.0,{call}:2,"identifier":"43","status":200,"duration":0.0}}"#),
        ]
    );
}

#[test]
fn rejects_retry_options_out_of_range() {
    for (retry, words) in [
        (RetryOptions { attempts: Some(0.0), ..RetryOptions::default() }, "retry.attempts"),
        (RetryOptions { attempts: Some(1.5), ..RetryOptions::default() }, "retry.attempts"),
        (RetryOptions { attempts: Some(f64::NAN), ..RetryOptions::default() }, "retry.attempts"),
        (RetryOptions { min_delay: Some(-1.0), ..RetryOptions::default() }, "retry.minDelay"),
        (RetryOptions { max_delay: Some(f64::INFINITY), ..RetryOptions::default() }, "retry.maxDelay"),
        (RetryOptions { min_delay: Some(2.0), max_delay: Some(1.0), ..RetryOptions::default() }, "greater"),
    ] {
        let error =
            crate::client::options::Config::new(Options { retry, ..options() }, crate::testing::locate).unwrap_err();
        assert!(error.code() == Code::InvalidArgument && error.message().contains(words), "{}", error.message());
    }
}

/// The test vectors of the AWS SDKs for their retry quota: answers one after another, and the quota after each.
#[test]
fn the_retry_quota_matches_the_vectors_of_the_aws_sdks() {
    let policy = Policy { attempts: 3, min_delay: 0.0, max_delay: 0.0 };
    let failure = |code| crate::Error::new(code, "x").with_retryable(true);
    let clock = crate::testing::FakeClock::default();
    // A retry succeeds; all attempts fail; the quota is used up after one retry; there is no quota.
    for (initial, answers, left) in [
        (500, vec![Some(495), Some(490), None], 495),
        (500, vec![Some(495), Some(490), Some(490)], 490),
        (5, vec![Some(0), Some(0)], 0),
        (0, vec![Some(0)], 0),
    ] {
        let quota = Quota(Cell::new(initial));
        let mut tries = Retries::new(&policy, &quota, Repeat::Idempotent);
        for answer in answers {
            match answer {
                None => tries.succeeded(),
                Some(left) => {
                    let before = quota.0.get();
                    let again = tries.wait_after(failure(Code::Server), &clock, f64::INFINITY);
                    assert_eq!(quota.0.get(), left);
                    assert_eq!(again.is_ok(), left < before);
                }
            }
        }
        assert_eq!(quota.0.get(), left);
    }
    // A timeout costs twice. A success without a retry gives one back, up to the initial quota.
    let quota = Quota::default();
    assert!(
        Retries::new(&policy, &quota, Repeat::Idempotent)
            .wait_after(failure(Code::Timeout), &clock, f64::INFINITY)
            .is_ok()
    );
    assert_eq!(quota.0.get(), 490);
    for left in [491, 492] {
        Retries::new(&policy, &quota, Repeat::Idempotent).succeeded();
        assert_eq!(quota.0.get(), left);
    }
    quota.give(1000);
    assert_eq!(quota.0.get(), 500);
}

#[test]
fn an_error_says_that_the_retry_quota_is_used_up() {
    let world = scripted(retrying(), vec![reset]);
    let errors: Vec<_> = (0..30).map(|_| deactivate(&world, CallOptions::default()).unwrap_err()).collect();
    assert_eq!((errors[0].attempts(), errors[29].attempts()), (5, 1));
    assert!(errors[29].message().contains("too many of this client's tries have failed lately"), "{}", errors[29]);
    assert_eq!(errors.iter().map(|error| error.attempts() - 1).sum::<u32>(), 100);
}
