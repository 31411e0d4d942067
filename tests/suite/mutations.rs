//! Specs that went wrong by accident are reported, not stumbled over.
//!
//! Examples are damaged in a fixed, pseudo-random way: characters and lines are lost, doubled or exchanged. What still is a spec
//! must make a sheet; what is none must have a report of an error with a place inside the text.

use std::fs;
use std::panic;

use lajur::assets::NoAssets;
use lajur::diag::{Diagnostics, Severity};
use lajur::encoding;
use lajur::export::{FORMATS, Options};

use crate::program::with_extension;

/// How many damaged copies there are of each spec.
const COPIES: u64 = 40;

/// A sequence of numbers that looks random (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn damage(text: &str, numbers: &mut Numbers) -> Vec<u8> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=numbers.below(3) {
        let (line, other) = (numbers.below(lines.len()), numbers.below(lines.len()));
        let at = numbers.below(lines[line].chars().count());
        match numbers.below(7) {
            0 => drop(lines.remove(line)),
            1 => lines.insert(other, lines[line].clone()),
            2 => lines.swap(line, other),
            3 => lines[line] = lines[line].chars().take(at).collect(),
            4 => {
                lines[line] = lines[line].chars().enumerate().filter(|&(n, _)| n != at).map(|(_, char)| char).collect()
            }
            5 => lines[line] = lines[line].replace('"', ["", "'", "\"\"\"", "[", "{"][numbers.below(5)]),
            _ => {
                let value = ["= []", "= 0", "= -1", "= \"\"", "= false", "= {}", "= 2026-02-31", "= [[1]]", "= nan"]
                    [numbers.below(9)];
                lines[line] = lines[line].split('=').next().unwrap_or_default().to_owned() + value;
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    let mut bytes = lines.join("\n").into_bytes();
    if numbers.below(8) == 0 && !bytes.is_empty() {
        let at = numbers.below(bytes.len());
        bytes[at] = numbers.below(256) as u8;
    }
    bytes
}

/// Compiles and writes a spec; says what is not as it should be.
fn fault(bytes: Vec<u8>) -> Option<String> {
    let (mut source, diagnostic) = encoding::decode("rusak.toml", bytes);
    if diagnostic.is_some() {
        return None;
    }
    let mut diagnostics = Diagnostics::new();
    let sheet = lajur::compile(&mut source, &NoAssets, &mut diagnostics);
    if let Some(outside) = diagnostics.iter().find(|d| d.span.start > d.span.end || d.span.end > source.text().len()) {
        return Some(format!("a place outside the text: {outside:?}"));
    }
    match sheet {
        Some(_) if diagnostics.has_errors() => Some("a sheet in spite of an error".to_owned()),
        Some(sheet) => {
            FORMATS.iter().find_map(|format| sheet.write(format, &Options { dpi: 20, ..Options::default() }).err())
        }
        None if diagnostics.count(Severity::Error) == 0 => Some("neither a sheet nor an error".to_owned()),
        None => None,
    }
}

#[test]
fn damaged_specs_are_reported() {
    let mut found = Vec::new();
    for path in with_extension("tests/sheets", "toml").into_iter().chain(with_extension("examples", "toml")) {
        // Without files beside it a spec must not name any.
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replace("logo =", "# logo =").replace("gambar = \"qr.svg\",", "");
        for seed in 1..=COPIES {
            let bytes = damage(&text, &mut Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            let fault = panic::catch_unwind(|| fault(bytes.clone())).unwrap_or(Some("a panic".to_owned()));
            found.extend(fault.map(|fault| format!("{}, copy {seed}: {fault}", path.display())));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
