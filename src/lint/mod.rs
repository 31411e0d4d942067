//! Findings about a sheet that can be drawn and may yet be wrong: the reviewer built in.
//!
//! A rule is a file in [`rules`]: its documentation (Indonesian, printed by `lajur explain`), its level, and a function that
//! reports values; those of geometry look at the layout as well. Nothing here stops a sheet by itself; the writer's `[periksa]` sets each rule to `abaikan`, `catatan`,
//! `peringatan` or `galat` ([`apply_levels`]).
//!
//! To add a rule: write `rules/<name>.rs` with `rule! {...}` and a `check`, and add its line to `rules/mod.rs`. The documentation has
//! the sections *Mengapa*, *Dasar*, *Seberapa sering*, *Contoh* and *Sebaiknya*; the example of *Contoh* must fire, that of *Sebaiknya*
//! must not: both are tests.

mod rules;
mod subject;

pub use rules::RULES;
use subject::Subject;

use crate::diag::{Diagnostic, Diagnostics, Fix, Severity};
use crate::layout::Layout;
use crate::sop::Sop;
use crate::source::Span;
use crate::spec::value::Data;
use crate::spec::{Spec, nearest, only_near};

/// A rule.
pub struct Rule {
    /// Its name: `waktu-tak-dipahami`.
    pub code: &'static str,
    /// How grave a finding is, unless the writer says otherwise.
    pub severity: Severity,
    /// What it means, in Markdown.
    docs: &'static str,
    check: Check,
}

/// What a rule looks at.
enum Check {
    /// What is meant.
    Meant(fn(&Subject<'_>, &mut Findings<'_>)),
    /// What is drawn.
    Drawn(fn(&Subject<'_>, &Layout, &mut Findings<'_>)),
}

impl Rule {
    /// Its documentation: a first line that says what it finds, then sections.
    pub fn documentation(&self) -> String {
        self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// What it finds, in a line.
    pub fn summary(&self) -> String {
        self.documentation().lines().next().unwrap_or_default().to_owned()
    }
}

/// Declares the `RULE` of a file: its documentation, code, level and function.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $code:literal, $severity:ident, drawn $check:ident) => {
        rule! { $(#[doc = $line])+ $code, $severity, @ $crate::lint::Check::Drawn($check) }
    };
    ($(#[doc = $line:literal])+ $code:literal, $severity:ident, $check:ident) => {
        rule! { $(#[doc = $line])+ $code, $severity, @ $crate::lint::Check::Meant($check) }
    };
    ($(#[doc = $line:literal])+ $code:literal, $severity:ident, @ $check:expr) => {
        $(#[doc = $line])+
        pub(in crate::lint) const RULE: $crate::lint::Rule = $crate::lint::Rule {
            code: $code,
            severity: $crate::diag::Severity::$severity,
            docs: concat!($($line, "\n"),+),
            check: $check,
        };
    };
}
use rule;

/// Where a rule reports.
struct Findings<'a> {
    rule: &'a Rule,
    found: &'a mut Diagnostics,
}

impl Findings<'_> {
    /// Reports a finding, and what to do about it.
    fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let make = match self.rule.severity {
            Severity::Note => Diagnostic::note,
            Severity::Warning => Diagnostic::warning,
            Severity::Error => Diagnostic::error,
        };
        self.found.push(make(self.rule.code, span, message).help(help));
    }

    /// Says what to write in place of what was reported last, where that is certain.
    fn fix(&mut self, span: Span, text: String) {
        if let Some(last) = self.found.last_mut() {
            last.fix = Some(Box::new(Fix { span, text }));
        }
    }
}

/// Looks at a document with every rule.
pub fn lint(spec: &Spec, sop: &Sop, diagnostics: &mut Diagnostics) {
    let subject = Subject { spec, sop };
    for rule in RULES {
        if let Check::Meant(check) = rule.check {
            check(&subject, &mut Findings { rule, found: diagnostics });
        }
    }
}

/// Looks at what became of a document on paper.
pub fn lint_drawing(spec: &Spec, sop: &Sop, layout: &Layout, diagnostics: &mut Diagnostics) {
    let subject = Subject { spec, sop };
    for rule in RULES {
        if let Check::Drawn(check) = rule.check {
            check(&subject, layout, &mut Findings { rule, found: diagnostics });
        }
    }
}

/// The same for one that means nothing yet: only what its words alone tell.
pub fn lint_words(spec: &Spec, diagnostics: &mut Diagnostics) {
    let rule = &rules::text_date::RULE;
    rules::text_date::look(spec, &mut Findings { rule, found: diagnostics });
    apply_levels(spec, diagnostics);
}

/// Gives the findings the levels that the writer set in `[periksa]`. Errors that stop a sheet keep theirs.
pub fn apply_levels(spec: &Spec, diagnostics: &mut Diagnostics) {
    let Some(levels) = spec.root.table("periksa") else { return };
    let mut unknown = Vec::new();
    for entry in &levels.entries {
        let Data::Text(level) = &entry.value.data else { continue };
        let level = match level.as_str() {
            "catatan" => Some(Severity::Note),
            "peringatan" => Some(Severity::Warning),
            "galat" => Some(Severity::Error),
            _ => None,
        };
        if ELSEWHERE.iter().any(|(code, _)| *code == entry.key) || RULES.iter().any(|rule| rule.code == entry.key) {
            diagnostics.set_level(&entry.key, level);
        } else {
            unknown.push(no_such_rule(&entry.key, entry.key_span.clone()));
        }
    }
    unknown.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
}

/// Findings of other stages whose level can be set as well, and what they mean.
pub const ELSEWHERE: &[(&str, &str)] = &[
    ("huruf-komputer", "Huruf diambil dari komputer ini, jadi lembarnya dapat berbeda di komputer lain."),
    ("sop-tak-ditemukan", "SOP yang ditautkan tidak ada di proyek ini; teksnya dicetak tanpa tautan."),
    ("tidak-dicetak", "Isian ini tidak dicetak pada bentuk lembar yang dipilih."),
    ("waktu-per-satuan", "Waktu dihitung per satuan (misalnya per berkas), jadi jumlahnya bergantung pada banyaknya."),
    ("waktu-tak-terjumlah", "Waktu ini bukan lama waktu, jadi tidak ikut dalam baris jumlah."),
];

fn no_such_rule(code: &str, span: Span) -> Diagnostic {
    let known = RULES.iter().map(|rule| rule.code).chain(ELSEWHERE.iter().map(|(code, _)| *code));
    let message = format!("aturan `{}` tidak ada", crate::spec::printable(code));
    let help = match nearest(code, known.clone()) {
        Some(near) => format!("maksudnya `{near}`? `lajur explain` menyebut semua aturan"),
        None => "`lajur explain` menyebut semua aturan".to_owned(),
    };
    let sure = only_near(code, known.clone());
    Diagnostic::error("aturan-tak-dikenal", span.clone(), message).help(help).fix(span, sure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// A spec with which no rule finds fault; an example's own tables stand in place of these.
    const BASE: [(&str, &str); 6] = [
        ("[instansi]", "[instansi]\nnama = [\"PEMERINTAH KABUPATEN CONTOH\", \"KECAMATAN CONTOH\"]"),
        ("[sop]", "[sop]\njudul = \"Pengelolaan Surat\"\nnomor = \"065/1/2024\"\ntanggal_pembuatan = 2024-01-02"),
        (
            "[pengesahan]",
            "[pengesahan]\njabatan = \"CAMAT CONTOH\"\nnama = \"NAMA PEJABAT\"\nnip = \"198001012005011001\"",
        ),
        (
            "[identitas]",
            "[identitas]\nketerkaitan = [\"SOP Pengiriman Surat\"]\nperingatan = \"Apabila lalai, maka surat hilang\"",
        ),
        (
            "[[pelaksana]]",
            "[[pelaksana]]\nid = \"staf\"\nnama = \"Staf\"\n\n[[pelaksana]]\nid = \"kepala\"\nnama = \"Kepala\"",
        ),
        ("[[kegiatan]]", ""),
    ];
    const FIRST: &str = "[[kegiatan]]\nuraian = \"Menerima surat\"\npelaksana = \"staf\"\nkelengkapan = \"Surat\"\n\
                         waktu = \"5 menit\"\noutput = \"Disposisi\"\n";
    const LAST: &str = "[[kegiatan]]\nuraian = \"Menandatangani surat\"\npelaksana = \"kepala\"\nkelengkapan = \"Disposisi\"\n\
                        waktu = \"5 menit\"\noutput = \"Surat\"\n";

    /// The example as a whole spec. Its rows stand between a first and a last one unless it has several of its own.
    fn spec(example: &str) -> String {
        let mut text: Vec<&str> = Vec::new();
        text.extend(BASE.iter().filter(|(head, _)| !example.contains(head)).map(|(_, table)| *table));
        let own_rows = example.matches("[[kegiatan]]").count();
        let (before, after) = if own_rows < 2 { (FIRST, LAST) } else { ("", "") };
        [&text.join("\n\n"), before, example, after].join("\n")
    }

    fn codes(example: &str) -> Vec<&'static str> {
        let mut source = Source::new("contoh.toml", spec(example));
        let mut diagnostics = Diagnostics::new();
        crate::compile(&mut source, &Files, &mut diagnostics);
        assert!(!diagnostics.has_errors(), "{}\n{diagnostics:#?}", source.text());
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    /// Files that the examples name: a drawing, and a bitmap of a few dots.
    struct Files;

    impl crate::assets::Assets for Files {
        fn read(&self, name: &str) -> Result<Vec<u8>, String> {
            match name {
                "lambang.svg" => {
                    Ok(br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><path d="M0 0H4V5Z"/></svg>"#
                        .to_vec())
                }
                "kasar.png" => Ok(resvg::tiny_skia::Pixmap::new(80, 100)
                    .and_then(|pixmap| pixmap.encode_png().ok())
                    .unwrap_or_default()),
                _ => Err("tidak ada".to_owned()),
            }
        }

        fn has_sop(&self, _: &str) -> bool {
            true
        }
    }

    /// The example of a section of a rule's documentation.
    fn example(rule: &Rule, section: &str) -> String {
        let docs = rule.documentation();
        let (_, rest) =
            docs.split_once(&format!("# {section}\n```toml\n")).unwrap_or_else(|| panic!("{}: {section}", rule.code));
        rest.split_once("```").expect("an example ends").0.to_owned()
    }

    #[test]
    fn every_rule_fires_on_its_bad_example_alone() {
        assert_eq!(codes(""), [""; 0], "the base is faultless");
        for rule in RULES {
            assert!(codes(&example(rule, "Contoh")).contains(&rule.code), "{} is silent on its example", rule.code);
            assert!(
                !codes(&example(rule, "Sebaiknya")).contains(&rule.code),
                "{} fires on its good example",
                rule.code
            );
        }
    }

    #[test]
    fn every_rule_is_documented_and_named_once() {
        for rule in RULES {
            let docs = rule.documentation();
            let places: Vec<_> = ["# Mengapa", "# Dasar", "# Seberapa sering", "# Contoh", "# Sebaiknya"]
                .map(|head| docs.find(head))
                .to_vec();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}: {places:?}", rule.code);
            assert_eq!(RULES.iter().filter(|other| other.code == rule.code).count(), 1);
        }
    }

    #[test]
    fn every_rule_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lint/rules");
        let files = std::fs::read_dir(folder).expect("the rules are there").count() - 1;
        assert_eq!(files, RULES.len());
    }

    #[test]
    fn the_writer_sets_the_level() {
        let row = "[[kegiatan]]\nuraian = \"Pengetikan surat\"\npelaksana = \"staf\"\nkelengkapan = \"Disposisi\"\n\
                   waktu = \"1 jam\"\noutput = \"Disposisi\"\n";
        let ignored = format!("[periksa]\nkegiatan-bukan-kata-kerja = \"abaikan\"\n{row}");
        assert_eq!(codes(row), ["kegiatan-bukan-kata-kerja"]);
        assert_eq!(codes(&ignored), [""; 0]);
    }
}
