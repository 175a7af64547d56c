//! Generated types whose names follow from another rename.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::public_api::PublicApi;

/// Pairs the types that only the old code has with those that only the new code has, where both are
/// at the same places.
///
/// `functions` and `members` are the renamed functions, and the renamed fields as `Type::field`.
pub(super) fn renamed(
    old: &PublicApi,
    new: &PublicApi,
    functions: &BTreeMap<String, String>,
    members: &BTreeMap<(String, String), String>,
) -> Vec<(String, String)> {
    let mut pairs: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut align = |one: &'_ str, other: &'_ str| {
            let (ours, theirs): (Vec<_>, Vec<_>) = (words(one), words(other));
            if ours.len() == theirs.len() {
                for (one, other) in ours.iter().zip(theirs) {
                    let gone = old
                        .types
                        .get_key_value(*one)
                        .filter(|_| !new.types.contains_key(*one));
                    let fresh = new
                        .types
                        .get_key_value(other)
                        .filter(|_| !old.types.contains_key(other));
                    if let (Some((gone, _)), Some((fresh, _))) = (gone, fresh) {
                        found.entry(gone).or_default().insert(fresh);
                    }
                }
            }
        };
        for (name, before) in &old.operations {
            if let Some(after) = new.operations.get(functions.get(name).unwrap_or(name)) {
                align(&before.types, &after.types);
                align(&before.arguments, &after.arguments);
            }
        }
        for (name, before) in &old.types {
            let Some(after) = new.types.get(pairs.get(name).unwrap_or(name)) else {
                continue;
            };
            for (member, text) in before {
                let renamed = members.get(&(name.clone(), member.clone()));
                if let Some(other) = after.get(renamed.unwrap_or(member)) {
                    align(text, other);
                }
            }
        }
        let count = |fresh: &str| found.values().filter(|all| all.contains(fresh)).count();
        let unique = found.iter().filter_map(|(gone, fresh)| {
            let [fresh] = fresh.iter().copied().collect::<Vec<_>>()[..] else {
                return None;
            };
            let similar = alike(&old.types[*gone], &new.types[fresh]);
            (similar && count(fresh) == 1).then(|| ((*gone).to_owned(), fresh.to_owned()))
        });
        let unique: BTreeMap<_, _> = unique.collect();
        if unique.keys().all(|gone| pairs.contains_key(gone)) {
            return pairs.into_iter().collect();
        }
        pairs.extend(unique);
    }
}

/// Returns whether two types have half of their members in common.
fn alike(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> bool {
    let common = one
        .keys()
        .filter(|member| other.contains_key(*member))
        .count();
    2 * common >= one.len().max(other.len())
}

fn words(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.collect()
}

#[cfg(test)]
mod tests {
    use openapi_codegen::public_api::Operation;

    use super::*;

    fn api(types: &[(&str, &[(&str, &str)])], operations: &[(&str, &str)]) -> PublicApi {
        let text = |text: &&str| (*text).to_owned();
        let members = |members: &[(&str, &str)]| {
            members
                .iter()
                .map(|(name, held)| (text(name), text(held)))
                .collect()
        };
        PublicApi {
            types: types
                .iter()
                .map(|(name, own)| (text(name), members(own)))
                .collect(),
            operations: operations
                .iter()
                .map(|(name, types)| {
                    let operation = Operation {
                        route: String::new(),
                        types: text(types),
                        arguments: String::new(),
                    };
                    (text(name), operation)
                })
                .collect(),
        }
    }

    #[test]
    fn types_at_the_same_places_are_pairs() {
        let old = api(
            &[
                (
                    "MapRequest",
                    &[
                        ("place", "Option<MapPlace>"),
                        ("limit", "u8"),
                        ("kind", "Gone"),
                    ],
                ),
                ("MapPlace", &[("x", "u8")]),
                ("Gone", &[("a", "u8"), ("b", "u8")]),
                ("Same", &[("x", "u8")]),
            ],
            &[("map", "MapRequest → Same")],
        );
        let new = api(
            &[
                (
                    "SiteRequest",
                    &[
                        ("spot", "Option<SitePlace>"),
                        ("limit", "u8"),
                        ("kind", "Other"),
                    ],
                ),
                ("SitePlace", &[("x", "u8")]),
                ("Other", &[("c", "u8")]),
                ("Same", &[("x", "u8")]),
            ],
            &[("site", "SiteRequest → Same")],
        );
        let functions = [("map".to_owned(), "site".to_owned())].into();
        let members = [(
            ("MapRequest".to_owned(), "place".to_owned()),
            "spot".to_owned(),
        )]
        .into();
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(
            renamed(&old, &new, &functions, &members),
            [
                pair("MapPlace", "SitePlace"),
                pair("MapRequest", "SiteRequest")
            ]
        );
        assert_eq!(renamed(&old, &new, &BTreeMap::new(), &members), []);
    }
}
