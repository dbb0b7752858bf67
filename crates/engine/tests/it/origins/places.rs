//! The Go in the usual places: its origin, and whose it is.
use upgo_engine::base::target::Target;
use upgo_engine::machine::platform::EXECUTABLE;
use upgo_engine::which_go::inventory::{self, ChangedBy, Origin, Scope, places};

use super::machine::Machine;

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
