//! Contracts of several files.

use std::fs;

use super::*;
use crate::load;

/// The contract of a folder with these files, of which the first is the contract.
fn followed(files: &[(&str, &str)]) -> Result<Value> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("api").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.path().join("secret.yaml"), "a: 1").unwrap();
    let path = folder.path().join("api").join(files[0].0);
    let mut contract = load(&path)?.value;
    follow_files(&mut contract, &path).map(|()| contract)
}

const MAIN: &str = "openapi: 3.1.0
paths:
  /a: {$ref: './paths/a.yaml'}
components:
  schemas:
    Pet: {$ref: 'schemas.yaml#/Pet'}
    Word: {type: string}
";

#[test]
fn schemas_become_components_and_other_parts_take_the_place() {
    let path = "get:
  parameters: [{$ref: '../schemas.yaml#/limit'}]
  responses:
    default: {content: {application/json: {schema: {$ref: '../schemas.yaml#/Pet'}}}}
";
    let schemas = "limit: {name: limit, in: query, schema: {$ref: '#/Word'}}
Word: {$ref: 'api.yaml#/components/schemas/Word', examples: [{$ref: no.yaml}]}
Pet: {type: object, properties: {default: {$ref: '#/Word'}, mother: {$ref: '#/Pet'}, owner: {$ref: 'https://x.example/y.json'}}}
";
    let contract = followed(&[
        ("api.yaml", MAIN),
        ("paths/a.yaml", path),
        ("schemas.yaml", schemas),
    ])
    .unwrap();
    let get = &contract["paths"]["/a"]["get"];
    assert_eq!(
        get["parameters"][0]["schema"]["$ref"],
        "#/components/schemas/Word_2"
    );
    let body = &get["responses"]["default"]["content"]["application/json"]["schema"];
    assert_eq!(body["$ref"], "#/components/schemas/Pet");
    let all = &contract["components"]["schemas"];
    assert_eq!(
        all["Pet"]["properties"]["mother"]["$ref"],
        "#/components/schemas/Pet"
    );
    assert_eq!(
        all["Pet"]["properties"]["default"]["$ref"],
        "#/components/schemas/Word_2"
    );
    assert_eq!(
        all["Pet"]["properties"]["owner"]["$ref"],
        "https://x.example/y.json"
    );
    assert_eq!(all["Word_2"]["$ref"], "#/components/schemas/Word");
}

#[test]
fn what_cannot_be_followed_is_an_error_with_its_reason() {
    let with =
        |reference: &str| format!("openapi: 3.1.0\npaths: {{/a: {{$ref: '{reference}'}}}}\n");
    for (reference, more, message) in [
        ("no.yaml", "", "leads to a file that does not exist"),
        (
            "../secret.yaml",
            "",
            "leads out of the folder of the contract",
        ),
        (
            "more.yaml#/nothing",
            "a: 1",
            "there is nothing at `/nothing`",
        ),
        ("more.yaml", "$ref: more.yaml", "do not come to an end"),
        ("more.yaml", "[", "more.yaml: "),
        (
            "more.yaml#/a",
            "a: text",
            "the value at `/a` is not an object",
        ),
        ("more.txt", "a: 1", "neither JSON nor YAML"),
        (".more.yaml", "a: 1", "is hidden"),
    ] {
        let files = ["more.yaml", "more.txt", ".more.yaml"].map(|name| (name, more));
        let main = ("api.yaml", &*with(reference));
        let error = followed(&[&[main], &files[..]].concat()).unwrap_err();
        assert!(error.to_string().contains(message), "{reference}: {error}");
    }
    assert_eq!(
        file_reference(&serde_json::json!({"a": [{"$ref": "x.json#/a"}]})),
        Some("x.json#/a")
    );
    assert_eq!(
        file_reference(&serde_json::json!({"a": {"$ref": "#/a"}, "example": {"$ref": "x"}})),
        None
    );
}

#[test]
fn components_and_maps_may_be_files_of_their_own() {
    let index = "Pet: {type: object, properties: {owner: {$ref: '#/Owner'}}}\nOwner: {$ref: 'owner.yaml'}\n";
    let owner = "{type: object, properties: {$ref: 'fields.yaml'}}";
    let fields = "name: {type: string}\npet: {$ref: 'index.yaml#/Pet'}\n";
    let components = "schemas: {$ref: 'index.yaml'}\nparameters: {limit: {name: limit, in: query, schema: {$ref: 'index.yaml#/Pet'}}}\n";
    for (place, has_more) in [
        ("{schemas: {$ref: index.yaml}}", false),
        ("{$ref: components.yaml}", true),
    ] {
        let main = format!("openapi: 3.1.0\npaths: {{$ref: paths.yaml}}\ncomponents: {place}\n");
        let contract = followed(&[
            ("api.yaml", &main),
            ("index.yaml", index),
            ("owner.yaml", owner),
            ("fields.yaml", fields),
            ("components.yaml", components),
            ("paths.yaml", "/a: {get: {responses: {}}}"),
        ]);
        let contract = contract.unwrap();
        let all = contract["components"]["schemas"].as_object().unwrap();
        let mut names: Vec<_> = all.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["Owner", "Pet"], "{contract}");
        assert_eq!(
            all["Pet"]["properties"]["owner"]["$ref"],
            "#/components/schemas/Owner"
        );
        let limit = &contract["components"]["parameters"]["limit"]["schema"]["$ref"];
        assert_eq!(limit == "#/components/schemas/Pet", has_more, "{contract}");
        assert!(contract["paths"]["/a"]["get"].is_object(), "{contract}");
        assert_eq!(file_reference(&contract), None, "{contract}");
    }
}

#[test]
fn a_file_that_is_put_in_many_places_is_bounded() {
    let large: String = (0..3000)
        .map(|number| format!("  p{number}: {{type: string}}\n"))
        .collect();
    let paths: String = (0..500)
        .map(|number| format!("  /a{number}: {{$ref: more.yaml}}\n"))
        .collect();
    let main = format!("openapi: 3.1.0\npaths:\n{paths}");
    let more = format!("x-large:\n{large}");
    let error = followed(&[("api.yaml", &main), ("more.yaml", &more)]).unwrap_err();
    assert!(error.to_string().contains("too large together"), "{error}");
}
