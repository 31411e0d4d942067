//! Ctrl-C: what is being drawn is finished, nothing more is begun. A second one ends at once; files are whole even then.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user asked to stop.
#[derive(Debug)]
pub(crate) struct Interrupted(AtomicBool);

impl Interrupted {
    /// Whether it was asked for.
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The exit status of a program that was interrupted, as shells expect it.
const STATUS: i32 = 130;

/// Listens from now on.
pub(crate) fn watch() -> &'static Interrupted {
    static INTERRUPTED: OnceLock<Interrupted> = OnceLock::new();
    INTERRUPTED.get_or_init(|| {
        let handler = || {
            if let Some(interrupted) = INTERRUPTED.get()
                && interrupted.0.swap(true, Ordering::Relaxed)
            {
                std::process::exit(STATUS);
            }
        };
        // Where there can be no handler, the system ends the program, as it does without one.
        ctrlc::set_handler(handler).ok();
        Interrupted(AtomicBool::new(false))
    })
}
