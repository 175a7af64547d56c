//! The corrected contract, as the probe reads it.

use openapi_document::{Error, Operation, Result, json_content, members, operations};
use serde_json::Value;

/// The schema of an error response, which an overlay adds to the contract.
const ERROR_BODY: &str = "/components/schemas/ErrorBody";

/// The contract after the overlays.
#[derive(Clone, Debug)]
pub struct Declared {
    document: Value,
}

impl Declared {
    /// Reads the contract that this program was compiled with.
    ///
    /// # Errors
    ///
    /// If it is not a contract.
    pub fn corrected() -> Result<Self> {
        let text = include_str!("../../firecrawl-api/corrected.json");
        let contract = openapi_document::parse_json("corrected.json", text.as_bytes())
            .map_err(|error| error.remedy("run `cargo xtask generate`"))?;
        Ok(Self::new(contract.value))
    }

    /// Wraps a document.
    pub fn new(document: Value) -> Self {
        Self { document }
    }

    /// Returns the document.
    pub(crate) fn document(&self) -> &Value {
        &self.document
    }

    /// Iterates over all operations in the order of the document.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        operations(&self.document)
    }

    /// Returns the operation of an operationId.
    ///
    /// # Errors
    ///
    /// If there is none of that name.
    pub fn operation(&self, id: &str) -> Result<Operation<'_>> {
        self.operations()
            .find(|operation| operation.value["operationId"] == id)
            .ok_or_else(|| {
                Error::new("the contract has no such operation")
                    .in_operation(id)
                    .remedy("correct the plan in crates/contract-probe/src/spend.rs")
            })
    }

    /// Lists the query parameters of an operation.
    pub(crate) fn query<'a>(&'a self, operation: &Operation<'a>) -> Vec<&'a Value> {
        let mut parameters = operation.parameters(&self.document);
        parameters.retain(|parameter| parameter["in"] == "query");
        parameters
    }

    /// Returns the schema of an error response.
    pub(crate) fn error_body(&self) -> Option<&Value> {
        self.document.pointer(ERROR_BODY)
    }
}

/// Returns the schema of the JSON body of an operation's success.
pub(crate) fn success<'a>(operation: &Operation<'a>) -> Option<&'a Value> {
    let mut responses = members(operation.value.get("responses"));
    json_content(responses.find(|(status, _)| status.starts_with('2'))?.1)
}
