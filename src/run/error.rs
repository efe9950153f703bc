//! Why the explorer could not go on, and why something did not work, in a line.

use crate::session::store::SaveError;
use crate::text::shown;
use std::io;
use std::path::PathBuf;

/// Why the explorer could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// There is no terminal to draw on.
    #[error("{0}")]
    NoTerminal(String),
    /// The session could not be written, but the journal beside it was.
    #[error("the last changes are not saved: {0}; they are kept beside it, and come back at the next start")]
    Noted(SaveError),
    /// The session could not be written where it belongs, so it went elsewhere.
    #[error("{error}; your session is {}", shown(elsewhere))]
    Elsewhere {
        /// Why not.
        error: SaveError,
        /// The file where it is now.
        elsewhere: PathBuf,
    },
    /// The session could not be written anywhere.
    #[error("the last changes are not saved: {0}")]
    NotSaved(SaveError),
    /// The session's file was changed by another program, so the session went beside it.
    #[error("{} was changed by another program and is left as it is; your session is {}", shown(path), shown(beside))]
    Beside {
        /// The file that was changed.
        path: PathBuf,
        /// Where the session is now.
        beside: PathBuf,
    },
    /// The terminal could not be read or written.
    #[error("the terminal: {0}")]
    Io(#[from] io::Error),
}

/// What fits the line below the panes.
pub(super) fn first_line(error: &impl ToString) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
