//! What holds for the files of any scene, on one that has some of everything.

use resvg::tiny_skia::{Color, Pixmap, Transform};

use super::sample::scene;
use super::*;

fn write(format: &str, options: &Options) -> Vec<File> {
    let scene = scene();
    let sheet = Sheet { scene: &scene, geometry: &|| "{}".into() };
    (Format::named(format).unwrap().write)(&sheet, options).unwrap()
}

fn pdf() -> Vec<u8> {
    write("pdf", &Options::default()).remove(0).bytes
}

#[test]
fn same_scene_same_bytes() {
    for format in FORMATS {
        let elsewhere = std::thread::spawn(|| write(format.name, &Options::default())).join().unwrap();
        for _ in 0..2 {
            let here = write(format.name, &Options::default());
            assert!(here == elsewhere, "{} differs from run to run", format.name);
        }
    }
}

#[test]
fn formats_of_several_pages_number_their_files() {
    for format in FORMATS {
        let pages: Vec<_> = write(format.name, &Options::default()).iter().map(|file| file.page).collect();
        let expected = if format.multipage { vec![None] } else { vec![Some(1), Some(2)] };
        assert_eq!(pages, expected, "{}", format.name);
    }
}

#[test]
fn a_pdf_that_was_signed_or_changed_is_told_from_one_as_written() {
    let written = pdf();
    assert!(is_untouched(&written));
    let signed = [&written[..], b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"].concat();
    assert!(!is_untouched(&signed));
    let mut changed = written.clone();
    changed[400] ^= 1;
    assert!(!is_untouched(&changed));
    assert!(!is_untouched(b""));
}

#[test]
fn other_files_that_were_edited_are_told_from_those_as_written() {
    let options = Options { stamp: Some("lajur-halaman=2;".into()), ..Options::default() };
    for file in ["svg", "png", "json"].into_iter().flat_map(|format| write(format, &options)) {
        assert!(is_untouched(&file.bytes));
        for at in [40, file.bytes.len() / 2, file.bytes.len() - 5] {
            let mut edited = file.bytes.clone();
            edited[at] ^= 1;
            assert!(!is_untouched(&edited), "byte {at}");
        }
    }
    let mut png =
        ::png::Decoder::new(std::io::Cursor::new(write("png", &options).remove(0).bytes)).read_info().unwrap();
    assert!(png.next_frame(&mut vec![0; png.output_buffer_size().unwrap()]).is_ok(), "the checksums hold");
}

#[test]
fn every_font_of_a_pdf_is_embedded_and_named_as_a_subset() {
    let document = lopdf::Document::load_mem(&pdf()).unwrap();
    let descriptors: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has_type(b"FontDescriptor"))
        .collect();
    assert_eq!(descriptors.len(), 12);
    for descriptor in descriptors {
        assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"));
        let name = descriptor.get(b"FontName").unwrap().as_name().unwrap();
        assert_eq!(name[6], b'+');
    }
}

#[test]
fn a_pdf_of_the_third_part_carries_its_source() {
    let source = Attachment { name: "sop.toml".into(), bytes: b"[identitas]\n".to_vec() };
    let options = Options { pdf: PdfStandard::A3a, source: Some(source.clone()), ..Options::default() };
    let bytes = write("pdf", &options).remove(0).bytes;
    assert_eq!(attachment(&bytes), Some(source));
    assert_eq!(attachment(&pdf()), None);
}

#[test]
fn an_svg_is_xml_that_refers_to_nothing_outside() {
    for svg_text in [SvgText::Embed, SvgText::Outline, SvgText::Plain] {
        for file in write("svg", &Options { svg_text, ..Options::default() }) {
            let text = String::from_utf8(file.bytes).unwrap();
            let document = roxmltree::Document::parse(&text).unwrap();
            let mut ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
            for node in document.descendants() {
                for attribute in node.attributes().filter(|attribute| attribute.name() == "href") {
                    let value = attribute.value();
                    let known = value.strip_prefix('#').is_some_and(|id| ids.contains(&id));
                    assert!(known || value.starts_with("data:") || node.tag_name().name() == "a", "{value}");
                }
            }
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "an id stands twice");
        }
    }
}

#[test]
fn words_of_an_svg_are_as_wide_as_they_were_measured() {
    let file = write("svg", &Options { svg_text: SvgText::Plain, ..Options::default() }).remove(0);
    let text = String::from_utf8(file.bytes).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let name = |node: &roxmltree::Node<'_, '_>| node.tag_name().name().to_owned();
    let texts: Vec<_> = document.descendants().filter(|node| name(node) == "text").collect();
    let said: Vec<String> = texts
        .iter()
        .map(|text| text.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect())
        .collect();
    assert!(said.iter().any(|words| words == "Camat mempertanggung-"), "{said:?}");
    // What a viewer of its own sets lies within what was measured, word by word.
    let number = |node: &roxmltree::Node<'_, '_>, name| node.attribute(name).unwrap().parse::<f64>().unwrap();
    for (text, said) in texts.iter().zip(&said) {
        let words: Vec<_> = text.children().filter(|node| name(node) == "tspan").collect();
        assert_eq!(words.len(), if said.contains(' ') { said.split(' ').count() } else { 0 }, "{said}");
        let ends: Vec<_> = words.iter().map(|word| [number(word, "x"), number(word, "textLength")]).collect();
        assert!(ends.windows(2).all(|pair| pair[0][0] + pair[0][1] < pair[1][0]), "{said}: {ends:?}");
        assert!(number(text, "textLength") + 0.05 > ends.iter().map(|[_, width]| width).sum::<f64>(), "{said}");
    }
}

#[test]
fn a_page_brings_its_faces_along() {
    for file in write("svg", &Options::default()) {
        let text = String::from_utf8(file.bytes).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let style = document.descendants().find(|node| node.tag_name().name() == "style").unwrap();
        let style = style.text().unwrap();
        for node in document.descendants() {
            let Some(family) = node.attribute("font-family") else { continue };
            let own = family.split(',').next().unwrap();
            assert!(style.contains(&format!("@font-face{{font-family:{own};")), "{family}");
        }
    }
}

/// The share of pixels of which a part differs by more than a quarter of the scale.
fn difference(left: &Pixmap, right: &Pixmap) -> f64 {
    assert_eq!((left.width(), left.height()), (right.width(), right.height()));
    let pairs = left.data().chunks_exact(4).zip(right.data().chunks_exact(4));
    let differing = pairs.filter(|(a, b)| (0..3).any(|part| a[part].abs_diff(b[part]) > 64)).count();
    differing as f64 / f64::from(left.width() * left.height())
}

fn own(dpi: u32) -> Vec<Pixmap> {
    write("png", &Options { dpi, ..Options::default() })
        .iter()
        .map(|file| Pixmap::decode_png(&file.bytes).unwrap())
        .collect()
}

#[test]
fn the_outlined_svg_looks_like_the_png() {
    let svgs = write("svg", &Options { svg_text: SvgText::Outline, ..Options::default() });
    for (file, own) in svgs.iter().zip(own(144)) {
        let tree = usvg::Tree::from_data(&file.bytes, &usvg::Options::default()).unwrap();
        let mut pixmap = Pixmap::new(own.width(), own.height()).unwrap();
        pixmap.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut pixmap.as_mut());
        let difference = difference(&pixmap, &own);
        assert!(difference < 0.0005, "page {:?}: {difference}", file.page);
    }
}

#[test]
fn the_pdf_looks_like_the_png() {
    let document = hayro::hayro_syntax::Pdf::new(pdf()).unwrap();
    let white = hayro::vello_cpu::color::palette::css::WHITE;
    let scale = hayro::PixmapSettings { x_scale: 2.0, y_scale: 2.0, bg_color: white };
    for (page, own) in document.pages().iter().zip(own(144)) {
        let cache = hayro::RenderCache::new();
        let rendered = hayro::render(page, &cache, &Default::default(), &Default::default(), &scale);
        let mut pixmap = Pixmap::new(own.width(), own.height()).unwrap();
        pixmap.fill(Color::WHITE);
        let (width, height) = (usize::from(rendered.width()), usize::from(rendered.height()));
        for y in 0..height.min(own.height() as usize) {
            let row = width.min(own.width() as usize) * 4;
            let to = y * own.width() as usize * 4;
            let from = &rendered.data_as_u8_slice()[y * width * 4..][..row];
            pixmap.data_mut()[to..to + row].copy_from_slice(from);
        }
        let difference = difference(&pixmap, &own);
        assert!(difference < 0.002, "{difference}");
    }
}
