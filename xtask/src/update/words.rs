//! Names of generated items in hand-written code and text.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use openapi_codegen::pipeline::Run;
use openapi_codegen::public_api::PublicApi;
use openapi_document::Result;
use serde_json::Value;

use crate::output::files_below;
use crate::project::Project;

/// The endings of files that can name generated items.
const ENDINGS: [&str; 4] = ["rs", "md", "snap", "json"];

/// What comes before a name where it is defined.
const DEFINITIONS: [&str; 11] = [
    "fn ", "struct ", "enum ", "trait ", "type ", "mod ", "const ", "static ", "let ", "mut ",
    "pub ",
];

/// All names of a contract and of its generated code.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Collects the names of a run.
    pub fn of(run: &Run, api: &PublicApi) -> Self {
        let mut names = BTreeSet::new();
        add(&run.corrected, &mut names);
        for (name, members) in &api.types {
            names.extend(members.keys().chain([name]).cloned());
        }
        names.extend(api.operations.keys().cloned());
        Self(names)
    }

    /// Returns whether something has this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

fn add(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(names.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|value| add(value, names)),
        Value::Object(map) => {
            for (key, value) in map {
                names.insert(key.clone());
                add(value, names);
            }
        }
        _ => {}
    }
}

/// The files that name generated items and are written by people, or record what their code says;
/// each with its text.
#[derive(Debug)]
pub struct Users(pub Vec<(String, String)>);

impl Users {
    /// Reads the files of a project.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub fn read(project: &Project) -> Result<Self> {
        let mut files = Vec::new();
        for user in project.facade.iter().flat_map(|facade| &facade.users) {
            if project.path(user).is_file() {
                files.push(user.clone());
                continue;
            }
            let is_text = |file: &String| {
                let ending = Path::new(file).extension().and_then(OsStr::to_str);
                ending.is_some_and(|ending| ENDINGS.contains(&ending))
            };
            let found = files_below(&project.path(""), user)?;
            files.extend(found.into_iter().filter(is_text));
        }
        files.retain(|file| !project.writes(file));
        let read = |file: String| {
            let text = project.source(&file)?.text()?.to_owned();
            Ok((file, text))
        };
        files.into_iter().map(read).collect::<Result<_>>().map(Self)
    }

    /// Returns whether hand-written code defines a name.
    pub fn define(&self, name: &str) -> bool {
        let mut code = self.0.iter().filter(|(file, _)| file.ends_with(".rs"));
        code.any(|(_, text)| {
            let defines = |at: usize| DEFINITIONS.iter().any(|word| text[..at].ends_with(word));
            places(text, name).into_iter().any(defines)
        })
    }
}

/// Returns the positions of a name, or of a path template, as a whole.
pub fn places(text: &str, name: &str) -> Vec<usize> {
    let found = text.match_indices(name).map(|(at, _)| at);
    let is_whole = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        let letter = |letter: char| letter.is_alphanumeric() || letter == '_';
        match name.starts_with('/') {
            true => {
                is_route(before, name)
                    && !after.starts_with(|next| letter(next) || "/{-".contains(next))
            }
            false => !before.ends_with(letter) && !after.starts_with(letter),
        }
    };
    found.filter(is_whole).collect()
}

/// Returns whether a path follows its method or the version of the API, or begins a literal. A path
/// of one segment in a literal may be one of a page.
fn is_route(before: &str, path: &str) -> bool {
    let method = before.strip_suffix(' ').is_some_and(|before| {
        let word = before
            .rsplit(|letter: char| !letter.is_ascii_uppercase())
            .next();
        word.is_some_and(|word| word.len() > 2)
    });
    let segments = path.matches('/').count();
    method || before.ends_with("/v2") || segments > 1 && before.ends_with(['"', '`'])
}

/// Returns whether a name looks like an ordinary word, which text has with other meanings.
pub fn is_plain(name: &str) -> bool {
    let inner = name.chars().skip(1);
    !name.contains(['_', '/']) && !inner.into_iter().any(char::is_uppercase)
}

/// Returns whether a name at a position looks like one of code, in code or in text.
pub fn is_code(text: &str, at: usize) -> bool {
    text[..at].ends_with(['.', '"', '`', ':', '&'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_a_whole() {
        let text = "map_urls sitemap_urls `map_urls` map_urls_x";
        assert_eq!(places(text, "map_urls"), [0, 23]);
        let text = "GET /a/b \"/a/b\" /v2/a/b GET /a/b/c https://x/a/b \"/a/b-c\" a /a/b";
        assert_eq!(places(text, "/a/b"), [4, 10, 19]);
        assert_eq!(places("POST /a `/a` \"/a\" Use /a", "/a"), [5]);
    }

    #[test]
    fn ordinary_words_are_plain() {
        for name in ["limit", "Document"] {
            assert!(is_plain(name), "{name}");
        }
        for name in ["mapUrls", "map_urls", "MapUrls", "/map"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
