//! The list of the rules, for people and programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::entry::code;
use crate::change::{Class, Verdict};
use crate::rules::table;

/// Lists the rules as lines.
pub fn text() -> String {
    let line = |rule: Verdict| format!("{} {}: {}\n", rule.class.word(), rule.rule, rule.reason);
    table().map(line).collect()
}

/// Lists the rules as JSON.
pub fn json() -> String {
    let rules: Vec<Value> = table()
        .map(|rule| {
            json!({
                "rule": rule.rule,
                "class": rule.class,
                "direction": rule.side,
                "reason": rule.reason,
            })
        })
        .collect();
    format!("{:#}\n", json!(rules))
}

/// Lists the rules as a page in Markdown, by their classes.
pub fn markdown() -> String {
    let mut page = String::from(PAGE);
    for class in Class::ALL {
        let name = class.word();
        let (first, rest) = name.split_at(1);
        let head = format!("\n## {}{rest}\n", first.to_uppercase());
        let _ = writeln!(page, "{head}\n| Rule | Direction | Reason |\n|---|---|---|");
        for rule in table().filter(|rule| rule.class == class) {
            let side = rule.side.map_or("", |side| side.word());
            let _ = writeln!(page, "| {} | {side} | {} |", code(&rule.rule), rule.reason);
        }
    }
    page
}

const PAGE: &str = "\
# The rules of a diff

Written by `cargo xtask diff --rules --format markdown`; a test fails where this page differs.

A rule gives a kind of change its class for users of a client. Where the direction decides, the id of
the rule begins with it: `request` for what clients send, `response` for what they receive. Rules that
begin with `unused` concern parts that no operation uses.

The classes in their order, gravest first, are `breaking`, `behavioral`, `additive` and `neutral`.
`--fail-on` takes one and counts it and every graver one. The section `[diff.levels]` of
`openapi/project.toml` gives a rule another class, or `ignore`; `openapi/accepted.toml` lists single
changes that are known. [The commands](commands.md#diff) say how.

What changes a line of generated code, or what is sent, is reported. The order of optional fields, of
values and of branches, prose and foreign extensions are not.
";
