//! Files that are written as a whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Writes a file as a whole: whoever reads it sees the old one or the new one.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        // A pipe or device cannot be replaced.
        if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            return fs::write(path, content);
        }
        let mut file = new_file(folder)?;
        file.write_all(content)?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|error| Failure::file(path, &error))
}

/// Creates a temporary file with the permissions of any other new file.
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".firecrawl-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
