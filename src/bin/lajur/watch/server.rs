//! The page of `lajur watch`, on 127.0.0.1 only: what is on the board, never a file.
//!
//! A web page elsewhere that lets its name point here gets nothing: the Host header must name this machine.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use super::Board;
use crate::failure::{Failure, Result};

/// Most bytes of a request.
const MAX_REQUEST: u64 = 16_384;
/// How long a silent visitor is listened to.
const PATIENCE: Duration = Duration::from_secs(10);

/// Starts serving, and returns the address.
pub(super) fn start(port: u16, board: Arc<Board>) -> Result<SocketAddr> {
    let named = |error| Failure::named(format_args!("porta {port} di 127.0.0.1"), &error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(named)?;
    let address = listener.local_addr().map_err(named)?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let board = board.clone();
            // A visitor that leaves early is no fault of the others.
            thread::spawn(move || drop(answer(stream, address, &board)));
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream, address: SocketAddr, board: &Board) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new((&stream).take(MAX_REQUEST)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut host = String::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            value.trim().clone_into(&mut host);
        }
    }
    let port = address.port();
    if host != format!("127.0.0.1:{port}") && host != format!("localhost:{port}") {
        return send(&mut stream, "403 Forbidden", "text/plain; charset=utf-8", b"alamat ini tidak dilayani\n");
    }
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method != "GET" {
        return send(&mut stream, "405 Method Not Allowed", "text/plain; charset=utf-8", b"hanya GET\n");
    }
    match path {
        "/" => send(&mut stream, "200 OK", "text/html; charset=utf-8", page(board).as_bytes()),
        "/kabar" => news(&mut stream, board),
        _ => match picture(path, board) {
            Some(bytes) => send(&mut stream, "200 OK", "image/svg+xml", &bytes),
            None => send(&mut stream, "404 Not Found", "text/plain; charset=utf-8", b"tidak ada\n"),
        },
    }
}

fn send(stream: &mut TcpStream, status: &str, media: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(body)
}

/// Tells the page whenever something was drawn (server-sent events).
fn news(stream: &mut TcpStream, board: &Board) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    let mut told = board.shown.lock().unwrap_or_else(PoisonError::into_inner).version;
    loop {
        let shown = board.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = board.changed.wait_timeout_while(shown, PATIENCE, |shown| shown.version == told);
        let version = waited.unwrap_or_else(PoisonError::into_inner).0.version;
        // A comment keeps the line open, and shows when nobody listens any more.
        if version == told {
            write!(stream, ":\n\n")?
        } else {
            write!(stream, "data: {version}\n\n")?
        }
        stream.flush()?;
        told = version;
    }
}

/// `/gambar/SHEET/PAGE`, both numbers.
fn picture(path: &str, board: &Board) -> Option<Vec<u8>> {
    let (sheet, page) = path.strip_prefix("/gambar/")?.split_once('/')?;
    let page = page.split('?').next()?;
    let (sheet, page): (usize, usize) = (sheet.parse().ok()?, page.parse().ok()?);
    let shown = board.shown.lock().unwrap_or_else(PoisonError::into_inner);
    shown.sheets.values().nth(sheet)?.pages.get(page).cloned()
}

fn page(board: &Board) -> String {
    let shown = board.shown.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut index, mut body) = (String::new(), String::new());
    for (number, (name, drawn)) in shown.sheets.iter().enumerate() {
        let name = escape(name);
        let mark = if drawn.faulty { " (ada galat)" } else { "" };
        write!(index, "<li><a href=\"#s{number}\">{name}</a>{mark}</li>").unwrap_or_default();
        write!(body, "<section id=\"s{number}\"><h2>{name}</h2>").unwrap_or_default();
        if !drawn.reports.is_empty() {
            write!(body, "<pre>{}</pre>", escape(&drawn.reports)).unwrap_or_default();
        }
        for page in 0..drawn.pages.len() {
            let version = shown.version;
            write!(
                body,
                "<img loading=\"lazy\" alt=\"{name}, halaman {}\" src=\"/gambar/{number}/{page}?{version}\">",
                page + 1
            )
            .unwrap_or_default();
        }
        body += "</section>";
    }
    format!(
        "<!doctype html><html lang=\"id\"><meta charset=\"utf-8\"><title>Lajur: pantauan</title>\
         <style>body{{font:16px sans-serif;margin:1rem auto;max-width:75rem;padding:0 1rem;background:#eee}}\
         img{{display:block;width:100%;margin:0 0 1rem;background:#fff;box-shadow:0 1px 4px #0006}}\
         pre{{background:#fff;border-left:4px solid #b00;padding:.5rem;overflow:auto}}</style>\
         <ul>{index}</ul>{body}\
         <script>new EventSource('/kabar').onmessage=()=>location.reload()</script></html>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
