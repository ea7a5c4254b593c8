//! Conversations at a pseudo-terminal, as a team would have them. Never waits longer than half a minute for a word.

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{Eof, Expect};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The program at a terminal of its own.
struct Talk {
    session: OsSession,
    heard: String,
}

impl Talk {
    fn begin(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], columns: u16) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_syncwise"));
        command
            .env_clear()
            .env("HOME", folder)
            .env("TERM", "xterm-256color")
            .envs(environment.iter().copied());
        command.current_dir(folder).arg("ask").args(arguments);
        let mut session = expectrl::Session::spawn(command).expect("the program starts");
        session.get_process_mut().set_window_size(columns, 40).expect("a window has a size");
        session.set_expect_timeout(Some(Duration::from_secs(30)));
        Self { session, heard: String::new() }
    }

    /// Waits for a question and answers it.
    fn answer(&mut self, question: &str, answer: &str) {
        self.hear(question);
        // The prompt stands at the beginning of its line.
        self.hear("\r\u{1b}[2K");
        self.session.send(format!("{answer}\r")).expect("the terminal is there");
    }

    fn hear(&mut self, text: &str) {
        let found = self.session.expect(text);
        let found = found.unwrap_or_else(|error| panic!("{text:?} never came: {error}\n{}", self.heard));
        self.heard += &String::from_utf8_lossy(found.before());
        self.heard += &String::from_utf8_lossy(found.get(0).unwrap_or_default());
    }

    /// Says no to everything that is offered, waits for the end, and gives all that was shown and the exit code.
    fn end(mut self) -> (String, i32) {
        let rest = self.session.expect(Eof).expect("the program ends");
        self.heard += &String::from_utf8_lossy(rest.before());
        self.heard += &String::from_utf8_lossy(rest.get(0).unwrap_or_default());
        match self.session.get_process().wait().expect("the program ends by itself") {
            WaitStatus::Exited(_, code) => (self.heard, code),
            other => panic!("ended by {other:?}"),
        }
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

const UTF_8: &[(&str, &str)] = &[("LANG", "C.UTF-8"), ("NO_COLOR", "1")];

#[test]
fn reading_an_order_becomes_a_call() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path(), &[], UTF_8, 80);
    talk.answer("Which service asks", "shop");
    talk.answer("Which service is asked", "orders");
    talk.answer("What is it called", "GetOrder");
    talk.answer("ask for information", "query");
    talk.answer("committed state at once", "strong");
    talk.answer("After how long is the answer useless", "2s");
    talk.answer("acceptable answer while the callee is down", "no");
    talk.answer("Go on with the other questions", "");
    talk.hear("Make it a synchronous call");
    talk.answer("An architecture file", "");
    let (said, code) = talk.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Async is ruled out: strong consistency is required"), "{said}");
    assert!(said.contains("flowchart LR"), "{said}");
}

/// Counts the questions that were asked before a mode was certain enough to be called robust.
#[test]
fn creating_an_order_takes_at_most_eight_questions() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path(), &[], UTF_8, 80);
    talk.answer(" 1  Which service asks", "orders");
    talk.answer(" 2  Which service is asked", "analytics");
    talk.answer(" 3  What is it called", "order.created");
    talk.answer(" 4  Does it ask for information", "3");
    talk.answer(" 5  Who receives it", "open");
    talk.answer(" 6  What happens when it is done twice", "key");
    talk.hear("That settles it: async, the only one left");
    talk.answer("Go on with the other questions", "n");
    talk.hear("Make it asynchronous");
    talk.answer("An architecture file", "shop.toml");
    talk.answer("Write the decision down", "y");
    talk.answer("A decision record", "");
    talk.answer("A Rust service", "");
    let (said, code) = talk.end();
    assert_eq!(code, 0, "{said}");
    let written = std::fs::read_to_string(folder.path().join("shop.toml")).expect("the file was written");
    for line in [
        "channel = \"order.created\"",
        "mode = \"async\"",
        "receivers = \"open\"",
        "idempotency = \"keyable\"",
    ] {
        assert!(written.lines().any(|it| it == line), "{line}: {written}");
    }
    assert!(!folder.path().join("syncwise-answers.toml").exists(), "the answers are in the architecture");
}

#[test]
fn processing_an_order_becomes_a_hybrid() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path(), &[], UTF_8, 80);
    talk.answer("Which service asks", "shop");
    talk.answer("Which service is asked", "orders");
    talk.answer("What is it called", "ProcessOrder");
    talk.answer("Does it ask for information", "command");
    talk.answer("committed state at once", "mixed");
    talk.answer("before the caller gets its answer", "check-inventory");
    talk.answer("may follow after the caller", "request-payment");
    talk.answer("Which of the steps", "check-inventory");
    talk.answer("What happens when it is done twice", "keyable");
    talk.answer("one question and one answer enough", "no");
    talk.answer("After how long is the answer useless", "");
    talk.answer("Go on with the other questions", "");
    talk.hear("Make it a hybrid");
    talk.answer("An architecture file", "");
    let (said, code) = talk.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("now    check-inventory"), "{said}");
    assert!(said.contains("later  request-payment"), "{said}");
}

#[test]
fn back_explanations_and_slips() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path(), &[], UTF_8, 80);
    talk.answer("Which service asks", "back");
    talk.answer("this is the first question", "shop");
    talk.answer("Which service is asked", "ordres");
    talk.answer("What is it called", "back");
    talk.answer("Which service is asked", "orders");
    talk.answer("What is it called", "Get");
    talk.answer("Does it ask for information", "?");
    talk.answer("syncwise explain kind", "qwery");
    talk.answer("`qwery` is not one of the answers; did you mean `query`?", "q");
    talk.answer("committed state at once", "enough");
    talk.hear("shop → orders (Get)");
    talk.answer("An architecture file", "");
    let (said, code) = talk.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("shop-orders-get") && !said.contains("shop-ordres"), "{said}");
}

#[test]
fn who_leaves_finds_the_answers_again() {
    for end in ["\u{3}", "\u{4}"] {
        let folder = folder();
        let mut talk = Talk::begin(folder.path(), &[], UTF_8, 80);
        talk.answer("Which service asks", "shop");
        talk.answer("Which service is asked", "orders");
        talk.hear("What is it called");
        talk.session.send(end).expect("the terminal is there");
        let (said, code) = talk.end();
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("2 answers kept in syncwise-answers.toml"), "{said}");
        assert!(said.contains("syncwise ask --answers syncwise-answers.toml"), "{said}");
        let mut talk = Talk::begin(folder.path(), &["--answers", "syncwise-answers.toml"], UTF_8, 80);
        talk.answer(" 1  What is it called", "enough");
        talk.hear("shop → orders");
        talk.answer("An architecture file", "");
        assert_eq!(talk.end().1, 0);
    }
}

#[test]
fn a_closed_window_loses_nothing() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path(), &[], UTF_8, 80);
    talk.answer("Which service asks", "shop");
    talk.answer("Which service is asked", "orders");
    talk.hear("What is it called");
    drop(talk);
    let kept =
        std::fs::read_to_string(folder.path().join("syncwise-answers.toml")).expect("answers were kept");
    assert!(kept.contains("from = \"shop\"\nto = \"orders\"\n"), "{kept}");
}

/// What is left when escape sequences are taken out.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare += before;
        rest = after.find(|c: char| c.is_ascii_alphabetic()).map_or("", |end| &after[end + 1..]);
    }
    bare + rest
}

#[test]
fn a_narrow_window_breaks_no_line() {
    let folder = folder();
    let mut talk = Talk::begin(folder.path(), &[], UTF_8, 32);
    talk.answer("Which service asks", "a-service-with-a-name-longer-than-the-window");
    talk.answer("Which service is", "orders");
    talk.answer("What is it called", "?");
    talk.answer("decides nothing", "Get");
    talk.hear("Does it ask for");
    talk.hear("happened?");
    talk.session.send("\u{3}").expect("the terminal is there");
    let (said, _) = talk.end();
    let questions = said.split("left; ").next().expect("a split has a first part");
    for line in questions.split("\r\n").flat_map(|line| line.split('\r')) {
        assert!(bare(line).chars().count() <= 32, "{line:?} is wider than the window");
    }
}

#[test]
fn colour_and_letters_follow_the_environment() {
    for (environment, colour, unicode) in [
        (&[("LANG", "de_DE.UTF-8")][..], true, true),
        (&[("LANG", "de_DE.UTF-8"), ("NO_COLOR", "1")], false, true),
        (&[("LANG", "de_DE.ISO-8859-1")], true, false),
        (&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8"), ("NO_COLOR", "1")], false, false),
    ] {
        let folder = folder();
        let mut talk = Talk::begin(folder.path(), &[], environment, 80);
        talk.answer("Which service asks", "shop");
        talk.answer("Which service is asked", "orders");
        talk.answer("What is it called", "Get");
        talk.answer("ask for information", "query");
        talk.answer("committed state at once", "enough");
        talk.answer("An architecture file", "");
        let (said, code) = talk.end();
        assert_eq!(code, 0, "{environment:?}: {said}");
        assert_eq!(said.contains("\u{1b}[1m"), colour, "{environment:?}: {said}");
        assert_eq!(said.contains('›') && said.contains('→'), unicode, "{environment:?}: {said}");
        assert_eq!(said.is_ascii(), !unicode, "{environment:?}: {said}");
    }
}
