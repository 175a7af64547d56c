//! Records: the struct, how it is read, and what builds it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use super::distinct::Taken;
use super::doc_text;
use super::model::{Field, Kind, TypeModel};
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
    /// Or not, or `null`: both are the same as an empty list or map.
    Collection,
}

impl Presence {
    /// The presence of a field in a type that is sent or only received.
    pub fn of(field: &Field, sent: bool) -> Self {
        match (field.required, field.nullable) {
            (true, false) => Self::Required,
            _ if !sent && field.is_empty_if_absent() => Self::Collection,
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
        let default = derives_default(model, fields).then(|| quote!(Default,));
        let declared = fields.iter().map(|field| self.declaration(model, field));
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
        let record = record(self, model, fields);
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
                #extra
            }
            #record
            #building
        }
    }

    fn declaration(&self, model: &TypeModel, field: &Field) -> TokenStream {
        let ident = format_ident!("{}", field.ident);
        let doc = doc_text::attributes(&doc_text::field(self.docs, &model.name, field));
        let presence = Presence::of(field, model.direction.sent);
        let ty = &field.ty;
        let ty = match presence {
            Presence::Required | Presence::Collection => quote!(#ty),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalAny => {
                quote!(Option<#ty>)
            }
            Presence::OptionalNullable => quote!(Option<Option<#ty>>),
        };
        quote!(#doc pub #ident: #ty,)
    }
}

/// Returns true if a record can be read into its default.
pub fn has_default(fields: &[Field]) -> bool {
    fields.iter().all(|field| !field.required || field.embedded)
}

/// Returns true if a record has a default; that of a response may lack the texts that it needs.
fn derives_default(model: &TypeModel, fields: &[Field]) -> bool {
    let is_empty = |field: &Field| field.required && field.ty == parse_quote!(String);
    let others: Vec<Field> = fields
        .iter()
        .filter(|field| !is_empty(field))
        .cloned()
        .collect();
    has_default(fields) || (!model.direction.sent && has_default(&others))
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

/// The variable for a field while it is read; the names of the function itself are taken.
fn local(field: &Field, fields: &[Field]) -> Ident {
    let taken = |name: &str| {
        ["index", "reader", "others"].contains(&name)
            || (name != field.ident && fields.iter().any(|field| field.ident == name))
    };
    let mut name = field.ident.clone();
    while taken(&name) {
        name.push_str("_field");
    }
    format_ident!("{name}")
}

/// Generates the code that reads and writes a record, field by field.
fn record(emitter: &Emitter<'_>, model: &TypeModel, fields: &[Field]) -> TokenStream {
    let name = &model.name;
    let ident = format_ident!("{name}");
    let embedded = fields.iter().find(|field| field.embedded);
    let own: Vec<&Field> = fields.iter().filter(|field| !field.embedded).collect();
    let presences: Vec<_> = own
        .iter()
        .map(|field| Presence::of(field, model.direction.sent))
        .collect();
    let is_default = has_default(fields);
    let slots = own.iter().map(|field| match is_default {
        true => {
            let ident = format_ident!("{}", field.ident);
            quote!(this.#ident)
        }
        false => {
            let local = local(field, fields);
            quote!(#local)
        }
    });
    let arms = slots.zip(&own).zip(&presences).enumerate();
    let arms = arms.map(|(index, ((slot, field), presence))| {
        let index = Literal::usize_unsuffixed(index);
        let is_any = field.ty == parse_quote!(Value) && *presence == Presence::Required;
        let read = match presence {
            Presence::OptionalAny => quote!(nullable),
            Presence::Collection if is_default => quote!(collection),
            _ if is_any => quote!(nullable),
            _ => quote!(field),
        };
        quote!(#index => lenient_json::#read(&mut #slot, reader),)
    });
    let arms = match own.is_empty() {
        true => quote!(let _ = (this, index); reader.other()),
        false => quote!(match index { #(#arms)* _ => reader.other() }),
    };
    let wires = own.iter().map(|field| &field.wire);
    let required = own.iter().zip(&presences);
    let required = required.filter(|(_, presence)| **presence == Presence::Required);
    let required = required.map(
        |(Field { wire, ty, .. }, _)| quote!((#wire, <#ty as lenient_json::Lenient>::EXPECTED)),
    );
    let others = match (embedded, model.direction.received) {
        (Some(_), _) => quote!(Embedded),
        (None, true) => quote!(Kept),
        (None, false) => quote!(Rejected),
    };
    let rest = match embedded {
        Some(embedded) => {
            let ident = format_ident!("{}", embedded.ident);
            Some((ident, quote!(reader.embedded(others)?)))
        }
        None => keeps_extra(model, fields).then(|| (extra_ident(fields), quote!(others))),
    };
    let writing = own.iter().zip(&presences).map(|(field, presence)| {
        let (wire, ident) = (&field.wire, format_ident!("{}", field.ident));
        let is_required = matches!(presence, Presence::Required | Presence::RequiredNullable);
        let has_floats = rust_type::mentions(&field.ty, "f64");
        if *presence == Presence::Collection {
            let value = match has_floats {
                true => quote!(Exact(&self.#ident)),
                false => quote!(&self.#ident),
            };
            let value = quote!((!self.#ident.is_empty()).then_some(#value));
            return quote!(fields.optional(#wire, &#value)?;);
        }
        match (is_required, has_floats) {
            (true, false) => quote!(fields.required(#wire, &self.#ident)?;),
            (true, true) => quote!(fields.required(#wire, &Exact(&self.#ident))?;),
            (false, false) => quote!(fields.optional(#wire, &self.#ident)?;),
            (false, true) => quote!(fields.optional(#wire, &self.#ident.as_ref().map(Exact))?;),
        }
    });
    let extra = extra_path(emitter, model, fields);
    let extra = extra.map(|extra| quote!(.with_extra(&self.#extra)));
    let written_rest = match embedded {
        Some(embedded) => {
            let ident = format_ident!("{}", embedded.ident);
            quote!(fields.embedded(&self.#ident))
        }
        None => quote!(fields.extra()),
    };
    let others_value = rest.is_some().then(|| quote!(let others =));
    let body = if is_default {
        let rest = rest.map(|(ident, value)| quote!(this.#ident = #value;));
        quote! {
            fn read(
                this: &mut #ident,
                index: usize,
                reader: &mut lenient_json::Reader<'_>,
            ) -> Result<lenient_json::Outcome, lenient_json::Error> {
                #arms
            }
            let mut this = Self::default();
            #others_value reader.fields(Self::SHAPE, &mut |index, reader| {
                read(&mut this, index, reader)
            })?;
            #rest
            Ok(this)
        }
    } else {
        let locals: Vec<_> = own.iter().map(|field| local(field, fields)).collect();
        let values = own.iter().zip(&locals).zip(&presences);
        let values = values.map(|((field, local), presence)| {
            let wire = &field.wire;
            let ident = format_ident!("{}", field.ident);
            match presence {
                Presence::Required => {
                    quote!(#ident: reader.present(Self::SHAPE, #wire, #local)?,)
                }
                Presence::Collection => quote!(#ident: #local.unwrap_or_default(),),
                _ if ident == *local => quote!(#ident,),
                _ => quote!(#ident: #local,),
            }
        });
        let rest = rest.map(|(ident, value)| quote!(#ident: #value,));
        quote! {
            #(let mut #locals = None;)*
            #others_value reader.fields(Self::SHAPE, &mut |index, reader| #arms)?;
            Ok(Self {
                #(#values)*
                #rest
            })
        }
    };
    quote! {
        impl lenient_json::Record for #ident {
            const SHAPE: &'static lenient_json::Shape = &lenient_json::Shape {
                name: #name,
                fields: &[#(#wires),*],
                required: &[#(#required),*],
                others: lenient_json::Others::#others,
            };

            fn read_fields(
                reader: &mut lenient_json::Reader<'_>,
            ) -> Result<Self, lenient_json::Error> {
                #body
            }

            fn write_fields<M: lenient_json::SerializeMap>(
                &self,
                map: &mut M,
            ) -> Result<(), M::Error> {
                let mut fields = lenient_json::Fields::new(map)#extra;
                #(#writing)*
                #written_rest
            }
        }
        lenient_json::record!(#ident);
    }
}
