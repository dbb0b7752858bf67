//! The exit codes of Windows Installer.
//!
//! Source: <https://learn.microsoft.com/windows/win32/msi/error-codes>.
use crate::base::report::Code;

/// The meaning of an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitMeaning {
    /// Whether the product is in the requested state.
    pub success: bool,
    /// Whether Windows must be restarted.
    pub restart: bool,
    /// The error code for users.
    pub code: Code,
    /// What happened, without a full stop.
    pub what: &'static str,
    /// What to do.
    pub next: &'static str,
}

macro_rules! verdicts {
    ($($exit:pat, $code:ident, $what:literal, $next:literal;)+) => {
        /// The meaning of an exit code of `msiexec`.
        pub fn verdict(exit: u32) -> ExitMeaning {
            let done = |restart, what, next| ExitMeaning { success: true, restart, code: Code::MsiRestart, what, next };
            let failed = |code, what, next| ExitMeaning { success: false, restart: false, code, what, next };
            match exit {
                0 => done(false, "it succeeded", ""),
                3010 => done(true, "it succeeded, and Windows must be restarted", "Restart Windows when convenient."),
                1641 => done(true, "it succeeded, and Windows is restarting", "Save your work."),
                $($exit => failed(Code::$code, $what, $next),)+
            }
        }
    };
}

verdicts! {
    1602, Cancelled, "it was cancelled", "Run the command again to continue.";
    1603, MsiFailed, "the installation failed",
        "Close programs that use this Go and try again; the log shows the step that failed.";
    1605, PlanMoved, "this product is not installed", "Review the new plan and try again.";
    1612, MsiPackage, "the source of the installed product no longer exists",
        "Install the same version again with Upgo, then remove it.";
    1618, MsiBusy, "another installation is running",
        "Wait until it has finished (it may be Windows Update), and try again.";
    1619, MsiPackage, "the package cannot be opened", "Try again; a virus scanner may be using it.";
    1620, MsiPackage, "the file is not a package for Windows Installer", "Download it again.";
    1625, MsiPolicy, "a policy of this machine forbids it",
        "Ask your administrator, or install Go with Upgo for your account only, which needs no installer.";
    1633, MsiPackage, "the package is for another processor architecture", "Use the package for this machine.";
    1638, MsiFailed, "another version is installed, and this package does not replace it",
        "Remove the installed version first.";
    1639, MsiFailed, "its command line is invalid", "Report it with the details.";
    1601, MsiFailed, "the Windows Installer service cannot be reached",
        "Start the Windows Installer service (msiserver), and try again.";
    1624, MsiPackage, "a transform cannot be applied", "Report it with the details.";
    1925, MsiPolicy, "this account may not install for all users", "Confirm the prompt as an administrator.";
    _, MsiFailed, "it failed", "The log shows the step that failed.";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exit codes in `docs/internals/windows.md`.
    #[test]
    fn each_exit_code_has_its_own_words() {
        let numbers =
            [0, 3010, 1641, 1601, 1602, 1603, 1605, 1612, 1618, 1619, 1620, 1624, 1625, 1633, 1638, 1639, 1925];
        let mut words: Vec<&str> = numbers.map(|number| verdict(number).what).to_vec();
        words.push(verdict(1).what);
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), numbers.len() + 1);
        assert_eq!(numbers.map(verdict).into_iter().filter(|verdict| verdict.success).count(), 3);
        assert_eq!(numbers.map(verdict).into_iter().filter(|verdict| verdict.restart).count(), 2);
    }

    #[test]
    fn distinguishable_failures_have_their_own_codes() {
        for (number, code) in [
            (1602, Code::Cancelled),
            (1603, Code::MsiFailed),
            (1605, Code::PlanMoved),
            (1618, Code::MsiBusy),
            (1619, Code::MsiPackage),
            (1625, Code::MsiPolicy),
            (1925, Code::MsiPolicy),
            (0xC000_0005, Code::MsiFailed),
        ] {
            assert_eq!(verdict(number).code, code, "{number}");
        }
    }
}
