//! What stands before the sheets: halaman judul, keputusan pimpinan, daftar isi, penjelasan singkat (annex, part on unsur dokumentasi).

use super::{Chapter, Front, is_grouped};
use crate::compose::{Cell, Column, Composed, Composer, HeadCell, Look};
use crate::geom::Length;
use crate::text::{Align, RichText};

/// The height of the emblem on the title page, and its distance from the title.
const EMBLEM: Length = Length::pt(72);
const BELOW_EMBLEM: Length = Length::pt(24);

/// Composes it. `part`: the number of the volume, where there are several; `pages`: how many pages it has itself, where that is known.
pub(super) fn compose(front: &Front, chapters: &[Chapter], part: Option<usize>, pages: usize, look: &Look) -> Composed {
    let mut composer = Composer::new(look.clone());
    title_page(front, part, look, &mut composer);
    let is_first = part.is_none_or(|part| part == 1);
    if !front.decree.is_empty() && is_first {
        prose("Keputusan", "KEPUTUSAN", &front.decree, &mut composer);
    }
    contents(chapters, pages, &mut composer);
    if is_first {
        let own;
        let explanation = match front.explanation.is_empty() {
            true => {
                own = explanation(chapters.len());
                &own
            }
            false => &front.explanation,
        };
        prose("Penjelasan singkat", "PENJELASAN SINGKAT PENGGUNAAN", explanation, &mut composer);
    }
    composer.finish()
}

fn title_page(front: &Front, part: Option<usize>, look: &Look, composer: &mut Composer) {
    composer.turn();
    composer.bookmark("Halaman judul", 0);
    let title = look.area().h.ratio(3, 10);
    if let Some(emblem) = &front.emblem {
        composer.at((title - EMBLEM - BELOW_EMBLEM).max(Length::ZERO));
        composer.picture(emblem, EMBLEM, "Lambang instansi");
        composer.skip(BELOW_EMBLEM);
    } else {
        composer.at(title);
    }
    composer.heading(1, &RichText::plain(&front.title.join("\n")), composer.title(22));
    if let Some(part) = part {
        composer.skip(Length::pt(18));
        composer.paragraph(&RichText::plain(&format!("JILID {part}")), composer.title(16));
    }
    if let Some(year) = &front.year {
        composer.skip(Length::pt(18));
        composer.paragraph(&RichText::plain(&format!("TAHUN {year}")), composer.title(16));
    }
}

fn prose(bookmark: &str, title: &str, paragraphs: &[String], composer: &mut Composer) {
    composer.turn();
    composer.bookmark(bookmark, 0);
    composer.heading(1, &RichText::plain(title), composer.title(14));
    for paragraph in paragraphs {
        composer.skip(Length::pt(8));
        composer.paragraph(&RichText::parse(paragraph), composer.body());
    }
}

/// What a reader of the sheets has to know, where the office says nothing itself.
fn explanation(count: usize) -> Vec<String> {
    vec![
        format!("Dokumen ini menghimpun {count} Standar Operasional Prosedur Administrasi Pemerintahan (SOP AP)."),
        "Setiap SOP terdiri atas bagian identitas dan bagian prosedur. Bagian identitas memuat nomor, tanggal, pengesahan, nama, dasar \
         hukum, keterkaitan, peringatan, kualifikasi pelaksana, peralatan, serta pencatatan. Bagian prosedur memuat kegiatan, pelaksana, \
         dan mutu baku: kelengkapan, waktu, serta keluaran setiap kegiatan."
            .to_owned(),
        "Simbol yang dipakai: kapsul untuk mulai dan berakhir, kotak untuk kegiatan, belah ketupat untuk pengambilan keputusan, anak \
         panah untuk arah alur, dan segi lima untuk penghubung antarhalaman; huruf di dalamnya sama pada kedua halaman."
            .to_owned(),
    ]
}

/// The list: number, title and page of each SOP, by who issues it.
fn contents(chapters: &[Chapter], pages: usize, composer: &mut Composer) {
    composer.turn();
    composer.bookmark("Daftar isi", 0);
    composer.heading(1, &RichText::plain("DAFTAR ISI"), composer.title(14));
    composer.skip(Length::pt(8));
    let columns = [(70, Align::Center), (280, Align::Left), (550, Align::Left), (100, Align::Center)];
    let columns = columns.map(|(share, align)| Column { share, align }).to_vec();
    let head = ["No.", "Nomor SOP", "Nama SOP", "Halaman"];
    let head = head.iter().enumerate();
    let head = head.map(|(column, text)| HeadCell { text: (*text).to_owned(), column, span: (1, 1) }).collect();
    let table = composer.table(columns, vec![head], Length::ZERO);
    let grouped = is_grouped(chapters);
    let (mut at, mut number) = (pages, 0);
    for run in chapters.chunk_by(|one, other| grouped && one.agency == other.agency) {
        let rows: Vec<[Cell; 4]> = run
            .iter()
            .map(|chapter| {
                let link = Some((at, format!("{}, halaman {}", chapter.title, at + 1)));
                let title = match grouped || chapter.agency.is_empty() {
                    true => chapter.title.clone(),
                    false => format!("{}\n{}", chapter.title, chapter.agency),
                };
                (number, at) = (number + 1, at + chapter.pages);
                [
                    Cell::plain(&number.to_string()),
                    Cell::plain(&chapter.number),
                    Cell { link: link.clone(), ..Cell::plain(&title) },
                    Cell { link, ..Cell::plain(&(at + 1 - chapter.pages).to_string()) },
                ]
            })
            .collect();
        let heading = grouped.then(|| Cell { bold: true, columns: 4, ..Cell::plain(&run[0].agency) });
        composer.group(&table, heading, &rows);
    }
}
