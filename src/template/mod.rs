//! Text from templates: the one door of the `minijinja` crate. Never knows what the text is about.
