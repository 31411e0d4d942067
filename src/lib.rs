//! Lajur turns a TOML spec of an Indonesian government SOP into the standard sheet of Permenpan-RB 35/2012.
//!
//! ```text
//! text ──parse──▶ Spec ──resolve──▶ Sop ──layout──▶ Layout ──paint──▶ Scene ──write──▶ bytes
//!                   └──────── Diagnostics (values, with spans) ◀──lint── Sop, Layout
//! ```
//!
//! | type | is | is not any more |
//! |---|---|---|
//! | `spec::Spec` | what the TOML says, each value with its place | text |
//! | [`sop::Sop`] | what is meant: references are indices, defaults filled in, the flow a graph | optional, stringly |
//! | `layout::Layout` | where everything stands, with ids back to the SOP | unmeasured text |
//! | [`scene::Scene`] | what to draw: paths, glyph runs, pictures, and their structure for readers | tables, lanes, connectors |
//!
//! Two kinds of module: *vocabulary* ([`geom`], [`source`], [`diag`], [`text`], [`picture`], [`form`], [`scene`]) holds the types that stages
//! exchange; *stages* ([`spec`], [`sop`], [`layout`], [`paint`], [`export`], [`lint`]) end in one public function each. A stage knows its
//! input, its output and the vocabulary, never the inside of another. [`export`] knows the scene and nothing behind it; no
//! module here touches the file system, the clock or the terminal: that is the program's part (`src/bin/lajur`).

pub mod assets;
mod calendar;
pub mod geom;
mod memo;
pub mod source;

pub mod diag;
pub mod encoding;
pub mod form;
pub mod picture;
pub mod scene;
pub mod text;

pub mod book;
pub mod compose;
pub mod diff;
pub mod export;
pub mod layout;
pub mod lint;
pub mod paint;
pub mod project;
pub mod register;
pub mod sop;
pub mod spec;

use assets::Assets;
use diag::Diagnostics;
use export::{File, Format, Options};
use layout::Layout;
use scene::Scene;
use sop::Sop;
use source::Source;

/// A sheet, at every stage that others look at.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What is meant.
    pub sop: Sop,
    /// Where everything stands.
    pub layout: Layout,
    /// What is drawn.
    pub scene: Scene,
}

/// Makes the sheet of a spec. Without a sheet there is an error among the reports.
///
/// Files with a form of one's own are attached to the source, so that reports show their lines.
pub fn compile(source: &mut Source, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Option<Sheet> {
    let mut spec = spec::parse(source, diagnostics)?;
    spec.read_forms(source, assets, diagnostics);
    compile_spec(&spec, source, assets, |_| {}, diagnostics)
}

/// Makes the sheet of a spec that was read. `prepare` may change how the SOP is drawn.
fn compile_spec(
    spec: &spec::Spec,
    source: &Source,
    assets: &dyn Assets,
    prepare: fn(&mut Sop),
    diagnostics: &mut Diagnostics,
) -> Option<Sheet> {
    if !spec.is_whole() {
        let mut found = Diagnostics::new();
        sop::resolve(spec, assets, &mut found);
        lint::lint_words(spec, &mut found);
        spec.believable(source, found).iter().for_each(|diagnostic| diagnostics.push(diagnostic.clone()));
        return None;
    }
    let Some(mut sop) = sop::resolve(spec, assets, diagnostics) else {
        lint::lint_words(spec, diagnostics);
        return None;
    };
    lint::lint(spec, &sop, diagnostics);
    prepare(&mut sop);
    let layout = layout::layout(&sop, diagnostics);
    lint::lint_drawing(spec, &sop, &layout, diagnostics);
    lint::apply_levels(spec, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let scene = paint::paint(&sop, &layout);
    Some(Sheet { sop, layout, scene })
}

/// How much of a sheet stands on its tall page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it but the cover.
    Whole,
    /// Without the identity.
    Procedure,
}

impl Sheet {
    /// The sheet of an SOP. What may be wrong with the drawing is not said.
    pub fn of(sop: Sop) -> Self {
        let layout = layout::layout(&sop, &mut Diagnostics::new());
        let scene = paint::paint(&sop, &layout);
        Self { sop, layout, scene }
    }

    /// The same sheet on one page that is as high as it must be, for web pages: no page breaks, no off-page symbols, no page
    /// numbers, no cover, and margins that leave it to the web page to make room.
    pub fn continuous(&self, extent: Extent) -> Self {
        let mut sop = self.sop.clone();
        sop.cover = None;
        sop.form.make_continuous();
        sop.form.identity &= extent == Extent::Whole;
        // What is wrong with the sheet was said when it was laid out on paper.
        Self::of(sop)
    }

    /// Writes the files of a format. The error is a sentence for the user.
    pub fn write(&self, format: &Format, options: &Options) -> Result<Vec<File>, String> {
        let geometry = || layout::json::geometry(&self.sop, &self.layout);
        (format.write)(&export::Sheet { scene: &self.scene, geometry: &geometry }, options)
    }
}
