//! What in Windows refuses to start a program, by the error of `CreateProcessW`. The engine compiles this file, too.

/// A guard of Windows that refuses to start programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusedBy {
    Scanner,
    /// A software restriction policy, or `AppLocker`.
    Restriction,
    /// App Control for Business, or Smart App Control.
    AppControl,
}

impl RefusedBy {
    /// The guard that an error is from; `None` if it has another cause. Sources:
    /// <https://learn.microsoft.com/windows/win32/debug/system-error-codes>, and `winerror.h` for codes above 4559.
    pub(crate) fn of(code: i32) -> Option<Self> {
        match code {
            // ERROR_VIRUS_INFECTED and _DELETED
            225 | 226 => Some(Self::Scanner),
            // ERROR_ACCESS_DISABLED_…
            786 | 1260 | 1277 | 1278 => Some(Self::Restriction),
            // ERROR_SYSTEM_INTEGRITY_…
            4550..=4559 | 4580..=4582 => Some(Self::AppControl),
            _ => None,
        }
    }
}
