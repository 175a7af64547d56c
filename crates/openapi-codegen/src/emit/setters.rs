//! Constructors of records that are sent: `new` with the required fields, setters, conversions.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Type, parse_quote};

use super::doc_text;
use super::emitter::Emitter;
use super::model::{Field, Kind, TypeModel, Unit};
use super::rust_type::{self, Shape, shape};
use super::structs::{Presence, extra_ident, extra_path, has_default, keeps_extra};

/// The inherent functions and the conversions of a record.
pub fn building(emitter: &Emitter<'_>, model: &TypeModel, fields: &[Field]) -> TokenStream {
    let name = format_ident!("{}", model.name);
    let new = new(model, fields);
    let setters = fields
        .iter()
        .map(|field| setter(emitter, model, field, fields));
    let outer = fields
        .iter()
        .filter(|field| field.embedded || is_forwarded(emitter, model, field));
    let delegated = outer.map(|field| delegated(emitter, field, fields));
    let conversions = conversions(&name, fields);
    quote! {
        impl #name {
            #new
            #(#setters)*
            #(#delegated)*
        }
        #conversions
    }
}

fn new(model: &TypeModel, fields: &[Field]) -> TokenStream {
    let given: Vec<&Field> = required(fields).collect();
    let parameters = given.iter().map(|field| {
        let name = format_ident!("{}", field.setter);
        let Argument { ty, .. } = Argument::of_new(field);
        quote!(#name: #ty)
    });
    let values = fields.iter().map(|field| {
        let ident = format_ident!("{}", field.ident);
        if !is_given(field) {
            return quote!(#ident: Default::default(),);
        }
        let name = format_ident!("{}", field.setter);
        let value = (Argument::of_new(field).convert)(quote!(#name));
        match field.required {
            true => quote!(#ident: #value,),
            false => quote!(#ident: Some(#value),),
        }
    });
    let extra = keeps_extra(model, fields).then(|| {
        let extra = extra_ident(fields);
        quote!(#extra: Map::new(),)
    });
    let body = if given.is_empty() {
        quote!(Self::default())
    } else {
        quote!(Self { #(#values)* #extra })
    };
    let doc = doc_text::attributes(if given.is_empty() {
        "Creates a value with no fields set."
    } else if has_default(fields) {
        "Creates a value with the fields that most requests have; `default()` has none."
    } else {
        "Creates a value with its required fields."
    });
    quote! {
        #doc
        pub fn new(#(#parameters),*) -> Self {
            #body
        }
    }
}

/// The fields that `new` takes.
fn required(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| is_given(field))
}

/// Returns true if `new` takes a field: it is required, or `x-given` says that most requests have it.
pub(super) fn is_given(field: &Field) -> bool {
    !field.embedded && (field.required || field.facts.contains_key("x-given"))
}

fn setter(
    emitter: &Emitter<'_>,
    model: &TypeModel,
    field: &Field,
    fields: &[Field],
) -> TokenStream {
    let ident = format_ident!("{}", field.ident);
    let Argument { ty, convert } = Argument::of(&field.ty, field.unit);
    let value = convert(quote!(value));
    let presence = Presence::of(field, true);
    let value = match presence {
        _ if field.embedded => value,
        Presence::Required => value,
        Presence::OptionalNullable => quote!(Some(Some(#value))),
        _ => quote!(Some(#value)),
    };
    let doc = setter_doc(emitter, &model.name, field);
    // A value in `extra` is sent in place of the field.
    let extra = extra_path(emitter, model, fields).filter(|_| !field.embedded);
    let forget = extra.map(|extra| {
        let wire = &field.wire;
        quote!(self.#extra.remove(#wire);)
    });
    let change = quote!(#forget self.#ident = #value);
    let set = function(&doc, &field.setter, &quote!(value: #ty), &change);
    let is_nullable = presence == Presence::OptionalNullable && !field.embedded;
    let clear = is_nullable.then(|| {
        let doc = format!("Sends `null` for {}.", doc_text::code(&field.wire));
        let change = quote!(#forget self.#ident = Some(None));
        function(&doc, &field.clear, &TokenStream::new(), &change)
    });
    quote!(#set #clear)
}

/// A function that changes the record and returns it.
fn function(doc: &str, name: &str, argument: &TokenStream, change: &TokenStream) -> TokenStream {
    let doc = doc_text::attributes(doc);
    let name = format_ident!("{name}");
    quote! {
        #doc
        pub fn #name(mut self, #argument) -> Self {
            #change;
            self
        }
    }
}

/// Returns true if a field of a request holds a record that another type embeds, whose setters
/// callers know from there.
fn is_forwarded(emitter: &Emitter<'_>, model: &TypeModel, field: &Field) -> bool {
    let is_optional = !field.required && !field.nullable;
    is_optional && emitter.roles.contains_key(&model.name) && emitter.embeds(&field.ty)
}

/// The setters of an embedded or forwarded record, on the outer one.
///
/// One whose name the outer record uses itself is reached through the inner record.
fn delegated(emitter: &Emitter<'_>, field: &Field, outer_fields: &[Field]) -> TokenStream {
    let model = rust_type::name(&field.ty).and_then(|name| emitter.model(&name));
    let Some((name, Kind::Record(fields))) = model.map(|model| (&model.name, &model.kind)) else {
        return TokenStream::new();
    };
    let outer = format_ident!("{}", field.ident);
    let is_free = |inner: &&Field| {
        let mut names = outer_fields
            .iter()
            .flat_map(|field| [&field.setter, &field.clear]);
        names.all(|name| *name != inner.setter)
    };
    let setters = fields.iter().filter(is_free).map(|inner| {
        let setter = format_ident!("{}", inner.setter);
        let mut doc = setter_doc(emitter, name, inner);
        let Argument { ty, .. } = Argument::of(&inner.ty, inner.unit);
        let change = if field.embedded {
            quote!(self.#outer = self.#outer.#setter(value))
        } else {
            doc = format!("{doc}\n\nIt is one of {}.", doc_text::code(&field.wire));
            let set = format_ident!("{}", field.setter);
            quote!(
                let inner = self.#outer.take().unwrap_or_default();
                self = self.#set(inner.#setter(value))
            )
        };
        function(&doc, &inner.setter, &quote!(value: #ty), &change)
    });
    quote!(#(#setters)*)
}

fn setter_doc(emitter: &Emitter<'_>, owner: &str, field: &Field) -> String {
    let text = doc_text::field(emitter.docs, owner, field);
    let summary = after_colon(&doc_text::summary(&text));
    format!("Sets {}: {summary}", doc_text::code(&field.wire))
}

/// Lowercases the first letter of a sentence, unless it begins with an acronym.
fn after_colon(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// Conversions from the one thing that a record needs, or whose field `x-text` marks.
fn conversions(name: &proc_macro2::Ident, fields: &[Field]) -> TokenStream {
    let given: Vec<&Field> = required(fields).collect();
    let text: Type = parse_quote!(String);
    match given.as_slice() {
        [only] if only.nullable || only.unit.is_some() => TokenStream::new(),
        [only] if only.ty == text => quote!(lenient_json::from_text!(#name);),
        [only] if shape(&only.ty) == Shape::List(text) => {
            quote!(lenient_json::from_texts!(#name);)
        }
        [] => match fields
            .iter()
            .find(|field| field.facts.contains_key("x-text"))
        {
            Some(field) => {
                let setter = format_ident!("{}", field.setter);
                quote!(lenient_json::from_text!(#name, #setter);)
            }
            None => TokenStream::new(),
        },
        _ => TokenStream::new(),
    }
}

/// The form in which a value of a type is passed to a setter.
struct Argument {
    ty: TokenStream,
    convert: fn(TokenStream) -> TokenStream,
}

impl Argument {
    /// The argument of `new`, where a value that may be `null` is an option.
    fn of_new(field: &Field) -> Self {
        let ty = &field.ty;
        match field.nullable {
            true => Self {
                ty: quote!(Option<#ty>),
                convert: |value| value,
            },
            false => Self::of(ty, field.unit),
        }
    }

    fn of(ty: &Type, unit: Option<Unit>) -> Self {
        if let Some(unit) = unit {
            let whole = *ty == parse_quote!(i64);
            return Self {
                ty: quote!(::std::time::Duration),
                convert: match (unit, whole) {
                    (Unit::Milliseconds, true) => {
                        |value| quote!(lenient_json::duration::milliseconds(#value))
                    }
                    (Unit::Milliseconds, false) => {
                        |value| quote!(lenient_json::duration::fractional_milliseconds(#value))
                    }
                    (Unit::Seconds, true) => {
                        |value| quote!(lenient_json::duration::seconds(#value))
                    }
                    (Unit::Seconds, false) => |value| quote!(#value.as_secs_f64()),
                },
            };
        }
        match shape(ty) {
            // A literal is of this type only if it is asked for.
            _ if *ty == parse_quote!(u64) => Self {
                ty: quote!(u64),
                convert: |value| value,
            },
            Shape::Bool => Self {
                ty: quote!(bool),
                convert: |value| value,
            },
            Shape::List(item) => Self {
                ty: quote!(impl IntoIterator<Item = impl Into<#item>>),
                convert: |value| quote!(#value.into_iter().map(Into::into).collect()),
            },
            Shape::Map(item) if item == parse_quote!(Value) => Self {
                ty: quote!(impl lenient_json::IntoObject),
                convert: |value| quote!(lenient_json::IntoObject::into_object(#value)),
            },
            Shape::Map(item) => Self {
                ty: quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#item>)>),
                convert: |value| quote!(#value.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
            },
            Shape::Other => Self {
                ty: quote!(impl Into<#ty>),
                convert: |value| quote!(#value.into()),
            },
        }
    }
}
