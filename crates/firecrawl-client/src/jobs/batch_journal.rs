//! The journal of a long list of URLs, by which it is resumed.

use std::fmt;
use std::io::BufRead;

use api_transport::{Error, ErrorKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::list_check::ListCheck;
use super::positions::Positions;
use crate::ids::BatchId;

/// The version of the format.
const VERSION: u32 = 1;

/// An entry of the journal of [`Client::batch_scrape_all`](crate::Client::batch_scrape_all), from
/// [`BatchResult::journal_entry`](crate::BatchResult::journal_entry).
///
/// It displays as a line of JSON, without the line break:
///
/// ```text
/// {"started":{"version":1,"batch":"0199…","at":1796000000,"urls":[[0,"https://example.com/a"],[1,"https://example.com/b"]]}}
/// {"done":{"position":1,"mark":2048}}
/// {"done":{"position":0,"mark":4096}}
/// {"finished":{"batch":"0199…"}}
/// ```
///
/// A caller that writes many results together notes what its output is, and one mark for all of them:
///
/// ```text
/// {"run":{"version":1,"about":{"output":"pages.jsonl"}}}
/// {"done":{"position":2}}
/// {"done":{"position":3}}
/// {"written":{"mark":8192}}
/// ```
///
/// Readers ignore unknown fields. A kind of entry is only added with a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum JournalEntry {
    /// A run of the caller began, where the last mark is. From here on, results count once a mark
    /// follows them, so that those of a run that was killed before are void.
    Run {
        /// The version of the format: 1.
        version: u32,
        /// A note of the caller about the run, such as its output, to be compared by the next one.
        about: Value,
    },
    /// A batch was started.
    Started {
        /// The version of the format: 1.
        version: u32,
        /// The id of the batch.
        batch: BatchId,
        /// The time of the start, in seconds since 1970: the service may not know the batch right after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u64>,
        /// The positions and the URLs that it scrapes.
        urls: Vec<(u64, String)>,
    },
    /// The URL at a position has its result, which is in the output.
    Done {
        /// The position, from 0.
        position: u64,
        /// The [mark](JournalEntry::with_mark) of the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mark: Option<Value>,
    },
    /// A result that no submitted URL matches is in the output.
    Unassigned {
        /// The id of the batch.
        batch: BatchId,
        /// The [mark](JournalEntry::with_mark) of the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mark: Option<Value>,
    },
    /// A batch has no more results.
    Finished {
        /// The id of the batch.
        batch: BatchId,
    },
    /// All results before are in the output.
    Written {
        /// The [mark](JournalEntry::with_mark) of the caller.
        mark: Value,
    },
}

impl JournalEntry {
    /// Creates the entry with which a run begins.
    pub fn run(about: impl Into<Value>) -> Self {
        Self::Run {
            version: VERSION,
            about: about.into(),
        }
    }

    /// Creates the entry of a batch that was started.
    pub(super) fn started(batch: BatchId, at: Option<u64>, urls: Vec<(u64, String)>) -> Self {
        Self::Started {
            version: VERSION,
            batch,
            at,
            urls,
        }
    }

    /// Adds a mark of the caller to the entry of a result: such as the length of the output in bytes,
    /// with that result.
    ///
    /// [`BatchJournal::mark`] returns the last one. An output that is cut to it
    /// has each result once, whenever the process was killed. The entries of
    /// batches, which add nothing to the output, are left as they are.
    #[must_use]
    pub fn with_mark(mut self, value: impl Into<Value>) -> Self {
        if let Self::Done { mark, .. } | Self::Unassigned { mark, .. } = &mut self {
            *mark = Some(value.into());
        }
        self
    }

    fn mark(&self) -> Option<&Value> {
        match self {
            Self::Done { mark, .. } | Self::Unassigned { mark, .. } => mark.as_ref(),
            Self::Written { mark } => Some(mark),
            Self::Run { .. } | Self::Started { .. } | Self::Finished { .. } => None,
        }
    }
}

impl fmt::Display for JournalEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&line)
    }
}

/// The state of a list of URLs, read from its journal; [`BatchScrapeAll::resume`](crate::BatchScrapeAll::resume) continues.
///
/// It takes a few bits for each position and the URLs of the batches that had not
/// ended, and so little memory for millions of URLs.
///
/// ```
/// use firecrawl_client::BatchJournal;
///
/// # fn main() -> Result<(), firecrawl_client::Error> {
/// let lines = concat!(
///     r#"{"started":{"version":1,"batch":"b1","urls":[[0,"https://example.com"]]}}"#, "\n",
///     r#"{"done":{"position":0,"mark":2048}}"#, "\n",
///     r#"{"finis"#, // the process was killed here
/// );
/// let journal = BatchJournal::read(lines.as_bytes())?;
/// assert!(journal.is_done(0) && !journal.is_done(1));
/// assert_eq!(journal.mark().and_then(|mark| mark.as_u64()), Some(2048));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct BatchJournal {
    pub(super) done: Positions,
    /// The batches that had not ended, sorted by their ids.
    pub(super) open: Vec<(BatchId, OpenBatch)>,
    /// The number of batches that were started.
    starts: u64,
    mark: Option<Value>,
    about: Option<Value>,
    /// The entries since the last mark, once a run has begun.
    unmarked: Option<Vec<JournalEntry>>,
    /// True after a hole in the file, until the next run.
    is_torn: bool,
    pub(super) list: ListCheck,
}

/// A batch that was started and had not ended.
#[derive(Clone, Debug)]
pub(super) struct OpenBatch {
    pub urls: Vec<(u64, String)>,
    /// The time of the start, in seconds since 1970.
    pub at: Option<u64>,
    /// The number of its results that no URL matches and that are in the output.
    pub unassigned: u64,
    /// The number of batches that were started before.
    pub start: u64,
}

impl BatchJournal {
    /// Reads a journal, a line at a time.
    ///
    /// A line that was cut off by a crash is ignored, and so are empty lines and the null bytes
    /// that a loss of power can leave. In a journal with [runs](JournalEntry::Run), no result
    /// counts between null bytes and the next run. Before
    /// more entries are appended, the cut line needs its line break: begin
    /// each run with an empty line. A line that begins with a space is ignored as well, so
    /// that entries can be overwritten. A journal that does not exist yet is an empty one:
    /// the default.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] if it cannot be read, or a line is not an
    /// entry of version 1.
    pub fn read(mut reader: impl BufRead) -> Result<Self, Error> {
        let mut journal = Self::default();
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            let wrong = |cause: Box<dyn std::error::Error + Send + Sync>| {
                let message = format!("line {number} of the journal is not an entry of version 1");
                Error::new(ErrorKind::InvalidRequest, message).caused_by(cause)
            };
            let length = reader.read_until(b'\n', &mut line);
            if length.map_err(|error| wrong(error.into()))? == 0 {
                break;
            }
            if line.starts_with(b" ") {
                continue;
            }
            // JSON has no null bytes.
            let is_torn = line.contains(&0);
            journal.is_torn |= is_torn;
            for entry in line.split(|byte| *byte == 0) {
                match serde_json::from_slice(entry.trim_ascii()) {
                    Ok(
                        JournalEntry::Started { version, .. } | JournalEntry::Run { version, .. },
                    ) if version != VERSION => {
                        return Err(wrong(format!("its version is {version}").into()));
                    }
                    Ok(entry) => journal.add(entry),
                    // Cut off, or empty.
                    Err(error) if is_torn || error.classify() == Category::Eof => {}
                    Err(error) => return Err(wrong(error.into())),
                }
            }
        }
        Ok(journal)
    }

    /// Adds an entry, of a journal that is kept in another place than lines of a file.
    pub fn add(&mut self, entry: JournalEntry) {
        match entry {
            JournalEntry::Run { about, .. } => {
                self.about = Some(about);
                self.unmarked = Some(Vec::new());
                self.is_torn = false;
            }
            // It is paid, whatever follows.
            JournalEntry::Started { .. } => self.count(entry),
            entry => match &mut self.unmarked {
                None => self.count(entry),
                Some(_) if self.is_torn => {}
                Some(unmarked) => {
                    let is_marked = entry.mark().is_some();
                    unmarked.push(entry);
                    if is_marked {
                        let entries = std::mem::take(unmarked);
                        entries.into_iter().for_each(|entry| self.count(entry));
                    }
                }
            },
        }
    }

    fn count(&mut self, entry: JournalEntry) {
        if let Some(mark) = entry.mark() {
            self.mark = Some(mark.clone());
        }
        match entry {
            JournalEntry::Started {
                batch, at, urls, ..
            } => {
                for (position, url) in &urls {
                    self.list.add(*position, url);
                }
                match self.find(&batch) {
                    Ok(found) => self.open[found].1.urls = urls,
                    Err(place) => {
                        let open = OpenBatch {
                            urls,
                            at,
                            unassigned: 0,
                            start: self.starts,
                        };
                        self.open.insert(place, (batch, open));
                        self.starts += 1;
                    }
                }
            }
            JournalEntry::Done { position, .. } => {
                self.done.insert(position);
            }
            JournalEntry::Unassigned { batch, .. } => {
                if let Ok(at) = self.find(&batch) {
                    self.open[at].1.unassigned += 1;
                }
            }
            JournalEntry::Finished { batch } => {
                if let Ok(at) = self.find(&batch) {
                    self.open.remove(at);
                }
            }
            JournalEntry::Run { .. } | JournalEntry::Written { .. } => {}
        }
    }

    /// Returns the index of an open batch, or the one where it belongs.
    fn find(&self, id: &BatchId) -> Result<usize, usize> {
        self.open.binary_search_by(|(open, _)| open.cmp(id))
    }

    /// Returns the last [mark](JournalEntry::with_mark).
    pub fn mark(&self) -> Option<&Value> {
        self.mark.as_ref()
    }

    /// Returns the note of the last [run](JournalEntry::Run).
    pub fn about(&self) -> Option<&Value> {
        self.about.as_ref()
    }

    /// Returns the number of positions that have their results.
    pub fn done(&self) -> u64 {
        self.done.len()
    }

    /// Returns whether the URL at a position has its result.
    pub fn is_done(&self, position: u64) -> bool {
        self.done.contains(position)
    }

    /// Returns the ids of the batches that were started and had not ended.
    pub fn open_batches(&self) -> impl Iterator<Item = &BatchId> {
        self.open.iter().map(|(id, _)| id)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<BatchJournal, Error> {
        BatchJournal::read(text.as_bytes())
    }

    fn entries() -> Vec<JournalEntry> {
        let batch = || BatchId::new("b1");
        let urls = vec![
            (7, "https://a.example/ü\"".to_owned()),
            (u64::MAX, String::new()),
        ];
        vec![
            JournalEntry::started(batch(), None, urls),
            JournalEntry::Done {
                position: 7,
                mark: None,
            }
            .with_mark(12),
            JournalEntry::Unassigned {
                batch: batch(),
                mark: None,
            },
            JournalEntry::Finished { batch: batch() }.with_mark(13),
        ]
    }

    #[test]
    fn the_lines_are_the_documented_ones() {
        let lines: Vec<String> = entries().iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                r#"{"started":{"version":1,"batch":"b1","urls":[[7,"https://a.example/ü\""],[18446744073709551615,""]]}}"#,
                r#"{"done":{"position":7,"mark":12}}"#,
                r#"{"unassigned":{"batch":"b1"}}"#,
                r#"{"finished":{"batch":"b1"}}"#,
            ]
        );
        for (line, entry) in lines.iter().zip(entries()) {
            assert_eq!(serde_json::from_str::<JournalEntry>(line).unwrap(), entry);
        }
    }

    #[test]
    fn a_line_cut_at_any_byte_is_ignored() {
        let done = r#"{"done":{"position":1}}"#;
        for entry in entries() {
            let line = entry.to_string();
            for cut in 0..line.len() {
                let mut text = line.as_bytes()[..cut].to_vec();
                let journal = BatchJournal::read(&text[..]).unwrap();
                assert_eq!(
                    (journal.done(), journal.open.len()),
                    (0, 0),
                    "{cut} of {line}"
                );
                // The next run begins with a line break.
                text.extend_from_slice(format!("\n\r\n{done}\n").as_bytes());
                let journal = BatchJournal::read(&text[..]).unwrap();
                assert!(journal.is_done(1) && journal.done() == 1);
            }
        }
    }

    #[test]
    fn null_bytes_after_a_loss_of_power_are_ignored() {
        for text in [
            "{\"done\":{\"position\":1}}\n\0\0\0\0",
            "{\"done\":{\"position\":1}}\0\0\0\0",
            "{\"done\":{\"position\":1}}\n{\"done\":{\"posi\0\0\0\0",
        ] {
            let journal = read(&format!("{text}\n{{\"done\":{{\"position\":2}}}}\n")).unwrap();
            assert_eq!(journal.done(), 2, "{text:?}");
        }
    }

    #[test]
    fn results_of_a_run_count_with_their_mark() {
        let run = JournalEntry::run("o").to_string();
        assert_eq!(run, r#"{"run":{"version":1,"about":"o"}}"#);
        let done = |position: u64| format!("{{\"done\":{{\"position\":{position}}}}}");
        let start = JournalEntry::started(BatchId::new("b"), None, vec![(1, "u".to_owned())]);
        let finished = r#"{"finished":{"batch":"b"}}"#;
        let mark = |mark: u64| JournalEntry::Written { mark: mark.into() }.to_string();
        let journal = |lines: &[String]| {
            let journal = read(&lines.join("\n")).unwrap();
            let mark = journal.mark().and_then(Value::as_u64);
            let done: Vec<u64> = (0..9).filter(|at| journal.is_done(*at)).collect();
            (done, mark, journal.open.len())
        };
        let whole = vec![
            run.clone(),
            start.to_string(),
            done(1),
            finished.to_owned(),
            mark(5),
        ];
        assert_eq!(journal(&whole), (vec![1], Some(5), 0));
        // Killed before the mark: the batch is taken up again, by this run and any later one.
        assert_eq!(journal(&whole[..4]), (vec![], None, 1));
        let again = [&whole[..4], &[run.clone(), done(2), mark(7)]].concat();
        assert_eq!(journal(&again), (vec![2], Some(7), 1));
        // A loss of power left a hole before a mark.
        let torn = [format!("{}\0\0\0ion\":3}}}}", done(2)), mark(9)];
        let torn = [&whole[..], &torn, &[run.clone(), done(4), mark(6)]].concat();
        assert_eq!(journal(&torn[..7]), (vec![1], Some(5), 0));
        assert_eq!(journal(&torn), (vec![1, 4], Some(6), 0));
        // A line that was overwritten in part.
        let over = [run, "       ion\":3}}".to_owned(), done(4), mark(6)];
        assert_eq!(journal(&over), (vec![4], Some(6), 0));
    }

    #[test]
    fn what_is_not_an_entry_is_an_error_with_its_line() {
        for line in [
            r#"{"done":{"po{"done":{"position":1}}"#,
            r#"{"started":{"version":2,"batch":"b","urls":[]}}"#,
            r#"{"removed":{"batch":"b"}}"#,
            "7",
        ] {
            let error = read(&format!("\n{line}\n")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{line}");
            assert!(
                error.message().starts_with("line 2 of the journal"),
                "{error}"
            );
        }
        assert_eq!(
            read(r#"{"done":{"position":1,"new":[]}}"#).unwrap().done(),
            1
        );
    }

    #[test]
    fn a_batch_is_open_from_its_start_to_its_end() {
        let mut journal = BatchJournal::default();
        let mut open = Vec::new();
        for entry in entries() {
            journal.add(entry);
            let found = journal.find(&BatchId::new("b1"));
            open.push(found.ok().map(|at| journal.open[at].1.unassigned));
        }
        assert_eq!(open, [Some(0), Some(0), Some(1), None]);
        assert_eq!(journal.mark(), Some(&Value::from(12)));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_an_error(text in ".*", bytes: Vec<u8>) {
            let _ = read(&text);
            let _ = BatchJournal::read(&bytes[..]);
        }
    }
}
