//! How far a long run has come: a bar on a terminal, a line now and then elsewhere.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal::{Reporter, Stream};

/// With fewer specs than this, a run is over before anybody wonders.
const LEAST: usize = 50;
/// Seconds between two lines where there is no terminal.
const PAUSE: u64 = 10;

/// A run under way.
pub(crate) struct Progress {
    start: Instant,
    total: usize,
    done: AtomicUsize,
    /// On a terminal.
    bar: ProgressBar,
    /// Elsewhere: the second at which the next line is due; never, with few specs.
    next_line: AtomicU64,
}

impl Progress {
    /// Nothing done yet, of `total`.
    pub(crate) fn new(total: usize, reporter: Reporter) -> Self {
        let shown = total >= LEAST && reporter.is_human();
        let terminal = io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        if shown && terminal {
            let form = "{wide_bar} {pos}/{len} SOP · {per_sec} · sisa {eta}";
            bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let next_line = AtomicU64::new(if shown && !terminal { PAUSE } else { u64::MAX });
        Self { start: Instant::now(), total, done: AtomicUsize::new(0), bar, next_line }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let (now, due) = (self.start.elapsed().as_secs(), self.next_line.load(Ordering::Relaxed));
        let next =
            self.next_line.compare_exchange(due, now.saturating_add(PAUSE), Ordering::Relaxed, Ordering::Relaxed);
        if now >= due && next.is_ok() {
            Stream::Err.print(&format!("{done} dari {} SOP\n", self.total));
        }
    }

    /// Does something that prints.
    pub(crate) fn pause<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }

    /// All done: how many seconds it took.
    pub(crate) fn finish(&self) -> f64 {
        self.bar.finish_and_clear();
        self.start.elapsed().as_secs_f64()
    }
}
