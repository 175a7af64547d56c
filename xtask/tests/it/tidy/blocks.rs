//! Rules for the blocks of code in documents: each is compiled, run or read by something.

use super::markdown::fenced;
use super::shown;
use super::tree::{File, file, hand_written_rust, hold, ours, root, tracked_files};

/// Languages that tests of firecrawl-cli check: commands, what they print, and programs that read their
/// output. [`super::markdown`] checks the commands of other programs.
const ELSEWHERE: [&str; 5] = ["console", "python", "sh", "sql", "text"];

#[test]
fn blocks_are_checked() {
    hold(document, checked);
}

#[test]
fn a_block_that_nothing_checks_is_found() {
    for good in [
        "```json\n{\"a\": 1}\n```\n",
        "```toml\na = 1\n```\n",
        "```sh\nls\n```\n",
    ] {
        assert!(checked(&File::new("A.md", good)).is_empty(), "{good}");
    }
    for bad in [
        "```json\n{\"a\": }\n```\n",
        "```toml\na\n```\n",
        "```rust\nlet a = 1;\n```\n",
        "```\nplain\n```\n",
    ] {
        assert_eq!(checked(&File::new("A.md", bad)).len(), 1, "{bad}");
    }
    assert!(checked(&File::new("README.md", "```rust\nlet a = 1;\n```\n")).is_empty());
}

#[test]
fn the_translation_has_the_sections_and_the_code_of_the_readme() {
    let (readme, translation) = (file("README.md"), file("README.zh-CN.md"));
    assert_eq!(outline(&readme.text), outline(&translation.text));
    assert_eq!(links(&readme.text), links(&translation.text));
}

#[test]
fn a_translation_that_is_behind_is_found() {
    let readme = "# A\n\n## B\n\n```sh\nls\n```\n\n| a |\n|---|\n| b |\n";
    let behind = [
        "# 甲\n\n```sh\nls\n```\n\n| a |\n|---|\n| b |\n",
        "# 甲\n\n## 乙\n\n```sh\nls -a\n```\n\n| a |\n|---|\n| b |\n",
        "# 甲\n\n## 乙\n\n```sh\nls\n```\n\n| a |\n|---|\n",
    ];
    assert_eq!(outline(readme), outline(&readme.replace("# A", "# 甲")));
    for translation in behind {
        assert_ne!(outline(readme), outline(translation), "{translation}");
    }
}

#[test]
fn the_page_of_each_request_leads_to_its_method() {
    let types = ["requests", "shared"].map(|name| {
        &*file(&format!(
            "crates/firecrawl-api/src/generated/types/{name}.rs"
        ))
        .text
    });
    let rows = file("docs/api.md").text.lines().filter_map(|line| {
        let mut cells = line.split(" | ").skip(1).map(|cell| cell.trim_matches('`'));
        Some((cells.next()?, cells.next()?))
    });
    let requests = rows.filter(|(method, request)| method.contains("::") && *request != "–");
    let requests: Vec<_> = requests.collect();
    assert!(requests.len() > 30, "{requests:?}");
    for (method, request) in requests {
        let declared = format!("\npub struct {request} {{");
        let union = format!("\npub enum {request} {{");
        let found = types.iter().find_map(|text| {
            let end = text.find(&declared).or_else(|| text.find(&union))?;
            text[..end].rsplit("\n}\n").next()
        });
        let doc = found.unwrap_or_else(|| panic!("{request} is not generated"));
        assert!(
            doc.contains(&format!("[`{method}`](https://docs.rs/")),
            "{request}: {doc}"
        );
    }
}

/// The code of the translation is that of the README.
fn document(path: &str) -> bool {
    path.ends_with(".md") && ours(path) && path != "README.zh-CN.md"
}

fn checked(document: &File) -> Vec<String> {
    let compiled = || tracked_files(hand_written_rust).any(|source| includes(source, document));
    blocks(&document.text)
        .into_iter()
        .filter_map(|(line, language, text)| {
            let mut words = language.split(',');
            let wrong = match words.next()? {
                "rust" if words.any(|word| word == "ignore") => None,
                "rust" => (!compiled()).then(|| "no `include_str!` compiles this".to_owned()),
                "json" => shown::json(&text).err(),
                "toml" => shown::toml(&text).err(),
                "yaml" => shown::workflow(&text).err(),
                language if ELSEWHERE.contains(&language) => None,
                language => Some(format!(
                    "the language `{language}` is not checked by anything"
                )),
            };
            wrong.map(|wrong| document.at(line, wrong))
        })
        .collect()
}

/// Returns true if a source file includes a document in its own documentation.
fn includes(source: &File, document: &File) -> bool {
    let Some(folder) = root().join(&source.path).parent().map(ToOwned::to_owned) else {
        return false;
    };
    let mut included = source.text.split("include_str!(\"").skip(1);
    included.any(|rest| {
        let path = rest.split('"').next().unwrap_or_default();
        let path = folder.join(path).canonicalize();
        path.is_ok_and(|path| {
            root()
                .canonicalize()
                .is_ok_and(|root| path == root.join(&document.path))
        })
    })
}

/// The blocks of a document: their first lines, languages and texts.
fn blocks(text: &str) -> Vec<(usize, &str, String)> {
    let mut found: Vec<(usize, &str, String)> = Vec::new();
    let mut open = false;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            open = !open;
            if open {
                found.push((number, language.trim(), String::new()));
            }
        } else if let (true, Some((_, _, text))) = (open, found.last_mut()) {
            *text += line;
            *text += "\n";
        }
    }
    found
}

/// The parts of a document that are the same in every language.
fn outline(text: &str) -> Vec<String> {
    fenced(text)
        .filter_map(|(_, fence, line)| match fence {
            Some(_) => Some(line.to_owned()),
            None if line.starts_with('#') => Some(line.split(' ').next()?.to_owned()),
            None if line.starts_with('|') => Some(format!("{} cells", line.matches('|').count())),
            None => None,
        })
        .collect()
}

/// The targets of links, apart from those to the other language.
fn links(text: &str) -> Vec<&str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets
        .filter(|target| !target.starts_with("README"))
        .collect()
}
