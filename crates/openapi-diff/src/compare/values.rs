//! The listed values of two schemas.

use std::collections::HashSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::canonical;
use super::resolve::types;
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// A list of values, where there is one.
type List<'d> = Option<Vec<&'d Value>>;

impl<'d> Walker<'d> {
    /// Compares the listed values, one by one; a `const` is a list of one.
    pub(super) fn values(&mut self, at: &Both<'d>) {
        if at.old.has("enum") == at.new.has("enum") {
            self.keyword(at, "const", [Kind::ConstAdded, Kind::ConstChanged]);
        }
        let lists = [&at.old, &at.new].map(listed);
        if at.old.has("enum") || at.new.has("enum") {
            // Only of texts a type is generated.
            let is_text = |at: &Cursor<'d>, list: &List<'d>| {
                let is_text = |list: &Vec<&Value>| list.iter().all(|one| one.is_string());
                types(at).contains("string") || list.as_ref().is_none_or(is_text)
            };
            let texts = [is_text(&at.old, &lists[0]), is_text(&at.new, &lists[1])];
            if texts[0] != texts[1] && lists.iter().all(Option::is_some) {
                if types(&at.old) != types(&at.new) {
                    // Reported with the types.
                    return;
                }
                let values = at.values(|at| Some(summary(at.value)));
                return self.changed(at, Kind::TypeChanged, values);
            }
            let (one, all) = match texts {
                [true, true] => (Kind::EnumValueAdded, Kind::EnumAdded),
                _ => (Kind::NumberAdded, Kind::NumbersAdded),
            };
            self.listed(at, "enum", lists, one, all);
        }
        const OPEN: &str = "x-extensible-enum";
        let list = |at: &Cursor<'d>| Some(at.look(OPEN)?.as_array()?.iter().collect());
        let (one, all) = (Kind::ExtensibleValueAdded, Kind::ExtensibleValuesAdded);
        self.listed(at, OPEN, [list(&at.old), list(&at.new)], one, all);
    }

    /// Compares two lists of values as sets, with the kinds for one more value and for a list where
    /// there was none.
    fn listed(&mut self, at: &Both<'d>, key: &str, lists: [List<'d>; 2], one: Kind, all: Kind) {
        let [Some(before), Some(after)] = lists else {
            return self.keyword(at, key, [all, Kind::KeywordChanged]);
        };
        let only = |list: &[&'d Value], other: &[&'d Value]| -> Vec<&'d Value> {
            let mut known: HashSet<String> = other.iter().map(|one| canonical(one)).collect();
            // A value counts once.
            let list = list.iter().copied();
            list.filter(|value| known.insert(canonical(value)))
                .collect()
        };
        for value in only(&before, &after) {
            self.stated(at, key, one.mirrored(), (Some(value.clone()), None));
        }
        for value in only(&after, &before) {
            self.stated(at, key, one, (None, Some(value.clone())));
        }
    }
}

/// Returns the values that a schema and all its parts list, without `null`, which is compared as
/// nullable.
fn listed<'d>(at: &Cursor<'d>) -> List<'d> {
    let own = |at: &Cursor<'d>| -> Option<&'d [Value]> {
        let list = at.value.get("enum").and_then(Value::as_array);
        let list = list.map(Vec::as_slice);
        list.or_else(|| at.value.get("const").map(std::slice::from_ref))
    };
    let mut lists = at.each().filter_map(own);
    let mut all: Vec<&Value> = lists.next()?.iter().collect();
    for list in lists {
        let known: HashSet<String> = list.iter().map(canonical).collect();
        all.retain(|one| known.contains(&canonical(one)));
    }
    let count = all.len();
    all.retain(|one| !one.is_null());
    // A list of `null` alone stays one.
    Some(all).filter(|all| !all.is_empty() || count == 0)
}
