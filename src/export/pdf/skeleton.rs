//! The objects that printpdf makes of a document, completed: catalog, page tree, pages, Info.

use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use super::file::{Effort, Objects};
use super::syntax::{Ref, Syntax};
use super::{icc, metadata};
use crate::export::number::hundredths;
use crate::export::{Attachment, Options, PdfStandard};
use crate::geom::Length;
use crate::scene::{Info, Page, Scene};

/// These objects, without the numbers that printpdf gave them: nothing in them refers to another.
pub(super) struct Skeleton {
    pub(super) catalog: Dictionary,
    pub(super) info: Dictionary,
    /// The node above the pages.
    pub(super) tree: Dictionary,
    pub(super) pages: Vec<Dictionary>,
}

impl Skeleton {
    /// Of a document that says this of itself, with the pages of a scene.
    pub(super) fn new(scene: &Scene, info: &Info, options: &Options) -> Self {
        let mut document = PdfDocument::new(&info.title);
        let own = &mut document.metadata.info;
        own.author.clone_from(&info.author);
        own.subject.clone_from(&info.subject);
        own.creator = "Lajur".into();
        own.producer = metadata::PRODUCER.into();
        document.pages = scene.pages.iter().map(empty_page).collect();
        let mut document = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        let ids: Vec<_> = document.page_iter().collect();
        // What else printpdf made is for the content that it was not given.
        let pages = ids.into_iter().map(|id| taken(&mut document, id)).collect();
        let (catalog, info_id) = (referred(&document.trailer, b"Root"), referred(&document.trailer, b"Info"));
        let catalog = taken(&mut document, catalog);
        let tree = taken(&mut document, referred(&catalog, b"Pages"));
        let mut skeleton = Self { catalog, info: taken(&mut document, info_id), tree, pages };
        complete_info(&mut skeleton.info, metadata::date(info, options));
        for (dictionary, page) in skeleton.pages.iter_mut().zip(&scene.pages) {
            complete_page(dictionary, page);
        }
        skeleton
    }
}

fn referred(dictionary: &Dictionary, key: &[u8]) -> ObjectId {
    dictionary.get(key).and_then(Object::as_reference).expect("printpdf sets Root, Info and Pages")
}

fn taken(document: &mut lopdf::Document, id: ObjectId) -> Dictionary {
    match document.objects.remove(&id) {
        Some(Object::Dictionary(dictionary)) => dictionary,
        _ => unreachable!("printpdf made this dictionary"),
    }
}

fn empty_page(page: &Page) -> PdfPage {
    let side = |length: Length| Pt(length.to_pt() as f32);
    let paper = Rect::from_wh(side(page.size.w), side(page.size.h));
    PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops: Vec::new() }
}

fn complete_page(dictionary: &mut Dictionary, page: &Page) {
    // Two decimals, as everywhere; printpdf's have the digits of a binary fraction.
    let side = |length: Length| Object::Real((f64::from(hundredths(length)) / 100.0) as f32);
    for key in ["MediaBox", "TrimBox", "CropBox"] {
        dictionary.set(key, vec![0.into(), 0.into(), side(page.size.w), side(page.size.h)]);
    }
    dictionary.remove(b"Annots");
    // The order of the structure is that of the tab key.
    dictionary.set("Tabs", name("S"));
}

fn complete_info(info: &mut Dictionary, date: Option<String>) {
    for key in ["Trapped", "GTS_PDFXVersion", "Identifier", "Keywords", "CreationDate", "ModDate"] {
        info.remove(key.as_bytes());
    }
    if let Some(date) = date {
        let date = Object::string_literal(metadata::pdf_date(&date));
        info.set("CreationDate", date.clone());
        info.set("ModDate", date);
    }
    for key in ["Author", "Subject"] {
        // An empty string is a byte-order mark alone.
        if info.get(key.as_bytes()).and_then(Object::as_str).is_ok_and(|text| text.len() <= 2) {
            info.remove(key.as_bytes());
        }
    }
}

/// Adds what printpdf does not know, and writes the streams that it names.
pub(super) fn complete_catalog(catalog: &mut Dictionary, info: &Info, options: &Options, objects: &mut Objects) {
    let (packet, profile) = (objects.reserve(), objects.reserve());
    // Not deflated, so that programs find it that know nothing of PDF.
    objects.packed_stream(packet, "/Type/Metadata/Subtype/XML", metadata::xmp(info, options).as_bytes());
    objects.packed_stream(profile, "/N 3/Filter/FlateDecode", icc::packed());
    catalog.set("Metadata", reference(packet));
    let intent = dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", Object::string_literal("sRGB")),
        ("Info", Object::string_literal("sRGB IEC61966-2.1")),
        ("DestOutputProfile", reference(profile)),
    ]);
    catalog.set("OutputIntents", vec![intent]);
    catalog.set("Lang", Object::string_literal("id"));
    catalog.set("MarkInfo", dictionary([("Marked", true.into())]));
    let preferences =
        [("DisplayDocTitle", true.into()), ("PrintScaling", name("None")), ("PickTrayByPDFSize", true.into())];
    catalog.set("ViewerPreferences", dictionary(preferences));
    if let (PdfStandard::A3a, Some(source)) = (options.pdf, &options.source) {
        attach(catalog, source, metadata::date(info, options), objects);
    }
}

/// What a page is called from which on numbers run, or which has a name of its own.
pub(super) fn page_label(number: Option<i64>, label: &str) -> Object {
    match number {
        Some(number) => dictionary([("S", name("D")), ("St", number.into())]),
        None => dictionary([("P", lopdf::text_string(label))]),
    }
}

/// Attaches the spec, as what the sheet was made from.
fn attach(catalog: &mut Dictionary, source: &Attachment, date: Option<String>, objects: &mut Objects) {
    let (content, file) = (objects.reserve(), objects.reserve());
    let modified = date.map(|date| format!("/ModDate({})", metadata::pdf_date(&date))).unwrap_or_default();
    let entries =
        format!("/Type/EmbeddedFile/Subtype/application#2Ftoml/Params<</Size {}{modified}>>", source.bytes.len());
    objects.stream(content, &entries, &source.bytes, Effort::Quick);
    let out = objects.object(file);
    out.word("<</Type/Filespec/AFRelationship/Source/F").text(&source.name).word("/UF").text(&source.name);
    out.word("/Desc").text("Sumber SOP").word("/EF<</F").reference(content).word("/UF").reference(content).word(">>>>");
    catalog.set("AF", vec![reference(file)]);
    let names = vec![Object::string_literal(source.name.as_bytes()), reference(file)];
    catalog.set("Names", dictionary([("EmbeddedFiles", dictionary([("Names", names.into())]))]));
}

/// A reference as lopdf has it.
pub(super) fn reference(id: Ref) -> Object {
    Object::Reference((id.0, 0))
}

/// A name as lopdf has it.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.into())
}

/// A dictionary as lopdf has it.
pub(super) fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Object {
    Object::Dictionary(Dictionary::from_iter(entries))
}
