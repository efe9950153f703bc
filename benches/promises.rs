//! The measured promises of the program.

fn main() {}
