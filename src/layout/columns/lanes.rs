//! The widths of lanes: all alike, but for those whose symbols have words that need more, or whose heading does.

use super::{CROWDED_LANE, Needs};
use crate::geom::Length;
use crate::layout::head::are_turned;

/// The lane up to which lanes may take more than half the sheet.
const TIGHT_LANE: Length = Length::pt(27);
/// The lane that a symbol is drawn well in.
const GOOD_LANE: Length = Length::pt(54);
/// The longest word of a lane heading that still makes its lane wider.
const LANE_WORD: Length = Length::pt(92);

/// The lanes of a table: all of one width, but for those whose symbols have words that need more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lanes {
    pub(super) words: Vec<Length>,
}

impl Lanes {
    /// What the words ask, or of what they get by with the most that the sheet holds.
    pub(super) fn new(needs: &Needs, room: Length) -> Self {
        let levels = [0, 1, 2].map(|i| Self { words: needs.lane_words.iter().map(|words| words[i]).collect() });
        let [wanted, less, least] = levels;
        if wanted.sum(CROWDED_LANE) <= room {
            return wanted;
        }
        if less.sum(CROWDED_LANE) <= room.ratio(6, 5) { less } else { least }
    }

    /// The same, those wider whose heading has a longer word than a lane of this width holds.
    pub(super) fn with_whole_headings(&self, needs: &Needs, lane: Length) -> Self {
        let lanes = self.words.iter().zip(&needs.lane_headings);
        let whole = |(&words, &heading): (&Length, &Length)| if heading > lane { words.max(heading) } else { words };
        Self { words: lanes.map(whole).collect() }
    }

    /// Whether their headings are turned where none is narrower than this.
    pub(super) fn have_turned_headings(&self, needs: &Needs, lane: Length) -> bool {
        let widths: Vec<Length> = self.words.iter().map(|&words| words.max(lane)).collect();
        are_turned(&widths, &needs.lane_headings, &needs.lane_pieces)
    }

    /// How many there are.
    pub(super) fn count(&self) -> i32 {
        self.words.len() as i32
    }

    /// The width of all lanes, none below this one.
    pub(super) fn sum(&self, lane: Length) -> Length {
        self.words.iter().map(|&words| words.max(lane)).sum()
    }

    /// The widest lane that leaves all of them within a width.
    pub(super) fn within(&self, width: Length) -> Length {
        let (mut low, mut high) = (0, (width / self.count().max(1)).0.max(0));
        while low < high {
            let middle = (low + high + 1) / 2;
            if self.sum(Length(middle)) <= width { low = middle } else { high = middle - 1 }
        }
        Length(low)
    }
}

/// The lane to start from: as narrow as symbols, headings and lines allow, and no more than half the sheet in all. Where the
/// sheet holds them so, all are as wide as the words of one ask.
pub(super) fn wanted_lane(needs: &Needs, free: Length, lanes: &Lanes) -> Length {
    // A longer word makes only its own lane wider, and only where there is width left over.
    let headings = needs.lane_headings.iter().copied().filter(|&heading| heading <= LANE_WORD);
    let plain = GOOD_LANE.max(headings.max().unwrap_or_default()).max(needs.lane_lines);
    let equal = plain.max(lanes.words.iter().copied().max().unwrap_or_default());
    // Lines and their words that find no room otherwise may take more from the texts.
    let share = if needs.lane_lines > Length::ZERO { free * 13 / 20 } else { free / 2 };
    let half = share.max(TIGHT_LANE * lanes.count());
    if equal * lanes.count() <= half.max(free * 11 / 20) {
        return equal;
    }
    plain.min(lanes.within(half.max(lanes.sum(TIGHT_LANE))))
}
