//! Every built-in check does what its own examples say, and says what its page promises.

use syncwise::decision::{Method, catalogue};
use syncwise::rule::{CHECKS, builtin_checks, criterion};
use syncwise::run::{ExampleOutcome, run_example};
use syncwise::source::SourceMap;

#[test]
fn examples_of_checks() {
    let mut sources = SourceMap::new();
    let checks = builtin_checks(&mut sources);
    let criteria = criterion::built_in(&mut sources);
    let (method, mistakes) = Method::new(&criteria, &Default::default(), &catalogue());
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let mut wrong = Vec::new();
    for check in &checks {
        for example in &check.examples {
            let outcome = run_example(check, example, &method);
            if outcome != ExampleOutcome::AsWritten {
                wrong.push(format!("{}: {}: {outcome:?}", check.id, example.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checks.len(), CHECKS.len());
}
