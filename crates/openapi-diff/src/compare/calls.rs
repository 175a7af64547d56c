//! The operations of a contract, and which of the old ones is which of the new ones.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::at::At;
use super::matching::pairs;
use super::shape::{Shape, alike};
use openapi_document::METHODS;

/// From this likeness on, in thousandths, an operation under another path and id is the same one.
const ALIKE: usize = 800;

/// An operation and the path item around it.
#[derive(Clone, Debug)]
pub struct Call<'d> {
    /// The method, in lower case.
    pub method: &'d str,
    /// The path template.
    pub path: &'d str,
    /// The path item.
    pub item: At<'d>,
    /// The operation.
    pub at: At<'d>,
}

impl<'d> Call<'d> {
    /// All operations, in the order of the document.
    pub fn all(document: &'d Value) -> Vec<Self> {
        let paths = At::root(document).get("paths");
        let items = paths.iter().flat_map(At::members);
        items
            .flat_map(|(path, item)| {
                let (item, _) = item.resolved(document);
                let calls: Vec<Self> = item
                    .members()
                    .filter(|(method, _)| METHODS.contains(method))
                    .map(|(method, at)| Self {
                        method,
                        path,
                        item: item.clone(),
                        at,
                    })
                    .collect();
                calls
            })
            .collect()
    }

    /// The operationId, or method and path where there is none.
    pub fn name(&self) -> String {
        self.at.text("operationId").map_or_else(
            || format!("{} {}", self.method.to_uppercase(), self.path),
            str::to_owned,
        )
    }

    /// Method and path.
    pub fn call(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// The path with its parameters made nameless.
    fn nameless_path(&self) -> String {
        segments(self.path)
            .map(|segment| {
                if segment.starts_with('{') {
                    "{}"
                } else {
                    segment
                }
            })
            .collect::<Vec<_>>()
            .join("/")
    }

    /// The shape of what it takes and gives.
    fn shape(&self, document: &'d Value) -> Shape {
        let mut parts = Map::new();
        for key in ["requestBody", "responses"] {
            if let Some(part) = self.at.value.get(key) {
                parts.insert(key.to_owned(), part.clone());
            }
        }
        let value = Value::Object(parts);
        Shape::of_value(&value, document)
    }
}

/// The names of a path's parameters by their order.
pub fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
}

/// Pairs the operations of two contracts by their numbers.
pub fn paired<'d>(
    old: &[Call<'d>],
    new: &[Call<'d>],
    old_document: &'d Value,
    new_document: &'d Value,
) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    // The surest sign comes first; each round looks only at what is left.
    by_key(old, new, &mut found, |call| Some(call.call()));
    by_key(old, new, &mut found, |call| {
        Some(format!("{} {}", call.method, call.nameless_path()))
    });
    by_key(old, new, &mut found, |call| {
        call.at.text("operationId").map(str::to_owned)
    });
    let left = |count: usize, taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..count).filter(|index| !taken(*index)).collect()
    };
    let gone = left(old.len(), &|i| found.iter().any(|pair| pair.0 == i));
    let fresh = left(new.len(), &|j| found.iter().any(|pair| pair.1 == j));
    if gone.is_empty() || fresh.is_empty() {
        return sorted(found);
    }
    let shape_of: Vec<Shape> = gone.iter().map(|i| old[*i].shape(old_document)).collect();
    let shape_now: Vec<Shape> = fresh.iter().map(|j| new[*j].shape(new_document)).collect();
    let moved = pairs(gone.len(), fresh.len(), |i, j| {
        let (before, after) = (&old[gone[i]], &new[fresh[j]]);
        let likeness = shape_of[i].likeness(&shape_now[j]);
        let fits = before.method == after.method
            && likeness >= ALIKE
            && shape_of[i].is_telling()
            && alike(before.path, after.path)
            && alike(&before.name(), &after.name());
        fits.then(|| (likeness, shape_of[i].mark() ^ shape_now[j].mark()))
    });
    found.extend(moved.into_iter().map(|(i, j)| (gone[i], fresh[j])));
    sorted(found)
}

fn sorted(mut pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    pairs.sort_unstable_by_key(|(i, j)| (*j, *i));
    pairs
}

/// Pairs what is left by a key that only one of each side has.
fn by_key<'d>(
    old: &[Call<'d>],
    new: &[Call<'d>],
    found: &mut Vec<(usize, usize)>,
    key: impl Fn(&Call<'d>) -> Option<String>,
) {
    let index = |calls: &[Call<'d>], taken: Vec<usize>| {
        let mut index: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, call) in calls.iter().enumerate() {
            if let (false, Some(key)) = (taken.contains(&number), key(call)) {
                index.entry(key).or_default().push(number);
            }
        }
        index
    };
    let before = index(old, found.iter().map(|pair| pair.0).collect());
    let after = index(new, found.iter().map(|pair| pair.1).collect());
    for (key, numbers) in &before {
        if let ([i], Some([j])) = (&numbers[..], after.get(key).map(Vec::as_slice)) {
            found.push((*i, *j));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_are_found_again() {
        let answer = json!({"200": {"content": {"application/json": {"schema": {"type": "object", "required": ["a"],
            "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "number", "minimum": 1}}}}}}});
        let old = json!({"paths": {
            "/a": {"get": {"operationId": "getA"}},
            "/b/{id}": {"get": {"operationId": "getB"}},
            "/c": {"get": {"operationId": "getC"}},
            "/team/usage": {"get": {"operationId": "getUsage", "responses": answer}},
            "/e": {"get": {"operationId": "getE"}}
        }});
        let new = json!({"paths": {
            "/b/{job}": {"get": {"operationId": "readB"}},
            "/a": {"get": {"operationId": "getA"}},
            "/team/usages": {"get": {"operationId": "getUsages", "responses": answer}},
            "/cc": {"get": {"operationId": "getC"}},
            "/f": {"get": {"operationId": "getF"}}
        }});
        let (calls, now) = (Call::all(&old), Call::all(&new));
        let found: Vec<(String, String)> = paired(&calls, &now, &old, &new)
            .into_iter()
            .map(|(i, j)| (calls[i].name(), now[j].name()))
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
