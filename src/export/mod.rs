//! Scene to bytes.
