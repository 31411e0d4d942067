//! Rows, and the flows that they make.

use crate::assets::NoAssets;
use crate::diag::Diagnostics;
use crate::sop::{Procedure, SymbolId, SymbolKind, resolve};
use crate::source::Source;
use crate::spec;

/// The procedure of some rows with the lanes a, b and c.
fn procedure(format: &str, rows: &str) -> Procedure {
    let lanes = ["a", "b", "c"].map(|lane| format!("[[pelaksana]]\nnama = '{lane}'\n")).concat();
    let text = format!("[instansi]\nnama = 'X'\n[sop]\njudul = 'Y'\n[format]\n{format}\n{lanes}{rows}");
    let mut diagnostics = Diagnostics::new();
    let spec = spec::parse(&Source::new("x", text), &mut diagnostics);
    let sop = spec.and_then(|spec| resolve(&spec, &NoAssets, &mut diagnostics));
    let mut procedures = sop.unwrap_or_else(|| panic!("{diagnostics:#?}")).procedures;
    procedures.remove(0)
}

/// Rows of these keys, each with a text.
fn rows(keys: &[&str]) -> String {
    keys.iter().map(|keys| format!("[[kegiatan]]\nuraian = 'u'\n{keys}\n")).collect()
}

/// The flows as `from->to`, with the label of the exit behind.
fn flows(procedure: &Procedure) -> String {
    let names = |ids: &[SymbolId]| {
        let names: Vec<&str> = ids.iter().map(|id| procedure.symbols[id.0].id.as_str()).collect();
        names.join("+")
    };
    let flow = |flow: &crate::sop::Flow| {
        let label = flow.label.as_ref().map(|label| format!(" {}", label.to_plain())).unwrap_or_default();
        format!("{}->{}{label}", names(&flow.from), names(&flow.to))
    };
    procedure.flows.iter().map(flow).collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check(keys: &[&str], expected: &str) {
    assert_eq!(flows(&procedure("", &rows(keys))), expected);
}

#[test]
fn rows_follow_one_another_and_decisions_loop_back() {
    check(
        &["pelaksana = 'a'", "id = 'ketik'\npelaksana = 'b'", "pelaksana = 'a'\ntidak = 'ketik'", "pelaksana = 'b'"],
        "1@a->ketik@b, ketik@b->3@a, 3@a->4@b Ya, 3@a->ketik@b Tidak",
    );
}

#[test]
fn references_are_ids_then_numbers_then_boxes() {
    check(
        &[
            "pelaksana = 'a'\nlanjut = 7",
            "nomor = 7\npelaksana = ['a', 'b']\nlanjut = '8@c#2'",
            "simbol = [{ pelaksana = 'c', lanjut = [] }, { pelaksana = 'c', lanjut = '9' }, { id = 'lagi', pelaksana = 'a', lanjut = '8' }]",
            "id = 'akhir'\npelaksana = 'a'\njenis = 'proses'\nlanjut = 'lagi'",
        ],
        "1@a->2@a+2@b, 2@a+2@b->3@c#2, 3@c#2->akhir@a, lagi->3@c, akhir@a->lagi",
    );
}

#[test]
fn several_actors_act_together_in_turn_or_side_by_side() {
    check(
        &[
            "pelaksana = 'a'",
            "pelaksana = ['a', 'b']",
            "pelaksana = ['c', 'a']\nhubungan = 'berurutan'",
            "pelaksana = 'b'",
        ],
        "1@a->2@a+2@b, 2@a+2@b->3@c, 3@c->3@a, 3@a->4@b",
    );
    check(
        &[
            "pelaksana = 'a'",
            "pelaksana = ['a', 'b']\nhubungan = 'sejajar'",
            "pelaksana = ['b', 'a']\nhubungan = 'sejajar'",
            "pelaksana = 'c'",
        ],
        "1@a->2@a, 1@a->2@b, 2@a->3@a, 2@b->3@b, 3@b->4@c, 3@a->4@c",
    );
}

#[test]
fn one_exit_may_lead_to_several_places() {
    check(
        &[
            "pelaksana = 'a'",
            "pelaksana = 'a'\nya = [3, 4]\ntidak = 1",
            "pelaksana = 'b'\nlanjut = []",
            "pelaksana = 'c'",
        ],
        "1@a->2@a, 2@a->3@b Ya, 2@a->4@c Ya, 2@a->1@a Tidak",
    );
}

#[test]
fn a_symbol_goes_on_in_its_own_lane() {
    check(
        &[
            "pelaksana = 'a'\nlanjut = ['x', 'y']",
            "simbol = [{ id = 'x', pelaksana = 'a' }, { id = 'y', pelaksana = 'b' }]",
            "pelaksana = ['b', 'c']",
            "pelaksana = 'a'",
        ],
        "1@a->x, 1@a->y, x->3@b+3@c, y->3@b, 3@b+3@c->4@a",
    );
}

#[test]
fn separate_capsules_stand_above_and_below_their_boxes() {
    let rows = rows(&["pelaksana = 'a'\ntidak = 2", "id = 'x'\npelaksana = 'a'\nlanjut = '1@a'", "pelaksana = 'b'"]);
    let rows = rows.replacen("tidak = 2", "ya = 3\ntidak = 2", 1);
    let procedure = procedure("terminator = 'terpisah'", &rows);
    assert_eq!(flows(&procedure), "mulai->1@a, 1@a->3@b Ya, 1@a->x@a Tidak, x@a->1@a, 3@b->selesai");
    let kinds: Vec<(SymbolKind, usize)> = procedure.symbols.iter().map(|symbol| (symbol.kind, symbol.slot)).collect();
    assert_eq!(
        kinds,
        [
            (SymbolKind::Start, 0),
            (SymbolKind::Decision, 1),
            (SymbolKind::Process, 0),
            (SymbolKind::Process, 0),
            (SymbolKind::End, 1)
        ]
    );
}
