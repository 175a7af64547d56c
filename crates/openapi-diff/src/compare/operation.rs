//! The operations of a contract, and their matching with those of another one.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::cursor::Cursor;
use super::matching::Matching;
use super::shape::{Shape, alike};
use openapi_document::METHODS;

/// The least likeness, in thousandths, of operations with another path and id that are the same.
const ALIKE: usize = 800;

/// An operation and the path item around it.
#[derive(Clone, Debug)]
pub struct Operation<'d> {
    /// The method, in lower case.
    pub method: &'d str,
    /// The path template.
    pub path: &'d str,
    /// The path item.
    pub item: Cursor<'d>,
    /// The operation.
    pub at: Cursor<'d>,
}

impl<'d> Operation<'d> {
    /// Returns all operations, in the order of the document.
    pub fn all(document: &'d Value) -> Vec<Self> {
        let paths = Cursor::root(document).member("paths");
        let mut found = Vec::new();
        for (path, item) in paths.members() {
            let item = item.resolved(document);
            let members = item.members().filter(|(key, _)| METHODS.contains(key));
            found.extend(members.map(|(method, at)| Self {
                method,
                path,
                item: item.clone(),
                at,
            }));
        }
        found
    }

    /// Returns the operationId, or method and path where there is none.
    pub fn name(&self) -> String {
        let id = self.at.text("operationId");
        id.map_or_else(|| self.route(), str::to_owned)
    }

    /// Returns method and path.
    pub fn route(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Returns the path with each segment that begins with a parameter made nameless.
    fn nameless_path(&self) -> String {
        let segments = self.path.split('/');
        let nameless = segments.map(|segment| match segment.starts_with('{') {
            true => "{}",
            false => segment,
        });
        nameless.collect::<Vec<_>>().join("/")
    }

    /// Returns the shape of the request body and the responses.
    fn shape(&self, document: &'d Value) -> Shape {
        let mut parts = Map::new();
        for key in ["requestBody", "responses"] {
            if let Some(part) = self.at.value.get(key) {
                parts.insert(key.to_owned(), part.clone());
            }
        }
        Shape::of(&Value::Object(parts), document)
    }
}

/// Iterates over the names of a path's parameters, in their order.
pub fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
}

/// Matches the operations of two contracts, in the order of the new one.
pub fn matching<'d>(
    old: &[Operation<'d>],
    new: &[Operation<'d>],
    old_document: &'d Value,
    new_document: &'d Value,
) -> Matching {
    let mut found = Matching::none(old.len(), new.len());
    // The surest sign comes first; each round looks only at what is left.
    by_key(old, new, &mut found, |operation| Some(operation.route()));
    by_key(old, new, &mut found, |operation| {
        Some(format!(
            "{} {}",
            operation.method,
            operation.nameless_path()
        ))
    });
    by_key(old, new, &mut found, |operation| {
        operation.at.text("operationId").map(str::to_owned)
    });
    if !found.old.is_empty() && !found.new.is_empty() {
        let shapes = |operations: &[Operation<'d>], left: &[usize], document| {
            let left = left.iter().copied();
            left.map(|index| (index, operations[index].shape(document)))
                .collect::<HashMap<usize, Shape>>()
        };
        let old_shapes = shapes(old, &found.old, old_document);
        let new_shapes = shapes(new, &found.new, new_document);
        found.best(|i, j| {
            let (before, after) = (&old_shapes[&i], &new_shapes[&j]);
            let likeness = before.likeness(after);
            let fits = old[i].method == new[j].method
                && likeness >= ALIKE
                && before.is_telling()
                && alike(old[i].path, new[j].path)
                && alike(&old[i].name(), &new[j].name());
            fits.then(|| (likeness, before.mark() ^ after.mark()))
        });
    }
    found.pairs.sort_unstable_by_key(|(i, j)| (*j, *i));
    found
}

/// Pairs operations that are left over by a key that only one of each side has.
fn by_key<'d>(
    old: &[Operation<'d>],
    new: &[Operation<'d>],
    found: &mut Matching,
    key: impl Fn(&Operation<'d>) -> Option<String>,
) {
    let index = |operations: &[Operation<'d>], left: &[usize]| {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for number in left {
            if let Some(key) = key(&operations[*number]) {
                index.entry(key).or_default().push(*number);
            }
        }
        index
    };
    let (before, after) = (index(old, &found.old), index(new, &found.new));
    for (key, numbers) in &before {
        if let ([i], Some([j])) = (&numbers[..], after.get(key).map(Vec::as_slice)) {
            found.pair(*i, *j);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_are_found_again() {
        let response = json!({"200": {"content": {"application/json": {"schema": {"type": "object", "required": ["a"],
            "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "number", "minimum": 1}}}}}}});
        let old = json!({"paths": {
            "/a": {"get": {"operationId": "getA"}},
            "/b/{id}": {"get": {"operationId": "getB"}},
            "/c": {"get": {"operationId": "getC"}},
            "/team/usage": {"get": {"operationId": "getUsage", "responses": response}},
            "/e": {"get": {"operationId": "getE"}}
        }});
        let new = json!({"paths": {
            "/b/{job}": {"get": {"operationId": "readB"}},
            "/a": {"get": {"operationId": "getA"}},
            "/team/usages": {"get": {"operationId": "getUsages", "responses": response}},
            "/cc": {"get": {"operationId": "getC"}},
            "/f": {"get": {"operationId": "getF"}}
        }});
        let (before, after) = (Operation::all(&old), Operation::all(&new));
        let found: Vec<(String, String)> = matching(&before, &after, &old, &new)
            .pairs
            .into_iter()
            .map(|(i, j)| (before[i].name(), after[j].name()))
            .collect();
        let expected = [
            ("getB", "readB"),
            ("getA", "getA"),
            ("getUsage", "getUsages"),
            ("getC", "getC"),
        ];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
