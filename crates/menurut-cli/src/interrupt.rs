use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a shell expects of a program that Ctrl-C ended.
pub(crate) const EXIT_CODE: u8 = 130;

/// Ctrl-C: the first asks the work to end after what is in hand, the second ends the program at once.
#[derive(Clone, Default)]
pub(crate) struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// # Errors
    /// When the system does not let a handler be set.
    pub(crate) fn listen() -> anyhow::Result<Interrupt> {
        let interrupt = Interrupt::default();
        let count = Arc::clone(&interrupt.0);
        ctrlc::set_handler(move || {
            if count.fetch_add(1, Ordering::SeqCst) > 0 {
                #[allow(clippy::exit, reason = "the second Ctrl-C means now")]
                std::process::exit(i32::from(EXIT_CODE));
            }
        })?;
        Ok(interrupt)
    }

    pub(crate) fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 0
    }
}
