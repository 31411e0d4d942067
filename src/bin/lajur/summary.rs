//! What a render says at its end: which files it wrote, and how many specs ended how.

use std::path::PathBuf;

use crate::Status;
use crate::outputs::Written;
use crate::settings::LeftOut;
use crate::terminal::{self, Reporter, Stream};

/// With more specs than this, files are counted instead of named.
const MOST_NAMED: usize = 20;

/// What became of a file.
pub(crate) struct Fate {
    pub(crate) path: PathBuf,
    pub(crate) written: Written,
}

/// What became of all specs.
pub(crate) struct Summary {
    reporter: Reporter,
    /// Whether each file is named.
    one_by_one: bool,
    drawn: usize,
    unchanged: usize,
    left: usize,
    warned: usize,
    faulty: usize,
    failed: usize,
    skipped: usize,
}

impl Summary {
    /// Nothing yet of `count` specs; those that were left out before have an error.
    pub(crate) fn new(reporter: Reporter, count: usize, LeftOut(faulty): LeftOut) -> Self {
        let one_by_one = count <= MOST_NAMED && reporter.is_human();
        let (drawn, unchanged, left, warned, failed, skipped) = Default::default();
        Self { reporter, one_by_one, drawn, unchanged, left, warned, faulty, failed, skipped }
    }

    /// Counts a spec with an error.
    pub(crate) fn add_faulty(&mut self) -> Status {
        self.faulty += 1;
        Status::Faulty
    }

    /// Counts a spec whose files the system would not read or write.
    pub(crate) fn add_failed(&mut self) -> Status {
        self.failed += 1;
        Status::Failed
    }

    /// Counts a spec that was not begun because the user stopped the run.
    pub(crate) fn add_skipped(&mut self) -> Status {
        self.skipped += 1;
        Status::Failed
    }

    /// Counts a spec that was drawn, and names its files.
    pub(crate) fn add(&mut self, files: &[Fate], warned: bool) -> Status {
        for file in files {
            self.name(file);
        }
        let is = |written| move |file: &Fate| file.written == written;
        if files.iter().any(is(Written::Left)) {
            self.left += 1;
        } else if !files.is_empty() && files.iter().all(is(Written::Unchanged)) {
            self.unchanged += 1;
        } else {
            self.drawn += 1;
        }
        self.warned += usize::from(warned);
        Status::Good
    }

    fn name(&self, file: &Fate) {
        let path = terminal::path(&file.path);
        match file.written {
            Written::Left => self.reporter.say(
                "pdf-dibiarkan",
                &path,
                "dibiarkan, karena sudah ditandatangani, distempel, atau bukan tulisan lajur; `--force` menimpanya",
            ),
            Written::New if self.one_by_one => Stream::Err.print(&format!("Ditulis: {path}\n")),
            Written::Unchanged if self.one_by_one => Stream::Err.print(&format!("Tidak berubah: {path}\n")),
            Written::New | Written::Unchanged => {}
        }
    }

    /// The counts and how long it took, as a sentence.
    pub(crate) fn sentence(&self, seconds: f64) -> String {
        let Self { drawn, unchanged, left, faulty, .. } = self;
        let mut sentence =
            format!("{drawn} SOP digambar, {unchanged} tidak berubah, {left} dibiarkan, {faulty} bergalat");
        let more = [
            (self.failed, "gagal dibaca atau ditulis"),
            (self.skipped, "belum dikerjakan karena dihentikan"),
            (self.warned, "dengan peringatan (`lajur check` menampilkannya)"),
        ];
        for (count, words) in more.into_iter().filter(|(count, _)| *count > 0) {
            sentence.push_str(&format!(", {count} {words}"));
        }
        let seconds = format!("{seconds:.1}").replace('.', ",");
        sentence + &format!("; {seconds} detik\n")
    }
}
