//! With whom an item is shared.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::text::json::{Json, quote};

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

/// With whom an item is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// The users.
    pub users: Vec<Share>,
    /// The groups.
    pub groups: Vec<Share>,
    /// The names of the users and groups with whom it could not be shared, after `create` and `update`.
    pub failed: Vec<String>,
}

impl Shares {
    /// Reads the shares of an item.
    pub(super) fn read(entity: Json<'_>) -> Self {
        let mut failed = Vec::new();
        for share in entity.at("shared_error").items().unwrap_or_default() {
            let name = share.as_str().or_else(|| share.at("username").as_text());
            let name = name.or_else(|| share.at("name").as_text()).or_else(|| share.at("message").as_text());
            if let Some(name) = name {
                failed.push(name.into_owned());
            }
        }
        Self { users: read(entity, ShareTarget::Users), groups: read(entity, ShareTarget::Groups), failed }
    }

    /// Adds the shares to an item as JavaScript has it.
    pub(super) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for (of, shares) in [(ShareTarget::Users, &self.users), (ShareTarget::Groups, &self.groups)] {
            let shares: Vec<_> = shares.iter().map(|share| ShareObject { key: of.key(), share }).collect();
            map.serialize_entry(of.name(), &shares)?;
        }
        map.serialize_entry("sharedError", &self.failed)
    }
}

/// Of users too, `get` answers `name` where `create` and `update` answer `username`.
fn read(entity: Json<'_>, of: ShareTarget) -> Vec<Share> {
    let mut shares = Vec::new();
    for share in entity.at(of.wire()).items().unwrap_or_default() {
        if let Some(name) = share.at("username").as_text().or_else(|| share.at("name").as_text()) {
            let can_edit = share.at("can_edit").as_bool().unwrap_or(false);
            shares.push(Share { name: name.into_owned(), can_edit });
        }
    }
    shares
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

/// Whom to share an item with. An empty list removes the shares; `None` leaves them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShareChanges {
    /// The users.
    pub users: Option<Vec<Share>>,
    /// The groups.
    pub groups: Option<Vec<Share>>,
}

impl ShareChanges {
    pub(super) const fn is_empty(&self) -> bool {
        self.users.is_none() && self.groups.is_none()
    }

    /// Appends the members to the JSON body of a request.
    pub(super) fn push_json(&self, out: &mut String) {
        for (of, shares) in [(ShareTarget::Users, &self.users), (ShareTarget::Groups, &self.groups)] {
            if let Some(shares) = shares {
                push_shares(out, of, shares);
            }
        }
    }
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

/// Appends a member's name, behind a comma when it is not the first.
pub(super) fn push_name(out: &mut String, name: &str) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
    quote(out, name);
    out.push(':');
}
