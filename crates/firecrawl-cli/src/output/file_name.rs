//! The names of files for pages.

use std::fmt::Write as _;
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use url::Url;

/// The longest name of a folder or file, in bytes; file systems allow 255, with the extension.
const LONGEST: usize = 120;

/// The digits of a hash in a name: the hashes of a million pages are different.
const DIGITS: usize = 16;

/// Names that Windows reserves for devices.
const RESERVED: [&str; 7] = ["con", "prn", "aux", "nul", "com", "lpt", "clock$"];

/// Returns the path of a page's file below a folder: host, path, query.
///
/// Different URLs get different names, also where upper and lower case are the same; a hash is added
/// where the letters alone do not see to that. The same URL always gets the same name.
pub fn of_page(url: &str, extension: &str) -> PathBuf {
    let Ok(parsed) = Url::parse(url) else {
        return PathBuf::from(format!("{}.{extension}", hash(url)));
    };
    let mut exact = matches!(parsed.scheme(), "https" | "http") && parsed.username().is_empty();
    let port = parsed
        .port()
        .map_or_else(String::new, |port| format!("-{port}"));
    exact &= parsed.port().is_none();
    let mut path = PathBuf::from(safe(
        &format!("{}{port}", parsed.host_str().unwrap_or("none")),
        &mut exact,
    ));
    let segments: Vec<&str> = parsed.path_segments().into_iter().flatten().collect();
    let (last, folders) = segments.split_last().unwrap_or((&"", &[]));
    for folder in folders.iter().take(16) {
        let mut folder = safe(folder, &mut exact);
        // A page beside it may have a file of this name.
        let lower = folder.to_ascii_lowercase();
        if [".md", ".html", ".json"]
            .iter()
            .any(|end| lower.ends_with(end))
        {
            exact = false;
            folder.push('_');
        }
        path.push(folder);
    }
    exact &= folders.len() <= 16;
    let mut name = match *last {
        "" => "index".to_owned(),
        "index" => {
            exact = false;
            "index".to_owned()
        }
        last => safe(last, &mut exact),
    };
    if let Some(query) = parsed.query() {
        exact = false;
        let _ = write!(name, "_{}", safe(query, &mut exact));
    }
    if let Some(fragment) = parsed.fragment() {
        exact = false;
        let _ = write!(name, "_{}", safe(fragment, &mut exact));
    }
    // Another page has such a name: with a hash, or as a file of another format.
    let is_hash = |end: &str| end.len() == DIGITS && end.bytes().all(|it| it.is_ascii_hexdigit());
    exact &= !name.rsplit('-').next().is_some_and(is_hash)
        && ![".raw", ".summary"].iter().any(|end| name.ends_with(end));
    // The scheme is not in the name.
    exact &= parsed.scheme() == "https";
    cut(&mut name);
    if !exact {
        let _ = write!(name, "-{}", &hash(url)[..DIGITS]);
    }
    path.push(format!("{name}.{extension}"));
    path
}

/// Replaces letters that file systems may reject; sets `exact` to false if it changes any.
fn safe(text: &str, exact: &mut bool) -> String {
    let mut name: String = text
        .chars()
        .map(|letter| match letter {
            'a'..='z' | '0'..='9' | '-' | '.' | '=' => letter,
            'A'..='Z' => {
                *exact = false;
                letter
            }
            _ => {
                *exact = false;
                '_'
            }
        })
        .collect();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let is_reserved = RESERVED.contains(&stem.to_ascii_lowercase().as_str());
    if name.is_empty() || is_reserved || name.starts_with('.') || name.ends_with('.') {
        *exact = false;
        name = format!("_{}_", name.trim_matches('.'));
    }
    if cut(&mut name) {
        *exact = false;
    }
    name
}

fn cut(name: &mut String) -> bool {
    let is_long = name.len() > LONGEST;
    name.truncate(LONGEST);
    is_long
}

/// Returns the SHA-256 of a text in hexadecimal.
pub fn hash(text: &str) -> String {
    let mut name = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn name(url: &str) -> String {
        of_page(url, "md").display().to_string()
    }

    #[test]
    fn plain_pages_have_plain_names() {
        for (url, expected) in [
            ("https://example.com", "example.com/index.md"),
            ("https://example.com/", "example.com/index.md"),
            (
                "https://example.com/docs/start",
                "example.com/docs/start.md",
            ),
            ("https://example.com/docs/", "example.com/docs/index.md"),
            ("https://example.com/a.html", "example.com/a.html.md"),
        ] {
            assert_eq!(name(url), expected);
        }
        let query = name("https://example.com/list?page=2");
        assert_eq!(query.len(), "example.com/list_page=2-.md".len() + 16);
        assert!(query.starts_with("example.com/list_page=2-"), "{query}");
    }

    #[test]
    fn different_pages_have_different_names() {
        let long = "x".repeat(400);
        let urls = [
            "https://h.example/?a=1".to_owned(),
            "https://h.example/?a=2".to_owned(),
            "https://h.example/".to_owned(),
            "http://h.example/".to_owned(),
            "https://h.example:8443/".to_owned(),
            "https://h.example/index".to_owned(),
            "https://h.example/A".to_owned(),
            "https://h.example/a".to_owned(),
            "https://h.example/a%2Fb".to_owned(),
            "https://h.example/a/b".to_owned(),
            "https://h.example/a_b".to_owned(),
            "https://h.example/a?b".to_owned(),
            "https://h.example/a#b".to_owned(),
            "https://h.example/a.md_/b".to_owned(),
            "https://h.example/con".to_owned(),
            "https://h.example/_con_".to_owned(),
            format!("https://h.example/{long}"),
            format!("https://h.example/{long}y"),
            "not a url".to_owned(),
        ];
        let names: HashSet<String> = urls.iter().map(|url| name(url).to_lowercase()).collect();
        assert_eq!(names.len(), urls.len(), "{names:?}");
    }

    #[test]
    fn no_page_takes_the_name_of_another_one() {
        let hashed = name("http://h.example/about");
        let stem = hashed.strip_suffix(".md").unwrap();
        assert_ne!(name(&format!("https://{stem}")), hashed);
        for (end, extension) in [("summary", "summary.md"), ("raw", "raw.html")] {
            let taken = of_page("https://h.example/x", extension);
            let extension = extension.rsplit('.').next().unwrap();
            let other = of_page(&format!("https://h.example/x.{end}"), extension);
            assert_ne!(other, taken);
        }
        // Most words with a hyphen are not hashes.
        assert_eq!(name("https://h.example/a-b"), "h.example/a-b.md");
    }

    #[test]
    fn no_folder_has_the_name_of_a_file() {
        for (file, below) in [
            ("https://h.example/a", "https://h.example/a.md/b"),
            ("https://h.example/a", "https://h.example/a.MD/b"),
        ] {
            let (file, below) = (of_page(file, "md"), of_page(below, "md"));
            let folder = below.parent().unwrap().to_string_lossy().to_lowercase();
            assert_ne!(file.to_string_lossy().to_lowercase(), folder);
        }
        assert!(name("https://h.example/v1.2/b").ends_with("/v1.2/b.md"));
    }

    #[test]
    fn no_name_leaves_its_folder() {
        for url in [
            "https://h.example/../../etc/passwd",
            "https://h.example/%2e%2e/%2e%2e/x",
            "https://h.example/..%2f..%2fx",
            "https://h.example//etc/passwd",
            "https://h.example/.ssh/x",
            "file:///etc/passwd",
            "C:\\windows\\x",
        ] {
            let path = of_page(url, "md");
            let mut parts = path.components();
            assert!(
                parts.all(|part| matches!(part, std::path::Component::Normal(_))),
                "{path:?}"
            );
            assert!(!path.to_string_lossy().contains("/."), "{path:?}");
        }
    }
}
