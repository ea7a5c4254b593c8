//! The decision room from outside: published numbers, all answers, laws, criteria and speed. Never looks inside.

mod article;
mod common;
mod contradictions;
mod criteria;
mod laws;
mod steps;
mod table;
mod vectors;
