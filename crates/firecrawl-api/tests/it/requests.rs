//! Requests: everything that is sent is valid by the contract.

use serde_json::Value;

use super::contract::{Case, requests};
use contract_testing::canonical::{Nulls, branch, canonical, difference};
use contract_testing::coverage::cover;
use contract_testing::findings::Findings;
use contract_testing::instances::Generator;
use contract_testing::schema::{Kind, Rest, Schema};

/// Random instances of each request.
const INSTANCES: usize = 300;

/// Requests that hold the options of a scrape beside their own fields, and with
/// them the place for options that the contract does not know.
const WITH_OPTIONS: [&str; 2] = [
    "scrapeAndExtractFromUrl request",
    "scrapeAndExtractFromUrls request",
];

/// Small instances that touch every part, then random ones.
fn instances(case: &Case, generator: &mut Generator) -> Vec<Value> {
    let mut values = cover(case.schema, generator);
    values.extend((0..INSTANCES).map(|_| generator.instance(case.schema)));
    values
}

#[test]
fn every_valid_request_is_sent_as_it_is() {
    let mut findings = Findings::default();
    for case in requests() {
        for value in instances(&case, &mut Generator::new(&case.place)) {
            let form = |value| canonical(case.schema, value, Nulls::Count);
            let what = match (case.codec.recode)(&value.to_string()) {
                Err(error) => Some(error),
                Ok(sent) => difference(&form(&value), &form(&sent)),
            };
            if let Some(what) = what {
                findings.add(
                    &format!("{} ({})", case.place, case.codec.name),
                    &what,
                    &value,
                );
            }
        }
    }
    findings.finish();
}

#[test]
fn no_null_is_sent_that_the_contract_does_not_allow() {
    let mut findings = Findings::default();
    for case in requests() {
        let mut generator = Generator::new(&case.place);
        for mut value in instances(&case, &mut generator) {
            nullify(case.schema, &mut value, &mut generator);
            // A null where none is allowed may be refused or left out.
            if let Ok(sent) = (case.codec.recode)(&value.to_string())
                && let Some(path) = forbidden_null(case.schema, &sent, "")
            {
                findings.add(&case.place, &format!("{path}: null is sent"), &value);
            }
        }
    }
    findings.finish();
}

#[test]
fn an_unknown_key_is_refused_or_sent_but_never_dropped() {
    const KEY: &str = "unknownKey";
    let mut findings = Findings::default();
    for case in requests() {
        let mut refused = false;
        for value in cover(case.schema, &mut Generator::new(&case.place)) {
            for at in objects(case.schema, &value, String::new()) {
                let mut with = value.clone();
                if let Some(Value::Object(entries)) = with.pointer_mut(&at) {
                    entries.insert(KEY.to_owned(), Value::from(1));
                }
                match (case.codec.recode)(&with.to_string()) {
                    Err(error) if error.contains(KEY) => refused |= at.is_empty(),
                    Err(error) => findings.add(&case.place, &error, &with),
                    Ok(sent) if sent.pointer(&format!("{at}/{KEY}")).is_some() => {}
                    Ok(_) => findings.add(&case.place, &format!("{at}: dropped"), &with),
                }
            }
        }
        let open = is_open(case.schema) || WITH_OPTIONS.contains(&&*case.place);
        if refused == open {
            let word = if refused { "refused" } else { "taken" };
            findings.add(
                &case.place,
                &format!("an unknown key is {word}"),
                &Value::Null,
            );
        }
    }
    findings.finish();
}

/// Sets optional fields to `null`, half of them.
fn nullify(schema: &Schema, value: &mut Value, generator: &mut Generator) {
    match (&schema.kind, value) {
        (Kind::OneOf(_), value) => {
            if let Some(branch) = branch(schema, value) {
                nullify(branch, value, generator);
            }
        }
        (Kind::List { items, .. }, Value::Array(values)) => {
            for value in values {
                nullify(items, value, generator);
            }
        }
        (Kind::Object(object), Value::Object(entries)) => {
            for field in &object.fields {
                match entries.get_mut(&field.name) {
                    Some(value) if field.required || generator.chance(0.5) => {
                        nullify(&field.schema, value, generator);
                    }
                    _ if field.required => {}
                    _ => {
                        entries.insert(field.name.clone(), Value::Null);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Finds declared fields that are `null` and must not be.
fn forbidden_null(schema: &Schema, value: &Value, path: &str) -> Option<String> {
    match (&schema.kind, value) {
        (Kind::Anything, _) => None,
        (_, Value::Null) => (!schema.nullable).then(|| path.to_owned()),
        (Kind::OneOf(_), _) => forbidden_null(branch(schema, value)?, value, path),
        (Kind::List { items, .. }, Value::Array(values)) => values
            .iter()
            .enumerate()
            .find_map(|(at, value)| forbidden_null(items, value, &format!("{path}/{at}"))),
        (Kind::Object(object), Value::Object(entries)) => {
            entries.iter().find_map(|(key, value)| {
                let field = object.field(key)?;
                forbidden_null(&field.schema, value, &format!("{path}/{key}"))
            })
        }
        _ => None,
    }
}

/// Returns the locations of all objects without additional properties.
fn objects(schema: &Schema, value: &Value, path: String) -> Vec<String> {
    match (&schema.kind, value) {
        (Kind::OneOf(_), _) => branch(schema, value)
            .map(|branch| objects(branch, value, path))
            .unwrap_or_default(),
        (Kind::List { items, .. }, Value::Array(values)) => values
            .iter()
            .enumerate()
            .flat_map(|(at, value)| objects(items, value, format!("{path}/{at}")))
            .collect(),
        (Kind::Object(object), Value::Object(entries)) => {
            let mut found: Vec<String> = entries
                .iter()
                .filter_map(|(key, value)| Some((key, value, object.field(key)?)))
                .flat_map(|(key, value, field)| {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    objects(&field.schema, value, format!("{path}/{key}"))
                })
                .collect();
            if matches!(object.rest, Rest::Closed) {
                found.push(path);
            }
            found
        }
        _ => Vec::new(),
    }
}

fn is_open(schema: &Schema) -> bool {
    matches!(&schema.kind, Kind::Object(object) if matches!(object.rest, Rest::Open(_)))
}
