//! Fields of responses that most values lack, in a group behind one pointer.
//!
//! An overlay marks them with `x-rare`, by their measured frequency. The record dereferences to its
//! group, so that they are read and set as if they were its own.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::distinct::Taken;
use super::doc_text;
use super::emitter::Emitter;
use super::model::{Field, TypeModel};
use super::structs::extra_ident;
use crate::json::RARE;

/// The group of a record.
pub struct RareGroup {
    /// Its type.
    pub ty: Ident,
    /// The field that holds it.
    pub ident: Ident,
}

/// Returns true if a field belongs to the group of its record.
pub fn is_rare(model: &TypeModel, field: &Field) -> bool {
    let is_optional = !field.required && !field.embedded;
    is_optional && !model.direction.sent && field.facts.get(RARE).is_some_and(|mark| mark == true)
}

impl Emitter<'_> {
    /// The group of a record that has rare fields.
    pub(super) fn rare_group(&self, model: &TypeModel, fields: &[Field]) -> Option<RareGroup> {
        if !fields.iter().any(|field| is_rare(model, field)) {
            return None;
        }
        let types: Vec<&str> = self.models().map(|model| &*model.name).collect();
        let ty = Taken::new(&types).choose_variant(&format!("{}Rare", model.name));
        let extra = extra_ident(fields).to_string();
        let idents = fields.iter().map(|field| &*field.ident);
        let idents: Vec<&str> = idents.chain([extra.as_str()]).collect();
        let ident = Taken::new(&idents).choose("rare");
        Some(RareGroup {
            ty: format_ident!("{ty}"),
            ident: format_ident!("{ident}"),
        })
    }

    /// The struct of the group.
    pub(super) fn rare_struct(
        &self,
        group: &RareGroup,
        model: &TypeModel,
        fields: &[Field],
    ) -> TokenStream {
        let ty = &group.ty;
        let doc = doc_text::attributes(&format!(
            "The fields that most values of [`{}`] lack.",
            model.name
        ));
        let rare = fields.iter().filter(|field| is_rare(model, field));
        let declared = rare.map(|field| self.declaration(model, field));
        quote! {
            #doc
            #[derive(Clone, Debug, Default, PartialEq)]
            #[non_exhaustive]
            pub struct #ty {
                #(#declared)*
            }
        }
    }
}

impl RareGroup {
    /// The declaration of the field that holds the group.
    pub fn declaration(&self) -> TokenStream {
        let Self { ty, ident } = self;
        let doc = doc_text::attributes(
            "The fields that most values lack: they are read and set as if they were fields of this \
             type, and take no memory until one of them is set.",
        );
        quote!(#doc pub #ident: lenient_json::Rare<#ty>,)
    }
}
