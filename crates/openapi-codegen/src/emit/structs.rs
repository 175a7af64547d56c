//! Records: the struct, how it is read, and what builds it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

use super::doc_text;
use super::model::{Field, TypeModel};
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
}

impl Presence {
    /// The presence of a field in a type that is sent or only received.
    pub fn of(field: &Field, sent: bool) -> Self {
        match (field.required, field.nullable) {
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
        let doc = doc_text::attributes(&self.type_doc(model));
        let derives = derives(model, fields);
        let strict = (!model.direction.received && !fields.iter().any(|field| field.embedded))
            .then(|| quote!(#[serde(deny_unknown_fields)]));
        let declared = fields.iter().map(|field| self.declaration(model, field));
        let extra = keeps_extra(model, fields).then(|| {
            let extra = extra_ident(fields);
            let doc = doc_text::attributes(if model.direction.sent {
                "Fields that the contract does not declare; they are sent unchanged."
            } else {
                "Undeclared fields, and values whose type differs from the declared one."
            });
            quote!(#doc #[serde(flatten)] pub #extra: Map<String, Value>,)
        });
        let reading = model.direction.received.then(|| reading(model, fields));
        let building = model
            .direction
            .sent
            .then(|| setters::building(self, model, fields));
        let must_use = model.direction.sent.then(|| quote!(#[must_use]));
        quote! {
            #doc
            #derives
            #strict
            #must_use
            #[non_exhaustive]
            pub struct #name {
                #(#declared)*
                #extra
            }
            #reading
            #building
        }
    }

    fn declaration(&self, model: &TypeModel, field: &Field) -> TokenStream {
        let ident = format_ident!("{}", field.ident);
        let doc = doc_text::attributes(&doc_text::field(self.docs, &model.name, field));
        let presence = Presence::of(field, model.direction.sent);
        let ty = &field.ty;
        let ty = match presence {
            Presence::Required => quote!(#ty),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny => {
                quote!(Option<#ty>)
            }
            Presence::OptionalNullable => quote!(Option<Option<#ty>>),
        };
        let mut serde = Vec::new();
        if field.embedded {
            serde.push(quote!(flatten));
        } else if field.wire != field.ident {
            let wire = &field.wire;
            serde.push(quote!(rename = #wire));
        }
        if !model.direction.received && presence == Presence::OptionalNullable {
            serde.push(quote!(default));
            serde.push(quote!(deserialize_with = "lenient_json::nullable"));
        }
        if rust_type::mentions(&field.ty, "f64") {
            serde.push(quote!(serialize_with = "lenient_json::number::serialize"));
            if !model.direction.received && presence == Presence::Optional {
                serde.push(quote!(default));
            }
        }
        if !matches!(presence, Presence::Required | Presence::RequiredNullable) {
            serde.push(quote!(skip_serializing_if = "Option::is_none"));
        }
        let serde = (!serde.is_empty()).then(|| quote!(#[serde(#(#serde),*)]));
        quote!(#doc #serde pub #ident: #ty,)
    }
}

fn derives(model: &TypeModel, fields: &[Field]) -> TokenStream {
    let default = has_default(fields).then(|| quote!(Default,));
    let reading = (!model.direction.received).then(|| quote!(::serde::Deserialize,));
    quote!(#[derive(Clone, Debug, #default PartialEq, ::serde::Serialize, #reading)])
}

/// Returns true if a record has a default.
pub fn has_default(fields: &[Field]) -> bool {
    fields.iter().all(|field| !field.required || field.embedded)
}

/// Returns true if a record keeps undeclared fields; an embedded record does so for the outer one.
pub fn keeps_extra(model: &TypeModel, fields: &[Field]) -> bool {
    model.direction.received && !fields.iter().any(|field| field.embedded)
}

/// The name of the field that keeps what is not declared.
pub fn extra_ident(fields: &[Field]) -> proc_macro2::Ident {
    let taken = |name: &str| fields.iter().any(|field| field.ident == name);
    let free = ["extra", "undeclared"]
        .into_iter()
        .map(str::to_owned)
        .chain((2..usize::MAX).map(|number| format!("undeclared_{number}")))
        .find(|name| !taken(name))
        .unwrap_or_default();
    format_ident!("{free}")
}

/// The variable for a field while it is read; the loop's own names are taken.
fn local(field: &Field, fields: &[Field]) -> proc_macro2::Ident {
    let mut name = field.ident.clone();
    while name == "key" || name == "fields" || (name != field.ident && is_field(&name, fields)) {
        name.push_str("_field");
    }
    format_ident!("{name}")
}

fn is_field(name: &str, fields: &[Field]) -> bool {
    fields.iter().any(|field| field.ident == name)
}

/// Generates the code that reads a received record, field by field.
fn reading(model: &TypeModel, fields: &[Field]) -> TokenStream {
    let ident = format_ident!("{}", model.name);
    let name = &model.name;
    let extra = extra_ident(fields);
    let by_default = has_default(fields);
    let fallible = fields.iter().any(|field| {
        !field.embedded && Presence::of(field, model.direction.sent) == Presence::Required
    });
    let embedded = fields
        .iter()
        .find(|field| field.embedded)
        .map(|field| format_ident!("{}", field.ident));
    let arms = fields.iter().filter(|field| !field.embedded).map(|field| {
        let wire = &field.wire;
        let slot = format_ident!("{}", field.ident);
        let slot = if by_default {
            quote!(this.#slot)
        } else {
            let slot = local(field, fields);
            quote!(#slot)
        };
        match Presence::of(field, model.direction.sent) {
            Presence::Required => quote!(#wire => fields.required(#wire, &mut #slot)?,),
            Presence::OptionalAny => quote!(#wire => fields.any_value(&mut #slot)?,),
            Presence::OptionalNullable | Presence::Optional | Presence::RequiredNullable => {
                quote!(#wire => fields.optional(#wire, &mut #slot)?,)
            }
        }
    });
    let arms = quote! {
        while let Some(key) = fields.next_key()? {
            match &*key {
                #(#arms)*
                _ => fields.other(key)?,
            }
        }
    };
    let body = if by_default {
        let rest = match &embedded {
            Some(embedded) => quote!(this.#embedded = fields.into_embedded();),
            None => quote!(this.#extra = fields.into_extra();),
        };
        quote! {
            let mut this = Self::default();
            #arms
            #rest
            Ok(this)
        }
    } else {
        let own: Vec<&Field> = fields.iter().filter(|field| !field.embedded).collect();
        let idents: Vec<_> = own.iter().map(|field| local(field, fields)).collect();
        let rest = match &embedded {
            Some(embedded) => quote!(#embedded: fields.into_embedded(),),
            None => quote!(#extra: fields.into_extra(),),
        };
        let values = own.iter().zip(&idents).map(|(field, local)| {
            let wire = &field.wire;
            let ident = format_ident!("{}", field.ident);
            match Presence::of(field, model.direction.sent) {
                Presence::Required => quote!(#ident: fields.present(#wire, #local)?,),
                _ if ident == *local => quote!(#ident,),
                _ => quote!(#ident: #local,),
            }
        });
        quote! {
            #(let mut #idents = None;)*
            #arms
            Ok(Self {
                #(#values)*
                #rest
            })
        }
    };
    quote! {
        impl lenient_json::Record for #ident {
            const NAME: &'static str = #name;
            const FALLIBLE: bool = #fallible;

            fn read_fields<'de, A: lenient_json::MapAccess<'de>>(
                mut fields: lenient_json::Fields<'de, A>,
            ) -> Result<Self, A::Error> {
                #body
            }
        }
        lenient_json::record!(#ident);
    }
}
