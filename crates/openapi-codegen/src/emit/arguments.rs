//! The table of operations with their arguments, for programs that take requests at run time.
//!
//! A command line or a server of tools cannot name a field of a type that it does not know. This
//! table is the same knowledge as data: the place of each value in the body, its kind and its
//! documentation. A record is written once, and each operation that takes it refers to it.

use indexmap::IndexMap;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Type;

use super::doc_text;
use super::emitter::Emitter;
use super::files;
use super::model::{Field, Kind as Model, TypeModel, Unit};
use super::operation::constant;
use super::rust_type::{Shape, argument, boxed, name, shape};
use super::setters::is_given;
use crate::catalog::{Kind, OperationEntry};
use crate::docs::cost;
use crate::naming::snake;
use openapi_document::Result;

/// The file with the table.
pub fn arguments(
    entries: &[OperationEntry],
    emitter: &Emitter<'_>,
    origin: &str,
) -> Result<String> {
    let mut records = Records {
        emitter,
        found: IndexMap::new(),
    };
    for name in entries
        .iter()
        .flat_map(|entry| [&entry.query, &entry.request])
    {
        records.add(name.as_deref(), true);
    }
    let operations = entries.iter().map(|entry| records.operation(entry));
    let operations: Vec<TokenStream> = operations.collect();
    let written = records.found.iter();
    let written = written.map(|(name, has_inner)| records.record(name, *has_inner));
    let tokens = quote! {
        use super::{Argument, Kind, Operation, Record, catalog};

        /// All operations, in the order of the contract.
        pub static OPERATIONS: &[Operation] = &[#(#operations),*];

        #(#written)*
    };
    files::printed(
        "The arguments of each operation, as data.",
        [tokens],
        origin,
    )
}

/// The records that the operations take.
struct Records<'a> {
    emitter: &'a Emitter<'a>,
    /// The names of their types, each with true if the records in its fields belong to the table.
    found: IndexMap<String, bool>,
}

impl<'a> Records<'a> {
    /// Adds a record with those that it embeds, and of an outer one also those in its fields: one level
    /// of objects is as much as the names of arguments show.
    fn add(&mut self, name: Option<&str>, is_outer: bool) {
        let Some((name, fields)) = name.and_then(|name| Some((name, self.fields(name)?))) else {
            return;
        };
        let known = self.found.get(name).copied();
        if known.is_some_and(|has_inner| has_inner || !is_outer) {
            return;
        }
        self.found.insert(name.to_owned(), is_outer);
        for field in fields.iter().filter(|field| field.embedded || is_outer) {
            let inner = self.inner(field).map(|model| model.name.clone());
            self.add(inner.as_deref(), is_outer && field.embedded);
        }
    }

    /// Returns the fields of a type, if it is a record.
    fn fields(&self, name: &str) -> Option<&'a [Field]> {
        match &self.emitter.model(name)?.kind {
            Model::Record(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the record in a field.
    fn inner(&self, field: &Field) -> Option<&'a TypeModel> {
        let ty = boxed(&field.ty).unwrap_or_else(|| field.ty.clone());
        let model = self.emitter.model(&name(&ty)?)?;
        matches!(model.kind, Model::Record(_)).then_some(model)
    }

    fn operation(&self, entry: &OperationEntry) -> TokenStream {
        let id = &entry.id;
        let constant = constant(entry);
        let docs = self.emitter.docs;
        let by_hand = entry.kind == Kind::HandWritten;
        let doc = match by_hand {
            true => docs.operation_by_hand(id),
            false => docs.operation(id),
        };
        let doc = doc.unwrap_or_default().trim();
        let cost = match cost(doc) {
            Some(cost) => quote!(Some(#cost)),
            None => quote!(None),
        };
        let parameter = |name: &str| {
            let doc = (!by_hand).then(|| docs.parameter(id, name));
            let doc = doc_text::or_code(doc.flatten(), "The value of ", name, ".");
            quote! {
                Argument { name: #name, doc: #doc, kind: Kind::Text, required: true, inner: None }
            }
        };
        let (path, _) = entry.fixed_parts();
        let names = path.split('{').skip(1);
        let path = names.filter_map(|part| Some(parameter(part.split_once('}')?.0)));
        let headers = entry.headers.iter().map(|name| parameter(name));
        let record = |name: &Option<String>| match name {
            Some(name) if self.fields(name).is_some() => {
                let name = ident(name);
                quote!(Some(&#name))
            }
            _ => quote!(None),
        };
        let (query, body) = (record(&entry.query), record(&entry.request));
        quote! {
            Operation {
                operation: &catalog::#constant,
                doc: #doc,
                cost: #cost,
                path: &[#(#path),*],
                headers: &[#(#headers),*],
                query: #query,
                body: #body,
            }
        }
    }

    fn record(&self, name: &str, has_inner: bool) -> TokenStream {
        let fields = self.fields(name).unwrap_or_default();
        let (embedded, own): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|field| field.embedded);
        let embedded = embedded.into_iter().filter_map(|field| self.inner(field));
        let embedded = embedded.map(|model| ident(&model.name));
        let own = own
            .into_iter()
            .map(|field| self.argument(name, field, has_inner));
        let name = ident(name);
        quote! {
            static #name: Record = Record {
                fields: &[#(#own),*],
                embedded: &[#(&#embedded),*],
            };
        }
    }

    fn argument(&self, record: &str, field: &Field, has_inner: bool) -> TokenStream {
        let doc = doc_text::field(self.emitter.docs, record, field);
        let name = &field.wire;
        let kind = ArgumentKind::of(self.emitter, &field.ty);
        let kind = match (field.unit, &kind) {
            (Some(Unit::Milliseconds), _) => quote!(Kind::Milliseconds),
            (Some(Unit::Seconds), ArgumentKind::Plain("Number")) => quote!(Kind::DecimalSeconds),
            (Some(Unit::Seconds), _) => quote!(Kind::Seconds),
            (None, kind) => kind.to_token_stream(),
        };
        let required = is_given(field);
        let inner = match self.inner(field).filter(|_| has_inner) {
            Some(inner) => {
                let inner = ident(&inner.name);
                quote!(Some(&#inner))
            }
            None => quote!(None),
        };
        quote! {
            Argument { name: #name, doc: #doc, kind: #kind, required: #required, inner: #inner }
        }
    }
}

/// Returns the name of the constant of a record.
fn ident(name: &str) -> Ident {
    format_ident!("{}_FIELDS", snake(name).to_uppercase())
}

/// The kind of value of an argument, as far as a text can give it.
#[derive(Debug, PartialEq, Eq)]
enum ArgumentKind {
    /// A kind without particulars, by its name in the table.
    Plain(&'static str),
    /// A word of these, or another text.
    Word(Vec<String>),
    /// A word of these, or JSON.
    WordOrJson(Vec<String>),
    /// Several values.
    List(Box<ArgumentKind>),
}

impl ToTokens for ArgumentKind {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Plain(name) => {
                let name = format_ident!("{name}");
                quote!(Kind::#name)
            }
            Self::Word(words) => quote!(Kind::Word(&[#(#words),*])),
            Self::WordOrJson(words) => quote!(Kind::WordOrJson(&[#(#words),*])),
            Self::List(item) => quote!(Kind::List(&#item)),
        });
    }
}

impl ArgumentKind {
    fn of(emitter: &Emitter<'_>, ty: &Type) -> Self {
        if let Some(inner) = boxed(ty) {
            return Self::of(emitter, &inner);
        }
        let item = match shape(ty) {
            Shape::List(item) => Some(item),
            _ => argument(ty, "OneOrMany"),
        };
        if let Some(item) = item {
            return Self::List(Box::new(Self::of(emitter, &item)));
        }
        let name = name(ty).unwrap_or_default();
        match name.as_str() {
            "bool" => Self::Plain("Bool"),
            "i64" | "u64" | "i32" | "u32" => Self::Plain("Integer"),
            "f64" | "f32" => Self::Plain("Number"),
            "String" | "Timestamp" | "Uuid" => Self::Plain("Text"),
            name => emitter
                .model(name)
                .map_or(Self::Plain("Json"), |model| Self::of_model(emitter, model)),
        }
    }

    fn of_model(emitter: &Emitter<'_>, model: &TypeModel) -> Self {
        match &model.kind {
            Model::Text(values) => {
                Self::Word(values.iter().map(|value| value.wire.clone()).collect())
            }
            Model::Tagged(union) if union.bare => {
                let tags = union.variants.iter();
                Self::WordOrJson(tags.map(|variant| variant.wire.clone()).collect())
            }
            Model::Untagged(alternatives) => {
                let kinds = alternatives.iter();
                let mut words = Vec::new();
                for kind in kinds.map(|one| Self::of(emitter, &one.ty)) {
                    match kind {
                        Self::Plain("Text") => return Self::Plain("TextOrJson"),
                        Self::Word(more) | Self::WordOrJson(more) => words.extend(more),
                        _ => {}
                    }
                }
                match words.is_empty() {
                    true => Self::Plain("Json"),
                    false => Self::WordOrJson(words),
                }
            }
            _ => Self::Plain("Json"),
        }
    }
}
