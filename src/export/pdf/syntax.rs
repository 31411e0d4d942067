//! The words of PDF: references, names, strings, colours.

use lopdf::Object;

use crate::export::number::{push_fixed, push_hundredths, push_integer};
use crate::scene::Color;

/// The number of an object. All are of generation 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ref(pub(super) u32);

impl Ref {
    /// So many numbers on.
    pub(super) fn plus(self, count: usize) -> Self {
        Self(self.0 + count as u32)
    }
}

/// What can be written into a buffer of PDF.
pub(super) trait Syntax {
    /// Plain words.
    fn word(&mut self, word: &str) -> &mut Self;
    /// A whole number.
    fn integer(&mut self, value: usize) -> &mut Self;
    /// Hundredths of a point, a blank before it.
    fn operand(&mut self, hundredths: i32) -> &mut Self;
    /// `7 0 R`, a blank before it.
    fn reference(&mut self, object: Ref) -> &mut Self;
    /// A name, escaped.
    fn name(&mut self, name: &str) -> &mut Self;
    /// Bytes as a string.
    fn string(&mut self, bytes: &[u8]) -> &mut Self;
    /// Words for people, as a string in the encoding they need.
    fn text(&mut self, text: &str) -> &mut Self;
    /// The operands of a colour and its operator: grey alone where it is grey, so that text and rules are printed in black only.
    fn color(&mut self, color: Color, gray: &str, rgb: &str) -> &mut Self;
}

impl Syntax for Vec<u8> {
    fn word(&mut self, word: &str) -> &mut Self {
        self.extend_from_slice(word.as_bytes());
        self
    }

    fn integer(&mut self, value: usize) -> &mut Self {
        push_integer(self, value as u64);
        self
    }

    fn operand(&mut self, hundredths: i32) -> &mut Self {
        if !matches!(self.last(), None | Some(b'\n' | b'[')) {
            self.push(b' ');
        }
        push_hundredths(self, hundredths);
        self
    }

    fn reference(&mut self, object: Ref) -> &mut Self {
        if self.last() != Some(&b'[') {
            self.push(b' ');
        }
        self.integer(object.0 as usize).word(" 0 R")
    }

    fn name(&mut self, name: &str) -> &mut Self {
        self.push(b'/');
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-+_.".contains(&byte) {
                self.push(byte);
            } else {
                self.word(&format!("#{byte:02X}"));
            }
        }
        self
    }

    fn string(&mut self, bytes: &[u8]) -> &mut Self {
        self.push(b'(');
        bytes.iter().for_each(|&byte| push_escaped(self, byte));
        self.push(b')');
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return self.string(text.as_bytes());
        }
        self.push(b'(');
        self.extend([0xfe, 0xff]);
        text.encode_utf16().flat_map(u16::to_be_bytes).for_each(|byte| push_escaped(self, byte));
        self.push(b')');
        self
    }

    fn color(&mut self, color: Color, gray: &str, rgb: &str) -> &mut Self {
        let part = |level: u8| (i64::from(level) * 1000 + 127) / 255;
        push_fixed(self, part(color.r), 3);
        self.push(b' ');
        if color.r == color.g && color.g == color.b {
            return self.word(gray);
        }
        push_fixed(self, part(color.g), 3);
        self.push(b' ');
        push_fixed(self, part(color.b), 3);
        self.push(b' ');
        self.word(rgb)
    }
}

/// The number of a glyph, in a string in brackets.
pub(super) fn push_glyph(out: &mut Vec<u8>, number: u16) {
    match number {
        // Nearly all: of one byte, which is none of a carriage return, brackets and a backslash.
        0..=12 | 14..=39 | 42..=91 | 93..=255 => out.extend_from_slice(&number.to_be_bytes()),
        _ => number.to_be_bytes().into_iter().for_each(|byte| push_escaped(out, byte)),
    }
}

/// A byte of a string in brackets. A bare carriage return would be read as a newline.
fn push_escaped(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
        b'\r' => out.extend(*b"\\r"),
        _ => out.push(byte),
    }
}

/// An object of lopdf's that is no stream; lopdf keeps its own writer to itself.
pub(super) fn push_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => _ = out.word("null"),
        Object::Boolean(value) => _ = out.word(if *value { "true" } else { "false" }),
        Object::Integer(value) => push_fixed(out, *value, 0),
        Object::Real(value) => push_fixed(out, (f64::from(*value) * 100.0).round() as i64, 2),
        Object::Name(name) => _ = out.name(&String::from_utf8_lossy(name)),
        Object::String(bytes, _) => _ = out.string(bytes),
        Object::Reference((number, _)) => _ = out.reference(Ref(*number)),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                push_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => {
            out.word("<<");
            for (key, value) in entries {
                out.name(&String::from_utf8_lossy(key)).word(" ");
                push_object(out, value);
            }
            out.word(">>");
        }
        Object::Stream(_) => unreachable!("streams are written by themselves"),
    }
}
