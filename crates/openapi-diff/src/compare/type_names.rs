//! The names of generated types: the component that a place refers to, or the place itself.

use std::collections::HashSet;

use openapi_document::schemas;
use serde_json::Value;

use super::cursor::Cursor;
use super::resolve::{generated, names_type};
use super::walker::{Both, Walker};
use crate::kind::Kind;
use crate::label::label;

/// The word for the name that the generator makes of a place.
const BY_PLACE: &str = "a name by place";

impl<'d> Walker<'d> {
    /// Reports that the type of a place is generated under another name, from an equal schema or
    /// from another one.
    pub(super) fn type_name(&mut self, at: &Both<'d>) {
        let ((old_name, old), (new_name, new)) = (generated(&at.old), generated(&at.new));
        let are_types = || names_type(&old, 0) && names_type(&new, 0);
        if old_name != new_name && are_types() {
            let shown =
                |name: Option<String>| Some(Value::from(name.as_deref().unwrap_or(BY_PLACE)));
            self.changed(at, Kind::TypeRenamed, (shown(old_name), shown(new_name)));
        } else if old_name == new_name && old_name.is_none() {
            let title = |at: &Cursor<'d>| at.value.get("title").cloned();
            let titles = (title(&old), title(&new));
            let collides = || has_rival(&at.old) || has_rival(&at.new);
            if titles.0 != titles.1 && are_types() && collides() {
                self.changed(at, Kind::TitleChanged, titles);
            }
        }
    }

    /// Removes the types that have another name because their components were renamed, which is a
    /// change of its own.
    pub fn forget_renamed(&mut self) {
        let found = || self.units.iter().flat_map(|unit| &unit.found);
        let renamed = found().filter(|found| found.kind == Kind::SchemaRenamed);
        let values = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        let renamed: HashSet<_> = renamed
            .map(|found| (values(&found.old_value), values(&found.new_value)))
            .collect();
        for unit in &mut self.units {
            unit.found.retain(|found| {
                let names = (values(&found.old_value), values(&found.new_value));
                found.kind != Kind::TypeRenamed || !renamed.contains(&names)
            });
        }
    }
}

/// Reports whether a component has the name that the generator makes of a place, so that the title
/// of the place decides its name.
fn has_rival(at: &Cursor<'_>) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let name = letters(&label(&at.pointer, at.document));
    let components = schemas(at.document).into_iter().flatten();
    let mut names = components.map(|(name, _)| letters(name));
    names.any(|component| component == name)
}
