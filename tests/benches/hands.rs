//! The parts of the engine that `npm run bench` measures separately (docs/internals/performance.md). Not shipped.
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use upgo_engine::base::archive::Archive;
use upgo_engine::base::report::{Cancel, ignore};
use upgo_engine::change::fetch::{self, Request};
use upgo_engine::machine::platform::{Confinement, HeldFolder, Whose};
use upgo_engine::machine::{effect, platform};
use upgo_engine::net::http::{Http, HttpConfig};
use upgo_engine::projects::{FileKind, Search, find};
use upgo_engine::store::LockHolder;
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, unpack};
use url::Url;

const USAGE: &str = "usage: hands inflate ARCHIVE | unpack ARCHIVE FOLDER [--sync] | receive URL SHA256 FOLDER \
    | read ARCHIVE SHA256 FOLDER | remove FOLDER \
    | confine FOLDER PROGRAM [ARGUMENT…] | find FOLDER MODULES";

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stderr, reason = "a program of its own, which prints its failure")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["inflate", archive] => inflate(Path::new(archive)),
        ["unpack", archive, folder] => unpack_file(Path::new(archive), Path::new(folder)),
        ["unpack", archive, folder, "--sync"] => unpack_file(Path::new(archive), Path::new(folder))
            .and_then(|()| Ok(platform::sync_tree(Path::new(folder))?)),
        ["receive", url, sha256, folder] => receive(url, sha256, Path::new(folder)),
        ["read", archive, sha256, folder] => read(Path::new(archive), sha256, Path::new(folder)),
        ["remove", folder] => effect::remove_tree(Path::new(folder)).map_err(Failure::from),
        ["confine", folder, program, ref arguments @ ..] => confine(Path::new(folder), program, arguments),
        ["find", folder, modules] => find_modules(Path::new(folder), modules),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Searches for modules, which must be as many.
fn find_modules(folder: &Path, modules: &str) -> Result<(), Failure> {
    let folders = [folder.to_owned()];
    let found = find(Search { folders: &folders, without: &[] }, &Cancel::default())?;
    let count = found.files.iter().filter(|file| file.kind == FileKind::GoMod).count();
    if count.to_string() == modules { Ok(()) } else { Err(format!("found {count} modules").into()) }
}

/// Inflates everything in memory with zlib-rs, and does nothing with it: a tar.gz in one thread, the entries of a zip in
/// as many as there are processors. No installation can be faster with this library.
fn inflate(path: &Path) -> Result<(), Failure> {
    let packed = std::fs::read(path)?;
    if Format::of(&path.to_string_lossy()) == Some(Format::TarGz) {
        return Ok(inflate_all(&mut flate2::bufread::GzDecoder::new(&packed[..]))?);
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(&packed))?;
    let mut entries = Vec::new();
    for index in 0..zip.len() {
        let entry = zip.by_index_raw(index)?;
        let start = usize::try_from(entry.data_start().ok_or("an entry without data")?)?;
        entries.push(start..start + usize::try_from(entry.compressed_size())?);
    }
    let (packed, next) = (&packed, AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let work = || -> io::Result<()> {
            while let Some(content) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                inflate_all(&mut flate2::bufread::DeflateDecoder::new(&packed[content.clone()]))?;
            }
            Ok(())
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| Ok(worker.join().map_err(|_| "inflating panicked")??))
    })
}

/// Reads to the end into one buffer, of the size that the engine uses.
fn inflate_all(stream: &mut impl Read) -> io::Result<()> {
    let mut buffer = vec![0; 512 << 10];
    while stream.read(&mut buffer)? > 0 {}
    Ok(())
}

fn unpack_file(archive: &Path, folder: &Path) -> Result<(), Failure> {
    let growing = Growing::complete(archive, archive.metadata()?.len());
    unpack_into(&archive.to_string_lossy(), &growing, folder)
}

fn unpack_into(filename: &str, growing: &Growing, folder: &Path) -> Result<(), Failure> {
    let format = Format::of(filename).ok_or("neither .tar.gz nor .zip")?;
    effect::create_dir_all(folder)?;
    unpack(format, growing, folder, &Cancel::default(), &|_, _| {})?;
    Ok(())
}

/// Downloads, hashes and unpacks at the same time, as an installation does; also archives for another system.
fn receive(url: &str, sha256: &str, folder: &Path) -> Result<(), Failure> {
    let url = Url::parse(url)?;
    let filename = url.path_segments().and_then(Iterator::last).unwrap_or_default().to_owned();
    let archive = Archive { filename: filename.clone(), sha256: Some(sha256.parse()?), size: None };
    let (cache, sources) = (folder.join("cache"), [url.join(".")?]);
    let holder = &LockHolder::of_this_process("bench", Timestamp::now());
    let request =
        Request { archive: &archive, sources: &sources, folder: &cache, step: 0, is_wanted: &|| true, holder };
    let (http, cancel) = (Http::new(HttpConfig::default()), Cancel::default());
    let growing = Growing::new(fetch::part_path(&cache, &archive));
    let tree = folder.join("tree");
    std::thread::scope(|scope| {
        let unpacked = scope.spawn(|| unpack_into(&filename, &growing, &tree).map_err(|error| error.to_string()));
        fetch::fetch(&http, &request, &growing, &cancel, &ignore)?;
        Ok(unpacked.join().map_err(|_| "unpacking panicked")??)
    })
}

/// Hashes an archive of this machine, and unpacks it at the same time, as an installation from a file does.
fn read(archive: &Path, sha256: &str, folder: &Path) -> Result<(), Failure> {
    let (sha256, cancel) = (sha256.parse()?, Cancel::default());
    std::thread::scope(|scope| {
        let unpacked = scope.spawn(|| unpack_file(archive, folder).map_err(|error| error.to_string()));
        fetch::local(archive, Some(sha256), 0, &cancel, &ignore)?;
        Ok(unpacked.join().map_err(|_| "unpacking panicked")??)
    })
}

/// Runs a program that may write only into the folder, with all cores.
fn confine(folder: &Path, program: &str, arguments: &[&str]) -> Result<(), Failure> {
    let may_write = vec![HeldFolder::open(folder)?];
    let limits = Confinement { may_write, of: Whose::Project, memory_bytes: 8 << 30, processes: 1024, cores: u32::MAX };
    let (mut command, cancel) = (Command::new(program), Cancel::default());
    let patience = Duration::from_mins(10);
    let end = effect::run_confined(command.args(arguments), &limits, patience, &cancel, &mut |_, _| {})?;
    if end.success { Ok(()) } else { Err(format!("{end:?}").into()) }
}
