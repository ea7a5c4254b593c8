//! All 256 combinations of the eight answers. Never leaves one out.

use crate::common::{method, vectors};
use std::fmt::Write;
use syncwise::architecture::Mode;
use syncwise::decision::{Answers, QUESTIONS, Verdict, count_answers};

fn answers(bits: usize) -> [bool; 8] {
    std::array::from_fn(|index| bits & (128 >> index) != 0)
}

fn decide(bits: usize) -> Option<(Mode, Verdict, f64)> {
    let method = method();
    let mut evidence = method.nothing_known();
    let answers: Answers = answers(bits).map(Some);
    method.answer(&mut evidence, &answers).ok()?;
    let decision = method.decide(&evidence);
    let (verdict, confidence) = method.confidence(&evidence, &decision);
    let mode = decision.recommended.expect("the eight answers leave sync or async");
    Some((mode, verdict, confidence.expect("a mode has a confidence")))
}

fn letter(mode: Mode) -> char {
    match mode {
        Mode::Sync => 'S',
        Mode::Async => 'A',
        Mode::Hybrid => 'H',
    }
}

fn check_rows(key: &str, mode: impl Fn(usize) -> Option<Mode>) {
    let vectors = vectors();
    for (row, expected) in vectors[key]["rows"].as_array().expect("16 rows").iter().enumerate() {
        let found: String = (0..16).map(|column| mode(row * 16 + column).map_or('-', letter)).collect();
        assert_eq!(found, expected.as_str().expect("a row"), "{key} row {row:04b}");
    }
}

#[test]
fn modes_are_the_published_ones() {
    check_rows("truth-table-default", |bits| decide(bits).map(|(mode, _, _)| mode));
}

#[test]
fn counting_answers_gives_the_published_modes() {
    check_rows("truth-table-seed-only", |bits| decide(bits).map(|_| count_answers(&answers(bits), false).0));
    assert_eq!(
        count_answers(&[true, false, false, false, true, false, false, false], true),
        (Mode::Hybrid, true)
    );
}

#[test]
fn a_clear_majority_wins_where_consistency_need_not_be_strong() {
    let (mut checked, mut agreed, mut valid) = (0, 0, 0);
    for bits in 0..256 {
        let Some((mode, _, _)) = decide(bits) else { continue };
        let answers = answers(bits);
        valid += 1;
        agreed += usize::from(mode == count_answers(&answers, false).0);
        let [sync, asynchronous] = [0, 4].map(|at| answers[at..at + 4].iter().filter(|yes| **yes).count());
        if !answers[1] && sync.abs_diff(asynchronous) >= 2 {
            checked += 1;
            assert_eq!(mode == Mode::Sync, sync > asynchronous, "{bits:08b}");
        }
    }
    assert_eq!((valid, agreed), (144, 121));
    assert!(checked > 20);
}

fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::Forced => '!',
        Verdict::Certain => '=',
        Verdict::Robust => '+',
        Verdict::Likely => '~',
        Verdict::TossUp => '?',
        Verdict::InsufficientFacts => '.',
        Verdict::Conflict => 'x',
    }
}

#[test]
fn all_combinations() {
    let mut text = String::from(
        "S sync, A async; ! forced, = certain, + robust, ~ likely, ? toss-up, -- contradiction\n",
    );
    text += &format!("rows: {}\ncolumns: {}\n\n      ", QUESTIONS[..4].join(", "), QUESTIONS[4..].join(", "));
    (0..16).for_each(|column| write!(text, "{column:04b} ").expect("a string takes all"));
    for row in 0..16 {
        write!(text, "\n{row:04b}  ").expect("a string takes all");
        for column in 0..16 {
            let cell = decide(row * 16 + column)
                .map_or("--".into(), |(mode, verdict, _)| format!("{}{}", letter(mode), mark(verdict)));
            write!(text, "{cell:<5}").expect("a string takes all");
        }
    }
    text += "\n\nnot firm:\n";
    for bits in 0..256 {
        let Some((mode, verdict, confidence)) = decide(bits).filter(|(_, verdict, _)| !verdict.is_firm())
        else {
            continue;
        };
        let yes = QUESTIONS.iter().zip(answers(bits)).filter(|(_, yes)| *yes).map(|(question, _)| *question);
        let yes = yes.collect::<Vec<_>>().join(" ");
        writeln!(text, "{bits:08b} {mode} {verdict} {confidence:.2}: {yes}").expect("a string takes all");
    }
    let text: Vec<&str> = text.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(text.join("\n"));
}
