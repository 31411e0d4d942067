//! Texts set in lines.
//!
//! A [`Passage`] holds its glyphs, shaped and measured once, and the places where it may break; setting it at a width only chooses
//! among these ([`super::fit`]). No line is wider than the width it is set to, unless that does not hold its widest glyph behind
//! its list marks. Baselines depend on the style alone, so that first lines of neighbouring cells stand level.

use std::sync::Arc;

use super::known;
use super::paragraph::Paragraph;
use super::shape::shape;
use super::{FamilyId, Fonts, Glyph, GlyphRun, RichText, Style};
use crate::geom::{Length, Size};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextStyle {
    /// The family.
    pub family: FamilyId,
    /// The size of an em.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether all of it is slanted.
    pub italic: bool,
    /// Whether all of it is underlined.
    pub underline: bool,
    /// How lines stand in the width.
    pub align: Align,
}

/// How lines stand in the width they are set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Flush left, ragged right.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
}

/// One item of a passage: a paragraph, or an item of a list hanging behind its mark.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The list mark in front (`1.`).
    pub mark: Option<String>,
    /// The text. Lines with typed marks of their own hang behind these.
    pub text: RichText,
}

/// A text shaped in a style, to be set at any width.
#[derive(Clone, Debug)]
pub struct Passage {
    style: TextStyle,
    /// The first baseline.
    rise: Length,
    paragraphs: Arc<[Paragraph]>,
}

/// A passage set in lines. Coordinates are from the top left corner of the block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The width it was set to (or its natural one) and the height of all lines.
    pub size: Size,
    /// The lines from the top.
    pub lines: Vec<Line>,
    /// How many words were divided inside, by a hyphen or, where nothing else was left, without.
    pub divided: usize,
}

/// A line of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The baseline, from the top of the block.
    pub baseline: Length,
    /// The entry of the passage that the line belongs to.
    pub entry: usize,
    /// Whether it begins its entry (its mark stands in this line).
    pub first: bool,
    /// Whether it begins a line of the writer's.
    pub begins: bool,
    /// Whether a word ends with it; else the line break divides one, or a compound behind its hyphen or stroke.
    pub ends_word: bool,
    /// The runs from left to right; a mark is a run of its own.
    pub runs: Vec<PlacedRun>,
}

/// A run in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRun {
    /// Its left end, from the left edge of the block.
    pub x: Length,
    /// The glyphs.
    pub run: Arc<GlyphRun>,
    /// Whether it is the mark of the entry, or typed by the writer in front of the line.
    pub mark: bool,
    /// Whether it is a mark that the writer typed.
    pub typed: bool,
    /// Whether it is underlined.
    pub underline: bool,
}

impl Entry {
    /// The same, typed marks as words.
    fn with_inline_marks(&self) -> Self {
        let mut text = self.text.clone();
        for line in &mut text.lines {
            if let Some(mark) = line.mark.take() {
                let style = line.spans.first().map_or_else(Default::default, |span| span.style);
                line.spans.insert(0, super::RichSpan { text: format!("{mark} "), style });
            }
        }
        Self { mark: self.mark.clone(), text }
    }
}

impl Passage {
    /// Shapes entries in a style. Marks stand behind one another's left edge; the texts hang behind the widest.
    pub fn new(fonts: &Fonts, entries: &[Entry], style: &TextStyle) -> Self {
        known::passage(fonts, entries, style, Self::shaped)
    }

    fn shaped(fonts: &Fonts, entries: &[Entry], style: &TextStyle) -> Self {
        let setter = Setter { fonts, style };
        let inline: Vec<Entry>;
        let entries = match style.align {
            Align::Left => entries,
            // Nothing hangs in a line that does not begin at the left: its mark is its first word.
            Align::Center | Align::Right => {
                inline = entries.iter().map(Entry::with_inline_marks).collect();
                &inline
            }
        };
        let marks: Vec<Vec<PlacedRun>> = entries.iter().map(|entry| setter.mark(entry.mark.as_deref())).collect();
        let hang = setter.hang(&marks);
        let mut paragraphs = Vec::new();
        for (index, (entry, mark)) in entries.iter().zip(marks).enumerate() {
            let indent = if mark.is_empty() { Length::ZERO } else { hang };
            setter.entry(index, &entry.text, mark, indent, &mut paragraphs);
        }
        Self { style: *style, rise: setter.rise(), paragraphs: paragraphs.into() }
    }

    /// A text without list marks around it.
    pub fn plain(fonts: &Fonts, text: &RichText, style: &TextStyle) -> Self {
        Self::new(fonts, &[Entry { mark: None, text: text.clone() }], style)
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The width of its longest line where only the writer's line breaks break it.
    pub fn natural_width(&self) -> Length {
        self.widest(Paragraph::natural_width)
    }

    /// The width of the widest piece that cannot be divided by breaks and hyphens, behind its mark.
    pub fn min_width(&self) -> Length {
        self.widest(Paragraph::min_width)
    }

    /// The width of the longest word undivided, behind its mark.
    pub fn longest_word(&self) -> Length {
        self.widest(Paragraph::longest_word)
    }

    fn widest(&self, width: impl Fn(&Paragraph) -> Length) -> Length {
        self.paragraphs.iter().map(width).max().unwrap_or_default()
    }

    /// The height it has at a width.
    pub fn height(&self, width: Length) -> Length {
        let lines: usize = self.paragraphs.iter().map(|paragraph| paragraph.line_count(self.style.align, width)).sum();
        self.style.leading * lines as i32
    }

    /// Sets it in lines of a width.
    pub fn set(&self, width: Length) -> Block {
        let mut block = Block { size: Size::new(width, Length::ZERO), ..Block::default() };
        for paragraph in self.paragraphs.iter() {
            paragraph.set(&self.style, width, &mut block);
        }
        for (index, line) in block.lines.iter_mut().enumerate() {
            line.baseline = self.rise + self.style.leading * index as i32;
        }
        block.size.h = self.style.leading * block.lines.len() as i32;
        block
    }

    /// Sets it as wide as its longest line.
    pub fn set_natural(&self) -> Block {
        self.set(self.natural_width())
    }
}

/// Shapes in a style.
struct Setter<'a> {
    fonts: &'a Fonts,
    style: &'a TextStyle,
}

impl Setter<'_> {
    /// The first baseline: capitals stand in the middle of the leading, as long as what hangs below the line stays in it.
    fn rise(&self) -> Length {
        let metrics = self.fonts.face(self.fonts.styled(self.style.family, Style::Regular)).metrics();
        let centred = (self.style.leading + metrics.scale(metrics.cap_height, self.style.size)).half();
        let deep = metrics.scale(metrics.descent, self.style.size);
        centred.min(self.style.leading + deep)
    }

    /// How far texts hang behind these marks.
    fn hang(&self, marks: &[Vec<PlacedRun>]) -> Length {
        let width = |mark: &Vec<PlacedRun>| mark.last().map(|placed| placed.x + placed.run.width());
        let widest = marks.iter().filter_map(width).max();
        widest.map_or(Length::ZERO, |widest| widest + self.style.size.ratio(7, 20))
    }

    /// A mark at the left edge; blank marks are none.
    fn mark(&self, mark: Option<&str>) -> Vec<PlacedRun> {
        let text = mark.unwrap_or_default().trim();
        let mut runs: Vec<PlacedRun> = Vec::new();
        let mut pen = Length::ZERO;
        shape(self.fonts, self.font(Style::Regular), self.style.size, text, |font, glyph| {
            let Glyph { text: range, advance, .. } = glyph.clone();
            let at = range.start as usize..range.end as usize;
            if runs.last().is_none_or(|last| last.run.font != font) {
                let run = GlyphRun { font, size: self.style.size, glyphs: Vec::new(), text: String::new() };
                runs.push(PlacedRun { x: pen, run: run.into(), mark: true, typed: false, underline: false });
            }
            if let Some(PlacedRun { run, .. }) = runs.last_mut() {
                let run = Arc::make_mut(run);
                let start = run.text.len() as u32;
                run.text.push_str(&text[at]);
                run.glyphs.push(Glyph { text: start..run.text.len() as u32, ..glyph });
            }
            pen += advance;
        });
        runs
    }

    /// The lines of an entry as the writer broke them, behind `indent`.
    fn entry(
        &self,
        index: usize,
        text: &RichText,
        mark: Vec<PlacedRun>,
        indent: Length,
        paragraphs: &mut Vec<Paragraph>,
    ) {
        let typed: Vec<Vec<PlacedRun>> = text.lines.iter().map(|line| self.mark(line.mark.as_deref())).collect();
        let hang = self.hang(&typed);
        let mut mark = Some(mark).filter(|mark| !mark.is_empty());
        let mut first = true;
        if text.is_empty() {
            if let Some(mark) = mark {
                paragraphs.push(Paragraph::new(index, true, mark, indent));
            }
            return;
        }
        for (line, typed) in text.lines.iter().zip(typed) {
            let mut marks = mark.take().unwrap_or_default();
            let behind = if typed.is_empty() { Length::ZERO } else { hang };
            marks.extend(typed.into_iter().map(|run| PlacedRun { x: run.x + indent, typed: true, ..run }));
            let mut paragraph = Paragraph::new(index, first, marks, indent + behind);
            for span in &line.spans {
                paragraph.push(self.fonts, self.font(span.style), self.style.size, &span.text);
            }
            paragraph.finish();
            paragraphs.push(paragraph);
            first = false;
        }
    }

    fn font(&self, style: Style) -> super::FontId {
        let style = if self.style.bold { style.bold() } else { style };
        let style = if self.style.italic { style.italic() } else { style };
        self.fonts.styled(self.style.family, style)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn style(align: Align) -> TextStyle {
        let size = Length::pt(10);
        TextStyle {
            family: FamilyId(0),
            size,
            leading: Length::pt(12),
            bold: false,
            italic: false,
            underline: false,
            align,
        }
    }

    fn passage(text: &str) -> Passage {
        Passage::plain(&Fonts::bundled(), &RichText::plain(text), &style(Align::Left))
    }

    fn list(items: &[(&str, &str)]) -> Passage {
        let entry = |&(mark, text): &(&str, &str)| Entry { mark: Some(mark.to_owned()), text: RichText::plain(text) };
        let entries: Vec<Entry> = items.iter().map(entry).collect();
        Passage::new(&Fonts::bundled(), &entries, &style(Align::Left))
    }

    fn line_text(line: &Line) -> String {
        line.runs.iter().map(|placed| placed.run.text.as_str()).collect()
    }

    fn right_end(line: &Line) -> Length {
        line.runs.last().map_or(Length::ZERO, |placed| placed.x + placed.run.width())
    }

    /// The lines at a width in points; `-` in place of the hyphens that only the line break made.
    fn check(text: &str, width: i32, expected: &[&str]) {
        let block = passage(text).set(Length::pt(width));
        let lines: Vec<String> = block.lines.iter().map(|line| line_text(line).replace('\u{AD}', "-")).collect();
        assert_eq!(lines, expected, "at {width}");
    }

    #[test]
    fn lines_break_where_it_leaves_the_least_ragged_edge() {
        check("Menerima surat", 200, &["Menerima surat"]);
        check("Menerima surat", 50, &["Menerima", "surat"]);
        check("satu\ndua", 200, &["satu", "dua"]);
        check("mmm mm mm mmmmm", 45, &["mmm", "mm mm", "mmmmm"]);
    }

    #[test]
    fn words_divide_only_where_they_do_not_fit_or_leave_a_hole() {
        check("Mempertanggungjawabkan kegiatan", 60, &["Mempertang-", "gungjawab-", "kan kegiatan"]);
        check("Verifikasi kegiatan", 60, &["Verifikasi", "kegiatan"]);
        check("di pemerintahan", 60, &["di pemerin-", "tahan"]);
    }

    #[test]
    fn what_belongs_together_breaks_only_in_a_narrow_column() {
        check("Undang-Undang Nomor 25", 95, &["Undang-Undang", "Nomor 25"]);
        check("Nomor 25", 35, &["Nomor", "25"]);
        check("Peraturan Nomor 10 Tahun 2017", 85, &["Peraturan", "Nomor 10", "Tahun 2017"]);
        check("lamanya 30 menit", 28, &["lama-", "nya", "30", "menit"]);
    }

    #[test]
    fn what_belongs_together_is_whole_wherever_the_column_holds_it() {
        let phrases = [
            "S.Sos., M.Si.",
            "S.H., M.H.",
            "Nomor 25",
            "Rp 100.000",
            "Pasal 5 ayat (1)",
            "ayat (2) huruf a",
            "Tk. I (IV/b)",
            "3–5 hari",
            "2 - 3 hari",
            "1 x 24 jam",
            "2 s.d. 3 bulan",
            "Tahun 2016",
            "pukul 08.00 WIB",
            "Plt. Camat",
            "5 (lima) hari",
        ];
        for phrase in phrases {
            for text in [
                phrase.to_owned(),
                format!("sesuai {phrase} saja"),
                format!("Peraturan daerah, {phrase}, dan yang lain"),
            ] {
                let passage = passage(&text);
                let least = passage.longest_word().max(
                    Passage::plain(&Fonts::bundled(), &RichText::plain(phrase), &style(Align::Left)).natural_width()
                        + Length::pt(4),
                );
                for more in 0..60 {
                    let block = passage.set(least + Length::pt(more));
                    let lines: Vec<String> = block.lines.iter().map(line_text).collect();
                    assert!(lines.iter().any(|line| line.contains(phrase)), "{lines:?}");
                }
            }
        }
    }

    #[test]
    fn no_line_begins_with_a_dash() {
        check("30 menit - 3 jam", 50, &["30 menit -", "3 jam"]);
        check("Senin - Jumat", 40, &["Senin -", "Jumat"]);
    }

    #[test]
    fn a_word_without_places_to_divide_divides_anywhere_at_last() {
        check("XXXXXXXXXX", 40, &["XXXXX", "XXXXX"]);
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_a_line_ends() {
        check("BPPKAD\u{AD}DPMPTSP", 200, &["BPPKADDPMPTSP"]);
        check("BPPKAD\u{AD}DPMPTSP", 62, &["BPPKAD-", "DPMPTSP"]);
    }

    #[test]
    fn texts_hang_behind_the_widest_mark() {
        let block = list(&[("9.", "Surat masuk dan keluar"), ("10.", "Disposisi")]).set(Length::pt(80));
        let starts: Vec<(Length, usize, bool)> = block
            .lines
            .iter()
            .map(|line| (line.runs.iter().find(|placed| !placed.mark).unwrap().x, line.entry, line.first))
            .collect();
        let hang = starts[0].0;
        let mark = &block.lines[2].runs[0];
        assert!(mark.mark && mark.x + mark.run.width() < hang);
        assert_eq!(starts, [(hang, 0, true), (hang, 0, false), (hang, 1, true)]);
    }

    #[test]
    fn typed_marks_hang_behind_the_mark_of_their_entry() {
        let span = |text: &str| vec![super::super::RichSpan { text: text.to_owned(), style: Style::Regular }];
        let line = |mark: &str, text| super::super::RichLine { mark: Some(mark.to_owned()), spans: span(text) };
        let text = RichText { lines: vec![line("a.", "Surat"), line("b.", "Agenda")] };
        let entry = Entry { mark: Some("1.".to_owned()), text };
        let block = Passage::new(&Fonts::bundled(), &[entry], &style(Align::Left)).set(Length::pt(200));
        let texts: Vec<String> = block.lines.iter().map(line_text).collect();
        assert_eq!(texts, ["1.a.Surat", "b.Agenda"]);
        let (first, second) = (&block.lines[0].runs, &block.lines[1].runs);
        assert_eq!((first[1].x, first[2].x), (second[0].x, second[1].x));
        assert!(first[0].x < first[1].x && first[1].x < first[2].x);
    }

    #[test]
    fn the_words_of_a_line_in_one_style_are_one_run() {
        let block = passage("satu dua tiga").set_natural();
        assert_eq!(block.lines[0].runs.len(), 1);
        assert_eq!(block.size.w, block.lines[0].runs[0].run.width());
    }

    #[test]
    fn lines_stand_in_the_middle_or_at_the_right() {
        let at = |align: Align| {
            let block =
                Passage::plain(&Fonts::bundled(), &RichText::plain("satu "), &style(align)).set(Length::pt(100));
            let placed = &block.lines[0].runs[0];
            (placed.x, Length::pt(100) - placed.run.width())
        };
        let (middle, space) = at(Align::Center);
        assert_eq!(middle, space.half());
        let (right, space) = at(Align::Right);
        assert_eq!(right, space);
    }

    #[test]
    fn capitals_stand_in_the_middle_of_the_leading() {
        let fonts = Fonts::bundled();
        for family in 0..3 {
            let style = TextStyle { family: FamilyId(family), ..style(Align::Left) };
            let metrics = fonts.face(fonts.styled(style.family, Style::Regular)).metrics();
            let baseline = Passage::plain(&fonts, &RichText::plain("Apa"), &style).set_natural().lines[0].baseline;
            let (above, below) = (baseline - metrics.scale(metrics.cap_height, style.size), style.leading - baseline);
            assert!((above - below).abs() <= Length(1), "{above:?} {below:?}");
            assert!(below + metrics.scale(metrics.descent, style.size) >= Length::ZERO);
        }
    }

    #[test]
    fn a_text_of_blanks_is_a_line() {
        let block = passage("   ").set(Length::pt(5));
        assert!(block.lines.iter().all(|line| line.runs.is_empty()));
        assert_eq!(block.size.h, passage("   ").height(Length::pt(5)));
    }

    #[test]
    fn nothing_has_no_height() {
        assert!(passage("").is_empty());
        assert_eq!(
            passage("").set(Length::pt(10)),
            Block { size: Size::new(Length::pt(10), Length::ZERO), ..Block::default() }
        );
        assert_eq!(list(&[("1.", "")]).height(Length::pt(10)), Length::pt(12));
    }

    proptest! {
        #[test]
        fn no_line_leaves_its_width(text in "([A-Za-z0-9]{1,14}[ /.,-]{0,2}|pemerintahan |[0-9]{1,3} menit ){0,14}", width in 14..300, marked: bool) {
            let passage = if marked { list(&[("1.", &text), ("2)", "b")]) } else { passage(&text) };
            let width = Length::pt(width) + if marked { Length::pt(14) } else { Length::ZERO };
            let block = passage.set(width);
            for line in &block.lines {
                prop_assert!(right_end(line) <= width, "{:?}", line_text(line));
            }
            prop_assert_eq!(block.size.h, passage.height(width));
            prop_assert_eq!(&block, &passage.set(width));
        }

        #[test]
        fn lines_say_the_text(text in "([A-Za-z]{1,9}[ /-]{1,2}|masyarakat |Rp 5.000 ){1,14}", width in 14..300) {
            let block = passage(&text).set(Length::pt(width));
            let lines: String = block.lines.iter().map(line_text).collect();
            let bare = |text: &str| text.replace([' ', '\u{AD}'], "");
            prop_assert_eq!(bare(&lines), bare(&text));
            for run in block.lines.iter().flat_map(|line| &line.runs) {
                let covered: u32 = run.run.glyphs.iter().map(|glyph| glyph.text.end - glyph.text.start).sum();
                prop_assert_eq!(covered as usize, run.run.text.len());
            }
        }

        #[test]
        fn at_the_least_width_words_divide_by_hyphens_alone(text in "(mempertanggungjawabkan |[a-z]{1,12} ){1,6}") {
            let passage = passage(&text);
            prop_assert!(passage.min_width() <= passage.longest_word() && passage.longest_word() <= passage.natural_width());
            let block = passage.set(passage.min_width());
            let hyphens = block.lines.iter().filter(|line| line_text(line).ends_with('\u{AD}')).count();
            prop_assert_eq!(block.divided, hyphens);
        }
    }
}
