//! Entries of names and documentation that a new contract no longer uses.
//!
//! They are moved, not deleted: an operation that comes back finds its words again.

use std::collections::BTreeSet;

use openapi_codegen::pipeline::Findings;
use openapi_document::{Error, Result};
use toml::{Table, Value};

use super::edit::{Piece, replaced};
use super::renames::GONE;
use super::toml_text::{Entry, Layout, strings};
use crate::project::{Project, parse};

const HEAD: &str = "# Written by `cargo xtask update`: names, documentation and overlay actions of what a contract no
# longer has, by the last revision that used them. No command reads them; what comes back is moved
# back by hand.
";

/// Moves the entries that one contract uses and the next one does not, and returns their number.
///
/// # Errors
///
/// If one of the files cannot be read.
pub fn entries(
    project: &mut Project,
    revision: &str,
    old: &Findings,
    new: &Findings,
) -> Result<usize> {
    let Some(kept) = &project.inputs.retired.clone() else {
        return Ok(0);
    };
    let fresh = |old: &[String], new: &[String]| -> BTreeSet<String> {
        new.iter()
            .filter(|entry| !old.contains(entry))
            .cloned()
            .collect()
    };
    let names = fresh(&old.unused_names, &new.unused_names);
    let docs = fresh(&old.unused_docs, &new.unused_docs);
    if names.is_empty() && docs.is_empty() {
        return Ok(0);
    }
    let mut retired = read(project, kept)?;
    let mut moved = 0;
    let files: [(_, _, _, Cutter); 2] = [
        ("names", project.inputs.names.clone(), names, of_names),
        ("docs", project.inputs.docs.clone(), docs, of_docs),
    ];
    for (word, file, unused, cut) in files {
        let source = project.source(&file)?;
        let text = source.text()?;
        let layout = Layout::of(text);
        let mut pieces = Vec::new();
        let mut emptied = BTreeSet::new();
        for entry in &layout.entries {
            let Cut {
                cuts,
                value,
                is_whole,
            } = cut(text, &layout, entry, &unused);
            let (Some(value), Some(header)) = (value, entry.header) else {
                continue;
            };
            let names = layout.path(entry).into_iter().map(unmarked);
            let path: Vec<&str> = [revision, word].into_iter().chain(names).collect();
            keep(&mut retired, kept, &path, value)?;
            moved += 1;
            pieces.extend(cuts);
            if is_whole {
                emptied.insert(header);
            }
        }
        emptied.retain(|header| {
            let mut own = layout
                .entries
                .iter()
                .filter(|entry| entry.header == Some(*header));
            let is_cut = |entry: &Entry| pieces.iter().any(|(range, _)| *range == entry.range);
            // The sections of the file stay.
            layout.headers[*header].path.len() > 1 && own.all(is_cut)
        });
        for header in emptied {
            let range = &layout.headers[header].range;
            let blank = text[..range.start].ends_with("\n\n");
            pieces.push((range.start - usize::from(blank)..range.end, String::new()));
        }
        let text = replaced(text, pieces);
        project.draft(&file, text);
    }
    write(project, kept, &retired)?;
    Ok(moved)
}

/// Reads the retired entries.
pub(super) fn read(project: &Project, kept: &str) -> Result<Table> {
    match project.drafts().contains_key(kept) || project.path(kept).exists() {
        true => parse::<Table>(&project.source(kept)?, "not a list of retired entries"),
        false => Ok(Table::new()),
    }
}

/// Adds a retired entry.
pub(super) fn keep(retired: &mut Table, kept: &str, path: &[&str], value: Value) -> Result<()> {
    match insert(retired, path, value) {
        true => Ok(()),
        false => Err(Error::new(format!("`{}` is not a table", path.join(".")))
            .in_file(kept)
            .remedy("restore the file from the repository")),
    }
}

/// Writes the retired entries to their draft.
pub(super) fn write(project: &mut Project, kept: &str, retired: &Table) -> Result<()> {
    let written = toml::to_string_pretty(retired).map_err(|error| {
        Error::new("cannot be written")
            .in_file(kept)
            .caused_by(error)
    })?;
    project.draft(kept, format!("{HEAD}\n{written}"));
    Ok(())
}

/// Returns the name that a part had before something else took it.
fn unmarked(name: &str) -> &str {
    name.strip_suffix(GONE).unwrap_or(name)
}

/// Cuts an entry of a file out, if it is one of the unused ones.
type Cutter = fn(&str, &Layout, &Entry, &BTreeSet<String>) -> Cut;

/// What is cut out of a file for an entry.
#[derive(Default)]
struct Cut {
    cuts: Vec<Piece>,
    value: Option<Value>,
    is_whole: bool,
}

impl Cut {
    fn whole(text: &str, entry: &Entry) -> Self {
        let written = toml::from_str::<Table>(&text[entry.range.clone()]).ok();
        Self {
            cuts: vec![(entry.range.clone(), String::new())],
            value: written.and_then(|table| {
                let (_, mut value) = table.into_iter().next()?;
                for name in entry.before.iter().skip(1).chain([&entry.key]) {
                    if !entry.before.is_empty() {
                        value = value.get(name)?.clone();
                    }
                }
                Some(value)
            }),
            is_whole: true,
        }
    }
}

fn of_docs(text: &str, layout: &Layout, entry: &Entry, unused: &BTreeSet<String>) -> Cut {
    match unused.contains(&layout.path(entry).join(".")) {
        true => Cut::whole(text, entry),
        false => Cut::default(),
    }
}

fn of_names(text: &str, layout: &Layout, entry: &Entry, unused: &BTreeSet<String>) -> Cut {
    let path = entry
        .header
        .map_or(&[][..], |header| &layout.headers[header].path[..]);
    let path: Vec<&str> = path.iter().map(|(name, _)| name.as_str()).collect();
    let key = &entry.key;
    match path[..] {
        ["types"] => {
            let all = strings(text, entry);
            let is_unused = |place: &str| unused.contains(&format!("types: `{place}` of {key}"));
            let gone: Vec<_> = all
                .iter()
                .filter(|range| is_unused(&text[(*range).clone()]))
                .collect();
            if gone.len() == all.len() && !gone.is_empty() {
                return Cut::whole(text, entry);
            }
            let places = gone
                .iter()
                .map(|range| Value::from(text[(**range).clone()].replace(GONE, "")));
            let places: Vec<Value> = places.collect();
            Cut {
                value: (!places.is_empty()).then(|| Value::Array(places)),
                cuts: gone
                    .into_iter()
                    .map(|range| (in_list(text, range), String::new()))
                    .collect(),
                is_whole: false,
            }
        }
        [section, owner] if unused.contains(&format!("{section}: `{key}` of {owner}")) => {
            Cut::whole(text, entry)
        }
        [section] if unused.contains(&format!("{section}: `{key}`")) => Cut::whole(text, entry),
        _ => Cut::default(),
    }
}

/// Returns the place of a string in a list with the comma that separates it from the others.
fn in_list(text: &str, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let (start, end) = (range.start - 1, range.end + 1);
    let rest = &text[end..];
    match rest.trim_start().strip_prefix(',') {
        Some(next) => start..text.len() - next.trim_start().len(),
        None => text[..start].trim_end().trim_end_matches(',').len()..end,
    }
}

/// Puts a value into a table inside of others, which are made where they are missing; returns false
/// if something else is in the place of one.
fn insert(table: &mut Table, path: &[&str], value: Value) -> bool {
    match path {
        [] => false,
        [key] => {
            table.insert((*key).to_owned(), value);
            true
        }
        [first, rest @ ..] => {
            let entry = table.entry(*first);
            let inner = entry.or_insert_with(|| Value::Table(Table::new()));
            inner
                .as_table_mut()
                .is_some_and(|inner| insert(inner, rest, value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, unused: &[&str], of: Cutter) -> (String, Vec<String>) {
        let unused = unused.iter().map(|entry| (*entry).to_owned()).collect();
        let layout = Layout::of(text);
        let cuts: Vec<Cut> = layout
            .entries
            .iter()
            .map(|entry| of(text, &layout, entry, &unused))
            .collect();
        let values = cuts
            .iter()
            .filter_map(|cut| Some(cut.value.as_ref()?.to_string()));
        let values = values.collect();
        let pieces = cuts.into_iter().flat_map(|cut| cut.cuts).collect();
        (replaced(text, pieces), values)
    }

    #[test]
    fn single_places_leave_their_list() {
        let text = "[types]\nA = ['x', 'y', 'z']\nB = [\n    'p',\n    'q',\n]\nC = ['r']\n[variants.D]\nv = 'V'\n";
        let unused = [
            "types: `y` of A",
            "types: `z` of A",
            "types: `p` of B",
            "types: `r` of C",
            "variants: `v` of D",
        ];
        let (left, values) = cut(text, &unused, of_names);
        assert_eq!(
            left,
            "[types]\nA = ['x', ]\nB = [\n    'q',\n]\n[variants.D]\n"
        );
        assert_eq!(values, ["[\"y\", \"z\"]", "[\"p\"]", "[\"r\"]", "\"V\""]);
    }

    #[test]
    fn documentation_leaves_with_all_its_lines() {
        let text = "[types.A]\ndoc = \"\"\"\nOne.\n\nTwo.\n\"\"\"\n[types.A.fields]\n\"a.b\" = 'x'\nc = 'y'\n";
        let (left, values) = cut(text, &["types.A.doc", "types.A.fields.a.b"], of_docs);
        assert_eq!(left, "[types.A]\n[types.A.fields]\nc = 'y'\n");
        assert_eq!(values.len(), 2);
    }

    #[test]
    fn a_value_goes_into_its_table() {
        let mut table = Table::new();
        assert!(insert(&mut table, &["a", "b c", "d"], Value::from(1)));
        assert!(!insert(&mut table, &["a", "b c", "d", "e"], Value::from(1)));
        assert_eq!(table.to_string(), "[a.\"b c\"]\nd = 1\n");
    }
}
