//! The generated files: the client, the operations, and the types by direction.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::File;

use super::emitter::{Emitter, imports};
use crate::passes::Direction;
use openapi_document::{Error, Result};

/// The files of types, each with what it says of its types: whether they are sent and received.
const TYPE_FILES: [(&str, [bool; 2], &str); 3] = [
    ("requests", [true, false], "Types that are only sent."),
    ("responses", [false, true], "Types that are only received."),
    ("shared", [true, true], "Types that are sent and received."),
];

/// The files by their path below the folder of generated code, printed.
pub fn print(
    emitter: &Emitter<'_>,
    functions: &[TokenStream],
    catalog: TokenStream,
    response_bodies: TokenStream,
    origin: &str,
) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut add = |path: &str, doc: &str, tokens: TokenStream| {
        printed(doc, [tokens], origin).map(|text| files.insert(path.to_owned(), text))
    };
    add(
        "mod.rs",
        "The generated client.",
        quote! {
            pub mod catalog;
            mod client;
            mod operations;
            mod response_bodies;
            pub mod types;

            pub use catalog::{OPERATIONS, OperationId};
            pub use client::Client;
        },
    )?;
    add(
        "client.rs",
        "The client's state.",
        quote! {
            /// Prepares the requests of the operations below an API root; it sends none.
            #[derive(Clone, Debug)]
            pub struct Client {
                pub(super) root: api_transport::Url,
            }

            impl Client {
                /// Creates a client of an API root, such as `https://api.example.com/v2`.
                pub fn new(root: api_transport::Url) -> Self {
                    Self { root }
                }
            }
        },
    )?;
    add("catalog.rs", "The list of operations.", catalog)?;
    add(
        "response_bodies.rs",
        "The value and the envelope of each response.",
        response_bodies,
    )?;
    add(
        "operations.rs",
        "One function for each operation.",
        quote! {
            #[allow(unused_imports)]
            use super::{Client, catalog, types};
            #[allow(unused_imports)]
            use api_transport::{Error, Prepared};

            impl Client {
                #(#functions)*
            }
        },
    )?;
    let mut names = Vec::new();
    let mut types = BTreeMap::new();
    for (name, directions, doc) in TYPE_FILES {
        let models = emitter.models().filter(|model| {
            let Direction { sent, received } = model.direction;
            // What no operation uses directly is sent by hand-written code.
            [sent || !received, received] == directions
        });
        let mut items = models.map(|model| emitter.items(model)).peekable();
        if items.peek().is_some() {
            let text = printed(doc, std::iter::once(imports()).chain(items), origin)?;
            types.insert(format!("types/{name}.rs"), text);
            names.push(format_ident!("{name}"));
        }
    }
    add(
        "types/mod.rs",
        "The types of the operations: requests, responses and their parts.",
        quote! {
            #(mod #names;)*
            #(pub use #names::*;)*
        },
    )?;
    files.append(&mut types);
    Ok(files)
}

/// The text of a file, whose items are printed one group after the other: the syntax tree of a long
/// file takes many times the memory of its text.
pub(super) fn printed(
    doc: &str,
    groups: impl IntoIterator<Item = TokenStream>,
    origin: &str,
) -> Result<String> {
    let mut text = format!("//! {doc}\n\n// {origin}\n\n");
    for tokens in groups {
        let file: File = syn::parse2(tokens).map_err(|error| {
            Error::new("the generated code is not valid Rust")
                .caused_by(error)
                .remedy("this is a fault of the pipeline: please report it with the contract")
        })?;
        text += &prettyplease::unparse(&file);
    }
    Ok(text)
}
