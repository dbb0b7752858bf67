//! The switch (`current`) and the names in `bin`: which toolchain is the user's Go.
use std::io;
use std::path::{Path, PathBuf};

use crate::base::bounded;
use crate::base::version::Version;
use crate::machine::acts::{self, ProgramFolders};
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform::{self, EXECUTABLE};

const PROGRAMS: [&str; 2] = ["go", "gofmt"];

fn places(home: &Home) -> ProgramFolders {
    ProgramFolders { bin: home.bin(), staging: home.staging(), follows: follows(home) }
}

pub(crate) fn follows(home: &Home) -> bool {
    home.follow_projects().is_file()
}

/// `None` if there is no such file.
pub(crate) fn follow_file(home: &Home) -> Option<String> {
    bounded::read_text(&home.follow_projects(), FOLLOWS_MAX).ok()
}

/// Whether [`follow`] has nothing to do. The file is its first or last effect, so `bin` matters only if it exists.
pub(crate) fn is_settled(home: &Home, text: Option<&str>) -> bool {
    let is_launcher = |program| acts::is_launcher_or_missing(&places(home), program);
    match text {
        Some(text) => follow_file(home).as_deref() == Some(text) && PROGRAMS.into_iter().all(is_launcher),
        None => !follows(home),
    }
}

/// Makes `go` follow the version files of folders, with this text in the file that says so, or no longer. Each step is one rename, and `go` works between them: a
/// launcher that finds no file `follow-projects` starts the current toolchain.
pub(crate) fn follow(home: &Home, text: Option<&str>) -> io::Result<()> {
    if let Some(text) = text {
        effect::replace(&home.follow_projects(), text.as_bytes())?;
        effect::share(&home.follow_projects())?; // whoever may run this `go` reads it
    }
    let places = ProgramFolders { follows: text.is_some(), ..places(home) };
    let is_there = |program: &&&str| home.bin().join(format!("{program}{EXECUTABLE}")).symlink_metadata().is_ok();
    PROGRAMS.iter().filter(is_there).try_for_each(|program| acts::put_name(&places, program, None, program))?;
    if text.is_none() {
        effect::remove_file(&home.follow_projects())?;
        effect::sync_dir(home.root())?;
    }
    Ok(())
}

/// The most bytes of the file `follow-projects` that are read, as by the launcher.
const FOLLOWS_MAX: u64 = 64 << 10;

/// `None` if there is no switch, or if it names no version.
pub(crate) fn current(home: &Home) -> io::Result<Option<Version>> {
    let name = acts::read_switch(&home.current())?;
    Ok(name.and_then(|name| Version::from_name(&name).ok()))
}

pub(crate) fn is_current(home: &Home, version: &Version) -> io::Result<bool> {
    Ok(current(home)?.as_ref() == Some(version))
}

/// Makes `version` the user's Go, or selects none. The names in `bin` are created first, so that `go` never points at a
/// switch that does not exist. The switch itself changes by one rename.
pub(crate) fn switch(home: &Home, version: Option<&Version>) -> io::Result<()> {
    switch_by(home, version, acts::point_link)
}

/// `point_link` creates the link for editors.
fn switch_by(
    home: &Home,
    version: Option<&Version>,
    point_link: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let Some(version) = version else {
        effect::remove_file(&home.current())?;
        if home.root().is_dir() {
            effect::sync_dir(home.root())?;
        }
        if is_link(&home.sdk()) {
            effect::remove_tree(&home.sdk()).ok(); // see below
        }
        return Ok(());
    };
    for program in PROGRAMS {
        acts::put_name(&places(home), program, None, program)?;
    }
    acts::write_switch(&home.current(), version.as_str())?;
    // This link is optional, and some volumes support none. `status` reports one that points elsewhere.
    point_link(&home.sdk(), &home.toolchain(version)).ok();
    Ok(())
}

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink())
}

/// `None` if the link for editors does not point to `version`.
pub(crate) fn sdk(home: &Home, version: &Version) -> Option<PathBuf> {
    let (link, tree) = (home.sdk(), home.toolchain(version));
    let resolved = |path: &Path| fs_err::canonicalize(path).ok();
    // A link that Upgo made has the same text, and resolving both takes twenty system calls.
    let has_text = fs_err::read_link(&link).is_ok_and(|target| target == tree) && tree.is_dir();
    let leads_there = || resolved(&link).is_some_and(|target| resolved(&tree) == Some(target));
    (has_text || leads_there()).then_some(link)
}

/// The name is `go1.27.3`. Go's toolchain switching looks for it on PATH before it downloads.
pub(crate) fn publish(home: &Home, version: &Version) -> io::Result<()> {
    acts::put_name(&places(home), version.as_str(), Some(version.as_str()), "go")
}

pub(crate) fn is_published(home: &Home, version: &Version) -> bool {
    home.bin().join(format!("{version}{EXECUTABLE}")).symlink_metadata().is_ok()
}

pub(crate) fn unpublish(home: &Home, version: &Version) -> io::Result<()> {
    acts::remove_name(&places(home), version.as_str())
}

/// The launchers in `bin`. Where programs are links, there are some only if `go` follows version files.
pub(crate) fn launchers(home: &Home) -> io::Result<Vec<String>> {
    let is_launcher = |name: &String| {
        let is_file = |path: PathBuf| path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let is_named = PROGRAMS.contains(&name.as_str()) || Version::from_name(name).is_ok();
        is_named && is_file(home.bin().join(format!("{name}{EXECUTABLE}")))
    };
    let names = names_in(&home.bin())?.into_iter().filter(is_launcher);
    Ok(names.map(|name| format!("{name}{EXECUTABLE}")).collect())
}

/// Including `upgo`. Running programs are left in place.
pub(crate) fn remove_all_names(home: &Home) -> io::Result<()> {
    let versions = names_in(&home.bin())?.into_iter().filter(|name| Version::from_name(name).is_ok());
    let own = PROGRAMS.into_iter().chain(["upgo"]).map(str::to_owned);
    for name in versions.chain(own) {
        match effect::remove_file(&home.bin().join(format!("{name}{EXECUTABLE}"))) {
            Err(error) if platform::is_blocked(&error) => {}
            result => result?,
        }
    }
    Ok(())
}

/// The names of the programs in a folder, without their extension.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let Ok(entries) = fs_err::read_dir(folder) else { return Ok(Vec::new()) };
    let name = |entry: io::Result<fs_err::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    let names: Vec<String> = entries.map(name).collect::<io::Result<_>>()?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(EXECUTABLE)).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(name: &str) -> Version {
        name.parse().unwrap()
    }

    #[test]
    fn the_switch_selects_the_last_version() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        assert_eq!(current(&home).unwrap(), None);
        for name in ["go1.26.6", "go1.27.3"] {
            switch(&home, Some(&version(name))).unwrap();
            assert_eq!(current(&home).unwrap(), Some(version(name)));
        }
        switch(&home, None).unwrap();
        assert_eq!(current(&home).unwrap(), None);
    }

    #[test]
    fn the_sdk_link_points_to_the_current_toolchain_if_the_volume_has_links() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        let versions = ["go1.26.6", "go1.27.3"].map(version);
        for version in &versions {
            effect::create_dir_all(&home.toolchain(version)).unwrap();
            switch(&home, Some(version)).unwrap();
            if !home.sdk().exists() {
                println!("SKIPPED: this volume has no links to folders (FAT, Wine)");
                return;
            }
            assert_eq!(sdk(&home, version), Some(home.sdk()));
        }
        assert_eq!(sdk(&home, &versions[0]), None, "it points to the other one now");
        switch(&home, None).unwrap();
        assert!(home.sdk().symlink_metadata().is_err());
        assert!(versions.iter().all(|version| home.toolchain(version).is_dir()), "its previous target stays");
    }

    #[test]
    fn switching_works_without_links_and_if_the_link_name_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let (home, version) = (Home::new(folder.path()), version("go1.27.3"));
        switch_by(&home, Some(&version), |_, _| Err(io::ErrorKind::Unsupported.into())).unwrap();
        assert_eq!((current(&home).unwrap(), sdk(&home, &version)), (Some(version.clone()), None));

        let theirs = home.sdk().join("theirs");
        effect::create_dir_all(&theirs).unwrap();
        switch(&home, Some(&version)).unwrap();
        assert_eq!(sdk(&home, &version), None);
        switch(&home, None).unwrap();
        assert!(theirs.is_dir(), "the user's folder stays");
    }

    #[test]
    fn publishes_and_unpublishes_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path());
        publish(&home, &version("1.27.3")).unwrap();
        assert!(is_published(&home, &version("1.27.3")));
        unpublish(&home, &version("1.27.3")).unwrap();
        assert!(!is_published(&home, &version("1.27.3")));
    }
}
