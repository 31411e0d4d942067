use crate::form::Footer;
use crate::geom::Length;
use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};
use crate::picture::Picture;
use crate::sop::{ESign, IdentityValue};
use crate::source::Span;
use crate::spec::value::{Table, Value};

rule! {
    /// Sebuah gambar terlalu kasar untuk dicetak: kurang dari 150 titik per inci pada ukurannya di lembar.
    ///
    /// # Mengapa
    /// Lambang yang diambil dari laman web tampak baik di layar, tetapi bergerigi di kertas. Gambar SVG tidak terbatas titiknya. Gambar
    /// yang lebih halus daripada 300 titik per inci diperkecil sendiri, jadi berkas yang besar tidak merugikan.
    ///
    /// # Dasar
    /// Kebiasaan percetakan: 300 titik per inci tajam, 150 masih layak.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [instansi]
    /// nama = ["PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH"]
    /// logo = "kasar.png"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [instansi]
    /// nama = ["PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH"]
    /// logo = "lambang.svg"
    /// ```
    "logo-kasar", Warning, check
}

/// The least dots an inch that print well.
const LEAST: i64 = 150;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let agency = &subject.sop.agency;
    if let (Some(value), Some(logo)) = (subject.value("instansi", "logo"), &agency.logo) {
        judge(value, logo, agency.logo_height, findings);
    }
    let foot = subject.value("format", "kaki").and_then(Value::as_table).and_then(|foot| foot.get("gambar"));
    let footer = subject.sop.form.footer.as_ref().and_then(|footer| footer.picture.as_ref());
    if let (Some(value), Some(picture)) = (foot, footer) {
        judge(value, picture, Footer::PICTURE_HEIGHT, findings);
    }
    for (value, esign) in qr_values(subject).into_iter().zip(signatures(subject)) {
        if let Some(picture) = &esign.picture {
            judge(value, picture, esign.size, findings);
        }
    }
}

/// Reports a bitmap that has too few dots for its height on the sheet.
fn judge(value: &Value, picture: &Picture, height: Length, findings: &mut Findings<'_>) {
    let Picture::Raster(bitmap) = picture else { return };
    let pixels = i64::from(bitmap.size.1);
    let dots = pixels * 72_000 / i64::from(height.0.max(1));
    if dots >= LEAST {
        return;
    }
    let (name, span): (&str, Span) = (value.as_text().unwrap_or_default(), value.span.clone());
    let wanted = i64::from(height.0) * LEAST / 72_000 + 1;
    findings.report(
        span,
        format!("gambar `{}` hanya {dots} titik per inci di atas kertas", crate::spec::printable(name)),
        format!("pakai berkas yang tingginya {wanted} piksel atau lebih (yang ini {pixels}), atau gambar SVG"),
    );
}

/// The QR pictures that are named: of those who sign further, then of the approving one.
fn qr_values<'a>(subject: &Subject<'a>) -> Vec<&'a Value> {
    let Some(approval) = subject.spec.root.table("pengesahan") else { return Vec::new() };
    let signatories: Vec<&Table> = approval.tables("lain").chain([approval]).collect();
    signatories.into_iter().filter_map(|signatory| signatory.table("tte")?.get("gambar")).collect()
}

/// The electronic signatures with a picture, in the same order.
fn signatures<'a>(subject: &Subject<'a>) -> Vec<&'a ESign> {
    let head = subject.sop.identity.iter().filter_map(|row| match &row.value {
        IdentityValue::Approval(signatory) => Some(signatory),
        _ => None,
    });
    let end = subject.sop.end_block.iter().flat_map(|block| &block.signatories);
    end.chain(head).filter_map(|signatory| signatory.esign.as_ref()).filter(|esign| esign.picture.is_some()).collect()
}
