//! The operations: a function for each, and their list.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{File, Ident, ImplItem, ImplItemFn, Item, Type};

use super::call::{Body, Call};
use super::distinct::Taken;
use super::doc_text;
use super::emitter::Emitter;
use super::facts::operation;
use super::model::{Kind as Shape, TypeModel};
use crate::catalog::{Kind, OperationEntry};
use crate::docs::Docs;
use crate::naming::{snake, snake_as_progenitor};
use crate::passes::Direction;
use openapi_document::{Error, Result};

/// The functions of the client, in the order of the contract.
pub fn functions(
    file: &File,
    entries: &[OperationEntry],
    document: &Value,
    docs: &Docs,
    emitter: &Emitter<'_>,
) -> Result<Vec<TokenStream>> {
    let by_function: BTreeMap<String, &OperationEntry> = entries
        .iter()
        .map(|entry| (snake_as_progenitor(&entry.id), entry))
        .collect();
    asynchronous(file)
        .map(|made| {
            let name = made.sig.ident.to_string();
            let name = name.trim_start_matches("r#");
            let entry = by_function.get(name).ok_or_else(|| {
                fault(format!(
                    "progenitor wrote a function `{name}` for no operation"
                ))
            })?;
            let call = Call::read(made).and_then(|call| fitting(call, entry));
            let call = call.map_err(|part| {
                fault(format!(
                    "progenitor wrote the function of {} in a new way: {part}",
                    entry.id
                ))
            })?;
            Ok(function(entry, &call, document, docs, emitter))
        })
        .collect()
}

/// The functions that progenitor wrote.
fn asynchronous(file: &File) -> impl Iterator<Item = &ImplItemFn> {
    file.items
        .iter()
        .filter_map(|item| match item {
            Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
            _ => None,
        })
        .flatten()
        .filter_map(|item| match item {
            ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
            _ => None,
        })
}

/// The call, if it is one of this operation.
fn fitting(call: Call, entry: &OperationEntry) -> std::result::Result<Call, String> {
    let method = entry.method.to_lowercase();
    if call.method != method {
        return Err(format!("the method `{}`", call.method));
    }
    let mut template = String::new();
    let mut rest = entry.path.as_str();
    while let Some((before, placeholder)) = rest.split_once('{') {
        template = format!("{template}{before}{{}}");
        rest = placeholder.split_once('}').map_or("", |(_, after)| after);
    }
    template.push_str(rest);
    if call.template != template || template.matches("{}").count() != call.path.len() {
        return Err(format!("the path `{}`", call.template));
    }
    Ok(call)
}

fn fault(message: String) -> Error {
    Error::new(message)
        .remedy("this is a fault of the pipeline: please report it with the contract")
}

fn function(
    entry: &OperationEntry,
    call: &Call,
    document: &Value,
    docs: &Docs,
    emitter: &Emitter<'_>,
) -> TokenStream {
    let parameters = parameters(document, entry);
    let name = format_ident!("{}", entry.function);
    let list_entry = constant(entry);
    let doc = doc_text::attributes(&documentation(entry, &parameters, docs));
    let in_query = |argument: &Ident| call.query.iter().any(|(_, name)| name == argument);
    let (search, queries) = match &entry.query {
        Some(query) => {
            let (argument, queries) = of_record(query, call, emitter);
            (Some(argument), queries)
        }
        None => {
            let queries = call.query.iter();
            let queries = queries.map(|(wire, name)| quote!(query(#wire, &#name)));
            (None, queries.collect())
        }
    };
    let arguments = call
        .arguments
        .iter()
        .filter(|(name, _)| entry.query.is_none() || !in_query(name))
        .map(|(name, ty)| quote!(#name: #ty))
        .chain(search);
    let headers = call.headers.iter().map(|(wire, name, required)| {
        let value = if *required {
            quote!(Some(#name))
        } else {
            quote!(#name)
        };
        quote!(header(#wire, #value))
    });
    let is_borrowed = call
        .arguments
        .iter()
        .any(|(name, ty)| name == "body" && matches!(ty, Type::Reference(_)));
    let borrow = (!is_borrowed).then(|| quote!(&));
    let body = match &call.body {
        Body::None => None,
        Body::Json => Some(quote!(json(#borrow body))),
        Body::Form => Some(quote!(form(#borrow body))),
        Body::Raw(media_type) => Some(quote!(body(#media_type, body))),
    };
    let accept = (!call.accepts_json).then(|| quote!(accept_any()));
    let path = &call.path;
    let start = quote!(Prepared::new(&self.root, &catalog::#list_entry, &[#(&#path),*]));
    let request = accept
        .into_iter()
        .chain(queries)
        .chain(headers)
        .chain(body)
        .fold(start, |request, next| quote!(#request?.#next));
    let response = match &call.success {
        Some(ty) => quote!(#ty),
        None => quote!(api_transport::Bytes),
    };
    quote! {
        #doc
        pub fn #name(&self, #(#arguments),*) -> Result<Prepared<#response>, Error> {
            #request
        }
    }
}

/// The argument that holds the query parameters, and what adds each of them.
fn of_record(query: &str, call: &Call, emitter: &Emitter<'_>) -> (TokenStream, Vec<TokenStream>) {
    let mut taken = Taken::default();
    for (name, _) in &call.arguments {
        taken.choose(&name.to_string());
    }
    let free = ["query", "search", "options"]
        .into_iter()
        .find(|name| !taken.has(name));
    let argument = format_ident!("{}", free.unwrap_or("all_parameters"));
    let model = emitter.model(query);
    let queries = call.query.iter().map(|(wire, _)| {
        let field = format_ident!("{}", field_name(model, wire));
        quote!(query(#wire, &#argument.#field))
    });
    let ty = format_ident!("{query}");
    (quote!(#argument: &types::#ty), queries.collect())
}

/// The field of a record that holds a parameter.
fn field_name(model: Option<&TypeModel>, wire: &str) -> String {
    let fields = match model.map(|model| &model.kind) {
        Some(Shape::Record(fields)) => fields.as_slice(),
        _ => &[],
    };
    fields
        .iter()
        .find(|field| field.wire == wire)
        .map_or_else(|| snake(wire), |field| field.ident.clone())
}

fn documentation(entry: &OperationEntry, parameters: &[Value], docs: &Docs) -> String {
    let own = docs.operation(&entry.id).map_or_else(
        || format!("Calls {}.", doc_text::code(&entry.id)),
        str::to_owned,
    );
    let mut text = format!("{own}\n\n{}", place(entry));
    if entry.kind == Kind::Observed {
        text = format!("{text}. {}", doc_text::OBSERVED);
    }
    let mut lines = Vec::new();
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        if parameter["in"] == "query" && entry.query.is_some() {
            continue;
        }
        let text = docs.parameter(&entry.id, name).map_or_else(
            || format!("the parameter {}", doc_text::code(name)),
            str::to_owned,
        );
        let empty = serde_json::Map::new();
        let facts = parameter["schema"]["x-facts"].as_object().unwrap_or(&empty);
        let text = doc_text::with_facts(text, facts, None).replace("\n\n", " ");
        lines.push(format!("- `{}`: {text}", snake(name)));
    }
    if !lines.is_empty() {
        text = format!("{text}\n\n{}", lines.join("\n"));
    }
    text
}

/// Method and path, as documentation shows them.
pub fn place(entry: &OperationEntry) -> String {
    doc_text::code(&format!("{} {}", entry.method, entry.path))
}

fn parameters(document: &Value, entry: &OperationEntry) -> Vec<Value> {
    operation(document, entry)["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// The name of an operation's constant in the catalog.
pub fn constant(entry: &OperationEntry) -> Ident {
    format_ident!("{}", entry.function.to_uppercase())
}

/// The role of each type in the operations: "Body of `POST /crawl`".
pub fn roles(entries: &[OperationEntry], document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries {
        let place = place(entry);
        for (name, role) in [
            (&entry.request, "Body of"),
            (&entry.query, "Parameters of"),
            (&entry.response, "Response of"),
        ] {
            let Some(name) = name else { continue };
            let known = document["components"]["schemas"].get(name.as_str());
            if known.is_some_and(|schema| Direction::of(schema) != Direction::default()) {
                let list = roles.entry(name.clone()).or_default();
                match list.iter_mut().find(|line| line.starts_with(role)) {
                    Some(line) => line.push_str(&format!(", {place}")),
                    None => list.push(format!("{role} {place}")),
                }
            }
        }
    }
    roles
}
