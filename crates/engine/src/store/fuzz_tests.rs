//! For fuzzing: archives, and the list of their files.
use std::borrow::Cow;
use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::growing::Growing;
use super::manifest::{Manifest, ManifestFile};
use super::unpack::{
    BUNDLE, END_BYTES, Format, UnpackError, Unpacked, ZipListing, ZipParts, directory_start, unpack, unpack_bundle,
    unpack_parts,
};
use crate::base::digest::Sha256;
use crate::base::module;
use crate::base::report::Cancel;
use crate::machine::effect;
use crate::machine::platform::FileMode;

/// The lines of a list, with a correct digest after them.
pub(crate) fn manifest(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    Manifest::parse(&text);
    let sealed = format!("{text}end {}\n", Sha256::of(text.as_bytes()));
    if let Some(manifest) = Manifest::parse(&sealed) {
        assert_eq!(Manifest::parse(&manifest.text()).as_ref(), Some(&manifest));
        assert!(manifest.files().iter().all(|file| manifest.find(&file.path) == Some(file)));
        manifest.bytes();
    }
}

pub(crate) fn tar_gz(bytes: &[u8]) {
    unpacked(Format::TarGz, bytes);
}

/// A tar, which is compressed here, because a change would only damage the gzip stream.
pub(crate) fn tar(bytes: &[u8]) {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    if let Some(packed) = gzip.write_all(bytes).ok().and_then(|()| gzip.finish().ok()) {
        unpacked(Format::TarGz, &packed);
    }
}

/// A zip that is unpacked has the same files for another reader.
pub(crate) fn zip(bytes: &[u8]) {
    let in_tree = |name: &str| name.strip_prefix("go/").map(str::to_owned);
    same_in_other_reader(bytes, unpacked(Format::Zip, bytes).as_ref(), in_tree);
}

/// A bundle that is unpacked has the same files for another reader.
pub(crate) fn bundle(bytes: &[u8]) {
    let in_tree = |name: &str| Some(name.strip_prefix(BUNDLE)?.strip_prefix('/')?.to_owned());
    let unpacked = unpacked_by(bytes, |growing, tree| unpack_bundle(growing, tree, &Cancel::default()));
    same_in_other_reader(bytes, unpacked.as_ref(), in_tree);
}

pub(crate) fn module_zip(bytes: &[u8]) {
    let in_tree = |name: &str| {
        let (_, path) = name.strip_prefix(module::MODULE)?.split_once('/')?;
        Some(module::in_tree(path).into_owned())
    };
    same_in_other_reader(bytes, unpacked(Format::ModuleZip, bytes).as_ref(), in_tree);
}

/// Files fetched as parts, because nothing is installed, are those of the whole zip, except the unprovable ones.
pub(crate) fn zip_parts(bytes: &[u8]) {
    const NAME: &str = "go1.99.windows-amd64.zip";
    let total = bytes.len() as u64;
    let cut = |range: &Range<u64>| {
        let (start, end) = (usize::try_from(range.start).ok()?, usize::try_from(range.end).ok()?);
        bytes.get(start..end)
    };
    let end = cut(&(total.saturating_sub(END_BYTES)..total)).unwrap_or_default();
    let Ok(start) = directory_start(NAME, end, total) else { return };
    let Ok(listing) = ZipListing::parse(NAME, cut(&(start..total)).unwrap_or_default(), total) else { return };
    let (manifest, base, cancel) = (Manifest::default(), Path::new("nothing is here"), Cancel::default());
    let missing = listing.missing_in(base, &manifest, &cancel).unwrap_or_default();
    assert_eq!(missing.len() as u64, listing.files());
    let ranges = listing.ranges(&missing);
    assert!(ranges.is_sorted_by(|one, other| one.end < other.start));
    assert!(ranges.last().is_none_or(|last| last.end <= start));
    let pieces: Vec<u8> = ranges.iter().filter_map(cut).flatten().copied().collect();
    let parts = ZipParts { listing: &listing, missing: &missing, ranges: &ranges, base, manifest: &manifest };
    let from_parts = unpacked_by(&pieces, |growing, tree| unpack_parts(&parts, growing, tree, &cancel, &|_, _| {}));
    if let Some(whole) = unpacked(Format::Zip, bytes) {
        let is_proven = |file: &&ManifestFile| !module::is_left_out(&file.path);
        let expected = Manifest::new(whole.manifest.files().iter().filter(is_proven).cloned().collect());
        assert_eq!(from_parts.map(|unpacked| unpacked.manifest), Some(expected));
    }
}

/// The `zip` crate finds the same files, unless it cannot read the archive.
fn same_in_other_reader(bytes: &[u8], unpacked: Option<&Unpacked>, in_tree: impl Fn(&str) -> Option<String>) {
    let (Some(unpacked), Ok(mut archive)) = (unpacked, zip::ZipArchive::new(Cursor::new(bytes))) else { return };
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let Ok(mut file) = archive.by_index(index) else { return };
        let Ok(name) = file.name().map(Cow::into_owned) else { return };
        let mut content = Vec::new();
        if file.is_file() && file.read_to_end(&mut content).is_ok() {
            let path = in_tree(&name).unwrap_or(name);
            files.push(content_of(path, &content));
        }
    }
    assert!(unpacked.manifest.has_content_of(&Manifest::new(files)));
}

fn content_of(path: String, content: &[u8]) -> ManifestFile {
    ManifestFile { path, size: content.len() as u64, mode: FileMode::Plain, sha256: Sha256::of(content) }
}

fn unpacked(format: Format, bytes: &[u8]) -> Option<Unpacked> {
    unpacked_by(bytes, |growing, tree| unpack(format, growing, tree, &Cancel::default(), &|_, _| {}))
}

/// Unpacks into a new folder. Whatever happens, nothing is written next to it, and all in it is a file or a folder. A
/// tree that is complete has exactly the files of its manifest.
fn unpacked_by(
    bytes: &[u8],
    unpack: impl FnOnce(&Growing, &Path) -> Result<Unpacked, UnpackError>,
) -> Option<Unpacked> {
    let folder = effect::create_work_folder("fuzz").ok()?;
    let (archive, tree) = (folder.join("archive"), folder.join("tree"));
    let written = effect::create_dir_all(&tree)
        .and_then(|()| effect::create_new_file(&archive))
        .and_then(|mut file| effect::append(&mut file, bytes));
    let growing = Growing::complete(&archive, bytes.len() as u64);
    let result = written.ok().map(|()| unpack(&growing, &tree));
    let mut beside: Vec<_> = names(&folder);
    beside.sort();
    assert_eq!(beside, ["archive", "tree"]);
    let mut files = Vec::new();
    walk(&tree, "", &mut files);
    effect::remove_work_folder(&folder);
    let unpacked = result?.ok()?;
    assert!(unpacked.manifest.has_content_of(&Manifest::new(files)));
    Some(unpacked)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs_err::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn walk(folder: &Path, above: &str, files: &mut Vec<ManifestFile>) {
    for name in names(folder) {
        let (path, full) = (format!("{above}{name}"), folder.join(&name));
        let kind = full.symlink_metadata().map(|metadata| metadata.file_type()).ok();
        if kind.is_some_and(|kind| kind.is_dir()) {
            walk(&full, &format!("{path}/"), files);
        } else {
            assert!(kind.is_some_and(|kind| kind.is_file()), "{path}");
            let content = fs_err::read(&full).unwrap_or_default();
            files.push(content_of(path, &content));
        }
    }
}
