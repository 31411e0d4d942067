//! Objects into a file.
//!
//! Streams stand by themselves, everything else in object streams (one for a sheet, several for a book), found through a cross-reference stream. The id of the file
//! is the digest of all that stands before that last stream: so the same sheet has the same id, and a file that anybody signed
//! or stamped can be told from one that is as it was written ([`is_untouched`]).

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};

use super::super::stamp::digest;
use super::syntax::{Ref, Syntax};

/// The objects of a file in the making.
pub(super) struct Objects {
    last: u32,
    /// The objects that are no streams, one after the other, and where each begins.
    small: Vec<u8>,
    small_at: Vec<(Ref, usize)>,
    /// Object streams that were written, with what stands in them.
    closed: Vec<(Ref, Vec<Ref>)>,
    /// The file so far, and where its objects begin.
    file: Vec<u8>,
    file_at: Vec<(Ref, usize)>,
}

impl Objects {
    /// A file whose first `taken` numbers are given away. `stamp` stands as a comment behind its head.
    pub(super) fn new(taken: u32, stamp: Option<&str>) -> Self {
        let mut file = Vec::with_capacity(64 * 1024);
        // The second line tells programs that move files about that this one is not text (ISO 19005-2, 6.1.2).
        file.extend(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
        if let Some(stamp) = stamp {
            file.extend(b"%lajur ");
            file.extend(stamp.bytes().filter(|byte| !byte.is_ascii_control()));
            file.push(b'\n');
        }
        let (small, small_at, file_at) = (Vec::with_capacity(32 * 1024), Vec::new(), Vec::new());
        Self { last: taken, small, small_at, closed: Vec::new(), file, file_at }
    }

    /// A number for an object that will be written.
    pub(super) fn reserve(&mut self) -> Ref {
        self.last += 1;
        Ref(self.last)
    }

    /// Where to write an object that is no stream.
    pub(super) fn object(&mut self, id: Ref) -> &mut Vec<u8> {
        if self.small_at.len() == MOST_IN_STREAM {
            self.close();
        }
        if !self.small.is_empty() {
            self.small.push(b'\n');
        }
        self.small_at.push((id, self.small.len()));
        &mut self.small
    }

    /// Writes a stream, deflated. `entries` are those of its dictionary but for length and filter.
    pub(super) fn stream(&mut self, id: Ref, entries: &str, data: &[u8], effort: Effort) {
        let packed = deflate(data, effort);
        self.packed_stream(id, &format!("{entries}/Filter/FlateDecode"), &packed);
    }

    /// Writes a stream as it is.
    pub(super) fn packed_stream(&mut self, id: Ref, entries: &str, data: &[u8]) {
        self.file_at.push((id, self.file.len()));
        self.file
            .integer(id.0 as usize)
            .word(" 0 obj\n<<")
            .word(entries)
            .word("/Length ")
            .integer(data.len())
            .word(">>stream\n");
        self.file.extend_from_slice(data);
        self.file.word("\nendstream\nendobj\n");
    }

    /// The whole file.
    pub(super) fn finish(mut self, root: Ref, info: Ref) -> Vec<u8> {
        self.close();
        let own = self.reserve();
        let start = self.file.len();
        self.file_at.push((own, start));
        let digest = digest(&self.file);
        let table = self.table();
        let mut entries =
            format!("/Type/XRef/Size {}/W[1 4 2]/DecodeParms<</Predictor 12/Columns {ROW}>>", self.last + 1)
                .into_bytes();
        entries.word("/Root").reference(root).word("/Info").reference(info);
        entries.word("/ID[<").word(&digest).word("><").word(&digest).word(">]");
        let entries = String::from_utf8(entries).expect("only ASCII was written");
        self.stream(own, &entries, &table, Effort::Quick);
        self.file.word("startxref\n").integer(start).word("\n%%EOF\n");
        self.file
    }

    /// Writes the objects that are no streams.
    fn close(&mut self) {
        let container = self.reserve();
        let (head, count) = self.object_stream();
        let entries = format!("/Type/ObjStm/N {count}/First {}", head.len());
        let body = [head, std::mem::take(&mut self.small)].concat();
        self.stream(container, &entries, &body, Effort::Quick);
        let ids = std::mem::take(&mut self.small_at).into_iter().map(|(id, _)| id).collect();
        self.closed.push((container, ids));
    }

    /// The head of the object stream: number and place of each object in it.
    fn object_stream(&self) -> (Vec<u8>, usize) {
        let mut head = Vec::with_capacity(self.small_at.len() * 10);
        for (id, at) in &self.small_at {
            head.integer(id.0 as usize).word(" ").integer(*at).word(" ");
        }
        (head, self.small_at.len())
    }

    /// The cross-reference table, each row less the row above it, which deflates to next to nothing.
    fn table(&self) -> Vec<u8> {
        let mut rows = vec![[0; ROW]; self.last as usize + 1];
        for (id, at) in &self.file_at {
            let at = (*at as u32).to_be_bytes();
            rows[id.0 as usize] = [1, at[0], at[1], at[2], at[3], 0, 0];
        }
        for (container, ids) in &self.closed {
            let holder = container.0.to_be_bytes();
            for (index, id) in ids.iter().enumerate() {
                let index = (index as u16).to_be_bytes();
                rows[id.0 as usize] = [2, holder[0], holder[1], holder[2], holder[3], index[0], index[1]];
            }
        }
        let mut table = Vec::with_capacity(rows.len() * (ROW + 1));
        let mut above = [0_u8; ROW];
        for row in rows {
            const UP: u8 = 2;
            table.push(UP);
            table.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        table
    }
}

/// Bytes of a row of the cross-reference table.
const ROW: usize = 7;
/// The most objects in an object stream: their places in it take two bytes, and readers unpack it whole.
const MOST_IN_STREAM: usize = 20_000;

/// How hard to look for what is said twice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// For what is new in every sheet: a fifth of the time, for a file that is a tenth larger.
    Quick,
    /// For pictures, and what is kept for all sheets of a process.
    Thorough,
}

/// Deflates a buffer.
pub(super) fn deflate(data: &[u8], effort: Effort) -> Vec<u8> {
    thread_local! {
        // Its tables are large; clearing them is quicker than asking for them anew.
        static QUICK: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(1), true));
        static THOROUGH: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(6), true));
    }
    let state = match effort {
        Effort::Quick => &QUICK,
        Effort::Thorough => &THOROUGH,
    };
    state.with_borrow_mut(|state| {
        state.reset();
        let mut packed = Vec::with_capacity(data.len() / 2 + 64);
        loop {
            let read = state.total_in() as usize;
            match state.compress_vec(&data[read..], &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => return packed,
                Ok(_) => packed.reserve(data.len() / 2 + 64),
                Err(error) => unreachable!("deflate has no input that it refuses: {error}"),
            }
        }
    })
}

/// Whether these are the bytes of a PDF as this library wrote it: nobody signed, stamped or saved it since.
pub(in crate::export) fn is_untouched(bytes: &[u8]) -> bool {
    let untouched = || {
        const MARK: &[u8] = b"startxref\n";
        let tail = &bytes[bytes.len().saturating_sub(40)..];
        let mark = tail.windows(MARK.len()).rposition(|window| window == MARK)?;
        let start = std::str::from_utf8(&tail[mark + MARK.len()..]).ok()?;
        let start: usize = start.strip_suffix("\n%%EOF\n")?.parse().ok()?;
        let table = bytes.get(start..)?;
        let id = format!("/ID[<{}>", digest(&bytes[..start]));
        Some(table.windows(id.len()).any(|window| window == id.as_bytes()))
    };
    untouched().unwrap_or(false)
}
