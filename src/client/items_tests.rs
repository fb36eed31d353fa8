use std::rc::Rc;

use futures::future::join;

use super::*;
use crate::api::{NewNote, NewPassword, Note, Password, PasswordChanges, PasswordFilter};
use crate::error::Code;
use crate::http::{Method, Request};
use crate::testing::{FakeClock, FakeTransport, Scripted, World, fixture, is_token, json, options, token};
use crate::{BatchOptions, Listed, StateName};

type FakeClient = Client<FakeTransport, FakeClock>;

fn id(text: &str) -> Identifier {
    Identifier::new(text).unwrap()
}

/// A world where the API answers by `answer`.
fn world(answer: impl Fn(&Request) -> Scripted + 'static) -> World {
    World::new(options(), move |request, _| if is_token(request) { token("t", 3600) } else { answer(request) })
}

fn always(name: &'static str) -> World {
    world(move |_| Scripted::Now(Ok(fixture(name))))
}

/// The requests, without that for the token and without the origin.
fn sent(world: &World) -> Vec<String> {
    let log = world.transport.log();
    let own = log.iter().filter(|line| !line.contains("oauth2"));
    own.map(|line| line.replace("https://vault.example/api/mysafe", "").replace(" Bearer t", "")).collect()
}

/// Switches item 43 of a kind.
fn switch<K: ItemKind + 'static>(world: &World, action: Action, verify: bool) -> Result<StateChange, Error> {
    let client: Rc<FakeClient> = world.client.clone();
    let options = SwitchOptions { verify, ..SwitchOptions::default() };
    world.run(async move { Items::<K, _, _>::new(&client).switch(action, &id("43"), options).await })
}

/// The documented answers to the switches of a kind, whose names begin with `prefix`.
fn switches_by_its_documented_answers<K: ItemKind + 'static>(prefix: &str, path: &str) {
    for (name, action, active, changed) in [
        ("deactivate-ok", Action::Deactivate, false, true),
        ("deactivate-already", Action::Deactivate, false, false),
        ("activate-ok", Action::Activate, true, true),
        ("activate-already", Action::Activate, true, false),
    ] {
        let name: &str = Box::leak(format!("{prefix}{name}").into_boxed_str());
        let world = always(name);
        let change = switch::<K>(&world, action, false).unwrap();
        assert_eq!(change.kind, K::KIND);
        assert_eq!((change.active, change.changed, change.certain, change.verified), (active, changed, true, false));
        assert_eq!(sent(&world), [format!("POST {path}/{}/43", if active { "active" } else { "inactive" })]);
        // The same answer to the other action reports nothing: a look decides, which this answer does not pass either.
        let other = if active { Action::Deactivate } else { Action::Activate };
        let error = switch::<K>(&always(name), other, false).unwrap_err();
        assert_eq!(error.code(), Code::InvalidResponse, "{name}");
    }
}

#[test]
fn each_kind_is_switched_by_its_documented_answers() {
    switches_by_its_documented_answers::<ApiSecrets>("", "/secretapi");
    switches_by_its_documented_answers::<Passwords>("password-", "/password");
    switches_by_its_documented_answers::<Notes>("note-", "/note");
}

#[test]
fn the_sentence_of_another_kind_is_looked_into() {
    let world = world(|request| {
        let is_look = request.method == Method::Get;
        Scripted::Now(Ok(fixture(if is_look { "password-error-1009" } else { "note-deactivate-ok" })))
    });
    let change = switch::<Passwords>(&world, Action::Deactivate, false).unwrap();
    assert_eq!((change.changed, change.certain, change.verified), (true, false, true));
    assert_eq!(sent(&world), ["POST /password/inactive/43", "GET /password/43"]);
}

#[test]
fn a_look_reads_the_item_of_its_kind() {
    let shown = |request: &Request, body: &'static str| match request.method {
        Method::Get => Scripted::Now(Ok(json(200, body))),
        _ => Scripted::Now(Ok(fixture("note-activate-ok"))),
    };
    let own = world(move |request| shown(request, r#"{"code":200,"note_entity":{"identifier":43},"response":{}}"#));
    assert!(switch::<Notes>(&own, Action::Activate, true).unwrap().verified);
    let other =
        world(move |request| shown(request, r#"{"code":200,"password_entity":{"identifier":43},"response":{}}"#));
    assert!(!switch::<Notes>(&other, Action::Activate, true).unwrap().verified);
    // The answer to an update shows the note in the same member, whatever its state is.
    let updated = world(move |request| match request.method {
        Method::Get => Scripted::Now(Ok(fixture("note-update-ok"))),
        _ => Scripted::Now(Ok(fixture("note-activate-ok"))),
    });
    let client = updated.client.clone();
    let error =
        updated.run(async move { client.notes().is_active(&id("2"), CallOptions::default()).await }).unwrap_err();
    assert_eq!(error.code(), Code::InvalidResponse);
}

#[test]
fn an_error_names_the_kind() {
    let error = switch::<Passwords>(&always("password-error-1005"), Action::Deactivate, false).unwrap_err();
    assert_eq!((error.code(), error.kind()), (Code::NotFound, Some("password")));
    assert!(error.message().starts_with("passwords.deactivate \"43\": MySafe has no password with this"), "{error}");
    let error = switch::<Notes>(&always("note-error-1005"), Action::Activate, false).unwrap_err();
    assert!(error.message().starts_with("notes.activate \"43\": MySafe has no note with this"), "{error}");
    let error = switch::<ApiSecrets>(&always("error-1005-not-found"), Action::Activate, false).unwrap_err();
    assert_eq!(error.kind(), None);
    assert!(error.message().starts_with("activate \"43\": MySafe has no API secret with this"), "{error}");
}

#[test]
fn an_event_names_the_kind() {
    let world = always("note-deactivate-ok");
    switch::<Notes>(&world, Action::Deactivate, false).unwrap();
    let events = world.events.borrow();
    let of_notes = events.iter().filter(|event| event.contains(r#""kind":"note""#)).count();
    assert_eq!((of_notes, events.len()), (2, 5), "{events:?}");
}

#[test]
fn calls_on_equal_identifiers_of_two_kinds_do_not_wait_for_each_other() {
    let world = world(|request| {
        let name = if request.url.contains("/note/") { "note-deactivate-ok" } else { "password-deactivate-ok" };
        Scripted::After(if name.starts_with("note") { 5.0 } else { 50.0 }, fixture(name))
    });
    let (client, clock) = (world.client.clone(), world.clock.clone());
    let ended = world.run(async move {
        let id = id("43");
        let (passwords, notes) = (client.passwords(), client.notes());
        let note = async {
            let change = notes.deactivate(&id, CallOptions::default()).await;
            (change, clock.now())
        };
        let (password, (note, ended)) = join(passwords.deactivate(&id, CallOptions::default()), note).await;
        assert!(password.is_ok() && note.is_ok());
        ended
    });
    assert!(ended < 50.0, "{ended}");
}

#[test]
fn passwords_and_notes_are_listed_shown_and_written() {
    let world = world(|request| {
        let name = match (request.method, request.url.trim_start_matches("https://vault.example/api/mysafe")) {
            (Method::Get, "/password") => "password-list-ok",
            (Method::Get, "/password/43") => "password-get-ok",
            (Method::Put, "/password/update/43") => "password-update-ok",
            (Method::Post, "/password") => "password-create-ok",
            (Method::Post, "/note") => "note-create-ok",
            (method, url) => panic!("{method:?} {url}"),
        };
        Scripted::Now(Ok(fixture(name)))
    });
    let client = world.client.clone();
    let (list, shown, updated, created, note): (Vec<_>, Password, Password, Password, Note) = world.run(async move {
        let (passwords, notes, options) = (client.passwords(), client.notes(), CallOptions::default());
        let filter = PasswordFilter { tag: Some("x".into()), ..PasswordFilter::default() };
        let changes = PasswordChanges { url: Some("u".into()), ..PasswordChanges::default() };
        let (name, username, password) = ("n".into(), "u".into(), "p".into());
        let new = NewPassword { name, username, password, ..NewPassword::default() };
        (
            passwords.list(filter, options).await.unwrap(),
            passwords.get(&id("43"), options).await.unwrap(),
            passwords.update(&id("43"), changes, options).await.unwrap(),
            passwords.create(new, options).await.unwrap(),
            notes.create(NewNote { name: "n".into(), note: "t".into(), ..NewNote::default() }, options).await.unwrap(),
        )
    });
    assert_eq!((list.len(), shown.username.as_deref(), updated.password), (2, Some("maria"), None));
    assert_eq!((created.identifier.as_str(), note.identifier.as_str()), ("312", "8"));
    let requests = sent(&world);
    assert_eq!(requests.first().map(String::as_str), Some("GET /password?tag=x"));
    assert_eq!(requests.len(), 5);
}

#[test]
fn nothing_is_sent_of_what_mysafe_would_refuse() {
    let world = world(|_| panic!("sent"));
    let client = world.client.clone();
    world.run(async move {
        let new = NewPassword { name: "n".into(), username: "u".into(), ..NewPassword::default() };
        let error = client.passwords().create(new, CallOptions::default()).await.unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Code::InvalidArgument, 0));
        assert_eq!(error.message(), "password is missing: a new password needs it.");
        let long = NewNote { name: "n".into(), note: "x".repeat(901).into(), ..NewNote::default() };
        let error = client.notes().create(long, CallOptions::default()).await.unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Code::InvalidArgument, 0));
    });
    assert!(world.transport.requests.borrow().is_empty());
}

#[test]
fn a_message_repeats_no_value_that_was_written_however_short() {
    for (value, is_repeated) in [("c4nary", false), ("c4nary-that-is-long", false), ("2580", false), ("a", true)] {
        let world = world(move |_| {
            let message = format!("1001: the password {value} is too weak");
            let body = serde_json::json!({"response": {"error": true, "message": message}}).to_string();
            Scripted::Now(Ok(json(400, &body)))
        });
        let client = world.client.clone();
        let new = NewPassword { name: "n".into(), username: "u".into(), password: value.into(), ..Default::default() };
        let error = world.run(async move { client.passwords().create(new, CallOptions::default()).await.unwrap_err() });
        assert_eq!(error.code(), Code::InvalidParameter);
        assert_eq!(format!("{error} {error:?}").contains(value), is_repeated, "{error}");
    }
}

#[test]
fn the_report_of_a_batch_names_the_kind() {
    let world = always("note-deactivate-ok");
    let client = world.client.clone();
    let report = world.run(async move {
        let items = Listed::from(vec![id("43"), id("44")]);
        client.notes().deactivate_many(items, BatchOptions::default(), std::future::pending::<()>(), |_, _, _| {}).await
    });
    let report = report.unwrap();
    assert_eq!(report.kind, Notes::KIND);
    assert!(report.outcomes.iter().all(|outcome| outcome.state.name() == StateName::Changed));
    assert!(serde_json::to_string(&report).unwrap().starts_with(r#"{"kind":"note","action":"deactivate","total":2"#));
    assert!(sent(&world).contains(&"POST /note/inactive/44".to_owned()));
}
