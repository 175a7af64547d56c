//! The generated files: the client, the operations, and the types by direction.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::File;

use super::emitter::{Emitter, imports};
use crate::passes::Direction;
use openapi_document::{Error, Result};

/// The files of types, each with the direction of what stands in it.
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

/// The files by their path below the folder of generated code, printed.
pub fn print(
    emitter: &Emitter<'_>,
    functions: &[syn::ImplItemFn],
    catalog: TokenStream,
    origin: &str,
) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut add = |path: &str, doc: &str, tokens: TokenStream| {
        printed(doc, &tokens, origin).map(|text| files.insert(path.to_owned(), text))
    };
    add("mod.rs", "The generated client.", root())?;
    add("client.rs", "The client's state.", client())?;
    add("catalog.rs", "The list of operations.", catalog)?;
    let imported = imported(functions);
    add(
        "operations.rs",
        "One function for each operation.",
        quote! {
            #imported

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
        "What the operations take and give.",
        quote! {
            #(mod #names;)*
            #(pub use #names::*;)*
        },
    )?;
    Ok(files)
}

/// The imports of the file of operations, as far as some function needs them.
fn imported(functions: &[syn::ImplItemFn]) -> TokenStream {
    let code = quote!(#(#functions)*).to_string();
    let names = [
        ("ByteStream", "ByteStream"),
        // A call of its function is as good as its name.
        ("OperationInfo", "OperationInfo"),
        ("RequestBuilderExt", "form_urlencoded"),
        ("ResponseValue", "ResponseValue"),
        ("encode_path", "encode_path"),
    ];
    let names: Vec<_> = names
        .into_iter()
        .filter(|(_, word)| code.contains(word))
        .map(|(name, _)| quote::format_ident!("{name}"))
        .collect();
    if functions.is_empty() {
        return quote!(
            use super::Client;
        );
    }
    let types = code.contains("types ::").then(|| quote!(, types));
    quote! {
        use progenitor_client::{#(#names),*};
        use super::{Client #types};
        use crate::Prepared;
    }
}

fn root() -> TokenStream {
    quote! {
        pub mod catalog;
        mod client;
        mod operations;
        pub mod types;

        pub use catalog::OPERATIONS;
        pub use client::Client;
    }
}

/// The client: where requests go.
fn client() -> TokenStream {
    quote! {
        /// Makes the requests of the operations at one base URL; it sends none.
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) baseurl: reqwest::Url,
            pub(crate) client: reqwest::Client,
        }

        impl Client {
            /// Makes a client of the API root such as `https://api.firecrawl.dev/v2`.
            pub fn new_with_client(baseurl: reqwest::Url, client: reqwest::Client) -> Self {
                Self { baseurl, client }
            }
        }
    }
}

pub(super) fn printed(doc: &str, tokens: &TokenStream, origin: &str) -> Result<String> {
    let file: File = syn::parse2(tokens.clone()).map_err(|error| {
        Error::new("the generated code is no Rust")
            .caused_by(error)
            .remedy("this is a fault of the pipeline: please report it with the contract")
    })?;
    let body = prettyplease::unparse(&file);
    Ok(format!("//! {doc}\n//!\n//! {origin}\n\n{body}"))
}
