//! One item, as MySafe shows it and takes it.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::kind::{Field, Kind};
use crate::text::json::{Json, quote};
use crate::{Error, Sensitive};

/// One item with the values that it stores. They are wiped when it is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    identifier: String,
    texts: Vec<(&'static Field, Sensitive)>,
    users_allowed: Vec<UserShare>,
    groups_allowed: Vec<GroupShare>,
    shared_error: Vec<String>,
}

/// A user with whom an item is shared.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserShare {
    /// The user's name.
    pub username: String,
    /// Whether the user may change the item and switch it off.
    pub can_edit: bool,
}

/// A group with which an item is shared.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupShare {
    /// The group's name.
    pub name: String,
    /// Whether its members may change the item and switch it off.
    pub can_edit: bool,
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
    pub fn users_allowed(&self) -> &[UserShare] {
        &self.users_allowed
    }

    /// The groups with which it is shared.
    #[must_use]
    pub fn groups_allowed(&self) -> &[GroupShare] {
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
        let text = |field: &'static Field| Some((field, Sensitive::from(&*entity.get(field.wire)?.as_text()?)));
        let name_of = |failed: Json<'_>| {
            let named = || ["username", "name", "message"].iter().find_map(|key| text_of(failed, key));
            failed.as_str().map(Cow::into_owned).or_else(named)
        };
        Some(Self {
            identifier: identifier_in(body, member)?,
            texts: kind.fields.iter().filter_map(text).collect(),
            users_allowed: shares(entity.get("users_allowed"), |username, can_edit| UserShare { username, can_edit }),
            groups_allowed: shares(entity.get("groups_allowed"), |name, can_edit| GroupShare { name, can_edit }),
            shared_error: list(entity.get("shared_error")).filter_map(name_of).collect(),
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
        map.serialize_entry("usersAllowed", &self.users_allowed)?;
        map.serialize_entry("groupsAllowed", &self.groups_allowed)?;
        map.serialize_entry("sharedError", &self.shared_error)?;
        map.end()
    }
}

/// The identifier of the item that an answer holds in `member`: a string in one version, a number in another.
pub(crate) fn identifier_in(body: Json<'_>, member: &str) -> Option<String> {
    let identifier = body.get(member)?.get("identifier")?.as_text()?;
    if identifier.is_empty() { None } else { Some(identifier.into_owned()) }
}

fn text_of(json: Json<'_>, key: &str) -> Option<String> {
    Some(json.get(key)?.as_text()?.into_owned())
}

fn list(json: Option<Json<'_>>) -> impl Iterator<Item = Json<'_>> {
    json.and_then(Json::items).unwrap_or_default()
}

/// Of users too, `get` answers `name` where `create` and `update` answer `username`.
fn shares<T>(json: Option<Json<'_>>, make: fn(String, bool) -> T) -> Vec<T> {
    let share = |json: Json<'_>| {
        let name = text_of(json, "username").or_else(|| text_of(json, "name"))?;
        Some(make(name, json.get("can_edit").and_then(Json::as_bool).unwrap_or(false)))
    };
    list(json).filter_map(share).collect()
}

/// What to write: the texts that are given, and whom to share with.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    texts: Vec<(&'static Field, Sensitive)>,
    /// Users to share with. An empty list removes the shares; `None` leaves them.
    pub users_allowed: Option<Vec<UserShare>>,
    /// Groups to share with. An empty list removes the shares; `None` leaves them.
    pub groups_allowed: Option<Vec<GroupShare>>,
}

impl Changes {
    /// Sets a text of an API secret by its name in JavaScript, such as `clientSecret`.
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT` when an API secret has no such text.
    pub fn set(&mut self, name: &str, text: impl Into<Sensitive>) -> Result<(), Error> {
        let field = super::API_SECRET.fields.iter().find(|field| field.name == name);
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
        if let Some(users) = &self.users_allowed {
            let users = users.iter().map(|share| (share.username.as_str(), share.can_edit));
            push_shares(&mut out, "users_allowed", "username", users);
        }
        if let Some(groups) = &self.groups_allowed {
            let groups = groups.iter().map(|share| (share.name.as_str(), share.can_edit));
            push_shares(&mut out, "groups_allowed", "name", groups);
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

fn push_shares<'a>(out: &mut String, member: &str, key: &str, shares: impl Iterator<Item = (&'a str, bool)>) {
    push_name(out, member);
    out.push('[');
    for (name, can_edit) in shares {
        out.push_str(if out.ends_with('[') { "{" } else { ",{" });
        push_name(out, key);
        quote(out, name);
        push_name(out, "can_edit");
        out.push_str(if can_edit { "true}" } else { "false}" });
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::API_SECRET;
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
        changes.users_allowed = Some(vec![
            UserShare { username: "u".into(), can_edit: true },
            UserShare { username: "v".into(), can_edit: false },
        ]);
        changes.groups_allowed = Some(vec![GroupShare { name: "g".into(), can_edit: false }]);
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
