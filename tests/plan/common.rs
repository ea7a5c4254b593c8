//! Architectures from text, and the ends that tests look at.

use syncwise::architecture::{Architecture, InteractionId, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::plan::{Change, Costs, Remedy};
use syncwise::source::SourceMap;

pub(crate) fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}");
    architecture
}

pub(crate) fn named(architecture: &Architecture, id: &str) -> InteractionId {
    architecture.interaction_named(id).expect("the interaction is declared")
}

/// A change that costs what it costs without regret; what it does to the interaction follows from the remedy.
pub(crate) fn change(interaction: InteractionId, to: Remedy) -> Change {
    let change = Change::new(interaction, to, Costs::default().of(to, 0.0));
    let one = vec![interaction];
    match to {
        Remedy::Soft => Change { softens: one, ..change },
        Remedy::Batch => Change { batches: one, ..change },
        Remedy::Parallel => Change { together: one, ..change },
        Remedy::Hybrid | Remedy::Async | Remedy::Cache => Change { frees: one, ..change },
    }
}
