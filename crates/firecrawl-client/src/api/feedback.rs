//! Feedback on results.

use api_transport::{Error, Response};
use firecrawl_api::types::{FeedbackRequest, FeedbackResponse, SearchFeedbackRequest};

use crate::client::Client;
use crate::ids::SearchId;

impl Client {
    /// Rates the result of a search, scrape, parse or map: `POST /feedback`.
    ///
    /// Each of these needs the id of its job; feedback on tools of data providers has none.
    /// The first feedback on a job may give credits back, up to a limit a day:
    /// see `credits_refunded`. Costs nothing; not repeated after a lost response.
    ///
    /// # Errors
    ///
    /// [`Error::code`] is then `TEAM_OPTED_OUT`, `FEEDBACK_WINDOW_EXPIRED` or the
    /// like; [`Error::is_not_found`] for an unknown job.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{FeedbackEndpoint, FeedbackRating, FeedbackRequest};
    ///
    /// let job = "0199c5a2-0000-7000-8000-000000000000";
    /// let request = FeedbackRequest::new(FeedbackRating::Bad, FeedbackEndpoint::Scrape)
    ///     .job_id(job)
    ///     .note("the table of prices is missing");
    /// let thanks = client.feedback(request).await?;
    /// println!("{} credits back", thanks.credits_refunded);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn feedback(
        &self,
        request: impl Into<FeedbackRequest>,
    ) -> Result<Response<FeedbackResponse>, Error> {
        self.send(|api| api.submit_endpoint_feedback(&request.into()))
            .await
    }

    /// Rates the hits of a search: `POST /search/{jobId}/feedback`.
    ///
    /// The id is [`Response::id`] of the search. Otherwise as
    /// [`feedback`](Self::feedback).
    ///
    /// # Errors
    ///
    /// As [`feedback`](Self::feedback).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{FeedbackRating, SearchFeedbackRequest};
    ///
    /// let found = client.search("lighthouse keepers").await?;
    /// if let Some(id) = found.id() {
    ///     let request = SearchFeedbackRequest::new(FeedbackRating::Good);
    ///     client.search_feedback(id, request).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_feedback(
        &self,
        id: impl Into<SearchId>,
        request: impl Into<SearchFeedbackRequest>,
    ) -> Result<Response<FeedbackResponse>, Error> {
        let (id, request) = (id.into(), request.into());
        self.send(|api| api.submit_search_feedback(id.as_str(), &request))
            .await
    }
}
