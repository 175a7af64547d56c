//! Scraping into a type.

use api_transport::{Error, Response};
use firecrawl_api::operations;
use firecrawl_api::types::{Document, Format, ScrapeRequest};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::json_schema::{json_format_of, schema_of};
use crate::client::Client;

/// A value that was extracted from a page, with the page.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Typed<T> {
    /// The extracted value.
    pub value: T,
    /// The page, with its `json` unchanged.
    pub document: Response<Document>,
}

impl Client {
    /// Scrapes one page into a type of your own: `POST /scrape` with the format `json`.
    ///
    /// The schema of the type is added to the formats of the request. If the request has a `json`
    /// format, with a prompt for example, that format gets the schema unless it has one. Without
    /// any formats only `json` is requested.
    ///
    /// # Errors
    ///
    /// As [`schema_of`], [`Client::scrape`] and [`Document::json_as`]. When the JSON is absent or does
    /// not match the type, the error has what was paid for: [`Error::json`] is the JSON, and
    /// [`Error::received`] the page.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::schemars::{self, JsonSchema};
    ///
    /// #[derive(Debug, serde::Deserialize, JsonSchema)]
    /// struct Lighthouse {
    ///     name: String,
    ///     /// The height of the tower in metres.
    ///     height_m: Option<f64>,
    /// }
    ///
    /// let found = client.scrape_as::<Lighthouse>("https://example.com").await?;
    /// println!("{:?} from {:?}", found.value, found.document.metadata);
    ///
    /// use firecrawl_client::{Response, types::Document};
    /// if let Err(error) = client.scrape_as::<Lighthouse>("https://example.com").await
    ///     && let Some(page) = error.received::<Response<Document>>()
    /// {
    ///     println!("{error}; the page has {:?} instead", page.json);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn scrape_as<T>(&self, request: impl Into<ScrapeRequest>) -> Result<Typed<T>, Error>
    where
        T: DeserializeOwned + JsonSchema,
    {
        let mut request = request.into();
        let mut formats = request.options.formats.take().unwrap_or_default();
        add_schema::<T>(&mut formats)?;
        let document = self.scrape(request.formats(formats)).await?;
        match document.json_as() {
            Ok(value) => Ok(Typed { value, document }),
            Err(error) => {
                let error = error.of_operation(operations::SCRAPE_AND_EXTRACT_FROM_URL);
                Err(self.transport.redact(error.with_received(document)))
            }
        }
    }
}

fn add_schema<T: JsonSchema>(formats: &mut Vec<Format>) -> Result<(), Error> {
    let own = formats.iter_mut().find_map(|format| match format {
        Format::Json(format) => Some(format),
        _ => None,
    });
    match own {
        Some(format) if format.schema.is_none() => format.schema = Some(Some(schema_of::<T>()?)),
        Some(_) => {}
        None => formats.push(json_format_of::<T>()?.into()),
    }
    Ok(())
}
