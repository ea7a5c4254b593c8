//! Standard output for what is too large to be held: written as it is made. Never stops the work when the reader goes away.

use crate::run::Outcome;
use std::io::{BufWriter, ErrorKind, Stdout, Write};

/// Bytes that are written at once.
const AT_ONCE: usize = 1 << 16;

/// Standard output that remembers its first error and takes everything.
pub(super) struct Stream {
    out: BufWriter<Stdout>,
    failed: Option<ErrorKind>,
}

impl Stream {
    pub(super) fn new() -> Self {
        Self { out: BufWriter::with_capacity(AT_ONCE, std::io::stdout()), failed: None }
    }

    /// Writes what is left; an output that could not be written ends like a command that could not run.
    pub(super) fn finish(mut self, outcome: Outcome) -> Outcome {
        let _ = self.flush();
        match self.failed {
            Some(kind) if kind != ErrorKind::BrokenPipe => Outcome { code: 2, ..outcome },
            _ => outcome,
        }
    }

    fn note(&mut self, result: std::io::Result<()>) {
        if let Err(error) = result {
            self.failed.get_or_insert(error.kind());
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.failed.is_none() {
            let result = self.out.write_all(bytes);
            self.note(result);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.failed.is_none() {
            let result = self.out.flush();
            self.note(result);
        }
        Ok(())
    }
}
