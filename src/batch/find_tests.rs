use std::cell::{Cell, RefCell};
use std::future::{Future, pending};
use std::rc::Rc;

use serde_json::{Value, json};

use super::{FindOptions, FindReport, FindResult};
use crate::error::{Code, Error};
use crate::http::{Clock, Failure, Request, Response};
use crate::testing::{Scripted, World, fixture, is_token, options, token};
use crate::{ApiSecrets, Identifier, ItemKind, Kind, Listed, Notes, Options, Passwords, RetryOptions, Values};

const LEAKED: [&str; 3] = ["c4nary leaked", "c4nary other", "c4nary leaked"];

fn retrying() -> Options {
    Options { retry: RetryOptions::default(), ..options() }
}

fn world(options: Options, answer: impl Fn(&Request, usize) -> Scripted + 'static) -> World {
    World::new(
        options,
        move |request, number| if is_token(request) { token("t", 3600) } else { answer(request, number) },
    )
}

fn last(request: &Request) -> &str {
    request.url.rsplit('/').next().unwrap()
}

/// The documented answer to a `get` of an item with these members.
fn shows(kind: &Kind, identifier: &str, members: &Value) -> Response {
    let mut entity = json!({ "identifier": identifier });
    entity.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let response = json!({ "status": 200, "message": "Success", "error": false, "error_code": 0 });
    crate::testing::json(200, &json!({ "code": 200, "response": response, kind.get_member: entity }).to_string())
}

/// Looks for [`LEAKED`] until `abort`. The progress is the count, the total and the state of each result.
fn find_until(
    world: &World,
    kind: &'static Kind,
    among: &[&str],
    options: FindOptions,
    abort: impl Future<Output = ()> + 'static,
) -> (FindReport, Vec<(usize, Option<usize>, String)>) {
    let among: Vec<_> = among.iter().map(|identifier| Identifier::new(*identifier).unwrap()).collect();
    let (client, seen) = (world.client.clone(), Rc::<RefCell<Vec<_>>>::default());
    let progress = seen.clone();
    let report = world.run(async move {
        let (values, among) = (Values::new(LEAKED).unwrap(), Listed::from(among));
        let progress = |done, total, result: &FindResult| {
            progress.borrow_mut().push((done, total, shown(result)));
        };
        let report = match kind.name() {
            "apiSecret" => client.api_secrets().find(values, among, options, abort, progress).await,
            "password" => client.passwords().find(values, among, options, abort, progress).await,
            _ => client.notes().find(values, among, options, abort, progress).await,
        };
        report.unwrap()
    });
    assert_holds_no_value(&report, world);
    (report, seen.take())
}

fn find(world: &World, kind: &'static Kind, among: &[&str]) -> FindReport {
    find_until(world, kind, among, FindOptions::default(), pending()).0
}

/// A result as JSON, without the message of its error.
fn shown(result: &FindResult) -> String {
    let mut result = serde_json::to_value(result).unwrap();
    if let Some(error) = result.get_mut("error") {
        *error = error["code"].clone();
    }
    result.to_string()
}

fn all_shown(report: &FindReport) -> Vec<String> {
    report.results.iter().map(shown).collect()
}

fn states(report: &FindReport) -> Vec<String> {
    let state = |result: &FindResult| serde_json::to_value(result).unwrap()["state"].as_str().unwrap().to_owned();
    report.results.iter().map(state).collect()
}

fn assert_holds_no_value(report: &FindReport, world: &World) {
    let (json, debug) = (serde_json::to_string(report).unwrap(), format!("{report:?}"));
    for text in [json, debug, world.events.borrow().join("\n")] {
        assert!(!text.contains("c4nary"), "{text}");
    }
}

#[test]
fn each_kind_is_compared_by_its_stored_values() {
    for (kind, field, wire) in [
        (ApiSecrets::KIND, "clientSecret", "client_secret"),
        (Passwords::KIND, "password", "password"),
        (Notes::KIND, "note", "note"),
    ] {
        let world = world(options(), move |request, _| {
            let value = if last(request) == "43" { "c4nary leaked" } else { "c4nary mine" };
            Scripted::After(1.0, shows(kind, last(request), &json!({ wire: value, "name": "c4nary leaked" })))
        });
        let report = find(&world, kind, &["43", "44"]);
        let matches = json!([{ "value": 0, "field": field }, { "value": 2, "field": field }]);
        let found = json!({ "identifier": "43", "state": "found", "matches": matches }).to_string();
        assert_eq!(all_shown(&report), [found, json!({ "identifier": "44", "state": "different" }).to_string()]);
        assert_eq!((report.kind, report.aborted, report.error), (kind, false, None));
        assert!(world.transport.log().iter().any(|line| line.starts_with("GET") && line.contains("/43 ")));
    }
}

#[test]
fn the_report_counts_the_states() {
    let world = world(options(), |request, _| match last(request) {
        "43" => Scripted::Now(Ok(shows(ApiSecrets::KIND, "43", &json!({ "client_secret": "c4nary other" })))),
        "44" => Scripted::Now(Ok(fixture("error-1009-inactive"))),
        name => Scripted::Now(Ok(shows(ApiSecrets::KIND, name, &json!({ "client_secret": "c4nary mine" })))),
    });
    let report = serde_json::to_value(find(&world, ApiSecrets::KIND, &["43", "44", "45", "46"])).unwrap();
    let keys: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys.len(), 7, "{keys:?}");
    let counts = ["found", "different", "unseen", "skipped"].map(|name| report[name].as_u64().unwrap());
    assert_eq!((counts, &report["kind"], &report["aborted"]), ([1, 2, 1, 0], &"apiSecret".into(), &false.into()));
}

/// A value is compared whole, and an item whose values cannot all be compared is not said to be different.
#[test]
fn only_whole_strings_are_compared() {
    const DIFFERENT: &str = "different";
    const UNSEEN: &str = "unseen";
    for (kind, members, state) in [
        (ApiSecrets::KIND, json!({ "client_secret": "c4nary leaked " }), DIFFERENT),
        (ApiSecrets::KIND, json!({ "client_secret": "C4nary leaked" }), DIFFERENT),
        (ApiSecrets::KIND, json!({ "client_secret": "c4nary" }), DIFFERENT),
        (ApiSecrets::KIND, json!({ "client_id": "c4nary leaked", "notes": "c4nary leaked" }), UNSEEN),
        (ApiSecrets::KIND, json!({ "client_secret": "" }), UNSEEN),
        (ApiSecrets::KIND, json!({ "client_secret": null }), UNSEEN),
        (ApiSecrets::KIND, json!({ "client_secret": 12345 }), UNSEEN),
        (ApiSecrets::KIND, json!({ "client_secret": ["c4nary leaked"] }), UNSEEN),
        (ApiSecrets::KIND, json!({ "client_secret": true }), UNSEEN),
        (ApiSecrets::KIND, json!({ "client_secret": "c4nary \u{fffd}" }), UNSEEN),
        (Passwords::KIND, json!({ "password": "x", "secret_key": null, "token": "c4nary leaked" }), DIFFERENT),
        (Passwords::KIND, json!({ "password": "x", "secret_key": "" }), DIFFERENT),
        (Passwords::KIND, json!({ "password": "x", "secret_key": "JBSWY3DP" }), DIFFERENT),
        (Passwords::KIND, json!({ "password": "x", "secret_key": 7 }), UNSEEN),
        (Passwords::KIND, json!({ "secret_key": "JBSWY3DP" }), UNSEEN),
        (Passwords::KIND, json!({ "token": "123456", "notes": "c4nary leaked" }), UNSEEN),
        (Passwords::KIND, json!({ "secret_key": "c4nary leaked" }), "found"),
        (Notes::KIND, json!({ "tags": "c4nary leaked" }), UNSEEN),
        (Notes::KIND, json!({ "note": "c4nary leaked\n" }), DIFFERENT),
    ] {
        let answer = members.clone();
        let world = world(options(), move |request, _| Scripted::Now(Ok(shows(kind, last(request), &answer))));
        let report = find(&world, kind, &["43"]);
        assert_eq!(states(&report), [state], "{members}");
        if state == UNSEEN {
            assert!(all_shown(&report)[0].contains("INVALID_RESPONSE"), "{members}");
        }
    }
}

#[test]
fn a_value_is_found_in_each_field_that_stores_it() {
    let members = json!({ "password": "c4nary other", "secret_key": "c4nary \"lea\u{6b}ed", "token": "c4nary other" });
    let world = world(options(), move |request, _| Scripted::Now(Ok(shows(Passwords::KIND, last(request), &members))));
    let report = find(&world, Passwords::KIND, &["43"]);
    assert!(
        all_shown(&report)[0].contains(r#""matches":[{"field":"password","value":1}]"#),
        "{:?}",
        all_shown(&report)
    );
}

#[test]
fn only_the_documented_answer_about_this_item_tells_anything() {
    let password = json!({ "password": "c4nary leaked" });
    let said = |message: &str| {
        let response = json!({ "message": message, "error": false });
        let body =
            json!({ "response": response, "password_entity": { "identifier": "43", "password": "c4nary leaked" } });
        crate::testing::json(200, &body.to_string())
    };
    for (answer, code) in [
        (shows(Passwords::KIND, "44", &password), "INVALID_RESPONSE"),
        (shows(Notes::KIND, "43", &password), "INVALID_RESPONSE"),
        (said("Password successfully activated"), "INVALID_RESPONSE"),
        (Response { status: 203, ..shows(Passwords::KIND, "43", &password) }, "INVALID_RESPONSE"),
        (Response { status: 500, ..shows(Passwords::KIND, "43", &password) }, "SERVER"),
        (fixture("password-error-1009"), "INACTIVE"),
        (fixture("password-error-1005"), "NOT_FOUND"),
        (fixture("error-1006-access-denied"), "ACCESS_DENIED"),
        (fixture("html-proxy-page"), "SERVER"),
        (fixture("password-update-ok"), "INVALID_RESPONSE"),
    ] {
        let world = world(options(), move |_, _| Scripted::Now(Ok(answer.clone())));
        let report = find(&world, Passwords::KIND, &["43"]);
        let expected = json!({ "identifier": "43", "state": "unseen", "error": code }).to_string();
        assert_eq!(all_shown(&report), [expected]);
    }
    // The same key in another spelling is the same item.
    let world = world(options(), move |_, _| Scripted::Now(Ok(shows(Passwords::KIND, "43", &password))));
    assert_eq!(states(&find(&world, Passwords::KIND, &["043"])), ["found"]);
}

#[test]
fn an_item_is_looked_at_once_and_its_result_is_repeated() {
    let world = world(options(), |request, _| {
        Scripted::After(
            10.0,
            shows(Notes::KIND, last(request).trim_start_matches('0'), &json!({ "note": "c4nary mine" })),
        )
    });
    let options = FindOptions { concurrency: 2, ..FindOptions::default() };
    let (report, progress) = find_until(&world, Notes::KIND, &["43", "043", "44", "43", "0044"], options, pending());
    assert_eq!(states(&report), ["different"; 5]);
    let names: Vec<_> = report.results.iter().map(|result| &*result.identifier).collect();
    assert_eq!(names, ["43", "043", "44", "43", "0044"]);
    assert_eq!(world.transport.requests.borrow().len(), 1 + 2);
    assert!(progress.iter().enumerate().all(|(number, (done, total, _))| (*done, *total) == (number + 1, Some(5))));
}

#[test]
fn after_an_abort_what_was_asked_for_is_unseen_and_the_rest_is_skipped() {
    let world = world(options(), |request, _| match last(request) {
        "0" => Scripted::After(1.0, shows(Notes::KIND, "0", &json!({ "note": "c4nary leaked" }))),
        _ => Scripted::Never,
    });
    let (clock, options) = (world.clock.clone(), FindOptions { concurrency: 2, ..FindOptions::default() });
    let abort = async move { clock.sleep(100.0).await };
    let (report, progress) = find_until(&world, Notes::KIND, &["0", "1", "2", "3", "4"], options, abort);
    assert_eq!(states(&report), ["found", "unseen", "unseen", "skipped", "skipped"]);
    assert!(report.aborted && report.error.is_none());
    assert_eq!((progress.len(), world.transport.abandoned.get()), (5, 2));
}

#[test]
fn a_closed_client_and_refused_credentials_end_it() {
    let closing = world(options(), |_, _| Scripted::Never);
    let (clock, closer) = (closing.clock.clone(), closing.client.clone());
    let close = async move {
        clock.sleep(10.0).await;
        closer.close();
        pending::<()>().await;
    };
    let options = FindOptions { concurrency: 1, ..FindOptions::default() };
    let report = find_until(&closing, Notes::KIND, &["1", "2"], options, close).0;
    assert_eq!(states(&report), ["unseen", "skipped"]);
    assert_eq!(report.error.as_ref().map(Error::code), Some(Code::Closed));

    let refusing = World::new(retrying(), |_, _| Scripted::After(5.0, fixture("token-invalid-client")));
    let report = find_until(&refusing, Notes::KIND, &["1", "2", "3"], options, pending()).0;
    assert_eq!(states(&report), ["unseen", "skipped", "skipped"]);
    assert_eq!(report.error.as_ref().map(Error::code), Some(Code::Unauthorized));
    assert_eq!(refusing.transport.requests.borrow().len(), 1);
}

#[test]
fn a_429_holds_all_looks_and_an_outage_ends_it() {
    let busy = world(retrying(), |request, number| match number {
        1 => Scripted::Now(Ok(fixture("rate-limited"))),
        _ => Scripted::After(10.0, shows(Notes::KIND, last(request), &json!({ "note": "c4nary mine" }))),
    });
    assert_eq!(states(&find(&busy, Notes::KIND, &["1", "2", "3"])), ["different"; 3]);
    assert!((2000.0..2100.0).contains(&busy.clock.monotonic()), "{}", busy.clock.monotonic());

    let down = world(retrying(), |_, _| Scripted::Now(Err(Failure::Network("ECONNREFUSED".into()))));
    down.clock.draw(0.5);
    let names: Vec<_> = (0..1000).map(|number| number.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let report = find(&down, Notes::KIND, &names);
    assert!(report.error.is_some_and(|error| error.message().contains("(outage)")));
    assert_eq!(report.results.len(), 1000);
    assert!((down.clock.monotonic() - 60_000.0).abs() < 1.0, "{}", down.clock.monotonic());
}

#[test]
fn inactive_items_are_no_outage() {
    let world = world(options(), |_, _| Scripted::After(10_000.0 - 1.0, fixture("note-error-1009")));
    let options = FindOptions { concurrency: 1, ..FindOptions::default() };
    let report = find_until(&world, Notes::KIND, &["1", "2", "3", "4", "5", "6", "7", "8", "9"], options, pending()).0;
    assert_eq!((states(&report), report.error), (vec!["unseen".to_owned(); 9], None));
}

#[test]
fn a_look_is_retried_and_does_not_wait_for_changes() {
    let world = world(retrying(), |request, number| match number {
        1 => Scripted::Now(Err(Failure::Network("reset".into()))),
        _ => Scripted::Now(Ok(shows(Notes::KIND, last(request), &json!({ "note": "c4nary leaked" })))),
    });
    assert_eq!(states(&find(&world, Notes::KIND, &["43"])), ["found"]);
    assert_eq!(world.transport.requests.borrow().len(), 3);
}

#[test]
fn a_server_that_repeats_a_value_is_not_repeated() {
    for said in ["c4nary leaked", "x c4nary other y", "\u{22}c4nary leaked\u{22}"] {
        let message = format!("1006: {said}");
        let body = json!({ "response": { "message": message, "error": true }, "exception": { "code": 1006, "message": said } });
        let world = world(options(), move |_, _| Scripted::Now(Ok(crate::testing::json(400, &body.to_string()))));
        let report = find(&world, Notes::KIND, &["43"]);
        assert!(all_shown(&report)[0].contains("ACCESS_DENIED"));
    }
    let world = world(options(), |_, _| Scripted::Now(Err(Failure::Network("c4nary other".into()))));
    assert_eq!(states(&find(&world, Notes::KIND, &["43"])), ["unseen"]);
}

#[test]
fn empty_values_and_none_are_refused_and_nothing_is_shown_of_the_others() {
    for (values, words) in [
        (vec![], "values is empty: there is nothing to look for."),
        (vec!["c4nary leaked", ""], "values[1] must not be empty."),
    ] {
        let error = Values::new(values).unwrap_err();
        assert_eq!((error.code(), error.message()), (Code::InvalidArgument, words));
    }
    assert!(!format!("{:?}", Values::new(LEAKED)).contains("c4nary"));
}

#[test]
fn options_out_of_range_are_refused_before_anything_is_sent() {
    let world = World::new(options(), |_, _| panic!("sent"));
    let (client, refused) = (world.client.clone(), Rc::<Cell<bool>>::default());
    let seen = refused.clone();
    world.run(async move {
        let options = FindOptions { outage: 0.0, ..FindOptions::default() };
        let among = Listed::from(vec![Identifier::new("43").unwrap()]);
        let result =
            client.notes().find(Values::new(LEAKED).unwrap(), among, options, pending::<()>(), |_, _, _| {}).await;
        seen.set(result.is_err_and(|error| error.code() == Code::InvalidArgument));
    });
    assert!(refused.get());
}
