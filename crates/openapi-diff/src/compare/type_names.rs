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
/// The word for the name of a place whose usual one a component has.
const TAKEN: &str = "another name, because a component has that of the place";

impl<'d> Walker<'d> {
    /// Reports that the type of a place is generated under another name, from an equal schema or
    /// from another one.
    pub(super) fn type_name(&mut self, at: &Both<'d>) {
        let ((old_name, old), (new_name, new)) = (generated(&at.old), generated(&at.new));
        let are_types = || names_type(&old, 0) && names_type(&new, 0);
        let shown = |name: Option<&str>| Some(Value::from(name.unwrap_or(BY_PLACE)));
        let names = [&old_name, &new_name].map(|name| name.as_deref());
        if names[0].map(type_name) != names[1].map(type_name) && are_types() {
            self.changed(at, Kind::TypeRenamed, (shown(names[0]), shown(names[1])));
        } else if names == [None, None] && are_types() {
            let title = |at: &Cursor<'d>| at.value.get("title").cloned();
            let titles = (title(&old), title(&new));
            let may_differ = titles.0 != titles.1 || self.has_other_rivals;
            if !may_differ {
                return;
            }
            let has_rival = [(0, &at.old), (1, &at.new)].map(|(side, at)| {
                let name = letters(&label(&at.pointer, at.document));
                self.rivals[side].contains(&name)
            });
            match has_rival {
                // The place has the usual name on one side only.
                [true, false] | [false, true] => {
                    let taken =
                        |has_rival| Some(Value::from(if has_rival { TAKEN } else { BY_PLACE }));
                    let values = (taken(has_rival[0]), taken(has_rival[1]));
                    self.changed(at, Kind::TypeRenamed, values);
                }
                [true, true] if titles.0 != titles.1 => {
                    self.changed(at, Kind::TypeRenamed, titles);
                }
                _ => {}
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
                let is_name = matches!(found.kind, Kind::TypeRenamed | Kind::PartRenamed);
                !is_name || !renamed.contains(&names)
            });
        }
    }
}

/// Returns the names of the components of a document, each of which an inline type cannot have: the
/// title of its place decides its name then.
pub fn rivals(document: &Value) -> HashSet<String> {
    let components = schemas(document).into_iter().flatten();
    components.map(|(name, _)| letters(name)).collect()
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns the name of the type that is generated of a component, as far as its case differs.
pub fn type_name(component: &str) -> String {
    let words = component.split(|letter: char| !letter.is_alphanumeric());
    let upper = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    words.map(upper).collect()
}
