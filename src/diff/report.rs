//! The new sheet with its changes marked, and behind it the pages that say them.

use super::marks;
use super::{Revision, compare};
use crate::Sheet;
use crate::compose::{Composed, Composer, Look};
use crate::geom::Length;
use crate::sop::Sop;
use crate::text::RichText;

/// The sheet of the new version, marked, with the list of changes behind it.
pub fn sheet(old: &Sop, new: Sheet) -> (Revision, Sheet) {
    let revision = compare(old, &new.sop);
    let Sheet { sop, layout, mut scene } = new;
    for (page, mark) in scene.pages.iter_mut().zip(marks::draw(&revision.marks, &sop, &layout)) {
        page.items.insert(0, mark);
    }
    list(&revision, &sop).append_to(&mut scene);
    scene.info.title = format!("{} (perubahan)", scene.info.title);
    (revision, Sheet { sop, layout, scene })
}

/// The pages of the list.
fn list(revision: &Revision, sop: &Sop) -> Composed {
    let mut composer = Composer::new(Look::of(&sop.form, &sop.fonts));
    composer.turn();
    composer.bookmark("Daftar perubahan", 0);
    composer.heading(2, &RichText::plain("DAFTAR PERUBAHAN"), composer.title(14));
    let title = format!(
        "{}{}",
        sop.title,
        if sop.number.trim().is_empty() { String::new() } else { format!("\nNomor {}", sop.number) }
    );
    composer.paragraph(&RichText::plain(&title), composer.title(11));
    composer.skip(Length::pt(10));
    if revision.is_empty() {
        composer.paragraph(&RichText::plain("Tidak ada perubahan."), composer.body());
    } else {
        let legend = "Pada lembar: kuning berarti berubah, hijau berarti kegiatan baru, garis di tepi menandai barisnya, \
                      dan segitiga di tepi menandai tempat kegiatan yang dihapus.";
        composer.paragraph(&RichText::plain(legend), composer.small());
    }
    for section in &revision.sections {
        composer.skip(Length::pt(8));
        let style = crate::text::TextStyle { bold: true, ..composer.body() };
        composer.heading(3, &RichText::plain(&section.title), style);
        let items: Vec<_> =
            section.changes.iter().map(|change| (change.text.clone(), change.details.clone())).collect();
        composer.list(&items, "–", "·");
    }
    composer.finish()
}
