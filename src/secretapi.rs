//! The operations on API secrets: method, path, body, and what their success means.

use crate::encode;
use crate::envelope::{self, Envelope, Redact};
use crate::json::{Json, escaped};
use crate::record::{ApiSecret, ApiSecretSummary, Changes, Unreadable};
use crate::retry::Repeat;
use crate::transport::{BODY_LIMIT, Method, Response};
use crate::{Error, Sensitive};

/// Longest identifier, in characters.
const IDENTIFIER_LIMIT: usize = 256;

/// What names one API secret: the `identifier` that MySafe assigned.
///
/// ```
/// use mysafe_wasm::{Code, Identifier};
///
/// assert_eq!(Identifier::new("43")?.as_str(), "43");
/// assert_eq!(Identifier::new(" ").unwrap_err().code, Code::InvalidArgument);
/// # Ok::<(), mysafe_wasm::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier(String);

impl Identifier {
    /// Takes `text` as it is; nothing is trimmed.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when it is blank, `.` or `..`, or longer than 256 characters.
    pub fn new(text: impl Into<String>) -> Result<Self, Error> {
        let text = text.into();
        let problem = if text.trim().is_empty() {
            "must not be blank."
        } else if matches!(text.as_str(), "." | "..") {
            "must not be \".\" or \"..\", which would name another path."
        } else if text.chars().nth(IDENTIFIER_LIMIT).is_some() {
            "must have at most 256 characters."
        } else {
            return Ok(Self(text));
        };
        Err(Error::invalid_argument(["identifier ", problem].concat()))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one item have in common: MySafe reads `043` and ` 43 ` as the number 43.
    ///
    /// ```
    /// use mysafe_wasm::Identifier;
    ///
    /// assert_eq!(Identifier::new("043")?.key(), Identifier::new("43")?.key());
    /// # Ok::<(), mysafe_wasm::Error>(())
    /// ```
    #[must_use]
    pub fn key(&self) -> &str {
        key_of(&self.0)
    }
}

/// The [key](Identifier::key) of an identifier from outside.
pub(crate) fn key_of(identifier: &str) -> &str {
    let text = identifier.trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let mut digits = text;
    while let Some(fewer) = digits.strip_prefix('0').filter(|fewer| !fewer.is_empty()) {
        digits = fewer;
    }
    digits
}

/// The two operations that change whether an API secret can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Switch on.
    Activate,
    /// Switch off.
    Deactivate,
}

impl Action {
    /// The action's name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
        }
    }

    /// The state that success leaves the secret in.
    #[must_use]
    pub const fn active(self) -> bool {
        matches!(self, Self::Activate)
    }

    /// The documented sentences of success: that it was done, and that it had been done before. In each version of the
    /// documents they are English in `message` and in `mensagem` alike.
    ///
    /// Source: "Deactivate or activate an API secret", v3-32, v3-33 and v4.
    const fn sentences(self) -> [(&'static str, Said); 2] {
        match self {
            Self::Activate => [
                ("api secret activated successfully", Said::Done),
                ("api secret has already been activated", Said::Already),
            ],
            Self::Deactivate => [
                ("api secret successfully deactivated", Said::Done),
                ("api secret has already been deactivated", Said::Already),
            ],
        }
    }

    /// What an answer says of this action. A word in a sentence proves nothing, since names of items can stand in it: the
    /// sentence has to be a documented one, white space and letter case aside, and the same in every member.
    fn said(self, envelope: &Envelope) -> Said {
        let mut all = None;
        envelope.each_message(&mut |words| {
            let documented =
                self.sentences().into_iter().find(|(sentence, _)| is_sentence(sentence, words.unwrap_or_default()));
            let said = documented.map_or(Said::SomethingElse, |(_, said)| said);
            all = Some(if all.is_none_or(|before| before == said) { said } else { Said::SomethingElse });
        });
        all.unwrap_or(Said::SomethingElse)
    }
}

/// What the answer to `activate` or `deactivate` says in its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The state was changed.
    Done,
    /// It was so already.
    Already,
    /// No documented sentence of the action: what became of the state is not known.
    SomethingElse,
}

/// Whether `words` are the `sentence`, which is in lower case and has one space between words. (By bytes: each answer is
/// compared.)
fn is_sentence(sentence: &str, words: &str) -> bool {
    let (mut expected, mut rest) = (sentence.bytes(), words.trim().as_bytes());
    loop {
        match rest {
            [] => return expected.next().is_none(),
            [b' ' | b'\t'..=b'\r', behind @ ..] | [0xc2, 0xa0, behind @ ..] => {
                rest = behind;
                // One space stands for all.
                if !matches!(rest, [b' ' | b'\t'..=b'\r', ..] | [0xc2, 0xa0, ..]) && expected.next() != Some(b' ') {
                    return false;
                }
            }
            [byte, behind @ ..] => {
                rest = behind;
                if expected.next() != Some(byte.to_ascii_lowercase()) {
                    return false;
                }
            }
        }
    }
}

/// One operation: its request, and what may be done with it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in messages and events.
    pub name: &'static str,
    /// The secret that it is about.
    pub identifier: Option<Identifier>,
    /// Method of the request.
    pub method: Method,
    /// Path of the request below the base URL, with the query.
    pub path: String,
    /// JSON body of the request.
    pub body: Option<Sensitive>,
    /// What of the body must not be repeated, in each form in which it is sent.
    pub hidden: Vec<Sensitive>,
    /// Longest body to read of the answer, in bytes.
    pub limit: usize,
    /// Whether it may be sent again.
    pub repeat: Repeat,
    /// Whether it changes anything.
    pub changes: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Set(Action),
    /// Whether an item is active, and nothing else of it.
    Look,
    /// A function, so that there is no code for a form of the list that nobody asks for.
    List(fn(Json<'_>) -> Result<Reading, Unreadable>),
    Get,
    /// Create or update.
    Write,
}

/// What the answer to a successful request holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// What is said of the change.
    Said(Said),
    /// The identifier of an item that is shown, and so is active.
    Active(String),
    /// The secrets listed.
    List(Vec<ApiSecretSummary>),
    /// The secrets listed, as the JSON of their [texts](ApiSecretSummary::read_texts).
    Texts(String),
    /// One secret.
    Secret(Box<ApiSecret>),
}

/// Which secrets to list. Left out, a filter lets all pass.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those with this tag.
    pub tag: Option<String>,
    /// The one with this code, which its user chose.
    pub identifier_code: Option<String>,
}

const COLLECTION: &str = "/api/mysafe/secretapi";
/// Longest list read: 32 MiB.
const LIST_LIMIT: usize = 32 << 20;

impl Operation {
    fn new(name: &'static str, kind: Kind, method: Method, path: &str, identifier: Option<&Identifier>) -> Self {
        let segment = identifier.map(|identifier| encode::segment(identifier.as_str())).unwrap_or_default();
        Self {
            name,
            identifier: identifier.cloned(),
            method,
            path: [COLLECTION, path, &segment].concat(),
            body: None,
            hidden: Vec::new(),
            limit: BODY_LIMIT,
            repeat: Repeat::Idempotent,
            changes: !matches!(kind, Kind::List(_) | Kind::Get | Kind::Look),
            kind,
        }
    }

    /// `POST …/active/[identifier]` or `POST …/inactive/[identifier]`.
    #[must_use]
    pub fn set(action: Action, identifier: &Identifier) -> Self {
        let path = if action.active() { "/active/" } else { "/inactive/" };
        Self::new(action.name(), Kind::Set(action), Method::Post, path, Some(identifier))
    }

    /// `GET …[?tag=…][&identifier_code=…]`
    #[must_use]
    pub fn list(filter: &Filter) -> Self {
        Self::list_read_by(filter, |body| ApiSecretSummary::read_all(body).map(Reading::List))
    }

    /// The same request, for who takes the entries as [texts](ApiSecretSummary::read_texts).
    #[must_use]
    pub fn list_as_texts(filter: &Filter) -> Self {
        Self::list_read_by(filter, |body| ApiSecretSummary::read_texts(body).map(Reading::Texts))
    }

    fn list_read_by(filter: &Filter, read: fn(Json<'_>) -> Result<Reading, Unreadable>) -> Self {
        let mut operation = Self::new("list", Kind::List(read), Method::Get, "", None);
        operation.limit = LIST_LIMIT;
        let mut mark = "?";
        for (name, value) in [("tag=", &filter.tag), ("identifier_code=", &filter.identifier_code)] {
            if let Some(value) = value {
                operation.path.push_str(&[mark, name, &encode::form(value)].concat());
                mark = "&";
            }
        }
        operation
    }

    /// `GET …/[identifier]`
    #[must_use]
    pub fn get(identifier: &Identifier) -> Self {
        Self::new("get", Kind::Get, Method::Get, "/", Some(identifier))
    }

    /// The same request as [`get`](Self::get), to learn whether the secret is active and nothing else.
    #[must_use]
    pub fn is_active(identifier: &Identifier) -> Self {
        Self::new("isActive", Kind::Look, Method::Get, "/", Some(identifier))
    }

    /// `POST …`
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when something required is missing.
    pub fn create(secret: &Changes) -> Result<Self, Error> {
        secret.check_new()?;
        let mut operation = Self::new("create", Kind::Write, Method::Post, "", None);
        operation.write(secret);
        operation.repeat = Repeat::OnlyRefused;
        Ok(operation)
    }

    /// `PUT …/update/[identifier]`
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when there is nothing to change.
    pub fn update(identifier: &Identifier, changes: &Changes) -> Result<Self, Error> {
        changes.check_update()?;
        let mut operation = Self::new("update", Kind::Write, Method::Put, "/update/", Some(identifier));
        operation.write(changes);
        Ok(operation)
    }

    fn write(&mut self, changes: &Changes) {
        self.body = Some(changes.body());
        let value = changes.client_secret();
        self.hidden = value.into_iter().flat_map(|value| [value.clone(), escaped(value)]).collect();
    }

    /// Whether this is a status of the documented success.
    #[must_use]
    pub fn expects(&self) -> fn(u32) -> bool {
        match self.kind {
            Kind::Write if self.repeat == Repeat::OnlyRefused => |status| matches!(status, 200 | 201),
            _ => |status| status == 200,
        }
    }

    /// What the answer to the successful request holds.
    ///
    /// # Errors
    ///
    /// `INVALID_RESPONSE` when it does not hold what is documented.
    pub fn read(&self, envelope: &Envelope, response: &Response, redact: Redact) -> Result<Reading, Error> {
        let body = envelope.body.root();
        let secret = |key| ApiSecret::read(body, key).map(|secret| Reading::Secret(Box::new(secret)));
        let reading = match self.kind {
            Kind::Set(action) => Some(Reading::Said(action.said(envelope))),
            Kind::Look => ApiSecret::identifier_in(body, "api_secret_entity").map(Reading::Active),
            Kind::List(read) => match read(body) {
                Ok(reading) => Some(reading),
                Err(Unreadable::List) => None,
                Err(Unreadable::Entry(place)) => return Err(envelope::unusable_entry(place, response, body, redact)),
            },
            Kind::Get => secret("api_secret_entity"),
            Kind::Write => secret("api_entity"),
        };
        reading.ok_or_else(|| envelope::undocumented(response, body, redact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    fn path(identifier: &str) -> String {
        Operation::set(Action::Activate, &Identifier::new(identifier).unwrap()).path
    }

    #[test]
    fn the_two_paths_are_the_documented_ones() {
        let identifier = Identifier::new("43").unwrap();
        for (action, path) in [
            (Action::Deactivate, "/api/mysafe/secretapi/inactive/43"),
            (Action::Activate, "/api/mysafe/secretapi/active/43"),
        ] {
            let operation = Operation::set(action, &identifier);
            assert_eq!((operation.method, operation.path.as_str()), (Method::Post, path));
        }
    }

    #[test]
    fn an_identifier_stays_one_segment_of_the_path() {
        for (identifier, segment) in [
            ("a/b", "a%2Fb"),
            ("../4", "..%2F4"),
            ("%2e%2e", "%252e%252e"),
            ("a?b#c", "a%3Fb%23c"),
            (" 4 3 ", "%204%203%20"),
            ("a\r\nb\0", "a%0D%0Ab%00"),
            ("ção", "%C3%A7%C3%A3o"),
            ("a;b=c@d:e&f+g,h!i'j(k)l*m$n\\o", "a%3Bb%3Dc%40d%3Ae%26f%2Bg%2Ch%21i%27j%28k%29l%2Am%24n%5Co"),
            ("...", "..."),
            ("A-z_0.~", "A-z_0.~"),
        ] {
            assert_eq!(path(identifier), format!("/api/mysafe/secretapi/active/{segment}"));
        }
    }

    #[test]
    fn identifiers_that_name_nothing_are_refused() {
        for identifier in ["", " ", "\t\n", "\u{a0}", ".", "..", &"x".repeat(257)] {
            let error = Identifier::new(identifier).unwrap_err();
            assert_eq!(error.code, crate::Code::InvalidArgument, "{identifier:?}");
            assert!(error.message.starts_with("identifier must"), "{}", error.message);
        }
        assert!(Identifier::new("é".repeat(256)).is_ok());
    }

    #[test]
    fn spellings_of_one_item_have_one_key() {
        for (text, key) in [
            ("43", "43"),
            ("043", "43"),
            ("00043", "43"),
            (" 43\u{a0}", "43"),
            ("0", "0"),
            ("000", "0"),
            ("430", "430"),
            ("a43", "a43"),
            ("0a", "0a"),
            ("4.3", "4.3"),
        ] {
            assert_eq!(Identifier::new(text).unwrap().key(), key, "{text:?}");
        }
    }

    #[test]
    fn only_the_documented_sentences_of_the_action_say_that_it_succeeded() {
        let said = |action: Action, body: &str| {
            action.said(&Envelope { message: String::new(), body: Document::parse(body.as_bytes()) })
        };
        let one =
            |action: Action, words: &str| said(action, &serde_json::json!({"response":{"message":words}}).to_string());
        for (words, activate, deactivate) in [
            ("Api secret activated successfully", Said::Done, Said::SomethingElse),
            ("API secret  successfully deactivated", Said::SomethingElse, Said::Done),
            ("\tapi SECRET\u{a0}successfully\ndeactivated ", Said::SomethingElse, Said::Done),
            ("Api secret has already been activated", Said::Already, Said::SomethingElse),
            ("API SECRET HAS ALREADY BEEN DEACTIVATED", Said::SomethingElse, Said::Already),
            ("", Said::SomethingElse, Said::SomethingElse),
            ("Success", Said::SomethingElse, Said::SomethingElse),
            ("Api secret successfully activated", Said::SomethingElse, Said::SomethingElse),
            ("Api secret successfully deactivated.", Said::SomethingElse, Said::SomethingElse),
            ("Api secret could not be deactivated", Said::SomethingElse, Said::SomethingElse),
            ("API secret Already-rotated key successfully deactivated", Said::SomethingElse, Said::SomethingElse),
            ("Password successfully deactivated", Said::SomethingElse, Said::SomethingElse),
            ("successfully deactivated Api secret", Said::SomethingElse, Said::SomethingElse),
            ("Segredo de API já foi desativado", Said::SomethingElse, Said::SomethingElse),
        ] {
            assert_eq!(one(Action::Activate, words), activate, "{words}");
            assert_eq!(one(Action::Deactivate, words), deactivate, "{words}");
        }
        for (body, expected) in [
            (r#"{"response":{"mensagem":"DONE"}}"#, Said::Done),
            (r#"{"response":{"message":"DONE","mensagem":"DONE","Message":null}}"#, Said::Done),
            (r#"{"message":"DONE","response":{"message":"DONE"}}"#, Said::Done),
            (r#"{"response":{"message":"DONE","mensagem":""}}"#, Said::SomethingElse),
            (r#"{"response":{"message":"DONE","Message":"Success"}}"#, Said::SomethingElse),
            (
                r#"{"response":{"message":"DONE","mensagem":"Api secret has already been deactivated"}}"#,
                Said::SomethingElse,
            ),
            (r#"{"response":{"message":"DONE","mensagem":["DONE"]}}"#, Said::SomethingElse),
            (r#"{"message":"waits for approval","response":{"message":"DONE"}}"#, Said::SomethingElse),
            (r#"{"response":{}}"#, Said::SomethingElse),
        ] {
            assert_eq!(
                said(Action::Deactivate, &body.replace("DONE", "Api secret successfully deactivated")),
                expected,
                "{body}"
            );
        }
    }

    #[test]
    fn the_other_operations_are_the_documented_ones() {
        let id = Identifier::new("4/3").unwrap();
        let text = |text: &str| Some(text.to_owned());
        let written = Changes { texts: vec![("name", "n".into())], ..Changes::default() };
        let new = Changes {
            texts: vec![("name", "n".into()), ("url", "u".into()), ("client_id", "c".into())],
            ..Changes::default()
        };
        for (operation, request, body) in [
            (Operation::list(&Filter::default()), "GET /api/mysafe/secretapi", None),
            (
                Operation::list(&Filter { tag: text("a b&c"), identifier_code: None }),
                "GET /api/mysafe/secretapi?tag=a+b%26c",
                None,
            ),
            (
                Operation::list(&Filter { tag: text("t"), identifier_code: text("i") }),
                "GET /api/mysafe/secretapi?tag=t&identifier_code=i",
                None,
            ),
            (Operation::get(&id), "GET /api/mysafe/secretapi/4%2F3", None),
            (Operation::is_active(&id), "GET /api/mysafe/secretapi/4%2F3", None),
            (
                Operation::create(&new).unwrap(),
                "POST /api/mysafe/secretapi",
                Some(r#"{"name":"n","url":"u","client_id":"c"}"#),
            ),
            (
                Operation::update(&id, &written).unwrap(),
                "PUT /api/mysafe/secretapi/update/4%2F3",
                Some(r#"{"name":"n"}"#),
            ),
        ] {
            assert_eq!([operation.method.as_str(), " ", &operation.path].concat(), request);
            assert_eq!(operation.body.as_ref().map(|body| body.expose().as_str()), body, "{request}");
        }
        assert_eq!(Operation::create(&new).unwrap().repeat, Repeat::OnlyRefused);
        assert!(Operation::create(&written).is_err());
    }
}
