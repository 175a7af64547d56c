//! `openapi/lock.toml`: where the contract came from, and the hashes of what went in and came out.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::pipeline::{Inputs, sha256};
use crate::workspace;

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
}

/// What the lock says of a contract before the first run.
fn first_contract() -> Origin {
    Origin {
        file: workspace::CONTRACT.to_owned(),
        source: "https://docs.firecrawl.dev/api-reference/v2-openapi.json".to_owned(),
        published: "unknown".to_owned(),
        sha256: String::new(),
    }
}

/// The text of the lock for a run.
///
/// What people or an update wrote of the contract's origin is taken over from
/// the text before.
pub fn text(
    before: Option<&str>,
    inputs: &Inputs,
    outputs: &IndexMap<String, String>,
    cargo_lock: &str,
) -> Result<String> {
    let before = before
        .map(|text| {
            toml::from_str::<Lock>(text).map_err(|error| {
                Error::new("not a lock file")
                    .in_file(workspace::LOCK)
                    .caused_by(error.to_string().trim_end())
                    .remedy("restore it from the repository, or delete it and generate again")
            })
        })
        .transpose()?;
    let mut contract = before.map_or_else(first_contract, |lock| lock.contract);
    contract.sha256 = inputs.contract.sha256.clone();
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
    use crate::contract::Contract;
    use crate::pipeline::Source;

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
        let first = text(None, &inputs(), &IndexMap::new(), CARGO_LOCK).unwrap();
        let edited = first.replace("\"unknown\"", "\"2026-08-21\"");
        let second = text(Some(&edited), &inputs(), &IndexMap::new(), CARGO_LOCK).unwrap();
        assert_eq!(second, edited);
        assert!(first.contains("syn = \"3.0.1\""));
    }

    #[test]
    fn a_broken_lock_is_told() {
        let error = text(
            Some("contract = 1"),
            &inputs(),
            &IndexMap::new(),
            CARGO_LOCK,
        )
        .unwrap_err();
        assert_eq!(error.file(), Some("openapi/lock.toml"));
    }
}
