//! The part of the registry that belongs to one test.
use winreg::enums::{
    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, KEY_ALL_ACCESS, KEY_WOW64_64KEY, REG_EXPAND_SZ, REG_SZ, RegType,
};
use winreg::{RegKey, RegValue};

/// A value as stored: whether its type is `REG_EXPAND_SZ` rather than `REG_SZ`, and its bytes.
pub type Value = (bool, Vec<u8>);

/// Reads the value `name` of `key` (below HKCU).
pub fn get(key: &str, name: &str) -> Option<Value> {
    let key = RegKey::predef(HKEY_CURRENT_USER).open_subkey(key).ok()?;
    let value = key.get_raw_value(name).ok()?;
    assert!(matches!(value.vtype, RegType::REG_SZ | RegType::REG_EXPAND_SZ), "{value:?}");
    Some((value.vtype == REG_EXPAND_SZ, value.bytes.into_owned()))
}

/// Writes the value `name` of `key` (below HKCU).
pub fn set(key: &str, name: &str, value: Value) {
    let (key, _) = RegKey::predef(HKEY_CURRENT_USER).create_subkey(key).unwrap();
    let vtype = if value.0 { REG_EXPAND_SZ } else { REG_SZ };
    key.set_raw_value(name, &RegValue { bytes: value.1.into(), vtype }).unwrap();
}

/// Writes the number `name` of `key` (below HKCU).
pub fn set_number(key: &str, name: &str, number: u32) {
    let (key, _) = RegKey::predef(HKEY_CURRENT_USER).create_subkey(key).unwrap();
    key.set_value(name, &number).unwrap();
}

/// Deletes `key` (below HKCU) with everything in it, if it exists.
pub fn delete(key: &str) {
    RegKey::predef(HKEY_CURRENT_USER).delete_subkey_all(key).ok();
}

/// Deletes a test's key of the machine, in the 64-bit view: `SOFTWARE\UpgoTest\NAME`.
pub fn delete_of_machine(name: &str) {
    let tests = RegKey::predef(HKEY_LOCAL_MACHINE)
        .open_subkey_with_flags(r"SOFTWARE\UpgoTest", KEY_ALL_ACCESS | KEY_WOW64_64KEY);
    if let Ok(tests) = tests {
        tests.delete_subkey_all(name).ok();
    }
}
