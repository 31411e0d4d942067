//! Every key of a spec: what it is called, what it may hold, what it is for.
//!
//! The order is that of the JSON Schema and of the suggestions of an editor.

use super::shape::{Key, Kind, Shape};
use Kind::{Array, Bool, Color, Date, Either, False, Filled, Id, Integer, Map, Number, Table, Text, Whole, Word};

/// Most rows of a spec.
pub const MAX_ROWS: usize = 1_000;
/// Most lanes of a procedure.
pub const MAX_LANES: usize = 40;

const ANY: usize = usize::MAX;

const LINES: Kind = Either(&[Text, Array(&Text, 0, ANY)]);
const FILLED_LINES: Kind = Either(&[Filled, Array(&Text, 1, ANY)]);
const ITEM: Kind = Either(&[Text, Table(&LINK)]);
const LISTING: Kind = Either(&[Text, Table(&LINK), Array(&ITEM, 0, ANY)]);
const DATE: Kind = Either(&[Date, Text]);
const NUMBER_OR_TEXT: Kind = Either(&[Text, Integer]);
const REFERENCE: Kind = Either(&[Filled, Integer]);
const REFERENCES: Kind = Either(&[Filled, Integer, Array(&REFERENCE, 0, ANY)]);
const NEXT: Kind = Either(&[Filled, Integer, Table(&EXIT), Array(&Either(&[Filled, Integer, Table(&EXIT)]), 0, ANY)]);
const BRANCHES: Kind = Array(&Table(&EXIT), 0, ANY);
const ACTORS: Kind = Either(&[Filled, Array(&Filled, 1, ANY)]);
const KIND: Kind = Word(&["mulai", "proses", "keputusan", "selesai"]);
const KINDS: Kind = Either(&[KIND, Array(&KIND, 1, ANY)]);
const HEADING: Kind = Either(&[Text, False]);
const MILLIMETRES: Kind = Number(0.0, 100.0);
const LEVEL: Kind = Word(&["abaikan", "catatan", "peringatan", "galat"]);
const STANDARD: Kind = Word(&["kelengkapan", "waktu", "output", "keterangan"]);
/// The rows of the identity, as an order names them: one word for both dates of effect, one for the further rows.
pub const IDENTITY_ROWS: [&str; 7] =
    ["nomor", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "pengesahan", "judul", "baris"];
/// The boxes of the identity, pair by pair.
pub const BOXES: [&str; 6] =
    ["dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan", "peringatan", "pencatatan"];
/// What is set bold where a form does not say otherwise.
const BOLD: Kind = Word(&["instansi", "judul_lembar", "judul", "jabatan", "kotak", "kepala", "jumlah_waktu"]);
const UNIT: Kind = Either(&[Text, Array(&Text, 0, ANY)]);

/// The whole spec.
pub const SPEC: Shape = Shape {
    name: "spec",
    about: "Spesifikasi sebuah SOP Administrasi Pemerintahan.",
    keys: &[
        Key::new("bentuk", Filled, "Varian bentuk lembar; bawaannya \"permenpan-35-2012\"."),
        Key::new("untuk", UNIT, "Menjadikan berkas ini templat, digambar sekali untuk setiap unit proyek."),
        Key::new("instansi", Table(&AGENCY), "Instansi yang menerbitkan SOP.").required(),
        Key::new("sampul", Table(&COVER), "Halaman sampul sebelum lembar."),
        Key::new("sop", Table(&SOP), "Judul, nomor, dan tanggal SOP.").required(),
        Key::new("pengesahan", Table(&APPROVAL), "Pejabat yang mengesahkan."),
        Key::new("identitas", Table(&IDENTITY), "Enam kotak identitas."),
        Key::new("format", Table(&FORMAT), "Rupa lembar."),
        Key::new("label", Table(&LABEL), "Judul-judul pada lembar; \"\" mengosongkan, false menghilangkan."),
        Key::new("periksa", Map(&LEVEL), "Tingkat aturan pemeriksaan."),
        Key::new("pelaksana", ACTOR_TABLES, "Kolom pelaksana, dari kiri ke kanan."),
        Key::new("kegiatan", STEP_TABLES, "Baris kegiatan, dari atas ke bawah."),
        Key::new("kegiatan_dari", Filled, "Berkas xlsx atau csv yang memuat baris kegiatan."),
        Key::new(
            "prosedur",
            Array(&Table(&PROCEDURE), 1, ANY),
            "Beberapa prosedur di bawah satu identitas, sebagai ganti pelaksana dan kegiatan.",
        ),
    ],
};

const ACTOR_TABLES: Kind = Array(&Table(&ACTOR), 1, ANY);
const STEP_TABLES: Kind = Array(&Table(&STEP), 1, ANY);

const AGENCY: Shape = Shape {
    name: "instansi",
    about: "Instansi yang menerbitkan SOP: kop lembar.",
    keys: &[
        Key::new("nama", FILLED_LINES, "Nama instansi, satu baris atau lebih; baris terakhir nama unitnya.").required(),
        Key::new("logo", Filled, "Berkas lambang (svg, png, jpg), dihitung dari letak berkas ini."),
        Key::new("logo_letak", Word(&["atas", "kiri"]), "Letak lambang terhadap nama instansi."),
        Key::new("logo_tinggi", Number(1.0, 100.0), "Tinggi lambang dalam mm; bawaannya 18."),
        Key::new("alamat", LINES, "Baris kecil di bawah nama: alamat, telepon, laman."),
    ],
};

const COVER: Shape = Shape {
    name: "sampul",
    about: "Halaman sampul; yang tidak ditulis diambil dari isi SOP.",
    keys: &[
        Key::new("judul", LINES, "Judul pada sampul."),
        Key::new("tahun", NUMBER_OR_TEXT, "Tahun pada sampul."),
        Key::new("bawah", LINES, "Baris di bagian bawah sampul."),
    ],
};

const SOP: Shape = Shape {
    name: "sop",
    about: "Judul, nomor, dan tanggal SOP.",
    keys: &[
        Key::new("judul", Filled, "Nama SOP.").required(),
        Key::new("nomor", NUMBER_OR_TEXT, "Nomor SOP; ruang kosong dan penanda seperti ${nomor_naskah} dibiarkan."),
        Key::new("tanggal_pembuatan", DATE, "Tanggal pembuatan: tanggal (2026-01-31) atau teks apa adanya."),
        Key::new("tanggal_revisi", DATE, "Tanggal revisi: tanggal (2026-01-31) atau teks apa adanya."),
        Key::new("tanggal_efektif", DATE, "Tanggal efektif: tanggal (2026-01-31) atau teks apa adanya."),
        Key::new("tanggal_pengesahan", DATE, "Tanggal pengesahan, sebagai ganti tanggal efektif."),
        Key::new("baris", Array(&Table(&ROW), 0, ANY), "Baris tambahan sesudah Nama SOP."),
        Key::new("lampiran", LINES, "Baris di atas lembar: LAMPIRAN, nomor keputusan."),
        Key::new("judul_lembar", LINES, "Judul di atas seluruh lembar, di tengah."),
        Key::new(
            "status",
            Word(&["berlaku", "konsep", "dicabut"]),
            "Selain \"berlaku\", tercetak pucat melintang halaman.",
        ),
    ],
};

const ROW: Shape = Shape {
    name: "baris",
    about: "Satu baris tambahan identitas.",
    keys: &[Key::new("label", Text, "Tulisan di kiri.").required(), Key::new("isi", Text, "Tulisan di kanan.")],
};

const APPROVAL: Shape = Shape {
    name: "pengesahan",
    about: "Pejabat yang mengesahkan, dan letak tanda tangannya.",
    keys: &[
        Key::new("peran", Text, "Baris di atas jabatan pada blok akhir: \"Ditetapkan oleh\"."),
        Key::new("jabatan", LINES, "Jabatan; boleh memuat \"Plt.\" atau \"a.n.\"."),
        Key::new("nama", Text, "Nama dan gelar."),
        Key::new(
            "gaya_nama",
            Word(&["tebal-garis", "tebal", "garis", "biasa"]),
            "Tebal dan bergaris bawah, atau salah satunya.",
        ),
        Key::new("pangkat", Text, "Pangkat dan golongan."),
        Key::new("nip", NUMBER_OR_TEXT, "NIP; 18 angka dicetak berjarak 8-6-1-3."),
        Key::new(
            "letak",
            Word(&["kepala", "akhir", "keduanya"]),
            "Di kepala lembar, sesudah tabel terakhir, atau keduanya.",
        ),
        Key::new("kepala", Text, "Isi sel pengesahan bila tanda tangannya di akhir."),
        Key::new("tempat", Text, "Tempat pada blok akhir."),
        Key::new("tanggal", DATE, "Tanggal pada blok akhir."),
        Key::new("tte", Table(&ESIGN), "Tanda tangan elektronik."),
        Key::new("lain", Array(&Table(&SIGNATORY), 0, ANY), "Penanda tangan lain, berdampingan di blok akhir."),
    ],
};

const SIGNATORY: Shape = Shape {
    name: "penanda_tangan",
    about: "Penanda tangan lain.",
    keys: &[
        Key::new("peran", Text, "Baris di atas jabatan: \"Disusun oleh\"."),
        Key::new("jabatan", LINES, "Jabatan."),
        Key::new("nama", Text, "Nama dan gelar."),
        Key::new(
            "gaya_nama",
            Word(&["tebal-garis", "tebal", "garis", "biasa"]),
            "Tebal dan bergaris bawah, atau salah satunya.",
        ),
        Key::new("pangkat", Text, "Pangkat dan golongan."),
        Key::new("nip", NUMBER_OR_TEXT, "NIP."),
        Key::new("tte", Table(&ESIGN), "Tanda tangan elektronik."),
    ],
};

const ESIGN: Shape = Shape {
    name: "tte",
    about: "Tanda tangan elektronik: tanda pencari, gambar QR, dan ukurannya.",
    keys: &[
        Key::new("tanda", Filled, "Karakter atau penanda yang dicari layanan tanda tangan di dalam PDF."),
        Key::new("gambar", Filled, "Berkas gambar QR; tanpa ini kotak kosong."),
        Key::new("ukuran", Number(8.0, 60.0), "Sisi kotak dalam mm; bawaannya 16."),
    ],
};

const IDENTITY: Shape = Shape {
    name: "identitas",
    about: "Enam kotak identitas. Teks menjadi paragraf, daftar menjadi daftar bernomor.",
    keys: &[
        Key::new("dasar_hukum", LISTING, "Dasar hukum."),
        Key::new("kualifikasi_pelaksana", LISTING, "Kualifikasi pelaksana."),
        Key::new("keterkaitan", LISTING, "SOP yang terkait; { teks, sop } menautkan SOP lain."),
        Key::new("peralatan", LISTING, "Peralatan dan perlengkapan."),
        Key::new("peringatan", LISTING, "Peringatan: apabila ..., maka ..."),
        Key::new("pencatatan", LISTING, "Pencatatan dan pendataan."),
    ],
};

const LINK: Shape = Shape {
    name: "tautan",
    about: "Teks yang menautkan SOP lain.",
    keys: &[
        Key::new("teks", Text, "Tulisannya.").required(),
        Key::new("sop", Filled, "Nama berkas SOP yang dituju, tanpa ekstensi."),
    ],
};

const PROCEDURE: Shape = Shape {
    name: "prosedur",
    about: "Satu prosedur: tabel dengan pelaksana dan kegiatannya sendiri.",
    keys: &[
        Key::new("judul", Text, "Baris di atas tabelnya."),
        Key::new("catatan", Text, "Baris di bawah tabelnya."),
        Key::new("pelaksana", ACTOR_TABLES, "Kolom pelaksana, dari kiri ke kanan.").required(),
        Key::new("kegiatan", STEP_TABLES, "Baris kegiatan, dari atas ke bawah.").required(),
    ],
};

const ACTOR: Shape = Shape {
    name: "pelaksana",
    about: "Satu kolom pelaksana.",
    keys: &[
        Key::new("nama", Filled, "Nama pelaksana: kepala kolomnya.").required(),
        Key::new("id", Filled, "Nama pendek untuk ditunjuk kegiatan; bawaannya nama itu sendiri."),
    ],
};

/// A row of the table.
pub const STEP: Shape = Shape {
    name: "kegiatan",
    about: "Satu baris kegiatan.",
    keys: &[
        Key::new("id", Id, "Nama baris, untuk ditunjuk baris lain."),
        Key::new("uraian", Text, "Uraian kegiatan, diawali kata kerja.").required(),
        Key::new("pelaksana", ACTORS, "Pelaksana, satu atau beberapa."),
        Key::new("hubungan", Word(&["bersama", "berurutan", "sejajar"]), "Hubungan beberapa pelaksana."),
        Key::new("jenis", KINDS, "Jenis simbol; daftar memberi setiap pelaksana jenisnya sendiri."),
        Key::new("teks", Text, "Tulisan di dalam simbol."),
        Key::new("ya", REFERENCES, "Tujuan jawaban ya; tanpa ini baris berikutnya."),
        Key::new("tidak", REFERENCES, "Tujuan jawaban tidak."),
        Key::new("cabang", BRANCHES, "Dua atau tiga jawaban dengan label sendiri."),
        Key::new("lanjut", NEXT, "Tujuan sesudah baris ini; [] menghentikan alur di sini."),
        Key::new("simbol", Array(&Table(&SYMBOL), 1, ANY), "Beberapa simbol dengan alurnya sendiri pada satu baris."),
        Key::new("kelengkapan", LISTING, "Mutu baku: kelengkapan."),
        Key::new("waktu", Text, "Mutu baku: waktu, seperti \"10 menit\"."),
        Key::new("output", LISTING, "Mutu baku: output."),
        Key::new("keterangan", LISTING, "Keterangan."),
        Key::new("gabung", Array(&STANDARD, 0, 4), "Sel yang menyatu dengan baris di atasnya."),
        Key::new("nomor", NUMBER_OR_TEXT, "Nomor tercetak, bila bukan hitungan biasa."),
    ],
};

const SYMBOL: Shape = Shape {
    name: "simbol",
    about: "Satu simbol dari beberapa pada satu baris.",
    keys: &[
        Key::new("id", Id, "Nama simbol, untuk ditunjuk."),
        Key::new("pelaksana", Filled, "Pelaksananya.").required(),
        Key::new("jenis", KIND, "Jenis simbol."),
        Key::new("teks", Text, "Tulisan di dalam simbol."),
        Key::new("ya", REFERENCES, "Tujuan jawaban ya; tanpa ini baris berikutnya."),
        Key::new("tidak", REFERENCES, "Tujuan jawaban tidak."),
        Key::new("cabang", BRANCHES, "Dua atau tiga jawaban dengan label sendiri."),
        Key::new("lanjut", NEXT, "Tujuan sesudah simbol ini; [] menghentikan alur di sini."),
    ],
};

const EXIT: Shape = Shape {
    name: "arah",
    about: "Satu arah keluar dengan labelnya.",
    keys: &[
        Key::new("label", Filled, "Tulisan pada panahnya.").required(),
        Key::new("ke", REFERENCES, "Tujuannya: id, nomor, atau \"id@pelaksana\".").required(),
    ],
};

/// The look of the sheet; of a form variant too.
pub const FORMAT: Shape = Shape {
    name: "format",
    about: "Rupa lembar; yang tidak ditulis mengikuti varian bentuk.",
    keys: &[
        Key::new(
            "kertas",
            Either(&[Word(&["F4", "A4", "A3", "legal", "letter"]), Array(&Number(50.0, 2000.0), 2, 2)]),
            "Ukuran kertas: nama, atau [lebar, tinggi] dalam mm pada posisi tegak.",
        ),
        Key::new("orientasi", Word(&["lanskap", "potret"]), "Lembar mendatar atau tegak."),
        Key::new(
            "margin",
            Either(&[MILLIMETRES, Array(&MILLIMETRES, 4, 4)]),
            "Margin dalam mm: satu bilangan, atau [atas, kanan, bawah, kiri].",
        ),
        Key::new("huruf", Filled, "Nama huruf, atau berkas huruf di dalam folder proyek."),
        Key::new("ukuran_huruf", Number(5.0, 24.0), "Ukuran huruf tabel dalam poin."),
        Key::new("identitas", Bool, "false: hanya judul dan tabel."),
        Key::new("lebar_kiri", Whole(25, 75), "Bagian kiri identitas dalam persen lebar lembar; bawaannya 50."),
        Key::new(
            "urutan_identitas",
            Array(&Word(&IDENTITY_ROWS), 1, 7),
            "Urutan baris identitas; yang tidak disebut menyusul. \"baris\" adalah baris tambahan.",
        ),
        Key::new(
            "urutan_kotak",
            Array(&Word(&BOXES), 1, 6),
            "Urutan kotak identitas, dari kiri ke kanan dan dari atas ke bawah; yang tidak disebut menyusul.",
        ),
        Key::new("tebal", Array(&BOLD, 0, 7), "Bagian yang bercetak tebal."),
        Key::new("mulai_halaman_baru", Bool, "Tabel mulai di halaman baru, atau langsung di bawah identitas."),
        Key::new("judul_prosedur", Text, "Baris di atas tabel."),
        Key::new("nomor_baris", Word(&["1", "1."]), "Nomor baris tanpa atau dengan titik."),
        Key::new(
            "nomor_kolom",
            Either(&[Bool, Word(&["polos", "kurung", "miring"])]),
            "Baris nomor kolom di bawah kepala tabel.",
        ),
        Key::new("kolom_keterangan", Bool, "Apakah ada kolom Keterangan."),
        Key::new("waktu_terpisah", Bool, "Angka dan satuan waktu di dua kolom."),
        Key::new(
            "jumlah_waktu",
            Either(&[Bool, Text]),
            "Baris jumlah waktu: true (semua baris), \"kritis\" (jalur terpanjang), atau teks lain.",
        ),
        Key::new("menit_per_hari", Whole(1, 1440), "Berapa menit dalam satu hari kerja."),
        Key::new("ulang_kepala", Bool, "Kepala tabel diulang di setiap halaman."),
        Key::new(
            "terminator",
            Word(&["kegiatan", "terpisah"]),
            "Kapsul adalah kegiatannya sendiri, atau berdiri terpisah.",
        ),
        Key::new("teks_terminator", Bool, "Kapsul tanpa tulisan diberi \"Mulai\" dan \"Selesai\"."),
        Key::new("urutan_mutu_baku", Array(&STANDARD, 1, 4), "Kolom di bawah Mutu Baku, menurut urutannya."),
        Key::new("penomoran", Either(&[Text, Table(&MARKS)]), "Nomor atau tanda daftar: \"1.\", \"a)\", \"•\", \"\"."),
        Key::new("nol_tanggal", Bool, "\"01 Januari 2016\" atau \"1 Januari 2016\"."),
        Key::new("nip_spasi", Bool, "NIP dicetak berjarak."),
        Key::new("warna_kepala", Color, "Warna latar kepala tabel."),
        Key::new("warna_kotak", Color, "Warna latar judul kotak identitas."),
        Key::new("warna_simbol", Color, "Warna isi simbol."),
        Key::new("posisi_teks", Word(&["atas", "tengah"]), "Letak teks di dalam baris tabel: di atas atau di tengah."),
        Key::new(
            "nomor_halaman",
            Word(&["tanpa", "bawah", "atas", "bawah-kanan", "atas-kanan", "hal-dari"]),
            "Letak nomor halaman.",
        ),
        Key::new("nomor_halaman_pertama", Bool, "Apakah halaman pertama lembar juga dinomori."),
        Key::new("pola_halaman", Text, "Tulisan nomor halaman: \"{n}\", \"- {n} -\", \"{n} / {dari}\"."),
        Key::new("catatan", Text, "Catatan di bawah tabel terakhir."),
        Key::new("kaki", Either(&[Text, Table(&FOOTER)]), "Baris kaki setiap halaman."),
    ],
};

const FOOTER: Shape = Shape {
    name: "kaki",
    about: "Baris kaki dengan gambar.",
    keys: &[Key::new("teks", Text, "Tulisannya.").required(), Key::new("gambar", Filled, "Berkas gambar di kirinya.")],
};

/// List marks by the key of their list.
pub const MARKS: Shape = Shape {
    name: "penomoran",
    about: "Nomor atau tanda daftar menurut kuncinya.",
    keys: &[
        Key::new("dasar_hukum", Text, "Tanda daftar Dasar Hukum."),
        Key::new("kualifikasi_pelaksana", Text, "Tanda daftar Kualifikasi Pelaksana."),
        Key::new("keterkaitan", Text, "Tanda daftar Keterkaitan."),
        Key::new("peralatan", Text, "Tanda daftar Peralatan."),
        Key::new("peringatan", Text, "Tanda daftar Peringatan."),
        Key::new("pencatatan", Text, "Tanda daftar Pencatatan."),
        Key::new("kelengkapan", Text, "Tanda daftar Kelengkapan."),
        Key::new("output", Text, "Tanda daftar Output."),
        Key::new("keterangan", Text, "Tanda daftar Keterangan."),
    ],
};

/// The headings of the sheet.
pub const LABEL: Shape = Shape {
    name: "label",
    about: "Judul-judul pada lembar: teks lain, \"\" untuk kosong, atau false untuk menghilangkannya.",
    keys: &[
        Key::new("nomor", HEADING, "Nomor SOP"),
        Key::new("tanggal_pembuatan", HEADING, "Tanggal Pembuatan"),
        Key::new("tanggal_revisi", HEADING, "Tanggal Revisi"),
        Key::new("tanggal_efektif", HEADING, "Tanggal Efektif"),
        Key::new("tanggal_pengesahan", HEADING, "Tanggal Pengesahan"),
        Key::new("pengesahan", HEADING, "Disahkan oleh"),
        Key::new("judul", HEADING, "Nama SOP"),
        Key::new("dasar_hukum", HEADING, "Dasar Hukum"),
        Key::new("kualifikasi_pelaksana", HEADING, "Kualifikasi Pelaksana"),
        Key::new("keterkaitan", HEADING, "Keterkaitan"),
        Key::new("peralatan", HEADING, "Peralatan/Perlengkapan"),
        Key::new("peringatan", HEADING, "Peringatan"),
        Key::new("pencatatan", HEADING, "Pencatatan dan Pendataan"),
        Key::new("no", HEADING, "No."),
        Key::new("kegiatan", HEADING, "Kegiatan"),
        Key::new("pelaksana", HEADING, "Pelaksana"),
        Key::new("mutu_baku", HEADING, "Mutu Baku"),
        Key::new("kelengkapan", HEADING, "Kelengkapan"),
        Key::new("waktu", HEADING, "Waktu"),
        Key::new("output", HEADING, "Output"),
        Key::new("keterangan", HEADING, "Keterangan"),
        Key::new("jumlah_waktu", Text, "Jumlah Waktu"),
        Key::new("nip", Text, "NIP."),
        Key::new("mulai", Text, "Mulai"),
        Key::new("selesai", Text, "Selesai"),
        Key::new("ya", Text, "Ya"),
        Key::new("tidak", Text, "Tidak"),
    ],
};

/// A form variant: defaults for `[format]` and `[label]`.
pub const FORM: Shape = Shape {
    name: "bentuk",
    about: "Varian bentuk: bawaan bagi [format] dan [label].",
    keys: &[
        Key::new("dasar", Filled, "Varian yang diwarisi."),
        Key::new("keterangan", Text, "Untuk siapa varian ini, dan apa bedanya."),
        Key::new("format", Table(&FORMAT), "Rupa lembar."),
        Key::new("label", Table(&LABEL), "Judul-judul pada lembar."),
    ],
};

/// A `lajur.toml`.
pub const MANIFEST: Shape = Shape {
    name: "lajur.toml",
    about: "Proyek, dan bawaan bagi SOP di folder ini dan di bawahnya.",
    keys: &[
        Key::new("proyek", Table(&PROJECT), "Menjadikan folder ini folder proyek."),
        Key::new("bawaan", Table(&INHERITED), "Bawaan bagi setiap SOP; yang terdekat menang, kunci demi kunci."),
        Key::new(
            "unit",
            Either(&[Filled, Array(&Map(&UNIT_VALUE), 0, ANY)]),
            "Unit untuk templat, atau berkas tabelnya (csv, xlsx).",
        ),
        Key::new("buku", Table(&BOOK), "Himpunan SOP."),
    ],
};

const UNIT_VALUE: Kind = Either(&[Text, Number(f64::MIN, f64::MAX), Bool, Date]);

const PROJECT: Shape = Shape {
    name: "proyek",
    about: "Pengaturan proyek.",
    keys: &[
        Key::new("nama", Text, "Nama proyek."),
        Key::new("keluaran", Filled, "Folder keluaran render."),
        Key::new("format", Either(&[OUTPUT, Array(&OUTPUT, 1, ANY)]), "Format yang ditulis render."),
        Key::new(
            "nama_keluaran",
            Filled,
            "Pola nama keluaran: {{ berkas }}, {{ unit.kode }}, {{ sop.nomor }}, {{ sop.judul }}.",
        ),
        Key::new("abaikan", LINES, "Pola berkas dan folder yang dilewati."),
    ],
};

const OUTPUT: Kind = Word(&["pdf", "svg", "png", "json"]);

const INHERITED: Shape = Shape {
    name: "bawaan",
    about: "Bagian SOP yang diwarisi.",
    keys: &[
        Key::new("bentuk", Filled, "Varian bentuk lembar."),
        Key::new("instansi", Table(&AGENCY), "Instansi yang menerbitkan SOP."),
        Key::new("pengesahan", Table(&APPROVAL), "Pejabat yang mengesahkan."),
        Key::new("identitas", Table(&IDENTITY), "Enam kotak identitas."),
        Key::new("format", Table(&FORMAT), "Rupa lembar."),
        Key::new("label", Table(&LABEL), "Judul-judul pada lembar."),
        Key::new("periksa", Map(&LEVEL), "Tingkat aturan pemeriksaan."),
    ],
};

const BOOK: Shape = Shape {
    name: "buku",
    about: "Himpunan SOP sebagai buku.",
    keys: &[
        Key::new("judul", LINES, "Judul buku."),
        Key::new("tahun", NUMBER_OR_TEXT, "Tahun."),
        Key::new("keputusan", LINES, "Paragraf keputusan."),
        Key::new("penjelasan", LINES, "Paragraf penjelasan."),
        Key::new("urut", Word(&["berkas", "nomor", "judul"]), "Urutan SOP di dalam buku."),
    ],
};
