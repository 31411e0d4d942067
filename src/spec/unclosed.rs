//! Where a list, an inline table or a long text was begun and never closed.
//!
//! The TOML library notices only much later, often at the end of the file. Here the text is read just far enough to know strings and
//! comments from brackets; a line that looks like `[bagian]` or `kunci = nilai` inside a list shows that the list should have ended.

use crate::source::Span;

/// What was left open, and where it begins.
pub(super) fn find(text: &str) -> Option<(Span, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let (Some(&(start, bracket)), true) = (open.last(), at <= line_start(text, line))
            && looks_outside(line, bracket)
        {
            return Some((start..start + 1, bracket));
        }
        // A long text may have taken us beyond this line.
        if let Some(rest) = text.get(at.max(line_start(text, line))..line_end(text, line)) {
            let from = line_end(text, line) - rest.len();
            match read_line(text, from, line_end(text, line), &mut open) {
                Ok(next) => at = next,
                Err(start) => return Some((start..start + 3, '"')),
            }
        }
    }
    open.first().map(|&(start, bracket)| (start..start + 1, bracket))
}

fn line_start(text: &str, line: &str) -> usize {
    line.as_ptr() as usize - text.as_ptr() as usize
}

fn line_end(text: &str, line: &str) -> usize {
    line_start(text, line) + line.len()
}

/// Whether a line cannot stand inside the bracket: the head of a table, or inside a list a key with its value.
fn looks_outside(line: &str, bracket: char) -> bool {
    let line = line.trim();
    let is_key = |key: &str| {
        let key = key.trim();
        !key.is_empty() && key.chars().all(|char| char.is_alphanumeric() || "-_.".contains(char))
    };
    let code = line.split('#').next().unwrap_or_default().trim();
    let inner = code.trim_start_matches('[').trim_end_matches(']');
    let is_head = code.starts_with('[')
        && code.ends_with(']')
        && is_key(inner)
        && !inner.starts_with(|c: char| c.is_ascii_digit());
    let is_value = ["true", "false", "inf", "nan"].contains(&inner);
    is_head && !is_value || bracket == '[' && code.split_once('=').is_some_and(|(key, _)| is_key(key))
}

/// Reads from a line to the end of what begins in it; the error is the start of a long text that never ends.
fn read_line(text: &str, from: usize, end: usize, open: &mut Vec<(usize, char)>) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let (mut at, mut end) = (from, end);
    let is_head = open.is_empty() && text[from..end].trim_start().starts_with('[');
    while at < end {
        match bytes[at] {
            b'#' => return Ok(end),
            quote @ (b'"' | b'\'') => {
                let mark = [quote; 3];
                if bytes[at..].starts_with(&mark) {
                    at = long_text_end(bytes, at + 3, mark).ok_or(at)?;
                    end = text[at..].find('\n').map_or(text.len(), |line| at + line + 1).max(end);
                } else {
                    at = short_text_end(bytes, at + 1, end, quote);
                }
                continue;
            }
            bracket @ (b'[' | b'{') if !is_head => open.push((at, char::from(bracket))),
            b']' | b'}' if !is_head => {
                open.pop();
            }
            _ => {}
        }
        at += 1;
    }
    Ok(end)
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
            _ => {}
        }
        at += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_was_left_open_is_found_where_it_begins() {
        let cases = [
            ("a = [\"x\", \"y\"\n\n[b]\nc = 1\n", Some((4, '['))),
            ("a = [1, 2\nb = 3\n", Some((4, '['))),
            ("a = 1\nb = { c = 1\n\n[[d]]\n", Some((10, '{'))),
            ("a = \"\"\"satu\ndua\n", Some((4, '"'))),
            ("a = [\n  \"[x]\", # [\n  '''\n[b]\n''',\n]\n[c]\nd = [[1], [2]]\n", None),
            ("[[a]]\nb = { c = [1,\n2], d = 1 }\n", None),
            ("a = \"tak tertutup\nb = 1\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text).map(|(span, bracket)| (span.start, bracket)), expected, "{text}");
        }
    }
}
