//! The flowchart in words, step by step: "Kegiatan 6, Kasubag: keputusan. Ya ke kegiatan 7 (Tim). Tidak kembali ke
//! kegiatan 5 (Staf)."

use crate::sop::{Flow, Procedure, SymbolId, SymbolKind};

/// What a step says: its name, and of each of its symbols who acts and how it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepInWords {
    /// `Kegiatan 6`.
    pub name: String,
    /// Its symbols in order.
    pub symbols: Vec<SymbolInWords>,
}

/// What a symbol says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolInWords {
    /// `Camat dan Tim bersama`.
    pub actors: String,
    /// What it is, with its words: `keputusan "Setuju?"`.
    pub what: String,
    /// Whether it only says that somebody does something.
    pub is_plain: bool,
    /// How it goes on: `Lanjut ke kegiatan 7 (Tim).`
    pub flow: String,
}

/// Says the steps of a procedure.
pub(super) struct Describer<'a> {
    procedure: &'a Procedure,
    /// The names of the lanes, each on one line.
    actors: Vec<String>,
}

impl<'a> Describer<'a> {
    /// For a procedure.
    pub(super) fn new(procedure: &'a Procedure) -> Self {
        let actors = procedure.actors.iter().map(|actor| actor.name.to_line()).collect();
        Self { procedure, actors }
    }

    /// The name of a step, and what its symbols and flows say, in sentences.
    pub(super) fn step(&self, step: usize) -> (String, String) {
        let StepInWords { name, symbols } = self.words(step);
        if symbols.is_empty() {
            let said = format!("{name}.");
            return (name, said);
        }
        let mut said = String::with_capacity(128);
        for SymbolInWords { actors, what, flow, .. } in symbols {
            let before = if said.is_empty() { "" } else { " " };
            let space = if flow.is_empty() { "" } else { " " };
            for part in [before, &name, ", ", &actors, ": ", &what, ".", space, &flow] {
                said.push_str(part);
            }
        }
        (name, said)
    }

    /// What a step says.
    pub(super) fn words(&self, step: usize) -> StepInWords {
        let symbols = (0..self.procedure.symbols.len()).map(SymbolId);
        let of_step = symbols.filter(|symbol| self.procedure.symbols[symbol.0].row == step);
        let first = of_step.filter(|symbol| self.together(symbol).first() == Some(symbol));
        let symbols = first.map(|symbol| self.symbol(self.together(&symbol))).collect();
        StepInWords { name: capitalised(&self.procedure.step_name(step)), symbols }
    }

    /// The boxes of the joint activity that a symbol is of; else the symbol alone.
    fn together<'b>(&'b self, symbol: &'b SymbolId) -> &'b [SymbolId] {
        let joint = self.procedure.joins.iter().find(|join| join.contains(symbol));
        joint.map_or(std::slice::from_ref(symbol), Vec::as_slice)
    }

    fn symbol(&self, together: &[SymbolId]) -> SymbolInWords {
        let symbols = together.iter().map(|id| &self.procedure.symbols[id.0]);
        let first = &self.procedure.symbols[together[0].0];
        let decides = symbols.clone().any(|symbol| symbol.kind == SymbolKind::Decision);
        let kind = if decides { SymbolKind::Decision } else { first.kind };
        let words = symbols.clone().find_map(|symbol| symbol.text.as_ref());
        let is_plain = kind == SymbolKind::Process && words.is_none();
        let words = words.map(|words| format!(" \"{}\"", words.to_line())).unwrap_or_default();
        let joint = if together.len() > 1 { " bersama" } else { "" };
        let leaves = |flow: &&Flow| flow.from.iter().any(|from| together.contains(from));
        let flows: Vec<&Flow> = self.procedure.flows.iter().filter(leaves).collect();
        let alike = |a: &&Flow, b: &&Flow| a.label == b.label && self.row(a) == self.row(b);
        let mut flow = String::with_capacity(64);
        for flows in flows.chunk_by(alike) {
            flow.push_str(if flow.is_empty() { "" } else { " " });
            self.flow(together, flows, &mut flow);
        }
        if flows.is_empty() && first.kind != SymbolKind::End {
            flow.push_str("Alur berakhir di sini.");
        }
        SymbolInWords {
            actors: format!("{}{joint}", self.actors(together)),
            what: format!("{}{words}", kind_name(kind)),
            is_plain,
            flow,
        }
    }

    /// The row that a flow leads to.
    fn row(&self, flow: &Flow) -> usize {
        self.procedure.symbols[flow.to[0].0].row
    }

    /// Says flows of one label into one row.
    fn flow(&self, from: &[SymbolId], flows: &[&Flow], said: &mut String) {
        let (row, target) = (self.procedure.symbols[from[0].0].row, self.row(flows[0]));
        let label = flows[0].label.as_ref().map(|label| label.to_line());
        let way = match (&label, target < row) {
            (Some(label), false) => [label, " ke "],
            (Some(label), true) => [label, " kembali ke "],
            (None, false) => ["Lanjut", " ke "],
            (None, true) => ["Kembali", " ke "],
        };
        way.into_iter().for_each(|part| said.push_str(part));
        let to: Vec<SymbolId> = flows.iter().flat_map(|flow| flow.to.iter().copied()).collect();
        let actors = self.actors(&to);
        let target = match target == row {
            false => format!("{} ({actors}).", self.procedure.step_name(target)),
            true if actors != self.actors(from) => format!("{actors}."),
            // Of one actor, one below the other.
            true => format!("{}.", kind_name(self.procedure.symbols[to[0].0].kind)),
        };
        said.push_str(&target);
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

fn kind_name(kind: SymbolKind) -> &'static str {
    match kind {
        SymbolKind::Start => "mulai",
        SymbolKind::End => "selesai",
        SymbolKind::Process => "proses",
        SymbolKind::Decision => "keputusan",
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
