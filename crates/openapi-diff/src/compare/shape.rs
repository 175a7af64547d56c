//! The shape of a part of a contract as a set of facts, to measure how alike two parts are.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::is_prose;
use super::matching::Matching;

/// The most facts of one part; the rest of a larger one is ignored.
const MOST_FACTS: usize = 4_000;
/// The most references that are followed in a row.
const MOST_HOPS: usize = 6;
/// The least number of facts that identify a renamed part whose name is not alike.
const TELLING: usize = 6;

/// The facts of a part and how often each holds, without order and prose.
#[derive(Debug, Default, PartialEq, Eq)]
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
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (old, new) = (plain(old), plain(new));
    !old.is_empty()
        && !new.is_empty()
        && (old.contains(&new) || new.contains(&old) || strsim::sorensen_dice(&old, &new) >= 0.6)
}

impl Cursor<'_> {
    /// Returns the shape of the part.
    pub fn shape(&self) -> Shape {
        Shape::of(self.value, self.document)
    }
}

/// A part of a contract with its shape.
pub struct Shaped<'d> {
    /// The part.
    pub at: Cursor<'d>,
    /// Its shape.
    pub shape: Shape,
}

impl Shaped<'_> {
    /// Reports whether the part was renamed to another one, by the shapes and the names, or by its
    /// place between others.
    pub fn is_renamed(&self, new: &Self, is_in_place: bool) -> bool {
        self.shape == new.shape
            && (self.shape.is_telling()
                || (is_in_place && self.shape.count > 1)
                || alike(&self.at.name(), &new.at.name()))
    }
}

impl<'d> Matching<Cursor<'d>> {
    /// Takes the entries that are left over. Their shapes cost a walk each, so they are empty where
    /// there is nothing to compare them with.
    pub fn shaped(&mut self) -> Matching<Shaped<'d>> {
        let has_both = !self.old.is_empty() && !self.new.is_empty();
        let shaped = |at: Cursor<'d>| Shaped {
            shape: match has_both {
                true => at.shape(),
                false => Shape::default(),
            },
            at,
        };
        let (old, new) = (self.old.drain(..), self.new.drain(..));
        Matching::none(old.map(shaped).collect(), new.map(shaped).collect())
    }
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
        assert!(shape(&one) == shape(&two));
        assert_eq!(shape(&one).mark(), shape(&two).mark());
        let document = json!({"a": {"items": {"$ref": "#/b"}}, "b": {"type": "string"}, "c": {"items": {"type": "string"}}});
        let of = |name: &str| Shape::of(&document[name], &document);
        assert!(of("a") == of("c"));
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
