//! The generated files: the client, the operations, and the types by direction.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::File;

use super::emitter::{Emitter, imports};
use crate::passes::Direction;
use openapi_document::{Error, Result};

/// The files of types, each with the direction of its types.
const TYPE_FILES: [(&str, Direction, &str); 3] = [
    (
        "requests",
        Direction {
            sent: true,
            received: false,
        },
        "Types that are only sent.",
    ),
    (
        "responses",
        Direction {
            sent: false,
            received: true,
        },
        "Types that are only received.",
    ),
    (
        "shared",
        Direction {
            sent: true,
            received: true,
        },
        "Types that are sent and received.",
    ),
];

/// The parts of the generated code beside the types.
pub struct Parts {
    /// The functions of the client.
    pub functions: Vec<TokenStream>,
    /// The list of operations.
    pub catalog: TokenStream,
    /// The implementations of `ResponseBody`.
    pub response_bodies: TokenStream,
}

/// The files by their path below the folder of generated code, printed.
pub fn print(
    emitter: &Emitter<'_>,
    parts: Parts,
    origin: &str,
) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut add = |path: &str, doc: &str, tokens: TokenStream| {
        printed(doc, &tokens, origin).map(|text| files.insert(path.to_owned(), text))
    };
    add("mod.rs", "The generated client.", root())?;
    add("client.rs", "The client's state.", client())?;
    add("catalog.rs", "The list of operations.", parts.catalog)?;
    add(
        "response_bodies.rs",
        "The value and the envelope of each response.",
        parts.response_bodies,
    )?;
    let functions = parts.functions;
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
    for (name, direction, doc) in TYPE_FILES {
        let models: Vec<_> = emitter
            .models()
            .filter(|model| {
                // What no operation uses directly is sent by hand-written code.
                let of = if model.direction == Direction::default() {
                    TYPE_FILES[0].1
                } else {
                    model.direction
                };
                of == direction
            })
            .collect();
        if models.is_empty() {
            continue;
        }
        let imports = imports();
        let items = models.iter().map(|model| emitter.items(model));
        add(
            &format!("types/{name}.rs"),
            doc,
            quote!(#imports #(#items)*),
        )?;
        names.push(quote::format_ident!("{name}"));
    }
    add(
        "types/mod.rs",
        "The types of the operations.",
        quote! {
            #(mod #names;)*
            #(pub use #names::*;)*
        },
    )?;
    Ok(files)
}

fn root() -> TokenStream {
    quote! {
        pub mod catalog;
        mod client;
        mod operations;
        mod response_bodies;
        pub mod types;

        pub use catalog::{OPERATIONS, OperationId};
        pub use client::Client;
    }
}

fn client() -> TokenStream {
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
    }
}

pub(super) fn printed(doc: &str, tokens: &TokenStream, origin: &str) -> Result<String> {
    let file: File = syn::parse2(tokens.clone()).map_err(|error| {
        Error::new("the generated code is not valid Rust")
            .caused_by(error)
            .remedy("this is a fault of the pipeline: please report it with the contract")
    })?;
    let body = prettyplease::unparse(&file);
    Ok(format!("//! {doc}\n//!\n//! {origin}\n\n{body}"))
}
