//! The flowchart in words, step by step: "Kegiatan 6, Kasubag: keputusan. Ya ke kegiatan 7 (Tim). Tidak kembali ke
//! kegiatan 5 (Staf)."

use crate::sop::{Flow, Procedure, SymbolId, SymbolKind};

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

    /// The name of a step, and what its symbols and flows say.
    pub(super) fn step(&self, step: usize) -> (String, String) {
        let name = capitalised(&self.procedure.step_name(step));
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
        let symbols = together.iter().map(|id| &self.procedure.symbols[id.0]);
        let first = &self.procedure.symbols[together[0].0];
        let decides = symbols.clone().any(|symbol| symbol.kind == SymbolKind::Decision);
        let kind = kind_name(if decides { SymbolKind::Decision } else { first.kind });
        let words = symbols.clone().find_map(|symbol| symbol.text.as_ref());
        let words = words.map(|words| format!(" \"{}\"", words.to_line())).unwrap_or_default();
        let joint = if together.len() > 1 { " bersama" } else { "" };
        let mut said = format!("{step}, {}{joint}: {kind}{words}.", self.actors(together));
        let leaves = |flow: &&Flow| flow.from.iter().any(|from| together.contains(from));
        let flows: Vec<&Flow> = self.procedure.flows.iter().filter(leaves).collect();
        let alike = |a: &&Flow, b: &&Flow| a.label == b.label && self.row(a) == self.row(b);
        for flows in flows.chunk_by(alike) {
            said.push(' ');
            said.push_str(&self.flow(together, flows));
        }
        if flows.is_empty() && first.kind != SymbolKind::End {
            said.push_str(" Alur berakhir di sini.");
        }
        said
    }

    /// The row that a flow leads to.
    fn row(&self, flow: &Flow) -> usize {
        self.procedure.symbols[flow.to[0].0].row
    }

    /// Flows of one label into one row.
    fn flow(&self, from: &[SymbolId], flows: &[&Flow]) -> String {
        let (row, target) = (self.procedure.symbols[from[0].0].row, self.row(flows[0]));
        let way = match (&flows[0].label, target < row) {
            (Some(label), false) => format!("{} ke", label.to_line()),
            (Some(label), true) => format!("{} kembali ke", label.to_line()),
            (None, false) => "Lanjut ke".to_owned(),
            (None, true) => "Kembali ke".to_owned(),
        };
        let to: Vec<SymbolId> = flows.iter().flat_map(|flow| flow.to.iter().copied()).collect();
        let actors = self.actors(&to);
        match (target == row, actors == self.actors(from)) {
            (false, _) => format!("{way} {} ({actors}).", self.procedure.step_name(target)),
            (true, false) => format!("{way} {actors}."),
            // Of one actor, one below the other.
            (true, true) => format!("{way} {}.", kind_name(self.procedure.symbols[to[0].0].kind)),
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
