//! Schemas that were to be one type and differ.
//!
//! Those that agree with each other are one type again, with a number among the types that were to
//! have the name. What is equal inside of them is not apart.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Context;
use super::agreement::Place;
use super::unions::tag_value;
use crate::json::{elements, text};
use crate::sources;
use openapi_document::Error;

/// The names of the types that are apart, by the names that they were to have and their numbers.
pub type NamesApart = IndexMap<(String, usize), String>;

/// A schema of the contract: the JSON pointer and the locator of its place.
pub type Spot = (String, String);

/// A schema that differs from others of its name, and is of another type than they are.
#[derive(Clone, Debug)]
pub struct Apart {
    /// The name that it was to have.
    pub name: String,
    /// The number of the type among those that were to have the name; the first has it.
    pub number: usize,
    /// The pointer of a schema that has the name.
    pub other: String,
    /// The difference, in words.
    pub reason: String,
}

impl Apart {
    /// The error that says so.
    pub fn error(&self, (pointer, _): &Spot, context: &Context<'_>) -> Error {
        let Self {
            name,
            other,
            reason,
            ..
        } = self;
        let message = format!("it is to be one type, {name}, with {other}, and {reason}");
        let error = Error::new(message)
            .at(pointer)
            .in_file(context.names.path());
        error
            .remedy("give the two different names there, or make them agree with an overlay action")
    }
}

/// The schemas that are to change their numbers, so that the most frequent type has the name.
pub fn exchanged(
    names_apart: &NamesApart,
    places: &IndexMap<String, Vec<Place>>,
    apart: &IndexMap<Spot, Apart>,
) -> IndexMap<Spot, Apart> {
    let of = |name: &str| places.get(name).map_or(&[][..], Vec::as_slice);
    let mut largest: IndexMap<&str, (usize, &str)> = IndexMap::new();
    for ((base, number), name) in names_apart {
        let count = |name: &str| of(name).len();
        let most = largest
            .get(base.as_str())
            .map_or(base.as_str(), |(_, name)| name);
        if count(name) > count(most) {
            largest.insert(base, (*number, name));
        }
    }
    let mut changed = IndexMap::new();
    for (base, (number, name)) in largest {
        let spots = |name: &str| {
            let places = of(name).iter();
            places.map(Place::spot)
        };
        let known = spots(name).find_map(|spot| Some((apart.get(&spot)?, spot.0)));
        let Some((known, other)) = known else {
            continue;
        };
        for (number, spot) in spots(name)
            .map(|spot| (0, spot))
            .chain(spots(base).map(|spot| (number, spot)))
        {
            let other = other.clone();
            changed.insert(
                spot,
                Apart {
                    number,
                    other,
                    ..known.clone()
                },
            );
        }
    }
    changed
}

/// Lets unions that are apart have the payloads of one name that are equal.
pub fn share_payloads(names_apart: &NamesApart, types: &mut Map<String, Value>) {
    for ((base, _), name) in names_apart {
        let known = types.get(base).cloned().unwrap_or_default();
        let Some(tag) = text(&known["x-union"], "tag") else {
            continue;
        };
        let branches = types.get_mut(name);
        let branches = branches.and_then(|union| union["oneOf"].as_array_mut());
        for branch in branches.into_iter().flatten() {
            let value = tag_value(branch, tag);
            let mut known = elements(&known, "oneOf").iter();
            let same = known.find(|one| tag_value(one, tag) == value);
            let Some(same) = same else { continue };
            let own = branch["x-payload"].clone();
            branch["x-payload"] = same["x-payload"].clone();
            if !sources::same(branch, same) {
                branch["x-payload"] = own;
            }
        }
    }
}
