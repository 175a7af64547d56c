//! Notes and warnings beside the result, on the standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;

/// True if only errors are to be written.
static QUIET: AtomicBool = AtomicBool::new(false);

/// The bar that is shown.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Sets the bar that makes room for lines.
pub fn set_bar(bar: Option<ProgressBar>) {
    *BAR.lock().unwrap_or_else(PoisonError::into_inner) = bar;
}

/// Writes only errors from now on.
pub fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Returns true if only errors are written.
pub fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// Writes a line of progress or advice, unless `--quiet` is set.
pub fn note(text: &str) {
    if !is_quiet() {
        line(text);
    }
}

/// Writes a line about something that went wrong.
pub fn warn(text: &str) {
    line(&format!("firecrawl: {text}"));
}

fn line(text: &str) {
    // Without a place to write to, the exit code still says what happened.
    let write = || drop(writeln!(anstream::stderr(), "{}", printable(text)));
    match &*BAR.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// Returns the standard output; what a terminal would obey is escaped there.
pub fn stdout() -> Box<dyn Write + Send> {
    match io::stdout().is_terminal() {
        true => Box::new(Escaped),
        false => Box::new(io::stdout()),
    }
}

/// The standard output as a terminal, to which whole lines are written.
struct Escaped;

impl Write for Escaped {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        let shown = printable(&String::from_utf8_lossy(lines));
        io::stdout().write_all(shown.as_bytes())?;
        Ok(lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// Escapes what a terminal would obey: a response may hold such letters.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_harmless = matches!(letter, '\n' | '\t') || !letter.is_control();
        // The direction of text, and letters without a width.
        let is_hidden = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        match is_harmless && !is_hidden {
            true => shown.push(letter),
            false => {
                let _ = write!(shown, "{}", letter.escape_unicode());
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(
            printable("a\x1b[2Jb\u{202e}\nc"),
            "a\\u{1b}[2Jb\\u{202e}\nc"
        );
    }
}
