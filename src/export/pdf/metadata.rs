//! What the document says of itself, for catalogues: XMP, with the standards that it keeps.

use crate::export::{Options, PdfStandard};
use crate::scene::Info;

/// What wrote the file.
pub(super) const PRODUCER: &str = concat!("Lajur ", env!("CARGO_PKG_VERSION"));

/// When the document was made: the date it bears, else the one it was given, `2019-08-01T00:00:00Z`.
pub(super) fn date(info: &Info, options: &Options) -> Option<String> {
    let stated = info.date.as_ref().filter(|date| date.len() == 10).map(|date| format!("{date}T00:00:00Z"));
    let given = || {
        jiff::Timestamp::from_second(options.epoch?).ok().map(|time| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    };
    stated.or_else(given)
}

/// The same in PDF's own form, `D:20190801000000Z`.
pub(super) fn pdf_date(date: &str) -> String {
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    format!("D:{digits}Z")
}

/// The XMP packet.
pub(super) fn xmp(info: &Info, options: &Options) -> String {
    let part = match options.pdf {
        PdfStandard::A2a => 2,
        PdfStandard::A3a => 3,
    };
    let mut packet = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">",
    );
    packet += &format!(
        "<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
    );
    packet += &format!("<dc:format>application/pdf</dc:format>{}", alternative("title", &info.title));
    packet += "<dc:language><rdf:Bag><rdf:li>id</rdf:li></rdf:Bag></dc:language>";
    if !info.author.is_empty() {
        packet += &format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escape(&info.author));
    }
    if !info.subject.is_empty() {
        packet += &alternative("description", &info.subject);
    }
    if let Some(date) = date(info, options) {
        packet += &format!("<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>");
    }
    packet +=
        &format!("<xmp:CreatorTool>Lajur</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer></rdf:Description>");
    packet += PDFUA_SCHEMA;
    packet += "</rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
    packet
}

/// PDF/A knows its own properties only; those of PDF/UA have to be described (ISO 19005-2, 6.6.2.3).
const PDFUA_SCHEMA: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\
    </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

fn alternative(name: &str, text: &str) -> String {
    format!("<dc:{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:{name}>", escape(text))
}

/// Text for XML, without the characters that it has no place for.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}
