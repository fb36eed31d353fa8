use super::*;
use crate::RetryOptions;
use crate::api::token::Placement;
use crate::http::{Method, Request};
use crate::testing::{Scripted, World, fixture, is_token, json, options, token, with_query};
use crate::text::encode;
use crate::{CallOptions, Identifier};
use crate::{Options, TokenOptions};

const ID: &str = "1PpG/Q 1";
const SECRET: &str = "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=";
const BASIC: &str =
    "MVBwRyUyRlErMTp6JTJGdFo5VndGWnFBcG1JUSUyQlpIMUk1cExrJTJGdUI0dWQlM0FYMiUyRjhiTCUyQndmRlR0MXJGdyUzRA==";

/// Makes one call. The token endpoint answers by `answer`, the API with a success.
fn call(options: Options, answer: impl Fn(&Request, usize) -> Scripted + 'static) -> (World, Result<(), Error>) {
    let world = World::new(options, move |request, number| {
        if is_token(request) { answer(request, number) } else { Scripted::Now(Ok(fixture("deactivate-ok"))) }
    });
    let result = deactivate(&world);
    (world, result)
}

fn deactivate(world: &World) -> Result<(), Error> {
    let client = world.client.clone();
    world.run(
        async move { client.deactivate(&Identifier::new("43").unwrap(), CallOptions::default()).await.map(|_| ()) },
    )
}

fn pinned(method: Option<Method>, credentials: Option<Placement>) -> Options {
    Options {
        client_id: Some(ID.into()),
        client_secret: Some(SECRET.into()),
        token: TokenOptions { method, credentials, path: None },
        ..options()
    }
}

/// The token requests on the wire when the first form is refused.
fn forms(options: Options) -> Vec<(String, String, String)> {
    let (world, _) =
        call(options, |_, number| if number == 0 { Scripted::Now(Ok(json(405, ""))) } else { token("t", 3600) });
    let requests = world.transport.requests.borrow();
    let show = |request: &Request| {
        let authorization = request.authorization.as_ref().map_or("", |value| value.expose());
        let body = request.body.as_ref().map_or(String::new(), |(kind, body)| format!("{kind} {}", body.expose()));
        (
            format!("{} {}", request.method.as_str(), with_query(&request.url, &request.query)),
            authorization.to_owned(),
            body,
        )
    };
    requests.iter().filter(|request| is_token(request)).map(show).collect()
}

#[test]
fn every_form_of_the_request() {
    const URL: &str = "https://vault.example/api/oauth2/token";
    let row = |line: String, authorization: &str, body: &str| (line, authorization.to_owned(), body.to_owned());
    let raw = format!("Basic {}", encode::base64(&format!("{ID}:{SECRET}")));
    let basic = format!("Basic {BASIC}");
    let kind = "application/x-www-form-urlencoded";
    let grant = format!("{kind} grant_type=client_credentials");
    let body = format!(
        "{grant}&client_id=1PpG%2FQ+1&client_secret=z%2FtZ9VwFZqApmIQ%2BZH1I5pLk%2FuB4ud%3AX2%2F8bL%2BwfFTt1rFw%3D"
    );
    let get = |authorization: &str| row(format!("GET {URL}?grant_type=client_credentials"), authorization, "");
    let post = |authorization: &str, body: &str| row(format!("POST {URL}"), authorization, body);
    let (any, get_only, post_only) = (None, Some(Method::Get), Some(Method::Post));

    assert_eq!(forms(pinned(any, None)), [get(&basic), post("", &body)]);
    assert_eq!(forms(pinned(get_only, None)), [get(&basic)]);
    assert_eq!(forms(pinned(post_only, None)), [post("", &body)]);
    assert_eq!(forms(pinned(any, Some(Placement::Basic))), [get(&basic), post(&basic, &grant)]);
    assert_eq!(forms(pinned(any, Some(Placement::BasicRaw))), [get(&raw), post(&raw, &grant)]);
    assert_eq!(forms(pinned(any, Some(Placement::Body))), [post("", &body)]);
    assert_eq!(forms(pinned(post_only, Some(Placement::Basic))), [post(&basic, &grant)]);
    assert!(Form::candidates(get_only, Some(Placement::Body)).unwrap_err().starts_with("token.credentials"));
}

#[test]
fn the_token_request_has_the_tenant_and_the_path() {
    let options = Options {
        tenant: Some("a&b".into()),
        token: TokenOptions { path: Some("/iso/oauth2/token".into()), ..TokenOptions::default() },
        base_url: "https://10.0.0.1/prefix/".into(),
        ..options()
    };
    let seen = forms(options);
    let url = "https://10.0.0.1/prefix/iso/oauth2/token";
    assert_eq!(seen[0].0, format!("GET {url}?grant_type=client_credentials&tenant=a%26b"));
    assert_eq!(seen[1].0, format!("POST {url}"));
    assert!(seen[1].2.contains("tenant=a%26b"));
}

#[test]
fn only_a_refused_form_is_followed_by_the_next_form() {
    let refusals = [
        (json(404, "{}"), true),
        (fixture("gateway-no-route"), true),
        (json(405, ""), true),
        (json(501, ""), true),
        (json(400, ""), true),
        (json(400, r#"{"message":"no"}"#), true),
        (json(400, r#"{"error":"invalid_request"}"#), true),
        (fixture("token-unsupported-grant"), true),
        (fixture("token-invalid-client"), false),
        (json(400, r#"{"error":"invalid_client"}"#), false),
        (json(400, r#"{"error":"unauthorized_client"}"#), false),
        (json(400, r#"{"error":"invalid_scope"}"#), false),
        (json(401, ""), false),
        (json(403, ""), false),
        (json(429, ""), false),
        (json(500, ""), false),
        (json(502, ""), false),
        (json(200, "{}"), false),
    ];
    for (refusal, another) in refusals {
        let status = refusal.status;
        let body = String::from_utf8(refusal.body.clone()).unwrap();
        let (world, result) =
            call(
                options(),
                move |_, number| {
                    if number == 0 { Scripted::Now(Ok(refusal.clone())) } else { token("t", 3600) }
                },
            );
        assert_eq!(world.transport.token_requests(), 1 + usize::from(another), "{status} {body}");
        assert_eq!(result.is_ok(), another, "{status} {body}");
    }
}

#[test]
fn the_form_that_worked_is_remembered() {
    let (world, _) =
        call(
            options(),
            |request, _| {
                if request.method == Method::Get { Scripted::Now(Ok(json(405, ""))) } else { token("t", 100) }
            },
        );
    for _ in 0..3 {
        world.clock.jump(100_000.0);
        deactivate(&world).unwrap();
    }
    let methods: Vec<_> = world.transport.requests.borrow().iter().filter(|r| is_token(r)).map(|r| r.method).collect();
    assert_eq!(methods, [Method::Get, Method::Post, Method::Post, Method::Post, Method::Post]);
}

#[test]
fn failures_of_the_endpoint_say_what_to_do() {
    for (answer, code, words) in [
        (fixture("token-invalid-client"), Code::Unauthorized, "client id or the client secret"),
        (json(401, ""), Code::Unauthorized, "client id or the client secret"),
        (fixture("token-unsupported-grant"), Code::Api, "token.method"),
        (fixture("gateway-no-route"), Code::RouteNotFound, "baseUrl"),
        (fixture("rate-limited"), Code::RateLimited, "too many requests"),
        (fixture("server-error"), Code::Server, "failed"),
        (fixture("html-proxy-page"), Code::Server, "text/html"),
        // Some servers refuse under a 200, or in MySafe's envelope.
        (
            json(200, r#"{"error":"invalid_client","error_description":"no such key"}"#),
            Code::Unauthorized,
            "no such key",
        ),
        (json(500, r#"{"error":"invalid_client"}"#), Code::Unauthorized, "client id or the client secret"),
        (json(200, r#"{"error":"server_error"}"#), Code::Api, "server_error"),
        (json(200, r#"{"message":"Invalid credentials"}"#), Code::Unauthorized, "Invalid credentials"),
        (json(403, r#"{"message":"Expired key"}"#), Code::Unauthorized, "Expired key"),
        (
            json(200, r#"{"code":401,"response":{"status":401,"error":true,"mensagem":"Chave expirada"}}"#),
            Code::Unauthorized,
            "Chave expirada",
        ),
        (
            json(400, r#"{"exception":{"code":1006,"message":"1006: no access"}}"#),
            Code::Unauthorized,
            "1006: no access",
        ),
        (json(401, r#"{"response":{"error":true,"message":"Expired"}}"#), Code::Unauthorized, "Expired"),
        (json(200, r#"{"response":{"error":false,"message":"Success"}}"#), Code::InvalidResponse, "baseUrl"),
        (json(200, "<html>"), Code::InvalidResponse, "baseUrl"),
        (json(200, r#"{"access_token":""}"#), Code::InvalidResponse, "baseUrl"),
        (json(200, r#"{"access_token":"a b"}"#), Code::InvalidResponse, "baseUrl"),
        (json(200, r#"{"access_token":43}"#), Code::InvalidResponse, "baseUrl"),
        (json(200, r#"{"access_token":"t","token_type":"mac"}"#), Code::InvalidResponse, "baseUrl"),
        (json(302, ""), Code::InvalidResponse, "redirect"),
    ] {
        let status = answer.status;
        let (_, result) = call(options(), move |_, _| Scripted::Now(Ok(answer.clone())));
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.status()), (code, Some(status)), "{}", error.message());
        assert!(error.message().contains(words), "{}", error.message());
        assert!(error.message().starts_with("deactivate \"43\": "), "{}", error.message());
        assert_eq!(error.attempts(), 0, "the call itself was never sent");
    }
}

#[test]
fn a_token_is_renewed_before_it_expires() {
    // A tenth of the lifetime, but at most a minute.
    for (lifetime, served_ms) in [
        ("3600", 3_540_000.0),
        ("\"3600\"", 3_540_000.0),
        ("100", 90_000.0),
        ("\" 100\"", 90_000.0),
        ("100.9", 90_000.0),
    ] {
        let (world, result) = call(options(), move |_, _| {
            Scripted::Now(Ok(json(200, &format!(r#"{{"access_token":"t","expires_in":{lifetime}}}"#))))
        });
        result.unwrap();
        world.clock.jump(served_ms - 1.0);
        deactivate(&world).unwrap();
        assert_eq!(world.transport.token_requests(), 1, "{lifetime}");
        world.clock.jump(1.0);
        deactivate(&world).unwrap();
        assert_eq!(world.transport.token_requests(), 2, "{lifetime}");
    }
}

#[test]
fn the_lifetime_counts_from_the_request_not_from_the_answer() {
    let (world, result) = call(options(), |_, _| {
        Scripted::After(5000.0, json(200, r#"{"access_token":"t","token_type":"bearer","expires_in":100}"#))
    });
    result.unwrap();
    world.clock.jump(85_000.0);
    deactivate(&world).unwrap();
    assert_eq!(world.transport.token_requests(), 2);
}

#[test]
fn a_token_without_a_lifetime_is_used_until_it_is_refused() {
    for expires_in in ["", "null", "\"soon\"", "[1]", "-1", "1e3", "1.5e3"] {
        let expiry = if expires_in.is_empty() { String::new() } else { format!(",\"expires_in\":{expires_in}") };
        let (world, result) =
            call(options(), move |_, _| Scripted::Now(Ok(json(200, &format!(r#"{{"access_token":"t"{expiry}}}"#)))));
        result.unwrap();
        world.clock.jump(1e12);
        deactivate(&world).unwrap();
        assert_eq!(world.transport.token_requests(), 1, "{expires_in}");
    }
}

#[test]
fn a_clock_that_jumps_does_not_keep_an_old_token() {
    for jump in [4e6, -4e6] {
        let (world, result) = call(options(), |_, _| token("t", 3600));
        result.unwrap();
        world.clock.jump(jump);
        deactivate(&world).unwrap();
        assert_eq!(world.transport.token_requests(), 2);
    }
}

#[test]
fn a_token_with_an_elapsed_lifetime_serves_the_calls_that_waited_for_it() {
    for lifetime in [0, 1] {
        let (world, result) = call(options(), move |_, _| token("t", lifetime));
        result.unwrap();
        assert_eq!(world.transport.token_requests(), 1);
    }
}

#[test]
fn a_documented_refusal_is_not_retried_whatever_its_status() {
    let retrying = || Options { retry: RetryOptions::default(), ..options() };
    for (status, body, requests) in [
        (200, r#"{"error":"invalid_client"}"#, 1),
        (200, r#"{"message":"Invalid credentials"}"#, 1),
        (500, r#"{"error":"invalid_client"}"#, 1),
        (200, "<html>", 1),
        (500, r#"{"message":"Unexpected error."}"#, 5),
        (200, r#"{"access_tok"#, 5),
    ] {
        let (world, result) = call(retrying(), move |_, _| Scripted::Now(Ok(json(status, body))));
        let error = result.unwrap_err();
        assert_eq!(world.transport.token_requests(), requests, "{status} {body}: {error}");
        assert_eq!(error.is_retryable(), requests == 5, "{status} {body}");
    }
}

#[test]
fn the_error_of_refused_credentials_points_out_white_space_around_them() {
    for (id, secret, advice) in [
        ("id ", "s3cr3t", Some("The client id begins or ends in white space")),
        ("id", "\u{a0}s3cr3t", Some("The client secret begins or ends in white space")),
        ("i d", "s3cr3t", None),
    ] {
        let given = Options { client_id: Some(id.into()), client_secret: Some(secret.into()), ..options() };
        let (_, result) = call(given, |_, _| Scripted::Now(Ok(fixture("token-invalid-client"))));
        let error = result.unwrap_err().to_string();
        assert_eq!(error.contains("white space"), advice.is_some(), "{error}");
        assert!(error.contains(advice.unwrap_or_default()), "{error}");
    }
}

#[test]
fn a_message_does_not_repeat_a_token_that_the_endpoint_repeats() {
    let (world, result) = call(options(), |request, number| {
        if !is_token(request) {
            return Scripted::Now(Ok(fixture("deactivate-ok")));
        }
        if number == 0 {
            return token("token-in-use", 3600);
        }
        Scripted::Now(Ok(json(400, r#"{"error":"invalid_scope","error_description":"token-in-use is still good"}"#)))
    });
    result.unwrap();
    world.clock.jump(3_600_000.0);
    let error = deactivate(&world).unwrap_err().to_string();
    assert!(error.contains("••• is still good"), "{error}");
}

#[test]
fn a_lifetime_of_zero_is_ignored() {
    let (world, result) =
        call(
            options(),
            |request, _| {
                if is_token(request) { token("t", 0) } else { Scripted::Now(Ok(fixture("deactivate-ok"))) }
            },
        );
    result.unwrap();
    world.clock.jump(3_600_000.0);
    deactivate(&world).unwrap();
    assert_eq!(world.transport.token_requests(), 1);
}
