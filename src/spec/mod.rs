//! Text to spec.
