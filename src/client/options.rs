//! The options of a client, checked once before anything is sent.

use std::fmt;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;

use super::retry::Policy;
use crate::api::token::{Form, Forms, Placement, TOKEN_PATH, check_token};
use crate::error::Error;
use crate::http::{HeaderList, Location, Method};
use crate::sensitive::Sensitive;

/// Default limit of one attempt with its body: 10 s.
const TIMEOUT_MS: f64 = 10_000.0;
/// Default limit of a whole call with its token: 60 s.
const DEADLINE_MS: f64 = 60_000.0;

/// The options of a [`Client`](crate::Client).
///
/// ```
/// use mysafe_wasm::Options;
///
/// let options = Options {
///     base_url: "https://vault.example".into(),
///     client_id: Some("id".into()),
///     client_secret: Some("secret".into()),
///     timeout: Some(5_000.0),
///     ..Options::default()
/// };
/// ```
#[derive(Debug, Default)]
pub struct Options {
    /// Where MySafe answers: `https`, or `http` on loopback. A path is kept as a prefix.
    pub base_url: String,
    /// Client id of the access key. It goes with `client_secret`.
    pub client_id: Option<Sensitive>,
    /// Client secret of the access key. It goes with `client_id`.
    pub client_secret: Option<Sensitive>,
    /// A bearer token, or a provider of tokens. It excludes `client_id` and `client_secret`.
    pub access_token: Option<AccessToken>,
    /// The tenant's subdomain, for an appliance that is reached by IP address.
    pub tenant: Option<String>,
    /// How the token request is made.
    pub token: TokenOptions,
    /// Limit of one attempt with its body, ms. Default 10 000.
    pub timeout: Option<f64>,
    /// Limit of a whole call with its token, ms. Default 60 000.
    pub deadline: Option<f64>,
    /// Whether and how a failed try is made again.
    pub retry: RetryOptions,
    /// Allows `http` beyond loopback.
    pub allow_insecure: bool,
}

/// How a failed try is made again: exponential backoff with full jitter.
#[derive(Clone, Copy, Debug, Default)]
pub struct RetryOptions {
    /// Makes no try again.
    pub never: bool,
    /// Tries in all, from 1. Default 5.
    pub attempts: Option<f64>,
    /// Upper bound of the first wait, ms. Default 200.
    pub min_delay: Option<f64>,
    /// Upper bound of any wait, ms. Default 10 000.
    pub max_delay: Option<f64>,
}

impl RetryOptions {
    fn policy(self) -> Result<Policy, Problem> {
        if self.never {
            return Ok(Policy::NEVER);
        }
        let default = Policy::default();
        let attempts = self.attempts.unwrap_or(f64::from(default.attempts));
        if attempts.fract() != 0.0 || !(1.0..=1000.0).contains(&attempts) {
            return Err("retry.attempts must be a whole number from 1 to 1000.");
        }
        let is_wrong = |delay: Option<f64>| delay.is_some_and(|ms| !(ms >= 0.0 && ms.is_finite()));
        if is_wrong(self.min_delay) {
            return Err("retry.minDelay must be a number of milliseconds from 0.");
        }
        if is_wrong(self.max_delay) {
            return Err("retry.maxDelay must be a number of milliseconds from 0.");
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let attempts = attempts as u32;
        let min_delay = self.min_delay.unwrap_or_else(|| default.min_delay.min(self.max_delay.unwrap_or(f64::MAX)));
        let max_delay = self.max_delay.unwrap_or_else(|| default.max_delay.max(min_delay));
        if min_delay > max_delay {
            return Err("retry.minDelay must not be greater than retry.maxDelay.");
        }
        Ok(Policy { attempts, min_delay, max_delay })
    }
}

/// A bearer token that the caller brings.
#[derive(Debug)]
pub enum AccessToken {
    /// One token, used until the server refuses it.
    Fixed(Sensitive),
    /// Provides a token when one is needed, and another after a refusal.
    Provider(Rc<dyn TokenProvider>),
}

impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self::Fixed(Sensitive::new(token))
    }
}

/// Brings bearer tokens from elsewhere, such as from a backend that keeps the client secret.
pub trait TokenProvider: fmt::Debug {
    /// Gives a token. `refresh` says that the server refused the one before.
    fn token(&self, refresh: bool) -> LocalBoxFuture<'static, Result<Sensitive, ProviderError>>;
}

/// Why a [`TokenProvider`] gave no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderError {
    /// The reason, for a person.
    pub message: String,
    /// Whether to ask again is of no use.
    pub is_final: bool,
}

/// A failure that may pass.
impl From<String> for ProviderError {
    fn from(message: String) -> Self {
        Self { message, is_final: false }
    }
}

/// How the token request is made. By default the client tries the documented form first and then that of the vendor's own
/// clients.
#[derive(Clone, Debug, Default)]
pub struct TokenOptions {
    /// Path below the base URL. Default `/api/oauth2/token`.
    pub path: Option<String>,
    /// The only method to use.
    pub method: Option<Method>,
    /// Where the credentials go.
    pub credentials: Option<Placement>,
}

/// How the client authenticates.
#[derive(Debug)]
pub(super) enum Credentials {
    /// An access key, for which the token endpoint grants tokens.
    Client { id: Sensitive, secret: Sensitive },
    /// A bearer token that the caller brings.
    Token(AccessToken),
}

/// Checked options without the credentials, which are kept apart so that closing the client can wipe them.
#[derive(Debug)]
pub(super) struct Config {
    /// Origin and path prefix, without a slash at the end.
    pub(super) base: String,
    /// The token endpoint.
    pub(super) token_url: String,
    /// Forms of the token request, in the order to try them.
    pub(super) forms: Forms,
    /// Tenant for the token request.
    pub(super) tenant: Option<String>,
    /// Limit of one attempt, ms.
    pub(super) timeout: f64,
    /// Limit of a whole call, ms.
    pub(super) deadline: f64,
    /// How a failed try is made again.
    pub(super) retry: Policy,
    /// The headers of every request.
    pub(super) headers: HeaderList,
}

impl Config {
    /// Checks `options`. `locate` is the platform's URL parser.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, with the name of the option and what it should be.
    pub(super) fn new(
        options: Options,
        locate: impl FnOnce(&str) -> Option<Location>,
    ) -> Result<(Self, Credentials), Error> {
        let location = locate(&options.base_url).unwrap_or_default();
        let headers = Options::headers();
        let (forms, retry) = options.check(&location).map_err(Error::invalid_argument)?;
        let Options { client_id, client_secret, access_token, tenant, token, timeout, deadline, .. } = options;
        let credentials = match access_token {
            Some(token) => Credentials::Token(token),
            None => {
                Credentials::Client { id: client_id.unwrap_or_default(), secret: client_secret.unwrap_or_default() }
            }
        };
        let base = base(&location);
        let token_url = format!("{base}{}", token.path.as_deref().unwrap_or(TOKEN_PATH));
        let (timeout, deadline) = (timeout.unwrap_or(TIMEOUT_MS), deadline.unwrap_or(DEADLINE_MS));
        Ok((Self { base, token_url, forms, tenant, timeout, deadline, retry, headers }, credentials))
    }
}

/// What is wrong with an option, in a sentence.
pub(crate) type Problem = &'static str;

impl Options {
    /// Checks every option. Gives the forms of the token request and the retry policy.
    fn check(&self, location: &Location) -> Result<(Forms, Policy), Problem> {
        check_base(location, self.allow_insecure)?;
        check_path(self.token.path.as_deref().unwrap_or(TOKEN_PATH))?;
        if self.tenant.as_ref().is_some_and(|tenant| tenant.trim().is_empty()) {
            return Err("tenant must not be blank: leave it out, or give the tenant's subdomain.");
        }
        check_limits(self.timeout, self.deadline)?;
        let retry = self.retry.policy()?;
        let forms = Form::candidates(self.token.method, self.token.credentials)?;
        self.check_credentials()?;
        Ok((forms, retry))
    }

    /// The headers of every request.
    fn headers() -> HeaderList {
        // Without it the gateway answers in other formats.
        Rc::new(vec![("accept", "application/json".into())])
    }

    /// Checks that there is exactly one kind of credentials, and that it is complete.
    fn check_credentials(&self) -> Result<(), Problem> {
        match (&self.client_id, &self.client_secret, &self.access_token) {
            (None, None, None) => Err("credentials are missing: give clientId and clientSecret, or accessToken."),
            (None, None, Some(AccessToken::Provider(_))) => Ok(()),
            (None, None, Some(AccessToken::Fixed(token))) => check_token(token),
            (_, _, Some(_)) => Err("accessToken excludes clientId and clientSecret: give either, not both."),
            (None, Some(_), None) => Err("clientId is missing: it goes with clientSecret."),
            (Some(_), None, None) => Err("clientSecret is missing: it goes with clientId."),
            (Some(id), Some(secret), None) => {
                if id.expose().is_empty() {
                    Err("clientId must not be empty.")
                } else if secret.expose().is_empty() {
                    Err("clientSecret must not be empty.")
                } else if self.token.credentials == Some(Placement::BasicRaw)
                    && id.expose().bytes().any(|byte| byte == b':')
                {
                    Err("clientId must not contain a colon with token.credentials \"basic-raw\" (RFC 7617 section 2).")
                } else {
                    Ok(())
                }
            }
        }
    }
}

/// Checks the limits of a call, in ms. Infinity means no limit.
///
/// # Errors
///
/// The problem with a limit that is not positive.
pub(crate) fn check_limits(timeout: Option<f64>, deadline: Option<f64>) -> Result<(), Problem> {
    let is_wrong = |limit: Option<f64>| limit.is_some_and(|ms| ms.is_nan() || ms <= 0.0);
    if is_wrong(timeout) {
        Err("timeout must be a positive number of milliseconds (or Infinity for no limit).")
    } else if is_wrong(deadline) {
        Err("deadline must be a positive number of milliseconds (or Infinity for no limit).")
    } else {
        Ok(())
    }
}

fn check_base(location: &Location, allow_insecure: bool) -> Result<(), Problem> {
    let secure = location.protocol == "https:";
    if location.protocol.is_empty() {
        Err("baseUrl must be an absolute URL such as \"https://vault.example\", or in a page a path such as \"/\".")
    } else if !secure && location.protocol != "http:" {
        Err("baseUrl must begin with https:// (or http:// on loopback).")
    } else if location.has_credentials {
        Err("baseUrl must not carry a user name or password: give clientId and clientSecret instead.")
    } else if location.has_query_or_fragment {
        Err("baseUrl must not carry a query or a fragment.")
    } else if !secure && !allow_insecure && !is_loopback(&location.hostname) {
        Err(
            "baseUrl is http:, which would send the credentials in the clear: use https:, or set allowInsecure if you accept that.",
        )
    } else {
        Ok(())
    }
}

fn base(location: &Location) -> String {
    format!("{}//{}{}", location.protocol, location.host, location.pathname.trim_end_matches('/'))
}

/// Loopback by name (RFC 6761 section 6.3) or by address. The URL parser has normalised the address.
fn is_loopback(hostname: &str) -> bool {
    hostname == "localhost"
        || hostname.ends_with(".localhost")
        || hostname == "[::1]"
        || (hostname.starts_with("127.") && hostname.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// The text behind a dot, which may be percent-encoded.
fn behind_dot(text: &str) -> Option<&str> {
    text.strip_prefix('.').or_else(|| text.strip_prefix("%2e")).or_else(|| text.strip_prefix("%2E"))
}

fn check_path(path: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '\\' | '"' | '<' | '>' | '`' | '{' | '}');
    // URL Standard, single-dot and double-dot URL path segments.
    let is_dots = |segment: &str| {
        behind_dot(segment).is_some_and(|rest| rest.is_empty() || behind_dot(rest).is_some_and(str::is_empty))
    };
    if !path.starts_with('/') || !path.chars().all(plain) || path.split('/').any(is_dots) {
        return Err(
            "token.path must be a path such as \"/api/oauth2/token\": beginning with a slash, percent-encoded, without a query, a \
             fragment or dot segments.",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{locate, options};

    fn check(options: Options) -> Result<Config, String> {
        Config::new(options, locate).map(|(config, _)| config).map_err(|error| {
            assert_eq!(error.code(), crate::Code::InvalidArgument);
            error.message().to_owned()
        })
    }

    fn check_base(base_url: &str, allow_insecure: bool) -> Result<String, String> {
        check(Options { base_url: base_url.into(), allow_insecure, ..options() }).map(|config| config.base)
    }

    #[test]
    fn accepts_and_normalises_a_base_url() {
        for (given, base) in [
            ("https://vault.example", "https://vault.example"),
            ("https://vault.example/", "https://vault.example"),
            ("HTTPS://Vault.Example:443/a/b//", "https://vault.example/a/b"),
            ("https://vault.example:8443/pre fix", "https://vault.example:8443/pre%20fix"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://app.localhost", "http://app.localhost"),
            ("http://127.1", "http://127.0.0.1"),
            ("http://127.255.0.9:1", "http://127.255.0.9:1"),
            ("http://[::1]:80/x", "http://[::1]/x"),
        ] {
            assert_eq!(check_base(given, false).as_deref(), Ok(base), "{given}");
        }
        assert_eq!(check_base("http://vault.example", true).as_deref(), Ok("http://vault.example"));
    }

    #[test]
    fn rejects_a_base_url_that_is_relative_insecure_or_carries_more_than_a_path() {
        for (given, why) in [
            ("", "absolute"),
            ("vault.example", "absolute"),
            ("/api", "absolute"),
            ("ftp://vault.example", "https://"),
            ("javascript:alert(1)", "https://"),
            ("http://vault.example", "allowInsecure"),
            ("http://localhost.example", "allowInsecure"),
            ("http://128.0.0.1", "allowInsecure"),
            ("http://127.0.0.1.example", "allowInsecure"),
            ("https://user@vault.example", "user name"),
            ("https://:pw@vault.example", "user name"),
            ("https://vault.example/?a=b", "query"),
            ("https://vault.example/#x", "fragment"),
        ] {
            let message = check_base(given, false).unwrap_err();
            assert!(message.contains(why) && message.contains("baseUrl"), "{given}: {message}");
        }
    }

    #[test]
    fn rejects_credentials_that_are_missing_incomplete_or_of_two_kinds() {
        let some = |text: &str| Some(Sensitive::from(text));
        let token = |text: &str| Some(AccessToken::Fixed(text.into()));
        for (client_id, client_secret, access_token, why) in [
            (None, None, None, "give clientId and clientSecret, or accessToken"),
            (some("a"), None, None, "clientSecret is missing"),
            (None, some("b"), None, "clientId is missing"),
            (some("a"), some("b"), token("t"), "not both"),
            (some("a"), None, token("t"), "not both"),
            (some(""), some("b"), None, "clientId must not be empty"),
            (some("a"), some(""), None, "clientSecret must not be empty"),
            (None, None, token(""), "accessToken must not be empty"),
            (None, None, token("Bearer abc"), "bare token"),
            (None, None, token("a\r\nb"), "bare token"),
        ] {
            let message = check(Options { client_id, client_secret, access_token, ..options() }).unwrap_err();
            assert!(message.contains(why), "{message}");
        }
    }

    #[test]
    fn rejects_limits_tenants_and_token_options_out_of_range() {
        for bad in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
            assert!(check(Options { timeout: Some(bad), ..options() }).unwrap_err().starts_with("timeout"));
            assert!(check(Options { deadline: Some(bad), ..options() }).unwrap_err().starts_with("deadline"));
        }
        let config = check(Options { timeout: Some(0.5), deadline: Some(f64::INFINITY), ..options() }).unwrap();
        assert_eq!((config.timeout, config.deadline), (0.5, f64::INFINITY));
        assert!(check(Options { tenant: Some(" ".into()), ..options() }).unwrap_err().starts_with("tenant"));
        for bad in ["", "api", "/a?b", "/a#b", "/a b", "/a/../b", "/%2e%2E/b", "/.", "/é", "/a\\b"] {
            let token = TokenOptions { path: Some(bad.into()), ..TokenOptions::default() };
            assert!(check(Options { token, ..options() }).unwrap_err().starts_with("token.path"), "{bad}");
        }
        let raw = TokenOptions { credentials: Some(Placement::BasicRaw), ..TokenOptions::default() };
        let colon = Options { client_id: Some("a:b".into()), token: raw, ..options() };
        assert!(check(colon).unwrap_err().contains("colon"));
    }
}
