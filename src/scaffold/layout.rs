//! Shapes that `rustfmt` leaves alone, whatever the length of a name. Never calls rustfmt.

/// The widest line.
const WIDEST: usize = 100;
/// The widest chain of calls and the widest list of arguments on one line.
const NARROW: usize = 60;

/// The head of an async method behind four spaces, up to its opening brace; `returns` is empty or `-> …`.
pub(super) fn signature(name: &str, parameters: &[String], returns: &str) -> Vec<String> {
    head("async fn", name, parameters, returns)
}

/// The same for a method that does not wait.
pub(super) fn method(name: &str, parameters: &[String], returns: &str) -> Vec<String> {
    head("fn", name, parameters, returns)
}

fn head(word: &str, name: &str, parameters: &[String], returns: &str) -> Vec<String> {
    let returns = if returns.is_empty() { String::new() } else { format!(" -> {returns}") };
    let given: String = parameters.iter().map(|parameter| format!(", {parameter}")).collect();
    let one = format!("{word} {name}(&self{given}){returns} {{");
    if one.chars().count() + 4 <= WIDEST {
        return vec![one];
    }
    let mut lines = vec![format!("{word} {name}("), "    &self,".to_owned()];
    lines.extend(parameters.iter().map(|parameter| format!("    {parameter},")));
    lines.push(format!("){returns} {{"));
    lines
}

/// `pub type name = crate::path;`
pub(super) fn alias(name: &str, path: &str) -> Vec<String> {
    let path = ["crate", path].join("::");
    let one = format!("pub type {name} = {path};");
    if one.len() <= WIDEST {
        return vec![one];
    }
    vec![format!("pub type {name} ="), format!("    {path};")]
}

/// `prefix receiver.call.await suffix`, where `suffix` is `;` or `?;`.
pub(super) fn awaited(prefix: &str, receiver: &str, call: &str, suffix: &str) -> Vec<String> {
    // rustfmt counts a question mark twice.
    let width = format!("{receiver}.{call}.await").len() + 2 * suffix.matches('?').count();
    if width <= NARROW {
        return vec![format!("{prefix}{receiver}.{call}.await{suffix}")];
    }
    // A receiver as short as the indentation keeps its first call beside it.
    if receiver.len() <= 4 {
        return vec![format!("{prefix}{receiver}.{call}"), format!("    .await{suffix}")];
    }
    vec![format!("{prefix}{receiver}"), format!("    .{call}"), format!("    .await{suffix}")]
}

/// `prefix tokio::join!(…);` behind eight spaces.
pub(super) fn joined(prefix: &str, futures: &[String]) -> Vec<String> {
    let arguments = futures.join(", ");
    let one = format!("{prefix}tokio::join!({arguments});");
    if arguments.len() <= NARROW && one.len() + 8 <= WIDEST {
        return vec![one];
    }
    let mut lines = vec![format!("{prefix}tokio::join!(")];
    for (at, future) in futures.iter().enumerate() {
        lines.push(format!("    {future}{}", if at + 1 == futures.len() { "" } else { "," }));
    }
    lines.push(");".to_owned());
    lines
}

/// `prefix value`, behind `indentation` spaces; `prefix` ends in `= `.
pub(super) fn bound(prefix: &str, value: &str, indentation: usize) -> Vec<String> {
    if indentation + prefix.len() + value.len() <= WIDEST {
        return vec![format!("{prefix}{value}")];
    }
    vec![prefix.trim_end().to_owned(), format!("    {value}")]
}

#[cfg(test)]
mod tests {
    use super::{awaited, signature};

    #[test]
    fn long_names_are_broken_as_rustfmt_breaks_them() {
        let name = "a".repeat(46);
        assert_eq!(awaited("", "self", "short()", "?;"), ["self.short().await?;"]);
        assert_eq!(awaited("let a = ", "client", &format!("{name}(&call)"), ";").len(), 3);
        assert_eq!(signature(&name, &[], &format!("Result<payload::{name}Response, Failure>")).len(), 3);
    }
}
