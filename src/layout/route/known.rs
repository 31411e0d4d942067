//! Pages that were routed before: units of one template, and sheets made from one another, share their flowcharts.
//!
//! What is kept is compared as a whole. It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{PageChart, Routed, route};

/// Pages kept a thread; beyond that it begins anew.
const MOST_PAGES: usize = 256;

thread_local! {
    static KNOWN: RefCell<HashMap<PageChart, Routed, RandomState>> = RefCell::default();
}

/// Routes a page, unless this thread has done so before.
pub fn routed(page: &PageChart) -> Routed {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(page).cloned()) {
        return known;
    }
    let routed = route(page);
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST_PAGES {
            known.clear();
        }
        known.insert(page.clone(), routed.clone());
    });
    routed
}
