//! A workbook of one sheet: the few parts of SpreadsheetML that a list needs, in a ZIP archive.
//!
//! rust_xlsxwriter would bring ten crates more (an archive writer, two deflaters) for these lines, whose outcome calamine reads back in
//! the tests. Nothing here depends on the clock: every part bears the first day that ZIP knows. Parts are stored, not deflated; a register is small.

use flate2::Crc;

use super::list::Cell;

/// 1 January 1980.
const DAY: u16 = 0x21;

/// A workbook with a head row that stays in sight, and a filter on it.
pub(super) fn workbook(name: &str, head: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
        <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
        <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
        <Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let last = format!("{}{}", column(head.len() - 1), rows.len() + 1);
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        escape(name)
    );
    let book_relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
        </Relationships>";
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
        <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
        <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
        <cellXfs count=\"2\"><xf xfId=\"0\"/><xf xfId=\"0\" fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>";
    let mut sheet = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>",
    );
    for index in 0..head.len() {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.chars().count(),
            Cell::Count(_) => 4,
        };
        let longest = rows.iter().map(|row| text(&row[index])).chain([head[index].len()]).max().unwrap_or(8);
        let number = index + 1;
        sheet += &format!(
            "<col min=\"{number}\" max=\"{number}\" width=\"{}\" customWidth=\"1\"/>",
            longest.clamp(8, 60) + 2
        );
    }
    sheet += "</cols><sheetData>";
    let heads: Vec<Cell> = head.iter().map(|head| Cell::Text((*head).to_owned())).collect();
    push_row(&mut sheet, 1, &heads, " s=\"1\"");
    for (index, row) in rows.iter().enumerate() {
        push_row(&mut sheet, index + 2, row, "");
    }
    sheet += &format!("</sheetData><autoFilter ref=\"A1:{last}\"/></worksheet>");
    let mut archive = Archive::default();
    archive.add("[Content_Types].xml", types);
    archive.add("_rels/.rels", relations);
    archive.add("xl/workbook.xml", &book);
    archive.add("xl/_rels/workbook.xml.rels", book_relations);
    archive.add("xl/styles.xml", styles);
    archive.add("xl/worksheets/sheet1.xml", &sheet);
    archive.finish()
}

fn push_row(sheet: &mut String, number: usize, cells: &[Cell], style: &str) {
    *sheet += &format!("<row r=\"{number}\">");
    for (index, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", column(index));
        match cell {
            Cell::Count(count) => *sheet += &format!("<c r=\"{place}\"{style}><v>{count}</v></c>"),
            Cell::Text(text) if text.is_empty() => {}
            Cell::Text(text) => {
                let text = escape(text);
                *sheet += &format!(
                    "<c r=\"{place}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                );
            }
        }
    }
    *sheet += "</row>";
}

/// The letter of a column; there are no more than twenty-six.
fn column(index: usize) -> char {
    char::from(b'A' + index.min(25) as u8)
}

fn escape(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A ZIP archive of stored parts.
#[derive(Default)]
struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

impl Archive {
    fn add(&mut self, name: &str, text: &str) {
        let data = format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{text}").into_bytes();
        let mut check = Crc::new();
        check.update(&data);
        let place = self.bytes.len() as u32;
        let mut head = Vec::new();
        for field in [20_u16, 0x800, 0, 0, DAY] {
            head.extend(field.to_le_bytes());
        }
        for field in [check.sum(), data.len() as u32, data.len() as u32] {
            head.extend(field.to_le_bytes());
        }
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&head);
        self.bytes.extend(name.bytes());
        self.bytes.extend(&data);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&head);
        // No comment, one disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(place.to_le_bytes());
        self.directory.extend(name.bytes());
        self.parts += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        let (start, length) = (self.bytes.len() as u32, self.directory.len() as u32);
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
        self.bytes.extend([self.parts.to_le_bytes(), self.parts.to_le_bytes()].concat());
        self.bytes.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
        self.bytes.extend([0, 0]);
        self.bytes
    }
}
