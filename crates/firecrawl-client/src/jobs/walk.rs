//! Walking the pages of a job, while it runs, to the end.

use std::sync::Arc;
use std::time::Instant;

use bytes::BytesMut;
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Method, Request};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::Sender;
use url::Url;

use super::cursor;
use super::job::Job;
use super::kind::Paged;
use super::pages::Page;
use super::patience::EARLY;
use super::phase::{Phase, Standing};
use super::position::Position;
use super::repeats::{Identity, Recognised, Seen};
use super::result_page::{ResultPage, TakenApart};
use crate::error::{Error, ErrorKind, Progress};
use crate::transport::{Payload, Route};

/// From how many bytes on a page is not read before it is wanted; a smaller one takes little
/// memory, and often says that there is nothing new.
const LARGE: usize = 1024 * 1024;

/// Walks the pages and hands them to a stream.
pub(super) struct Walk<K: Paged> {
    job: Job<K>,
    first: String,
    at: Position,
    seen: Seen,
    /// How many items the page at this place had when it was last read.
    held: usize,
    progress: Progress,
    /// How many items the first page had, right after it was left.
    left_first: Option<usize>,
    /// Whether the server ignores `skip`, so that all is on the first page.
    skipless: bool,
    /// Since when something new is waited for.
    moved: Instant,
    asked: u32,
    /// A permit for each page that somebody waits for.
    wanted: Arc<Semaphore>,
    /// How many of them belong to pages that were given before they were taken.
    owed: u32,
    /// Whether the permit for the page that is sought was taken.
    is_wanted: bool,
    /// Whether the page that was read last was held for a while.
    stale: bool,
    /// The memory of the last page as it came.
    spare: BytesMut,
    /// What is left to say when all pages were given.
    end: Option<Result<(), Error>>,
}

/// What to do after a page.
enum Next {
    Turn(String),
    Wait,
    End,
}

impl<K: Paged> Walk<K> {
    /// Walks from a place, and sends each page; ends when nobody listens any more.
    ///
    /// A large page is read when it is `wanted`; until then it is held as it came.
    pub async fn run(
        job: Job<K>,
        at: Position,
        wanted: Arc<Semaphore>,
        pages: Sender<Result<Page<K>, Error>>,
    ) {
        let progress = job.progress(None, at.delivered);
        let first = match first_page(&job, &at) {
            Ok(first) => first,
            Err(error) => {
                let _ = pages.send(Err(error.with_progress(progress))).await;
                return;
            }
        };
        let moved = job.client.shared.clock.now();
        let mut walk = Self {
            job,
            first,
            seen: Seen::before(at.first, at.last),
            at,
            held: 0,
            left_first: None,
            skipless: false,
            progress,
            moved,
            asked: 0,
            wanted,
            owed: 0,
            is_wanted: false,
            stale: false,
            spare: BytesMut::new(),
            end: None,
        };
        // The page that is used and the bytes of the next one are all that
        // memory holds.
        while let Ok(room) = pages.reserve().await {
            let next = match walk.end.take() {
                Some(Ok(())) => return,
                Some(Err(error)) => Err(error),
                None => walk.page().await,
            };
            match next {
                Ok(Some(page)) => {
                    room.send(Ok(page));
                    walk.gave();
                }
                Ok(None) => {}
                Err(error) => {
                    room.send(Err(error.with_progress(walk.progress)));
                    return;
                }
            }
        }
    }

    /// The next page with something new on it; `None` at the end.
    async fn page(&mut self) -> Result<Option<Page<K>>, Error> {
        // Whoever reads may have taken his time over the page before.
        self.moved = self.job.client.shared.clock.now();
        self.asked = if self.at.delivered == 0 { 0 } else { EARLY };
        loop {
            let Some(taken) = self.read().await? else {
                continue;
            };
            let identities: Vec<Identity> = taken.items.iter().map(Recognised::identity).collect();
            if self.goes_back(&identities) {
                self.pause(None).await?;
                continue;
            }
            self.check(&identities)?;
            let next = self.next(&taken);
            let here = self.at.clone();
            let mut items = taken.items;
            items.drain(..here.offset);
            let new = identities.iter().skip(here.offset);
            let marks: Vec<_> = new.map(Identity::lasting).collect();
            for mark in &marks {
                self.at.gave(*mark);
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
                Ok(Next::End) => self.end = self.job.ended_as(&taken.status, &self.progress),
                // It takes nothing from the page that it stands on.
                Err(error) => self.end = Some(Err(error)),
            }
            if !items.is_empty() {
                return Ok(Some(Page {
                    items,
                    marks,
                    status: taken.status,
                    here,
                    after: self.at.clone(),
                }));
            }
            if self.end.is_some() {
                return Ok(None);
            }
            // There may be more by now than on a page that has lain here.
            if !std::mem::take(&mut self.stale) {
                self.pause(None).await?;
            }
        }
    }

    /// Reads the page at this place; `None` if the answer was lost and it is worth to ask again.
    async fn read(&mut self) -> Result<Option<TakenApart<K::Item, K::Status>>, Error> {
        let path = self.at.cursor.as_ref().unwrap_or(&self.first);
        let request = request(&self.job.client.shared.root, path)?;
        let route = Route::of(K::OPERATION.operation());
        let spent = self
            .job
            .client
            .shared
            .clock
            .now()
            .saturating_duration_since(self.moved);
        let left = self.job.patience.deadline.saturating_sub(spent);
        let client = self.job.patient_client(left);
        // A page of 10 MB for each page would leave the allocator in pieces.
        let spare = std::mem::take(&mut self.spare);
        let fetched = client.fetch(route, Payload::plain(request), spare).await;
        let whole = match fetched {
            Ok(fetched) => {
                if fetched.size() >= LARGE {
                    self.until_wanted().await;
                }
                let spare = &mut self.spare;
                fetched.decoded_with::<K::Whole>(&client, spare).await
            }
            Err(error) => Err(error),
        };
        match whole {
            Ok(whole) => {
                let taken = whole.into_inner().take_apart();
                let taken = taken.map_err(|error| error.of(K::OPERATION))?;
                self.job.note(taken.status.phase());
                self.progress = self.job.progress(Some(&taken.status), self.at.delivered);
                Ok(Some(taken))
            }
            Err(error) if error.is_retryable() => {
                self.pause(Some(error)).await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Notes that a page was given, for which somebody waits or will wait.
    fn gave(&mut self) {
        if !std::mem::take(&mut self.is_wanted) {
            self.owed += 1;
        }
        self.stale = false;
    }

    /// Waits until somebody waits for a page. Such time uses up no patience.
    async fn until_wanted(&mut self) {
        if self.is_wanted {
            return;
        }
        let clock = &self.job.client.shared.clock;
        let since = clock.now();
        let waits_already = self.wanted.available_permits() > self.owed as usize;
        // It is closed by nobody.
        if let Ok(permits) = self.wanted.acquire_many(self.owed + 1).await {
            permits.forget();
        }
        self.owed = 0;
        self.is_wanted = true;
        self.stale = !waits_already;
        self.moved += clock.now().saturating_duration_since(since);
    }

    /// Goes back to the first page if the second one is the first again.
    ///
    /// A server without a database ignores `skip`, but has a `next` while the
    /// job runs. Its first page grows: what comes is read there, to an end that
    /// is sure only if the page then has no `next`.
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

    /// Holds a page against those before it.
    fn check(&self, page: &[Identity]) -> Result<(), Error> {
        let turned = self.held == 0;
        let Some((given, new)) = page.split_at_checked(self.at.offset) else {
            return Err(lost());
        };
        if turned && self.seen.repeats(new) {
            return Err(repeated());
        }
        // Of what another process read, only the last item is known.
        let last = given.last().and_then(Identity::lasting);
        let differs = last.is_some() && self.at.last.is_some() && last != self.at.last;
        if differs || (!turned && !self.seen.continues(page)) {
            return Err(lost());
        }
        Ok(())
    }

    /// Where to go after a page.
    fn next(&self, taken: &TakenApart<K::Item, K::Status>) -> Result<Next, Error> {
        let running = taken.status.phase() == Phase::Running;
        let here = self.at.cursor.as_ref().unwrap_or(&self.first);
        let Some(next) = &taken.next else {
            return Ok(if running { Next::Wait } else { Next::End });
        };
        if self.skipless {
            return if running {
                Ok(Next::Wait)
            } else {
                Err(repeated())
            };
        }
        let root = &self.job.client.shared.root;
        let next = cursor::below_root(next, root, &self.first)?;
        let (skip, next_skip) = (cursor::skip_of(here), cursor::skip_of(&next));
        let end = skip.map(|skip| skip.saturating_add(taken.items.len() as u64));
        if next == *here || (skip.is_some() && skip == next_skip) {
            if running {
                return Ok(Next::Wait);
            }
            // The job has ended, so this is not "later": look behind the page.
            return Ok(match end {
                Some(end) if !taken.items.is_empty() => Next::Turn(cursor::with_skip(&next, end)),
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

    /// Waits until it is worth to ask again.
    async fn pause(&mut self, problem: Option<Error>) -> Result<(), Error> {
        let shared = &self.job.client.shared;
        let spent = shared.clock.now().saturating_duration_since(self.moved);
        let Some(pause) = self.job.pause(self.asked, problem.as_ref(), spent) else {
            let progress = self.progress.clone();
            return Err(self
                .job
                .too_long("the job gave nothing new", problem, progress));
        };
        shared.clock.sleep(pause).await;
        self.asked += 1;
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
        "the page lost documents that were on it before, so that its order is not sure any more",
    )
}

/// The path of the first page, which is the path of all.
fn first_page<K: Paged>(job: &Job<K>, at: &Position) -> Result<String, Error> {
    let first = K::first_page(&job.id)?;
    match &at.cursor {
        Some(cursor) if cursor.split('?').next() != Some(&first) => Err(Error::new(
            ErrorKind::Paging,
            "the continuation is of another job than it says",
        )),
        _ => Ok(first),
    }
}

fn request(root: &Url, path: &str) -> Result<Request, Error> {
    let address = format!("{}{path}", root.as_str());
    let url = Url::parse(&address).map_err(|error| {
        Error::new(ErrorKind::Paging, "the address of the page is no URL").caused_by(error)
    })?;
    let mut request = Request::new(Method::GET, url);
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, json);
    Ok(request)
}
