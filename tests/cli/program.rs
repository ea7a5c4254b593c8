//! Starts the program in an environment that holds nothing but a home folder.

use std::fmt;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Where the fixtures are; commands run there.
pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli");

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) output: String,
    pub(crate) errors: String,
    pub(crate) code: i32,
}

impl Ran {
    fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let code = output.status.code().expect("the program ended by itself");
        Self { output: text(output.stdout), errors: text(output.stderr), code }
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit code {}\n--- output\n{}--- errors\n{}", self.code, self.output, self.errors)
    }
}

/// The program, ready to start.
pub(crate) fn command(folder: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_syncwise"));
    command.env_clear().env("HOME", std::env::temp_dir()).envs(environment.iter().copied());
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

/// Runs it among the fixtures.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_in(FOLDER, arguments, &[])
}

/// Runs it in a folder, with some variables.
pub(crate) fn run_in(folder: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    Ran::new(command(folder, arguments, environment).output().expect("the program starts"))
}

/// Runs it with something on standard input.
pub(crate) fn with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = command(FOLDER, arguments, &[]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("the stream is piped").write_all(input).expect("the program reads its input");
    Ran::new(child.wait_with_output().expect("the program ends"))
}
