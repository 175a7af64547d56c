//! The types of responses: which part is the value, and which the envelope.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;

use super::emitter::{Emitter, imports};
use super::facts::{Envelope, Facts};
use super::model::{Field, Kind};
use super::rust_type;
use super::structs::{Presence, has_default};
use crate::catalog::OperationEntry;
use openapi_document::{Error, Result};

/// The implementations of `ResponseBody` for the response type of each operation.
pub fn implementations(
    operations: &[(&OperationEntry, Facts)],
    emitter: &Emitter<'_>,
) -> Result<TokenStream> {
    let mut bodies: BTreeMap<&str, (&OperationEntry, Option<&Envelope>)> = BTreeMap::new();
    for (entry, facts) in operations {
        let Some(name) = &entry.response else {
            continue;
        };
        let envelope = facts.envelope.as_ref();
        let (first, known) = *bodies.entry(name).or_insert((entry, envelope));
        if known != envelope {
            return Err(Error::new(format!(
                "`x-envelope` of {} and {} differ, and both return {name}",
                first.id, entry.id
            ))
            .remedy("give both the same, or one of the types another name in the names file"));
        }
    }
    let bodies = bodies
        .into_iter()
        .map(|(name, (entry, envelope))| match envelope {
            None => Ok(plain(name)),
            Some(envelope) => Body::new(name, entry, emitter)?.implementation(envelope),
        })
        .collect::<Result<Vec<_>>>()?;
    let imports = imports();
    Ok(quote! {
        #imports
        #[allow(unused_imports)]
        use super::types::*;
        #(#bodies)*
    })
}

fn plain(name: &str) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(api_transport::plain_response_body! { [] #name; })
}

/// The record of a response.
struct Body<'a> {
    name: &'a str,
    entry: &'a OperationEntry,
    fields: &'a [Field],
    sent: bool,
    emitter: &'a Emitter<'a>,
}

impl<'a> Body<'a> {
    fn new(name: &'a str, entry: &'a OperationEntry, emitter: &'a Emitter<'a>) -> Result<Self> {
        match emitter.model(name).map(|model| (&model.kind, model)) {
            Some((Kind::Record(fields), model)) => Ok(Self {
                name,
                entry,
                fields,
                sent: model.direction.sent,
                emitter,
            }),
            _ => Err(fault(entry, &format!("{name} has no fields"))),
        }
    }

    fn implementation(&self, envelope: &Envelope) -> Result<TokenStream> {
        let name = format_ident!("{}", self.name);
        let (value, split) = match &envelope.value {
            Some(field) => self.field_is_value(field, envelope)?,
            None => (quote!(Self), self.body_is_value(envelope)?),
        };
        Ok(quote! {
            impl api_transport::ResponseBody for #name {
                type Value = #value;

                const HAS_ENVELOPE: bool = true;

                fn split(
                    self,
                    outline: &api_transport::Outline<'_>,
                ) -> api_transport::Split<Self::Value> {
                    #split
                }
            }
        })
    }

    fn field_is_value(
        &self,
        field: &str,
        envelope: &Envelope,
    ) -> Result<(TokenStream, TokenStream)> {
        let field = self.optional(field)?;
        let (ident, wire) = (format_ident!("{}", field.ident), &field.wire);
        let is_collection = Presence::of(field, self.sent) == Presence::OrEmpty;
        let (ty, is_boxed) = match rust_type::boxed(&field.ty) {
            Some(inner) => (inner, true),
            None => (field.ty.clone(), false),
        };
        let unboxed = is_boxed.then(|| quote!(.map(|value| *value)));
        let taken = match is_collection {
            true => quote!(outline.is_list(#wire).then_some(body.#ident)),
            false => quote!(body.#ident #unboxed),
        };
        let mut merged = Vec::new();
        // Fields beside the value, which replace those of the value itself.
        for wire in &envelope.replaced_by {
            let (own, inner) = self.both(&ty, wire)?;
            merged.push(quote! {
                if let Some(value) = &mut value
                    && body.#own.is_some()
                {
                    value.#inner.clone_from(&body.#own);
                }
            });
        }
        // Fields beside the value, which complete it; the value may be missing then.
        for wire in &envelope.completed_by {
            if !self.record(&ty).is_some_and(has_default) {
                let message = "the value has required fields and cannot be completed";
                return Err(self.fault(message));
            }
            let (own, inner) = self.both(&ty, wire)?;
            merged.push(quote! {
                if body.#own.is_some() {
                    let value = value.get_or_insert_default();
                    if value.#inner.is_none() {
                        value.#inner.clone_from(&body.#own);
                    }
                }
            });
        }
        let mutable = (!merged.is_empty()).then(|| quote!(mut));
        Ok((
            quote!(#ty),
            quote! {
                let body = self;
                let #mutable value = #taken;
                #(#merged)*
                api_transport::field_is_value(value, #wire, outline)
            },
        ))
    }

    fn body_is_value(&self, envelope: &Envelope) -> Result<TokenStream> {
        if let Some(required) = &envelope.requires {
            let field = self.field(required)?;
            if rust_type::name(&field.ty).as_deref() != Some("String") {
                return Err(self.fault(&format!("`{required}` is not a text")));
            }
            return Ok(quote!(api_transport::text_is_required(self, #required, outline)));
        }
        let Some(proofs) = &envelope.error_unless else {
            return Ok(quote!(Ok((self, outline.fields(&[])))));
        };
        for field in proofs {
            self.optional(field)?;
        }
        Ok(quote!(api_transport::body_is_value(self, &[#(#proofs),*], outline)))
    }

    /// A field of the body and the same one of the value.
    fn both(&self, value: &Type, wire: &str) -> Result<(syn::Ident, syn::Ident)> {
        let own = self.optional(wire)?;
        if Presence::of(own, self.sent) == Presence::OrEmpty {
            return Err(self.fault(&format!("`{wire}` is a list or map")));
        }
        let fields = self.record(value).unwrap_or_default();
        let inner = fields.iter().find(|field| field.wire == wire);
        let inner = inner.ok_or_else(|| self.fault(&format!("the value has no `{wire}`")))?;
        Ok((
            format_ident!("{}", own.ident),
            format_ident!("{}", inner.ident),
        ))
    }

    fn field(&self, wire: &str) -> Result<&Field> {
        let field = self.fields.iter().find(|field| field.wire == wire);
        field.ok_or_else(|| self.fault(&format!("{} has no `{wire}`", self.name)))
    }

    /// The field of this name, which can be missing.
    fn optional(&self, wire: &str) -> Result<&Field> {
        let field = self.field(wire)?;
        match Presence::of(field, self.sent) {
            Presence::Optional
            | Presence::OptionalAny
            | Presence::RequiredNullable
            | Presence::OrEmpty => Ok(field),
            Presence::Required | Presence::OptionalNullable => {
                Err(self.fault(&format!("`{wire}` of {} is required", self.name)))
            }
        }
    }

    fn record(&self, ty: &Type) -> Option<&[Field]> {
        match &self.emitter.model(&rust_type::name(ty)?)?.kind {
            Kind::Record(fields) => Some(fields),
            _ => None,
        }
    }

    fn fault(&self, message: &str) -> Error {
        fault(self.entry, message)
    }
}

fn fault(entry: &OperationEntry, message: &str) -> Error {
    Error::new(format!("`x-envelope` of {}: {message}", entry.id))
        .remedy("correct it in the overlay that adds it")
}
