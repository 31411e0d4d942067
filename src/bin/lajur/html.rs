//! Texts of a sheet as HTML.

use lajur::sop::{Item, Listing};
use lajur::text::{RichText, Style};

/// Characters as HTML, within elements and attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}

/// A text with its emphasis and line breaks.
pub(crate) fn rich(text: &RichText) -> String {
    let lines = text.lines.iter().map(|line| {
        let mark = line.mark.iter().map(|mark| format!("{} ", escape(mark)));
        let spans = line.spans.iter().map(|span| {
            let words = escape(&span.text);
            match span.style {
                Style::Regular => words,
                Style::Bold => format!("<strong>{words}</strong>"),
                Style::Italic => format!("<em>{words}</em>"),
                Style::BoldItalic => format!("<strong><em>{words}</em></strong>"),
            }
        });
        mark.chain(spans).collect::<String>()
    });
    lines.collect::<Vec<_>>().join("<br>")
}

/// A paragraph or list; `link` says where an SOP is found.
pub(crate) fn listing(listing: &Listing, link: &dyn Fn(&str) -> Option<String>) -> String {
    let item = |item: &Item| {
        let words = rich(&item.text);
        match item.link.as_deref().and_then(link) {
            Some(href) => format!("<a href=\"{}\">{words}</a>", escape(&href)),
            None => words,
        }
    };
    let items = listing.items.iter().filter(|item| !item.text.is_empty());
    if listing.items.iter().all(|item| item.mark.is_none()) {
        return items.map(|listed| format!("<p>{}</p>", item(listed))).collect();
    }
    let (open, close) = list(listing.items.iter().find_map(|item| item.mark.as_deref()).unwrap_or_default());
    let items: String = items.map(|listed| format!("<li>{}</li>", item(listed))).collect();
    format!("{open}{items}{close}")
}

/// The list that counts as the first mark does.
fn list(mark: &str) -> (&'static str, &'static str) {
    match mark.chars().find(|character| character.is_ascii_alphanumeric()) {
        Some('a') => ("<ol type=\"a\">", "</ol>"),
        Some('A') => ("<ol type=\"A\">", "</ol>"),
        Some('i') => ("<ol type=\"i\">", "</ol>"),
        Some('I') => ("<ol type=\"I\">", "</ol>"),
        Some(_) => ("<ol>", "</ol>"),
        None => ("<ul>", "</ul>"),
    }
}

/// A path as an address: what a browser would read otherwise is written in hexadecimal.
pub(crate) fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b',' | b'(' | b')' => {
                address.push(byte.into());
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_and_lines_are_kept_and_all_else_is_words() {
        let check = |text: &str, html: &str| assert_eq!(rich(&RichText::parse(text)), html);
        check("*Pasal* **3** <b> & \"c\"", "<em>Pasal</em> <strong>3</strong> &lt;b&gt; &amp; &quot;c&quot;");
        check("1. satu\nlalu", "1. satu<br>lalu");
    }

    #[test]
    fn a_list_counts_as_on_the_sheet_and_links_where_the_page_knows_the_way() {
        let item = |mark: Option<&str>, link: Option<&str>| Item {
            mark: mark.map(str::to_owned),
            text: RichText::plain("SOP Renstra"),
            link: link.map(str::to_owned),
        };
        let html = |items: Vec<Item>| {
            listing(&Listing { items }, &|name| (name == "renstra").then(|| "../renstra.html".to_owned()))
        };
        assert_eq!(html(vec![item(None, None)]), "<p>SOP Renstra</p>");
        assert_eq!(
            html(vec![item(Some("a."), Some("renstra")), item(Some("b."), Some("lain"))]),
            "<ol type=\"a\"><li><a href=\"../renstra.html\">SOP Renstra</a></li><li>SOP Renstra</li></ol>"
        );
    }

    #[test]
    fn addresses_lead_where_the_files_are() {
        assert_eq!(address("umum/surat masuk #2"), "umum/surat%20masuk%20%232");
        assert_eq!(address("a\"b&c"), "a%22b%26c");
    }
}
