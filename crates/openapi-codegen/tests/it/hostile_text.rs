//! Nothing that a contract says becomes structure of the generated documentation.
//!
//! A code block in documentation is a program that `cargo test` compiles and runs.

use contract_testing::hostile::{self, TEXTS, places, put};
use openapi_document::visible;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use syn::visit::Visit;

use crate::small::generated;

/// The doc comments of a file, each joined as rustdoc joins them.
#[derive(Default)]
struct Docs {
    texts: Vec<String>,
}

impl<'ast> Visit<'ast> for Docs {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.add(&file.attrs);
        syn::visit::visit_file(self, file);
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        match item {
            syn::Item::Struct(item) => self.add(&item.attrs),
            syn::Item::Enum(item) => self.add(&item.attrs),
            syn::Item::Static(item) => self.add(&item.attrs),
            _ => {}
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.add(&field.attrs);
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.add(&variant.attrs);
        syn::visit::visit_variant(self, variant);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.attrs);
    }
}

impl Docs {
    fn add(&mut self, attributes: &[syn::Attribute]) {
        let lines: Vec<String> = attributes
            .iter()
            .filter_map(|attribute| match &attribute.meta {
                syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                    syn::Expr::Lit(literal) => match &literal.lit {
                        syn::Lit::Str(text) => Some(text.value()),
                        _ => None,
                    },
                    _ => None,
                },
                _ => None,
            })
            .collect();
        for line in &lines {
            assert!(
                !line.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{202e}']),
                "{line:?}"
            );
        }
        let lines: Vec<&str> = lines
            .iter()
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        self.texts.push(lines.join("\n"));
    }
}

/// Asserts that a doc comment is made of paragraphs, lists and spans of code.
fn assert_plain(text: &str) {
    for event in Parser::new_ext(text, Options::all()) {
        let plain = matches!(
            event,
            Event::Text(_)
                | Event::Code(_)
                | Event::SoftBreak
                | Event::End(_)
                | Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item)
        );
        assert!(plain, "{event:?} in {text:?}");
    }
}

/// A contract that says these texts wherever the generated documentation repeats the contract.
fn contract<T: AsRef<str>>(name: &str, texts: &[T]) -> Value {
    let mut all = texts.iter().map(AsRef::as_ref).cycle();
    let mut text = || all.next().unwrap();
    let body = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
    let query = |name: &str, text: &str| {
        json!({"name": name, "in": "query", "schema": {
            "type": "string", "pattern": text, "default": text, "format": text
        }})
    };
    json!({
        "openapi": "3.0.3",
        "info": {"title": text(), "version": "1"},
        "paths": {
            format!("/a/{}", name.replace(['{', '}', '?', '#'], "")): {"post": {
                "operationId": format!("a{name}"),
                "summary": text(),
                "description": text(),
                "requestBody": body(json!({
                    "type": "object",
                    "title": text(),
                    "required": [name],
                    "properties": {
                        name: {
                            "type": "string", "description": text(), "pattern": text(),
                            "default": text(), "format": text(), "nullable": true
                        },
                        "values": {"enum": [1, text()]},
                        "words": {"type": "string", "enum": ["first", text()], "default": text()},
                        "bounds": {"type": "integer", "minimum": 1, "x-unit": text()},
                        "many": {"oneOf": [
                            {"type": "object", "properties": {
                                "kind": {"type": "string", "enum": [text()]}, name: {"type": "string"}
                            }},
                            {"type": "object", "properties": {
                                "kind": {"type": "string", "enum": ["first"]}
                            }}
                        ]}
                    }
                })),
                "responses": {"200": {
                    "description": text(),
                    "content": body(json!({"type": "object", "properties": {
                        name: {"type": "array", "items": {"type": "string", "enum": [text()]}},
                        "at": {"type": "string", "format": "date-time", "pattern": text()}
                    }}))["content"]
                }}
            }},
            "/b": {"get": {
                "operationId": format!("b{name}"),
                "parameters": [query(name, text()), query("other", text())],
                "responses": {"204": {"description": text()}}
            }},
            "/c/{id}": {"get": {
                "operationId": "c",
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {
                        "type": "string", "pattern": text(), "enum": ["first", text()]
                    }},
                    query(name, text())
                ],
                "responses": {"204": {"description": text()}}
            }}
        }
    })
}

fn assert_harmless(file: &str, contract: &Value) -> openapi_document::Result<()> {
    let files = generated(file, contract)?;
    let mut docs = Docs::default();
    for file in &files {
        docs.visit_file(&syn::parse_file(file).unwrap());
        assert!(file.lines().all(|line| visible(line) == line), "{file}");
    }
    assert!(docs.texts.len() > 20);
    docs.texts.iter().for_each(|text| assert_plain(text));
    Ok(())
}

const HOSTILE: [&str; 14] = [
    "```\nstd::process::exit(1)\n```",
    "x\n\n    indented();\n",
    "a`\n\n~~~rust\nboom!();\n~~~\n\n`",
    "`` ` ```",
    "`",
    "",
    " ",
    "\\`<script>alert(1)</script>",
    "</code></pre><img src=x onerror=alert(1)>",
    "[`String`](javascript:alert(1)) [x]: y [^1] ![i](u)",
    "\r\r# heading\r\u{2028}\u{2029}\u{85}- list",
    "\u{202e}evil\u{2066}\u{200b}\u{feff}",
    "*/ fn x() {} /* \"#\"## \\",
    "| a | b |\n|---|---|\n$x$ ~~y~~ **z** _w_ http://x.y",
];

#[test]
fn known_attacks_stay_text() {
    for first in 0..HOSTILE.len() {
        let texts = [&HOSTILE[first..], &HOSTILE[..first]].concat();
        assert_harmless("a\n```\nb.json", &contract("plain", &texts)).unwrap();
    }
}

#[test]
fn names_that_cannot_be_seen_are_refused_with_their_place() {
    for (pointer, text) in [
        ("/paths/~1a~1x\\n/post", "x\n"),
        ("/paths/~1a~1x\\u{202e}/post", "x\u{202e}"),
        ("/paths/~1a~1x\\u{2028}/post", "x\u{2028}"),
    ] {
        let error = generated("contract.json", &contract(text, &["plain"])).unwrap_err();
        let shown = error.to_string();
        assert!(
            shown.starts_with(&format!(
                "contract.json: {}: ",
                pointer.trim_end_matches("/post")
            )),
            "{shown}"
        );
        assert!(
            shown.contains("holds letters that cannot be seen (and "),
            "{shown}"
        );
        assert!(!shown.contains(['\n', '\u{202e}', '\u{2028}']), "{shown:?}");
    }
}

#[test]
fn no_text_of_any_place_becomes_code_or_structure() {
    let base = hostile::contract();
    let places = places(&base);
    let mut accepted = 0;
    for (place, text) in places.iter().zip(TEXTS.iter().rev().cycle()) {
        let mut contract = base.clone();
        put(&mut contract, place, text);
        match assert_harmless("contract.json", &contract) {
            Ok(()) => accepted += 1,
            Err(error) => hostile::assert_lines(&error.to_string()),
        }
    }
    assert!(
        accepted * 2 > places.len(),
        "{accepted} of {}",
        places.len()
    );
}

/// Texts made of what Markdown, HTML, Rust and terminals give a meaning to.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "`",
            "``",
            "```",
            "~~~",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\t",
            "    ",
            " ",
            "\\",
            "rust",
            "fn main() {}",
            "<b>",
            "<!--",
            "-->",
            "</",
            "&lt;",
            "[",
            "]",
            "(",
            ")",
            "[x](y)",
            "![",
            "[x]: http://y",
            "# ",
            "> ",
            "- ",
            "1. ",
            "***",
            "===",
            "|",
            "$",
            "$$",
            "{",
            "}",
            "\"",
            "'",
            "/*",
            "*/",
            "//",
            "///",
            "\u{2028}",
            "\u{202e}",
            "\u{200b}",
            "\u{0}",
            "\u{1b}[31m",
            "é",
            "字",
            "a",
            "Z",
            "0",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_leaves_its_place(name in "[ -~]{1,12}", texts in prop::collection::vec(hostile(), 20)) {
        // A name that no function or path can have is refused.
        let _ = assert_harmless("contract.json", &contract(&name, &texts));
    }
}
