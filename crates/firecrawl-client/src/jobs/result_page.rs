//! Answers that are a page of results, taken apart.

use firecrawl_api::types::{
    Document, JobStatus, MonitorCheckDetail, MonitorCheckDetailResponse, MonitorCheckPage,
};
use serde::de::DeserializeOwned;

/// An answer that is a page of results.
pub trait ResultPage: DeserializeOwned + Send + 'static {
    /// What the page holds.
    type Item;

    /// How the job stood.
    type Status;

    /// Takes the answer apart.
    fn take_apart(self) -> TakenApart<Self::Item, Self::Status>;
}

/// A page of results in its parts.
#[derive(Debug)]
pub struct TakenApart<I, S> {
    /// What it held.
    pub items: Vec<I>,
    /// The address of the next page, as the server wrote it.
    pub next: Option<String>,
    /// The rest.
    pub status: S,
}

impl ResultPage for JobStatus {
    type Item = Document;
    type Status = Self;

    fn take_apart(mut self) -> TakenApart<Document, Self> {
        TakenApart {
            items: self.data.take().unwrap_or_default(),
            next: self.next.clone(),
            status: self,
        }
    }
}

impl ResultPage for MonitorCheckDetailResponse {
    type Item = MonitorCheckPage;
    type Status = MonitorCheckDetail;

    fn take_apart(self) -> TakenApart<MonitorCheckPage, MonitorCheckDetail> {
        let mut status = self.data.map(|data| *data).unwrap_or_else(|| {
            // A refusal in place of a check.
            let error = self.extra.get("error").and_then(|error| error.as_str());
            let mut refused = MonitorCheckDetail::default();
            refused.error = error.map(str::to_owned);
            refused
        });
        // It stands in two places; the outer one is the documented one.
        let inner = status.next.take();
        TakenApart {
            items: status.pages.take().unwrap_or_default(),
            next: self.next.or(inner),
            status,
        }
    }
}
