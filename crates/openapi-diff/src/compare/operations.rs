//! Compares the operations of two contracts.

use std::collections::HashSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::matching::Matching;
use super::messages::is_required;
use super::operation::{Operation, matching, path_parameters};
use super::summary::summary;
use super::walker::{Both, Part, Root, Walker};
use crate::change::Side;
use crate::kind::Kind;

const HANDLED: [&str; 9] = [
    "callbacks",
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
        self.errors = [&document.old, &document.new].map(error_fields);
        self.left_over(document.unit, &matching, |operation| {
            let added = match operation.is_webhook {
                true => Kind::WebhookAdded,
                false => Kind::OperationAdded,
            };
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
        if before.is_webhook {
            // The service sends the request and receives the response.
            return self.exchange(&own, &received, &sent, before, after);
        }
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
        self.callbacks(&own, number);
        self.exchange(&own, &sent, &received, before, after);
    }

    /// Compares the request and the response of two operations, which belong to units by their
    /// direction.
    pub(super) fn exchange(
        &mut self,
        own: &Both<'d>,
        sent: &Both<'d>,
        received: &Both<'d>,
        before: &Operation<'d>,
        after: &Operation<'d>,
    ) {
        self.deprecation(own);
        self.tags(own);
        self.effective_servers(own, before, after);
        self.rest(own, &HANDLED);
        self.parameters(sent, before, after);
        self.request(sent);
        self.responses(received);
    }

    fn responses(&mut self, received: &Both<'d>) {
        let matching = received.members("responses");
        let known = |walker: &Self, at: &Cursor<'d>| {
            // A status is known if the other contract generates its body, too.
            let is_old = std::ptr::eq(at.document, received.old.document);
            let errors = match is_old {
                true => &walker.errors[1],
                false => &walker.errors[0],
            };
            is_known(at, errors)
        };
        let [before, after] =
            [&received.old, &received.new].map(|at| result(&at.member("responses")));
        let is_result_kept = before == after;
        let is_known: HashSet<String> = [&matching.old, &matching.new]
            .into_iter()
            .flatten()
            .filter(|at| known(self, at))
            .map(Cursor::name)
            .collect();
        self.left_over(received.unit, &matching, |at| {
            let added = match at.name().starts_with('2') {
                true if is_result_kept => Kind::KnownStatusAdded,
                true => Kind::SuccessAdded,
                false if is_known.contains(&at.name()) => Kind::KnownStatusAdded,
                false => Kind::StatusAdded,
            };
            (at, added, None)
        });
        for pair in matching.pairs {
            let is_error = is_error(&pair.0.name());
            let at = received.with(pair).map(Cursor::resolved);
            self.shared(Part::Response(is_error), at);
        }
    }

    fn parameters(&mut self, sent: &Both<'d>, old: &Operation<'d>, new: &Operation<'d>) {
        let position = |operation: &Operation<'d>, at: &Cursor<'d>| {
            let name = at.text("name").filter(|_| at.text("in") == Some("path"))?;
            path_parameters(operation.path).position(|other| other == name)
        };
        let mut matching = Matching::none(parameters(old), parameters(new));
        matching.keyed(|at| Some(key(at)));
        matching.first(|one, two| {
            let at = position(old, one);
            at.is_some() && at == position(new, two)
        });
        matching.first(|one, two| {
            let name = one.text("name");
            name.is_some() && name == two.text("name")
        });
        let has_type = [old, new].map(has_query_type);
        self.left_over(sent.unit, &matching, |at| {
            // The function takes it apart unless the contract without it has a type for the query.
            let is_old = std::ptr::eq(at.document, sent.old.document);
            let is_argument = match at.text("in") {
                Some("query") => !has_type[usize::from(is_old)],
                place => place == Some("header"),
            };
            let added = match is_required(at) {
                true => Kind::RequiredParameterAdded,
                false if is_argument && !old.is_webhook => Kind::OptionalArgumentAdded,
                false => Kind::OptionalParameterAdded,
            };
            (at, added, at.value.get("schema").map(summary))
        });
        let is_one_path = path_template(old.path) == path_template(new.path);
        for pair in matching.pairs {
            let places = (position(old, &pair.0), position(new, &pair.1));
            let at = sent.with(pair);
            if is_one_path && places.0 != places.1 && places.0.is_some() && places.1.is_some() {
                // Two parameters of a path have changed places.
                let values = (Some(Value::from(old.path)), Some(Value::from(new.path)));
                self.changed(&at, Kind::ParameterMoved, values);
            }
            self.shared(Part::Parameter, at);
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

/// Reports whether a status is read as an error.
fn is_error(status: &str) -> bool {
    !status.starts_with(['1', '2', '3'])
}

/// Returns the schema of the JSON body of a response, if it has one.
fn body<'d>(response: &Cursor<'d>) -> Option<Cursor<'d>> {
    let content = response.resolved().get("content")?;
    let mut media = content.members();
    let is_json = |name: &str| name.split(';').next().map(str::trim) == Some("application/json");
    let (_, json) = media.find(|(name, _)| is_json(name))?;
    json.get("schema")
}

/// Returns the properties that the error bodies of a contract have.
fn error_fields<'d>(document: &Cursor<'d>) -> HashSet<&'d str> {
    let mut fields = HashSet::from(["success", "code", "error"]);
    for operation in Operation::all(document) {
        let responses = operation.at.member("responses");
        let errors = responses.members().filter(|(status, _)| is_error(status));
        for schema in errors.filter_map(|(_, response)| body(&response)) {
            let properties = schema.resolved().member("properties");
            fields.extend(
                properties
                    .map()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name.as_str()),
            );
        }
    }
    fields
}

/// Reports whether the body of an error that one contract lacks is generated there all the same: all
/// errors of the contract are read as one type.
fn is_known(at: &Cursor<'_>, errors: &HashSet<&str>) -> bool {
    body(at).is_none_or(|schema| {
        let schema = schema.resolved();
        let mut names = schema.member("properties").map().into_iter().flatten();
        !schema.has("allOf") && names.all(|(name, _)| errors.contains(name.as_str()))
    })
}

/// Returns the facts that decide the generated type of a response: its first body of a success, by
/// the name of the component or by its shape, and whether it may lack one.
fn result(responses: &Cursor<'_>) -> (Option<(Option<String>, u64)>, bool, bool) {
    let all = || {
        responses
            .members()
            .filter(|(status, _)| status.starts_with('2'))
    };
    let content = |at: &Cursor<'_>| {
        at.resolved()
            .get("content")
            .is_some_and(|at| at.map().is_some_and(|map| !map.is_empty()))
    };
    let json = all().find_map(|(_, at)| body(&at));
    let named = json.map(|schema| match schema.text("$ref") {
        Some(target) => (Some(target.to_owned()), 0),
        None => (None, schema.shape().mark()),
    });
    let is_empty =
        |(status, at): (&str, Cursor<'_>)| matches!(status, "204" | "205") && !content(&at);
    let may_be_empty = named.is_some() && all().any(is_empty);
    let has_body = all().any(|(_, at)| content(&at));
    (named, may_be_empty, has_body)
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
    // OpenAPI has other words for these, and ignores them as parameters.
    let is_ignored = |(place, name): (Option<&str>, Option<String>)| {
        let names = ["accept", "authorization", "content-type"];
        place == Some("header") && name.is_some_and(|name| names.contains(&&*name))
    };
    all.retain(|at| !is_ignored(key(at)));
    all
}

/// Reports whether the query of an operation has a type of its own: that of one without a body, which
/// takes several parameters.
fn has_query_type(operation: &Operation<'_>) -> bool {
    let all = parameters(operation);
    let query = all.iter().filter(|at| at.text("in") == Some("query"));
    !operation.at.has("requestBody") && query.count() > 1
}

/// Returns the place and the name of a parameter, which identify it; the case of headers does not
/// matter.
fn key<'d>(at: &Cursor<'d>) -> (Option<&'d str>, Option<String>) {
    let (place, name) = (at.text("in"), at.text("name"));
    let name = name.map(|name| match place {
        Some("header") => name.to_lowercase(),
        _ => name.to_owned(),
    });
    (place, name)
}
