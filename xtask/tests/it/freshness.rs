//! What `check` says of a changed contract and what `generate` makes of it never differ.

use openapi_codegen::pipeline::{self, Inputs, Run};
use openapi_document::{each_schema_mut, parse, segments};
use serde_json::{Value, json};
use xtask::project::Project;

use crate::scratch::{Scratch, contract};

/// The number of places in which each change is tried.
const PLACES: usize = 3;

/// A change of the schema of a property, given with the object that has it.
type Change = fn(&mut Value, &str);

const CHANGES: [(&str, Change); 7] = [
    ("another type", |object, name| {
        let is_text = object["properties"][name]["type"] == "string";
        let other = if is_text { "integer" } else { "string" };
        object["properties"][name] = json!({ "type": other });
    }),
    ("any value", |object, name| {
        object["properties"][name] = json!({});
    }),
    ("gone", |object, name| {
        let properties = object["properties"].as_object_mut().unwrap();
        properties.shift_remove(name);
        if let Some(Value::Array(required)) = object.get_mut("required") {
            required.retain(|one| one != name);
        }
    }),
    ("required or no longer", |object, name| {
        let mut required = object["required"].as_array().cloned().unwrap_or_default();
        let before = required.len();
        required.retain(|one| one != name);
        if required.len() == before {
            required.push(json!(name));
        }
        object["required"] = json!(required);
    }),
    ("nullable", |object, name| {
        let property = &mut object["properties"][name];
        property["nullable"] = json!(property["nullable"] != true);
    }),
    ("a list of it", |object, name| {
        let one = object["properties"][name].take();
        object["properties"][name] = json!({"type": "array", "items": one});
    }),
    ("one more beside it", |object, name| {
        object["properties"][format!("{name}Too")] = json!({"type": "boolean"});
    }),
];

/// The pointers to the objects of the contract, each with the name of one of their properties.
fn places(contract: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    each_schema_mut(&mut contract.clone(), &mut |schema, pointer| {
        let names = schema["properties"].as_object().into_iter().flatten();
        found.extend(names.map(|(name, _)| (pointer.to_owned(), name.clone())));
        Ok(())
    })
    .unwrap();
    found
}

fn inputs(project: &Project, contract: &Value) -> Inputs {
    let mut inputs = project.inputs(None).unwrap();
    inputs.contract = parse("contract.json", contract.to_string().as_bytes()).unwrap();
    inputs
}

/// The generated files without their heads, which name the hash of the contract.
fn code(run: &Run) -> Vec<String> {
    let files = run.code.files.values();
    let body = |file: &String| file.split_once(": do not edit.").unwrap().1.to_owned();
    files.map(body).collect()
}

#[test]
fn whatever_changes_check_and_generate_say_the_same() {
    let scratch = Scratch::new();
    let project = Project::at(scratch.path("")).unwrap();
    let contract = contract();
    let places = places(&contract);
    let total = CHANGES.len() * PLACES;
    let mut refused = 0;
    for number in 0..total {
        let (kind, change) = CHANGES[number % CHANGES.len()];
        let (pointer, name) = &places[number * places.len() / total];
        let mut changed = contract.clone();
        change(changed.pointer_mut(pointer).unwrap(), name);
        let inputs = inputs(&project, &changed);
        let place = format!("{kind}: {name} of {pointer}");
        // `check` runs the pipeline leniently, and `generate` does not.
        let checked = pipeline::review(&inputs);
        match (pipeline::run(&inputs, false), checked) {
            (Ok(generated), Ok(checked)) => {
                assert!(code(&generated) == code(&checked), "{place}");
                assert!(generated.corrected == checked.corrected, "{place}");
                assert_eq!(generated.findings.failures(), checked.findings.failures());
            }
            (Err(error), Ok(checked)) => {
                refused += 1;
                assert!(!checked.findings.failures().is_empty(), "{place}: {error}");
            }
            (Err(_), Err(_)) => refused += 1,
            (Ok(_), Err(error)) => panic!("{place}: only generated: {error}"),
        }
    }
    assert!(refused < total, "every change is refused");
}

/// The places whose schemas have one type with those of other places.
#[test]
fn no_change_of_one_of_two_places_of_a_type_is_silent() {
    let scratch = Scratch::new();
    let project = Project::at(scratch.path("")).unwrap();
    let contract = contract();
    let before = code(&pipeline::run(&inputs(&project, &contract), false).unwrap());
    let page = "/components/schemas/BatchScrapeStatusResponseObj";
    for (pointer, name, changes) in [
        (page, "completed", &CHANGES[..4]),
        (
            "/components/schemas/ResearchReadPaperResponse",
            "paper",
            &CHANGES[..4],
        ),
    ] {
        for (kind, change) in changes {
            let mut changed = contract.clone();
            change(changed.pointer_mut(pointer).unwrap(), name);
            let inputs = inputs(&project, &changed);
            let place = format!("{kind}: {name} of {pointer}");
            let checked = match pipeline::review(&inputs) {
                Ok(checked) => checked,
                Err(error) => {
                    // An overlay that names a field which is gone is an error of both.
                    let other = pipeline::run(&inputs, false).unwrap_err();
                    assert!(error.to_string().contains("x-envelope"), "{place}: {error}");
                    assert!(!other.to_string().is_empty(), "{place}");
                    continue;
                }
            };
            match pipeline::run(&inputs, false) {
                Ok(run) => assert!(code(&run) != before, "{place}"),
                Err(error) => {
                    // An error names both places, and without it there are two types.
                    let component = segments(pointer).pop().unwrap();
                    let text = error.to_string();
                    assert!(text.contains(&component), "{place}: {text}");
                    assert!(code(&checked) != before, "{place}: {text}");
                    for told in &checked.findings.disagreements {
                        let (_, named) = told.rsplit_once("; it is ").unwrap();
                        assert!(checked.code.types.iter().any(|one| one == named), "{told}");
                    }
                }
            }
        }
    }
}
