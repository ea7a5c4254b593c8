//! Identifiers: from any text to a valid Rust name, distinct from those before it. Never yields a path separator.

use rustc_hash::FxHashSet;

/// The most characters of an identifier; what is longer is cut and told apart by a hash of the whole.
pub(super) const LONGEST: usize = 46;

/// Words that Rust, Cargo, an operating system or the generated code around needs for itself.
#[rustfmt::skip]
const TAKEN: &[&str] = &[
    "abstract", "add", "address", "addresses", "alloc", "as", "as_mut", "as_ref", "async", "async_nats",
    "aux", "await", "axum", "become", "bind", "bitand", "bitor", "bitxor", "borrow", "borrow_mut", "box",
    "break", "breaker", "build", "bytes", "call", "channels", "client", "clients", "clone", "cmp", "con",
    "connect", "const", "consumer", "consumptions", "continue", "core", "crate", "deadline", "default",
    "deliver", "deps", "deref", "deref_mut", "div", "do", "double", "drop", "dyn", "else", "enum", "eq",
    "examples", "extern", "failure", "false", "fastrand", "final", "fn", "for", "from", "from_iter",
    "from_str", "full", "futures", "gen", "generated", "get", "handle_once", "handlers", "hash", "health",
    "http", "humantime", "idempotency", "if", "impl", "in", "inbound", "incremental", "index", "index_mut",
    "input", "into", "into_iter", "is_empty", "keep", "lapin", "len", "let", "lib", "limited", "loop",
    "macro", "main", "make", "match", "message", "messages", "messaging", "metrics",
    "metrics_exporter_prometheus", "mod", "move", "mul", "mut", "neg", "new", "next", "not", "nul",
    "opentelemetry", "opentelemetry_otlp", "opentelemetry_sdk", "outbound", "outbox", "overload", "override",
    "parsed", "payload", "peer", "priv", "prn", "proc_macro", "prost", "prost_build", "prost_types", "proto",
    "protox", "pub", "publish", "publisher", "queue", "rdkafka", "read", "receivers", "ref", "rem", "request",
    "reqwest", "resources", "return", "router", "routes", "runtime", "self", "send", "serde", "serde_json",
    "service", "settings", "shl", "shr", "sqlx", "start", "static", "std", "stop", "store", "struct", "sub",
    "super", "telemetry", "tempfile", "test", "text", "thiserror", "tokio", "tokio_util", "tonic",
    "tonic_prost", "tower", "tower_http", "tracing", "tracing_opentelemetry", "tracing_subscriber", "trait",
    "transaction", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "uuid", "virtual",
    "where", "while", "work", "wrong", "yield",
];

/// Hands out names that differ from each other in more than case and underscores.
#[derive(Debug, Default)]
pub(super) struct Names {
    used: FxHashSet<String>,
}

impl Names {
    /// A `snake_case` name for `text`. The first to ask for a name gets it, later ones a number behind it.
    pub(super) fn snake(&mut self, text: &str, noun: &str) -> String {
        self.unique(snake(text, noun))
    }

    /// A `PascalCase` name for `text`, where no word is taken: something always follows it.
    pub(super) fn stem(&mut self, text: &str, noun: &str) -> String {
        pascal(&self.unique(shortened(plain(text, noun), text)))
    }

    fn unique(&mut self, wanted: String) -> String {
        let free = |name: &String| !self.used.contains(&folded(name));
        let name = if free(&wanted) {
            wanted
        } else {
            let numbered = |number: u32| {
                let number = number.to_string();
                let stem: String = wanted.chars().take(LONGEST - number.len() - 1).collect();
                format!("{}_{number}", stem.trim_end_matches('_'))
            };
            (2..).map(numbered).find(free).expect("numbers do not run out")
        };
        self.used.insert(folded(&name));
        name
    }
}

impl Names {
    /// Keeps a name, and the names that are longer by what messages are called after, from being handed out.
    pub(super) fn reserve(&mut self, text: &str) {
        let name = folded(&words(text).join("_"));
        for suffix in ["", "request", "response"] {
            self.used.insert(name.strip_suffix(suffix).unwrap_or(&name).to_owned());
        }
    }
}

/// What `snake_case`, `UPPER_CASE` and `PascalCase` of one name have in common.
fn folded(name: &str) -> String {
    name.replace('_', "")
}

/// `text` in `snake_case`: ASCII letters and digits, no word that is taken, at most [`LONGEST`] characters.
fn snake(text: &str, noun: &str) -> String {
    let mut name = plain(text, noun);
    if TAKEN.contains(&name.as_str()) || is_device(&name) {
        name = format!("{name}_{noun}");
    }
    if name.starts_with("from_") || name.starts_with("into_") {
        name = format!("{noun}_{name}");
    }
    shortened(name, text)
}

/// The words of `text`, with a letter first.
fn plain(text: &str, noun: &str) -> String {
    let name = words(text).join("_");
    match name.chars().next() {
        None => format!("{noun}_{:08x}", hash(text)),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) => name,
    }
}

fn shortened(name: String, text: &str) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let stem = name[..LONGEST - 9].trim_end_matches('_').to_owned();
    format!("{stem}_{:08x}", hash(text))
}

/// Lower-case words: split at everything that is no letter or digit, and where a capital begins a word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let chars: Vec<char> = part.chars().collect();
        let mut word = String::new();
        for (at, c) in chars.iter().enumerate() {
            let after_lower = at > 0 && !chars[at - 1].is_ascii_uppercase();
            let before_lower = chars.get(at + 1).is_some_and(char::is_ascii_lowercase);
            if c.is_ascii_uppercase() && at > 0 && (after_lower || before_lower) {
                words.push(std::mem::take(&mut word));
            }
            word.push(c.to_ascii_lowercase());
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Names that Windows gives to devices, whatever their extension.
fn is_device(name: &str) -> bool {
    let digit = |rest: &str| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
    name.strip_prefix("com").or_else(|| name.strip_prefix("lpt")).is_some_and(digit)
}

/// A `snake_case` name in `PascalCase`.
pub(super) fn pascal(name: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect::<String>()
    };
    name.split('_').map(capital).collect()
}

/// FNV-1a, 32 bits: stable everywhere.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Names, TAKEN, pascal};

    #[test]
    fn names_are_valid_and_distinct() {
        let mut names = Names::default();
        let long = "a".repeat(300);
        for (text, expected) in [
            ("checkout", "checkout"),
            ("Checkout", "checkout_2"),
            ("check-out", "check_out_3"),
            ("HTTPServer", "http_server"),
            ("GetCart", "get_cart"),
            ("../../x", "x"),
            ("type", "type_callee"),
            ("3d-secure", "n3d_secure"),
            ("com1", "com1_callee"),
            ("支払い", "callee_9f7b4f85"),
        ] {
            let name = names.snake(text, "callee");
            if text.is_ascii() {
                assert_eq!(name, expected, "{text}");
            } else {
                assert!(name.starts_with("callee_"), "{name}");
            }
        }
        let (one, other) = (names.snake(&long, "callee"), names.snake(&format!("{long}b"), "callee"));
        assert!(one != other && one.len() <= LONGEST && other.len() <= LONGEST);
        assert_eq!(pascal("get_cart_2"), "GetCart2");
    }

    #[test]
    fn the_taken_words_are_sorted() {
        assert!(TAKEN.is_sorted());
    }
}
