//! The client against the contract: what drifts apart is named, with the line to change.

mod called;
mod contract;
mod doctored;
mod form;
mod golden;
mod natural;
mod phases;
mod properties;
mod security;
mod sender;
mod source;
mod table;
mod words;

// What the tests of `firecrawl-api` know of schemas and of values that fit them.
#[allow(dead_code)]
#[path = "../../../../firecrawl-api/tests/it/canonical.rs"]
mod canonical;
#[path = "../../../../firecrawl-api/tests/it/cover.rs"]
mod cover;
#[allow(dead_code)]
#[path = "../../../../firecrawl-api/tests/it/instances.rs"]
mod instances;
#[allow(dead_code)]
#[path = "../../../../firecrawl-api/tests/it/schema.rs"]
mod schema;
