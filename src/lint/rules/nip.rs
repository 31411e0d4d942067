use jiff::civil::Date;

use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};
use crate::spec::value::{Data, Table};

rule! {
    /// NIP tidak terdiri atas 18 angka, atau angkanya tidak masuk akal.
    ///
    /// # Mengapa
    /// NIP memuat tanggal lahir (8 angka), tahun dan bulan pengangkatan (6), jenis kelamin (1), dan nomor urut (3). Pada NI PPPK angka
    /// ke-13 dan ke-14 bukan bulan, melainkan urutan perjanjian kerja, jadi boleh lebih dari 12.
    ///
    /// # Dasar
    /// Peraturan Kepala BKN 22/2007 (Nomor Identitas Pegawai Negeri Sipil); Permenpan-RB 35/2012, lampiran, bagian identitas: pengesahan
    /// memuat nama dan NIP.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [pengesahan]
    /// jabatan = "CAMAT"
    /// nama = "NAMA PEJABAT"
    /// nip = "198013012005011001"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [pengesahan]
    /// jabatan = "CAMAT"
    /// nama = "NAMA PEJABAT"
    /// nip = "198001012005011001"
    /// ```
    "nip-tak-lazim", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(approval) = subject.spec.root.table("pengesahan") else { return };
    let signatories: Vec<&Table> = std::iter::once(approval).chain(approval.tables("lain")).collect();
    for value in signatories.into_iter().filter_map(|signatory| signatory.get("nip")) {
        let written = match &value.data {
            Data::Text(text) => text.clone(),
            Data::Integer(number) => number.to_string(),
            _ => continue,
        };
        if written.contains("${") || written.chars().all(|c| !c.is_ascii_digit()) {
            continue;
        }
        if let Some(fault) = fault(&written) {
            findings.report(
                value.span.clone(),
                format!("NIP `{written}`: {fault}"),
                "cocokkan dengan surat keputusan pegawai yang bersangkutan",
            );
        }
    }
}

/// What is odd about a NIP.
fn fault(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 18 {
        return Some(format!("{} angka, seharusnya 18", digits.len()));
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i16>().unwrap_or_default();
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    let appointed = number(8..12);
    if Date::new(year, month as i8, day as i8).is_err() || !(1940..=2015).contains(&year) {
        return Some(format!("delapan angka pertama ({}) bukan tanggal lahir", &digits[..8]));
    }
    if appointed < year + 15 || appointed > year + 60 {
        return Some(format!("tahun pengangkatan {appointed} tidak cocok dengan tahun lahir {year}"));
    }
    if !["1", "2"].contains(&&digits[14..15]) {
        return Some(format!("angka ke-15 ({}) seharusnya 1 (laki-laki) atau 2 (perempuan)", &digits[14..15]));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn contract_numbers_of_pppk_are_no_months() {
        assert_eq!(fault("19800101 202121 1 001"), None);
        assert_eq!(fault("198001012005011001"), None);
        for odd in ["19800101200501100", "198001012005013001", "198002302005011001", "198001011985011001"] {
            assert!(fault(odd).is_some(), "{odd}");
        }
    }
}
