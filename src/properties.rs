//! Properties that hold for any input: of answers, the retry policy and identifiers.

use proptest::prelude::*;

use crate::api::operations::Switch;
use crate::api::{Answer, ApiSecrets, ItemKind, Operation, Repeat, RequestSpec, check_success};
use crate::client::Policy;
use crate::error::Effect;
use crate::http::{Method, Response};
use crate::text::json::{Document, quote};
use crate::{Action, Code, Error, Identifier};

/// Whether the answer is a documented success.
fn check(status: u16, body: Vec<u8>) -> Result<(), Error> {
    let answer = Answer::new(Box::new(response(status, body)));
    check_success(&RequestSpec::new(ApiSecrets::KIND, "any", Method::Get, "", None), &answer, &|words| words.to_owned())
}

fn response(status: u16, body: Vec<u8>) -> Response {
    Response { status, body, ..Response::default() }
}

/// Any JSON, with the names that an answer may have more often than others.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        ".*".prop_map(Into::into),
        "[0-9]{1,5}(: .*)?".prop_map(Into::into),
    ];
    let name = prop_oneof![
        4 => prop::sample::select(vec![
            "response", "exception", "code", "status", "message", "mensagem", "error", "erro", "error_code", "detail",
            "request_id",
        ]).prop_map(str::to_owned),
        1 => ".*",
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(name.clone(), inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_answer_is_an_error_or_a_success_that_states_itself(status in 0_u16..1000, body in json()) {
        match check(status, body.to_string().into_bytes()) {
            Ok(()) => {
                prop_assert_eq!(status, 200);
                let inner = body.get("response").filter(|inner| inner.is_object());
                prop_assert!(inner.is_some(), "only MySafe's own envelope says so");
                prop_assert!(body.get("exception").is_none_or(serde_json::Value::is_null));
                for key in ["error", "erro"] {
                    prop_assert_ne!(inner.and_then(|inner| inner.get(key)), Some(&true.into()));
                }
            }
            Err(error) => {
                prop_assert_eq!(error.status(), Some(status));
                prop_assert!(error.message().chars().count() < 700);
                prop_assert!(!error.message().contains(char::is_control));
                // Only a refusal says that nothing was done.
                prop_assert!(error.effect() == Effect::Possible || (400..500).contains(&status));
            }
        }
    }

    #[test]
    fn any_bytes_are_parsed(status in 0_u16..1000, body in prop::collection::vec(any::<u8>(), 0..512)) {
        let result = check(status, body);
        prop_assert!(result.is_err() || (200..300).contains(&status));
    }

    #[test]
    fn any_text_reads_back_from_json(text in ".*") {
        let mut written = String::new();
        quote(&mut written, &text);
        prop_assert_eq!(serde_json::from_str::<String>(&written).ok(), Some(text.clone()));
        let read = Document::parse(written.into_bytes());
        let read = read.root().as_str();
        prop_assert_eq!(read.as_deref(), Some(text.as_str()));
    }

    #[test]
    fn any_identifier_is_one_path_segment_that_decodes_to_it(text in "\\PC{1,300}|.{0,8}") {
        let Ok(identifier) = Identifier::new(text.clone()) else {
            prop_assert!(text.trim().is_empty() || text == "." || text == ".." || text.chars().count() > 256);
            return Ok(());
        };
        let switch = Switch { kind: ApiSecrets::KIND, action: Action::Deactivate, identifier: &identifier };
        let path = switch.request_spec().unwrap().path;
        let url = url::Url::parse("https://vault.example").unwrap().join(&path).unwrap();
        prop_assert_eq!(url.path(), path.as_str(), "the platform does not change it");
        let segments: Vec<_> = url.path_segments().unwrap().collect();
        prop_assert_eq!(segments.len(), 5);
        let decoded = url::form_urlencoded::parse(["k=", segments[4]].concat().as_bytes()).next().unwrap().1.into_owned();
        prop_assert_eq!(decoded, text);
    }

    #[test]
    fn delays_stay_within_their_bounds(
        failures in any::<u32>(),
        random in 0.0..1.0_f64,
        min_delay in 0.0..1e6_f64,
        more in 0.0..1e6_f64,
    ) {
        let policy = Policy { attempts: 5, min_delay, max_delay: min_delay + more };
        let delay = policy.delay(failures, random);
        prop_assert!((0.0..=policy.max_delay).contains(&delay));
        prop_assert!(policy.delay(failures.saturating_add(1), random) >= delay);
    }

    #[test]
    fn a_create_is_repeated_only_where_an_idempotent_request_would_be(status in prop::option::of(100_u16..600), retryable in any::<bool>()) {
        let error = Error::new(Code::Server, "x").with_status(status).with_retryable(retryable || status == Some(429));
        prop_assert!(!Repeat::OnlyRefused.allows(&error) || Repeat::Idempotent.allows(&error));
        let exhausted = error.exhausted();
        prop_assert!(!Repeat::OnlyRefused.allows(&exhausted) && !Repeat::Idempotent.allows(&exhausted));
    }
}
