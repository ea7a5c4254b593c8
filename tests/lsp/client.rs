//! An editor, as far as the protocol goes: frames messages and waits for answers. Never knows what they say.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long an answer may take; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server and the connection to it.
pub(super) struct Client {
    server: Child,
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    /// What arrived while something else was awaited.
    kept: Vec<Value>,
    last: u64,
}

impl Client {
    /// Starts the server and introduces itself.
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_syncwise"))
            .arg("lsp")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let (sender, from) = channel();
        let mut output = BufReader::new(server.stdout.take().expect("standard output is a pipe"));
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let to = server.stdin.take();
        let mut client = Self { server, to, from, kept: Vec::new(), last: 0 };
        let answer =
            client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        assert_eq!(answer["result"]["serverInfo"]["name"], "syncwise");
        assert_eq!(answer["result"]["capabilities"]["textDocumentSync"]["change"], 1);
        client.notify("initialized", json!({}));
        client
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let to = self.to.as_mut().expect("the connection is open");
        write!(to, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server listens");
        to.flush().expect("the server listens");
    }

    /// Tells something.
    pub(super) fn notify(&mut self, method: &str, parameters: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// The whole answer to a request.
    pub(super) fn request(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        self.wait(|message| message["id"] == id)
    }

    /// The result of a question about a place.
    pub(super) fn ask(&mut self, method: &str, uri: &str, place: &Value) -> Value {
        let answer = self.request(method, json!({ "textDocument": { "uri": uri }, "position": place }));
        assert_eq!(answer["error"], Value::Null, "{method}");
        answer["result"].clone()
    }

    /// The code actions of a range.
    pub(super) fn actions(&mut self, uri: &str, range: &Value) -> Value {
        let parameters =
            json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
        self.request("textDocument/codeAction", parameters)["result"].clone()
    }

    /// Opens a file and waits for what is wrong with it.
    pub(super) fn open(&mut self, uri: &str, text: &str) -> Value {
        self.send_open(uri, text);
        self.report_about(uri)
    }

    /// Opens a file.
    pub(super) fn send_open(&mut self, uri: &str, text: &str) {
        self.kept.clear();
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Types, and waits for what is wrong then.
    pub(super) fn change(&mut self, uri: &str, text: &str) -> Value {
        self.kept.clear();
        let document = json!({ "uri": uri, "version": 2 });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
        self.report_about(uri)
    }

    /// The next report about a file.
    pub(super) fn report_about(&mut self, uri: &str) -> Value {
        let is_report = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        };
        self.wait(is_report)["params"]["diagnostics"].clone()
    }

    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at);
        }
        loop {
            let message = self.from.recv_timeout(PATIENCE).expect("the server answers");
            if wanted(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    /// Says goodbye in order; returns the exit code.
    pub(super) fn end(mut self) -> i32 {
        assert_eq!(self.request("shutdown", Value::Null)["result"], Value::Null);
        assert_eq!(self.request("textDocument/hover", json!({}))["error"]["code"], -32600);
        self.notify("exit", Value::Null);
        self.code()
    }

    /// Closes the connection without a word; returns the exit code.
    pub(super) fn hang_up(mut self) -> i32 {
        self.to = None;
        self.code()
    }

    /// Waits for the end; returns the exit code.
    pub(super) fn code(&mut self) -> i32 {
        self.server.wait().expect("the server ends").code().expect("it ends by itself")
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().expect("a length is a number"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("a message is JSON"))
}

/// The absolute path of a folder of this repository.
pub(super) fn folder_of(relative: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative).to_string_lossy().into_owned()
}

/// The text of a file.
pub(super) fn text_of(folder: &str, name: &str) -> String {
    std::fs::read_to_string(Path::new(folder).join(name)).expect("the file is readable")
}
