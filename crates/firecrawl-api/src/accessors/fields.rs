//! Short access to the fields that almost every program reads.

use std::fmt;

use lenient_json::IntoObject;

use crate::types::{Document, Format, JobError, JsonFormat};

impl Document {
    /// Returns the URL of the page after redirects, or else the requested one.
    ///
    /// A search result that was not scraped has its URL in its own field, which is returned then.
    pub fn url(&self) -> Option<&str> {
        let metadata = self.metadata.as_deref();
        let of_page = metadata.and_then(|page| page.url.as_ref().or(page.source_url.as_ref()));
        of_page.or(self.url.as_ref()).map(String::as_str)
    }

    /// Returns the title of the page, the first one if it has several, or else that of the search
    /// result.
    ///
    /// ```
    /// use firecrawl_api::types::Document;
    ///
    /// let json = br#"{"metadata": {"title": ["Lamps", "Shop"], "url": "https://a.example", "statusCode": 200}}"#;
    /// let document: Document = firecrawl_api::read_json(json)?;
    /// assert_eq!(document.title(), Some("Lamps"));
    /// assert_eq!(document.url(), Some("https://a.example"));
    /// assert_eq!(document.status(), Some(200));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn title(&self) -> Option<&str> {
        let title = self
            .metadata
            .as_deref()
            .and_then(|page| page.title.as_deref());
        title.or(self.title.as_deref())
    }

    /// Returns the HTTP status with which the page responded; 0 can mean that there was no response.
    pub fn status(&self) -> Option<u16> {
        self.metadata.as_deref()?.status_code
    }
}

impl Format {
    /// Creates the format `json` with a schema, such as a `serde_json::json!({…})`.
    ///
    /// For a prompt, or for both, write `JsonFormat::new().schema(…).prompt(…)`.
    pub fn json(schema: impl IntoObject) -> Self {
        Self::Json(JsonFormat::new().schema(schema))
    }
}

/// Shows the URL, the message and the code: `https://a.example: timed out (SCRAPE_TIMEOUT)`.
impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.url {
            "" => f.write_str("unknown URL")?,
            url => f.write_str(url)?,
        }
        if !self.error.is_empty() {
            write!(f, ": {}", self.error)?;
        }
        match &*self.code {
            "" => Ok(()),
            code => write!(f, " ({code})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read<T: crate::Lenient>(json: &Value) -> T {
        crate::read_json(json.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_search_result_has_its_own_url_and_title() {
        let hit: Document = read(&json!({"url": "https://a.example", "title": "A"}));
        assert_eq!(hit.url(), Some("https://a.example"));
        assert_eq!((hit.title(), hit.status()), (Some("A"), None));
        let scraped: Document = read(&json!({
            "url": "https://a.example", "title": "A",
            "metadata": {"sourceURL": "https://b.example", "title": "B", "statusCode": 70000}
        }));
        assert_eq!(scraped.url(), Some("https://b.example"));
        assert_eq!((scraped.title(), scraped.status()), (Some("B"), None));
        assert_eq!(scraped.metadata.unwrap().extra["statusCode"], 70000);
        assert_eq!(Document::default().url(), None);
    }

    #[test]
    fn a_schema_is_a_format() {
        let format = Format::json(json!({"type": "object"}));
        let expected = json!({"type": "json", "schema": {"type": "object"}});
        assert_eq!(serde_json::to_value(format).unwrap(), expected);
    }

    #[test]
    fn an_error_is_shown_in_one_line() {
        let shown = |error: Value| read::<JobError>(&error).to_string();
        let full =
            json!({"url": "https://a.example", "error": "timed out", "code": "SCRAPE_TIMEOUT"});
        assert_eq!(shown(full), "https://a.example: timed out (SCRAPE_TIMEOUT)");
        assert_eq!(
            shown(json!({"error": "timed out"})),
            "unknown URL: timed out"
        );
        assert_eq!(shown(json!({})), "unknown URL");
    }
}
