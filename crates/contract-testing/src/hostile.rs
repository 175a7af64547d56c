//! Hostile texts for every place of a contract that holds one.
//!
//! Each text holds [`MARK`], by which it is found again where it is shown.

use openapi_document::{join, segments, visible};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value, json};

/// A word that only the hostile texts hold.
pub const MARK: &str = "Zq7";

/// Texts with a special meaning in Markdown, HTML, Rust, shells, terminals or workflows, each with the mark.
pub const TEXTS: [&str; 34] = [
    "Zq7\n\n```\nstd::process::exit(1)\n```\n",
    "Zq7\r\n\r\n~~~rust\nboom!();\n~~~",
    "Zq7\u{85}\u{2028}\u{2029}\u{b}\u{c}# heading",
    "Zq7`````` ` `",
    "`Zq7",
    "Zq7`",
    "*/ fn Zq7() {} /*",
    "Zq7\"#\"##; fn main() {}",
    "\")] #![doc = \"Zq7",
    "#[doc = \"Zq7\"]",
    "<script>alert('Zq7')</script>",
    "</code></pre><img src=x onerror=Zq7>",
    "<!-- Zq7 -->",
    "[Zq7]: http://evil.example",
    "![Zq7](http://evil.example/x.png)",
    "[Zq7](javascript:alert(1)) [`String`]",
    "http://evil.example/Zq7 www.evil.example",
    "@Zq7 @someone/team",
    "Zq7 fixes #123, GH-1, owner/repo#1",
    "# Zq7\n## heading\nunder\n===",
    "Zq7\n::error file=a::pwned\n::add-mask::x",
    "::set-output name=a::Zq7",
    "Zq7 ##[add-mask]x ##vso[task.setvariable]y",
    "Zq7%0A::warning::x,title=y",
    "Zq7\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m",
    "Zq7\u{202e}evil\u{2066}\u{2069}\u{200e}",
    "Zq7\u{200b}\u{200d}\u{feff}\u{ad}\u{e0001}\u{e0041}",
    "Zq7\u{0}\u{8}\u{7f}",
    "${{ github.token }} Zq7 $(id) `id` $HOME",
    "Zq7 {} {0} {x:?} {{",
    "Zq7\\\" ' \\ \\\\ \\u{41} \\n",
    "| Zq7 | b |\n|---|---|\n| $x$ ~~y~~ **z** _w_ |",
    "> Zq7\n- [ ] task\n1. list\n    indented();",
    "Zq7\tat\ttabs: &lt;b&gt; &#x202e;",
];

/// A place that can say a text.
#[derive(Clone, Debug)]
pub struct Place {
    /// The value, or the object of the key.
    pub pointer: String,
    /// The key that is the text; otherwise it is the value.
    pub key: Option<String>,
}

/// Returns every text of a document, and every key.
pub fn places(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::String(_) => found.push(Place { pointer, key: None }),
            Value::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(at, item)| (join(&pointer, &at.to_string()), item)));
            }
            Value::Object(members) => {
                found.extend(members.keys().map(|key| Place {
                    pointer: pointer.clone(),
                    key: Some(key.clone()),
                }));
                open.extend(
                    members
                        .iter()
                        .map(|(key, value)| (join(&pointer, key), value)),
                );
            }
            _ => {}
        }
    }
    found
}

/// Puts a text at a place; a key keeps its position, and a path its slash and placeholders.
pub fn put(document: &mut Value, place: &Place, text: &str) {
    let Some(value) = document.pointer_mut(&place.pointer) else {
        return;
    };
    let Some(old) = &place.key else {
        *value = json!(text);
        return;
    };
    let is_path = segments(&place.pointer) == ["paths"];
    let new = if is_path {
        format!("{old}/{text}")
    } else {
        text.to_owned()
    };
    if let Value::Object(members) = value {
        let renamed = std::mem::take(members).into_iter();
        let renamed = renamed.map(|(key, value)| {
            if key == *old {
                (new.clone(), value)
            } else {
                (key, value)
            }
        });
        *members = Map::from_iter(renamed);
    }
}

/// Asserts that lines of a terminal or a log do nothing but be read.
pub fn assert_lines(text: &str) {
    for line in text.split('\n') {
        let words: String = line.split('\t').collect();
        assert_eq!(visible(&words), words, "in {text}");
        assert!(!line.trim_start().starts_with("::"), "{line:?} in {text}");
        let is_command = line.contains("##[") || line.contains("##vso[");
        assert!(!is_command, "{line:?} in {text}");
    }
}

/// Asserts that nothing of the hostile texts is Markdown: they are inside of code, and nothing is HTML,
/// an image or a link. Blocks of code are allowed only if `has_blocks`, since those of documentation are
/// programs.
pub fn assert_markdown(text: &str, has_blocks: bool) {
    assert_lines(text);
    let mut is_block = false;
    for event in Parser::new_ext(text, Options::all()) {
        let is_fine = match &event {
            Event::Text(text) => is_block || !text.contains(MARK),
            Event::Start(Tag::CodeBlock(_)) => {
                is_block = true;
                has_blocks
            }
            Event::End(TagEnd::CodeBlock) => {
                is_block = false;
                true
            }
            Event::Code(_) | Event::SoftBreak | Event::End(_) | Event::TaskListMarker(false) => {
                true
            }
            Event::Start(
                Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::Heading { .. }
                | Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            ) => true,
            _ => false,
        };
        assert!(is_fine, "{event:?} in {text}");
    }
}

/// A contract that has a text in each place where one is allowed.
pub fn contract() -> Value {
    let json_content = |schema: Value| json!({"application/json": {"schema": schema, "example": {"kind": "lamp"}}});
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Lamps", "version": "1", "description": "About lamps.", "termsOfService": "https://lamps.example/terms",
            "contact": {"name": "Ada", "url": "https://lamps.example", "email": "ada@lamps.example"},
            "license": {"name": "MIT", "url": "https://lamps.example/license"}
        },
        "servers": [{"url": "https://lamps.example/v1", "description": "The server.",
            "variables": {"zone": {"default": "a", "enum": ["a"], "description": "The zone."}}}],
        "tags": [{"name": "Lamps", "description": "About lamps.", "externalDocs": {"url": "https://lamps.example/docs", "description": "More."}}],
        "externalDocs": {"url": "https://lamps.example/docs", "description": "More."},
        "security": [{"key": []}, {"login": ["read"]}],
        "x-origin": {"by": "hand"},
        "paths": {
            "/lamps": {
                "summary": "Lamps", "description": "All of them.",
                "post": {
                    "operationId": "addLamp", "tags": ["Lamps"], "summary": "Adds a lamp.", "description": "Adds one.",
                    "x-sunset": "2027-01-01",
                    "parameters": [
                        {"name": "zone", "in": "query", "description": "The zone.", "example": "a",
                            "schema": {"type": "string", "title": "Zone", "pattern": "^a", "format": "zone", "default": "a", "enum": ["a", "b"]}},
                        {"name": "X-Trace", "in": "header", "description": "The trace.", "schema": {"type": "string"},
                            "examples": {"short": {"summary": "Short", "value": "a"}}}
                    ],
                    "requestBody": {"description": "The lamp.", "required": true, "content": json_content(json!({"$ref": "#/components/schemas/Lamp"}))},
                    "responses": {
                        "200": {"description": "Added.", "content": json_content(json!({"$ref": "#/components/schemas/Lamp"})),
                            "headers": {"X-Rate": {"description": "The rate.", "schema": {"type": "string", "pattern": "^1"}}},
                            "links": {"next": {"operationId": "getLamp", "description": "The next."}}},
                        "4XX": {"description": "Wrong.", "content": {"application/problem+json": {"schema": {"type": "object", "title": "Problem",
                            "properties": {"detail": {"type": "string"}}}}}}
                    },
                    "callbacks": {"lit": {"{$request.body#/url}": {"post": {"operationId": "lit", "responses": {"200": {"description": "Fine."}}}}}}
                }
            },
            "/lamps/{id}": {"get": {
                "operationId": "getLamp", "tags": ["Lamps"], "security": [{"login": ["read"]}], "deprecated": true,
                "parameters": [{"name": "id", "in": "path", "required": true, "description": "The id.", "schema": {"type": "string"}}],
                "responses": {"200": {"description": "The lamp.", "content": json_content(json!({
                    "type": "object", "description": "What it is.",
                    "properties": {"any": {"$ref": "#/components/schemas/Any"}, "note": {"type": "string", "format": "date-time", "title": "Note"}}
                }))}}
            }}
        },
        "components": {
            "schemas": {
                "Lamp": {"type": "object", "title": "A lamp", "description": "It shines.", "required": ["kind"], "x-note": "by hand",
                    "externalDocs": {"url": "https://lamps.example/docs"}, "xml": {"name": "lamp", "namespace": "https://lamps.example/xml", "prefix": "l"},
                    "properties": {
                        "kind": {"type": "string", "enum": ["lamp", "torch"], "default": "lamp", "description": "The kind."},
                        "name": {"type": "string", "pattern": "^[a-z]+$", "format": "name", "default": "a", "example": "b", "description": "The name."},
                        "sizes": {"type": "array", "items": {"type": "integer", "enum": [1, 2]}},
                        "words": {"type": "object", "additionalProperties": {"type": "string", "pattern": "^w"}},
                        "one": {"enum": ["a", 1]},
                        "colour": {"type": "string", "x-extensible-enum": ["red"]}
                    }},
                "Any": {"oneOf": [{"$ref": "#/components/schemas/Spot"}, {"$ref": "#/components/schemas/Strip"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"spot": "#/components/schemas/Spot", "strip": "#/components/schemas/Strip"}}},
                "Spot": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": ["spot"]}, "angle": {"type": "number"}}},
                "Strip": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "enum": ["strip"]}, "length": {"type": "number"}}}
            },
            "securitySchemes": {
                "key": {"type": "apiKey", "name": "X-Key", "in": "header", "description": "The key."},
                "login": {"type": "oauth2", "description": "The login.", "flows": {"clientCredentials": {
                    "tokenUrl": "https://lamps.example/token", "scopes": {"read": "To read.", "write": "To write."}}}}
            }
        }
    })
}

/// The same contract in OpenAPI 3.1, with what only that has.
pub fn newer(mut contract: Value) -> Value {
    contract["openapi"] = json!("3.1.0");
    contract["webhooks"] = json!({"lit": {"post": {
        "operationId": "onLit", "summary": "Was lit.",
        "requestBody": {"content": {"application/json": {"schema": {
            "type": "object", "properties": {"state": {"const": "on", "title": "State", "$comment": "fixed"}}
        }}}},
        "responses": {"200": {"description": "Fine."}}
    }}});
    contract["components"]["schemas"]["Change"] = json!({
        "type": ["object", "null"], "$defs": {"Part": {"type": "string", "examples": ["a"]}},
        "properties": {"part": {"$ref": "#/components/schemas/Change/$defs/Part", "description": "A part."}}
    });
    contract
}
