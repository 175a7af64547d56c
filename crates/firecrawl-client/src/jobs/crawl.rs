//! Crawls.

use firecrawl_api::OperationId;
use firecrawl_api::types::{
    CrawlRequest, Document, JobCancelled, JobErrors, JobStarted, JobStatus, JobStatusQuery,
};

use super::cursor;
use super::job::Job;
use super::kind::{Cancellable, JobKind, Paged, Submitted, WithErrors, private};
use crate::client::Client;
use crate::error::Error;
use crate::ids::CrawlId;
use crate::reply::Reply;

/// The kind of job that [`Client::crawl`] starts.
#[derive(Clone, Copy, Debug)]
pub enum Crawl {}

impl Client {
    /// Starts a crawl and gives its handle: `POST /crawl`.
    ///
    /// Costs credits for each page; `limit` is 10,000 pages unless set, and is
    /// checked against the balance before the start. The start is sent under an
    /// idempotency key, so that it is repeated after a lost answer without
    /// starting twice.
    ///
    /// # Errors
    ///
    /// [`Error::is_payment_required`] if the credits do not suffice for
    /// `limit`. [`Error::is_ambiguous_start`] if an answer was lost and the
    /// crawl has probably started; [`Client::active_crawls`] may show it.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{CrawlRequest, Format, ScrapeOptions};
    ///
    /// let request = CrawlRequest::new("https://example.com")
    ///     .limit(100)
    ///     .scrape_options(ScrapeOptions::new().formats([Format::Markdown]));
    /// let job = client.crawl(request).await?;
    /// let mut documents = job.documents();
    /// while let Some(document) = documents.next().await {
    ///     println!("{:?}", document?.markdown);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn crawl(&self, request: impl Into<CrawlRequest>) -> Result<Job<Crawl>, Error> {
        let request = request.into();
        let started = self
            .send(self.api().crawl_urls(&request))
            .await?
            .into_inner();
        let id = started.id.clone().unwrap_or_default();
        Ok(Job::new(self, CrawlId::from(id), Some(started)))
    }

    /// The handle of a crawl that was started before; it asks nothing yet.
    pub fn crawl_job(&self, id: impl Into<CrawlId>) -> Job<Crawl> {
        Job::new(self, id.into(), None)
    }
}

impl private::Sealed for Crawl {}

impl JobKind for Crawl {
    type Id = CrawlId;
    type Status = JobStatus;
    type Started = JobStarted;
    const NAME: &'static str = "crawl";

    async fn status(client: &Client, id: &CrawlId) -> Result<Reply<JobStatus>, Error> {
        let id = id.as_str();
        // Each answer holds a page of documents; one is the least that can be asked for.
        let query = JobStatusQuery::new().limit(1);
        client.send(client.api().get_crawl_status(id, &query)).await
    }
}

impl Paged for Crawl {
    type Item = Document;
    type Whole = JobStatus;
    const OPERATION: OperationId = OperationId::GetCrawlStatus;

    fn first_page(id: &CrawlId) -> Result<String, Error> {
        Ok(format!("/crawl/{}", cursor::encoded(id.in_path()?)))
    }
}

impl Cancellable for Crawl {
    type Cancelled = JobCancelled;

    async fn cancel(client: &Client, id: &CrawlId) -> Result<Reply<JobCancelled>, Error> {
        let id = id.as_str();
        client.send(client.api().cancel_crawl(id)).await
    }
}

impl WithErrors for Crawl {
    fn submitted(_: &JobStarted) -> Submitted {
        Submitted::default()
    }

    async fn errors(client: &Client, id: &CrawlId) -> Result<Reply<JobErrors>, Error> {
        let id = id.as_str();
        client.send(client.api().get_crawl_errors(id)).await
    }
}
