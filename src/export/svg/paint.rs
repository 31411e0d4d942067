//! The things of a page, in order.

use std::ops::Range;

use super::font::WebFonts;
use super::order::{self, Piece};
use super::write::Writer;
use super::{image, style, text};
use crate::export::face::Outlines;
use crate::export::{Options, SvgText};
use crate::geom::{Length, Point};
use crate::scene::{Class, Group, Image, Item, Page, Path, Role, Scene, Tag, Target};

/// A page while it is written.
pub(super) struct Painter<'a, 'b> {
    pub(super) scene: &'a Scene,
    pub(super) page: &'a Page,
    pub(super) index: usize,
    pub(super) options: &'a Options,
    pub(super) outlines: &'b mut Outlines<'a>,
    pub(super) fonts: WebFonts,
    pub(super) out: Writer,
}

impl Painter<'_, '_> {
    /// Writes the page.
    pub(super) fn paint(mut self) -> Vec<u8> {
        let (page, info) = (self.page, &self.scene.info);
        let title = match self.scene.pages.len() {
            1 => info.title.clone(),
            count => format!("{} (halaman {} dari {count})", info.title, self.index + 1),
        };
        self.out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        self.out.point(Point::new(page.size.w, page.size.h)).raw("\" lang=\"id\" role=\"group\" class=\"lajur\"");
        self.out.id("lembar").reference_plain("aria-labelledby", "judul");
        if !info.subject.is_empty() {
            self.out.reference_plain("aria-describedby", "uraian");
        }
        self.out.raw(" text-rendering=\"geometricPrecision\">\n<title").id("judul").raw(">").text(&title);
        self.out.raw("</title>\n");
        if !info.subject.is_empty() {
            self.out.raw("<desc").id("uraian").raw(">").text(&info.subject).raw("</desc>\n");
        }
        style::write(&mut self);
        text::definitions(&mut self);
        image::definitions(&mut self);
        self.out
            .raw("<rect class=\"lajur-paper\"")
            .length("width", page.size.w)
            .length("height", page.size.h)
            .raw(" fill=\"#fff\"/>\n");
        for piece in order::pieces(self.scene, &page.items) {
            match piece {
                Piece::Item(item) => self.items(std::slice::from_ref(item)),
                Piece::Activity(name, groups) => {
                    self.out.raw("<g role=\"group\" class=\"lajur-activity\"").attribute("aria-label", name).raw(">\n");
                    groups.into_iter().for_each(|group| self.group(group));
                    self.out.raw("</g>\n");
                }
            }
        }
        self.out.raw("</svg>\n");
        self.out.finish()
    }

    fn items(&mut self, items: &[Item]) {
        let mut rest = items;
        while let Some(item) = rest.first() {
            let mut taken = 1;
            match item {
                Item::Path(path) => {
                    // Lines of one pen are one path.
                    let alike = |other: &&Item| matches!(other, Item::Path(other) if joins(path, other));
                    taken += rest[1..].iter().take_while(alike).count();
                    self.paths(&rest[..taken], path);
                }
                Item::Text(text) if text.pdf_only => {}
                Item::Text(text) => text::paint(text, self),
                Item::Image(image) => self.image(image),
                Item::Group(group) => self.group(group),
            }
            rest = &rest[taken..];
        }
    }

    fn paths(&mut self, items: &[Item], first: &Path) {
        let segments: Vec<_> = items
            .iter()
            .flat_map(|item| if let Item::Path(path) = item { &path.segments[..] } else { &[] })
            .copied()
            .collect();
        self.out.raw("<path").attribute("class", class(first.class)).outline(&segments);
        match first.fill {
            Some(fill) => self.out.color("fill", fill),
            None => self.out.raw(" fill=\"none\""),
        };
        if let Some(stroke) = first.stroke {
            self.out.color("stroke", stroke.color);
            if stroke.width != Length::pt(1) {
                self.out.length("stroke-width", stroke.width);
            }
            if first.class == Class::Rule {
                self.out.raw(" stroke-linecap=\"square\"");
            }
        }
        self.out.raw("/>\n");
    }

    fn image(&mut self, item: &Image) {
        self.out.raw("<rect class=\"lajur-plate\" fill=\"none\"").rect(item.frame).raw("/>\n");
        image::paint(item, self);
    }

    fn group(&mut self, group: &Group) {
        let role = match group.tag {
            Tag::Element(element) => &self.scene.structure[element].role,
            Tag::Artifact => return self.artifact(group),
        };
        match role {
            Role::Figure { alternative, name } => {
                self.out.raw("<g role=\"img\"").attribute("aria-label", alternative).raw("><title>").text(name);
                self.out.raw("</title>\n");
                self.items(&group.items);
                self.out.raw("</g>\n");
            }
            Role::Link { page, links, alternative } if *page == self.index => {
                self.link(links.clone(), alternative.as_deref(), group);
            }
            _ if self.options.svg_text == SvgText::Outline => self.said(&text::words(&group.items), group),
            _ => self.items(&group.items),
        }
    }

    /// What is of no meaning to a reader.
    fn artifact(&mut self, group: &Group) {
        self.out.raw("<g aria-hidden=\"true\">\n");
        self.items(&group.items);
        self.out.raw("</g>\n");
    }

    /// What is no text, outlined words for one: a picture that says them.
    fn said(&mut self, words: &str, group: &Group) {
        if words.is_empty() {
            return self.items(&group.items);
        }
        self.out.raw("<g role=\"img\"").attribute("aria-label", words).raw(">\n");
        self.items(&group.items);
        self.out.raw("</g>\n");
    }

    /// What leads to another sheet or page: one link, whatever lines it fills.
    fn link(&mut self, links: Range<usize>, alternative: Option<&str>, group: &Group) {
        let Some(first) = self.page.links.get(links.start) else { return self.items(&group.items) };
        let Some(href) = self.address(&first.target) else {
            return self.said(alternative.unwrap_or_default(), group);
        };
        self.out.raw("<a class=\"lajur-link\"").attribute("href", &href).attribute("aria-label", &first.title).raw(">");
        for link in &self.page.links[links] {
            self.out.raw("<rect").rect(link.area).raw(" fill=\"none\" pointer-events=\"all\"/>");
        }
        self.out.raw("\n");
        self.items(&group.items);
        self.out.raw("</a>\n");
    }

    fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Sop(name) => Some(self.options.links.get(name).cloned().unwrap_or_else(|| format!("{name}.svg"))),
            Target::Page(page, _) if self.options.fragment => Some(format!("#{}lembar", prefix(self.options, *page))),
            // Another PDF, of a book: no web page has it beside it.
            Target::File(..) => None,
            Target::Page(page, _) => self.options.page_name.as_ref().map(|name| format!("{name}-{}.svg", page + 1)),
        }
    }
}

/// What every id of a page begins with.
pub(super) fn prefix(options: &Options, page: usize) -> String {
    let own = if options.id_prefix.is_empty() { "lajur" } else { &options.id_prefix };
    let own = own.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' });
    // A name of XML begins with a letter.
    let letter = if options.id_prefix.starts_with(|c: char| !c.is_ascii_alphabetic()) { "s" } else { "" };
    letter.chars().chain(own).chain(format!("-{}-", page + 1).chars()).collect()
}

/// Whether the lines of two paths that follow one another can be drawn in one.
fn joins(first: &Path, second: &Path) -> bool {
    first.fill.is_none() && second.fill.is_none() && first.stroke == second.stroke && first.class == second.class
}

/// The class by which a page restyles it.
pub(super) fn class(class: Class) -> &'static str {
    match class {
        Class::Rule => "lajur-rule",
        Class::Shade => "lajur-shade",
        Class::Symbol => "lajur-symbol",
        Class::Connector => "lajur-connector",
        Class::Text => "lajur-text",
        Class::Watermark => "lajur-watermark",
        Class::Mark => "lajur-mark",
    }
}
