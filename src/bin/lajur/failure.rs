//! What keeps the program from its work, other than faults of a spec: the command line and the file system.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::terminal;

/// A sentence for the user. Exit status 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) String);

/// What a command returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// What the system said about a file.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        Self::named(terminal::path(path), error)
    }

    /// What the system said about something with a name.
    pub(crate) fn named(name: impl Display, error: &io::Error) -> Self {
        Self(format!("{name}: {}", words(error)))
    }
}

/// What is said of a file that another program holds, as only Windows lets it.
const IN_USE: &str = "sedang dibuka program lain; tutup berkas itu di sana, lalu jalankan lagi";

/// The system's errors in the user's language.
pub(crate) fn words(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "tidak ada",
        ErrorKind::PermissionDenied => "tidak ada izin untuk membuka atau menulisnya",
        ErrorKind::AlreadyExists => "sudah ada",
        ErrorKind::IsADirectory => "ini folder, bukan berkas",
        ErrorKind::NotADirectory => "sebagian dari jalurnya bukan folder",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "tempat penyimpanan penuh",
        ErrorKind::ReadOnlyFilesystem => "tempat penyimpanan hanya dapat dibaca",
        ErrorKind::FileTooLarge => "berkas terlalu besar bagi tempat penyimpanan",
        ErrorKind::InvalidFilename => "nama berkas terlalu panjang atau tidak sah",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => IN_USE,
        ErrorKind::BrokenPipe => "penerima keluaran sudah berhenti",
        // Windows: another program does not share the file, or has locked a part of it.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => IN_USE,
        _ => {
            return match error.raw_os_error() {
                Some(code) => format!("gagal dibuka atau ditulis (kode sistem {code})"),
                None => "gagal dibuka atau ditulis".to_owned(),
            };
        }
    };
    words.to_owned()
}
