//! Definitions within schemas become components, and references lead there.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::WEBHOOKS;
use super::keywords::inner;
use super::visit::{children, each_schema};
use crate::pointer::{SCHEMA_PREFIX, join, segments};
use crate::prose::{Below, is_extension};
use crate::walk::schemas_mut;

/// The keywords under which definitions are.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// The places of a document that have moved or have a name of their own.
#[derive(Default)]
struct Moves {
    /// The new pointers of places by their old pointers, the component schemas of definitions among
    /// them.
    places: HashMap<String, String>,
    /// The pointers of anchors, by their names.
    anchors: HashMap<String, String>,
    /// The pointers of schemas with an identifier, by that.
    ids: HashMap<String, String>,
    /// The pointers of definitions whose name is used once.
    names: HashMap<String, Option<String>>,
}

/// Moves every definition, and corrects every reference.
pub fn run(document: &mut Value) {
    let mut moves = Moves::default();
    moves
        .places
        .insert("/webhooks".to_owned(), format!("/{WEBHOOKS}"));
    take_all(document, &mut moves);
    each_schema(document, &mut |schema, pointer| {
        moves.read_names(schema, pointer)
    });
    if let Some(components @ Value::Object(_)) = document.get_mut("components") {
        let schemas = components.get_mut("schemas");
        for (name, schema) in schemas.into_iter().flat_map(children) {
            follow_recursion(schema, &join("#/components/schemas", &name));
        }
        redirect(components, &moves);
    }
    for key in ["paths", WEBHOOKS] {
        if let Some(items) = document.get_mut(key) {
            named(items, &moves);
        }
    }
}

/// Moves definitions until there are none, since one may have its own.
fn take_all(document: &mut Value, moves: &mut Moves) {
    loop {
        let mut found = Vec::new();
        if let Some(root) = document.as_object_mut() {
            for keyword in DEFINITIONS {
                if let Some(definitions) = root.shift_remove(keyword) {
                    found.push((join("", keyword), definitions));
                }
            }
        }
        each_schema(document, &mut |schema, pointer| {
            take(schema, pointer, &mut found)
        });
        if found.is_empty() {
            return;
        }
        let Some(components) = schemas_mut(document) else {
            return;
        };
        for (pointer, mut definitions) in found {
            for (name, definition) in children(&mut definitions) {
                let old = join(&pointer, &name);
                let owner = segments(&pointer)
                    .iter()
                    .rev()
                    .nth(1)
                    .cloned()
                    .unwrap_or_default();
                let chosen = free_name(&name, &owner, |name| components.contains_key(name));
                let new = join("/components/schemas", &chosen);
                components.insert(chosen, definition.take());
                let by_name = moves.names.entry(name);
                by_name
                    .and_modify(|known| *known = None)
                    .or_insert(Some(new.clone()));
                moves.places.insert(old, new);
            }
        }
    }
}

/// Takes the definitions out of a schema and of those within it.
fn take(schema: &mut Value, pointer: &str, found: &mut Vec<(String, Value)>) {
    let Value::Object(map) = schema else { return };
    for keyword in DEFINITIONS {
        if map.get(keyword).is_some_and(Value::is_object) {
            let definitions = map.shift_remove(keyword).unwrap_or_default();
            found.push((join(pointer, keyword), definitions));
        }
    }
    for (inner, at) in inner(map, pointer) {
        take(inner, &at, found);
    }
}

/// Returns a name that no component has: its own, with that of its owner, or with a number.
pub fn free_name(name: &str, owner: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain = |text: &str| -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        text.chars()
            .map(|c| if allowed(c) { c } else { '_' })
            .collect()
    };
    let name = if name.is_empty() {
        "Definition".to_owned()
    } else {
        plain(name)
    };
    let owned = format!("{}_{name}", plain(owner));
    let numbered = (2u32..).map(|number| format!("{owned}_{number}"));
    let mut names = [name, owned.clone()].into_iter().chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or(owned)
}

impl Moves {
    /// Reads the anchors and identifiers of a schema and of those within it.
    fn read_names(&mut self, schema: &mut Value, pointer: &str) {
        let Value::Object(map) = schema else { return };
        let text = |keyword: &str| map.get(keyword).and_then(Value::as_str).map(str::to_owned);
        for anchor in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
            self.anchors
                .entry(anchor)
                .or_insert_with(|| pointer.to_owned());
        }
        if let Some(id) = text("$id") {
            self.ids
                .insert(id.trim_end_matches('#').to_owned(), pointer.to_owned());
        }
        for (inner, at) in inner(map, pointer) {
            self.read_names(inner, &at);
        }
    }

    /// Returns the reference by which 3.0 leads to the same place, if it is another.
    fn target(&self, reference: &str) -> Option<String> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = match id {
            "" => String::new(),
            id => self.ids.get(id)?.clone(),
        };
        let mut pointer = match fragment.starts_with('/') || fragment.is_empty() {
            true => base + fragment,
            false => self.anchors.get(fragment)?.clone(),
        };
        while let Some(moved) = self.moved(&pointer) {
            pointer = moved;
        }
        let changed = format!("#{pointer}");
        (changed != reference).then_some(changed)
    }

    /// Follows one move of a pointer or of a place around it.
    fn moved(&self, pointer: &str) -> Option<String> {
        let ends = pointer
            .match_indices('/')
            .map(|(end, _)| end)
            .filter(|end| *end > 0);
        for end in ends
            .chain([pointer.len()])
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
        {
            let (place, rest) = pointer.split_at(end);
            if let Some(new) = self.places.get(place) {
                return Some(new.clone() + rest);
            }
        }
        // Many write the definitions of a schema as if it were the whole document.
        let [keyword, name, ..] = &segments(pointer)[..] else {
            return None;
        };
        let new = self.names.get(name)?.as_ref()?;
        let place = join(&join("", keyword), name);
        let rest = DEFINITIONS
            .contains(&keyword.as_str())
            .then(|| pointer.strip_prefix(&place))?;
        Some(new.clone() + rest?)
    }
}

/// A recursive reference leads to the component around it, which the drafts before 2020 wrote so.
fn follow_recursion(schema: &mut Value, component: &str) {
    let Value::Object(map) = schema else { return };
    if map.shift_remove("$recursiveRef").is_some() && !map.contains_key("$ref") {
        map.insert("$ref".to_owned(), json!(component));
    }
    for (inner, _) in inner(map, "") {
        follow_recursion(inner, component);
    }
}

/// Corrects the references of everything in a part of the document.
fn redirect(value: &mut Value, moves: &Moves) {
    if let Value::Object(map) = value {
        if let (false, Some(reference)) =
            (map.contains_key("$ref"), map.shift_remove("$dynamicRef"))
        {
            map.insert("$ref".to_owned(), reference);
        }
        if let Some(Value::String(reference)) = map.get_mut("$ref")
            && let Some(target) = moves.target(reference)
        {
            *reference = target;
        }
    }
    let is_object = value.is_object();
    for (key, value) in children(value) {
        match (key.as_str(), Below::of(&key)) {
            ("example" | "examples", _) => {}
            ("mapping", _) => {
                for (_, target) in children(value) {
                    if let Some(moved) = target.as_str().and_then(|target| moves.target(target)) {
                        *target = json!(moved);
                    }
                }
            }
            (key, below) if is_object && (below == Below::Data || is_extension(key)) => {}
            (_, Below::Names) => named(value, moves),
            ("dependentSchemas" | "callbacks", _) => named(value, moves),
            _ => redirect(value, moves),
        }
    }
}

fn named(parts: &mut Value, moves: &Moves) {
    for (_, part) in children(parts) {
        redirect(part, moves);
    }
}

/// Returns true for a reference to a component schema that is not within it.
pub fn is_component(reference: &str) -> bool {
    let name = reference.strip_prefix(SCHEMA_PREFIX);
    name.is_some_and(|name| !name.contains('/'))
}
