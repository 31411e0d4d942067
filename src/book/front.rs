//! What stands before the sheets: halaman judul, keputusan pimpinan, daftar isi, penjelasan singkat (annex, part on unsur dokumentasi).

use super::{Chapter, Front, Volume};
use crate::compose::{Cell, Column, Composed, Composer, HeadCell, Look};
use crate::geom::Length;
use crate::text::{Align, RichText};

/// Composes it. `pages`: how many it has, where that is known.
pub(super) fn compose(front: &Front, chapters: &[Chapter], volume: &Volume, pages: usize, look: &Look) -> Composed {
    let mut composer = Composer::new(look.clone());
    title_page(front, volume, look, &mut composer);
    if !front.decree.is_empty() && volume.number.0 == 1 {
        prose("Keputusan", "KEPUTUSAN", &front.decree, &mut composer);
    }
    contents(chapters, pages, &mut composer);
    if volume.number.0 == 1 {
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

fn title_page(front: &Front, volume: &Volume, look: &Look, composer: &mut Composer) {
    composer.turn();
    composer.bookmark("Halaman judul", 0);
    composer.at(look.area().h.ratio(3, 10));
    composer.heading(1, &RichText::plain(&front.title.join("\n")), composer.title(22));
    if volume.number.1 > 1 {
        composer.skip(Length::pt(18));
        composer.paragraph(&RichText::plain(&format!("JILID {}", volume.number.0)), composer.title(16));
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
    let mut at = pages;
    let mut agency = "";
    for (index, chapter) in chapters.iter().enumerate() {
        if chapter.agency != agency {
            agency = &chapter.agency;
            let cell = Cell { bold: true, columns: 4, ..Cell::plain(agency) };
            composer.row(&table, &[cell]);
        }
        let link = Some((at, format!("{}, halaman {}", chapter.title, at + 1)));
        let cells = [
            Cell::plain(&(index + 1).to_string()),
            Cell::plain(&chapter.number),
            Cell { link: link.clone(), ..Cell::plain(&chapter.title) },
            Cell { link, ..Cell::plain(&(at + 1).to_string()) },
        ];
        composer.row(&table, &cells);
        at += chapter.pages;
    }
}
