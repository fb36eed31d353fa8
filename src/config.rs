//! What a client is told, checked once before anything is sent.

use std::rc::Rc;

use crate::Error;
use crate::Sensitive;
use crate::retry::Policy;
use crate::sensitive::cut;
use crate::token::{Form, Forms, Placement, Provider};
use crate::transport::{Location, Method};

/// Longest time for one attempt with its body, unless told otherwise: 10 s.
pub const TIMEOUT_MS: f64 = 10_000.0;
/// Longest time for a whole call with its token, unless told otherwise: 60 s.
pub const DEADLINE_MS: f64 = 60_000.0;
/// Where the token comes from, as MySafe documents it.
pub const TOKEN_PATH: &str = "/api/oauth2/token";

/// A client's options as they were given: not yet checked.
#[derive(Debug, Default)]
pub struct Options {
    /// Where MySafe answers: `https`, or `http` on loopback. A path is kept as a prefix.
    pub base_url: String,
    /// Client id of the access key; goes with `client_secret`.
    pub client_id: Option<Sensitive>,
    /// Client secret of the access key; goes with `client_id`.
    pub client_secret: Option<Sensitive>,
    /// A bearer token, or what gives one; excludes the two above.
    pub access_token: Option<AccessToken>,
    /// The tenant's subdomain, for an appliance reached by IP address.
    pub tenant: Option<String>,
    /// How the token request is made.
    pub token: TokenOptions,
    /// Longest time for one attempt with its body, ms. Default [`TIMEOUT_MS`].
    pub timeout: Option<f64>,
    /// Longest time for a whole call with its token, ms. Default [`DEADLINE_MS`].
    pub deadline: Option<f64>,
    /// Whether and how failed tries are made again. Default: [`Policy::default`].
    pub retry: Retry,
    /// Allows `http` beyond loopback.
    pub allow_insecure: bool,
}

/// Which of the retry policy's settings the caller gave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Retry {
    /// No try is made again.
    pub never: bool,
    /// See [`Policy::attempts`].
    pub attempts: Option<f64>,
    /// See [`Policy::min_delay`].
    pub min_delay: Option<f64>,
    /// See [`Policy::max_delay`].
    pub max_delay: Option<f64>,
}

impl Retry {
    fn policy(self) -> Result<Policy, Problem> {
        if self.never {
            return Ok(Policy::NEVER);
        }
        let default = Policy::default();
        let attempts = self.attempts.unwrap_or(f64::from(default.attempts));
        if attempts.fract() != 0.0 || !(1.0..=1000.0).contains(&attempts) {
            return Err("retry.attempts must be a whole number from 1 to 1000.");
        }
        let wrong = |delay: Option<f64>| delay.is_some_and(|ms| !(ms >= 0.0 && ms.is_finite()));
        if wrong(self.min_delay) {
            return Err("retry.minDelay must be a number of milliseconds from 0.");
        }
        if wrong(self.max_delay) {
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
    /// Used as it is, until the server refuses it.
    Fixed(Sensitive),
    /// Asked for a token when one is needed, and again after a refusal.
    Provider(Rc<dyn Provider>),
}

/// A fixed token.
impl From<String> for AccessToken {
    fn from(token: String) -> Self {
        Self::Fixed(Sensitive::new(token))
    }
}

/// How the token request is made, where the caller pins it.
#[derive(Clone, Debug, Default)]
pub struct TokenOptions {
    /// Path below the base URL. Default [`TOKEN_PATH`].
    pub path: Option<String>,
    /// The only method to use.
    pub method: Option<Method>,
    /// Where the credentials go.
    pub credentials: Option<Placement>,
}

/// Who the client is to the server.
#[derive(Debug)]
pub enum Credentials {
    /// An access key, from which tokens are got by OAuth 2.0 client credentials.
    Client {
        /// Client id.
        id: Sensitive,
        /// Client secret.
        secret: Sensitive,
    },
    /// A bearer token brought by the caller.
    Token(AccessToken),
}

/// Checked options, less the credentials: those are kept apart so that closing can wipe them.
#[derive(Debug)]
pub struct Config {
    /// Origin and path prefix, without a slash at the end.
    pub base: String,
    /// Path of the token endpoint below `base`.
    pub token_path: String,
    /// Forms of the token request, in the order to try them.
    pub forms: Forms,
    /// Tenant for the token request.
    pub tenant: Option<String>,
    /// Longest time for one attempt, ms.
    pub timeout: f64,
    /// Longest time for a whole call, ms.
    pub deadline: f64,
    /// How failed tries are made again.
    pub retry: Policy,
}

impl Config {
    /// Checks `options`; `locate` is the platform's URL parser.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, naming the option and what it should be.
    pub fn new(options: Options, locate: impl FnOnce(&str) -> Option<Location>) -> Result<(Self, Credentials), Error> {
        let location = locate(&options.base_url).unwrap_or_default();
        // All that can be refused is refused before anything is moved: that leaves one thing to clean up.
        let (forms, retry) = options.check(&location).map_err(Error::invalid_argument)?;
        let Options { client_id, client_secret, access_token, tenant, token, timeout, deadline, .. } = options;
        let credentials = match access_token {
            Some(token) => Credentials::Token(token),
            None => {
                Credentials::Client { id: client_id.unwrap_or_default(), secret: client_secret.unwrap_or_default() }
            }
        };
        let config = Self {
            base: base(&location),
            token_path: token.path.unwrap_or_else(|| TOKEN_PATH.to_owned()),
            forms,
            tenant,
            timeout: timeout.unwrap_or(TIMEOUT_MS),
            deadline: deadline.unwrap_or(DEADLINE_MS),
            retry,
        };
        Ok((config, credentials))
    }
}

/// What is wrong with an option, in a sentence.
pub type Problem = &'static str;

impl Options {
    /// Refuses what cannot be; tells the forms of the token request, and how failed tries are made again.
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

    /// There is one kind or the other, and whole.
    fn check_credentials(&self) -> Result<(), Problem> {
        match (&self.client_id, &self.client_secret, &self.access_token) {
            (None, None, None) => Err("credentials are missing: give clientId and clientSecret, or accessToken."),
            (None, None, Some(AccessToken::Provider(_))) => Ok(()),
            (None, None, Some(AccessToken::Fixed(token))) => check_token(token),
            (_, _, Some(_)) => Err("accessToken excludes clientId and clientSecret: give either, not both."),
            (None, _, _) => Err("clientId is missing: it goes with clientSecret."),
            (_, None, _) => Err("clientSecret is missing: it goes with clientId."),
            (Some(id), Some(secret), None) => {
                let raw = self.token.credentials == Some(Placement::BasicRaw);
                if id.expose().is_empty() {
                    Err("clientId must not be empty.")
                } else if secret.expose().is_empty() {
                    Err("clientSecret must not be empty.")
                } else if raw && cut(id.expose(), b':').1.is_some() {
                    let colon =
                        "clientId must not contain a colon with token.credentials \"basic-raw\" (RFC 7617 section 2).";
                    Err(colon)
                } else {
                    Ok(())
                }
            }
        }
    }
}

/// Checks spans of time, in milliseconds; an infinite one means no limit.
///
/// # Errors
///
/// When one is not positive.
pub fn check_limits(timeout: Option<f64>, deadline: Option<f64>) -> Result<(), Problem> {
    let wrong = |limit: Option<f64>| limit.is_some_and(|ms| ms.is_nan() || ms <= 0.0);
    if wrong(timeout) {
        Err("timeout must be a positive number of milliseconds (or Infinity for no limit).")
    } else if wrong(deadline) {
        Err("deadline must be a positive number of milliseconds (or Infinity for no limit).")
    } else {
        Ok(())
    }
}

/// Checks the option `outage` of a batch.
///
/// # Errors
///
/// When it is not positive.
pub fn check_outage(outage: f64) -> Result<(), Problem> {
    if outage.is_nan() || outage <= 0.0 {
        return Err("outage must be a positive number of milliseconds (or Infinity for no end).");
    }
    Ok(())
}

fn check_base(location: &Location, allow_insecure: bool) -> Result<(), Problem> {
    let secure = location.protocol == "https:";
    if location.protocol.is_empty() {
        Err("baseUrl must be an absolute URL such as \"https://vault.example\".")
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
    let mut path = location.pathname.as_str();
    while let Some(shorter) = path.strip_suffix('/') {
        path = shorter;
    }
    [&location.protocol, "//", &location.host, path].concat()
}

/// Loopback by name (RFC 6761 section 6.3) or by address, which the URL parser has brought into its one form.
fn is_loopback(hostname: &str) -> bool {
    hostname == "localhost"
        || hostname.ends_with(".localhost")
        || hostname == "[::1]"
        || (hostname.starts_with("127.") && hostname.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

fn check_path(path: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '\\' | '"' | '<' | '>' | '`' | '{' | '}');
    // Each dot may be percent-encoded (URL Standard, single-dot and double-dot URL path segments).
    let dots = |segment: &[u8]| {
        let (mut rest, mut count) = (segment, 0);
        while let [b'.', after @ ..] | [b'%', b'2', b'e' | b'E', after @ ..] = rest {
            (rest, count) = (after, count + 1);
        }
        rest.is_empty() && matches!(count, 1 | 2)
    };
    if !path.starts_with('/') || !path.chars().all(plain) || path.as_bytes().split(|&byte| byte == b'/').any(dots) {
        return Err(
            "token.path must be a path such as \"/api/oauth2/token\": beginning with a slash, percent-encoded, without a query, a \
             fragment or dot segments.",
        );
    }
    Ok(())
}

/// Says what keeps `token` from being a bearer token (RFC 6750 section 2.1), if anything does.
///
/// # Errors
///
/// What that is.
pub fn check_token(token: &Sensitive) -> Result<(), Problem> {
    if token.expose().is_empty() {
        Err("accessToken must not be empty.")
    } else if !token.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        Err("accessToken must be the bare token: visible ASCII without spaces, without \"Bearer\" before it.")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::{locate, options};

    fn check(options: Options) -> Result<Config, String> {
        Config::new(options, locate).map(|(config, _)| config).map_err(|error| {
            assert_eq!(error.code, crate::Code::InvalidArgument);
            error.message.clone()
        })
    }

    fn check_base(base_url: &str, allow_insecure: bool) -> Result<String, String> {
        check(Options { base_url: base_url.into(), allow_insecure, ..options() }).map(|config| config.base)
    }

    #[test]
    fn base_urls_that_are_taken() {
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
    fn base_urls_that_are_refused() {
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
    fn credentials_are_one_kind_or_the_other() {
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
    fn times_tenants_and_token_options_are_checked() {
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
