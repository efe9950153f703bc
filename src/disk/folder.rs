//! Folders: made when they are needed, and confirmed by the disk.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

/// A folder whose names the disk can be asked to confirm.
#[derive(Debug)]
pub struct Folder(Option<File>);

impl Folder {
    /// Opens a folder.
    pub fn open(folder: &Path) -> io::Result<Folder> {
        // In the system's own words where it is not there; and nothing else is opened, which could wait for ever.
        if !fs::metadata(folder)?.is_dir() {
            return Err(ErrorKind::NotADirectory.into());
        }
        match File::open(folder) {
            Ok(opened) => Ok(Folder(Some(opened))),
            // One that may be written but not listed; and any folder of a system that opens none.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(Folder(None)),
            Err(error) => Err(error),
        }
    }

    /// Has the disk confirm the names in it. A file system that can't say is taken at its word.
    pub fn confirm(&self) -> io::Result<()> {
        let cannot_say = |error: &io::Error| matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported);
        match self.0.as_ref().map_or(Ok(()), File::sync_all) {
            Err(error) if !cannot_say(&error) => Err(error),
            _ => Ok(()),
        }
    }
}

/// Has the disk confirm the names in a folder.
pub fn confirm(folder: &Path) -> io::Result<()> {
    Folder::open(folder)?.confirm()
}

/// The folder that a path stands in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder and those it stands in; the disk confirms each, or what is saved there goes with it.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if !folder.is_dir() => Err(error), // else somebody was quicker
        _ => confirm(folder_of(folder)),
    }
}
