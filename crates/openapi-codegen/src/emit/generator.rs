//! The call of progenitor.

use openapiv3::OpenAPI;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
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
    let file = syn::parse2(without_types(tokens))
        .map_err(|error| Error::new("progenitor wrote invalid Rust").caused_by(error))?;
    Ok((file, generator))
}

/// The code without the types, which are taken as data; they are most of it.
fn without_types(tokens: TokenStream) -> TokenStream {
    let mut last = String::new();
    let kept = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if last == "types" && group.delimiter() == Delimiter::Brace => {
            TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()))
        }
        token => {
            last = match &token {
                TokenTree::Ident(name) => name.to_string(),
                _ => String::new(),
            };
            token
        }
    });
    kept.collect()
}
