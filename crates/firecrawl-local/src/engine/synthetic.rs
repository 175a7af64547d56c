//! Synthetic values in place of those of a model or a browser.

use firecrawl_api::types::{Action, Format, RedactPii, ScrapeOptions};
use openapi_document::sample::sample;
use serde_json::{Map, Value, json};

use super::page::Page;

/// A grey pixel.
const PIXEL: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNs\
                     aGj4DwAFhAKAjM1mJgAAAABJRU5ErkJggg==";
/// Two of them, since the picture of a full page is higher.
const FULL_PAGE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAACCAYAAACZgbYnAAAAD0lEQVR4\
                         2mPIyMj4zwAiABRrBG/ys4uZAAAAAElFTkSuQmCC";

/// Adds synthetic values, and a `warning` that names them.
pub fn add(
    fields: &mut Map<String, Value>,
    page: &Page,
    options: &ScrapeOptions,
    formats: &[Format],
    title: &str,
) {
    let mut names = Vec::new();
    let mut put = |name: &'static str, value: Value| {
        names.push(name);
        fields.insert(name.to_owned(), value);
    };
    let text = |kind: &str, subject: &str| Value::from(format!("{kind} {subject:?}."));
    for format in formats {
        match format {
            Format::Json(format) => put(
                "json",
                from_schema(format.schema.as_ref().and_then(Option::as_ref)),
            ),
            Format::Summary => put("summary", text("A made-up summary of", title)),
            Format::Question(format) => {
                put("answer", text("A made-up answer to", &format.question))
            }
            Format::Query(format) => put("answer", text("A made-up answer to", &format.prompt)),
            Format::Highlights(format) => {
                put("highlights", text("Made-up highlights for", &format.query));
            }
            Format::Screenshot(format) => put("screenshot", picture(format.full_page)),
            Format::Branding => put("branding", branding()),
            Format::Product => put(
                "product",
                json!({"title": title, "url": page.url.as_str(), "variants": []}),
            ),
            Format::Menu => put("menu", menu(title, page.url.as_str())),
            Format::Audio => put("audio", "data:audio/mpeg;base64,".into()),
            Format::Video => put("video", "data:video/mp4;base64,".into()),
            _ => {}
        }
    }
    let actions = options.actions.as_deref().unwrap_or_default();
    if !actions
        .iter()
        .all(|action| matches!(action, Action::Wait(_)))
    {
        put("actions", results(actions, page));
    }
    let mut warnings = Vec::new();
    if !names.is_empty() {
        warnings.push(format!(
            "made up, since this server has neither model nor browser: {}",
            names.join(", ")
        ));
    }
    if !matches!(options.redact_pii, None | Some(RedactPii::Switch(false))) {
        warnings.push("personal data is not redacted by this server".to_owned());
    }
    if !warnings.is_empty() {
        fields.insert("warning".to_owned(), warnings.join("; ").into());
    }
}

/// Returns a sample of the user's schema; an empty object if there is only a prompt.
pub fn from_schema(schema: Option<&Map<String, Value>>) -> Value {
    match schema {
        Some(schema) => sample(&Value::Object(schema.clone())),
        None => json!({}),
    }
}

fn picture(full_page: Option<bool>) -> Value {
    let picture = if full_page == Some(true) {
        FULL_PAGE
    } else {
        PIXEL
    };
    picture.into()
}

fn menu(title: &str, url: &str) -> Value {
    json!({
        "isMenu": true,
        "confidence": 0.5,
        "merchant": {"name": title},
        "currency": "USD",
        "sections": [{
            "id": "section-1",
            "name": "Made-up section",
            "items": [{
                "id": "item-1",
                "name": "Made-up item",
                "images": [],
                "price": {"amount": 1.5, "currency": "USD", "formatted": "$1.50"},
                "availability": {"inStock": true},
                "dietary": [],
                "optionGroups": [],
                "identifiers": {},
                "sourceUrl": url,
            }],
        }],
        "sourceUrl": url,
    })
}

fn branding() -> Value {
    json!({
        "colorScheme": "light",
        "logo": null,
        "colors": {"primary": "#ff6600", "background": "#ffffff", "textPrimary": "#000000"},
        "fonts": [{"family": "sans-serif"}],
        "typography": {"fontFamilies": {"primary": "sans-serif"}},
        "spacing": {"baseUnit": 8, "borderRadius": "4px"},
    })
}

/// Returns the results of the actions.
fn results(actions: &[Action], page: &Page) -> Value {
    let of = |result: &dyn Fn(&Action) -> Option<Value>| -> Vec<Value> {
        actions.iter().filter_map(result).collect()
    };
    json!({
        "screenshots": of(&|action| match action {
            Action::Screenshot(action) => Some(picture(action.full_page)),
            _ => None,
        }),
        "scrapes": of(&|action| {
            let scrape = || json!({"url": page.url.as_str(), "html": page.text});
            matches!(action, Action::Scrape).then(scrape)
        }),
        "javascriptReturns": of(&|action| {
            let result = || json!({"type": "undefined", "value": null});
            matches!(action, Action::ExecuteJavascript(_)).then(result)
        }),
        "pdfs": of(&|action| {
            matches!(action, Action::Pdf(_)).then(|| "data:application/pdf;base64,".into())
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::page::PageKind;
    use url::Url;

    fn added(options: Value) -> Map<String, Value> {
        let url = Url::parse("http://site.test/").unwrap();
        let page = Page::of_text(url, PageKind::Html, "text/html", b"<p>x");
        let options: ScrapeOptions = serde_json::from_value(options).unwrap();
        let mut fields = Map::new();
        let formats = options.formats.clone().unwrap_or_default();
        add(&mut fields, &page, &options, &formats, "T");
        fields
    }

    #[test]
    fn every_stand_in_is_named_in_the_warning() {
        let fields = added(json!({"formats": [
            "summary", "screenshot", "branding", "product", "menu", "audio", "video",
            {"type": "json", "prompt": "p"}, {"type": "question", "question": "q"},
            {"type": "highlights", "query": "q"}
        ], "actions": [{"type": "screenshot"}, {"type": "scrape"}]}));
        let warning = fields["warning"].as_str().unwrap();
        for name in fields.keys().filter(|name| *name != "warning") {
            assert!(warning.contains(name.as_str()), "{name}: {warning}");
        }
        assert_eq!(fields.len(), 12);
        assert_eq!(fields["actions"]["scrapes"][0]["html"], "<p>x");
    }

    #[test]
    fn the_picture_of_a_full_page_is_another_one() {
        let full = json!({"type": "screenshot", "fullPage": true});
        let picture = |options: Value| added(options)["screenshot"].clone();
        let view = picture(json!({"formats": ["screenshot"]}));
        assert_ne!(view, picture(json!({"formats": [full]})));
        let shots = added(json!({"formats": [], "actions": [{"type": "screenshot"}, full]}));
        let shots = shots["actions"]["screenshots"].as_array().unwrap();
        assert_eq!(shots[0], view);
        assert_ne!(shots[1], view);
    }

    #[test]
    fn what_needs_no_model_brings_no_warning() {
        let options = json!({
            "formats": ["markdown", "links"],
            "actions": [{"type": "wait", "milliseconds": 1}],
            "redactPII": false,
        });
        assert!(added(options).is_empty());
    }

    #[test]
    fn redaction_that_is_not_done_is_said() {
        let fields = added(json!({"formats": ["markdown"], "redactPII": true}));
        assert!(fields["warning"].as_str().unwrap().contains("not redacted"));
    }
}
