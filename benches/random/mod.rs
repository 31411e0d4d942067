//! Random sheets, as specs: lanes, rows and lengths of texts spread as on real sheets. The same ones on every run.

use std::fmt::Write;

/// Words of such sheets, short and long.
const WORDS: [&str; 40] = [
    "surat",
    "konsep",
    "dan",
    "di",
    "data",
    "yang",
    "berkas",
    "kepada",
    "laporan",
    "dokumen",
    "kegiatan",
    "permohonan",
    "persyaratan",
    "Kepala",
    "Dinas",
    "Bidang",
    "rencana",
    "kerja",
    "anggaran",
    "verifikasi",
    "kelengkapan",
    "hasil",
    "rapat",
    "untuk",
    "ditandatangani",
    "penyusunan",
    "dengan",
    "perangkat",
    "daerah",
    "pemerintahan",
    "koordinasi",
    "rekapitulasi",
    "pertanggungjawaban",
    "izin",
    "atas",
    "tim",
    "arsip",
    "melalui",
    "aplikasi",
    "masyarakat",
];
const VERBS: [&str; 10] = [
    "Menyusun",
    "Memeriksa",
    "Mencatat",
    "Menandatangani",
    "Menyampaikan",
    "Mendisposisikan",
    "Menerima",
    "Mengarsipkan",
    "Membahas",
    "Memverifikasi",
];
const ACTORS: [&str; 12] = [
    "Pemohon",
    "Staf",
    "Kasubbag Umum dan Kepegawaian",
    "Sekretaris",
    "Kepala Bidang",
    "Kepala Dinas",
    "Tim",
    "Bendahara",
    "Pengadministrasi Umum",
    "Inspektorat",
    "BAPPEDA",
    "Camat",
];
const TIMES: [&str; 8] =
    ["10 menit", "2 hari", "30 menit", "1 jam", "3 hari kerja", "2-3 hari", "1 minggu", "30 menit - 3 jam"];

/// Pseudo-random numbers.
struct Dice(u64);

impl Dice {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize * end) >> 31
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number of words: mostly few, seldom very many.
    fn length(&mut self, usual: usize) -> usize {
        let length = 1 + self.below(usual) + self.below(usual);
        match self.below(100) {
            0 => length * 8,
            1..=12 => length * 2,
            _ => length,
        }
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }
}

/// The spec of a random sheet.
pub(crate) fn spec(seed: u64) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let lanes = if dice.chance(8) { 7 + dice.below(6) } else { 2 + dice.below(5) };
    let rows = if dice.chance(10) { 18 + dice.below(13) } else { 3 + dice.below(12) };
    let shared = dice.chance(40);
    let mut text = String::new();
    let mut line = |arguments: std::fmt::Arguments<'_>| writeln!(text, "{arguments}").expect("a string takes all");
    line(format_args!("[instansi]\nnama = \"DINAS CONTOH\"\n[sop]\njudul = \"Pengelolaan {seed}\"\n[format]"));
    line(format_args!("mulai_halaman_baru = {}\nkertas = \"{}\"", !shared, if dice.chance(30) { "A4" } else { "F4" }));
    let first = dice.below(ACTORS.len());
    for lane in 0..lanes {
        line(format_args!("[[pelaksana]]\nid = \"{lane}\"\nnama = \"{}\"", ACTORS[(first + lane) % ACTORS.len()]));
    }
    for row in 0..rows {
        let about = dice.length(6);
        line(format_args!("[[kegiatan]]\nuraian = \"{} {}\"", VERBS[dice.below(VERBS.len())], dice.words(about)));
        line(format_args!("pelaksana = \"{}\"", dice.below(lanes)));
        if row > 0 && row + 1 < rows && dice.chance(12) {
            line(format_args!("tidak = {}", 1 + dice.below(row)));
        }
        for key in ["kelengkapan", "output"] {
            let (first, second) = (dice.length(3), dice.length(3));
            match dice.below(4) {
                0 => line(format_args!("{key} = [\"{}\", \"{}\"]", dice.words(first), dice.words(second))),
                _ => line(format_args!("{key} = \"{}\"", dice.words(first))),
            }
        }
        line(format_args!("waktu = \"{}\"", TIMES[dice.below(TIMES.len())]));
        if dice.chance(15) {
            let about = dice.length(3);
            line(format_args!("keterangan = \"{}\"", dice.words(about)));
        }
    }
    text
}
