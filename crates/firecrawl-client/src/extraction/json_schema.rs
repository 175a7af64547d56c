//! The schema of a type, as the service takes it.

use api_transport::Error;
use firecrawl_api::types::JsonFormat;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::{ReplaceUnevaluatedProperties, RestrictFormats};
use serde_json::{Map, Value};

use super::inlining::can_be_inlined;
use super::normalize_schema::normalize_schema;

/// Returns the JSON Schema of a type, normalized for the service: for extractions, agents and
/// parsed files.
///
/// The documentation of the type and its fields becomes their `description`, which the model reads.
/// Types that a type uses are inlined, unless one of them is recursive: then all of them are
/// references. The schema has only keywords and formats of JSON Schema itself, since servers refuse
/// others: the `format` of numbers such as `double` is left out, and a tuple is a list of its
/// length, in which each item has one of its types. A model fills a struct with named fields more
/// reliably.
///
/// # Errors
///
/// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if some part of the type accepts
/// any object, such as `HashMap<String, serde_json::Value>`: the service would reject that. The
/// error contains the location.
///
/// ```
/// use firecrawl_client::{schema_of, schemars, types};
///
/// #[derive(schemars::JsonSchema)]
/// struct Lighthouse {
///     /// The height of the tower in metres.
///     height_m: f64,
///     first_lit: Option<u16>,
/// }
///
/// # fn main() -> Result<(), firecrawl_client::Error> {
/// let schema = schema_of::<Lighthouse>()?;
/// assert_eq!(schema["required"], serde_json::json!(["height_m"]));
///
/// let request = types::ExtractRequest::new(["https://example.com/*"]).schema(schema.clone());
/// let request = types::AgentRequest::new("Find lighthouses.").schema(schema);
/// # Ok(())
/// # }
/// ```
pub fn schema_of<T: JsonSchema + ?Sized>() -> Result<Map<String, Value>, Error> {
    let mut settings = SchemaSettings::draft2020_12()
        .with_transform(RestrictFormats::default())
        .with_transform(ReplaceUnevaluatedProperties::default());
    let root = |settings: SchemaSettings| settings.into_generator().into_root_schema_for::<T>();
    let mut schema = root(settings.clone());
    if can_be_inlined(schema.as_value()) {
        settings.inline_subschemas = true;
        schema = root(settings);
    }
    normalize_schema(schema.into(), &T::schema_name())
}

/// Returns the format `json` with the schema of a type, for the options of crawls and batches.
///
/// Their documents are read with [`Document::json_as`](crate::types::Document::json_as).
///
/// # Errors
///
/// As [`schema_of`].
///
/// ```
/// use firecrawl_client::{json_format_of, schemars, types};
///
/// #[derive(schemars::JsonSchema)]
/// struct Lighthouse { height_m: f64 }
///
/// # fn main() -> Result<(), firecrawl_client::Error> {
/// let format = json_format_of::<Lighthouse>()?.prompt("Only towers that still stand.");
/// let options = types::ScrapeOptions::new().formats([format]);
/// let request = types::CrawlRequest::new("https://example.com").scrape_options(options);
/// # Ok(())
/// # }
/// ```
pub fn json_format_of<T: JsonSchema + ?Sized>() -> Result<JsonFormat, Error> {
    Ok(JsonFormat::new().schema(schema_of::<T>()?))
}
