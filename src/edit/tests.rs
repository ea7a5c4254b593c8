//! What a change leaves alone. Never looks at an architecture.

use super::{Edit, Place, Value, apply, key, quoted};
use proptest::prelude::*;

const SHOP: &str = "\u{feff}# ours\r\nsyncwise = 1\r\n\r\n[service.shop]   # the front\n[service.'mail out']\r\n\r\n[[interaction]]\r\nfrom = \"shop\"  # who\r\nto = 'mail out'\r\n\r\n# the last one\r\n[[interaction]]\r\nto = \"shop\"\r\nfrom   =   'mail out'";

fn set(place: Place, key: &str, value: Value) -> Edit {
    Edit::Set { place, key: key.into(), value }
}

#[test]
fn a_key_is_set_and_everything_else_stays() {
    let edit = set(Place::Interaction(0), "kind", Value::Text("event".into()));
    let expected = SHOP.replace("to = 'mail out'\r\n", "to = 'mail out'\r\nkind = \"event\"\r\n");
    assert_eq!(apply(SHOP, &[edit]).expect("a sound text"), expected);
    let edit = set(Place::Interaction(0), "from", Value::Text("mail out".into()));
    let expected = SHOP.replace("from = \"shop\"  # who", "from = \"mail out\"  # who");
    assert_eq!(apply(SHOP, &[edit]).expect("a sound text"), expected);
    let edit = set(Place::Service("shop".into()), "tier", Value::Count(1));
    let expected = SHOP.replace("# the front\n", "# the front\ntier = 1\r\n");
    assert_eq!(apply(SHOP, &[edit]).expect("a sound text"), expected);
}

#[test]
fn tables_are_added() {
    let steps = Value::Tables(vec![
        vec![("id".into(), Value::Text("check".into())), ("strong".into(), Value::Flag(true))],
        vec![("id".into(), Value::Text("pay".into())), ("after".into(), Value::List(vec!["check".into()]))],
    ]);
    let text = apply(SHOP, &[set(Place::Interaction(0), "step", steps)]).expect("a sound text");
    let added = "\r\n[[interaction.step]]\r\nid = \"check\"\r\nstrong = true\r\n\r\n[[interaction.step]]\r\nid = \"pay\"\r\nafter = [\"check\"]\r\n";
    assert_eq!(text, SHOP.replace("to = 'mail out'\r\n", &format!("to = 'mail out'\r\n{added}")));
    let text = apply(SHOP, &[set(Place::Top("system"), "messaging", Value::Text("some".into()))]);
    assert!(text.expect("a sound text").ends_with("\r\n\r\n[system]\r\nmessaging = \"some\""));
    let text = apply(SHOP, &[Edit::Append("[service.new]\n".into())]).expect("a sound text");
    assert_eq!(text, format!("{SHOP}\r\n\r\n[service.new]\r\n"));
    assert_eq!(apply("", &[Edit::Append("a = 1\n".into())]).as_deref(), Ok("a = 1\n"));
}

#[test]
fn what_cannot_be_done_is_said() {
    for (text, edit) in [
        ("a = ", Edit::Append("b = 1\n".into())),
        ("a = 1", Edit::Append("a = 2\n".into())),
        ("interaction = []\n", Edit::Append("[[interaction]]\n".into())),
        (SHOP, set(Place::Interaction(2), "kind", Value::Flag(true))),
        ("service = 3\n", set(Place::Service("x".into()), "tier", Value::Count(1))),
    ] {
        assert!(apply(text, std::slice::from_ref(&edit)).is_err(), "{text}: {edit:?}");
    }
    let inline = "interaction = [ { from = 'a' }, {} ] # here\n";
    let edit = set(Place::Interaction(0), "to", Value::Text("b".into()));
    let text = apply(inline, &[edit]).expect("a sound text");
    assert!(text.contains("to = \"b\"") && text.ends_with("# here\n"), "{text}");
}

proptest! {
    #[test]
    fn a_change_keeps_every_other_line(lines in prop::collection::vec("[ -~é漢]{0,12}", 0..6), crlf in any::<bool>(), mark in any::<bool>()) {
        let end = if crlf { "\r\n" } else { "\n" };
        let comments: String = lines.iter().map(|line| format!("# {line}{end}")).collect();
        let mark = if mark { "\u{feff}" } else { "" };
        let text = format!("{mark}{comments}[[interaction]]{end}{comments}from = 'a'{end}{comments}");
        let edit = set(Place::Interaction(0), "x", Value::Count(1));
        let changed = apply(&text, &[edit]).expect("a sound text");
        prop_assert_eq!(changed.replacen(&format!("x = 1{end}"), "", 1), text);
    }

    #[test]
    fn any_name_can_be_written(name in any::<String>(), text in any::<String>()) {
        let line = format!("{} = {}\n", key(&name), quoted(&text));
        let table: toml_edit::DocumentMut = line.parse().expect("a line of TOML");
        prop_assert_eq!(table.get(&name).and_then(|value| value.as_str()), Some(&*text));
    }
}

#[test]
fn entries_are_added_to_every_form_of_a_list() {
    let entry = |place: Place| Edit::Push {
        place,
        key: "allow".into(),
        fields: ["rule", "reason"].map(|key| (key.to_owned(), Value::Text("x".into()))).into(),
    };
    let new = "{ rule = \"x\", reason = \"x\" }";
    let cases = [
        ("to = \"b\" # why\n\n[a]\n", format!("to = \"b\" # why\nallow = [{new}]\n\n[a]\n")),
        ("allow = [{ rule = \"a\" }] # why\n", format!("allow = [{{ rule = \"a\" }}, {new}] # why\n")),
        ("allow = { rule = \"a\" } # why\n", format!("allow = [{{ rule = \"a\" }}, {new}] # why\n")),
        ("allow = [\n  { rule = \"a\" },\n]\n", format!("allow = [\n  {{ rule = \"a\" }},\n  {new},\n]\n")),
        (
            "[[journey.allow]]\nrule = \"a\"\n",
            "[[journey.allow]]\nrule = \"a\"\n\n[[journey.allow]]\nrule = \"x\"\nreason = \"x\"\n".into(),
        ),
    ];
    for (before, after) in cases {
        let before = format!("[[journey]]\nid = \"one\"\n\n[[journey]]\n{before}");
        let after = format!("[[journey]]\nid = \"one\"\n\n[[journey]]\n{after}");
        assert_eq!(apply(&before, &[entry(Place::Journey(1))]), Ok(after));
    }
    assert!(apply("[service.a.allow]\nrule = \"a\"\n", &[entry(Place::Service("a".into()))]).is_err());
}
