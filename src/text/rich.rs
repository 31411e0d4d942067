//! What a text of the spec says: lines of spans with their emphasis, typed list marks apart.
//!
//! `*miring*` is slanted, `**tebal**` bold; a star opens only before and closes only after a non-blank, and one without a partner
//! is printed. `\*` is a star, any other backslash is itself. A newline is a line break.

use super::Style;

/// A text with its markup understood. The empty text has no lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RichText {
    /// Its lines, as the writer broke them.
    pub lines: Vec<RichLine>,
}

/// A line of a text, up to a line break of the writer's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RichLine {
    /// A list mark that the writer typed (`1.`, `a.`, `•`); the line hangs behind it.
    pub mark: Option<String>,
    /// The words.
    pub spans: Vec<RichSpan>,
}

/// A piece of a line in one style.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RichSpan {
    /// The characters, without markup.
    pub text: String,
    /// Its emphasis.
    pub style: Style,
}

impl RichText {
    /// Reads a text with its markup. Runs of blanks are one blank; a list mark typed in front of a line is understood.
    pub fn parse(text: &str) -> Self {
        Self::read(text, Blanks::Collapse)
    }

    /// Reads a text with its markup and keeps its blanks, which leave room for the pen. There are no list marks.
    pub fn parse_keeping_blanks(text: &str) -> Self {
        Self::read(text, Blanks::Keep)
    }

    fn read(text: &str, blanks: Blanks) -> Self {
        let mut lines = styled_lines(text);
        if let Blanks::Collapse = blanks {
            lines.iter_mut().for_each(tidy);
        }
        let text = Self { lines };
        if text.is_empty() { Self::default() } else { text }
    }

    /// A text in one style, taken as it stands: no markup, blanks kept, line breaks kept.
    pub fn plain(text: &str) -> Self {
        if text.is_empty() { Self::default() } else { Self { lines: text.split('\n').map(plain_line).collect() } }
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.mark.is_none() && line.spans.iter().all(|span| span.text.is_empty()))
    }

    /// The characters alone, lines joined by line breaks, marks included.
    pub fn to_plain(&self) -> String {
        let spans = self.lines.iter().flat_map(|line| &line.spans);
        let mut plain = String::with_capacity(spans.map(|span| span.text.len() + 1).sum());
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 {
                plain.push('\n');
            }
            if let Some(mark) = &line.mark {
                plain.push_str(mark);
                plain.push(' ');
            }
            line.spans.iter().for_each(|span| plain.push_str(&span.text));
        }
        plain
    }

    /// The characters alone on one line, every run of blanks and breaks as one blank.
    pub fn to_line(&self) -> String {
        self.to_plain().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[derive(Clone, Copy)]
enum Blanks {
    Collapse,
    Keep,
}

/// Runs of blanks as one, none at the ends, a typed mark apart.
fn tidy(line: &mut RichLine) {
    let mut after_blank = true;
    for span in &mut line.spans {
        let pairs = span.text.as_bytes().windows(2);
        if after_blank && span.text.starts_with(' ') || pairs.into_iter().any(|pair| matches!(pair, b"  ")) {
            span.text.retain(|char| {
                let drop = char == ' ' && after_blank;
                after_blank = char == ' ';
                !drop
            });
        } else if !span.text.is_empty() {
            after_blank = span.text.ends_with(' ');
        }
    }
    while let Some(last) = line.spans.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
    line.spans.retain(|span| !span.text.is_empty());
    let Some(first) = line.spans.first_mut() else { return };
    if let Some((mark, rest)) = first.text.split_once(' ').filter(|(mark, _)| is_mark(mark)) {
        let (mark, rest) = (mark.to_owned(), rest.to_owned());
        if !rest.is_empty() || line.spans.len() > 1 {
            line.spans[0].text = rest;
            line.mark = Some(mark);
            line.spans.retain(|span| !span.text.is_empty());
        }
    }
}

/// Whether a word is a list mark as one types it: `1.` `12)` `a.` `-` `•` `·`. A capital before a dot is an initial or a title.
fn is_mark(word: &str) -> bool {
    let Some(counter) = word.strip_suffix(['.', ')']) else { return matches!(word, "-" | "•" | "·") };
    let is_number = (1..=3).contains(&counter.len()) && counter.bytes().all(|byte| byte.is_ascii_digit());
    is_number || (counter.len() == 1 && counter.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// A run of stars, or what stands between two.
enum Piece {
    Text(String),
    Stars(Stars),
}

struct Stars {
    /// How many are left to be paired.
    count: usize,
    opens: bool,
    closes: bool,
    /// Changes of style that paired ones make: bold and slant switched on (1) or off (-1), each in turn.
    switches: Vec<(Emphasis, i8)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Emphasis {
    Bold,
    Italic,
}

/// The lines, their emphasis understood.
fn styled_lines(text: &str) -> Vec<RichLine> {
    // Nearly all texts are one line without emphasis.
    if !text.bytes().any(|byte| matches!(byte, b'*' | b'\\' | b'\n')) {
        return vec![plain_line(text)];
    }
    if !text.contains(['*', '\\']) {
        return text.split('\n').map(plain_line).collect();
    }
    let mut pieces = pieces(text);
    pair(&mut pieces);
    let mut lines = vec![RichLine::default()];
    let (mut bold, mut italic) = (0, 0);
    let mut add = |text: &str, bold: i8, italic: i8| {
        let style = if bold > 0 { Style::Regular.bold() } else { Style::Regular };
        let style = if italic > 0 { style.italic() } else { style };
        for (i, part) in text.split('\n').enumerate() {
            if i > 0 {
                lines.push(RichLine::default());
            }
            let RichLine { spans: line, .. } = lines.last_mut().expect("there is a first line");
            match line.last_mut() {
                _ if part.is_empty() => {}
                Some(RichSpan { text, style: last }) if *last == style => text.push_str(part),
                _ => line.push(RichSpan { text: part.to_owned(), style }),
            }
        }
    };
    for piece in &pieces {
        match piece {
            Piece::Text(text) => add(text, bold, italic),
            Piece::Stars(stars) => {
                // What closes stands before, what opens behind the stars that are printed.
                let switch = |sign: i8, bold: &mut i8, italic: &mut i8| {
                    for (emphasis, _) in stars.switches.iter().filter(|(_, way)| *way == sign) {
                        *(if *emphasis == Emphasis::Bold { &mut *bold } else { &mut *italic }) += sign;
                    }
                };
                switch(-1, &mut bold, &mut italic);
                add(&"*".repeat(stars.count), bold, italic);
                switch(1, &mut bold, &mut italic);
            }
        }
    }
    lines
}

/// A line in one style.
fn plain_line(text: &str) -> RichLine {
    RichLine { mark: None, spans: vec![RichSpan { text: text.to_owned(), style: Style::Regular }] }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut current = String::new();
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(char) = chars.next() {
        match char {
            '\\' if chars.next_if_eq(&'*').is_some() => current.push('*'),
            '*' => {
                let mut count = 1;
                while chars.next_if_eq(&'*').is_some() {
                    count += 1;
                }
                let opens = chars.peek().is_some_and(|next| !next.is_whitespace());
                pieces.push(Piece::Text(std::mem::take(&mut current)));
                let closes = !before.is_whitespace();
                pieces.push(Piece::Stars(Stars { count, opens, closes, switches: Vec::new() }));
            }
            char => current.push(char),
        }
        before = char;
    }
    pieces.push(Piece::Text(current));
    pieces
}

/// Pairs each run of stars that may close with the nearest before it that may open.
fn pair(pieces: &mut [Piece]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..pieces.len() {
        let (before, rest) = pieces.split_at_mut(at);
        let Piece::Stars(stars) = &mut rest[0] else { continue };
        while stars.closes && stars.count > 0 {
            let opener = open.iter().rposition(|&index| match &before[index] {
                Piece::Stars(opener) => {
                    (opener.count >= 2) == (stars.count >= 2) || opener.count >= 3 || stars.count >= 3
                }
                Piece::Text(_) => false,
            });
            let Some(position) = opener else { break };
            open.truncate(position + 1);
            let Piece::Stars(opener) = &mut before[open[position]] else { break };
            let (emphasis, width) =
                if opener.count >= 2 && stars.count >= 2 { (Emphasis::Bold, 2) } else { (Emphasis::Italic, 1) };
            opener.count -= width;
            stars.count -= width;
            opener.switches.push((emphasis, 1));
            stars.switches.push((emphasis, -1));
            if opener.count == 0 {
                open.pop();
            }
        }
        if stars.opens && stars.count > 0 {
            open.push(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its spans as `[bold]` and `(slanted)`, marks as `{1.}`, lines apart by `|`.
    fn shown(text: &RichText) -> String {
        let span = |span: &RichSpan| match span.style {
            Style::Regular => span.text.clone(),
            Style::Bold => format!("[{}]", span.text),
            Style::Italic => format!("({})", span.text),
            Style::BoldItalic => format!("[({})]", span.text),
        };
        let line = |line: &RichLine| {
            let mark = line.mark.as_ref().map(|mark| format!("{{{mark}}}")).unwrap_or_default();
            mark + &line.spans.iter().map(span).collect::<String>()
        };
        text.lines.iter().map(line).collect::<Vec<_>>().join("|")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown(&RichText::parse(text)), expected, "{text}");
    }

    #[test]
    fn stars_mark_emphasis() {
        check("buku *e-office* dan **tidak** boleh", "buku (e-office) dan [tidak] boleh");
        check("***penting*** sekali", "[(penting)] sekali");
        check("**tebal dan *miring* juga**", "[tebal dan ][(miring)][ juga]");
        check("*dua\nbaris*", "(dua)|(baris)");
    }

    #[test]
    fn stars_without_partner_are_printed() {
        check("lihat *) di bawah", "lihat *) di bawah");
        check("3 * 4 * 5", "3 * 4 * 5");
        check("a \\*b* c", "a *b* c");
        check("C:\\arsip \\n", "C:\\arsip \\n");
        check("**tebal* saja", "**tebal* saja");
    }

    #[test]
    fn blanks_collapse_unless_kept() {
        check("  satu   dua \n tiga ", "satu dua|tiga");
        assert_eq!(shown(&RichText::parse_keeping_blanks("070 /    / 2019")), "070 /    / 2019");
    }

    #[test]
    fn typed_marks_hang() {
        check(
            "1. satu\n12) dua\na. tiga\n- empat\n• lima\n·  enam",
            "{1.}satu|{12)}dua|{a.}tiga|{-}empat|{•}lima|{·}enam",
        );
        check("1. **tebal**", "{1.}[tebal]");
        check("a.n. BUPATI", "a.n. BUPATI");
        check("-----September 2018", "-----September 2018");
        check("H. NAMA", "H. NAMA");
        check("1.", "1.");
    }

    #[test]
    fn a_blank_text_has_no_lines() {
        assert_eq!(RichText::parse("  "), RichText::default());
        assert_eq!(RichText::parse_keeping_blanks(""), RichText::default());
    }
}
