//! The changes of the generated code that a new contract causes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::public_api::PublicApi;

/// The differences between the code of two runs, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CodeChanges {
    /// Added parts.
    pub gained: Parts,
    /// Removed parts.
    pub lost: Parts,
    /// Changed parts: the same name with other content.
    pub changed: Parts,
}

/// The parts of generated code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Parts {
    /// Functions, with their operations.
    pub operations: Vec<String>,
    /// Types.
    pub types: Vec<String>,
    /// Fields and variants of types that exist in both.
    pub members: Vec<String>,
}

impl CodeChanges {
    /// Returns the changes from one run to the next.
    pub fn between(old: &PublicApi, new: &PublicApi) -> Self {
        let mut changes = Self::default();
        for (parts, of, other) in [
            (&mut changes.gained, new, old),
            (&mut changes.lost, old, new),
        ] {
            parts.operations = only(&of.operations, &other.operations)
                .map(|(name, operation)| format!("{name} ({})", operation.route))
                .collect();
            parts.types = only(&of.types, &other.types)
                .map(|(name, _)| name.clone())
                .collect();
            for (name, members, others) in both(&of.types, &other.types) {
                let members = only(members, others);
                let members = members.map(|(member, text)| member_of(name, member, text));
                parts.members.extend(members);
            }
        }
        for (name, before, after) in both(&old.operations, &new.operations) {
            for (before, after) in [
                (&before.route, &after.route),
                (&before.types, &after.types),
                (&before.arguments, &after.arguments),
            ] {
                if before != after {
                    let [before, after] =
                        [before, after].map(|text| shown(text, "no other arguments"));
                    let text = format!("{name}: {before}, now {after}");
                    changes.changed.operations.push(text);
                }
            }
        }
        for (name, before, after) in both(&old.types, &new.types) {
            for (member, before, after) in both(before, after) {
                if before != after {
                    let member = member_of(name, member, before);
                    let text = format!("{member}, now {}", shown(after, "nothing"));
                    changes.changed.members.push(text);
                }
            }
        }
        changes
    }

    /// Returns true if the code is the same.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the three kinds of change, each with its parts.
    pub fn kinds(&self) -> [(&'static str, &Parts); 3] {
        [
            ("gained", &self.gained),
            ("lost", &self.lost),
            ("changed", &self.changed),
        ]
    }
}

impl Parts {
    /// Returns the number of parts.
    pub fn count(&self) -> usize {
        self.lists().map(|(_, items)| items.len()).sum()
    }

    /// Returns the non-empty parts, each with its name.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        [
            ("operations", &self.operations),
            ("types", &self.types),
            ("fields and variants", &self.members),
        ]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(word, items)| (word, items.as_slice()))
    }
}

/// Returns the entries that only one map has.
fn only<'a, T>(
    of: &'a BTreeMap<String, T>,
    other: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a String, &'a T)> {
    of.iter().filter(|(name, _)| !other.contains_key(*name))
}

fn both<'a, T>(
    old: &'a BTreeMap<String, T>,
    new: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a String, &'a T, &'a T)> {
    old.iter()
        .filter_map(|(name, before)| Some((name, before, new.get(name)?)))
}

fn shown<'a>(text: &'a str, empty: &'a str) -> &'a str {
    if text.is_empty() { empty } else { text }
}

/// Formats a part: `Type::field: String`, `Type::Variant(String)`, or `Type = String` for an alias.
fn member_of(owner: &str, member: &str, text: &str) -> String {
    match (member, text) {
        ("", text) => format!("{owner} = {text}"),
        (member, "") => format!("{owner}::{member}"),
        (member, text)
            if text.starts_with(['(', '{']) && member.starts_with(char::is_uppercase) =>
        {
            format!("{owner}::{member}{text}")
        }
        (member, text) => format!("{owner}::{member}: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::public_api::Operation;

    fn items(
        types: &[(&str, &[(&str, &str)])],
        operations: &[(&str, &str, &str, &str)],
    ) -> PublicApi {
        let text = |text: &&str| (*text).to_owned();
        PublicApi {
            types: types
                .iter()
                .map(|(name, members)| {
                    let members = members.iter();
                    let members = members.map(|(name, held)| (text(name), text(held)));
                    (text(name), members.collect())
                })
                .collect(),
            operations: operations
                .iter()
                .map(|(name, route, types, arguments)| {
                    let operation = Operation {
                        route: text(route),
                        types: text(types),
                        arguments: text(arguments),
                    };
                    (text(name), operation)
                })
                .collect(),
        }
    }

    #[test]
    fn each_change_is_told_once() {
        let old = items(
            &[
                (
                    "A",
                    &[("x", "u8"), ("y", "u8"), ("B", "(u8)"), ("D", "(u8)")],
                ),
                ("Gone", &[("z", "u8")]),
                ("M", &[("", "u8")]),
            ],
            &[
                ("drop_a", "DELETE /a", "nothing → A", ""),
                ("get_a", "GET /a", "nothing → A", ""),
            ],
        );
        let new = items(
            &[
                (
                    "A",
                    &[
                        ("x", "u16"),
                        ("w", "u8"),
                        ("B", "(u16)"),
                        ("C", ""),
                        ("D", ""),
                    ],
                ),
                ("M", &[("", "u16")]),
                ("New", &[("z", "u8")]),
            ],
            &[
                ("get_a", "GET /b", "Q → A", "region: &str"),
                ("make_a", "POST /a", "A → A", ""),
            ],
        );
        let changes = CodeChanges::between(&old, &new);
        assert!(!changes.is_empty());
        assert_eq!(changes.gained.operations, ["make_a (POST /a)"]);
        assert_eq!(changes.lost.operations, ["drop_a (DELETE /a)"]);
        assert_eq!(
            changes.changed.operations,
            [
                "get_a: GET /a, now GET /b",
                "get_a: nothing → A, now Q → A",
                "get_a: no other arguments, now region: &str"
            ]
        );
        assert_eq!(changes.gained.types, ["New"]);
        assert_eq!(changes.lost.types, ["Gone"]);
        assert_eq!(changes.gained.members, ["A::C", "A::w: u8"]);
        assert_eq!(changes.lost.members, ["A::y: u8"]);
        assert_eq!(
            changes.changed.members,
            [
                "A::B(u8), now (u16)",
                "A::D(u8), now nothing",
                "A::x: u8, now u16",
                "M = u8, now u16"
            ]
        );
        assert!(CodeChanges::between(&new, &new).is_empty());
    }
}
