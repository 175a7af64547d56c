//! The effects of a change on this repository: generated items, overlay actions, names, docs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::spot::{Spot, Spots};
use openapi_codegen::docs::Docs;
use openapi_codegen::names::Names;
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_diff::Kind;
use openapi_diff::Report;
use openapi_diff::{Change, Effect};
use openapi_document::Result;

use crate::overlays::{self, AppliedOverlay};

/// The contract that the repository was generated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// The repository's view of the contract that it was generated from.
pub struct Repository<'a> {
    spots: Spots<'a>,
    overlays: Vec<Touching>,
    names: BTreeSet<String>,
    docs: BTreeSet<String>,
    functions: BTreeMap<String, String>,
    facade: &'a BTreeMap<String, String>,
}

/// An overlay action and the places that it changes.
struct Touching {
    label: String,
    changes: Vec<String>,
}

impl<'a> Repository<'a> {
    /// Learns what there is to know, from the inputs of a run and what the run made.
    ///
    /// `facade` is the method of the facade for each operation.
    ///
    /// # Errors
    ///
    /// If an overlay, the names or the documentation cannot be read.
    pub fn new(
        inputs: &Inputs,
        run: &'a Run,
        facade: &'a BTreeMap<String, String>,
    ) -> Result<Self> {
        let (overlays, _) = overlays::apply(inputs)?;
        // Fresh ones: what nothing has asked for yet is everything.
        let all_names = Names::parse(&inputs.names.name, inputs.names.text()?)?.unused();
        let all_docs = Docs::parse(&inputs.docs.name, inputs.docs.text()?)?.unused();
        let entries = run.entries.iter();
        Ok(Self {
            spots: Spots::new(run),
            overlays: overlays.into_iter().flat_map(touching).collect(),
            names: all_names.into_iter().collect(),
            docs: all_docs.into_iter().collect(),
            functions: entries
                .map(|entry| (entry.id.clone(), entry.function.clone()))
                .collect(),
            facade,
        })
    }

    /// Adds its effect to every change of a report.
    ///
    /// `old` and `new` are the contracts that were compared, and `here` says which of them the
    /// repository was made from.
    pub fn add_effects(&self, report: &mut Report, old: &Value, new: &Value, here: Here) {
        for change in &mut report.changes {
            change.effect = Some(self.effect(change, old, new, here));
        }
    }

    fn effect(&self, change: &Change, old: &Value, new: &Value, here: Here) -> Effect {
        let places = [
            change
                .old_place
                .as_ref()
                .map(|place| (place, old, Here::Old)),
            change
                .new_place
                .as_ref()
                .map(|place| (place, new, Here::New)),
        ];
        // The repository knows its own contract; the other one only where there is nothing else.
        let mut places: Vec<_> = places.into_iter().flatten().collect();
        places.sort_by_key(|(_, _, side)| *side != here);
        let Some((place, document, _)) = places.first() else {
            return Effect::default();
        };
        let pointer = place.pointer.as_str();
        let spot = self.spots.spot(pointer, document);
        let mut effect = Effect {
            overlays: self.touching(pointer),
            ..Effect::default()
        };
        let value = change.old.as_ref().or(change.new.as_ref());
        let value = value
            .and_then(Value::as_str)
            .filter(|_| matches!(change.kind, Kind::EnumValueAdded | Kind::EnumValueRemoved));
        self.name(&spot, value, &mut effect);
        let own = operation_id(pointer, document);
        if let (Some(id), true) = (&own, spot.is_operation) {
            effect.functions.extend(self.functions.get(id).cloned());
            effect
                .docs
                .extend(self.documented(format!("operations.{id}.doc")));
            effect
                .names
                .extend(self.entry(format!("hand-written: `{id}`")));
        }
        let reached = change.operations.iter().map(|reached| &reached.operation);
        let methods: BTreeSet<&String> = reached
            .chain(&own)
            .filter_map(|id| self.facade.get(id))
            .collect();
        effect.facade = methods.into_iter().cloned().collect();
        effect
    }

    /// Adds what has the name of a place.
    fn name(&self, spot: &Spot, value: Option<&str>, effect: &mut Effect) {
        if let (Some(locator), Some(name)) = (&spot.locator, &spot.inner) {
            let entry = self.entry(format!("types: `{locator}` of {name}"));
            effect.names.extend(entry);
        }
        match (&spot.field, &spot.inner, value) {
            (_, Some(inner), Some(value)) => {
                effect.generated.push(self.spots.variant(inner, value));
                effect
                    .names
                    .extend(self.entry(format!("variants: `{value}` of {inner}")));
                effect
                    .docs
                    .extend(self.documented(format!("types.{inner}.variants.{value}")));
            }
            (Some((owner, wire)), inner, _) => {
                effect.generated.push(self.spots.field(owner, wire));
                effect.generated.extend(inner.clone());
                effect
                    .names
                    .extend(self.entry(format!("fields: `{wire}` of {owner}")));
                let own = self.documented(format!("types.{owner}.fields.{wire}"));
                effect
                    .docs
                    .extend(own.or_else(|| self.documented(format!("fields.{wire}"))));
            }
            (None, Some(inner), _) => {
                effect.generated.push(inner.clone());
                effect
                    .docs
                    .extend(self.documented(format!("types.{inner}.doc")));
            }
            (None, None, _) => {}
        }
        if let Some((operation, name)) = &spot.parameter {
            let own = self.documented(format!("operations.{operation}.parameters.{name}"));
            effect.docs.extend(own);
        }
    }

    fn entry(&self, entry: String) -> Option<String> {
        self.names.contains(&entry).then_some(entry)
    }

    fn documented(&self, key: String) -> Option<String> {
        self.docs.contains(&key).then_some(key)
    }

    /// Lists the overlay actions that change a place, or something inside or around it.
    fn touching(&self, pointer: &str) -> Vec<String> {
        let touches = |change: &String| within(change, pointer) || within(pointer, change);
        self.overlays
            .iter()
            .filter(|action| action.changes.iter().any(touches))
            .map(|action| action.label.clone())
            .collect()
    }
}

fn touching(overlay: AppliedOverlay) -> impl Iterator<Item = Touching> {
    let touched = overlay.applied.touched.into_iter();
    touched.map(move |touched| Touching {
        label: format!("{}#/actions/{}", overlay.file, touched.action),
        changes: touched.pointers,
    })
}

/// Returns true if a pointer is another one or lies below it.
fn within(pointer: &str, outer: &str) -> bool {
    pointer
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The operation that contains a place.
fn operation_id(pointer: &str, document: &Value) -> Option<String> {
    let mut tokens = pointer.splitn(5, '/').skip(1);
    let (paths, path, method) = (tokens.next()?, tokens.next()?, tokens.next()?);
    let operation = document.pointer(&format!("/{paths}/{path}/{method}"))?;
    (paths == "paths").then(|| operation["operationId"].as_str().map(str::to_owned))?
}
