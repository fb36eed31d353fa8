//! The options of one call.

use super::options::check_limits;
use crate::error::Error;

/// Limits of one call. A limit that is left out comes from the client.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions {
    /// Limit of one attempt with its body, ms. Infinity means no limit.
    pub timeout: Option<f64>,
    /// Limit of the whole call with its token, ms. Infinity means no limit.
    pub deadline: Option<f64>,
}

impl CallOptions {
    /// Rejects limits out of range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_limits(self.timeout, self.deadline).map_err(Error::invalid_argument)
    }
}

/// Options of `activate` and `deactivate`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SwitchOptions {
    /// Limits of the call with its looks.
    pub limits: CallOptions,
    /// Looks at the state before and after: three requests in place of one.
    pub verify: bool,
}

impl From<CallOptions> for SwitchOptions {
    fn from(limits: CallOptions) -> Self {
        Self { limits, verify: false }
    }
}
