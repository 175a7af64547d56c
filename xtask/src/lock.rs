//! The lock file: the origin of the vendored contract.

use openapi_document::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::project::{self, Project};

/// The day of publication where it is not known.
const UNKNOWN: &str = "unknown";

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The address at which the contract is published.
    pub source: String,
    /// The day on which it was published.
    published: String,
    /// Its hash.
    sha256: String,
    /// The ETag that the address gave for this content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
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
    /// Reads the lock of a project, or makes the one before its first run.
    ///
    /// # Errors
    ///
    /// If the file is not a lock file.
    pub fn read(project: &Project) -> Result<Self> {
        let file = &project.outputs.lock;
        if project.path(file).exists() {
            return project::parse(&project.source(file)?, "not a lock file");
        }
        Ok(Self {
            source: project.contract.published.clone().unwrap_or_default(),
            published: UNKNOWN.to_owned(),
            sha256: String::new(),
            etag: None,
        })
    }

    /// Returns the ETag that an address gave for a contract of this hash, if it is this one.
    pub fn etag(&self, source: &str, sha256: &str) -> Option<&str> {
        let same = self.source == source && self.sha256 == sha256;
        self.etag.as_deref().filter(|_| same)
    }

    /// Returns a short name of the vendored contract: its day and the start of its hash.
    pub fn revision(&self) -> String {
        let hash: String = self.sha256.chars().take(8).collect();
        format!("{} {hash}", self.published)
    }

    /// Returns the lock for a contract of this hash.
    ///
    /// The recorded origin is kept, unless there is a new one.
    #[must_use]
    pub fn after(mut self, sha256: &str, origin: Option<&Origin>) -> Self {
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
        self
    }

    /// Returns the text of the file.
    ///
    /// # Errors
    ///
    /// None in practice.
    pub fn text(&self) -> Result<String> {
        let body = toml::to_string(self)
            .map_err(|error| Error::new("the lock cannot be written").caused_by(error))?;
        Ok(format!(
            "# Written by `cargo xtask generate`; `source` and `published` are kept as they are.\n\n{body}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        Lock {
            source: "https://example.org/a.json".to_owned(),
            published: "2026-08-21".to_owned(),
            sha256: "0".to_owned(),
            etag: None,
        }
    }

    #[test]
    fn the_origin_is_kept() {
        assert_eq!(lock().after("0", None), lock());
        assert_eq!(lock().after("1", None).published, "2026-08-21");
        let text = lock().text().unwrap();
        assert_eq!(toml::from_str::<Lock>(&text).unwrap(), lock());
    }

    #[test]
    fn an_etag_is_for_one_content_of_one_address() {
        let origin = Origin {
            source: Some("https://example.org/b.json".to_owned()),
            published: Some("2026-08-22".to_owned()),
            etag: Some("\"v1\"".to_owned()),
        };
        let first = lock().after("0", Some(&origin));
        assert_eq!(first.source, "https://example.org/b.json");
        assert_eq!(first.etag(&first.source, "0"), Some("\"v1\""));
        assert_eq!(first.etag(&first.source, "1"), None);
        assert_eq!(first.etag(&lock().source, "0"), None);
        assert_eq!(first.clone().after("0", None), first);
        assert_eq!(first.clone().after("1", None).etag, None);
        let file = first.after("0", Some(&Origin::default()));
        assert_eq!((file.etag, file.published.as_str()), (None, UNKNOWN));
        assert_eq!(file.source, "https://example.org/b.json");
    }
}
