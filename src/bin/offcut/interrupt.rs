//! Ctrl-C during a run that writes files: finish nothing half-way, leave nothing behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user asked to stop.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Watches for Ctrl-C from now on. The first one stops after the piece of work at hand, the second at once.
    pub fn on_interrupt(&self) -> anyhow::Result<()> {
        let asked = self.0.clone();
        ctrlc::set_handler(move || {
            if asked.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        })?;
        Ok(())
    }
}
