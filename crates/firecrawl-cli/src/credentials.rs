//! The stored key, in the file that the official command line uses too.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::failure::Failure;

/// The folder of the file, below that of the user's settings.
const FOLDER: &str = "firecrawl-cli";
const FILE: &str = "credentials.json";

/// The content of the file.
#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// The key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// The address of the service, if it is not the cloud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_url: Option<String>,
}

/// Returns the path of the file.
///
/// # Errors
///
/// If the system has no home folder for the user.
pub fn path() -> Result<PathBuf, Failure> {
    Ok(folder()?.join(FILE))
}

fn folder() -> Result<PathBuf, Failure> {
    let folders = choose_base_strategy().map_err(|error| Failure::new(error.to_string()))?;
    // The official command line uses these folders and heeds no variable but XDG_CONFIG_HOME.
    let base = match () {
        () if cfg!(target_os = "macos") => folders.home_dir().join("Library/Application Support"),
        () if cfg!(windows) => folders.home_dir().join("AppData").join("Roaming"),
        () => folders.config_dir(),
    };
    Ok(base.join(FOLDER))
}

/// Reads the file; nothing is stored if there is none.
///
/// # Errors
///
/// If it cannot be read, or is not what it should be.
pub fn read() -> Result<Credentials, Failure> {
    let Ok(path) = path() else {
        return Ok(Credentials::default());
    };
    match fs::read(&path) {
        Ok(text) => serde_json::from_slice(&text).map_err(|_| {
            Failure::new(format!("{}: not a file of credentials", path.display()))
                .remedy("`firecrawl login` writes it anew")
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Credentials::default()),
        Err(error) => Err(Failure::file(&path, &error)),
    }
}

/// Writes the file, readable by its owner only.
///
/// # Errors
///
/// If it cannot be written; the old one is unchanged then.
pub fn write(credentials: &Credentials) -> Result<PathBuf, Failure> {
    let path = path()?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let text =
        serde_json::to_vec_pretty(credentials).map_err(|error| Failure::new(error.to_string()))?;
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        // A temporary file is its owner's alone, and keeps that when it gets its name.
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(&text)?;
        file.write_all(b"\n")?;
        file.persist(&path)?;
        Ok(())
    };
    write().map_err(|error| Failure::file(&path, &error))?;
    Ok(path)
}

/// Deletes the file; returns false if there was none.
///
/// # Errors
///
/// If it cannot be deleted.
pub fn delete() -> Result<bool, Failure> {
    let path = path()?;
    match fs::remove_file(&path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::file(&path, &error)),
    }
}
