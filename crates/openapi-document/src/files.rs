//! References to other files, which hold parts of one contract.
//!
//! A schema of another file becomes a component, so that it may refer to itself and names a type.
//! Anything else, such as a path item, is put in the place of its reference.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::load::{MAX_BYTES, parse_text, read};
use crate::pointer::{SCHEMA_PREFIX, segments};
use crate::prose::{Below, is_extension, is_prose};

/// The most parts that are put in the place of a reference.
const MOST_PARTS: usize = 10_000;
/// The most values that all parts together have; a file may be put in many places.
const MOST_VALUES: usize = 2_000_000;
/// The endings of the files that are read.
const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
/// The most references behind each other.
const DEEPEST: usize = 32;

/// Replaces the references of a contract to files in its folder by what they lead to.
///
/// `path` is the file of the contract. References to addresses stay as they are.
///
/// # Errors
///
/// If a file is outside of the folder of the contract, hidden or of another kind than JSON and YAML,
/// cannot be read, lacks the part that is referred to or has no object there, and if all files together
/// are larger than [`MAX_BYTES`] or too large where they are put.
pub fn follow_files(contract: &mut Value, path: &Path) -> Result<()> {
    if file_reference(contract).is_none() {
        return Ok(());
    }
    let main = path.canonicalize().ok().filter(|path| path.is_file());
    let Some(main) = main else {
        let error = Error::new("it refers to other files, and has no folder of its own");
        return Err(error
            .in_file(path)
            .remedy("save it beside them, and name the file"));
    };
    let mut files = Files {
        folder: main.parent().map(Path::to_owned).unwrap_or_default(),
        main,
        ..Files::default()
    };
    files.components(contract)
}

/// Returns the first reference of a contract that leads to another file.
pub fn file_reference(contract: &Value) -> Option<&str> {
    match contract {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str);
            let own =
                own.filter(|reference| split(reference).is_some_and(|(name, _)| !name.is_empty()));
            let parts = map.iter().filter(|(key, _)| !is_prose(key));
            own.or_else(|| parts.map(|(_, part)| part).find_map(file_reference))
        }
        Value::Array(list) => list.iter().find_map(file_reference),
        _ => None,
    }
}

/// Returns the object under a key, which is made if there is none.
fn member<'v>(value: Option<&'v mut Value>, key: &str) -> Option<&'v mut Value> {
    let map = value?.as_object_mut()?;
    Some(map.entry(key).or_insert_with(|| Value::Object(Map::new())))
}

/// Splits a reference into the name of a file and a pointer; nothing for an address or an anchor.
fn split(reference: &str) -> Option<(&str, &str)> {
    let (name, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let is_pointer = pointer.is_empty() || pointer.starts_with('/');
    (is_pointer && !name.contains(':')).then_some((name, pointer))
}

fn endless(file: &Path) -> Error {
    let error = Error::new("the references to other files do not come to an end");
    error.in_file(file).remedy("break the circle")
}

/// Counts a value with those in it.
fn values(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(values).sum(),
        Value::Object(map) => map.values().map(values).sum(),
        _ => 0,
    }
}

/// A part of a file: the file and the pointer.
type Part = (PathBuf, String);

/// The files of a contract.
#[derive(Default)]
struct Files {
    folder: PathBuf,
    main: PathBuf,
    /// The documents that have been read.
    known: HashMap<PathBuf, Value>,
    bytes: u64,
    /// The components that schemas of other files have become.
    names: HashMap<Part, String>,
    taken: HashSet<String>,
    /// The next number of a name that is taken.
    numbers: HashMap<String, usize>,
    /// Those that have not been read.
    open: Vec<(String, Part)>,
    parts: usize,
    values: usize,
}

impl Files {
    fn components(&mut self, contract: &mut Value) -> Result<()> {
        let main = self.main.clone();
        // The components, or their schemas, may be a file as a whole.
        let mut others = None;
        if let Some(components) = contract.get_mut("components") {
            if let Some(part) = self.reference(&main, components)? {
                let mut found = self.copy(&part)?;
                let pointer = format!("{}/schemas", part.1);
                let schemas = found
                    .as_object_mut()
                    .and_then(|all| all.shift_remove("schemas"));
                if let Some(schemas) = schemas {
                    self.listed(&(part.0.clone(), pointer), &schemas, 0)?;
                }
                *components = Value::Object(Map::new());
                others = Some((found, part.0));
            } else if let Some(schemas) = components.get_mut("schemas")
                && let Some(part) = self.reference(&main, schemas)?
            {
                let found = self.copy(&part)?;
                self.listed(&part, &found, 0)?;
                *schemas = Value::Object(Map::new());
            }
        }
        if let Some((mut found, file)) = others {
            self.follow(&mut found, &file, false, 0)?;
            contract["components"] = found;
        }
        let listed = contract
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        for (name, schema) in listed.into_iter().flatten() {
            self.taken.insert(name.clone());
            // A component that only refers to a file is the component that the file becomes.
            let reference = schema.get("$ref").and_then(Value::as_str);
            if let Some(part) = reference
                .map(|one| self.locate(&main, one))
                .transpose()?
                .flatten()
                && part.0 != main
                && !self.names.contains_key(&part)
            {
                self.names.insert(part.clone(), name.clone());
                self.open.push((name.clone(), part));
            }
        }
        let mut schemas = Map::new();
        let mut finished = false;
        while !finished {
            while let Some((name, part)) = self.open.pop() {
                let mut schema = self.copy(&part)?;
                self.follow(&mut schema, &part.0, true, 0)?;
                schemas.insert(name, schema);
            }
            if !schemas.is_empty() {
                let all = member(member(Some(contract), "components"), "schemas");
                let all = all.and_then(Value::as_object_mut);
                all.into_iter()
                    .for_each(|all| all.extend(std::mem::take(&mut schemas)));
            }
            self.follow(contract, &main, false, 0)?;
            finished = self.open.is_empty();
        }
        Ok(())
    }

    /// Notes the schemas of a map in another file as components of their names.
    fn listed(&mut self, (file, pointer): &Part, schemas: &Value, depth: usize) -> Result<()> {
        if let Some(part) = self.reference(file, schemas)? {
            if depth > DEEPEST {
                return Err(endless(file));
            }
            let found = self.copy(&part)?;
            return self.listed(&part, &found, depth + 1);
        }
        for (name, schema) in schemas.as_object().into_iter().flatten() {
            let escaped = name.replace('~', "~0").replace('/', "~1");
            let own = (file.clone(), format!("{pointer}/{escaped}"));
            self.taken.insert(name.clone());
            self.names.insert(own.clone(), name.clone());
            // A component that only refers to a file is the component that the file becomes.
            let target = self.reference(file, schema)?;
            let target = target.filter(|part| part.0 != *file && !self.names.contains_key(part));
            if let Some(part) = &target {
                self.names.insert(part.clone(), name.clone());
            }
            self.open.push((name.clone(), target.unwrap_or(own)));
        }
        Ok(())
    }

    /// Finds the part that a value with a reference to a file stands for.
    fn reference(&self, file: &Path, value: &Value) -> Result<Option<Part>> {
        let reference = value.get("$ref").and_then(Value::as_str);
        let part = reference.map(|one| self.locate(file, one)).transpose()?;
        Ok(part.flatten().filter(|part| part.0 != self.main))
    }

    /// Replaces the references of a part of a file.
    fn follow(
        &mut self,
        value: &mut Value,
        file: &Path,
        is_schema: bool,
        depth: usize,
    ) -> Result<()> {
        let reference = value.get("$ref").and_then(Value::as_str);
        if let Some(part) = reference
            .map(|one| self.locate(file, one))
            .transpose()?
            .flatten()
        {
            if part.0 == self.main {
                value["$ref"] = Value::from(format!("#{}", part.1));
            } else if is_schema {
                value["$ref"] = Value::from(format!("{SCHEMA_PREFIX}{}", self.name(part)));
            } else {
                self.parts += 1;
                if depth > DEEPEST || self.parts > MOST_PARTS {
                    return Err(endless(file));
                }
                let mut found = self.copy(&part)?;
                self.follow(&mut found, &part.0, is_schema, depth + 1)?;
                if let (Some(found), Value::Object(around)) = (found.as_object_mut(), &*value) {
                    let around = around.iter().filter(|(key, _)| *key != "$ref");
                    found.extend(around.map(|(key, value)| (key.clone(), value.clone())));
                }
                *value = found;
                return Ok(());
            }
        }
        match value {
            Value::Array(list) => {
                for entry in list {
                    self.follow(entry, file, is_schema, depth)?;
                }
            }
            Value::Object(map) => {
                for (key, inner) in map
                    .iter_mut()
                    .filter(|(key, _)| !is_prose(key) && !is_extension(key))
                {
                    let is_schema = is_schema || matches!(key.as_str(), "schema" | "schemas");
                    match (Below::of(key), inner) {
                        (Below::Data, _) => {}
                        (Below::Names, named) if self.reference(file, named)?.is_some() => {
                            if depth > DEEPEST {
                                return Err(endless(file));
                            }
                            if let Some(part) = self.reference(file, named)? {
                                *named = self.copy(&part)?;
                                // Its members, and not the map itself, may be schemas.
                                for inner in
                                    named.as_object_mut().into_iter().flat_map(Map::values_mut)
                                {
                                    self.follow(inner, &part.0, is_schema, depth + 1)?;
                                }
                            }
                        }
                        (Below::Names, Value::Object(named)) if !named.contains_key("$ref") => {
                            for part in named.values_mut() {
                                self.follow(part, file, is_schema, depth)?;
                            }
                        }
                        (_, inner) => self.follow(inner, file, is_schema, depth)?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Finds the part of a file that a reference in a file leads to; nothing if it stays.
    fn locate(&self, file: &Path, reference: &str) -> Result<Option<Part>> {
        let Some((name, pointer)) = split(reference) else {
            return Ok(None);
        };
        if name.is_empty() {
            let is_main = file == self.main;
            return Ok((!is_main).then(|| (file.to_owned(), pointer.to_owned())));
        }
        let path = file
            .parent()
            .map(|folder| folder.join(name))
            .unwrap_or_default();
        let fault = |message: &str| {
            let error = Error::new(format!("the reference `{reference}` {message}"));
            error
                .in_file(file)
                .remedy("put the file beside the contract, or bundle them into one")
        };
        let path = path.canonicalize().ok().filter(|path| path.is_file());
        let Some(path) = path else {
            return Err(fault("leads to a file that does not exist"));
        };
        // A contract of strangers must not show other files of the machine.
        let Ok(inside) = path.strip_prefix(&self.folder) else {
            return Err(fault("leads out of the folder of the contract"));
        };
        let mut names = inside.iter().map(|name| name.to_string_lossy());
        let ending = path.extension().map(|one| one.to_ascii_lowercase());
        let is_known = ENDINGS
            .iter()
            .any(|one| ending.as_deref() == Some(one.as_ref()));
        match is_known && !names.any(|name| name.starts_with('.')) {
            true => Ok(Some((path, pointer.to_owned()))),
            false => Err(fault(
                "leads to a file that is hidden, or neither JSON nor YAML",
            )),
        }
    }

    /// Returns the component that a schema of another file becomes.
    fn name(&mut self, part: Part) -> String {
        if let Some(name) = self.names.get(&part) {
            return name.clone();
        }
        let stem = part
            .0
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let name = segments(&part.1).pop().or(stem).unwrap_or_default();
        let word = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
        let name: String = name
            .chars()
            .map(|one| if word(one) { one } else { '_' })
            .collect();
        let mut free = name.clone();
        while self.taken.contains(&free) {
            let number = self.numbers.entry(name.clone()).or_insert(1);
            *number += 1;
            free = format!("{name}_{number}");
        }
        let name = free;
        self.taken.insert(name.clone());
        self.names.insert(part.clone(), name.clone());
        self.open.push((name.clone(), part));
        name
    }

    /// Copies a part, which is an object or a schema of one word.
    fn copy(&mut self, part: &Part) -> Result<Value> {
        let found = self.part(part)?.clone();
        let (file, pointer) = part;
        if !found.is_object() && !found.is_boolean() {
            let error = Error::new(format!("the value at `{pointer}` is not an object"));
            return Err(error.in_file(file).remedy("refer to an object"));
        }
        self.values += values(&found);
        if self.values > MOST_VALUES {
            let error = Error::new("the parts that are referred to become too large together");
            return Err(error
                .in_file(file)
                .remedy("refer to large parts less often"));
        }
        Ok(found)
    }

    fn part(&mut self, (file, pointer): &Part) -> Result<&Value> {
        if !self.known.contains_key(file) {
            let bytes = read(file)?;
            self.bytes += bytes.len() as u64;
            if self.bytes > MAX_BYTES {
                let limit = MAX_BYTES / 1_000_000;
                let message =
                    format!("the files of the contract are larger than the limit of {limit} MB");
                return Err(Error::new(message)
                    .in_file(file)
                    .remedy("bundle what is used into one file"));
            }
            let document = parse_text(&file.display().to_string(), &bytes)?;
            self.known.insert(file.clone(), document.value);
        }
        let found = self
            .known
            .get(file)
            .and_then(|document| document.pointer(pointer));
        found.ok_or_else(|| {
            let error = Error::new(format!(
                "there is nothing at `{pointer}`, which a reference leads to"
            ));
            error
                .in_file(file)
                .remedy("correct the reference, or add what it refers to")
        })
    }
}

#[cfg(test)]
#[cfg(feature = "yaml")]
mod tests;
