//! A report as Markdown.

use std::fmt::{Result, Write};

use super::Titled;
use super::entry::{CLASSES, also, by_rule, code, counts, place, reach, reach_is_news, values};
use crate::change::{Change, Class};

/// Writes the report.
pub fn write(titled: &Titled<'_>, out: &mut dyn Write) -> Result {
    writeln!(
        out,
        "## Contract: {} → {}\n",
        code(titled.old),
        code(titled.new)
    )?;
    if titled.report.changes.is_empty() {
        return writeln!(out, "No change: {}.", counts(titled));
    }
    writeln!(out, "{}.", counts(titled))?;
    for class in CLASSES {
        let rules = by_rule(titled, class);
        if rules.is_empty() {
            continue;
        }
        let title = match class {
            Class::Breaking => "Breaking",
            Class::Additive => "Additive",
            Class::Neutral => "Neutral",
        };
        writeln!(out, "\n### {title}")?;
        for (verdict, changes) in rules {
            writeln!(out, "\n**{}**: {}\n", verdict.rule, verdict.reason)?;
            for change in changes {
                entry(change, out)?;
            }
        }
    }
    Ok(())
}

fn entry(change: &Change, out: &mut dyn Write) -> Result {
    let values = values(change);
    let end = if values.is_empty() {
        String::new()
    } else {
        format!(": {values}")
    };
    writeln!(out, "- {}{end}", place(change))?;
    if reach_is_news(change) {
        writeln!(out, "  - in {}", reach(change))?;
    }
    for text in also(change) {
        writeln!(out, "  - also {text}")?;
    }
    for (name, items) in change.effect.iter().flat_map(|effect| effect.parts()) {
        let items: Vec<String> = items.iter().map(|item| code(item)).collect();
        writeln!(out, "  - {name}: {}", items.join(", "))?;
    }
    Ok(())
}
