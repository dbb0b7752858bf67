//! The policy that the elevated part of Upgo reads: a key of the whole machine that only administrators can write to.
use std::fs::File;

use winreg::RegKey;
use winreg::enums::{HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY, KEY_WRITE};

const KEY: &str = r"Software\Policies\Upgo";
/// The value that marks a key as made by a test.
const MARK: &str = "OfATest";

/// The policy of this machine while this value lives. Other tests wait, and the key is removed at the end.
#[derive(Debug)]
pub struct Policy {
    _turn: File,
}

/// Waits until no other test changes the registry of this machine, for the lifetime of the returned file. A test that
/// compares the real registry before and after needs this too.
pub fn turn() -> File {
    let turn = File::create(std::env::temp_dir().join("upgo-test-policy.lock")).unwrap();
    turn.lock().unwrap();
    turn
}

impl Policy {
    /// Creates an empty policy. Reports why and returns `None` if this account may not write it, if the machine has a
    /// policy already, or if tests must not change this machine.
    #[expect(clippy::print_stdout, reason = "a test reports that it was skipped")]
    pub fn begin() -> Option<Self> {
        let turn = turn();
        if !is_for_tests() {
            println!("SKIPPED: this changes the whole machine; set UPGO_TEST_MACHINE=1 if that is allowed");
            return None;
        }
        if is_of_somebody_else() {
            println!("SKIPPED: this machine has a policy for Upgo");
            return None;
        }
        let policy = Self { _turn: turn };
        clear();
        if let Err(error) = machine().create_subkey_with_flags(KEY, KEY_WRITE | KEY_WOW64_64KEY) {
            println!("SKIPPED: the policy of this machine cannot be written: {error}");
            return None;
        }
        policy.set(MARK, "1");
        Some(policy)
    }

    pub fn set(&self, name: &str, value: &str) -> &Self {
        let (key, _) = machine().create_subkey_with_flags(KEY, KEY_WRITE | KEY_WOW64_64KEY).unwrap();
        key.set_value(name, &value).unwrap();
        self
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        clear();
    }
}

fn clear() {
    if let Ok(parent) = machine().open_subkey_with_flags(r"Software\Policies", KEY_WRITE | KEY_WOW64_64KEY) {
        parent.delete_subkey_all("Upgo").ok();
    }
}

/// Whether tests may change this machine. Wine is only for tests; any other machine must be declared as one.
fn is_for_tests() -> bool {
    let is_wine = machine().open_subkey_with_flags(r"Software\Wine", KEY_READ | KEY_WOW64_64KEY).is_ok();
    is_wine || std::env::var_os("UPGO_TEST_MACHINE").is_some()
}

/// Whether the policy was not made by a test. A killed test leaves its mark with the rest.
fn is_of_somebody_else() -> bool {
    machine().open_subkey_with_flags(KEY, KEY_READ | KEY_WOW64_64KEY).is_ok_and(|key| key.get_raw_value(MARK).is_err())
}

fn machine() -> RegKey {
    RegKey::predef(HKEY_LOCAL_MACHINE)
}
