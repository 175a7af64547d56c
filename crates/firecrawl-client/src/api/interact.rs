//! Interacts with the page of a scrape in a browser.

use api_transport::{Error, ErrorKind, Response};
use firecrawl_api::operations;
use firecrawl_api::types::{BrowserSessionEnded, InteractRequest, InteractResponse};

use crate::client::Client;
use crate::ids::ScrapeId;

impl Client {
    /// Interacts with the page of a scrape, by code or in words: `POST /scrape/{jobId}/interact`.
    ///
    /// The request has either `code` or `prompt`. The id is `metadata.scrape_id` of the document. A
    /// response is a success also if the code failed: `exit_code`, `killed`, `stderr` and `error` say
    /// how it ended.
    ///
    /// The first call opens a browser, which costs credits while it lives: end
    /// it with [`end_interaction`](Self::end_interaction). The service may have acted
    /// although the response was lost, so the call is not repeated.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] before anything is sent, unless exactly one
    /// of `code` and `prompt` is set. [`Error::is_not_found`] for an unknown
    /// scrape or a browser that is gone, [`Error::is_conflict`] while its profile
    /// is in use.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::InteractRequest;
    ///
    /// let page = client.scrape("https://example.com").await?;
    /// let id = page.metadata.as_ref().and_then(|metadata| metadata.scrape_id.as_ref());
    /// if let Some(id) = id {
    ///     let request = InteractRequest::new().prompt("open the price list");
    ///     let done = client.interact(id, request).await?;
    ///     println!("{:?}", done.output);
    ///     client.end_interaction(id).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn interact(
        &self,
        id: impl Into<ScrapeId>,
        request: impl Into<InteractRequest>,
    ) -> Result<Response<InteractResponse>, Error> {
        let (id, request) = (id.into(), request.into());
        check(&request)?;
        // `success: false` means that the code failed, and the rest says how.
        self.send(|api| api.interact_with_scrape_browser_session(id.as_str(), &request))
            .await
    }

    /// Ends the browser that interacts with a scrape: `DELETE /scrape/{jobId}/interact`.
    ///
    /// The browser costs credits until then; the call itself costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if no browser is open for the scrape.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// client.end_interaction("0199c5a2-0000-7000-8000-000000000000").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn end_interaction(
        &self,
        id: impl Into<ScrapeId>,
    ) -> Result<Response<BrowserSessionEnded>, Error> {
        let id = id.into();
        self.send(|api| api.stop_interactive_scrape_browser_session(id.as_str()))
            .await
    }
}

/// Checks that the request has either code or a prompt.
fn check(request: &InteractRequest) -> Result<(), Error> {
    if request.code.is_some() != request.prompt.is_some() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::InvalidRequest,
        "exactly one of `code` and `prompt` must be set; nothing was sent",
    )
    .of_operation(operations::INTERACT_WITH_SCRAPE_BROWSER_SESSION))
}
