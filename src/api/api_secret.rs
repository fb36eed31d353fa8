//! API secrets: a client id and client secret that are used against some other API.
//!
//! Source: "API secrets" of the MySafe API documentation, v3-32, v3-33 and v4.

use super::kind::{Field, Kind};
use super::sentence::{Reply, Sentences};

/// API secrets.
pub(crate) static API_SECRET: Kind = Kind {
    title: "API secret",
    path: "/api/mysafe/secretapi",
    list_member: "api_secret_on_list",
    get_member: "api_secret_entity",
    write_member: "api_entity",
    fields: &[
        Field::new("name", "name").required(),
        Field::new("url", "url").required(),
        Field::new("client_id", "clientId").required(),
        Field::new("client_secret", "clientSecret").secret(),
        Field::new("identifier_code", "identifierCode"),
        Field::new("tags", "tags"),
        Field::new("notes", "notes"),
        Field::new("method", "method"),
    ],
    activated: ACTIVATED,
    deactivated: DEACTIVATED,
};

const ACTIVATED: Sentences =
    &[("api secret activated successfully", Reply::Done), ("api secret has already been activated", Reply::Already)];
const DEACTIVATED: Sentences = &[
    ("api secret successfully deactivated", Reply::Done),
    ("api secret has already been deactivated", Reply::Already),
];
