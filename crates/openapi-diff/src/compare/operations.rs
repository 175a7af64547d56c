//! Compares the operations of two contracts.

use serde_json::Value;

use super::cursor::Cursor;
use super::matching::Matching;
use super::messages::is_required;
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

/// An operation of both contracts, in the old one and in the new one.
pub type Pair<'d> = (Operation<'d>, Operation<'d>);

impl<'d> Walker<'d> {
    /// Compares all operations and returns those that both contracts have.
    pub fn operations(&mut self, document: &Both<'d>) -> Vec<Pair<'d>> {
        let matching = matching(&document.old, &document.new);
        let added = Kind::OperationAdded;
        self.left_over(document.unit, &matching, |operation| {
            (&operation.at, added, Some(Value::from(operation.route())))
        });
        for (number, (old, new)) in matching.pairs.iter().enumerate() {
            self.operation(number, old, new);
        }
        matching.pairs
    }

    fn operation(&mut self, number: usize, before: &Operation<'d>, after: &Operation<'d>) {
        let [own, sent, received] = [None, Some(Side::Request), Some(Side::Response)]
            .map(|side| self.root(Root::Operation(number, side), &before.at, &after.at));
        let shown = |old: &str, new: &str| (Some(Value::from(old)), Some(Value::from(new)));
        if path_template(before.path) != path_template(after.path) {
            // All operations of a path that moves with them make one change.
            let paths = own.map(|at| Cursor::root(at.document).member("paths"));
            let place = (paths.old.member(before.path), paths.new.member(after.path));
            let place = own.with(place);
            self.changed(&place, Kind::PathRenamed, shown(before.path, after.path));
        }
        if before.method != after.method {
            let values = shown(&before.method.to_uppercase(), &after.method.to_uppercase());
            self.changed(&own, Kind::MethodChanged, values);
        }
        self.keyword(&own, "operationId", [Kind::OperationIdChanged; 2]);
        self.deprecation(&own);
        self.tags(&own);
        self.servers(&own);
        self.rest(&own, &HANDLED);
        self.parameters(&sent, before, after);
        self.request(&sent);
        let added = Kind::StatusAdded;
        for at in self.members(&received, "responses", str::to_owned, added, |_| None) {
            self.shared(Part::Response, at.map(Cursor::resolved));
        }
    }

    fn parameters(&mut self, sent: &Both<'d>, old: &Operation<'d>, new: &Operation<'d>) {
        let position = |operation: &Operation<'d>, at: &Cursor<'d>| {
            let name = at.text("name").filter(|_| at.text("in") == Some("path"))?;
            path_parameters(operation.path).position(|other| other == name)
        };
        let mut matching = Matching::none(parameters(old), parameters(new));
        matching.first(|one, two| key(one) == key(two));
        matching.first(|one, two| {
            let at = position(old, one);
            at.is_some() && at == position(new, two)
        });
        matching.first(|one, two| {
            let name = one.text("name");
            name.is_some() && name == two.text("name")
        });
        self.left_over(sent.unit, &matching, |at| {
            let added = match is_required(at) {
                true => Kind::RequiredParameterAdded,
                false => Kind::OptionalParameterAdded,
            };
            (at, added, at.value.get("schema").map(summary))
        });
        for pair in matching.pairs {
            self.shared(Part::Parameter, sent.with(pair));
        }
    }

    fn request(&mut self, at: &Both<'d>) {
        let body = |at: &Cursor<'d>| Some(at.get("requestBody")?.resolved());
        let bodies = (body(&at.old), body(&at.new));
        let either = bodies.0.as_ref().or(bodies.1.as_ref());
        let added = match either.is_some_and(|body| body.flag("required")) {
            true => Kind::RequiredBodyAdded,
            false => Kind::OptionalBodyAdded,
        };
        if let Some(at) = self.both(at.unit, bodies, added, |_| None) {
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
fn parameters<'d>(operation: &Operation<'d>) -> Vec<Cursor<'d>> {
    let list = |at: &Cursor<'d>| -> Vec<Cursor<'d>> {
        at.entries("parameters")
            .iter()
            .map(Cursor::resolved)
            .collect()
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
