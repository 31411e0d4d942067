//! The flowchart in words, step by step: "Kegiatan 6, Kasubag: keputusan. Ya ke kegiatan 7 (Tim). Tidak kembali ke
//! kegiatan 5 (Staf)."

use crate::sop::{Flow, Procedure, SymbolId, SymbolKind};
use crate::text::RichText;

/// Says the steps of a procedure.
pub(super) struct Describer<'a> {
    procedure: &'a Procedure,
    /// The names of the lanes, each on one line.
    actors: Vec<String>,
}

impl<'a> Describer<'a> {
    /// For a procedure.
    pub(super) fn new(procedure: &'a Procedure) -> Self {
        let actors = procedure.actors.iter().map(|actor| one_line(&actor.name)).collect();
        Self { procedure, actors }
    }

    /// The name of a step, and what its symbols and flows say.
    pub(super) fn step(&self, step: usize) -> (String, String) {
        let name = capitalised(&self.step_name(step));
        let symbols = (0..self.procedure.symbols.len()).filter(|&symbol| self.procedure.symbols[symbol].row == step);
        let mut sentences: Vec<String> = Vec::new();
        for symbol in symbols {
            let together = self.together(symbol);
            if together.first() == Some(&SymbolId(symbol)) {
                sentences.push(self.symbol(&name, &together));
            }
        }
        (name.clone(), if sentences.is_empty() { format!("{name}.") } else { sentences.join(" ") })
    }

    /// The boxes of the joint activity that a symbol is of; else the symbol alone.
    fn together(&self, symbol: usize) -> Vec<SymbolId> {
        let joint = self.procedure.joins.iter().find(|join| join.contains(&SymbolId(symbol)));
        joint.cloned().unwrap_or_else(|| vec![SymbolId(symbol)])
    }

    fn symbol(&self, step: &str, together: &[SymbolId]) -> String {
        let symbol = &self.procedure.symbols[together[0].0];
        let kind = match symbol.kind {
            SymbolKind::Start => "mulai",
            SymbolKind::End => "selesai",
            SymbolKind::Process => "proses",
            SymbolKind::Decision => "keputusan",
        };
        let words = together.iter().find_map(|id| self.procedure.symbols[id.0].text.as_ref());
        let words = words.map(|words| format!(" \"{}\"", one_line(words))).unwrap_or_default();
        let joint = if together.len() > 1 { " bersama" } else { "" };
        let mut said = format!("{step}, {}{joint}: {kind}{words}.", self.actors(together));
        let leaves = |flow: &&Flow| flow.from.iter().any(|from| together.contains(from));
        for flow in self.procedure.flows.iter().filter(leaves) {
            said.push(' ');
            said.push_str(&self.flow(symbol.row, flow));
        }
        said
    }

    fn flow(&self, row: usize, flow: &Flow) -> String {
        let target = self.procedure.symbols[flow.to[0].0].row;
        let way = match (&flow.label, target < row) {
            (Some(label), false) => format!("{} ke", one_line(label)),
            (Some(label), true) => format!("{} kembali ke", one_line(label)),
            (None, false) => "Lanjut ke".to_owned(),
            (None, true) => "Kembali ke".to_owned(),
        };
        let actors = self.actors(&flow.to);
        if target == row { format!("{way} {actors}.") } else { format!("{way} {} ({actors}).", self.step_name(target)) }
    }

    /// `kegiatan 6`, or `baris 3` where no number is printed.
    fn step_name(&self, step: usize) -> String {
        match self.procedure.steps[step].number.as_str() {
            "" => format!("baris {}", step + 1),
            number => format!("kegiatan {number}"),
        }
    }

    /// `Camat`, `Camat dan Tim`, `Camat, Sekcam dan Tim`.
    fn actors(&self, symbols: &[SymbolId]) -> String {
        let mut names: Vec<&str> =
            symbols.iter().map(|id| self.actors[self.procedure.symbols[id.0].lane].as_str()).collect();
        names.dedup();
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} dan {last}", others.join(", ")),
        }
    }
}

fn one_line(text: &RichText) -> String {
    text.to_plain().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
