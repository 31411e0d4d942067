//! The symbols of each row: which boxes, of what kind, in which lane and place.

use std::collections::BTreeSet;

use super::flow::Input;
use super::procedure::normal;
use super::resolve::{Context, rich};
use super::{Symbol, SymbolId, SymbolKind};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::spec::value::{Table, Value};
use crate::spec::{nearest, only_near, printable};
use crate::text::RichText;

/// How the boxes of a row hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Linkage {
    /// One box, or several joined by plain lines.
    Joint,
    /// An arrow from one to the next.
    Sequence,
    /// The flow splits to each.
    Parallel,
    /// Symbols with flows of their own.
    Own,
}

/// The boxes of a row.
#[derive(Clone, Debug)]
pub(super) struct Boxes {
    pub(super) linkage: Linkage,
    /// As listed; capsules that only the form adds are not among them.
    pub(super) listed: Vec<SymbolId>,
    /// Those at which the flow ends.
    pub(super) ending: Vec<SymbolId>,
    /// The capsule above the box.
    pub(super) start_capsule: Option<SymbolId>,
    /// The capsule below the box.
    pub(super) end_capsule: Option<SymbolId>,
    /// Whether its keys were faulty.
    pub(super) broken: bool,
}

impl Boxes {
    /// The flows inside the row, in the order of their symbols.
    pub(super) fn inner_flows(&self) -> Vec<(SymbolId, SymbolId)> {
        let mut flows = Vec::new();
        if let (Some(capsule), Some(&first)) = (self.start_capsule, self.listed.first()) {
            flows.push((capsule, first));
        }
        if self.linkage == Linkage::Sequence {
            flows.extend(self.listed.windows(2).map(|pair| (pair[0], pair[1])));
        }
        if let (Some(capsule), Some(&last)) = (self.end_capsule, self.listed.last()) {
            flows.push((last, capsule));
        }
        flows
    }
}

/// All symbols of a procedure.
pub(super) struct Placed {
    pub(super) symbols: Vec<Symbol>,
    pub(super) rows: Vec<Boxes>,
    /// Whether some could not be understood.
    pub(super) broken: bool,
}

/// Places the symbols of all rows.
pub(super) fn place(context: &mut Context<'_>, input: &Input<'_>) -> Placed {
    let separate = context.layers.text("terminator") == Some("terpisah");
    let lanes_known = input.actors.iter().all(|actor| !actor.id.is_empty());
    let mut placer = Placer { context, input, separate, lanes_known, symbols: Vec::new(), broken: false };
    let rows: Vec<Boxes> = (0..input.rows.len()).map(|row| placer.row(row)).collect();
    let Placer { context, mut symbols, broken, .. } = placer;
    name_capsules(&mut symbols, &rows, input);
    unique(&mut symbols);
    if context.layers.is("teks_terminator") {
        name_terminators(context, &mut symbols);
    }
    let broken = broken || rows.iter().any(|row| row.broken);
    Placed { symbols, rows, broken }
}

struct Placer<'a, 'c> {
    context: &'a mut Context<'c>,
    input: &'a Input<'a>,
    separate: bool,
    /// Whether every lane has an id: else an unknown one may be a lane whose own fault was reported.
    lanes_known: bool,
    symbols: Vec<Symbol>,
    broken: bool,
}

impl Placer<'_, '_> {
    fn row(&mut self, row: usize) -> Boxes {
        let table = self.input.rows[row];
        if table.has("simbol") { self.own_symbols(row, table) } else { self.boxes(row, table) }
    }

    fn is_first(&self, row: usize) -> bool {
        row == 0
    }

    fn is_last(&self, row: usize) -> bool {
        row + 1 == self.input.rows.len()
    }

    /// The kind of a symbol without `jenis`.
    fn default_kind(&self, row: usize, table: &Table) -> SymbolKind {
        match () {
            () if has_branch(table) => SymbolKind::Decision,
            () if self.is_first(row) => SymbolKind::Start,
            () if self.is_last(row) => SymbolKind::End,
            () => SymbolKind::Process,
        }
    }

    fn boxes(&mut self, row: usize, table: &Table) -> Boxes {
        let mut boxes = Boxes {
            linkage: match table.text("hubungan") {
                Some("berurutan") => Linkage::Sequence,
                Some("sejajar") => Linkage::Parallel,
                _ => Linkage::Joint,
            },
            listed: Vec::new(),
            ending: Vec::new(),
            start_capsule: None,
            end_capsule: None,
            broken: is_faulty(table),
        };
        let Some(entry) = table.entry("pelaksana") else {
            if !boxes.broken {
                self.context.error(
                    Diagnostic::error("isian-wajib-tidak-ada", table.span.clone(), "`pelaksana` wajib diisi")
                        .help("tulis id pelaksana kegiatan ini, atau `simbol` bila simbolnya beberapa"),
                );
            }
            boxes.broken = true;
            return boxes;
        };
        let lanes = self.lanes(entry.value.items());
        boxes.broken |= lanes.len() != entry.value.items().len() || lanes.is_empty();
        let Some(kinds) = self.kinds(row, table, entry.value.items().len()) else {
            boxes.broken = true;
            return boxes;
        };
        if boxes.broken || !self.exits_fit(row, table, &kinds, boxes.linkage) {
            boxes.broken = true;
            return boxes;
        }
        if self.separate {
            self.with_capsules(row, table, &lanes, &kinds, &mut boxes);
        } else {
            self.plain_boxes(row, table, &lanes, &kinds, &mut boxes);
        }
        boxes
    }

    fn plain_boxes(&mut self, row: usize, table: &Table, lanes: &[usize], kinds: &[SymbolKind], boxes: &mut Boxes) {
        let speaker = kinds.iter().position(|&kind| kind == SymbolKind::Decision).unwrap_or(0);
        for (index, (&lane, &kind)) in lanes.iter().zip(kinds).enumerate() {
            let text = if index == speaker { rich(table, "teks") } else { None };
            let id = self.add(row, lane, 0, kind, text);
            boxes.listed.push(id);
            if kind == SymbolKind::End {
                boxes.ending.push(id);
            }
        }
    }

    /// The form draws capsules apart: a box, with one above or below it.
    fn with_capsules(&mut self, row: usize, table: &Table, lanes: &[usize], kinds: &[SymbolKind], boxes: &mut Boxes) {
        let is_capsule = |kind: &SymbolKind| matches!(kind, SymbolKind::Start | SymbolKind::End);
        let starts_with_decision = self.is_first(row) && kinds.contains(&SymbolKind::Decision);
        let [lane] = lanes else {
            if kinds.iter().any(is_capsule) || starts_with_decision {
                self.capsules_by_hand(table);
                boxes.broken = true;
            }
            return self.plain_boxes(row, table, lanes, kinds, boxes);
        };
        let kind = kinds[0];
        let starts = kind == SymbolKind::Start || starts_with_decision;
        let ends = kind == SymbolKind::End || (kind == SymbolKind::Start && self.is_last(row) && !table.has("lanjut"));
        let mut slot = 0;
        let mut add = |placer: &mut Self, kind, text| {
            slot += 1;
            placer.add(row, *lane, slot - 1, kind, text)
        };
        boxes.start_capsule = starts.then(|| add(self, SymbolKind::Start, None));
        let own = if kind == SymbolKind::Decision { kind } else { SymbolKind::Process };
        let id = add(self, own, rich(table, "teks"));
        boxes.listed.push(id);
        if ends {
            boxes.ending.push(id);
            boxes.end_capsule = Some(add(self, SymbolKind::End, None));
        }
    }

    fn capsules_by_hand(&mut self, table: &Table) {
        let entry = table.entry("jenis").or_else(|| table.entry("simbol")).or_else(|| table.entry("pelaksana"));
        let span = entry.map_or(table.span.clone(), |entry| entry.key_span.clone());
        let message = "kapsul terpisah tidak dapat ditambahkan pada baris dengan beberapa simbol";
        self.context.error(
            Diagnostic::error("kapsul-terpisah", span, message)
                .help("tulis kapsulnya sendiri: `simbol = [{ pelaksana = \"...\", jenis = \"mulai\" }, { pelaksana = \"...\", jenis = \"proses\" }]`"),
        );
    }

    fn own_symbols(&mut self, row: usize, table: &Table) -> Boxes {
        let mut boxes = Boxes {
            linkage: Linkage::Own,
            listed: Vec::new(),
            ending: Vec::new(),
            start_capsule: None,
            end_capsule: None,
            broken: is_faulty(table) || table.tables("simbol").any(is_faulty),
        };
        for key in ["pelaksana", "hubungan", "jenis", "teks", "ya", "tidak", "cabang", "lanjut"] {
            if let Some(entry) = table.entry(key) {
                let message = format!("`{key}` tidak dapat berdampingan dengan `simbol`");
                self.context.error(
                    Diagnostic::error("kunci-bertentangan", entry.key_span.clone(), message)
                        .help(format!("pindahkan `{key}` ke dalam simbolnya")),
                );
                boxes.broken = true;
            }
        }
        let mut by_default = false;
        for table in table.tables("simbol") {
            let Some(value) = table.get("pelaksana") else {
                boxes.broken = true;
                continue;
            };
            let lanes = self.lanes(std::slice::from_ref(value));
            let kind = table.text("jenis").and_then(kind).unwrap_or_else(|| self.default_kind(row, table));
            let [lane] = lanes[..] else {
                boxes.broken = true;
                continue;
            };
            if !is_faulty(table) && !self.exits_fit(row, table, &[kind], Linkage::Own) {
                boxes.broken = true;
            }
            by_default |= matches!(kind, SymbolKind::Start | SymbolKind::End) && !table.has("jenis");
            let slot = boxes.listed.iter().filter(|id| self.symbols[id.0].lane == lane).count();
            let id = self.add(row, lane, slot, kind, rich(table, "teks"));
            if slot > 0 {
                self.symbols[id.0].id.push_str(&format!("#{}", slot + 1));
            }
            if let Some(own) = table.text("id") {
                self.symbols[id.0].id = own.to_owned();
            }
            boxes.listed.push(id);
        }
        if self.separate && by_default && !boxes.broken {
            self.capsules_by_hand(table);
            boxes.broken = true;
        }
        boxes
    }

    fn add(&mut self, row: usize, lane: usize, slot: usize, kind: SymbolKind, text: Option<RichText>) -> SymbolId {
        let id = format!("{}@{}", self.input.steps[row].id, self.input.actors[lane].id);
        self.symbols.push(Symbol { id, kind, row, lane, slot, text });
        SymbolId(self.symbols.len() - 1)
    }

    /// The lanes of actors by id; unknown ones and repetitions are reported and left out.
    fn lanes(&mut self, values: &[Value]) -> Vec<usize> {
        let mut lanes = Vec::new();
        for value in values {
            let Some(name) = value.as_text() else { continue };
            let wanted = normal(name);
            match self.input.actors.iter().position(|actor| actor.id == wanted) {
                Some(lane) if lanes.contains(&lane) => {
                    let message = format!("pelaksana `{}` disebut dua kali pada satu baris", printable(name));
                    self.context.error(
                        Diagnostic::error("pelaksana-ganda", value.span.clone(), message)
                            .help("hapus salah satunya; dua simbol pada satu pelaksana ditulis dengan `simbol`"),
                    );
                }
                Some(lane) => lanes.push(lane),
                None if !self.lanes_known => self.broken = true,
                None => self.unknown_actor(name, &value.span),
            }
        }
        lanes
    }

    fn unknown_actor(&mut self, name: &str, span: &Span) {
        let actors = &self.input.actors;
        let message = format!("pelaksana `{}` tidak dikenal", printable(name));
        // The heading of a lane is not its id where it has one.
        let by_name = actors.iter().find(|actor| normal(&actor.name.to_plain()) == normal(name));
        let help = match by_name
            .map(|actor| actor.id.as_str())
            .or_else(|| nearest(name, actors.iter().map(|actor| actor.id.as_str())))
        {
            Some(near) => format!("maksudnya `{}`?", printable(near)),
            None => {
                let mut known: Vec<String> = actors.iter().map(|actor| format!("`{}`", printable(&actor.id))).collect();
                known.dedup();
                format!("yang ada: {}", known.join(", "))
            }
        };
        let sure = by_name
            .map(|actor| actor.id.as_str())
            .or_else(|| only_near(name, actors.iter().map(|actor| actor.id.as_str())))
            .filter(|id| span.len() == name.len() + 2 && !id.contains(['"', '\\', '\n']))
            .map(|id| format!("\"{id}\""));
        let diagnostic = Diagnostic::error("pelaksana-tak-dikenal", span.clone(), message).help(help);
        self.context.error(diagnostic.fix(span.clone(), sure));
    }

    /// The kind of each box; nothing where the list does not fit.
    fn kinds(&mut self, row: usize, table: &Table, count: usize) -> Option<Vec<SymbolKind>> {
        let Some(value) = table.get("jenis") else {
            let kind = self.default_kind(row, table);
            return Some(self.default_kinds(row, table, kind, count));
        };
        let kinds: Vec<SymbolKind> = value.items().iter().filter_map(|value| kind(value.as_text()?)).collect();
        if kinds.len() != value.items().len() || kinds.is_empty() {
            return None;
        }
        if value.as_text().is_some() {
            return Some(vec![kinds[0]; count]);
        }
        if kinds.len() != count {
            let message = format!("`jenis` berisi {} nilai, tetapi pelaksananya {count}", kinds.len());
            self.context.error(
                Diagnostic::error("jumlah-jenis-salah", value.span.clone(), message)
                    .help("beri setiap pelaksana satu jenis, atau satu jenis tanpa kurung siku untuk semuanya"),
            );
            return None;
        }
        Some(kinds)
    }

    /// One after the other, only the first begins and only the last ends.
    fn default_kinds(&self, row: usize, table: &Table, kind: SymbolKind, count: usize) -> Vec<SymbolKind> {
        let mut kinds = vec![kind; count];
        let in_sequence = table.text("hubungan") == Some("berurutan") && count > 1;
        if in_sequence && matches!(kind, SymbolKind::Start | SymbolKind::End) {
            kinds.fill(SymbolKind::Process);
            if self.is_first(row) {
                kinds[0] = SymbolKind::Start;
            }
            if self.is_last(row) {
                kinds[count - 1] = SymbolKind::End;
            }
        }
        kinds
    }

    /// Whether exits and kinds go together; what does not is reported.
    fn exits_fit(&mut self, row: usize, table: &Table, kinds: &[SymbolKind], linkage: Linkage) -> bool {
        let branch = ["cabang", "ya", "tidak"].iter().find_map(|key| table.entry(key));
        let decisions = kinds.iter().filter(|&&kind| kind == SymbolKind::Decision).count();
        let kind_span = table.entry("jenis").map(|entry| entry.value.span.clone());
        let fault = if let (Some(branches), Some(answer)) =
            (table.entry("cabang"), table.entry("ya").or_else(|| table.entry("tidak")))
        {
            let message = format!("`cabang` dan `{}` tidak dapat dipakai bersama", answer.key);
            Diagnostic::error("kunci-bertentangan", branches.key_span.clone(), message)
                .label(answer.key_span.clone(), "yang lain ada di sini")
                .help("pakai `ya` dan `tidak`, atau `cabang` saja")
        } else if let (Some(branch), 0) = (branch, decisions) {
            let message = format!("`{}` hanya berlaku pada keputusan", branch.key);
            Diagnostic::error("cabang-bukan-keputusan", branch.key_span.clone(), message)
                .help("ganti `jenis` menjadi \"keputusan\", atau pakai `lanjut`")
        } else if decisions > 0 && !table.has("tidak") && !table.has("cabang") {
            let span = table.entry("ya").map(|entry| entry.key_span.clone()).or(kind_span);
            let message = "keputusan ini tidak mempunyai `tidak` atau `cabang`";
            Diagnostic::error("keputusan-tanpa-arah", span.unwrap_or(table.span.clone()), message)
                .help("tulis `tidak = \"...\"` dengan tujuannya, atau `cabang`")
        } else if decisions > 0 && !decisions_fit(kinds, decisions, linkage) {
            let span = kind_span.or(branch.map(|entry| entry.key_span.clone())).unwrap_or(table.span.clone());
            let message = "keputusan di antara beberapa kotak ini tidak jelas milik siapa";
            Diagnostic::error("keputusan-banyak-kotak", span, message).help(
                "beri `jenis` sebagai daftar dengan satu \"keputusan\" (pada `berurutan`: yang terakhir), atau pakai `hubungan = \"bersama\"`",
            )
        } else if let (Linkage::Sequence, Some(kind_span)) = (linkage, kind_span.filter(|_| ends_before_last(kinds))) {
            Diagnostic::error("selesai-di-tengah", kind_span, "`selesai` pada `berurutan` hanya boleh yang terakhir")
                .help("pindahkan `selesai` ke pelaksana terakhir")
        } else {
            let _ = row;
            return true;
        };
        self.context.error(fault);
        false
    }
}

/// Of several boxes one in a joint row decides, or the last of a sequence, or all of a joint row together.
fn decisions_fit(kinds: &[SymbolKind], decisions: usize, linkage: Linkage) -> bool {
    match linkage {
        _ if kinds.len() == 1 => true,
        Linkage::Joint => decisions == 1 || decisions == kinds.len(),
        Linkage::Sequence => decisions == 1 && kinds.last() == Some(&SymbolKind::Decision),
        Linkage::Parallel | Linkage::Own => false,
    }
}

fn ends_before_last(kinds: &[SymbolKind]) -> bool {
    kinds[..kinds.len() - 1].contains(&SymbolKind::End)
}

/// Whether something in a row was reported while it was read.
fn is_faulty(table: &Table) -> bool {
    table.entries.iter().any(|entry| is_faulty_value(&entry.value) && entry.key != "id" && !is_cell(&entry.key))
}

fn is_faulty_value(value: &Value) -> bool {
    value.is_faulty()
        || (value.items().len() > 1 || value.as_table().is_none()) && value.items().iter().any(Value::is_faulty)
}

/// Keys whose faults leave the flow as it is.
fn is_cell(key: &str) -> bool {
    ["uraian", "kelengkapan", "waktu", "output", "keterangan", "gabung", "nomor", "teks"].contains(&key)
}

fn has_branch(table: &Table) -> bool {
    ["ya", "tidak", "cabang"].iter().any(|key| table.has(key))
}

fn kind(word: &str) -> Option<SymbolKind> {
    match word {
        "mulai" => Some(SymbolKind::Start),
        "proses" => Some(SymbolKind::Process),
        "keputusan" => Some(SymbolKind::Decision),
        "selesai" => Some(SymbolKind::End),
        _ => None,
    }
}

/// Capsules that the form adds are called `mulai` and `selesai`, with their lane where there are several.
fn name_capsules(symbols: &mut [Symbol], rows: &[Boxes], input: &Input<'_>) {
    let starts: Vec<SymbolId> = rows.iter().filter_map(|row| row.start_capsule).collect();
    let ends: Vec<SymbolId> = rows.iter().filter_map(|row| row.end_capsule).collect();
    for (capsules, name) in [(starts, "mulai"), (ends, "selesai")] {
        for &id in &capsules {
            let lane = &input.actors[symbols[id.0].lane].id;
            symbols[id.0].id = if capsules.len() == 1 { name.to_owned() } else { format!("{name}@{lane}") };
        }
    }
}

/// Ids that come out alike are counted on.
fn unique(symbols: &mut [Symbol]) {
    let mut known = BTreeSet::new();
    for symbol in symbols {
        let plain = symbol.id.clone();
        let mut count = 1;
        while !known.insert(symbol.id.clone()) {
            count += 1;
            symbol.id = format!("{plain}#{count}");
        }
    }
}

/// Words for the capsules that have none.
fn name_terminators(context: &Context<'_>, symbols: &mut [Symbol]) {
    for symbol in symbols.iter_mut().filter(|symbol| symbol.text.is_none()) {
        let key = match symbol.kind {
            SymbolKind::Start => "mulai",
            SymbolKind::End => "selesai",
            _ => continue,
        };
        symbol.text = context.form.labels.get(key).cloned().filter(|text| !text.is_empty());
    }
}
