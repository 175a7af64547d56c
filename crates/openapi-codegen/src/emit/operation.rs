//! The operations: what progenitor wrote, with our documentation and request types.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;
use syn::{Attribute, File, FnArg, ImplItem, ImplItemFn, Item, Pat, Stmt, parse_quote};

use super::distinct::Taken;
use super::emitter::Emitter;
use super::model::{Kind as Shape, TypeModel};
use super::{doc_text, function_body};
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
) -> Result<Vec<ImplItemFn>> {
    let by_function: BTreeMap<String, &OperationEntry> = entries
        .iter()
        .map(|entry| (snake_as_progenitor(&entry.id), entry))
        .collect();
    let mut functions = Vec::new();
    for item in &file.items {
        let Item::Impl(block) = item else { continue };
        if block.trait_.is_some() {
            continue;
        }
        for item in &block.items {
            if let ImplItem::Fn(function) = item
                && function.sig.asyncness.is_some()
            {
                let name = function.sig.ident.to_string();
                let name = name.trim_start_matches("r#");
                let entry = by_function.get(name).ok_or_else(|| {
                    Error::new(format!(
                        "progenitor wrote a function `{name}` for no operation"
                    ))
                    .remedy("this is a fault of the pipeline: please report it with the contract")
                })?;
                functions.push(rewritten(function.clone(), entry, document, docs, emitter));
            }
        }
    }
    Ok(functions)
}

fn rewritten(
    mut function: ImplItemFn,
    entry: &OperationEntry,
    document: &Value,
    docs: &Docs,
    emitter: &Emitter<'_>,
) -> ImplItemFn {
    let parameters = parameters(document, entry);
    function.sig.ident = format_ident!("{}", entry.function);
    function_body::plain(&mut function);
    if let Some(query) = &entry.query {
        take_query(&mut function, &parameters, query, emitter);
    }
    let text = documentation(entry, &parameters, docs);
    let attributes = doc_text::attributes(&text);
    let attributes: Vec<Attribute> = parse_quote!(#attributes);
    function.attrs = attributes;
    function
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
fn place(entry: &OperationEntry) -> String {
    doc_text::code(&format!("{} {}", entry.method, entry.path))
}

fn parameters(document: &Value, entry: &OperationEntry) -> Vec<Value> {
    document["paths"][&entry.path][entry.method.to_lowercase()]["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// Makes one argument of the query parameters and takes it apart at the start of the body.
fn take_query(function: &mut ImplItemFn, parameters: &[Value], query: &str, emitter: &Emitter<'_>) {
    let names: Vec<String> = parameters
        .iter()
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str())
        .map(snake_as_progenitor)
        .collect();
    let is_query = |argument: &FnArg| match argument {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(pattern) => names.iter().any(|name| pattern.ident == name),
            _ => false,
        },
        FnArg::Receiver(_) => false,
    };
    let ty = format_ident!("{query}");
    let mut inputs: Vec<FnArg> = function
        .sig
        .inputs
        .iter()
        .filter(|argument| !is_query(argument))
        .cloned()
        .collect();
    // The caller's one argument has a name that no parameter has.
    let mut taken = Taken::default();
    for argument in function.sig.inputs.iter() {
        if let FnArg::Typed(typed) = argument {
            taken.choose(&typed.pat.to_token_stream().to_string());
        }
    }
    let free = ["query", "search", "options"]
        .into_iter()
        .find(|name| !taken.has(name));
    let argument = format_ident!("{}", free.unwrap_or("all_parameters"));
    inputs.push(parse_quote!(#argument: &types::#ty));
    function.sig.inputs = inputs.into_iter().collect();
    let model = emitter.model(query);
    let fields = parameters
        .iter()
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str())
        .map(|wire| {
            let field = format_ident!("{}", field_name(model, wire));
            let variable = format_ident!("{}", snake_as_progenitor(wire));
            if field == variable {
                quote!(#field)
            } else {
                quote!(#field: #variable)
            }
        });
    // A type that is received, too, keeps what it does not declare.
    let rest = model
        .is_some_and(|model| model.direction.received)
        .then(|| quote!(, ..));
    let taken: Stmt = parse_quote!(let types::#ty { #(#fields),* #rest } = #argument;);
    function.block.stmts.insert(0, taken);
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

/// The list of all operations.
pub fn catalog(entries: &[OperationEntry]) -> TokenStream {
    let rows = entries.iter().map(|entry| {
        let OperationEntry {
            id,
            function,
            method,
            path,
            ..
        } = entry;
        let make = match entry.kind {
            Kind::Generated => quote!(new),
            Kind::HandWritten => quote!(hand_written),
            Kind::Observed => quote!(observed),
        };
        let name = format_ident!("{}", function.to_uppercase());
        let doc = format!("{}.", place(entry));
        (
            name.clone(),
            quote! {
                #[doc = #doc]
                pub static #name: Operation = Operation::#make(#id, #function, #method, #path);
            },
        )
    });
    let (names, rows): (Vec<_>, Vec<_>) = rows.unzip();
    quote! {
        use crate::Operation;

        #(#rows)*

        /// All operations, in the order of the contract.
        pub static OPERATIONS: &[&Operation] = &[#(&#names),*];
    }
}

/// What each type is in the operations: "Body of `POST /crawl`".
pub fn roles(entries: &[OperationEntry], document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries {
        let place = place(entry);
        for (name, role) in [
            (&entry.request, "Body of"),
            (&entry.query, "Parameters of"),
            (&entry.response, "Answer of"),
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
