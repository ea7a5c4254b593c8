//! How things end, as the values of the label `outcome`. Never decides which it was.

macro_rules! outcomes {
    ($(#[$about:meta])* $name:ident, $all:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$meaning])* $variant,)*
        }

        impl $name {
            /// All of them, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The value of the label `outcome`.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }
    };
}

outcomes! {
    /// How a request ended.
    RequestOutcome, REQUEST_OUTCOMES {
        /// It was answered.
        Ok = "ok",
        /// The client is to blame.
        Invalid = "invalid",
        /// The service, or something behind it, is to blame.
        Failed = "failed",
        /// The deadline came first.
        Timeout = "timeout",
        /// The service was full.
        Rejected = "rejected",
    }
}

outcomes! {
    /// How a call, or an attempt of it, ended.
    CallOutcome, CALL_OUTCOMES {
        /// It was answered.
        Ok = "ok",
        /// The callee answered that it does not, or failed.
        Refused = "refused",
        /// No connection, or it broke.
        Unreachable = "unreachable",
        /// No answer in time.
        Timeout = "timeout",
        /// The circuit breaker did not let it through.
        Open = "open",
        /// The bulkhead did not let it through.
        Full = "full",
        /// There was an answer that could not be understood.
        Unreadable = "unreadable",
    }
}

outcomes! {
    /// How an attempt to handle a message ended.
    MessageOutcome, MESSAGE_OUTCOMES {
        /// It was handled.
        Ok = "ok",
        /// It will come again, or was given up.
        Failed = "failed",
        /// It can never be handled.
        Invalid = "invalid",
        /// It had been handled before.
        Duplicate = "duplicate",
    }
}

outcomes! {
    /// How an accepted request ended.
    CompletionOutcome, COMPLETION_OUTCOMES {
        /// All of its steps are done.
        Completed = "completed",
        /// A step was given up; what was done is undone where that is possible.
        Failed = "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::*;
    use super::*;

    fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|outcome| word(*outcome)).collect()
    }

    #[test]
    fn outcomes_are_those_of_the_table() {
        assert_eq!(
            words(RequestOutcome::ALL, RequestOutcome::word),
            REQUEST_OUTCOMES
        );
        assert_eq!(words(CallOutcome::ALL, CallOutcome::word), CALL_OUTCOMES);
        assert_eq!(
            words(MessageOutcome::ALL, MessageOutcome::word),
            MESSAGE_OUTCOMES
        );
        assert_eq!(
            words(CompletionOutcome::ALL, CompletionOutcome::word),
            COMPLETION_OUTCOMES
        );
    }
}
