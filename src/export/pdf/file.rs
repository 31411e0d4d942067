//! Objects into a file.
//!
//! Streams stand by themselves, everything else in object streams (one for a sheet, several for a book), found through a
//! cross-reference stream. The id of the file is the digest of all that stands before that last stream: so the same sheet has the
//! same id, and a file that anybody signed or stamped can be told from one that is as it was written ([`is_untouched`]).
//!
//! What is written is let go at once: of an object only its place is kept, and of thousands that stand in a row that of the first.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom, Write};

use flate2::{Compress, Compression, FlushCompress, Status};

use super::super::stamp::Digest;
use super::syntax::{Ref, Syntax};

/// The objects of a file in the making. What is done goes out; kept is where it stands.
pub(super) struct Objects<'w> {
    last: u32,
    /// The objects that are no streams and not written yet, one after the other, and where each begins.
    small: Vec<u8>,
    small_at: Vec<(Ref, usize)>,
    /// Where objects stand that were written in object streams.
    packed: Vec<Run>,
    /// Where the others begin.
    alone: Vec<(Ref, u32)>,
    sink: Sink<'w>,
}

/// Objects of successive numbers, one after the other in an object stream.
struct Run {
    first: u32,
    count: u32,
    container: Ref,
    /// The place of the first.
    index: u32,
}

impl<'w> Objects<'w> {
    /// A file that is written to `out`. `stamp` stands as a comment behind its head.
    pub(super) fn new(out: &'w mut dyn Write, stamp: Option<&str>) -> Self {
        // The second line tells programs that move files about that this one is not text (ISO 19005-2, 6.1.2).
        let mut head = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        if let Some(stamp) = stamp {
            head.extend(b"%lajur ");
            head.extend(stamp.bytes().filter(|byte| !byte.is_ascii_control()));
            head.push(b'\n');
        }
        let mut sink = Sink { out, at: 0, digest: Digest::default(), fault: None };
        sink.put(&head);
        let (small, small_at) = (Vec::with_capacity(32 * 1024), Vec::new());
        Self { last: 0, small, small_at, packed: Vec::new(), alone: Vec::new(), sink }
    }

    /// A number for an object that will be written.
    pub(super) fn reserve(&mut self) -> Ref {
        self.reserve_all(1)
    }

    /// Successive numbers for so many objects: the first of them.
    pub(super) fn reserve_all(&mut self, count: usize) -> Ref {
        let first = Ref(self.last + 1);
        self.last += count as u32;
        first
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

    /// Writes out what is kept back, where that is enough for an object stream.
    pub(super) fn flush(&mut self) {
        if self.small_at.len() >= ENOUGH_FOR_STREAM {
            self.close();
        }
    }

    /// Writes a stream, deflated. `entries` are those of its dictionary but for length and filter.
    pub(super) fn stream(&mut self, id: Ref, entries: &str, data: &[u8], effort: Effort) {
        self.packed_stream(id, &format!("{entries}/Filter/FlateDecode"), &deflate(data, effort));
    }

    /// Writes a stream as it is.
    pub(super) fn packed_stream(&mut self, id: Ref, entries: &str, data: &[u8]) {
        self.alone.push((id, self.sink.at as u32));
        let mut head = Vec::with_capacity(128);
        head.integer(id.0 as usize).word(" 0 obj\n<<").word(entries);
        head.word("/Length ").integer(data.len()).word(">>stream\n");
        self.sink.put(&head);
        self.sink.put(data);
        self.sink.put(b"\nendstream\nendobj\n");
    }

    /// Writes what is left, and where all objects stand.
    pub(super) fn finish(mut self, root: Ref, info: Ref) -> io::Result<()> {
        self.close();
        let own = self.reserve();
        let start = self.sink.at;
        let digest = self.sink.digest.clone().finish();
        self.alone.push((own, start as u32));
        let mut entries = Vec::new();
        entries.word("/Type/XRef/Size ").integer(self.last as usize + 1).word("/W[1 4 2]");
        entries.word("/DecodeParms<</Predictor 12/Columns ").integer(ROW).word(">>");
        entries.word("/Root").reference(root).word("/Info").reference(info);
        entries.word("/ID[<").word(&digest).word("><").word(&digest).word(">]/Filter/FlateDecode");
        let entries = String::from_utf8(entries).expect("only ASCII was written");
        let table = self.table();
        self.packed_stream(own, &entries, &table);
        let mut tail = Vec::new();
        tail.word("startxref\n").integer(start).word("\n%%EOF\n");
        self.sink.put(&tail);
        self.sink.finish()
    }

    /// Writes the objects that are no streams.
    fn close(&mut self) {
        let container = self.reserve();
        let head = self.object_stream();
        let entries = format!("/Type/ObjStm/N {}/First {}", self.small_at.len(), head.len());
        let body = [&head, &self.small[..]].concat();
        self.stream(container, &entries, &body, Effort::Quick);
        self.small.clear();
        for (index, (id, _)) in self.small_at.drain(..).enumerate() {
            match self.packed.last_mut() {
                Some(run) if run.container == container && run.first + run.count == id.0 => run.count += 1,
                _ => self.packed.push(Run { first: id.0, count: 1, container, index: index as u32 }),
            }
        }
    }

    /// The head of the object stream: number and place of each object in it.
    fn object_stream(&self) -> Vec<u8> {
        let mut head = Vec::with_capacity(self.small_at.len() * 10);
        for (id, at) in &self.small_at {
            head.integer(id.0 as usize).word(" ").integer(*at).word(" ");
        }
        head
    }

    /// The cross-reference table, deflated; each row less the row above it, which deflates to next to nothing.
    fn table(&mut self) -> Vec<u8> {
        const UP: u8 = 2;
        self.packed.sort_unstable_by_key(|run| run.first);
        self.alone.sort_unstable_by_key(|(id, _)| *id);
        let (mut runs, mut alone) = (self.packed.iter().peekable(), self.alone.iter().peekable());
        let mut block = Vec::with_capacity(BLOCK + ROW + 1);
        let mut above = [0_u8; ROW];
        let mut row_of = |id: u32| {
            while runs.peek().is_some_and(|run| run.first + run.count <= id) {
                runs.next();
            }
            let mut row = [0; ROW];
            if let Some((_, at)) = alone.next_if(|(other, _)| other.0 == id) {
                row[0] = 1;
                row[1..5].copy_from_slice(&at.to_be_bytes());
            } else if let Some(run) = runs.peek().filter(|run| run.first <= id) {
                row[0] = 2;
                row[1..5].copy_from_slice(&run.container.0.to_be_bytes());
                row[5..].copy_from_slice(&((run.index + id - run.first) as u16).to_be_bytes());
            }
            row
        };
        packed(Effort::Quick, |table| {
            for id in 0..=self.last {
                let row = row_of(id);
                block.push(UP);
                block.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
                above = row;
                if block.len() >= BLOCK {
                    table.add(&block, FlushCompress::None);
                    block.clear();
                }
            }
            table.add(&block, FlushCompress::Finish);
        })
    }
}

/// Where the file goes. The first fault is told at the end; nothing is written after it.
struct Sink<'w> {
    out: &'w mut dyn Write,
    at: usize,
    digest: Digest,
    fault: Option<io::Error>,
}

impl Sink<'_> {
    fn put(&mut self, bytes: &[u8]) {
        if self.fault.is_some() {
            return;
        }
        self.at += bytes.len();
        self.digest.update(bytes);
        let written = match u32::try_from(self.at) {
            Ok(_) => self.out.write_all(bytes),
            Err(_) => Err(io::Error::other("PDF lebih besar dari 4 GB")),
        };
        self.fault = written.err();
    }

    fn finish(self) -> io::Result<()> {
        match self.fault {
            Some(fault) => Err(fault),
            None => self.out.flush(),
        }
    }
}

/// Bytes of a row of the cross-reference table.
const ROW: usize = 7;
/// The table is deflated in blocks of so many bytes.
const BLOCK: usize = 32 * 1024;
/// The most objects in an object stream: their places in it take two bytes, and readers unpack it whole.
const MOST_IN_STREAM: usize = 20_000;
/// With so many an object stream deflates nearly as well as with more.
const ENOUGH_FOR_STREAM: usize = 1000;

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
    packed(effort, |packing| {
        packing.packed.reserve(data.len() / 2 + 64);
        packing.add(data, FlushCompress::Finish);
    })
}

/// What `work` hands over, deflated.
fn packed(effort: Effort, work: impl FnOnce(&mut Packing<'_>)) -> Vec<u8> {
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
        let mut packing = Packing { state, packed: Vec::new() };
        work(&mut packing);
        packing.packed
    })
}

/// A stream that is deflated piece by piece.
struct Packing<'a> {
    state: &'a mut Compress,
    packed: Vec<u8>,
}

impl Packing<'_> {
    /// Adds a piece; the last one finishes the stream.
    fn add(&mut self, piece: &[u8], flush: FlushCompress) {
        let (start, mut read) = (self.state.total_in(), 0);
        loop {
            let status = self.state.compress_vec(&piece[read..], &mut self.packed, flush);
            read = (self.state.total_in() - start) as usize;
            let is_done = match status {
                Ok(Status::StreamEnd) => true,
                // With room left over, all of the piece was taken.
                Ok(_) => flush == FlushCompress::None && read == piece.len(),
                Err(error) => unreachable!("deflate has no input that it refuses: {error}"),
            };
            if is_done {
                return;
            }
            self.packed.reserve((piece.len() - read) / 2 + 64);
        }
    }
}

/// Whether this is a PDF as this library wrote it: nobody signed, stamped or saved it since.
pub(in crate::export) fn is_untouched(mut file: impl Read + Seek) -> io::Result<bool> {
    const TAIL: u64 = 40;
    const MARK: &[u8] = b"startxref\n";
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    let stated = || {
        let mark = tail.windows(MARK.len()).rposition(|window| window == MARK)?;
        let start = std::str::from_utf8(&tail[mark + MARK.len()..]).ok()?;
        start.strip_suffix("\n%%EOF\n")?.parse().ok().filter(|start| *start < length)
    };
    let Some(start) = stated() else { return Ok(false) };
    file.rewind()?;
    let mut digest = Digest::default();
    let mut before = file.by_ref().take(start);
    let mut block = vec![0; BLOCK];
    loop {
        match before.read(&mut block)? {
            0 => break,
            count => digest.update(&block[..count]),
        }
    }
    let id = format!("/ID[<{}>", digest.finish());
    let mut table = Vec::new();
    file.take(BLOCK as u64).read_to_end(&mut table)?;
    Ok(table.windows(id.len()).any(|window| window == id.as_bytes()))
}
