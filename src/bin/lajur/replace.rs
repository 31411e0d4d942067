//! How a file comes to its name: whole or not at all.
//!
//! It is written under another name beside it and renamed, so that an interrupted run leaves the old one or the whole new one. The other
//! name is locked while its process lives; the system lets go of the lock however that ends, also when it is killed. So what a killed run
//! has left is told from what a run beside this one is writing, on every system alike.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Puts these bytes in the place of a file, and makes the folders above it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = Temporary::beside(path)?;
    temporary.file().write_all(bytes)?;
    temporary.rename()
}

/// A file under another name than it will have. Where it is not renamed, it goes.
pub(crate) struct Temporary<'a> {
    path: PathBuf,
    /// None: it is gone, or has its name.
    file: Option<File>,
    meant: &'a Path,
}

impl<'a> Temporary<'a> {
    /// An empty one for this file; makes the folders above it.
    pub(crate) fn beside(meant: &'a Path) -> io::Result<Self> {
        let folder = meant.parent().unwrap_or(Path::new("."));
        let created = create(folder).or_else(|error| match error.kind() {
            ErrorKind::NotFound => fs::create_dir_all(folder).and_then(|()| create(folder)),
            _ => Err(error),
        });
        let (path, file) = created?;
        Ok(Self { path, file: Some(file), meant })
    }

    /// To be written, and read again.
    pub(crate) fn file(&mut self) -> &mut File {
        self.file.as_mut().expect("it is there until it is renamed")
    }

    /// Gives it its name.
    pub(crate) fn rename(mut self) -> io::Result<()> {
        let renamed = fs::rename(&self.path, self.meant);
        if renamed.is_ok() {
            self.file = None;
        }
        renamed.map_err(|error| if is_in_use(self.meant) { ErrorKind::ResourceBusy.into() } else { error })
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // An error before this one is the one worth telling.
            fs::remove_file(&self.path).ok();
        }
    }
}

/// A new file in a folder, locked.
fn create(folder: &Path) -> io::Result<(PathBuf, File)> {
    loop {
        let path = folder.join(temporary_name());
        match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
            Ok(file) => {
                // Another run that clears up may have found it before it was locked. Where there are no locks, none clears up.
                let is_taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !path.exists();
                if !is_taken {
                    return Ok((path, file));
                }
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Names of temporary files: `.lajur-HOST-PROCESS-NUMBER.tmp`.
fn temporary_name() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("{}{}-{}.tmp", temporary_prefix(), std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn temporary_prefix() -> &'static str {
    static PREFIX: OnceLock<String> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let name = match cfg!(windows) {
            true => std::env::var("COMPUTERNAME").unwrap_or_default(),
            false => fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default(),
        };
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        format!(".lajur-{name}-")
    })
}

/// Whether another program has the file open so that it cannot be replaced. Only Windows lets it.
#[cfg(windows)]
fn is_in_use(path: &Path) -> bool {
    use std::os::windows::fs::OpenOptionsExt;
    let alone = OpenOptions::new().read(true).share_mode(0).open(path);
    alone.is_err_and(|error| error.raw_os_error() == Some(SHARING_VIOLATION))
}

/// What Windows says of a file that another program does not let go of.
#[cfg(windows)]
const SHARING_VIOLATION: i32 = 32;

#[cfg(not(windows))]
fn is_in_use(_: &Path) -> bool {
    false
}

/// Removes what runs on this machine that were killed have left in these folders.
pub(crate) fn clear_stale<'a>(folders: impl Iterator<Item = &'a Path>) {
    folders.collect::<BTreeSet<_>>().into_iter().for_each(clear_stale_in);
}

fn clear_stale_in(folder: &Path) {
    let prefix = temporary_prefix();
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(".tmp"));
        // Locked for as long as it takes to remove it, so that nobody takes it for one of its own meanwhile.
        if is_ours
            && let Ok(file) = OpenOptions::new().write(true).open(entry.path())
            && file.try_lock().is_ok()
        {
            // Another run may have removed it already.
            fs::remove_file(entry.path()).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_written_is_not_stale() {
        let folder = std::env::temp_dir().join(format!("lajur-replace-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        let (path, file) = create(&folder).expect("a file");
        clear_stale_in(&folder);
        assert!(path.exists(), "its process lives");
        drop(file);
        clear_stale_in(&folder);
        assert!(!path.exists(), "nobody writes it any more");
        replace(&folder.join("a"), b"a").expect("written");
        assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 1);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
