//! The overlay actions that a new contract makes stale, or official.

use openapi_codegen::pipeline::Inputs;
use openapi_diff::label;
use openapi_document::Result;
use openapi_overlay::StaleAction;
use serde_json::Value;

use super::retired_actions::{RetiredAction, old_number};
use crate::overlays;

/// The overlay actions that a new contract makes stale.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stale {
    /// Those whose additions the contract has by itself now, with their places.
    pub official: Vec<String>,
    /// The others.
    pub other: Vec<String>,
    /// The number of actions that were stale before.
    pub before: usize,
}

/// Compares what the overlays do to the old contract with what they do to the new one, which lacks
/// the retired actions.
///
/// # Errors
///
/// If an overlay cannot be read.
pub fn stale(old: &Inputs, new: &Inputs, retired: &[RetiredAction]) -> Result<Stale> {
    let (before, corrected) = overlays::apply(old)?;
    let (after, _) = overlays::apply(new)?;
    let mut found = Stale::default();
    let overlays = new.overlays.iter().zip(&before).zip(&after);
    for ((source, (overlay, before)), (_, after)) in overlays {
        for action in &after.stale {
            let number = old_number(retired, &source.name, action.index);
            if before.stale.iter().any(|old| old.index == number) {
                found.before += 1;
                continue;
            }
            let removes = overlay.actions()[number].removes();
            let mut touched = before.touched.iter().filter(|_| !removes);
            let touched = touched.find(|touched| touched.action == number);
            let places = touched.map_or(&[][..], |touched| &touched.pointers);
            let official: Vec<String> = places
                .iter()
                .filter_map(|place| {
                    let old = old.contract.value.pointer(place);
                    official_place(place, old, &corrected, &new.contract.value)
                })
                .collect();
            let text = described(&source.name, action);
            if action.reason.is_fixed_upstream() && !official.is_empty() {
                let missing = match places.len() - official.len() {
                    0 => String::new(),
                    more => format!(", {more} more of its places not"),
                };
                let official = official.join(", ");
                found.official.push(format!("{official}{missing}: {text}"));
            } else {
                found.other.push(text);
            }
        }
    }
    Ok(found)
}

/// Describes an action and why it is stale; the remedy is the same for all of them.
fn described(file: &str, action: &StaleAction) -> String {
    let description = action.description.as_deref().unwrap_or_default().trim();
    let name = match description.lines().next() {
        Some(line) => format!(" ({})", line.trim_end_matches('.')),
        None => String::new(),
    };
    let index = action.index;
    format!("{file}#/actions/{index}{name}: {}", action.reason)
}

/// Returns the label of a place if the new contract has by itself what an overlay put there.
///
/// The entry of a list may be anywhere in that list. What replaced an `old` value has to be the
/// same.
fn official_place(
    pointer: &str,
    old: Option<&Value>,
    corrected: &Value,
    new: &Value,
) -> Option<String> {
    let (list, last) = pointer.rsplit_once('/')?;
    let Some(entries) = new.pointer(list)?.as_array() else {
        let value = new.pointer(pointer)?;
        let official = old.is_none() || corrected.pointer(pointer) == Some(value);
        return official.then(|| label(pointer, new));
    };
    last.parse::<usize>().ok()?;
    let added = corrected.pointer(pointer)?;
    let at = entries.iter().position(|entry| alike(entry, added))?;
    let place = label(&format!("{list}/{at}"), new);
    Some(match entries[at].as_str() {
        Some(value) => format!("{place} {value:?}"),
        None => place,
    })
}

/// Returns whether two entries of a list are the same value, or branches with the same title or tag.
fn alike(one: &Value, other: &Value) -> bool {
    let tag = |value: &Value| value.pointer("/properties/type/enum").cloned();
    let title = |value: &Value| value.get("title").cloned();
    let same = |one: Option<Value>, other: Option<Value>| one.is_some() && one == other;
    one == other || same(title(one), title(other)) || same(tag(one), tag(other))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use openapi_codegen::pipeline::Source;
    use openapi_document;

    fn inputs(contract: &Value) -> Inputs {
        let update = |target: &str, value: Value| json!({"target": target, "update": value});
        let actions = json!([
            update("$.paths['/a'][?@.properties && !@.properties.x]", json!({"properties": {"x": {}, "y": {}}})),
            update("$.paths['/a'].schema[?!@[?@.title=='T']]", json!({})),
            {"target": "$.paths['/a'].list[?@=='old']", "description": "Gone. Really.\nMore.", "remove": true},
            update("$.paths['/a'].list", json!(["new"])),
            update("$.paths['/b']", json!({"get": 1})),
            update("$.paths['/a'].branches", json!([{"title": "T", "a": 1}])),
            update("$.paths['/a']", json!({"one": {"a": 2}})),
            update("$.paths['/a'][?@==3]", json!(4)),
            update("$.paths['/a'][?@==5]", json!(6)),
        ]);
        let source = |name: &str, bytes: String| Source {
            name: name.into(),
            bytes: bytes.into_bytes(),
        };
        let overlay = json!({
            "overlay": "1.1.0", "info": {"title": "o", "version": "1"}, "actions": actions
        });
        let bytes = contract.to_string();
        Inputs {
            contract: openapi_document::parse("c.json", bytes.as_bytes()).unwrap(),
            overlays: vec![source("o.json", overlay.to_string())],
            names: source("names.toml", String::new()),
            docs: source("docs.toml", String::new()),
            command: "cargo xtask generate".to_owned(),
        }
    }

    #[test]
    fn what_is_official_is_told_from_what_is_gone() {
        let old = json!({"openapi": "3.0.0", "paths": {
            "/a": {"schema": {"properties": {}}, "list": ["old"], "branches": [], "one": {"a": 1}, "three": 3, "five": 5},
            "/b": {}
        }});
        let new = json!({"openapi": "3.0.0", "paths": {
            "/a": {"schema": {"properties": {"x": {}}}, "list": ["new", "z"], "branches": [{"title": "T"}], "one": ["text"], "three": 4, "five": 7}
        }});
        let stale = stale(&inputs(&old), &inputs(&new), &[]).unwrap();
        assert_eq!(
            stale.official,
            [
                "/a.schema.properties.x, 1 more of its places not: o.json#/actions/0: the target matches nothing",
                "/a.list.0 \"new\": o.json#/actions/3: it changes nothing, the document already has this value",
                "/a.three: o.json#/actions/7: the target matches nothing",
            ]
        );
        assert_eq!(
            stale.other,
            [
                "o.json#/actions/2 (Gone. Really): the target matches nothing",
                "o.json#/actions/4: the target matches nothing",
                "o.json#/actions/6: it would replace the array at /paths/~1a/one by a value of type object",
                "o.json#/actions/8: the target matches nothing",
            ]
        );
        assert_eq!(stale.before, 1, "action 1 never does anything");
    }
}
