//! `openapi/lock.toml`: where the contract came from, and the hashes of what went in and came out.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::workspace;
use openapi_codegen::pipeline::{Inputs, sha256};
use openapi_document::{Error, Result};

/// The address at which the contract is published.
pub const PUBLISHED: &str = "https://docs.firecrawl.dev/api-reference/v2-openapi.json";

/// The packages whose versions decide what the generated code looks like.
const GENERATORS: [&str; 5] = [
    "prettyplease",
    "progenitor-impl",
    "quote",
    "syn",
    "typify-impl",
];

/// The content of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    contract: Origin,
    inputs: BTreeMap<String, String>,
    generator: BTreeMap<String, String>,
    outputs: BTreeMap<String, String>,
}

/// The vendored contract.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The file in the workspace.
    file: String,
    /// The address at which it is published.
    source: String,
    /// The day on which it was published.
    published: String,
    /// Its hash.
    sha256: String,
    /// What the address said to tell this content from other content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
}

/// Where a new contract was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The address; nothing for a file, which leaves the address as it was.
    pub source: Option<String>,
    /// The day on which it was published, if that is known.
    pub published: Option<String>,
    /// The ETag that the address gave.
    pub etag: Option<String>,
}

impl Lock {
    /// Reads the file's text.
    ///
    /// # Errors
    ///
    /// If it is no lock file.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| {
            Error::new("not a lock file")
                .in_file(workspace::LOCK)
                .caused_by(error.to_string().trim_end())
                .remedy("restore it from the repository, or delete it and generate again")
        })
    }

    /// The address of the contract.
    pub fn source(&self) -> &str {
        &self.contract.source
    }

    /// The ETag that an address gave for a contract of this hash, if it is this one.
    pub fn etag(&self, source: &str, sha256: &str) -> Option<&str> {
        let same = self.contract.source == source && self.contract.sha256 == sha256;
        self.contract.etag.as_deref().filter(|_| same)
    }
}

/// What stands for a day that nobody told.
const UNKNOWN: &str = "unknown";

/// What the lock says of a contract before the first run.
fn first_contract() -> Origin {
    Origin {
        file: workspace::CONTRACT.to_owned(),
        source: PUBLISHED.to_owned(),
        published: UNKNOWN.to_owned(),
        sha256: String::new(),
        etag: None,
    }
}

/// The text of the lock for a run.
///
/// What people or an update wrote of the contract's origin is taken over from
/// the text before, unless the contract has just been `taken` from elsewhere.
pub fn text(
    before: Option<&str>,
    taken: Option<&Taken>,
    inputs: &Inputs,
    outputs: &IndexMap<String, String>,
    cargo_lock: &str,
) -> Result<String> {
    let before = before.map(Lock::parse).transpose()?;
    let mut contract = before.map_or_else(first_contract, |lock| lock.contract);
    if contract.sha256 != inputs.contract.sha256 {
        // It was for other content.
        contract.etag = None;
    }
    contract.sha256.clone_from(&inputs.contract.sha256);
    if let Some(taken) = taken {
        if let Some(source) = &taken.source {
            contract.source.clone_from(source);
        }
        let published = taken.published.as_deref().unwrap_or(UNKNOWN);
        published.clone_into(&mut contract.published);
        contract.etag.clone_from(&taken.etag);
    }
    let lock = Lock {
        contract,
        inputs: inputs
            .overlays
            .iter()
            .chain([&inputs.names, &inputs.docs])
            .map(|source| (source.name.clone(), source.sha256()))
            .collect(),
        generator: versions(cargo_lock)?,
        outputs: outputs
            .iter()
            .map(|(path, text)| (path.clone(), sha256(text.as_bytes())))
            .collect(),
    };
    let body = toml::to_string(&lock)
        .map_err(|error| Error::new("the lock cannot be written").caused_by(error))?;
    Ok(format!(
        "# Written by `cargo xtask generate`; `source` and `published` are kept as they are.\n\n{body}"
    ))
}

/// The versions of the generators in `Cargo.lock`.
fn versions(cargo_lock: &str) -> Result<BTreeMap<String, String>> {
    #[derive(Deserialize)]
    struct CargoLock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
        #[serde(default)]
        dependencies: Vec<String>,
    }
    let unread = |error: toml::de::Error| {
        Error::new("not a lock file of cargo")
            .in_file("Cargo.lock")
            .caused_by(error)
    };
    let parsed: CargoLock = toml::from_str(cargo_lock).map_err(unread)?;
    // Of a package that is there in two versions, the one that xtask builds with counts.
    let own: Vec<&String> = parsed
        .package
        .iter()
        .filter(|package| package.name == "xtask")
        .flat_map(|package| &package.dependencies)
        .collect();
    Ok(GENERATORS
        .iter()
        .filter_map(|name| {
            let mut found = parsed
                .package
                .iter()
                .filter(|package| package.name == *name);
            let first = found.next()?;
            let chosen = std::iter::once(first)
                .chain(found)
                .find(|package| own.contains(&&format!("{name} {}", package.version)))
                .unwrap_or(first);
            Some(((*name).to_owned(), chosen.version.clone()))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi_codegen::pipeline::Source;
    use openapi_document::Contract;

    const CARGO_LOCK: &str = "[[package]]\nname = 'syn'\nversion = '2.0.0'\n[[package]]\nname = 'syn'\nversion = '3.0.1'\n[[package]]\nname = 'xtask'\nversion = '0.1.0'\ndependencies = ['syn 3.0.1']\n";

    fn inputs() -> Inputs {
        let source = |name: &str| Source {
            name: name.into(),
            bytes: name.as_bytes().to_vec(),
        };
        Inputs {
            contract: Contract {
                file: "openapi/v2-openapi.json".into(),
                sha256: "0".into(),
                value: serde_json::Value::Null,
            },
            overlays: vec![source("openapi/overlay.json")],
            names: source("openapi/names.toml"),
            docs: source("openapi/docs.toml"),
        }
    }

    #[test]
    fn the_origin_is_kept() {
        let first = text(None, None, &inputs(), &IndexMap::new(), CARGO_LOCK).unwrap();
        let edited = first.replace("\"unknown\"", "\"2026-08-21\"");
        let second = text(Some(&edited), None, &inputs(), &IndexMap::new(), CARGO_LOCK).unwrap();
        assert_eq!(second, edited);
        assert!(first.contains("syn = \"3.0.1\""));
    }

    #[test]
    fn an_etag_is_for_one_content_of_one_address() {
        let taken = Taken {
            source: Some("https://example.org/api.json".to_owned()),
            published: Some("2026-08-21".to_owned()),
            etag: Some("\"v1\"".to_owned()),
        };
        let text = |before: Option<&str>, taken: Option<&Taken>, inputs: &Inputs| {
            text(before, taken, inputs, &IndexMap::new(), CARGO_LOCK).unwrap()
        };
        let first = text(None, Some(&taken), &inputs());
        let lock = Lock::parse(&first).unwrap();
        assert_eq!(lock.source(), "https://example.org/api.json");
        assert_eq!(lock.etag(lock.source(), "0"), Some("\"v1\""));
        assert_eq!(lock.etag(lock.source(), "1"), None);
        assert_eq!(lock.etag(PUBLISHED, "0"), None);
        assert_eq!(text(Some(&first), None, &inputs()), first);

        let mut other = inputs();
        other.contract.sha256 = "1".into();
        let second = text(Some(&first), None, &other);
        assert!(!second.contains("etag"), "{second}");
        assert!(second.contains("2026-08-21"), "{second}");
        let third = text(Some(&first), Some(&Taken::default()), &inputs());
        assert!(!third.contains("etag"), "{third}");
        assert!(third.contains("published = \"unknown\""), "{third}");
        assert!(third.contains("https://example.org/api.json"), "{third}");
    }

    #[test]
    fn a_broken_lock_is_told() {
        let error = text(
            Some("contract = 1"),
            None,
            &inputs(),
            &IndexMap::new(),
            CARGO_LOCK,
        )
        .unwrap_err();
        assert_eq!(error.file(), Some("openapi/lock.toml"));
    }
}
