//! The call graph: who calls whom, on operations where they are declared. Never judges.
