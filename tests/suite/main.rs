//! The tests of the whole, one program: from a spec's text to what the user gets.
//!
//! To add a test of
//! - **a sheet**: put a small spec that shows one thing into `tests/sheets/` and name it after that; run `UPDATE=1 cargo test`, read the
//!   new file in `tests/golden/`, commit both. It is rendered in all formats as well, as are all of `examples/` and `examples/galeri/`.
//! - **a key**: a spec in `tests/sheets/keys/` that says what must be seen, see `keys.rs`.
//! - **a report**: put a spec into `tests/errors/` with `# galat[code]` or `# peringatan[code]` at the end of the line that the report
//!   must name (several may stand there). Reports that are not announced fail, too. Notes need no announcement.
//! - **the command line**: a function in `cli.rs`.
//! - **what is written in documents**: nothing; `docs.rs` runs the README's commands and reads the reference examples.

mod archive;
mod book;
mod cli;
mod docs;
mod errors;
mod flows;
mod gallery;
mod geometry;
mod keys;
mod looks;
mod minimum;
mod mutations;
mod outline;
mod program;
mod projects;
mod properties;
mod register;
mod revisions;
mod sheets;
mod stable;
mod tags;
mod watch;
mod web;
