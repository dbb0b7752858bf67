use std::path::Path;

use super::index::{Index, ListedFile};
use super::{MirrorError, MirrorRules};
use crate::base::archive::is_plain;
use crate::base::module::{MODULE, module_version};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::machine::effect;
use crate::released::catalog::ReleaseRequest;
use crate::released::signature::ENDING;

#[derive(Clone, Copy)]
pub struct Prune<'a> {
    pub folder: &'a Path,
    /// If there are none, the rules pick them.
    pub keep: &'a [ReleaseRequest],
    pub rules: &'a MirrorRules<'a>,
    /// Whether to report only what would be removed.
    pub is_rehearsal: bool,
}

/// The result of removing releases from a mirror.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pruned {
    /// The versions that stay, newest first.
    pub kept: Vec<Version>,
    /// The files that were removed, or would be with `--dry-run`.
    pub removed: Vec<PrunedFile>,
    /// The size of these files in bytes.
    pub freed_bytes: u64,
}

/// A file that was removed from a mirror.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrunedFile {
    /// Its path in the mirror, with the parts separated by `/`.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
}

/// Also removes archives that the list does not name, such as those of an interrupted run. The list is replaced before
/// anything is deleted, so it names only files that are there at every moment. Files that no mirror has stay.
pub fn prune(wanted: &Prune<'_>) -> Result<Pruned, MirrorError> {
    let folder = wanted.folder;
    let mut index = Index::open(folder)?;
    let versions = index.versions();
    let kept = kept(wanted, &versions)?;
    if kept.is_empty() {
        return Err(MirrorError::NothingLeft { folder: folder.to_owned() });
    }
    index.keep_only(&kept);
    let files: Vec<ListedFile> = index.files().collect();
    let listed: Vec<&str> = files.iter().map(|file| file.archive.filename.as_str()).collect();
    let records: Vec<String> = files.iter().map(|file| record_name(&file.version, &file.target)).collect();
    let removed = unlisted(folder, &listed)?.into_iter().chain(unlisted_records(folder, &records)?);
    let removed = removed.map(|path| PrunedFile { size: length(&folder.join(&path)), path });
    let removed: Vec<PrunedFile> = removed.collect();
    let freed_bytes = removed.iter().map(|file| file.size).sum();
    if !wanted.is_rehearsal {
        if kept.len() < versions.len() {
            index.write(folder)?;
        }
        for file in &removed {
            let path = folder.join(&file.path);
            effect::remove_file(&path).map_err(MirrorError::disk(path))?;
        }
    }
    Ok(Pruned { kept, removed, freed_bytes })
}

fn kept(wanted: &Prune<'_>, newest_first: &[Version]) -> Result<Vec<Version>, MirrorError> {
    if wanted.keep.is_empty() {
        return Ok(wanted.rules.pick(newest_first).into_iter().cloned().collect());
    }
    let mut kept = Vec::new();
    for request in wanted.keep {
        let found = request.pick(newest_first).ok_or_else(|| MirrorError::NotInMirror {
            request: request.to_string(),
            folder: wanted.folder.to_owned(),
        })?;
        kept.push(found.clone());
    }
    kept.sort_by(|a, b| b.cmp(a));
    kept.dedup();
    Ok(kept)
}

/// The archives and signatures in a folder that are not among the `listed` archives and their signatures.
fn unlisted(folder: &Path, listed: &[&str]) -> Result<Vec<String>, MirrorError> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(MirrorError::disk(folder))? {
        let entry = entry.map_err(MirrorError::disk(folder))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let archive = name.strip_suffix(ENDING).unwrap_or(&name);
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && is_release(archive) && !listed.contains(&archive) {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a name is that of the archive of a release, for any target.
fn is_release(filename: &str) -> bool {
    let stem = filename.strip_suffix(".tar.gz").or_else(|| filename.strip_suffix(".zip"));
    let parts = stem.filter(|_| is_plain(filename)).and_then(|stem| stem.rsplit_once('.'));
    parts.is_some_and(|(version, target)| Version::from_name(version).is_ok() && target.parse::<Target>().is_ok())
}

/// The records of toolchains, below each checksum database, that are not those of the listed archives.
fn unlisted_records(folder: &Path, listed: &[String]) -> Result<Vec<String>, MirrorError> {
    let (parent, name) = MODULE.rsplit_once('/').unwrap_or(("", MODULE));
    let mut found = Vec::new();
    for database in names_in(&folder.join("sumdb"))? {
        let lookup = format!("sumdb/{database}/lookup/{parent}");
        let names = names_in(&folder.join(&lookup))?.into_iter();
        let is_record = |record: &String| record.strip_prefix(name).is_some_and(|rest| rest.starts_with('@'));
        let others = names.filter(|record| is_record(record) && !listed.contains(record));
        found.extend(others.map(|record| format!("{lookup}/{record}")));
    }
    found.sort();
    Ok(found)
}

/// Empty if there is no such folder.
fn names_in(folder: &Path) -> Result<Vec<String>, MirrorError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs_err::read_dir(folder).map_err(MirrorError::disk(folder))?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

fn record_name(version: &Version, target: &Target) -> String {
    let name = MODULE.rsplit('/').next().unwrap_or(MODULE);
    format!("{name}@{}", module_version(version, target))
}

/// 0 if it is missing.
fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_archives_of_releases_are_removed() {
        for good in ["go1.27.3.linux-amd64.tar.gz", "go1.28rc1.windows-amd64.zip", "go1.21.0.linux-armv6l.tar.gz"] {
            assert!(is_release(good), "{good}");
        }
        for bad in [
            "go1.27.3.src.tar.gz", "gopher.zip", "go1.27.3.windows-amd64.msi", "index.json", "go.tar.gz",
            "go1.27.3.zip",
        ] {
            assert!(!is_release(bad), "{bad}");
        }
    }
}
