//! Values of options that several commands share, or that need checking.

use lajur::diag::{REPORT_FORMATS, ReportFormat};
use lajur::export::{FORMATS, Format, PdfStandard, SvgText};
use lajur::spec::nearest;

/// `pdf`, `svg` ...
pub(crate) fn format(name: &str) -> Result<&'static Format, String> {
    Format::named(name).ok_or_else(|| choices(name, &FORMATS.iter().map(|format| format.name).collect::<Vec<_>>()))
}

/// `human`, `json`, `github`.
pub(crate) fn report_format(name: &str) -> Result<&'static ReportFormat, String> {
    let found = REPORT_FORMATS.iter().find(|format| format.name == name);
    found.ok_or_else(|| choices(name, &REPORT_FORMATS.iter().map(|format| format.name).collect::<Vec<_>>()))
}

/// What could have been meant.
pub(crate) fn choices(name: &str, names: &[&str]) -> String {
    match nearest(name, names.iter().copied()) {
        Some(near) => format!("maksudnya `{near}`?"),
        None => format!("pilihannya {}", names.join(", ")),
    }
}

/// How many specs are worked on at once.
pub(crate) fn jobs(text: &str) -> Result<usize, String> {
    number(text, 1, 1024)
}

/// How many pages a volume has at most.
pub(crate) fn pages(text: &str) -> Result<usize, String> {
    number(text, 1, 1_000_000)
}

/// Dots an inch.
pub(crate) fn dpi(text: &str) -> Result<u32, String> {
    number(text, 20, 1200)
}

/// The time to date undated sheets with: `SOURCE_DATE_EPOCH`, in seconds since 1970.
pub(crate) fn epoch() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok())
}

/// A stable share of the work: those whose names fall to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// Whether a name falls to this share. Each falls to one, whatever others there are.
    pub(crate) fn has(self, name: &str) -> bool {
        let digits = lajur::export::digest(name.as_bytes());
        u64::from_str_radix(&digits[..15], 16).unwrap_or_default() % self.count == self.index
    }
}

/// `3/16`.
pub(crate) fn shard(text: &str) -> Result<Shard, String> {
    let parts = || {
        let (index, count) = text.split_once('/')?;
        let (index, count): (u64, u64) = (index.parse().ok()?, count.parse().ok()?);
        (1..=count).contains(&index).then(|| Shard { index: index - 1, count })
    };
    parts().ok_or_else(|| "bentuknya I/N, misalnya 3/16: bagian ke-3 dari 16".to_owned())
}

fn number<N: std::str::FromStr + PartialOrd + std::fmt::Display>(text: &str, least: N, most: N) -> Result<N, String> {
    let number = text.parse().ok().filter(|number| (&least..=&most).contains(&number));
    number.ok_or_else(|| format!("harus bilangan bulat dari {least} sampai {most}"))
}

/// How an SVG holds its text.
pub(crate) fn svg_text(name: &str) -> Result<SvgText, String> {
    match name {
        "embed" => Ok(SvgText::Embed),
        "outline" => Ok(SvgText::Outline),
        "plain" => Ok(SvgText::Plain),
        _ => Err(choices(name, &["embed", "outline", "plain"])),
    }
}

/// The archive standard of a PDF.
pub(crate) fn pdf_standard(name: &str) -> Result<PdfStandard, String> {
    match name {
        "a-2a" | "a2a" => Ok(PdfStandard::A2a),
        "a-3a" | "a3a" => Ok(PdfStandard::A3a),
        _ => Err(choices(name, &["a-2a", "a-3a"])),
    }
}

/// What ids in an SVG begin with.
pub(crate) fn id_prefix(text: &str) -> Result<String, String> {
    let sound = text.chars().all(|char| char.is_ascii_alphanumeric() || "-_".contains(char))
        && text.chars().next().is_none_or(|char| char.is_ascii_alphabetic() || char == '_');
    let message = "hanya huruf, angka, `-` dan `_`, diawali huruf";
    if sound { Ok(text.to_owned()) } else { Err(message.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_falls_to_one_share() {
        for name in ["a", "umum/b", "Kecamatan X/c"] {
            let shares = (1..=16).filter(|index| shard(&format!("{index}/16")).is_ok_and(|shard| shard.has(name)));
            assert_eq!(shares.count(), 1, "{name}");
        }
        for wrong in ["0/4", "5/4", "3", "/", "-1/4", "1/0"] {
            assert!(shard(wrong).is_err(), "{wrong}");
        }
    }
}
