//! Reads the types that progenitor wrote.
//!
//! The generated tokens say which types there are and what their fields hold;
//! the prepared document says what the tokens cannot: order, bounds, nullable,
//! units.

use serde_json::{Map, Value};
use syn::{Attribute, Fields, File, Item, ItemEnum, ItemMod, ItemStruct, LitStr, parse_quote};

use super::distinct::{self, Taken};
use super::model::{Alternative, Field, Kind, Tagged, TaggedVariant, TextValue, TypeModel, Unit};
use super::rust_type;
use crate::names::Names;
use crate::naming::{pascal, snake};
use crate::passes::Direction;
use openapi_document::schemas;
use openapi_document::{Error, Result};

/// The types in the module `types` of the generated file.
pub fn types(file: &File, document: &Value, names: &Names) -> Result<Vec<TypeModel>> {
    let empty = Map::new();
    let reader = Reader {
        components: schemas(document).unwrap_or(&empty),
        names,
    };
    let mut models = Vec::new();
    for item in module(file)? {
        match item {
            Item::Struct(item) => models.push(reader.record(item)?),
            Item::Enum(item) => models.push(reader.choice(item)?),
            _ => {}
        }
    }
    Ok(models)
}

fn module(file: &File) -> Result<&[Item]> {
    file.items
        .iter()
        .find_map(|item| match item {
            Item::Mod(ItemMod {
                ident,
                content: Some((_, items)),
                ..
            }) if ident == "types" => Some(items.as_slice()),
            _ => None,
        })
        .ok_or_else(|| unexpected("there is no module `types`"))
}

struct Reader<'a> {
    components: &'a Map<String, Value>,
    names: &'a Names,
}

impl Reader<'_> {
    fn component(&self, name: &str) -> Result<&Value> {
        self.components
            .get(name)
            .ok_or_else(|| unexpected(&format!("`{name}` is no component")))
    }

    fn record(&self, item: &ItemStruct) -> Result<TypeModel> {
        let name = item.ident.to_string();
        let schema = self.component(&name)?;
        let Fields::Named(fields) = &item.fields else {
            return Err(unexpected(&format!("`{name}` has no named fields")));
        };
        let mut read = fields
            .named
            .iter()
            .map(|field| self.field(&name, schema, field))
            .collect::<Result<Vec<_>>>()?;
        sort_as_declared(&mut read, schema);
        distinct::fields(&mut read);
        Ok(TypeModel {
            direction: Direction::of(schema),
            kind: Kind::Record(read),
            name,
        })
    }

    fn field(&self, owner: &str, schema: &Value, field: &syn::Field) -> Result<Field> {
        let ident = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let property_name = renamed(&field.attrs)?.unwrap_or_else(|| {
            let plain = ident.trim_start_matches("r#");
            plain.trim_end_matches('_').to_owned()
        });
        let property = &schema["properties"][&property_name];
        let mut facts = property["x-facts"].as_object().cloned().unwrap_or_default();
        let wire = match facts.shift_remove("x-wire") {
            Some(Value::String(wire)) => wire,
            _ => property_name.clone(),
        };
        let required = schema["required"]
            .as_array()
            .is_some_and(|names| names.iter().any(|name| name == property_name.as_str()));
        let unit = facts
            .get("x-unit")
            .and_then(Value::as_str)
            .and_then(Unit::parse);
        let received = Direction::of(schema).received;
        let mut ty = rust_type::without_option(&rust_type::tidy(&field.ty));
        if property.get("x-one-or-many").is_some() {
            ty = parse_quote!(OneOrMany<String>);
        } else if received
            && facts.get("format") == Some(&Value::from("date-time"))
            && ty == parse_quote!(String)
        {
            ty = parse_quote!(Timestamp);
        }
        let chosen = self.names.field(owner, &wire);
        Ok(Field {
            ident: chosen.map_or_else(|| with_unit(snake(&wire), unit), str::to_owned),
            setter: String::new(),
            clear: String::new(),
            ty,
            required,
            nullable: facts.get("nullable") == Some(&Value::Bool(true)),
            embedded: schema["x-embed"] == property_name.as_str(),
            unit,
            facts,
            wire,
        })
    }

    fn choice(&self, item: &ItemEnum) -> Result<TypeModel> {
        let name = item.ident.to_string();
        let schema = self.component(&name)?;
        let kind = if schema.get("x-union").is_some() {
            Kind::Tagged(self.tagged(&name, schema, item)?)
        } else if item
            .variants
            .iter()
            .all(|variant| matches!(variant.fields, Fields::Unit))
        {
            Kind::Text(self.texts(&name, schema, item)?)
        } else {
            Kind::Untagged(untagged(item, &name, self.names)?)
        };
        Ok(TypeModel {
            direction: Direction::of(schema),
            kind,
            name,
        })
    }

    fn texts(&self, name: &str, schema: &Value, item: &ItemEnum) -> Result<Vec<TextValue>> {
        let observed = schema["x-facts"]["x-observed-values"].as_array();
        let open = Direction::of(schema).received;
        let mut taken = Taken::new(if open { &["Unknown"] } else { &[] });
        item.variants
            .iter()
            .map(|variant| {
                let wire = renamed(&variant.attrs)?.unwrap_or_else(|| variant.ident.to_string());
                let wire = match &schema["x-wires"][&wire] {
                    Value::String(original) => original.clone(),
                    _ => wire,
                };
                Ok(TextValue {
                    ident: taken.choose_variant(&self.variant(name, &wire)),
                    observed: observed
                        .is_some_and(|values| values.iter().any(|value| *value == *wire)),
                    wire,
                })
            })
            .collect()
    }

    fn tagged(&self, name: &str, schema: &Value, item: &ItemEnum) -> Result<Tagged> {
        let tag = schema["x-union"]["tag"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let mut variants = Vec::new();
        let mut taken = Taken::new(&["Unknown"]);
        for variant in &item.variants {
            let wire = renamed(&variant.attrs)?.unwrap_or_else(|| variant.ident.to_string());
            let branch = schema["oneOf"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|branch| branch["properties"][&tag]["enum"][0] == *wire)
                .ok_or_else(|| unexpected(&format!("`{name}` has no branch `{wire}`")))?;
            let mut branch = branch.clone();
            branch["x-direction"] = schema["x-direction"].clone();
            let wire = branch["x-tag"].as_str().map_or(wire, str::to_owned);
            let payload = branch["x-payload"].as_str().unwrap_or_default().to_owned();
            let mut fields = match &variant.fields {
                Fields::Unit => Vec::new(),
                Fields::Named(fields) => fields
                    .named
                    .iter()
                    .map(|field| self.field(&payload, &branch, field))
                    .collect::<Result<_>>()?,
                Fields::Unnamed(_) => {
                    return Err(unexpected(&format!(
                        "`{name}::{}` has no named fields",
                        variant.ident
                    )));
                }
            };
            sort_as_declared(&mut fields, &branch);
            distinct::fields(&mut fields);
            variants.push(TaggedVariant {
                ident: taken.choose_variant(&self.variant(name, &wire)),
                facts: branch["x-facts"].as_object().cloned().unwrap_or_default(),
                wire,
                payload,
                fields,
            });
        }
        Ok(Tagged {
            tag,
            bare: schema["x-union"]["bare"] == true,
            variants,
        })
    }

    fn variant(&self, name: &str, wire: &str) -> String {
        self.names
            .variant(name, wire)
            .map_or_else(|| pascal(wire), str::to_owned)
    }
}

fn untagged(item: &ItemEnum, name: &str, names: &Names) -> Result<Vec<Alternative>> {
    item.variants
        .iter()
        .map(|variant| match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                let shape = variant.ident.to_string();
                Ok(Alternative {
                    ident: names
                        .variant(name, &shape)
                        .map_or_else(|| shape.clone(), str::to_owned),
                    shape,
                    ty: rust_type::tidy(&fields.unnamed[0].ty),
                })
            }
            _ => Err(unexpected(&format!(
                "`{}::{}` does not hold one value",
                item.ident, variant.ident
            ))
            .remedy("give the schema a tag or another shape with an overlay action")),
        })
        .collect()
}

/// The contract's order reads better than the alphabet, in which typify leaves the fields.
fn sort_as_declared(fields: &mut [Field], schema: &Value) {
    let order: Vec<&str> = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, property)| property["x-facts"]["x-wire"].as_str().unwrap_or(name))
        .collect();
    fields.sort_by_key(|field| order.iter().position(|name| *name == field.wire));
}

/// A raw number of a duration carries its unit in its name.
fn with_unit(ident: String, unit: Option<Unit>) -> String {
    let told = ["ms", "secs", "milliseconds", "seconds"];
    match unit {
        Some(unit) if !told.iter().any(|end| ident.to_lowercase().ends_with(end)) => {
            format!("{ident}_{}", unit.suffix())
        }
        _ => ident,
    }
}

/// The name that serde writes for a field or variant.
fn renamed(attributes: &[Attribute]) -> Result<Option<String>> {
    let mut name = None;
    for attribute in attributes.iter().filter(|a| a.path().is_ident("serde")) {
        attribute
            .parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    name = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.input.peek(syn::Token![=]) {
                    meta.value()?.parse::<syn::Expr>()?;
                }
                Ok(())
            })
            .map_err(|error| unexpected(&error.to_string()))?;
    }
    Ok(name)
}

fn unexpected(what: &str) -> Error {
    Error::new(format!("progenitor's output is not as expected: {what}"))
        .remedy("this is a fault of the pipeline: please report it with the contract")
}
