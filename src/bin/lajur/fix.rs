//! `lajur check --fix`: what is certainly wrong is put right in the file itself.
//!
//! Only the letters in question change, so comments and layout stay. The difference is shown, as `diff -u` would, and the file is
//! replaced as a whole or not at all.

use std::fs;

use lajur::diag::{Diagnostics, Fix};
use lajur::source::Source;

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::Input;
use crate::outputs;
use crate::sheet::{self, Warnings};

/// Behind a misspelt table there may be more that only shows when it is read.
const ROUNDS: usize = 4;

/// Puts right what is certain in the file of a spec, and returns the difference.
pub(crate) fn fix(input: &Input, projects: &Projects) -> Result<String> {
    let mut shown = String::new();
    let Some(path) = &input.path else {
        return Err(Failure("`--fix` memerlukan berkas, bukan masukan baku".into()));
    };
    for _ in 0..ROUNDS {
        let compiled = sheet::compile(input, projects, Warnings::Allowed)?;
        let fixes = certain(&compiled.source, &compiled.diagnostics);
        if fixes.is_empty() {
            break;
        }
        let text = apply(compiled.source.text(), &fixes);
        let fixed = Source::new(compiled.source.name(), text);
        let bytes = [&compiled.source.file_bytes()[..compiled.source.file_byte(0)], fixed.text().as_bytes()].concat();
        // The file itself, not a link to it, and with the rights it has.
        let io = |error: std::io::Error| Failure::io(path, &error);
        let file = path.canonicalize().map_err(io)?;
        let rights = fs::metadata(&file).map_err(io)?.permissions();
        if rights.readonly() {
            return Err(Failure(format!("{}: berkas ini hanya dapat dibaca", path.display())));
        }
        outputs::write(&file, &bytes, |_| false)?;
        fs::set_permissions(&file, rights).map_err(io)?;
        shown += &difference(&compiled.source, &fixed, &fixes);
    }
    Ok(shown)
}

/// The fixes of the reports, in order, none over another.
fn certain(source: &Source, diagnostics: &Diagnostics) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_deref().cloned()).collect();
    fixes.retain(|fix| source.text().get(fix.span.clone()).is_some_and(|old| !old.contains('\n') && old != fix.text));
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let mut end = 0;
    fixes.retain(|fix| {
        let is_free = fix.span.start >= end;
        end = end.max(fix.span.end);
        is_free
    });
    fixes
}

fn apply(text: &str, fixes: &[Fix]) -> String {
    let mut fixed = String::with_capacity(text.len());
    let mut copied = 0;
    for fix in fixes {
        fixed += &text[copied..fix.span.start];
        fixed += &fix.text;
        copied = fix.span.end;
    }
    fixed + &text[copied..]
}

/// The lines that changed, as `diff -u` shows them.
fn difference(old: &Source, new: &Source, fixes: &[Fix]) -> String {
    let mut shown = format!("--- {0}\n+++ {0}\n", old.name());
    let mut lines: Vec<usize> = fixes.iter().map(|fix| old.line_column(fix.span.start).0).collect();
    lines.dedup();
    for line in lines {
        shown += &format!("@@ -{line} +{line} @@\n-{}\n+{}\n", old.line(line), new.line(line));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_letters_in_question_change() {
        let old = Source::new("a.toml", "judl = \"x\" # judl\r\ntanggal = \"2016-01-01\"\r\n");
        let fix = |span, text: &str| Fix { span, text: text.to_owned() };
        let fixes = [fix(0..4, "judul"), fix(29..41, "2016-01-01")];
        let new = Source::new("a.toml", apply(old.text(), &fixes));
        assert_eq!(new.text(), "judul = \"x\" # judl\r\ntanggal = 2016-01-01\r\n");
        let expected = "--- a.toml\n+++ a.toml\n@@ -1 +1 @@\n-judl = \"x\" # judl\n+judul = \"x\" # judl\n\
                        @@ -2 +2 @@\n-tanggal = \"2016-01-01\"\n+tanggal = 2016-01-01\n";
        assert_eq!(difference(&old, &new, &fixes), expected);
    }
}
