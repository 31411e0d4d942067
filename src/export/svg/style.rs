//! The style sheet of a page: its faces, and the custom properties by which a web page restyles it.
//!
//! | property | colours |
//! |---|---|
//! | `--lajur-background` | the paper |
//! | `--lajur-line` | rules, outlines, connectors |
//! | `--lajur-text` | words |
//! | `--lajur-fill` | the inside of symbols |
//! | `--lajur-shade` | the table head, where the form shades it |
//! | `--lajur-watermark` | the pale word across a draft |
//! | `--lajur-plate` | what lies under pictures; nothing by default |
//!
//! The rules weigh nothing (`:where`), so any rule of the web page wins; viewers that do not know them use the attributes.

use super::paint::Painter;
use crate::scene::{Class, Color, Item, Path};
use crate::text::Style;

/// Writes the style sheet.
pub(super) fn write(painter: &mut Painter<'_, '_>) {
    let out = &mut painter.out;
    out.raw("<style>\n");
    for font in painter.fonts.values() {
        out.raw("@font-face{font-family:").raw(&font.family).raw(";");
        out.raw(match font.style {
            Style::Regular | Style::Italic => "font-weight:400;",
            Style::Bold | Style::BoldItalic => "font-weight:700;",
        });
        out.raw(match font.style {
            Style::Italic | Style::BoldItalic => "font-style:italic;",
            Style::Regular | Style::Bold => "",
        });
        out.raw("src:url(").raw(&font.uri).raw(") format(\"woff2\")}\n");
    }
    let colour = |class| first(&painter.page.items, class).and_then(|path| path.fill);
    let (fill, shade) = (colour(Class::Symbol), colour(Class::Shade));
    let rules: [(&str, &str, &str, Option<Color>); 7] = [
        (".lajur-paper", "fill", "background", Some(Color::WHITE)),
        ("[stroke='#000']", "stroke", "line", Some(Color::BLACK)),
        (".lajur-connector[fill='#000']", "fill", "line", Some(Color::BLACK)),
        (".lajur-text:not([fill])", "fill", "text", Some(Color::BLACK)),
        (".lajur-text[stroke='#000']", "stroke", "text", Some(Color::BLACK)),
        (".lajur-symbol", "fill", "fill", fill),
        (".lajur-shade", "fill", "shade", shade),
    ];
    for (selector, property, name, color) in rules {
        rule(painter, selector, property, name, color);
    }
    rule(painter, ".lajur-watermark", "fill", "watermark", watermark(&painter.page.items));
    rule(painter, ".lajur-plate", "fill", "plate", None);
    painter.out.raw("</style>\n");
}

fn rule(painter: &mut Painter<'_, '_>, selector: &str, property: &str, name: &str, color: Option<Color>) {
    let out = &mut painter.out;
    out.raw(":where(#").own_id("lembar").raw(" ").raw(selector).raw("){").raw(property).raw(":var(--lajur-").raw(name);
    match color {
        Some(color) => out.raw(",").bare_color(color),
        None => out.raw(",none"),
    };
    out.raw(")}\n");
}

/// The first path of a class: all of a sheet look alike.
fn first(items: &[Item], class: Class) -> Option<&Path> {
    items.iter().find_map(|item| match item {
        Item::Path(path) if path.class == class => Some(path),
        Item::Group(group) => first(&group.items, class),
        _ => None,
    })
}

fn watermark(items: &[Item]) -> Option<Color> {
    items.iter().find_map(|item| match item {
        Item::Text(text) if text.class == Class::Watermark => Some(text.color),
        Item::Group(group) => watermark(&group.items),
        _ => None,
    })
}
