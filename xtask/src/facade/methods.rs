//! The methods of the facade by the operation that they call.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::search::Found;
use crate::workspace::{FACADE, Workspace};
use openapi_codegen::catalog::OperationEntry;
use openapi_document::{Error, Result};

/// The methods that call an operation, by its function: `Client::map` for `map_urls`.
///
/// A generated function counts where it is called on the generated client
/// (`call.api().map_urls(…)`, `api.map_urls(…)`), an operation that is written by
/// hand where its function stands as a text. Code of tests does not count.
pub fn methods(
    workspace: &Workspace,
    entries: &[OperationEntry],
) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found = Found::new(entries);
    let mut files = Vec::new();
    rust_files(&workspace.path(FACADE), FACADE, &mut files)?;
    for file in files {
        let source = workspace.source(&file)?;
        let text = String::from_utf8_lossy(&source.bytes);
        found.read(&file, &text)?;
    }
    Ok(found.methods())
}

/// The methods that call an operation, in one text for each function.
pub fn method_names(
    workspace: &Workspace,
    entries: &[OperationEntry],
) -> Result<BTreeMap<String, String>> {
    let methods = methods(workspace, entries)?.into_iter();
    Ok(methods
        .map(|(function, methods)| (function, methods.join(", ")))
        .collect())
}

/// The operations that no method calls, by their functions.
pub fn uncalled(
    entries: &[OperationEntry],
    methods: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, String> {
    entries
        .iter()
        .filter(|entry| !methods.contains_key(&entry.function))
        .map(|entry| {
            let text = format!("{} ({} {})", entry.function, entry.method, entry.path);
            (entry.function.clone(), text)
        })
        .collect()
}

/// All sources below a folder but those of tests, sorted.
fn rust_files(folder: &Path, name: &str, files: &mut Vec<String>) -> Result<()> {
    let failed = |error| {
        Error::new("cannot be read")
            .in_file(name)
            .caused_by(error)
            .remedy("restore it from the repository")
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name());
    }
    names.sort();
    for own in names {
        let path = folder.join(&own);
        let own = own.to_string_lossy();
        let name = format!("{name}/{own}");
        if matches!(&*own, "tests" | "tests.rs") {
            continue;
        }
        if path.is_dir() {
            rust_files(&path, &name, files)?;
        } else if own.ends_with(".rs") {
            files.push(name);
        }
    }
    Ok(())
}
