//! The lock file: the origin of each vendored contract.

use std::collections::BTreeMap;

use openapi_document::{Error, Result, load_as};
use serde::{Deserialize, Serialize};

use crate::project::{self, Project};

/// The day of publication where it is not known.
const UNKNOWN: &str = "unknown";

/// The content of the file, which is about the contract that its project is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    entry: Entry,
    selected: Option<String>,
}

/// The origin of the first contract, with those of the further ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The address at which the contract is published; empty if that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String,
    /// The day on which it was published.
    published: String,
    /// Its hash.
    sha256: String,
    /// The ETag that the address gave for this content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    /// The further contracts, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    contracts: BTreeMap<String, Entry>,
}

/// The origin of a new contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address; nothing for a file, which leaves the address as it was.
    pub source: Option<String>,
    /// The day on which it was published, if that is known.
    pub published: Option<String>,
    /// The ETag that the address gave.
    pub etag: Option<String>,
}

impl Lock {
    /// Reads the lock of a project, or makes the one before its first run. Further contracts have the
    /// hash of their files.
    ///
    /// # Errors
    ///
    /// If the file is not a lock file, or a further contract cannot be read.
    pub fn read(project: &Project) -> Result<Self> {
        let file = &project.outputs.lock;
        let mut entry: Entry = match project.path(file).exists() {
            true => project::parse(&project.source(file)?, "not a lock file")?,
            false => Entry::of(project.contract.published.as_ref()),
        };
        let mut known = std::mem::take(&mut entry.contracts);
        for (name, contract) in &project.contracts {
            let published = contract.published.as_ref();
            let mut further = known.remove(name).unwrap_or_else(|| Entry::of(published));
            if project.selected.as_ref() != Some(name) {
                let path = project.path(&contract.file);
                further.update(&load_as(&path, &contract.file)?.sha256, None);
            }
            entry.contracts.insert(name.clone(), further);
        }
        let selected = project.selected.clone();
        Ok(Self { entry, selected })
    }

    /// Returns the entry of the contract.
    fn entry(&self) -> &Entry {
        let further = self.selected.as_ref();
        let further = further.and_then(|name| self.entry.contracts.get(name));
        further.unwrap_or(&self.entry)
    }

    /// Returns the address at which the contract is published, if it is known.
    pub fn source(&self) -> Option<&str> {
        Some(self.entry().source.as_str()).filter(|source| !source.is_empty())
    }

    /// Returns the ETag that an address gave for a contract of this hash, if it is this one.
    pub fn etag(&self, source: &str, sha256: &str) -> Option<&str> {
        let entry = self.entry();
        let same = entry.source == source && entry.sha256 == sha256;
        entry.etag.as_deref().filter(|_| same)
    }

    /// Returns a short name of the vendored contract: its day and the start of its hash.
    pub fn revision(&self) -> String {
        let entry = self.entry();
        let hash: String = entry.sha256.chars().take(8).collect();
        format!("{} {hash}", entry.published)
    }

    /// Returns the lock for a contract of this hash.
    ///
    /// The recorded origin is kept, unless there is a new one.
    #[must_use]
    pub fn after(mut self, sha256: &str, origin: Option<&Origin>) -> Self {
        let further = self.selected.as_ref();
        match further.and_then(|name| self.entry.contracts.get_mut(name)) {
            Some(further) => further.update(sha256, origin),
            None => self.entry.update(sha256, origin),
        }
        self
    }

    /// Returns the text of the file.
    ///
    /// # Errors
    ///
    /// None in practice.
    pub fn text(&self) -> Result<String> {
        let body = toml::to_string(&self.entry)
            .map_err(|error| Error::new("the lock cannot be written").caused_by(error))?;
        Ok(format!(
            "# Written by `cargo xtask generate`; `source` and `published` are kept as they are.\n\n{body}"
        ))
    }
}

impl Entry {
    /// Returns the entry of a contract before its first update.
    fn of(published: Option<&String>) -> Self {
        Self {
            source: published.cloned().unwrap_or_default(),
            published: UNKNOWN.to_owned(),
            ..Self::default()
        }
    }

    fn update(&mut self, sha256: &str, origin: Option<&Origin>) {
        if self.sha256 != sha256 {
            // It was for other content.
            self.etag = None;
        }
        sha256.clone_into(&mut self.sha256);
        if let Some(origin) = origin {
            if let Some(source) = &origin.source {
                self.source.clone_from(source);
            }
            let published = origin.published.as_deref().unwrap_or(UNKNOWN);
            published.clone_into(&mut self.published);
            self.etag.clone_from(&origin.etag);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        let further = Entry::of(Some(&"https://example.org/events.json".to_owned()));
        Lock {
            entry: Entry {
                source: "https://example.org/a.json".to_owned(),
                published: "2026-08-21".to_owned(),
                sha256: "0".to_owned(),
                etag: None,
                contracts: BTreeMap::from([("events".to_owned(), further)]),
            },
            selected: None,
        }
    }

    #[test]
    fn a_further_contract_has_an_entry_of_its_own() {
        let mut events = lock();
        events.selected = Some("events".to_owned());
        assert_eq!(events.source(), Some("https://example.org/events.json"));
        let origin = Origin {
            etag: Some("\"v1\"".to_owned()),
            ..Origin::default()
        };
        let after = events.after("1", Some(&origin));
        assert_eq!(
            after.etag("https://example.org/events.json", "1"),
            Some("\"v1\"")
        );
        assert_eq!(after.entry.sha256, "0");
        let text = after.text().unwrap();
        assert!(text.contains("[contracts.events]"), "{text}");
        assert_eq!(toml::from_str::<Entry>(&text).unwrap(), after.entry);
    }

    #[test]
    fn the_origin_is_kept() {
        assert_eq!(lock().after("0", None), lock());
        assert_eq!(lock().after("1", None).entry.published, "2026-08-21");
        let text = lock().text().unwrap();
        assert_eq!(toml::from_str::<Entry>(&text).unwrap(), lock().entry);
    }

    #[test]
    fn an_etag_is_for_one_content_of_one_address() {
        let origin = Origin {
            source: Some("https://example.org/b.json".to_owned()),
            published: Some("2026-08-22".to_owned()),
            etag: Some("\"v1\"".to_owned()),
        };
        let first = lock().after("0", Some(&origin));
        assert_eq!(first.source(), Some("https://example.org/b.json"));
        assert_eq!(
            first.etag("https://example.org/b.json", "0"),
            Some("\"v1\"")
        );
        assert_eq!(first.etag("https://example.org/b.json", "1"), None);
        assert_eq!(first.etag("https://example.org/a.json", "0"), None);
        assert_eq!(first.clone().after("0", None), first);
        assert_eq!(first.clone().after("1", None).entry.etag, None);
        let file = first.after("0", Some(&Origin::default())).entry;
        assert_eq!((file.etag, file.published.as_str()), (None, UNKNOWN));
        assert_eq!(file.source, "https://example.org/b.json");
    }
}
