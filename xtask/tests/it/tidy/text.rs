//! Rules for every text file: clean line ends, and nothing specific to a machine or a registry.

use super::tree::{File, hold, ours};

/// Folders of one machine, in two pieces so that this file holds none itself.
const MACHINE_PATHS: [&str; 6] = [
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/tm", "p/"),
];

/// Settings that direct cargo to a registry, or away from one.
const REGISTRIES: [&str; 6] = [
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("crates.io", "-index"),
    concat!("arti", "factory"),
    concat!("replace", "-with"),
    concat!("[regis", "tries"),
];

#[test]
fn text_is_clean() {
    hold(ours, clean);
}

#[test]
fn unclean_text_is_found() {
    assert!(clean(&File::new("a.md", "a\n\nb\n")).is_empty());
    assert!(clean(&File::new("a.md", "")).is_empty());
    for text in ["a", "a\r\nb\r\n", "a \nb\n", "a\t\n", "a\n\n"] {
        assert!(!clean(&File::new("a.md", text)).is_empty(), "{text:?}");
    }
}

#[test]
fn no_machine_is_named() {
    hold(free_to_name_hosts, names_no_machine);
}

#[test]
fn machine_paths_are_found() {
    for path in MACHINE_PATHS {
        for text in [format!("{path}x"), format!("\"{path}x\"")] {
            let file = File::new("a.md", text);
            assert_eq!(names_no_machine(&file).len(), 1, "{}", file.text);
        }
    }
    for path in MACHINE_PATHS {
        for text in [format!("https://example.com{path}x"), format!("..{path}x")] {
            let file = File::new("a.md", text);
            assert!(names_no_machine(&file).is_empty(), "{}", file.text);
        }
    }
}

#[test]
fn no_registry_is_named() {
    hold(free_to_name_hosts, names_no_registry);
}

#[test]
fn registries_are_found() {
    for registry in REGISTRIES {
        let file = File::new(".cargo/config.toml", format!("a = 1\n{registry} = 2\n"));
        assert_eq!(names_no_registry(&file).len(), 1, "{registry}");
    }
    assert!(names_no_registry(&File::new("a.md", "https://crates.io/crates/serde")).is_empty());
}

/// Lock files name the registry of each package; the checks may prepare their machine.
fn free_to_name_hosts(path: &str) -> bool {
    ours(path) && !path.ends_with(".lock") && !path.starts_with(".ci/")
}

fn clean(file: &File) -> Vec<String> {
    let mut findings: Vec<_> = (1..)
        .zip(file.text.split_terminator('\n'))
        .filter(|(_, line)| line.ends_with([' ', '\t', '\r']))
        .map(|(number, _)| file.at(number, "white space at the end of the line"))
        .collect();
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        findings.push(file.finding("no line feed at the end"));
    }
    if file.text.ends_with("\n\n") {
        findings.push(file.finding("an empty line at the end"));
    }
    findings
}

fn names_no_machine(file: &File) -> Vec<String> {
    // A path begins where no longer path or URL goes on.
    let begins = |line: &str, at: usize| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-/}~*".contains(before))
    };
    let goes_on = |line: &str, end: usize| line[end..].starts_with(char::is_alphanumeric);
    file.lines()
        .filter_map(|(number, line)| {
            let path = MACHINE_PATHS.into_iter().find(|path| {
                line.match_indices(path)
                    .any(|(at, _)| begins(line, at) && goes_on(line, at + path.len()))
            })?;
            Some(file.at(
                number,
                format_args!("a path of one machine, `{path}`; make it relative"),
            ))
        })
        .collect()
}

fn names_no_registry(file: &File) -> Vec<String> {
    file.lines()
        .filter_map(|(number, line)| {
            let registry = REGISTRIES.into_iter().find(|name| line.contains(name))?;
            Some(file.at(
                number,
                format_args!("`{registry}`; a registry is the user's choice, not ours"),
            ))
        })
        .collect()
}
