//! A panic inside the generator becomes an error, without the noise of the panic hook.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use openapi_document::{Error, Result};

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// The longest text of a panic that is repeated, in characters; some hold a whole schema.
const MAX_TEXT: usize = 300;

/// Runs code that may panic.
///
/// # Errors
///
/// If it does, with the text of the panic.
pub fn catch_panic<T>(attempt: impl FnOnce() -> T) -> Result<T> {
    // Installed once and for all threads, it stays silent only for a thread inside a catch_panic. A hook
    // set and taken back at each call would race with the panics of other threads.
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !SILENT.get() {
                report(info);
            }
        }));
    });
    let before = SILENT.replace(true);
    // What the closure has touched is not used again after a panic.
    let outcome = panic::catch_unwind(AssertUnwindSafe(attempt));
    SILENT.set(before);
    outcome.map_err(|payload| {
        Error::new(format!("the generator panicked: {}", text(&*payload)))
            .remedy("correct the contract by an overlay, or add a pass that removes the construct")
    })
}

/// Runs code with enough stack for schemas that are merged from long chains of others.
///
/// # Errors
///
/// If no thread can be started, or the code panics.
pub fn with_room<T: Send>(run: impl FnOnce() -> T + Send) -> Result<T> {
    // Address space only: pages are taken as they are touched.
    const STACK: usize = 256 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || catch_panic(run))
            .map_err(|cause| {
                Error::new("no thread for the generator")
                    .caused_by(cause)
                    .remedy("free some memory and try again")
            })?;
        thread
            .join()
            .unwrap_or_else(|payload| Err(Error::new(text(&*payload))))
    })
}

fn text(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a word");
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(MAX_TEXT) {
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{catch_panic, with_room};

    #[test]
    fn a_panic_becomes_an_error_with_its_text() {
        let error = catch_panic(|| -> () { panic!("no {} here", "way") }).unwrap_err();
        assert_eq!(error.message(), "the generator panicked: no way here");
        let error = catch_panic(|| -> () { std::panic::panic_any(7) }).unwrap_err();
        assert_eq!(error.message(), "the generator panicked: without a word");
    }

    #[test]
    fn a_long_text_is_cut_and_kept_on_one_line() {
        let error = catch_panic(|| -> () { panic!("{}\nend", "é".repeat(400)) }).unwrap_err();
        assert!(error.message().ends_with("é…"), "{error}");
        assert!(!error.message().contains('\n'));
    }

    #[test]
    fn there_is_room_for_deep_recursion() {
        fn sum(n: u64) -> u64 {
            let page = std::hint::black_box([n; 100]);
            if n == 0 { 0 } else { page[99] + sum(n - 1) }
        }
        // A usual stack ends before a hundredth of this.
        assert_eq!(with_room(|| sum(50_000)).unwrap(), 1_250_025_000);
        assert!(with_room(|| -> () { panic!("no") }).is_err());
    }

    #[test]
    fn what_returns_is_passed_on_and_guards_may_nest() {
        let value = catch_panic(|| {
            assert!(catch_panic(|| -> () { panic!("inner") }).is_err());
            42
        });
        assert_eq!(value.unwrap(), 42);
    }
}
