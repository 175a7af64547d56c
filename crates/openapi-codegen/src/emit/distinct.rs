//! Rust names that no two things in one place have.

use std::collections::{HashMap, HashSet};

use super::model::Field;

/// Names in use at one place, and the numbers that the next equal ones get.
#[derive(Default)]
pub struct Taken {
    names: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Taken {
    /// A place where these names are in use.
    pub fn new(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            next: HashMap::new(),
        }
    }

    /// The name, or where it is in use the name with the first number that is free.
    pub fn choose(&mut self, name: &str) -> String {
        self.free(name, "_")
    }

    /// The same for a variant, whose name has no underscore.
    pub fn choose_variant(&mut self, name: &str) -> String {
        self.free(name, "")
    }

    fn free(&mut self, name: &str, separator: &str) -> String {
        let mut free = name.to_owned();
        if self.has(name) {
            let stem = name.trim_end_matches('_');
            let next = self.next.entry(stem.to_owned()).or_insert(2);
            while self.names.contains(&free) {
                free = format!("{stem}{separator}{next}");
                *next += 1;
            }
        }
        self.names.insert(free.clone());
        free
    }

    /// Returns true if a name is in use.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

/// Gives the fields of a record, and their setters, names of their own.
pub fn fields(fields: &mut [Field]) {
    let mut idents = Taken::default();
    for field in fields.iter_mut() {
        field.ident = idents.choose(&field.ident);
    }
    // `new` starts a record, and `Self::default()` must stay the one of the trait.
    let mut setters = Taken::new(&["new", "default"]);
    for field in fields.iter_mut() {
        let name = match field.unit {
            Some(unit) => field
                .ident
                .strip_suffix(&format!("_{}", unit.suffix()))
                .unwrap_or(&field.ident),
            None => &field.ident,
        };
        let name = if name == "new" || name == "default" {
            format!("set_{name}")
        } else {
            name.to_owned()
        };
        field.setter = setters.choose(&name);
    }
    for field in fields.iter_mut() {
        if field.nullable && !field.required {
            field.clear = setters.choose(&format!("clear_{}", field.setter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_gets_a_number() {
        let mut taken = Taken::new(&["Unknown", "a_2"]);
        assert_eq!(taken.choose("a"), "a");
        assert_eq!(taken.choose("a"), "a_3");
        assert_eq!(taken.choose("type_"), "type_");
        assert_eq!(taken.choose("type_"), "type_2");
        assert_eq!(taken.choose_variant("Unknown"), "Unknown2");
        assert!(taken.has("type_2"));
    }
}
