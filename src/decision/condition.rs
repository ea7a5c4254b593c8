//! Resolves the names in the condition of a veto. Never evaluates it.

use super::compile::Compiler;
use super::veto::{Condition, Quantity};
use crate::diagnostic::Diagnostic;
use crate::facts::FactType;
use crate::rule::criterion::{Operand, Test, When};
use crate::source::Spanned;

impl Compiler<'_> {
    /// The condition over slots; nothing where a name or a unit does not fit, which is reported.
    pub(super) fn condition(&mut self, when: &When) -> Option<Condition> {
        match when {
            When::All(parts) => self.conditions(parts).map(Condition::All),
            When::Any(parts) => self.conditions(parts).map(Condition::Any),
            When::Not(part) => self.condition(part).map(|part| Condition::Not(Box::new(part))),
            When::Fact(name, Test::Words(words)) => self.words(name, words),
            When::Fact(name, test) => self.comparison(name, test),
        }
    }

    fn conditions(&mut self, parts: &[When]) -> Option<Vec<Condition>> {
        let compiled: Vec<_> = parts.iter().map(|part| self.condition(part)).collect();
        compiled.into_iter().collect()
    }

    fn words(&mut self, name: &Spanned<Box<str>>, words: &[Spanned<Box<str>>]) -> Option<Condition> {
        if let "split" | "strong-step-later" = &*name.value {
            let [word] = words else { return self.not_a_flag(name) };
            let wanted = match &*word.value {
                "true" => true,
                "false" => false,
                _ => return self.not_a_flag(name),
            };
            let split = &*name.value == "split";
            return Some(if split { Condition::Split(wanted) } else { Condition::StrongLater(wanted) });
        }
        let slot = self.fact(name)?;
        if !self.columns[slot].has_words() {
            self.report(
                "wrong-type",
                format!("`{}` is a number; compare it with `at-least`", name.value),
                name,
            );
            return None;
        }
        let indices: Vec<_> = words.iter().map(|word| self.word(slot, word)).collect();
        let mask = indices.into_iter().try_fold(0u16, |mask, index| index.map(|index| mask | 1 << index))?;
        Some(Condition::Word(slot, mask))
    }

    fn not_a_flag(&mut self, name: &Spanned<Box<str>>) -> Option<Condition> {
        self.report("wrong-type", format!("`{}` is either true or false", name.value), name);
        None
    }

    fn comparison(&mut self, name: &Spanned<Box<str>>, test: &Test) -> Option<Condition> {
        let (left, kind) = self.quantity(name)?;
        let operand = match test {
            Test::AtLeast(operand)
            | Test::AtMost(operand)
            | Test::MoreThan(operand)
            | Test::LessThan(operand) => operand,
            Test::Words(_) => return None,
        };
        let right = match operand {
            Operand::Quantity(quantity) if quantity.value.fits(kind) => {
                Quantity::Constant(quantity.value.number)
            }
            Operand::Quantity(quantity) => {
                let title = format!("`{}` is not measured in this unit", name.value);
                self.mistakes.push(Diagnostic::error("wrong-unit", title, quantity.span));
                return None;
            }
            Operand::Fact(other) => {
                let (right, other_kind) = self.quantity(other)?;
                if other_kind != kind {
                    let title = format!("`{}` and `{}` have different units", name.value, other.value);
                    self.report("wrong-unit", title, other);
                    return None;
                }
                right
            }
        };
        Some(match test {
            Test::AtLeast(_) => Condition::AtLeast(left, right),
            Test::AtMost(_) => Condition::AtLeast(right, left),
            Test::LessThan(_) => Condition::More(right, left),
            Test::MoreThan(_) | Test::Words(_) => Condition::More(left, right),
        })
    }

    fn quantity(&mut self, name: &Spanned<Box<str>>) -> Option<(Quantity, FactType)> {
        let derived = match &*name.value {
            "sync-answer-time" => Some(Quantity::SyncAnswer),
            "async-answer-time" => Some(Quantity::AsyncAnswer),
            "now-part-answer-time" => Some(Quantity::NowAnswer),
            "now-part-time" => Some(Quantity::NowWork),
            _ => None,
        };
        if let Some(quantity) = derived {
            return Some((quantity, FactType::Duration));
        }
        let slot = self.fact(name)?;
        if self.columns[slot].has_words() {
            self.report("wrong-type", format!("`{}` is not a number", name.value), name);
            return None;
        }
        Some((Quantity::Slot(slot), self.columns[slot].kind))
    }
}
