//! The banner of the program.

use std::io::{self, Write};

/// The reach of a server: who can call it, and what it fetches.
#[derive(Clone, Copy)]
pub struct Reach {
    /// `true` if other machines can call it.
    pub from_others: bool,
    /// `true` if it also fetches from private addresses.
    pub to_private: bool,
}

/// Writes the banner: the base URL, that of the demo site, the number of accepted keys, where 0 means
/// any, and what is fetched for whom.
pub fn write(
    out: &mut impl Write,
    url: &str,
    demo_url: Option<&str>,
    keys: usize,
    reach: Reach,
) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        out,
        "firecrawl-local {version}: the Firecrawl v2 contract, for development and tests\n"
    )?;
    writeln!(out, "  Server     {url}")?;
    if let Some(demo) = demo_url {
        writeln!(out, "  Demo site  {demo}")?;
    }
    match keys {
        0 => writeln!(out, "  Keys       any, or none")?,
        1 => writeln!(out, "  Keys       1 accepted")?,
        keys => writeln!(out, "  Keys       {keys} accepted")?,
    }
    writeln!(out, "  Clients    FIRECRAWL_API_URL={url}\n{ABILITIES}")?;
    let fetches = if reach.to_private {
        FETCHES_ALL
    } else {
        FETCHES_PUBLIC
    };
    writeln!(out, "{fetches}")?;
    if reach.from_others {
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

const FETCHES_ALL: &str =
    "  Careful: it fetches whatever it is asked to, also from this machine and its network;
           --public-only refuses private addresses
";
const FETCHES_PUBLIC: &str = "  Private addresses are refused (--public-only).\n";

const OPEN: &str =
    "  Careful: other machines can reach this address and have pages fetched from here.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn banner(demo_url: Option<&str>, keys: usize, from_others: bool, to_private: bool) -> String {
        let mut out = Vec::new();
        let reach = Reach {
            from_others,
            to_private,
        };
        write(&mut out, "http://127.0.0.1:3002", demo_url, keys, reach).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_banner_says_where_and_what() {
        let text = banner(None, 0, false, true);
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
        assert!(!text.contains("Demo site") && !text.contains("other machines"));
        assert!(text.contains("fetches whatever it is asked to") && text.contains("--public-only"));
        assert!(!banner(None, 0, false, false).contains("whatever"));
        assert!(text.lines().all(|line| line.len() <= 92), "{text}");
    }

    #[test]
    fn keys_are_counted_and_not_shown_and_open_doors_are_told() {
        let text = banner(Some("http://127.0.0.1:3003"), 2, true, true);
        assert!(text.contains("  Demo site  http://127.0.0.1:3003\n"));
        assert!(text.contains("  Keys       2 accepted\n"));
        assert!(text.contains("Careful: other machines"));
    }
}
