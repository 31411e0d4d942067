//! What was written before: sheets of one template share most of their runs, and often whole pages.
//!
//! It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::sync::{Arc, Weak};

use super::file::{Effort, deflate};
use super::font::{Face, Subset};
use crate::memo::Memo;
use crate::text::GlyphRun;

/// Pages kept a thread; beyond that it begins anew.
const MOST_PAGES: usize = 32;
/// Longer content streams are not kept.
const LONGEST: usize = 64 * 1024;
/// Runs kept a thread, those of a dozen sheets; beyond that it begins anew.
const MOST_RUNS: usize = 2048;

/// A run in a face, by where they lie in memory.
type Place = (*const GlyphRun, *const Subset);

/// The show operators of a run.
struct Shown {
    /// Nothing else comes to lie where these do as long as they are held.
    _held: (Weak<GlyphRun>, Weak<Subset>),
    operators: Box<[u8]>,
}

thread_local! {
    static DEFLATED: RefCell<Memo<Box<[u8]>, Vec<u8>>> = RefCell::new(Memo::new(MOST_PAGES));
    static SHOWN: RefCell<Memo<Place, Shown>> = RefCell::new(Memo::new(MOST_RUNS));
}

/// The content of a page, deflated.
pub(super) fn deflated(content: Vec<u8>) -> Vec<u8> {
    DEFLATED.with_borrow_mut(|pages| {
        if let Some(packed) = pages.get(&content[..]) {
            return packed.clone();
        }
        let packed = deflate(&content, Effort::Quick);
        if content.len() <= LONGEST {
            pages.keep(content.into(), packed.clone());
        }
        packed
    })
}

/// Writes the show operators of a run: as they were written before in this thread, or as `write` does.
pub(super) fn shown(run: &Arc<GlyphRun>, face: &Face, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    // A subset of its own goes with the document.
    if !face.is_common {
        return write(out);
    }
    SHOWN.with_borrow_mut(|runs| {
        let place = (Arc::as_ptr(run), Arc::as_ptr(face.subset()));
        if let Some(shown) = runs.get(&place) {
            return out.extend_from_slice(&shown.operators);
        }
        let start = out.len();
        write(out);
        let held = (Arc::downgrade(run), Arc::downgrade(face.subset()));
        runs.keep(place, Shown { _held: held, operators: out[start..].into() });
    });
}
