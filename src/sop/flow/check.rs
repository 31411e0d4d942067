//! Whether the flow of a procedure begins, ends, and comes everywhere in between; what is not so is reported.

use super::Builder;
use crate::diag::Diagnostic;
use crate::sop::graph::Graph;
use crate::sop::symbols::Linkage;
use crate::sop::{SymbolId, SymbolKind};
use crate::source::Span;
use crate::spec::value::Table;

impl Builder<'_, '_> {
    /// Whether the flow begins, ends, and comes everywhere in between.
    pub(super) fn check(&mut self, joins: &[Vec<SymbolId>]) {
        if self.symbols.is_empty() {
            return;
        }
        let starts = self.starts();
        if self.broken {
            return;
        }
        if self.ends.is_empty() {
            self.report_no_end();
        }
        let graph = Graph::new(self.symbols.len(), &self.flows, joins);
        let mut told = self.report_unreached(&graph, &starts);
        if !self.ends.is_empty() {
            self.report_endless(&graph, &mut told);
        }
    }

    /// Where the flow begins; in the first row, and reported, where it begins nowhere.
    fn starts(&mut self) -> Vec<SymbolId> {
        let symbols = self.symbols.iter().enumerate().filter(|(_, symbol)| symbol.kind == SymbolKind::Start);
        let starts: Vec<SymbolId> = symbols.map(|(id, _)| SymbolId(id)).collect();
        if !starts.is_empty() {
            return starts;
        }
        if self.rows.iter().all(|boxes| !boxes.broken) {
            let (span, help) = no_start(self.input.rows[0]);
            let message = "prosedur ini tidak mempunyai permulaan";
            self.context.error(Diagnostic::error("tanpa-mulai", span, message).help(help));
        }
        self.rows[0].listed.clone()
    }

    fn report_no_end(&mut self) {
        let Some(last) = self.input.rows.last() else { return };
        let span = last.entry("jenis").map_or(last.span.clone(), |entry| entry.key_span.clone());
        let message = "prosedur ini tidak mempunyai akhir";
        self.context.error(
            Diagnostic::error("tanpa-akhir", span, message)
                .help("beri sebuah baris `jenis = \"selesai\"`, atau `lanjut = []` di tempat alurnya berhenti"),
        );
    }

    /// Reports the symbols that no flow reaches; says what it reported about.
    fn report_unreached(&mut self, graph: &Graph, starts: &[SymbolId]) -> Vec<Span> {
        let mut told: Vec<Span> = Vec::new();
        for id in graph.unreached(starts) {
            let span = self.place(id);
            if told.contains(&span) {
                continue;
            }
            let message = self.sentence(id, "tidak dicapai alur mana pun");
            self.context.error(
                Diagnostic::error("kegiatan-tak-tercapai", span.clone(), message)
                    .help("arahkan `lanjut`, `ya`, atau `tidak` sebuah baris ke sini, atau hapus"),
            );
            told.push(span);
        }
        told
    }

    /// Reports the rounds that no flow leaves for an end.
    fn report_endless(&mut self, graph: &Graph, told: &mut Vec<Span>) {
        for round in graph.rounds(&self.ends) {
            let span = self.place(round[0]);
            if told.contains(&span) {
                continue;
            }
            let message = self.sentence(round[0], "tidak pernah sampai ke akhir");
            let mut diagnostic = Diagnostic::error("alur-tanpa-akhir", span.clone(), message);
            let back = round.iter().rev().find_map(|id| {
                let table = self.input.rows[self.symbols[id.0].row];
                ["lanjut", "tidak", "ya", "cabang", "simbol"].iter().find_map(|key| table.entry(key))
            });
            if let Some(entry) = back {
                diagnostic = diagnostic.label(entry.key_span.clone(), "dari sini alur selalu kembali");
            }
            self.context.error(
                diagnostic.help("beri jalan keluar dari putaran ini: arahkan salah satu barisnya ke baris lain"),
            );
            told.push(span);
        }
    }

    fn sentence(&self, id: SymbolId, what: &str) -> String {
        let symbol = &self.symbols[id.0];
        let step = &self.input.steps[symbol.row];
        let name = if step.number.trim().is_empty() { &step.id } else { &step.number };
        format!("kegiatan {} (`{}`) {what}", crate::spec::printable(name), self.input.actors[symbol.lane].id)
    }

    /// Where a symbol is written.
    fn place(&self, id: SymbolId) -> Span {
        let row = self.symbols[id.0].row;
        let table = self.input.rows[row];
        let boxes = &self.rows[row];
        let own = (boxes.linkage == Linkage::Own)
            .then(|| boxes.listed.iter().position(|listed| *listed == id))
            .flatten()
            .and_then(|index| table.tables("simbol").nth(index));
        own.map_or(table.span.clone(), |table| table.span.clone())
    }
}

/// Where and how to mend a procedure without start.
fn no_start(first: &Table) -> (Span, &'static str) {
    if let Some(kind) = first.entry("jenis") {
        return (kind.key_span.clone(), "beri baris pertama `jenis = \"mulai\"`, atau hapus `jenis`-nya");
    }
    let exit = ["ya", "tidak", "cabang"].iter().find_map(|key| first.entry(key));
    let span = exit.map_or(first.span.clone(), |entry| entry.key_span.clone());
    (
        span,
        "baris pertama adalah keputusan: dahului dengan baris yang memulai, atau tulis `terminator = \"terpisah\"` di `[format]`",
    )
}
