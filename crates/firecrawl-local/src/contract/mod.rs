//! The corrected contract: routes, schemas and validation.

mod load;
mod page_url;
mod parameters;
mod routes;
mod service_checks;
mod validate;
mod zod_issues;

pub use load::{Contract, Operation, property_path};
pub use page_url::{url_issues, with_scheme};
pub use routes::{Match, parameter_name, removed_on};
pub use zod_issues::custom_issue;
