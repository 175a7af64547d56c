//! CSS selectors that are compiled once.

use std::sync::OnceLock;

use scraper::{ElementRef, Html, Selector};

/// A CSS selector; an invalid one matches nothing.
pub struct Css {
    text: &'static str,
    selector: OnceLock<Option<Selector>>,
}

impl Css {
    /// Creates a selector without compiling it.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            selector: OnceLock::new(),
        }
    }

    /// Returns the compiled selector.
    pub fn selector(&self) -> Option<&Selector> {
        let compile = || Selector::parse(self.text).ok();
        self.selector.get_or_init(compile).as_ref()
    }

    /// Returns the matching elements of a page.
    pub fn select<'a>(&'static self, page: &'a Html) -> impl Iterator<Item = ElementRef<'a>> {
        let selector = self.selector().into_iter();
        selector.flat_map(|selector| page.select(selector))
    }
}
