//! Which breaks become line ends.
//!
//! Takes the places where a paragraph may break and a width; gives the line ends that leave the least ragged edge over the whole
//! paragraph. First with the good breaks only, in the fewest lines; where a piece is wider than the line, or a line stays two
//! thirds empty before a long word, once more with hyphens and with breaks inside what belongs together; and where even that does
//! not fit, between any two letters. Ragged edges are judged by the square of the space they leave.

use crate::geom::Length;

/// A place where a line may end. Pens are from the beginning of the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// The pen behind the last glyph that shows.
    pub end: Length,
    /// The pen where the next line begins, blanks skipped.
    pub next: Length,
    /// The glyphs up to the one that shows last, counted in the passage.
    pub end_glyph: u32,
    /// The first glyph of the next line.
    pub next_glyph: u32,
    /// The width of the hyphen that breaking here adds.
    pub hyphen: Length,
    /// What kind of place it is.
    pub kind: Kind,
}

/// What a break does to its reader, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// At the end of the paragraph.
    End,
    /// At a blank.
    Blank,
    /// After the hyphen or slash of a compound.
    Joint,
    /// Where things stand closer: within `1 Agustus | 2019`, `PAN-|RB`.
    Close,
    /// In a word, with a hyphen added.
    Hyphen,
    /// Inside what belongs together: `Nomor | 25`.
    Glued,
    /// In a word that belongs to another, with a hyphen added: better part the two.
    GluedHyphen,
    /// Between any two letters.
    Letter,
}

impl Kind {
    /// Whether breaking here adds a hyphen.
    pub(super) fn is_hyphen(self) -> bool {
        matches!(self, Self::Hyphen | Self::GluedHyphen)
    }

    /// Whether breaking here breaks nothing that belongs together.
    fn is_good(self) -> bool {
        matches!(self, Self::End | Self::Blank | Self::Joint | Self::Close)
    }

    /// What it costs, in hundredths of an empty line.
    fn cost(self) -> i64 {
        match self {
            Self::End | Self::Blank => 0,
            Self::Joint => 2,
            Self::Close => 12,
            Self::Hyphen => 45,
            Self::Glued => 300,
            Self::GluedHyphen => 350,
            Self::Letter => 2000,
        }
    }
}

/// A second hyphen right below another, in hundredths of an empty line.
const LADDER: i64 = 30;
/// A line more, where hyphens could save one.
const LINE: i64 = 12;

/// A width to set a paragraph to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// The width.
    pub width: Length,
    /// Whether the last line ought to be as long as the others: headings in the middle.
    pub even: bool,
}

/// What can be said of a paragraph at a width by filling line after line.
pub(super) struct Filled {
    /// The number of lines.
    pub lines: usize,
    /// Whether one of them stays so empty that a hyphen might do good.
    pub hole: bool,
}

/// Fills line after line with what goes in, breaking nothing that belongs together; `None` if a piece is wider than the line. These
/// are the fewest lines there are.
pub(super) fn fill(breaks: &[Break], measure: Measure) -> Option<Filled> {
    let mut filled = Filled { lines: 1, hole: false };
    let (mut from, mut fits) = (Length::ZERO, None::<&Break>);
    for at in breaks.iter().filter(|at| at.kind.is_good()) {
        if at.end - from > measure.width {
            let last = fits?;
            filled.hole |= !measure.even && (last.end - from) * 3 < measure.width;
            filled.lines += 1;
            from = last.next;
            if at.end - from > measure.width {
                return None;
            }
        }
        fits = Some(at);
    }
    Some(filled)
}

/// The least ragged line ends in the fewest lines; `None` if a piece is wider than the line.
pub(super) fn fit_fewest(breaks: &[Break], measure: Measure) -> Option<Vec<Break>> {
    fit(breaks, measure, true)
}

/// The line ends that cost least, hyphens and lines weighed against holes; `None` if a piece is wider than the line.
pub(super) fn fit_best(breaks: &[Break], measure: Measure) -> Option<Vec<Break>> {
    fit(breaks, measure, false)
}

/// The best way to a line end: lines, cost, and the line end before.
#[derive(Clone, Copy)]
struct Way {
    lines: u32,
    cost: i64,
    before: usize,
}

fn fit(breaks: &[Break], measure: Measure, fewest: bool) -> Option<Vec<Break>> {
    let mut ways: Vec<Option<Way>> = Vec::with_capacity(breaks.len());
    for (index, at) in breaks.iter().enumerate() {
        let mut best: Option<Way> = None;
        if fewest && !at.kind.is_good() {
            ways.push(None);
            continue;
        }
        // Lines that end here, the shortest first; they begin behind the break before `start`.
        for start in (0..=index).rev() {
            let before = start.checked_sub(1).map(|before| &breaks[before]);
            let line = at.end + at.hyphen - before.map_or(Length::ZERO, |before| before.next);
            if line > measure.width {
                break;
            }
            let way = match start.checked_sub(1).map(|before| ways[before]) {
                None => Way { lines: 0, cost: 0, before: 0 },
                Some(Some(way)) => way,
                Some(None) => continue,
            };
            let cost =
                way.cost + line_cost(line, before, at, measure) + if fewest { 0 } else { measure.hundredths(LINE) };
            let lines = if fewest { way.lines + 1 } else { 0 };
            if best.is_none_or(|best| (lines, cost) < (best.lines, best.cost)) {
                best = Some(Way { lines, cost, before: start });
            }
        }
        ways.push(best);
    }
    trace(breaks, &ways)
}

fn trace(breaks: &[Break], ways: &[Option<Way>]) -> Option<Vec<Break>> {
    let mut ends = Vec::new();
    let mut at = breaks.len();
    while at > 0 {
        ends.push(breaks[at - 1]);
        at = ways[at - 1]?.before;
    }
    ends.reverse();
    Some(ends)
}

fn line_cost(line: Length, before: Option<&Break>, at: &Break, measure: Measure) -> i64 {
    let room = measure.width;
    let space = match at.kind {
        Kind::End if measure.even => room - line,
        // A last line of a short word looks lost, unless it is all there is.
        Kind::End if before.is_some() => (room / 3 - line).max(Length::ZERO),
        Kind::End => Length::ZERO,
        _ => room - line,
    };
    let is_ladder = at.kind.is_hyphen() && before.is_some_and(|before| before.kind.is_hyphen());
    let ladder = if is_ladder { LADDER } else { 0 };
    i64::from(space.0) * i64::from(space.0) + measure.hundredths(at.kind.cost() + ladder)
}

impl Measure {
    /// Hundredths of the cost of an empty line.
    fn hundredths(self, hundredths: i64) -> i64 {
        i64::from(self.width.0) * i64::from(self.width.0) / 100 * hundredths
    }
}
