//! Tables that were drawn before: the sheets of one template differ in what stands around them.
//!
//! What is kept is compared as a whole. It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::rc::Rc;

use super::draft::{Draft, Shaped, Space};
use crate::geom::Length;

/// Tables kept a thread; beyond that it begins anew.
const MOST_TABLES: usize = 16;

/// What a table was drawn of, and what came of it.
struct Known {
    shaped: Shaped<'static>,
    space: Space,
    draft: Drawn,
}

type Drawn = Result<Rc<Draft>, Length>;

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = RefCell::default();
}

/// The table of a procedure: as it was drawn before in this thread, or drawn now.
pub(super) fn draft(shaped: Shaped<'_>, space: Space) -> Drawn {
    let is_it = |known: &&Known| known.space == space && known.shaped == shaped;
    if let Some(known) = KNOWN.with_borrow(|known| known.iter().find(is_it).map(|known| known.draft.clone())) {
        return known;
    }
    let draft = shaped.draft(space).map(Rc::new);
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST_TABLES {
            known.clear();
        }
        known.push(Known { shaped: shaped.into_owned(), space, draft: draft.clone() });
    });
    draft
}
