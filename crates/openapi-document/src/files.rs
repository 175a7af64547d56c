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
/// The most references behind each other.
const DEEPEST: usize = 32;

/// Replaces the references of a contract to files in its folder by what they lead to.
///
/// `path` is the file of the contract. References to addresses stay as they are.
///
/// # Errors
///
/// If a file is outside of the folder of the contract, cannot be read or lacks the part that is
/// referred to, and if all files together are larger than [`MAX_BYTES`].
pub fn follow_files(contract: &mut Value, path: &Path) -> Result<()> {
    if file_reference(contract).is_none() {
        return Ok(());
    }
    let main = path.canonicalize().unwrap_or_else(|_| path.to_owned());
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
    /// Those that have not been read.
    open: Vec<(String, Part)>,
    parts: usize,
}

impl Files {
    fn components(&mut self, contract: &mut Value) -> Result<()> {
        let main = self.main.clone();
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
                let mut schema = self.part(&part)?.clone();
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
                    let error = Error::new("the references to other files do not come to an end");
                    return Err(error.in_file(file).remedy("break the circle"));
                }
                let mut found = self.part(&part)?.clone();
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
        let Ok(path) = path.canonicalize() else {
            return Err(fault("leads to a file that does not exist"));
        };
        // A contract of strangers must not show other files of the machine.
        match path.starts_with(&self.folder) {
            true => Ok(Some((path, pointer.to_owned()))),
            false => Err(fault("leads out of the folder of the contract")),
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
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let name = names
            .find(|name| !self.taken.contains(name))
            .unwrap_or(name);
        self.taken.insert(name.clone());
        self.names.insert(part.clone(), name.clone());
        self.open.push((name.clone(), part));
        name
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
mod tests {
    use std::fs;

    use super::*;
    use crate::load;

    /// The contract of a folder with these files, of which the first is the contract.
    fn followed(files: &[(&str, &str)]) -> Result<Value> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join("api").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(folder.path().join("secret.yaml"), "a: 1").unwrap();
        let path = folder.path().join("api").join(files[0].0);
        let mut contract = load(&path)?.value;
        follow_files(&mut contract, &path).map(|()| contract)
    }

    const MAIN: &str = "openapi: 3.1.0
paths:
  /a: {$ref: './paths/a.yaml'}
components:
  schemas:
    Pet: {$ref: 'schemas.yaml#/Pet'}
    Word: {type: string}
";

    #[test]
    fn schemas_become_components_and_other_parts_take_the_place() {
        let path = "get:
  parameters: [{$ref: '../schemas.yaml#/limit'}]
  responses:
    default: {content: {application/json: {schema: {$ref: '../schemas.yaml#/Pet'}}}}
";
        let schemas = "limit: {name: limit, in: query, schema: {$ref: '#/Word'}}
Word: {$ref: 'api.yaml#/components/schemas/Word', examples: [{$ref: no.yaml}]}
Pet: {type: object, properties: {default: {$ref: '#/Word'}, mother: {$ref: '#/Pet'}, owner: {$ref: 'https://x.example/y.json'}}}
";
        let contract = followed(&[
            ("api.yaml", MAIN),
            ("paths/a.yaml", path),
            ("schemas.yaml", schemas),
        ])
        .unwrap();
        let get = &contract["paths"]["/a"]["get"];
        assert_eq!(
            get["parameters"][0]["schema"]["$ref"],
            "#/components/schemas/Word_2"
        );
        let body = &get["responses"]["default"]["content"]["application/json"]["schema"];
        assert_eq!(body["$ref"], "#/components/schemas/Pet");
        let all = &contract["components"]["schemas"];
        assert_eq!(
            all["Pet"]["properties"]["mother"]["$ref"],
            "#/components/schemas/Pet"
        );
        assert_eq!(
            all["Pet"]["properties"]["default"]["$ref"],
            "#/components/schemas/Word_2"
        );
        assert_eq!(
            all["Pet"]["properties"]["owner"]["$ref"],
            "https://x.example/y.json"
        );
        assert_eq!(all["Word_2"]["$ref"], "#/components/schemas/Word");
    }

    #[test]
    fn what_cannot_be_followed_is_an_error_with_its_reason() {
        let with =
            |reference: &str| format!("openapi: 3.1.0\npaths: {{/a: {{$ref: '{reference}'}}}}\n");
        for (reference, more, message) in [
            ("no.yaml", "", "leads to a file that does not exist"),
            (
                "../secret.yaml",
                "",
                "leads out of the folder of the contract",
            ),
            (
                "more.yaml#/nothing",
                "a: 1",
                "there is nothing at `/nothing`",
            ),
            ("more.yaml", "$ref: more.yaml", "do not come to an end"),
            ("more.yaml", "[", "more.yaml: "),
        ] {
            let error =
                followed(&[("api.yaml", &with(reference)), ("more.yaml", more)]).unwrap_err();
            assert!(error.to_string().contains(message), "{reference}: {error}");
        }
        assert_eq!(
            file_reference(&serde_json::json!({"a": [{"$ref": "x.json#/a"}]})),
            Some("x.json#/a")
        );
        assert_eq!(
            file_reference(&serde_json::json!({"a": {"$ref": "#/a"}, "example": {"$ref": "x"}})),
            None
        );
    }
}
