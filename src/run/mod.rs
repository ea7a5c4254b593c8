//! Runs the commands: the only room that touches files, the clock and git. Never decides.
