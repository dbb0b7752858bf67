//! The system package manager that installed Go, and its command to remove it.
use std::path::Path;

use fs_err as fs;

use super::{ChangedBy, Installation, Surroundings, real};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageManager {
    /// Also its command.
    pub name: &'static str,
    pub removal: String,
}

/// A package manager: its command, the places of its Go trees, a folder that it keeps, and the command that removes Go.
struct KnownManager(&'static str, &'static [&'static str], &'static str, &'static str);

const KNOWN: [KnownManager; 7] = [
    KnownManager("snap", &["snap/go"], "snap", "sudo snap remove go"),
    KnownManager("brew", &["opt/homebrew", "usr/local/Cellar", "home/linuxbrew"], "", "brew uninstall go"),
    KnownManager("apt", &["usr/lib", "usr/share"], "var/lib/dpkg/info", "sudo apt remove golang-go"),
    KnownManager("pacman", &["usr/lib"], "var/lib/pacman", "sudo pacman -R go"),
    KnownManager("apk", &["usr/lib"], "lib/apk/db", "sudo apk del go"),
    KnownManager("dnf", &["usr/lib"], "var/lib/dnf", "sudo dnf remove golang"),
    KnownManager("rpm", &["usr/lib"], "var/lib/rpm", "sudo rpm -e golang"),
];

/// `None` if there is none, or if it is unknown.
pub fn package_manager(around: &Surroundings<'_>, found: &Installation) -> Option<PackageManager> {
    let disk = around.disk;
    let root = real(&found.root);
    let is_its = |KnownManager(_, trees, kept, _): &&KnownManager| {
        trees.iter().any(|tree| root.starts_with(real(&disk.join(tree)))) && disk.join(kept).is_dir()
    };
    let KnownManager(name, _, kept, removal) =
        KNOWN.iter().find(is_its).filter(|_| found.changed_by == ChangedBy::PackageManager)?;
    let on_disk = || Some(Path::new("/").join(root.strip_prefix(real(disk)).ok()?).join("bin/go"));
    let package = (*name == "apt").then(|| debian_package(&disk.join(kept), &on_disk()?)).flatten();
    let removal = package.map_or((*removal).to_owned(), |package| format!("sudo apt remove {package}"));
    Some(PackageManager { name, removal })
}

fn debian_package(lists: &Path, program: &Path) -> Option<String> {
    let has_it = |list: &Path| {
        let files = fs::read_to_string(list).unwrap_or_default();
        files.lines().any(|file| Path::new(file) == program)
    };
    let names = fs::read_dir(lists).ok()?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut packages = names.filter_map(|name| Some(name.strip_suffix(".list")?.to_owned()));
    let package = packages.find(|name| name.starts_with("go") && has_it(&lists.join(format!("{name}.list"))))?;
    Some(package.split(':').next().unwrap_or(&package).to_owned())
}
