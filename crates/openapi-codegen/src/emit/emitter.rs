//! Rust source of the type models.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::box_optional::box_optional_records;
use super::enums::payloads;
use super::model::{Kind, TypeModel};
use crate::docs::Docs;
use crate::names::Names;
use openapi_document::{Error, Result};

/// Writes types as Rust, with what they have to know of each other.
pub struct Emitter<'a> {
    pub(super) docs: &'a Docs,
    pub(super) names: &'a Names,
    pub(super) roles: &'a BTreeMap<String, Vec<String>>,
    models: BTreeMap<String, TypeModel>,
    embedded: HashSet<Type>,
}

impl<'a> Emitter<'a> {
    /// An emitter for these types and the records of their variants.
    ///
    /// `roles` says of a type what it is in which operation.
    pub fn new(
        models: Vec<TypeModel>,
        docs: &'a Docs,
        names: &'a Names,
        roles: &'a BTreeMap<String, Vec<String>>,
    ) -> Result<Self> {
        let mut all = BTreeMap::new();
        for model in models {
            for model in payloads(&model).into_iter().chain([model]) {
                let known = all.get_mut(&model.name);
                if let Some(known) = known.filter(|known: &&mut TypeModel| known.kind == model.kind)
                {
                    // Two unions have one record in common.
                    known.direction = known.direction.or(model.direction);
                } else if let Some(earlier) = all.insert(model.name.clone(), model) {
                    let message = format!("two types have the name {}", earlier.name);
                    return Err(Error::new(message)
                        .in_file(names.path())
                        .remedy("name one of them there"));
                }
            }
        }
        box_optional_records(&mut all);
        let fields = all.values().filter_map(|model| match &model.kind {
            Kind::Record(fields) => Some(fields),
            _ => None,
        });
        let embedded = fields.flatten().filter(|field| field.embedded);
        let embedded = embedded.map(|field| field.ty.clone()).collect();
        Ok(Self {
            embedded,
            docs,
            names,
            roles,
            models: all,
        })
    }

    /// All types by name.
    pub fn models(&self) -> impl Iterator<Item = &TypeModel> {
        self.models.values()
    }

    /// Returns true if a record embeds one of this type.
    pub(super) fn embeds(&self, ty: &Type) -> bool {
        self.embedded.contains(ty)
    }

    pub(super) fn model(&self, name: &str) -> Option<&TypeModel> {
        self.models.get(name)
    }

    /// The items of one type.
    pub fn items(&self, model: &TypeModel) -> TokenStream {
        match &model.kind {
            Kind::Record(fields) => self.record(model, fields),
            Kind::Text(values) => self.text(model, values),
            Kind::Tagged(union) => self.tagged(model, union),
            Kind::Untagged(alternatives) => self.untagged(model, alternatives),
        }
    }

    /// Our words for a type, and its place in the operations.
    pub(super) fn type_doc(&self, model: &TypeModel) -> String {
        let own = self.docs.type_doc(&model.name).map(str::to_owned);
        let text = own.unwrap_or_else(|| format!("The schema `{}`.", model.name));
        match self.roles.get(&model.name) {
            Some(roles) => format!("{text}\n\n{}.", roles.join(". ")),
            None => text,
        }
    }
}

/// The imports of every file of types.
pub fn imports() -> TokenStream {
    quote! {
        #[allow(unused_imports)]
        use std::collections::BTreeMap;
        #[allow(unused_imports)]
        use serde_json::{Map, Value};
        #[allow(unused_imports)]
        use super::*;
        #[allow(unused_imports)]
        use lenient_json::{OneOrMany, Timestamp};
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::type_name;

    #[test]
    fn no_component_has_the_name_of_an_imported_type() {
        let text = imports().to_string();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let names = words.filter(|word| word.starts_with(char::is_uppercase));
        let names: Vec<&str> = names.collect();
        assert!(names.contains(&"Timestamp"), "{text}");
        for name in names {
            assert_eq!(type_name(name), format!("{name}Object"));
        }
    }
}
