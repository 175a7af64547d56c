//! The operations of two contracts in step.

use serde_json::Value;

use super::at::At;
use super::calls::{Call, paired, path_parameters};
use super::exchange::{both, is_required};
use super::summary::summary;
use super::walker::{Part, Root, Walker};
use crate::change::Side;
use crate::kind::Kind;
use openapi_document::join;

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

/// Two operations that are one, for whoever reads what the walk found.
#[derive(Clone, Debug)]
pub struct Pair<'d> {
    /// The operation of the old contract.
    pub old: Call<'d>,
    /// The operation of the new contract.
    pub new: Call<'d>,
}

impl<'d> Walker<'d> {
    /// Compares all operations and gives those that both contracts have.
    pub fn operations(&mut self, document: usize) -> Vec<Pair<'d>> {
        let (old, new) = (Call::all(self.old), Call::all(self.new));
        let matched = paired(&old, &new, self.old, self.new);
        for call in left(&old, matched.iter().map(|pair| pair.0)) {
            let value = Some(Value::from(call.call()));
            self.removed(
                document,
                Kind::OperationRemoved,
                call.at.pointer.clone(),
                value,
            );
        }
        for call in left(&new, matched.iter().map(|pair| pair.1)) {
            let value = Some(Value::from(call.call()));
            self.added(
                document,
                Kind::OperationAdded,
                call.at.pointer.clone(),
                value,
            );
        }
        let pairs: Vec<Pair<'d>> = matched
            .into_iter()
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

    fn operation(&mut self, number: usize, old: &Call<'d>, new: &Call<'d>) {
        let own = self.root(Root::Operation(number, None), &old.at, &new.at);
        let [sent, received] = [Side::Request, Side::Response]
            .map(|side| self.root(Root::Operation(number, Some(side)), &old.at, &new.at));
        let same_template = path_template(old.path) == path_template(new.path);
        for (kind, is_other, before, after) in [
            (
                Kind::PathRenamed,
                !same_template,
                old.path.to_owned(),
                new.path.to_owned(),
            ),
            (
                Kind::MethodChanged,
                old.method != new.method,
                old.method.to_uppercase(),
                new.method.to_uppercase(),
            ),
        ] {
            if is_other {
                let values = (Some(Value::from(before)), Some(Value::from(after)));
                // All operations of a path that moves with them make one change.
                let (old, new) = if kind == Kind::PathRenamed {
                    (join("/paths", old.path), join("/paths", new.path))
                } else {
                    (old.at.pointer.clone(), new.at.pointer.clone())
                };
                self.changed(own, kind, old, new, values);
            }
        }
        self.keyword(
            own,
            &old.at,
            &new.at,
            "operationId",
            [Kind::OperationIdChanged; 3],
        );
        self.deprecation(own, &old.at, &new.at);
        self.tags(own, &old.at, &new.at);
        self.servers(own, &old.at, &new.at);
        self.rest(own, &old.at, &new.at, &HANDLED);
        self.parameters(sent, old, new);
        self.request(sent, &old.at, &new.at);
        self.responses(received, &old.at, &new.at);
    }

    fn tags(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let list = |at: &At<'d>| -> Vec<&'d str> {
            let tags = at.value.get("tags").and_then(Value::as_array);
            tags.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        };
        let (before, after) = (list(old), list(new));
        let place = |at: &At<'_>| format!("{}/tags", at.pointer);
        for tag in before.iter().filter(|tag| !after.contains(tag)) {
            self.removed(unit, Kind::TagRemoved, place(old), Some(Value::from(*tag)));
        }
        for tag in after.iter().filter(|tag| !before.contains(tag)) {
            self.added(unit, Kind::TagAdded, place(new), Some(Value::from(*tag)));
        }
    }

    fn parameters(&mut self, unit: usize, old: &Call<'d>, new: &Call<'d>) {
        let (before, after) = (parameters(old, self.old), parameters(new, self.new));
        let key = |at: &At<'d>| (at.text("in"), at.text("name"));
        let position = |call: &Call<'d>, at: &At<'d>| {
            let name = at.text("name").filter(|_| at.text("in") == Some("path"))?;
            path_parameters(call.path).position(|other| other == name)
        };
        let mut matched: Vec<(usize, usize)> = Vec::new();
        let mut round = |fits: &dyn Fn(&At<'d>, &At<'d>) -> bool| {
            for (i, one) in before.iter().enumerate() {
                for (j, two) in after.iter().enumerate() {
                    let free = !matched.iter().any(|pair| pair.0 == i || pair.1 == j);
                    if free && fits(one, two) {
                        matched.push((i, j));
                    }
                }
            }
        };
        round(&|one, two| key(one) == key(two));
        round(&|one, two| {
            let at = position(old, one);
            at.is_some() && at == position(new, two)
        });
        round(&|one, two| one.text("name").is_some() && one.text("name") == two.text("name"));
        let gone = (0..before.len()).filter(|i| !matched.iter().any(|pair| pair.0 == *i));
        let fresh = (0..after.len()).filter(|j| !matched.iter().any(|pair| pair.1 == *j));
        let gone: Vec<&At<'d>> = gone.map(|i| &before[i]).collect();
        let fresh: Vec<&At<'d>> = fresh.map(|j| &after[j]).collect();
        for at in gone {
            let kind = if is_required(at) {
                Kind::RequiredParameterRemoved
            } else {
                Kind::OptionalParameterRemoved
            };
            let value = at.value.get("schema").map(summary);
            self.removed(unit, kind, at.pointer.clone(), value);
        }
        for at in fresh {
            let kind = if is_required(at) {
                Kind::RequiredParameterAdded
            } else {
                Kind::OptionalParameterAdded
            };
            let value = at.value.get("schema").map(summary);
            self.added(unit, kind, at.pointer.clone(), value);
        }
        for (i, j) in matched {
            self.shared(unit, Part::Parameter, before[i].clone(), after[j].clone());
        }
    }

    fn request(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let resolved =
            |at: &At<'d>, document| at.get("requestBody").map(|at| at.resolved(document).0);
        match (resolved(old, self.old), resolved(new, self.new)) {
            (Some(old), Some(new)) => self.shared(unit, Part::Body, old, new),
            (Some(old), None) => {
                let kind = if old.flag("required") {
                    Kind::RequiredBodyRemoved
                } else {
                    Kind::OptionalBodyRemoved
                };
                self.removed(unit, kind, old.pointer, None);
            }
            (None, Some(new)) => {
                let kind = if new.flag("required") {
                    Kind::RequiredBodyAdded
                } else {
                    Kind::OptionalBodyAdded
                };
                self.added(unit, kind, new.pointer, None);
            }
            (None, None) => {}
        }
    }

    fn responses(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        for pair in both(old.get("responses"), new.get("responses")) {
            match pair {
                (Some(old), Some(new)) => {
                    let (old, _) = old.resolved(self.old);
                    let (new, _) = new.resolved(self.new);
                    self.shared(unit, Part::Response, old, new);
                }
                (Some(old), None) => self.removed(unit, Kind::StatusRemoved, old.pointer, None),
                (None, Some(new)) => self.added(unit, Kind::StatusAdded, new.pointer, None),
                (None, None) => {}
            }
        }
    }
}

/// A path with its parameters made nameless.
fn path_template(path: &str) -> String {
    path_parameters(path).fold(path.to_owned(), |path, name| {
        path.replacen(&format!("{{{name}}}"), "{}", 1)
    })
}

fn left<'a, 'd>(calls: &'a [Call<'d>], taken: impl Iterator<Item = usize>) -> Vec<&'a Call<'d>> {
    let taken: Vec<usize> = taken.collect();
    let numbered = calls.iter().enumerate();
    numbered
        .filter(|(number, _)| !taken.contains(number))
        .map(|(_, call)| call)
        .collect()
}

/// The parameters of an operation, with those of its path that it does not replace.
fn parameters<'d>(call: &Call<'d>, document: &'d Value) -> Vec<At<'d>> {
    let list = |at: &At<'d>| -> Vec<At<'d>> {
        let entries = at.get("parameters").map(|at| at.entries());
        entries
            .into_iter()
            .flatten()
            .map(|at| at.resolved(document).0)
            .collect()
    };
    let own = list(&call.at);
    let replaced = |at: &At<'_>| {
        own.iter()
            .any(|own| (own.text("in"), own.text("name")) == (at.text("in"), at.text("name")))
    };
    let mut all: Vec<At<'d>> = list(&call.item);
    all.retain(|at| !replaced(at));
    all.extend(own.iter().cloned());
    all
}
