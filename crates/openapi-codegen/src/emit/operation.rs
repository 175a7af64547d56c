//! The operations: a function for each, and their list.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{File, Ident, ImplItem, ImplItemFn, Item, Type};

use super::call::Call;
use super::distinct::Taken;
use super::doc_text;
use super::emitter::Emitter;
use super::facts::operation;
use super::model::Kind as Shape;
use super::request_body::RequestBody;
use super::rust_type;
use crate::catalog::{Kind, OperationEntry};
use crate::docs::Docs;
use crate::json::{OPTIONAL, elements, object};
use crate::naming::{pascal, snake, snake_as_progenitor};
use crate::passes::Direction;
use crate::preflight::path_shape;
use openapi_document::{Error, Result, join};

/// The functions of the client, in the order of the contract.
pub fn functions(
    file: &File,
    entries: &[OperationEntry],
    document: &Value,
    emitter: &Emitter<'_>,
) -> Result<Vec<TokenStream>> {
    let names = entries.iter().map(|entry| snake_as_progenitor(&entry.id));
    let by_function: BTreeMap<String, &OperationEntry> = names.zip(entries).collect();
    let function = |made: &ImplItemFn| {
        let name = made.sig.ident.to_string();
        let name = name.trim_start_matches("r#");
        let fault = |wrote: String| {
            Error::new(format!("progenitor wrote {wrote}"))
                .remedy("this is a fault of the pipeline: please report it with the contract")
        };
        let entry = by_function
            .get(name)
            .ok_or_else(|| fault(format!("a function `{name}` for no operation")))?;
        let call = Call::read(made).and_then(|call| fitting(call, entry));
        let call = call.map_err(|part| {
            fault(format!("the function of {} in a new way: {part}", entry.id))
                .at(join(
                    &join("/paths", &entry.path),
                    &entry.method.to_lowercase(),
                ))
                .in_operation(&entry.id)
        })?;
        Ok(function(entry, &call, document, emitter))
    };
    asynchronous(file).map(function).collect()
}

/// The functions that progenitor wrote.
fn asynchronous(file: &File) -> impl Iterator<Item = &ImplItemFn> {
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
        _ => None,
    });
    blocks.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
        _ => None,
    })
}

/// The call, if it is one of this operation.
fn fitting(call: Call, entry: &OperationEntry) -> std::result::Result<Call, String> {
    if call.method != entry.method.to_lowercase() {
        return Err(format!("the method `{}`", call.method));
    }
    let places = call.template.matches("{}").count();
    if call.template != path_shape(&entry.path) || places != call.path.len() {
        return Err(format!("the path `{}`", call.template));
    }
    Ok(call)
}

fn function(
    entry: &OperationEntry,
    call: &Call,
    document: &Value,
    emitter: &Emitter<'_>,
) -> TokenStream {
    let own = operation(document, entry);
    let parameters = elements(own, "parameters");
    let body = RequestBody::of(call, own);
    let name = format_ident!("{}", entry.function);
    let list_entry = constant(entry);
    let doc = doc_text::attributes(&documentation(entry, parameters, emitter.docs));
    let in_query = |argument: &Ident| call.query.iter().any(|(_, name)| name == argument);
    let (search, queries) = match &entry.query {
        Some(query) => {
            let (argument, queries) = of_record(query, call, parameters, emitter);
            (Some(argument), queries)
        }
        None => {
            let queries = call.query.iter();
            let queries = queries.map(|(wire, name)| {
                let value = owned(name, call.argument(name));
                query(parameters, wire, &value)
            });
            (None, queries.collect())
        }
    };
    let arguments = call
        .arguments
        .iter()
        .filter(|(name, _)| entry.query.is_none() || !in_query(name))
        .map(|(name, ty)| match &body {
            Some(RequestBody { argument, .. }) if name == "body" => quote!(#name: #argument),
            _ => quote!(#name: #ty),
        })
        .chain(search);
    let headers = call.headers.iter();
    let headers = headers.map(|(wire, name, required)| {
        let parameter = parameters.iter().find(|one| {
            one["name"]
                .as_str()
                .is_some_and(|name| name.eq_ignore_ascii_case(wire))
        });
        let wire = parameter
            .and_then(|one| one["x-wire"].as_str())
            .unwrap_or(wire);
        let value = in_text(name, call.argument(name));
        match required {
            true => quote!(header(#wire, Some(#value))),
            false => quote!(header(#wire, #value)),
        }
    });
    let (_, fixed) = entry.fixed_parts();
    let fixed = fixed.into_iter();
    let fixed = fixed.map(|(name, value)| quote!(query(#name, &String::from(#value))));
    let accept = (!call.accepts_json || own["x-accept-any"] == true).then(|| quote!(accept_any()));
    let path = call.path.iter();
    let path = path.map(|name| in_text(name, call.argument(name)));
    let start = quote!(Prepared::new(&self.root, &catalog::#list_entry, &[#(&#path),*]));
    let request = accept
        .into_iter()
        .chain(fixed)
        .chain(queries)
        .chain(headers)
        .fold(start, |request, next| quote!(#request?.#next));
    let request = match &body {
        Some(body) => body.add_to(&request),
        None => request,
    };
    let response = match &call.success {
        Some(ty) => response(ty, own),
        None => quote!(api_transport::Bytes),
    };
    quote! {
        #doc
        pub fn #name(&self, #(#arguments),*) -> Result<Prepared<#response>, Error> {
            #request
        }
    }
}

/// The type of a response, with options where it, or what is in it, can be `null`.
fn response(ty: &Type, operation: &Value) -> TokenStream {
    let declared = &operation["responses"]["2XX"];
    let schema = object(declared, "content")
        .next()
        .map(|(_, body)| &body["schema"]);
    let exact = match operation.get("x-envelope") {
        None => rust_type::with_nulls(ty, schema.unwrap_or(&Value::Null)),
        Some(_) => ty.clone(),
    };
    let may_be_missing =
        declared[OPTIONAL] == true && rust_type::argument(&exact, "Option").is_none();
    match may_be_missing {
        true => quote!(Option<#exact>),
        false => quote!(#exact),
    }
}

/// An argument as a value that can be written: what is borrowed is cloned.
pub fn owned(name: &Ident, ty: Option<&Type>) -> TokenStream {
    let borrowed = |ty: &Type| matches!(ty, Type::Reference(_));
    match ty {
        Some(ty) if borrowed(ty) => quote!(#name.to_owned()),
        Some(ty) if rust_type::argument(ty, "Option").is_some_and(|ty| borrowed(&ty)) => {
            quote!(#name.map(ToOwned::to_owned))
        }
        _ => quote!(#name),
    }
}

/// Adds a query parameter in its style, under its name on the wire.
fn query(parameters: &[Value], name: &str, value: &TokenStream) -> TokenStream {
    let mut all = parameters.iter();
    let parameter = all.find(|one| one["in"] == "query" && one["name"] == name);
    let part = |key: &str| parameter.and_then(|one| one[key].as_str());
    let wire = part("x-wire").unwrap_or(name);
    match part("x-style") {
        Some(style) => {
            let style = format_ident!("{}", pascal(style));
            quote!(query_as(api_transport::Style::#style, #wire, &#value))
        }
        None => quote!(query(#wire, &#value)),
    }
}

/// An argument in a path or a header, where a list has commas.
fn in_text(name: &Ident, ty: Option<&Type>) -> TokenStream {
    let behind = |ty: &Type| match ty {
        Type::Reference(reference) => (true, (*reference.elem).clone()),
        ty => (false, ty.clone()),
    };
    let is_list =
        |ty: &Type| matches!(ty, Type::Slice(_)) || rust_type::argument(ty, "Vec").is_some();
    let (borrowed, plain) = ty.map_or((false, syn::parse_quote!(())), behind);
    let optional = rust_type::argument(&plain, "Option").map(|ty| behind(&ty));
    match optional {
        Some((true, ty)) if is_list(&ty) => {
            quote!(#name.map(|value| api_transport::Joined(value)))
        }
        Some((false, ty)) if is_list(&ty) => {
            quote!(#name.as_ref().map(|value| api_transport::Joined(value)))
        }
        _ if is_list(&plain) && borrowed => quote!(api_transport::Joined(#name)),
        _ if is_list(&plain) => quote!(api_transport::Joined(&#name)),
        _ => quote!(#name),
    }
}

/// The argument that holds the query parameters, and what adds each of them.
fn of_record(
    name: &str,
    call: &Call,
    parameters: &[Value],
    emitter: &Emitter<'_>,
) -> (TokenStream, Vec<TokenStream>) {
    let mut taken = Taken::default();
    for (name, _) in &call.arguments {
        taken.choose(&name.to_string());
    }
    let mut names = ["query", "search", "options"].into_iter();
    let free = names.find(|name| !taken.has(name));
    let argument = format_ident!("{}", free.unwrap_or("all_parameters"));
    let fields = match emitter.model(name).map(|model| &model.kind) {
        Some(Shape::Record(fields)) => fields.as_slice(),
        _ => &[],
    };
    let queries = call.query.iter().map(|(given, _)| {
        let mut all = parameters.iter();
        let parameter = all.find(|one| one["in"] == "query" && one["name"] == **given);
        let wire = parameter.and_then(|one| one["x-wire"].as_str());
        let wire = wire.unwrap_or(given);
        let field = fields.iter().find(|field| field.wire == wire);
        let field = field.map_or_else(|| snake(wire), |field| field.ident.clone());
        let field = format_ident!("{field}");
        query(parameters, given, &quote!(#argument.#field))
    });
    let ty = format_ident!("{name}");
    (quote!(#argument: &types::#ty), queries.collect())
}

fn documentation(entry: &OperationEntry, parameters: &[Value], docs: &Docs) -> String {
    let own = doc_text::or_code(docs.operation(&entry.id), "Calls ", &entry.id, ".");
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
        let own = docs.parameter(&entry.id, name);
        let text = doc_text::or_code(own, "the parameter ", name, "");
        let facts = parameter["schema"]["x-facts"].as_object();
        let text = match facts {
            Some(facts) => doc_text::with_facts(text, facts, None).replace("\n\n", " "),
            None => text.replace("\n\n", " "),
        };
        lines.push(format!("- `{}`: {text}", snake(name)));
    }
    if !lines.is_empty() {
        text = format!("{text}\n\n{}", lines.join("\n"));
    }
    text
}

/// Method and path, as documentation shows them.
pub fn place(entry: &OperationEntry) -> String {
    doc_text::code(&entry.route())
}

/// The name of an operation's constant in the catalog.
pub fn constant(entry: &OperationEntry) -> Ident {
    format_ident!("{}", entry.function.to_uppercase())
}

/// The role of each type in the operations: "Body of `POST /crawl`", and the method that sends it.
pub fn roles(
    entries: &[OperationEntry],
    document: &Value,
    callers: &BTreeMap<String, String>,
) -> BTreeMap<String, Vec<String>> {
    let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in entries {
        let place = place(entry);
        let caller = callers.get(&entry.id);
        for (name, role, value) in [
            (&entry.request, "Body of", Some(&place)),
            (&entry.request, "Sent by", caller),
            (&entry.query, "Parameters of", Some(&place)),
            (&entry.query, "Sent by", caller),
            (&entry.response, "Response of", Some(&place)),
        ] {
            let (Some(name), Some(value)) = (name, value) else {
                continue;
            };
            let schema = &document["components"]["schemas"][name];
            if Direction::of(schema) != Direction::default() {
                let list = roles.entry(name.clone()).or_default();
                match list.iter_mut().find(|line| line.starts_with(role)) {
                    Some(line) => line.push_str(&format!(", {value}")),
                    None => list.push(format!("{role} {value}")),
                }
            }
        }
    }
    roles
}
