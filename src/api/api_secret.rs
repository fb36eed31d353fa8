//! API secrets: a client id and client secret that are used against some other API.
//!
//! Source: "API secrets" of the MySafe API documentation, v3-32, v3-33 and v4.

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
const URL: Field = Field::new("url", "url").required();
const CLIENT_ID: Field = Field::new("client_id", "clientId").required();
const CLIENT_SECRET: Field = Field::new("client_secret", "clientSecret").secret();
const IDENTIFIER_CODE: Field = Field::new("identifier_code", "identifierCode");
const TAGS: Field = Field::new("tags", "tags");
const NOTES: Field = Field::new("notes", "notes");
const METHOD: Field = Field::new("method", "method");

/// API secrets.
pub(crate) static API_SECRET: Kind = Kind {
    name: "apiSecret",
    title: "API secret",
    collection: None,
    path: "/api/mysafe/secretapi",
    list_member: "api_secret_on_list",
    get_member: "api_secret_entity",
    write_member: "api_entity",
    fields: &[NAME, URL, CLIENT_ID, CLIENT_SECRET, IDENTIFIER_CODE, TAGS, NOTES, METHOD],
    columns: &["identifier", "name"],
    filters: &[("tag", "tag"), ("identifier_code", "identifierCode")],
    activated: &[
        ("api secret activated successfully", Reply::Done),
        ("api secret has already been activated", Reply::Already),
    ],
    deactivated: &[
        ("api secret successfully deactivated", Reply::Done),
        ("api secret has already been deactivated", Reply::Already),
    ],
};

/// The kind of API secrets.
#[derive(Clone, Copy, Debug)]
pub struct ApiSecrets;

impl ItemKind for ApiSecrets {
    type Item = ApiSecret;
    type Summary = ApiSecretSummary;
    type New = NewApiSecret;
    type Changes = ApiSecretChanges;
    type Filter = ApiSecretFilter;
    const KIND: &'static Kind = &API_SECRET;
}

/// An API secret. What the answer does not hold is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiSecret {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The name that a user chose.
    pub name: Option<String>,
    /// The URL of the API that it is for.
    pub url: Option<String>,
    /// The client id that belongs to it.
    pub client_id: Option<String>,
    /// The stored secret.
    pub client_secret: Option<Sensitive>,
    /// The code that a user chose.
    pub identifier_code: Option<String>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// The notes of its users.
    pub notes: Option<String>,
    /// The HTTP method that it is for.
    pub method: Option<String>,
    /// With whom it is shared.
    pub shares: Shares,
}

impl From<Record> for ApiSecret {
    fn from(record: Record) -> Self {
        Self {
            name: record.text(&NAME),
            url: record.text(&URL),
            client_id: record.text(&CLIENT_ID),
            client_secret: record.secret(&CLIENT_SECRET),
            identifier_code: record.text(&IDENTIFIER_CODE),
            tags: record.text(&TAGS),
            notes: record.text(&NOTES),
            method: record.text(&METHOD),
            identifier: record.identifier,
            shares: record.shares,
        }
    }
}

/// An API secret in a list. It does not say whether the secret is active.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ApiSecretSummary {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The name that a user chose.
    pub name: String,
    /// What the access key's user may do with it.
    #[serde(flatten)]
    pub permissions: Permissions,
}

impl From<Entry<'_>> for ApiSecretSummary {
    fn from(entry: Entry<'_>) -> Self {
        let [identifier, name, ..] = entry.texts();
        Self { identifier, name, permissions: entry.permissions() }
    }
}

/// A new API secret.
#[derive(Clone, Debug, Default)]
pub struct NewApiSecret {
    /// Its name.
    pub name: String,
    /// The URL of the API that it is for.
    pub url: String,
    /// The client id that belongs to it.
    pub client_id: String,
    /// The secret to store.
    pub client_secret: Option<Sensitive>,
    /// A code, unique among the user's secrets.
    pub identifier_code: Option<String>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// Notes for its users.
    pub notes: Option<String>,
    /// The HTTP method that it is for.
    pub method: Option<String>,
    /// Whom to share it with.
    pub shares: ShareChanges,
}

impl From<NewApiSecret> for Fields {
    fn from(new: NewApiSecret) -> Self {
        let [name, url, client_id] = [new.name, new.url, new.client_id].map(Some);
        let NewApiSecret { client_secret, identifier_code, tags, notes, method, shares, .. } = new;
        ApiSecretChanges { name, url, client_id, client_secret, identifier_code, tags, notes, method, shares }.into()
    }
}

/// Changes of an API secret: the fields given, and no others.
#[derive(Clone, Debug, Default)]
pub struct ApiSecretChanges {
    /// Its name.
    pub name: Option<String>,
    /// The URL of the API that it is for.
    pub url: Option<String>,
    /// The client id that belongs to it.
    pub client_id: Option<String>,
    /// The secret to store.
    pub client_secret: Option<Sensitive>,
    /// A code, unique among the user's secrets.
    pub identifier_code: Option<String>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// Notes for its users.
    pub notes: Option<String>,
    /// The HTTP method that it is for.
    pub method: Option<String>,
    /// Whom to share it with.
    pub shares: ShareChanges,
}

impl From<ApiSecretChanges> for Fields {
    fn from(changes: ApiSecretChanges) -> Self {
        Self::new(changes.shares)
            .with(&NAME, changes.name)
            .with(&URL, changes.url)
            .with(&CLIENT_ID, changes.client_id)
            .with(&CLIENT_SECRET, changes.client_secret)
            .with(&IDENTIFIER_CODE, changes.identifier_code)
            .with(&TAGS, changes.tags)
            .with(&NOTES, changes.notes)
            .with(&METHOD, changes.method)
    }
}

/// Which API secrets to list. A filter that is left out lets all pass.
#[derive(Clone, Debug, Default)]
pub struct ApiSecretFilter {
    /// A tag that they have.
    pub tag: Option<String>,
    /// The code that a user chose.
    pub identifier_code: Option<String>,
}

impl From<ApiSecretFilter> for Query {
    fn from(ApiSecretFilter { tag, identifier_code }: ApiSecretFilter) -> Self {
        Self::of(&API_SECRET, [tag, identifier_code])
    }
}
