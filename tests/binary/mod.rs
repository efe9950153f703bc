//! The program as a script sees it, away from the folders of whoever runs the tests.

use assert_cmd::Command;

/// 2026-11-22, in seconds since 1970: what is old is old on this day.
const TODAY: &str = "1795305600";

/// The binary with arguments, without the user's own catalog and sessions.
pub fn costtui<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_costtui"));
    command.env_remove("COSTTUI_CATALOG").env_remove("COSTTUI_SAVES");
    command.env("XDG_CONFIG_HOME", "/nowhere").env("XDG_DATA_HOME", "/nowhere");
    command.env("SOURCE_DATE_EPOCH", TODAY);
    command.args(arguments);
    command
}
