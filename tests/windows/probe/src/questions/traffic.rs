//! Many small operations, as an installation and a busy reader of the switch make them.
#![expect(clippy::disallowed_methods, reason = "asks Windows itself, in the folder of the questions")]
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::renames::{Rename, move_file};
use crate::answer::{Ground, Value};

/// How many files are written and renamed. A scanner notices each.
const FILES: usize = 500;
/// How often a file is replaced, if there is time.
const REPLACEMENTS: usize = 500;
const PATIENCE: Duration = Duration::from_millis(1500);

/// Writes many small files, and renames their folder as soon as Windows permits it.
pub(super) fn small_files(ground: &Ground) -> io::Result<Value> {
    let folder = ground.folder.join("small files");
    fs::create_dir_all(&folder)?;
    let begun = Instant::now();
    for number in 0..FILES {
        fs::write(folder.join(format!("file{number}.go")), "package small\n".repeat(100))?;
    }
    let writing = begun.elapsed();
    let begun = Instant::now();
    let mut refusals = 0;
    let code = loop {
        let Err(error) = move_file(&folder, &folder.with_extension("renamed")) else { break 0 };
        if begun.elapsed() > PATIENCE {
            break error.raw_os_error().unwrap_or(-1);
        }
        refusals += 1;
        thread::sleep(Duration::from_millis(10));
    };
    Ok([
        ("writingMilliseconds", milliseconds(writing)),
        ("renameMilliseconds", milliseconds(begun.elapsed())),
        ("refusals", refusals),
        ("renameCode", code.into()),
    ]
    .into())
}

/// Replaces a file again and again while another thread reads it. Counts the successes and the errors of both.
pub(super) fn replacements(ground: &Ground, name: &str, rename: Rename) -> io::Result<Value> {
    let (file, new) = (ground.folder.join(name), ground.folder.join(format!("{name}.new")));
    fs::write(&file, "content")?;
    let stop = AtomicBool::new(false);
    let read = || {
        let mut codes = BTreeMap::new();
        while !stop.load(Ordering::Relaxed) {
            note(&mut codes, "reader", fs::read(&file).map(drop));
        }
        codes
    };
    let written = thread::scope(|scope| {
        let reader = thread::Builder::new().spawn_scoped(scope, read)?;
        let written = replace_often(&file, &new, rename);
        stop.store(true, Ordering::Relaxed);
        let mut codes = reader.join().unwrap_or_default();
        codes.extend(written?);
        Ok::<_, io::Error>(codes)
    })?;
    Ok(Value::Numbers(written))
}

fn replace_often(file: &Path, new: &Path, rename: Rename) -> io::Result<BTreeMap<String, i64>> {
    let mut codes = BTreeMap::new();
    let begun = Instant::now();
    for _ in 0..REPLACEMENTS {
        fs::write(new, "content")?;
        note(&mut codes, "writer", rename(new, file));
        if begun.elapsed() > PATIENCE {
            break;
        }
    }
    Ok(codes)
}

fn note(codes: &mut BTreeMap<String, i64>, who: &str, result: io::Result<()>) {
    let code = result.err().map_or(0, |error| error.raw_os_error().unwrap_or(-1));
    let what = if code == 0 { "succeeded".to_owned() } else { format!("error {code}") };
    *codes.entry(format!("{who} {what}")).or_insert(0) += 1;
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
