//! A PDF that is written part by part, for documents that are too large to be held: first what all parts use ([`Faces`]), then each
//! part by itself ([`Faces::part`], for several at once), written as it comes ([`Writer`]).

use std::io::{self, Write};

use super::document::{Document, Drawn, Plan, draw};
use super::font::{Book, GlyphUse};
use crate::export::Options;
use crate::scene::Scene;

/// The faces of a document, with the glyphs that it uses.
pub struct Faces(Book);

impl Faces {
    /// Of a document that uses these glyphs. The error is a sentence for the user.
    pub fn new(used: GlyphUse) -> Result<Self, String> {
        Book::new(used).map(Self)
    }

    /// Sets the runs of a scene in these faces; `false` where one of them, or a glyph, is not here.
    pub fn take_in(&self, scene: &mut Scene) -> bool {
        self.0.take_in(scene)
    }

    /// Makes a scene ready that was taken in. Its first element becomes a part of the document.
    pub fn part(&self, mut scene: Scene) -> Part {
        let drawn = draw(&scene, &self.0);
        // It is drawn; what the writer asks for are its size, links and structure.
        scene.pages.iter_mut().for_each(|page| page.items = Vec::new());
        Part { scene, drawn }
    }
}

/// A part of a document, ready to be written.
pub struct Part {
    scene: Scene,
    drawn: Drawn,
}

/// A document that is being written.
pub struct Writer<'w>(Document<'w>);

impl<'w> Writer<'w> {
    /// Begins a document of at least one part.
    pub fn new(out: &'w mut dyn Write, plan: Plan, faces: &'w Faces, options: &'w Options) -> Self {
        Self(Document::new(out, plan, &faces.0, options))
    }

    /// Writes the next part of the plan.
    pub fn add(&mut self, part: Part) {
        self.0.add(&part.scene, part.drawn);
    }

    /// Writes the end, once all parts are written. The first fault of writing is told here.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()
    }
}
