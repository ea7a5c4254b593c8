//! The binary: reads the command line, runs the command, exits with its code. Never decides anything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    syncwise::cli::main()
}
