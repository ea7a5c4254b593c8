//! Whatever is answered, in whatever order: the file reads without mistakes and decides what was said. Never talks to a
//! terminal.

use proptest::prelude::*;
use std::sync::OnceLock;
use syncwise::architecture::Policy;
use syncwise::ask::{Answers, Bench, Catalogue, Files, Form, Next, Question, Questionnaire, Target};
use syncwise::decision::{Method, catalogue};
use syncwise::rule::criterion::built_in;
use syncwise::run::{Common, DecideOptions, Input, decide};
use syncwise::source::SourceMap;

fn tools() -> &'static (Method, Catalogue) {
    static TOOLS: OnceLock<(Method, Catalogue)> = OnceLock::new();
    TOOLS.get_or_init(|| {
        let criteria = built_in(&mut SourceMap::new());
        let (method, mistakes) = Method::new(&criteria, &Policy::default(), &catalogue());
        assert_eq!(mistakes, []);
        let catalogue = Catalogue::new(&criteria, &method);
        (method, catalogue)
    })
}

/// What somebody types who picks by a number, now and then something odd.
fn typed(question: &Question, pick: u8) -> String {
    let of = |all: &[&str]| all[usize::from(pick) % all.len()].to_owned();
    match question.form {
        Form::Name => of(&["shop", "orders", "mail out", "a\"b\\c", "漢字", "end", "x.y", "[[interaction]]"]),
        Form::Names => of(&["none", "check", "check, pay", "a b, \"c\", 漢字", "", "check, ship"]),
        Form::Flag => of(&["yes", "no", "", "y", "2", "perhaps"]),
        Form::Word => {
            let words: Vec<&str> = question.choices.iter().map(|choice| &*choice.word).collect();
            if pick.is_multiple_of(5) || words.is_empty() { String::new() } else { of(&words) }
        }
        Form::Duration => of(&["300ms", "2s", "0s", "1h", "", "5"]),
        Form::Timeout => of(&["none", "300ms", ""]),
        Form::Size => of(&["20kB", "8MiB", "0B", ""]),
        Form::Count => of(&["1", "3", "0", "1000000", "", "-1"]),
        Form::Ratio => of(&["99.9%", "0%", ""]),
        Form::Rates => of(&["40/s 400/s", "1/h 1/h", "0/s 0/s", "", "4/s"]),
        Form::Tiers => of(&["1 2", "2 1", "4 4", "", "0 9"]),
        Form::Distance => of(&["same", "far", "near", "4ms", "200ms", ""]),
    }
}

fn decided(text: &str, id: &str) -> Option<String> {
    let input = Input::Text { name: "architecture.toml".into(), text: text.to_owned() };
    let common = Common {
        inputs: vec![input],
        rules: Vec::new(),
        today: syncwise::run::today(),
        color: false,
        width: 80,
        config: Default::default(),
    };
    let outcome = decide(&common, &DecideOptions { interaction: Some(id.to_owned()), json: true });
    let outcome = outcome.expect("nothing is read from the disk");
    assert!(outcome.code == 0 && !outcome.errors.contains("error"), "{}\n{text}", outcome.errors);
    let report: serde_json::Value = serde_json::from_str(&outcome.output).expect("JSON");
    report["decisions"][0]["recommended"].as_str().map(str::to_owned)
}

const FILE: &str = "# ours\nsyncwise = 1\n[service.shop]\ntier = 2\n[service.orders]\nregion = \"eu\"\n[[interaction]]\nfrom = \"shop\"\nto = \"orders\"\noperation = \"Old\"\nkind = \"command\"\n";

fn check(base: &str, target: Target, picks: &[(u8, bool)]) {
    let (method, catalogue) = tools();
    let files = Files { files: vec![("architecture.toml".into(), base.into())], changed: 0 };
    let bench = Bench::new(method, catalogue, files, target);
    let mut questionnaire =
        Questionnaire::open(bench, Answers::default()).expect("no answers contradict nothing");
    questionnaire.ask_for_today();
    for (pick, back) in picks {
        if *back {
            questionnaire.back();
        }
        let question = match questionnaire.next() {
            Next::Ask(question) => question,
            Next::Settled => {
                questionnaire.go_on();
                continue;
            }
            Next::Exhausted => break,
        };
        if let Ok(answer) = question.read(&typed(&question, *pick)) {
            // A refusal changes nothing.
            let _ = questionnaire.answer(&question.name, answer);
        }
    }
    let Some(standing) = questionnaire.standing() else { return };
    let said = standing.decision.recommended.map(|mode| mode.to_string());
    assert_eq!(decided(&standing.text, &standing.id), said, "{}", standing.text);
    let mode = standing.decision.recommended;
    let text =
        questionnaire.bench().text(questionnaire.answers(), mode).expect("it stood").expect("both ends");
    assert_eq!(decided(&text, &standing.id), said, "{text}");
    let mut sources = SourceMap::new();
    let file = sources.add("answers.toml", questionnaire.answers().write(catalogue));
    let (again, mistakes) = Answers::parse(&sources, file, catalogue);
    assert_eq!(mistakes, []);
    for (name, answer) in questionnaire.answers().iter() {
        assert_eq!(again.get(name), Some(answer), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_answers_make_a_file_that_decides_the_same(picks in prop::collection::vec((any::<u8>(), prop::bool::weighted(0.1)), 2..40)) {
        check("syncwise = 1\n", Target::New, &picks);
        check(FILE, Target::New, &picks);
        check(FILE, Target::Existing(0), &picks);
    }
}
