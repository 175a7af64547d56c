//! Reads extracted JSON into types: of a document, an extraction or an agent's run.

use api_transport::{Error, ErrorKind};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::decode_error;
use crate::types::{AgentStatus, Document, ExtractStatus};

impl Document {
    /// Reads the extracted JSON into a type.
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
    /// use firecrawl_api::{ErrorKind, types::Document};
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
    pub fn json_as<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(self.json.as_ref(), "json", self.warning.as_deref())
    }
}

impl ExtractStatus {
    /// Reads the extracted data into a type.
    ///
    /// # Errors
    ///
    /// Those of [`Document::json_as`].
    pub fn json_as<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(self.data.as_ref(), "data", self.warning.as_deref())
    }
}

impl AgentStatus {
    /// Reads the data that the agent found into a type.
    ///
    /// # Errors
    ///
    /// Those of [`Document::json_as`].
    pub fn json_as<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(self.data.as_ref(), "data", None)
    }
}

fn read<T: DeserializeOwned>(
    extracted: Option<&Value>,
    place: &str,
    warning: Option<&str>,
) -> Result<T, Error> {
    match extracted {
        None => Err(absent(place, warning)),
        Some(Value::Null) => Err(Error::new(
            ErrorKind::JsonNull,
            format!("the extracted JSON in `{place}` is null: nothing was found"),
        )),
        Some(value) => decode_error::read(value),
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
