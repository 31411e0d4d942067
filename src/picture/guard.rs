//! What an SVG may not do to whoever reads it.
//!
//! A small file can ask for a drawing of any size: entities that name entities, `use` elements that use one another. The
//! XML reader bounds the first; the second is counted here before anything is unfolded. Nothing outside the file is read.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Error, Node, NodeId, ParsingOptions};

/// More elements than an emblem of the finest drawing has.
const MAX_NODES: u32 = 200_000;

/// Parses the XML and refuses what would unfold without end.
pub(super) fn parse(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| words(&error))?;
    if document.root_element().tag_name().name() != "svg" {
        return Err("bukan PNG, JPEG, atau SVG".into());
    }
    let ids = document.descendants().filter_map(|node| Some((node.attribute("id")?, node.id()))).collect();
    let mut census = Census { document: &document, ids, counts: BTreeMap::new() };
    if census.count(document.root_element(), 0) > u64::from(MAX_NODES) {
        return Err("SVG terlalu rumit: unsurnya berlipat ganda bila diuraikan".into());
    }
    if document.descendants().any(|node| node.has_tag_name((SVG, "text")) && node.descendants().any(|n| n.is_text())) {
        return Err("SVG memuat teks; ubah dahulu teksnya menjadi kurva (path) agar bentuknya tetap".into());
    }
    Ok(document)
}

/// What is wrong with the XML.
fn words(error: &Error) -> String {
    match error {
        Error::EntityReferenceLoop(_) => "SVG terlalu rumit: entitasnya saling memuat".to_owned(),
        Error::NodesLimitReached => "SVG terlalu rumit: unsurnya terlalu banyak".to_owned(),
        error => {
            let place = error.pos();
            format!("bukan SVG yang sah; susunannya rusak di baris {}, kolom {}", place.row, place.col)
        }
    }
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// Counts elements as often as they are referred to.
struct Census<'a, 'input> {
    document: &'a Document<'input>,
    ids: BTreeMap<&'a str, NodeId>,
    /// What each element unfolds to; zero while it is being counted, so that a circle adds nothing.
    counts: BTreeMap<u32, u64>,
}

impl<'a> Census<'a, '_> {
    fn count(&mut self, node: Node<'a, '_>, depth: usize) -> u64 {
        // Deeper than any drawing program nests; also keeps this recursion, and the reader's, off the end of the stack.
        const MAX_DEPTH: usize = 200;
        if depth > MAX_DEPTH {
            return u64::MAX;
        }
        if let Some(&count) = self.counts.get(&node.id().get()) {
            return count;
        }
        self.counts.insert(node.id().get(), 0);
        let mut count: u64 = 1;
        for child in node.children().filter(Node::is_element) {
            count = count.saturating_add(self.count(child, depth + 1));
        }
        for target in node.attributes().filter_map(|attribute| reference(attribute.value())) {
            let target = self.ids.get(target).and_then(|&id| self.document.get_node(id));
            if let Some(target) = target {
                count = count.saturating_add(self.count(target, depth + 1));
            }
        }
        self.counts.insert(node.id().get(), count);
        count
    }
}

/// The id that a value refers to: `#id` or `url(#id)`.
fn reference(value: &str) -> Option<&str> {
    let id = value.trim();
    id.strip_prefix("url(#").and_then(|rest| rest.split(')').next()).or_else(|| id.strip_prefix('#'))
}
