//! The files that a spec names: logos, QR codes, fonts, forms, and the other specs it links to.
//!
//! Only the program knows the file system; the stages ask through this trait. What comes from outside the project folder is
//! refused by whoever implements it.

/// Where the files that a spec names come from.
pub trait Assets: Sync {
    /// The bytes of a file, by its name in the spec. The error is why there are none, in the user's words, to stand behind a
    /// colon: `tidak ada`, `berada di luar folder proyek`.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;

    /// Whether the project has a spec whose file has this name, without extension.
    fn has_sop(&self, name: &str) -> bool;
}

/// No files at all: for specs that name none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAssets;

impl Assets for NoAssets {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("tidak ada".to_owned())
    }

    fn has_sop(&self, _: &str) -> bool {
        false
    }
}
