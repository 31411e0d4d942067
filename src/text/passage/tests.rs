//! Where lines break and where they stand.

use proptest::prelude::*;

use super::*;
use crate::text::{FamilyId, Line, Style};

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
    let texts: Vec<RichText> = items.iter().map(|(_, text)| RichText::plain(text)).collect();
    let entries = items.iter().zip(&texts).map(|((mark, _), text)| Entry { mark: Some(mark), text });
    let entries: Vec<Entry<'_>> = entries.collect();
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
        for text in
            [phrase.to_owned(), format!("sesuai {phrase} saja"), format!("Peraturan daerah, {phrase}, dan yang lain")]
        {
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
    let span = |text: &str| vec![crate::text::RichSpan { text: text.to_owned(), style: Style::Regular }];
    let line = |mark: &str, text| crate::text::RichLine { mark: Some(mark.to_owned()), spans: span(text) };
    let text = RichText { lines: vec![line("a.", "Surat"), line("b.", "Agenda")] };
    let entry = Entry { mark: Some("1."), text: &text };
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
        let block = Passage::plain(&Fonts::bundled(), &RichText::plain("satu "), &style(align)).set(Length::pt(100));
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
        for line in block.lines.iter() {
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
