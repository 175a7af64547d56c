//! Filters the content of a page.

use std::sync::LazyLock;

use firecrawl_api::types::ScrapeOptions;
use scraper::node::Text;
use scraper::{ElementRef, Html, Node, Selector, StrTendril};
use url::Url;

use super::elements::Css;

/// Elements that are never content.
static NOISE: Css =
    LazyLock::new(|| Selector::parse("head, script, style, noscript, template, link, meta").ok());

/// Elements around the main content of most sites.
static SURROUNDINGS: Css = LazyLock::new(|| {
    Selector::parse(
        "header, footer, nav, aside, \
    [role=navigation], [role=banner], [role=contentinfo], [role=complementary], \
    .header, #header, .footer, #footer, .nav, #nav, .navbar, .navigation, .menu, \
    .sidebar, #sidebar, .breadcrumb, .breadcrumbs, #breadcrumbs, \
    .modal, #modal, .popup, .overlay, .cookie, #cookie, .ad, .ads, .advert, #ad, \
    .social, #social, .share, #share, .widget, #widget, .language-selector, #language-selector",
    )
    .ok()
});

/// The elements that hold the main content.
static MAIN: Css = LazyLock::new(|| Selector::parse("main, [role=main], #main, body").ok());

/// Returns the content of a page, with absolute URLs and without comments.
pub fn filter_content(page: Html, base: &Url, options: &ScrapeOptions) -> Html {
    let included = options.include_tags.as_deref().unwrap_or_default();
    let mut page = if included.is_empty() {
        page
    } else {
        only(&page, included)
    };
    remove(&mut page, NOISE.as_ref(), |_| true);
    for tag in options.exclude_tags.iter().flatten() {
        let excluded = TagSelector::new(tag);
        let has_text = |element: &ElementRef<'_>| excluded.has_text(element);
        remove(&mut page, excluded.selector.as_ref(), has_text);
    }
    let main_only = options.only_main_content.unwrap_or(true);
    if (main_only || options.only_clean_content == Some(true)) && included.is_empty() {
        let beside_main = |element: &ElementRef<'_>| !holds_main(element);
        remove(&mut page, SURROUNDINGS.as_ref(), beside_main);
    }
    rewrite(&mut page, base);
    page
}

/// Returns a page of the matching elements; of nested ones the outer counts.
fn only(page: &Html, tags: &[String]) -> Html {
    let wanted: Vec<TagSelector> = tags.iter().map(|tag| TagSelector::new(tag)).collect();
    let matches = |element: &ElementRef<'_>| {
        wanted.iter().any(|wanted| {
            let selector = wanted.selector.as_ref();
            selector.is_some_and(|selector| selector.matches(element)) && wanted.has_text(element)
        })
    };
    let mut kept = String::from("<!DOCTYPE html><html><body>");
    for element in page.root_element().descendent_elements() {
        let nested = element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|outer| matches(&outer));
        if !nested && matches(&element) {
            kept.push_str(&element.html());
        }
    }
    kept.push_str("</body></html>");
    Html::parse_document(&kept)
}

/// A selector of the user's: CSS, or `*text*` for a text in the element's name, id or classes.
struct TagSelector {
    selector: Option<Selector>,
    text: Option<String>,
}

impl TagSelector {
    fn new(tag: &str) -> Self {
        let text = tag
            .strip_prefix('*')
            .and_then(|rest| rest.strip_suffix('*'))
            .filter(|text| !text.is_empty())
            .map(str::to_ascii_lowercase);
        let css = if text.is_some() { "body *" } else { tag };
        Self {
            // Invalid CSS matches nothing, like on the service.
            selector: Selector::parse(css).ok(),
            text,
        }
    }

    fn has_text(&self, element: &ElementRef<'_>) -> bool {
        let element = element.value();
        let attributes = ["id", "class"]
            .into_iter()
            .filter_map(|name| element.attr(name));
        let mut names = attributes.chain([element.name()]);
        self.text
            .as_ref()
            .is_none_or(|text| names.any(|name| name.to_ascii_lowercase().contains(text.as_str())))
    }
}

fn holds_main(element: &ElementRef<'_>) -> bool {
    MAIN.as_ref()
        .is_some_and(|main| main.matches(element) || element.select(main).next().is_some())
}

fn remove(
    page: &mut Html,
    selector: Option<&Selector>,
    condition: impl Fn(&ElementRef<'_>) -> bool,
) {
    let Some(selector) = selector else {
        return;
    };
    let found: Vec<_> = page
        .select(selector)
        .filter(|element| condition(element))
        .map(|element| element.id())
        .collect();
    for id in found {
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
}

/// Makes URLs absolute and removes comments.
fn rewrite(page: &mut Html, base: &Url) {
    for node in page.tree.values_mut() {
        match node {
            Node::Comment(_) => {
                let text = StrTendril::new();
                *node = Node::Text(Text { text });
            }
            Node::Element(element) => {
                for (name, value) in &mut element.attrs {
                    if matches!(&*name.local, "href" | "src")
                        && let Some(url) = absolute(base, value)
                    {
                        *value = StrTendril::from(url);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns an address of the page as an absolute URL; `None` if it is invalid.
pub fn absolute(base: &Url, address: &str) -> Option<String> {
    let address = address.trim();
    if address.starts_with("data:") {
        return Some(address.to_owned());
    }
    base.join(address).ok().map(String::from)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>t</title></head><body>\
        <header>top</header><nav><a href=/>home</a></nav><!-- note -->\
        <main><h1 class=big-title>T</h1><p id=lead>see <a href=next>next</a></p>\
        <img src=i.png><script>x()</script><div class=ad-box>buy</div></main>\
        <footer>end</footer></body></html>";

    fn filtered(page: &str, options: Value) -> String {
        let base = Url::parse("http://site.test/a/b").unwrap();
        let options = serde_json::from_value(options).unwrap();
        filter_content(Html::parse_document(page), &base, &options).html()
    }

    #[test]
    fn the_main_content_is_left_with_absolute_addresses() {
        let html = filtered(PAGE, json!({"onlyMainContent": true}));
        assert_eq!(
            html,
            "<!DOCTYPE html><html lang=\"en\"><body><main><h1 class=\"big-title\">T</h1>\
             <p id=\"lead\">see <a href=\"http://site.test/a/next\">next</a></p>\
             <img src=\"http://site.test/a/i.png\"><div class=\"ad-box\">buy</div></main></body></html>"
        );
    }

    #[test]
    fn the_surroundings_stay_when_asked_for() {
        let html = filtered(PAGE, json!({"onlyMainContent": false}));
        assert!(html.contains("<header>top</header>") && html.contains("end</footer>"));
        assert!(!html.contains("script") && !html.contains("note"));
    }

    #[test]
    fn a_header_that_holds_the_main_part_stays() {
        let page = "<div class=header><main>kept</main></div>";
        assert!(filtered(page, json!({"onlyMainContent": true})).contains("kept"));
    }

    #[test]
    fn included_tags_alone_are_left() {
        let html = filtered(
            PAGE,
            json!({"onlyMainContent": true, "includeTags": ["#lead", "footer"]}),
        );
        assert!(
            html.contains("see <a") && html.contains("<footer>end</footer>"),
            "{html}"
        );
        assert!(!html.contains("<h1"));
    }

    #[test]
    fn nested_matches_are_kept_once() {
        let html = filtered(
            PAGE,
            json!({"onlyMainContent": false, "includeTags": ["main", "p"]}),
        );
        assert_eq!(html.matches("see <a").count(), 1);
    }

    #[test]
    fn excluded_tags_go_by_selector_or_by_text() {
        let html = filtered(
            PAGE,
            json!({"onlyMainContent": false, "excludeTags": ["h1", "*AD-box*", "[["]}),
        );
        assert!(!html.contains("<h1") && !html.contains("buy"), "{html}");
        assert!(html.contains("see <a"));
    }
}
