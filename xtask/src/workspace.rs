//! Where things lie in the workspace.

use std::path::{Path, PathBuf};

use openapi_codegen::pipeline::{Inputs, Source};
use openapi_document::{Error, Result};

/// The vendored contract.
pub const CONTRACT: &str = "openapi/v2-openapi.json";
/// The overlays, in the order in which they are applied.
pub const OVERLAYS: [&str; 3] = [
    "openapi/overlay.json",
    "openapi/observed.json",
    "openapi/facts.json",
];
/// The chosen names.
pub const NAMES: &str = "openapi/names.toml";
/// The documentation.
pub const DOCS: &str = "openapi/docs.toml";
/// The record of what was made of what.
pub const LOCK: &str = "openapi/lock.toml";
/// The contract after the overlays.
pub const CORRECTED: &str = "openapi/corrected.json";
/// The crate that holds the generated code.
pub const API_CRATE: &str = "crates/firecrawl-api";
/// The folder of generated code in that crate.
pub const GENERATED: &str = "crates/firecrawl-api/src/generated";
/// The source of the crate that people call the operations with.
pub const FACADE: &str = "crates/firecrawl-client/src";
/// The generated table of the round-trip tests.
pub const DISPATCH: &str = "crates/firecrawl-api/tests/it/dispatch.rs";

/// The workspace on disk.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace with this root.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The workspace around a folder.
    pub fn around(folder: &Path) -> Result<Self> {
        folder
            .ancestors()
            .find(|folder| folder.join(CONTRACT).is_file() && folder.join("xtask").is_dir())
            .map(Self::at)
            .ok_or_else(|| {
                Error::new(format!("there is no {CONTRACT} here or above"))
                    .in_file(folder)
                    .remedy("run the command inside of the workspace")
            })
    }

    /// The path of a file of the workspace.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Reads the inputs of a run, with the vendored contract or another one.
    pub fn inputs(&self, contract: Option<&Path>) -> Result<Inputs> {
        let contract = match contract {
            Some(path) => openapi_document::load(path)?,
            // Messages and files name it in the same way on every machine.
            None => openapi_document::load_as(&self.path(CONTRACT), CONTRACT)?,
        };
        Ok(Inputs {
            contract,
            overlays: OVERLAYS
                .iter()
                .map(|file| self.source(file))
                .collect::<Result<_>>()?,
            names: self.source(NAMES)?,
            docs: self.source(DOCS)?,
        })
    }

    /// Reads one file of the workspace.
    pub fn source(&self, relative: &str) -> Result<Source> {
        let bytes = std::fs::read(self.path(relative)).map_err(|error| {
            Error::new("cannot be read")
                .in_file(relative)
                .caused_by(error)
                .remedy("restore it from the repository")
        })?;
        Ok(Source {
            name: relative.to_owned(),
            bytes,
        })
    }
}
