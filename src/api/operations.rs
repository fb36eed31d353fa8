//! The operations on items: path, body, and what a success holds.

use super::action::Action;
use super::answer::Answer;
use super::fields::Fields;
use super::filter::Query;
use super::identifier::{Identifier, key_of};
use super::kind::Kind;
use super::operation::{Operation, Repeat, RequestSpec};
use super::record::{Record, identifier_in};
use super::refusal;
use super::sentence::{Reply, reply, says_no_more_than};
use super::summary::{self, Entry, Unreadable};
use super::values::{Match, Values, hide};
use crate::error::{Code, Error};
use crate::http::Method;
use crate::text::json::Json;
use crate::text::redact::Redact;

/// Longest list read: 32 MiB.
const LIST_LIMIT: usize = 32 << 20;

/// `POST …/active/[identifier]` or `POST …/inactive/[identifier]`.
#[derive(Debug)]
pub(crate) struct Switch<'a> {
    pub(crate) kind: &'static Kind,
    pub(crate) action: Action,
    pub(crate) identifier: &'a Identifier,
}

impl Operation for Switch<'_> {
    type Output = Reply;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        let path = if self.action.active() { "/active/" } else { "/inactive/" };
        let mut spec = RequestSpec::new(self.kind, self.action.name(), Method::Post, path, Some(self.identifier));
        spec.changes = true;
        spec.is_noted = true;
        spec.sentences = self.action.sentences(self.kind);
        Ok(spec)
    }

    fn read(&self, answer: &Answer, _: Redact<'_>) -> Result<Reply, Error> {
        Ok(reply(answer, self.action.sentences(self.kind)))
    }
}

/// `GET …/[identifier]`, for the state alone. The output is the identifier of the item that the answer shows: an inactive item
/// is not shown. Of some kinds, the answers to other operations show an item in the same member: their sentences tell them apart.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) kind: &'static Kind,
    pub(crate) identifier: Identifier,
}

impl Operation for Look {
    type Output = String;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        let mut spec = RequestSpec::new(self.kind, "isActive", Method::Get, "/", Some(&self.identifier));
        spec.item_member = Some(self.kind.get_member);
        Ok(spec)
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<String, Error> {
        read_shown(self.kind, answer, redact)
    }
}

/// The same request as [`Look`]. The output is whether the item is active.
#[derive(Debug)]
pub(crate) struct IsActive(pub(crate) Look);

impl Operation for IsActive {
    type Output = bool;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        self.0.request_spec()
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<bool, Error> {
        self.0.read(answer, redact).map(|_| true)
    }

    fn read_error(&self, error: Error) -> Result<bool, Error> {
        if says_inactive(&error) { Ok(false) } else { Err(error) }
    }
}

/// Whether an error says that the item is inactive. `INACTIVE` is documented under a 4xx alone.
pub(crate) fn says_inactive(error: &Error) -> bool {
    error.code() == Code::Inactive && matches!(error.status(), Some(400..=499))
}

/// `GET …/[identifier]`
#[derive(Debug)]
pub(crate) struct Get {
    pub(crate) kind: &'static Kind,
    pub(crate) identifier: Identifier,
}

impl Operation for Get {
    type Output = Record;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        let mut spec = RequestSpec::new(self.kind, "get", Method::Get, "/", Some(&self.identifier));
        spec.item_member = Some(self.kind.get_member);
        Ok(spec)
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<Record, Error> {
        read_record(self.kind, self.kind.get_member, answer, redact)
    }
}

/// The same request as [`Get`]. The output is where the item stores one of `values`; what the answer holds goes no further.
#[derive(Debug)]
pub(crate) struct Find<'a> {
    pub(crate) kind: &'static Kind,
    pub(crate) identifier: &'a Identifier,
    pub(crate) values: &'a Values,
}

impl Operation for Find<'_> {
    type Output = Vec<Match>;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        let mut spec = RequestSpec::new(self.kind, "find", Method::Get, "/", Some(self.identifier));
        spec.item_member = Some(self.kind.get_member);
        spec.hidden = self.values.hidden().into();
        spec.is_noted = true;
        Ok(spec)
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<Vec<Match>, Error> {
        let shown = read_shown(self.kind, answer, redact)?;
        let problem = |words| Error::new(Code::InvalidResponse, words).with_status(Some(answer.status()));
        if key_of(&shown) != self.identifier.key() {
            return Err(problem("the answer shows another item."));
        }
        let matches = self.values.matches(self.kind, answer.body().at(self.kind.get_member));
        matches.ok_or_else(|| {
            problem("the answer lacks a stored value, or has it in a form that cannot be compared with the given ones.")
        })
    }
}

/// `GET …[?filters]`. How the entries are read depends on who reads them.
#[derive(Debug)]
pub(crate) struct List<T> {
    kind: &'static Kind,
    query: Query,
    read: fn(&Kind, Json<'_>) -> Result<T, Unreadable>,
}

impl<S: for<'a> From<Entry<'a>>> List<Vec<S>> {
    pub(crate) const fn summaries(kind: &'static Kind, query: Query) -> Self {
        Self { kind, query, read: summary::read_all }
    }
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "npm")))]
impl List<String> {
    /// Reads the entries as [strings](summary::read_strings).
    pub(crate) const fn strings(kind: &'static Kind, query: Query) -> Self {
        Self { kind, query, read: summary::read_strings }
    }
}

impl<T> Operation for List<T> {
    type Output = T;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        let mut spec = RequestSpec::new(self.kind, "list", Method::Get, "", None);
        spec.limit = LIST_LIMIT;
        spec.query.clone_from(&self.query.0);
        Ok(spec)
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<T, Error> {
        (self.read)(self.kind, answer.body()).map_err(|unreadable| match unreadable {
            Unreadable::List => refusal::undocumented(answer, redact),
            Unreadable::Entry(place) => refusal::unusable_entry(place, answer, redact),
        })
    }
}

/// `POST …`
#[derive(Debug)]
pub(crate) struct Create {
    pub(crate) kind: &'static Kind,
    pub(crate) fields: Fields,
}

impl Operation for Create {
    type Output = Record;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        self.fields.check_new(self.kind)?;
        let mut spec = RequestSpec::new(self.kind, "create", Method::Post, "", None);
        write(&mut spec, &self.fields);
        spec.repeat = Repeat::OnlyRefused;
        spec.expected = |status| matches!(status, 200 | 201);
        Ok(spec)
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<Record, Error> {
        read_record(self.kind, self.kind.write_member, answer, redact)
    }
}

/// `PUT …/update/[identifier]`
#[derive(Debug)]
pub(crate) struct Update {
    pub(crate) kind: &'static Kind,
    pub(crate) identifier: Identifier,
    pub(crate) changes: Fields,
}

impl Operation for Update {
    type Output = Record;

    fn request_spec(&self) -> Result<RequestSpec<'_>, Error> {
        self.changes.check_update()?;
        let mut spec = RequestSpec::new(self.kind, "update", Method::Put, "/update/", Some(&self.identifier));
        write(&mut spec, &self.changes);
        Ok(spec)
    }

    fn read(&self, answer: &Answer, redact: Redact<'_>) -> Result<Record, Error> {
        read_record(self.kind, self.kind.write_member, answer, redact)
    }
}

/// Has `spec` write `fields`.
fn write(spec: &mut RequestSpec<'_>, fields: &Fields) {
    spec.body = Some(fields.body());
    let mut hidden = Vec::new();
    for value in fields.secrets() {
        hide(&mut hidden, value);
    }
    spec.hidden = hidden.into();
    spec.changes = true;
    spec.is_noted = true;
    spec.item_member = Some(spec.kind.write_member);
}

/// The identifier of the item that the documented answer to a `get` shows.
fn read_shown(kind: &Kind, answer: &Answer, redact: Redact<'_>) -> Result<String, Error> {
    let identifier = identifier_in(answer.body(), kind.get_member);
    identifier.filter(|_| says_no_more_than(answer, "success")).ok_or_else(|| refusal::undocumented(answer, redact))
}

fn read_record(kind: &'static Kind, member: &str, answer: &Answer, redact: Redact<'_>) -> Result<Record, Error> {
    Record::read(kind, answer.body(), member).ok_or_else(|| refusal::undocumented(answer, redact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ApiSecretFilter, ApiSecrets, ItemKind, NoteFilter, Notes, PasswordFilter, Passwords};
    use crate::testing::{fields, with_query};

    fn id(text: &str) -> Identifier {
        Identifier::new(text).unwrap()
    }

    fn switch(action: Action, identifier: &str) -> (Method, String) {
        let identifier = id(identifier);
        let switch = Switch { kind: ApiSecrets::KIND, action, identifier: &identifier };
        let spec = switch.request_spec().unwrap();
        (spec.method, spec.path)
    }

    /// The request line and the body.
    fn shown(operation: &impl Operation) -> (String, Option<String>) {
        let RequestSpec { method, path, query, body, .. } = operation.request_spec().unwrap();
        let line = format!("{} {}", method.as_str(), with_query(&path, &query));
        (line, body.map(|body| body.expose().clone()))
    }

    #[test]
    fn activate_and_deactivate_have_the_documented_paths() {
        for (action, path) in [
            (Action::Deactivate, "/api/mysafe/secretapi/inactive/43"),
            (Action::Activate, "/api/mysafe/secretapi/active/43"),
        ] {
            assert_eq!(switch(action, "43"), (Method::Post, path.to_owned()));
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
            assert_eq!(switch(Action::Activate, identifier).1, format!("/api/mysafe/secretapi/active/{segment}"));
        }
    }

    #[test]
    fn the_other_operations_have_the_documented_requests() {
        let text = |text: &str| Some(text.to_owned());
        let every = ApiSecretFilter { tag: text("t"), identifier_code: text("i") };
        let password =
            PasswordFilter { tag: text("t"), name: text("n"), username: text("u"), url: text("https://x?y") };
        for (kind, query, request) in [
            (ApiSecrets::KIND, ApiSecretFilter::default().into(), "secretapi"),
            (
                ApiSecrets::KIND,
                ApiSecretFilter { tag: text("a b&c"), ..Default::default() }.into(),
                "secretapi?tag=a+b%26c",
            ),
            (ApiSecrets::KIND, every.into(), "secretapi?tag=t&identifier_code=i"),
            (
                Passwords::KIND,
                PasswordFilter { username: text("ana"), ..Default::default() }.into(),
                "password?username=ana",
            ),
            (Passwords::KIND, password.into(), "password?tag=t&name=n&username=u&url=https%3A%2F%2Fx%3Fy"),
            (Notes::KIND, NoteFilter { tag: text("t"), name: text("n") }.into(), "note?tag=t&name=n"),
        ] {
            assert_eq!(shown(&List::strings(kind, query)), (format!("GET /api/mysafe/{request}"), None));
        }
        let kind = ApiSecrets::KIND;
        let get = "GET /api/mysafe/secretapi/4%2F3".to_owned();
        assert_eq!(shown(&Get { kind, identifier: id("4/3") }), (get.clone(), None));
        assert_eq!(shown(&Look { kind, identifier: id("4/3") }), (get, None));
        let new = || fields(kind, &[("name", "n"), ("url", "u"), ("clientId", "c")]);
        let body = r#"{"name":"n","url":"u","client_id":"c"}"#;
        let create = Create { kind, fields: new() };
        assert_eq!(shown(&create), ("POST /api/mysafe/secretapi".into(), text(body)));
        assert_eq!(create.request_spec().unwrap().repeat, Repeat::OnlyRefused);
        assert!(Create { kind, fields: fields(kind, &[("name", "n")]) }.request_spec().is_err());
        let update = Update { kind, identifier: id("4/3"), changes: fields(kind, &[("name", "n")]) };
        assert_eq!(shown(&update), ("PUT /api/mysafe/secretapi/update/4%2F3".into(), text(r#"{"name":"n"}"#)));
    }
}
