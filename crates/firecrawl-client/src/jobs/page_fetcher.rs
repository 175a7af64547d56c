//! Fetches the pages of a job, while it runs, to the end.

use std::collections::HashSet;

use api_transport::{Error, ErrorKind, Operation, Progress};
use bytes::BytesMut;
use tokio::sync::watch;
use url::Url;

use super::continuation::Continuation;
use super::cursor;
use super::duplicates::{Identify, Identity, Seen, hash};
use super::job::Job;
use super::job_state::{JobPhase, StatusResponse};
use super::kind::Paged;
use super::pages::Page;
use super::poll_policy::EARLY_POLLS;
use super::polling::Polling;
use super::result_page::{PageParts, ResultPage};

/// Pages at least this large are decoded lazily, once the consumer asks for them; a smaller one
/// takes little memory, and often has nothing new.
const LARGE: usize = 1024 * 1024;

/// The number of empty pages in a row that a job that has ended may have.
///
/// Some servers count documents that they leave out.
const EMPTY_PAGES: u32 = 20;

/// A fetcher, and the next page; `None` at the end.
pub(super) type Fetched<K> = (PageFetcher<K>, Result<Option<Page<K>>, Error>);

/// The state between two pages.
pub(super) struct PageFetcher<K: Paged> {
    job: Job<K>,
    operation: &'static Operation,
    /// The path of the first page below the API root, which is the path of all.
    path: String,
    at: Continuation<K>,
    seen: Seen,
    /// Hashes of the addresses of all pages so far, but for the first.
    visited: HashSet<u64>,
    /// The number of items that the page at this position had when it was last read.
    held: usize,
    progress: Progress,
    /// The number of items of the first page, right after it was left.
    left_first: Option<usize>,
    /// True if the server ignores `skip`, so that everything is on the first page.
    skipless: bool,
    /// The memory of the body of the last page.
    spare: BytesMut,
    /// The end of the results, once all items were returned.
    end: Option<Result<(), Error>>,
}

/// The step after a page.
enum Next {
    Turn(String),
    Wait,
    End,
}

impl<K: Paged> PageFetcher<K> {
    /// Creates a fetcher from a position on.
    pub fn new(job: Job<K>, at: Continuation<K>) -> Result<Self, Error> {
        let (operation, path) = route(&job, &at)?;
        Ok(Self {
            operation,
            path,
            seen: Seen::before(at.first, at.last),
            visited: HashSet::new(),
            held: 0,
            progress: job.progress(None, at.delivered),
            left_first: None,
            skipless: false,
            spare: BytesMut::new(),
            end: None,
            job,
            at,
        })
    }

    /// Returns the position after the last page.
    pub fn at(&self) -> &Continuation<K> {
        &self.at
    }

    /// Fetches the next page with something new on it.
    ///
    /// A large page is decoded when it is wanted; until then its bytes are held.
    pub async fn fetch(mut self, wanted: watch::Receiver<bool>) -> Fetched<K> {
        let page = match self.end.take() {
            Some(end) => end.map(|()| None),
            None => self.page(wanted).await,
        };
        let page = page.map_err(|error| self.job.failed(error, self.progress.clone()));
        (self, page)
    }

    async fn page(&mut self, mut wanted: watch::Receiver<bool>) -> Result<Option<Page<K>>, Error> {
        let polls = match self.at.delivered {
            0 => 0,
            _ => EARLY_POLLS,
        };
        let mut polling = self.job.polling("the job gave nothing new", polls);
        let mut empty_pages = 0;
        loop {
            let Some((parts, was_held)) = self.read(&mut polling, &mut wanted).await? else {
                continue;
            };
            let identities: Vec<Identity> = parts.items.iter().map(Identify::identity).collect();
            if self.goes_back(&identities) {
                self.job.pause(&mut polling, None).await?;
                continue;
            }
            self.check(&identities)?;
            let next = self.next(&parts);
            let here = self.at.clone();
            let mut items = parts.items;
            items.drain(..here.offset);
            for identity in identities.iter().skip(here.offset) {
                self.at.advance(identity.id());
            }
            self.seen.note(identities, self.held);
            self.held = self.at.offset;
            self.progress.delivered = self.at.delivered;
            match next {
                Ok(Next::Wait) => {}
                Ok(Next::Turn(cursor)) if !self.visited.insert(hash(&cursor)) => {
                    self.end = Some(Err(endless()));
                }
                Ok(Next::Turn(cursor)) => {
                    self.left_first = here.cursor.is_none().then_some(self.held);
                    self.at.cursor = Some(cursor);
                    self.at.offset = 0;
                    self.held = 0;
                }
                Ok(Next::End) => self.end = self.job.end_of(&parts.status),
                // The items of this page are not affected.
                Err(error) => self.end = Some(Err(error)),
            }
            if !items.is_empty() {
                return Ok(Some(Page {
                    items,
                    status: parts.status,
                    here,
                }));
            }
            if let Some(end) = self.end.take() {
                return end.map(|()| None);
            }
            if parts.status.snapshot().phase != JobPhase::Running {
                // Another page of a job that has ended, at another address.
                empty_pages += 1;
                if empty_pages > EMPTY_PAGES {
                    return Err(endless());
                }
                continue;
            }
            // There may be more by now than on a page that was held.
            if !was_held {
                self.job.pause(&mut polling, None).await?;
            }
        }
    }

    /// Reads the page at this position, and returns whether it was held until it was wanted.
    ///
    /// `None` if the response was lost and may be requested again.
    async fn read(
        &mut self,
        polling: &mut Polling,
        wanted: &mut watch::Receiver<bool>,
    ) -> Result<Option<(PageParts<K::Item, K::Status>, bool)>, Error> {
        let client = self.job.client_within(polling);
        let mut request = K::request(client.api(), &self.job.id, None);
        if let Some(cursor) = &self.at.cursor {
            let url = page_url(client.transport.root(), cursor)?;
            request = request.map(|request| request.at(url));
        }
        // A new buffer of 10 MB for each page would fragment the memory.
        let spare = std::mem::take(&mut self.spare);
        let mut was_held = false;
        let body = match client.transport.fetch(request, spare).await {
            Ok(unread) => {
                if unread.size() >= LARGE && !*wanted.borrow() {
                    was_held = true;
                    let since = client.transport.clock().now();
                    // The sender goes with the stream, which aborts this.
                    let _ = wanted.wait_for(|wanted| *wanted).await;
                    let now = client.transport.clock().now();
                    polling.leave_out(now.saturating_duration_since(since));
                }
                unread.read(&client.transport, &mut self.spare).await
            }
            Err(error) => Err(error),
        };
        match body {
            Ok(body) => {
                let parts = body.into_inner().into_parts();
                let parts = parts.map_err(|error| error.of_operation(self.operation))?;
                self.job.note(parts.status.snapshot().phase);
                self.progress = self.job.progress(Some(&parts.status), self.at.delivered);
                Ok(Some((parts, was_held)))
            }
            Err(error) if self.job.may_pass(&error) => {
                self.job.pause(polling, Some(error)).await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Goes back to the first page if the second one is the first again.
    ///
    /// A server without a database ignores `skip`, but has a `next` while the
    /// job runs. Its first page grows: new items are read there, to an end that
    /// is certain only if the page has no `next` then.
    fn goes_back(&mut self, page: &[Identity]) -> bool {
        if page.is_empty() {
            return false;
        }
        match self.left_first.take() {
            Some(held) if held > 0 && self.seen.continues(page) => {
                self.at.cursor = None;
                self.at.offset = held;
                self.held = held;
                self.skipless = true;
                true
            }
            _ => false,
        }
    }

    /// Compares a page with those before it.
    fn check(&self, page: &[Identity]) -> Result<(), Error> {
        let turned = self.held == 0;
        let Some((given, new)) = page.split_at_checked(self.at.offset) else {
            return Err(lost());
        };
        if turned && self.seen.repeats(new) {
            return Err(repeated());
        }
        // Of the items that another process read, only the last one is known.
        let last = given.last().and_then(Identity::id);
        let differs = last.is_some() && self.at.last.is_some() && last != self.at.last;
        if differs || (!turned && !self.seen.continues(page)) {
            return Err(lost());
        }
        Ok(())
    }

    /// Returns the step after a page.
    fn next(&self, parts: &PageParts<K::Item, K::Status>) -> Result<Next, Error> {
        let running = parts.status.snapshot().phase == JobPhase::Running;
        let here = self.at.cursor.as_ref().unwrap_or(&self.path);
        let Some(next) = &parts.next else {
            return Ok(if running { Next::Wait } else { Next::End });
        };
        if self.skipless {
            return if running {
                Ok(Next::Wait)
            } else {
                Err(repeated())
            };
        }
        let root = self.job.client.transport.root();
        let next = cursor::below_root(next, root, &self.path)?;
        let (skip, next_skip) = (cursor::skip_of(here), cursor::skip_of(&next));
        let end = skip.map(|skip| skip.saturating_add(parts.items.len() as u64));
        if next == *here || (skip.is_some() && skip == next_skip) {
            if running {
                return Ok(Next::Wait);
            }
            // The job has ended, so nothing comes later: look behind the page.
            return Ok(match end {
                Some(end) if !parts.items.is_empty() => Next::Turn(cursor::with_skip(&next, end)),
                _ => Next::End,
            });
        }
        // A cursor may run ahead of the documents, where a server leaves some
        // out; it may not fall behind them.
        if let (Some(end), Some(next_skip)) = (end, next_skip)
            && next_skip < end
        {
            return Err(Error::new(
                ErrorKind::Paging,
                format!(
                    "the next page begins at {next_skip}, before the end of this one: documents would come twice"
                ),
            ));
        }
        Ok(Next::Turn(next))
    }
}

fn repeated() -> Error {
    Error::new(
        ErrorKind::Paging,
        "the server sent documents of an earlier page again; it seems to ignore `skip`, as servers without a database do",
    )
}

fn endless() -> Error {
    Error::new(
        ErrorKind::Paging,
        "the job has ended, but its pages do not: the server leads to empty or earlier ones",
    )
}

fn lost() -> Error {
    Error::new(
        ErrorKind::Paging,
        "the page lost documents that were on it before, so that its order is not reliable",
    )
}

/// Returns the operation that reads a page, and the path of the first page below the API root.
fn route<K: Paged>(
    job: &Job<K>,
    at: &Continuation<K>,
) -> Result<(&'static Operation, String), Error> {
    let client = &job.client;
    let request = K::request(client.api(), &job.id, None)?;
    let root = client.transport.root().path().trim_end_matches('/');
    let path = request.request().url().path();
    let path = path.strip_prefix(root).unwrap_or(path).to_owned();
    match &at.cursor {
        Some(cursor) if cursor.split('?').next() != Some(&path) => Err(Error::new(
            ErrorKind::Paging,
            "the continuation is of another job than it says",
        )),
        _ => Ok((request.operation(), path)),
    }
}

fn page_url(root: &Url, path: &str) -> Result<Url, Error> {
    Url::parse(&format!("{}{path}", root.as_str())).map_err(|error| {
        Error::new(ErrorKind::Paging, "the address of the page is not a URL").caused_by(error)
    })
}
