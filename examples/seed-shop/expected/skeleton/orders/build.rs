//! Compiles the messages of gRPC; no `protoc` is needed. Follows the architecture; change nothing here by hand.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder per interface.
#[rustfmt::skip]
const INTERFACES: &[&str] = &[
    "inventory",
    "loyalty",
    "orders",
    "payment",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    for interface in INTERFACES {
        compile(interface, &out.join(interface))?;
    }
    Ok(())
}

/// Definitions of services are only checked: the code for their procedures needs no generator.
fn compile(interface: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut messages = Vec::new();
    for file in fs::read_dir(Path::new("proto").join(interface))? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match name.ends_with(".proto") {
            true if name.starts_with("service") => drop(protox::compile([&path], ["proto"])?),
            true => messages.push(path),
            false => {}
        }
    }
    messages.sort();
    let descriptors = protox::compile(messages, ["proto"])?;
    fs::create_dir_all(out)?;
    prost_build::Config::new()
        .out_dir(out)
        .include_file("mod.rs")
        .compile_fds(descriptors)?;
    Ok(())
}
