//! Notes: a secret text.
//!
//! Source: "Notes" of the MySafe API documentation, v3-32, v3-33 and v4.

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
const NOTE_TEXT: Field = Field::new("note", "note").required().secret().at_most(900);
const TAGS: Field = Field::new("tags", "tags");

/// Notes.
pub(crate) static NOTE: Kind = Kind {
    name: "note",
    title: "note",
    collection: Some("notes"),
    path: "/api/mysafe/note",
    list_member: "note_on_list",
    get_member: "note_entity",
    write_member: "note_entity",
    fields: &[NAME, NOTE_TEXT, TAGS],
    columns: &["identifier", "name", "tags"],
    filters: &[("tag", "tag"), ("name", "name")],
    activated: &[("note successfully activated", Reply::Done), ("note has already been activated", Reply::Already)],
    deactivated: &[
        ("note successfully deactivated", Reply::Done),
        ("note has already been deactivated", Reply::Already),
    ],
};

/// The kind of notes.
#[derive(Clone, Copy, Debug)]
pub struct Notes;

impl ItemKind for Notes {
    type Item = Note;
    type Summary = NoteSummary;
    type New = NewNote;
    type Changes = NoteChanges;
    type Filter = NoteFilter;
    const KIND: &'static Kind = &NOTE;
}

/// A note. What the answer does not hold is `None`: those to `create` and `update` hold no text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The name that a user chose.
    pub name: Option<String>,
    /// The stored text.
    pub note: Option<Sensitive>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// With whom it is shared.
    pub shares: Shares,
}

impl From<Record> for Note {
    fn from(record: Record) -> Self {
        Self {
            name: record.text(&NAME),
            note: record.secret(&NOTE_TEXT),
            tags: record.text(&TAGS),
            identifier: record.identifier,
            shares: record.shares,
        }
    }
}

/// A note in a list. It does not say whether the note is active.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoteSummary {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The name that a user chose.
    pub name: String,
    /// Its tags, as one text.
    pub tags: String,
    /// What the access key's user may do with it.
    #[serde(flatten)]
    pub permissions: Permissions,
}

impl From<Entry<'_>> for NoteSummary {
    fn from(entry: Entry<'_>) -> Self {
        let [identifier, name, tags, ..] = entry.texts();
        Self { identifier, name, tags, permissions: entry.permissions() }
    }
}

/// A new note.
#[derive(Clone, Debug, Default)]
pub struct NewNote {
    /// Its name.
    pub name: String,
    /// The text to store: at most 900 characters, counted as code points.
    pub note: Sensitive,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// Whom to share it with.
    pub shares: ShareChanges,
}

impl From<NewNote> for Fields {
    fn from(NewNote { name, note, tags, shares }: NewNote) -> Self {
        NoteChanges { name: Some(name), note: Some(note), tags, shares }.into()
    }
}

/// Changes of a note: the fields given, and no others.
#[derive(Clone, Debug, Default)]
pub struct NoteChanges {
    /// Its name.
    pub name: Option<String>,
    /// The text to store: at most 900 characters, counted as code points.
    pub note: Option<Sensitive>,
    /// Its tags, as one text.
    pub tags: Option<String>,
    /// Whom to share it with.
    pub shares: ShareChanges,
}

impl From<NoteChanges> for Fields {
    fn from(NoteChanges { name, note, tags, shares }: NoteChanges) -> Self {
        Self::new(shares).with(&NAME, name).with(&NOTE_TEXT, note).with(&TAGS, tags)
    }
}

/// Which notes to list. A filter that is left out lets all pass.
#[derive(Clone, Debug, Default)]
pub struct NoteFilter {
    /// A tag that they have.
    pub tag: Option<String>,
    /// Their name.
    pub name: Option<String>,
}

impl From<NoteFilter> for Query {
    fn from(NoteFilter { tag, name }: NoteFilter) -> Self {
        Self::of(&NOTE, [tag, name])
    }
}
