//! The `costtui` binary.

fn main() -> std::process::ExitCode {
    costtui::cli::install_reports();
    costtui::cli::run(std::env::args_os())
}
