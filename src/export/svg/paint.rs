//! The things of a page, in order.

use super::write::Writer;
use super::{image, text};
use crate::export::SvgText;
use crate::export::face::Outlines;
use crate::geom::Length;
use crate::scene::{Class, Group, Image, Item, Link, Page, Path, Role, Scene, Tag, Target};

/// A page while it is written.
pub(super) struct Painter<'a, 'b> {
    pub(super) scene: &'a Scene,
    pub(super) page: &'a Page,
    pub(super) index: usize,
    pub(super) text: SvgText,
    pub(super) outlines: &'b mut Outlines<'a>,
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
        self.out
            .point(crate::geom::Point::new(page.size.w, page.size.h))
            .raw("\" lang=\"id\" role=\"group\" class=\"lajur\"");
        self.out
            .reference_plain("aria-labelledby", "judul")
            .raw(">\n<title")
            .id("judul")
            .raw(">")
            .text(&title)
            .raw("</title>\n");
        if !info.subject.is_empty() {
            self.out.raw("<desc>").text(&info.subject).raw("</desc>\n");
        }
        text::definitions(&mut self);
        image::definitions(&mut self);
        self.out
            .raw("<rect class=\"lajur-paper\"")
            .length("width", page.size.w)
            .length("height", page.size.h)
            .raw(" fill=\"#fff\"/>\n");
        self.items(&page.items);
        for link in &page.links {
            self.link(link);
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
        image::paint(item, self);
    }

    fn group(&mut self, group: &Group) {
        let role = match group.tag {
            Tag::Element(element) => &self.scene.structure[element].role,
            Tag::Artifact => return self.items(&group.items),
        };
        let Role::Figure { alternative, name } = role else { return self.items(&group.items) };
        self.out
            .raw("<g role=\"img\"")
            .attribute("aria-label", alternative)
            .raw("><title>")
            .text(name)
            .raw("</title>\n");
        self.items(&group.items);
        self.out.raw("</g>\n");
    }

    /// An area that leads to another sheet, or to another page of this one where pages are files; over what it lies on.
    fn link(&mut self, link: &Link) {
        let Target::Sop(name) = &link.target else { return };
        self.out.raw("<a").attribute("href", &format!("{name}.svg")).attribute("aria-label", &link.title).raw("><rect");
        let area = link.area;
        self.out.length("x", area.x).length("y", area.y).length("width", area.w).length("height", area.h);
        self.out.raw(" fill=\"none\" pointer-events=\"all\"/></a>\n");
    }
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
