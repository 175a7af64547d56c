//! Converts HTML to Markdown in the service's dialect.

use std::sync::LazyLock;

use htmd::HtmlToMarkdown;
use htmd::options::{HeadingStyle, Options};
use regex::Regex;

/// The minimum width of a table column.
const MIN_COLUMN: usize = 3;

/// An image with its data in the URL.
static DATA_IMAGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(!\[[^\]]*\])\(data:image/[^;,)]*;base64,[^)]*\)").ok());

/// A link and the start of the next one.
static ADJACENT_LINKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\]\([^()\s]+\)) \[").ok());

/// A list item that ends in a link.
static LINK_ITEM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^( *)\*   .*\]\([^()\s]+\)$").ok());

static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options {
        heading_style: HeadingStyle::Setex,
        ..Options::default()
    };
    HtmlToMarkdown::builder().options(options).build()
});

/// Converts the content of a page.
pub fn markdown(html: &str, remove_base64_images: bool) -> String {
    let markdown = CONVERTER.convert(html).unwrap_or_default();
    let markdown = match DATA_IMAGE.as_ref() {
        Some(embedded) if remove_base64_images && markdown.contains(";base64,") => embedded
            .replace_all(&markdown, "$1(<Base64-Image-Removed>)")
            .into_owned(),
        _ => markdown,
    };
    dialect(&markdown)
}

/// Applies the service's dialect: adjacent links are on lines of their own, a list item that is a link
/// has an empty line after it, and table columns have a minimum width.
fn dialect(markdown: &str) -> String {
    let mut written = String::with_capacity(markdown.len() + markdown.len() / 8);
    let mut fenced = false;
    for line in markdown.lines() {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        if fenced || fence {
            written.push_str(line);
        } else if line.starts_with("| ") && line.ends_with(" |") {
            written.push_str(&widen(line));
        } else {
            match ADJACENT_LINKS.as_ref() {
                Some(neighbours) if line.contains(") [") => {
                    written.push_str(&neighbours.replace_all(line, "$1\n ["));
                }
                _ => written.push_str(line),
            }
            if let Some(item) = LINK_ITEM.as_ref().and_then(|item| item.captures(line)) {
                written.push('\n');
                written.push_str(&item[1]);
                written.push_str("    ");
            }
        }
        written.push('\n');
    }
    written.truncate(written.trim_end().len());
    written
}

/// Widens the columns of a table row to their minimum.
fn widen(line: &str) -> String {
    let cells = line
        .trim_start_matches("| ")
        .trim_end_matches(" |")
        .split(" | ");
    let mut written = String::from("|");
    for cell in cells {
        let rule = cell.chars().all(|c| c == '-') && !cell.is_empty();
        written.push(' ');
        written.push_str(cell);
        for _ in cell.chars().count()..MIN_COLUMN {
            written.push(if rule { '-' } else { ' ' });
        }
        written.push_str(" |");
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_the_service_writes_it() {
        let html = "<!DOCTYPE html><html><body><main><h1>Home</h1><p>Wel <b>come</b>.</p>\
            <img src=\"http://s.test/a.png\" alt=\"A\"><img src=\"http://s.test/b.png\">\
            <ul><li><a href=\"http://s.test/1\">One</a></li><li>plain</li></ul>\
            <p><a href=\"http://s.test/2\">2</a> <a href=\"http://s.test/3\">3</a> \
            <a href=\"http://s.test/4\">4</a> end</p>\
            <table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>long</td></tr></tbody>\
            </table></main></body></html>";
        assert_eq!(
            markdown(html, true),
            "Home\n====\n\nWel **come**.\n\n![A](http://s.test/a.png)![](http://s.test/b.png)\n\n\
             *   [One](http://s.test/1)\n    \n*   plain\n\n\
             [2](http://s.test/2)\n [3](http://s.test/3)\n [4](http://s.test/4) end\n\n\
             | a   | b    |\n| --- | ---- |\n| 1   | long |"
        );
    }

    #[test]
    fn code_is_left_alone() {
        let html = "<pre><code>| a | b |\n[x](y) [z](y)\n</code></pre>";
        assert_eq!(markdown(html, true), "```\n| a | b |\n[x](y) [z](y)\n```");
    }

    #[test]
    fn embedded_pictures_go_if_asked_for() {
        let html = "<img alt=x src='data:image/png;base64,AAAA'>";
        assert_eq!(markdown(html, true), "![x](<Base64-Image-Removed>)");
        assert_eq!(markdown(html, false), "![x](data:image/png;base64,AAAA)");
    }
}
