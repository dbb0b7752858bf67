//! The Go in a folder of PATH: unpacked there, or behind a shim or a script.
use upgo_engine::machine::platform::{Access, EXECUTABLE};
use upgo_engine::which_go::inventory::{ChangedBy, Origin, Scope};

use super::machine::{Machine, program};

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
        let mut machine = Machine::new();
        machine.access = access;
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
