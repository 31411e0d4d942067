//! The description of the keys as a JSON Schema (2020-12), for the completion and the checks of an editor.

use serde_json::{Map, Value, json};

use super::keys::{FORM, MANIFEST, SPEC};
use super::shape::{Kind, Shape};

/// The files that there is a schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// A spec.
    Spec,
    /// A `lajur.toml`.
    Manifest,
    /// A form of one's own.
    Form,
}

/// The JSON Schema of a kind of file.
pub fn schema(file: File) -> Value {
    let (title, shape) = match file {
        File::Spec => ("SOP Administrasi Pemerintahan", &SPEC),
        File::Manifest => ("lajur.toml: yang sama bagi semua SOP di sebuah folder", &MANIFEST),
        File::Form => ("Bentuk lembar SOP", &FORM),
    };
    let mut definitions = Map::new();
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!(title));
    let Value::Object(table) = table(shape, &mut definitions) else { return Value::Object(root) };
    root.extend(table);
    root.insert("$defs".to_owned(), Value::Object(definitions));
    Value::Object(root)
}

fn table(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in shape.keys {
        let Value::Object(kind) = value(&key.kind, definitions) else { continue };
        let mut property = Map::new();
        property.insert("description".to_owned(), json!(key.about));
        property.extend(kind);
        properties.insert(key.name.to_owned(), Value::Object(property));
    }
    let required: Vec<&str> = shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = json!({
        "description": shape.about,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn value(kind: &Kind, definitions: &mut Map<String, Value>) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Filled => json!({ "type": "string", "pattern": "\\S" }),
        // Classes of Unicode letters are not known to every validator: no blanks, no punctuation of ASCII but `-` and `_`.
        Kind::Id => json!({ "type": "string", "pattern": "^[^\\s!-,./:-@\\[-\\^`{-~]+$" }),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Color => json!({ "type": "string", "pattern": "^(#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}))?$" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::False => json!({ "const": false }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        // TOML has dates, JSON has not: tools hand them on as strings.
        Kind::Date => json!({ "type": "string" }),
        Kind::Array(kind, least, most) => {
            let mut array = json!({ "type": "array", "items": value(kind, definitions) });
            if *least > 0 {
                array["minItems"] = json!(least);
            }
            if *most < usize::MAX {
                array["maxItems"] = json!(most);
            }
            array
        }
        Kind::Table(shape) => {
            if !definitions.contains_key(shape.name) {
                definitions.insert(shape.name.to_owned(), Value::Null);
                let table = table(shape, definitions);
                definitions.insert(shape.name.to_owned(), table);
            }
            json!({ "$ref": format!("#/$defs/{}", shape.name) })
        }
        Kind::Map(kind) => json!({ "type": "object", "additionalProperties": value(kind, definitions) }),
        Kind::Either(kinds) => {
            let mut kinds: Vec<Value> = kinds.iter().map(|kind| value(kind, definitions)).collect();
            kinds.dedup();
            if kinds.len() == 1 { kinds.remove(0) } else { json!({ "anyOf": kinds }) }
        }
    }
}
