//! Rendering: findings, decisions, diagrams and records as text. Never computes.
