//! Every key of rule files in one place, as `architecture::keys` has those of the language. Never reads a file.

use crate::architecture::keys::Key;

const fn key(name: &'static str, takes: &'static str, means: &'static str) -> Key {
    Key { name, takes, means }
}

/// Top level of a check.
pub const CHECK: &[Key] = &[
    key("class", "class", "how much it hurts; gives the severity"),
    key(
        "example",
        "[[example]] tables",
        "architectures that it reports, and near ones about which it is silent; run as tests",
    ),
    key("grade", "[[grade]] tables", "another class under further conditions; the first that holds"),
    key("id", "kebab-case", "the bad thing; reads well after \"allow\""),
    key("members", "fact or list", "facts that list who is concerned, by which a finding keeps its identity"),
    key("page", "[page] table", "the manual page"),
    key("say", "[say] table", "the words of a finding"),
    key("when", "[when] table", "what it looks at, and when it reports"),
];

/// `[[grade]]` of a check.
pub const GRADE: &[Key] =
    &[key("class", "class", "the class then"), key("when", "condition", "facts that must hold besides")];

/// `[say]` of a check.
pub const SAY: &[Key] = &[
    key("also", "fact or list", "facts whose places are shown besides"),
    key("at", "fact", "the fact whose place is shown first"),
    key("help", "template", "what to do"),
    key("label", "template", "stands beside the place"),
    key("note", "template", "why, where the title does not say it"),
    key("title", "template", "what is, lower case and without full stop; {{ fact }} is filled in"),
];

/// `[[example]]` of a check.
pub const CHECK_EXAMPLE: &[Key] = &[
    key("architecture", "text", "a whole architecture file"),
    key("cannot-assess", "list", "subjects that cannot be assessed"),
    key("class", "class", "the class of what is reported"),
    key("name", "text", "the situation in a few words"),
    key("reports", "list", "subjects that are reported; empty or left out: silent"),
];

/// `[page]` of a check and of a criterion.
pub const PAGE: &[Key] = &[
    key("drawbacks", "text", "where it misleads"),
    key("instead", "text", "what to do instead"),
    key("sources", "list", "publications and documentation"),
    key("what", "text", "what is looked at"),
    key("why", "text", "why it matters"),
];

/// Top level of a criterion.
pub const CRITERION: &[Key] = &[
    key("example", "[[example]] tables", "situations with the direction in which it pushes; run as tests"),
    key("fact", "fact", "the fact about interactions that it looks at"),
    key("further-questions", "table of texts", "questions for facts that only its vetoes look at"),
    key("group", "group", "the group whose weight it shares"),
    key("id", "kebab-case", "its name"),
    key("order", "count", "place in the order of criteria, which fixes the random stream"),
    key("page", "[page] table", "the manual page"),
    key("phrase", "[phrase] table", "what is gained, in a few words"),
    key(
        "prior",
        "table",
        "a probability per word, or `exponent` for a number: what is believed while the fact is unknown",
    ),
    key("question", "text", "as people are asked for the fact"),
    key("scale", "[scale] table", "the anchors of a number"),
    key("seed", "sync | async", "its side among the eight reasons of the framework"),
    key("silent", "[silent] table", "a value that speaks for no mode under a condition"),
    key("units", "number", "its share of the group's weight, relative to the others; 1 where left out"),
    key(
        "utility",
        "table of utilities",
        "how well each mode does, from -1 to 1, for each value or at `low` and `high`",
    ),
    key("values", "list of words", "the values from most sync to most async"),
    key("veto", "[[veto]] tables", "conditions under which modes are impossible"),
    key("words", "table of texts", "what a value means, for whoever is asked"),
];

/// `[phrase]` of a criterion.
pub const PHRASE: &[Key] =
    &[key("async", "text", "where it speaks for async"), key("sync", "text", "where it speaks for sync")];

/// `[scale]` of a criterion.
pub const SCALE: &[Key] = &[
    key("high", "quantity", "the upper anchor"),
    key("least", "quantity", "the smallest value that makes sense"),
    key("low", "quantity", "the lower anchor"),
    key("most", "quantity", "the largest value that makes sense"),
    key("steps", "linear | logarithmic", "how positions between the anchors are taken"),
];

/// `[silent]` of a criterion.
pub const SILENT: &[Key] = &[
    key("value", "word", "the value that says nothing"),
    key("while", "condition", "one fact with its word"),
];

/// A utility.
pub const UTILITY: &[Key] = &[
    key("async", "utility", "of a message"),
    key("hybrid", "utility", "of a split"),
    key("sync", "utility", "of a call"),
];

/// `[[veto]]` of a criterion.
pub const VETO: &[Key] = &[
    key("assumes", "text", "what is taken for granted while it is undecided, as the end of \"assumes that\""),
    key("blocks", "mode or list", "the modes it rules out"),
    key("id", "kebab-case", "its name"),
    key("reason", "text", "why the mode is impossible then"),
    key("relaxation", "text", "what would lift it"),
    key("when", "condition", "when it holds"),
];

/// `[[example]]` of a criterion.
pub const CRITERION_EXAMPLE: &[Key] = &[
    key("facts", "condition", "the value of the criterion's fact"),
    key("favours", "sync | async | neither", "the mode that gains"),
    key("title", "text", "the situation in a few words"),
];
