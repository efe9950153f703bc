//! The program as a script sees it, away from the folders of whoever runs the tests.

use assert_cmd::Command;

/// The binary with arguments, without the user's own catalog and sessions.
pub fn costtui<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_costtui"));
    command.env_remove("COSTTUI_CATALOG").env_remove("COSTTUI_SAVES");
    command.env("XDG_CONFIG_HOME", "/nowhere").env("XDG_DATA_HOME", "/nowhere");
    command.args(arguments);
    command
}
