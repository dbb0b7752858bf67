//! The parts of the engine that `npm run bench` measures on their own (docs/performance.md). Not shipped.
//!
//! `hands unpack ARCHIVE FOLDER [--sync]`, `hands remove FOLDER`, `hands nothing`
use std::path::Path;
use std::process::ExitCode;

use upgo_engine::effect;
use upgo_engine::platform;
use upgo_engine::report::Cancel;
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, unpack};

#[allow(clippy::print_stderr)] // a program of its own
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Box<dyn std::error::Error>> {
    match arguments {
        ["nothing"] => {}
        ["remove", folder] => effect::remove_tree(Path::new(folder))?,
        ["unpack", archive, folder, flags @ ..] => {
            let (archive, folder) = (Path::new(archive), Path::new(folder));
            let name = archive.file_name().unwrap_or_default().to_string_lossy();
            let format = Format::of(&name).ok_or("neither .tar.gz nor .zip")?;
            let growing = Growing::complete(archive, archive.metadata()?.len());
            effect::create_dir_all(folder)?;
            unpack(format, &growing, folder, &Cancel::default(), &|_, _| {})?;
            if flags.contains(&"--sync") {
                platform::sync_tree(folder)?;
            }
        }
        _ => return Err("usage: hands unpack ARCHIVE FOLDER [--sync] | remove FOLDER | nothing".into()),
    }
    Ok(())
}
