//! The public API of generated code: types with their fields and variants, and operations.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Fields, FnArg, ImplItem, Item, Pat, Signature, Type, Visibility};

use crate::pipeline::Run;
use openapi_document::{Error, Result};

/// The public API of a run's code.
#[derive(Debug, Default)]
pub struct PublicApi {
    /// Each type with its fields or variants, and their types.
    pub types: BTreeMap<String, BTreeMap<String, String>>,
    /// Each function with its method, path and types.
    pub operations: BTreeMap<String, Operation>,
}

/// The operation and the types of a function.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET /team/activity`.
    pub route: String,
    /// The request and the response: `ActivityQuery → Activity`.
    pub types: String,
    /// Its other arguments: `id: &str, region: &str`.
    pub arguments: String,
}

impl PublicApi {
    /// Parses the public API of a run's code.
    ///
    /// # Errors
    ///
    /// If the code is not valid Rust.
    pub fn of(run: &Run) -> Result<Self> {
        let mut items = Self::default();
        let mut signatures = Vec::new();
        for (path, text) in &run.code.files {
            let read = match path.as_str() {
                "operations.rs" => functions(text).map(|found| signatures = found),
                path if path.starts_with("types/") => items.read(text),
                _ => Ok(()),
            };
            read.map_err(|error| {
                Error::new("the generated code is not valid Rust")
                    .in_file(path)
                    .caused_by(error)
            })?;
        }
        for entry in &run.entries {
            let request = entry.request.as_ref().or(entry.query.as_ref());
            let name = |name: Option<&String>| name.map_or("nothing", String::as_str).to_owned();
            let known = [entry.request.as_deref(), entry.query.as_deref()];
            let signature = signatures.iter().find(|one| one.ident == entry.function);
            let operation = Operation {
                arguments: signature.map_or_else(String::new, |one| arguments(one, &known)),
                route: entry.route(),
                types: format!("{} → {}", name(request), name(entry.response.as_ref())),
            };
            items.operations.insert(entry.function.clone(), operation);
        }
        Ok(items)
    }

    fn read(&mut self, text: &str) -> syn::Result<()> {
        for item in syn::parse_file(text)?.items {
            let (visibility, name, members) = match item {
                Item::Struct(item) => (item.vis, item.ident, fields(&item.fields)),
                Item::Enum(item) => {
                    let variants = item.variants.iter();
                    let variants =
                        variants.map(|one| (one.ident.to_string(), payload(&one.fields)));
                    (item.vis, item.ident, variants.collect())
                }
                Item::Type(item) => {
                    let whole = BTreeMap::from([(String::new(), written(&item.ty))]);
                    (item.vis, item.ident, whole)
                }
                _ => continue,
            };
            if matches!(visibility, Visibility::Public(_)) {
                self.types.insert(name.to_string(), members);
            }
        }
        Ok(())
    }
}

/// Returns the signatures of the client's functions.
fn functions(text: &str) -> syn::Result<Vec<Signature>> {
    let mut signatures = Vec::new();
    for item in syn::parse_file(text)?.items {
        let Item::Impl(block) = item else { continue };
        for item in block.items {
            if let ImplItem::Fn(function) = item {
                signatures.push(function.sig);
            }
        }
    }
    Ok(signatures)
}

/// Returns the arguments of a function other than the known types.
fn arguments(signature: &Signature, known: &[Option<&str>]) -> String {
    let mut arguments = Vec::new();
    for argument in &signature.inputs {
        if let FnArg::Typed(argument) = argument
            && let Pat::Ident(name) = &*argument.pat
        {
            let ty = written(&argument.ty);
            if !known.contains(&ty.rsplit([':', '&', ' ']).next()) {
                arguments.push(format!("{}: {ty}", name.ident));
            }
        }
    }
    arguments.join(", ")
}

/// Returns the public fields with their types.
fn fields(fields: &Fields) -> BTreeMap<String, String> {
    let fields = fields.members().zip(fields);
    fields
        .filter(|(_, field)| matches!(field.vis, Visibility::Public(_)))
        .map(|(member, field)| (member.to_token_stream().to_string(), written(&field.ty)))
        .collect()
}

/// Formats the payload of a variant.
fn payload(fields: &Fields) -> String {
    let types: Vec<String> = fields.iter().map(|field| written(&field.ty)).collect();
    match fields {
        Fields::Unit => String::new(),
        Fields::Unnamed(_) => format!("({})", types.join(", ")),
        Fields::Named(_) => format!("{{ {} }}", types.join(", ")),
    }
}

/// Formats a type.
fn written(ty: &Type) -> String {
    let mut text = String::new();
    // All tokens are separated by spaces; most of them are removed.
    for token in ty.to_token_stream().to_string().split(' ') {
        let tight = matches!(token, "<" | ">" | "," | "::" | ")" | "]" | ";");
        if !(text.is_empty() || tight || text.ends_with(['<', ':', '(', '[', '&'])) {
            text.push(' ');
        }
        text.push_str(token);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_with_what_they_hold() {
        let mut items = PublicApi::default();
        items
            .read(
                "pub struct A { pub b: Option<Vec<(String, x::Y)>>, c: u8 }
                 pub struct T(pub String);
                 pub enum E { One, Two(Box<A>), Three { a: [u8; 2] } }
                 pub type M = std::collections::BTreeMap<String, &'static str>;
                 struct Hidden { pub a: u8 }
                 impl A { pub fn f() {} }",
            )
            .unwrap();
        let shown: Vec<String> = items
            .types
            .iter()
            .flat_map(|(name, members)| {
                members
                    .iter()
                    .map(move |(member, text)| format!("{name}::{member} {text}"))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "A::b Option<Vec<(String, x::Y)>>",
                "E::One ",
                "E::Three { [u8; 2] }",
                "E::Two (Box<A>)",
                "M:: std::collections::BTreeMap<String, &'static str>",
                "T::0 String",
            ]
        );
        assert!(items.read("pub struct").is_err());
    }

    #[test]
    fn arguments_are_those_that_no_type_holds() {
        let signatures = functions(
            "impl Client {
                 pub async fn a<'a>(&'a self, id: &'a str, body: &'a types::Request, query: &types::Query) {}
                 pub async fn b(&self) {}
             }",
        )
        .unwrap();
        let shown: Vec<String> = signatures
            .iter()
            .map(|one| arguments(one, &[Some("Request"), Some("Query"), None]))
            .collect();
        assert_eq!(shown, ["id: &'a str", ""]);
    }
}
