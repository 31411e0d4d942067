//! The document as a whole: printpdf's objects, completed.

use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use super::content::Context;
use super::file::{Effort, Objects};
use super::font::Book;
use super::image::Images;
use super::syntax::{Ref, Syntax, push_object};
use super::tags::Tags;
use super::{annotations, content, icc, metadata, outline};
use crate::export::number::hundredths;
use crate::export::{Attachment, Options, PdfStandard};
use crate::geom::Length;
use crate::scene::{Page, Scene};

/// Writes a scene as a PDF.
pub(super) fn write(scene: &Scene, options: &Options) -> Result<Vec<u8>, String> {
    let mut skeleton = Skeleton::new(scene, options);
    let mut objects = Objects::new(skeleton.document.max_id, options.stamp.as_deref());
    let book = Book::of(scene)?;
    let (mut images, mut tags) = (Images::default(), Tags::new(scene));

    let mut contents = Vec::new();
    for (index, page) in scene.pages.iter().enumerate() {
        let mut context = Context { book: &book, images: &mut images, tags: &mut tags };
        let content = content::page(page, index, &mut context);
        let id = objects.reserve();
        objects.stream(id, "", &content, Effort::Quick);
        contents.push(id);
    }
    let resources = objects.reserve();
    let entries = format!("<</Font<<{}>>/XObject<<{}>>>>", book.write(&mut objects), images.write(&mut objects));
    objects.object(resources).word(&entries);

    let pages: Vec<Ref> = skeleton.pages.iter().map(|id| Ref(id.0)).collect();
    let annotations = annotations::write(scene, &pages, &mut tags, &mut objects);
    let structure = tags.write(scene, &pages, &mut objects);
    for (index, page) in scene.pages.iter().enumerate() {
        let dictionary = skeleton.page(index);
        complete_page(dictionary, page, index);
        dictionary.set("Contents", reference(contents[index]));
        dictionary.set("Resources", reference(resources));
        dictionary.remove(b"Annots");
        let own = &annotations.pages[index];
        if !own.is_empty() {
            dictionary.set("Annots", own.iter().map(|&id| reference(id)).collect::<Vec<_>>());
        }
    }
    let catalog = skeleton.catalog();
    complete_catalog(catalog, scene, options, &mut objects);
    catalog.set("StructTreeRoot", reference(structure));
    if let Some(bookmarks) = outline::write(scene, &pages, &mut objects) {
        catalog.set("Outlines", reference(bookmarks));
        catalog.set("PageMode", name("UseOutlines"));
    }
    if !annotations.fields.is_empty() {
        let fields: Vec<_> = annotations.fields.iter().map(|&id| reference(id)).collect();
        catalog.set("AcroForm", dictionary([("Fields", fields.into())]));
    }
    Ok(skeleton.finish(objects))
}

/// The objects that printpdf makes of a document: catalog, page tree, pages, Info.
struct Skeleton {
    document: lopdf::Document,
    catalog: ObjectId,
    info: ObjectId,
    pages: Vec<ObjectId>,
}

impl Skeleton {
    fn new(scene: &Scene, options: &Options) -> Self {
        let mut document = PdfDocument::new(&scene.info.title);
        let info = &mut document.metadata.info;
        info.author.clone_from(&scene.info.author);
        info.subject.clone_from(&scene.info.subject);
        info.creator = "Lajur".into();
        info.producer = metadata::PRODUCER.into();
        document.pages = scene.pages.iter().map(empty_page).collect();
        let mut document = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        let id = |object: Option<&Object>| {
            object.and_then(|object| object.as_reference().ok()).expect("printpdf sets Root and Info")
        };
        let (catalog, info) = (id(document.trailer.get(b"Root").ok()), id(document.trailer.get(b"Info").ok()));
        let pages: Vec<ObjectId> = document.page_iter().collect();
        // What printpdf made for the content that it was not given: streams, resources, and the empty dictionaries in them.
        let tree =
            document.get_dictionary(catalog).ok().and_then(|catalog| catalog.get(b"Pages").ok()?.as_reference().ok());
        document.objects.retain(|id, _| *id == catalog || *id == info || Some(*id) == tree || pages.contains(id));
        let mut skeleton = Self { document, catalog, info, pages };
        complete_info(skeleton.dictionary(info), metadata::date(&scene.info, options));
        skeleton
    }

    fn dictionary(&mut self, id: ObjectId) -> &mut Dictionary {
        self.document.get_dictionary_mut(id).expect("printpdf made this dictionary")
    }

    fn catalog(&mut self) -> &mut Dictionary {
        self.dictionary(self.catalog)
    }

    fn page(&mut self, index: usize) -> &mut Dictionary {
        self.dictionary(self.pages[index])
    }

    fn finish(self, mut objects: Objects) -> Vec<u8> {
        for (id, object) in &self.document.objects {
            push_object(objects.object(Ref(id.0)), object);
        }
        objects.finish(Ref(self.catalog.0), Ref(self.info.0))
    }
}

fn empty_page(page: &Page) -> PdfPage {
    let side = |length: Length| Pt(length.to_pt() as f32);
    let paper = Rect::from_wh(side(page.size.w), side(page.size.h));
    PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops: Vec::new() }
}

fn complete_page(dictionary: &mut Dictionary, page: &Page, index: usize) {
    // Two decimals, as everywhere; printpdf's have the digits of a binary fraction.
    let side = |length: Length| Object::Real((f64::from(hundredths(length)) / 100.0) as f32);
    for key in ["MediaBox", "TrimBox", "CropBox"] {
        dictionary.set(key, vec![0.into(), 0.into(), side(page.size.w), side(page.size.h)]);
    }
    dictionary.set("StructParents", index as i64);
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

fn complete_catalog(catalog: &mut Dictionary, scene: &Scene, options: &Options, objects: &mut Objects) {
    let (packet, profile) = (objects.reserve(), objects.reserve());
    // Not deflated, so that programs find it that know nothing of PDF.
    objects.packed_stream(packet, "/Type/Metadata/Subtype/XML", metadata::xmp(&scene.info, options).as_bytes());
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
    catalog.set("PageLabels", dictionary([("Nums", page_labels(scene).into())]));
    if let (PdfStandard::A3a, Some(source)) = (options.pdf, &options.source) {
        attach(catalog, source, metadata::date(&scene.info, options), objects);
    }
}

/// What the pages are called: where numbers begin, and where they begin anew.
fn page_labels(scene: &Scene) -> Vec<Object> {
    let mut labels: Vec<Object> = Vec::new();
    let mut expected = None;
    for (index, page) in scene.pages.iter().enumerate() {
        let number = if page.label.is_empty() { Some(index as i64 + 1) } else { page.label.parse().ok() };
        if number.is_none() || number != expected {
            let label = match number {
                Some(number) => dictionary([("S", name("D")), ("St", number.into())]),
                None => dictionary([("P", lopdf::text_string(&page.label))]),
            };
            labels.extend([(index as i64).into(), label]);
        }
        expected = number.map(|number| number + 1);
    }
    labels
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

fn reference(id: Ref) -> Object {
    Object::Reference((id.0, 0))
}

fn name(name: &str) -> Object {
    Object::Name(name.into())
}

fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Object {
    Object::Dictionary(Dictionary::from_iter(entries))
}
