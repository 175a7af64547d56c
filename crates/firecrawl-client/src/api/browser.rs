//! Browser sessions of their own.

use api_transport::{Error, Response};
use firecrawl_api::types::{
    BrowserCodeRequest, BrowserCodeResponse, BrowserSession, BrowserSessionEnded,
    BrowserSessionRequest, BrowserSessionStarted,
};

use super::queries::BrowserSessionsQuery;
use super::query_builder::QueryBuilder;
use crate::client::Client;
use crate::ids::BrowserSessionId;

/// Browser sessions that run code; from [`Client::browser`].
#[derive(Clone, Debug)]
pub struct Browser {
    client: Client,
}

impl Client {
    /// Returns the operations on browser sessions of their own, apart from any scrape.
    pub fn browser(&self) -> Browser {
        Browser {
            client: self.clone(),
        }
    }
}

impl Browser {
    /// Lists the browser sessions of the team: `GET /interact`.
    ///
    /// Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::BrowserSessionStatus;
    ///
    /// let active = BrowserSessionStatus::Active;
    /// for session in client.browser().list().status(active).await? {
    ///     println!("{} {:?}", session.id, session.last_activity);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> QueryBuilder<BrowserSessionsQuery, Vec<BrowserSession>> {
        QueryBuilder::new(&self.client, |api, query: BrowserSessionsQuery| {
            api.list_browser_sessions(query.status)
        })
    }

    /// Opens a browser session: `POST /interact`.
    ///
    /// Costs credits for as long as the session lives: [`delete`](Self::delete) it after use. It is
    /// not repeated after a lost response, which may have opened a session all the same;
    /// [`list`](Self::list) shows it. The addresses of the response are secrets.
    ///
    /// # Errors
    ///
    /// [`Error::is_payment_required`] without credits,
    /// [`Error::is_ambiguous_start`] when the response was lost.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use std::time::Duration;
    /// use firecrawl_client::types::BrowserSessionRequest;
    ///
    /// let request = BrowserSessionRequest::new().ttl(Duration::from_secs(300));
    /// let session = client.browser().create(request).await?;
    /// let done = client.browser().execute(&session.id, "console.log(1 + 1)").await?;
    /// println!("{}", done.stdout);
    /// client.browser().delete(&session.id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create(
        &self,
        request: impl Into<BrowserSessionRequest>,
    ) -> Result<Response<BrowserSessionStarted>, Error> {
        self.client
            .send(|api| api.create_browser_session(&request.into()))
            .await
    }

    /// Runs code in a browser session and waits for its output: `POST /interact/{sessionId}/execute`.
    ///
    /// The response is a success even if the code failed: `exit_code`, `killed`, `stderr` and `error`
    /// describe how it ended. The code may have run although the response was lost, so the call is
    /// not repeated. Costs nothing beyond the session.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for a session that is unknown or gone.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{BrowserCodeRequest, CodeLanguage};
    ///
    /// let code = BrowserCodeRequest::new("print(1 + 1)").language(CodeLanguage::Python);
    /// let done = client.browser().execute("0199c5a2-0000-7000-8000-000000000000", code).await?;
    /// println!("{:?} {}", done.exit_code, done.stdout);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn execute(
        &self,
        id: impl Into<BrowserSessionId>,
        request: impl Into<BrowserCodeRequest>,
    ) -> Result<Response<BrowserCodeResponse>, Error> {
        let (id, request) = (id.into(), request.into());
        // `success: false` means that the code failed, and the rest says how.
        self.client
            .send(|api| api.execute_browser_code(id.as_str(), &request))
            .await
    }

    /// Closes a browser session: `DELETE /interact/{sessionId}`.
    ///
    /// The response says how long it lived, in milliseconds, and what it cost.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for a session that is unknown or closed.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let ended = client.browser().delete("0199c5a2-0000-7000-8000-000000000000").await?;
    /// println!("{:?} ms, {:?} credits", ended.session_duration_ms, ended.credits_billed);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete(
        &self,
        id: impl Into<BrowserSessionId>,
    ) -> Result<Response<BrowserSessionEnded>, Error> {
        let id = id.into();
        self.client
            .send(|api| api.delete_browser_session(id.as_str()))
            .await
    }
}
