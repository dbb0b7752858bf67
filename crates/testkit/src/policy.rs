//! What the elevated part of Upgo reads: a key that only administrators can write, one for the whole machine.
use std::fs::File;

use winreg::RegKey;
use winreg::enums::{HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY, KEY_WRITE};

const KEY: &str = r"Software\Policies\Upgo";
/// The value that says that a test has made the key.
const MARK: &str = "OfATest";

/// The policy of this machine for as long as it lives: other tests wait for their turn, and in the end the key is gone.
#[derive(Debug)]
pub struct Policy {
    _turn: File,
}

impl Policy {
    /// An empty policy. `None`, said aloud, where this account may not write it, where somebody else's is there, or where
    /// the machine is not one that tests may change as a whole.
    #[allow(clippy::print_stdout)] // a test says what it skips
    pub fn begin() -> Option<Self> {
        let turn = File::create(std::env::temp_dir().join("upgo-test-policy.lock")).unwrap();
        turn.lock().unwrap();
        if !is_for_tests() {
            println!("SKIPPED: this changes the whole machine; set UPGO_TEST_MACHINE=1 on one that may be changed");
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

    /// Sets a value.
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

/// Wine's machine is only for tests; of another one somebody has to say so.
fn is_for_tests() -> bool {
    let is_wine = machine().open_subkey_with_flags(r"Software\Wine", KEY_READ | KEY_WOW64_64KEY).is_ok();
    is_wine || std::env::var_os("UPGO_TEST_MACHINE").is_some()
}

/// A test that was killed leaves its mark with the rest.
fn is_of_somebody_else() -> bool {
    machine().open_subkey_with_flags(KEY, KEY_READ | KEY_WOW64_64KEY).is_ok_and(|key| key.get_raw_value(MARK).is_err())
}

fn machine() -> RegKey {
    RegKey::predef(HKEY_LOCAL_MACHINE)
}
