//! Stubs for missing documentation, with the facts of the contract.

use std::collections::BTreeMap;

use openapi_codegen::docs::STUB;
use openapi_codegen::pipeline::Run;
use openapi_document::Result;
use toml::Value;

use super::edit::{Piece, replaced};
use super::facts::Facts;
use super::toml_text::{Layout, key};
use crate::project::Project;

/// The rows of one table by their key.
type Rows = Vec<(String, String)>;

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
    let layout = Layout::of(&text);
    let facts = Facts::new(run);
    let mut blocks: BTreeMap<[&str; 2], BTreeMap<&str, Rows>> = BTreeMap::new();
    let mut count = 0;
    for missing in &run.findings.missing_docs {
        let Some((path, name)) = split(missing) else {
            continue;
        };
        let [root, owner, part] = path;
        let is_there = layout.table(table(&path)).any(|entry| entry.key == name);
        if !is_there {
            let stub = format!("{STUB} {}", facts.about(root, owner, part, name));
            let rows = blocks.entry([root, owner]).or_default();
            rows.entry(part)
                .or_default()
                .push((key(name), Value::from(stub).to_string()));
            count += 1;
        }
    }
    let mut pieces = Vec::new();
    for (owner, tables) in &blocks {
        place(&layout, *owner, tables, &mut pieces);
    }
    if count > 0 {
        project.draft(&file, replaced(&text, pieces));
    }
    Ok(count)
}

/// Splits the key of an entry into its table and its name: `types.T.fields.a.b` has the name `a.b`.
fn split(entry: &str) -> Option<([&str; 3], &str)> {
    let mut words = entry.splitn(4, '.');
    let (root, owner, part) = (words.next()?, words.next()?, words.next()?);
    match words.next() {
        Some(name) => Some(([root, owner, part], name)),
        None => Some(([root, owner, ""], part)),
    }
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
    fn names_may_have_dots() {
        assert_eq!(
            split("types.A.fields.a.b"),
            Some((["types", "A", "fields"], "a.b"))
        );
        assert_eq!(
            split("operations.a.doc"),
            Some((["operations", "a", ""], "doc"))
        );
        assert_eq!(split("fields.a"), None);
    }
}
