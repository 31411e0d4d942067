//! Pages that were routed before: units of one template, and sheets made from one another, share their flowcharts.
//!
//! What is kept is compared as a whole. It never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::thread::LocalKey;

use super::{PageChart, Routed, reroute, route};
use crate::memo::Memo;

/// Pages kept a thread; beyond that it begins anew.
const MOST_PAGES: usize = 256;

type Pages<T> = RefCell<Memo<PageChart, T>>;

thread_local! {
    static ROUTED: Pages<Routed> = RefCell::new(Memo::new(MOST_PAGES));
    static REROUTED: Pages<Option<Routed>> = RefCell::new(Memo::new(MOST_PAGES));
}

/// Routes a page, unless this thread has done so before.
pub fn routed(page: &PageChart) -> Routed {
    known(&ROUTED, page, || route(page))
}

/// A better drawing of a routed page, if there is one; looked for once in a thread.
pub fn rerouted(page: &PageChart, routed: &Routed) -> Option<Routed> {
    known(&REROUTED, page, || reroute(page, routed))
}

fn known<T: Clone>(pages: &'static LocalKey<Pages<T>>, page: &PageChart, draw: impl FnOnce() -> T) -> T {
    if let Some(known) = pages.with_borrow(|pages| pages.get(page).cloned()) {
        return known;
    }
    let drawn = draw();
    pages.with_borrow_mut(|pages| pages.keep(page.clone(), drawn.clone()));
    drawn
}
