//! The table of all operations with their methods, types and costs, which people read.

use indexmap::IndexMap;
use openapi_codegen::docs::{Docs, usual_cost};
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_document::{Result, code_span, members, operations};
use serde_json::Value;

use crate::project::Project;
use crate::scaffold::value_type;

const HEAD: &str = "# Operations

Every operation of the API by group: the method of the facade that calls it, its types in the module
`types`, and what the service documents of its cost. Methods of a job, such as `status`, may return a
type of the facade that is made from the response. A key is optional where the last column says so.

Written by `cargo xtask generate`: do not edit.
";
const COLUMNS: &str = "| Operation | Method | Request | Response | Cost | Key |
|---|---|---|---|---|---|
";

/// Returns the document, in Markdown.
///
/// # Errors
///
/// If the documentation or the list of facade methods cannot be read.
pub fn document(project: &Project, inputs: &Inputs, run: &Run) -> Result<String> {
    let docs = Docs::parse(&inputs.docs.name, inputs.docs.text()?)?;
    let methods = project.facade_methods()?;
    let declared: IndexMap<_, _> = operations(&run.corrected)
        .filter_map(|operation| Some((operation.value["operationId"].as_str()?, operation.value)))
        .collect();
    let mut groups: IndexMap<String, String> = IndexMap::new();
    for entry in &run.entries {
        let fact = |name: &str| declared.get(entry.id.as_str()).map(|own| &own[name]);
        let group = fact("tags").and_then(|tags| tags[0].as_str());
        let request = entry.request.as_deref().or(entry.query.as_deref());
        let response = entry.response.as_deref();
        let cost = usual_cost(docs.operation(&entry.id).unwrap_or_default());
        let cost = cost.map(|cost| cost.replace('|', "\\|"));
        let again = fact("x-retry").is_some_and(|class| class == "costly");
        let optional = fact("x-keyless").is_some_and(|keyless| keyless == true);
        let cells = [
            code(Some(&entry.route())),
            code(methods.get(&entry.id).map(String::as_str)),
            code(request),
            code(response.map(|response| value_type(run, response))),
            cost.unwrap_or_else(|| if again { "Costs credits" } else { "" }.to_owned()),
            if optional { "optional" } else { "" }.to_owned(),
        ];
        let row = format!("| {} |\n", cells.join(" | "));
        let group = plain(group.unwrap_or("Other"));
        *groups.entry(group).or_default() += &row;
    }
    let groups = groups.iter();
    let groups = groups.map(|(group, rows)| format!("\n## {group}\n\n{COLUMNS}{rows}"));
    Ok(HEAD.to_owned() + &groups.collect::<String>() + &other_names(&run.corrected["paths"]))
}

/// Returns the tables of the paths that have a second name, by `x-aliases`, and of those that are gone,
/// by `x-removed`; empty without any.
fn other_names(paths: &Value) -> String {
    let aliases = members(Some(paths)).flat_map(|(path, item)| {
        let names = item["x-aliases"].as_array().into_iter().flatten();
        names.filter_map(move |name| Some((name.as_str()?, path.as_str())))
    });
    let removed = members(paths.get("x-removed"));
    let removed = removed.filter_map(|(path, day)| Some((path.as_str(), day.as_str()?)));
    table("Other names of paths", ["Name", "Path"], aliases)
        + &table("Removed paths", ["Path", "Removed on"], removed)
}

fn table<'a>(
    title: &str,
    [first, second]: [&str; 2],
    rows: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let rows: String = rows
        .map(|(one, other)| format!("| {} | {} |\n", code(Some(one)), code(Some(other))))
        .collect();
    match rows.is_empty() {
        true => rows,
        false => format!("\n## {title}\n\n| {first} | {second} |\n|---|---|\n{rows}"),
    }
}

fn code(text: Option<&str>) -> String {
    // A bar ends a cell even inside of code.
    let span = |text: &str| code_span(text).replace('|', "\\|");
    text.map_or_else(|| "–".to_owned(), span)
}

/// Returns a name as it is, or as code if anything in it could be more than a word.
fn plain(text: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || " ,-.'".contains(letter);
    match text.chars().all(is_word) {
        true => text.to_owned(),
        false => code(Some(text)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_cost_is_the_part_of_a_sentence_that_says_it() {
        for (doc, expected) in [
            (
                "Does it.\n\nUsually costs one credit; some\nmore.",
                Some("Usually costs one credit"),
            ),
            (
                "Opens it; it costs credits while it lives. More.",
                Some("It costs credits while it lives"),
            ),
            ("The response has its cost in credits.", None),
        ] {
            assert_eq!(usual_cost(doc).as_deref(), expected, "{doc}");
        }
    }

    #[test]
    fn second_names_and_removed_paths_are_listed() {
        let paths = json!({
            "/a": {"x-aliases": ["/b", "/c|d"]}, "/e": {}, "x-removed": {"/f": "2026-01-02"},
        });
        let expected = "
## Other names of paths

| Name | Path |
|---|---|
| `/b` | `/a` |
| `/c\\|d` | `/a` |

## Removed paths

| Path | Removed on |
|---|---|
| `/f` | `2026-01-02` |
";
        assert_eq!(other_names(&paths), expected);
        assert_eq!(other_names(&json!({"/a": {}})), "");
    }

    #[test]
    fn a_text_stays_in_its_cell() {
        assert_eq!(code(Some("a`|b\n<i>")), "``a`\\|b\\n<i>``");
        assert_eq!(plain("Web search"), "Web search");
        assert_eq!(plain("a|b @c"), "`a\\|b @c`");
        assert_eq!(code(None), "–");
    }
}
