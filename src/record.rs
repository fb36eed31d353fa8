//! API secrets as MySafe lists, shows and takes them.

mod summary;

use std::borrow::Cow;

use crate::json::{Json, quote};
use crate::shown::{Parts, Put, Value, put_text};
use crate::{Error, Sensitive};

pub use summary::{ApiSecretSummary, Unreadable};

/// One API secret. Its own secret is wiped when it is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiSecret {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The stored client secret, if the answer holds it.
    pub client_secret: Option<Sensitive>,
    /// The other texts that the answer holds, under their names in JavaScript.
    pub texts: Vec<(&'static str, String)>,
    /// Who it is shared with.
    pub users_allowed: Vec<Share>,
    /// The groups it is shared with.
    pub groups_allowed: Vec<Share>,
    /// The names of those with whom it could not be shared.
    pub shared_error: Vec<String>,
}

/// Somebody with whom a secret is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Name of the user or the group.
    pub name: String,
    /// Whether they may change and deactivate it.
    pub can_edit: bool,
}

/// The texts of an API secret: their names on the wire and in JavaScript.
pub const TEXTS: [(&str, &str); 8] = [
    ("name", "name"),
    ("url", "url"),
    ("client_id", "clientId"),
    ("client_secret", "clientSecret"),
    ("identifier_code", "identifierCode"),
    ("tags", "tags"),
    ("notes", "notes"),
    ("method", "method"),
];

/// What is to be written: the texts given, under their names on the wire, and whom to share with.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Texts by their names on the wire.
    pub texts: Vec<(&'static str, Sensitive)>,
    /// Users to share with.
    pub users_allowed: Option<Vec<Share>>,
    /// Groups to share with.
    pub groups_allowed: Option<Vec<Share>>,
}

impl Changes {
    /// The stored secret among them.
    #[must_use]
    pub fn client_secret(&self) -> Option<&Sensitive> {
        self.texts.iter().find(|(name, _)| *name == "client_secret").map(|(_, value)| value)
    }

    /// Refuses what cannot be a new API secret.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, naming what is missing.
    pub fn check_new(&self) -> Result<(), Error> {
        for (wire, name) in TEXTS.into_iter().take(3) {
            let given = self.texts.iter().find(|(given, _)| *given == wire);
            if given.is_none_or(|(_, value)| value.expose().trim().is_empty()) {
                return Err(Error::invalid_argument([name, " is missing: a new API secret needs it."].concat()));
            }
        }
        Ok(())
    }

    /// Refuses to change nothing.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`.
    pub fn check_update(&self) -> Result<(), Error> {
        if self.texts.is_empty() && self.users_allowed.is_none() && self.groups_allowed.is_none() {
            return Err(Error::invalid_argument("nothing to change was given."));
        }
        Ok(())
    }
}

impl Changes {
    /// The JSON body of a request.
    #[must_use]
    pub fn body(&self) -> Sensitive {
        let mut out = String::new();
        for (name, value) in &self.texts {
            put_name(&mut out, name);
            quote(&mut out, value.expose());
        }
        for (list, key, shares) in
            [("users_allowed", "username", &self.users_allowed), ("groups_allowed", "name", &self.groups_allowed)]
        {
            let Some(shares) = shares else { continue };
            put_name(&mut out, list);
            let mut mark = "[{\"";
            for share in shares {
                out.push_str(mark);
                out.push_str(key);
                out.push_str("\":");
                quote(&mut out, &share.name);
                out.push_str(if share.can_edit { ",\"can_edit\":true" } else { ",\"can_edit\":false" });
                mark = "},{\"";
            }
            out.push_str(if shares.is_empty() { "[]" } else { "}]" });
        }
        out.push_str(if out.is_empty() { "{}" } else { "}" });
        Sensitive::new(out)
    }
}

fn put_name(out: &mut String, name: &str) {
    let mark = if out.is_empty() { "{\"" } else { ",\"" };
    for part in [mark, name, "\":"] {
        out.push_str(part);
    }
}

/// Shares, under the name that the one with whom it is shared goes by.
struct Shares<'a>(&'static str, &'a [Share]);

impl Parts for Shares<'_> {
    fn parts(&self, put: Put<'_>) {
        for share in self.1 {
            put("", Value::Map(&(self.0, share)));
        }
    }
}

impl Parts for (&str, &Share) {
    fn parts(&self, put: Put<'_>) {
        put(self.0, Value::Text(&self.1.name));
        put("canEdit", Value::Flag(self.1.can_edit));
    }
}

/// An identifier, which is a text in one version and a whole number in another.
fn identifier(json: Json<'_>) -> Option<Cow<'_, str>> {
    json.words().filter(|words| !words.is_empty())
}

fn text(json: Json, key: &str) -> Option<String> {
    Some(json.get(key)?.words()?.into_owned())
}

fn flag(json: Json, key: &str) -> bool {
    json.get(key).and_then(Json::flag).unwrap_or(false)
}

fn shares(list: Option<Json>) -> Vec<Share> {
    let mut shares = Vec::new();
    for share in list.and_then(Json::items).unwrap_or_default() {
        if let Some(name) = text(share, "username").or_else(|| text(share, "name")) {
            shares.push(Share { name, can_edit: flag(share, "can_edit") });
        }
    }
    shares
}

impl ApiSecret {
    /// The identifier of the secret that an answer holds under `key`, and nothing else of it.
    #[must_use]
    pub fn identifier_in(body: Json, key: &str) -> Option<String> {
        Some(identifier(body.get(key)?.get("identifier")?)?.into_owned())
    }

    /// Reads the secret that an answer holds under `key`.
    #[must_use]
    pub fn read(body: Json, key: &str) -> Option<Self> {
        let entity = body.get(key)?;
        let mut failed = Vec::new();
        for share in entity.get("shared_error").and_then(Json::items).unwrap_or_default() {
            let name = || ["username", "name", "message"].iter().find_map(|key| text(share, key));
            if let Some(name) = share.text().map(Cow::into_owned).or_else(name) {
                failed.push(name);
            }
        }
        Some(Self {
            identifier: Self::identifier_in(body, key)?,
            client_secret: text(entity, "client_secret").map(Sensitive::new),
            texts: TEXTS
                .into_iter()
                .filter(|(wire, _)| *wire != "client_secret")
                .filter_map(|(wire, name)| Some((name, text(entity, wire)?)))
                .collect(),
            users_allowed: shares(entity.get("users_allowed")),
            groups_allowed: shares(entity.get("groups_allowed")),
            shared_error: failed,
        })
    }
}

impl Parts for ApiSecret {
    fn parts(&self, put: Put<'_>) {
        put("identifier", Value::Text(&self.identifier));
        for (name, text) in &self.texts {
            put(name, Value::Text(text));
        }
        put_text(put, "clientSecret", self.client_secret.as_ref().map(|secret| secret.expose().as_str()));
        put("usersAllowed", Value::List(&Shares("username", &self.users_allowed)));
        put("groupsAllowed", Value::List(&Shares("name", &self.groups_allowed)));
        put("sharedError", Value::List(&self.shared_error));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::fixture;
    use crate::json::Document;

    fn body(name: &str) -> Document<'static> {
        Document::parse(fixture(name).body.leak())
    }

    #[test]
    fn the_documented_secrets_are_read() {
        let secret = ApiSecret::read(body("get-ok").root(), "api_secret_entity").unwrap();
        assert_eq!(
            serde_json::to_string(&secret).unwrap(),
            concat!(
                r#"{"identifier":"40","name":"My API secret","url":"www.url.com","clientId":"jdpidnbpchje6y76egh","#,
                r#""identifierCode":"dfqw45d","tags":"secret","notes":"My API secret","method":"get","#,
                r#""clientSecret":"dq986483917r56e997","usersAllowed":[{"username":"pduarte","canEdit":false}],"#,
                r#""groupsAllowed":[{"name":"Test group","canEdit":false}],"sharedError":[]}"#
            )
        );
        assert!(!format!("{secret:?}").contains("dq986483917r56e997"));
        for (name, key) in
            [("get-ok-v4", "api_secret_entity"), ("create-ok", "api_entity"), ("update-ok", "api_entity")]
        {
            let secret = ApiSecret::read(body(name).root(), key).unwrap();
            assert!(secret.client_secret.is_some() && secret.texts.len() == 7, "{name}");
            assert!(!secret.users_allowed.is_empty(), "{name}");
        }
        let failed = r#"{"e":{"identifier":1,"shared_error":["a",{"username":"b"},{"name":"c"},4,{}]}}"#;
        assert_eq!(
            ApiSecret::read(Document::parse(failed.as_bytes()).root(), "e").unwrap().shared_error,
            ["a", "b", "c"]
        );
    }

    #[test]
    fn what_is_written_has_the_names_of_the_wire() {
        let share = |name: &str, can_edit| Share { name: name.into(), can_edit };
        let changes = Changes {
            texts: vec![("name", "a\"b".into()), ("client_secret", "s".into())],
            users_allowed: Some(vec![share("u", true)]),
            groups_allowed: Some(vec![share("g", false)]),
        };
        assert_eq!(
            *changes.body().expose(),
            concat!(
                r#"{"name":"a\"b","client_secret":"s","users_allowed":[{"username":"u","can_edit":true}],"#,
                r#""groups_allowed":[{"name":"g","can_edit":false}]}"#
            )
        );
        assert!(changes.check_new().unwrap_err().message.starts_with("url is missing"));
        assert!(changes.check_update().is_ok());
        assert!(Changes::default().check_update().is_err());
    }
}
