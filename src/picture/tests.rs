use super::*;

fn svg(inside: &str) -> Result<Picture, String> {
    let head =
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">"#;
    Picture::decode(format!("{head}{inside}</svg>").as_bytes(), "logo.svg")
}

fn drawing(inside: &str) -> Drawing {
    match svg(inside) {
        Ok(Picture::Vector(drawing)) => drawing,
        other => panic!("not outlines: {other:?}"),
    }
}

#[test]
fn an_svg_becomes_outlines_of_a_fixed_size() {
    let drawing = drawing(r##"<g transform="translate(10 0)"><path d="M0 0H10V10H0Z" fill="#c00"/></g>"##);
    assert_eq!(drawing.size, (1_000_000, 500_000));
    let [shape] = drawing.shapes.as_slice() else { panic!("one shape was drawn") };
    assert_eq!(shape.paint, Paint::Solid(Color { r: 0xcc, g: 0, b: 0 }));
    assert_eq!(
        shape.outline.segments[0],
        Segment::Move(Point::new(crate::geom::Length::pt(250), crate::geom::Length::ZERO))
    );
}

#[test]
fn lines_are_outlines_and_gradients_stay_gradients() {
    let drawing = drawing(
        r##"<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1"/></linearGradient>
        <rect width="9" height="9" fill="url(#g)" stroke="#00f"/>"##,
    );
    let kinds: Vec<_> = drawing.shapes.iter().map(|shape| matches!(shape.paint, Paint::Gradient(_))).collect();
    assert_eq!(kinds, [true, false]);
}

#[test]
fn what_outlines_cannot_say_becomes_a_bitmap() {
    let blurred =
        r#"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="9" height="9" filter="url(#f)"/>"#;
    let Ok(Picture::Raster(bitmap)) = svg(blurred) else { panic!("not a bitmap") };
    assert_eq!(bitmap.size, (1200, 600));
    assert_eq!(bitmap.rgba.len(), 1200 * 600 * 4);
}

#[test]
fn a_drawing_that_unfolds_without_end_is_refused() {
    let mut nested = String::from(r#"<g id="a0"><path d="M0 0H1V1Z"/></g>"#);
    for level in 1..12 {
        let uses = format!(r##"<use href="#a{}"/>"##, level - 1).repeat(10);
        nested += &format!(r#"<g id="a{level}">{uses}</g>"#);
    }
    assert!(svg(&nested).unwrap_err().contains("terlalu rumit"));
    let deep = "<g>".repeat(1000) + &"</g>".repeat(1000);
    assert!(svg(&deep).is_err());
}

#[test]
fn entities_that_multiply_are_refused() {
    let entities: String =
        (1..12).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10))).collect();
    let text =
        format!("<!DOCTYPE svg [<!ENTITY e0 \"x\">{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\">&e11;</svg>");
    assert!(Picture::decode(text.as_bytes(), "logo.svg").is_err());
}

#[test]
fn nothing_outside_the_file_is_read_and_scripts_are_left_out() {
    let drawing = drawing(
        r#"<script>alert(1)</script><image xlink:href="/etc/hostname" width="9" height="9"/>
        <image href="https://example.com/a.png" width="9" height="9"/><path d="M0 0H1V1Z"/>"#,
    );
    assert_eq!(drawing.shapes.len(), 1);
}

#[test]
fn text_that_would_be_lost_is_reported() {
    assert!(svg("<text y='9'>PEMERINTAH</text>").unwrap_err().contains("kurva"));
}

#[test]
fn a_png_of_absurd_size_is_refused_before_it_is_unpacked() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([60_000_u32, 60_000].map(u32::to_be_bytes).concat());
    png.extend([8, 6, 0, 0, 0]);
    assert!(Picture::decode(&png, "logo.png").unwrap_err().contains("60000 × 60000 piksel"));
}

#[test]
fn what_is_no_picture_says_so_by_its_name() {
    let reason = Picture::decode(b"GIF89a", "logo.gif").unwrap_err();
    assert!(reason.starts_with("gambar `logo.gif` tidak dapat dibaca"), "{reason}");
}
