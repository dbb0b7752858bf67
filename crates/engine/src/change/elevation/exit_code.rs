//! The exit codes of Windows Installer: <https://learn.microsoft.com/windows/win32/msi/error-codes>.
use crate::base::report::Code;
use crate::base::words::Sentence;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitMeaning {
    /// Whether the product is in the requested state.
    pub success: bool,
    pub restart: bool,
    pub code: Code,
    /// What happened, without a full stop.
    pub what: Sentence,
    pub next: Sentence,
}

macro_rules! verdicts {
    ($($exit:pat, $code:ident, $what:ident, $next:ident;)+) => {
        /// The meaning of an exit code of `msiexec`.
        pub fn verdict(exit: u32) -> ExitMeaning {
            let done = |restart, what, next| ExitMeaning { success: true, restart, code: Code::MsiRestart, what, next };
            let failed = |code, what, next| ExitMeaning { success: false, restart: false, code, what, next };
            match exit {
                0 => done(false, Sentence::Msi0, Sentence::Nothing),
                3010 => done(true, Sentence::Msi3010, Sentence::Msi3010Next),
                1641 => done(true, Sentence::Msi1641, Sentence::Msi1641Next),
                $($exit => failed(Code::$code, Sentence::$what, Sentence::$next),)+
            }
        }
    };
}

verdicts! {
    1602, Cancelled, Msi1602, Msi1602Next;
    1603, MsiFailed, Msi1603, Msi1603Next;
    1605, PlanMoved, Msi1605, Msi1605Next;
    1612, MsiPackage, Msi1612, Msi1612Next;
    1618, MsiBusy, Msi1618, Msi1618Next;
    1619, MsiPackage, Msi1619, Msi1619Next;
    1620, MsiPackage, Msi1620, Msi1620Next;
    1625, MsiPolicy, Msi1625, Msi1625Next;
    1633, MsiPackage, Msi1633, Msi1633Next;
    1638, MsiFailed, Msi1638, Msi1638Next;
    1639, MsiFailed, Msi1639, ReportWithDetails;
    1601, MsiFailed, Msi1601, Msi1601Next;
    1624, MsiPackage, Msi1624, ReportWithDetails;
    1925, MsiPolicy, Msi1925, Msi1925Next;
    _, MsiFailed, MsiOther, MsiOtherNext;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exit codes in `docs/internals/windows.md`.
    #[test]
    fn each_exit_code_has_its_own_words() {
        let numbers =
            [0, 3010, 1641, 1601, 1602, 1603, 1605, 1612, 1618, 1619, 1620, 1624, 1625, 1633, 1638, 1639, 1925];
        let mut words = numbers.map(|number| verdict(number).what).to_vec();
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
