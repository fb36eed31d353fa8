//! One item, as MySafe shows it and takes it.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::api_secret::API_SECRET;
use super::kind::{Field, Kind};
use crate::error::Error;
use crate::sensitive::Sensitive;
use crate::text::json::{Json, quote};

/// One item with the values that it stores. They are wiped when it is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    identifier: String,
    texts: Vec<(&'static Field, Sensitive)>,
    users_allowed: Vec<Share>,
    groups_allowed: Vec<Share>,
    shared_error: Vec<String>,
}

/// A user or a group with whom an item is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Name of the user or the group.
    pub name: String,
    /// Whether they may change the item and switch it off.
    pub can_edit: bool,
}

/// Who shares are for: JavaScript and the wire name a user and a group differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShareTarget {
    Users,
    Groups,
}

impl ShareTarget {
    /// The list's name on the wire.
    const fn wire(self) -> &'static str {
        match self {
            Self::Users => "users_allowed",
            Self::Groups => "groups_allowed",
        }
    }

    /// The list's name in JavaScript.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Users => "usersAllowed",
            Self::Groups => "groupsAllowed",
        }
    }

    /// The member that names who it is, on the wire and in JavaScript.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Users => "username",
            Self::Groups => "name",
        }
    }
}

impl Item {
    /// The identifier that MySafe assigned.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// A text of the item by its name in JavaScript, such as `clientSecret`; `None` when the answer does not hold it.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.iter().find(|(field, _)| field.name == name).map(|(_, text)| text.expose().as_str())
    }

    /// The users with whom it is shared.
    #[must_use]
    pub fn users_allowed(&self) -> &[Share] {
        &self.users_allowed
    }

    /// The groups with which it is shared.
    #[must_use]
    pub fn groups_allowed(&self) -> &[Share] {
        &self.groups_allowed
    }

    /// The names of the users and groups with whom it could not be shared.
    #[must_use]
    pub fn shared_error(&self) -> &[String] {
        &self.shared_error
    }

    /// Reads the item that an answer holds in `member`.
    pub(crate) fn read(kind: &'static Kind, body: Json<'_>, member: &str) -> Option<Self> {
        let entity = body.get(member)?;
        let mut texts = Vec::new();
        for field in kind.fields {
            if let Some(text) = entity.at(field.wire).as_text() {
                texts.push((field, Sensitive::from(&*text)));
            }
        }
        let mut shared_error = Vec::new();
        for failed in entity.at("shared_error").items().unwrap_or_default() {
            let name = failed.as_str().or_else(|| failed.at("username").as_text());
            let name = name.or_else(|| failed.at("name").as_text()).or_else(|| failed.at("message").as_text());
            shared_error.extend(name.map(Cow::into_owned));
        }
        Some(Self {
            identifier: identifier_in(body, member)?,
            texts,
            users_allowed: shares(entity, ShareTarget::Users),
            groups_allowed: shares(entity, ShareTarget::Groups),
            shared_error,
        })
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("identifier", &self.identifier)?;
        for (field, text) in &self.texts {
            map.serialize_entry(field.name, text.expose())?;
        }
        for (of, shares) in [(ShareTarget::Users, &self.users_allowed), (ShareTarget::Groups, &self.groups_allowed)] {
            let shares: Vec<_> = shares.iter().map(|share| ShareObject { key: of.key(), share }).collect();
            map.serialize_entry(of.name(), &shares)?;
        }
        map.serialize_entry("sharedError", &self.shared_error)?;
        map.end()
    }
}

/// A share as JavaScript has it.
struct ShareObject<'a> {
    key: &'static str,
    share: &'a Share,
}

impl Serialize for ShareObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(self.key, &self.share.name)?;
        map.serialize_entry("canEdit", &self.share.can_edit)?;
        map.end()
    }
}

/// The identifier of the item that an answer holds in `member`: a string in one version, a number in another.
pub(crate) fn identifier_in(body: Json<'_>, member: &str) -> Option<String> {
    let identifier = body.at(member).at("identifier").as_text()?;
    if identifier.is_empty() { None } else { Some(identifier.into_owned()) }
}

/// Of users too, `get` answers `name` where `create` and `update` answer `username`.
fn shares(entity: Json<'_>, of: ShareTarget) -> Vec<Share> {
    let mut shares = Vec::new();
    for share in entity.at(of.wire()).items().unwrap_or_default() {
        if let Some(name) = share.at("username").as_text().or_else(|| share.at("name").as_text()) {
            let can_edit = share.at("can_edit").as_bool().unwrap_or(false);
            shares.push(Share { name: name.into_owned(), can_edit });
        }
    }
    shares
}

/// What to write: the texts that are given, and whom to share with.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    texts: Vec<(&'static Field, Sensitive)>,
    /// Users to share with. An empty list removes the shares; `None` leaves them.
    pub users_allowed: Option<Vec<Share>>,
    /// Groups to share with. An empty list removes the shares; `None` leaves them.
    pub groups_allowed: Option<Vec<Share>>,
}

impl Changes {
    /// Sets a text of an API secret by its name in JavaScript, such as `clientSecret`.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when an API secret has no such text.
    pub fn set(&mut self, name: &str, text: impl Into<Sensitive>) -> Result<(), Error> {
        let field = API_SECRET.fields.iter().find(|field| field.name == name);
        let field = field.ok_or_else(|| Error::invalid_argument(format!("an API secret has no {name}.")))?;
        self.set_field(field, text.into());
        Ok(())
    }

    pub(crate) fn set_field(&mut self, field: &'static Field, text: Sensitive) {
        self.texts.push((field, text));
    }

    /// The values that must not be repeated.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &Sensitive> {
        self.texts.iter().filter(|(field, _)| field.is_secret).map(|(_, text)| text)
    }

    /// Rejects what cannot be a new item of `kind`.
    pub(crate) fn check_new(&self, kind: &Kind) -> Result<(), Error> {
        for field in kind.fields.iter().filter(|field| field.is_required) {
            let given = self.texts.iter().find(|(given, _)| *given == field);
            if given.is_none_or(|(_, text)| text.expose().trim().is_empty()) {
                let (name, title) = (field.name, kind.title);
                return Err(Error::invalid_argument(format!("{name} is missing: a new {title} needs it.")));
            }
        }
        Ok(())
    }

    /// Rejects an update without a change.
    pub(crate) fn check_update(&self) -> Result<(), Error> {
        if self.texts.is_empty() && self.users_allowed.is_none() && self.groups_allowed.is_none() {
            return Err(Error::invalid_argument("nothing to change was given."));
        }
        Ok(())
    }

    /// The JSON body of a request.
    pub(crate) fn body(&self) -> Sensitive {
        let mut out = String::from("{");
        for (field, text) in &self.texts {
            push_name(&mut out, field.wire);
            quote(&mut out, text.expose());
        }
        for (of, shares) in [(ShareTarget::Users, &self.users_allowed), (ShareTarget::Groups, &self.groups_allowed)] {
            if let Some(shares) = shares {
                push_shares(&mut out, of, shares);
            }
        }
        out.push('}');
        Sensitive::new(out)
    }
}

/// Appends a member's name, behind a comma when it is not the first.
fn push_name(out: &mut String, name: &str) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
    quote(out, name);
    out.push(':');
}

fn push_shares(out: &mut String, of: ShareTarget, shares: &[Share]) {
    push_name(out, of.wire());
    out.push('[');
    for Share { name, can_edit } in shares {
        out.push_str(if out.ends_with('[') { "{" } else { ",{" });
        push_name(out, of.key());
        quote(out, name);
        push_name(out, "can_edit");
        out.push_str(if *can_edit { "true}" } else { "false}" });
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fixture;
    use crate::text::json::Document;

    fn read(body: Vec<u8>, member: &str) -> Item {
        Item::read(&API_SECRET, Document::parse(body).root(), member).unwrap()
    }

    #[test]
    fn the_documented_items_are_read() {
        let item = read(fixture("get-ok").body, "api_secret_entity");
        assert_eq!(
            serde_json::to_string(&item).unwrap(),
            concat!(
                r#"{"identifier":"40","name":"My API secret","url":"www.url.com","clientId":"jdpidnbpchje6y76egh","#,
                r#""clientSecret":"dq986483917r56e997","identifierCode":"dfqw45d","tags":"secret","#,
                r#""notes":"My API secret","method":"get","#,
                r#""usersAllowed":[{"username":"pduarte","canEdit":false}],"#,
                r#""groupsAllowed":[{"name":"Test group","canEdit":false}],"sharedError":[]}"#
            )
        );
        assert!(!format!("{item:?}").contains("dq986483917r56e997"));
        for (name, member) in
            [("get-ok-v4", "api_secret_entity"), ("create-ok", "api_entity"), ("update-ok", "api_entity")]
        {
            let item = read(fixture(name).body, member);
            assert!(item.text("clientSecret").is_some() && item.texts.len() == 8, "{name}");
            assert!(!item.users_allowed().is_empty(), "{name}");
        }
        let failed = r#"{"e":{"identifier":1,"shared_error":["a",{"username":"b"},{"name":"c"},4,{}]}}"#;
        assert_eq!(read(failed.into(), "e").shared_error(), ["a", "b", "c"]);
    }

    #[test]
    fn a_request_body_has_the_names_of_the_wire() {
        let mut changes = Changes::default();
        changes.set("name", "a\"b").unwrap();
        changes.set("clientSecret", "s").unwrap();
        let share = |name: &str, can_edit| Share { name: name.into(), can_edit };
        changes.users_allowed = Some(vec![share("u", true), share("v", false)]);
        changes.groups_allowed = Some(vec![share("g", false)]);
        assert_eq!(
            *changes.body().expose(),
            concat!(
                r#"{"name":"a\"b","client_secret":"s","users_allowed":[{"username":"u","can_edit":true},"#,
                r#"{"username":"v","can_edit":false}],"groups_allowed":[{"name":"g","can_edit":false}]}"#
            )
        );
        assert_eq!(changes.secrets().count(), 1);
        assert!(changes.check_new(&API_SECRET).unwrap_err().message().starts_with("url is missing"));
        assert!(changes.check_update().is_ok());
        assert!(Changes::default().check_update().is_err());
        assert_eq!(*Changes::default().body().expose(), "{}");
        assert!(changes.set("password", "x").is_err());
    }
}
