//! The language server: what an editor asks about architecture files, over standard input and output. Never changes a
//! file itself; it offers edits, and the editor makes them.
//!
//! [`Desk`] holds what is open and what is known about it; every question has a file of its own.

mod action;
mod completion;
mod definition;
mod desk;
mod hover;
mod place;
mod report;

use crate::run::{Config, Input, Outcome};
use anyhow::{Context, Result};
use desk::Desk;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Exit, Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    CodeActionRequest, Completion, GotoDefinition, HoverRequest, Request as _, Shutdown,
};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions,
    HoverProviderCapability, OneOf, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long typing must rest before the text is judged.
const REST: Duration = Duration::from_millis(60);

/// What the server was asked to look at.
#[derive(Debug, Clone, Default)]
pub struct LspOptions {
    /// Where the architecture is; the folder of each open file where there is none.
    pub inputs: Vec<Input>,
    /// Folders with further rules.
    pub rules: Vec<PathBuf>,
    /// The settings of the team.
    pub config: Arc<Config>,
}

/// Serves one editor until it says goodbye. The code is 0 after an orderly end and 1 where the editor left without one.
///
/// # Errors
/// When what arrives is not the protocol.
pub fn serve(options: LspOptions) -> Result<Outcome> {
    let (connection, threads) = Connection::stdio();
    let ended = converse(&connection, Desk::new(options));
    drop(connection);
    let code = match ended {
        Ok(code) => code,
        Err(error) => {
            return Ok(Outcome { errors: format!("error: {error:#}\n"), code: 1, ..Outcome::default() });
        }
    };
    threads.join().context("cannot talk to the editor")?;
    Ok(Outcome { code, ..Outcome::default() })
}

fn converse(connection: &Connection, mut desk: Desk) -> Result<u8> {
    let (id, _) = connection.initialize_start()?;
    let about = json!({ "name": "syncwise", "version": env!("CARGO_PKG_VERSION") });
    connection.initialize_finish(id, json!({ "capabilities": capabilities(), "serverInfo": about }))?;
    let mut ending = false;
    loop {
        let received = if desk.is_stale() {
            match connection.receiver.recv_timeout(REST) {
                Err(error) if error.is_timeout() => {
                    for parameters in desk.report() {
                        let method = PublishDiagnostics::METHOD.to_owned();
                        connection.sender.send(Notification::new(method, parameters).into())?;
                    }
                    continue;
                }
                received => received.ok(),
            }
        } else {
            connection.receiver.recv().ok()
        };
        match received {
            None => return Ok(1),
            Some(Message::Notification(it)) if it.method == Exit::METHOD => return Ok(u8::from(!ending)),
            Some(Message::Notification(it)) => notice(&mut desk, it),
            Some(Message::Request(it)) => {
                let answer = if ending { refuse(it) } else { answer(&mut desk, it, &mut ending) };
                connection.sender.send(answer.into())?;
            }
            Some(Message::Response(_)) => {}
        }
    }
}

fn capabilities() -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::FULL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let completion = CompletionOptions {
        trigger_characters: Some(["\"", "[", "{", "=", "."].map(str::to_owned).into()),
        ..CompletionOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
        ..CodeActionOptions::default()
    };
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        completion_provider: Some(completion),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        ..ServerCapabilities::default()
    }
}

/// What the editor tells. What cannot be understood is passed over, as the protocol wants it.
fn notice(desk: &mut Desk, notification: Notification) {
    let parameters = notification.params;
    match notification.method.as_str() {
        DidOpenTextDocument::METHOD => told(parameters, |it| desk.open(it)),
        DidChangeTextDocument::METHOD => told(parameters, |it| desk.change(it)),
        DidCloseTextDocument::METHOD => told(parameters, |it| desk.close(it)),
        DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => desk.forget(),
        _ => {}
    }
}

fn told<P: DeserializeOwned>(parameters: Value, act: impl FnOnce(P)) {
    if let Ok(parameters) = serde_json::from_value(parameters) {
        act(parameters);
    }
}

fn answer(desk: &mut Desk, request: Request, ending: &mut bool) -> Response {
    match request.method.as_str() {
        Shutdown::METHOD => {
            *ending = true;
            Response::new_ok(request.id, Value::Null)
        }
        HoverRequest::METHOD => asked(request, |it| hover::hover(desk, it)),
        GotoDefinition::METHOD => asked(request, |it| definition::definition(desk, it)),
        Completion::METHOD => asked(request, |it| completion::completion(desk, it)),
        CodeActionRequest::METHOD => asked(request, |it| action::actions(desk, it)),
        method => {
            let text = format!("syncwise does not answer `{method}`");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, text)
        }
    }
}

fn asked<P: DeserializeOwned, A: Serialize>(request: Request, act: impl FnOnce(P) -> A) -> Response {
    match serde_json::from_value(request.params) {
        Ok(parameters) => Response::new_ok(request.id, act(parameters)),
        Err(error) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

fn refuse(request: Request) -> Response {
    Response::new_err(request.id, ErrorCode::InvalidRequest as i32, "the server was shut down".into())
}
