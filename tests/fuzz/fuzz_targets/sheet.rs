//! Any bytes as a spec: it is drawn in every format, or there is a report of an error inside the text. Nothing panics, nothing hangs.
//!
//! A logo and a QR picture are the bytes behind the first NUL, so that pictures are damaged as well.

#![no_main]

use std::sync::OnceLock;

use lajur::assets::Assets;
use lajur::diag::Diagnostics;
use lajur::encoding;
use lajur::export::{FORMATS, Options};
use libfuzzer_sys::fuzz_target;

/// Every file that a spec names is this one.
struct OneFile<'a>(&'a [u8]);

impl Assets for OneFile<'_> {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        if self.0.is_empty() { Err("tidak ada".to_owned()) } else { Ok(self.0.to_vec()) }
    }

    fn has_sop(&self, name: &str) -> bool {
        name.len() % 2 == 0
    }
}

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let file = bytes.get(end + 1..).unwrap_or_default();
    let (mut source, fault) = encoding::decode("fuzz.toml", bytes[..end].to_vec());
    if fault.is_some() {
        return;
    }
    let mut diagnostics = Diagnostics::new();
    let sheet = lajur::compile(&mut source, &OneFile(file), &mut diagnostics);
    for report in diagnostics.iter() {
        let (part, span) = source.part(&report.span);
        assert!(span.start <= span.end && span.end <= part.text().len(), "{report:?}");
        lajur::diag::json::write(&source, report);
        lajur::diag::github::write(&source, report);
    }
    match sheet {
        Some(sheet) => {
            assert!(!diagnostics.has_errors(), "a sheet in spite of an error");
            static OPTIONS: OnceLock<Options> = OnceLock::new();
            let options = OPTIONS.get_or_init(|| Options { dpi: 20, ..Options::default() });
            for format in FORMATS {
                sheet.write(format, options).expect("a sheet can be written");
            }
        }
        None => assert!(diagnostics.has_errors(), "neither a sheet nor an error"),
    }
});
