//! Upgo's own programs: where they are, and who updates them.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::base::digest::Sha256;
use crate::base::words::{Sentence, Statement};
use crate::machine::home::Home;
use crate::machine::platform::{Access, EXECUTABLE, program_name, with_long_names};

const COMMAND: &str = "upgo";
const DESKTOP: &str = "upgo-desktop";
/// A library that the window needs on Windows, unless it is part of the program.
const LOADER: &str = "WebView2Loader.dll";
/// A file of the package for Windows Installer, next to the programs.
const MARKER: &str = "installed-by";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPrograms {
    pub command: PathBuf,
    /// `None` if it is not installed.
    pub desktop: Option<PathBuf>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProgram {
    pub name: String,
    /// When the plan was made; `None` if there is no such file.
    pub was: Option<Sha256>,
}

/// The names of the files that a package of Upgo may contain, the command line first.
pub(crate) fn own_names() -> [String; 3] {
    [format!("{COMMAND}{EXECUTABLE}"), format!("{DESKTOP}{EXECUTABLE}"), LOADER.to_owned()]
}

impl OwnPrograms {
    /// Starts from the running program `this`. The installer for Windows puts the command line into the home and the
    /// window into the folder `installed`; elsewhere they are next to each other.
    pub fn locate(this: &Path, home: &Home, installed: Option<&Path>) -> Self {
        let [command, desktop, _] = own_names();
        let is_desktop = program_name(this).eq_ignore_ascii_case(DESKTOP);
        let beside = |name: &str| this.with_file_name(name);
        let first = |places: [Option<PathBuf>; 2]| places.into_iter().flatten().find(|place| place.is_file());
        if is_desktop {
            let in_home = home.bin().join(&command);
            let found = first([Some(in_home.clone()), Some(beside(&command))]);
            return Self { command: found.unwrap_or(in_home), desktop: Some(this.to_owned()) };
        }
        let desktop = first([installed.map(|folder| folder.join(&desktop)), Some(beside(&desktop))]);
        Self { command: this.to_owned(), desktop }
    }

    /// In the order in which they are replaced: the command line comes last.
    pub fn folders(&self) -> Vec<(PathBuf, Vec<OwnProgram>)> {
        let [command, desktop, loader] = own_names();
        let parent = |path: &Path| path.parent().map(Path::to_owned);
        let of = |folder: &Path, names: &[&String]| {
            let program =
                |name: &&String| OwnProgram { name: (*name).clone(), was: Sha256::of_file(&folder.join(name)).ok() };
            names.iter().map(program).collect::<Vec<_>>()
        };
        let of_command = parent(&self.command);
        let of_desktop = self.desktop.as_deref().and_then(parent);
        let (Some(of_command), of_desktop) = (of_command, of_desktop) else { return Vec::new() };
        match of_desktop {
            None => vec![(of_command.clone(), of(&of_command, &[&command]))],
            Some(same) if same == of_command => {
                vec![(of_command.clone(), of(&of_command, &[&loader, &desktop, &command]))]
            }
            Some(other) => vec![
                (other.clone(), of(&other, &[&loader, &desktop])),
                (of_command.clone(), of(&of_command, &[&command])),
            ],
        }
    }
}

worded! {
    /// Who updates Upgo's programs, if not Upgo itself.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
    pub enum Owner {
        /// The packages of Debian and Ubuntu.
        Dpkg = UpgoByDpkg;
        /// The packages of Fedora, openSUSE and the like.
        Rpm = UpgoByRpm;
        /// The packages of Arch Linux.
        Pacman = UpgoByPacman;
        Snap = UpgoBySnap;
        Nix = UpgoByNix;
        Homebrew = UpgoByHomebrew;
        /// Nobody: an AppImage is one file that cannot be changed.
        AppImage = UpgoByAppImage;
        Scoop = UpgoByScoop;
        Chocolatey = UpgoByChocolatey;
        Winget = UpgoByWinget;
        /// The administrators of the machine.
        Administrators = UpgoByAdministrators;
        /// Nobody: the file system is read-only.
        ReadOnly = UpgoReadOnly;
        /// A developer, who built it.
        Developer = UpgoDeveloper;
    }
    /// As a clause.
    pub fn what(self) -> Sentence;
}

impl Owner {
    pub fn command(self) -> Option<&'static str> {
        match self {
            // pacman itself updates no package of the AUR
            Self::Pacman => Some("yay -S upgo-bin"),
            Self::Snap => Some("sudo snap refresh upgo"),
            Self::Homebrew => Some("brew upgrade upgo"),
            Self::Scoop => Some("scoop update upgo"),
            Self::Chocolatey => Some("choco upgrade upgo"),
            Self::Winget => Some("winget upgrade upgo"),
            // no repository has the packages for dpkg and rpm
            Self::Dpkg
            | Self::Rpm
            | Self::Nix
            | Self::AppImage
            | Self::Administrators
            | Self::ReadOnly
            | Self::Developer => None,
        }
    }

    /// As a sentence.
    pub fn next(self) -> Statement {
        match (self, self.command()) {
            (Self::Pacman, Some(command)) => say!(RunOrAurHelper { command }),
            (_, Some(command)) => say!(RunCommand { command }),
            (Self::Dpkg | Self::Rpm, _) => Sentence::ReplacePackage.into(),
            (Self::AppImage, _) => Sentence::ReplaceAppImage.into(),
            (Self::Nix, _) => Sentence::UpdateNix.into(),
            (Self::Administrators, _) => Sentence::AskOrInstallOwn.into(),
            (Self::Developer, _) => Sentence::BuildOrInstallRelease.into(),
            _ => Sentence::InstallWritable.into(),
        }
    }

    /// Who updates the program at `path`, if not Upgo itself. Reads only files, and starts nothing. `exists` looks for
    /// the records of package managers.
    pub fn of(
        path: &Path,
        variable: &dyn Fn(&str) -> Option<OsString>,
        exists: &dyn Fn(&Path) -> bool,
        access: Access,
    ) -> Option<Self> {
        if variable("APPIMAGE").is_some() && variable("APPDIR").is_some_and(|mounted| path.starts_with(mounted)) {
            return Some(Self::AppImage);
        }
        let text = with_long_names(path).to_string_lossy().replace('\\', "/").to_lowercase();
        let contains = |part: &str| text.contains(part);
        let places = [
            ("/scoop/apps/", Self::Scoop),
            ("/chocolatey/", Self::Chocolatey),
            ("/microsoft/winget/packages/", Self::Winget),
            ("/cellar/", Self::Homebrew),
            ("/caskroom/", Self::Homebrew),
            ("/nix/store/", Self::Nix),
        ];
        if let Some((_, owner)) = places.into_iter().find(|(part, _)| contains(part)) {
            return Some(owner);
        }
        if exists(&path.with_file_name(MARKER)) {
            return Some(Self::Administrators);
        }
        if text.starts_with("/snap/") {
            return Some(Self::Snap);
        }
        let is_of_system = ["/usr/", "/opt/", "/bin/"].iter().any(|start| text.starts_with(start));
        if is_of_system && !text.starts_with("/usr/local/") {
            return Some(Self::of_package(exists));
        }
        match access {
            Access::Denied => Some(Self::Administrators),
            Access::ReadOnly => Some(Self::ReadOnly),
            // An installation for all users, in a terminal of an administrator.
            Access::Elevated if contains("/program files") => Some(Self::Administrators),
            _ if is_built(path, exists) => Some(Self::Developer),
            Access::Ordinary | Access::Elevated => None,
        }
    }

    fn of_package(exists: &dyn Fn(&Path) -> bool) -> Self {
        let records = [
            ("/var/lib/dpkg/info/upgo.list", Self::Dpkg),
            ("/var/lib/pacman/local", Self::Pacman),
            ("/usr/lib/sysimage/rpm", Self::Rpm),
            ("/var/lib/rpm", Self::Rpm),
        ];
        let found = records.into_iter().find(|(record, _)| exists(Path::new(record)));
        found.map_or(Self::Administrators, |(_, owner)| owner)
    }
}

/// Whether cargo put it there: in `debug` or `release`, next to the folder `deps`.
fn is_built(path: &Path, exists: &dyn Fn(&Path) -> bool) -> bool {
    let Some(folder) = path.parent() else { return false };
    let is_profile = folder.file_name().is_some_and(|name| name == "debug" || name == "release");
    is_profile && exists(&folder.join("deps"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(path: &str, variables: &[(&str, &str)], records: &[&str], access: Access) -> Option<Owner> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(own, _)| *own == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let exists = |path: &Path| records.iter().any(|record| Path::new(record) == path);
        Owner::of(Path::new(path), &variable, &exists, access)
    }

    #[test]
    fn who_updates_upgo_follows_from_its_place() {
        use Access::{Denied, Elevated, Ordinary, ReadOnly};
        let unset: &[(&str, &str)] = &[];
        let mounted: &[(&str, &str)] = &[("APPIMAGE", "/home/me/Upgo.AppImage"), ("APPDIR", "/tmp/.mount_UpgoX")];
        let none: &[&str] = &[];
        let dpkg: &[&str] = &["/var/lib/dpkg/info/upgo.list", "/var/lib/rpm"];
        let built: &[&str] = &["/src/upgo/target/debug/deps"];
        let msi: &[&str] = &["/D/Tools/Upgo/installed-by"];
        let (rpm, pacman): (&[&str], &[&str]) = (&["/var/lib/rpm"], &["/var/lib/pacman/local"]);
        for (path, variables, records, access, expected) in [
            (r"C:\Users\me\AppData\Local\Upgo\bin\upgo.exe", unset, none, Ordinary, None),
            (r"C:\Users\me\scoop\apps\upgo\current\upgo.exe", unset, none, Ordinary, Some(Owner::Scoop)),
            (r"C:\ProgramData\chocolatey\lib\upgo\upgo.exe", unset, none, Elevated, Some(Owner::Chocolatey)),
            (
                r"C:\Users\me\AppData\Local\Microsoft\WinGet\Packages\Upgo\upgo.exe",
                unset,
                none,
                Ordinary,
                Some(Owner::Winget),
            ),
            (r"C:\Program Files\Upgo\upgo.exe", unset, none, Denied, Some(Owner::Administrators)),
            (r"C:\Program Files\Upgo\upgo.exe", unset, none, Elevated, Some(Owner::Administrators)),
            // Windows Installer, in a folder that this user can write to
            ("/D/Tools/Upgo/upgo.exe", unset, msi, Ordinary, Some(Owner::Administrators)),
            ("/D/Tools/Upgo/upgo-desktop.exe", unset, msi, Elevated, Some(Owner::Administrators)),
            ("/D/Tools/upgo.exe", unset, msi, Ordinary, None),
            ("/home/me/.local/bin/upgo", unset, none, Ordinary, None),
            ("/home/me/.local/bin/upgo", mounted, none, Ordinary, None),
            ("/tmp/.mount_UpgoX/usr/bin/upgo", mounted, none, ReadOnly, Some(Owner::AppImage)),
            ("/usr/local/bin/upgo", unset, dpkg, Elevated, None),
            ("/usr/bin/upgo", unset, dpkg, Elevated, Some(Owner::Dpkg)),
            ("/usr/bin/upgo", unset, rpm, Denied, Some(Owner::Rpm)),
            ("/usr/bin/upgo", unset, pacman, Denied, Some(Owner::Pacman)),
            ("/usr/bin/upgo", unset, none, Denied, Some(Owner::Administrators)),
            ("/snap/upgo/1/bin/upgo", unset, none, ReadOnly, Some(Owner::Snap)),
            ("/nix/store/abc-upgo/bin/upgo", unset, none, ReadOnly, Some(Owner::Nix)),
            ("/opt/homebrew/Cellar/upgo/1/bin/upgo", unset, none, Ordinary, Some(Owner::Homebrew)),
            ("/mnt/cd/upgo", unset, none, ReadOnly, Some(Owner::ReadOnly)),
            ("/src/upgo/target/debug/upgo", unset, built, Ordinary, Some(Owner::Developer)),
            ("/home/me/release/upgo", unset, none, Ordinary, None),
        ] {
            assert_eq!(owner(path, variables, records, access), expected, "{path}");
        }
        assert_eq!((Owner::Rpm.command(), Owner::Rpm.next()), (None, Sentence::ReplacePackage.into()));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn both_programs_are_found_from_either() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("home"));
        let installed = folder.path().join("Programs");
        let [command, desktop, _] = own_names();
        std::fs::create_dir_all(home.bin()).unwrap();
        std::fs::create_dir_all(&installed).unwrap();
        let (command, desktop) = (home.bin().join(command), installed.join(desktop));
        for program in [&command, &desktop] {
            std::fs::write(program, "x").unwrap();
        }
        let both = OwnPrograms { command: command.clone(), desktop: Some(desktop.clone()) };
        assert_eq!(OwnPrograms::locate(&command, &home, Some(&installed)), both);
        assert_eq!(OwnPrograms::locate(&desktop, &home, None), both);
        let alone = OwnPrograms { command: command.clone(), desktop: None };
        assert_eq!(OwnPrograms::locate(&command, &home, None), alone);
        let folders: Vec<_> = both.folders().into_iter().map(|(folder, _)| folder).collect();
        assert_eq!(folders, [installed, home.bin()], "the command line is replaced last");
    }
}
