//! Text from templates: the one door of the `minijinja` crate. Never knows what the text is about.

mod plain;

pub use plain::plain;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, UndefinedBehavior, Value, escape_formatter};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A set of compiled templates. A variable that nobody gives is an error, never an empty text; nothing is escaped.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

/// Values for several templates.
#[derive(Debug, Clone)]
pub struct Context(Value);

impl<N: Into<String>, V: serde::Serialize> FromIterator<(N, V)> for Context {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(values: I) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), Value::from(Serde(&value))));
        Self(Value::from(values.collect::<BTreeMap<String, Value>>()))
    }
}

/// What is wrong with a template, or with the values it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The name of the template.
    pub template: String,
    /// The line in the template, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong, as a phrase.
    pub reason: String,
}

impl Templates {
    /// Compiles templates given as name and text. A line that holds nothing but a tag leaves no empty line behind.
    ///
    /// # Errors
    /// All templates that do not compile.
    pub fn compile<N, T>(named: impl IntoIterator<Item = (N, T)>) -> Result<Self, Vec<TemplateError>>
    where
        N: Into<String>,
        T: Into<String>,
    {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        // Jinja writes `True`; TOML, JSON and Rust, which the texts are about, do not.
        environment.set_formatter(|out, state, value| match value.kind() {
            ValueKind::Bool => Ok(out.write_str(if value.is_true() { "true" } else { "false" })?),
            _ => escape_formatter(out, state, value),
        });
        let syntax =
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.expect("the default delimiters are valid"));
        let mut errors = Vec::new();
        for (name, text) in named {
            let name = name.into();
            if let Err(error) = environment.add_template_owned(name.clone(), text.into()) {
                errors.push(TemplateError::new(&name, &error));
            }
        }
        if errors.is_empty() { Ok(Self { environment }) } else { Err(errors) }
    }

    /// The text of a template with the values of `context`.
    ///
    /// # Errors
    /// An unknown template, a variable that `context` does not give, a filter that refuses its value.
    pub fn render(&self, name: &str, context: impl serde::Serialize) -> Result<String, TemplateError> {
        self.environment
            .get_template(name)
            .and_then(|template| template.render(Value::from(Serde(&context))))
            .map_err(|error| TemplateError::new(name, &error))
    }

    /// The same with values that were prepared once for several templates.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn render_in(&self, name: &str, context: &Context) -> Result<String, TemplateError> {
        self.environment
            .get_template(name)
            .and_then(|template| template.render(context.0.clone()))
            .map_err(|error| TemplateError::new(name, &error))
    }

    /// The variables a template uses and does not set itself, with their fields: `when.limit`, not `when`.
    ///
    /// # Errors
    /// An unknown template.
    pub fn undeclared(&self, name: &str) -> Result<BTreeSet<String>, TemplateError> {
        let template =
            self.environment.get_template(name).map_err(|error| TemplateError::new(name, &error))?;
        Ok(template.undeclared_variables(true).into_iter().collect())
    }
}

impl TemplateError {
    fn new(asked: &str, error: &minijinja::Error) -> Self {
        let reason = match error.detail() {
            Some(detail) => format!("{}: {detail}", error.kind()),
            None => error.kind().to_string(),
        };
        Self { template: error.name().unwrap_or(asked).to_owned(), line: error.line(), reason }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.template, self.reason),
            None => write!(f, "{}: {}", self.template, self.reason),
        }
    }
}

impl std::error::Error for TemplateError {}

#[cfg(test)]
mod tests {
    use super::Templates;
    use serde_json::json;

    fn one(text: &str) -> Templates {
        Templates::compile([("page", text)]).expect("the template compiles")
    }

    #[test]
    fn renders_values_as_they_are() {
        let templates = one("{% for name in names %}\n<{{ name }}>\n{% endfor %}\nend\n");
        let text = templates.render("page", json!({ "names": ["a", "{{ b }}", "<&>", true] }));
        assert_eq!(text.as_deref(), Ok("<a>\n<{{ b }}>\n<<&>>\n<true>\nend\n"));
    }

    #[test]
    fn says_which_line_misses_a_value() {
        let templates = one("fine\n{{ missing }}\n");
        let error = templates.render("page", json!({})).expect_err("nothing gives `missing`");
        assert_eq!((error.template.as_str(), error.line), ("page", Some(2)));
        assert!(templates.render("other", json!({})).is_err());
    }

    #[test]
    fn reports_every_template_that_does_not_compile() {
        let errors = Templates::compile([("a", "{% if %}"), ("b", "fine"), ("c", "\n{{ x")])
            .expect_err("two templates are broken");
        let places: Vec<_> = errors.iter().map(|error| (error.template.as_str(), error.line)).collect();
        assert_eq!(places, [("a", Some(1)), ("c", Some(2))]);
    }

    #[test]
    fn lists_what_a_template_needs() {
        let templates = one(
            "{% set own = 1 %}{{ own }} {{ limit }} {{ call.timeout }}{% for x in xs %}{{ x }}{% endfor %}",
        );
        let needed = templates.undeclared("page").expect("the template exists");
        assert_eq!(needed.into_iter().collect::<Vec<_>>(), ["call.timeout", "limit", "xs"]);
    }
}
