//! Passages that were shaped before: sheets say the same things over and over, those of one template in all but a few cells.
//!
//! What is kept is compared as a whole. It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::{Entry, Fonts, Passage, RichText, TextStyle};
use crate::memo::Memo;

/// Passages kept a thread, those of a dozen sheets; beyond that it begins anew.
const MOST_PASSAGES: usize = 2048;

struct Known {
    hasher: RandomState,
    passages: Memo<u64, (Key, Passage)>,
}

struct Key {
    /// The serial of the faces.
    fonts: u32,
    style: TextStyle,
    /// Marks and texts.
    entries: Box<[(Option<Box<str>>, RichText)]>,
}

impl Key {
    fn new(fonts: &Fonts, entries: &[Entry<'_>], style: &TextStyle) -> Self {
        let owned = |entry: &Entry<'_>| (entry.mark.map(Into::into), entry.text.clone());
        Self { fonts: fonts.serial, style: *style, entries: entries.iter().map(owned).collect() }
    }

    fn is_of(&self, fonts: &Fonts, entries: &[Entry<'_>], style: &TextStyle) -> bool {
        let own = self.entries.iter().map(|(mark, text)| Entry { mark: mark.as_deref(), text });
        self.fonts == fonts.serial && self.style == *style && own.eq(entries.iter().copied())
    }
}

thread_local! {
    static KNOWN: RefCell<Known> =
        RefCell::new(Known { hasher: RandomState::default(), passages: Memo::new(MOST_PASSAGES) });
}

/// The passage of these entries: as it was shaped before in this thread, or shaped now.
pub(super) fn passage(
    fonts: &Fonts,
    entries: &[Entry<'_>],
    style: &TextStyle,
    shape: impl FnOnce(&Fonts, &[Entry<'_>], &TextStyle) -> Passage,
) -> Passage {
    KNOWN.with_borrow_mut(|known| {
        let hash = known.hasher.hash_one((fonts.serial, style, entries));
        if let Some((_, passage)) = known.passages.get(&hash).filter(|(key, _)| key.is_of(fonts, entries, style)) {
            return passage.clone();
        }
        let passage = shape(fonts, entries, style);
        known.passages.keep(hash, (Key::new(fonts, entries, style), passage.clone()));
        passage
    })
}
