use std::fmt;

use super::RegistryValue;
use crate::machine::platform;

/// Read access. A key begins with `HKCU\`, or with `HKLM64\` or `HKLM32\` for the view of 64-bit or 32-bit programs.
pub trait Registry: fmt::Debug + Send + Sync {
    /// None if the key is missing.
    fn value_names(&self, key: &str) -> Vec<String>;
    /// None if the key is missing.
    fn key_names(&self, _key: &str) -> Vec<String> {
        Vec::new()
    }
    fn text(&self, key: &str, name: &str) -> Option<String>;
    fn number(&self, key: &str, name: &str) -> Option<u32>;
    /// Why the values of a key cannot be read although it is there; `None` if they can, or if it is missing.
    fn why_unreadable(&self, _key: &str) -> Option<String> {
        None
    }
    fn is_there(&self) -> bool {
        true
    }
}

#[derive(Clone, Copy, Debug)]
pub struct SystemRegistry;

impl Registry for SystemRegistry {
    fn value_names(&self, key: &str) -> Vec<String> {
        platform::registry_value_names(key).unwrap_or_default()
    }

    fn key_names(&self, key: &str) -> Vec<String> {
        platform::registry_key_names(key).unwrap_or_default()
    }

    fn why_unreadable(&self, key: &str) -> Option<String> {
        platform::registry_value_names(key).err().map(|error| error.to_string())
    }

    fn text(&self, key: &str, name: &str) -> Option<String> {
        let (kind, bytes) = platform::registry_get(key, name).ok()??;
        Some(String::from_utf16_lossy(&RegistryValue { kind, bytes }.text().ok()?))
    }

    fn number(&self, key: &str, name: &str) -> Option<u32> {
        let (kind, bytes) = platform::registry_get(key, name).ok()??;
        (kind == REG_DWORD).then(|| bytes.try_into().map(u32::from_le_bytes).ok())?
    }

    fn is_there(&self) -> bool {
        platform::HAS_REGISTRY
    }
}

const REG_DWORD: u32 = 4;
