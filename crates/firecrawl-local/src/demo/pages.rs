//! The pages of the site, each a file with its title and the like at the top.

use std::sync::LazyLock;

/// A page.
pub(super) struct Page {
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    image: &'static str,
    head: &'static str,
    main: &'static str,
}

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/demo/",
            $name,
            ".html"
        ))
    };
}

/// The layout of every page.
const LAYOUT: &str = file!("layout");

/// The number of exhibits in the catalogue, for a page of about half a megabyte.
const EXHIBITS: usize = 2_500;

/// The pages in the sitemap.
pub(super) static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let files = [
        file!("index"),
        file!("visit"),
        file!("opening-hours"),
        file!("tickets"),
        file!("getting-here"),
        file!("accessibility"),
        file!("history"),
        file!("keepers"),
        file!("the-great-storm"),
        file!("collection"),
        file!("first-lens"),
        file!("fog-horn"),
        file!("logbooks"),
        file!("signal-flags"),
        file!("tea-room"),
        file!("journal"),
        file!("painting-the-tower"),
        file!("a-winter-on-the-rock"),
        file!("counting-seals"),
        file!("about"),
    ];
    files.into_iter().map(Page::parse).collect()
});

/// The page with links to the special ones; not in the sitemap, so that a crawl has to find it.
pub(super) static FOR_MACHINES: LazyLock<Page> =
    LazyLock::new(|| Page::parse(file!("for-machines")));

/// The page that delays its response by `{{ms}}`.
pub(super) static SLOW: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("slow")));

/// The page with repeated meta tags.
pub(super) static PRESS: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("press")));

/// The page that changes with every visit.
pub(super) static TODAY: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("today")));

/// The large page.
pub(super) static CATALOGUE: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("catalogue")));

/// The page of every unknown path.
pub(super) static MISSING: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("lost-page")));

/// The page of an internal error.
pub(super) static BROKEN: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("broken")));

/// A page that robots.txt forbids.
pub(super) static STAFF_ROTA: LazyLock<Page> = LazyLock::new(|| Page::parse(file!("staff-rota")));

impl Page {
    /// Parses `key: value` lines, further lines for the head, an empty line and the main content.
    fn parse(file: &'static str) -> Self {
        let (top, main) = file.split_once("\n\n").unwrap_or(("", file));
        let value = |name: &str| {
            let mut lines = top.lines().filter_map(|line| line.split_once(": "));
            let line = lines.find(|(key, _)| *key == name);
            line.map_or("", |(_, value)| value)
        };
        Self {
            path: value("path"),
            title: value("title"),
            description: value("description"),
            image: value("image"),
            head: top.find('<').map_or("", |start| &top[start..]),
            main,
        }
    }

    /// Returns the HTML of the page, with its URLs at `origin`.
    pub(super) fn html(&self, origin: &str) -> String {
        LAYOUT
            .replace("{{head}}", self.head)
            .replace("{{main}}", self.main)
            .replace("{{title}}", self.title)
            .replace("{{description}}", self.description)
            .replace("{{image}}", self.image)
            .replace("{{origin}}", origin)
            .replace("{{path}}", self.path)
    }
}

/// The rows of the catalogue.
pub(super) static EXHIBIT_ROWS: LazyLock<String> = LazyLock::new(|| {
    const THINGS: &str =
        "lamp glass,oil can,brass gauge,flag,logbook,oilskin,cup,chart,wick trimmer,barometer";
    const STATES: &str = "mended,worn thin,as new,in two pieces,still in use,much loved,on loan";
    let things = THINGS.split(',').cycle();
    let rows = things
        .zip(STATES.split(',').cycle())
        .take(EXHIBITS)
        .enumerate();
    rows.map(|(number, (thing, state))| {
        let year = 1863 + number % 126;
        let shelf = 1 + number % 40;
        format!(
            "<tr id=\"exhibit-{number}\"><td>{number}</td><td>{thing}</td><td>{year}</td><td>The \
             {thing} of {year} is {state}, and lies on shelf {shelf} of the second house, behind \
             the door that sticks.</td></tr>\n"
        )
    })
    .collect()
});
