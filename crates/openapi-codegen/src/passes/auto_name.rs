//! Names for schemas that the names file does not name.

use std::collections::BTreeMap;

use heck::ToTitleCase;

use crate::naming::{pascal, type_name};
use openapi_document::segments;

/// The maximum length of a name.
pub const LONGEST: usize = 40;

/// The names given so far, each with the place that has it.
#[derive(Debug, Default)]
pub struct Taken {
    by_name: BTreeMap<String, String>,
    next: BTreeMap<String, usize>,
}

impl Taken {
    /// Gives a name to a location, even if another one had it before.
    pub fn reserve(&mut self, name: &str, locator: &str) {
        self.by_name.insert(name.to_owned(), locator.to_owned());
    }

    /// The name of a component, made of its own name alone.
    pub fn component(&mut self, component: &str) -> String {
        let base = type_name(component);
        let kinds = ["Object", "Schema", "Other"].iter();
        let kinds = kinds.map(|kind| type_name(&format!("{base}{kind}")));
        self.first_free(&base, kinds, component)
    }

    /// The first fitting name for a place, made of its parent's name and its own word.
    ///
    /// A name that another place has is distinguished by a word: the schema's
    /// title, its root, its kind. A number comes last.
    pub fn choose(
        &mut self,
        parent: &str,
        word: &str,
        title: Option<&str>,
        locator: &str,
    ) -> String {
        let fitting = |parent: &str, word: &str| fitting(&format!("{parent}{word}"));
        let base = fitting(parent, &pascal(word));
        // Only as far as they are needed, because a long contract has many names.
        let root = || root(locator);
        let others: [&dyn Fn() -> Option<String>; 3] = [
            &|| title.map(|title| fitting(parent, &pascal(title))),
            &|| Some(fitting(&root(), &pascal(word))),
            &|| Some(fitting(&root(), &base)),
        ];
        let kinds = ["Value", "Detail", "Entry"].iter();
        let kinds = kinds.map(|kind| fitting(&base, kind));
        let others = others.iter().filter_map(|other| other()).chain(kinds);
        self.first_free(&base, others, locator)
    }

    /// Takes the first name that no other place has.
    fn first_free(
        &mut self,
        base: &str,
        others: impl IntoIterator<Item = String>,
        locator: &str,
    ) -> String {
        let is_free = |name: &String| self.by_name.get(name).is_none_or(|owner| owner == locator);
        let mut words = std::iter::once(base.to_owned()).chain(others);
        let name = words.find(is_free).unwrap_or_else(|| {
            let next = self.next.entry(base.to_owned()).or_insert(2);
            loop {
                let name = format!("{base}{next}");
                if is_free(&name) {
                    return name;
                }
                *next += 1;
            }
        });
        self.reserve(&name, locator);
        name
    }
}

/// The name of what a place is in: a type, an operation, or of a JSON pointer the component.
fn root(locator: &str) -> String {
    let parts = segments(locator);
    match parts.as_slice() {
        [section, _, name, ..] if section == "components" => pascal(name),
        [_, path, method, ..] => pascal(&format!("{method} {path}")),
        _ => pascal(locator.split(['.', '[', '|']).next().unwrap_or_default()),
    }
}

/// A name that typify leaves as it is, short enough.
fn fitting(name: &str) -> String {
    type_name(&shortened(name))
}

/// The name without the words after its first until it is short enough.
fn shortened(name: &str) -> String {
    let title = name.to_title_case();
    let mut words: Vec<&str> = title.split(' ').collect();
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    while words.len() > 2 && words.iter().map(|word| word.len()).sum::<usize>() > LONGEST {
        words.remove(1);
    }
    words.concat().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_lose_words_behind_the_first() {
        assert_eq!(
            fitting("StopInteractiveScrapeBrowserSessionResponse"),
            "StopScrapeBrowserSessionResponse"
        );
        assert!(fitting(&"A".repeat(90)).len() <= LONGEST);
    }

    #[test]
    fn a_pointer_gives_the_name_of_its_component_or_operation() {
        let mut taken = Taken::default();
        taken.reserve("MonitorSchedule", "Monitor.schedule");
        let mut name = |pointer: &str| taken.choose("Monitor", "schedule", None, pointer);
        let component = name("/components/schemas/Watch/properties/schedule");
        assert_eq!(component, "WatchSchedule");
        let operation = name("/paths/~1alarms~1{id}/post/requestBody/content/a~1b/schema");
        assert_eq!(operation, "PostAlarmsIdSchedule");
    }

    #[test]
    fn a_word_tells_apart_before_a_number_does() {
        let mut taken = Taken::default();
        taken.reserve("CrawlWebhook", "CrawlWebhook");
        let name = taken.choose("Crawl", "webhook", None, "crawlUrls.request.webhook");
        assert_eq!(name, "CrawlUrlsWebhook");
        assert_eq!(
            taken.choose("Crawl", "webhook", None, "crawlUrls.request.webhook"),
            name
        );
    }
}
