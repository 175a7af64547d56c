//! Models of the types that typify makes.
//!
//! typify's `TypeSpace` has the types and what their fields hold; the prepared document has what
//! it does not keep: the order of fields, names on the wire, bounds, `nullable`, units.

use std::collections::{HashMap, HashSet};

use quote::format_ident;
use serde::Deserialize;
use serde_json::{Map, Value};
use syn::{Type, parse_quote};
use typify::{TypeDetails, TypeEnum, TypeEnumVariant, TypeId, TypeSpace};

use super::distinct::{self, Taken};
use super::model::{Alternative, Field, Kind, Tagged, TaggedVariant, TextValue, TypeModel, Unit};
use super::rust_type::argument;
use crate::json::{AT, FOREIGN, MAY_BE_ONE, elements, text};
use crate::names::Names;
use crate::naming::{pascal, pascal_as_typify, snake, snake_as_typify};
use crate::passes::Direction;
use openapi_document::{Error, Result, join, schemas};

/// The types in a type space that was made of the prepared document.
pub fn types(space: &TypeSpace, document: &Value, names: &Names) -> Result<Vec<TypeModel>> {
    let empty = Map::new();
    let reader = Reader {
        space,
        components: schemas(document).unwrap_or(&empty),
        names,
    };
    let model = |made: typify::Type<'_>| {
        let name = made.name();
        let kind = reader.kind(&name, &made.details());
        // The operations that use it are left out where that is forgiven.
        let kind = kind.map_err(|error| error.at(join("/components/schemas", &name)));
        kind.transpose().map(|kind| {
            let (kind, direction) = (kind?, Direction::of(reader.component(&name)?));
            Ok(TypeModel {
                name,
                direction,
                kind,
            })
        })
    };
    space.iter_types().filter_map(model).collect()
}

struct Reader<'a> {
    space: &'a TypeSpace,
    components: &'a Map<String, Value>,
    names: &'a Names,
}

impl Reader<'_> {
    fn component(&self, name: &str) -> Result<&Value> {
        self.components
            .get(name)
            .ok_or_else(|| unexpected(&format!("`{name}` is not a component")))
    }

    /// The kind of a type that has a name.
    fn kind(&self, name: &str, made: &TypeDetails<'_>) -> Result<Option<Kind>> {
        Ok(Some(match made {
            TypeDetails::Struct(made) => {
                let properties: Vec<_> = made.properties().collect();
                Kind::Record(self.record(name, self.component(name)?, &properties)?)
            }
            TypeDetails::Enum(made) => self.choice(name, made)?,
            TypeDetails::Newtype(_) => return Err(unexpected(&format!("`{name}` is a newtype"))),
            _ => return Ok(None),
        }))
    }

    /// The fields of a record in the order of its schema, without a tag.
    fn record(&self, name: &str, schema: &Value, made: &[(&str, TypeId)]) -> Result<Vec<Field>> {
        let properties = schema["properties"].as_object().into_iter().flatten();
        let by_name: HashMap<&str, &TypeId> = made.iter().map(|(name, id)| (*name, id)).collect();
        let required = elements(schema, "required").iter();
        let required: HashSet<&str> = required.filter_map(Value::as_str).collect();
        let mut fields = Vec::new();
        for (property_name, property) in properties {
            let rust_name = snake_as_typify(property_name);
            if let Some(id) = by_name.get(rust_name.as_str()) {
                let mut field = self.field(name, schema, property_name, property, id)?;
                field.required = required.contains(property_name.as_str());
                fields.push(field);
            }
        }
        if fields.len() != made.len() {
            return Err(unexpected(&format!(
                "`{name}` has {} fields for {} properties",
                made.len(),
                fields.len()
            )));
        }
        distinct::fields(&mut fields);
        Ok(fields)
    }

    fn field(
        &self,
        owner: &str,
        schema: &Value,
        property_name: &str,
        property: &Value,
        id: &TypeId,
    ) -> Result<Field> {
        let mut facts = property["x-facts"].as_object().cloned().unwrap_or_default();
        let wire = match facts.shift_remove("x-wire") {
            Some(Value::String(wire)) => wire,
            _ => property_name.to_owned(),
        };
        let unit = facts
            .get("x-unit")
            .and_then(|unit| Unit::deserialize(unit).ok());
        let mut ty = self.rust_type(id, property)?;
        if property.get("x-one-or-many").is_some() {
            ty = parse_quote!(OneOrMany<String>);
        } else if facts.get(MAY_BE_ONE) == Some(&Value::Bool(true))
            && let Some(item) = argument(&ty, "Vec")
        {
            ty = parse_quote!(OneOrMany<#item>);
        } else if Direction::of(schema).received
            && facts.get("format") == Some(&Value::from("date-time"))
            && ty == parse_quote!(String)
        {
            ty = parse_quote!(Timestamp);
        }
        if facts.get("format") == Some(&Value::from("uint16")) && !Direction::of(schema).sent {
            ty = parse_quote!(u16);
        }
        let chosen = self.names.field(owner, &wire);
        Ok(Field {
            ident: chosen.map_or_else(|| with_unit(snake(&wire), unit), str::to_owned),
            setter: String::new(),
            clear: String::new(),
            ty,
            required: false,
            nullable: facts.get("nullable") == Some(&Value::Bool(true)),
            embedded: schema["x-embed"] == property_name,
            unit,
            facts,
            wire,
        })
    }

    /// A type as the generated files write it, without an option around it; the schema says which of
    /// its items can be `null`.
    fn rust_type(&self, id: &TypeId, schema: &Value) -> Result<Type> {
        if let Some(path) = text(schema, FOREIGN) {
            return syn::parse_str(path).map_err(|error| unexpected(&error.to_string()));
        }
        let made = self
            .space
            .get_type(id)
            .map_err(|error| unexpected(&error.to_string()))?;
        Ok(match made.details() {
            TypeDetails::Enum(_) | TypeDetails::Struct(_) | TypeDetails::Newtype(_) => {
                let name = format_ident!("{}", made.name());
                parse_quote!(#name)
            }
            TypeDetails::Option(inner) => self.rust_type(&inner, schema)?,
            TypeDetails::Box(inner) => {
                let inner = self.rust_type(&inner, schema)?;
                parse_quote!(Box<#inner>)
            }
            TypeDetails::Vec(item) => {
                let item = self.item_type(&item, &schema["items"])?;
                parse_quote!(Vec<#item>)
            }
            TypeDetails::Map(_, value) => {
                let value = self.item_type(&value, &schema["additionalProperties"])?;
                if value == parse_quote!(Value) {
                    parse_quote!(Map<String, Value>)
                } else {
                    parse_quote!(BTreeMap<String, #value>)
                }
            }
            TypeDetails::String => parse_quote!(String),
            TypeDetails::Builtin("::serde_json::Value") => parse_quote!(Value),
            TypeDetails::Builtin(name) => {
                syn::parse_str(name).map_err(|error| unexpected(&error.to_string()))?
            }
            _ => return Err(unexpected(&format!("the type {}", made.describe()))),
        })
    }

    /// The type of an item of a list or of a value of a map.
    fn item_type(&self, id: &TypeId, schema: &Value) -> Result<Type> {
        let ty = self.rust_type(id, schema)?;
        let is_nullable = schema["x-facts"]["nullable"] == true && ty != parse_quote!(Value);
        Ok(match is_nullable {
            true => parse_quote!(Option<#ty>),
            false => ty,
        })
    }

    fn choice(&self, name: &str, made: &TypeEnum<'_>) -> Result<Kind> {
        let schema = self.component(name)?;
        if schema.get("x-union").is_some() {
            return self.tagged(name, schema, made);
        }
        if let Some(values) = schema["enum"].as_array() {
            return Ok(Kind::Text(self.texts(name, schema, values)));
        }
        let branches = elements(schema, "oneOf")
            .iter()
            .chain(std::iter::repeat(&Value::Null));
        let alternatives = made.variants().zip(branches);
        let alternatives = alternatives.map(|((shape, variant), branch)| match variant {
            TypeEnumVariant::Tuple(types) if types.len() == 1 => Ok(Alternative {
                ident: self
                    .names
                    .variant(name, shape)
                    .map_or_else(|| shape.to_owned(), str::to_owned),
                ty: self.rust_type(&types[0], branch)?,
                shape: shape.to_owned(),
            }),
            _ => Err(unexpected(&format!(
                "`{name}::{shape}` does not hold one value"
            ))),
        });
        Ok(Kind::Untagged(alternatives.collect::<Result<_>>()?))
    }

    fn texts(&self, name: &str, schema: &Value, values: &[Value]) -> Vec<TextValue> {
        let observed = schema["x-facts"]["x-observed-values"].as_array();
        let open = Direction::of(schema).received;
        let mut taken = Taken::new(if open { &["Unknown"] } else { &[] });
        values
            .iter()
            .filter_map(Value::as_str)
            .map(|value| {
                let wire = schema["x-wires"][value].as_str().unwrap_or(value);
                TextValue {
                    ident: taken.choose_variant(&self.variant(name, wire)),
                    observed: observed.is_some_and(|values| values.iter().any(|v| v == wire)),
                    places: schema[AT].get(wire).cloned(),
                    wire: wire.to_owned(),
                }
            })
            .collect()
    }

    fn tagged(&self, name: &str, schema: &Value, made: &TypeEnum<'_>) -> Result<Kind> {
        let tag = schema["x-union"]["tag"].as_str().unwrap_or_default();
        let mut taken = Taken::new(&["Unknown"]);
        let mut variants = Vec::new();
        let by_name: HashMap<&str, TypeEnumVariant<'_>> = made.variants().collect();
        for branch in schema["oneOf"].as_array().into_iter().flatten() {
            let mut branch = branch.clone();
            branch["x-direction"] = schema["x-direction"].clone();
            let value = branch["properties"][tag]["enum"][0]
                .as_str()
                .unwrap_or_default();
            let ident = pascal_as_typify(value);
            let variant = by_name.get(ident.as_str());
            let content = branch["properties"]
                .as_object()
                .and_then(|properties| properties.keys().find(|property| *property != tag))
                .map(|property| snake_as_typify(property));
            let fields = match (variant, &content) {
                (Some(TypeEnumVariant::Simple), _) => Vec::new(),
                (Some(TypeEnumVariant::Struct(fields)), _) => fields.clone(),
                // Where all branches have one field beside the tag, the variant holds its value.
                (Some(TypeEnumVariant::Tuple(types)), Some(field)) if types.len() == 1 => {
                    vec![(field.as_str(), types[0].clone())]
                }
                _ => return Err(unexpected(&format!("`{name}` has no branch `{value}`"))),
            };
            let wire = branch["x-tag"].as_str().unwrap_or(value).to_owned();
            let payload = branch["x-payload"].as_str().unwrap_or_default().to_owned();
            variants.push(TaggedVariant {
                ident: taken.choose_variant(&self.variant(name, &wire)),
                facts: branch["x-facts"].as_object().cloned().unwrap_or_default(),
                fields: self.record(&payload, &branch, &fields)?,
                wire,
                payload,
            });
        }
        Ok(Kind::Tagged(Tagged {
            tag: tag.to_owned(),
            bare: schema["x-union"]["bare"] == true,
            variants,
        }))
    }

    fn variant(&self, name: &str, wire: &str) -> String {
        self.names
            .variant(name, wire)
            .map_or_else(|| pascal(wire), str::to_owned)
    }
}

/// A raw number of a duration carries its unit in its name.
fn with_unit(ident: String, unit: Option<Unit>) -> String {
    let known = ["ms", "secs", "milliseconds", "seconds"];
    match unit {
        Some(unit) if !known.iter().any(|end| ident.to_lowercase().ends_with(end)) => {
            format!("{ident}_{}", unit.suffix())
        }
        _ => ident,
    }
}

fn unexpected(what: &str) -> Error {
    Error::new(format!("typify made other types than expected: {what}"))
        .remedy("this is a fault of the pipeline: please report it with the contract")
}
