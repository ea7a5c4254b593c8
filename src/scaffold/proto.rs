//! The gRPC interface of a service: procedures, their messages and the file that declares them. Never depends on who
//! asks: the service and every caller of it get the same text.

use super::name::{Names, pascal};
use super::part::is_grpc;
use super::plan::{Plan, Shape};
use super::text::plain;
use crate::architecture::Interaction;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A procedure: what stands in the path of its requests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Procedure {
    /// With dots between its parts.
    pub(super) package: String,
    pub(super) service: String,
    pub(super) method: String,
}

/// The interface of one service.
#[derive(Debug, Clone)]
pub(super) struct Interface {
    /// The package of the messages; each part is a name that Rust takes as it is.
    pub(super) package: String,
    /// The stem of the names of request and response, per procedure.
    messages: BTreeMap<Procedure, String>,
    /// What the architecture calls each procedure.
    labels: BTreeMap<Procedure, BTreeSet<String>>,
    service: String,
}

impl Procedure {
    /// The procedure of an interaction with the service called `callee`: `hipstershop.CartService/GetCart` as it is, a
    /// bare `GetCart` as a method of a service named like the callee.
    pub(super) fn of(interaction: &Interaction, callee: &str) -> Self {
        let operation = interaction.declared.operation.as_ref().map_or(&interaction.id, |text| &text.value);
        let operation = operation.trim().trim_start_matches('/');
        let (place, method) = operation.rsplit_once('/').unwrap_or(("", operation));
        let (package, service) = place.rsplit_once('.').unwrap_or(("", place));
        let own = Names::default().snake(callee, "service");
        let parts = package.split('.').filter(|part| !part.trim().is_empty());
        let package: Vec<String> = parts.map(|part| word(part, "package")).collect();
        Self {
            package: if package.is_empty() { own.clone() } else { package.join(".") },
            service: if service.trim().is_empty() { pascal(&own) } else { title(service, "service") },
            method: title(method, "method"),
        }
    }
}

impl Interface {
    /// The interface of the planned service, as all interactions with it declare it; none where nobody uses gRPC.
    pub(super) fn of(plan: &Plan) -> Option<Self> {
        let mut labels: BTreeMap<Procedure, BTreeSet<String>> = BTreeMap::new();
        for id in &plan.incoming {
            if is_grpc(plan, *id) && plan.shape(*id) == Shape::Call {
                let label = super::plan::label(plan.interaction(*id));
                labels.entry(plan.procedure(*id)).or_default().insert(label);
            }
        }
        let first = labels.keys().next()?;
        let package = first.package.split('.').map(|part| Names::default().snake(part, "package"));
        let package = package.collect::<Vec<_>>().join(".");
        let mut names = Names::default();
        for procedure in labels.keys() {
            // A message must not be called like a service beside it.
            names.reserve(&procedure.service);
        }
        let mut stem = |procedure: &Procedure| names.stem(&procedure.method, "method");
        let stems: Vec<String> = labels.keys().map(&mut stem).collect();
        let messages = labels.keys().cloned().zip(stems).collect();
        Some(Self {
            package,
            messages,
            labels,
            service: plain(&plan.architecture.service(plan.service).name, 120),
        })
    }

    /// The names of the messages of a procedure: its request and its response.
    pub(super) fn messages(&self, procedure: &Procedure) -> (String, String) {
        let stem = self.messages.get(procedure).map_or(procedure.method.as_str(), String::as_str);
        (format!("{stem}Request"), format!("{stem}Response"))
    }

    /// One file per package: its name below the folder of the service, and its text.
    pub(super) fn definitions(&self, folder: &str) -> Vec<(String, String)> {
        let packages: BTreeSet<&str> = self.messages.keys().map(|one| one.package.as_str()).collect();
        let name =
            |at: usize| if at == 0 { "service.proto".into() } else { format!("service_{}.proto", at + 1) };
        let files = packages.iter().enumerate();
        files.map(|(at, package)| (name(at), self.definition(folder, package))).collect()
    }

    fn definition(&self, folder: &str, package: &str) -> String {
        let mut text = format!(
            "// What {} answers over gRPC. Follows the architecture; change nothing here by hand.\n\
             // The messages are yours: {folder}/messages.proto.\n\
             syntax = \"proto3\";\n\npackage {package};\n\nimport \"{folder}/messages.proto\";\n",
            self.service
        );
        let mut last = "";
        for procedure in self.messages.keys().filter(|one| one.package == package) {
            if procedure.service != last {
                text.push_str(if last.is_empty() { "" } else { "}\n" });
                writeln!(text, "\nservice {} {{", procedure.service).expect("a string takes text");
                last = &procedure.service;
            }
            let labels = self.labels[procedure].iter().map(|label| plain(label, 120));
            let (request, response) = self.messages(procedure);
            let (method, of) = (&procedure.method, &self.package);
            writeln!(
                text,
                "  // {}\n  rpc {method}(.{of}.{request}) returns (.{of}.{response});",
                labels.collect::<Vec<_>>().join(", ")
            )
            .expect("a string takes text");
        }
        text + "}\n"
    }

    /// The placeholders, for the developer to fill in.
    pub(super) fn placeholders(&self) -> String {
        let mut text = format!(
            "// What {} takes and gives over gRPC. Yours: written once, never overwritten; give each message its fields.\n\
             syntax = \"proto3\";\n\npackage {};\n",
            self.service, self.package
        );
        for procedure in self.messages.keys() {
            let (request, response) = self.messages(procedure);
            write!(text, "\nmessage {request} {{}}\n\nmessage {response} {{}}\n")
                .expect("a string takes text");
        }
        text
    }
}

/// Words that a definition uses itself.
const KEYWORDS: &[&str] = &[
    "bool",
    "bytes",
    "double",
    "edition",
    "enum",
    "export",
    "extend",
    "extensions",
    "false",
    "fixed32",
    "fixed64",
    "float",
    "group",
    "import",
    "inf",
    "int32",
    "int64",
    "local",
    "map",
    "max",
    "message",
    "nan",
    "oneof",
    "option",
    "optional",
    "package",
    "public",
    "repeated",
    "required",
    "reserved",
    "returns",
    "rpc",
    "service",
    "sfixed32",
    "sfixed64",
    "sint32",
    "sint64",
    "stream",
    "string",
    "syntax",
    "to",
    "true",
    "uint32",
    "uint64",
    "weak",
];

fn is_identifier(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.len() <= 60
        && !KEYWORDS.contains(&text)
}

/// A part of a package: as it is where it can be.
fn word(text: &str, noun: &str) -> String {
    let text = text.trim();
    if is_identifier(text) { text.to_owned() } else { Names::default().snake(text, noun) }
}

/// The name of a service or a method: as it is where it can be.
fn title(text: &str, noun: &str) -> String {
    let text = text.trim();
    if is_identifier(text) { text.to_owned() } else { pascal(&Names::default().snake(text, noun)) }
}
