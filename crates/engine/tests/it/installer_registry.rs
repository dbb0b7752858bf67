//! The registrations of the official installer, in a real registry. Tests write only their own keys, and only read the
//! machine's.
use upgo_engine::environment::{Registry as _, SystemRegistry};
use upgo_engine::machine::platform::{access, registry_get, registry_set, registry_value_names};
use upgo_engine::which_go::inventory::{Origin, UninstallKeys, products};
use winreg::RegKey;
use winreg::enums::HKEY_CURRENT_USER;

const REG_SZ: u32 = 1;
const REG_DWORD: u32 = 4;

struct Registry(String);

impl Registry {
    fn new() -> Self {
        Self(format!(r"Software\UpgoTest-installer-{}", std::process::id()))
    }

    fn keys(&self) -> UninstallKeys {
        UninstallKeys {
            machine: [64, 32].map(|bits| format!(r"HKCU\{}\software{bits}", self.0)),
            user: format!(r"HKCU\{}\software", self.0),
        }
    }

    fn set(&self, key: &str, name: &str, text: &str) {
        let bytes: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        registry_set(&format!(r"HKCU\{}\{key}", self.0), name, REG_SZ, &bytes).unwrap();
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(&self.0).ok();
    }
}

#[test]
fn reads_everything_that_the_installer_registers() {
    let registry = Registry::new();
    assert_eq!(products(&SystemRegistry, &registry.keys()), [], "no key is no product");
    let (family, product) = ("AE4113C13C801E110959F7AC844210B9", "10000000000000000000000000000000");
    registry.set(&format!(r"software64\Classes\Installer\UpgradeCodes\{family}"), product, "");
    let key = r"software32\Microsoft\Windows\CurrentVersion\Uninstall\{00000001-0000-0000-0000-000000000000}";
    registry.set(key, "DisplayName", "Go Programming Language 386 go1.27rc2");
    registry.set(r"software\GoProgrammingLanguage", "installLocation", r"C:\no such\Jörg 测试\Go\");
    let size = 265_000_u32.to_le_bytes();
    registry_set(&format!(r"HKCU\{}\{key}", registry.0), "EstimatedSize", REG_DWORD, &size).unwrap();
    let found = products(&SystemRegistry, &registry.keys());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].arch, found[0].by, found[0].size_bytes), ("386", Origin::Msi, Some(265_000 * 1024)));
    assert_eq!(found[0].version.as_ref().unwrap().as_str(), "go1.27rc2");
    assert_eq!(found[0].root.as_ref().unwrap().to_str(), Some(r"C:\no such\Jörg 测试\Go"));
    assert!(found[0].is_folder_gone());
}

#[test]
fn both_views_of_the_machine_can_be_read() {
    let key = |view: &str| format!(r"{view}\SOFTWARE\Microsoft\Windows NT\CurrentVersion");
    assert!(SystemRegistry.text(&key("HKLM64"), "CurrentVersion").is_some());
    assert!(!registry_value_names(&key("HKLM64")).unwrap().is_empty());
    // A system without 32-bit programs may have no values there, but reading works.
    registry_get(&key("HKLM32"), "CurrentVersion").unwrap();
    registry_value_names(&key("HKLM32")).unwrap();
    assert_eq!(registry_value_names(r"HKLM64\SOFTWARE\No such key").unwrap(), [""; 0]);
    registry_value_names(r"HKEY\x").unwrap_err();
    products(&SystemRegistry, &UninstallKeys::default());
}

#[test]
fn the_permission_to_write_is_checked_without_writing() {
    use upgo_engine::machine::platform::Access;
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(access(folder.path()), Access::Ordinary | Access::Elevated));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(access(&folder.path().join("missing")), Access::Denied);
}
