//! Every Go on a machine and its origin: machines as data, the same on every system.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use upgo_engine::base::target::Target;
use upgo_engine::environment::Syntax;
use upgo_engine::machine::home::Home;
use upgo_engine::machine::platform::{Access, EXECUTABLE};
use upgo_engine::which_go::inventory::{
    self, ChangedBy, Installation, Origin, Product, Scope, Surroundings, UninstallKeys, in_usual_places, places,
    products,
};
use upgo_engine::which_go::resolve;
use upgo_engine::which_go::toolchain::{Disk, Terminal, Upgo};

use crate::registry::Dump;

/// A machine: folders, environment, registry. Its user is `mei`.
struct Machine {
    disk: TempDir,
    variables: BTreeMap<&'static str, PathBuf>,
    registry: Dump,
    access: Access,
}

const AMD64: &str = "0567AE226CA41004FB924F8B77D51B0C";
const INTEL_32: &str = "AE4113C13C801E110959F7AC844210B9";

impl Machine {
    fn new() -> Self {
        let disk = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(disk.path().join("Users/mei")).unwrap();
        Self { disk, variables: BTreeMap::new(), registry: Dump::default(), access: Access::Denied }
    }

    /// A machine with the standard Windows variables.
    fn windows() -> Self {
        let mut machine = Self::new();
        for (name, folder) in [
            ("SystemDrive", ""),
            ("ProgramFiles", "Program Files"),
            ("ProgramFiles(x86)", "Program Files (x86)"),
            ("ProgramData", "ProgramData"),
            ("LOCALAPPDATA", "Users/mei/AppData/Local"),
            ("ChocolateyInstall", "ProgramData/chocolatey"),
        ] {
            machine.set(name, folder);
        }
        machine
    }

    fn set(&mut self, name: &'static str, folder: &str) {
        self.variables.insert(name, self.at(folder));
    }

    /// A folder of the machine, its links resolved.
    fn at(&self, folder: &str) -> PathBuf {
        let disk = std::fs::canonicalize(self.disk.path()).unwrap();
        let mut path = plain(&disk);
        path.extend(folder.split('/').filter(|part| !part.is_empty()));
        path
    }

    /// A tree of Go for Windows on amd64.
    fn tree(&self, folder: &str, version: &str) {
        self.tree_for(folder, version, 0x8664);
    }

    fn tree_for(&self, folder: &str, version: &str, machine: u16) {
        let root = self.at(folder);
        std::fs::create_dir_all(root.join("bin")).unwrap();
        std::fs::write(root.join("VERSION"), format!("{version}\ntime 2026-08-19T00:00:00Z\n")).unwrap();
        program(&root.join("bin").join(format!("go{EXECUTABLE}")), machine);
    }

    /// Registers a product as the installer does.
    fn register(&mut self, family: &str, view: u32, code: u32, values: &[(&str, &str)]) {
        let software = format!(r"HKLM{view}\SOFTWARE");
        // 0000000N is N0000000 when packed, and is reversed again when unpacked
        let (packed, guid) =
            (format!("{code}{}", "0".repeat(31)), format!("{{0000000{code}-0000-0000-0000-{:012}}}", 0));
        let family = format!(r"HKLM64\SOFTWARE\Classes\Installer\UpgradeCodes\{family}\{packed}");
        self.registry.0.insert(family, String::new());
        for (name, value) in values {
            let key = format!(r"{software}\Microsoft\Windows\CurrentVersion\Uninstall\{guid}\{name}");
            self.registry.0.insert(key, (*value).to_owned());
        }
    }

    fn products(&self) -> Vec<Product> {
        products(&self.registry, &UninstallKeys::default())
    }

    /// Inspects the machine. Nothing may be executed.
    fn look<T>(&self, use_it: impl FnOnce(&Surroundings<'_>) -> T) -> T {
        let (home, user) = (Home::new(self.at("upgo")), self.at("Users/mei"));
        use_it(&Surroundings {
            home: &home,
            user: Some(&user),
            disk: self.disk.path(),
            variable: &|name| self.variables.get(name).map(OsString::from),
            products: &self.products(),
            access: &|_| self.access,
            ask: &|program| panic!("{} was asked", program.display()),
        })
    }

    /// The Go that a terminal finds in one folder of its PATH.
    fn go_in(&self, folder: &Path) -> Installation {
        let terminal = Terminal { syntax: Syntax::NATIVE, path: Vec::new(), variables: BTreeMap::new(), folder: None };
        let upgo =
            Upgo { bin: self.at("upgo/bin"), toolchains: self.at("upgo/toolchains"), current: None, newest: None };
        let machine = upgo_engine::which_go::toolchain::Machine {
            files: &Disk,
            target: Target::new("windows", "amd64"),
            terminal,
            upgo,
        };
        self.look(|around| resolve::in_folder(around, &machine, folder)).unwrap().1
    }

    /// Every Go in the usual places.
    fn found(&self) -> Vec<Installation> {
        self.look(in_usual_places)
    }

    /// The only Go in the usual places.
    fn only(&self) -> Installation {
        let found = self.found();
        assert_eq!(found.len(), 1, "{found:#?}");
        found.into_iter().next().unwrap()
    }
}

fn plain(path: &Path) -> PathBuf {
    path.to_str().map_or_else(|| path.to_owned(), |text| text.strip_prefix(r"\\?\").unwrap_or(text).into())
}

/// The header of a program for Windows.
fn program(path: &Path, machine: u16) {
    let mut bytes = vec![0; 0x40];
    bytes[..2].copy_from_slice(b"MZ");
    bytes[0x3c] = 0x40;
    bytes.extend(b"PE\0\0");
    bytes.extend(machine.to_le_bytes());
    bytes.resize(0x40 + 24, 0);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    executable(path);
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(windows)]
fn executable(_path: &Path) {}

#[test]
fn the_location_of_a_go_reveals_its_origin() {
    const USER: (Scope, ChangedBy) = (Scope::User, ChangedBy::User);
    const ADMINISTRATORS: (Scope, ChangedBy) = (Scope::Machine, ChangedBy::Administrators);
    const PACKAGES: (Scope, ChangedBy) = (Scope::Machine, ChangedBy::PackageManager);
    const CACHE: (Scope, ChangedBy) = (Scope::User, ChangedBy::Nobody);
    for (folder, origin, whose) in [
        ("Program Files/Go", Origin::Msi, ADMINISTRATORS),
        ("Program Files (x86)/Go", Origin::Msi, ADMINISTRATORS),
        ("Go", Origin::Msi, ADMINISTRATORS),
        ("Users/mei/scoop/apps/go/1.26.5", Origin::Scoop, USER),
        ("ProgramData/scoop/apps/go/1.26.5", Origin::Scoop, ADMINISTRATORS),
        ("ProgramData/chocolatey/lib/golang/tools/go", Origin::Chocolatey, ADMINISTRATORS),
        ("tools/go", Origin::Chocolatey, ADMINISTRATORS),
        (
            "Users/mei/AppData/Local/Microsoft/WinGet/Packages/GoLang.Go.Portable_Microsoft.Winget.Source_8wekyb3d8bbwe/go",
            Origin::Winget,
            USER,
        ),
        ("Program Files/WinGet/Packages/GoLang.Go.Portable/go", Origin::Winget, ADMINISTRATORS),
        ("Users/mei/AppData/Local/mise/installs/go/1.26.5", Origin::Mise, USER),
        ("Users/mei/.local/share/mise/installs/go/1.26.5", Origin::Mise, USER),
        ("Users/mei/.vfox/cache/golang/v-1.26.5/golang-1.26.5", Origin::Vfox, USER),
        ("Users/mei/.version-fox/cache/golang/v-1.26.5/golang-1.26.5", Origin::Vfox, USER),
        ("Users/mei/.g/versions/1.26.5", Origin::G, USER),
        ("Users/mei/.go/.versions/1.26.5", Origin::G, USER),
        ("Users/mei/.go/go1.26.5", Origin::Goup, USER),
        ("Users/mei/.goup/go1.26.5", Origin::Goup, USER),
        ("Users/mei/.goenv/versions/1.26.5", Origin::Goenv, USER),
        ("Users/mei/.gvm/gos/go1.26.5", Origin::Gvm, USER),
        ("Users/mei/.asdf/installs/golang/1.26.5/go", Origin::Asdf, USER),
        ("Users/mei/sdk/go1.26.5", Origin::Goland, USER),
        ("Users/mei/sdk/go1.26.5/go", Origin::Goland, USER),
        ("Users/mei/go/go1.26.5", Origin::Goland, USER),
        ("Users/mei/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.26.5.windows-amd64", Origin::Gotoolchain, CACHE),
        ("msys64/ucrt64/lib/go", Origin::Msys2, PACKAGES),
        ("Users/mei/scoop/apps/msys2/current/mingw64/lib/go", Origin::Msys2, PACKAGES),
        ("usr/lib/go-1.26", Origin::Package, PACKAGES),
        ("usr/lib/golang", Origin::Package, PACKAGES),
        ("snap/go/current", Origin::Package, PACKAGES),
        ("opt/homebrew/opt/go/libexec", Origin::Package, PACKAGES),
        ("opt/homebrew/opt/go@1.26/libexec", Origin::Package, PACKAGES),
        ("usr/local/go", Origin::Zip, ADMINISTRATORS),
        ("Users/mei/AppData/Local/Programs/Go", Origin::Zip, (Scope::User, ChangedBy::Administrators)),
    ] {
        let machine = Machine::windows();
        machine.tree(folder, "go1.26.5");
        let found = machine.only();
        assert_eq!((found.origin, (found.scope, found.changed_by)), (origin, whose), "{folder}");
        assert_eq!(found.version.unwrap().as_str(), "go1.26.5", "{folder}");
        assert_eq!((found.root, found.arch.as_deref()), (machine.at(folder), Some("amd64")), "{folder}");
    }
}

#[test]
fn a_variable_can_move_the_location() {
    for (name, folder, origin) in [
        ("SCOOP", "apps/go/1.26.5", Origin::Scoop),
        ("SCOOP_GLOBAL", "apps/go/1.26.5", Origin::Scoop),
        ("MISE_DATA_DIR", "installs/go/1.26.5", Origin::Mise),
        ("VFOX_HOME", "cache/golang/v-1.26.5/golang-1.26.5", Origin::Vfox),
        ("G_HOME", "versions/1.26.5", Origin::G),
        ("GOUP_HOME", "go1.26.5", Origin::Goup),
        ("GOENV_ROOT", "versions/1.26.5", Origin::Goenv),
        ("GVM_ROOT", "gos/go1.26.5", Origin::Gvm),
        ("ASDF_DATA_DIR", "installs/golang/1.26.5/go", Origin::Asdf),
        ("GOMODCACHE", "golang.org/toolchain@v0.0.1-go1.26.5.linux-amd64", Origin::Gotoolchain),
    ] {
        let mut machine = Machine::new();
        machine.set(name, "elsewhere");
        machine.tree(&format!("elsewhere/{folder}"), "go1.26.5");
        assert_eq!(machine.only().origin, origin, "{name}");
    }
}

#[test]
fn golang_dl_is_recognized_by_its_marker_file() {
    let machine = Machine::new();
    machine.tree("Users/mei/sdk/go1.26.5", "go1.26.5");
    machine.tree("Users/mei/sdk/go1.27rc2", "go1.27rc2");
    std::fs::write(machine.at("Users/mei/sdk/go1.27rc2/.unpacked-success"), "").unwrap();
    let origins: Vec<_> =
        machine.found().into_iter().map(|found| (found.version.unwrap().to_string(), found.origin)).collect();
    assert_eq!(origins, [("go1.27rc2".to_owned(), Origin::GolangDl), ("go1.26.5".to_owned(), Origin::Goland)]);
}

#[test]
fn a_zip_on_path_belongs_to_the_owner_of_its_folder() {
    for (folder, access, whose) in [
        ("Go/sdk/go1.26.5", Access::Ordinary, (Scope::User, ChangedBy::User)),
        ("Go/sdk/go1.26.5", Access::Denied, (Scope::Machine, ChangedBy::Administrators)),
        ("Go/sdk/go1.26.5", Access::Elevated, (Scope::Machine, ChangedBy::Administrators)),
        ("Go/sdk/go1.26.5", Access::ReadOnly, (Scope::Machine, ChangedBy::Nobody)),
        ("Users/mei/tools/go", Access::Ordinary, (Scope::User, ChangedBy::User)),
        ("Users/mei/tools/go", Access::Elevated, (Scope::User, ChangedBy::User)),
        ("Users/mei/tools/go", Access::Denied, (Scope::User, ChangedBy::Administrators)),
    ] {
        let machine = Machine { access, ..Machine::new() };
        machine.tree(folder, "go1.26.5");
        let found = machine.go_in(&machine.at(folder).join("bin"));
        assert_eq!(
            (found.origin, found.scope, found.changed_by),
            (Origin::Zip, whose.0, whose.1),
            "{folder} {access:?}"
        );
    }
}

#[test]
fn the_architecture_is_that_of_the_program_not_of_the_machine() {
    let (arm, intel) = (Target::new("windows", "arm64"), Target::new("windows", "amd64"));
    for (machine, arch, on_arm, on_intel) in [
        (0x8664, Some("amd64"), Some(false), Some(true)),
        (0xaa64, Some("arm64"), Some(true), Some(false)),
        (0x014c, Some("386"), Some(false), Some(false)),
        (0xffff, None, None, None),
    ] {
        let lab = Machine::windows();
        lab.tree_for("Program Files/Go", "go1.26.5", machine);
        let found = lab.only();
        assert_eq!(found.arch.as_deref(), arch);
        assert_eq!((found.is_native(&arm), found.is_native(&intel)), (on_arm, on_intel), "{arch:?}");
    }
}

#[test]
fn an_msi_is_recognized_in_any_folder() {
    let mut machine = Machine::windows();
    machine.tree("D/My Go", "go1.27.0");
    machine.tree_for("Program Files (x86)/Go", "go1.25.6", 0x014c);
    let (root, other) = (machine.at("D/My Go"), machine.at("Program Files (x86)/Go"));
    let location = format!("{}{}", root.display(), std::path::MAIN_SEPARATOR);
    machine.register(
        AMD64,
        64,
        1,
        &[
            ("DisplayName", "Go Programming Language amd64 go1.27.0"),
            ("DisplayVersion", "1.27.0"),
            ("InstallLocation", &location),
            ("InstallSource", r"C:\Users\mei\AppData\Local\Temp\WinGet\GoLang.Go.1.27.0\"),
            ("EstimatedSize", "265000"),
        ],
    );
    machine.register(
        INTEL_32,
        32,
        2,
        &[("DisplayName", "Go Programming Language 386 go1.25.6"), ("InstallLocation", &other.display().to_string())],
    );
    let products = machine.products();
    assert_eq!(products.len(), 2, "{products:#?}");
    assert!(products.iter().all(|product| !product.is_folder_gone()));
    let found: Vec<_> = machine.found().into_iter().map(|found| (found.root, found.origin, found.size_bytes)).collect();
    assert_eq!(found, [(root, Origin::Winget, Some(265_000 * 1024)), (other, Origin::Msi, None)]);
}

#[test]
fn the_version_is_read_from_the_display_name_not_the_display_version() {
    let mut machine = Machine::windows();
    let values = [("DisplayName", "Go Programming Language amd64 go1.27rc2"), ("DisplayVersion", "1.27.0")];
    machine.register(AMD64, 64, 1, &values);
    let products = machine.products();
    assert_eq!(products[0].version.as_ref().unwrap().as_str(), "go1.27rc2");
    assert_eq!((products[0].arch, products[0].by), ("amd64", Origin::Msi));
}

#[test]
fn a_registered_go_without_its_folder_is_recognized_and_not_listed() {
    let mut machine = Machine::windows();
    let gone = machine.at("Program Files/Go").display().to_string();
    let values = [("DisplayName", "Go Programming Language amd64 go1.26.5"), ("InstallLocation", gone.as_str())];
    machine.register(AMD64, 64, 1, &values);
    let products = machine.products();
    assert!(products[0].is_folder_gone());
    assert_eq!(products[0].code, "{00000001-0000-0000-0000-000000000000}");
    assert_eq!(machine.found(), []);
    machine.tree("Program Files/Go", "go1.26.5");
    assert!(!machine.products()[0].is_folder_gone());
}

#[test]
fn a_family_without_a_product_is_ignored() {
    let mut machine = Machine::windows();
    machine.register(AMD64, 64, 1, &[]);
    machine.register(AMD64, 64, 2, &[("DisplayName", "")]);
    let products = machine.products();
    assert_eq!(products.len(), 1, "a code without a product");
    assert_eq!((products[0].version.clone(), products[0].root.clone()), (None, None));
    assert!(products[0].is_folder_gone());
}

#[test]
fn shims_are_resolved_to_their_tree_without_executing_them() {
    let machine = Machine::windows();
    machine.tree("Users/mei/scoop/apps/go/1.26.5", "go1.26.5");
    let shims = machine.at("Users/mei/scoop/shims");
    program(&shims.join(format!("go{EXECUTABLE}")), 0x8664);
    let target = machine.at("Users/mei/scoop/apps/go/1.26.5/bin").join(format!("go{EXECUTABLE}"));
    std::fs::write(shims.join("go.shim"), format!("path = \"{}\"\r\n", target.display())).unwrap();
    let found = machine.go_in(&shims);
    assert_eq!((found.origin, found.root), (Origin::Scoop, machine.at("Users/mei/scoop/apps/go/1.26.5")));

    machine.tree("msys64/ucrt64/lib/go", "go1.26.0");
    program(&machine.at("msys64/usr/bin/msys-2.0.dll"), 0x8664);
    program(&machine.at("msys64/ucrt64/bin").join(format!("go{EXECUTABLE}")), 0x8664);
    let found = machine.go_in(&machine.at("msys64/ucrt64/bin"));
    assert_eq!((found.origin, found.version.unwrap().as_str()), (Origin::Msys2, "go1.26.0"));
}

#[test]
fn scripts_on_path_are_resolved_to_their_tree_without_executing_them() {
    let machine = Machine::windows();
    machine.tree("Users/mei/sdk/go1.26.5", "go1.26.5");
    let (folder, tree) = (machine.at("Users/mei/scripts"), machine.at("Users/mei/sdk/go1.26.5"));
    let is_windows = !EXECUTABLE.is_empty();
    let script = folder.join(if is_windows { "go.cmd" } else { "go" });
    program(&script, 0x8664); // with the permissions of a program
    let go = tree.join("bin").join(format!("go{EXECUTABLE}"));
    let text = if is_windows {
        format!("@\"{}\" %*\r\n", go.display())
    } else {
        format!("#!/bin/sh\nexec \"{}\" \"$@\"\n", go.display())
    };
    std::fs::write(&script, text).unwrap();
    let found = machine.go_in(&folder);
    assert_eq!((found.version.unwrap().as_str(), found.root), ("go1.26.5", tree));
}

#[test]
fn each_go_is_found_once() {
    let mut machine = Machine::windows();
    machine.set("SCOOP", "Users/mei/scoop");
    machine.set("ProgramW6432", "Program Files");
    machine.tree("Users/mei/scoop/apps/go/1.26.5", "go1.26.5");
    machine.tree("Program Files/Go", "go1.27.0");
    let found = machine.found();
    assert_eq!(found.len(), 2, "{found:#?}");
    let doubled = found.iter().chain(&found).cloned();
    assert_eq!(inventory::foreign(doubled), found);
}

#[test]
fn the_package_manager_is_named_with_its_command_to_remove_go() {
    for (tree, kept, name, removal) in [
        ("usr/lib/go-1.19", "var/lib/dpkg/info", "apt", "sudo apt remove golang-1.19-go"),
        ("usr/lib/go", "var/lib/dpkg/info", "apt", "sudo apt remove golang-go"),
        ("usr/lib/go", "var/lib/pacman", "pacman", "sudo pacman -R go"),
        ("usr/lib/go", "lib/apk/db", "apk", "sudo apk del go"),
        ("usr/lib/golang", "var/lib/dnf", "dnf", "sudo dnf remove golang"),
        ("snap/go/10748", "", "snap", "sudo snap remove go"),
        ("home/linuxbrew/.linuxbrew/opt/go/libexec", "", "brew", "brew uninstall go"),
    ] {
        let machine = Machine::new();
        machine.tree(tree, "go1.19.8");
        let kept = machine.at(kept);
        std::fs::create_dir_all(&kept).unwrap();
        std::fs::write(kept.join("golang-1.19-src.list"), "/usr/lib/go-1.19/src\n").unwrap();
        std::fs::write(kept.join("golang-1.19-go.list"), "/.\n/usr/lib/go-1.19/bin/go\n").unwrap();
        let found = machine.only();
        let manager = machine.look(|around| inventory::package_manager(around, &found)).unwrap();
        assert_eq!((manager.name, manager.removal.as_str()), (name, removal), "{tree}");
    }
    let machine = Machine::new();
    machine.tree("usr/local/go", "go1.27.3");
    std::fs::create_dir_all(machine.at("var/lib/dpkg/info")).unwrap();
    assert_eq!(machine.look(|around| inventory::package_manager(around, &machine.only())), None, "unpacked by hand");
}

#[test]
fn invalid_files_in_the_usual_places_are_ignored() {
    let machine = Machine::windows();
    std::fs::create_dir_all(machine.at("Users/mei/sdk/go1.26.5")).unwrap();
    std::fs::write(machine.at("Users/mei/scoop"), "a file").unwrap();
    std::fs::create_dir_all(machine.at("usr/lib/go-1.26/bin").join(format!("go{EXECUTABLE}"))).unwrap();
    assert_eq!(machine.found(), []);
    machine.tree("Program Files/Go", "devel go1.28-f99f\u{fffd}");
    std::fs::write(machine.at("Program Files/Go/VERSION"), [0xff; 300]).unwrap();
    assert_eq!(machine.only().version, None);
}

#[test]
fn every_known_location_has_a_source() {
    for place in places() {
        assert!(place.source.starts_with("https://"), "{place:?}");
        assert!(!place.trees.is_empty(), "{place:?}");
        let wants_base = |pattern: &str| ["~/", "/", "%"].iter().any(|begin| pattern.starts_with(begin));
        assert!(place.trees.iter().all(|tree| wants_base(tree.0)), "{place:?}");
    }
}
