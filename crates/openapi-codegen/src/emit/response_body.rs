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

                fn split(self) -> api_transport::Split<Self::Value> {
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
        let ident = format_ident!("{}", field.ident);
        let (ty, is_boxed) = match rust_type::boxed(&field.ty) {
            Some(inner) => (inner, true),
            None => (field.ty.clone(), false),
        };
        let unboxed = is_boxed.then(|| quote!(.map(|value| *value)));
        let replaced = self.replaced(&ty, envelope)?;
        let completed = self.completed(&ty, envelope)?;
        let mutable = (replaced.is_some() || completed.is_some()).then(|| quote!(mut));
        Ok((
            quote!(#ty),
            quote! {
                let mut body = self;
                let #mutable value = body.#ident.take()#unboxed;
                #replaced
                #completed
                api_transport::field_is_value(value, &body)
            },
        ))
    }

    /// Fields beside the value, which replace those of the value itself.
    fn replaced(&self, value: &Type, envelope: &Envelope) -> Result<Option<TokenStream>> {
        let mut all = Vec::new();
        for wire in &envelope.replaced_by {
            let (own, inner) = self.both(value, wire)?;
            all.push(quote! {
                if let Some(value) = &mut value
                    && body.#own.is_some()
                {
                    value.#inner.clone_from(&body.#own);
                }
            });
        }
        Ok((!all.is_empty()).then(|| quote!(#(#all)*)))
    }

    /// Fields beside the value, which complete it; the value may be missing then.
    fn completed(&self, value: &Type, envelope: &Envelope) -> Result<Option<TokenStream>> {
        let mut all = Vec::new();
        for wire in &envelope.completed_by {
            let (own, inner) = self.both(value, wire)?;
            all.push(quote! {
                if body.#own.is_some() {
                    let value = value.get_or_insert_default();
                    if value.#inner.is_none() {
                        value.#inner.clone_from(&body.#own);
                    }
                }
            });
        }
        let defaults = self.record(value).is_some_and(has_default);
        if !all.is_empty() && !defaults {
            return Err(self.fault("the value has required fields and cannot be completed"));
        }
        Ok((!all.is_empty()).then(|| quote!(#(#all)*)))
    }

    fn body_is_value(&self, envelope: &Envelope) -> Result<TokenStream> {
        if let Some(required) = &envelope.requires {
            let field = self.optional(required)?;
            if rust_type::name(&field.ty).as_deref() != Some("String") {
                return Err(self.fault(&format!("`{required}` is not a text")));
            }
            let ident = format_ident!("{}", field.ident);
            return Ok(quote! {
                let envelope = api_transport::fields(&self);
                match &self.#ident {
                    Some(required) if !required.is_empty() => Ok((self, envelope)),
                    _ => Err(envelope),
                }
            });
        }
        let Some(proofs) = &envelope.error_unless else {
            return Ok(quote! {
                let envelope = api_transport::fields(&self);
                Ok((self, envelope))
            });
        };
        let proofs = proofs
            .iter()
            .map(|field| self.optional(field))
            .collect::<Result<Vec<_>>>()?;
        let idents: Vec<_> = proofs
            .iter()
            .map(|field| format_ident!("{}", field.ident))
            .collect();
        // A long value is not written once more into the envelope.
        let long = proofs
            .iter()
            .zip(&idents)
            .filter(|(field, _)| !is_scalar(&field.ty, self.emitter));
        let long: Vec<_> = long.map(|(_, ident)| ident).collect();
        let mutable = (!long.is_empty()).then(|| quote!(let mut body = self;));
        let mutable = mutable.unwrap_or_else(|| quote!(let body = self;));
        let taken = long
            .iter()
            .map(|ident| quote!(let #ident = body.#ident.take();));
        let put_back = long.iter().map(|ident| quote!(body.#ident = #ident;));
        let has_value = idents.iter().map(|ident| {
            if long.contains(&ident) {
                quote!(api_transport::has_value(&#ident, &envelope))
            } else {
                quote!(body.#ident.is_some())
            }
        });
        let has_value = match proofs.len() {
            0 => quote!(false),
            _ => quote!(#(#has_value)||*),
        };
        Ok(quote! {
            #mutable
            #(#taken)*
            let envelope = api_transport::fields(&body);
            let has_value = #has_value;
            #(#put_back)*
            api_transport::body_is_value(body, envelope, has_value)
        })
    }

    /// A field of the body and the same one of the value.
    fn both(&self, value: &Type, wire: &str) -> Result<(syn::Ident, syn::Ident)> {
        let own = self.optional(wire)?;
        let fields = self.record(value).unwrap_or_default();
        let inner = fields.iter().find(|field| field.wire == wire);
        let inner = inner.ok_or_else(|| self.fault(&format!("the value has no `{wire}`")))?;
        Ok((
            format_ident!("{}", own.ident),
            format_ident!("{}", inner.ident),
        ))
    }

    /// The field of this name, which can be missing.
    fn optional(&self, wire: &str) -> Result<&Field> {
        let field = self.fields.iter().find(|field| field.wire == wire);
        let field = field.ok_or_else(|| self.fault(&format!("{} has no `{wire}`", self.name)))?;
        match Presence::of(field, self.sent) {
            Presence::Optional | Presence::OptionalAny | Presence::RequiredNullable => Ok(field),
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

/// Returns true if a value is short: a number, a text or one of known texts.
fn is_scalar(ty: &Type, emitter: &Emitter<'_>) -> bool {
    let Some(name) = rust_type::name(ty) else {
        return false;
    };
    match emitter.model(&name) {
        Some(model) => matches!(model.kind, Kind::Text(_)),
        None => !matches!(
            name.as_str(),
            "Vec" | "Map" | "BTreeMap" | "Box" | "Value" | "OneOrMany"
        ),
    }
}
