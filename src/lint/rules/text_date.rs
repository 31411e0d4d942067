use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};
use crate::sop::date;
use crate::spec::Spec;
use crate::spec::value::Data;

rule! {
    /// Tanggal ditulis sebagai teks, padahal dapat ditulis sebagai tanggal.
    ///
    /// # Mengapa
    /// Tanggal tanpa tanda kutip (`2016-01-01`) dicetak dengan nama bulan menurut bentuk lembar, sama pada setiap SOP, dan dapat
    /// diurutkan dan dibandingkan. Teks dicetak persis seperti ditulis. `lajur check --fix` menggantinya.
    ///
    /// # Dasar
    /// Kerapian register; tidak ada pasalnya, maka hanya catatan. Teks yang bukan tanggal penuh ("Juni 2020") tidak dilaporkan.
    ///
    /// # Seberapa sering
    /// Pada satu dari sepuluh contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// tanggal_pembuatan = "2024-01-02"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// tanggal_pembuatan = 2024-01-02
    /// ```
    "tanggal-berupa-teks", Note, check
}

const PLACES: [(&str, &str); 5] = [
    ("sop", "tanggal_pembuatan"),
    ("sop", "tanggal_revisi"),
    ("sop", "tanggal_efektif"),
    ("sop", "tanggal_pengesahan"),
    ("pengesahan", "tanggal"),
];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    look(subject.spec, findings);
}

/// Needs nothing but the words of the spec.
pub(crate) fn look(spec: &Spec, findings: &mut Findings<'_>) {
    for (table, key) in PLACES {
        let Some(value) = spec.root.table(table).and_then(|table| table.get(key)) else { continue };
        let Data::Text(text) = &value.data else { continue };
        // `01/02/2016` may be read in two ways, by those who learnt it so.
        let is_plain = text.contains(char::is_alphabetic) || text.split('-').next().is_some_and(|part| part.len() == 4);
        if let Some(date) = date::parse(text).filter(|_| is_plain) {
            findings.report(
                value.span.clone(),
                format!("tanggal `{}` ditulis sebagai teks", text.trim()),
                format!("tulis `{key} = {date}`, tanpa tanda kutip; `lajur check --fix` menggantinya"),
            );
            findings.fix(value.span.clone(), date.to_string());
        }
    }
}
