//! Boxes for optional records of responses.
//!
//! A page can carry a dozen records that most pages lack. Held in place, they
//! make a document of more than 5 kB that is copied on every step from the
//! reader to the caller, full or empty. All of them are boxed, and not the
//! large ones only, so that a record which grows changes no other type.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Type, parse_quote};

use super::model::{Kind, TypeModel};

/// Boxes every optional record in records that are received and never sent.
pub fn box_optional_records(models: &mut BTreeMap<String, TypeModel>) {
    let is_record = |model: &&TypeModel| matches!(model.kind, Kind::Record(_));
    let records: BTreeSet<String> = models
        .values()
        .filter(is_record)
        .map(|model| model.name.clone())
        .collect();
    let received = models
        .values_mut()
        .filter(|model| model.direction.received && !model.direction.sent);
    for model in received {
        let Kind::Record(fields) = &mut model.kind else {
            continue;
        };
        let optional = fields
            .iter_mut()
            .filter(|field| !field.required && !field.embedded);
        for field in optional {
            if names_record(&field.ty, &records) {
                let ty = &field.ty;
                field.ty = parse_quote!(Box<#ty>);
            }
        }
    }
}

fn names_record(ty: &Type, records: &BTreeSet<String>) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .get_ident()
            .is_some_and(|ident| records.contains(&ident.to_string())),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use serde_json::Map;

    use super::*;
    use crate::emit::model::Field;
    use crate::passes::Direction;

    fn field(ident: &str, ty: Type, required: bool) -> Field {
        Field {
            ident: ident.to_owned(),
            setter: ident.to_owned(),
            clear: String::new(),
            wire: ident.to_owned(),
            ty,
            required,
            nullable: false,
            embedded: false,
            unit: None,
            facts: Map::new(),
        }
    }

    fn types_of(sent: bool) -> Vec<String> {
        let direction = Direction {
            sent,
            received: true,
        };
        let record = |name: &str, fields| TypeModel {
            name: name.to_owned(),
            direction,
            kind: Kind::Record(fields),
        };
        let page = vec![
            field("a", parse_quote!(Menu), false),
            field("b", parse_quote!(Menu), true),
            field("c", parse_quote!(Vec<Menu>), false),
            field("d", parse_quote!(Word), false),
            field("e", parse_quote!(Box<Page>), false),
        ];
        let word = TypeModel {
            name: "Word".to_owned(),
            direction,
            kind: Kind::Text(Vec::new()),
        };
        let mut models: BTreeMap<String, TypeModel> =
            [record("Menu", Vec::new()), record("Page", page), word]
                .into_iter()
                .map(|model| (model.name.clone(), model))
                .collect();
        box_optional_records(&mut models);
        let Kind::Record(fields) = &models["Page"].kind else {
            unreachable!("it is a record");
        };
        fields
            .iter()
            .map(|field| field.ty.to_token_stream().to_string().replace(' ', ""))
            .collect()
    }

    #[test]
    fn an_optional_record_of_an_answer_is_boxed() {
        let expected = ["Box<Menu>", "Menu", "Vec<Menu>", "Word", "Box<Page>"];
        assert_eq!(types_of(false), expected);
    }

    #[test]
    fn what_is_sent_stays_in_place() {
        let expected = ["Menu", "Menu", "Vec<Menu>", "Word", "Box<Page>"];
        assert_eq!(types_of(true), expected);
    }
}
