//! A report as Markdown.

use std::fmt::{Result, Write};

use super::Titled;
use super::entry::{CLASSES, by_rule, code, counts, details, headline};
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
    writeln!(out, "- {}", headline(change))?;
    details(change)
        .into_iter()
        .try_for_each(|(head, text)| match head {
            "in" | "also" => writeln!(out, "  - {head} {text}"),
            effect => writeln!(out, "  - {effect}: {text}"),
        })
}
