//! The call of progenitor.

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

use crate::preflight;
use openapi_document::{Error, Result};

/// The file that progenitor makes of a document, and the generator with its types.
///
/// A panic of progenitor, which preflight should have foreseen, becomes an
/// error that names the operation.
pub fn generated(spec: &OpenAPI) -> Result<(syn::File, Generator)> {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_map_type("::std::collections::BTreeMap");
    let (tokens, generator) = preflight::supervise(spec, |spec| {
        let mut generator = Generator::new(&settings);
        let tokens = generator.generate_tokens(spec)?;
        Ok::<_, progenitor::Error>((tokens, generator))
    })?;
    let file = syn::parse2(tokens)
        .map_err(|error| Error::new("progenitor wrote invalid Rust").caused_by(error))?;
    Ok((file, generator))
}
