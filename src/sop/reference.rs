//! What a reference in the flow hits: an id, a printed number, or one box of a row (`id@actor`, `5@actor#2`).

use super::flow::Input;
use super::procedure::normal;
use super::symbols::{Boxes, Linkage};
use super::{Symbol, SymbolId};
use crate::diag::Diagnostic;
use crate::spec::value::{Data, Value};
use crate::spec::{nearest, only_near, printable};

/// Where a flow may enter.
pub(super) struct Target {
    /// Each is entered; of the boxes in one of them any.
    pub(super) alternatives: Vec<Vec<SymbolId>>,
    /// Whether these are all boxes of a parallel row.
    pub(super) parallel: bool,
}

/// Resolves a reference. An empty error stands for a fault that was reported elsewhere.
pub(super) fn resolve(
    value: &Value,
    input: &Input<'_>,
    rows: &[Boxes],
    symbols: &[Symbol],
) -> Result<Target, Option<Diagnostic>> {
    let text = match &value.data {
        Data::Text(text) => normal(text),
        Data::Integer(number) => number.to_string(),
        _ => return Err(None),
    };
    let lookup = Lookup { value, input, rows, symbols };
    let exact = lookup.base(&text);
    let (base, rest) = match (exact, text.split_once('@')) {
        (Some(base), _) => (base, None),
        (None, Some((base, rest))) => {
            (lookup.base(base.trim()).unwrap_or_else(|| lookup.unknown(base.trim())), Some(rest))
        }
        (None, None) => (lookup.unknown(&text), None),
    };
    let base = base.map_err(Some)?;
    if rows[base.row].broken {
        return Err(None);
    }
    match (rest, base.symbol) {
        (Some(rest), _) => lookup.one_box(base.row, rest),
        (None, Some(symbol)) => {
            let id = rows[base.row].listed.get(symbol).copied().ok_or(None)?;
            Ok(Target { alternatives: vec![vec![id]], parallel: false })
        }
        (None, None) => Ok(rows[base.row].entry()),
    }
}

struct Lookup<'a> {
    value: &'a Value,
    input: &'a Input<'a>,
    rows: &'a [Boxes],
    symbols: &'a [Symbol],
}

struct Base {
    row: usize,
    symbol: Option<usize>,
}

impl Lookup<'_> {
    fn error(&self, message: String, help: String) -> Diagnostic {
        Diagnostic::error("rujukan-tak-dikenal", self.value.span.clone(), message).help(help)
    }

    /// The row or symbol of an id or a printed number; nothing where there is none.
    fn base(&self, text: &str) -> Option<Result<Base, Diagnostic>> {
        if let Some(owner) = self.input.ids.get(text) {
            if owner.procedure != self.input.procedure {
                let message = format!("`{}` ada di prosedur lain", printable(text));
                let help = "alur tidak dapat berpindah ke prosedur lain; tunjuk baris di prosedur ini".to_owned();
                return Some(Err(self.error(message, help)));
            }
            return Some(Ok(Base { row: owner.row, symbol: owner.symbol }));
        }
        let is_number =
            |number: &str| !text.is_empty() && normal(number).trim_end_matches('.') == text.trim_end_matches('.');
        let mut found = (0..self.rows.len()).filter(|&row| is_number(&self.input.steps[row].number));
        let row = found.next()?;
        Some(match found.next() {
            None => Ok(Base { row, symbol: None }),
            Some(other) => {
                let message = format!("nomor `{}` ada pada lebih dari satu baris", printable(text));
                let help = "beri baris yang dituju `id`, lalu tunjuk `id` itu".to_owned();
                let spans = [row, other].map(|row| self.input.steps[row].span.clone());
                let diagnostic = self.error(message, help);
                Err(spans.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.label(span, "bernomor ini")))
            }
        })
    }

    fn unknown(&self, text: &str) -> Result<Base, Diagnostic> {
        let own = self.input.ids.iter().filter(|(_, owner)| owner.procedure == self.input.procedure);
        let help = match nearest(text, own.map(|(id, _)| id.as_str())) {
            Some(near) => format!("maksudnya `{near}`?"),
            None => "tulis `id` sebuah baris, nomornya, atau `\"id@pelaksana\"`".to_owned(),
        };
        let message = match text.parse::<i64>() {
            Ok(_) => format!("tidak ada baris bernomor `{}`", printable(text)),
            Err(_) => format!("tidak ada baris atau simbol `{}`", printable(text)),
        };
        let own = self.input.ids.iter().filter(|(_, owner)| owner.procedure == self.input.procedure);
        let sure = only_near(text, own.map(|(id, _)| id.as_str()));
        Err(self.corrected(self.error(message, help), text, sure))
    }

    /// With a name in the value put right. Only where it stands there once, typed as it is read.
    fn corrected(&self, diagnostic: Diagnostic, name: &str, right: Option<&str>) -> Diagnostic {
        let written = self.value.as_text().filter(|written| {
            self.value.span.len() == written.len() + 2
                && written.matches(name).count() == 1
                && !written.contains(['"', '\\'])
        });
        let text = written.zip(right).map(|(written, right)| format!("\"{}\"", written.replace(name, right)));
        diagnostic.fix(self.value.span.clone(), text)
    }

    /// One box of a row: `actor`, `actor#2`.
    fn one_box(&self, row: usize, rest: &str) -> Result<Target, Option<Diagnostic>> {
        let lane_of = |name: &str| self.input.actors.iter().position(|actor| actor.id == normal(name));
        let numbered = rest.rsplit_once('#').and_then(|(name, nth)| Some((name, nth.trim().parse::<usize>().ok()?)));
        let (name, nth) = match (lane_of(rest), numbered) {
            (None, Some((name, nth))) => (name, nth),
            _ => (rest, 1),
        };
        let Some(lane) = lane_of(name) else {
            let known = self.input.actors.iter().map(|actor| actor.id.as_str());
            let help = match nearest(name, known.clone()) {
                Some(near) => format!("maksudnya `{near}`?"),
                None => format!(
                    "yang ada: {}",
                    known.map(|id| format!("`{}`", printable(id))).collect::<Vec<_>>().join(", ")
                ),
            };
            let message = format!("pelaksana `{}` tidak dikenal", printable(name));
            let sure = only_near(name, self.input.actors.iter().map(|actor| actor.id.as_str()));
            let diagnostic = Diagnostic::error("pelaksana-tak-dikenal", self.value.span.clone(), message).help(help);
            return Err(Some(self.corrected(diagnostic, name, sure)));
        };
        let boxes = &self.rows[row];
        let mut here = boxes.listed.iter().copied().filter(|id| self.symbols[id.0].lane == lane);
        let found = nth.checked_sub(1).and_then(|index| here.nth(index));
        let id = found.ok_or_else(|| {
            let which = if nth == 1 { String::new() } else { format!(" ke-{nth}") };
            let message = format!("baris itu tidak mempunyai simbol{which} pada pelaksana `{}`", printable(name));
            let lanes: Vec<String> =
                boxes.listed.iter().map(|id| format!("`{}`", self.input.actors[self.symbols[id.0].lane].id)).collect();
            Some(self.error(message, format!("simbolnya ada pada {}", lanes.join(", "))))
        })?;
        Ok(Target { alternatives: vec![vec![id]], parallel: false })
    }
}

impl Boxes {
    /// Where a flow into this row enters.
    pub(super) fn entry(&self) -> Target {
        let first = || self.listed.first().map(|&id| vec![id]).into_iter().collect();
        match self.linkage {
            Linkage::Joint => Target { alternatives: vec![self.listed.clone()], parallel: false },
            Linkage::Sequence | Linkage::Own => Target { alternatives: first(), parallel: false },
            Linkage::Parallel => {
                Target { alternatives: self.listed.iter().map(|&id| vec![id]).collect(), parallel: true }
            }
        }
    }
}
