use std::cell::Cell;
use std::rc::Rc;

use futures::future::join;
use serde_json::Value;

use crate::RetryOptions;
use crate::api::{Action, ApiSecretChanges, ApiSecrets, ItemKind, NewApiSecret};
use crate::client::{CallHooks, SwitchOptions};
use crate::error::Effect;
use crate::http::Clock;
use crate::http::{Failure, Method, Request};
use crate::testing::{Scripted, World, fixture, is_token, json, options, token};
use crate::{CallOptions, Code, Error, Identifier, Options, StateChange};

const VERIFY: SwitchOptions = SwitchOptions { limits: CallOptions { timeout: None, deadline: None }, verify: true };

fn retrying() -> Options {
    Options { retry: RetryOptions::default(), ..options() }
}

fn id() -> Identifier {
    Identifier::new("43").unwrap()
}

/// Whether a request is a look.
fn is_look(request: &Request) -> bool {
    request.method == Method::Get && !is_token(request)
}

/// The answer to a look at item 43.
fn look_answer(active: Option<bool>) -> Scripted {
    Scripted::Now(Ok(match active {
        Some(true) => json(200, r#"{"response":{"error":false},"api_secret_entity":{"identifier":"43"}}"#),
        Some(false) => fixture("error-1009-inactive"),
        None => fixture("error-1006-access-denied"),
    }))
}

fn reset() -> Scripted {
    Scripted::Now(Err(Failure::Network("reset".into())))
}

/// A world where `answers` answer the switch one after another and `sights` the looks. The last ones repeat.
fn world(options: Options, answers: Vec<fn() -> Scripted>, sights: Vec<Option<bool>>) -> World {
    let (switched, looked) = (Cell::new(0), Cell::new(0));
    World::new(options, move |request, _| {
        if is_token(request) {
            return token("t", 3600);
        }
        let next = |count: &Cell<usize>, length: usize| count.replace(count.get() + 1).min(length - 1);
        if is_look(request) {
            look_answer(sights[next(&looked, sights.len())])
        } else {
            answers[next(&switched, answers.len())]()
        }
    })
}

fn switch(world: &World, action: Action, options: SwitchOptions) -> Result<StateChange, Error> {
    let client = world.client.clone();
    world.run(async move { client.switch(ApiSecrets::KIND, action, &id(), &options, CallHooks::default()).await })
}

fn deactivate(world: &World, options: SwitchOptions) -> Result<StateChange, Error> {
    switch(world, Action::Deactivate, options)
}

fn facts(change: &StateChange) -> (bool, bool, bool, bool) {
    (change.active, change.changed, change.certain, change.verified)
}

fn looks(world: &World) -> usize {
    world.transport.requests.borrow().iter().filter(|request| is_look(request)).count()
}

#[test]
fn every_odd_answer_has_the_meaning_of_its_row() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/odd-answers.json")).unwrap();
    let table: Value = serde_json::from_str(&text).unwrap();
    let rows = table["rows"].as_array().unwrap();
    assert!(rows.len() > 100);
    for row in rows {
        let name = row["name"].as_str().unwrap();
        let action = if row["action"] == "activate" { Action::Activate } else { Action::Deactivate };
        let body = row["body"].as_str().map_or_else(|| row["body"].to_string(), ToOwned::to_owned);
        let status: u16 = row["status"].as_u64().unwrap().try_into().unwrap();
        let answered = |active: Option<bool>| {
            let body = body.clone();
            let world = World::new(options(), move |request, _| match request {
                request if is_token(request) => token("t", 3600),
                request if is_look(request) => look_answer(active),
                _ => Scripted::Now(Ok(json(status, &body))),
            });
            (switch(&world, action, SwitchOptions::default()), looks(&world))
        };
        let asked = action.active();
        match row["meaning"].as_str().unwrap() {
            said @ ("done" | "already") => {
                let (result, looks) = answered(Some(!asked));
                assert_eq!((facts(&result.unwrap()), looks), ((asked, said == "done", true, false), 0), "{name}");
            }
            "odd" => {
                let (result, looks) = answered(Some(asked));
                assert_eq!((facts(&result.unwrap()), looks), ((asked, true, false, true), 1), "{name}");
                let state = if asked { "it is off." } else { "it is on." };
                for (seen, words) in [(Some(!asked), state), (None, "could not be looked at")] {
                    let error = answered(seen).0.unwrap_err();
                    assert_eq!((error.code(), error.effect()), (Code::InvalidResponse, Effect::Possible), "{name}");
                    assert!(error.message().contains("not a documented answer"), "{name}: {error}");
                    assert!(error.message().contains(words), "{name}: {error}");
                    assert!(!error.is_retryable() && error.attempts() == 1, "{name}");
                }
            }
            meaning => {
                let (result, looks) = answered(Some(asked));
                let error = result.unwrap_err();
                let effect = if meaning == "refused" { Effect::None } else { Effect::Possible };
                assert_eq!(
                    (error.code().as_str(), error.effect(), looks),
                    (row["code"].as_str().unwrap(), effect, 0),
                    "{name}"
                );
                assert_eq!(
                    error.message().contains("may have been made"),
                    effect == Effect::Possible,
                    "{name}: {error}"
                );
            }
        }
    }
}

#[test]
fn a_look_accepts_only_a_documented_answer_about_the_same_item() {
    let odd = r#"{"response":{"error":false,"message":"Success"}}"#;
    for body in [
        r#"{"response":{"error":false},"api_secret_entity":{"identifier":"44"}}"#,
        r#"{"response":{"error":false},"api_secret_entity":{"name":"43"}}"#,
        r#"{"response":{"error":false,"code":302},"api_secret_entity":{"identifier":"43"}}"#,
        r#"{"response":{"error":false},"api_secret_on_list":[{"identifier":"43"}]}"#,
        r#"{"api_secret_entity":{"identifier":"43"}}"#,
    ] {
        let world = World::new(options(), move |request, _| match request {
            request if is_token(request) => token("t", 3600),
            request if is_look(request) => Scripted::Now(Ok(json(200, body))),
            _ => Scripted::Now(Ok(json(200, odd))),
        });
        let error = switch(&world, Action::Activate, SwitchOptions::default()).unwrap_err();
        assert!(
            error.code() == Code::InvalidResponse && error.message().contains("could not be looked at"),
            "{body}: {error}"
        );
    }
}

#[test]
fn an_already_is_not_certain_where_the_platform_may_have_sent_the_request_twice() {
    let world = world(options(), vec![|| Scripted::Now(Ok(fixture("deactivate-already")))], vec![Some(false)]);
    assert_eq!(facts(&deactivate(&world, SwitchOptions::default()).unwrap()), (false, false, true, false));
    world.transport.repeats.set(true);
    assert_eq!(facts(&deactivate(&world, SwitchOptions::default()).unwrap()), (false, false, false, false));
    // A look before makes it certain.
    assert_eq!(facts(&deactivate(&world, VERIFY).unwrap()), (false, false, true, true));
}

#[test]
fn verify_decides_by_the_states_before_and_after() {
    let done: fn() -> Scripted = || Scripted::Now(Ok(fixture("deactivate-ok")));
    let already: fn() -> Scripted = || Scripted::Now(Ok(fixture("deactivate-already")));
    let (on, off, hidden) = (Some(true), Some(false), None);
    for (answers, sights, expected) in [
        (vec![done], vec![on, off], (false, true, true, true)),
        (vec![already], vec![off, off], (false, false, true, true)),
        // The item was on before, so the lost try changed it.
        (vec![reset, already], vec![on, off], (false, true, true, true)),
        (vec![reset, already], vec![off, off], (false, false, true, true)),
        // Somebody switched it on after the first look.
        (vec![done], vec![off, off], (false, true, true, true)),
        // A failed look says nothing, so the sentence decides alone.
        (vec![done], vec![hidden, hidden], (false, true, true, false)),
        (vec![reset, already], vec![hidden, off], (false, true, false, true)),
        (vec![already], vec![hidden, hidden], (false, false, true, false)),
    ] {
        let world = world(retrying(), answers, sights.clone());
        assert_eq!(facts(&deactivate(&world, VERIFY).unwrap()), expected, "{sights:?}");
        assert_eq!(looks(&world), 2);
    }
    let world = world(retrying(), vec![done], vec![on, on]);
    let error = deactivate(&world, VERIFY).unwrap_err();
    assert_eq!((error.code(), error.effect(), error.attempts()), (Code::InvalidResponse, Effect::Possible, 1));
    assert!(error.message().contains("successfully deactivated\"; its state was looked at: it is on."), "{error}");
}

#[test]
fn verify_decides_after_a_lost_answer() {
    let world = world(options(), vec![reset], vec![Some(true), Some(false)]);
    let change = deactivate(&world, VERIFY).unwrap();
    assert_eq!((facts(&change), change.attempts), ((false, true, true, true), 1));
    // The change may still happen after the look.
    let world = self::world(options(), vec![reset], vec![Some(true)]);
    let error = deactivate(&world, VERIFY).unwrap_err();
    assert_eq!((error.code(), error.effect()), (Code::Network, Effect::Possible));
    assert!(
        error.message().contains("looked at: it is on.") && error.message().contains("may have been made"),
        "{error}"
    );
    // After a refusal no look is needed.
    let refused =
        self::world(options(), vec![|| Scripted::Now(Ok(fixture("error-1006-access-denied")))], vec![Some(true)]);
    assert_eq!(deactivate(&refused, VERIFY).unwrap_err().effect(), Effect::None);
    assert_eq!(looks(&refused), 1);
}

#[test]
fn the_retry_of_an_older_call_does_not_undo_a_younger_call() {
    let first = Cell::new(true);
    let world = World::new(retrying(), move |request, _| match request {
        request if is_token(request) => token("t", 3600),
        request if request.url.contains("/inactive/") => Scripted::After(5.0, fixture("deactivate-ok")),
        _ if first.replace(false) => reset(),
        _ => Scripted::After(5.0, fixture("activate-ok")),
    });
    world.clock.draw(1.0);
    let (older, younger) = (world.client.clone(), world.client.clone());
    let spelled = Identifier::new("043").unwrap();
    let calls = async move {
        let id = id();
        join(older.activate(&id, CallOptions::default()), younger.deactivate(&spelled, CallOptions::default())).await
    };
    let (on, off) = world.run(calls);
    assert!(on.unwrap().active && !off.unwrap().active);
    let log = world.transport.log();
    let sent: Vec<_> =
        log.iter().filter(|line| line.starts_with("POST")).map(|line| line.contains("/inactive/")).collect();
    assert_eq!(sent, [false, false, true]);
}

#[test]
fn a_call_that_waits_for_an_older_one_ends_at_its_deadline_unsent() {
    let world = World::new(options(), |request, _| if is_token(request) { token("t", 3600) } else { Scripted::Never });
    let (older, younger) = (world.client.clone(), world.client.clone());
    let limits = |deadline| CallOptions { timeout: Some(1e6), deadline: Some(deadline) };
    let calls = async move {
        let id = id();
        join(older.activate(&id, limits(2000.0)), younger.deactivate(&id, limits(500.0))).await.1
    };
    let error = world.run(calls).unwrap_err();
    assert_eq!((error.code(), error.attempts(), error.effect()), (Code::Timeout, 0, Effect::None));
    assert!(error.message().contains("earlier call on the same item") && error.message().contains("500 ms"), "{error}");
    assert!(!world.transport.log().iter().any(|line| line.contains("/inactive/")));
}

#[test]
fn updates_of_one_item_run_one_after_another() {
    let bodies = Rc::<std::cell::RefCell<Vec<String>>>::default();
    let seen = bodies.clone();
    let world = World::new(retrying(), move |request, _| {
        if is_token(request) {
            return token("t", 3600);
        }
        let body = request.body.as_ref().map(|(_, body)| body.expose().clone()).unwrap();
        seen.borrow_mut().push(body);
        if seen.borrow().len() == 1 { reset() } else { Scripted::After(5.0, fixture("update-ok")) }
    });
    let named = |name: &str| ApiSecretChanges { name: Some(name.into()), ..ApiSecretChanges::default() };
    let (older, younger) = (world.client.clone(), world.client.clone());
    let calls = async move {
        let (id, first, second) = (id(), named("a"), named("b"));
        let (older, younger) = (older.api_secrets(), younger.api_secrets());
        let later = younger.update(&id, second, CallOptions::default());
        join(older.update(&id, first, CallOptions::default()), later).await
    };
    let (first, second) = world.run(calls);
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(*bodies.borrow(), [r#"{"name":"a"}"#, r#"{"name":"a"}"#, r#"{"name":"b"}"#]);
}

#[test]
fn a_create_is_sent_again_only_after_a_429() {
    let new = || NewApiSecret { name: "n".into(), url: "u".into(), client_id: "c".into(), ..NewApiSecret::default() };
    let replies: [(fn() -> Scripted, usize); 6] = [
        (|| Scripted::Now(Ok(json(429, "{}"))), 2),
        (|| Scripted::Now(Ok(fixture("unauthorized-token"))), 2),
        (|| Scripted::Now(Ok(json(503, "{}"))), 1),
        (|| Scripted::Now(Ok(json(429, r#"{"code":500}"#))), 1),
        (|| Scripted::Now(Ok(json(401, r#"{"code":500}"#))), 1),
        (reset, 1),
    ];
    for (number, (first, sent)) in replies.into_iter().enumerate() {
        let world = world(retrying(), vec![first, || Scripted::Now(Ok(fixture("create-ok")))], vec![None]);
        let client = world.client.clone();
        let result = world.run(async move { client.api_secrets().create(new(), CallOptions::default()).await });
        let posts = world.transport.log().iter().filter(|line| line.starts_with("POST")).count();
        assert_eq!((posts, result.is_ok()), (sent, sent == 2), "{number}");
    }
}

#[test]
fn a_documented_result_stands_when_the_look_is_cut_off() {
    for (answer, expected) in [
        ("deactivate-ok", Ok((false, true, true, false))),
        ("deactivate-already", Ok((false, false, true, false))),
        // After another sentence it is not known.
        ("update-ok", Err(Effect::Possible)),
    ] {
        let looks = Cell::new(0);
        let world = World::new(options(), move |request, _| match request {
            request if is_token(request) => token("t", 3600),
            request if is_look(request) && looks.replace(looks.get() + 1) == 0 => look_answer(None),
            request if is_look(request) => Scripted::Never,
            _ => Scripted::Now(Ok(fixture(answer))),
        });
        let (client, closer, clock) = (world.client.clone(), world.client.clone(), world.clock.clone());
        let close = async move {
            clock.sleep(10.0).await;
            closer.close();
        };
        let call = async move { client.deactivate(&id(), VERIFY).await };
        let result = world.run(join(call, close)).0;
        assert_eq!(result.as_ref().map(facts).map_err(Error::effect), expected, "{answer}");
    }
}
