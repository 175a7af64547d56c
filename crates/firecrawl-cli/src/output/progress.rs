//! Progress on the standard error: a bar on a terminal, else a line every few seconds if that was asked for.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use firecrawl_client::types::Document;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::task::AbortHandle;

use super::terminal;

/// The time between two lines where no cursor can be moved.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// The time between two states of a bar.
const BAR_EVERY: Duration = Duration::from_millis(200);

/// True if progress is shown without a terminal as well.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Shows progress without a terminal as well from now on.
pub fn ask() {
    ASKED.store(true, Ordering::Relaxed);
}

/// Returns true if progress is shown at all.
pub fn is_shown() -> bool {
    !terminal::is_quiet() && (ASKED.load(Ordering::Relaxed) || io::stderr().is_terminal())
}

/// The unit of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Pages of a job or of a list.
    Pages,
    /// Bytes of an upload.
    Bytes,
    /// Nothing but time, as in a job without pages.
    Time,
}

/// The counts of a job or of a list of URLs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// The pages or bytes that were delivered.
    pub done: u64,
    /// The pages that failed.
    pub failed: u64,
    /// The pages that robots.txt blocks.
    pub blocked: u64,
    /// The lines of the list that are not URLs.
    pub invalid: u64,
    /// The number of pages or bytes, once it is known.
    pub total: Option<u64>,
    /// The credits that it has cost.
    pub credits: Option<i64>,
}

impl Counts {
    /// Adds what a page has cost.
    pub fn add_credits(&mut self, document: &Document) {
        let metadata = document.metadata.as_ref();
        if let Some(credits) = metadata.and_then(|metadata| metadata.credits_used) {
            *self.credits.get_or_insert_default() += credits;
        }
    }
}

/// Shows counts while they change, until it is dropped.
pub struct Progress {
    shared: Arc<Shared>,
    task: Option<AbortHandle>,
}

struct Shared {
    what: String,
    unit: Unit,
    begun: Instant,
    /// The counts of earlier runs, which this one continues.
    before: Counts,
    counts: Mutex<Counts>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins to show the pages of something, such as `crawl 0123`.
    pub fn new(what: impl Into<String>) -> Self {
        Self::start(what.into(), Unit::Pages, Counts::default())
    }

    /// Begins to show the pages of something that an earlier run began.
    pub fn resumed(what: impl Into<String>, before: Counts) -> Self {
        Self::start(what.into(), Unit::Pages, before)
    }

    /// Begins to show the progress of something in a unit, on the current runtime.
    pub fn of(what: impl Into<String>, unit: Unit) -> Self {
        Self::start(what.into(), unit, Counts::default())
    }

    fn start(what: String, unit: Unit, before: Counts) -> Self {
        let is_dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let has_bar = is_shown() && io::stderr().is_terminal() && !is_dumb;
        let shared = Arc::new(Shared {
            what,
            unit,
            begun: Instant::now(),
            before,
            counts: Mutex::new(before),
            bar: has_bar.then(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())),
        });
        let task = is_shown().then(|| {
            let (shared, every) = (
                Arc::clone(&shared),
                if has_bar { BAR_EVERY } else { LINE_EVERY },
            );
            let shown = async move {
                let mut ticks = tokio::time::interval(every);
                loop {
                    ticks.tick().await;
                    shared.show();
                }
            };
            tokio::spawn(shown).abort_handle()
        });
        Self { shared, task }
    }

    /// Sets new counts, which are shown soon.
    pub fn set(&self, counts: Counts) {
        self.shared.set(counts);
    }

    /// Returns a function that does the same for as long as it is needed.
    pub fn setter(&self) -> impl Fn(Counts) + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move |counts| shared.set(counts)
    }

    /// Ends the progress with a line of its result, also where none was shown.
    pub fn finish(self, counts: Counts) {
        let (seconds, words) = (self.shared.begun.elapsed().as_secs_f64(), words(&counts));
        let (what, before) = (self.shared.what.clone(), self.shared.before.done);
        drop(self);
        let here = match before {
            0 => String::new(),
            before => format!(", {} of them", counts.done - before),
        };
        terminal::note(&format!(
            "{what}: {} pages{here} in {seconds:.1} s{words}",
            counts.done
        ));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
        if let Some(bar) = &self.shared.bar {
            bar.finish_and_clear();
        }
    }
}

impl Shared {
    fn set(&self, counts: Counts) {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner) = counts;
    }

    fn show(&self) {
        let counts = *self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let sentence = sentence(self.unit, &counts, all(&self.before), self.begun.elapsed());
        let Some(bar) = &self.bar else {
            terminal::note(&format!("{}: {sentence}", self.what));
            return;
        };
        let template = match counts.total {
            Some(_) => "{bar:24} {msg}",
            None => "{spinner} {msg}",
        };
        if bar.length() != counts.total || bar.position() == 0 {
            bar.set_style(
                ProgressStyle::with_template(template)
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
        }
        if let Some(total) = counts.total {
            bar.set_length(total);
        }
        bar.set_position(all(&counts));
        bar.set_message(terminal::printable(&sentence));
        bar.tick();
    }
}

fn all(counts: &Counts) -> u64 {
    counts.done + counts.failed + counts.blocked
}

/// Returns counts, rate, time left, failures and credits as words.
fn sentence(unit: Unit, counts: &Counts, before: u64, elapsed: Duration) -> String {
    let (done, seconds) = (all(counts), elapsed.as_secs_f64().max(0.001));
    let rate = done.saturating_sub(before) as f64 / seconds;
    let left = counts.total.filter(|total| *total > done && done > before);
    let left = left.map_or_else(String::new, |total| {
        format!(", {} left", time((total - done) as f64 / rate))
    });
    let of = |shown: String| {
        counts
            .total
            .map_or_else(String::new, |_| format!(" of {shown}"))
    };
    let total = counts.total.unwrap_or_default();
    let mut text = match unit {
        Unit::Pages => format!(
            "{done}{} pages, {rate:.1} a second{left}",
            of(total.to_string())
        ),
        Unit::Bytes => {
            let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
            format!(
                "{}{} MB sent, {} MB a second{left}",
                megabytes(done as f64),
                of(megabytes(total as f64)),
                megabytes(rate)
            )
        }
        Unit::Time => time(seconds),
    };
    text += &words(counts);
    text
}

/// Returns failures and credits as words.
fn words(counts: &Counts) -> String {
    let mut words = String::new();
    for (count, word) in [
        (counts.failed, "failed"),
        (counts.blocked, "blocked"),
        (counts.invalid, "invalid"),
    ] {
        if count > 0 {
            let _ = write!(words, ", {count} {word}");
        }
    }
    if let Some(credits) = counts.credits.filter(|credits| *credits >= 0) {
        let _ = write!(words, ", {credits} credits");
    }
    words
}

/// Returns a time in seconds, minutes or hours.
fn time(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_a_sentence() {
        let pages = Counts {
            done: 90,
            failed: 8,
            blocked: 2,
            invalid: 0,
            total: Some(10_000),
            credits: Some(91),
        };
        let unknown = Counts {
            total: None,
            credits: None,
            ..pages
        };
        let bytes = Counts {
            done: 3_000_000,
            total: Some(6_000_000),
            ..Counts::default()
        };
        let time = Counts {
            credits: Some(12),
            ..Counts::default()
        };
        for (unit, counts, seconds, expected) in [
            (
                Unit::Pages,
                pages,
                20,
                "100 of 10000 pages, 5.0 a second, 33 min 0 s left, 8 failed, 2 blocked, 91 credits",
            ),
            (
                Unit::Pages,
                unknown,
                20,
                "100 pages, 5.0 a second, 8 failed, 2 blocked",
            ),
            (Unit::Pages, Counts::default(), 0, "0 pages, 0.0 a second"),
            (
                Unit::Bytes,
                bytes,
                2,
                "3.0 of 6.0 MB sent, 1.5 MB a second, 2 s left",
            ),
            (Unit::Time, time, 3700, "1 h 1 min, 12 credits"),
        ] {
            let shown = sentence(unit, &counts, 0, Duration::from_secs(seconds));
            assert_eq!(shown, expected);
        }
        let resumed = sentence(Unit::Pages, &pages, 80, Duration::from_secs(20));
        assert!(resumed.starts_with("100 of 10000 pages, 1.0 a second, 2 h 45 min left"));
    }
}
