//! `POST /crawl/params-preview`: crawl options from a prompt.
//!
//! The server has no model, so only a few words of a prompt are recognised.

use serde_json::{Map, Value, json};

use crate::engine::valid_url;
use crate::request::Request;
use crate::response::{Handled, Response};

const WARNING: &str =
    "The local server has no model: these options were made up from words of the prompt.";

/// Sections of a site, and the words of a prompt that name them.
const SECTIONS: [(&str, &[&str]); 10] = [
    ("docs", &["docs", "documentation"]),
    ("blog", &["blog", "blogs", "posts"]),
    ("api", &["api"]),
    ("news", &["news"]),
    ("articles", &["article", "articles"]),
    ("products", &["product", "products"]),
    ("pricing", &["price", "prices", "pricing"]),
    ("guides", &["guide", "guides", "tutorials"]),
    ("changelog", &["changelog"]),
    ("about", &["about-us", "team"]),
];

/// Words after which a section is excluded.
const NEGATIONS: [&str; 7] = [
    "no", "not", "without", "except", "exclude", "skip", "ignore",
];

/// Handles `POST /crawl/params-preview`.
pub fn preview(request: &Request) -> Handled {
    let text = request.body_str("url").unwrap_or_default();
    valid_url(text)?;
    let mut data = Map::new();
    data.insert("url".to_owned(), text.into());
    data.extend(options_from_prompt(
        request.body_str("prompt").unwrap_or_default(),
    ));
    let body = json!({"success": true, "data": data, "warning": WARNING});
    Ok(Response::ok(body))
}

/// Returns the options that a prompt asks for.
pub fn options_from_prompt(prompt: &str) -> Map<String, Value> {
    let prompt = prompt.to_lowercase();
    let words: Vec<&str> = prompt
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '(' | ')' | '!'))
        .map(|word| word.trim_end_matches(['.', ':', '?']))
        .filter(|word| !word.is_empty())
        .collect();
    let mut include: Vec<String> = Vec::new();
    let mut exclude: Vec<String> = Vec::new();
    let mut negated = false;
    let mut limit = 100u64;
    for (place, word) in words.iter().enumerate() {
        if NEGATIONS.contains(word) {
            negated = true;
        } else if matches!(*word, "but" | "only" | "just") {
            negated = false;
        }
        if let Some(pattern) = pattern(word) {
            let list = if negated { &mut exclude } else { &mut include };
            if !list.contains(&pattern) {
                list.push(pattern);
            }
        }
        let before = place.checked_sub(1).and_then(|place| words.get(place));
        if let ("page" | "pages" | "urls", Some(Ok(count))) =
            (*word, before.map(|word| word.parse::<u64>()))
        {
            limit = count.clamp(1, 10_000);
        }
    }
    let mentions = |words: &[&str]| words.iter().any(|word| prompt.contains(word));
    let skip = mentions(&["without sitemap", "skip the sitemap", "no sitemap"]);
    let options = [
        (
            "includePaths",
            (!include.is_empty()).then(|| include.into()),
        ),
        (
            "excludePaths",
            (!exclude.is_empty()).then(|| exclude.into()),
        ),
        (
            "crawlEntireDomain",
            mentions(&["entire", "whole", "everything"]).then(|| true.into()),
        ),
        (
            "allowSubdomains",
            mentions(&["subdomain"]).then(|| true.into()),
        ),
        (
            "allowExternalLinks",
            mentions(&["external"]).then(|| true.into()),
        ),
        ("limit", Some(limit.into())),
        (
            "sitemap",
            Some(if skip { "skip" } else { "include" }.into()),
        ),
    ];
    let chosen = options.into_iter();
    chosen
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// Returns the pattern for a path, or for the name of a section.
fn pattern(word: &str) -> Option<String> {
    let path = word.trim_end_matches(['/', '*']);
    if path.len() > 1 && path.starts_with('/') {
        return Some(format!(
            "{}/.*",
            fancy_regex::escape(path.trim_start_matches('/'))
        ));
    }
    SECTIONS
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(section, _)| format!("{section}/.*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_options() {
        let options = Value::Object(options_from_prompt("only docs"));
        assert_eq!(
            options,
            json!({"includePaths": ["docs/.*"], "limit": 100, "sitemap": "include"})
        );
        let options = options_from_prompt(
            "Crawl 20 pages of /shop/* on the whole site and subdomains, but skip the blog.",
        );
        assert_eq!(
            Value::Object(options),
            json!({
                "includePaths": ["shop/.*"],
                "excludePaths": ["blog/.*"],
                "crawlEntireDomain": true,
                "allowSubdomains": true,
                "limit": 20,
                "sitemap": "include",
            })
        );
    }

    proptest::proptest! {
        #[test]
        fn every_pattern_is_a_regular_expression(prompt in ".{0,60}") {
            let options = options_from_prompt(&prompt);
            for name in ["includePaths", "excludePaths"] {
                for pattern in options.get(name).and_then(Value::as_array).into_iter().flatten() {
                    proptest::prop_assert!(fancy_regex::Regex::new(pattern.as_str().unwrap()).is_ok());
                }
            }
        }
    }
}
