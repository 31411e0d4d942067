//! The geometry for machines, as the layout tells it.

use super::{File, Format, Options, Sheet};

pub(super) const FORMAT: Format =
    Format { name: "json", extension: "json", media_type: "application/json", multipage: true, write };

fn write(sheet: &Sheet<'_>, _: &Options) -> Result<Vec<File>, String> {
    Ok(vec![File { page: None, bytes: (sheet.geometry)().into_bytes() }])
}
