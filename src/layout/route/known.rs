//! Pages that were routed before: units of one template, and sheets made from one another, share their flowcharts.
//!
//! What is kept is compared as a whole. It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{PageChart, Routed, reroute, route};

/// Pages kept a thread; beyond that it begins anew.
const MOST_PAGES: usize = 256;

type Pages = HashMap<PageChart, Routed, RandomState>;

thread_local! {
    static ROUTED: RefCell<Pages> = RefCell::default();
    static REROUTED: RefCell<Pages> = RefCell::default();
}

/// Routes a page, unless this thread has done so before.
pub fn routed(page: &PageChart) -> Routed {
    known(&ROUTED, page, route)
}

/// Routes a page once more for fewer crossings, unless this thread has done so before.
pub fn rerouted(page: &PageChart, routed: Routed) -> Routed {
    known(&REROUTED, page, |page| reroute(page, routed))
}

fn known(
    pages: &'static std::thread::LocalKey<RefCell<Pages>>,
    page: &PageChart,
    draw: impl FnOnce(&PageChart) -> Routed,
) -> Routed {
    if let Some(known) = pages.with_borrow(|pages| pages.get(page).cloned()) {
        return known;
    }
    let drawn = draw(page);
    pages.with_borrow_mut(|pages| {
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        pages.insert(page.clone(), drawn.clone());
    });
    drawn
}
