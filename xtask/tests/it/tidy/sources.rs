//! Rules for hand-written Rust: size, names, unfinished marks, module documentation.

use super::tree::{File, hand_written_rust, hold};

const MOST_LINES: usize = 500;
const MOST_LINES_OF_A_ROOT: usize = 60;

/// Names that say nothing about what a file holds.
const EMPTY_NAMES: [&str; 8] = [
    "util", "utils", "helper", "helpers", "common", "misc", "shared", "stuff",
];

/// Marks of unfinished work, each in two pieces so that this file contains none itself.
const UNFINISHED: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
];

#[test]
fn files_stay_short() {
    hold(hand_written_rust, short);
}

#[test]
fn a_long_file_is_found() {
    assert!(short(&File::new("a.rs", "x\n".repeat(500))).is_empty());
    assert_eq!(
        short(&File::new("a.rs", "x\n".repeat(501))),
        ["a.rs: 501 lines, at most 500; split it by what it does"]
    );
}

#[test]
fn crate_and_module_roots_only_declare() {
    hold(root_of_a_module, declares);
}

#[test]
fn logic_in_a_module_root_is_found() {
    let comments = "//! About.\n\n/// An item.\n".repeat(40);
    assert!(declares(&File::new("a/mod.rs", comments)).is_empty());
    assert_eq!(
        declares(&File::new("a/mod.rs", "mod x;\n".repeat(61))),
        ["a/mod.rs: 61 lines of code, at most 60; a root declares and re-exports"]
    );
}

#[test]
fn names_say_what_is_inside() {
    hold(hand_written_rust, named);
}

#[test]
fn empty_names_are_found() {
    for path in ["a/utils.rs", "a/common/x.rs", "helpers/mod.rs"] {
        assert_eq!(named(&File::new(path, "")).len(), 1, "{path}");
    }
    let module = File::new("a/x.rs", "mod y;\n    pub(crate) mod misc {\n");
    assert_eq!(named(&module).len(), 1);
    assert!(named(&File::new("a/commonmark.rs", "mod helper_text;\n")).is_empty());
}

#[test]
fn nothing_is_left_unfinished() {
    hold(hand_written_rust, finished);
}

#[test]
fn unfinished_marks_are_found() {
    for mark in UNFINISHED {
        let file = File::new("a.rs", format!("//! A.\nfn f() {{ {mark}() }}\n"));
        assert_eq!(finished(&file).len(), 1, "{mark}");
    }
    assert!(finished(&File::new("a.rs", concat!("MASTO", "DON"))).is_empty());
}

#[test]
fn every_file_says_what_it_is() {
    hold(hand_written_rust, introduced);
}

#[test]
fn a_file_without_an_introduction_is_found() {
    assert!(introduced(&File::new("a.rs", "//! Reads `a.b` and e.g. this.\n")).is_empty());
    for text in [
        "",
        "use std::fs;\n",
        "// Only a comment.\n",
        "//! A sentence that goes\n//! on.\n",
        "//! One. And two.\n",
    ] {
        assert_eq!(introduced(&File::new("a.rs", text)).len(), 1, "{text:?}");
    }
}

fn short(file: &File) -> Vec<String> {
    let lines = file.text.lines().count();
    found(lines > MOST_LINES, || {
        file.finding(format_args!(
            "{lines} lines, at most {MOST_LINES}; split it by what it does"
        ))
    })
}

fn root_of_a_module(path: &str) -> bool {
    hand_written_rust(path) && (path.ends_with("lib.rs") || path.ends_with("mod.rs"))
}

fn declares(file: &File) -> Vec<String> {
    let code = file
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count();
    found(code > MOST_LINES_OF_A_ROOT, || {
        file.finding(format_args!(
            "{code} lines of code, at most {MOST_LINES_OF_A_ROOT}; a root declares and re-exports"
        ))
    })
}

fn named(file: &File) -> Vec<String> {
    let of_path = file
        .path
        .trim_end_matches(".rs")
        .split('/')
        .map(|name| (1, name));
    let of_modules = file.lines().filter_map(|(number, line)| {
        let (visibility, rest) = line.trim_start().split_once("mod ")?;
        let declared = visibility.is_empty() || visibility.starts_with("pub");
        let name = rest.split([' ', ';', '{']).next()?;
        declared.then_some((number, name))
    });
    of_path
        .chain(of_modules)
        .filter(|(_, name)| EMPTY_NAMES.contains(name))
        .map(|(line, name)| {
            file.at(
                line,
                format_args!("`{name}` says nothing; name it after what it does"),
            )
        })
        .collect()
}

fn finished(file: &File) -> Vec<String> {
    file.lines()
        .filter_map(|(number, line)| {
            let mark = UNFINISHED.into_iter().find(|mark| has_word(line, mark))?;
            Some(file.at(number, format_args!("`{mark}`; finish it or file an issue")))
        })
        .collect()
}

/// Returns true if a line contains a word at a word boundary.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '_')
    })
}

fn introduced(file: &File) -> Vec<String> {
    let first = file.text.lines().next().unwrap_or_default();
    let one_sentence = first
        .strip_prefix("//! ")
        .and_then(|line| line.strip_suffix('.'))
        // The next sentence would begin with a capital.
        .is_some_and(|line| {
            !line
                .match_indices(". ")
                .any(|(at, _)| line[at + 2..].starts_with(|next: char| next.is_uppercase()))
        });
    found(!one_sentence, || {
        file.at(
            1,
            "begin with `//! ` and one sentence on one line that says what the file holds",
        )
    })
}

fn found(wrong: bool, finding: impl FnOnce() -> String) -> Vec<String> {
    wrong.then(finding).into_iter().collect()
}
