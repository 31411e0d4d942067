//! How large symbols are: by their lane, and by the words in them.
//!
//! All symbols of a kind without words have one size on a sheet. Words stay wholly inside the outline: in a capsule and a
//! diamond that is less than the bounds.

use crate::geom::{Length, Size};
use crate::sop::SymbolKind;
use crate::text::{Block, Passage};

/// The width of a symbol where its lane is wide enough.
const WIDTH: Length = Length::pt(48);
/// What stays free beside a symbol for lines, in hundredths of its lane, with the least and the most of it.
const GUTTER: (i32, Length, Length) = (21, Length::pt(6), Length::pt(16));
/// The distance of words from the outline.
const PAD: Length = Length::pt(3);
/// How words are fitted into symbols: as they stand best, where the sheet has no such lanes, and, set smaller, where texts would
/// starve beside them.
const LEVELS: [Level; 3] = [
    Level { decision: Length::pt(38), gutter: Length::pt(9), small: false },
    Level { decision: Length::pt(64), gutter: Length::pt(9), small: false },
    Level { decision: Length::pt(64), gutter: Length::pt(6), small: true },
];
/// The lane that the longest words may ask for.
const WIDEST_LANE: Length = Length::pt(110);

/// The side of an off-page symbol, and of one with two letters.
pub(super) const OFF_PAGE: Length = Length::pt(14);

/// A way to fit words into symbols.
struct Level {
    /// The height up to which a diamond grows for its words before its lane does.
    decision: Length,
    /// What stays free beside it: room for two lines, or for one.
    gutter: Length,
    small: bool,
}

/// Words inside a symbol, shaped as they stand best and smaller.
#[derive(PartialEq, Eq)]
pub(super) struct Inside {
    /// In the size of all words at the flowchart.
    pub(super) usual: Passage,
    /// For crowded sheets.
    pub(super) small: Passage,
}

impl Inside {
    fn of(&self, small: bool) -> &Passage {
        if small { &self.small } else { &self.usual }
    }
}

/// What stays free on either side of a symbol.
pub(super) fn gutter(lane: Length) -> Length {
    lane.ratio(GUTTER.0, 100).clamp(GUTTER.1, GUTTER.2)
}

/// The widest a symbol gets in a lane.
fn widest(lane: Length) -> Length {
    (lane - gutter(lane) * 2).max(Length::pt(6))
}

/// The size of a symbol without words.
pub(super) fn wordless(kind: SymbolKind, lane: Length) -> Size {
    let w = widest(lane).min(WIDTH);
    let h = match kind {
        SymbolKind::Start | SymbolKind::End => w.ratio(19, 50).clamp(Length::pt(10), Length::pt(18)),
        SymbolKind::Process => w.ratio(23, 50).clamp(Length::pt(12), Length::pt(22)),
        SymbolKind::Decision => w.ratio(29, 50).clamp(Length::pt(16), Length::pt(28)),
    };
    Size::new(even(w), even(h))
}

/// The size of a symbol with words in its lane, and the words set for it; nothing where the lane is too narrow for its longest word.
/// It is no smaller than one without words, which is sized for the narrowest lane.
pub(super) fn with_words(
    kind: SymbolKind,
    words: &Inside,
    crowded: bool,
    (narrowest, lane): (Length, Length),
) -> Option<(Size, Block)> {
    let plain = wordless(kind, narrowest);
    let gutter = LEVELS[if crowded { 2 } else { 0 }].gutter;
    let widest = even(widest(lane).max(lane - gutter * 2));
    let fitted = settings(words.of(crowded)).filter_map(|block| Some((around(kind, &block, plain, widest)?, block)));
    fitted.min_by_key(|(size, block)| (block.divided, size.h, size.w, block.lines.len()))
}

/// A symbol whose lane could not grow for its words: it does, as little as it can.
pub(super) fn grown(kind: SymbolKind, words: &Inside, narrowest: Length) -> (Size, Block) {
    let plain = wordless(kind, narrowest);
    let grown = settings(&words.small).filter_map(|block| Some((around(kind, &block, plain, Length::MAX)?, block)));
    let least = grown.min_by_key(|(size, block)| (size.w, block.divided, size.h));
    least.unwrap_or_else(|| (plain, words.small.set_natural()))
}

/// The lane that a symbol's undivided words ask for, and what they get by with in higher symbols and set smaller.
pub(super) fn lanes_for(kind: SymbolKind, words: &Inside) -> [Length; 3] {
    LEVELS.map(|level| {
        let blocks = settings(words.of(level.small)).filter(|block| block.divided == 0);
        let widths = blocks.map(|block| match kind {
            SymbolKind::Decision => {
                let (w, h) = padded(&block);
                let height = level.decision.max(h.ratio(8, 5));
                Length::from_ratio_up(w, height, height - h)
            }
            SymbolKind::Process => block_width(&block) + PAD * 2,
            SymbolKind::Start | SymbolKind::End => capsule_width(&block, padded(&block).1),
        });
        (widths.min().unwrap_or(WIDTH) + level.gutter * 2).min(WIDEST_LANE)
    })
}

/// The words in one line, and in several.
fn settings(words: &Passage) -> impl Iterator<Item = Block> + '_ {
    let natural = words.natural_width();
    let longest = words.longest_word();
    let tightest = words.min_width();
    (1..=5).map(move |lines| (natural / lines).max(longest)).chain([tightest]).map(|width| words.set(width))
}

/// The size of a symbol around a block, or `None` where it would be wider than allowed.
fn around(kind: SymbolKind, block: &Block, plain: Size, widest: Length) -> Option<Size> {
    let (w, h) = padded(block);
    let (w, h) = match kind {
        SymbolKind::Process => (w.max(plain.w), h.max(plain.h)),
        SymbolKind::Start | SymbolKind::End => {
            let height = h.max(plain.h);
            (capsule_width(block, height).max(plain.w), height)
        }
        SymbolKind::Decision => return diamond(w, h, plain, widest),
    };
    (w <= widest).then(|| Size::new(even_up(w), even_up(h)))
}

/// The width of a capsule of a height around a block: the corners of the words lie inside its round ends.
fn capsule_width(block: &Block, height: Length) -> Length {
    let radius = i64::from(height.half().0);
    let corner = i64::from((block.size.h.half() + PAD.half()).0).min(radius);
    let bulge = (radius * radius - corner * corner).isqrt();
    block_width(block) + PAD * 2 + Length((radius - bulge) as i32) * 2
}

/// A diamond around words of a size, padding included: the words take `w / W + h / H <= 1` of it. It is as wide as is allowed
/// before it grows in height.
fn diamond(w: Length, h: Length, plain: Size, widest: Length) -> Option<Size> {
    let fits = |size: Size| {
        let (w, h) = (i64::from(w.0), i64::from(h.0));
        let (whole_w, whole_h) = (i64::from(size.w.0), i64::from(size.h.0));
        w * whole_h + h * whole_w <= whole_w * whole_h
    };
    if fits(plain) {
        return Some(plain);
    }
    // As wide as a diamond needs that is no higher than one without words, if the lane has that.
    let at_height = plain.h.max(h.ratio(8, 5));
    let wanted = Length::from_ratio_up(w, at_height, at_height - h).max(plain.w);
    let width = even_up(wanted).min(widest);
    if width <= w {
        return None;
    }
    let height = Length::from_ratio_up(h, width, width - w).max(plain.h);
    Some(Size::new(width, even_up(height)))
}

/// Width and height of a block with its padding.
fn padded(block: &Block) -> (Length, Length) {
    (block_width(block) + PAD * 2, block.size.h + PAD)
}

/// The width of the widest line of a block.
pub(super) fn block_width(block: &Block) -> Length {
    let line_width = |line: &crate::text::Line| {
        let left = line.runs.iter().map(|run| run.x).min().unwrap_or_default();
        let right = line.runs.iter().map(|run| run.x + run.run.width()).max().unwrap_or_default();
        right - left
    };
    block.lines.iter().map(line_width).max().unwrap_or_default()
}

/// An even number of thousandths: the middle of a symbol is a coordinate.
fn even(length: Length) -> Length {
    Length(length.0 & !1)
}

fn even_up(length: Length) -> Length {
    Length((length.0 + 1) & !1)
}

impl Length {
    /// `length * numerator / denominator`, rounded up; the denominator is positive.
    fn from_ratio_up(length: Self, numerator: Self, denominator: Self) -> Self {
        let product = i64::from(length.0) * i64::from(numerator.0);
        let denominator = i64::from(denominator.0.max(1));
        Self(((product + denominator - 1) / denominator).min(i64::from(Self::MAX.0)) as i32)
    }
}
