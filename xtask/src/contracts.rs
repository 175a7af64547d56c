//! The further contracts of a project: selected by name, and checked.

use openapi_codegen::pipeline::{self, Inputs, Source};
use openapi_document::prose::is_prose;
use openapi_document::{Contract as Document, Error, Result, WEBHOOKS, join, target};
use serde_json::Value;

use crate::project::{Contract, Project};

/// The word for the vendored contract; `vendored:NAME` is a further one.
const VENDORED: &str = "vendored";

impl Project {
    /// Returns the project as it is for one of its contracts: that without a name, or a further one.
    ///
    /// # Errors
    ///
    /// If no contract has this name.
    pub fn select(&self, name: Option<&str>) -> Result<Self> {
        let mut selected = self.clone();
        let Some(name) = name else {
            return Ok(selected);
        };
        let Some(further) = self.contracts.get(name) else {
            let known: Vec<&str> = self.contracts.keys().map(String::as_str).collect();
            let remedy = match known.is_empty() {
                true => "leave the name out: the project has one contract".to_owned(),
                false => format!("name one of {}, or none for the first", known.join(", ")),
            };
            let message = format!("the project has no contract `{name}`");
            return Err(Error::new(message)
                .in_file(crate::project::FILE)
                .remedy(remedy));
        };
        selected.selected = Some(name.to_owned());
        selected.contract = Contract {
            file: further.file.clone(),
            published: further.published.clone(),
        };
        selected.facade = further.facade.clone();
        if let (Some(inputs), Some(outputs)) = (&further.inputs, &further.outputs) {
            selected.inputs = inputs.clone();
            selected.outputs = outputs.clone();
            self.outputs.lock.clone_into(&mut selected.outputs.lock);
        }
        Ok(selected)
    }

    /// Returns the project as it is for each of its further contracts; none if it is for one already.
    pub fn further(&self) -> Vec<Self> {
        let names = self.contracts.keys().filter(|_| self.selected.is_none());
        names
            .filter_map(|name| self.select(Some(name)).ok())
            .collect()
    }

    /// Returns true if code is generated from the contract.
    pub fn generates(&self) -> bool {
        let further = self
            .selected
            .as_ref()
            .and_then(|name| self.contracts.get(name));
        further.is_none_or(|further| further.inputs.is_some() && further.outputs.is_some())
    }

    /// Returns the project for the contract that a word of the command line means: `vendored`, or
    /// `vendored:NAME`; nothing for another word.
    ///
    /// # Errors
    ///
    /// If no contract has this name.
    pub fn vendored_as(&self, word: &str) -> Result<Option<Self>> {
        match word.split_once(':') {
            _ if word == VENDORED => self.select(None).map(Some),
            Some((VENDORED, name)) => self.select(Some(name)).map(Some),
            _ => Ok(None),
        }
    }
}

/// Finds out whether a contract that nothing is generated from is one, and whether its references
/// lead somewhere.
///
/// # Errors
///
/// If something could not be generated from it even with all leniency.
pub fn validate(contract: &Document) -> Result<()> {
    let empty = |name: &str| Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    };
    let inputs = Inputs {
        contract: contract.clone(),
        overlays: Vec::new(),
        names: empty("names.toml"),
        docs: empty("docs.toml"),
        command: "cargo xtask check".to_owned(),
        callers: Default::default(),
    };
    let run = pipeline::review(&inputs)?;
    dangling(
        &run.corrected,
        &run.corrected[WEBHOOKS],
        &join("", WEBHOOKS),
    )
    .map_or(Ok(()), |error| Err(error.in_file(&contract.file)))
}

/// Returns an error for the first reference within webhooks that leads nowhere; the pipeline looks at
/// their payloads only.
fn dangling(document: &Value, value: &Value, pointer: &str) -> Option<Error> {
    if let Some(Value::String(reference)) = value.get("$ref")
        && target(document, value).is_none()
    {
        let message = format!("the reference `{reference}` leads nowhere");
        let error = Error::new(message).at(join(pointer, "$ref"));
        return Some(error.remedy("correct its name, or add what it refers to"));
    }
    match value {
        Value::Object(map) => {
            let mut members = map.iter().filter(|(key, _)| !is_prose(key));
            members.find_map(|(key, value)| dangling(document, value, &join(pointer, key)))
        }
        Value::Array(list) => {
            let mut entries = list.iter().enumerate();
            entries.find_map(|(index, value)| {
                dangling(document, value, &join(pointer, &index.to_string()))
            })
        }
        _ => None,
    }
}
