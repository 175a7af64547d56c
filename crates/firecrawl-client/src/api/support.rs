//! Questions about Firecrawl itself.

use api_transport::{Error, Response};
use firecrawl_api::types::{
    SupportAskRequest, SupportAskResponse, SupportDocsSearchRequest, SupportDocsSearchResponse,
};

use crate::client::Client;

/// Questions about Firecrawl itself; from [`Client::support`].
#[derive(Clone, Debug)]
pub struct Support {
    client: Client,
}

impl Client {
    /// Questions about Firecrawl itself.
    pub fn support(&self) -> Support {
        Support {
            client: self.clone(),
        }
    }
}

impl Support {
    /// Asks the support agent and waits for its answer: `POST /support/ask`.
    ///
    /// The answer is text with a confidence, and sometimes request parameters that should solve the
    /// problem. It is not repeated after a lost response unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) is set.
    ///
    /// # Errors
    ///
    /// The status 503 or 504 while the agent is down or too slow; both may be transient.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let response = client.support().ask("why is my page empty?").await?;
    /// println!("{:?} ({:?})", response.answer, response.confidence);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn ask(
        &self,
        request: impl Into<SupportAskRequest>,
    ) -> Result<Response<SupportAskResponse>, Error> {
        self.client
            .send(|api| api.ask_support_agent(&request.into()))
            .await
    }

    /// Answers a question from the documentation of Firecrawl: `POST /support/docs-search`.
    ///
    /// `evidence` names the pages that support the answer. It is repeated like [`ask`](Self::ask).
    ///
    /// # Errors
    ///
    /// As [`ask`](Self::ask).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let response = client.support().search_docs("what does a crawl cost?").await?;
    /// println!("{:?} {:?}", response.answer, response.evidence);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_docs(
        &self,
        request: impl Into<SupportDocsSearchRequest>,
    ) -> Result<Response<SupportDocsSearchResponse>, Error> {
        self.client
            .send(|api| api.search_support_docs(&request.into()))
            .await
    }
}
