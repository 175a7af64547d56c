//! Stubs for missing documentation, with the facts of the contract.

use std::collections::BTreeMap;

use openapi_codegen::docs::STUB;
use openapi_codegen::pipeline::Run;
use openapi_document::Result;
use toml::{Table, Value};

use super::edit::{Piece, replaced};
use super::facts::Facts;
use super::toml_text::{Layout, key};
use crate::project::{Project, parse};

/// The rows of one table by their key.
type Rows = Vec<(String, String)>;

/// The rows of the tables of each operation and type.
type Stubs<'a> = BTreeMap<[&'a str; 2], BTreeMap<&'a str, Rows>>;

/// Adds a stub for each missing entry to the draft of the documentation, and returns their number.
///
/// `check` counts a stub as missing until a person has written it.
///
/// # Errors
///
/// If the documentation cannot be read.
pub fn add(project: &mut Project, run: &Run) -> Result<usize> {
    let file = project.inputs.docs.clone();
    let source = project.source(&file)?;
    let mut text = source.text()?.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let known = parse::<Table>(&source, "not a list of documentation")?;
    let facts = Facts::new(run);
    let mut stubs = Stubs::new();
    let mut count = 0;
    for missing in &run.findings.missing_docs {
        let Some((path, name)) = split(missing, run.entries.iter().map(|entry| &*entry.id)) else {
            continue;
        };
        let [root, owner, part] = path;
        let written = table(&path).iter().try_fold(&known, |table, name| {
            table.get(*name).and_then(Value::as_table)
        });
        if !written.is_some_and(|table| table.contains_key(name)) {
            let words = usual(&known, root, part, name).map(str::to_owned);
            let words = words.unwrap_or_else(|| facts.about(root, owner, part, name));
            let rows = stubs
                .entry([root, owner])
                .or_default()
                .entry(part)
                .or_default();
            rows.push((
                key(name),
                Value::from(format!("{STUB} {words}")).to_string(),
            ));
            count += 1;
        }
    }
    if count > 0 {
        project.draft(&file, with(&text, &known, stubs));
    }
    Ok(count)
}

/// Returns the words that most items of a name have, which are most likely those of another one.
fn usual<'a>(known: &'a Table, root: &str, part: &str, name: &str) -> Option<&'a str> {
    let owners = known.get(root).and_then(Value::as_table).into_iter();
    let all = owners.flat_map(|owners| owners.values());
    let all: Vec<&str> = all
        .filter_map(|owner| owner.get(part)?.get(name)?.as_str())
        .filter(|text| !text.contains('\n') && !text.starts_with(STUB))
        .collect();
    let count = |text: &str| all.iter().filter(|other| **other == text).count();
    let most = all.iter().copied().max_by_key(|text| count(text))?;
    (count(most) > 1 && 2 * count(most) > all.len()).then_some(most)
}

/// Adds stubs to a text. What is written as an inline table, or with dotted keys, becomes a table
/// with a header, because a table cannot be written in two ways.
fn with<'a>(text: &str, known: &'a Table, mut stubs: Stubs<'a>) -> String {
    let layout = Layout::of(text);
    let mut pieces = Vec::new();
    for (owner, tables) in &mut stubs {
        let written = owner.iter().try_fold(known, |table, name| {
            table.get(*name).and_then(Value::as_table)
        });
        let mut moved: BTreeMap<&str, Rows> = BTreeMap::new();
        for entry in &layout.entries {
            let path = layout.path(entry);
            let is_whole = path == *owner;
            let is_part = path.len() > 2 && path[..2] == *owner && {
                let depth = entry.header.map_or(0, |at| layout.headers[at].path.len());
                let is_stubbed = tables.contains_key(path[2]) || depth < 2;
                is_stubbed
                    && (path.len() == 3 && is_table(written, path[2]) || depth + 1 < path.len())
            };
            if !is_whole && !is_part {
                continue;
            }
            pieces.push((entry.range.clone(), String::new()));
            let parts = written.into_iter().flatten();
            for (part, value) in parts.filter(|(part, _)| is_whole || *part == path[2]) {
                let row = |(name, value): (&String, &Value)| (key(name), value.to_string());
                match value.as_table() {
                    Some(rows) => {
                        let fresh = moved.entry(part).or_default();
                        if fresh.is_empty() {
                            fresh.extend(rows.iter().map(row));
                        }
                    }
                    None => moved.entry("").or_default().push(row((part, value))),
                }
            }
        }
        for (part, rows) in moved {
            tables.entry(part).or_default().splice(0..0, rows);
        }
        place(&layout, *owner, tables, &mut pieces);
    }
    replaced(text, pieces)
}

fn is_table(owner: Option<&Table>, part: &str) -> bool {
    owner.is_some_and(|owner| owner.get(part).is_some_and(Value::is_table))
}

/// Splits the key of an entry into its table and its name: `types.T.fields.a.b` has the name `a.b`.
/// Only the ids of operations, of which the known ones are given, may have dots too.
fn split<'a>(
    entry: &'a str,
    ids: impl Iterator<Item = &'a str>,
) -> Option<([&'a str; 3], &'a str)> {
    let (root, rest) = entry.split_once('.')?;
    let is_of = |id: &&str| {
        let part = rest.strip_prefix(id);
        part.is_some_and(|part| part == ".doc" || part.starts_with(".parameters."))
    };
    let owner = match root {
        "operations" => ids.filter(is_of).max_by_key(|id| id.len())?,
        _ => rest.split('.').next()?,
    };
    let key = rest[owner.len()..].strip_prefix('.')?;
    Some(match key.split_once('.') {
        Some((part, name)) => ([root, owner, part], name),
        None => ([root, owner, ""], key),
    })
}

/// Returns the path of a table, which ends with its owner if it has no part.
fn table<'a>(path: &'a [&'a str; 3]) -> &'a [&'a str] {
    &path[..if path[2].is_empty() { 2 } else { 3 }]
}

/// Adds the rows of an owner at the end of its tables, or as new tables in the order of the names.
fn place(
    layout: &Layout,
    owner: [&str; 2],
    tables: &BTreeMap<&str, Rows>,
    pieces: &mut Vec<Piece>,
) {
    let [root, name] = owner;
    let last = layout
        .headers
        .iter()
        .rfind(|header| header.starts_with(&owner));
    let mut fresh = String::new();
    for (part, rows) in tables {
        let rows: String = rows
            .iter()
            .map(|(key, text)| format!("{key} = {text}\n"))
            .collect();
        let path = [root, name, *part];
        let path = table(&path);
        match layout.headers.iter().find(|header| header.is(path)) {
            Some(header) => pieces.push((header.end..header.end, rows)),
            None => {
                let path: Vec<String> = path.iter().map(|name| key(name)).collect();
                fresh += &format!("[{}]\n{rows}", path.join("."));
            }
        }
    }
    if fresh.is_empty() {
        return;
    }
    let (at, before, after) = match last {
        Some(header) => (header.end, "", ""),
        None => {
            let of_root =
                |word: &[(String, _)]| word.first().is_some_and(|(first, _)| first == root);
            let next = layout.headers.iter().position(|header| {
                of_root(&header.path)
                    && header
                        .path
                        .get(1)
                        .is_some_and(|(other, _)| other.as_str() > name)
            });
            let previous = match next {
                Some(next) => next.checked_sub(1),
                None => layout
                    .headers
                    .iter()
                    .rposition(|header| of_root(&header.path)),
            };
            match (previous, next) {
                (Some(previous), _) => (layout.headers[previous].end, "\n", ""),
                (None, Some(next)) => (layout.headers[next].range.start, "", "\n"),
                (None, None) => (
                    layout.headers.last().map_or(0, |header| header.end),
                    "\n",
                    "",
                ),
            }
        }
    };
    pieces.push((at..at, format!("{before}{fresh}{after}")));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(text: &str, owner: [&str; 2], tables: &[(&'static str, &str)]) -> String {
        let rows = |key: &str| vec![(key.to_owned(), "'…'".to_owned())];
        let tables = tables
            .iter()
            .map(|(part, key)| (*part, rows(key)))
            .collect();
        let mut pieces = Vec::new();
        place(&Layout::of(text), owner, &tables, &mut pieces);
        replaced(text, pieces)
    }

    #[test]
    fn rows_go_to_the_end_of_their_table() {
        let text = "[types.A]\ndoc = 'a'\n[types.A.fields]\nx = '''\nx'''\n# End.\n\n[types.C]\ndoc = 'c'\n";
        assert_eq!(
            placed(text, ["types", "A"], &[("fields", "y"), ("variants", "v")]),
            "[types.A]\ndoc = 'a'\n[types.A.fields]\nx = '''\nx'''\ny = '…'\n[types.A.variants]\nv = '…'\n\
             # End.\n\n[types.C]\ndoc = 'c'\n"
        );
    }

    #[test]
    fn a_new_table_is_in_the_order_of_names() {
        let text = "# Head.\n\n[operations.b]\ndoc = 'b'\n\n[types.A]\ndoc = 'a'\n\n# On C.\n[types.C]\ndoc = 'c'\n";
        let new = "[types.B]\ndoc = '…'\n[types.B.fields]\nx = '…'\n";
        assert_eq!(
            placed(text, ["types", "B"], &[("", "doc"), ("fields", "x")]),
            text.replace("doc = 'a'\n", &format!("doc = 'a'\n\n{new}"))
        );
        let last = placed(text, ["types", "D"], &[("", "doc")]);
        assert_eq!(last, format!("{text}\n[types.D]\ndoc = '…'\n"));
        let first = placed(text, ["operations", "a"], &[("", "doc")]);
        let head = "# Head.\n\n";
        assert_eq!(
            first,
            text.replace(head, &format!("{head}[operations.a]\ndoc = '…'\n\n"))
        );
        let only = placed("", ["types", "A"], &[("", "doc")]);
        assert_eq!(only, "\n[types.A]\ndoc = '…'\n");
    }

    #[test]
    fn what_has_no_header_gets_one() {
        for text in [
            "[types]\nA = { doc = 'a', fields = { x = 'x' } }\n[types.B]\ndoc = 'b'\n",
            "[types]\nA.doc = 'a'\nA.fields.x = 'x'\n[types.B]\ndoc = 'b'\n",
            "[types.A]\ndoc = 'a'\nfields = { x = 'x' }\n[types.B]\ndoc = 'b'\n",
            "[types.A]\ndoc = 'a'\nfields.x = 'x'\n[types.B]\ndoc = 'b'\n",
            "[types.A]\ndoc = 'a'\n[types.A.fields]\nx = 'x'\n[types.B]\ndoc = 'b'\n",
        ] {
            let known: Table = text.parse().expect("TOML");
            let rows = vec![("y".to_owned(), "'…'".to_owned())];
            let stubs = [(["types", "A"], [("fields", rows)].into())].into();
            let with: Table = with(text, &known, stubs).parse().expect(text);
            let mut expected = known;
            let fields = expected["types"]["A"]["fields"].as_table_mut();
            fields.expect("a table").insert("y".to_owned(), "…".into());
            assert_eq!(with, expected, "{text}");
        }
    }

    #[test]
    fn the_words_of_most_items_of_a_name_are_suggested() {
        let known: Table =
            "[types.A.fields]\nid = 'The id.'\nx = '1'\n[types.B.fields]\nid = 'The id.'\n\
            x = '2'\n[types.C.fields]\nid = 'Its id.'\n"
                .parse()
                .expect("TOML");
        let of = |part: &str, name: &str| usual(&known, "types", part, name);
        assert_eq!(of("fields", "id"), Some("The id."));
        assert_eq!(of("fields", "x"), None);
        assert_eq!(of("variants", "id"), None);
    }

    #[test]
    fn names_and_ids_may_have_dots() {
        let ids = ["a", "a.b", "a.b.parameters"];
        let split = |entry| split(entry, ids.into_iter());
        let of = |path, name| Some((path, name));
        assert_eq!(
            split("types.A.fields.a.b"),
            of(["types", "A", "fields"], "a.b")
        );
        assert_eq!(
            split("operations.a.doc"),
            of(["operations", "a", ""], "doc")
        );
        assert_eq!(
            split("operations.a.b.doc"),
            of(["operations", "a.b", ""], "doc")
        );
        assert_eq!(
            split("operations.a.b.parameters.x.y"),
            of(["operations", "a.b", "parameters"], "x.y")
        );
        assert_eq!(split("operations.c.doc"), None);
        assert_eq!(split("fields.a"), None);
    }
}
