//! Data of a type with enums out of a page, and what to do with data of another shape.

use firecrawl_client::schemars::{self, JsonSchema};
use firecrawl_client::{Client, Error, ErrorKind};
use serde::Deserialize;

/// The doc comments are part of the schema that the model gets.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
pub struct Product {
    pub name: String,
    pub availability: Availability,
    pub price: Option<Price>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    InStock,
    SoldOut,
    /// Can be ordered before it is released.
    PreOrder,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Price {
    Fixed { amount: f64, currency: String },
    OnRequest,
}

/// Returns `None` if the page has no such data.
pub async fn run(client: &Client, url: &str) -> Result<Option<Product>, Error> {
    match client.scrape_as::<Product>(url).await {
        Ok(product) => Ok(Some(product.value)),
        Err(error) if matches!(error.kind(), ErrorKind::JsonAbsent | ErrorKind::JsonNull) => Ok(None),
        // It has the JSON, which was paid for: `error.json()`.
        Err(error) => Err(error),
    }
}
