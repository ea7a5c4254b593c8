//! A conversation with the real language server, as an editor leads it. Never looks inside.

#[path = "lsp/client.rs"]
mod client;

use client::{Client, folder_of, text_of};
use serde_json::{Value, json};

/// The positions of `|` in a text, and the text without it.
fn marked(text: &str) -> (String, Value) {
    let at = text.find('|').expect("the text is marked");
    let before = &text[..at];
    let line = before.matches('\n').count();
    let units = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
    (text.replacen('|', "", 1), json!({ "line": line, "character": units }))
}

fn codes(found: &Value) -> Vec<&str> {
    let all = found.as_array().expect("diagnostics are a list");
    all.iter().filter_map(|one| one["code"].as_str()).collect()
}

fn labels(items: &Value) -> Vec<&str> {
    let all = items.as_array().expect("completion items are a list");
    all.iter().filter_map(|item| item["label"].as_str()).collect()
}

/// The text after the edits of an action, made line by line.
fn edited(text: &str, action: &Value, uri: &str) -> String {
    let edit = &action["edit"]["changes"][uri][0];
    let at = |place: &Value| {
        assert_eq!(place["character"], 0, "edits are whole lines");
        let lines = text.split_inclusive('\n').take(place["line"].as_u64().expect("a line") as usize);
        lines.map(str::len).sum::<usize>()
    };
    let (start, end) = (at(&edit["range"]["start"]), at(&edit["range"]["end"]));
    format!("{}{}{}", &text[..start], edit["newText"].as_str().expect("a text"), &text[end..])
}

#[test]
fn a_conversation_about_bookinfo() {
    let folder = folder_of("examples/bookinfo");
    let (uri, text) = (format!("file://{folder}/architecture.toml"), text_of(&folder, "architecture.toml"));
    let mut client = Client::start(&[]);
    let line_of = |wanted: &str| text.lines().position(|line| line == wanted).expect("the line is there");
    let place = |line: usize, character: usize| json!({ "line": line, "character": character });

    let found = client.open(&uri, &text);
    let all = found.as_array().expect("diagnostics are a list");
    let inversion = all.iter().find(|one| one["code"] == "timeout-inversion").expect("it is found");
    assert_eq!(inversion["range"]["start"]["line"], line_of("timeout = \"3s\""));
    assert_eq!((&inversion["severity"], &inversion["source"]), (&json!(1), &json!("syncwise")));
    let related = &inversion["relatedInformation"][0]["location"];
    assert_eq!(
        (&related["uri"], &related["range"]["start"]["line"]),
        (&json!(uri), &json!(line_of("timeout = \"10s\"")))
    );

    let id = place(line_of("id = \"get-reviews\""), 7);
    let verdict = client.ask("textDocument/hover", &uri, &id);
    let verdict = verdict["contents"]["value"].as_str().expect("a verdict").to_owned();
    let sentence = "`productpage` needs the outcome before it can answer";
    assert!(
        verdict.starts_with("**get-reviews** `productpage` → `reviews`") && verdict.contains(sentence),
        "{verdict}"
    );
    let key = client.ask("textDocument/hover", &uri, &place(line_of("attempts = 2"), 3));
    assert_eq!(key["contents"]["value"], "**attempts**: count\n\nin total, the first one included");

    let target = client.ask("textDocument/definition", &uri, &place(line_of("to = \"ratings\""), 8));
    assert_eq!(
        (&target["uri"], &target["range"]["start"]["line"]),
        (&json!(uri), &json!(line_of("[service.ratings]")))
    );

    let modes = client.ask("textDocument/completion", &uri, &place(line_of("mode = \"sync\""), 9));
    assert_eq!(labels(&modes), ["sync", "async", "hybrid"]);

    let actions = client.actions(&uri, &inversion["range"]);
    let accept = actions.as_array().and_then(|all| {
        all.iter().find(|it| it["title"] == "accept `timeout-inversion` here, with a reason")
    });
    let accepted = edited(&text, accept.expect("it can be accepted"), &uri);
    let line = "allow = [{ rule = \"timeout-inversion\", reason = \"TODO: say why\" }]\n";
    assert_eq!(accepted.replacen(line, "", 1), text, "one line is new");

    let found = client.change(&uri, &accepted);
    assert!(!codes(&found).contains(&"timeout-inversion"), "{found}");
    let found = client.change(&uri, &text.replacen("to = \"ratings\"", "to = \"raitngs\"", 1));
    assert!(codes(&found).contains(&"unknown-service"), "{found}");
    assert!(codes(&client.change(&uri, &text)).contains(&"timeout-inversion"));
    assert_eq!(client.end(), 0);
}

#[test]
fn a_missing_timeout_is_declared() {
    let text = "syncwise = 1\n[service.shop]\n[service.pay]\n[service.bank]\n\n[[interaction]]\nfrom = \"shop\"\nto = \"pay\"\nmode = \"sync\"\ntimeout = \"2s\"\n\n[[interaction]]\nfrom = \"pay\"\nto = \"bank\"\nmode = \"sync\"\ntimeout = \"none\" # so far\n\n[[journey]]\nid = \"buy\"\nentry = \"shop\"\nslo = { p99 = \"1s\" }\n";
    let mut client = Client::start(&[]);
    let uri = "untitled:Untitled-1";
    let found = client.open(uri, text);
    let all = found.as_array().expect("diagnostics are a list");
    let missing = all.iter().find(|one| one["code"] == "missing-timeout").expect("it is found");
    let actions = client.actions(uri, &missing["range"]);
    let first = &actions[0];
    assert_eq!(first["isPreferred"], true, "{actions}");
    let fixed = edited(text, first, uri);
    let value = fixed.lines().find(|line| line.ends_with("# so far")).expect("the comment stays");
    let named = value.split('"').nth(1).expect("a value");
    assert!(
        missing["message"].as_str().is_some_and(|it| it.contains(&format!("set it to {named}"))),
        "{missing}"
    );
    let found = client.change(uri, &fixed);
    assert!(!codes(&found).contains(&"missing-timeout"), "{found}");
    assert_eq!(client.end(), 0);
}

#[test]
fn completes_keys_names_and_rules_in_the_middle_of_a_word() {
    let head = "syncwise = 1\n[service.shop]\n[service.\"ä 😀\"]\n";
    let cases = [
        ("[[interaction]]\nfrom = \"|", vec!["shop", "ä 😀"]),
        ("[[interaction]]\nfrom = \"shop\"\nbul|", vec!["bulkhead", "to", "timeout"]),
        ("[[interaction]]\nallow = [{ rule = \"|\" }]", vec!["timeout-inversion"]),
        (
            "[[interaction]]\nid = \"one\"\nfrom = \"shop\"\nto = \"ä 😀\"\n[[journey]]\nsteps = [\"|",
            vec!["one"],
        ),
        ("[service.x]\nlatency = { |", vec!["p50", "p99"]),
        ("[policy.severity]\n|", vec!["timeout-inversion", "unused-allow"]),
        ("[policy.severity]\ncycle = \"|", vec!["error", "off"]),
        ("[inter|", vec!["[[interaction]]", "[system]"]),
        ("[service.x]\nkind = |", vec!["client", "broker"]),
    ];
    let mut client = Client::start(&[]);
    for (index, (text, wanted)) in cases.iter().enumerate() {
        let (text, place) = marked(&format!("{head}{text}"));
        let uri = format!("untitled:{index}");
        client.open(&uri, &text);
        let items = client.ask("textDocument/completion", &uri, &place);
        let labels = labels(&items);
        assert!(wanted.iter().all(|it| labels.contains(it)), "{text}: {labels:?}");
        assert!(!labels.contains(&"from"), "what is there is not offered again");
    }
    let (text, place) = marked(&format!("{head}# ü\n[[interaction]]\nto = \"ä 😀|\""));
    client.open("untitled:places", &text);
    let items = client.ask("textDocument/completion", "untitled:places", &place);
    let edit =
        &items.as_array().and_then(|all| all.iter().find(|it| it["label"] == "ä 😀")).expect("it is offered")
            ["textEdit"];
    assert_eq!(
        (&edit["range"]["start"]["character"], &edit["range"]["end"]["character"]),
        (&json!(6), &json!(10))
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn other_files_of_the_folder_count_and_open_ones_win() {
    let folder = std::env::temp_dir().join(format!("syncwise-lsp-{} ä", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let services = "syncwise = 1\n[service.shop]\n[service.pay]\ndescription = \"takes the money\"\n";
    std::fs::write(folder.join("services.toml"), services).expect("a file");
    std::fs::write(folder.join("Cargo.toml"), "[package]\nname = \"other\"\n").expect("a file");
    let encoded = folder.to_string_lossy().replace(' ', "%20").replace('ä', "%C3%A4");
    let uri = |name: &str| format!("file://{encoded}/{name}");
    let calls = "syncwise = 1\n# ü\n[[interaction]]\nfrom = \"shop\"\nto = \"pay\"\n";
    let mut client = Client::start(&[]);
    let found = client.open(&uri("calls.toml"), calls);
    assert!(!codes(&found).contains(&"unknown-service"), "{found}");
    let place = json!({ "line": 4, "character": 7 });
    let target = client.ask("textDocument/definition", &uri("calls.toml"), &place);
    assert_eq!(
        (&target["uri"], &target["range"]["start"]["line"]),
        (&json!(uri("services.toml")), &json!(2))
    );
    let hover = client.ask("textDocument/hover", &uri("calls.toml"), &place);
    assert!(hover["contents"]["value"].as_str().is_some_and(|it| it.contains("takes the money")), "{hover}");

    client.send_open(&uri("services.toml"), &services.replace("[service.pay]", "[service.payment]"));
    let found = client.report_about(&uri("calls.toml"));
    assert!(codes(&found).contains(&"unknown-service"), "{found}");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri("services.toml") } }));
    let found = client.report_about(&uri("calls.toml"));
    assert!(!codes(&found).contains(&"unknown-service"), "the file on the disk counts again: {found}");
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    assert_eq!(client.end(), 0);
}

#[test]
fn broken_text_and_strange_requests_end_nothing() {
    let mut client = Client::start(&[]);
    let folder = folder_of("examples/bookinfo");
    let text = text_of(&folder, "architecture.toml");
    let uri = "untitled:broken";
    client.open(uri, &text);
    let ends = (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at));
    for (round, end) in ends.enumerate() {
        let mut cut = text[..end].to_owned();
        cut.push_str(["\"😀", "= [", "[[", "{ ", "'''"][round % 5]);
        let line = cut.lines().count().saturating_sub(1);
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": round }, "contentChanges": [{ "text": cut }] }),
        );
        for method in ["hover", "completion", "definition"] {
            client.ask(&format!("textDocument/{method}"), uri, &json!({ "line": line, "character": 3 }));
        }
    }
    client.actions(
        uri,
        &json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 999, "character": 0 } }),
    );
    assert_eq!(client.request("textDocument/hover", json!({ "nonsense": 1 }))["error"]["code"], -32602);
    assert_eq!(client.request("workspace/symbol", json!({ "query": "" }))["error"]["code"], -32601);
    client.notify("$/setTrace", json!({ "value": "off" }));
    assert_eq!(
        client.ask("textDocument/hover", "file:///no/such/file.toml", &json!({ "line": 0, "character": 0 })),
        Value::Null
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn who_leaves_without_a_word_is_an_error() {
    let mut client = Client::start(&[]);
    client.notify("exit", Value::Null);
    assert_eq!(client.code(), 1);
    assert_eq!(Client::start(&[]).hang_up(), 1);
}
