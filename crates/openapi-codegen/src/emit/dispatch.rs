//! The table by which the tests reach the types of an operation by its name.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::files;
use crate::catalog::OperationEntry;
use crate::passes::ERROR_BODY;
use openapi_document::Result;

/// The file of the generated crate's tests that names the types of every operation.
///
/// A generic function cannot be called by the name of a type in a document, so
/// each type is written out once here and the properties are tested in a loop.
pub fn dispatch(entries: &[OperationEntry], origin: &str) -> Result<String> {
    let rows = entries.iter().map(|entry| {
        let id = &entry.id;
        let request = codec(entry.request.as_deref());
        let query = codec(entry.query.as_deref());
        let response = codec(entry.response.as_deref());
        quote!(Operation::new(#id, #request, #query, #response))
    });
    let error_body = format_ident!("{ERROR_BODY}");
    let tokens = quote! {
        use super::codec::{Codec, Operation, types};

        /// The types of every operation: body, query, response.
        pub const OPERATIONS: &[Operation] = &[#(#rows),*];

        /// The type of every failure.
        pub const ERROR_BODY: Codec = Codec::of::<types::#error_body>(#ERROR_BODY);
    };
    files::printed("The types of each operation, for tests.", [tokens], origin)
}

fn codec(name: Option<&str>) -> TokenStream {
    match name {
        None => quote!(None),
        Some(name) => {
            let ident = format_ident!("{name}");
            quote!(Some(Codec::of::<types::#ident>(#name)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Kind;

    #[test]
    fn a_row_names_the_types_that_there_are() {
        let entry = OperationEntry {
            method: "POST".to_owned(),
            path: "/a".to_owned(),
            id: "a".to_owned(),
            function: "a".to_owned(),
            request: Some("Body".to_owned()),
            query: None,
            response: Some("Answer".to_owned()),
            headers: Vec::new(),
            kind: Kind::Generated,
        };
        let text = dispatch(&[entry], "From here").unwrap();
        assert!(text.starts_with("//! The types of each operation, for tests.\n\n// From here\n"));
        assert!(text.contains("Some(Codec::of::<types::Body>(\"Body\")),\n        None,\n"));
        assert!(text.contains("Codec::of::<types::ErrorBody>(\"ErrorBody\")"));
    }
}
