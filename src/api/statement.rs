//! What an envelope states apart from its messages.

use crate::text::json::Json;

/// What the members of an envelope state.
pub(super) struct Statement {
    /// They state a failure.
    pub(super) is_failure: bool,
    /// They state the outcome, of either kind.
    pub(super) states_outcome: bool,
}

impl Statement {
    pub(super) fn of(body: Json<'_>) -> Self {
        let inner = body.at("response");
        let (error, erro) = (inner.at("error").as_bool(), inner.at("erro").as_bool());
        let (code, status) = (body.at("code").as_u32(), inner.at("status").as_u32());
        let has_exception = body.at("exception").is_object();
        Self {
            is_failure: has_exception
                || error == Some(true)
                || erro == Some(true)
                || code >= Some(400)
                || status >= Some(400),
            states_outcome: error.or(erro).is_some() || code.or(status).is_some(),
        }
    }
}
