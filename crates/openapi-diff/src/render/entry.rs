//! The pieces of a report that several formats share.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Titled;
use crate::change::{Change, Class, Verdict};
use crate::kind::Kind;

/// The most characters of a value that are shown.
const LONGEST: usize = 80;

/// The classes in the order of their weight.
pub const CLASSES: [Class; 3] = [Class::Breaking, Class::Additive, Class::Neutral];

/// Returns the numbers of a report in one line.
pub fn counts(titled: &Titled<'_>) -> String {
    let report = titled.report;
    let mut parts: Vec<String> = CLASSES
        .iter()
        .map(|class| format!("{} {}", report.count(*class), class.word()))
        .collect();
    if report.prose > 0 {
        let places = if report.prose == 1 { "place" } else { "places" };
        parts.push(format!("prose differs in {} {places}", report.prose));
    }
    parts.join(", ")
}

/// Groups the changes of a class by their decisive rule.
pub fn by_rule<'a>(titled: &Titled<'a>, class: Class) -> Vec<(&'a Verdict, Vec<&'a Change>)> {
    let mut rules: BTreeMap<&str, (&Verdict, Vec<&Change>)> = BTreeMap::new();
    for change in titled
        .report
        .changes
        .iter()
        .filter(|change| change.class == class)
    {
        if let Some(verdict) = change.verdicts.first() {
            let entry = rules
                .entry(&change.rule)
                .or_insert_with(|| (verdict, Vec::new()));
            entry.1.push(change);
        }
    }
    rules.into_values().collect()
}

/// Renders the old and the new value, if there is anything to show.
fn values(change: &Change) -> String {
    match (&change.old, &change.new) {
        // The place shows these values.
        _ if matches!(
            change.kind,
            Kind::BecameRequired
                | Kind::BecameOptional
                | Kind::PropertyRenamed
                | Kind::SchemaRenamed
                | Kind::PathRenamed
        ) =>
        {
            String::new()
        }
        (None, None) => String::new(),
        (None, Some(new)) if change.old_place.is_some() && !names_value(change.kind) => {
            format!("nothing → {}", shown(new))
        }
        (Some(old), None) if change.new_place.is_some() && !names_value(change.kind) => {
            format!("{} → nothing", shown(old))
        }
        (None, Some(one)) | (Some(one), None) => shown(one),
        (Some(old), Some(new)) => format!("{} → {}", shown(old), shown(new)),
    }
}

/// Reports whether the one value of a change was added or removed, so that it needs no arrow.
fn names_value(kind: Kind) -> bool {
    matches!(kind, Kind::EnumValueAdded | Kind::EnumValueRemoved)
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    };
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…`", &text[..cut]),
        None => text,
    }
}

/// Renders the place and the values.
pub fn headline(change: &Change) -> String {
    match values(change).as_str() {
        "" => place(change),
        values => format!("{}: {values}", place(change)),
    }
}

/// Renders everything else about a change, in lines with their heads.
pub fn details(change: &Change) -> Vec<(&'static str, String)> {
    let reach = reach_is_news(change).then(|| ("in", reach(change)));
    let also = also(change).into_iter().map(|text| ("also", text));
    let effects = change.effect.iter().flat_map(|effect| effect.parts());
    let effects = effects.map(|(name, items)| {
        let items: Vec<String> = items.iter().map(|item| code(item)).collect();
        (name, items.join(", "))
    });
    reach.into_iter().chain(also).chain(effects).collect()
}

/// Renders the place, with the old one if the two differ.
fn place(change: &Change) -> String {
    match (&change.old_place, &change.new_place) {
        (Some(old), Some(new)) if old.label != new.label => {
            format!("{} → {}", code(&old.label), code(&new.label))
        }
        _ => code(change.label()),
    }
}

/// Renders the operations that a change reaches, with the sides.
pub fn reach(change: &Change) -> String {
    let operations: Vec<String> = change
        .operations
        .iter()
        .map(|reached| {
            let sides: Vec<&str> = reached.sides.iter().map(|side| side.word()).collect();
            if sides.is_empty() {
                code(&reached.operation)
            } else {
                format!("{} ({})", code(&reached.operation), sides.join(", "))
            }
        })
        .collect();
    operations.join(", ")
}

/// Reports whether the operations are not obvious from the place.
fn reach_is_news(change: &Change) -> bool {
    let place = change.label();
    match &change.operations[..] {
        [] => false,
        [one] => {
            let rest = place.strip_prefix(one.operation.as_str());
            !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }
        _ => true,
    }
}

/// Renders the other verdicts that give another class.
fn also(change: &Change) -> Vec<String> {
    change
        .verdicts
        .iter()
        .skip(1)
        .filter(|verdict| verdict.class != change.class)
        .map(|verdict| {
            format!(
                "{} {}: {}",
                verdict.class.word(),
                code(&verdict.rule),
                verdict.reason
            )
        })
        .collect()
}

/// Renders a word as code.
pub fn code(text: &str) -> String {
    format!("`{text}`")
}
