use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, join, join_all, select};

use super::*;
use crate::api::{ApiSecretChanges, ApiSecrets, Identifier, ItemKind};
use crate::client::call::UNKNOWN_TOKEN_MS;
use crate::error::Code;
use crate::http::{Failure, Request};
use crate::sensitive::Sensitive;
use crate::testing::{FakeClock, FakeTransport, Scripted, World, fixture, is_token, json, options, token};
use crate::{AccessToken, RetryOptions};
use crate::{ProviderError, TokenProvider};

type FakeClient = Client<FakeTransport, FakeClock>;

fn retrying() -> Options {
    Options { retry: RetryOptions::default(), ..options() }
}

fn id(text: &str) -> Identifier {
    Identifier::new(text).unwrap()
}

/// A world where tokens are given out as `t1`, `t2`, … and the API answers by `answer`.
fn world(options: Options, answer: impl Fn(&Request, usize) -> Scripted + 'static) -> World {
    let issued = Cell::new(0);
    World::new(options, move |request, number| {
        if is_token(request) {
            issued.set(issued.get() + 1);
            return token(&format!("t{}", issued.get()), 3600);
        }
        answer(request, number)
    })
}

fn always(name: &'static str) -> impl Fn(&Request, usize) -> Scripted {
    move |_, _| Scripted::Now(Ok(fixture(name)))
}

/// A token after 50 ms, and success at once.
fn slow_token(request: &Request, _: usize) -> Scripted {
    if is_token(request) {
        return Scripted::After(50.0, json(200, r#"{"access_token":"t","expires_in":3600}"#));
    }
    Scripted::Now(Ok(fixture("deactivate-ok")))
}

fn deactivate(world: &World, limits: CallOptions) -> Result<StateChange, Error> {
    let client = world.client.clone();
    world.run(async move { client.deactivate(&id("43"), limits).await })
}

#[test]
fn deactivates_and_activates_a_secret() {
    for (name, action, active, changed) in [
        ("deactivate-ok", Action::Deactivate, false, true),
        ("deactivate-already", Action::Deactivate, false, false),
        ("activate-ok", Action::Activate, true, true),
        ("activate-already", Action::Activate, true, false),
    ] {
        let world = world(options(), always(name));
        let client = world.client.clone();
        let change = world
            .run(async move {
                client
                    .switch(ApiSecrets::KIND, action, &id("43"), &SwitchOptions::default(), CallHooks::default())
                    .await
            })
            .unwrap();
        let message = fixture(name);
        let message: serde_json::Value = serde_json::from_slice(&message.body).unwrap();
        assert_eq!(
            change,
            StateChange {
                kind: ApiSecrets::KIND,
                identifier: "43".into(),
                active,
                changed,
                certain: true,
                verified: false,
                message: message["response"]["message"].as_str().unwrap().into(),
                status: 200,
                attempts: 1,
            }
        );
        let path = if active { "active" } else { "inactive" };
        assert_eq!(
            world.transport.log(),
            [
                "GET https://vault.example/api/oauth2/token?grant_type=client_credentials Basic aWQ6czNjcjN0"
                    .to_owned(),
                format!("POST https://vault.example/api/mysafe/secretapi/{path}/43 Bearer t1"),
            ]
        );
    }
}

#[test]
fn every_request_has_the_headers_of_the_client() {
    let world = world(options(), always("deactivate-ok"));
    deactivate(&world, CallOptions::default()).unwrap();
    let requests = world.transport.requests.borrow();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.headers[0] == ("accept", "application/json".to_owned())));
}

#[test]
fn an_error_names_the_call_and_what_the_server_said() {
    let world = world(options(), always("error-1005-not-found"));
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.api_code(), error.status(), error.attempts()),
        (Code::NotFound, Some(1005), Some(400), 1)
    );
    assert_eq!((error.operation(), error.identifier()), (Some("deactivate"), Some("43")));
    assert!(
        error.message().starts_with("deactivate \"43\": ") && error.message().contains("1005: Api secret not found")
    );
}

#[test]
fn concurrent_calls_share_one_token_request() {
    let world = World::new(options(), slow_token);
    let client = world.client.clone();
    let calls = async move {
        let identifiers: Vec<_> = (0..1000).map(|number| id(&number.to_string())).collect();
        join_all(identifiers.iter().map(|id| client.deactivate(id, CallOptions::default()))).await
    };
    assert!(world.run(calls).iter().all(Result::is_ok));
    assert_eq!(world.transport.token_requests(), 1);
}

#[test]
fn a_refused_token_is_renewed_once_and_the_call_replayed_once() {
    let world = world(options(), |request, _| {
        let old = request.authorization.as_ref().is_some_and(|value| value.expose() == "Bearer t1");
        Scripted::Now(Ok(fixture(if old { "unauthorized-token" } else { "deactivate-ok" })))
    });
    assert_eq!(deactivate(&world, CallOptions::default()).map(|change| change.attempts), Ok(2));
    assert_eq!(deactivate(&world, CallOptions::default()).map(|change| change.attempts), Ok(1));
    assert_eq!(world.transport.token_requests(), 2);
}

#[test]
fn gives_up_after_a_third_refused_token_or_a_second_without_retries() {
    let world = self::world(options(), always("unauthorized-token"));
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unauthorized, 2));
    assert_eq!(world.transport.requests.borrow().len(), 4);

    let world = self::world(retrying(), always("unauthorized-token"));
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unauthorized, 3));
    assert_eq!(world.transport.requests.borrow().len(), 6);
    assert!((world.clock.monotonic() - UNKNOWN_TOKEN_MS).abs() < f64::EPSILON);
}

#[test]
fn waits_when_a_node_does_not_know_a_fresh_token_yet() {
    let clock = Rc::<RefCell<Option<FakeClock>>>::default();
    let reader = clock.clone();
    let granted = RefCell::new(Vec::new());
    // Each token is known 100 ms after it was granted.
    let world = World::new(retrying(), move |request, _| {
        let now = reader.borrow().as_ref().map_or(0.0, Clock::monotonic);
        let mut granted = granted.borrow_mut();
        if is_token(request) {
            granted.push(now);
            return token(&format!("t{}", granted.len() - 1), 3600);
        }
        let number =
            request.authorization.as_ref().and_then(|value| value.expose().strip_prefix("Bearer t")?.parse().ok());
        let is_known = number.is_some_and(|number: usize| now - granted[number] >= 100.0);
        Scripted::Now(Ok(fixture(if is_known { "deactivate-ok" } else { "unauthorized-token" })))
    });
    *clock.borrow_mut() = Some(world.clock.clone());
    assert_eq!(deactivate(&world, CallOptions::default()).map(|change| change.attempts), Ok(3));
}

#[test]
fn a_message_does_not_repeat_a_refused_token() {
    let world = World::new(retrying(), |request, number| {
        if is_token(request) {
            return token(["token-the-first", "token-the-second", "token-the-third"][number / 2], 3600);
        }
        Scripted::Now(Ok(json(401, r#"{"message":"not token-the-first, not token-the-second, not token-the-third"}"#)))
    });
    let message = deactivate(&world, CallOptions::default()).unwrap_err().to_string();
    assert!(message.contains("not •••, not •••, not •••"), "{message}");
}

#[test]
fn many_refusals_of_one_token_make_one_renewal() {
    let world = world(options(), |request, _| {
        let old = request.authorization.as_ref().is_some_and(|value| value.expose() == "Bearer t1");
        // The slow requests are refused when other calls have the new token already.
        let late = request.url.ends_with('7');
        match (old, late) {
            (true, true) => Scripted::After(30.0, fixture("unauthorized-token")),
            (true, false) => Scripted::After(10.0, fixture("unauthorized-token")),
            (false, _) => Scripted::Now(Ok(fixture("deactivate-ok"))),
        }
    });
    let client = world.client.clone();
    let calls = async move {
        let identifiers: Vec<_> = (0..100).map(|number| id(&number.to_string())).collect();
        join_all(identifiers.iter().map(|id| client.deactivate(id, CallOptions::default()))).await
    };
    assert!(world.run(calls).iter().all(|result| result.as_ref().is_ok_and(|change| change.attempts == 2)));
    assert_eq!(world.transport.token_requests(), 2);
}

#[test]
fn dropping_one_call_ends_neither_the_renewal_nor_other_calls() {
    let world = World::new(options(), slow_token);
    let (first, second, clock) = (world.client.clone(), world.client.clone(), world.clock.clone());
    let abort_first = async move {
        let id = id("1");
        let call = pin!(first.deactivate(&id, CallOptions::default()));
        // Dropping the call is how it is aborted.
        matches!(select(call, pin!(clock.sleep(10.0))).await, Either::Right(_))
    };
    let other = async move { second.deactivate(&id("2"), CallOptions::default()).await };
    let (aborted, result) = world.run(join(abort_first, other));
    assert!(aborted && result.is_ok());
    assert_eq!((world.transport.token_requests(), world.transport.abandoned.get()), (1, 0));
}

#[test]
fn a_renewal_is_cancelled_when_no_call_waits_for_it() {
    let world = World::new(options(), |request, number| match (is_token(request), number) {
        (true, 0) => Scripted::Never,
        (true, _) => token("t", 3600),
        (false, _) => Scripted::Now(Ok(fixture("deactivate-ok"))),
    });
    let (client, clock) = (world.client.clone(), world.clock.clone());
    world.run(async move {
        let id = id("1");
        let call = pin!(client.deactivate(&id, CallOptions::default()));
        assert!(matches!(select(call, pin!(clock.sleep(10.0))).await, Either::Right(_)));
    });
    assert_eq!(world.transport.abandoned.get(), 1);
    assert!(deactivate(&world, CallOptions::default()).is_ok());
}

#[test]
fn an_attempt_ends_at_its_timeout() {
    let world = world(options(), |_, _| Scripted::Never);
    let error = deactivate(&world, CallOptions { timeout: Some(250.0), deadline: None }).unwrap_err();
    assert_eq!((error.code(), error.attempts(), error.is_retryable()), (Code::Timeout, 1, true));
    assert!(
        error.message().contains("250 ms") && error.message().contains("asking again is safe"),
        "{}",
        error.message()
    );
    assert!((world.clock.now() - 250.0).abs() < f64::EPSILON);
    assert_eq!(world.transport.abandoned.get(), 1);

    let just_in_time = self::world(options(), |_, _| Scripted::After(249.0, fixture("deactivate-ok")));
    assert!(deactivate(&just_in_time, CallOptions { timeout: Some(250.0), deadline: None }).is_ok());
}

#[test]
fn the_deadline_covers_token_and_call_together() {
    let slow = || {
        World::new(options(), |request, _| {
            let token = json(200, r#"{"access_token":"t","expires_in":3600}"#);
            Scripted::After(9_000.0, if is_token(request) { token } else { fixture("deactivate-ok") })
        })
    };
    let limits = |deadline| CallOptions { timeout: None, deadline: Some(deadline) };
    assert!(deactivate(&slow(), limits(18_001.0)).is_ok());
    let world = slow();
    let error = deactivate(&world, limits(17_999.0)).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Timeout, 1));
    assert!(error.message().contains("17999 ms (deadline)"), "{}", error.message());
    assert!((world.clock.now() - 17_999.0).abs() < f64::EPSILON);
    // The deadline passed while the call waited for the token. It was never sent, so nothing can have changed.
    let error = deactivate(&slow(), limits(8_999.0)).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Timeout, 0));
    assert!(!error.message().contains("may have been made"), "{}", error.message());
}

#[test]
fn rejects_limits_out_of_range_before_anything_is_sent() {
    let world = world(options(), always("deactivate-ok"));
    for limits in
        [CallOptions { timeout: Some(0.0), deadline: None }, CallOptions { timeout: None, deadline: Some(f64::NAN) }]
    {
        let error = deactivate(&world, limits).unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Code::InvalidArgument, 0));
    }
    assert!(world.transport.log().is_empty());
}

#[test]
fn close_ends_calls_in_flight_and_later_calls() {
    let world = world(options(), |_, _| Scripted::Never);
    let (client, closer, clock) = (world.client.clone(), world.client.clone(), world.clock.clone());
    let close = async move {
        clock.sleep(10.0).await;
        closer.close();
    };
    let call = async move { client.deactivate(&id("43"), CallOptions::default()).await };
    let (result, ()) = world.run(join(call, close));
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Closed, 1));
    assert_eq!(world.transport.abandoned.get(), 1);
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Closed, 0));
    assert_eq!(world.transport.requests.borrow().len(), 2);
}

#[test]
fn a_network_error_names_the_address_and_says_that_the_change_may_have_been_made() {
    let world =
        world(options(), |_, _| Scripted::Now(Err(Failure::Network("TypeError: fetch failed, ECONNRESET".into()))));
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.is_retryable()), (Code::Network, true));
    for words in ["ECONNRESET", "https://vault.example/api/mysafe/secretapi/inactive/43", "CORS", "may have been made"]
    {
        assert!(error.message().contains(words), "{}", error.message());
    }
}

#[test]
fn rejects_redirects_and_bodies_beyond_the_limit() {
    for status in [0, 301, 307] {
        let world = world(options(), move |_, _| Scripted::Now(Ok(json(status, ""))));
        let error = deactivate(&world, CallOptions::default()).unwrap_err();
        assert_eq!((error.code(), error.is_retryable()), (Code::InvalidResponse, false));
        assert!(error.message().contains("redirect"));
    }
    let world = world(options(), |_, _| Scripted::Now(Err(Failure::TooLarge)));
    assert!(deactivate(&world, CallOptions::default()).unwrap_err().message().contains("1048576 bytes"));
}

#[test]
fn a_message_repeats_no_secret_of_a_server_or_platform() {
    const SECRET: &str = "z/tZ9+canary";
    let given = || crate::Options { client_secret: Some(SECRET.into()), ..options() };
    let echoes = [
        (false, r#"{"response":{"error":true,"message":"TOKEN SECRET FORM BASIC"}}"#, 400),
        (false, r#"{"response":{"error":false,"message":"TOKEN SECRET FORM BASIC"}}"#, 200),
        (false, r#"{"message":"TOKEN SECRET FORM BASIC","request_id":"TOKEN"}"#, 500),
        (true, r#"{"error":"invalid_scope","error_description":"SECRET FORM BASIC"}"#, 400),
        (true, r#"{"error":"SECRET"}"#, 401),
        (true, r#"{"message":"SECRET FORM BASIC"}"#, 500),
    ];
    let basic = "aWQ6eiUyRnRaOSUyQmNhbmFyeQ==";
    for (of_token, body, status) in echoes {
        let body = body
            .replace("TOKEN", "t-canary")
            .replace("SECRET", SECRET)
            .replace("FORM", "z%2FtZ9%2Bcanary")
            .replace("BASIC", basic);
        let world = World::new(given(), move |request, _| match (is_token(request), of_token) {
            (true, false) => token("t-canary", 3600),
            _ => Scripted::Now(Ok(json(status, &body))),
        });
        let words = match deactivate(&world, CallOptions::default()) {
            Ok(change) => format!("{change:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(words.contains("•••"), "{words}");
        assert!(!words.contains("canary") && !words.contains(basic), "{words}");
    }
    let thrown = format!("request to https://vault.example/x?client_secret=other with {SECRET} failed");
    let world = self::world(given(), move |_, _| Scripted::Now(Err(Failure::Network(thrown.clone()))));
    let words = format!("{:?}", deactivate(&world, CallOptions::default()));
    assert!(!words.contains("canary") && !words.contains("other"), "{words}");
    assert!(!format!("{:?} {:?}", world.client, given()).contains("canary"));
}

/// Gives the tokens `p1`, `p2`, … and records `refresh` of each request.
#[derive(Debug, Default)]
struct ScriptedProvider {
    asked: RefCell<Vec<bool>>,
    /// The failures before the first token.
    fails: Vec<ProviderError>,
}

impl TokenProvider for Rc<ScriptedProvider> {
    fn token(&self, refresh: bool) -> std::pin::Pin<Box<dyn Future<Output = Result<Sensitive, ProviderError>>>> {
        self.asked.borrow_mut().push(refresh);
        let number = self.asked.borrow().len();
        let failure = self.fails.get(number - 1).cloned();
        let answer = failure.map_or_else(|| Ok(format!("p{number}").into()), Err);
        Box::pin(async move { answer })
    }
}

fn bring(access_token: AccessToken) -> crate::Options {
    crate::Options { client_id: None, client_secret: None, access_token: Some(access_token), ..options() }
}

#[test]
fn a_fixed_access_token_is_used_unchanged() {
    let world = world(bring(AccessToken::Fixed("mine".into())), always("deactivate-ok"));
    assert!(deactivate(&world, CallOptions::default()).is_ok());
    assert_eq!(
        world.transport.log(),
        ["POST https://vault.example/api/mysafe/secretapi/inactive/43 Bearer mine".to_owned()]
    );
    let refused = self::world(bring(AccessToken::Fixed("mine".into())), always("unauthorized-token"));
    let error = deactivate(&refused, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unauthorized, 1));
}

#[test]
fn the_token_provider_is_called_again_only_after_a_refusal() {
    let scripted = Rc::new(ScriptedProvider::default());
    let world = world(bring(AccessToken::Provider(Rc::new(scripted.clone()))), |request, _| {
        let old = request.authorization.as_ref().is_some_and(|value| value.expose() == "Bearer p1");
        Scripted::Now(Ok(fixture(if old { "unauthorized-token" } else { "deactivate-ok" })))
    });
    for _ in 0..3 {
        assert!(deactivate(&world, CallOptions::default()).is_ok());
    }
    assert_eq!(*scripted.asked.borrow(), [false, true]);
}

#[test]
fn the_error_of_a_failing_token_provider_names_it() {
    let scripted = Rc::new(ScriptedProvider {
        fails: vec![String::from("the backend is down").into()],
        ..ScriptedProvider::default()
    });
    let world = world(bring(AccessToken::Provider(Rc::new(scripted))), always("deactivate-ok"));
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Unauthorized, 0));
    assert!(error.message().contains("accessToken") && error.message().contains("the backend is down"));
    assert!(world.transport.log().is_empty());
}

#[test]
fn finished_calls_leave_nothing_behind() {
    let world = world(options(), always("deactivate-ok"));
    for _ in 0..10 {
        deactivate(&world, CallOptions::default()).unwrap();
    }
    let client: &Rc<FakeClient> = &world.client;
    assert_eq!(Rc::strong_count(client), 1);
    assert!(!client.session.has_calls());
}

#[test]
fn a_failing_token_provider_is_retried_unless_its_error_is_final() {
    let blip = || ProviderError::from(String::from("503"));
    let retrying = |scripted: &Rc<ScriptedProvider>| crate::Options {
        retry: RetryOptions::default(),
        ..bring(AccessToken::Provider(Rc::new(scripted.clone())))
    };
    let scripted = Rc::new(ScriptedProvider { fails: vec![blip(), blip()], ..ScriptedProvider::default() });
    let world = world(retrying(&scripted), always("deactivate-ok"));
    assert_eq!(deactivate(&world, CallOptions::default()).map(|change| change.attempts), Ok(1));
    assert_eq!(*scripted.asked.borrow(), [false; 3]);

    let signed_out = ProviderError { message: "signed out".into(), is_final: true };
    let scripted = Rc::new(ScriptedProvider { fails: vec![signed_out], ..ScriptedProvider::default() });
    let world = self::world(retrying(&scripted), always("deactivate-ok"));
    let error = deactivate(&world, CallOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.is_retryable(), error.attempts()), (Code::Unauthorized, false, 0));
    assert_eq!(scripted.asked.borrow().len(), 1);
}

#[test]
fn white_space_around_an_identifier_is_shown_and_pointed_out() {
    let world = world(options(), always("error-1005-not-found"));
    let client = world.client.clone();
    let error = world.run(async move { client.deactivate(&id(" 43\t"), CallOptions::default()).await }).unwrap_err();
    assert!(error.message().starts_with("deactivate \" 43 \": "), "{error}");
    assert!(error.message().contains("The identifier begins or ends in white space"), "{error}");
}

#[test]
fn a_message_does_not_repeat_a_stored_value_in_its_json_form() {
    let value = "c4nary\"\n\\value";
    let world = world(options(), |request, _| {
        let sent = request.body.as_ref().map(|(_, body)| body.expose().clone()).unwrap_or_default();
        let body = serde_json::json!({"response": {"error": true, "message": format!("1001: {sent}")}}).to_string();
        Scripted::Now(Ok(json(400, &body)))
    });
    let changes = ApiSecretChanges { client_secret: Some(value.into()), ..ApiSecretChanges::default() };
    let client = world.client.clone();
    let error = world
        .run(async move { client.api_secrets().update(&id("43"), changes, CallOptions::default()).await })
        .unwrap_err();
    assert!(error.message().contains("•••") && !error.message().contains("c4nary"), "{error}");
}

#[test]
fn a_call_that_waits_for_an_older_one_takes_over_its_token_request() {
    let world = World::new(options(), slow_token);
    let client = world.client.clone();
    let clock = world.clock.clone();
    let change = world.run(async move {
        let id = id("43");
        let given_up = async {
            let older = pin!(client.deactivate(&id, CallOptions::default()));
            select(older, pin!(clock.sleep(10.0))).await;
        };
        join(given_up, client.deactivate(&id, CallOptions::default())).await.1
    });
    assert!(change.is_ok());
    assert_eq!(world.transport.token_requests(), 1);
}
