//! Tables of the criteria: questions, weights, utilities and vetoes. Never weighs anything itself.

use crate::Rules;
use crate::markdown::{code, joined, table};
use syncwise::architecture::{Choice, Mode};
use syncwise::facts::{FactType, Value, show};
use syncwise::rule::criterion::{Criterion, Operand, Quantity, Test, Unit, When};

/// A line per criterion, in the order in which the method weighs them.
pub(crate) fn overview(rules: &Rules) -> String {
    let rows = rules.method.criteria().iter().map(|weighed| {
        let criterion = rules.criteria.iter().find(|criterion| criterion.id.value == weighed.id);
        let criterion = criterion.expect("the method weighs criteria that were read");
        let vetoes: Vec<String> = criterion.vetoes.iter().map(|veto| code(&veto.id.value)).collect();
        vec![
            criterion.id.value.to_string(),
            criterion.group.value.to_string(),
            code(&criterion.fact.value),
            criterion.question.to_string(),
            format!("{:.1} %", weighed.weight * 100.0),
            vetoes.join(", "),
        ]
    });
    table(&["criterion", "group", "fact", "question", "weight", "vetoes"], rows)
}

/// A line per value of a criterion.
pub(crate) fn utilities(rules: &Rules) -> String {
    let ordered = rules.method.criteria().iter().filter_map(|weighed| {
        let criterion = rules.criteria.iter().find(|criterion| criterion.id.value == weighed.id)?;
        Some((criterion, &rules.method.columns()[weighed.slot]))
    });
    let rows = ordered.flat_map(|(criterion, column)| {
        let mut utilities: Vec<_> = criterion.utility.iter().collect();
        utilities.sort_by_key(|(value, _)| match &*value.value {
            "low" => 0,
            "high" => 1,
            word => column.word(word).map_or(0, usize::from),
        });
        utilities.into_iter().map(|(value, utility)| {
            let [sync, asynchronous, hybrid] = utility.map(|number| number.to_string());
            vec![
                criterion.id.value.to_string(),
                value_of(criterion, &value.value),
                sync,
                asynchronous,
                hybrid,
            ]
        })
    });
    table(&["criterion", "value", "sync", "async", "hybrid"], rows)
}

/// A value, or the number at an anchor.
fn value_of(criterion: &Criterion, value: &str) -> String {
    match (&criterion.scale, value) {
        (Some(scale), "low") => format!("at most {}", quantity(scale.low.value)),
        (Some(scale), "high") => format!("at least {}", quantity(scale.high.value)),
        _ => code(value),
    }
}

/// A line per veto.
pub(crate) fn vetoes(criteria: &[Criterion]) -> String {
    let vetoes =
        criteria.iter().flat_map(|criterion| criterion.vetoes.iter().map(move |veto| (criterion, veto)));
    let rows = vetoes.map(|(criterion, veto)| {
        let blocks: Vec<String> = veto.blocks.iter().map(|mode: &Mode| mode.word().to_owned()).collect();
        vec![
            code(&veto.id.value),
            criterion.id.value.to_string(),
            blocks.join(", "),
            sentence(&veto.when),
            veto.reason.to_string(),
            veto.relaxation.to_string(),
        ]
    });
    table(&["veto", "criterion", "rules out", "when", "because", "what lifts it"], rows)
}

fn sentence(when: &When) -> String {
    let each = |parts: &[When]| -> Vec<String> { parts.iter().map(sentence).collect() };
    match when {
        When::All(parts) => joined(&each(parts), "and"),
        When::Any(parts) => format!("({})", joined(&each(parts), "or")),
        When::Not(part) => format!("not ({})", sentence(part)),
        When::Fact(name, test) => format!("{} is {}", code(&name.value), wanted(test)),
    }
}

fn wanted(test: &Test) -> String {
    match test {
        Test::Words(words) => {
            let words: Vec<String> = words.iter().map(|word| code(&word.value)).collect();
            joined(&words, "or")
        }
        Test::AtLeast(operand) => format!("at least {}", right(operand)),
        Test::AtMost(operand) => format!("at most {}", right(operand)),
        Test::MoreThan(operand) => format!("more than {}", right(operand)),
        Test::LessThan(operand) => format!("less than {}", right(operand)),
    }
}

fn right(operand: &Operand) -> String {
    match operand {
        Operand::Quantity(it) => quantity(it.value),
        Operand::Fact(name) => code(&name.value),
    }
}

fn quantity(quantity: Quantity) -> String {
    let kind = match quantity.unit {
        Unit::None => FactType::Number,
        Unit::Time => FactType::Duration,
        Unit::Size => FactType::Bytes,
        Unit::Frequency => FactType::Rate,
        Unit::Share => FactType::Ratio,
    };
    show(&Value::Number(quantity.number), kind)
}
