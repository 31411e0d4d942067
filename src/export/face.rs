//! Glyphs as outlines, for back ends that draw them.

use std::collections::BTreeMap;

use skrifa::outline::OutlinePen;

use crate::text::{FontId, Fonts};

/// A piece of a glyph's outline, in units of its face, y up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 2], [f32; 2]),
    Curve([f32; 2], [f32; 2], [f32; 2]),
    Close,
}

/// The outlines of glyphs, each drawn once.
pub(super) struct Outlines<'a> {
    fonts: &'a Fonts,
    glyphs: BTreeMap<(FontId, u16), Vec<Piece>>,
}

impl<'a> Outlines<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, glyphs: BTreeMap::new() }
    }

    /// Units of an em.
    pub(super) fn units(&self, id: FontId) -> i32 {
        self.fonts.face(id).metrics().units_per_em
    }

    /// The outline of a glyph; empty for a blank.
    pub(super) fn glyph(&mut self, id: FontId, glyph: u16) -> &[Piece] {
        self.glyphs.entry((id, glyph)).or_insert_with(|| {
            let mut pen = Pen::default();
            self.fonts.face(id).outline(glyph, &mut pen);
            pen.0
        })
    }
}

#[derive(Default)]
struct Pen(Vec<Piece>);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Piece::Move([x, y]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Piece::Line([x, y]));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Piece::Quad([cx, cy], [x, y]));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.push(Piece::Curve([cx0, cy0], [cx1, cy1], [x, y]));
    }

    fn close(&mut self) {
        self.0.push(Piece::Close);
    }
}
