//! One edit of a contract, and the change that must be reported.

use openapi_diff::{Family, Kind};
use serde_json::Value;

/// A function that edits the value at its place.
pub type Edit = Box<dyn Fn(&mut Value) + Send + Sync>;

/// A single edit.
pub struct Single {
    /// A description for messages.
    pub what: String,
    /// The family that must be reported.
    pub family: Family,
    /// The family of edits that it is chosen from.
    pub group: Family,
    /// The kind that must be reported.
    pub kind: Kind,
    /// The pointer of the value that the edit gets.
    pub target: String,
    /// The edit.
    pub edit: Edit,
    /// The place that must be reported.
    pub place: String,
    /// The place whose operations must be reported; nothing where it is not a part of an exchange.
    pub reached: Option<String>,
}

impl Single {
    /// An edit of the object at a pointer, reported at that place.
    pub fn new(
        kind: Kind,
        target: &str,
        edit: impl Fn(&mut Value) + Send + Sync + 'static,
    ) -> Self {
        Self {
            what: kind.name().to_owned(),
            family: kind.family(),
            group: kind.family(),
            kind,
            target: target.to_owned(),
            edit: Box::new(edit),
            place: target.to_owned(),
            reached: Some(target.to_owned()),
        }
    }

    /// The same, chosen from another family.
    pub fn of(mut self, group: Family) -> Self {
        self.group = group;
        self
    }

    /// The same, reported at another place.
    pub fn at(mut self, place: String) -> Self {
        self.place = place;
        self
    }

    /// The same, with a place elsewhere whose operations must be reported.
    pub fn reached(mut self, place: Option<String>) -> Self {
        self.reached = place;
        self
    }
}

/// Sets a member.
pub fn set(key: &str, value: Value) -> impl Fn(&mut Value) + Send + Sync + use<> {
    let key = key.to_owned();

    move |target| target[&key] = value.clone()
}

/// Removes a member that must be there.
pub fn unset(key: &str) -> impl Fn(&mut Value) + Send + Sync + use<> {
    let key = key.to_owned();
    move |target| {
        let map = target.as_object_mut().expect("an object");
        assert!(map.shift_remove(&key).is_some(), "no {key}");
    }
}
