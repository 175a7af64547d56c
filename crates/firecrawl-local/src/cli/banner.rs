//! The banner of the program.

use std::io::{self, Write};

/// The facts about a running server.
pub struct Serving {
    /// The base URL.
    pub url: String,
    /// The URL of the demo site, if it is served.
    pub demo_url: Option<String>,
    /// The number of accepted keys; 0 means any.
    pub keys: usize,
    /// `true` if only this machine can reach the server.
    pub private: bool,
}

/// Writes the banner.
pub fn write(out: &mut impl Write, serving: &Serving) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let url = &serving.url;
    writeln!(
        out,
        "firecrawl-local {version}: the Firecrawl v2 contract, for development and tests\n"
    )?;
    writeln!(out, "  Server     {url}")?;
    if let Some(demo) = &serving.demo_url {
        writeln!(out, "  Demo site  {demo}")?;
    }
    match serving.keys {
        0 => writeln!(out, "  Keys       any, or none")?,
        1 => writeln!(out, "  Keys       1 accepted")?,
        keys => writeln!(out, "  Keys       {keys} accepted")?,
    }
    writeln!(out, "  Clients    FIRECRAWL_API_URL={url}\n{ABILITIES}")?;
    if !serving.private {
        writeln!(out, "{OPEN}")?;
    }
    writeln!(out, "Press Ctrl-C to stop.")?;
    out.flush()
}

const ABILITIES: &str = "
  Real       scrape, map, crawl, batch scrape and parse: pages are fetched over HTTP,
             without JavaScript; every request is checked against the contract
  In memory  monitors, usage, activity, queue, feedback and settings, until the end
  Made up    search, extract, agent, interact, research and support, and the formats that
             need a model or a browser (json, summary, screenshot, ...): a response of the
             right shape with a warning; the library can stub these
  Not there  browser, proxies, JavaScript, PDF: use the service
";

const OPEN: &str =
    "  Careful: other machines can reach this address and have pages fetched from here.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn banner(serving: &Serving) -> String {
        let mut out = Vec::new();
        write(&mut out, serving).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn serving() -> Serving {
        Serving {
            url: "http://127.0.0.1:3002".to_owned(),
            demo_url: None,
            keys: 0,
            private: true,
        }
    }

    #[test]
    fn the_banner_says_where_and_what() {
        let text = banner(&serving());
        for part in [
            "  Server     http://127.0.0.1:3002\n",
            "  Keys       any, or none\n",
            "FIRECRAWL_API_URL=http://127.0.0.1:3002\n",
            "  Real ",
            "  Made up ",
            "Press Ctrl-C to stop.\n",
        ] {
            assert!(text.contains(part), "{part:?} is not in {text}");
        }
        assert!(!text.contains("Demo site") && !text.contains("Careful"));
        assert!(text.lines().all(|line| line.len() <= 92), "{text}");
    }

    #[test]
    fn keys_are_counted_and_not_shown_and_open_doors_are_told() {
        let text = banner(&Serving {
            demo_url: Some("http://127.0.0.1:3003".to_owned()),
            keys: 2,
            private: false,
            ..serving()
        });
        assert!(text.contains("  Demo site  http://127.0.0.1:3003\n"));
        assert!(text.contains("  Keys       2 accepted\n"));
        assert!(text.contains("Careful"));
    }
}
