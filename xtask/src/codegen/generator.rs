//! The call of progenitor.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use quote::quote;

use crate::error::{Error, Result};

/// The tokens that progenitor makes of a document.
pub fn tokens(spec: &OpenAPI) -> Result<TokenStream> {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::hook::Hook))
        .with_map_type("::std::collections::BTreeMap");
    Generator::new(&settings)
        .generate_tokens(spec)
        .map_err(|error| Error::new("progenitor refuses the prepared document").caused_by(error))
}
