//! Scientific papers.

use api_transport::{Error, Response};
use firecrawl_api::types::{
    PaperRequest, PaperResponse, PaperSearchRequest, PaperSearchResponse, RelatedPapersRequest,
};

use crate::client::Client;
use crate::ids::PaperId;

/// Searches in scientific papers; from [`Client::research`].
///
/// All of it works without a key, with tighter rate limits. Everything is read
/// only, and repeated after a lost response.
#[derive(Clone, Debug)]
pub struct Research {
    client: Client,
}

impl Client {
    /// Searches in scientific papers.
    pub fn research(&self) -> Research {
        Research {
            client: self.clone(),
        }
    }
}

impl Research {
    /// Searches the abstracts of papers, the best first: `GET /search/research/papers`.
    ///
    /// # Errors
    ///
    /// [`Error::is_rate_limited`] after too many searches.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::PaperSearchRequest;
    ///
    /// let request = PaperSearchRequest::new("retrieval with long contexts").categories("cs.LG");
    /// for paper in &client.research().search_papers(request).await?.results {
    ///     println!("{} {}", paper.paper_id, paper.title);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_papers(
        &self,
        request: impl Into<PaperSearchRequest>,
    ) -> Result<Response<PaperSearchResponse>, Error> {
        self.client
            .send(|api| api.research_search_papers(&request.into()))
            .await
    }

    /// Reads a paper, and the passages that answer a question: `GET /search/research/papers/{id}`.
    ///
    /// Passages are returned only for a request with a `query`. The id is `paper_id` or
    /// `primary_id` of a search result.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown paper.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::PaperRequest;
    ///
    /// let question = PaperRequest::new().query("which data was it trained on?");
    /// let answer = client.research().paper("arxiv:1706.03762", question).await?;
    /// println!("{}: {:?}", answer.paper.title, answer.passages);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn paper(
        &self,
        id: impl Into<PaperId>,
        request: impl Into<PaperRequest>,
    ) -> Result<Response<PaperResponse>, Error> {
        let (id, request) = (id.into(), request.into());
        self.client
            .send(|api| api.research_get_paper(id.as_str(), &request))
            .await
    }

    /// Finds papers around a paper, ranked by what they are wanted for: `GET /search/research/papers/{id}/similar`.
    ///
    /// `pool_size` of the response says how many candidates there were, `truncated`
    /// whether something was cut off.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown paper.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let research = client.research();
    /// let found = research.related_papers("arxiv:1706.03762", "cheaper attention").await?;
    /// println!("{} of {:?}", found.results.len(), found.pool_size);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn related_papers(
        &self,
        id: impl Into<PaperId>,
        request: impl Into<RelatedPapersRequest>,
    ) -> Result<Response<PaperSearchResponse>, Error> {
        let (id, request) = (id.into(), request.into());
        self.client
            .send(|api| api.research_related_papers(id.as_str(), &request))
            .await
    }
}
