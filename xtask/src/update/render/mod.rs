//! A report as text, Markdown or JSON.

mod form;
mod headline;
mod json;
mod markdown;
mod text;

pub use form::Form;
