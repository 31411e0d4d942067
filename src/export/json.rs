//! The geometry for machines, as the layout tells it.

use serde_json::Value;

use super::{File, Format, Options, Sheet, stamp};

pub(super) const FORMAT: Format =
    Format { name: "json", extension: "json", media_type: "application/json", multipage: true, write };

fn write(sheet: &Sheet<'_>, options: &Options) -> Result<Vec<File>, String> {
    let mut geometry = (sheet.geometry)();
    if let Some(stamp) = &options.stamp {
        // Its first key, on a line of its own: two geometries can still be compared line by line.
        let stamp = Value::from(stamp::unsealed(stamp));
        geometry = geometry.replacen('{', &format!("{{\"lajur\": {stamp},\n "), 1);
    }
    let mut bytes = geometry.into_bytes();
    stamp::seal(&mut bytes);
    Ok(vec![File { page: None, bytes }])
}
