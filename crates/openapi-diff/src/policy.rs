//! The decisions of a project: the levels of rules, and the changes that it has accepted.

use std::collections::BTreeMap;

use openapi_document::{Error, Result};
use serde::Deserialize;
use toml::Spanned;

use super::change::{Change, Class, Side, Verdict};
use super::date::Date;
use super::report::{Accepted, Report};
use super::rules::table;

/// The decisions of a project about a report.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The class of each rule that has another one; none for a rule that is ignored.
    levels: BTreeMap<String, Option<Class>>,
    entries: Vec<Entry>,
}

/// A change that is known and accepted until a day.
#[derive(Clone, Debug)]
struct Entry {
    rule: String,
    place: String,
    direction: Option<Side>,
    reason: String,
    until: Date,
    /// The file and the line.
    origin: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: Option<Spanned<String>>,
    place: Option<String>,
    direction: Option<Side>,
    reason: Option<Spanned<String>>,
    until: Option<Spanned<toml::Value>>,
}

impl Policy {
    /// Gives a rule another class, by its word, or `ignore`.
    ///
    /// # Errors
    ///
    /// If there is no such rule or class.
    pub fn set_level(&mut self, rule: &str, level: &str) -> Result<()> {
        check_rule(rule)?;
        let class = Class::ALL.into_iter().find(|class| class.word() == level);
        if class.is_none() && level != "ignore" {
            let words = Class::ALL.map(Class::word).join(", ");
            return Err(
                Error::new(format!("`{level}` is not a level of the rule `{rule}`"))
                    .remedy(format!("write one of {words} or ignore")),
            );
        }
        self.levels.insert(rule.to_owned(), class);
        Ok(())
    }

    /// Adds the accepted changes of a file.
    ///
    /// # Errors
    ///
    /// If it is not a list of them, or if one has no reason, no date or an unknown rule.
    pub fn accept(&mut self, file: &str, text: &str) -> Result<()> {
        let parsed: File = toml::from_str(text).map_err(|error| {
            Error::new("not a list of accepted changes")
                .in_file(file)
                .caused_by(error.to_string().trim_end())
                .remedy("give each `[[accepted]]` a rule, a place, a reason and a date `until`")
        })?;
        for entry in parsed.accepted {
            let line = |at: usize| 1 + text[..at].matches('\n').count();
            let fault = |at: usize, error: Error| error.in_file(format!("{file}:{}", line(at)));
            let whole = entry.span().start;
            let Written {
                rule,
                place,
                direction,
                reason,
                until,
            } = entry.into_inner();
            let missing = |name: &str, example: &str| {
                let error = Error::new(format!("an accepted change without `{name}`"));
                fault(whole, error.remedy(format!("add `{name} = \"{example}\"`")))
            };
            let rule = rule.ok_or_else(|| missing("rule", "the id of the rule"))?;
            let place = place.ok_or_else(|| missing("place", "the place as the report has it"))?;
            let reason = reason.ok_or_else(|| missing("reason", "why it is harmless here"))?;
            let until = until.ok_or_else(|| missing("until", "2030-01-31"))?;
            let start = rule.span().start;
            check_rule(rule.get_ref()).map_err(|error| fault(start, error))?;
            if reason.get_ref().trim().is_empty() {
                let error = Error::new("an accepted change without a reason");
                let error = error.remedy("say why it is harmless here");
                return Err(fault(reason.span().start, error));
            }
            let written = match until.get_ref() {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let date = Date::parse(&written).ok_or_else(|| {
                let error = Error::new(format!("`{written}` is not a date"));
                fault(
                    until.span().start,
                    error.remedy("write the last day on which it holds, as \"2030-01-31\""),
                )
            })?;
            self.entries.push(Entry {
                origin: format!("{file}:{}", line(start)),
                rule: rule.into_inner(),
                place,
                direction,
                reason: reason.into_inner(),
                until: date,
            });
        }
        Ok(())
    }

    /// Applies the decisions to a report, as they are on a day.
    pub fn apply(&self, report: &mut Report, today: Date) {
        let changes = std::mem::take(&mut report.changes);
        for mut change in changes {
            self.relevel(&mut change);
            if !change.verdicts.is_empty() {
                report.changes.push(change);
            }
        }
        report.changes.sort_by_key(|change| change.class);
        let mut is_used = vec![false; self.entries.len()];
        let changes = std::mem::take(&mut report.changes);
        for change in changes {
            match self.accepted(&change, today, &mut is_used) {
                None => report.changes.push(change),
                Some(entry) => report.accepted.push(Accepted {
                    reason: entry.reason.clone(),
                    until: entry.until.to_string(),
                    change,
                }),
            }
        }
        report.notes.extend(self.expired(today));
        let unused = self.entries.iter().zip(is_used);
        let unused = unused.filter(|(entry, is_used)| !is_used && entry.until >= today);
        report.notes.extend(unused.map(|(entry, _)| {
            let Entry {
                origin,
                rule,
                place,
                ..
            } = entry;
            format!("{origin}: {rule} at {place} matches no change")
        }));
    }

    /// Returns a line for each accepted change whose last day is over.
    pub fn expired(&self, today: Date) -> impl Iterator<Item = String> {
        let entries = self.entries.iter().filter(move |entry| entry.until < today);
        entries.map(|entry| {
            let Entry {
                origin,
                rule,
                place,
                until,
                ..
            } = entry;
            format!("{origin}: {rule} at {place} was accepted until {until}")
        })
    }

    fn relevel(&self, change: &mut Change) {
        change.verdicts.retain_mut(|verdict| {
            match self.levels.get(&verdict.rule) {
                Some(Some(class)) => verdict.class = *class,
                Some(None) => return false,
                None => {}
            }
            true
        });
        change.decide();
    }

    /// Returns the entry that accepts a change; each of its gravest verdicts needs one.
    fn accepted(&self, change: &Change, today: Date, used: &mut [bool]) -> Option<&Entry> {
        let gravest = || {
            let verdicts = change.verdicts.iter();
            verdicts.filter(|verdict| verdict.class == change.class)
        };
        let find = |verdict: &Verdict| {
            let mut entries = self.entries.iter();
            entries.position(|entry| entry.until >= today && entry.fits(change, verdict))
        };
        let found: Option<Vec<usize>> = gravest().map(find).collect();
        let found = found?;
        found.iter().for_each(|at| used[*at] = true);
        self.entries.get(*found.first()?)
    }
}

impl Entry {
    fn fits(&self, change: &Change, verdict: &Verdict) -> bool {
        let mut places = change.old_place.iter().chain(&change.new_place);
        self.rule == verdict.rule
            && (self.direction.is_none() || self.direction == verdict.side)
            && places.any(|place| place.label == self.place || place.pointer == self.place)
    }
}

/// Finds a rule by its id.
fn check_rule(id: &str) -> Result<()> {
    let ids: Vec<String> = table().map(|verdict| verdict.rule).collect();
    if ids.iter().any(|known| known == id) {
        return Ok(());
    }
    let distances = ids
        .iter()
        .map(|known| (strsim::levenshtein(known, id), known));
    // A farther one would be a guess.
    let near = distances.filter(|(distance, _)| 3 * distance <= id.len());
    let nearest = near.min().map(|(_, known)| known);
    let error = Error::new(format!("there is no rule `{id}`"));
    Err(match nearest {
        Some(nearest) => error.remedy(format!("the nearest is `{nearest}`")),
        None => error.remedy("`diff --rules` lists all of them"),
    })
}
