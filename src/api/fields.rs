//! What to write of an item.

use super::kind::{Field, Kind};
use super::share::{ShareChanges, push_name};
use crate::error::Error;
use crate::sensitive::Sensitive;
use crate::text::json::quote;

/// What to write of an item: the texts that are given, and whom to share it with.
#[derive(Clone, Debug)]
pub struct Fields {
    texts: Vec<(&'static Field, Sensitive)>,
    shares: ShareChanges,
}

impl Fields {
    pub(crate) const fn new(shares: ShareChanges) -> Self {
        Self { texts: Vec::new(), shares }
    }

    /// Sets a text, if it is given.
    pub(crate) fn with(mut self, field: &'static Field, text: Option<impl Into<Sensitive>>) -> Self {
        if let Some(text) = text {
            self.texts.push((field, text.into()));
        }
        self
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
        self.check_lengths()
    }

    /// Rejects an update without a change.
    pub(crate) fn check_update(&self) -> Result<(), Error> {
        if self.texts.is_empty() && self.shares.is_empty() {
            return Err(Error::invalid_argument("nothing to change was given."));
        }
        self.check_lengths()
    }

    fn check_lengths(&self) -> Result<(), Error> {
        for (Field { name, limit, .. }, text) in &self.texts {
            // MySafe counts code points, as `char` does.
            let length = text.expose().chars().count();
            if length > *limit {
                let problem = format!("{name} has {length} characters (code points): MySafe takes at most {limit}.");
                return Err(Error::invalid_argument(problem));
            }
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
        self.shares.push_json(&mut out);
        out.push('}');
        Sensitive::new(out)
    }
}
