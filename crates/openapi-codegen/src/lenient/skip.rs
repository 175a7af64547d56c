//! Leaves out the operations on which the pipeline fails.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::json::{HAND_WRITTEN, elements, object, take_method, text};
use crate::passes::extending;
use openapi_document::{Error, METHODS, Result, WEBHOOKS, members, segments};

/// The faults on which an attempt ended, with the document in which their pointers lead somewhere.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) errors: Vec<Error>,
    pub(crate) document: Value,
}

impl Failure {
    /// The first fault, with the number of the others.
    pub(crate) fn into_error(self) -> Error {
        let others = self.errors.len().saturating_sub(1);
        let first = self.errors.into_iter().next();
        let first = first.unwrap_or_else(|| Error::new("the pipeline failed"));
        first.and_more(others)
    }
}

/// An operation of the paths, or what the service sends to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    section: &'static str,
    /// The path, or the name of the webhook.
    name: String,
    method: String,
}

/// The sections of a document that have routes.
const SECTIONS: [&str; 2] = ["paths", WEBHOOKS];

/// All routes of a document, each with its item and its operation.
fn routes(document: &Value) -> impl Iterator<Item = (Route, &Value, &Value)> {
    SECTIONS.into_iter().flat_map(move |section| {
        object(document, section).flat_map(move |(name, item)| {
            let methods = members(Some(item)).filter(|(key, _)| METHODS.contains(&key.as_str()));
            methods.map(move |(method, operation)| {
                let (name, method) = (name.clone(), method.clone());
                let route = Route {
                    section,
                    name,
                    method,
                };
                (route, item, operation)
            })
        })
    })
}

/// A component, by its section and its name.
type Component = (String, String);

/// Runs an attempt with as many of the operations as pass; returns its result, and a line for each
/// fault with the operations that are left out for it.
///
/// # Errors
///
/// If the fault is not one of single operations, or none remains: then it is the first fault.
pub(crate) fn most<T>(
    mut document: Value,
    attempt: &dyn Fn(Value) -> std::result::Result<T, Failure>,
) -> Result<(T, Vec<String>)> {
    let mut skipped = Vec::new();
    loop {
        let failure = match attempt(document.clone()) {
            Ok(made) => return Ok((made, skipped)),
            Err(failure) => failure,
        };
        let before = skipped.len();
        let users = Users::of(&failure.document);
        let mut in_components = false;
        for error in &failure.errors {
            let pointer = error.pointer().unwrap_or_default();
            in_components |= pointer.starts_with("/components/");
            let routes = users.routes(pointer);
            take(&mut document, routes, error, &mut skipped);
        }
        if in_components && prune(&mut document) && skipped.len() == before {
            // No operation uses what was at fault.
            skipped.extend(
                failure
                    .errors
                    .iter()
                    .map(|error| format!("left out: {error}")),
            );
            continue;
        }
        if skipped.len() == before {
            for (route, error) in culprits(&document, attempt) {
                take(&mut document, [route].into(), &error, &mut skipped);
            }
        }
        if skipped.len() == before {
            return Err(failure.into_error());
        }
        if routes(&document).next().is_none() {
            return Err(failure.into_error());
        }
    }
}

/// Takes operations out of the document, and says so.
fn take(document: &mut Value, routes: BTreeSet<Route>, error: &Error, skipped: &mut Vec<String>) {
    let mut names = Vec::new();
    for Route {
        section,
        name,
        method,
    } in routes
    {
        if let Some(operation) = take_method(&mut document[section], &name, &method) {
            let route = match section {
                WEBHOOKS => format!("the webhook {name}"),
                _ => format!("{} {name}", method.to_uppercase()),
            };
            names.push(match text(&operation, "operationId") {
                Some(id) => format!("{id} ({route})"),
                None => route,
            });
        }
    }
    if !names.is_empty() {
        skipped.push(format!("skipped {}: {error}", names.join(", ")));
    }
}

/// Finds the operations that fail by themselves, or else together with those before them.
fn culprits<T>(
    document: &Value,
    attempt: &dyn Fn(Value) -> std::result::Result<T, Failure>,
) -> Vec<(Route, Error)> {
    let routes: Vec<Route> = routes(document).map(|(route, ..)| route).collect();
    let fails = |some: &[Route]| {
        let some: BTreeSet<&Route> = some.iter().collect();
        let mut part = document.clone();
        for route in routes.iter().filter(|route| !some.contains(route)) {
            take_method(&mut part[route.section], &route.name, &route.method);
        }
        prune(&mut part);
        attempt(part).err()
    };
    let mut found = Vec::new();
    if fails(&[]).is_none() {
        for together in [false, true] {
            if found.is_empty() {
                halve(&fails, together, &mut Vec::new(), &routes, &mut found);
            }
        }
    }
    found
}

/// Tries the halves of operations that fail, down to single ones; `good` are those that pass.
fn halve(
    fails: &dyn Fn(&[Route]) -> Option<Failure>,
    together: bool,
    good: &mut Vec<Route>,
    some: &[Route],
    found: &mut Vec<(Route, Error)>,
) {
    let beside = if together { good.as_slice() } else { &[] };
    let Some(failure) = fails(&[beside, some].concat()) else {
        return good.extend_from_slice(some);
    };
    if let [route] = some {
        return found.push((route.clone(), failure.into_error()));
    }
    let (left, right) = some.split_at(some.len() / 2);
    for half in [left, right].into_iter().filter(|half| !half.is_empty()) {
        halve(fails, together, good, half, found);
    }
}

/// Removes the components that no operation reaches; true if there were any.
fn prune(document: &mut Value) -> bool {
    let users = Users::of(document);
    let mut reached = BTreeSet::new();
    let mut open: Vec<&Component> = users.operations.values().flatten().collect();
    while let Some(component) = open.pop() {
        if reached.insert(component) {
            open.extend(users.components.get(component).into_iter().flatten());
        }
    }
    let mut removed = false;
    let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    else {
        return false;
    };
    for (section, all) in components
        .iter_mut()
        .filter(|(name, _)| *name != "securitySchemes")
    {
        if let Some(all) = all.as_object_mut() {
            let before = all.len();
            all.retain(|name, _| reached.contains(&(section.clone(), name.clone())));
            removed |= all.len() < before;
        }
    }
    removed
}

/// The components that operations and other components refer to.
struct Users {
    operations: BTreeMap<Route, BTreeSet<Component>>,
    components: BTreeMap<Component, BTreeSet<Component>>,
    /// The components that refer to a component.
    around: BTreeMap<Component, Vec<Component>>,
}

impl Users {
    fn of(document: &Value) -> Self {
        let mut by_operation: BTreeMap<Route, BTreeSet<Component>> = BTreeMap::new();
        let queries: Vec<(&String, &Value)> = object(&document["components"], "schemas")
            .filter(|(_, schema)| schema.get("x-query").is_some())
            .collect();
        for (route, item, operation) in routes(document) {
            let mut found = BTreeSet::new();
            references(operation, &mut found);
            references(&item["parameters"], &mut found);
            let id = &operation["operationId"];
            for (name, schema) in &queries {
                if elements(schema, "x-query").contains(id) {
                    found.insert(("schemas".to_owned(), (*name).clone()));
                }
            }
            by_operation.insert(route, found);
        }
        for (route, operation) in object(document, HAND_WRITTEN) {
            if let Some(route) = by_route(route) {
                references(operation, by_operation.entry(route).or_default());
            }
        }
        let mut components = BTreeMap::new();
        let mut around: BTreeMap<Component, Vec<Component>> = BTreeMap::new();
        for (section, all) in members(document.get("components")) {
            for (name, value) in members(Some(all)) {
                let mut found = BTreeSet::new();
                references(value, &mut found);
                let outer = (section.clone(), name.clone());
                for inner in &found {
                    around.entry(inner.clone()).or_default().push(outer.clone());
                }
                components.insert(outer, found);
            }
        }
        for (base, extending) in extending(document) {
            let base = components.entry(("schemas".to_owned(), base));
            let all = extending
                .into_iter()
                .map(|name| ("schemas".to_owned(), name));
            base.or_default().extend(all);
        }
        Self {
            operations: by_operation,
            components,
            around,
        }
    }

    /// The operations that a pointer concerns.
    fn routes(&self, pointer: &str) -> BTreeSet<Route> {
        let parts = segments(pointer);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts.as_slice() {
            [HAND_WRITTEN, route, ..] => by_route(route).into_iter().collect(),
            [section, name, inner @ ..] if SECTIONS.contains(section) => {
                let all = self.operations.keys();
                let here = all.filter(|route| (route.section, &*route.name) == (*section, *name));
                let is_all = !inner.first().is_some_and(|key| METHODS.contains(key));
                let concerned =
                    here.filter(|route| is_all || inner.first() == Some(&&*route.method));
                concerned.cloned().collect()
            }
            ["components", section, name, ..] => {
                self.reaching(((*section).to_owned(), (*name).to_owned()))
            }
            _ => BTreeSet::new(),
        }
    }

    /// The operations that refer to a component, over any number of others.
    fn reaching(&self, component: Component) -> BTreeSet<Route> {
        let mut reached = BTreeSet::new();
        let mut open = vec![&component];
        while let Some(inner) = open.pop() {
            if reached.insert(inner) {
                open.extend(self.around.get(inner).into_iter().flatten());
            }
        }
        let uses = |found: &BTreeSet<Component>| found.iter().any(|one| reached.contains(one));
        let routes = self.operations.iter().filter(|(_, found)| uses(found));
        routes.map(|(route, _)| route.clone()).collect()
    }
}

/// The route of an operation that is written by hand: `get /path`.
fn by_route(route: &str) -> Option<Route> {
    let (method, name) = route.split_once(' ')?;
    let (name, method) = (name.to_owned(), method.to_owned());
    Some(Route {
        section: "paths",
        name,
        method,
    })
}

/// Collects the components that a value refers to.
fn references(value: &Value, found: &mut BTreeSet<Component>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                let mapping = map.get("discriminator").and_then(|one| one.get("mapping"));
                let targets = members(mapping).map(|(_, target)| target);
                for target in map.get("$ref").into_iter().chain(targets) {
                    let target = target.as_str().unwrap_or_default();
                    let mut parts = segments(target);
                    if parts.is_empty() {
                        // A mapping may hold the name alone.
                        parts = ["components", "schemas", target].map(str::to_owned).into();
                    }
                    if let [first, section, name, ..] = parts.as_slice()
                        && first == "components"
                    {
                        found.insert((section.clone(), name.clone()));
                    }
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
}
