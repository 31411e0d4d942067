//! The spec out of a PDF that carries it.

use lopdf::{Dictionary, Document, Object};

use crate::export::Attachment;

/// The file that a PDF names as its source, also after it was signed. `None` where it carries none or cannot be read.
pub fn attachment(bytes: &[u8]) -> Option<Attachment> {
    let document = Document::load_mem(bytes).ok()?;
    let files = document.catalog().ok()?.get(b"AF").ok()?;
    let files = resolve(&document, files)?.as_array().ok()?;
    let file = files.iter().filter_map(|file| resolve(&document, file)?.as_dict().ok()).find(|file| is_source(file))?;
    let embedded = resolve(&document, file.get(b"EF").ok()?)?.as_dict().ok()?;
    let stream = resolve(&document, embedded.get(b"F").ok()?)?.as_stream().ok()?;
    let bytes = if stream.is_compressed() { stream.decompressed_content().ok()? } else { stream.content.clone() };
    let name = file.get(b"UF").ok().and_then(|name| lopdf::decode_text_string(name).ok())?;
    Some(Attachment { name, bytes })
}

fn is_source(file: &Dictionary) -> bool {
    file.get(b"AFRelationship").and_then(Object::as_name).is_ok_and(|name| name == b"Source")
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}
