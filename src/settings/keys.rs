//! Every setting in one place: its name, what it takes and what it means. Never reads a file.
//!
//! The reader accepts exactly these; the manual and the editor's schema are written from them.

use crate::architecture::keys::Key;

/// How a setting is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One of the words in `takes`.
    Word,
    /// The path of a file.
    File,
    /// A path or a list of paths.
    Files,
    /// A name or a list of names.
    Names,
    /// One or several of the words in `takes`, each alone or with `=FILE`.
    Targets,
}

/// A setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its full name; what follows the dot stands in the table before it.
    pub name: &'static str,
    /// How it is written.
    pub form: Form,
    /// What its value looks like.
    pub takes: &'static str,
    /// What holds where nobody sets it.
    pub default: Option<&'static str>,
    /// What it means, in one line.
    pub means: &'static str,
}

const fn setting(
    name: &'static str,
    form: Form,
    takes: &'static str,
    default: Option<&'static str>,
    means: &'static str,
) -> Setting {
    Setting { name, form, takes, default, means }
}

/// All settings but [`EXTENDS`] and [`SEVERITY`], by name.
pub const SETTINGS: &[Setting] = &[
    setting(
        "lint.baseline",
        Form::File,
        "file",
        None,
        "hide the findings that this file lists, as `--baseline` does",
    ),
    setting(
        "lint.fail-on",
        Form::Word,
        "error | warning | info | never",
        Some("error"),
        "from which severity findings fail, as `--fail-on`",
    ),
    setting(
        "lint.format",
        Form::Targets,
        "full | concise | json | sarif | junit | github | gitlab | markdown",
        Some("full"),
        "forms of the findings, each alone or with its file such as `sarif=out.sarif`, as `--format`",
    ),
    setting(
        "lint.ignore",
        Form::Names,
        "list of rules and groups",
        None,
        "what not to report, as `--ignore`",
    ),
    setting(
        "lint.min-confidence",
        Form::Word,
        "measured | declared | imported | derived | defaulted",
        None,
        "hide findings that rest on something weaker, as `--min-confidence`",
    ),
    setting(
        "lint.select",
        Form::Names,
        "list of rules and groups",
        None,
        "what to report, all where it is not set, as `--select`",
    ),
    setting(
        PATHS,
        Form::Files,
        "list of files and folders",
        None,
        "the architecture, where a command names no PATH",
    ),
    setting(RULES, Form::Files, "list of folders", None, "further rules, as `--rules`"),
];

/// The architecture.
pub const PATHS: &str = "paths";
/// Folders with rules.
pub const RULES: &str = "rules";
/// The table of `lint`.
pub const LINT: &str = "lint";
/// The table of severities in it.
pub const SEVERITY: Key = Key {
    name: "severity",
    takes: "table: RULE = error | warning | info | off",
    means: "severity of a check, where `[policy.severity]` of the architecture gives it none",
};
/// Further files of settings.
pub const EXTENDS: Key = Key {
    name: "extends",
    takes: "list of files",
    means: "settings to start from; of several files the later wins, and this one over all of them",
};
/// Words of severities.
pub const SEVERITIES: [&str; 4] = ["error", "warning", "info", "off"];

impl Setting {
    /// The words that it takes, where it takes words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        let takes = matches!(self.form, Form::Word | Form::Targets).then_some(self.takes);
        takes.into_iter().flat_map(|takes| takes.split(" | "))
    }

    /// The key by which it stands in its table.
    pub fn key(&self) -> Key {
        let name = self.name.rsplit_once('.').map_or(self.name, |(_, key)| key);
        Key { name, takes: self.takes, means: self.means }
    }
}

/// The setting with this name.
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

/// Settings of a table: `lint`, or the top level where it is empty.
pub fn of_table(table: &str) -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(move |it| it.name.rsplit_once('.').map_or("", |(before, _)| before) == table)
}

/// The keys of a table: `lint`, or the top level where it is empty.
pub fn keys(table: &str) -> Vec<Key> {
    let mut keys: Vec<Key> = of_table(table).map(Setting::key).collect();
    match table {
        "" => keys.extend([EXTENDS, Key { name: LINT, takes: "table", means: "settings of `lint`" }]),
        _ => keys.push(SEVERITY),
    }
    keys.sort_by_key(|key| key.name);
    keys
}

/// Whether the values of several files add up instead of replacing each other.
pub(super) fn adds_up(name: &str) -> bool {
    name == RULES
}
