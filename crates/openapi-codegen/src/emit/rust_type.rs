//! The shapes of the types of generated fields.

use syn::{GenericArgument, PathArguments, Type, TypePath};

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
    use syn::parse_quote;

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
}
