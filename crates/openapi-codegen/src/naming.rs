//! Rust identifiers for words of the contract.

use heck::{ToPascalCase, ToSnakeCase};
use typify::accept_as_ident;
use unicode_ident::{is_xid_continue, is_xid_start};

/// The field or function name for a word of the contract: `invalidURLs` becomes `invalid_urls`.
///
/// A keyword gets an underscore at its end, as typify does it.
pub fn snake(word: &str) -> String {
    not_keyword(identifier(&calm(word).to_snake_case(), false))
}

/// The name that progenitor gives to the argument or function for a word of the contract.
///
/// Its output is matched by this name, and is then named by [`snake`].
pub fn snake_as_progenitor(word: &str) -> String {
    as_generator(word, str::to_snake_case, "_")
}

/// The name that typify gives to the field for a word of the contract.
pub fn snake_as_typify(word: &str) -> String {
    as_generator(word, str::to_snake_case, "x")
}

/// The name that typify gives to the type or variant for a word of the contract.
pub fn pascal_as_typify(word: &str) -> String {
    as_generator(word, str::to_pascal_case, "X")
}

/// The rule of both generators, which differ in the `prefix` of a name that begins with a digit.
fn as_generator(word: &str, case: fn(&str) -> String, prefix: &str) -> String {
    let plain = word
        .replace('\'', "")
        .replace(|letter| !is_xid_continue(letter), "-");
    let name = match word {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => case(&plain),
    };
    let name = match name.chars().next() {
        None => case("x"),
        Some(first) if is_xid_start(first) => name,
        Some(_) => format!("{prefix}{name}"),
    };
    not_keyword(name)
}

/// The name, with an underscore at its end if it is a keyword, as typify does it.
fn not_keyword(name: String) -> String {
    if accept_as_ident(&name) {
        name
    } else {
        format!("{name}_")
    }
}

/// The type or variant name for a word of the contract: `git-diff` becomes `GitDiff`.
pub fn pascal(word: &str) -> String {
    not_keyword(identifier(&calm(word).to_pascal_case(), true))
}

/// The type name for a name of the contract, which typify will leave as it is.
///
/// Once is not enough: `a_b` becomes `AB`, and `AB` becomes `Ab`.
pub fn type_name(component: &str) -> String {
    // OpenAPI allows no other letters in the name of a component.
    let plain: String = component
        .chars()
        .map(|letter| if letter.is_ascii() { letter } else { ' ' })
        .collect();
    let mut name = pascal(&plain);
    while pascal(&name) != name {
        name = pascal(&name);
    }
    match name.as_str() {
        // The generated files import these.
        "BTreeMap" | "Box" | "Client" | "Default" | "Err" | "Exact" | "From" | "Into"
        | "IntoIterator" | "Iterator" | "Map" | "None" | "Ok" | "OneOrMany" | "Option"
        | "Result" | "Self_" | "Some" | "String" | "Timestamp" | "Value" | "Vec" => {
            format!("{}Object", name.trim_end_matches('_'))
        }
        _ => name,
    }
}

/// The singular of an English plural, as far as names of lists need it.
pub fn singular(word: &str) -> String {
    const KEPT: &[&str] = &["ss", "us", "is", "news", "previous", "always"];
    let lower = word.to_lowercase();
    if KEPT.iter().any(|end| lower.ends_with(end)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let ends = ["sses", "xes", "ches", "shes"];
    if ends.iter().any(|end| lower.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Makes runs of capitals that end in a plural s one word, so that `URLs` is not split in two.
fn calm(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let is_upper = |at: usize| letters.get(at).is_some_and(char::is_ascii_uppercase);
    let is_lower = |at: usize| letters.get(at).is_some_and(char::is_ascii_lowercase);
    let calmed = letters.iter().enumerate().map(|(at, letter)| {
        let is_inner = at > 0 && is_upper(at - 1) && is_upper(at);
        let end = (at..=letters.len()).find(|at| !is_upper(*at)).unwrap_or(at);
        if is_inner && letters.get(end) == Some(&'s') && !is_lower(end + 1) {
            letter.to_ascii_lowercase()
        } else {
            *letter
        }
    });
    calmed.collect()
}

/// Drops what an identifier cannot hold and sees to its first letter.
fn identifier(name: &str, capital: bool) -> String {
    let kept: String = name.chars().filter(|c| is_xid_continue(*c)).collect();
    let (empty, prefix) = if capital {
        ("Empty", "X")
    } else {
        ("empty", "x")
    };
    let is_blank = kept.trim_matches('_').is_empty();
    match kept.chars().next() {
        None => empty.to_owned(),
        Some(first) if is_xid_start(first) || (first == '_' && !is_blank) => kept,
        Some(_) => format!("{prefix}{kept}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_stay_whole() {
        for (word, name) in [
            ("invalidURLs", "invalid_urls"),
            ("sourceURL", "source_url"),
            ("regexOnFullURL", "regex_on_full_url"),
            ("strictConstrainToURLs", "strict_constrain_to_urls"),
            ("redactPII", "redact_pii"),
            ("ignoreInvalidURLs", "ignore_invalid_urls"),
            ("api_version", "api_version"),
            ("URLsSeen", "urls_seen"),
            ("type", "type_"),
            ("agent-hints", "agent_hints"),
        ] {
            assert_eq!(snake(word), name);
        }
    }

    #[test]
    fn odd_words_become_identifiers() {
        assert_eq!(pascal("git-diff"), "GitDiff");
        assert_eq!(pascal("5m"), "X5m");
        assert_eq!(pascal(""), "Empty");
        assert_eq!(snake("1st"), "x1st");
        assert_eq!(pascal("self"), "Self_");
        assert_eq!(snake("<any other>"), "any_other");
        assert_eq!(pascal("m²"), "M");
        assert_eq!(snake("①"), "empty");
    }

    #[test]
    fn progenitor_has_names_of_its_own() {
        for (word, name) in [
            ("getURLs", "get_ur_ls"),
            ("2faStatus", "_2fa_status"),
            ("keeper's", "keepers"),
            ("get /a (v2)!", "get_a_v2"),
            ("type", "type_"),
        ] {
            assert_eq!(snake_as_progenitor(word), name);
        }
    }

    #[test]
    fn type_names_keep_to_the_letters_of_components() {
        assert_eq!(type_name("mapÜber"), "MapBer");
        assert_eq!(type_name("a_b"), "Ab");
        assert_eq!(type_name("Option"), "OptionObject");
    }

    #[test]
    fn singulars() {
        for (plural, one) in [
            ("queries", "query"),
            ("links", "link"),
            ("status", "status"),
            ("boxes", "box"),
            ("news", "news"),
            ("images", "image"),
            ("passages", "passage"),
            ("address", "address"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
