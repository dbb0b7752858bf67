//! Whether Smart App Control guards this machine.
use super::Engine;
use crate::guidance::doctor::SmartAppControl;

const KEY: &str = r"SYSTEM\CurrentControlSet\Control\CI\Policy";
const STATE: &str = "VerifiedAndReputablePolicyState";

impl Engine {
    /// `None` if it is off, or not part of this system.
    pub(super) fn smart_app_control(&self) -> Option<SmartAppControl> {
        let root = self.setup.test_registry().map_or_else(|| "HKLM".to_owned(), |key| format!(r"HKCU\{key}\machine"));
        self.setup.registry.number(&format!(r"{root}\{KEY}"), STATE).and_then(SmartAppControl::of)
    }
}
