//! Enums: texts with known values, tagged unions, and the few untagged ones.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

use super::doc_text;
use super::emitter::Emitter;
use super::model::{Alternative, Kind, Tagged, TaggedVariant, TextValue, TypeModel};
use super::structs::has_default;

impl Emitter<'_> {
    /// Generates an enum of texts: open if responses contain it, closed if only requests do.
    pub(super) fn text(&self, model: &TypeModel, values: &[TextValue]) -> TokenStream {
        let name = format_ident!("{}", model.name);
        let doc = doc_text::attributes(&self.type_doc(model));
        let open = model.direction.received;
        let idents: Vec<_> = values
            .iter()
            .map(|value| format_ident!("{}", value.ident))
            .collect();
        let wires: Vec<_> = values.iter().map(|value| &value.wire).collect();
        let docs = values.iter().map(|value| {
            let mut text = self.docs.variant(&model.name, &value.wire).map_or_else(
                || format!("The value {}.", doc_text::code(&value.wire)),
                str::to_owned,
            );
            if let Some(places) = &value.places {
                text = format!("{text}\n\n{}", doc_text::places(places).join(" "));
            }
            if value.observed {
                text = format!("{text}\n\n{}", doc_text::OBSERVED);
            }
            doc_text::attributes(&text)
        });
        let first = idents.first();
        let (derives, unknown, as_str, names, traits) = if open {
            (
                quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash)]),
                quote! {
                    /// A value that the contract does not declare, kept unchanged.
                    Unknown(String),
                },
                quote!(Self::Unknown(text) => text,),
                TokenStream::new(),
                quote!(lenient_json::open_enum!(#name);),
            )
        } else {
            (
                quote!(#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]),
                TokenStream::new(),
                TokenStream::new(),
                quote! {
                    /// The values on the wire, in the order of the variants.
                    pub const NAMES: &'static [&'static str] = &[#(#wires),*];
                },
                quote!(lenient_json::closed_enum!(#name, #first);),
            )
        };
        quote! {
            #doc
            #derives
            #[non_exhaustive]
            pub enum #name {
                #(#docs #idents,)*
                #unknown
            }
            impl #name {
                #names
                /// Returns the value on the wire.
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#idents => #wires,)*
                        #as_str
                    }
                }
                fn known(text: &str) -> Option<Self> {
                    match text {
                        #(#wires => Some(Self::#idents),)*
                        _ => None,
                    }
                }
            }
            #traits
        }
    }

    /// A tagged union; a variant with fields holds a record of its own.
    pub(super) fn tagged(&self, model: &TypeModel, union: &Tagged) -> TokenStream {
        let name = format_ident!("{}", model.name);
        let doc = doc_text::attributes(&self.type_doc(model));
        let tag = &union.tag;
        let bare = union.bare;
        let declared = union.variants.iter().map(|variant| {
            let ident = format_ident!("{}", variant.ident);
            let wire = &variant.wire;
            let text = self.docs.variant(&model.name, wire).map_or_else(
                || format!("The {} variant.", doc_text::code(wire)),
                str::to_owned,
            );
            let doc = doc_text::attributes(&doc_text::with_facts(text, &variant.facts, None));
            let payload = payload(variant).map(|payload| quote!((#payload)));
            quote!(#doc #ident #payload,)
        });
        let places = union.variants.iter().map(|variant| {
            let ident = format_ident!("{}", variant.ident);
            let wire = &variant.wire;
            let payload = (!variant.fields.is_empty()).then(|| quote!((payload)));
            quote!(#wire #ident #payload)
        });
        let payloads = union.variants.iter().filter_map(|variant| {
            let ident = format_ident!("{}", variant.ident);
            let payload = payload(variant)?;
            Some(quote!(lenient_json::from_variant!(#name::#ident(#payload));))
        });
        let from_text = union.bare.then(|| from_text(&name, union));
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#declared)*
                /// A value that the contract does not declare; it is sent unchanged.
                Unknown(Value),
            }
            lenient_json::tagged_union!(#name: #tag, bare = #bare, { #(#places),* });
            #(#payloads)*
            #from_text
        }
    }

    /// Generates an enum whose variants are distinguished by their shape only.
    pub(super) fn untagged(&self, model: &TypeModel, alternatives: &[Alternative]) -> TokenStream {
        let name = format_ident!("{}", model.name);
        let mut text = self.type_doc(model);
        if let Some(reason) = self.names.untagged(&model.name) {
            text = format!("{text}\n\nUntagged: {reason}.");
        }
        let doc = doc_text::attributes(&text);
        let idents: Vec<_> = alternatives
            .iter()
            .map(|a| format_ident!("{}", a.ident))
            .collect();
        let types: Vec<_> = alternatives.iter().map(|a| &a.ty).collect();
        // There can be one conversion from a type, which makes the first of its variants.
        let conversions = alternatives.iter().enumerate().filter_map(|(index, one)| {
            let (ident, ty) = (&idents[index], &one.ty);
            let is_first = alternatives[..index]
                .iter()
                .all(|earlier| earlier.ty != one.ty);
            let borrowed = (*ty == parse_quote!(String))
                .then(|| quote!(lenient_json::from_variant!(#name::#ident(&str));));
            is_first.then(|| quote!(lenient_json::from_variant!(#name::#ident(#ty)); #borrowed))
        });
        let docs = alternatives.iter().map(|alternative| {
            let text = self
                .docs
                .variant(&model.name, &alternative.shape)
                .map_or_else(
                    || format!("The `{}` shape.", alternative.shape),
                    str::to_owned,
                );
            doc_text::attributes(&text)
        });
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#docs #idents(#types),)*
            }
            #(#conversions)*
            lenient_json::untagged_union!(#name { #(#idents(#types)),* });
        }
    }
}

fn payload(variant: &TaggedVariant) -> Option<proc_macro2::Ident> {
    (!variant.fields.is_empty()).then(|| format_ident!("{}", variant.payload))
}

/// A bare text is a variant that needs nothing else.
fn from_text(name: &proc_macro2::Ident, union: &Tagged) -> TokenStream {
    let tag = &union.tag;
    let arms = union.variants.iter().filter_map(|variant| {
        let ident = format_ident!("{}", variant.ident);
        let wire = &variant.wire;
        match payload(variant) {
            None => Some(quote!(#wire => Self::#ident,)),
            Some(payload) if has_default(&variant.fields) => {
                Some(quote!(#wire => Self::#ident(#payload::default()),))
            }
            Some(_) => None,
        }
    });
    quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#arms)*
                    _ => Self::Unknown(::serde_json::json!({ #tag: text })),
                }
            }
        }
    }
}

/// The records of the variants, as types of their own.
pub fn payloads(model: &TypeModel) -> Vec<TypeModel> {
    let Kind::Tagged(union) = &model.kind else {
        return Vec::new();
    };
    union
        .variants
        .iter()
        .filter(|variant| !variant.fields.is_empty())
        .map(|variant| TypeModel {
            name: variant.payload.clone(),
            direction: model.direction,
            kind: Kind::Record(variant.fields.clone()),
        })
        .collect()
}
