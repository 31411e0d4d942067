//! Whether the files of a sheet are those that its inputs would give now.
//!
//! Each file carries a stamp: how many pages the sheet has, a digest of everything it was made from, and the names of what its spec
//! asked for besides its own text. A later run takes those names from the stamp, looks at what they stand for now, and compares
//! digests: by content, without a clock, and without laying the sheet out.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Write};

use lajur::export;

use crate::files::Files;

/// Something outside its text that a spec asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    /// The bytes of a file.
    File(String),
    /// Whether the project has an SOP of this name.
    Sop(String),
    /// The fonts of a family of the machine.
    Family(String),
    /// Where links of an SVG to an SOP lead.
    Link(String),
}

/// What makes of a name the thing that is asked for.
type Make = fn(String) -> Asked;

impl Asked {
    const KINDS: [(char, Make); 4] = [('f', Self::File), ('s', Self::Sop), ('h', Self::Family), ('t', Self::Link)];

    fn parts(&self) -> (char, &str) {
        match self {
            Self::File(name) => ('f', name),
            Self::Sop(name) => ('s', name),
            Self::Family(name) => ('h', name),
            Self::Link(name) => ('t', name),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':')?;
        let (_, make) = Self::KINDS.iter().find(|(letter, _)| kind.chars().eq([*letter]))?;
        unescaped(name).map(make)
    }
}

/// What stands in a file about how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// How many pages the sheet has in this format.
    pub(crate) pages: usize,
    /// The digest of all inputs.
    pub(crate) inputs: String,
    /// Whether there were warnings.
    pub(crate) warned: bool,
    /// What the spec asked for.
    pub(crate) asked: BTreeSet<Asked>,
}

/// What the stamp of each file begins with.
const MARK: &str = "lajur-halaman=";

impl Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let warned = if self.warned { "ya" } else { "tidak" };
        write!(f, "{MARK}{};masukan={};peringatan={warned};dari=", self.pages, self.inputs)?;
        for (index, asked) in self.asked.iter().enumerate() {
            let (kind, name) = asked.parts();
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{kind}:{}", escaped(name))?;
        }
        f.write_char(';')
    }
}

impl Stamp {
    /// The stamp of a file that an earlier run has written.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        let head = &file[..file.len().min(64 * 1024)];
        let at = head.windows(MARK.len()).position(|window| window == MARK.as_bytes())? + MARK.len();
        let end = head[at..].iter().position(|&byte| !(b' '..=b'~').contains(&byte)).map_or(head.len(), |end| at + end);
        let mut fields = std::str::from_utf8(&head[at..end]).ok()?.split(';');
        let pages = fields.next()?.parse().ok()?;
        let mut field = |name| fields.next()?.strip_prefix(name)?.strip_prefix('=');
        let inputs = field("masukan")?.to_owned();
        let warned = field("peringatan")? == "ya";
        let asked =
            field("dari")?.split(',').filter(|asked| !asked.is_empty()).map(Asked::read).collect::<Option<_>>()?;
        Some(Self { pages, inputs, warned, asked })
    }
}

/// Names may hold anything; in a stamp stand letters, digits and a few signs.
fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'/' | b'_' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02x}")),
        }
    }
    escaped
}

fn unescaped(name: &str) -> Option<String> {
    let (first, rest) = name.split_once('%').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let mut bytes = first.as_bytes().to_vec();
    for part in rest.into_iter().flat_map(|rest| rest.split('%')) {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

/// What a file is made from.
pub(crate) struct Recipe<'a> {
    /// What the options of the run are, in words.
    pub(crate) options: &'a str,
    /// The text of the spec and what it inherits.
    pub(crate) spec: [&'a [u8]; 2],
    /// The files that it can reach.
    pub(crate) files: &'a Files,
    /// Where links lead; for an SVG.
    pub(crate) link: &'a dyn Fn(&str) -> String,
}

impl Recipe<'_> {
    /// The digest of all inputs.
    pub(crate) fn digest(&self, asked: &BTreeSet<Asked>) -> String {
        let mut whole = format!("{}\n{}\n", env!("CARGO_PKG_VERSION"), self.options);
        for text in self.spec {
            whole.push_str(&export::digest(text));
        }
        for asked in asked {
            let answer = match asked {
                Asked::Link(name) => (self.link)(name),
                asked => self.files.answer(asked),
            };
            let (kind, name) = asked.parts();
            whole.push_str(&format!("\n{kind}:{name}={answer}"));
        }
        export::digest(whole.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_read_as_it_was_written() {
        let asked = [Asked::File("gambar/lambang -- daerah; é.svg".into()), Asked::Sop("renstra".into())];
        let stamp = Stamp { pages: 3, inputs: "ab12".into(), warned: true, asked: asked.into() };
        let text = stamp.to_string();
        assert!(!text.contains("--") && text.is_ascii());
        assert_eq!(Stamp::of(format!("%PDF-1.7\n%lajur {text}\n1 0 obj").as_bytes()), Some(stamp));
        assert_eq!(Stamp::of(b"lajur-halaman=3;"), None);
    }
}
