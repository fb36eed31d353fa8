use super::*;
use crate::api::{ApiSecrets, ItemKind, Kind, Notes, Passwords};
use crate::error::{Code, Error};
use crate::http::{Method, Response};
use crate::testing::{fixture, headers, json};

/// The message of a documented success.
fn success_message(response: &Response) -> Result<String, Error> {
    success_message_of(ApiSecrets::KIND, response)
}

fn success_message_of(kind: &'static Kind, response: &Response) -> Result<String, Error> {
    let answer = Answer::new(Box::new(response.clone()));
    let spec = RequestSpec::new(kind, "any", Method::Get, "", None);
    let spec = RequestSpec { expected: |status| matches!(status, 200 | 201), ..spec };
    check_success(&spec, &answer, &|words| words.to_owned())?;
    Ok(answer.message().into_owned())
}

fn failure(response: &Response) -> Error {
    success_message(response).expect_err("this answer states an error")
}

#[test]
fn every_documented_success_passes() {
    for (name, message) in [
        ("activate-ok", "Api secret activated successfully"),
        ("activate-already", "Api secret has already been activated"),
        ("deactivate-ok", "API secret  successfully deactivated"),
        ("deactivate-already", "Api secret has already been deactivated"),
        ("create-ok", "Api secret successfully registered"),
        ("update-ok", "Api secret updated successfully"),
        ("get-ok", "Success"),
        ("get-ok-v4", "Success"),
        ("list-ok", ""),
    ] {
        assert_eq!(success_message(&fixture(name)).as_deref(), Ok(message), "{name}");
    }
}

#[test]
fn every_documented_failure_has_its_code() {
    use Code::{
        AccessDenied, Inactive, InvalidIdentifier, InvalidParameter, NotFound, RateLimited, RouteNotFound, Server,
        Unauthorized,
    };
    for (name, code, api_code, status, retryable) in [
        ("error-1001-duplicate-identifier", InvalidParameter, Some(1001), 400, false),
        ("error-1001-missing-name", InvalidParameter, Some(1001), 400, false),
        ("error-1005-not-found", NotFound, Some(1005), 400, false),
        ("error-1005-older-shape", NotFound, Some(1005), 400, false),
        ("error-1006-access-denied", AccessDenied, Some(1006), 400, false),
        ("error-1009-inactive", Inactive, Some(1009), 400, false),
        ("error-1010-identifier-type", InvalidIdentifier, Some(1010), 400, false),
        ("gateway-bad-upstream", Server, None, 502, true),
        ("gateway-no-route", RouteNotFound, None, 404, false),
        ("gateway-not-authorized", AccessDenied, None, 403, false),
        ("gateway-timeout", Server, None, 504, true),
        ("gateway-unavailable", Server, None, 503, true),
        ("html-proxy-page", Server, None, 502, true),
        ("ok-status-error-body", NotFound, Some(1005), 200, false),
        ("portuguese-only", AccessDenied, Some(1006), 400, false),
        ("rate-limited", RateLimited, None, 429, true),
        ("server-error", Server, None, 500, true),
        ("unauthorized-token", Unauthorized, None, 401, false),
    ] {
        let error = failure(&fixture(name));
        let seen = (error.code(), error.api_code(), error.status(), error.is_retryable());
        assert_eq!(seen, (code, api_code, Some(status), retryable), "{name}");
    }
}

#[test]
fn a_failure_names_the_kind_and_what_the_exception_says() {
    for (kind, name, code, words) in [
        (Passwords::KIND, "password-error-1001-username", Code::InvalidParameter, "'username' was not informed"),
        (Passwords::KIND, "password-error-1005", Code::NotFound, "MySafe has no password with this identifier."),
        (Passwords::KIND, "password-error-1009", Code::Inactive, "the password is inactive."),
        (Notes::KIND, "note-error-1001-too-long", Code::InvalidParameter, "note limited to 900 characters"),
        (Notes::KIND, "note-error-1005", Code::NotFound, "MySafe has no note with this identifier."),
        (Notes::KIND, "note-error-1009", Code::Inactive, "the note is inactive."),
        (Notes::KIND, "note-error-500-encryption", Code::Server, "Ocorreu um erro ao criptografar o texto"),
        (Notes::KIND, "error-1006-access-denied", Code::AccessDenied, "has no access to the note."),
        (ApiSecrets::KIND, "error-1005-not-found", Code::NotFound, "MySafe has no API secret with this identifier."),
    ] {
        let error = success_message_of(kind, &fixture(name)).expect_err("this answer states an error");
        assert_eq!(error.code(), code, "{name}");
        assert!(error.message().contains(words), "{name}: {error}");
    }
}

#[test]
fn the_request_id_comes_from_the_body_or_else_from_the_header() {
    let from_header = Response { headers: headers(&[("x-request-id", "header")]), ..fixture("gateway-timeout") };
    assert_eq!(failure(&from_header).request_id(), Some("header"));
    let from_body = Response { headers: headers(&[("x-request-id", "header")]), ..fixture("gateway-no-route") };
    assert_eq!(failure(&from_body).request_id(), Some("6f5a2c0f1d1a4f4f8a2b3c4d5e6f7a8b"));
    let of_api = Response { headers: headers(&[("x-request-id", "header")]), ..fixture("error-1005-not-found") };
    assert_eq!(failure(&of_api).request_id(), Some("header"));
}

#[test]
fn an_answer_that_is_not_documented_is_no_success() {
    for body in [
        "",
        "null",
        "true",
        "43",
        "\"Success\"",
        "[]",
        "{}",
        "{\"message\":\"ok\"}",
        "{\"response\":null}",
        "{\"response\":[]}",
        "{\"response\":{}}",
        "{\"response\":{\"message\":\"Success\"}}",
        "{\"response\":{\"error\":false,\"status\":200",
        "<html>",
    ] {
        let error = failure(&json(200, body));
        // An answer that was cut short or garbled may arrive whole the next time. An object did arrive whole.
        let is_whole = body == "<html>" || (body.starts_with('{') && body.ends_with('}'));
        assert_eq!((error.code(), error.is_retryable()), (Code::InvalidResponse, !is_whole), "{body}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(failure(&json(200, &deep)).code(), Code::InvalidResponse);
}

#[test]
fn invalid_utf8_hides_no_error_code() {
    for body in [
        "\u{feff}{\"response\":{\"error\":true,\"message\":\"1006: no\"}}".as_bytes(),
        b"{\"response\":{\"error\":true,\"message\":\"1006: n\xe3o\"}}",
        br#"{"response":{"error":true,"message":"1006: \ud83d"}}"#,
        br#"{"x":"\udc00","response":{"error":true,"message":"1006 User does not have access"}}"#,
    ] {
        let error = failure(&Response { body: body.to_vec(), ..json(400, "") });
        assert_eq!(
            (error.code(), error.api_code()),
            (Code::AccessDenied, Some(1006)),
            "{}",
            String::from_utf8_lossy(body)
        );
    }
}

#[test]
fn members_of_other_types_are_read_by_their_meaning() {
    for body in [
        r#"{"response":{"erro":"0","mensagem":"ok"}}"#,
        r#"{"response":{"error":0,"message":"ok"}}"#,
        r#"{"code":"200","response":{"message":"ok"}}"#,
        r#"{"response":{"status":200,"error":null,"message":["no"],"mensagem":"ok"}}"#,
        r#"{"response":{"error":false,"status":null,"Message":"ok"},"exception":null}"#,
    ] {
        assert_eq!(success_message(&json(200, body)).as_deref(), Ok("ok"), "{body}");
    }
    for (body, code, api_code) in [
        (r#"{"response":{"erro":"true","message":"1006: no"}}"#, Code::AccessDenied, Some(1006)),
        (r#"{"response":{"error":1},"exception":{"code":"1005"}}"#, Code::NotFound, Some(1005)),
        (r#"{"exception":{"code":1005,"message":"x"}}"#, Code::NotFound, Some(1005)),
        (r#"{"response":{"error":false},"exception":{"code":-1,"message":"1009: x"}}"#, Code::Inactive, Some(1009)),
        (r#"{"response":{"error":true,"message":"12: x"}}"#, Code::Api, None),
        (r#"{"response":{"status":"400","message":"x"}}"#, Code::Api, None),
        (r#"{"code":4294967296,"response":{"error":true,"error_code":1}}"#, Code::Api, None),
    ] {
        let error = failure(&json(200, body));
        assert_eq!((error.code(), error.api_code()), (code, api_code), "{body}");
    }
}

#[test]
fn a_failing_status_wins_over_a_body_that_claims_success() {
    let claims = r#"{"code":200,"response":{"status":200,"error":false,"message":"Success"}}"#;
    for (status, code) in [(400, Code::Api), (401, Code::Unauthorized), (403, Code::AccessDenied), (500, Code::Server)]
    {
        assert_eq!(failure(&json(status, claims)).code(), code, "{status}");
    }
    assert_eq!(failure(&json(429, claims)).code(), Code::RateLimited);
}

#[test]
fn a_501_is_not_retryable() {
    let error = failure(&json(501, r#"{"message":"unexpected request"}"#));
    assert_eq!((error.code(), error.is_retryable()), (Code::Server, false));
}

#[test]
fn a_foreign_page_shows_its_status_and_type_but_not_its_text() {
    let message = failure(&fixture("html-proxy-page")).to_string();
    assert!(message.contains("HTTP 502") && message.contains("text/html") && !message.contains("Bad"), "{message}");
    let message = failure(&Response { status: 200, ..fixture("html-proxy-page") }).to_string();
    assert!(message.contains("HTTP 200") && message.contains("text/html") && !message.contains("Bad"), "{message}");
}

#[test]
fn a_long_message_with_control_characters_is_cut_and_cleaned() {
    let body = format!(r#"{{"response":{{"error":true,"message":"\u001b[2J\u202e{}"}}}}"#, "x".repeat(10_000));
    let message = failure(&json(400, &body)).to_string();
    assert!(message.len() < 500 && !message.contains(['\u{1b}', '\u{202e}']), "{message}");
}
