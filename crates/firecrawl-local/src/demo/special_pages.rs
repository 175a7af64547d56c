//! The pages that are there for their behaviour, not for their text.

use std::fmt::Write;
use std::sync::LazyLock;

use super::pages::{Page, document};

/// How long the slow page takes unless it is told otherwise.
pub(super) const SLOW_BY_DEFAULT_MS: u64 = 2_000;
/// How long it takes at most, so that a slip of the hand does not hold a connection for days.
pub(super) const SLOW_AT_MOST_MS: u64 = 120_000;

/// How many exhibits the catalogue lists: enough for a page of about half a megabyte.
const EXHIBITS: usize = 2_500;

/// The page that keeps its readers waiting.
pub(super) fn slow(origin: &str, waited_ms: u64) -> String {
    let main = format!(
        "<h1>Worth waiting for</h1>\n<p>This page took {waited_ms} milliseconds, because the \
         keeper had to come down all one hundred and thirty-one steps.</p>\n"
    );
    document(
        &odd("/slow", "Worth waiting for", "A page that takes its time."),
        origin,
        "",
        &main,
    )
}

/// The page with meta tags that occur more than once.
pub(super) fn press(origin: &str) -> String {
    let head = format!(
        "<meta property=\"og:image\" content=\"{origin}/images/lens.svg\">\n\
         <meta property=\"og:image\" content=\"{origin}/images/horn.svg\">\n\
         <meta property=\"og:locale:alternate\" content=\"de_DE\">\n\
         <meta property=\"og:locale:alternate\" content=\"fr_FR\">\n\
         <meta name=\"author\" content=\"Ines Corrie\">\n\
         <meta name=\"author\" content=\"Tobias Fenn\">\n\
         <meta name=\"keywords\" content=\"lighthouse,museum,lens\">\n\
         <meta name=\"robots\" content=\"index,follow\">\n\
         <meta property=\"article:published_time\" content=\"2024-05-14T09:00:00Z\">\n\
         <meta property=\"article:tag\" content=\"tower\">\n\
         <meta property=\"article:tag\" content=\"paint\">\n"
    );
    let main = "<h1>For the press</h1>\n<p>Pictures may be printed free of charge. Please name \
                whoever took them, and send us a copy: we paper the stairs with them.</p>\n";
    let page = odd(
        "/press",
        "For the press",
        "Pictures and names, some of them more than once.",
    );
    document(&page, origin, &head, main)
}

/// The page that differs at every visit.
pub(super) fn today(origin: &str, visit: u64) -> String {
    const WINDS: [&str; 5] = ["north", "east", "south", "west", "all sides"];
    let wind = usize::try_from(visit)
        .ok()
        .and_then(|visit| WINDS.get(visit % WINDS.len()))
        .unwrap_or(&"nowhere");
    let main = format!(
        "<h1>Today at the head</h1>\n<p>You are visitor number {visit} of today.</p>\n\
         <p>The wind comes from {wind}, and {} seals lie on the skerry.</p>\n",
        30 + visit % 50
    );
    let page = odd(
        "/today",
        "Today at the head",
        "Wind and seals, counted afresh at every visit.",
    );
    document(&page, origin, "", &main)
}

/// The large page.
pub(super) fn catalogue(origin: &str) -> String {
    let page = odd(
        "/catalogue",
        "The catalogue",
        "Every exhibit on one page, which is why it is a long one.",
    );
    document(&page, origin, "", &EXHIBIT_LIST)
}

/// The page that is not there.
pub(super) fn missing(origin: &str) -> String {
    let main = "<h1>Nothing but sea</h1>\n<p>There is no such page. You may have walked past the \
                end of the path; please <a href=\"/\">turn round</a>.</p>\n";
    document(
        &odd("/lost-page", "Nothing but sea", "There is no such page."),
        origin,
        "",
        main,
    )
}

/// The page that fails.
pub(super) fn broken(origin: &str) -> String {
    let main = "<h1>The lamp is out</h1>\n<p>Something went wrong on our side. The keeper has \
                been woken.</p>\n";
    document(
        &odd("/broken", "The lamp is out", "Something went wrong."),
        origin,
        "",
        main,
    )
}

/// A page in the folder that robots are asked not to read.
pub(super) fn private(origin: &str) -> String {
    let main = "<h1>Staff rota</h1>\n<p>Whoever reads this has walked past the sign. Ines has \
                the gate on Monday, Tobias the lamp, and the cat the boiler.</p>\n";
    document(
        &odd("/private/staff-rota", "Staff rota", "Not for robots."),
        origin,
        "",
        main,
    )
}

fn odd(path: &'static str, title: &'static str, description: &'static str) -> Page {
    Page {
        path,
        title,
        description,
        image: "tower",
        main: "",
    }
}

static EXHIBIT_LIST: LazyLock<String> = LazyLock::new(|| {
    const THINGS: [&str; 10] = [
        "lamp glass",
        "oil can",
        "brass gauge",
        "flag",
        "logbook",
        "oilskin",
        "cup",
        "chart",
        "wick trimmer",
        "barometer",
    ];
    const STATES: [&str; 7] = [
        "mended",
        "worn thin",
        "as new",
        "in two pieces",
        "still in use",
        "much loved",
        "on loan",
    ];
    let mut list = String::from(
        "<h1>The catalogue</h1>\n<table>\n<thead><tr><th>Number</th><th>Exhibit</th><th>Year</th>\
         <th>Remarks</th></tr></thead>\n<tbody>\n",
    );
    for (number, (thing, state)) in THINGS
        .iter()
        .cycle()
        .zip(STATES.iter().cycle())
        .take(EXHIBITS)
        .enumerate()
    {
        let year = 1863 + number % 126;
        let shelf = 1 + number % 40;
        // Writing to a string cannot fail.
        let _ = writeln!(
            list,
            "<tr id=\"exhibit-{number}\"><td>{number}</td><td>{thing}</td><td>{year}</td><td>The \
             {thing} of {year} is {state}, and lies on shelf {shelf} of the second house, behind \
             the door that sticks.</td></tr>"
        );
    }
    list.push_str("</tbody>\n</table>\n");
    list
});
