//! The URLs in the sitemaps of a site.

use std::collections::{HashSet, VecDeque};
use std::io::Read;

use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use tokio::time::Instant;
use url::Url;

use super::fetch::Fetched;
use super::map::is_web;
use super::page::decode_text;
use super::scrape::Engine;

/// The number of sitemaps of a site that are read.
const MAX_SITEMAPS: usize = 100;
/// The maximum size of a decompressed sitemap, as in the protocol.
const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// The URLs of one sitemap.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sitemap {
    pages: Vec<String>,
    sitemaps: Vec<String>,
}

impl Engine {
    /// Returns the pages in the sitemaps of a site, in order and without duplicates: up to `limit`,
    /// and those that are found by `deadline`.
    ///
    /// The sitemaps are those that robots.txt names, otherwise `/sitemap.xml`.
    pub async fn sitemap_urls(&self, start: &Url, limit: usize, deadline: Instant) -> Vec<Url> {
        let mut found = Vec::new();
        // Outside of the search, so that a timeout keeps the pages that were found before it.
        let search = self.search_sitemaps(start, limit, &mut found);
        let _ = tokio::time::timeout_at(deadline, search).await;
        found
    }

    async fn search_sitemaps(&self, start: &Url, limit: usize, found: &mut Vec<Url>) {
        let mut queue = VecDeque::new();
        if is_sitemap(start) {
            queue.push_back(start.clone());
        } else {
            queue.extend(self.robots(start, None).await.sitemaps(start));
            if queue.is_empty() {
                queue.extend(start.join("/sitemap.xml"));
            }
        }
        let mut read: HashSet<Url> = HashSet::new();
        let mut seen = HashSet::new();
        while let Some(url) = queue.pop_front() {
            if read.len() >= MAX_SITEMAPS || !read.insert(url.clone()) {
                continue;
            }
            let Some(sitemap) = self.sitemap(&url).await else {
                continue;
            };
            for page in urls(&url, &sitemap.pages) {
                if found.len() >= limit {
                    return;
                }
                if seen.insert(page.clone()) {
                    found.push(page);
                }
            }
            queue.extend(urls(&url, &sitemap.sitemaps));
        }
    }

    async fn sitemap(&self, url: &Url) -> Option<Sitemap> {
        let Fetched {
            body, content_type, ..
        } = self.fetcher.file(url).await?;
        if !body.starts_with(&[0x1f, 0x8b]) {
            return Some(parse(&decode_text(&body, content_type.as_deref())));
        }
        let mut unpacked = Vec::new();
        let mut decoder = MultiGzDecoder::new(&body[..]).take(MAX_BYTES);
        decoder.read_to_end(&mut unpacked).ok()?;
        Some(parse(&decode_text(&unpacked, None)))
    }
}

fn is_sitemap(url: &Url) -> bool {
    let path = url.path();
    path.ends_with(".xml") || path.ends_with(".xml.gz")
}

fn urls<'a>(base: &'a Url, texts: &'a [String]) -> impl Iterator<Item = Url> + 'a {
    texts
        .iter()
        .filter_map(|text| base.join(text).ok())
        .filter(is_web)
}

/// Parses a sitemap, a sitemap index or a plain list; a truncated one counts up to its end.
fn parse(text: &str) -> Sitemap {
    let mut sitemap = Sitemap::default();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        sitemap.pages = text
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("http"))
            .map(str::to_owned)
            .collect();
        return sitemap;
    }
    let mut reader = Reader::from_str(text);
    let mut path: Vec<Vec<u8>> = Vec::new();
    let mut address = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                path.push(tag.local_name().as_ref().to_vec());
                address.clear();
            }
            Ok(Event::Text(text)) => address.push_str(&text.xml10_content().unwrap_or_default()),
            Ok(Event::CData(text)) => address.push_str(&text.xml10_content().unwrap_or_default()),
            Ok(Event::GeneralRef(entity)) => {
                let entity = format!("&{};", entity.decode().unwrap_or_default());
                address.push_str(&unescape(&entity).unwrap_or_default());
            }
            Ok(Event::End(_)) => {
                let [.., parent, name] = path.as_slice() else {
                    path.pop();
                    continue;
                };
                // `image:loc` and the like are deeper, in elements of their own.
                if name == b"loc" && !address.trim().is_empty() {
                    let address = address.trim().to_owned();
                    match parent.as_slice() {
                        b"url" => sitemap.pages.push(address),
                        b"sitemap" => sitemap.sitemaps.push(address),
                        _ => {}
                    }
                }
                address.clear();
                path.pop();
            }
            Ok(Event::Eof) | Err(_) => return sitemap,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_sitemaps_and_pictures() {
        let text = "<?xml version=\"1.0\"?><urlset xmlns:image=\"i\">\
            <url><loc> http://s.test/a?x=1&amp;y=2 </loc>\
            <image:image><image:loc>http://s.test/i.png</image:loc></image:image></url>\
            <url><loc><![CDATA[http://s.test/b]]></loc></url></urlset>";
        assert_eq!(
            parse(text),
            Sitemap {
                pages: vec!["http://s.test/a?x=1&y=2".into(), "http://s.test/b".into()],
                sitemaps: Vec::new(),
            }
        );
        let index = "<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>";
        assert_eq!(parse(index).sitemaps, ["/one.xml"]);
    }

    #[test]
    fn what_is_no_sitemap_lists_nothing() {
        for text in [
            "",
            "<html><body>no</body></html>",
            "<urlset><url><loc>",
            "words",
        ] {
            assert_eq!(parse(text), Sitemap::default(), "{text}");
        }
        assert_eq!(parse("http://s.test/a\n\nhttp://s.test/b").pages.len(), 2);
    }
}
