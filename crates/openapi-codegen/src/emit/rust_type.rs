//! The shapes of the types of generated fields.

use serde_json::Value;
use syn::{GenericArgument, PathArguments, Type, TypePath, parse_quote};

/// The shape of a type, as far as a setter depends on it.
#[derive(Debug, PartialEq)]
pub enum Shape {
    /// `bool`.
    Bool,
    /// `Vec<T>`.
    List(Type),
    /// A map from strings to `T`.
    Map(Type),
    /// Anything else.
    Other,
}

/// The shape of a type.
pub fn shape(ty: &Type) -> Shape {
    if let Some([item]) = arguments(ty, "Vec").as_deref() {
        return Shape::List(item.clone());
    }
    for map in ["Map", "BTreeMap"] {
        if let Some([_, value]) = arguments(ty, map).as_deref() {
            return Shape::Map(value.clone());
        }
    }
    match ty {
        Type::Path(path) if path.path.is_ident("bool") => Shape::Bool,
        _ => Shape::Other,
    }
}

/// The type inside a box.
pub fn boxed(ty: &Type) -> Option<Type> {
    argument(ty, "Box")
}

/// The first type argument of a generic type of this name.
pub fn argument(ty: &Type, name: &str) -> Option<Type> {
    arguments(ty, name)?.into_iter().next()
}

/// The last name of a path type.
pub fn name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(TypePath { path, .. }) => path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
}

/// Returns a type with an option around each value that its schema allows to be `null`: around the
/// whole, items of lists and values of maps.
pub fn with_nulls(ty: &Type, schema: &Value) -> Type {
    let mut exact = ty.clone();
    for (name, key) in [("Vec", "items"), ("BTreeMap", "additionalProperties")] {
        if let Some(inner) = last_argument(&mut exact, name) {
            *inner = with_nulls(inner, &schema[key]);
        }
    }
    let is_nullable = schema["x-facts"]["nullable"] == true;
    match is_nullable && name(&exact).is_none_or(|name| name != "Value") {
        true => parse_quote!(Option<#exact>),
        false => exact,
    }
}

/// The last type argument of a generic type of this name, or of one that is borrowed.
fn last_argument<'a>(ty: &'a mut Type, name: &str) -> Option<&'a mut Type> {
    let path = match ty {
        Type::Reference(reference) => return last_argument(&mut reference.elem, name),
        Type::Path(TypePath { path, .. }) => path,
        _ => return None,
    };
    let segment = path.segments.last_mut()?;
    match &mut segment.arguments {
        PathArguments::AngleBracketed(inner) if segment.ident == name => inner
            .args
            .iter_mut()
            .rev()
            .find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            }),
        _ => None,
    }
}

fn arguments(ty: &Type, name: &str) -> Option<Vec<Type>> {
    let Type::Path(TypePath { path, .. }) = ty else {
        return None;
    };
    let segment = path.segments.last()?;
    let PathArguments::AngleBracketed(inner) = &segment.arguments else {
        return None;
    };
    (segment.ident == name).then(|| {
        inner
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty.clone()),
                _ => None,
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(
            shape(&parse_quote!(Vec<Page>)),
            Shape::List(parse_quote!(Page))
        );
        assert_eq!(
            shape(&parse_quote!(Map<String, Value>)),
            Shape::Map(parse_quote!(Value))
        );
        assert_eq!(shape(&parse_quote!(bool)), Shape::Bool);
        assert_eq!(shape(&parse_quote!(i64)), Shape::Other);
    }
    #[test]
    fn what_can_be_null_is_optional() {
        let nullable = |mut schema: Value| {
            schema["x-facts"] = json!({"nullable": true});
            schema
        };
        let list = |items: Value| json!({"items": items});
        for (ty, schema, expected) in [
            (
                parse_quote!(&str),
                nullable(json!({})),
                parse_quote!(Option<&str>),
            ),
            (
                parse_quote!(&::std::vec::Vec<Vec<i64>>),
                list(list(nullable(json!({})))),
                parse_quote!(&::std::vec::Vec<Vec<Option<i64>>>),
            ),
            (
                parse_quote!(BTreeMap<String, Page>),
                nullable(json!({"additionalProperties": nullable(json!({}))})),
                parse_quote!(Option<BTreeMap<String, Option<Page>>>),
            ),
            (
                parse_quote!(Vec<::serde_json::Value>),
                list(nullable(json!({}))),
                parse_quote!(Vec<::serde_json::Value>),
            ),
        ] {
            let ty: Type = ty;
            let expected: Type = expected;
            assert_eq!(with_nulls(&ty, &schema), expected);
        }
    }
}
