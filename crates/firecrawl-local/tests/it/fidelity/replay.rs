//! Keeping count of what was replayed, and holding the differences against the known ones.

use std::collections::{BTreeMap, BTreeSet};

use firecrawl_local::{Builder, LocalServer};

use super::compare::{self, Depth};
use super::known::{Difference, KNOWN_DIFFERENCES};
use super::recording::{Recording, Reply};
use super::site::Site;

/// Some recordings that are replayed together.
pub struct Replay {
    names: &'static [&'static str],
    done: BTreeSet<String>,
    found: BTreeSet<(String, String)>,
    differences: Vec<String>,
}

impl Replay {
    pub fn new(names: &'static [&'static str]) -> Self {
        Self {
            names,
            done: BTreeSet::new(),
            found: BTreeSet::new(),
            differences: Vec::new(),
        }
    }

    /// Sends a request once more and compares the responses.
    pub async fn exchange(&mut self, server: &LocalServer, name: &str, depth: Depth) {
        let reply = Recording::load(name).send(server).await;
        self.compare(name, &reply, depth);
    }

    /// Sends a request about another job and compares the responses.
    pub async fn about(&mut self, server: &LocalServer, id: &str, name: &str, depth: Depth) {
        let reply = Recording::load(name).send_for(server, Some(id)).await;
        self.compare(name, &reply, depth);
    }

    /// Compares a response with the recorded one.
    pub fn compare(&mut self, name: &str, reply: &Reply, depth: Depth) {
        let recorded = Recording::load(name).reply();
        self.note(name, compare::differences(&recorded, reply, depth));
    }

    /// Notes what differs from a recording.
    pub fn note(&mut self, name: &str, differences: BTreeMap<String, String>) {
        self.done.insert(name.to_owned());
        for (place, what) in differences {
            self.differences.push(format!("{name} {place}: {what}"));
            self.found.insert((name.to_owned(), place));
        }
    }

    /// Every recording must have been replayed, every difference be known, every known one still be.
    pub fn finish(self) {
        let mut faults = Vec::new();
        for name in self.names {
            if !self.done.contains(*name) {
                faults.push(format!("{name} was not replayed"));
            }
        }
        for name in &self.done {
            if !self.names.contains(&name.as_str()) {
                faults.push(format!("{name} was replayed without being announced"));
            }
        }
        let known = |name: &str, place: &str| {
            KNOWN_DIFFERENCES
                .iter()
                .any(|difference| difference.covers(name, place))
        };
        for (name, place) in &self.found {
            if !known(name, place) {
                let start = format!("{name} {place}: ");
                let found = self
                    .differences
                    .iter()
                    .find(|found| found.starts_with(&start));
                faults.push(format!("unknown difference: {}", found.unwrap()));
            }
        }
        for difference in KNOWN_DIFFERENCES {
            faults.extend(self.stale(difference));
        }
        assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    }

    /// Entries of the list that no longer hold.
    fn stale(&self, difference: &Difference) -> Vec<String> {
        self.done
            .iter()
            .filter(|name| difference.names(name))
            .filter(|name| {
                !self
                    .found
                    .iter()
                    .any(|(found, place)| found == *name && difference.covers(found, place))
            })
            .map(|name| {
                format!(
                    "{name} no longer differs at {}: delete the entry",
                    difference.place
                )
            })
            .collect()
    }
}

/// A server in the recorded default mode, for which the recorded site's name leads to ours.
pub async fn open(site: &Site) -> LocalServer {
    builder(site).start().await.unwrap()
}

pub fn builder(site: &Site) -> Builder {
    LocalServer::builder().resolve("site.test", site.address)
}
