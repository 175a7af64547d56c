//! Which files a run makes: in the workspace, or as a crate of its own.

use std::path::Path;

use indexmap::IndexMap;
use toml::{Table, Value};

use crate::lock::{Lock, Origin};
use crate::output::Output;
use crate::project::{Project, parse};
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_document::{Error, Result};

/// The first line of a manifest, by which a crate that this command has made is known again.
const HEAD: &str = "# Written by `cargo xtask generate --out`.";

/// Returns the files in the workspace: the generated code, the corrected contract and the lock.
///
/// `origin` says where the contract came from, if it is a new one.
///
/// # Errors
///
/// If the lock cannot be read.
pub fn in_workspace(
    project: &Project,
    inputs: &Inputs,
    run: &Run,
    origin: Option<&Origin>,
) -> Result<Output> {
    let outputs = &project.outputs;
    let code = run.code.files.iter();
    let mut files: IndexMap<String, String> = code
        .map(|(path, text)| (format!("{}/{path}", outputs.generated), text.clone()))
        .collect();
    if let Some(dispatch) = &outputs.dispatch {
        files.insert(dispatch.clone(), run.code.dispatch.clone());
    }
    let corrected = serde_json::to_string_pretty(&run.corrected)
        .map_err(|error| Error::new("the corrected contract cannot be written").caused_by(error))?;
    files.insert(outputs.corrected.clone(), format!("{corrected}\n"));
    let lock = Lock::read(project)?.after(&inputs.contract.sha256, origin);
    files.insert(outputs.lock.clone(), lock.text()?);
    Ok(Output::new(project.path(""), files, &outputs.generated))
}

/// The files of a crate that compiles by itself, with the hand-written part copied.
pub fn stand_alone(project: &Project, folder: &Path, run: &Run) -> Result<Output> {
    let mut files = IndexMap::new();
    files.insert("Cargo.toml".to_owned(), manifest(project)?);
    for (path, text) in hand_written(project)? {
        files.insert(format!("src/{path}"), text);
    }
    for (path, text) in &run.code.files {
        files.insert(format!("src/generated/{path}"), text.clone());
    }
    let ours = std::fs::read(folder.join("Cargo.toml"))
        .is_ok_and(|manifest| manifest.starts_with(HEAD.as_bytes()));
    let in_use = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if in_use && !ours {
        return Err(Error::new("there are other files in this folder")
            .in_file(folder)
            .remedy("name an empty folder, or one that this command has made"));
    }
    Ok(Output::new(folder, files, "src/generated"))
}

/// The sources beside the generated ones, without their tests.
fn hand_written(project: &Project) -> Result<Vec<(String, String)>> {
    let root = project.path(&project.outputs.package).join("src");
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        let unread = |error: std::io::Error| {
            Error::new("cannot be read")
                .in_file(root.join(&folder))
                .caused_by(error)
        };
        for entry in std::fs::read_dir(root.join(&folder)).map_err(unread)? {
            let entry = entry.map_err(unread)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            if entry.path().is_dir() {
                if name != "generated" && name != "tests" {
                    open.push(path);
                }
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let text = std::fs::read_to_string(entry.path()).map_err(unread)?;
                found.push((path, text.replace("#[cfg(test)]\nmod tests;\n", "")));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The manifest of the generated crate with the workspace's versions written out.
fn manifest(project: &Project) -> Result<String> {
    let read = |path: &str| parse::<Table>(&project.source(path)?, "not a manifest");
    let root = read("Cargo.toml")?;
    let mut own = read(&format!("{}/Cargo.toml", project.outputs.package))?;
    let shared = root.get("workspace").and_then(Value::as_table);
    let packages = shared.and_then(|shared| shared.get("package")?.as_table());
    let versions = shared.and_then(|shared| shared.get("dependencies")?.as_table());
    own.remove("dev-dependencies");
    own.remove("lints");
    if let Some(Value::Table(package)) = own.get_mut("package") {
        for (key, value) in package.iter_mut() {
            let inherited = value.get("workspace").is_some();
            if let (true, Some(shared)) = (inherited, packages.and_then(|table| table.get(key))) {
                *value = shared.clone();
            }
        }
    }
    if let Some(Value::Table(dependencies)) = own.get_mut("dependencies") {
        for (name, value) in dependencies.iter_mut() {
            let shared = versions.and_then(|table| table.get(name));
            if let (Some(Value::Boolean(true)), Some(shared)) = (value.get("workspace"), shared) {
                *value = resolved(value, shared);
                // The crates of this workspace are not on a registry.
                if let Some(Value::String(path)) = value.get_mut("path") {
                    *path = project.path(path).display().to_string();
                }
            }
        }
    }
    own.insert("workspace".to_owned(), Value::Table(Table::new()));
    Ok(format!("{HEAD}\n\n{own}"))
}

/// A dependency with the workspace's version and the features of both.
fn resolved(own: &Value, shared: &Value) -> Value {
    let mut all = match shared {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    let features = [Some(&Value::Table(all.clone())), Some(own)]
        .into_iter()
        .flatten()
        .filter_map(|table| table.get("features")?.as_array())
        .flatten()
        .cloned()
        .collect::<Vec<_>>();
    if !features.is_empty() {
        all.insert("features".to_owned(), Value::Array(features));
    }
    Value::Table(all)
}
