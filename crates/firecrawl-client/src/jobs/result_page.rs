//! Answers that are a page of results, taken apart.

use firecrawl_api::types::{
    Document, JobStatus, MonitorCheckDetail, MonitorCheckDetailResponse, MonitorCheckPage,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::odd_items;
use crate::error::{Error, ErrorKind};

/// An answer that is a page of results.
pub trait ResultPage: DeserializeOwned + Send + 'static {
    /// What the page holds.
    type Item;

    /// How the job stood.
    type Status;

    /// Takes the answer apart.
    ///
    /// # Errors
    ///
    /// If it holds results in a shape that they cannot be taken from.
    fn take_apart(self) -> Result<TakenApart<Self::Item, Self::Status>, Error>;
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

    fn take_apart(mut self) -> Result<TakenApart<Document, Self>, Error> {
        Ok(TakenApart {
            items: items(self.data.take(), &mut self.extra, "data", |document| {
                &mut document.extra
            })?,
            next: next(self.next.clone(), &self.extra),
            status: self,
        })
    }
}

impl ResultPage for MonitorCheckDetailResponse {
    type Item = MonitorCheckPage;
    type Status = MonitorCheckDetail;

    fn take_apart(self) -> Result<TakenApart<MonitorCheckPage, MonitorCheckDetail>, Error> {
        let mut status = self.data.map(|data| *data).unwrap_or_else(|| {
            // A refusal in place of a check.
            let error = self.extra.get("error").and_then(|error| error.as_str());
            let mut refused = MonitorCheckDetail::default();
            refused.error = error.map(str::to_owned);
            refused
        });
        // It stands in two places; the outer one is the documented one.
        let outer = next(self.next, &self.extra);
        Ok(TakenApart {
            items: items(status.pages.take(), &mut status.extra, "pages", |page| {
                &mut page.extra
            })?,
            next: outer.or_else(|| next(status.next.take(), &status.extra)),
            status,
        })
    }
}

/// The results of a page.
fn items<T: DeserializeOwned + Default>(
    read: Option<Vec<T>>,
    extra: &mut Map<String, Value>,
    field: &str,
    extra_of: fn(&mut T) -> &mut Map<String, Value>,
) -> Result<Vec<T>, Error> {
    match odd_items::list(read, extra, field, extra_of) {
        Some(items) => Ok(items),
        None if extra.get(field).is_none_or(Value::is_null) => Ok(Vec::new()),
        None => Err(Error::new(
            ErrorKind::Decode,
            format!("the results in `{field}` are no list, and would be lost"),
        )),
    }
}

/// The address of the next page; one that leads nowhere for what is no address.
fn next(read: Option<String>, extra: &Map<String, Value>) -> Option<String> {
    read.or_else(|| {
        let odd = extra.get("next").filter(|next| !next.is_null())?;
        Some(odd.to_string())
    })
}
