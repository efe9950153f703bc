//! Lists the files of `catalog/`, so that the binary carries all of them and a new one needs no line of code.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut code = String::from(
        "/// Name and text of every file of the shipped catalog.\nstatic EMBEDDED: &[(&str, &str)] = &[\n",
    );
    for folder in ["catalog", "catalog/plans", "catalog/cards", "catalog/notes"] {
        println!("cargo::rerun-if-changed={folder}");
        for path in toml_files(&root.join(folder)) {
            let name = path.file_name().expect("a listed file has a name").to_string_lossy();
            writeln!(code, "    ({:?}, include_str!({:?})),", format!("{folder}/{name}"), path.display())
                .expect("a string takes all");
        }
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("embedded_catalog.rs");
    fs::write(out, code).expect("the build folder is writable");
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "toml"));
    paths.sort();
    paths
}
