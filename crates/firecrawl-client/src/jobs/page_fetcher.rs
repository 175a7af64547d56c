//! Fetches the pages of a job, while it runs, to the end.

use std::sync::Arc;
use std::time::Instant;

use api_transport::{Error, ErrorKind, Operation, Progress};
use bytes::BytesMut;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::Sender;
use url::Url;

use super::cursor;
use super::duplicates::{Identify, Identity, Seen};
use super::job::Job;
use super::job_state::{JobPhase, StatusResponse};
use super::kind::Paged;
use super::pages::Page;
use super::poll_policy::EARLY_POLLS;
use super::position::Position;
use super::result_page::{PageParts, ResultPage};

/// Pages at least this large are decoded lazily, once the consumer asks for them; a smaller one
/// takes little memory, and often has nothing new.
const LARGE: usize = 1024 * 1024;

/// Fetches the pages and sends them to a stream.
pub(super) struct PageFetcher<K: Paged> {
    job: Job<K>,
    operation: &'static Operation,
    /// The path of the first page below the API root, which is the path of all.
    path: String,
    at: Position,
    seen: Seen,
    /// The number of items that the page at this position had when it was last read.
    held: usize,
    progress: Progress,
    /// The number of items of the first page, right after it was left.
    left_first: Option<usize>,
    /// True if the server ignores `skip`, so that everything is on the first page.
    skipless: bool,
    /// The time since which something new is awaited.
    moved: Instant,
    polls: u32,
    /// A permit for each page that the consumer waits for.
    wanted: Arc<Semaphore>,
    /// The number of permits for pages that were sent before the permits were parts.
    owed: u32,
    /// True if the permit for the current page was parts.
    is_wanted: bool,
    /// True if the page that was read last was held for a while.
    stale: bool,
    /// The memory of the body of the last page.
    spare: BytesMut,
    /// The end of the stream, once all pages were sent.
    end: Option<Result<(), Error>>,
}

/// The step after a page.
enum Next {
    Turn(String),
    Wait,
    End,
}

impl<K: Paged> PageFetcher<K> {
    /// Fetches from a position on, and sends each page; ends when the stream is dropped.
    ///
    /// A large page is decoded when it is `wanted`; until then its bytes are held.
    pub async fn run(
        job: Job<K>,
        at: Position,
        wanted: Arc<Semaphore>,
        pages: Sender<Result<Page<K>, Error>>,
    ) {
        let progress = job.progress(None, at.delivered);
        let (operation, path) = match route(&job, &at) {
            Ok(route) => route,
            Err(error) => {
                let _ = pages.send(Err(job.failed(error, progress))).await;
                return;
            }
        };
        let moved = job.client.transport.clock().now();
        let mut fetcher = Self {
            job,
            operation,
            path,
            seen: Seen::before(at.first, at.last),
            at,
            held: 0,
            left_first: None,
            skipless: false,
            progress,
            moved,
            polls: 0,
            wanted,
            owed: 0,
            is_wanted: false,
            stale: false,
            spare: BytesMut::new(),
            end: None,
        };
        // Memory holds the page that is used and the bytes of the next one.
        while let Ok(room) = pages.reserve().await {
            let next = match fetcher.end.take() {
                Some(Ok(())) => return,
                Some(Err(error)) => Err(error),
                None => fetcher.page().await,
            };
            match next {
                Ok(Some(page)) => {
                    room.send(Ok(page));
                    fetcher.note_sent();
                }
                Ok(None) => {}
                Err(error) => {
                    let progress = fetcher.progress.clone();
                    room.send(Err(fetcher.job.failed(error, progress)));
                    return;
                }
            }
        }
    }

    /// Returns the next page with something new on it; `None` at the end.
    async fn page(&mut self) -> Result<Option<Page<K>>, Error> {
        // The consumer may have used the page before for long.
        self.moved = self.job.client.transport.clock().now();
        self.polls = if self.at.delivered == 0 {
            0
        } else {
            EARLY_POLLS
        };
        loop {
            let Some(parts) = self.read().await? else {
                continue;
            };
            let identities: Vec<Identity> = parts.items.iter().map(Identify::identity).collect();
            if self.goes_back(&identities) {
                self.pause(None).await?;
                continue;
            }
            self.check(&identities)?;
            let next = self.next(&parts);
            let here = self.at.clone();
            let mut items = parts.items;
            items.drain(..here.offset);
            let new = identities.iter().skip(here.offset);
            let marks: Vec<_> = new.map(Identity::id).collect();
            for mark in &marks {
                self.at.advance(*mark);
            }
            self.seen.note(identities, self.held);
            self.held = self.at.offset;
            self.progress.delivered = self.at.delivered;
            match next {
                Ok(Next::Wait) => {}
                Ok(Next::Turn(cursor)) => {
                    self.left_first = here.cursor.is_none().then_some(self.held);
                    self.at.cursor = Some(cursor);
                    self.at.offset = 0;
                    self.held = 0;
                }
                Ok(Next::End) => self.end = self.job.end_of(&parts.status, &self.progress),
                // The items of this page are not affected.
                Err(error) => self.end = Some(Err(error)),
            }
            if !items.is_empty() {
                return Ok(Some(Page {
                    items,
                    marks,
                    status: parts.status,
                    here,
                    after: self.at.clone(),
                }));
            }
            if self.end.is_some() {
                return Ok(None);
            }
            // There may be more by now than on a page that was held.
            if !std::mem::take(&mut self.stale) {
                self.pause(None).await?;
            }
        }
    }

    /// Reads the page at this position; `None` if the response was lost and may be requested again.
    async fn read(&mut self) -> Result<Option<PageParts<K::Item, K::Status>>, Error> {
        let now = self.job.client.transport.clock().now();
        let spent = now.saturating_duration_since(self.moved);
        let client = self
            .job
            .client_within(self.job.poll_policy.deadline.saturating_sub(spent));
        let mut request = K::first_page(client.api(), &self.job.id);
        if let Some(cursor) = &self.at.cursor {
            let url = page_url(client.transport.root(), cursor)?;
            request = request.map(|request| request.at(url));
        }
        // A new buffer of 10 MB for each page would fragment the memory.
        let spare = std::mem::take(&mut self.spare);
        let body = match client.transport.fetch(request, spare).await {
            Ok(unread) => {
                if unread.size() >= LARGE {
                    self.until_wanted().await;
                }
                unread.read(&client.transport, &mut self.spare).await
            }
            Err(error) => Err(error),
        };
        match body {
            Ok(body) => {
                let parts = body.into_inner().into_parts();
                let parts = parts.map_err(|error| error.of_operation(self.operation))?;
                self.job.note(parts.status.phase());
                self.progress = self.job.progress(Some(&parts.status), self.at.delivered);
                Ok(Some(parts))
            }
            Err(error) if error.is_retryable() => {
                self.pause(Some(error)).await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Notes that a page was sent, for which the consumer waits or will wait.
    fn note_sent(&mut self) {
        if !std::mem::take(&mut self.is_wanted) {
            self.owed += 1;
        }
        self.stale = false;
    }

    /// Waits until the consumer waits for a page. This time does not count against the deadline.
    async fn until_wanted(&mut self) {
        if self.is_wanted {
            return;
        }
        let clock = self.job.client.transport.clock();
        let since = clock.now();
        let is_waiting = self.wanted.available_permits() > self.owed as usize;
        // It is never closed.
        if let Ok(permits) = self.wanted.acquire_many(self.owed + 1).await {
            permits.forget();
        }
        self.owed = 0;
        self.is_wanted = true;
        self.stale = !is_waiting;
        self.moved += clock.now().saturating_duration_since(since);
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
        let running = parts.status.phase() == JobPhase::Running;
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

    /// Waits until the next poll.
    async fn pause(&mut self, problem: Option<Error>) -> Result<(), Error> {
        let clock = self.job.client.transport.clock();
        let spent = clock.now().saturating_duration_since(self.moved);
        let Some(pause) = self.job.pause(self.polls, problem.as_ref(), spent) else {
            let progress = self.progress.clone();
            return Err(self
                .job
                .too_long("the job gave nothing new", problem, progress));
        };
        clock.sleep(pause).await;
        self.polls += 1;
        Ok(())
    }
}

fn repeated() -> Error {
    Error::new(
        ErrorKind::Paging,
        "the server sent documents of an earlier page again; it seems to ignore `skip`, as servers without a database do",
    )
}

fn lost() -> Error {
    Error::new(
        ErrorKind::Paging,
        "the page lost documents that were on it before, so that its order is not reliable",
    )
}

/// Returns the operation that reads a page, and the path of the first page below the API root.
fn route<K: Paged>(job: &Job<K>, at: &Position) -> Result<(&'static Operation, String), Error> {
    let client = &job.client;
    let request = K::first_page(client.api(), &job.id)?;
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
