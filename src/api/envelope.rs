//! When an answer in MySafe's envelope is the documented success.
//!
//! MySafe says everything twice, in English and Portuguese, and omits members as it likes. No member's presence or type is
//! relied on, and a member that contradicts success denies it.

use super::answer::{Answer, is_one_of};
use super::operation::RequestSpec;
use super::record::identifier_in;
use super::refusal;
use super::statement::Statement;
use crate::error::Error;
use crate::text::redact::Redact;

/// Accepts only the documented success of `spec`: an answer in MySafe's envelope that has an expected status, contradicts itself
/// nowhere, and shows the item if one is to be shown.
///
/// # Errors
///
/// The failure that the answer states, whatever its HTTP status; `INVALID_RESPONSE` for an answer that is not documented.
pub(crate) fn check_success(spec: &RequestSpec<'_>, answer: &Answer, redact: Redact<'_>) -> Result<(), Error> {
    let body = answer.body();
    if !body.at("response").is_object() && !body.at("exception").is_object() {
        return Err(refusal::of_gateway(answer, redact));
    }
    let statement = Statement::of(body);
    if statement.is_failure || !answer.has_success_status() {
        return Err(refusal::of_api(answer, spec.kind, redact));
    }
    // No member states the outcome, and a guess could be wrong.
    if !statement.states_outcome {
        return Err(refusal::undocumented(answer, redact));
    }
    if !(spec.expected)(answer.status().into()) || !agrees(answer, spec.expected) {
        return Err(refusal::contradictory(answer, redact));
    }
    if spec.item_member.is_some_and(|member| identifier_in(body, member).is_none()) {
        return Err(refusal::undocumented(answer, redact));
    }
    Ok(())
}

/// Whether no member contradicts success. A member of an undocumented type does.
fn agrees(answer: &Answer, expected: fn(u32) -> bool) -> bool {
    let mut agrees = true;
    answer.each_member(&mut |name, value| {
        agrees &= if is_one_of(name, &["code", "status"]) {
            value.as_u32().is_some_and(expected)
        } else if is_one_of(name, &["error_code", "cod_erro"]) {
            value.as_u32() == Some(0)
        } else if is_one_of(name, &["error", "erro"]) {
            value.as_bool() == Some(false)
        } else {
            !name.equals("exception")
        };
    });
    agrees
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
