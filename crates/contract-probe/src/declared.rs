//! The corrected contract, as the probe reads it.

use openapi_document::{Error, Operation, Result, operations};
use serde_json::Value;

/// The contract after the overlays.
#[derive(Clone, Debug)]
pub struct Declared(pub(crate) Value);

impl Declared {
    /// Reads the contract that this program was compiled with.
    ///
    /// # Errors
    ///
    /// If it is not a contract.
    pub fn corrected() -> Result<Self> {
        let text = include_str!("../../firecrawl-api/corrected.json");
        openapi_document::parse_json("corrected.json", text.as_bytes())
            .map(|contract| Self(contract.value))
            .map_err(|error| error.remedy("run `cargo xtask generate`"))
    }

    /// Iterates over all operations in the order of the document.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        operations(&self.0)
    }

    /// Returns the operation of an operationId.
    ///
    /// # Errors
    ///
    /// If there is none of that name.
    pub(crate) fn operation(&self, id: &str) -> Result<Operation<'_>> {
        let mut operations = self.operations();
        let found = operations.find(|operation| operation.value["operationId"] == id);
        found.ok_or_else(|| {
            Error::new("the contract has no such operation")
                .in_operation(id)
                .remedy("correct the plan in crates/contract-probe/src/plan.rs")
        })
    }
}
