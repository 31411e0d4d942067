//! `lajur watch` as a clerk uses it: the page, what it hears when a file is saved, and who gets no answer.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use crate::program::{folder, root, write};

/// A watcher, ended with the test.
struct Watcher {
    child: Child,
    /// `127.0.0.1:PORT`.
    address: String,
    /// Read no further, but open: what it says goes there.
    _words: BufReader<ChildStderr>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Watcher {
    fn new(place: &std::path::Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lajur"));
        let mut child = command.args(["watch", "."]).current_dir(place).stderr(Stdio::piped()).spawn().unwrap();
        let mut words = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.starts_with("Pantauan: ") {
            line.clear();
            assert!(words.read_line(&mut line).unwrap() > 0, "it ends without an address");
        }
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
        Self { child, address, _words: words }
    }

    fn ask(&self, path: &str, host: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        BufReader::new(stream)
    }

    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        self.ask(path, &self.address).read_to_string(&mut answer).unwrap();
        answer
    }
}

#[test]
fn the_page_shows_what_was_saved() {
    let place = folder("watched-page");
    let spec = fs::read_to_string(root().join("tests/sheets/one-after-another.toml")).unwrap();
    write(place.join("pertama.toml"), &spec);
    let watcher = Watcher::new(&place);
    let page = watcher.get("/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("/gambar/0/0") && !page.contains("galat"), "{page}");
    let picture = watcher.get("/gambar/0/0");
    assert!(picture.contains("image/svg+xml") && picture.contains("<svg"), "{picture}");

    let mut news = watcher.ask("/kabar", &watcher.address);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        news.read_line(&mut line).unwrap();
    }
    write(place.join("pertama.toml"), spec.replace("judul = ", "judl = "));
    while !line.starts_with("data: ") {
        line.clear();
        assert!(news.read_line(&mut line).unwrap() > 0, "the page hears nothing");
    }
    let page = watcher.get("/");
    assert!(page.contains("kunci `judl` tidak dikenal") && page.contains("(ada galat)"), "{page}");
    assert!(page.contains("/gambar/0/0"), "the last good sheet stays: {page}");
}

#[test]
fn only_this_machine_is_answered_and_only_with_sheets() {
    let place = folder("watched-by-others");
    fs::copy(root().join("tests/sheets/one-after-another.toml"), place.join("pertama.toml")).unwrap();
    let watcher = Watcher::new(&place);
    assert!(watcher.address.starts_with("127.0.0.1:"), "{}", watcher.address);
    let mut answer = String::new();
    watcher.ask("/", "lajur.contoh.id").read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    for path in ["/pertama.toml", "/pertama.pdf", "/../pertama.toml", "/gambar/7/0"] {
        assert!(watcher.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
}
