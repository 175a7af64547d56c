//! How words of the contract become Rust identifiers.

use heck::{ToPascalCase, ToSnakeCase};

/// The Rust keywords, which no identifier may be.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a word is a keyword of Rust.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// The field or function name for a word of the contract: `invalidURLs` becomes `invalid_urls`.
///
/// A keyword gets an underscore at its end, as typify does it.
pub fn snake(word: &str) -> String {
    let name = identifier(&calm(word).to_snake_case(), false);
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name that progenitor gives to the argument or function for a word of the contract.
///
/// What it has written is known again by it, and is then named by [`snake`].
pub fn snake_as_progenitor(word: &str) -> String {
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let plain = word
        .replace('\'', "")
        .replace(|letter| !in_word(letter), "-");
    let name = plain.to_snake_case();
    let name = match name.chars().next() {
        None => "x".to_owned(),
        Some(first) if first.is_alphabetic() => name,
        Some(_) => format!("_{name}"),
    };
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// The type or variant name for a word of the contract: `git-diff` becomes `GitDiff`.
pub fn pascal(word: &str) -> String {
    let name = identifier(&calm(word).to_pascal_case(), true);
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    }
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
    loop {
        let again = pascal(&name);
        if again == name {
            break;
        }
        name = again;
    }
    if RESERVED.contains(&name.as_str()) {
        format!("{}Object", name.trim_end_matches('_'))
    } else {
        name
    }
}

/// Names that the generated files import, which no generated type may have.
pub const RESERVED: [&str; 21] = [
    "BTreeMap",
    "Box",
    "Client",
    "Default",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "Map",
    "None",
    "Ok",
    "OneOrMany",
    "Option",
    "Result",
    "Self_",
    "Some",
    "String",
    "Timestamp",
    "Value",
    "Vec",
];

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
    for end in ["sses", "xes", "ches", "shes"] {
        if lower.ends_with(end) {
            return word[..word.len() - 2].to_owned();
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// Makes runs of capitals that end in a plural s one word, so that `URLs` is not split in two.
fn calm(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut calmed = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..]
            .iter()
            .take_while(|c| c.is_ascii_uppercase())
            .count();
        let plural = letters.get(at + run) == Some(&'s')
            && !letters
                .get(at + run + 1)
                .is_some_and(char::is_ascii_lowercase);
        if run >= 2 && plural {
            calmed.push(letters[at]);
            calmed.extend(
                letters[at + 1..at + run]
                    .iter()
                    .map(char::to_ascii_lowercase),
            );
            at += run;
        } else {
            let step = run.max(1);
            calmed.extend(&letters[at..at + step]);
            at += step;
        }
    }
    calmed
}

/// Drops what an identifier cannot hold and sees to its first letter.
fn identifier(name: &str, capital: bool) -> String {
    let kept: String = name
        .chars()
        .filter(|c| unicode_ident::is_xid_continue(*c))
        .collect();
    match kept.chars().next() {
        None if capital => "Empty".to_owned(),
        None => "empty".to_owned(),
        Some('_') if kept.trim_matches('_').is_empty() => {
            format!("{}{kept}", if capital { "X" } else { "x" })
        }
        Some(first) if unicode_ident::is_xid_start(first) || first == '_' => kept,
        Some(_) if capital => format!("X{kept}"),
        Some(_) => format!("x{kept}"),
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
