//! Jobs that are made up page by page, for servers that no fault describes.

use firecrawl_local::{Request, Response};
use serde_json::{Value, json};

use crate::setup::Setup;

/// The pages of a job that has ended.
#[derive(Clone)]
pub struct Pages {
    documents: Vec<Value>,
    page: usize,
    state: &'static str,
}

impl Pages {
    /// So many documents, and so many of them to a page.
    pub fn new(documents: usize, page: usize) -> Self {
        Self::of((0..documents).map(document).collect(), page)
    }

    /// These documents, and so many of them to a page.
    pub fn of(documents: Vec<Value>, page: usize) -> Self {
        Self {
            documents,
            page,
            state: "completed",
        }
    }

    /// The outcome of the job.
    pub fn state(mut self, state: &'static str) -> Self {
        self.state = state;
        self
    }

    /// The page that begins at this document.
    pub fn page(&self, skip: usize) -> Value {
        let all = self.documents.len();
        let from = skip.min(all);
        let to = (from + self.page).min(all);
        let mut page = json!({
            "status": self.state, "completed": all, "total": all,
            "data": self.documents[from..to],
        });
        if to < all {
            page["next"] = json!(format!(
                "/v2/crawl/{}?skip={to}",
                super::setting::UNKNOWN_ID
            ));
        }
        page
    }

    /// Makes the server respond with them.
    pub fn serve(self, setup: &Setup, operation: &str) {
        let script = move |call: &Request| {
            let skip = call.query_i64("skip").unwrap_or(0);
            Response::ok(self.page(usize::try_from(skip).unwrap()))
        };
        setup.server.on(operation, script).unwrap();
    }
}

/// A document with an id and an address of its own.
pub fn document(number: usize) -> Value {
    json!({
        "markdown": format!("# {number}"),
        "metadata": {
            "scrapeId": format!("scrape-{number}"),
            "sourceURL": format!("https://a.example/{number}"),
        },
    })
}
