//! What is written beside the result: notes, warnings and progress, on the standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// True if only errors are to be written.
static QUIET: AtomicBool = AtomicBool::new(false);

/// The time between two lines of progress on a terminal that cannot move its cursor.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Writes only errors from now on.
pub fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Writes a line of progress or advice, unless `--quiet` is set.
pub fn note(text: &str) {
    if !QUIET.load(Ordering::Relaxed) {
        line(text);
    }
}

/// Writes a line about something that went wrong.
pub fn warn(text: &str) {
    line(&format!("firecrawl: {text}"));
}

fn line(text: &str) {
    // Without a place to write to, the exit code still says what happened.
    let _ = writeln!(anstream::stderr(), "{}", printable(text));
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

/// The counts of a job or of a list of URLs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// The pages that were delivered.
    pub done: u64,
    /// The pages that failed.
    pub failed: u64,
    /// The pages that robots.txt blocks.
    pub blocked: u64,
    /// The number of pages, once it is known.
    pub total: Option<u64>,
    /// The credits that the job has cost.
    pub credits: Option<i64>,
}

/// Shows counts while they change: a bar on a terminal, else nothing.
pub struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    begun: Instant,
    shown: Instant,
    what: String,
}

impl Progress {
    /// Begins to show the progress of something, such as `crawl 0123`.
    pub fn new(what: impl Into<String>) -> Self {
        let terminal = io::stderr().is_terminal() && !QUIET.load(Ordering::Relaxed);
        let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let now = Instant::now();
        Self {
            bar: (terminal && !dumb).then(bar),
            lines: terminal && dumb,
            begun: now,
            shown: now,
            what: what.into(),
        }
    }

    /// Shows new counts.
    pub fn set(&mut self, counts: Counts) {
        if let Some(bar) = &self.bar {
            if let Some(total) = counts.total {
                bar.set_length(total);
            }
            bar.set_position(counts.done + counts.failed + counts.blocked);
            bar.set_message(words(&counts));
        } else if self.lines && self.shown.elapsed() >= LINE_EVERY {
            self.shown = Instant::now();
            let total = counts
                .total
                .map_or_else(String::new, |total| format!(" of {total}"));
            let rate = self.rate(&counts);
            let words = words(&counts);
            note(&format!(
                "{}: {}{total} pages, {rate:.1} a second{words}",
                self.what, counts.done
            ));
        }
    }

    /// Ends the progress with a line of its result.
    pub fn finish(self, counts: Counts) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let (seconds, words) = (self.begun.elapsed().as_secs_f64(), words(&counts));
        note(&format!(
            "{}: {} pages in {seconds:.1} s{words}",
            self.what, counts.done
        ));
    }

    fn rate(&self, counts: &Counts) -> f64 {
        let all = counts.done + counts.failed + counts.blocked;
        all as f64 / self.begun.elapsed().as_secs_f64().max(0.001)
    }
}

fn words(counts: &Counts) -> String {
    let mut words = String::new();
    for (count, word) in [(counts.failed, "failed"), (counts.blocked, "blocked")] {
        if count > 0 {
            let _ = write!(words, ", {count} {word}");
        }
    }
    if let Some(credits) = counts.credits.filter(|credits| *credits >= 0) {
        let _ = write!(words, ", {credits} credits");
    }
    words
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let template = "{spinner} {pos}{len:>0} {per_sec} {elapsed} eta {eta}{msg}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        let style = style.with_key(
            "len",
            |state: &indicatif::ProgressState, f: &mut dyn std::fmt::Write| {
                let _ = match state.len() {
                    Some(total) => write!(f, "/{total} pages"),
                    None => write!(f, " pages"),
                };
            },
        );
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
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
