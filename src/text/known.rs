//! Passages that were shaped before: sheets say the same things over and over, those of one template in all but a few cells.
//!
//! What is kept is compared as a whole. It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::{Entry, Fonts, Passage, TextStyle};

/// Passages kept a thread, those of a dozen sheets; beyond that it begins anew.
const MOST_PASSAGES: usize = 2048;

#[derive(Default)]
struct Known {
    hasher: RandomState,
    passages: HashMap<u64, (Key, Passage)>,
}

struct Key {
    /// The serial of the faces.
    fonts: u32,
    style: TextStyle,
    entries: Box<[Entry]>,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// The passage of these entries: as it was shaped before in this thread, or shaped now.
pub(super) fn passage(
    fonts: &Fonts,
    entries: &[Entry],
    style: &TextStyle,
    shape: impl FnOnce(&Fonts, &[Entry], &TextStyle) -> Passage,
) -> Passage {
    KNOWN.with_borrow_mut(|known| {
        let hash = known.hasher.hash_one((fonts.serial, style, entries));
        let same = |key: &Key| key.fonts == fonts.serial && key.style == *style && *key.entries == *entries;
        if let Some((_, passage)) = known.passages.get(&hash).filter(|(key, _)| same(key)) {
            return passage.clone();
        }
        let passage = shape(fonts, entries, style);
        if known.passages.len() >= MOST_PASSAGES {
            known.passages.clear();
        }
        let key = Key { fonts: fonts.serial, style: *style, entries: entries.into() };
        known.passages.insert(hash, (key, passage.clone()));
        passage
    })
}
