//! The tag tree of a PDF, out of what `pdfinfo -struct-text` prints of it.

/// An element with its title, attributes and words.
pub(crate) struct Node {
    name: String,
    title: String,
    attributes: Vec<String>,
    kids: Vec<Kid>,
}

enum Kid {
    Words(String),
    Node(Node),
}

impl Node {
    /// Reads what poppler prints: a line an element, an attribute or a text, each indented below its element.
    pub(crate) fn read(printed: &str) -> Self {
        let mut open = vec![(0, Self::new("", ""))];
        for line in printed.lines() {
            let depth = line.len() - line.trim_start().len();
            while open.len() > 1 && open.last().is_some_and(|(other, _)| *other >= depth) {
                close(&mut open);
            }
            let (_, node) = open.last_mut().unwrap();
            match line.trim() {
                attribute if attribute.starts_with('/') => node.attributes.push(attribute[1..].replace('/', "")),
                words if words.starts_with('"') => {
                    // Soft hyphens only tell where a line broke.
                    let words = words.trim_matches('"').replace('\u{ad}', "");
                    node.kids.extend(Some(words).filter(|words| !words.is_empty()).map(Kid::Words));
                }
                element => {
                    let element =
                        element.trim_end_matches(':').trim_end_matches(" (block)").trim_end_matches(" (inline)");
                    let (name, title) = element.split_once(' ').unwrap_or((element, ""));
                    open.push((depth, Self::new(name, title.trim_matches('"'))));
                }
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        open.remove(0).1
    }

    fn new(name: &str, title: &str) -> Self {
        Self { name: name.to_owned(), title: title.to_owned(), attributes: Vec::new(), kids: Vec::new() }
    }

    /// The words of each element.
    pub(crate) fn texts(&self, texts: &mut Vec<String>) {
        for kid in &self.kids {
            match kid {
                Kid::Words(words) => texts.push(words.clone()),
                Kid::Node(node) => node.texts(texts),
            }
        }
    }

    /// The tree as one would read it out: rows and items on a line each.
    pub(crate) fn read_out(&self) -> String {
        let mut out = String::new();
        self.kids.iter().for_each(|kid| kid.lines(0, &mut out));
        out
    }

    fn lines(&self, depth: usize, out: &mut String) {
        let whole = matches!(self.name.as_str(), "Document" | "Sect" | "Table" | "THead" | "TBody" | "L");
        let line = if whole { self.label() } else { self.in_line() };
        out.extend(["  ".repeat(depth).as_str(), &line, "\n"]);
        if whole {
            self.kids.iter().for_each(|kid| kid.lines(depth + 1, out));
        }
    }

    /// Its name, title and attributes.
    fn label(&self) -> String {
        let is_place = |attribute: &&String| !attribute.starts_with("BBox") && !attribute.starts_with("Placement");
        let attributes: Vec<&str> = self.attributes.iter().filter(is_place).map(String::as_str).collect();
        let mut label = self.name.clone();
        if !attributes.is_empty() {
            label += &format!("[{}]", attributes.join(", "));
        }
        if !self.title.is_empty() {
            label += &format!(" “{}”", self.title);
        }
        label
    }

    fn in_line(&self) -> String {
        let between = if self.name == "TR" { " | " } else { " " };
        let kids: Vec<String> = self.kids.iter().map(Kid::in_line).collect();
        format!("{}: {}", self.label(), kids.join(between)).trim_end_matches([':', ' ']).to_owned()
    }
}

impl Kid {
    fn lines(&self, depth: usize, out: &mut String) {
        match self {
            Self::Words(words) => out.extend(["  ".repeat(depth).as_str(), words, "\n"]),
            Self::Node(node) => node.lines(depth, out),
        }
    }

    fn in_line(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Node(node) => node.in_line(),
        }
    }
}

/// Puts the last open element into the one that it stands in.
fn close(open: &mut Vec<(usize, Node)>) {
    let (_, node) = open.pop().unwrap();
    let (_, parent) = open.last_mut().unwrap();
    // Annotations are named by their objects' numbers, which say nothing.
    if node.name != "Object" {
        parent.kids.push(Kid::Node(node));
    }
}
