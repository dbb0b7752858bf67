//! The Go that Windows Installer has registered.
use upgo_engine::which_go::inventory::Origin;

use super::machine::Machine;

const AMD64: &str = "0567AE226CA41004FB924F8B77D51B0C";
const INTEL_32: &str = "AE4113C13C801E110959F7AC844210B9";

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
