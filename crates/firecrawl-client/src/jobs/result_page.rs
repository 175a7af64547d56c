//! Response bodies that are a page of results, split into their parts.

use api_transport::{Error, ErrorKind};
use firecrawl_api::Lenient;
use firecrawl_api::types::{
    Document, JobPage, MonitorCheck, MonitorCheckDetail, MonitorCheckDetailResponse,
    MonitorCheckPage,
};
use serde_json::{Map, Value};

use super::lenient_items;
use super::status::{JobStatus, without_pages};

/// A response body that is a page of results.
pub trait ResultPage: Lenient + Send + 'static {
    /// The items of the page.
    type Item;

    /// The status of the job.
    type Status;

    /// Splits the body.
    ///
    /// # Errors
    ///
    /// If the results are not a list.
    fn into_parts(self) -> Result<PageParts<Self::Item, Self::Status>, Error>;
}

/// The parts of a page of results.
#[derive(Debug)]
pub struct PageParts<I, S> {
    /// The items.
    pub items: Vec<I>,
    /// The address of the next page, as the server wrote it.
    pub next: Option<String>,
    /// The rest.
    pub status: S,
}

impl ResultPage for JobPage {
    type Item = Document;
    type Status = JobStatus;

    fn into_parts(mut self) -> Result<PageParts<Document, JobStatus>, Error> {
        Ok(PageParts {
            items: items(
                std::mem::take(&mut self.data),
                &mut self.extra,
                "data",
                |document| &mut document.extra,
            )?,
            next: next(self.next.take(), &self.extra),
            status: self.into(),
        })
    }
}

impl ResultPage for MonitorCheckDetailResponse {
    type Item = MonitorCheckPage;
    type Status = MonitorCheck;

    fn into_parts(self) -> Result<PageParts<MonitorCheckPage, MonitorCheck>, Error> {
        if self.extra.get("data").is_some_and(|data| !data.is_null()) {
            let message = "the check in `data` has no id or is not an object";
            return Err(Error::new(ErrorKind::Decode, message));
        }
        let mut detail = self.data.map(|data| *data).unwrap_or_else(|| {
            // An error in place of a check.
            let error = self.extra.get("error").and_then(|error| error.as_str());
            let mut failed = MonitorCheckDetail::default();
            failed.error = error.map(str::to_owned);
            failed
        });
        // It occurs in two places; the outer one is documented.
        let outer = next(self.next, &self.extra);
        Ok(PageParts {
            items: items(
                std::mem::take(&mut detail.pages),
                &mut detail.extra,
                "pages",
                |page| &mut page.extra,
            )?,
            next: outer.or_else(|| next(detail.next.take(), &detail.extra)),
            status: without_pages(detail),
        })
    }
}

/// Returns the items of a page.
fn items<T: Lenient + Default>(
    mut items: Vec<T>,
    extra: &mut Map<String, Value>,
    field: &str,
    extra_of: fn(&mut T) -> &mut Map<String, Value>,
) -> Result<Vec<T>, Error> {
    lenient_items::complete(&mut items, extra, field, extra_of);
    match extra.get(field).is_none_or(Value::is_null) {
        true => Ok(items),
        false => Err(Error::new(
            ErrorKind::Decode,
            format!("the results in `{field}` are not a list, and would be lost"),
        )),
    }
}

/// Returns the address of the next page; an invalid one for a value that is not a string.
///
/// An empty text is not an address.
fn next(read: Option<String>, extra: &Map<String, Value>) -> Option<String> {
    let read = read.filter(|next| !next.trim().is_empty());
    read.or_else(|| {
        let other = extra.get("next").filter(|next| !next.is_null())?;
        Some(other.to_string())
    })
}
