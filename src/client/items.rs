//! The operations on items of one kind.

use std::fmt;
use std::marker::PhantomData;

use super::admission::CallHooks;
use super::call_options::{CallOptions, SwitchOptions};
use super::client::Client;
use super::state_change::StateChange;
use crate::api::operations::{Create, Get, IsActive, List, Look, Update};
use crate::api::{Action, ApiSecrets, Identifier, ItemKind, Notes, Passwords};
#[cfg(doc)]
use crate::error::Code;
use crate::error::Error;
use crate::http::{Clock, Transport};

/// The items of one kind: see [`Client::api_secrets`], [`Client::passwords`] and [`Client::notes`].
///
/// ```
/// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Transport};
/// # use mysafe_wasm::PasswordFilter;
/// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
/// let filter = PasswordFilter { username: Some("ana".into()), ..PasswordFilter::default() };
/// for password in client.passwords().list(filter, CallOptions::default()).await? {
///     println!("{} {}", password.identifier, password.url);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Items<'a, K, T, C> {
    pub(crate) client: &'a Client<T, C>,
    kind: PhantomData<K>,
}

impl<K: ItemKind, T, C> fmt::Debug for Items<'_, K, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("kind", K::KIND).field("client", self.client).finish()
    }
}

impl<'a, K: ItemKind, T: Transport + 'static, C: Clock + 'static> Items<'a, K, T, C> {
    pub(super) const fn new(client: &'a Client<T, C>) -> Self {
        Self { client, kind: PhantomData }
    }

    /// Switches an item on.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let change = client.notes().activate(&Identifier::new("43")?, CallOptions::default()).await?;
    /// assert!(change.active);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the item is not known to be on: see [`Code`].
    pub async fn activate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.switch(Action::Activate, identifier, options.into()).await
    }

    /// Switches an item off.
    ///
    /// ```
    /// # use mysafe_wasm::{Client, Clock, Error, Identifier, Transport, SwitchOptions};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let options = SwitchOptions { verify: true, ..SwitchOptions::default() };
    /// let change = client.passwords().deactivate(&Identifier::new("43")?, options).await?;
    /// assert!(!change.active && change.verified);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the item is not known to be off: see [`Code`].
    pub async fn deactivate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.switch(Action::Deactivate, identifier, options.into()).await
    }

    async fn switch(
        &self,
        action: Action,
        identifier: &Identifier,
        options: SwitchOptions,
    ) -> Result<StateChange, Error> {
        self.client.switch(K::KIND, action, identifier, &options, CallHooks::default()).await
    }

    /// Lists the items that the access key's user can see.
    ///
    /// ```
    /// # use mysafe_wasm::{ApiSecretFilter, CallOptions, Client, Clock, Error, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let filter = ApiSecretFilter { tag: Some("payments".into()), ..ApiSecretFilter::default() };
    /// for secret in client.api_secrets().list(filter, CallOptions::default()).await? {
    ///     println!("{} {}", secret.identifier, secret.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn list(&self, filter: K::Filter, options: CallOptions) -> Result<Vec<K::Summary>, Error> {
        self.client.execute(&List::summaries(K::KIND, filter.into()), &options, CallHooks::default()).await
    }

    /// Shows an item with the values that it stores. An inactive one is not shown: `INACTIVE`.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let shown = client.passwords().get(&Identifier::new("43")?, CallOptions::default()).await?;
    /// let password = shown.password.as_ref().map(|password| password.expose());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn get(&self, identifier: &Identifier, options: CallOptions) -> Result<K::Item, Error> {
        let get = Get { kind: K::KIND, identifier: identifier.clone() };
        self.client.execute(&get, &options, CallHooks::default()).await.map(Into::into)
    }

    /// Whether an item is active. The values that it stores are not kept.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let is_on = client.notes().is_active(&Identifier::new("43")?, CallOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Code`].
    pub async fn is_active(&self, identifier: &Identifier, options: CallOptions) -> Result<bool, Error> {
        let look = Look { kind: K::KIND, identifier: identifier.clone() };
        self.client.execute(&IsActive(look), &options, CallHooks::default()).await
    }

    /// Creates an item. It is not sent again after an answer that was lost, since there could be two then.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, NewNote, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let new = NewNote { name: "Door".into(), note: "2580".into(), ..NewNote::default() };
    /// let note = client.notes().create(new, CallOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, with nothing sent, when a field is missing or too long; others: see [`Code`].
    pub async fn create(&self, new: K::New, options: CallOptions) -> Result<K::Item, Error> {
        let create = Create { kind: K::KIND, fields: new.into() };
        self.client.execute(&create, &options, CallHooks::default()).await.map(Into::into)
    }

    /// Changes an item: the fields given, and no others.
    ///
    /// ```
    /// # use mysafe_wasm::{CallOptions, Client, Clock, Error, Identifier, PasswordChanges, Transport};
    /// # async fn example<T: Transport + 'static, C: Clock + 'static>(client: &Client<T, C>) -> Result<(), Error> {
    /// let changes = PasswordChanges { password: Some("a new value".into()), ..PasswordChanges::default() };
    /// client.passwords().update(&Identifier::new("43")?, changes, CallOptions::default()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_ARGUMENT`, with nothing sent, when nothing is given or a field is too long; others: see [`Code`].
    pub async fn update(
        &self,
        identifier: &Identifier,
        changes: K::Changes,
        options: CallOptions,
    ) -> Result<K::Item, Error> {
        let update = Update { kind: K::KIND, identifier: identifier.clone(), changes: changes.into() };
        self.client.execute(&update, &options, CallHooks::default()).await.map(Into::into)
    }
}

/// The items of each kind. The operations of the client itself are on API secrets.
impl<T: Transport + 'static, C: Clock + 'static> Client<T, C> {
    /// The API secrets.
    #[must_use]
    pub const fn api_secrets(&self) -> Items<'_, ApiSecrets, T, C> {
        Items::new(self)
    }

    /// The passwords.
    #[must_use]
    pub const fn passwords(&self) -> Items<'_, Passwords, T, C> {
        Items::new(self)
    }

    /// The notes.
    #[must_use]
    pub const fn notes(&self) -> Items<'_, Notes, T, C> {
        Items::new(self)
    }

    /// As [`Items::activate`] of [`api_secrets`](Self::api_secrets).
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn activate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.api_secrets().activate(identifier, options).await
    }

    /// As [`Items::deactivate`] of [`api_secrets`](Self::api_secrets).
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn deactivate(
        &self,
        identifier: &Identifier,
        options: impl Into<SwitchOptions>,
    ) -> Result<StateChange, Error> {
        self.api_secrets().deactivate(identifier, options).await
    }
}

#[cfg(test)]
#[path = "items_tests.rs"]
mod tests;
