//! The operations of one contract that lead to a component, even if the other contract lacks it.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::aggregate::Users;
use super::change::Side;
use super::compare::{Cursor, Operation, Pair};

/// Returns the users of each component of a document, by its pointer. Operations that both
/// contracts have are named as in the new one.
pub fn users(document: &Value, pairs: &[Pair<'_>]) -> BTreeMap<String, Users> {
    let mut found: BTreeMap<String, Users> = BTreeMap::new();
    for operation in Operation::all(&Cursor::root(document)) {
        let at = operation.at.value;
        let same = |pair: &&Pair<'_>| std::ptr::eq(pair.0.at.value, at);
        let pair = pairs.iter().find(same);
        let name = pair.map_or_else(|| operation.name(), |pair| pair.1.name());
        let around = operation.item.value.get("parameters");
        let sent = [around, at.get("parameters"), at.get("requestBody")];
        let received = [at.get("responses"), None, None];
        for (side, parts) in [(Side::Request, sent), (Side::Response, received)] {
            for pointer in referenced(parts.into_iter().flatten().collect(), document) {
                let users = found.entry(pointer.to_owned()).or_default();
                users.entry(name.clone()).or_default().insert(side);
            }
        }
    }
    found
}

/// Returns the pointers that the references in some values lead to, and those behind them.
fn referenced<'d>(mut open: Vec<&'d Value>, document: &'d Value) -> HashSet<&'d str> {
    let mut met = HashSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                let target = map.get("$ref").and_then(Value::as_str);
                if let Some(pointer) = target.and_then(|target| target.strip_prefix('#'))
                    && met.insert(pointer)
                {
                    open.extend(document.pointer(pointer));
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    met
}
