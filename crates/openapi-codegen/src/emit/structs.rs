//! Records: the struct, how it is read, and what builds it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use super::distinct::Taken;
use super::doc_text;
use super::model::{Field, Kind, TypeModel};
use super::rare::{RareGroup, is_rare};
use super::{rust_type, setters};
use crate::emit::emitter::Emitter;

/// When a field of a record has a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Always, and it may be `null`.
    RequiredNullable,
    /// Or not; `null` says the same.
    Optional,
    /// Or not; `null` says something else.
    OptionalNullable,
    /// Or not; any JSON, of which `null` is one.
    OptionalAny,
    /// Or not, or `null`: both are the same as an empty list, map or text.
    OrEmpty,
}

impl Presence {
    /// The presence of a field in a type that is sent or only received.
    pub fn of(field: &Field, sent: bool) -> Self {
        match (field.required, field.nullable) {
            _ if !sent && field.is_empty_if_absent() => Self::OrEmpty,
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, true) if sent => Self::OptionalNullable,
            (false, true) if field.ty == parse_quote!(Value) => Self::OptionalAny,
            (false, _) => Self::Optional,
        }
    }
}

impl Emitter<'_> {
    /// The items of one record.
    pub(super) fn record(&self, model: &TypeModel, fields: &[Field]) -> TokenStream {
        let name = format_ident!("{}", model.name);
        let group = self.rare_group(model, fields);
        let mut doc = self.type_doc(model);
        if let Some(RareGroup { ty, .. }) = &group {
            doc += &format!("\n\nFields that most values lack are in [`{ty}`].");
        }
        let doc = doc_text::attributes(&doc);
        let default = derives_default(model, fields).then(|| quote!(Default,));
        let in_place = fields.iter().filter(|field| !is_rare(model, field));
        let declared = in_place.map(|field| self.declaration(model, field));
        let extra = keeps_extra(model, fields).then(|| {
            let extra = extra_ident(fields);
            let doc = doc_text::attributes(if model.direction.sent {
                "Undeclared fields, and values whose type differs from the declared one.\n\n\
                 They are sent unchanged. One with the name of a declared field is sent in its place, \
                 until the setter of that field removes it."
            } else {
                "Undeclared fields, and values whose type differs from the declared one."
            });
            quote!(#doc pub #extra: Map<String, Value>,)
        });
        let wire_code = wire_code(model, fields, group.as_ref());
        let rare_struct = group
            .as_ref()
            .map(|group| self.rare_struct(group, model, fields));
        let rare = group.as_ref().map(RareGroup::declaration);
        let building = model
            .direction
            .sent
            .then(|| setters::building(self, model, fields));
        let must_use = model.direction.sent.then(|| quote!(#[must_use]));
        quote! {
            #doc
            #[derive(Clone, Debug, #default PartialEq)]
            #must_use
            #[non_exhaustive]
            pub struct #name {
                #(#declared)*
                #rare
                #extra
            }
            #rare_struct
            #wire_code
            #building
        }
    }

    pub(super) fn declaration(&self, model: &TypeModel, field: &Field) -> TokenStream {
        let ident = format_ident!("{}", field.ident);
        let doc = doc_text::attributes(&doc_text::field(self.docs, &model.name, field));
        let presence = Presence::of(field, model.direction.sent);
        let ty = &field.ty;
        let ty = match presence {
            Presence::Required | Presence::OrEmpty => quote!(#ty),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny => {
                quote!(Option<#ty>)
            }
            Presence::OptionalNullable => quote!(Option<Option<#ty>>),
        };
        quote!(#doc pub #ident: #ty,)
    }
}

/// Returns true if a record requires nothing.
pub fn has_default(fields: &[Field]) -> bool {
    fields.iter().all(|field| !field.required || field.embedded)
}

/// Returns true if a record has a default; the texts that a response requires are empty in it.
fn derives_default(model: &TypeModel, fields: &[Field]) -> bool {
    let text = parse_quote!(String);
    let can_be_empty = |field: &Field| !model.direction.sent && field.ty == text;
    let mut required = fields
        .iter()
        .filter(|field| field.required && !field.embedded);
    required.all(can_be_empty)
}

/// Returns true if a record keeps undeclared fields; an embedded record does so for the outer one.
pub fn keeps_extra(model: &TypeModel, fields: &[Field]) -> bool {
    model.direction.received && !fields.iter().any(|field| field.embedded)
}

/// The name of the field that keeps what is not declared.
pub fn extra_ident(fields: &[Field]) -> Ident {
    let idents: Vec<&str> = fields.iter().map(|field| &*field.ident).collect();
    let mut taken = Taken::new(&idents);
    match taken.has("extra") {
        true => format_ident!("{}", taken.choose("undeclared")),
        false => format_ident!("extra"),
    }
}

/// The place of what is not declared: in the record itself or in the one embedded in it.
pub fn extra_path(
    emitter: &Emitter<'_>,
    model: &TypeModel,
    fields: &[Field],
) -> Option<TokenStream> {
    if keeps_extra(model, fields) {
        let extra = extra_ident(fields);
        return Some(quote!(#extra));
    }
    let embedded = fields.iter().find(|field| field.embedded)?;
    let inner = emitter.model(&rust_type::name(&embedded.ty)?)?;
    let Kind::Record(inner_fields) = &inner.kind else {
        return None;
    };
    let path = extra_path(emitter, inner, inner_fields)?;
    let ident = format_ident!("{}", embedded.ident);
    Some(quote!(#ident.#path))
}

/// Generates the fields of a record on the wire, and the code that reads and writes it.
fn wire_code(model: &TypeModel, fields: &[Field], group: Option<&RareGroup>) -> TokenStream {
    let name = &model.name;
    let ident = format_ident!("{name}");
    let own: Vec<&Field> = fields.iter().filter(|field| !field.embedded).collect();
    let declared = own.iter().map(|field| {
        let (wire, ty) = (&field.wire, &field.ty);
        match Presence::of(field, model.direction.sent) {
            Presence::Required if *ty == parse_quote!(Value) => {
                quote!(lenient_json::required_any(#wire))
            }
            Presence::Required => {
                quote!(lenient_json::required(#wire, <#ty as lenient_json::Lenient>::EXPECTED))
            }
            Presence::RequiredNullable => quote!(lenient_json::required_nullable(#wire)),
            Presence::Optional => quote!(lenient_json::optional(#wire)),
            Presence::OrEmpty if field.is_collection() => quote!(lenient_json::collection(#wire)),
            Presence::OrEmpty => quote!(lenient_json::text(#wire)),
            Presence::OptionalNullable | Presence::OptionalAny => {
                quote!(lenient_json::optional_nullable(#wire))
            }
        }
    });
    let embedded = fields.iter().find(|field| field.embedded);
    let (others, kept) = match embedded {
        Some(embedded) => {
            let ident = format_ident!("{}", embedded.ident);
            (quote!(Embedded), quote!(embedded = #ident))
        }
        None if keeps_extra(model, fields) => {
            let ident = extra_ident(fields);
            (quote!(Kept), quote!(extra = #ident))
        }
        None => (quote!(Rejected), TokenStream::new()),
    };
    let mut places = Vec::new();
    let mut rare_places = Vec::new();
    for (index, field) in own.iter().enumerate() {
        let index = Literal::usize_unsuffixed(index);
        let ident = format_ident!("{}", field.ident);
        let chosen = match is_rare(model, field) {
            true => &mut rare_places,
            false => &mut places,
        };
        chosen.push(quote!(#index #ident));
    }
    let rare =
        group.map(|RareGroup { ty, ident }| quote!(rare = #ident: #ty { #(#rare_places),* }));
    quote! {
        impl #ident {
            #[doc(hidden)]
            pub const SHAPE: &'static lenient_json::Shape = &lenient_json::Shape {
                name: #name,
                fields: &[#(#declared),*],
                others: lenient_json::Others::#others,
            };
        }
        lenient_json::record!(#ident { #(#places),* } #rare #kept);
    }
}
