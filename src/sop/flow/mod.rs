//! From rows to the graph of symbols: kinds, exits, references.
//!
//! First every row gets its symbols ([`super::symbols`]), so that references have something to hit; then every symbol gets
//! its exits. A row whose keys were faulty is passed over, and then nothing is said about what is reached in its procedure.

mod check;

use super::graph;
use super::procedure::Ids;
use super::reference::{self, Target};
use super::resolve::Context;
use super::symbols::{self, Boxes, Linkage};
use super::{Actor, Flow, Step, Symbol, SymbolId, SymbolKind};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::spec::value::{Data, Entry, Table, Value};
use crate::text::RichText;

/// What the flow of a procedure is made from.
pub(super) struct Input<'a> {
    /// Which procedure this is.
    pub(super) procedure: usize,
    /// Its rows as written.
    pub(super) rows: &'a [&'a Table],
    /// Its rows as understood.
    pub(super) steps: &'a [Step],
    /// Its lanes.
    pub(super) actors: &'a [Actor],
    /// All ids of the file.
    pub(super) ids: &'a Ids,
}

/// The flow of a procedure.
pub(super) struct Chart {
    pub(super) symbols: Vec<Symbol>,
    pub(super) flows: Vec<Flow>,
    pub(super) joins: Vec<Vec<SymbolId>>,
}

impl Chart {
    /// The starts, and the rows that follow each row.
    pub(super) fn between_rows(&self, rows: usize) -> (Vec<usize>, Vec<Vec<usize>>) {
        graph::between_rows(&self.symbols, &self.flows, rows)
    }
}

/// The symbols of a procedure and the flows between them.
pub(super) fn chart(context: &mut Context<'_>, input: &Input<'_>) -> Chart {
    let placed = symbols::place(context, input);
    let mut builder = Builder {
        context,
        input,
        symbols: placed.symbols,
        rows: placed.rows,
        flows: Vec::new(),
        ends: Vec::new(),
        broken: placed.broken,
    };
    for row in 0..input.rows.len() {
        builder.row(row);
    }
    builder.finish()
}

struct Builder<'a, 'c> {
    context: &'a mut Context<'c>,
    input: &'a Input<'a>,
    symbols: Vec<Symbol>,
    rows: Vec<Boxes>,
    flows: Vec<Flow>,
    /// Symbols at which the flow may end.
    ends: Vec<SymbolId>,
    /// Whether something of the flow could not be understood.
    broken: bool,
}

/// What a flow leaves: each a joint activity or a single box.
struct Origin<'a> {
    from: Vec<Vec<SymbolId>>,
    /// The boxes that count as the same place as this.
    own: Vec<SymbolId>,
    row: usize,
    table: &'a Table,
    is_decision: bool,
    /// The lane of a symbol with flows of its own.
    lane: Option<usize>,
}

/// One exit as written.
struct Exit<'a> {
    label: Option<RichText>,
    targets: Vec<&'a Value>,
    /// Whether that it has no target has been reported.
    is_told: bool,
    span: Span,
}

impl Builder<'_, '_> {
    fn row(&mut self, row: usize) {
        let table = self.input.rows[row];
        let boxes = self.rows[row].clone();
        if boxes.broken {
            return;
        }
        for (from, to) in boxes.inner_flows() {
            self.flow(&[from], &[to], 0, None, true, &table.span);
        }
        if boxes.linkage == Linkage::Own {
            for (index, table) in table.tables("simbol").enumerate() {
                let Some(&id) = boxes.listed.get(index) else { continue };
                let kind = self.symbols[id.0].kind;
                let origin = Origin {
                    from: vec![vec![id]],
                    own: vec![id],
                    row,
                    table,
                    is_decision: kind == SymbolKind::Decision,
                    lane: Some(self.symbols[id.0].lane),
                };
                self.exits_of(&origin, kind == SymbolKind::End);
            }
            return;
        }
        let ending: Vec<SymbolId> = boxes.ending.clone();
        let going: Vec<SymbolId> = boxes.listed.iter().copied().filter(|id| !ending.contains(id)).collect();
        self.ends.extend(boxes.ending.iter().copied().filter(|id| self.symbols[id.0].kind == SymbolKind::End));
        self.ends.extend(boxes.end_capsule);
        let decisions: Vec<SymbolId> =
            boxes.listed.iter().copied().filter(|id| self.symbols[id.0].kind == SymbolKind::Decision).collect();
        let from = match boxes.linkage {
            _ if !decisions.is_empty() => vec![decisions.clone()],
            Linkage::Sequence => boxes.listed.last().map(|&last| vec![last]).into_iter().collect(),
            Linkage::Parallel => going.iter().map(|&id| vec![id]).collect(),
            _ => vec![going.clone()],
        };
        let own = match boxes.linkage {
            Linkage::Sequence => from.concat(),
            Linkage::Parallel => Vec::new(),
            _ => boxes.listed.clone(),
        };
        let ends_here = match boxes.linkage {
            Linkage::Sequence => boxes.listed.last().is_some_and(|last| ending.contains(last)),
            _ => going.is_empty(),
        };
        let origin = Origin { from, own, row, table, is_decision: !decisions.is_empty(), lane: None };
        self.exits_of(&origin, ends_here);
    }

    /// The flows that leave a row or symbol, from its keys or by default.
    fn exits_of(&mut self, origin: &Origin<'_>, is_end: bool) {
        let table = origin.table;
        if let Some(entry) = table.entry("lanjut")
            && let Some(reason) = misplaced_next(origin, is_end)
        {
            self.broken = true;
            let (message, help) = reason;
            self.context.error(Diagnostic::error("lanjut-salah", entry.key_span.clone(), message).help(help));
            if is_end {
                return;
            }
        }
        if is_end {
            self.ends.extend(origin.from.iter().flatten().filter(|id| self.symbols[id.0].kind == SymbolKind::End));
            return;
        }
        if origin.is_decision {
            return self.decision(origin);
        }
        match table.entry("lanjut") {
            Some(entry) => self.next(origin, entry),
            None => self.on_to_next_row(origin, 0, None, &table.span),
        }
    }

    fn next(&mut self, origin: &Origin<'_>, entry: &Entry) {
        if let Data::Array(items) = &entry.value.data
            && items.is_empty()
        {
            self.ends.extend(origin.from.iter().flatten());
            return;
        }
        let mut exits: Vec<Exit<'_>> = Vec::new();
        for value in entry.value.items() {
            let exit = match value.as_table() {
                Some(table) => exit(table, &value.span),
                None => Exit { label: None, targets: vec![value], is_told: false, span: value.span.clone() },
            };
            // Different words never share a way out; the same words do.
            match exits.iter_mut().find(|known| known.label == exit.label) {
                Some(known) => known.targets.extend(exit.targets),
                None => exits.push(exit),
            }
        }
        if entry.value.is_faulty() || entry.value.items().iter().any(Value::is_faulty) {
            self.broken = true;
        }
        for (index, exit) in exits.into_iter().enumerate() {
            self.leave(origin, index, exit, true);
        }
    }

    fn decision(&mut self, origin: &Origin<'_>) {
        let table = origin.table;
        if let Some(branches) = table.entry("cabang") {
            let exits: Vec<Exit<'_>> =
                branches.value.items().iter().filter_map(|value| Some(exit(value.as_table()?, &value.span))).collect();
            let whole = !branches.value.is_faulty() && exits.len() == branches.value.items().len();
            if whole && !(2..=3).contains(&exits.len()) {
                self.broken = true;
                let message = format!("`cabang` mempunyai {} arah; harus dua atau tiga", exits.len());
                self.context.error(
                    Diagnostic::error("jumlah-cabang-salah", branches.value.span.clone(), message)
                        .help("tulis dua atau tiga `{ label = \"...\", ke = \"...\" }`"),
                );
            }
            self.broken |= !whole;
            self.same_labels(&exits);
            for (index, exit) in exits.into_iter().enumerate() {
                self.leave(origin, index, exit, index == 0);
            }
            return;
        }
        let no = table.entry("tidak");
        let Some(no) = no else {
            // Its absence was reported with the kind of the symbol.
            return;
        };
        let label = |key: &str| self.context.form.labels.get(key).cloned().filter(|label| !label.is_empty());
        let (yes_label, no_label) = (label("ya"), label("tidak"));
        match table.entry("ya") {
            Some(yes) => {
                let exit = Exit {
                    label: yes_label,
                    targets: yes.value.items().iter().collect(),
                    is_told: false,
                    span: yes.value.span.clone(),
                };
                self.answer(origin, 0, exit, yes);
            }
            None if origin.row + 1 < self.input.rows.len() => {
                self.on_to_next_row(origin, 0, yes_label, &table.span);
            }
            None => {
                self.broken = true;
                let message = "keputusan di baris terakhir memerlukan `ya`: tidak ada baris berikutnya";
                self.context.error(
                    Diagnostic::error("jumlah-cabang-salah", no.key_span.clone(), message)
                        .help("tulis `ya` dengan tujuannya"),
                );
            }
        }
        let exit = Exit {
            label: no_label,
            targets: no.value.items().iter().collect(),
            is_told: false,
            span: no.value.span.clone(),
        };
        self.answer(origin, 1, exit, no);
    }

    fn answer(&mut self, origin: &Origin<'_>, index: usize, exit: Exit<'_>, entry: &Entry) {
        if matches!(&entry.value.data, Data::Array(items) if items.is_empty()) {
            self.broken = true;
            let message = format!("`{}` tidak mempunyai tujuan", entry.key);
            self.context.error(
                Diagnostic::error("arah-kosong", entry.value.span.clone(), message)
                    .help("tulis id atau nomor baris tujuannya"),
            );
            return;
        }
        self.broken |= entry.value.is_faulty();
        self.leave(origin, index, exit, index == 0);
    }

    fn same_labels(&mut self, exits: &[Exit<'_>]) {
        for (index, exit) in exits.iter().enumerate() {
            let Some(label) = &exit.label else { continue };
            if exits[..index].iter().any(|earlier| earlier.label.as_ref() == Some(label)) {
                let message = format!("label `{}` dipakai dua kali", crate::spec::printable(&label.to_plain()));
                self.context.error(
                    Diagnostic::error("label-ganda", exit.span.clone(), message)
                        .help("beri setiap arah label sendiri; satu arah ke beberapa tujuan ditulis `ke = [...]`"),
                );
            }
        }
    }

    /// Flows to all targets of an exit.
    fn leave(&mut self, origin: &Origin<'_>, index: usize, exit: Exit<'_>, main: bool) {
        if exit.targets.is_empty() {
            self.broken = true;
            if exit.is_told {
                return;
            }
            self.context.error(
                Diagnostic::error("arah-kosong", exit.span.clone(), "arah ini tidak mempunyai tujuan")
                    .help("tulis id atau nomor baris tujuannya di `ke`"),
            );
        }
        for value in &exit.targets {
            match reference::resolve(value, self.input, &self.rows, &self.symbols) {
                Ok(target) => self.connect(origin, &target, index, exit.label.clone(), main, &value.span),
                Err(diagnostic) => {
                    self.broken = true;
                    diagnostic.into_iter().for_each(|diagnostic| self.context.error(diagnostic));
                }
            }
        }
    }

    fn on_to_next_row(&mut self, origin: &Origin<'_>, exit: usize, label: Option<RichText>, span: &Span) {
        let Some(next) = self.rows.get(origin.row + 1) else {
            self.ends.extend(origin.from.iter().flatten());
            return;
        };
        if next.broken {
            self.broken = true;
            return;
        }
        let own_lane = origin
            .lane
            .filter(|_| next.linkage != Linkage::Sequence)
            .and_then(|lane| next.listed.iter().copied().find(|id| self.symbols[id.0].lane == lane));
        let target = match own_lane {
            Some(id) => Target { alternatives: vec![vec![id]], parallel: false },
            None => next.entry(),
        };
        self.connect(origin, &target, exit, label, exit == 0, span);
    }

    fn connect(
        &mut self,
        origin: &Origin<'_>,
        target: &Target,
        exit: usize,
        label: Option<RichText>,
        main: bool,
        span: &Span,
    ) {
        let is_parallel = self.rows[origin.row].linkage == Linkage::Parallel && origin.lane.is_none();
        if is_parallel && target.parallel && !origin.is_decision {
            return self.lane_by_lane(origin, target, exit, label.as_ref(), span);
        }
        for from in &origin.from {
            for to in &target.alternatives {
                let own = if origin.own.is_empty() { from } else { &origin.own };
                if to.iter().any(|id| own.contains(id)) {
                    self.report_flow_to_itself(span);
                    return;
                }
                self.flow(from, to, exit, label.clone(), main, span);
            }
        }
    }

    /// From one row of parallel boxes into another of the same lanes.
    fn lane_by_lane(
        &mut self,
        origin: &Origin<'_>,
        target: &Target,
        exit: usize,
        label: Option<&RichText>,
        span: &Span,
    ) {
        let lane = |ids: &Vec<SymbolId>| self.symbols[ids[0].0].lane;
        let mut from: Vec<(usize, SymbolId)> = origin.from.iter().map(|ids| (lane(ids), ids[0])).collect();
        let mut to: Vec<(usize, SymbolId)> = target.alternatives.iter().map(|ids| (lane(ids), ids[0])).collect();
        from.sort_unstable();
        to.sort_unstable();
        if from == to {
            return self.report_flow_to_itself(span);
        }
        if !from.iter().map(|(lane, _)| lane).eq(to.iter().map(|(lane, _)| lane)) {
            self.broken = true;
            let message = "dua baris sejajar berurutan dengan pelaksana yang berlainan";
            self.context.error(
                Diagnostic::error("sejajar-berlainan", span.clone(), message)
                    .help("beri kedua baris pelaksana yang sama, atau sisipkan satu baris bersama di antaranya"),
            );
            return;
        }
        for ((_, from), (_, to)) in from.into_iter().zip(to) {
            self.flow(&[from], &[to], exit, label.cloned(), true, span);
        }
    }

    fn report_flow_to_itself(&mut self, span: &Span) {
        self.broken = true;
        self.context.error(
            Diagnostic::error("alur-ke-diri-sendiri", span.clone(), "alur ini kembali ke simbolnya sendiri")
                .help("tunjuk baris yang lain"),
        );
    }

    fn flow(
        &mut self,
        from: &[SymbolId],
        to: &[SymbolId],
        exit: usize,
        label: Option<RichText>,
        main: bool,
        span: &Span,
    ) {
        let known = |flow: &Flow| flow.from == from && flow.to == to && flow.exit == exit;
        if from.is_empty() || to.is_empty() || self.flows.iter().rev().take(64).any(known) {
            return;
        }
        let (from, to) = (from.to_vec(), to.to_vec());
        self.flows.push(Flow { from, to, exit, label, main, span: span.clone() });
    }

    fn finish(mut self) -> Chart {
        self.flows.sort_by_key(|flow| flow.from[0]);
        let joins = self
            .rows
            .iter()
            .filter(|boxes| boxes.linkage == Linkage::Joint && boxes.listed.len() > 1)
            .map(|boxes| {
                let mut join = boxes.listed.clone();
                join.sort_by_key(|id| self.symbols[id.0].lane);
                join
            })
            .collect::<Vec<_>>();
        self.check(&joins);
        Chart { symbols: self.symbols, flows: self.flows, joins }
    }
}

fn exit<'a>(table: &'a Table, span: &Span) -> Exit<'a> {
    let label = table.text("label").map(RichText::parse);
    let targets = table.get("ke").map(Value::items).unwrap_or_default().iter().collect();
    Exit {
        label,
        targets,
        is_told: table.get("ke").is_none_or(Value::is_faulty),
        span: table.get("label").map_or(span.clone(), |value| value.span.clone()),
    }
}

fn misplaced_next(origin: &Origin<'_>, is_end: bool) -> Option<(&'static str, &'static str)> {
    if is_end {
        return Some(match origin.table.has("jenis") {
            true => (
                "`lanjut` tidak berlaku pada simbol `selesai`: alur berakhir di sini",
                "hapus `lanjut`, atau ganti `jenis`",
            ),
            false => (
                "`lanjut` tidak berlaku di baris terakhir: tanpa `jenis` ia adalah akhir",
                "tulis `jenis = \"proses\"` bila alurnya memang berlanjut, atau hapus `lanjut`",
            ),
        });
    }
    origin.is_decision.then_some((
        "`lanjut` tidak berlaku pada keputusan",
        "tulis tujuannya dengan `ya` dan `tidak`, atau dengan `cabang`",
    ))
}

#[cfg(test)]
mod tests;
