//! Reads extracted JSON into types.

use api_transport::{Error, ErrorKind};
use firecrawl_api::types::{AgentStatus, Document, ExtractStatus};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::decode_error;

/// Reads extracted JSON into a type: of a document, an extraction or an agent's run.
///
/// A [`Response`](crate::Response) has the method of its value.
pub trait JsonAs: carrier::Carrier {
    /// Reads the extracted JSON.
    ///
    /// # Errors
    ///
    /// - [`ErrorKind::JsonAbsent`] if there is none: it was not requested, the
    ///   work is not done, or a `warning` has the reason.
    /// - [`ErrorKind::JsonNull`] if it is `null`, whatever the type.
    /// - [`ErrorKind::JsonMismatch`] if it does not match the type; the message
    ///   has the path of the first mismatch, and no values. [`Error::json`] has the JSON.
    ///
    /// ```
    /// use firecrawl_client::{ErrorKind, JsonAs, types::Document};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Lighthouse { height_m: f64 }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let page: Document = serde_json::from_str(r#"{"json": {"height_m": 31.5}}"#)?;
    /// assert_eq!(page.json_as::<Lighthouse>()?.height_m, 31.5);
    ///
    /// let page: Document = serde_json::from_str(r#"{"json": {"height_m": "tall"}}"#)?;
    /// let error = page.json_as::<Lighthouse>().err().ok_or("it was read")?;
    /// assert_eq!(error.kind(), ErrorKind::JsonMismatch);
    /// assert!(error.to_string().contains("`height_m`"));
    /// assert_eq!(error.json(), Some(&serde_json::json!({"height_m": "tall"})));
    /// # Ok(())
    /// # }
    /// ```
    fn json_as<T: DeserializeOwned>(&self) -> Result<T, Error> {
        match self.extracted() {
            None => Err(absent(self.place(), self.remark())),
            Some(Value::Null) => Err(Error::new(
                ErrorKind::JsonNull,
                format!(
                    "the extracted JSON in `{}` is null: nothing was found",
                    self.place()
                ),
            )),
            Some(value) => decode_error::read(value),
        }
    }
}

fn absent(place: &str, warning: Option<&str>) -> Error {
    let advice = match warning {
        Some(warning) => format!("the service warns: {warning}"),
        None => "was it requested, and is the work done?".to_owned(),
    };
    // A warning is a text of the service: it is shown on one line and truncated.
    let message = format!("there is no extracted JSON in `{place}`; {advice}");
    Error::new(ErrorKind::JsonAbsent, "").with_message(&message)
}

impl JsonAs for AgentStatus {}
impl JsonAs for Document {}
impl JsonAs for ExtractStatus {}

mod carrier {
    //! The sealed trait of types with extracted JSON.

    use serde_json::Value;

    pub trait Carrier {
        /// Returns the extracted JSON.
        fn extracted(&self) -> Option<&Value>;

        /// Returns the name of its field.
        fn place(&self) -> &'static str;

        /// Returns the remark of the service on the result.
        fn remark(&self) -> Option<&str>;
    }
}

impl carrier::Carrier for Document {
    fn extracted(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    fn place(&self) -> &'static str {
        "json"
    }

    fn remark(&self) -> Option<&str> {
        self.warning.as_deref()
    }
}

impl carrier::Carrier for ExtractStatus {
    fn extracted(&self) -> Option<&Value> {
        self.data.as_ref()
    }

    fn place(&self) -> &'static str {
        "data"
    }

    fn remark(&self) -> Option<&str> {
        self.warning.as_deref()
    }
}

impl carrier::Carrier for AgentStatus {
    fn extracted(&self) -> Option<&Value> {
        self.data.as_ref()
    }

    fn place(&self) -> &'static str {
        "data"
    }

    fn remark(&self) -> Option<&str> {
        None
    }
}
