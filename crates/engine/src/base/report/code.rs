//! The stable error codes. docs/errors.md is generated from this file.
use serde::{Deserialize, Deserializer, Serialize};

use super::{Became, Remedy};
use crate::base::words::{CodeWords, Sentence, Statement};

macro_rules! codes {
    ($($name:ident, $text:literal, $exit:literal, $claim:ident, [$($remedy:ident),+];)+) => {
        /// A stable code, which is the same in the terminal, the window, the log, the exit status and the
        /// documentation. `text/en/codes.ftl` says what each one means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        pub enum Code {
            $(#[serde(rename = $text)] $name,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The text, `UPGO-…`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The exit status of the command line.
            pub fn exit(self) -> u8 {
                match self { $(Self::$name => $exit),+ }
            }

            /// What every use of the code guarantees about a change.
            pub fn claim(self) -> Claim {
                match self { $(Self::$name => Claim::$claim),+ }
            }

            /// The buttons in the window, the most helpful first. The window leaves out those that do not apply.
            pub fn remedies(self) -> &'static [Remedy] {
                match self { $(Self::$name => &[$(Remedy::$remedy),+]),+ }
            }

            const fn words(self) -> CodeWords {
                match self { $(Self::$name => CodeWords::$name),+ }
            }
        }
    };
}

codes! {
    Other, "UPGO-OTHER", 1, RolledBackLater, [TryAgain, Report];
    Usage, "UPGO-USAGE", 2, Untouched, [Report];
    RemoveCurrent, "UPGO-REMOVE-CURRENT", 2, Untouched, [Versions];
    SettingInvalid, "UPGO-SETTING-INVALID", 2, None, [Settings, SettingsFile];
    SetupInvalid, "UPGO-SETUP-INVALID", 2, Untouched, [Report];
    SetupLeftOut, "UPGO-SETUP-LEFT-OUT", 0, None, [Log];
    SetupCaution, "UPGO-SETUP-CAUTION", 0, None, [History];
    PolicyVersion, "UPGO-POLICY-VERSION", 15, Untouched, [Versions, Settings];
    PolicySetting, "UPGO-POLICY-SETTING", 15, Untouched, [Settings];
    PolicyMalformed, "UPGO-POLICY-MALFORMED", 15, None, [Settings];
    BackgroundUnsupported, "UPGO-BACKGROUND-UNSUPPORTED", 1, None, [BackgroundSettings];
    BackgroundOff, "UPGO-BACKGROUND-OFF", 1, None, [StartupApps, TryAgain, BackgroundSettings];
    BackgroundTaskOff, "UPGO-BACKGROUND-TASK-OFF", 1, None, [TryAgain, BackgroundSettings];
    BackgroundFailed, "UPGO-BACKGROUND-FAILED", 1, None, [TryAgain, BackgroundSettings, Report];
    NetOffline, "UPGO-NET-OFFLINE", 3, Dependents, [TryAgain, ProxySettings];
    NetTls, "UPGO-NET-TLS", 3, Dependents, [ProxySettings, ChooseCertificate, TryAgain];
    NetProxy, "UPGO-NET-PROXY", 3, Dependents, [ProxySettings, TryAgain];
    NetStatus, "UPGO-NET-STATUS", 3, Dependents, [TryAgain, TestMirror, MirrorSettings];
    NetFeed, "UPGO-NET-FEED", 3, Dependents, [TryAgain, GoDownloads, ProxySettings];
    NetFeedOlder, "UPGO-NET-FEED-OLDER", 3, None, [TryAgain, GoDownloads];
    NetFeedWithdrawn, "UPGO-NET-FEED-WITHDRAWN", 3, None, [TryAgain];
    NetVuln, "UPGO-NET-VULN", 3, None, [TryAgain, ProxySettings];
    VulnUnknown, "UPGO-VULN-UNKNOWN", 3, Untouched, [CheckNow];
    VulnAvoided, "UPGO-VULN-AVOIDED", 0, None, [Versions];
    ClockWrong, "UPGO-CLOCK-WRONG", 0, None, [History];
    VulnOtherLine, "UPGO-VULN-OTHER-LINE", 0, None, [Versions];
    VerifyDigest, "UPGO-VERIFY-DIGEST", 4, NotInstalled, [TryAgain, TestMirror, RemoveMirrors];
    VerifyNoDigest, "UPGO-VERIFY-NO-DIGEST", 4, Untouched, [Versions];
    VerifyNoManifest, "UPGO-VERIFY-NO-MANIFEST", 4, None, [Repair];
    VerifyRebuild, "UPGO-VERIFY-REBUILD", 4, Untouched, [TryAgain, Log];
    VerifyFeeds, "UPGO-VERIFY-FEEDS", 4, Untouched, [TryAgain, GoDownloads];
    VerifyVuln, "UPGO-VERIFY-VULN", 4, None, [TryAgain, Log];
    Permission, "UPGO-PERMISSION", 5, RolledBackLater, [TryAgain, OpenFolder];
    PermissionAccount, "UPGO-PERMISSION-ACCOUNT", 5, Untouched, [OpenFolder];
    HomeOnlyRead, "UPGO-HOME-ONLY-READ", 5, None, [OpenFolder];
    HomeForeign, "UPGO-HOME-FOREIGN", 5, Untouched, [OpenFolder];
    RehearsalBreaks, "UPGO-REHEARSAL-BREAKS", 14, RolledBackLater, [History, Settings];
    RehearsalLimited, "UPGO-REHEARSAL-LIMITED", 1, None, [Log];
    HookFailed, "UPGO-HOOK-FAILED", 16, RolledBackLater, [History, Settings, Log];
    HookRefused, "UPGO-HOOK-REFUSED", 5, Untouched, [Settings, Log];
    Busy, "UPGO-BUSY", 6, None, [TryAgain, History];
    FileBusy, "UPGO-FILE-BUSY", 6, RolledBackLater, [TryAgain, Log];
    GoManaged, "UPGO-GO-MANAGED", 1, Untouched, [WhyThisGo, Versions];
    GoUnmanaged, "UPGO-GO-UNMANAGED", 0, None, [Versions, WhyThisGo];
    VersionUnknown, "UPGO-VERSION-UNKNOWN", 7, Untouched, [Versions, CheckNow];
    VersionNoFile, "UPGO-VERSION-NO-FILE", 0, None, [Versions, CheckNow];
    VersionNotInstalled, "UPGO-VERSION-NOT-INSTALLED", 7, Untouched, [Versions];
    VersionDamaged, "UPGO-VERSION-DAMAGED", 7, None, [Repair];
    VersionSystem, "UPGO-VERSION-SYSTEM", 7, Untouched, [Versions];
    Terminal, "UPGO-TERMINAL", 7, Untouched, [TryAgain, Log];
    Command, "UPGO-COMMAND", 7, None, [TryAgain, Log];
    DiskFull, "UPGO-DISK-FULL", 8, RolledBackLater, [RemoveUnused, Caches, TryAgain];
    DiskFailed, "UPGO-DISK-FAILED", 8, RolledBackLater, [TryAgain, OpenFolder, Log];
    ArchiveDamaged, "UPGO-ARCHIVE-DAMAGED", 9, NotInstalled, [TryAgain, TestMirror, RemoveMirrors];
    ArchiveHostile, "UPGO-ARCHIVE-HOSTILE", 9, None, [GoDownloads];
    ActiveOther, "UPGO-ACTIVE-OTHER", 12, None, [Home, EditPath, WhyThisGo];
    GoMissing, "UPGO-GO-MISSING", 7, Untouched, [Versions];
    GoTooOld, "UPGO-GO-TOO-OLD", 1, None, [Versions, EditVariables];
    GoSetting, "UPGO-GO-SETTING", 1, None, [EditVariables, WhyThisGo];
    GoToolchainLine, "UPGO-GO-TOOLCHAIN-LINE", 1, None, [WhyThisGo, EditVariables];
    GoToolchainMissing, "UPGO-GO-TOOLCHAIN-MISSING", 1, None, [Versions, EditVariables];
    GoToolchainOther, "UPGO-GO-TOOLCHAIN-OTHER", 1, None, [EditPath, Versions];
    GoMod, "UPGO-GO-MOD", 1, None, [WhyThisGo];
    GoWork, "UPGO-GO-WORK", 1, None, [WhyThisGo, EditVariables];
    GoRoot, "UPGO-GO-ROOT", 1, None, [EditVariables];
    ProjectUnread, "UPGO-PROJECT-UNREAD", 1, Untouched, [WhyThisGo];
    ProjectEdit, "UPGO-PROJECT-EDIT", 1, Untouched, [WhyThisGo];
    ProjectLeftOut, "UPGO-PROJECT-LEFT-OUT", 0, None, [WhyThisGo];
    ProjectStays, "UPGO-PROJECT-STAYS", 0, None, [WhyThisGo];
    PinMinimum, "UPGO-PIN-MINIMUM", 0, None, [WhyThisGo];
    PinUnread, "UPGO-PIN-UNREAD", 0, None, [WhyThisGo];
    ProjectFile, "UPGO-PROJECT-FILE", 1, Untouched, [WhyThisGo];
    ToolUnknown, "UPGO-TOOL-UNKNOWN", 7, Untouched, [Versions];
    ToolRefused, "UPGO-TOOL-REFUSED", 1, None, [Log];
    ToolBuild, "UPGO-TOOL-BUILD", 1, None, [TryAgain, Log];
    CacheRefused, "UPGO-CACHE-REFUSED", 1, Untouched, [EditVariables, Log];
    CacheClean, "UPGO-CACHE-CLEAN", 8, None, [TryAgain, OpenFolder, Log];
    CacheCost, "UPGO-CACHE-COST", 0, None, [EditVariables];
    CacheLeft, "UPGO-CACHE-LEFT", 0, None, [Caches];
    Measure, "UPGO-MEASURE", 1, Untouched, [TryAgain, EditVariables];
    SmokeFailed, "UPGO-SMOKE-FAILED", 1, RolledBack, [TryAgain, Log, Report];
    ProgramBlocked, "UPGO-PROGRAM-BLOCKED", 0, None, [Health, Log];
    PlanMoved, "UPGO-PLAN-MOVED", 1, NotCarriedOut, [SeeNewPlan];
    PlanUnfinished, "UPGO-PLAN-UNFINISHED", 1, None, [LookAgain, History, Report];
    ChangeReplaced, "UPGO-CHANGE-REPLACED", 1, None, [History, Versions];
    UndoBlocked, "UPGO-UNDO-BLOCKED", 1, Untouched, [History];
    UndoPartial, "UPGO-UNDO-PARTIAL", 0, None, [History];
    PathRefused, "UPGO-PATH-REFUSED", 1, None, [EditPath, TryAgain];
    ProfileLeft, "UPGO-PROFILE-LEFT", 0, None, [EditPath, TryAgain];
    PathLeft, "UPGO-PATH-LEFT", 0, None, [EditPath, Settings];
    EnvUnheard, "UPGO-ENV-UNHEARD", 0, None, [LookAgain];
    EnvRefused, "UPGO-ENV-REFUSED", 1, None, [EditVariables, TryAgain];
    EnvGoroot, "UPGO-ENV-GOROOT", 0, None, [EditVariables];
    EnvHidden, "UPGO-ENV-HIDDEN", 0, None, [EditVariables];
    ElevateRefused, "UPGO-ELEVATE-REFUSED", 13, NotMade, [TryAgain];
    ElevateFailed, "UPGO-ELEVATE-FAILED", 5, NotMade, [TryAgain, Log, Report];
    ElevateList, "UPGO-ELEVATE-LIST", 5, Untouched, [EditVariables];
    ElevateUnattended, "UPGO-ELEVATE-UNATTENDED", 5, Untouched, [TryAgain];
    VerifyUnproven, "UPGO-VERIFY-UNPROVEN", 4, Untouched, [TryAgain, WithoutProof, ProxySettings];
    VerifyContradicts, "UPGO-VERIFY-CONTRADICTS", 4, Untouched, [ReportToGo, Log];
    VerifySignature, "UPGO-VERIFY-SIGNATURE", 4, Untouched, [TestMirror, RemoveMirrors, ReportToGo];
    VerifySigner, "UPGO-VERIFY-SIGNER", 4, None, [GoDownloads];
    MsiFailed, "UPGO-MSI-FAILED", 1, NotMade, [TryAgain, Log];
    MsiBusy, "UPGO-MSI-BUSY", 6, NotMade, [TryAgain];
    MsiPolicy, "UPGO-MSI-POLICY", 5, NotMade, [Versions];
    MsiPackage, "UPGO-MSI-PACKAGE", 9, NotMade, [TryAgain, GoDownloads];
    MsiRestart, "UPGO-MSI-RESTART", 0, None, [LookAgain];
    SystemMissing, "UPGO-SYSTEM-MISSING", 7, Untouched, [Versions];
    SystemUnsecured, "UPGO-SYSTEM-UNSECURED", 4, Untouched, [InstalledApps, EditPath];
    SystemUnfinished, "UPGO-SYSTEM-UNFINISHED", 1, None, [Versions];
    HomeDamaged, "UPGO-HOME-DAMAGED", 1, Untouched, [TryAgain, Health, OpenFolder];
    AuditLogWrite, "UPGO-AUDIT-LOG-WRITE", 8, None, [TryAgain, OpenFolder];
    AuditLogDamaged, "UPGO-AUDIT-LOG-DAMAGED", 4, None, [OpenFolder];
    SelfManaged, "UPGO-SELF-MANAGED", 2, Untouched, [Settings];
    SelfSignature, "UPGO-SELF-SIGNATURE", 4, Untouched, [TryAgain, ProxySettings, Report];
    SelfOlder, "UPGO-SELF-OLDER", 4, Untouched, [TryAgain, ProxySettings];
    SelfImplausible, "UPGO-SELF-IMPLAUSIBLE", 4, Untouched, [TryAgain, ProxySettings, Report];
    SelfStale, "UPGO-SELF-STALE", 3, None, [TryAgain, ProxySettings];
    SelfForeign, "UPGO-SELF-FOREIGN", 4, Untouched, [TryAgain, Report];
    SelfTrial, "UPGO-SELF-TRIAL", 1, NotMade, [TryAgain, Log, Report];
    Notify, "UPGO-NOTIFY", 1, None, [SystemNotifications, TryAgain, NotificationSettings];
    Recovered, "UPGO-RECOVERED", 0, None, [History];
    Cancelled, "UPGO-CANCELLED", 130, InProgress, [TryAgain];
    Deadline, "UPGO-DEADLINE", 124, InProgress, [TryAgain, Log];
}

/// What a code guarantees about a change if nothing more is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Claim {
    None,
    Untouched,
    /// What needs the server was not changed.
    Dependents,
    /// The change was rolled back, or it had not begun.
    NotMade,
    NotCarriedOut,
    NotInstalled,
    /// A change that ran was rolled back.
    InProgress,
    RolledBack,
    /// A change that failed is rolled back, or will be.
    RolledBackLater,
}

impl Claim {
    /// The claim as a sentence; `None` for [`Claim::None`].
    pub fn sentence(self) -> Option<Sentence> {
        Some(match self {
            Self::None => return None,
            Self::Untouched => Sentence::ClaimUntouched,
            Self::Dependents => Sentence::ClaimDependents,
            Self::NotMade => Sentence::ClaimNotMade,
            Self::NotCarriedOut => Sentence::ClaimNotCarriedOut,
            Self::NotInstalled => Sentence::ClaimNotInstalled,
            Self::InProgress => Sentence::ClaimInProgress,
            Self::RolledBack => Sentence::ClaimRolledBack,
            Self::RolledBackLater => Sentence::ClaimRolledBackLater,
        })
    }
}

impl Code {
    /// What happened, as a title without a full stop.
    pub fn what(self) -> Sentence {
        self.words().what
    }

    /// The state of a change, as far as every use of the code guarantees it, and the rest.
    pub fn means(self) -> Statement {
        self.joined(self.claim())
    }

    pub(super) fn means_after(self, became: Became) -> Statement {
        match became {
            Became::Untouched => self.joined(Claim::Untouched),
            Became::RolledBack => self.joined(Claim::RolledBack),
            Became::Unfinished => self.means(),
        }
    }

    /// What usually helps in the terminal.
    pub fn next(self) -> Sentence {
        self.words().next
    }

    /// What usually helps in the window, which has no commands.
    pub(crate) fn next_in_window(self) -> Sentence {
        self.words().window.unwrap_or(self.words().next)
    }

    pub(super) fn joined(self, claim: Claim) -> Statement {
        match (claim.sentence(), self.words().means) {
            (Some(claim), Some(rest)) => Statement::from(claim).and(rest),
            (claim, rest) => claim.or(rest).unwrap_or(Sentence::Nothing).into(),
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // A code that a newer Upgo wrote to the journal must not make the history unreadable.
        Ok(Self::ALL.iter().copied().find(|code| code.as_str() == text).unwrap_or(Self::Other))
    }
}

impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let all: Vec<_> = Self::ALL.iter().map(|code| code.as_str()).collect();
        schemars::json_schema!({ "type": "string", "enum": all })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_one_to_three_different_remedies() {
        for code in Code::ALL {
            let different: BTreeSet<_> = code.remedies().iter().collect();
            assert!((1..=3).contains(&different.len()), "{code}: {different:?}");
            assert_eq!(different.len(), code.remedies().len(), "{code} names one twice");
        }
    }

    #[test]
    fn every_remedy_helps_with_some_code() {
        for remedy in Remedy::ALL {
            assert!(Code::ALL.iter().any(|code| code.remedies().contains(&remedy)), "{remedy:?}");
        }
    }
}
