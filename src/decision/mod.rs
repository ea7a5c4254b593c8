//! Decisions: sync, async or hybrid for every interaction, and why. Never prints.
