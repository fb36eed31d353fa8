//! Passwords: a user name and a password, and perhaps the seed of one-time codes.
//!
//! Source: "Passwords" of the MySafe API documentation, v3-32, v3-33 and v4.

use serde::Serialize;

use super::fields::Fields;
use super::filter::Query;
use super::item_kind::ItemKind;
use super::kind::{Field, Kind};
use super::record::Record;
use super::sentence::Reply;
use super::share::{ShareChanges, Shares};
use super::summary::{Entry, Permissions};
use crate::sensitive::Sensitive;

const NAME: Field = Field::new("name", "name").required();
const URL: Field = Field::new("url", "url");
const USERNAME: Field = Field::new("username", "username").required();
const PASSWORD_TEXT: Field = Field::new("password", "password").required().secret();
const SECRET_KEY: Field = Field::new("secret_key", "secretKey").secret();
/// One page of the documentation shows it as a number. A code has at least six digits (RFC 4226 section 5.3), so a shorter
/// number has lost zeros.
const TOTP: Field = Field::new("token", "totp").read_only().secret().at_least_digits(6);
/// The answers to `create` and `update` have it as `note`.
const NOTES: Field = Field::new("notes", "notes").or("note");
const TAGS: Field = Field::new("tags", "tags");

/// Passwords.
pub(crate) static PASSWORD: Kind = Kind {
    name: "password",
    title: "password",
    collection: Some("passwords"),
    path: "/api/mysafe/password",
    list_member: "password_on_list",
    get_member: "password_entity",
    write_member: "password_entity",
    fields: &[NAME, URL, USERNAME, PASSWORD_TEXT, SECRET_KEY, TOTP, NOTES, TAGS],
    columns: &["identifier", "name", "url", "username", "tags"],
    filters: &[("tag", "tag"), ("name", "name"), ("username", "username"), ("url", "url")],
    activated: &[
        ("password successfully activated", Reply::Done),
        ("password has already been activated", Reply::Already),
    ],
    deactivated: &[
        ("password successfully deactivated", Reply::Done),
        ("password has already been deactivated", Reply::Already),
    ],
};

/// The kind of passwords.
#[derive(Clone, Copy, Debug)]
pub struct Passwords;

impl ItemKind for Passwords {
    type Item = Password;
    type Summary = PasswordSummary;
    type New = NewPassword;
    type Changes = PasswordChanges;
    type Filter = PasswordFilter;
    const KIND: &'static Kind = &PASSWORD;
}

/// A password. What the answer does not hold is `None`: those to `create` and `update` hold no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Password {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The name that a user chose.
    pub name: Option<String>,
    /// The URL of the site that it is for.
    pub url: Option<String>,
    /// The user name that belongs to it.
    pub username: Option<String>,
    /// The stored password.
    pub password: Option<Sensitive>,
    /// The seed of its one-time codes, in Base32 (RFC 4648 section 6).
    pub secret_key: Option<Sensitive>,
    /// The one-time code of the moment (TOTP, RFC 6238).
    pub totp: Option<Sensitive>,
    /// The notes of its users.
    pub notes: Option<String>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// With whom it is shared.
    pub shares: Shares,
}

impl From<Record> for Password {
    fn from(record: Record) -> Self {
        Self {
            name: record.text(&NAME),
            url: record.text(&URL),
            username: record.text(&USERNAME),
            password: record.secret(&PASSWORD_TEXT),
            secret_key: record.secret(&SECRET_KEY),
            totp: record.secret(&TOTP),
            notes: record.text(&NOTES),
            tags: record.text(&TAGS),
            identifier: record.identifier,
            shares: record.shares,
        }
    }
}

/// A password in a list. It does not say whether the password is active.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PasswordSummary {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The name that a user chose.
    pub name: String,
    /// The URL of the site that it is for.
    pub url: String,
    /// The user name that belongs to it.
    pub username: String,
    /// Its tags, as one text.
    pub tags: String,
    /// What the access key's user may do with it.
    #[serde(flatten)]
    pub permissions: Permissions,
}

impl From<Entry<'_>> for PasswordSummary {
    fn from(entry: Entry<'_>) -> Self {
        let [identifier, name, url, username, tags] = entry.texts();
        Self { identifier, name, url, username, tags, permissions: entry.permissions() }
    }
}

/// A new password.
#[derive(Clone, Debug, Default)]
pub struct NewPassword {
    /// Its name.
    pub name: String,
    /// The user name that belongs to it.
    pub username: String,
    /// The password to store.
    pub password: Sensitive,
    /// The URL of the site that it is for.
    pub url: Option<String>,
    /// The seed of its one-time codes, in Base32.
    pub secret_key: Option<Sensitive>,
    /// Notes for its users.
    pub notes: Option<String>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// Whom to share it with.
    pub shares: ShareChanges,
}

impl From<NewPassword> for Fields {
    fn from(new: NewPassword) -> Self {
        let (name, username, password) = (Some(new.name), Some(new.username), Some(new.password));
        let NewPassword { url, secret_key, notes, tags, shares, .. } = new;
        PasswordChanges { name, username, password, url, secret_key, notes, tags, shares }.into()
    }
}

/// Changes of a password: the fields given, and no others.
#[derive(Clone, Debug, Default)]
pub struct PasswordChanges {
    /// Its name.
    pub name: Option<String>,
    /// The user name that belongs to it.
    pub username: Option<String>,
    /// The password to store.
    pub password: Option<Sensitive>,
    /// The URL of the site that it is for.
    pub url: Option<String>,
    /// The seed of its one-time codes, in Base32.
    pub secret_key: Option<Sensitive>,
    /// Notes for its users.
    pub notes: Option<String>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// Whom to share it with.
    pub shares: ShareChanges,
}

impl From<PasswordChanges> for Fields {
    fn from(changes: PasswordChanges) -> Self {
        Self::new(changes.shares)
            .with(&NAME, changes.name)
            .with(&URL, changes.url)
            .with(&USERNAME, changes.username)
            .with(&PASSWORD_TEXT, changes.password)
            .with(&SECRET_KEY, changes.secret_key)
            .with(&NOTES, changes.notes)
            .with(&TAGS, changes.tags)
    }
}

/// Which passwords to list. A filter that is left out lets all pass.
#[derive(Clone, Debug, Default)]
pub struct PasswordFilter {
    /// A tag that they have.
    pub tag: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// The user name that belongs to them.
    pub username: Option<String>,
    /// The URL of the site that they are for.
    pub url: Option<String>,
}

impl From<PasswordFilter> for Query {
    fn from(PasswordFilter { tag, name, username, url }: PasswordFilter) -> Self {
        Self::of(&PASSWORD, [tag, name, username, url])
    }
}
