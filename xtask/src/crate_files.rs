//! The files that a run makes: in the workspace, or as a crate of its own.

use std::collections::BTreeSet;
use std::path::Path;

use indexmap::IndexMap;
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_document::{Error, Result};
use toml::{Table, Value};

use crate::lock::{Lock, Origin};
use crate::output::{Output, files_below};
use crate::project::{Project, parse};
use crate::reference;

/// The first line of a manifest, by which this command recognizes a crate that it has made.
const HEAD: &str = "# Written by `cargo xtask generate --out`.";

/// Returns the files in the workspace: the generated code, the corrected contract, the table of
/// operations and the lock.
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
    // Of a further contract without operations, the types are all of the code.
    let is_types_alone = project.selected.is_some() && run.entries.is_empty();
    let below = if is_types_alone { "types/" } else { "" };
    let code = run.code.files.iter();
    let code = code.filter_map(|(path, text)| Some((path.strip_prefix(below)?, text)));
    let mut files: IndexMap<String, String> = code
        .map(|(path, text)| (format!("{}/{path}", outputs.generated), text.clone()))
        .collect();
    if let Some(dispatch) = &outputs.dispatch {
        files.insert(dispatch.clone(), run.code.dispatch.clone());
    }
    files.insert(outputs.corrected.clone(), corrected(project, run)?);
    if let Some(path) = project
        .facade
        .as_ref()
        .and_then(|facade| facade.reference.clone())
    {
        files.insert(path, reference::document(project, inputs, run)?);
    }
    let lock = Lock::read(project)?.after(&inputs.contract.sha256, origin);
    files.insert(outputs.lock.clone(), lock.text()?);
    Ok(Output::new(project.path(""), files, &outputs.generated))
}

/// Returns the corrected contract, in which each operation names the method of the facade that calls
/// it, for tools that know only this document.
fn corrected(project: &Project, run: &Run) -> Result<String> {
    let methods = project.facade_methods()?;
    let mut corrected = run.corrected.clone();
    let items = corrected["paths"].as_object_mut().into_iter().flatten();
    for operation in items.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten()) {
        let (_, operation) = operation;
        let method = operation["operationId"]
            .as_str()
            .and_then(|id| methods.get(id));
        if let Some(method) = method.cloned() {
            operation["x-facade"] = method.into();
        }
    }
    crate::json(&corrected)
}

/// Returns the files of a crate outside of the workspace, with the hand-written part copied but for
/// its folders.
///
/// # Errors
///
/// If the folder is in use by something else, or the API crate cannot be read.
pub fn stand_alone(project: &Project, folder: &Path, run: &Run) -> Result<Output> {
    let ours = std::fs::read(folder.join("Cargo.toml"))
        .is_ok_and(|manifest| manifest.starts_with(HEAD.as_bytes()));
    let in_use = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if in_use && !ours {
        return Err(Error::new("there are other files in this folder")
            .in_file(folder)
            .remedy("name an empty folder, or one that this command has made"));
    }
    let package = &project.outputs.package;
    let mut files = IndexMap::from([("Cargo.toml".to_owned(), manifest(project)?)]);
    let sources = files_below(&project.path(package), "src")?;
    // What is in a folder is written for types of this contract, which another one may lack.
    let folders = sources.iter().filter_map(|path| {
        let (name, _) = path.strip_prefix("src/")?.split_once('/')?;
        (name != "generated").then(|| format!("mod {name};"))
    });
    let left_out: BTreeSet<String> = folders.collect();
    for path in sources {
        if path.ends_with(".rs") && path.matches('/').count() == 1 {
            let file = project.source(&format!("{package}/{path}"))?;
            let lines = file.text()?.split_inclusive('\n');
            let kept = lines.filter(|line| !left_out.contains(line.trim_end()));
            files.insert(path, kept.collect());
        }
    }
    for (path, text) in &run.code.files {
        files.insert(format!("src/generated/{path}"), text.clone());
    }
    // The library may include it, if it is a file of the package.
    let inside = Path::new(&project.outputs.corrected).strip_prefix(package);
    if let Some(path) = inside.ok().and_then(Path::to_str) {
        files.insert(path.to_owned(), crate::json(&run.corrected)?);
    }
    Ok(Output::new(folder, files, "src/generated"))
}

/// Returns the manifest of the API crate with a workspace of its own, which has the shared tables.
fn manifest(project: &Project) -> Result<String> {
    let read = |path: &str| parse::<Table>(&project.source(path)?, "not a manifest");
    let mut root = read("Cargo.toml")?;
    let mut own = read(&format!("{}/Cargo.toml", project.outputs.package))?;
    own.remove("dev-dependencies");
    own.remove("lints");
    let mut workspace = Table::new();
    if let Some(Value::Table(shared)) = root.get_mut("workspace") {
        for key in ["package", "dependencies"] {
            if let Some(table) = shared.remove(key) {
                workspace.insert(key.to_owned(), table);
            }
        }
    }
    if let Some(Value::Table(dependencies)) = workspace.get_mut("dependencies") {
        for (_, dependency) in dependencies.iter_mut() {
            // The crates of this workspace may not be on a registry.
            if let Some(Value::String(path)) = dependency.get_mut("path") {
                *path = project.path(path).display().to_string();
            }
        }
    }
    own.insert("workspace".to_owned(), Value::Table(workspace));
    Ok(format!("{HEAD}\n\n{own}"))
}
