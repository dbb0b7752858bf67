//! For fuzzing: the codes of Windows Installer.
use super::installer::{packed, unpacked};

pub(crate) fn product_code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    packed(&text);
    if let Some(code) = unpacked(&text) {
        assert_eq!(packed(&code), Some(text.to_ascii_uppercase()));
    }
}
