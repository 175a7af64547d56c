//! Schemas of every form, and the types that they mean.

use quote::ToTokens;
use serde_json::{Value, json};
use syn::{FnArg, Item};

use crate::small::run;

/// The types of the contract whose one operation sends `Req` and receives `Res`.
pub(crate) struct Types {
    items: Vec<Item>,
    pub(crate) warnings: Vec<String>,
}

impl Types {
    /// Generates the types of these components, of which those that are missing are objects.
    pub(crate) fn of(mut schemas: Value) -> Self {
        for name in ["Req", "Res"] {
            if schemas.get(name).is_none() {
                schemas[name] = json!({"type": "object"});
            }
        }
        let content = |name: &str| {
            let schema = json!({"$ref": format!("#/components/schemas/{name}")});
            json!({"description": "", "content": {"application/json": {"schema": schema}}})
        };
        let contract = json!({
            "openapi": "3.0.3",
            "info": {"title": "", "version": "1"},
            "components": {"schemas": schemas},
            "paths": {"/a": {"post": {
                "operationId": "doA",
                "requestBody": content("Req"),
                "responses": {"200": content("Res")}
            }}}
        });
        let run = run("contract.json", &contract).unwrap();
        let files = run.code.files.values();
        let items = files.flat_map(|file| syn::parse_file(file).unwrap().items);
        Self {
            items: items.collect(),
            warnings: run.findings.warnings,
        }
    }

    /// The fields of a record, each as `name: Type`, without what keeps undeclared ones.
    pub(crate) fn fields(&self, name: &str) -> Vec<String> {
        let found = self.items.iter().find_map(|item| match item {
            Item::Struct(item) if item.ident == name => Some(item.fields.iter()),
            _ => None,
        });
        let fields = found.unwrap_or_else(|| panic!("there is a record {name}"));
        fields
            .map(|field| shown(field.ident.as_ref().unwrap()) + ": " + &shown(&field.ty))
            .filter(|field| field != "extra: Map<String,Value>")
            .collect()
    }

    /// The variants of an enum, each as `Name` or `Name(Type)`.
    pub(crate) fn variants(&self, name: &str) -> Vec<String> {
        let found = self.items.iter().find_map(|item| match item {
            Item::Enum(item) if item.ident == name => Some(item.variants.iter()),
            _ => None,
        });
        let variants = found.unwrap_or_else(|| panic!("there is an enum {name}"));
        variants
            .map(|variant| shown(&variant.ident) + &shown(&variant.fields))
            .collect()
    }

    /// The names of the arguments of a record's constructor.
    fn constructor(&self, name: &str) -> Vec<String> {
        let implementations = self.items.iter().filter_map(|item| match item {
            Item::Impl(item) if item.trait_.is_none() && shown(&item.self_ty) == name => {
                Some(&item.items)
            }
            _ => None,
        });
        let new = implementations.flatten().find_map(|item| match item {
            syn::ImplItem::Fn(function) if function.sig.ident == "new" => Some(function),
            _ => None,
        });
        let arguments = new.expect("there is a constructor").sig.inputs.iter();
        arguments
            .map(|argument| match argument {
                FnArg::Typed(argument) => shown(&argument.pat),
                FnArg::Receiver(_) => "self".to_owned(),
            })
            .collect()
    }
}

fn shown(part: &impl ToTokens) -> String {
    part.to_token_stream().to_string().replace(' ', "")
}

pub(crate) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

pub(crate) fn object(properties: Value, required: Value) -> Value {
    json!({"type": "object", "properties": properties, "required": required})
}

pub(crate) fn text() -> Value {
    json!({"type": "string"})
}

/// The fields of `Res`, of which `Base` has the optional texts `a` and `b`.
fn fields_of(res: Value) -> Vec<String> {
    let base = object(json!({"a": text(), "b": text()}), json!([]));
    Types::of(json!({
        "Base": base,
        "Alias": {"allOf": [reference("Base")]},
        "Res": res
    }))
    .fields("Res")
}

#[test]
fn keywords_beside_an_all_of_are_one_more_part() {
    let base = || json!([reference("Base")]);
    let more = json!({"c": text()});
    let required = ["a: String", "b: Option<String>"];
    let joined = [
        "a: Option<String>",
        "b: Option<String>",
        "c: Option<String>",
    ];
    for (res, expected) in [
        (json!({"allOf": base(), "properties": more}), &joined[..]),
        (
            json!({"allOf": [reference("Base"), {"properties": more}]}),
            &joined[..],
        ),
        (
            json!({"allOf": [reference("Alias"), {"type": "object", "properties": more}]}),
            &joined[..],
        ),
        (
            json!({"allOf": base(), "additionalProperties": {"type": "integer"}}),
            &joined[..2],
        ),
        (json!({"allOf": base(), "required": ["a"]}), &required[..]),
        (
            json!({"allOf": base(), "type": "object", "required": ["a"]}),
            &required[..],
        ),
        (
            json!({"allOf": [{"required": ["a"]}, reference("Base")]}),
            &required[..],
        ),
        (
            json!({"allOf": [{"type": "object", "required": ["a"]}, reference("Base")]}),
            &required[..],
        ),
        (
            json!({"allOf": [{"allOf": base(), "required": ["a"]}]}),
            &required[..],
        ),
    ] {
        assert_eq!(fields_of(res.clone()), expected, "{res}");
    }
}

#[test]
fn what_a_request_requires_of_its_options_is_required() {
    let base = object(json!({"a": text(), "b": text()}), json!([]));
    let own = object(json!({"c": text()}), json!(["a", "c"]));
    let req = json!({"allOf": [reference("Base"), own]});
    let types = Types::of(json!({"Base": base, "Req": req}));
    assert_eq!(
        types.fields("Req"),
        ["a: String", "b: Option<String>", "c: String"]
    );
    assert_eq!(types.constructor("Req"), ["a", "c"]);
}

#[test]
fn a_value_through_an_all_of_has_its_type() {
    let of = |name: &str, more: Value| json!({"allOf": [reference(name), more]});
    let types = Types::of(json!({
        "Word": {"type": "string", "enum": ["p", "q"]},
        "Id": text(),
        "Res": object(json!({
            "described": {"type": "string", "allOf": [{"description": "w"}]},
            "bounded": {"allOf": [text(), {"maxLength": 5}]},
            "chosen": {"allOf": [text(), {"enum": ["x"]}]},
            "both": {"allOf": [{"enum": ["x", "y"]}, {"enum": ["y", "z"]}]},
            "word": of("Word", json!({"default": "p"})),
            "same": {"type": "string", "allOf": [reference("Word")]},
            "id": of("Id", json!({"pattern": "a"})),
            "list": {"allOf": [{"type": "array", "items": text()}, {"minItems": 1}]},
            "count": {"allOf": [{"type": "number"}, {"type": "integer"}]},
            "null": {"allOf": [reference("Word")], "nullable": true}
        }), json!(["null", "id"]))
    }));
    assert_eq!(
        types.fields("Res"),
        [
            "described: Option<String>",
            "bounded: Option<String>",
            "chosen: Option<ResChosen>",
            "both: Option<ResBoth>",
            "word: Option<Word>",
            "same: Option<Word>",
            "id: String",
            "list: Vec<String>",
            "count: Option<i64>",
            "null: Option<Word>",
        ]
    );
    assert_eq!(types.variants("ResBoth"), ["Y", "Unknown(String)"]);
    assert_eq!(types.warnings, [""; 0]);
}

#[test]
fn of_two_parts_that_differ_the_later_one_is_used_with_a_warning() {
    let part = |schema: Value| object(json!({"x": schema}), json!([]));
    let types = Types::of(json!({
        "A": part(text()),
        "Res": {"allOf": [reference("A"), part(json!({"type": "integer"}))]}
    }));
    assert_eq!(types.fields("Res"), ["x: Option<i64>"]);
    assert_eq!(
        types.warnings,
        [
            "/components/schemas/Res/allOf/1: the parts of `allOf` declare `x` differently, as string \
         and integer; the later one is used"
        ]
    );
}

#[test]
fn a_reference_among_the_parts_is_no_text_unless_it_is_to_an_enum() {
    let list = |items: Value| json!({"type": "array", "items": items});
    let map = |values: Value| json!({"type": "object", "additionalProperties": values});
    let part = |list_of: Value, map_of: Value, word: Value| {
        let properties = json!({"list": list(list_of), "map": map(map_of), "word": word});
        object(properties, json!([]))
    };
    let record = |name: &str| object(json!({name: {"type": "integer"}}), json!([name]));
    let types = Types::of(json!({
        "Lamp": record("lamp"),
        "Bulb": record("bulb"),
        "Word": {"type": "string", "enum": ["a"]},
        "A": part(reference("Lamp"), reference("Lamp"), reference("Word")),
        "Res": {"allOf": [reference("A"), part(text(), reference("Bulb"), text())]}
    }));
    assert_eq!(
        types.fields("Res"),
        [
            "list: Vec<String>",
            "map: BTreeMap<String,Bulb>",
            "word: Option<Word>"
        ]
    );
    let parts = "the parts of `allOf` declare";
    let place = "/components/schemas/Res/allOf/1";
    assert_eq!(
        types.warnings,
        [
            format!(
                "{place}: {parts} `list` differently, as array of Lamp and array of string; the later one is used"
            ),
            format!(
                "{place}/properties/map: {parts} `additionalProperties` differently, as Lamp and Bulb; the later one is used"
            ),
        ]
    );
}

#[test]
fn a_union_among_the_parts_adds_its_properties() {
    let branch = |name: &str| object(json!({name: text()}), json!([name]));
    let types = Types::of(json!({
        "A": branch("a"),
        "Either": {"oneOf": [reference("A"), branch("b")]},
        "Res": {"allOf": [reference("Either"), branch("c")]},
    }));
    let expected = ["a: Option<String>", "b: Option<String>", "c: String"];
    assert_eq!(types.fields("Res"), expected);
}

#[test]
fn a_keyword_of_another_type_is_left_out_with_a_warning() {
    let stray = object(json!({"q": text()}), json!([]));
    let types = Types::of(json!({"Res": object(json!({
        "list": {"type": "array", "items": text(), "properties": {"web": text()}},
        "text": {"type": "string", "properties": {"web": text()}},
        "count": {"type": "integer", "items": stray}
    }), json!([]))}));
    let expected = [
        "list: Vec<String>",
        "text: Option<String>",
        "count: Option<i64>",
    ];
    assert_eq!(types.fields("Res"), expected);
    assert_eq!(
        types.warnings,
        [
            "/components/schemas/Res/properties/list: `properties` does not go with the type `array` \
         and is left out",
            "/components/schemas/Res/properties/text: `properties` does not go with the type `string` \
         and is left out",
            "/components/schemas/Res/properties/count: `items` does not go with the type `integer` and \
         is left out",
        ]
    );
}

#[test]
fn what_is_read_only_is_not_sent_and_what_is_write_only_not_received() {
    let base = object(
        json!({
            "id": {"type": "string", "readOnly": true},
            "name": text(),
            "key": {"type": "string", "writeOnly": true}
        }),
        json!(["id", "name", "key"]),
    );
    let both = object(json!({"base": reference("Base")}), json!(["base"]));
    let types = Types::of(json!({
        "Base": base,
        "Req": {"allOf": [both, object(json!({"at": {"allOf": [reference("Id")], "readOnly": true}}), json!(["at"]))]},
        "Id": text(),
        "Res": both
    }));
    assert_eq!(types.fields("Base"), ["id: String", "name: String"]);
    assert_eq!(types.fields("BaseRequest"), ["name: String", "key: String"]);
    assert_eq!(types.constructor("BaseRequest"), ["name", "key"]);
    assert_eq!(types.fields("Req"), ["base: BaseRequest"]);
    assert_eq!(types.fields("Res"), ["base: Base"]);
}

#[test]
fn a_discriminator_tells_the_branches_of_a_union_apart() {
    let animal = object(json!({"kind": text(), "name": text()}), json!(["kind"]));
    let of = |more: Value| json!({"allOf": [reference("Animal"), object(more, json!([]))]});
    let union = |mapping: Value| {
        let discriminator = json!({"propertyName": "kind", "mapping": mapping});
        json!({"oneOf": [reference("Cat"), reference("Dog")], "discriminator": discriminator})
    };
    let types = Types::of(json!({
        "Animal": animal,
        "Cat": of(json!({"lives": {"type": "integer"}})),
        "Dog": of(json!({"tricks": {"type": "array", "items": text()}})),
        "Req": object(json!({"pet": union(json!({}))}), json!(["pet"])),
        "Res": object(json!({"pet": union(json!({
            "cat": "#/components/schemas/Cat", "dog": "Dog", "puppy": "#/components/schemas/Dog"
        }))}), json!(["pet"]))
    }));
    assert_eq!(
        types.variants("ResPet"),
        [
            "Cat(CatResPet)",
            "Dog(DogResPet)",
            "Puppy(PuppyResPet)",
            "Unknown(Value)"
        ]
    );
    assert_eq!(
        types.fields("CatResPet"),
        ["name: Option<String>", "lives: Option<i64>"]
    );
    assert_eq!(
        types.fields("PuppyResPet"),
        ["name: Option<String>", "tricks: Vec<String>"]
    );
    assert_eq!(
        types.variants("ReqPet")[..2],
        ["Cat(CatReqPet)", "Dog(DogReqPet)"]
    );
}

#[test]
fn a_union_with_null_is_nullable() {
    let types = Types::of(json!({
        "Inner": object(json!({"a": text()}), json!([])),
        "Req": object(json!({
            "listed": {"oneOf": [text(), {"enum": [null]}]},
            "inner": {"anyOf": [reference("Inner"), {"nullable": true, "enum": [null]}]},
            "word": {"type": "string", "nullable": true, "enum": ["a", null]},
            "null": {"enum": [null]},
            "any": {"anyOf": [text(), {}]}
        }), json!([]))
    }));
    assert_eq!(
        types.fields("Req"),
        [
            "listed: Option<Option<String>>",
            "inner: Option<Option<Inner>>",
            "word: Option<Option<ReqWord>>",
            "null: Option<Option<Value>>",
            "any: Option<Value>",
        ]
    );
}

#[test]
fn known_texts_beside_any_text_are_open_in_requests_too() {
    let word = json!({"anyOf": [{"type": "string", "enum": ["a", "b"]}, text()]});
    let types = Types::of(json!({"Req": object(json!({"word": word}), json!([]))}));
    assert_eq!(types.fields("Req"), ["word: Option<ReqWord>"]);
    assert_eq!(types.variants("ReqWord"), ["A", "B", "Unknown(String)"]);
}

#[test]
fn unions_in_the_branches_of_unions_end() {
    let holder = |kind: &str| {
        object(
            json!({
                "object": {"type": "string", "enum": [kind]},
                "owner": {"anyOf": [text(), reference("Account")], "nullable": true},
                "next": {"oneOf": [reference("Card"), reference("Bank")]}
            }),
            json!(["object"]),
        )
    };
    let types = Types::of(json!({
        "Card": holder("card"),
        "Bank": holder("bank"),
        "Account": object(json!({"sources": {"type": "array", "items": {
            "anyOf": [reference("Card"), reference("Bank")]
        }}}), json!([])),
        "Res": reference("Account")
    }));
    assert_eq!(types.fields("Account"), ["sources: Vec<AccountSource>"]);
    assert_eq!(types.variants("AccountSource").len(), 3);
}
