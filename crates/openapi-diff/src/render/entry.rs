//! The pieces of a report that several formats share.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Titled;
use crate::change::{Change, Class, Verdict};
use crate::kind::Kind;
use crate::report::Accepted;

/// The most characters of a value that are shown.
const LONGEST: usize = 80;

/// The changes of one rule, with its verdict.
type OfRule<'a> = (&'a Verdict, Vec<&'a Change>);

impl<'a> Titled<'a> {
    /// Returns the numbers of the report in one line.
    pub(super) fn counts(&self) -> String {
        let count = |class: Class| format!("{} {}", self.report.count(class), class.word());
        let mut text = Class::ALL.map(count).join(", ");
        match self.report.accepted.len() {
            0 => {}
            count => text.push_str(&format!(", {count} accepted")),
        }
        match self.report.prose {
            0 => {}
            1 => text.push_str(", prose differs in 1 place"),
            count => text.push_str(&format!(", prose differs in {count} places")),
        }
        text
    }

    /// Groups the changes by their class and their decisive rule, those first from which others follow.
    pub(super) fn sections(&self) -> BTreeMap<Class, Vec<OfRule<'a>>> {
        let mut rules: BTreeMap<_, OfRule<'a>> = BTreeMap::new();
        for change in &self.report.changes {
            if let Some(verdict) = change.verdicts.first() {
                let follows = !matches!(change.kind, Kind::TypeChanged | Kind::SchemaRenamed);
                let rule = rules.entry((change.class, follows, &change.rule));
                rule.or_insert((verdict, Vec::new())).1.push(change);
            }
        }
        let mut sections: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for ((class, ..), rule) in rules {
            sections.entry(class).or_default().push(rule);
        }
        sections
    }
}

/// Renders the old and the new value, if there is anything to show.
fn values(change: &Change) -> Option<String> {
    use Kind::{BecameOptional, BecameRequired, EnumValueAdded, EnumValueRemoved};
    use Kind::{OperationIdChanged, PathRenamed, PropertyRenamed, SchemaRenamed};

    let has_both = change.old_place.is_some() && change.new_place.is_some();
    let [old, new] = [&change.old, &change.new].map(|value| value.as_ref().map(shown));
    Some(match (change.kind, old, new) {
        // The place shows these values.
        (BecameRequired | BecameOptional | PropertyRenamed, ..) => return None,
        (OperationIdChanged | SchemaRenamed | PathRenamed, ..) | (_, None, None) => return None,
        (EnumValueAdded | EnumValueRemoved, None, Some(one))
        | (EnumValueAdded | EnumValueRemoved, Some(one), None) => one,
        (_, None, Some(new)) if has_both => format!("nothing → {new}"),
        (_, Some(old), None) if has_both => format!("{old} → nothing"),
        (_, None, Some(one)) | (_, Some(one), None) => one,
        (_, Some(old), Some(new)) => format!("{old} → {new}"),
    })
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST - 1) {
        Some((cut, _)) => code(&format!("{}…", &text[..cut])),
        None => code(&text),
    }
}

/// Renders the place and the values.
pub fn headline(change: &Change) -> String {
    match values(change) {
        None => place(change),
        Some(values) => format!("{}: {values}", place(change)),
    }
}

/// Renders an accepted change with its reason.
pub fn accepted(accepted: &Accepted) -> String {
    let Accepted {
        change,
        reason,
        until,
    } = accepted;
    let rule = code(&change.rule);
    format!("{}, {rule}, until {until}: {reason}", headline(change))
}

/// Renders everything else about a change, in lines with their heads.
pub fn details(change: &Change) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    if reach_is_news(change) {
        details.push(("in", reach(change)));
    }
    let others = change.verdicts.iter().skip(1);
    for verdict in others.filter(|verdict| verdict.class != change.class) {
        let (word, rule) = (verdict.class.word(), code(&verdict.rule));
        details.push(("also", format!("{word} {rule}: {}", verdict.reason)));
    }
    for (name, items) in change.effect.iter().flat_map(|effect| effect.parts()) {
        details.push((name, list(items.iter().map(|item| code(item)))));
    }
    details
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
    list(change.operations.iter().map(|reached| {
        let name = code(&reached.operation);
        match &reached.sides[..] {
            [] => name,
            sides => format!("{name} ({})", list(sides.iter().map(|side| side.word()))),
        }
    }))
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

/// Joins texts by commas.
fn list<T: ToString>(items: impl Iterator<Item = T>) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    items.join(", ")
}

/// Removes the marks of code from a rendered text.
pub fn plain(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(start) = rest.find('`') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let mark = rest.len() - rest.trim_start_matches('`').len();
        // The span ends at the next run of as many marks.
        let runs = rest.match_indices(&rest[..mark]).skip(1);
        let is_end =
            |at: &usize| !rest[at + mark..].starts_with('`') && !rest[..*at].ends_with('`');
        let Some(end) = runs.map(|(at, _)| at).find(is_end) else {
            break;
        };
        let inner = &rest[mark..end];
        let unpadded = inner
            .strip_prefix(' ')
            .and_then(|inner| inner.strip_suffix(' '));
        plain.push_str(unpadded.unwrap_or(inner));
        rest = &rest[end + mark..];
    }
    plain + rest
}

/// Renders a word as code.
pub fn code(text: &str) -> String {
    openapi_document::code_span(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_own_backticks() {
        for text in ["a", "`a`", "``", "a``b`c", " a ", "", "```"] {
            let expected = format!("x {text}, {text}: `y");
            let written = format!("x {}, {}: `y", code(text), code(text));
            assert_eq!(plain(&written), expected);
        }
    }
}
