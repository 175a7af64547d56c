//! Renames in the files of names, documentation and facade methods.

use std::collections::BTreeSet;
use std::ops::Range;

use openapi_document::Result;

use super::super::edit::{Piece, edits, replaced};
use super::super::toml_text::{Header, Layout, key, quoted, strings};
use super::found::{Part, Rename, query_component};
use crate::project::Project;

/// Finds what a rename changes in a text; the new name may be another entry's, unless that one is
/// renamed as well.
type Finder = fn(&str, &Rename, Taken) -> Vec<Piece>;

/// The entries of a file that have the new name of a rename already.
#[derive(Clone, Copy, PartialEq)]
enum Taken {
    /// They are renamed, too.
    Leaves,
    /// They keep it: people wrote them for a name that was to come, or that comes back.
    Stays,
}

/// Carries renames through the files in which people name and document the contract, all at once:
/// two parts may have swapped their names. An entry whose new name another one has stays as it is,
/// and is unused then.
pub(super) fn carry<'a>(
    project: &mut Project,
    renames: impl Iterator<Item = &'a mut Rename>,
) -> Result<()> {
    let mut renames: Vec<_> = renames.collect();
    let inputs = project.inputs.clone();
    let methods = project.facade.as_ref().map(|facade| facade.methods.clone());
    let files: [(_, Finder); 3] = [
        (Some(inputs.names), names),
        (Some(inputs.docs), docs),
        (methods, facade),
    ];
    for (file, pieces) in files {
        let Some(file) = file else { continue };
        let text = project.source(&file)?.text()?.to_owned();
        let (mut all, mut starts) = (Vec::new(), BTreeSet::new());
        let found: Vec<_> = renames
            .iter()
            .map(|rename| pieces(&text, rename, taken(rename, &renames)))
            .collect();
        for (rename, mut own) in renames.iter_mut().zip(found) {
            own.retain(|(range, _)| starts.insert(range.start));
            rename.edits.extend(edits(&file, &text, &own));
            all.append(&mut own);
        }
        if !all.is_empty() {
            project.draft(&file, replaced(&text, all));
        }
    }
    Ok(())
}

/// Returns what becomes of entries that have the new name of a rename.
fn taken(rename: &Rename, all: &[&mut Rename]) -> Taken {
    let is_same = |other: &Part| match (&rename.part, other) {
        (Part::Property { owner, .. }, Part::Property { owner: other, .. }) => owner == other,
        (Part::Place { .. }, Part::Place { .. }) => true,
        (one, other) => one == other,
    };
    match all
        .iter()
        .any(|other| other.old == rename.new && is_same(&other.part))
    {
        true => Taken::Leaves,
        false => Taken::Stays,
    }
}

fn names(text: &str, rename: &Rename, taken: Taken) -> Vec<Piece> {
    let layout = Layout::of(text);
    let mut pieces = Vec::new();
    let places: Vec<_> = layout
        .table(&["types"])
        .flat_map(|entry| strings(text, entry))
        .collect();
    for range in &places {
        let Some(locator) = located(rename, &text[range.clone()]) else {
            continue;
        };
        let is_taken = || places.iter().any(|other| text[other.clone()] == locator);
        if taken == Taken::Leaves || !is_taken() {
            pieces.push(in_quotes(range.clone(), locator));
        }
    }
    let tables: &[&[&str]] = match &rename.part {
        Part::Operation => &[&["hand-written"]],
        Part::Schema => &[&["flatten"]],
        Part::Type => &[&["flatten"], &["untagged"]],
        Part::Property { owner, .. } => &[&["fields", owner]],
        Part::Path | Part::Parameter { .. } | Part::Place { .. } => &[],
    };
    keys(&layout, tables, rename, taken, &mut pieces);
    if rename.part == Part::Type {
        tables_of(&layout, &["fields", "variants"], rename, taken, &mut pieces);
    }
    pieces
}

fn docs(text: &str, rename: &Rename, taken: Taken) -> Vec<Piece> {
    let layout = Layout::of(text);
    let mut pieces = Vec::new();
    match &rename.part {
        Part::Operation => tables_of(&layout, &["operations"], rename, taken, &mut pieces),
        Part::Type => tables_of(&layout, &["types"], rename, taken, &mut pieces),
        Part::Property { owner, .. } => {
            let table = ["types", owner, "fields"];
            keys(&layout, &[&table], rename, taken, &mut pieces);
        }
        Part::Parameter { operations } => {
            for operation in operations {
                let table = ["operations", operation, "parameters"];
                keys(&layout, &[&table], rename, taken, &mut pieces);
            }
        }
        Part::Schema | Part::Path | Part::Place { .. } => {}
    }
    pieces
}

fn facade(text: &str, rename: &Rename, taken: Taken) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if rename.part == Part::Operation {
        keys(
            &Layout::of(text),
            &[&["methods"]],
            rename,
            taken,
            &mut pieces,
        );
    }
    pieces
}

/// Adds the keys of some tables that have the old name.
fn keys(
    layout: &Layout,
    tables: &[&[&str]],
    rename: &Rename,
    taken: Taken,
    pieces: &mut Vec<Piece>,
) {
    for table in tables {
        let mut entries = layout.table(table);
        if taken == Taken::Stays && entries.any(|entry| entry.key == rename.new) {
            continue;
        }
        let own = layout.table(table).filter(|entry| entry.key == rename.old);
        pieces.extend(own.map(|entry| (entry.key_range.clone(), key(&rename.new))));
    }
}

/// Adds the headers of tables inside of others that have the old name.
fn tables_of(
    layout: &Layout,
    outer: &[&str],
    rename: &Rename,
    taken: Taken,
    pieces: &mut Vec<Piece>,
) {
    for outer in outer {
        let headers = layout.headers.iter();
        let is_new = |header: &Header| header.starts_with(&[outer, &rename.new]);
        if taken == Taken::Stays && headers.clone().any(is_new) {
            continue;
        }
        let own = headers.filter(|header| header.starts_with(&[outer, &rename.old]));
        pieces.extend(own.map(|header| (header.path[1].1.clone(), key(&rename.new))));
    }
}

/// Returns what takes the place of a string's content, with the quotes if they would not hold it.
fn in_quotes(range: Range<usize>, text: String) -> Piece {
    match text.contains(|letter: char| letter.is_control() || "\"'\\".contains(letter)) {
        true => (range.start - 1..range.end + 1, quoted(&text)),
        false => (range, text),
    }
}

/// Returns a place of the names file after a rename, if that changes it.
fn located(rename: &Rename, locator: &str) -> Option<String> {
    let (old, new) = (&rename.old, &rename.new);
    let (start, end, marks) = match &rename.part {
        Part::Operation if locator == query_component(old) => {
            return Some(query_component(new));
        }
        Part::Operation => (old.clone(), new.clone(), "."),
        Part::Schema | Part::Type => (old.clone(), new.clone(), ".[{|"),
        Part::Property { owner, .. } => {
            (format!("{owner}.{old}"), format!("{owner}.{new}"), ".[{|")
        }
        Part::Place { locator, .. } => (locator.clone()?, new.clone(), ".[{|"),
        Part::Path | Part::Parameter { .. } => return None,
    };
    let rest = locator.strip_prefix(&start)?;
    let whole = rest.is_empty() && rename.part != Part::Operation;
    (whole || rest.starts_with(|letter| marks.contains(letter))).then(|| end + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(part: Part) -> Rename {
        Rename::new(part, "old", "new")
    }

    fn property() -> Rename {
        rename(Part::Property {
            owner: "A".to_owned(),
            old_place: String::new(),
            new_place: String::new(),
        })
    }

    #[test]
    fn names_are_carried_by_whole_places() {
        let text = "[types]\nA = ['old', \"old.b\", 'older', 'A.old[]', 'OldQuery', 'A.older']\n\
            [fields.old]\nold = 'x'\n[fields.A]\nold = 'y'\n[hand-written]\nold = 'old'\n[untagged]\nold = 'z'\n";
        let carried = |rename: &Rename| replaced(text, names(text, rename, Taken::Stays));
        let changed = |rename: &Rename| {
            let carried = carried(rename);
            let lines = carried.lines().zip(text.lines());
            let lines = lines
                .filter(|(new, old)| new != old)
                .map(|(new, _)| new.to_owned());
            lines.collect::<Vec<_>>()
        };
        assert_eq!(
            changed(&rename(Part::Operation)),
            [
                "A = ['old', \"new.b\", 'older', 'A.old[]', 'NewQuery', 'A.older']",
                "new = 'old'"
            ]
        );
        assert_eq!(
            changed(&rename(Part::Type)),
            [
                "A = ['new', \"new.b\", 'older', 'A.old[]', 'OldQuery', 'A.older']",
                "[fields.new]",
                "new = 'z'"
            ]
        );
        assert_eq!(
            changed(&property()),
            [
                "A = ['old', \"old.b\", 'older', 'A.new[]', 'OldQuery', 'A.older']",
                "new = 'y'"
            ]
        );
    }

    #[test]
    fn a_new_name_adds_nothing_to_a_file() {
        let text =
            "[types]\nA = ['old', \"old.b\"]\n[fields.A]\nold = 'y'\n[hand-written]\nold = 'old'\n";
        for new in ["x\"); f(\"y", "it's", "a\\d", "a\nb = 1", "\u{7f}", "a.b"] {
            for part in [Part::Operation, Part::Type, property().part] {
                let rename = Rename::new(part, "old", new);
                let carried: toml::Table = replaced(text, names(text, &rename, Taken::Stays))
                    .parse()
                    .expect(new);
                let before: toml::Table = text.parse().expect("TOML");
                let shape = |table: &toml::Table| table.keys().cloned().collect::<Vec<_>>();
                assert_eq!(shape(&carried), shape(&before), "{new:?}");
                if rename.part == Part::Operation {
                    assert_eq!(
                        carried["types"]["A"][1].as_str(),
                        Some(&*format!("{new}.b"))
                    );
                    assert_eq!(carried["hand-written"][new].as_str(), Some("old"));
                }
            }
        }
    }

    #[test]
    fn documentation_is_carried_by_tables_and_keys() {
        let text = "[operations.old]\ndoc = 'old'\n[operations.old.parameters]\nold = 'x'\n\
            [types.A.fields]\nold = 'y'\n[types.B.fields]\nold = 'z'\n[types.old]\n";
        let carried = |rename: &Rename| replaced(text, docs(text, rename, Taken::Stays));
        assert_eq!(
            carried(&rename(Part::Operation)),
            text.replace("operations.old", "operations.new")
        );
        assert_eq!(
            carried(&rename(Part::Type)),
            text.replace("types.old", "types.new")
        );
        assert_eq!(carried(&property()), text.replace("old = 'y'", "new = 'y'"));
        let operations = vec!["old".to_owned()];
        assert_eq!(
            carried(&rename(Part::Parameter { operations })),
            text.replace("old = 'x'", "new = 'x'")
        );
    }
}
