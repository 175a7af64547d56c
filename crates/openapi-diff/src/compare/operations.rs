//! Compares the operations of two contracts.

use serde_json::Value;

use super::cursor::Cursor;
use super::matching::Matching;
use super::messages::{by_exact_name, is_required};
use super::operation::{Operation, matching, path_parameters};
use super::summary::summary;
use super::walker::{Both, Part, Root, Walker};
use crate::change::Side;
use crate::kind::Kind;

const HANDLED: [&str; 8] = [
    "deprecated",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "tags",
];

/// An operation of both contracts.
#[derive(Clone, Debug)]
pub struct Pair<'d> {
    /// The operation of the old contract.
    pub old: Operation<'d>,
    /// The operation of the new contract.
    pub new: Operation<'d>,
}

impl<'d> Walker<'d> {
    /// Compares all operations and returns those that both contracts have.
    pub fn operations(&mut self, document: &Both<'d>) -> Vec<Pair<'d>> {
        let (old, new) = (Operation::all(self.old), Operation::all(self.new));
        let matching = matching(&old, &new, self.old, self.new);
        for operation in matching.old.into_iter().map(|i| &old[i]) {
            let value = Some(Value::from(operation.route()));
            self.removed(document.unit, Kind::OperationRemoved, &operation.at, value);
        }
        for operation in matching.new.into_iter().map(|j| &new[j]) {
            let value = Some(Value::from(operation.route()));
            self.added(document.unit, Kind::OperationAdded, &operation.at, value);
        }
        let pairs = matching.pairs.into_iter();
        let pairs: Vec<Pair<'d>> = pairs
            .map(|(i, j)| Pair {
                old: old[i].clone(),
                new: new[j].clone(),
            })
            .collect();
        for (number, pair) in pairs.iter().enumerate() {
            self.operation(number, &pair.old, &pair.new);
        }
        pairs
    }

    fn operation(&mut self, number: usize, before: &Operation<'d>, after: &Operation<'d>) {
        let [own, sent, received] = [None, Some(Side::Request), Some(Side::Response)]
            .map(|side| self.root(Root::Operation(number, side), &before.at, &after.at));
        let shown = |old: &str, new: &str| (Some(Value::from(old)), Some(Value::from(new)));
        if path_template(before.path) != path_template(after.path) {
            // All operations of a path that moves with them make one change.
            let paths = |document| Cursor::root(document).member("paths");
            let place = Both {
                unit: own.unit,
                old: paths(self.old).member(before.path),
                new: paths(self.new).member(after.path),
            };
            self.changed(&place, Kind::PathRenamed, shown(before.path, after.path));
        }
        if before.method != after.method {
            let values = shown(&before.method.to_uppercase(), &after.method.to_uppercase());
            self.changed(&own, Kind::MethodChanged, values);
        }
        self.keyword(&own, "operationId", [Kind::OperationIdChanged; 3]);
        self.deprecation(&own);
        let tags = |at: &Cursor<'d>| -> Vec<&'d str> { at.texts("tags").collect() };
        self.tags(&own, &tags(&own.old), &tags(&own.new));
        self.servers(&own);
        self.rest(&own, &HANDLED);
        self.parameters(sent.unit, before, after);
        self.request(&sent);
        for pair in by_exact_name(received.get("responses")) {
            let kinds = [Kind::StatusAdded, Kind::StatusRemoved];
            if let Some(at) = self.both(received.unit, pair, kinds, |_| None) {
                self.shared_resolved(Part::Response, at);
            }
        }
    }

    fn parameters(&mut self, unit: usize, old: &Operation<'d>, new: &Operation<'d>) {
        let (before, after) = (parameters(old, self.old), parameters(new, self.new));
        let position = |operation: &Operation<'d>, at: &Cursor<'d>| {
            let name = at.text("name").filter(|_| at.text("in") == Some("path"))?;
            path_parameters(operation.path).position(|other| other == name)
        };
        let mut matching = Matching::none(before.len(), after.len());
        matching.first(|i, j| key(&before[i]) == key(&after[j]));
        matching.first(|i, j| {
            let at = position(old, &before[i]);
            at.is_some() && at == position(new, &after[j])
        });
        matching.first(|i, j| {
            let name = before[i].text("name");
            name.is_some() && name == after[j].text("name")
        });
        let shown = |at: &Cursor<'_>| at.value.get("schema").map(summary);
        for at in matching.old.into_iter().map(|i| &before[i]) {
            let kind = if is_required(at) {
                Kind::RequiredParameterRemoved
            } else {
                Kind::OptionalParameterRemoved
            };
            self.removed(unit, kind, at, shown(at));
        }
        for at in matching.new.into_iter().map(|j| &after[j]) {
            let kind = if is_required(at) {
                Kind::RequiredParameterAdded
            } else {
                Kind::OptionalParameterAdded
            };
            self.added(unit, kind, at, shown(at));
        }
        for (i, j) in matching.pairs {
            let (old, new) = (before[i].clone(), after[j].clone());
            self.shared(Part::Parameter, Both { unit, old, new });
        }
    }

    fn request(&mut self, at: &Both<'d>) {
        let body = |at: &Cursor<'d>, document| Some(at.get("requestBody")?.resolved(document));
        let bodies = (body(&at.old, self.old), body(&at.new, self.new));
        let either = bodies.0.as_ref().or(bodies.1.as_ref());
        let kinds = if either.is_some_and(|body| body.flag("required")) {
            [Kind::RequiredBodyAdded, Kind::RequiredBodyRemoved]
        } else {
            [Kind::OptionalBodyAdded, Kind::OptionalBodyRemoved]
        };
        if let Some(at) = self.both(at.unit, bodies, kinds, |_| None) {
            self.shared(Part::Body, at);
        }
    }
}

/// Returns a path with its parameters made nameless.
fn path_template(path: &str) -> String {
    path_parameters(path).fold(path.to_owned(), |path, name| {
        path.replacen(&format!("{{{name}}}"), "{}", 1)
    })
}

/// Returns the parameters of an operation, with those of its path that it does not replace.
fn parameters<'d>(operation: &Operation<'d>, document: &'d Value) -> Vec<Cursor<'d>> {
    let list = |at: &Cursor<'d>| -> Vec<Cursor<'d>> {
        let entries = at.entries("parameters").into_iter();
        entries.map(|at| at.resolved(document)).collect()
    };
    let own = list(&operation.at);
    let mut all = list(&operation.item);
    all.retain(|at| !own.iter().any(|own| key(own) == key(at)));
    all.extend(own);
    all
}

/// Returns the place and the name of a parameter, which identify it.
fn key<'d>(at: &Cursor<'d>) -> (Option<&'d str>, Option<&'d str>) {
    (at.text("in"), at.text("name"))
}
