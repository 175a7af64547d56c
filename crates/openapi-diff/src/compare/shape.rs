//! The shape of a part of a contract as a set of facts, to measure how alike two parts are.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::equal::is_prose;

/// The most facts of one part; the rest of a larger one is ignored.
const MOST_FACTS: usize = 4_000;
/// The most references that are followed in a row.
const MOST_HOPS: usize = 6;
/// The least number of facts that identify a renamed part whose name is not alike.
const TELLING: usize = 6;

/// The facts of a part and how often each holds, without order and prose.
#[derive(Debug, Default)]
pub struct Shape {
    facts: HashMap<u64, usize>,
    count: usize,
}

impl Shape {
    /// Returns the shape of a part whose references lead into a document.
    pub fn of(value: &Value, document: &Value) -> Self {
        let mut shape = Self::default();
        shape.add(value, document, 0, MOST_HOPS, false);
        shape
    }

    /// Returns how alike two shapes are, from 0 to 1000.
    pub fn likeness(&self, other: &Self) -> usize {
        let common: usize = self
            .facts
            .iter()
            .filter_map(|(fact, count)| Some(*other.facts.get(fact)?.min(count)))
            .sum();
        (2000 * common)
            .checked_div(self.count + other.count)
            .unwrap_or(1000)
    }

    /// Reports whether the shapes are the same.
    pub fn equals(&self, other: &Self) -> bool {
        self.facts == other.facts
    }

    /// Reports whether the shape has enough facts to be identified by them.
    pub fn is_telling(&self) -> bool {
        self.count >= TELLING
    }

    /// Reports whether the shape is that of an empty schema.
    pub fn says_nothing(&self) -> bool {
        self.count <= 1
    }

    /// Returns a hash of the facts.
    pub fn mark(&self) -> u64 {
        self.facts
            .iter()
            .fold(0, |mark, (fact, count)| mark ^ hashed(&(*fact, *count)))
    }

    fn fact(&mut self, fact: u64) {
        *self.facts.entry(fact).or_default() += 1;
        self.count += 1;
    }

    /// Adds the facts of a value at a path, which is given by its hash.
    fn add(&mut self, value: &Value, document: &Value, path: u64, hops: usize, named: bool) {
        if self.count >= MOST_FACTS {
            return;
        }
        match value {
            Value::Object(map) if map.is_empty() => self.fact(hashed(&(path, "{}"))),
            Value::Array(list) if list.is_empty() => self.fact(hashed(&(path, "[]"))),
            Value::Object(map) => {
                if let Some(Value::String(target)) = map.get("$ref").filter(|_| !named) {
                    let found = target
                        .strip_prefix('#')
                        .and_then(|pointer| document.pointer(pointer));
                    match found {
                        Some(found) if hops > 0 => {
                            self.add(found, document, path, hops - 1, false);
                        }
                        _ => self.fact(hashed(&(path, "$ref"))),
                    }
                    return;
                }
                for (key, value) in map {
                    if named || !is_prose(key) {
                        let named = !named && matches!(key.as_str(), "properties");
                        self.add(value, document, hashed(&(path, key)), hops, named);
                    }
                }
            }
            // The lists of a contract are sets.
            Value::Array(list) => {
                for value in list {
                    self.add(value, document, hashed(&(path, "[]")), hops, false);
                }
            }
            scalar => self.fact(hashed(&(path, scalar.to_string()))),
        }
    }
}

/// Reports whether two names are alike in their letters.
pub fn alike(old: &str, new: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (old, new) = (plain(old), plain(new));
    if old.is_empty() || new.is_empty() {
        return false;
    }
    if old.contains(&new) || new.contains(&old) {
        return true;
    }
    let pairs = |name: &str| -> Vec<(char, char)> {
        name.chars().zip(name.chars().skip(1)).collect::<Vec<_>>()
    };
    let (one, mut two) = (pairs(&old), pairs(&new));
    let all = one.len() + two.len();
    let common = one
        .iter()
        .filter(|pair| {
            let at = two.iter().position(|other| other == *pair);
            at.map(|at| two.swap_remove(at)).is_some()
        })
        .count();
    2 * common * 10 >= all * 6
}

/// Reports whether a part was renamed, by its name and its shape.
pub fn renamed(old: (&str, &Shape), new: (&str, &Shape)) -> bool {
    old.1.equals(new.1) && (old.1.is_telling() || alike(old.0, new.0))
}

fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shape(value: &Value) -> Shape {
        Shape::of(value, value)
    }

    #[test]
    fn order_prose_and_references_make_no_shape() {
        let one = json!({"type": "object", "required": ["a", "b"], "description": "x"});
        let two = json!({"required": ["b", "a"], "type": "object"});
        assert!(shape(&one).equals(&shape(&two)));
        assert_eq!(shape(&one).mark(), shape(&two).mark());
        let document = json!({"a": {"items": {"$ref": "#/b"}}, "b": {"type": "string"}, "c": {"items": {"type": "string"}}});
        let of = |name: &str| Shape::of(&document[name], &document);
        assert!(of("a").equals(&of("c")));
        assert_eq!(of("a").likeness(&of("b")), 0);
    }

    #[test]
    fn a_circle_and_a_flood_end() {
        let round = json!({"a": {"x": {"$ref": "#/a"}, "y": {"$ref": "#/a"}}});
        assert!(Shape::of(&round["a"], &round).count <= MOST_FACTS + 2);
    }

    #[test]
    fn names_that_mean_the_same_are_alike() {
        assert!(alike("created_at", "createdAt"));
        assert!(alike("maxDepth", "maxCrawlDepth"));
        assert!(!alike("from", "until"));
        assert!(!alike("url", ""));
    }
}
