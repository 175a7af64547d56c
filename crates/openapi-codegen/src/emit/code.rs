//! All steps from the prepared document to the text of the files.

use std::collections::BTreeMap;

use openapiv3::OpenAPI;
use serde_json::Value;

use super::emitter::Emitter;
use super::facts::Facts;
use super::model::{Kind, TypeModel};
use super::{
    arguments, dispatch, files, generator, operation, operation_list, response_body, type_models,
};
use crate::catalog::OperationEntry;
use crate::docs::Docs;
use crate::names::Names;
use crate::pipeline::{Inputs, origin};
use openapi_document::Result;

/// The result of the code generation.
#[derive(Debug)]
pub struct Code {
    /// The text of each file by its path below the folder of generated code.
    pub files: BTreeMap<String, String>,
    /// The text of the table for the round-trip tests.
    pub dispatch: String,
    /// The text of the table of operations with their arguments.
    pub arguments: String,
    /// The names of all types.
    pub types: Vec<String>,
    /// The Rust names of fields and variants, by their type and their name on the wire.
    pub members: BTreeMap<(String, String), String>,
    /// The untagged enums among them.
    pub untagged: Vec<String>,
}

/// Generates all files from the prepared document.
///
/// Of the inputs it needs what the head of each file says of them, and who calls the operations.
pub fn generate(
    document: &Value,
    spec: OpenAPI,
    entries: &[OperationEntry],
    names: &Names,
    docs: &Docs,
    inputs: &Inputs,
) -> Result<Code> {
    // Each of these is dropped once it is read: of a long contract it takes much memory.
    let (file, generator) = generator::generated(&spec)?;
    drop(spec);
    let models = type_models::types(generator.get_type_space(), document, names)?;
    drop(generator);
    let origin = &origin(inputs);
    let roles = operation::roles(entries, document, &inputs.callers);
    let emitter = Emitter::new(models, docs, names, &roles)?;
    let functions = operation::functions(&file, entries, document, &emitter)?;
    drop(file);
    let operations = entries
        .iter()
        .map(|entry| Ok((entry, Facts::of(document, entry)?)))
        .collect::<Result<Vec<_>>>()?;
    let catalog = operation_list::catalog(&operations);
    let bodies = response_body::implementations(&operations, &emitter)?;
    let files = files::print(&emitter, &functions, catalog, bodies, origin)?;
    let untagged = emitter.models();
    let untagged = untagged.filter(|model| matches!(model.kind, Kind::Untagged(_)));
    let untagged = untagged.map(|model| model.name.clone()).collect();
    Ok(Code {
        arguments: arguments::arguments(entries, &emitter, origin)?,
        dispatch: dispatch::dispatch(entries, origin)?,
        files,
        members: emitter.models().flat_map(members).collect(),
        types: emitter.models().map(|model| model.name.clone()).collect(),
        untagged,
    })
}

/// The Rust names of the fields or variants of a type.
fn members(model: &TypeModel) -> Vec<((String, String), String)> {
    let names: Vec<(&String, &String)> = match &model.kind {
        Kind::Record(fields) => fields.iter().map(|f| (&f.wire, &f.ident)).collect(),
        Kind::Text(values) => values.iter().map(|v| (&v.wire, &v.ident)).collect(),
        Kind::Tagged(union) => union.variants.iter().map(|v| (&v.wire, &v.ident)).collect(),
        Kind::Untagged(_) => Vec::new(),
    };
    let named =
        |(wire, ident): (&String, &String)| ((model.name.clone(), wire.clone()), ident.clone());
    names.into_iter().map(named).collect()
}
