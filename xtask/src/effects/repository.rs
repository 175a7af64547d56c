//! The effects of a change on this repository: generated items, overlay actions, names, docs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::spot::Spots;
use openapi_codegen::docs::Docs;
use openapi_codegen::names::Names;
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_diff::{Change, Effect, Kind, Report};
use openapi_document::{Result, operations};

use crate::overlays;

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
    run: &'a Run,
    /// The overlay actions by their labels, with the places that each changes.
    overlays: Vec<(String, Vec<String>)>,
    names: BTreeSet<String>,
    docs: BTreeSet<String>,
    facade: &'a BTreeMap<String, String>,
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
        let mut actions = Vec::new();
        let (applied, _) = overlays::apply(inputs)?;
        for (source, (_, applied)) in inputs.overlays.iter().zip(applied) {
            for touched in applied.touched {
                let label = format!("{}#/actions/{}", source.name, touched.action);
                actions.push((label, touched.pointers));
            }
        }
        // Fresh ones: what nothing has asked for yet is everything.
        let names = Names::parse(&inputs.names.name, inputs.names.text()?)?.unused();
        let docs = Docs::parse(&inputs.docs.name, inputs.docs.text()?)?.unused();
        Ok(Self {
            run,
            overlays: actions,
            names: names.into_iter().collect(),
            docs: docs.into_iter().collect(),
            facade,
        })
    }

    /// Adds its effect to every change of a report.
    ///
    /// `old` and `new` are the contracts that were compared, and `here` says which of them the
    /// repository was made from.
    pub fn add_effects(&self, report: &mut Report, old: &Value, new: &Value, here: Here) {
        // Operations of both contracts have their names in the new one.
        let renames = report
            .changes
            .iter()
            .filter(|change| here == Here::Old && change.kind == Kind::OperationIdChanged);
        let ids = renames.filter_map(|change| {
            let [is, was] = [&change.new, &change.old].map(|id| id.as_ref()?.as_str());
            Some((is?.to_owned(), was?.to_owned()))
        });
        let ids: BTreeMap<String, String> = ids.collect();
        for change in &mut report.changes {
            // The repository knows its own contract; the other one only where there is nothing else.
            let mut places = [(&change.old_place, old), (&change.new_place, new)];
            if here == Here::New {
                places.reverse();
            }
            let mut places = places.into_iter();
            let place = places.find_map(|(place, document)| Some((place.as_ref()?, document)));
            let effect = place.map(|(place, document)| {
                let pointer = place.pointer.as_str();
                self.effect(change, pointer, document, &ids)
            });
            change.effect = Some(effect.unwrap_or_default());
        }
    }

    fn effect(
        &self,
        change: &Change,
        pointer: &str,
        document: &Value,
        ids: &BTreeMap<String, String>,
    ) -> Effect {
        let spots = Spots { run: self.run };
        let spot = spots.spot(pointer, document);
        let mut effect = Effect {
            overlays: self.touching(pointer),
            ..Effect::default()
        };
        let Effect {
            generated,
            names,
            docs,
            ..
        } = &mut effect;
        let value = change.old.as_ref().or(change.new.as_ref());
        let value = value
            .and_then(Value::as_str)
            .filter(|_| matches!(change.kind, Kind::EnumValueAdded | Kind::EnumValueRemoved));
        let origin = &spot.origin;
        if let (Some(locator), Some(name)) = (&origin.locator, &origin.inner) {
            names.push(format!("types: `{locator}` of {name}"));
        }
        match (&origin.field, &origin.inner, value) {
            (_, Some(inner), Some(value)) => {
                generated.push(spots.variant(inner, value));
                names.push(format!("variants: `{value}` of {inner}"));
                docs.push(format!("types.{inner}.variants.{value}"));
            }
            (Some((owner, wire)), inner, _) => {
                generated.push(spots.field(owner, wire));
                generated.extend(inner.clone());
                names.push(format!("fields: `{wire}` of {owner}"));
                let own = format!("types.{owner}.fields.{wire}");
                let is_own = self.docs.contains(&own);
                docs.push(if is_own {
                    own
                } else {
                    format!("fields.{wire}")
                });
            }
            (None, Some(inner), _) => {
                generated.push(inner.clone());
                docs.push(format!("types.{inner}.doc"));
            }
            (None, None, _) => {}
        }
        if let Some((operation, name)) = &spot.parameter {
            docs.push(format!("operations.{operation}.parameters.{name}"));
        }
        let own = operations(document).find(|one| within(pointer, &one.pointer()));
        let own = own.and_then(|operation| operation.value["operationId"].as_str());
        if let (Some(id), true) = (own, spot.is_operation) {
            let entry = self.run.entries.iter().find(|entry| entry.id == id);
            docs.push(format!("operations.{id}.doc"));
            names.push(format!("hand-written: `{id}`"));
            let function = entry.map(|entry| entry.function.clone());
            effect.functions.extend(function);
        }
        effect.names.retain(|entry| self.names.contains(entry));
        effect.docs.retain(|key| self.docs.contains(key));
        let reached = change.operations.iter().map(|one| {
            let id = &one.operation;
            ids.get(id).unwrap_or(id).as_str()
        });
        let methods = reached.chain(own).filter_map(|id| self.facade.get(id));
        let methods: BTreeSet<&String> = methods.collect();
        effect.facade = methods.into_iter().cloned().collect();
        effect
    }

    /// Lists the overlay actions that change a place, or something inside or around it.
    fn touching(&self, pointer: &str) -> Vec<String> {
        let touches = |change: &String| within(change, pointer) || within(pointer, change);
        let actions = self.overlays.iter();
        let actions = actions.filter(|(_, changes)| changes.iter().any(touches));
        actions.map(|(label, _)| label.clone()).collect()
    }
}

/// Returns true if a pointer is another one or lies below it.
pub(super) fn within(pointer: &str, outer: &str) -> bool {
    let rest = pointer.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
