//! What was forgotten at the heads and brackets of a text that is not TOML, put back so that the rest can be read.
//!
//! The TOML library notices an open list only much later, often at the end of the file, and takes all between for its content; after
//! a broken head it counts the keys below as written twice. Here the text is read line by line, just far enough to know strings and comments
//! from brackets. Comes out: the text as it was meant, the faults at the places where they are, and the way back from a place in the
//! mended text to the same place in the user's.

use super::shape::{Kind, Shape};
use crate::source::Span;

/// Most faults that are mended: a file with more of them is no spec.
const MOST: usize = 50;

/// The largest text that is mended, in bytes: no SOP is as large, and brackets left open by the thousand would take long.
const LARGEST: usize = 300_000;
/// Brackets that are open at once: a text with more of them is no spec.
const DEEPEST: usize = 100;

/// A text that can be read further than the one it was made of.
pub(super) struct Mended {
    /// The text.
    pub(super) text: String,
    /// What was put right.
    pub(super) faults: Vec<Fault>,
    edits: Vec<Edit>,
    /// Where the lines of the user's text begin that are whole: nothing goes on before or behind them.
    whole: Vec<usize>,
}

/// What is wrong, where, and what to do.
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// So many bytes of the user's text that became so many others.
struct Edit {
    at: usize,
    removed: usize,
    added: usize,
}

impl Mended {
    /// Whether the line that begins here in the mended text neither goes on from another nor in another.
    pub(super) fn is_whole(&self, start: usize) -> bool {
        self.whole.binary_search(&self.original(start)).is_ok()
    }

    /// Whether nothing was mended.
    pub(super) fn is_as_it_was(&self) -> bool {
        self.edits.is_empty()
    }

    /// The place in the user's text.
    pub(super) fn original(&self, byte: usize) -> usize {
        let (mut here, mut there) = (0, 0);
        for edit in &self.edits {
            let start = here + (edit.at - there);
            if byte <= start {
                break;
            }
            if byte < start + edit.added {
                return edit.at + (byte - start).min(edit.removed);
            }
            (here, there) = (start + edit.added, edit.at + edit.removed);
        }
        there + (byte - here)
    }
}

/// Reads a text whose tables are those of `shape`.
pub(super) fn mend(text: &str, shape: &'static Shape) -> Mended {
    if text.len() > LARGEST {
        return Mended { text: text.to_owned(), faults: Vec::new(), edits: Vec::new(), whole: Vec::new() };
    }
    let mended = Mended {
        text: String::with_capacity(text.len() + 8),
        faults: Vec::new(),
        edits: Vec::new(),
        whole: Vec::new(),
    };
    let mut reader = Reader { text, shape, mended, copied: 0, open: Vec::new(), content_end: 0, open_quote: None };
    let mut at = 0;
    while at < text.len() {
        at = reader.line(at);
    }
    reader.close(text.len());
    reader.mended.text.push_str(&text[reader.copied..]);
    reader.mended
}

struct Reader<'a> {
    text: &'a str,
    shape: &'static Shape,
    mended: Mended,
    /// How much of the text is in the mended one.
    copied: usize,
    /// Brackets that are open, with their places.
    open: Vec<(usize, char)>,
    /// Behind the last thing that is neither blank nor comment.
    content_end: usize,
    /// Where a text begins that its line did not end, and its quote.
    open_quote: Option<(usize, u8)>,
}

impl Reader<'_> {
    /// Reads the line at `start` and what goes on behind it; gives the start of the next.
    fn line(&mut self, start: usize) -> usize {
        let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at + 1);
        let line = &self.text[start..end];
        if let Some(&(_, bracket)) = self.open.last()
            && looks_outside(line, bracket)
        {
            self.close(start);
        }
        if self.open.is_empty() && self.head(start, line) {
            self.content_end = start + code(line).trim_end().len();
            self.mended.whole.push(start);
            return end;
        }
        let is_first = self.open.is_empty();
        let next = self.content(start, end);
        if is_first && self.open.is_empty() && next == end {
            self.mended.whole.push(start);
        }
        next
    }

    /// Reads strings, brackets and comments.
    fn content(&mut self, start: usize, mut end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < end {
            match bytes[at] {
                b'#' => return end,
                quote @ (b'"' | b'\'') => {
                    let mark = [quote; 3];
                    at = if !bytes[at..].starts_with(&mark) {
                        let behind = short_text_end(bytes, at + 1, end, quote);
                        if bytes[behind - 1] != quote || behind == at + 1 {
                            self.open_quote = Some((at, quote));
                        }
                        behind
                    } else if let Some(behind) = long_text_end(bytes, at + 3, mark) {
                        end = self.text[behind..].find('\n').map_or(self.text.len(), |line| behind + line + 1).max(end);
                        behind
                    } else {
                        return self.open_text(at, end, quote);
                    };
                    self.content_end = at;
                    continue;
                }
                bracket @ (b'[' | b'{') if self.open.len() < DEEPEST => self.open.push((at, char::from(bracket))),
                bracket @ (b']' | b'}' | b')') => self.closing(at, char::from(bracket)),
                _ => {}
            }
            at += 1;
            if !bytes[at - 1].is_ascii_whitespace() {
                self.content_end = at;
            }
        }
        end
    }

    /// A closing bracket, which may not be the one that was opened.
    fn closing(&mut self, at: usize, bracket: char) {
        let Some(&(start, opening)) = self.open.last() else { return };
        let wanted = if opening == '[' { ']' } else { '}' };
        // A parenthesis without quotes around it closes only what ends here anyway.
        let rest = || code(self.text[at + 1..].lines().next().unwrap_or_default());
        if bracket == ')' && !rest().trim_end_matches([',', ']', '}', ')']).trim().is_empty() {
            return;
        }
        if bracket != wanted {
            let other_is_open = self.open.iter().any(|&(_, open)| open != opening);
            if other_is_open && bracket != ')' {
                self.fault(
                    start..start + 1,
                    format!("`{opening}` ini belum ditutup"),
                    Some(format!("tulis `{wanted}` sebelum `{bracket}`")),
                );
                self.replace(at..at, &wanted.to_string());
                self.open.pop();
            } else {
                let message =
                    format!("yang dibuka dengan `{opening}` harus ditutup dengan `{wanted}`, bukan `{bracket}`");
                self.fault(at..at + 1, message, Some(format!("ganti `{bracket}` dengan `{wanted}`")));
                self.replace(at..at + 1, &wanted.to_string());
            }
        }
        self.open.pop();
    }

    /// A text between three quotes that never ends: it ends with its line.
    fn open_text(&mut self, at: usize, end: usize, quote: u8) -> usize {
        let line = self.text[at..end].trim_end();
        let (from, to) = (at + line.len(), if quote == b'"' { "\"\"\"" } else { "'''" });
        let added = if line.len() == 3 { format!(" {to}") } else { to.to_owned() };
        let help = "tambahkan tiga tanda kutip di akhir teksnya; teks satu baris cukup diapit satu tanda kutip";
        self.fault(at..at + 3, "teks ini belum ditutup dengan tiga tanda kutip", Some(help.to_owned()));
        self.replace(from..from, &added);
        self.content_end = from;
        end
    }

    /// Closes what is open; what stands at `before` is not meant to be inside.
    fn close(&mut self, before: usize) {
        if self.open.is_empty() {
            return;
        }
        let at = self.content_end.min(before);
        let mut closing = String::new();
        for (start, bracket) in std::mem::take(&mut self.open).into_iter().rev() {
            let same_line = line_of(self.text, start) == line_of(self.text, at);
            if let Some((quote_at, quote)) = self.open_quote.filter(|&(quote_at, _)| same_line && quote_at > start) {
                let quote = char::from(quote);
                let message = "di baris ini ada teks yang kurang satu tanda kutip";
                let help = format!(
                    "setiap teks dibuka dan ditutup dengan `{quote}`: `[{quote}...{quote}, {quote}...{quote}]`"
                );
                self.fault(start..quote_at + 1, message, Some(help));
                if closing.is_empty() {
                    closing.push(quote);
                }
                closing.push(if bracket == '[' { ']' } else { '}' });
                continue;
            }
            let (sort, sign) = if bracket == '[' { ("daftar", ']') } else { ("isian", '}') };
            let (from, to) = (line_of(self.text, start), line_of(self.text, at));
            let place = if from == to { "di akhir baris ini".to_owned() } else { format!("sesudah baris {to}") };
            let help = format!("tambahkan `{sign}` {place}");
            self.fault(start..start + 1, format!("{sort} ini belum ditutup dengan `{sign}`"), Some(help));
            closing.push(sign);
        }
        self.replace(at..at, &closing);
    }

    /// Whether the line is the head of a table; a broken one is mended.
    fn head(&mut self, start: usize, line: &str) -> bool {
        let code = code(line).trim_end();
        let indent = code.len() - code.trim_start().len();
        let written = &code[indent..];
        let count = |sign: char| (written.chars().take_while(|&c| c == sign).count(), sign);
        let (opening, sign) = [count('['), count('('), count('{')].into_iter().max().unwrap_or((0, '['));
        let rest = written[opening..].trim_end_matches([']', ')', '}', '[']);
        let closing = written.len() - opening - rest.len();
        let name = rest.trim();
        if opening + closing == 0 || !is_dotted_key(name.split(' ').next().unwrap_or_default()) {
            return false;
        }
        let kind = self.table_kind(name.split(' ').next().unwrap_or_default());
        // Of an unknown name only the brackets of a head can be judged: `(x)` or `x]` may be anything.
        let (wanted, name) = match kind {
            Some(wanted) if is_dotted_key(name) || !name.contains('=') => {
                (wanted, name.split(' ').next().unwrap_or_default())
            }
            _ if opening == 0 || sign != '[' || !is_dotted_key(name) => {
                return sign == '[' && opening > 0 && closing > 0;
            }
            _ => (opening.max(closing).min(2), name),
        };
        let right = format!("{}{name}{}", "[".repeat(wanted), "]".repeat(wanted));
        if right == written.replace(' ', "") && is_dotted_key(rest.trim()) {
            return true;
        }
        let span = start + indent..start + indent + written.len();
        let message = match wanted {
            _ if rest.trim() != name => format!("sesudah nama bagian `{name}` kepala ini harus berakhir"),
            2 if (opening, closing, sign) == (1, 1, '[') => {
                format!("bagian `{name}` dapat berulang, jadi kepalanya diapit dua kurung siku")
            }
            1 if (opening, closing, sign) == (2, 2, '[') => {
                format!("bagian `{name}` hanya ada satu, jadi kepalanya diapit satu kurung siku")
            }
            _ => "kurung siku kepala bagian ini tidak lengkap".to_owned(),
        };
        self.fault(span.clone(), message, Some(format!("tulis `{right}`")));
        self.replace(span, &right);
        true
    }

    /// How many brackets the head of a known table has.
    fn table_kind(&self, path: &str) -> Option<usize> {
        let mut keys = self.shape.keys;
        let mut found = None;
        for name in path.split('.') {
            let key = keys.iter().find(|key| key.name == name)?;
            (keys, found) = match key.kind {
                Kind::Table(shape) => (shape.keys, Some(1)),
                Kind::Map(_) => (&[][..], Some(1)),
                Kind::Array(Kind::Table(shape), ..) => (shape.keys, Some(2)),
                _ => return None,
            };
        }
        found
    }

    fn fault(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        if self.mended.edits.len() < MOST {
            self.mended.faults.push(Fault { span, message: message.into(), help });
        }
    }

    fn replace(&mut self, span: Span, new: &str) {
        if self.mended.edits.len() >= MOST {
            return;
        }
        // What was mended once is not mended again.
        let start = span.start.max(self.copied);
        let end = span.end.max(start);
        self.mended.text.push_str(&self.text[self.copied..start]);
        self.mended.text.push_str(new);
        self.mended.edits.push(Edit { at: start, removed: end - start, added: new.len() });
        self.copied = end;
    }
}

/// The number of the line that a byte stands on.
fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// A line up to its comment, as far as that can be told without reading strings.
fn code(line: &str) -> &str {
    line.split('#').next().unwrap_or_default()
}

fn is_dotted_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|char| char.is_alphanumeric() || "-_.".contains(char))
}

/// Whether a line cannot stand inside the bracket: the head of a table, or inside a list a key with its value.
fn looks_outside(line: &str, bracket: char) -> bool {
    let code = code(line).trim();
    let inner = code.trim_start_matches('[').trim_end_matches(']');
    let is_head = code.starts_with('[')
        && code.ends_with(']')
        && is_dotted_key(inner)
        && !inner.starts_with(|c: char| c.is_ascii_digit());
    let is_value = ["true", "false", "inf", "nan"].contains(&inner);
    is_head && !is_value || bracket == '[' && code.split_once('=').is_some_and(|(key, _)| is_dotted_key(key.trim()))
}

fn long_text_end(bytes: &[u8], from: usize, mark: [u8; 3]) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == b'\\' && mark[0] == b'"' {
            at += 2;
        } else if bytes[at..].starts_with(&mark) {
            return Some(at + 3);
        } else {
            at += 1;
        }
    }
    None
}

/// Behind the closing quote, or the end of the line where there is none.
fn short_text_end(bytes: &[u8], from: usize, end: usize, quote: u8) -> usize {
    let mut at = from;
    while at < end {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            byte if byte == quote => return at + 1,
            b'\n' => return at,
            _ => {}
        }
        at += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::spec::keys::SPEC;

    fn check(text: &str, expected: &str, places: &[usize]) {
        let mended = mend(text, &SPEC);
        assert_eq!(mended.text, expected);
        assert_eq!(mended.faults.iter().map(|fault| fault.span.start).collect::<Vec<_>>(), places, "{text}");
    }

    #[test]
    fn what_was_left_open_is_closed_where_it_should_have_ended() {
        check("a = [\"x\", \"y\" # [\n\n[b]\nc = 1\n", "a = [\"x\", \"y\"] # [\n\n[b]\nc = 1\n", &[4]);
        check("a = [1, 2\nb = 3\n", "a = [1, 2]\nb = 3\n", &[4]);
        check("a = 1\nb = { c = [1\n\n[[d]]\n", "a = 1\nb = { c = [1]}\n\n[[d]]\n", &[16, 10]);
        check("a = \"\"\"satu\nb = [\n", "a = \"\"\"satu\"\"\"\nb = []\n", &[4, 16]);
        let sound = "a = [\n  \"[x]\", # [\n  '''\n[b]\n''',\n]\n[c]\nd = [[1], [2]]\n[[kegiatan]]\nb = { c = [1,\n2], d = 1 }\n";
        check(sound, sound, &[]);
    }

    #[test]
    fn heads_get_their_brackets() {
        check("[kegiatan]\n[[sop]] # x\n(format)\n", "[[kegiatan]]\n[sop] # x\n[format]\n", &[0, 11, 23]);
        check(
            "[[pelaksana]\nsop]\n[[prosedur.kegiatan\n",
            "[[pelaksana]]\n[sop]\n[[prosedur.kegiatan]]\n",
            &[0, 13, 18],
        );
        check("[[kegiatan baru]]\n[lain\n", "[[kegiatan]]\n[lain]\n", &[0, 18]);
    }

    #[test]
    fn places_lead_back() {
        let text = "[kegiatan]\na = [1\n[sop]\n";
        let mended = mend(text, &SPEC);
        for word in ["a = ", "1\n", "sop"] {
            let (here, there) = (mended.text.find(word.trim_end()).unwrap(), text.find(word).unwrap());
            assert_eq!(mended.original(here), there, "{word}");
        }
    }
}
