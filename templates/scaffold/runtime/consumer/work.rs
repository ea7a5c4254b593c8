//! What a handler is given beside the message. Never lets an effect be committed without the record of its message.

use super::super::queue::Message;
use super::super::store::{Store, StoreError, Transaction};
use super::record;

/// The handling of one message, this time.
#[derive(Debug)]
pub struct Work {
    store: Store,
    channel: String,
    id: String,
    attempt: u32,
    last: bool,
    /// The record has been committed before the handling.
    recorded: bool,
    transaction: Option<Transaction>,
    duplicate: bool,
}

impl Work {
    pub(super) fn new(store: &Store, message: &Message, attempt: u32, last: bool) -> Self {
        Self {
            store: store.clone(),
            channel: message.channel.clone(),
            id: message.id.clone(),
            attempt,
            last,
            recorded: false,
            transaction: None,
            duplicate: false,
        }
    }

    /// The same for a message whose record is committed already.
    pub(super) fn recorded(self) -> Self {
        Self {
            recorded: true,
            ..self
        }
    }

    /// The transaction in which the message's record is written: what is written in it happens exactly once. The second
    /// call gives the same one. It is committed after the handler has returned `Ok`, so wait for others before you
    /// begin, not after.
    ///
    /// # Errors
    /// The database refuses, or somebody else has handled the message meanwhile; return either with `?`.
    pub async fn begin(&mut self) -> Result<&mut Transaction, StoreError> {
        let transaction = match self.transaction.take() {
            Some(transaction) => transaction,
            None => self.open().await?,
        };
        Ok(self.transaction.insert(transaction))
    }

    async fn open(&mut self) -> Result<Transaction, StoreError> {
        let mut transaction = self.store.begin().await?;
        if !self.recorded {
            let fresh = record::processed(&self.store, &mut transaction, &self.channel, &self.id);
            if !fresh.await? {
                self.duplicate = true;
                return Err(StoreError::AlreadyProcessed);
            }
        }
        Ok(transaction)
    }

    /// Takes back what was written; the next [`Work::begin`] begins anew.
    ///
    /// # Errors
    /// The database does not answer; it takes the changes back by itself.
    pub async fn rollback(&mut self) -> Result<(), StoreError> {
        match self.transaction.take() {
            Some(transaction) => transaction.rollback().await,
            None => Ok(()),
        }
    }

    /// The message's identifier, the same at each attempt: an idempotency key for calls to others.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The channel on which the message came.
    pub fn channel(&self) -> &str {
        &self.channel
    }

    /// Which attempt this is; 1 is the first.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// A failure of this attempt makes the message a dead letter.
    pub fn is_last_attempt(&self) -> bool {
        self.last
    }

    pub(super) fn is_duplicate(&self) -> bool {
        self.duplicate
    }

    /// Makes what was written happen, and the record with it.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        if self.recorded && self.transaction.is_none() {
            return Ok(());
        }
        self.begin().await?;
        match self.transaction.take() {
            Some(transaction) => transaction.commit().await,
            None => Ok(()),
        }
    }
}
