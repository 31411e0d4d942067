//! Somebody who signs: office, room for the signature, name, rank, NIP, under one another and centred.

use super::typeset::{Faces, centered, height, stack};
use super::{Placed, SignPlace, Signature};
use crate::geom::{Length, Rect};
use crate::sop::{ESign, Signatory};
use crate::text::{Block, RichText, TextStyle};

/// Where an electronic signature keeps off the lines above and below it.
const SIGN_GAP: Length = Length::pt(3);
/// Where the words that a signing service looks for keep off the outline of the place.
const TAG_GAP: Length = Length::pt(1);
/// The room for pen and stamp: 20 mm, and what the descenders above take of it.
const WET_ROOM: Length = Length(58_000);

/// The lines of somebody who signs, measured.
pub(super) struct Measured<'a> {
    signatory: &'a Signatory,
    above: Vec<Block>,
    room: Length,
    below: Vec<Block>,
}

impl<'a> Measured<'a> {
    /// Measures at a width. `with_role`: whether the line above the office is printed.
    pub(super) fn new(signatory: &'a Signatory, with_role: bool, faces: &Faces, width: Length) -> Self {
        let plain = centered(faces.identity());
        let set = |text: &RichText, style: TextStyle| faces.set(text, style, width);
        let role = signatory.role.iter().filter(|_| with_role).map(|role| set(role, plain));
        let office = signatory.office.iter().map(|line| set(line, faces.office()));
        let name_style = TextStyle { bold: signatory.name_bold, underline: signatory.name_underlined, ..plain };
        let name = signatory.name.iter().map(|name| set(name, name_style));
        let rest = signatory.rank.iter().chain(&signatory.nip).map(|line| set(line, plain));
        let room = match &signatory.esign {
            Some(esign) => WET_ROOM.max(esign.size + SIGN_GAP * 2),
            None => WET_ROOM,
        };
        Self { signatory, above: role.chain(office).collect(), room, below: name.chain(rest).collect() }
    }

    /// Its height.
    pub(super) fn height(&self) -> Length {
        self.above_name() + self.below_room()
    }

    /// The height of what stands above the name, with the room to sign.
    pub(super) fn above_name(&self) -> Length {
        height(&self.above) + self.room
    }

    /// The height of name, rank and NIP.
    pub(super) fn below_room(&self) -> Length {
        height(&self.below)
    }

    /// Puts it under `y`, its lines from `x` on, with this much more room than it needs.
    pub(super) fn place(self, x: Length, y: Length, width: Length, more_room: Length, faces: &Faces) -> Signature {
        let (mut lines, top) = stack(x, y, self.above);
        let room = Rect::new(x, top, width, self.room + more_room);
        lines.extend(stack(x, room.bottom(), self.below).0);
        let sign = self.signatory.esign.as_ref().map(|esign| sign_place(esign, self.signatory, room, faces));
        Signature { lines, sign }
    }
}

/// The place of an electronic signature in the middle of a room.
fn sign_place(esign: &ESign, signatory: &Signatory, room: Rect, faces: &Faces) -> SignPlace {
    let corner_x = room.x + (room.w - esign.size).half();
    let corner_y = room.y + (room.h - esign.size).half();
    let area = Rect::new(corner_x, corner_y, esign.size, esign.size);
    let tag = esign.tag.as_ref().map(|tag| {
        let (text, style) = (RichText::plain(tag), centered(faces.identity()));
        let (wide, within) = (faces.passage(&text, style).natural_width(), area.w - TAG_GAP * 2);
        // Machines read it at any size; for people it stays within the outline.
        let size = style.size.ratio(within.0, wide.0.max(1)).min(style.size);
        Placed::centered(area, faces.set_natural(&text, TextStyle { size, ..style }))
    });
    let who = signatory.name.as_ref().or(signatory.office.first());
    let title = format!("Tanda tangan {}", who.map(RichText::to_plain).unwrap_or_default());
    SignPlace { area, picture: esign.picture.clone(), tag, field: esign.field.clone(), title: title.trim().to_owned() }
}
