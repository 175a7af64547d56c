//! Texts with fields of a result in them.

use serde_json::Value;

use crate::failure::Failure;

/// Fills a template: `{metadata.title}` is a field, `{{` and `}}` are braces, `\n` and `\t` as usual.
///
/// A field that a result lacks is empty.
///
/// # Errors
///
/// If a brace is open.
pub fn render(template: &str, value: &Value) -> Result<String, Failure> {
    let wrong =
        || Failure::usage("`--template` has a brace without its other half; `{{` is a brace");
    let mut text = String::new();
    let mut letters = template.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.peek() == Some(&letter) => {
                letters.next();
                text.push(letter);
            }
            '{' => {
                let mut name = String::new();
                loop {
                    match letters.next().ok_or_else(wrong)? {
                        '}' => break,
                        letter => name.push(letter),
                    }
                }
                text += &field(value, name.trim());
            }
            '}' => return Err(wrong()),
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some(other) => text.extend(['\\', other]),
                None => text.push('\\'),
            },
            letter => text.push(letter),
        }
    }
    Ok(text)
}

fn field(value: &Value, name: &str) -> String {
    let mut steps = name.split('.').filter(|step| !step.is_empty());
    let found = steps.try_fold(value, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    });
    match found {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_filled_in() {
        let page = json!({"metadata": {"title": "Tides"}, "links": ["a", "b"], "n": 3});
        for (template, expected) in [
            ("{metadata.title}\\t{n}", "Tides\t3"),
            ("{links.1}{links.7}{none.x}", "b"),
            ("{{{n}}}", "{3}"),
            ("{links}", r#"["a","b"]"#),
        ] {
            assert_eq!(render(template, &page).unwrap(), expected, "{template}");
        }
        for wrong in ["{n", "n}", "{{n}"] {
            assert!(render(wrong, &page).is_err(), "{wrong}");
        }
    }
}
