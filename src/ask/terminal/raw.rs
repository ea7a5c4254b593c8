//! Keys as they are typed: a terminal that echoes nothing and sends no signals while questions are asked. Never leaves
//! the terminal changed.

/// Puts the terminal back when it goes.
#[derive(Debug)]
pub(super) struct Raw {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Raw {
    /// Switches echo, line editing and signals of standard input off, so that whatever is typed between two questions
    /// waits for the next one and an interruption is a key like any other.
    #[cfg(unix)]
    pub(super) fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let stdin = std::io::stdin();
        let before = tcgetattr(&stdin).ok();
        if let Some(before) = &before {
            let mut raw = before.clone();
            raw.local_modes &=
                !(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN);
            let _ = tcsetattr(&stdin, OptionalActions::Drain, &raw);
        }
        Self { before }
    }

    #[cfg(not(unix))]
    pub(super) fn begin() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Raw {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ =
                rustix::termios::tcsetattr(std::io::stdin(), rustix::termios::OptionalActions::Drain, before);
        }
    }
}
