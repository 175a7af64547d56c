//! The call of progenitor.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

use crate::preflight;
use openapi_document::Result;

/// The tokens that progenitor makes of a document.
///
/// A panic of progenitor, which preflight should have foreseen, becomes an
/// error that names the operation.
pub fn tokens(spec: &OpenAPI) -> Result<TokenStream> {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_map_type("::std::collections::BTreeMap");
    preflight::supervise(spec, |spec| Generator::new(&settings).generate_tokens(spec))
}
