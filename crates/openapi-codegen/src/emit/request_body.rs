//! The body of a request: the argument that holds it, and the call that sets it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Type, parse_quote};

use super::call::{Body, Call};
use super::operation::owned;
use super::rust_type;
use crate::json::object;

/// The body of a request.
pub struct RequestBody {
    /// The type of the argument `body`.
    pub argument: Type,
    /// The method of a prepared request that sets it, with its arguments.
    set: TokenStream,
    /// False if the request can be sent without it.
    is_required: bool,
}

impl RequestBody {
    /// The body that an operation sends, if it sends one.
    pub fn of(call: &Call, operation: &Value) -> Option<Self> {
        let declared = &operation["requestBody"];
        let media = declared["x-media"].as_str();
        let content = object(declared, "content")
            .next()
            .map(|(_, content)| content);
        let content = content.unwrap_or(&Value::Null);
        let given = call.argument(&format_ident!("body"))?;
        let is_required = declared["required"] == true;
        let argument = match (&call.body, given) {
            (Body::Json | Body::Form, _) => rust_type::with_nulls(given, &content["schema"]),
            // An absent value of any type would have no type.
            (Body::Raw(_), Type::ImplTrait(_)) if !is_required => {
                parse_quote!(api_transport::Bytes)
            }
            _ => given.clone(),
        };
        let is_borrowed = matches!(&argument, Type::Reference(_)) && argument != parse_quote!(&str);
        let value = match is_borrowed {
            true => quote!(body),
            false => {
                let value = owned(&format_ident!("body"), Some(&argument));
                quote!(&#value)
            }
        };
        let set = match (&call.body, media) {
            (Body::None, _) => return None,
            (Body::Json, None) => quote!(json(#value)),
            (Body::Json, Some(media)) => quote!(json_as(#media, #value)),
            (Body::Form, _) if content.get("x-style").is_some() => {
                quote!(form_as(api_transport::Style::Deep, #value))
            }
            (Body::Form, _) => quote!(form(#value)),
            (Body::Raw(own), media) => {
                let media = media.unwrap_or(own);
                quote!(body(#media, body))
            }
        };
        let argument = match is_required {
            true => argument,
            false => parse_quote!(Option<#argument>),
        };
        Some(Self {
            argument,
            set,
            is_required,
        })
    }

    /// Adds the body to an expression that makes a request.
    pub fn add_to(&self, request: &TokenStream) -> TokenStream {
        let set = &self.set;
        match self.is_required {
            true => quote!(#request?.#set),
            false => quote! {
                let request = #request;
                match body {
                    Some(body) => request?.#set,
                    None => request,
                }
            },
        }
    }
}
