//! Scene to bytes.
use crate::scene::Scene;
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug)]
pub struct Format {
    pub name: &'static str,
    pub extension: &'static str,
    pub media_type: &'static str,
    pub multipage: bool,
    pub write: fn(&Sheet<'_>, &Options) -> Result<Vec<File>, String>,
}
#[allow(missing_docs)]
impl Format {
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|f| f.name == name)
    }
}
fn stub(s: &Sheet<'_>, _: &Options) -> Result<Vec<File>, String> {
    Ok(vec![File { page: None, bytes: (s.geometry)().into_bytes() }])
}
#[allow(missing_docs)]
pub const FORMATS: &[Format] = &[
    Format { name: "pdf", extension: "pdf", media_type: "", multipage: true, write: stub },
    Format { name: "svg", extension: "svg", media_type: "", multipage: false, write: stub },
    Format { name: "png", extension: "png", media_type: "", multipage: false, write: stub },
    Format { name: "json", extension: "json", media_type: "", multipage: true, write: stub },
];
#[allow(missing_docs)]
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    pub scene: &'a Scene,
    pub geometry: &'a dyn Fn() -> String,
}
#[allow(missing_docs)]
pub struct File {
    pub page: Option<usize>,
    pub bytes: Vec<u8>,
}
#[allow(missing_docs)]
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub dpi: u32,
    pub svg_text: SvgText,
    pub id_prefix: String,
    pub pdf: PdfStandard,
    pub epoch: Option<i64>,
    pub stamp: Option<String>,
}
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default)]
pub enum SvgText {
    #[default]
    Embed,
    Outline,
    Plain,
}
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default)]
pub enum PdfStandard {
    #[default]
    A2a,
    A3a,
}
#[allow(missing_docs)]
pub fn is_untouched(_: &[u8]) -> bool {
    true
}
