//! The examples that tell a story, with the results they must have.
