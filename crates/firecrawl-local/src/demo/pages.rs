//! The pages that have a text of their own.

/// One page.
pub(super) struct Page {
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) image: &'static str,
    pub(super) main: &'static str,
}

macro_rules! page {
    ($path:literal, $file:literal, $image:literal, $title:literal, $description:literal) => {
        Page {
            path: $path,
            title: $title,
            description: $description,
            image: $image,
            main: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/demo/",
                $file,
                ".html"
            )),
        }
    };
}

/// What surrounds every page.
const LAYOUT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/layout.html"));

/// The pages of the sitemap.
pub(super) const PAGES: [Page; 20] = [
    page!(
        "/",
        "index",
        "tower",
        "A light at the end of the land",
        "The lighthouse at Saltmarrow Head, its keepers, its lens and its tea room."
    ),
    page!(
        "/visit",
        "visit",
        "tower",
        "Plan your visit",
        "What to know and what to bring before you climb one hundred and thirty-one steps."
    ),
    page!(
        "/visit/opening-hours",
        "opening-hours",
        "tower",
        "Opening hours",
        "When the tower and the tea room are open, month by month, and when wind keeps them shut."
    ),
    page!(
        "/visit/tickets",
        "tickets",
        "tower",
        "Tickets",
        "What a visit costs, for one and for many, and what the brass token is good for."
    ),
    page!(
        "/visit/getting-here",
        "getting-here",
        "tower",
        "Getting here",
        "On foot along the cliff, by bus number 14, by car, and why not by boat."
    ),
    page!(
        "/visit/accessibility",
        "accessibility",
        "tower",
        "Who can reach what",
        "Steps, ramps, and the view from the gallery without the climb."
    ),
    page!(
        "/history",
        "history",
        "tower",
        "A short history",
        "From a driftwood fire to a timer: the light at Saltmarrow Head since 1863."
    ),
    page!(
        "/history/keepers",
        "keepers",
        "tower",
        "The keepers",
        "Six principal keepers in a table, and those who are not in it."
    ),
    page!(
        "/history/the-great-storm",
        "the-great-storm",
        "tower",
        "The great storm of 1884",
        "A boathouse, a garden, eleven hens, and seventeen cups of tea."
    ),
    page!(
        "/collection",
        "collection",
        "lens",
        "The collection",
        "Four hundred things, most of which were in use until the day they were given to us."
    ),
    page!(
        "/collection/first-lens",
        "first-lens",
        "lens",
        "The first lens",
        "One thousand and twelve prisms that move at the push of a finger."
    ),
    page!(
        "/collection/fog-horn",
        "fog-horn",
        "horn",
        "The fog horn",
        "Three blasts a minute, and ear defenders at the door."
    ),
    page!(
        "/collection/logbooks",
        "logbooks",
        "tower",
        "The logbooks",
        "Wind, weather, ships, and anything else worth knowing, since 1863."
    ),
    page!(
        "/collection/signal-flags",
        "signal-flags",
        "flags",
        "The signal flags",
        "How to talk to a ship with cloth, and the three things that were said most."
    ),
    page!(
        "/tea-room",
        "tea-room",
        "cup",
        "The tea room",
        "Tea by the table, fish soup when there was fish, and the keeper's bread."
    ),
    page!(
        "/journal",
        "journal",
        "tower",
        "Journal",
        "Notes from the head, written when the weather keeps us in."
    ),
    page!(
        "/journal/painting-the-tower",
        "painting-the-tower",
        "tower",
        "Painting the tower",
        "Four people, nine dry days, and two hundred litres of white."
    ),
    page!(
        "/journal/a-winter-on-the-rock",
        "a-winter-on-the-rock",
        "cup",
        "A winter on the rock",
        "What goes on here between October and Easter, when nobody is looking."
    ),
    page!(
        "/journal/counting-seals",
        "counting-seals",
        "seal",
        "Counting seals",
        "They do not keep still, they all look alike, and they count us back."
    ),
    page!(
        "/about",
        "about",
        "cup",
        "About us",
        "Three hundred members, two paid posts, a boiler, and a cat."
    ),
];

/// The page that leads to the odd ones; not in the sitemap, so that a crawl has to find it.
pub(super) const FOR_MACHINES: Page = page!(
    "/for-machines",
    "for-machines",
    "tower",
    "Pages for machines",
    "Slow, moved, broken, changing and large pages, for programs that read the web."
);

impl Page {
    /// The whole page, with links that start at `origin`.
    pub(super) fn html(&self, origin: &str) -> String {
        document(self, origin, "", self.main)
    }
}

/// A page in the site's layout, with more in its head and another text.
pub(super) fn document(page: &Page, origin: &str, head: &str, main: &str) -> String {
    LAYOUT
        .replace("{{title}}", page.title)
        .replace("{{description}}", page.description)
        .replace("{{image}}", page.image)
        .replace("{{origin}}", origin)
        .replace("{{path}}", page.path)
        .replace("{{head}}", head)
        .replace("{{main}}", main)
}
