//! The `costtui` binary.

fn main() {}
