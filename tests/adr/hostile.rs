//! Names that try to be markup, paths or terminal commands. Never a name that a person would choose.

use crate::records::{parsed, write};
use crate::support::study;
use proptest::prelude::*;
use syncwise::render::adr::{RecordState, check};
use syncwise::render::{PageOptions, decision_page, decisions_json, decisions_table};

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[|`<>#*_\\[\\]()!&;\\\\/.\n\r\t \u{1b}\u{202e}\"'{}%=-]{1,20}",
        "(\\|---\\||# |<!-- |--> |</script>|\\.\\./|```|~~~|\\[x\\]\\(y\\)|\\{\\{ x \\}\\}|\n\n---\n){1,4}",
    ]
    .prop_filter("an empty name is refused earlier", |name| !name.trim().is_empty())
}

fn quoted(text: &str) -> String {
    let escaped: Vec<String> = text.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    format!("\"{}\"", escaped.concat())
}

fn architecture(id: &str, one: &str, other: &str, text: &str) -> String {
    let (one, other) = (format!("a{one}"), format!("b{other}"));
    format!(
        "syncwise = 1\n[service.{from}]\nowner = {text}\ndescription = {text}\n[service.{to}]\n[[interaction]]\nid = {id}\n\
         from = {from}\nto = {to}\noperation = {text}\nmode = \"sync\"\nkind = \"command\"\non-failure = \"ignore\"\n\
         user-waiting = false\nbackground = true\nconsistency = \"eventual\"\nevidence = {text}\n\
         allow = [{{ rule = \"mode-decision-drift\", reason = {text}, owner = {text} }}]\n",
        from = quoted(&one),
        to = quoted(&other),
        id = quoted(id),
        text = quoted(text),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn names_stay_names(id in hostile(), one in hostile(), other in hostile(), text in hostile()) {
        let toml = architecture(&id, &one, &other, &text);
        study(&toml, |study| {
            let harmless = |text: &str| text.chars().all(|c| c == '\n' || !c.is_control());
            for columns in [80, 160] {
                assert!(harmless(&decisions_table(&study.views, columns, false)));
            }
            let page = decision_page(&study.views[0], study.sources, PageOptions { columns: 80, color: false });
            assert!(harmless(&page));
            serde_json::from_str::<serde_json::Value>(&decisions_json(&study.views)).expect("it is JSON");

            let records = write(study, &[]);
            assert_eq!(records.len(), 2);
            for record in &records {
                let text = record.text.as_deref().expect("it is new");
                assert_sound(&record.file_name, text);
            }
            let existing = parsed(&records);
            assert_eq!(check(&existing, &study.views, crate::support::date()), [], "{existing:#?}");
            let again = write(study, &existing);
            assert!(again.iter().all(|record| record.state == RecordState::Kept));
        });
    }
}

/// The skeleton of a record is as the template has it, whatever the names are.
fn assert_sound(file_name: &str, text: &str) {
    assert!(
        file_name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')),
        "{file_name}"
    );
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "---");
    assert_eq!(lines.iter().filter(|line| **line == "---").count(), 2, "{text}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("# ")).count(), 1, "{text}");
    assert_eq!(text.matches("<!--").count(), 2, "{text}");
    for mark in &lines[lines.len() - 2..] {
        assert!(mark.starts_with("<!-- ") && mark.find("-->") == Some(mark.len() - 3), "{mark}");
    }
    for line in lines.iter().filter(|line| line.starts_with("| ")) {
        assert_eq!(line.matches('|').count(), 7, "{line}");
    }
    for line in &lines[..lines.len() - 2] {
        assert!(!line.contains('<'), "{line}");
        assert!(!line.starts_with("```") && !line.starts_with("~~~"), "{line}");
    }
}
