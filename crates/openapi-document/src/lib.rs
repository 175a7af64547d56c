//! Reads OpenAPI 3.0 and 3.1 documents, follows their references and walks over their parts.
//!
//! A document is a [`serde_json::Value`] with its keys in the order of the file, so nothing that
//! it says gets lost. [`load`] and [`parse`] read one from JSON or, with the feature `yaml`, from
//! YAML, and report one clear error for anything else. [`downgrade()`] rewrites 3.1 as 3.0. The
//! other functions walk over a document of version 3.0:
//!
//! ```
//! let document = openapi_document::parse("shop.json", br##"{
//!     "openapi": "3.0.3",
//!     "paths": {"/items/{id}": {"get": {"operationId": "getItem", "responses": {"200": {
//!         "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}
//!     }}}}},
//!     "components": {"schemas": {"Item": {"type": "string", "nullable": true}}}
//! }"##)?.value;
//!
//! let operation = openapi_document::operations(&document).next().unwrap();
//! assert_eq!(operation.id(), "getItem");
//!
//! let response = operation.response(&document, 200).unwrap();
//! let schema = openapi_document::json_content(response).unwrap();
//! assert_eq!(openapi_document::schema_ref(schema), Some("Item"));
//!
//! use openapi_document::json_schema::{Mode, json_schema};
//! let schema = json_schema(&document, schema, Mode::Response);
//! assert_eq!(schema["$defs"]["Item"]["type"], serde_json::json!(["string", "null"]));
//! # Ok::<(), openapi_document::Error>(())
//! ```
//!
//! - [`prose`]: the keys that contain prose, and their removal;
//! - [`json_schema`]: the schemas of OpenAPI 3.0 as JSON Schema 2020-12;
//! - [`merge`]: everything that the parts of a schema say about one value;
//! - `sample` (feature `sample`): values that a JSON Schema accepts; with the feature `checked` each
//!   is compared with its schema.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod check;
mod downgrade;
mod error;
mod files;
pub mod json_schema;
mod load;
pub mod merge;
mod pointer;
pub mod prose;
#[cfg(feature = "sample")]
pub mod sample;
mod shown;
mod strict;
mod walk;
#[cfg(feature = "yaml")]
mod yaml;

pub use check::kind;
pub use downgrade::{Loss, UNTRANSLATED, WEBHOOKS, downgrade, is_keyword};
pub use error::{Error, Result, visible};
pub use files::{file_reference, follow_files};
pub use load::{
    Contract, MAX_BYTES, load, load_as, parse, parse_json, parse_text, read, read_json,
};
pub use pointer::{SCHEMA_PREFIX, join, reference, resolve, schema_ref, segments, target};
pub use shown::{code_block, code_span, one_line, printable, visible_json};
pub use walk::{
    METHODS, Operation, OperationVisit, SchemaVisit, each_operation_mut, each_schema_mut,
    json_content, members, operations, parts, schemas, schemas_mut,
};

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
