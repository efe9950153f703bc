//! The `costtui` binary.

fn main() -> std::process::ExitCode {
    costtui::cli::run(std::env::args_os())
}
