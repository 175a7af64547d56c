//! Lists that come in pages, as streams of their items.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use api_transport::{Error, ErrorKind, Response};
use firecrawl_api::types::{
    ActivityEntry, ActivityQuery, ActivityResponse, AgentList, AgentRun, Monitor, MonitorCheck,
    MonitorCheckDetail, MonitorCheckPage, MonitorCheckQuery, MonitorChecksQuery, MonitorsQuery,
};
use futures_core::Stream;

use super::queries::AgentsQuery;
use super::query_builder::{Call, QueryBuilder, Sender};

/// The number of items of a page of monitors or checks unless the query sets it.
const LIMIT: i64 = 25;

/// The items of a page, and the parameters of the next one.
type Turn<Q> = (Vec<<Q as PagedQuery>::Item>, Result<Option<Q>, Error>);

/// The parameters of a list that comes in pages; this crate alone implements it.
pub trait PagedQuery: private::Sealed + Clone + fmt::Debug + Send + Unpin + 'static {
    /// The response of one page.
    type Page: Send + 'static;

    /// The items of the list.
    type Item: fmt::Debug + Send + Unpin + 'static;

    /// Returns the items of a page, which the server sent so many of, and the parameters of the
    /// page after it: `None` after the last.
    #[doc(hidden)]
    fn turn(&self, page: Self::Page, sent: usize) -> Turn<Self>;

    /// Returns whether a page of so many items can be the last one.
    #[doc(hidden)]
    fn may_end(&self, _items: usize) -> bool {
        false
    }
}

mod private {
    /// Keeps the lists to this crate.
    pub trait Sealed {}
}

impl<Q: PagedQuery> QueryBuilder<Q, Q::Page> {
    /// Returns the items of all pages as a stream, from the first that the parameters select.
    ///
    /// A page is requested once its first item is wanted; `limit` is the size of a
    /// page. Collect it with `TryStreamExt::try_collect`, or walk it with
    /// `blocking::Runtime::iter`.
    ///
    /// # Errors
    ///
    /// Those of each request, and [`ErrorKind::Paging`] if a server repeats a page
    /// or its cursors lead back. The stream ends after an error.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let mut monitors = client.monitors().list().stream();
    /// while let Some(monitor) = monitors.next().await {
    ///     println!("{:?}", monitor?.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> ListStream<Q> {
        let (query, send) = self.into_parts();
        ListStream {
            send,
            next: Some(Ok(query.clone())),
            query,
            call: None,
            items: Vec::new().into_iter(),
            seen: HashSet::new(),
            hasher: RandomState::new(),
            may_end: false,
        }
    }
}

/// The items of a list over all its pages, from [`QueryBuilder::stream`].
#[must_use = "nothing is requested before the first item is"]
pub struct ListStream<Q: PagedQuery> {
    send: Sender<Q, Q::Page>,
    /// The parameters of the page that was requested last.
    query: Q,
    /// Those of the page to request next, or the error to end with.
    next: Option<Result<Q, Error>>,
    call: Option<Call<Q::Page>>,
    items: vec::IntoIter<Q::Item>,
    /// Hashes of all pages, and of the parameters of all but the first.
    seen: HashSet<u64>,
    hasher: RandomState,
    /// True if the last page can have been the end of the list.
    may_end: bool,
}

impl<Q: PagedQuery> ListStream<Q> {
    /// Returns the next item; `None` after the last one or an error.
    ///
    /// The same as `StreamExt::next`, for programs that do not use it otherwise.
    pub async fn next(&mut self) -> Option<Result<Q::Item, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Takes the items of a page, and decides on the next one.
    fn turn(&mut self, page: Response<Q::Page>) {
        // A list with an unexpected item is kept there, and has more items than were read.
        let kept = page.envelope().get("data").and_then(|data| data.as_array());
        let sent = kept.map_or(0, Vec::len);
        let (items, next) = self.query.turn(page.into_inner(), sent);
        let sent = sent.max(items.len());
        if !items.is_empty() && !self.is_new(&items) {
            // A server that ignores the offset repeats the only page of a short list.
            self.next = (!self.may_end).then(|| Err(endless()));
            return;
        }
        self.may_end = self.query.may_end(sent);
        self.next = match next {
            Ok(Some(query)) if !self.is_new(&query) => Some(Err(endless())),
            next => next.transpose(),
        };
        self.items = items.into_iter();
    }

    fn is_new(&mut self, value: &impl fmt::Debug) -> bool {
        let hash = self.hasher.hash_one(format!("{value:?}"));
        self.seen.insert(hash)
    }
}

impl<Q: PagedQuery> Stream for ListStream<Q> {
    type Item = Result<Q::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let call = match (&mut this.call, this.next.take()) {
                (Some(call), next) => {
                    this.next = next;
                    call
                }
                (None, Some(Ok(query))) => {
                    this.query = query.clone();
                    this.call.insert((this.send)(query))
                }
                (None, Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                (None, None) => return Poll::Ready(None),
            };
            let page = ready!(call.as_mut().poll(context));
            this.call = None;
            match page {
                Ok(page) => this.turn(page),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<Q: PagedQuery> fmt::Debug for ListStream<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListStream")
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}

fn endless() -> Error {
    Error::new(
        ErrorKind::Paging,
        "the pages of the list do not end: the server leads back to an earlier one",
    )
}

/// Returns the offset after a number of items.
fn after(offset: Option<i64>, sent: usize) -> Option<i64> {
    let sent = i64::try_from(sent).unwrap_or(i64::MAX);
    Some(offset.unwrap_or(0).saturating_add(sent))
}

/// Writes the lists that are continued by an offset to an empty page.
macro_rules! by_offset {
    ($($query:ident: $item:ty;)+) => {$(
        impl private::Sealed for $query {}

        impl PagedQuery for $query {
            type Page = Vec<$item>;
            type Item = $item;

            fn turn(&self, items: Vec<$item>, sent: usize) -> Turn<Self> {
                let sent = sent.max(items.len());
                let mut next = self.clone();
                next.offset = after(self.offset, sent);
                (items, Ok((sent > 0).then_some(next)))
            }

            fn may_end(&self, items: usize) -> bool {
                i64::try_from(items).is_ok_and(|items| items < self.limit.unwrap_or(LIMIT))
            }
        }
    )+};
}

by_offset! {
    MonitorsQuery: Monitor;
    MonitorChecksQuery: MonitorCheck;
}

impl private::Sealed for MonitorCheckQuery {}

/// The compared pages of a check.
impl PagedQuery for MonitorCheckQuery {
    type Page = MonitorCheckDetail;
    type Item = MonitorCheckPage;

    fn turn(&self, check: MonitorCheckDetail, _: usize) -> Turn<Self> {
        let kept = check.extra.get("pages").and_then(|pages| pages.as_array());
        let kept = kept.map_or(0, Vec::len);
        let items = check.pages;
        let sent = kept.max(items.len());
        let mut next = self.clone();
        next.skip = after(self.skip, sent);
        let more = sent > 0 && check.next.is_some_and(|next| !next.is_empty());
        (items, Ok(more.then_some(next)))
    }
}

impl private::Sealed for AgentsQuery {}

impl PagedQuery for AgentsQuery {
    type Page = AgentList;
    type Item = AgentRun;

    fn turn(&self, list: AgentList, _: usize) -> Turn<Self> {
        let next = Self::following(&list);
        let items = list.agents;
        let next = next.map(|next| next.filter(|_| !items.is_empty()));
        (items, next)
    }
}

impl private::Sealed for ActivityQuery {}

impl PagedQuery for ActivityQuery {
    type Page = ActivityResponse;
    type Item = ActivityEntry;

    fn turn(&self, page: ActivityResponse, _: usize) -> Turn<Self> {
        let items = page.data;
        let cursor = page.cursor.filter(|cursor| !cursor.is_empty());
        let next = match (page.has_more, cursor) {
            (Some(true), None) => Err(Error::new(
                ErrorKind::Paging,
                "the list has more entries, and no `cursor` leads to them",
            )),
            (Some(false), _) => Ok(None),
            (_, cursor) => Ok(cursor.filter(|_| !items.is_empty())),
        };
        let next = next.map(|cursor| Some(self.clone().cursor(cursor?)));
        (items, next)
    }
}
