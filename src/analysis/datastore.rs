//! Shared datastores (R12): who reads and who writes what. Never takes unknown access for writing.

use crate::architecture::{Access, Architecture, InteractionId, InteractionKind, ServiceId, ServiceKind};

/// One datastore and the services that use it directly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedDatastore {
    /// The datastore.
    pub datastore: ServiceId,
    /// Its users, by service; each once.
    pub users: Vec<DatastoreUser>,
}

/// One service's use of a datastore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatastoreUser {
    /// The service.
    pub service: ServiceId,
    /// The strongest access among its interactions.
    pub access: UserAccess,
    /// Its interactions with the datastore.
    pub interactions: Vec<InteractionId>,
}

/// What a service does with a datastore, from weakest to strongest claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserAccess {
    /// Nothing says; counted as reading (R12, inputs).
    Unknown,
    /// It reads.
    Read,
    /// It writes.
    Write,
}

impl SharedDatastore {
    /// The services that write.
    pub fn writers(&self) -> impl Iterator<Item = ServiceId> + '_ {
        self.with(UserAccess::Write)
    }

    /// The services that read, as far as declared.
    pub fn readers(&self) -> impl Iterator<Item = ServiceId> + '_ {
        self.with(UserAccess::Read)
    }

    /// Whether some user's access is not declared, so that there may be more writers.
    pub fn has_unknown_access(&self) -> bool {
        self.users.iter().any(|user| user.access == UserAccess::Unknown)
    }

    fn with(&self, access: UserAccess) -> impl Iterator<Item = ServiceId> + '_ {
        self.users.iter().filter(move |user| user.access == access).map(|user| user.service)
    }
}

/// All datastores that at least one service uses, by datastore. The mode does not matter: the data is shared anyway.
pub(super) fn datastores(architecture: &Architecture) -> Vec<SharedDatastore> {
    let uses = architecture.interaction_ids().filter_map(|id| {
        let interaction = architecture.interaction(id);
        let is_store = architecture.service(interaction.to).kind() == ServiceKind::Datastore;
        is_store.then_some((interaction.to, interaction.from, id))
    });
    let mut uses = uses.collect::<Vec<_>>();
    uses.sort_unstable();
    let user = |group: &[(ServiceId, ServiceId, InteractionId)]| DatastoreUser {
        service: group[0].1,
        access: group.iter().map(|(.., id)| access(architecture, *id)).max().unwrap_or(UserAccess::Unknown),
        interactions: group.iter().map(|(.., id)| *id).collect(),
    };
    let stores = uses.chunk_by(|one, other| one.0 == other.0).map(|group| SharedDatastore {
        datastore: group[0].0,
        users: group.chunk_by(|one, other| one.1 == other.1).map(user).collect(),
    });
    stores.collect()
}

fn access(architecture: &Architecture, id: InteractionId) -> UserAccess {
    let declared = &architecture.interaction(id).declared;
    match (declared.access.map(|access| access.value), declared.kind.map(|kind| kind.value)) {
        (Some(Access::Write), _) | (None, Some(InteractionKind::Command)) => UserAccess::Write,
        (Some(Access::Read), _) | (None, Some(InteractionKind::Query)) => UserAccess::Read,
        (None, Some(InteractionKind::Event) | None) => UserAccess::Unknown,
    }
}
