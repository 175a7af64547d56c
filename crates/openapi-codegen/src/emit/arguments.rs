//! The table of operations with their arguments, for programs that take requests at run time.
//!
//! A command line or a server of tools cannot name a field of a type that it does not know. This
//! table is the same knowledge as data: the place of each value in the body, its kind and its
//! documentation.

use proc_macro2::TokenStream;
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
use openapi_document::Result;

/// The file with the table.
pub fn arguments(
    entries: &[OperationEntry],
    emitter: &Emitter<'_>,
    origin: &str,
) -> Result<String> {
    let rows = entries.iter().map(|entry| row(emitter, entry));
    let tokens = quote! {
        use super::{Argument, Kind, Operation, catalog};

        /// All operations, in the order of the contract.
        pub static OPERATIONS: &[Operation] = &[#(#rows),*];
    };
    files::printed(
        "The arguments of each operation, as data.",
        [tokens],
        origin,
    )
}

fn row(emitter: &Emitter<'_>, entry: &OperationEntry) -> TokenStream {
    let id = &entry.id;
    let constant = constant(entry);
    let by_hand = entry.kind == Kind::HandWritten;
    let doc = match by_hand {
        true => emitter.docs.operation_by_hand(id),
        false => emitter.docs.operation(id),
    };
    let doc = doc.unwrap_or_default().trim();
    let (path, _) = entry.fixed_parts();
    let parameters = path.split('{').skip(1);
    let parameters = parameters.filter_map(|part| Some(part.split_once('}')?.0));
    let parameters = parameters.map(|name| {
        let doc = (!by_hand).then(|| emitter.docs.parameter(id, name));
        let doc = doc.flatten();
        let doc = doc_text::or_code(doc, "The value of ", name, ".");
        quote!(Argument { place: &[#name], doc: #doc, kind: Kind::Text, required: true })
    });
    let list = |name: Option<&String>| {
        let model = name.and_then(|name| emitter.model(name));
        let found = model.map(|model| of_record(emitter, model, &[]));
        found.unwrap_or_default()
    };
    let (query, body) = (list(entry.query.as_ref()), list(entry.request.as_ref()));
    quote! {
        Operation {
            operation: &catalog::#constant,
            doc: #doc,
            path: &[#(#parameters),*],
            query: &[#(#query),*],
            body: &[#(#body),*],
        }
    }
}

/// The arguments of a record: its fields, those of the records that it embeds, and one level of the
/// records in its fields.
fn of_record(emitter: &Emitter<'_>, model: &TypeModel, outer: &[&str]) -> Vec<TokenStream> {
    let Model::Record(fields) = &model.kind else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for field in fields {
        let ty = boxed(&field.ty).unwrap_or_else(|| field.ty.clone());
        let inner = name(&ty).and_then(|name| emitter.model(&name));
        if let (Some(inner), true) = (inner, field.embedded) {
            rows.extend(of_record(emitter, inner, outer));
            continue;
        }
        rows.push(one(emitter, model, field, outer));
        if let (Some(inner), true) = (inner, outer.is_empty()) {
            rows.extend(of_record(emitter, inner, &[&field.wire]));
        }
    }
    rows
}

fn one(emitter: &Emitter<'_>, model: &TypeModel, field: &Field, outer: &[&str]) -> TokenStream {
    let doc = doc_text::field(emitter.docs, &model.name, field);
    let wire = &field.wire;
    let kind = match field.unit {
        Some(Unit::Milliseconds) => quote!(Kind::Milliseconds),
        Some(Unit::Seconds) => quote!(Kind::Seconds),
        None => ArgumentKind::of(emitter, &field.ty).to_token_stream(),
    };
    let required = is_given(field) && outer.is_empty();
    quote!(Argument { place: &[#(#outer,)* #wire], doc: #doc, kind: #kind, required: #required })
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
