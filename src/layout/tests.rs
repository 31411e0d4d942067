//! What holds for every layout, on papers, forms and procedures of many kinds.

use super::*;
use crate::form::{ColumnNumbers, Label, PageNumber, Side, StandardColumn};
use crate::geom::Insets;
use crate::sop::{DurationCell, ESign, IdentityValue, SymbolId};
use crate::text::RichText;

fn tables(layout: &Layout) -> impl Iterator<Item = (&Page, &Table)> {
    layout.pages.iter().flat_map(|page| {
        page.parts.iter().filter_map(move |part| match part {
            Part::Table(table) => Some((page, table)),
            _ => None,
        })
    })
}

fn cells(part: &Part) -> Vec<&Cell> {
    match part {
        Part::Identity(part) => {
            let rows = part.rows.iter().flat_map(|row| [&row.label, &row.value]);
            rows.chain([&part.agency]).chain(&part.page_number).collect()
        }
        Part::Boxes(part) => part.boxes.iter().flatten().flat_map(|part| [&part.heading, &part.body]).collect(),
        Part::Table(table) => {
            let head = table.head.iter().map(|head| &head.cell);
            let body = table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.cell));
            head.chain(body).chain(table.total.iter().map(|total| &total.cell)).collect()
        }
        Part::Lines(_) | Part::EndBlock(_) => Vec::new(),
    }
}

/// The area that a text fills: its lines at their real widths.
fn extent(text: &Placed) -> Rect {
    let runs = || text.block.lines.iter().flat_map(|line| &line.runs);
    let left = runs().map(|run| run.x).min().unwrap_or_default();
    let right = runs().map(|run| run.x + run.run.width()).max().unwrap_or_default();
    match text.turned {
        true => Rect::new(text.at.x, text.at.y - right, text.block.size.h, right - left),
        false => Rect::new(text.at.x + left, text.at.y, right - left, text.block.size.h),
    }
}

/// Lays out a document and checks what must hold.
fn check(sop: &Sop) -> Layout {
    let mut diagnostics = Diagnostics::new();
    let layout = layout(sop, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    for (procedure, content) in sop.procedures.iter().enumerate() {
        let rows = tables(&layout).filter(|(_, table)| table.procedure == procedure);
        let rows: Vec<usize> = rows.flat_map(|(_, table)| table.rows.iter().map(|row| row.step)).collect();
        assert_eq!(rows, (0..content.steps.len()).collect::<Vec<_>>(), "each row once, in order");
    }
    for (page, table) in tables(&layout) {
        let margin = sop.form.margin;
        assert_eq!(table.edges[0], margin.left);
        assert_eq!(table.edges[table.columns.len()], page.size.w - margin.right, "the columns fill the sheet");
        assert!(table.edges.is_sorted());
        assert!(table.rect.bottom() <= page.size.h - margin.bottom, "{:?}", table.rect);
    }
    for page in &layout.pages {
        for cell in page.parts.iter().flat_map(cells) {
            for text in &cell.texts {
                assert!(cell.rect.contains(&extent(text)), "{:?} is not in {:?}", text, cell.rect);
            }
        }
    }
    layout
}

#[test]
fn lanes_and_rows_of_any_number_fit() {
    for (lanes, rows) in [(1, 2), (2, 7), (6, 12), (10, 30), (15, 25)] {
        check(&sample::sop(lanes, rows));
    }
}

#[test]
fn lanes_are_equal() {
    let layout = check(&sample::sop(7, 9));
    for (_, table) in tables(&layout) {
        let widths: Vec<Length> = (2..9).map(|lane| table.edges[lane + 1] - table.edges[lane]).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
    }
}

#[test]
fn any_paper_and_size_of_type_fit() {
    for (w, h, size) in [(935, 609, 5), (842, 595, 9), (595, 842, 8), (1191, 842, 14), (1191, 842, 24)] {
        let mut sop = sample::sop(4, 9);
        sop.form.page = Size::new(Length::pt(w), Length::pt(h));
        sop.form.font_size = Length::pt(size);
        check(&sop);
    }
}

#[test]
fn every_form_of_the_head_fits() {
    let keys = ["no", "kegiatan", "pelaksana", "mutu_baku", "kelengkapan", "waktu", "output", "keterangan"];
    for (i, dropped) in keys.into_iter().enumerate() {
        let mut sop = sample::sop(3, 8);
        sop.form.labels.0.insert(dropped, Label::Dropped);
        sop.form.column_numbers = Some(ColumnNumbers::Brackets);
        sop.form.split_duration = i % 2 == 0;
        sop.form.note_column = i % 3 == 0;
        let layout = check(&sop);
        for (_, table) in tables(&layout) {
            let area: i64 = table.head.iter().map(|head| area(head.cell.rect)).sum();
            let top = table.head.iter().map(|head| head.cell.rect.y).min().expect("a head");
            let bottom = table.head.iter().map(|head| head.cell.rect.bottom()).max().expect("a head");
            let whole = Rect::new(table.rect.x, top, table.rect.w, bottom - top);
            assert_eq!(area, self::area(whole), "without `{dropped}` the head has no hole");
        }
    }
}

fn area(rect: Rect) -> i64 {
    i64::from(rect.w.0) * i64::from(rect.h.0)
}

#[test]
fn a_row_is_covered_by_its_cells() {
    let mut sop = sample::sop(3, 14);
    sop.form.standard.push(StandardColumn::Note);
    let layout = check(&sop);
    for (_, table) in tables(&layout) {
        let rows: i64 = table.rows.iter().map(|row| area(row.rect)).sum();
        let cells: i64 = table.rows.iter().flat_map(|row| &row.cells).map(|cell| area(cell.cell.rect)).sum();
        assert_eq!(rows, cells);
    }
}

#[test]
fn a_merged_cell_says_its_text_on_both_pages() {
    let mut sop = sample::sop(2, 40);
    for step in &mut sop.procedures[0].steps[1..] {
        step.merged = vec![StandardColumn::Inputs];
    }
    let layout = check(&sop);
    assert!(tables(&layout).count() > 1);
    for (i, (_, table)) in tables(&layout).enumerate() {
        let merged = table.rows[0].cells.iter().find(|cell| table.columns[cell.columns.start] == Column::Inputs);
        let merged = merged.expect("the first row of a page has all its cells");
        assert_eq!(merged.repeated, i > 0);
        assert!(!merged.cell.texts.is_empty());
    }
}

#[test]
fn the_identity_goes_on_over_pages() {
    let mut sop = sample::sop(3, 5);
    let long = sample::list((0..40).map(|i| sample::text(i, 30)).collect());
    sop.boxes[0][0].as_mut().expect("the sample has it").content = long;
    let layout = check(&sop);
    let parts = layout.pages.iter().flat_map(|page| &page.parts);
    let boxes: Vec<&Boxes> =
        parts.filter_map(|part| if let Part::Boxes(part) = part { Some(part) } else { None }).collect();
    assert!(boxes.iter().filter(|part| part.pair == 0 && part.continued).count() > 0);
    let entries = boxes.iter().filter(|part| part.pair == 0).filter_map(|part| part.boxes[0].as_ref());
    let mut entries: Vec<usize> = entries
        .flat_map(|part| part.body.texts.iter().flat_map(|text| text.block.lines.iter().map(|line| line.entry)))
        .collect();
    assert!(entries.is_sorted());
    entries.dedup();
    assert_eq!(entries, (0..40).collect::<Vec<_>>(), "no item is lost");
}

#[test]
fn there_is_room_to_sign_and_stamp() {
    let layout = check(&sample::sop(3, 5));
    let Some(Part::Identity(identity)) = layout.pages[0].parts.first() else { panic!("the identity comes first") };
    let lines = &identity.rows[1].value.texts;
    let room = lines[1].at.y - (lines[0].at.y + lines[0].block.size.h);
    assert!(room >= Length::mm(20.0), "{room:?}");
}

#[test]
fn an_electronic_signature_stands_in_the_cell() {
    let mut sop = sample::sop(3, 5);
    let mut signatory = sample::signatory();
    let tag = Some("#".to_owned());
    signatory.esign = Some(ESign { tag, picture: None, size: Length::mm(60.0), field: "ttd_pengesahan".to_owned() });
    sop.identity[1].value = IdentityValue::Approval(signatory);
    let layout = check(&sop);
    let Some(Part::Identity(identity)) = layout.pages[0].parts.first() else { panic!("the identity comes first") };
    let sign = identity.rows[1].sign.as_ref().expect("the place of the signature");
    assert!(identity.rows[1].value.rect.contains(&sign.area));
    assert_eq!(sign.area.w, Length::mm(60.0));
}

#[test]
fn total_and_end_block_stay_with_the_last_row() {
    for rows in 5..25 {
        let mut sop = sample::sop(3, rows);
        sop.procedures[0].total = Some(DurationCell { text: RichText::plain("3 hari"), split: None });
        let place_date = Some(RichText::plain("Contoh, 1 Agustus 2019"));
        let signatories = vec![sample::signatory(), sample::signatory()];
        sop.end_block = Some(crate::sop::EndBlock { place_date, signatories });
        let layout = check(&sop);
        let last = layout.pages.last().expect("a page");
        let [.., Part::Table(table), Part::EndBlock(end)] = &last.parts[..] else { panic!("{:?}", last.parts) };
        assert!(!table.rows.is_empty() && !table.total.is_empty());
        let bottom = end.signatures.iter().flat_map(|one| &one.lines).map(|line| extent(line).bottom()).max();
        assert!(bottom <= Some(last.size.h - sop.form.margin.bottom));
    }
}

#[test]
fn numbers_and_foot_keep_off_the_sheet() {
    for place in [PageNumber::Bottom(Side::Middle), PageNumber::Top(Side::Right), PageNumber::Identity] {
        let mut sop = sample::sop(3, 20);
        sop.form.margin = Insets::all(Length::mm(5.0));
        sop.form.page_number = Some(place);
        sop.form.footer = Some(crate::form::Footer { text: sample::text(0, 9), picture: None });
        let layout = check(&sop);
        for page in &layout.pages {
            for text in &page.margin_texts {
                let text = extent(text);
                let paper = Rect::new(Length::ZERO, Length::ZERO, page.size.w, page.size.h);
                assert!(paper.contains(&text));
                let cells = page.parts.iter().flat_map(cells);
                assert!(cells.into_iter().all(|cell| !cell.rect.overlaps(&text)), "{place:?}");
            }
        }
    }
}

#[test]
fn too_many_lanes_are_an_error() {
    let mut diagnostics = Diagnostics::new();
    layout(&sample::sop(40, 5), &mut diagnostics);
    let codes: Vec<&str> = diagnostics.iter().map(|report| report.code).collect();
    assert_eq!(codes, ["lajur-terlalu-sempit"]);
}

#[test]
fn margins_that_leave_no_room_are_an_error() {
    let mut sop = sample::sop(2, 3);
    sop.form.page = Size::new(Length::pt(400), Length::pt(300));
    sop.form.margin = Insets::all(Length::mm(100.0));
    let mut diagnostics = Diagnostics::new();
    layout(&sop, &mut diagnostics);
    assert_eq!(diagnostics.iter().next().map(|report| report.code), Some("kertas-terlalu-kecil"));
}

#[test]
fn an_endless_page_ends_with_its_sheet() {
    let mut sop = sample::sop(4, 60);
    sop.form.page.h = Length::MAX;
    sop.form.page_number = Some(PageNumber::Bottom(Side::Middle));
    let layout = check(&sop);
    let [page] = &layout.pages[..] else { panic!("{} pages", layout.pages.len()) };
    let Some(Part::Table(table)) = page.parts.last() else { panic!("the table comes last") };
    assert_eq!(table.rect.bottom() + sop.form.margin.bottom, page.size.h);
    assert!(table.chart.off_pages.is_empty());
}

#[test]
fn tables_drawn_before_do_not_show() {
    let changes: [fn(&mut Sop); 8] = [
        |sop| sop.procedures[0].flows[3].to = vec![SymbolId(9)],
        |sop| sop.procedures[0].flows[3].label = Some(RichText::plain("Ya")),
        |sop| sop.procedures[0].symbols[3].kind = SymbolKind::Decision,
        |sop| sop.procedures[0].symbols[3].lane ^= 1,
        |sop| sop.procedures[0].joins.push(vec![SymbolId(2), SymbolId(3)]),
        |sop| sop.procedures[0].steps[3].text = sample::text(3, 30),
        |sop| sop.form.repeat_head ^= true,
        |sop| sop.form.margin.left += Length::pt(12),
    ];
    let drawn = |sop: &Sop| format!("{:?}", layout(sop, &mut Diagnostics::new()));
    let unchanged = drawn(&sample::sop(4, 40));
    for (index, change) in changes.into_iter().enumerate() {
        let mut sop = sample::sop(4, 40);
        change(&mut sop);
        let here = [drawn(&sop), drawn(&sop)];
        let elsewhere = std::thread::spawn(move || drawn(&sop)).join().expect("it is drawn");
        assert!(elsewhere != unchanged, "change {index} shows");
        assert!(here.iter().all(|here| *here == elsewhere), "change {index} shows as it does elsewhere");
    }
}
