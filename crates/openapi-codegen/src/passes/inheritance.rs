//! Makes a union of a schema whose discriminator tells apart the schemas that extend it.
//!
//! `Pet` with a discriminator and no branches of its own, and `Cat` with an `allOf` of `Pet`, mean
//! that a `Pet` can be a `Cat`. The properties of `Pet` become a component of its own, which `Cat`
//! extends; `Pet` becomes the union of all that extend it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Context;
use crate::json::{elements, object, text};
use crate::sources;
use openapi_document::{Result, SCHEMA_PREFIX, reference, schema_ref, schemas, schemas_mut};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let children = children(document);
    let Some(all) = schemas_mut(document) else {
        return Ok(());
    };
    let (bases, others): (Vec<_>, Vec<_>) = children.iter().partition(|(_, all)| !all.is_empty());
    for (base, _) in others {
        let place = all
            .get(base)
            .and_then(|schema| sources::marks(schema).next());
        context.warn(format!(
            "{}/discriminator: no schema extends this one; the property is like any other",
            place.unwrap_or(base)
        ));
    }
    let mut renamed: BTreeMap<&str, String> = BTreeMap::new();
    for (base, _) in &bases {
        let plain = std::iter::once(format!("{base}Base"));
        let mut names = plain.chain((2..u32::MAX).map(|number| format!("{base}Base{number}")));
        let name = names.find(|name| !all.contains_key(name));
        renamed.extend(name.map(|name| (base.as_str(), name)));
    }
    let refer = |value: &mut Value| {
        let (prefix, name) = match value.as_str() {
            Some(name) => (
                SCHEMA_PREFIX,
                name.strip_prefix(SCHEMA_PREFIX).unwrap_or(name),
            ),
            None => return,
        };
        if let Some(name) = renamed.get(name) {
            *value = json!(format!("{prefix}{name}"));
        }
    };
    let discriminators = all
        .values()
        .filter_map(|schema| schema.get("discriminator"));
    let discriminators: Vec<&Value> = discriminators.collect();
    let made = bases.iter();
    let made = made.map(|(base, others)| (*base, split(base, all, others, &discriminators)));
    for (base, (mut union, fields)) in made.collect::<Vec<_>>() {
        for branch in union["oneOf"].as_array_mut().into_iter().flatten() {
            refer(&mut branch["$ref"]);
        }
        let mapping = union["discriminator"]["mapping"].as_object_mut();
        mapping.into_iter().flatten().for_each(|(_, to)| refer(to));
        all.insert(base.clone(), union);
        all.extend(
            renamed
                .get(base.as_str())
                .map(|name| (name.clone(), fields)),
        );
    }
    for name in children.values().flatten().collect::<BTreeSet<_>>() {
        let parts = all.get_mut(renamed.get(name.as_str()).unwrap_or(name));
        let parts = parts.and_then(|schema| schema["allOf"].as_array_mut());
        for part in parts
            .into_iter()
            .flatten()
            .filter(|part| part["$ref"].is_string())
        {
            refer(&mut part["$ref"]);
        }
    }
    Ok(())
}

/// The components that extend each base, at any depth.
pub(crate) fn children(document: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let all = || schemas(document).into_iter().flatten();
    let mut direct: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for (name, schema) in all() {
        for base in elements(schema, "allOf").iter().filter_map(schema_ref) {
            direct.entry(base).or_default().push(name);
        }
    }
    let is_base = |schema: &Value| {
        let has_branches = ["oneOf", "anyOf", "x-union"]
            .iter()
            .any(|key| schema.get(key).is_some());
        text(&schema["discriminator"], "propertyName").is_some() && !has_branches
    };
    let extending = all()
        .filter(|(_, schema)| is_base(schema))
        .map(|(base, schema)| {
            let mapped =
                object(&schema["discriminator"], "mapping").filter_map(|(_, to)| to.as_str());
            let mapped = mapped.map(|to| to.strip_prefix(SCHEMA_PREFIX).unwrap_or(to));
            let mut open: Vec<&str> = mapped.chain([base.as_str()]).collect();
            let mut found = BTreeSet::new();
            while let Some(name) = open.pop() {
                if name == base || found.insert(name.to_owned()) {
                    let more = direct.get(name).into_iter().flatten();
                    open.extend(
                        more.map(|name| name.as_str())
                            .filter(|name| !found.contains(*name)),
                    );
                }
            }
            (base.clone(), found)
        });
    extending.collect()
}

/// The union that a base becomes, and its own properties.
///
/// The value of a branch is that of a mapping, of the property in the branch itself, or its name.
fn split(
    base: &str,
    all: &Map<String, Value>,
    extending: &BTreeSet<String>,
    discriminators: &[&Value],
) -> (Value, Value) {
    let mut fields = all[base].clone();
    let mut union = Map::new();
    for key in ["discriminator", "nullable", sources::KEY, "x-facts"] {
        let value = fields.get(key).cloned();
        union.extend(value.map(|value| (key.to_owned(), value)));
    }
    if let Some(fields) = fields.as_object_mut() {
        fields.shift_remove("discriminator");
        fields.shift_remove("nullable");
    }
    let own = &union["discriminator"];
    let tag = text(own, "propertyName").unwrap_or_default();
    let parts =
        |schema: &'_ Value| [std::slice::from_ref(schema), elements(schema, "allOf")].concat();
    let values = |schema: &Value| {
        let parts = parts(schema);
        let values = parts
            .iter()
            .flat_map(|part| elements(&part["properties"][tag], "enum"));
        let values = values.filter_map(Value::as_str);
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let known = values(&all[base]);
    let named = |name: &str| {
        let mut known = known.iter();
        known
            .find(|value| value.eq_ignore_ascii_case(name))
            .cloned()
    };
    let mut targets: BTreeSet<&str> = extending.iter().map(String::as_str).collect();
    let extends = elements(&all[base], "allOf")
        .iter()
        .any(|part| schema_ref(part).is_some());
    if extends || named(base).is_some() || mapped(own).any(|(_, to)| to == base) {
        targets.insert(base);
    }
    let mut mapping = Map::new();
    for name in &targets {
        let mut mappings = [own].into_iter().chain(discriminators.iter().copied());
        let of = |one: &Value| {
            let values = mapped(one).filter(|(_, to)| to == name);
            let values: Vec<String> = values.map(|(value, _)| value.to_owned()).collect();
            (!values.is_empty()).then_some(values)
        };
        let chosen = mappings
            .find_map(of)
            .unwrap_or_else(|| match values(&all[*name]) {
                own if !own.is_empty() && *name != base => Vec::new(),
                _ => vec![named(name).unwrap_or_else(|| (*name).to_owned())],
            });
        let target = json!(format!("{SCHEMA_PREFIX}{name}"));
        mapping.extend(chosen.into_iter().map(|value| (value, target.clone())));
    }
    let branches: Vec<Value> = targets.into_iter().map(reference).collect();
    union.insert("oneOf".to_owned(), json!(branches));
    union["discriminator"]["mapping"] = Value::Object(mapping);
    (Value::Object(union), fields)
}

/// The values of a discriminator with the names of the components that they map to.
fn mapped(discriminator: &Value) -> impl Iterator<Item = (&str, &str)> {
    object(discriminator, "mapping").filter_map(|(value, to)| {
        let to = to.as_str()?;
        Some((value.as_str(), to.strip_prefix(SCHEMA_PREFIX).unwrap_or(to)))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn what_extends_a_base_is_a_branch_of_it() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let extended = |name: &str| json!({"allOf": [to(name), {"properties": {"x": {}}}]});
        let fields = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
        let mut pet = fields.clone();
        pet["discriminator"] = json!({"propertyName": "kind", "mapping": {"cat": "Cat"}});
        let mut dog = extended("Pet");
        dog["discriminator"] = json!({"propertyName": "kind"});
        let made = after(
            super::run,
            json!({"components": {"schemas": {
                "Pet": pet, "Cat": extended("Pet"), "Dog": dog, "Pug": extended("Dog")
            }}}),
        );
        let prefix = "#/components/schemas/";
        let schemas = &made["components"]["schemas"];
        assert_eq!(
            schemas["Pet"],
            json!({
                "discriminator": {"propertyName": "kind", "mapping": {
                    "cat": format!("{prefix}Cat"), "Dog": format!("{prefix}DogBase"),
                    "Pug": format!("{prefix}Pug")
                }},
                "oneOf": [to("Cat"), to("DogBase"), to("Pug")]
            })
        );
        assert_eq!(schemas["PetBase"], fields);
        assert_eq!(schemas["Cat"], extended("PetBase"));
        assert_eq!(schemas["DogBase"], extended("PetBase"));
        // A dog that is not a pug has the name of its schema as well.
        assert_eq!(schemas["Dog"]["oneOf"], json!([to("DogBase"), to("Pug")]));
        assert_eq!(schemas["Pug"], extended("DogBase"));
    }
}
