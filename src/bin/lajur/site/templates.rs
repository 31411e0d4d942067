//! The templates of a site: ours, and those by which an office replaces them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::{Environment, Value};

use crate::failure::{Failure, Result};
use crate::html::escape;
use crate::outputs;
use crate::terminal::Stream;

/// The shipped files. Pages are templates; style and script are written as they stand.
const SHIPPED: [(&str, &str); 5] = [
    ("dasar.html", include_str!("dasar.html")),
    ("daftar.html", include_str!("daftar.html")),
    ("sop.html", include_str!("sop.html")),
    ("gaya.css", include_str!("gaya.css")),
    ("cari.js", include_str!("cari.js")),
];

/// The templates in use.
pub(super) struct Templates {
    environment: Environment<'static>,
    texts: BTreeMap<&'static str, String>,
}

impl Templates {
    /// Ours, and instead of them those of a folder.
    pub(super) fn new(folder: Option<&Path>) -> Result<Self> {
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Failure(format!("{}: folder templat tidak ada", folder.display())));
        }
        let mut environment = Environment::new();
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        environment.set_keep_trailing_newline(true);
        environment.set_formatter(|out, _, value| {
            // The engine's own way writes `/` as a number, which nobody can read.
            match value.as_str() {
                Some(text) if !value.is_safe() => out.write_str(&escape(text))?,
                _ if value.is_none() || value.is_undefined() => {}
                _ => write!(out, "{value}")?,
            }
            Ok(())
        });
        let mut texts = BTreeMap::new();
        for (name, shipped) in SHIPPED {
            let path = folder.map(|folder| folder.join(name)).filter(|path| path.exists());
            let text = match &path {
                Some(path) => fs::read_to_string(path).map_err(|error| Failure::io(path, &error))?,
                None => shipped.to_owned(),
            };
            if name.ends_with(".html") {
                let place = path.map_or(name.to_owned(), |path| path.display().to_string());
                environment.add_template_owned(name, text.clone()).map_err(|error| fault(&place, &error))?;
            }
            texts.insert(name, text);
        }
        Ok(Self { environment, texts })
    }

    /// A page.
    pub(super) fn render(&self, name: &str, values: Value) -> Result<String> {
        let template = self.environment.get_template(name).map_err(|error| fault(name, &error))?;
        template.render(values).map_err(|error| fault(error.name().unwrap_or(name), &error))
    }

    /// A file that is no template.
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }
}

/// What is wrong with a template, and where.
fn fault(name: &str, error: &minijinja::Error) -> Failure {
    let line = error.line().map(|line| format!(":{line}")).unwrap_or_default();
    Failure(format!("{name}{line}: templat tidak dapat dipakai: {error}"))
}

/// Writes ours to a folder, for an office to change. Files that are there stay.
pub(super) fn write_all(folder: &Path) -> Result<()> {
    for (name, text) in SHIPPED {
        let path = folder.join(name);
        let word = match outputs::write(&path, text.as_bytes(), |_| true)? {
            outputs::Written::New => "Ditulis",
            outputs::Written::Unchanged | outputs::Written::Left => "Sudah ada",
        };
        Stream::Err.print(&format!("{word}: {}\n", path.display()));
    }
    Ok(())
}
