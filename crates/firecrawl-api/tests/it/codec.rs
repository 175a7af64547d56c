//! Decoding and encoding with a type that is chosen at run time.

use std::fmt::Debug;

pub use firecrawl_api::types;
use firecrawl_api::{Lenient, read_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The types of one operation; the rows of the generated table.
pub struct Operation {
    pub id: &'static str,
    pub request: Option<Codec>,
    pub query: Option<Codec>,
    pub response: Option<Codec>,
}

impl Operation {
    pub const fn new(
        id: &'static str,
        request: Option<Codec>,
        query: Option<Codec>,
        response: Option<Codec>,
    ) -> Self {
        Self {
            id,
            request,
            query,
            response,
        }
    }
}

/// One generated type.
#[derive(Clone, Copy)]
pub struct Codec {
    pub name: &'static str,
    /// Decodes a text and encodes the result.
    pub recode: fn(&str) -> Result<Value, String>,
    /// Decodes a value and prints the result as Rust sees it.
    pub show: fn(&Value) -> Result<String, String>,
    /// Decodes a body as the client does, and encodes the result.
    pub read: fn(&[u8]) -> Result<Value, lenient_json::Error>,
}

impl Codec {
    pub const fn of<T: DeserializeOwned + Lenient + Serialize + Debug>(name: &'static str) -> Self {
        Self {
            name,
            recode: recode::<T>,
            show: show::<T>,
            read: read::<T>,
        }
    }
}

fn recode<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, String> {
    let typed: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(typed).map_err(|error| error.to_string())
}

fn show<T: DeserializeOwned + Debug>(value: &Value) -> Result<String, String> {
    let typed = T::deserialize(value).map_err(|error| error.to_string())?;
    Ok(format!("{typed:#?}"))
}

fn read<T: Lenient + Serialize>(body: &[u8]) -> Result<Value, lenient_json::Error> {
    let typed = read_json::<T>(body)?;
    Ok(serde_json::to_value(typed).unwrap())
}
