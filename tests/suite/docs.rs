//! What the documents say is so.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::program::{files, folder, lajur, root, write};

#[test]
fn commands_of_the_readme_run() {
    let out = folder("readme");
    for shown in ["examples", "tests/revisions/kegiatan"] {
        for entry in fs::read_dir(root().join(shown)).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                write(out.join(shown).join(entry.file_name()), fs::read(entry.path()).unwrap());
            }
        }
    }
    for file in files(&root().join("examples/proyek")) {
        let file = format!("examples/proyek/{file}");
        write(out.join(&file), fs::read(root().join(&file)).unwrap());
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let commands: Vec<_> = readme
        .split("```sh\n")
        .skip(1)
        .flat_map(|block| block.split("```").next().unwrap_or_default().lines())
        .filter_map(|line| line.strip_prefix("cargo run --release -- ").or(line.strip_prefix("lajur ")))
        .map(|line| line.split(" #").next().unwrap_or(line))
        .collect();
    assert!(commands.len() > 3, "{commands:?}");
    for command in commands {
        let words = command.split_whitespace().take_while(|word| !["<", ">"].contains(word));
        let input = command.split_once("< ").and_then(|(_, rest)| rest.split_whitespace().next());
        let input = input.map_or(Vec::new(), |name| fs::read(out.join(name)).unwrap());
        lajur(&out).run_with(words, &input).expect(0);
    }
    assert!(out.join("hasil/pertama.pdf").is_file() && out.join("hasil/pertama-1.svg").is_file());
}

#[test]
fn the_test_command_of_the_readme_is_the_one_that_is_run() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let test = read("README.md").lines().find(|line| line.starts_with("cargo test")).map(str::to_owned).unwrap();
    assert!(read(".ci/run").lines().any(|line| line.trim() == test), "{test}");
}

/// The reference sheets show every key that a spec may have, as the schema lists them.
#[test]
fn the_reference_sheets_name_every_key() {
    let schema: Value = serde_json::from_str(lajur(root()).run("schema").expect(0).text()).unwrap();
    let mut keys = BTreeSet::new();
    keys_of(&schema, &schema, &mut keys, 0);
    assert!(keys.len() > 80, "{keys:?}");
    let reference = ["acuan", "acuan-prosedur"]
        .map(|name| fs::read_to_string(root().join(format!("examples/{name}.toml"))).unwrap());
    let shown: BTreeSet<_> =
        reference.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    // Keys of templates and tables, which need a project around them.
    let of_projects = ["untuk", "kegiatan_dari"];
    let missing: Vec<_> =
        keys.iter().filter(|key| !shown.contains(key.as_str()) && !of_projects.contains(&key.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The names of all properties, references followed.
fn keys_of(schema: &Value, root: &Value, keys: &mut BTreeSet<String>, depth: usize) {
    if depth > 24 {
        return;
    }
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        keys.extend(properties.keys().cloned());
                        properties.values().for_each(|property| keys_of(property, root, keys, depth + 1));
                    }
                    ("$ref", Value::String(target)) => {
                        let target = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
                        keys_of(target.expect("a reference within the schema"), root, keys, depth + 1);
                    }
                    ("$defs", _) => {}
                    _ => keys_of(value, root, keys, depth + 1),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys_of(item, root, keys, depth + 1)),
        _ => {}
    }
}
