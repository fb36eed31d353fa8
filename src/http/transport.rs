//! The seam to the network.

use std::future::Future;

use super::memory::BodyMemory;
use super::message::{Failure, Location, Request, Response};

/// Carries requests: `fetch` in JavaScript, a script in tests.
pub trait Transport {
    /// Sends `request` once, follows no redirect, and reads the whole answer. Reserves `memory` before it copies a part of the
    /// body. Dropping the future cancels the exchange.
    fn send(&self, request: &Request, memory: &BodyMemory) -> impl Future<Output = Result<Response, Failure>>;

    /// Parses a URL by the platform's own parser. In a page, a path stands for a URL of the page's origin. `None` for anything
    /// else that is not an absolute URL.
    fn locate(&self, url: &str) -> Option<Location>;

    /// Whether a request that is sent once may arrive twice. Some platforms send a request again by themselves when a
    /// connection breaks before the answer begins; an "already" may then be the echo of the same call. `true` where it is not
    /// known.
    fn may_repeat(&self) -> bool {
        true
    }
}
