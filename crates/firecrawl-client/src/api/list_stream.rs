//! Lists that come in pages, as streams of their items.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use api_transport::{Envelope, Error, ErrorKind, Response};
use firecrawl_api::types::{
    ActivityEntry, ActivityQuery, ActivityResponse, AgentList, AgentRun, Monitor, MonitorCheck,
    MonitorCheckDetail, MonitorCheckPage, MonitorCheckQuery, MonitorChecksQuery, MonitorsQuery,
};
use futures_core::Stream;

use super::queries::AgentsQuery;
use super::query_builder::{Call, QueryBuilder, Sender};
use crate::jobs::complete;

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

    /// Returns the items of a page and the parameters of the page after it: `None` after the last.
    ///
    /// An unexpected item is kept in the `extra` of an empty one; `envelope` has the list as it
    /// came if the page itself does not keep it.
    #[doc(hidden)]
    fn turn(&self, page: Self::Page, envelope: Envelope) -> Turn<Self>;

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
    /// `blocking::Runtime::iter`. An item of an unexpected type comes as an empty one that keeps
    /// it in its `extra`.
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
        let envelope = page.envelope().clone();
        let (items, next) = self.query.turn(page.into_inner(), envelope);
        if !items.is_empty() && !self.is_new(&items) {
            // A server that ignores the offset repeats the only page of a short list.
            self.next = (!self.may_end).then(|| Err(endless()));
            return;
        }
        self.may_end = self.query.may_end(items.len());
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

            fn turn(&self, mut items: Vec<$item>, mut envelope: Envelope) -> Turn<Self> {
                complete(&mut items, &mut envelope, "data", |item| &mut item.extra);
                let mut next = self.clone();
                next.offset = after(self.offset, items.len());
                let has_items = !items.is_empty();
                (items, Ok(has_items.then_some(next)))
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

    fn turn(&self, mut check: MonitorCheckDetail, _: Envelope) -> Turn<Self> {
        let mut items = check.pages;
        complete(&mut items, &mut check.extra, "pages", |page| {
            &mut page.extra
        });
        let mut next = self.clone();
        next.skip = after(self.skip, items.len());
        let more = !items.is_empty() && check.next.is_some_and(|next| !next.trim().is_empty());
        (items, Ok(more.then_some(next)))
    }
}

impl private::Sealed for AgentsQuery {}

impl PagedQuery for AgentsQuery {
    type Page = AgentList;
    type Item = AgentRun;

    fn turn(&self, mut list: AgentList, _: Envelope) -> Turn<Self> {
        let next = Self::following(&list);
        let mut items = list.agents;
        complete(&mut items, &mut list.extra, "agents", |run| &mut run.extra);
        let next = next.map(|next| next.filter(|_| !items.is_empty()));
        (items, next)
    }
}

impl private::Sealed for ActivityQuery {}

impl PagedQuery for ActivityQuery {
    type Page = ActivityResponse;
    type Item = ActivityEntry;

    fn turn(&self, mut page: ActivityResponse, _: Envelope) -> Turn<Self> {
        let mut items = page.data;
        complete(&mut items, &mut page.extra, "data", |entry| {
            &mut entry.extra
        });
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
