//! Running the program, in folders that are empty at first.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder of this name; each test has its own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if folder.exists() => panic!("{}: {error}", folder.display()),
        _ => fs::create_dir_all(&folder).unwrap(),
    }
    folder
}

/// Writes a file, and the folders above it.
pub(crate) fn write(path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.as_ref().parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// All files in a folder and below, as paths relative to it, in order.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap().map(Result::unwrap) {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => found.push(path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")),
            }
        }
    }
    found.sort();
    found
}

/// The files of a folder of the repository with an extension, in order.
pub(crate) fn with_extension(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension() == Some(OsStr::new(extension))).collect();
    paths.sort();
    paths
}

/// What a run of the program gave.
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Run {
    /// Its standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// The same, having ended as expected.
    #[track_caller]
    pub(crate) fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}\n{}", String::from_utf8_lossy(&self.out), self.err);
        self
    }
}

/// The program, to be run.
pub(crate) struct Program(Command);

/// The program in a folder.
pub(crate) fn lajur(folder: &Path) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lajur"));
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("SOURCE_DATE_EPOCH");
    Program(command)
}

impl Program {
    /// With an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Runs it with words separated by blanks.
    pub(crate) fn run(self, line: &str) -> Run {
        self.run_with(line.split_whitespace(), b"")
    }

    /// Runs it with arguments and standard input.
    pub(crate) fn run_with<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Run {
        let command = self.0.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that does not read its input closes it.
        child.stdin.take().unwrap().write_all(input).ok();
        let output = child.wait_with_output().unwrap();
        let status = output.status.code().expect("the program was not killed");
        Run { status, out: output.stdout, err: String::from_utf8(output.stderr).unwrap() }
    }
}
