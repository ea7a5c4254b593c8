//! Operations as routes: method and path of whatever an operation is called. Never yields a path that axum refuses.

use crate::architecture::InteractionKind;
use std::collections::BTreeMap;

/// An HTTP method and a path; two operations with equal routes are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    /// In capitals.
    pub(super) method: &'static str,
    /// The parts between slashes.
    pub(super) segments: Vec<Segment>,
    /// The path ends in a slash.
    pub(super) trailing: bool,
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// Stands for itself; percent-encoded.
    Fixed(String),
    /// A parameter with its name.
    Parameter(String),
}

const METHODS: &[&str] = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

impl Route {
    /// The route of an operation: `GET /cart/{id}` as it is, `/quote` by what the interaction asks for, and a
    /// procedure (`hipstershop.CartService/GetCart`, `PlaceOrder`) as POST to its own name.
    pub(super) fn of(operation: &str, kind: Option<InteractionKind>) -> Self {
        let operation = operation.trim();
        let (first, rest) = operation.split_once(char::is_whitespace).unwrap_or(("", operation));
        let method = METHODS.iter().find(|method| first.eq_ignore_ascii_case(method));
        let asks = if kind == Some(InteractionKind::Query) { "GET" } else { "POST" };
        match method {
            Some(method) if rest.trim_start().starts_with('/') => Self::at(method, rest.trim()),
            _ if operation.starts_with('/') => Self::at(asks, operation),
            _ => {
                let name =
                    operation.rsplit('/').find(|part| !part.trim().is_empty()).unwrap_or("call").trim();
                let segments = vec![Segment::Fixed(encoded(name))];
                Self { method: "POST", segments, trailing: false }
            }
        }
    }

    /// The route of a gRPC procedure; both texts are identifiers, with dots.
    pub(super) fn procedure(service: &str, method: &str) -> Self {
        let segments = [service, method].map(|part| Segment::Fixed(part.to_owned())).to_vec();
        Self { method: "POST", segments, trailing: false }
    }

    fn at(method: &'static str, path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or("/");
        let kept = path.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
        let segments: Vec<_> = kept.map(segment).collect();
        let trailing = path.ends_with('/') && !segments.is_empty();
        Self { method, segments, trailing }
    }

    /// As axum and the generated client write it.
    pub(super) fn path(&self) -> String {
        self.written(|name| format!("{{{name}}}"))
    }

    /// A path that this route matches.
    pub(super) fn sample(&self) -> String {
        self.with("1")
    }

    /// The path with every parameter replaced by the same text.
    pub(super) fn with(&self, value: &str) -> String {
        self.written(|_| value.to_owned())
    }

    /// The names of the parameters, each once, in order.
    pub(super) fn parameters(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for segment in &self.segments {
            if let Segment::Parameter(name) = segment {
                names.push(name.as_str());
            }
        }
        names
    }

    /// Gives parameters at the same place the same name, as axum demands, and distinct names within one path.
    pub(super) fn align(&mut self, known: &mut BTreeMap<String, String>) {
        let mut prefix = String::new();
        let mut own: Vec<String> = Vec::new();
        for segment in &mut self.segments {
            match segment {
                Segment::Fixed(text) => prefix = format!("{prefix}/{text}"),
                Segment::Parameter(name) => {
                    prefix.push_str("/{}");
                    let mut wanted = name.clone();
                    while own.contains(&wanted) {
                        wanted.push('2');
                    }
                    *name = known.entry(prefix.clone()).or_insert(wanted).clone();
                    own.push(name.clone());
                }
            }
        }
    }

    fn written(&self, parameter: impl Fn(&str) -> String) -> String {
        let mut path = String::new();
        for segment in &self.segments {
            path.push('/');
            match segment {
                Segment::Fixed(text) => path.push_str(text),
                Segment::Parameter(name) => path.push_str(&parameter(name)),
            }
        }
        if self.trailing || path.is_empty() {
            path.push('/');
        }
        path
    }
}

/// `{id}`, `:id` and `{id...}` are parameters; a name without ASCII letters is called `value`.
fn segment(part: &str) -> Segment {
    let braced = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    match braced.or_else(|| part.strip_prefix(':')) {
        Some(name) => {
            let name: String =
                name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
            let usable = name.starts_with(|first: char| first.is_ascii_alphabetic());
            Segment::Parameter(if usable { name } else { "value".to_owned() })
        }
        None => Segment::Fixed(encoded(part)),
    }
}

/// Percent-encoded, except what is safe in a path everywhere; a long text is cut.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.chars().take(60).collect::<String>().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => {
                encoded.push(byte.into())
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    if matches!(encoded.as_str(), "." | "..") { encoded.replace('.', "dot") } else { encoded }
}

#[cfg(test)]
mod tests {
    use super::Route;
    use std::collections::BTreeMap;

    #[test]
    fn operations_become_routes() {
        for (operation, method, path) in [
            ("GET /cart/{id}", "GET", "/cart/{id}"),
            ("get /cart/:id", "GET", "/cart/{id}"),
            ("hipstershop.CartService/GetCart", "POST", "/GetCart"),
            ("PlaceOrder", "POST", "/PlaceOrder"),
            ("/images/", "POST", "/images/"),
            ("GET /", "GET", "/"),
            ("POST /../../etc/passwd?x=1", "POST", "/etc/passwd"),
            ("GET /{}/{}", "GET", "/{value}/{value2}"),
            ("SQL insert", "POST", "/SQL%20insert"),
            ("..", "POST", "/dotdot"),
            ("", "POST", "/call"),
        ] {
            let mut route = Route::of(operation, None);
            route.align(&mut BTreeMap::new());
            assert_eq!((route.method, route.path().as_str()), (method, path), "{operation}");
        }
    }
}
