//! The one table of keys: the reader, the documentation and the administrative templates are made from it.
use std::num::NonZeroU32;

use jiff::civil::Date;

use super::key::{Effect, PolicyChoice, PolicyGroup, PolicyKey, PolicyKind};
use super::{Installer, Policy, Ring, Wanted};
use crate::base::words::{PolicyWords, Sentence};
use crate::choices::settings;
use crate::choices::settings::Named as _;
use crate::net::http;
use crate::released::catalog::ReleaseRequest;

const DAYS_MAX: u16 = 365;
const DAYS: PolicyKind = PolicyKind::Number { min: 0, max: 365 };

macro_rules! choice {
    ($value:literal, $title:ident) => {
        PolicyChoice { value: $value, title: Sentence::$title }
    };
}

/// A row for a setting, with the same name. Its name in the registry is also that of its words in `policy-keys.ftl`.
macro_rules! setting {
    ($name:literal, $registry:ident, $kind:expr, $group:ident, $safer:expr, $used:literal) => {
        PolicyKey {
            name: $name,
            registry: stringify!($registry),
            kind: $kind,
            group: PolicyGroup::$group,
            words: PolicyWords::$registry,
            safer: $used,
            effect: Effect::Setting($name, $safer),
        }
    };
}

macro_rules! own {
    ($name:literal, $registry:ident, $kind:expr, $group:ident, $used:literal, $set:expr, $safer:expr) => {
        PolicyKey {
            name: $name,
            registry: stringify!($registry),
            kind: $kind,
            group: PolicyGroup::$group,
            words: PolicyWords::$registry,
            safer: $used,
            effect: Effect::Own { set: $set, safer: $safer },
        }
    };
}

const PROOFS: PolicyKind = PolicyKind::Choice(&[
    choice!("digest", ChoiceProofDigest),
    choice!("when-reachable", ChoiceProofWhenReachable),
    choice!("required", ChoiceProofRequired),
]);
const REHEARSALS: PolicyKind = PolicyKind::Choice(&[
    choice!("off", ChoiceRehearsalOff),
    choice!("build", ChoiceRehearsalBuild),
    choice!("test", ChoiceRehearsalTest),
]);

impl Policy {
    /// Every key, in the order of the documentation.
    pub const KEYS: &[PolicyKey] = &[
        own!(
            "contact",
            Contact,
            PolicyKind::Text,
            Management,
            "`your administrator`",
            |policy, given| {
                policy.contact = Some(given.text()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "user-may-change",
            UserMayChange,
            PolicyKind::List,
            Management,
            "none",
            |policy, given| {
                let key = |name: &String| settings::find(name).map(|key| key.name).map_err(|error| error.to_string());
                policy.user_may_change = Some(given.items().iter().map(key).collect::<Result<_, _>>()?);
                Ok(())
            },
            |policy| policy.user_may_change = Some(Vec::new())
        ),
        own!(
            "fleet.machine-name",
            FleetMachineName,
            PolicyKind::Flag,
            Management,
            "`false`",
            |policy, given| {
                policy.fleet_machine_name = Some(given.flag());
                Ok(())
            },
            |policy| policy.fleet_machine_name = Some(false)
        ),
        own!(
            "fleet.report-to",
            FleetReportTo,
            PolicyKind::Text,
            Management,
            "none",
            |policy, given| {
                policy.fleet_report_to = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "version",
            Version,
            PolicyKind::Text,
            Releases,
            "the Go that is in use stays: no version can be installed",
            |policy, given| {
                let text = given.text()?;
                policy.version = Some(match text.parse() {
                    Ok(ReleaseRequest::Latest) => Wanted::Latest,
                    Ok(ReleaseRequest::Line(line)) => Wanted::Line(line),
                    Ok(ReleaseRequest::Exact(version)) => Wanted::Exact(version),
                    _ => return Err(format!("must be latest, a line or a release, not {text:?}")),
                });
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "allowed",
            AllowedVersions,
            PolicyKind::List,
            Releases,
            "no version can be installed",
            |policy, given| {
                policy.allowed = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "blocked",
            BlockedVersions,
            PolicyKind::List,
            Releases,
            "no version can be installed",
            |policy, given| {
                policy.blocked = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "approved",
            ApprovedVersions,
            PolicyKind::List,
            Releases,
            "no version is approved",
            |policy, given| {
                policy.approved = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.approved = Some(Vec::new())
        ),
        own!(
            "locked-until",
            LockedUntil,
            PolicyKind::Text,
            Releases,
            "locked without an end",
            |policy, given| {
                let text = given.text()?;
                let day = text.parse::<Date>().map_err(|_| format!("must be a date like 2027-01-31, not {text:?}"))?;
                policy.locked_until = Some(day);
                Ok(())
            },
            |policy| policy.locked_until = Some(Date::MAX)
        ),
        own!(
            "ring",
            Ring,
            PolicyKind::Choice(&[
                choice!("canary", ChoiceRingCanary),
                choice!("early", ChoiceRingEarly),
                choice!("broad", ChoiceRingBroad),
            ]),
            Releases,
            "`broad`",
            |policy, given| {
                policy.ring = Ring::named(&given.text()?);
                Ok(())
            },
            |policy| policy.ring = Some(Ring::Broad)
        ),
        own!(
            "ring-days.canary",
            RingDaysCanary,
            DAYS,
            Releases,
            "365 days",
            |policy, given| {
                policy.ring_days.canary = Some(given.days()?);
                Ok(())
            },
            |policy| policy.ring_days.canary = Some(DAYS_MAX)
        ),
        own!(
            "ring-days.early",
            RingDaysEarly,
            DAYS,
            Releases,
            "365 days",
            |policy, given| {
                policy.ring_days.early = Some(given.days()?);
                Ok(())
            },
            |policy| policy.ring_days.early = Some(DAYS_MAX)
        ),
        own!(
            "ring-days.broad",
            RingDaysBroad,
            DAYS,
            Releases,
            "365 days",
            |policy, given| {
                policy.ring_days.broad = Some(given.days()?);
                Ok(())
            },
            |policy| policy.ring_days.broad = Some(DAYS_MAX)
        ),
        own!(
            "ring-security-days.canary",
            RingSecurityDaysCanary,
            DAYS,
            Releases,
            "as if it were not set",
            |policy, given| {
                policy.ring_security_days.canary = Some(given.days()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "ring-security-days.early",
            RingSecurityDaysEarly,
            DAYS,
            Releases,
            "as if it were not set",
            |policy, given| {
                policy.ring_security_days.early = Some(given.days()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "ring-security-days.broad",
            RingSecurityDaysBroad,
            DAYS,
            Releases,
            "as if it were not set",
            |policy, given| {
                policy.ring_security_days.broad = Some(given.days()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "security-needs-approval",
            SecurityNeedsApproval,
            PolicyKind::Flag,
            Releases,
            "`true`",
            |policy, given| {
                policy.security_needs_approval = Some(given.flag());
                Ok(())
            },
            |policy| policy.security_needs_approval = Some(true)
        ),
        setting!("channels", Channels, PolicyKind::List, Releases, Some(r#"["stable"]"#), "`stable`"),
        setting!(
            "suggest",
            Suggest,
            PolicyKind::Choice(&[choice!("newest", ChoiceSuggestNewest), choice!("line", ChoiceSuggestLine),]),
            Releases,
            Some(r#""newest""#),
            "`newest`"
        ),
        own!(
            "feed",
            FeedUrl,
            PolicyKind::Text,
            Sources,
            "Go's own lists, with `proof` = `required`",
            |policy, given| {
                policy.feed = Some(http::base(&given.text()?).map_err(|error| error.to_string())?);
                Ok(())
            },
            |policy| policy.is_feed_malformed = true
        ),
        own!(
            "vulnerabilities",
            VulnerabilitiesUrl,
            PolicyKind::Text,
            Sources,
            "as if it were not set",
            |policy, given| {
                policy.vulnerabilities = Some(http::base(&given.text()?).map_err(|error| error.to_string())?);
                Ok(())
            },
            |_| {}
        ),
        setting!("mirrors", Mirrors, PolicyKind::List, Sources, Some("[]"), "no mirror"),
        setting!("proof", Proof, PROOFS, Sources, Some(r#""required""#), "`required`"),
        setting!("proof-for-own-feed", ProofForOwnFeed, PolicyKind::Flag, Sources, Some("true"), "`true`"),
        setting!("checksum-database", ChecksumDatabase, PolicyKind::Text, Sources, None, "Go's own checksum database"),
        setting!("proxy", Proxy, PolicyKind::Text, Sources, None, "the system's proxy"),
        setting!("ca-file", CaFile, PolicyKind::Text, Sources, None, "the system's certificates only"),
        setting!("redirect-hosts", RedirectHosts, PolicyKind::List, Sources, Some("[]"), "none"),
        setting!(
            "background",
            Background,
            PolicyKind::Choice(&[
                choice!("tray", ChoiceBackgroundTray),
                choice!("scheduled", ChoiceBackgroundScheduled),
                choice!("off", ChoiceBackgroundOff),
            ]),
            Background,
            Some(r#""off""#),
            "`off`"
        ),
        setting!("check.automatic", CheckAutomatic, PolicyKind::Flag, Background, Some("false"), "`false`"),
        setting!("check.interval", CheckInterval, PolicyKind::Text, Background, None, "`1d`"),
        setting!("check.unmetered-only", CheckUnmeteredOnly, PolicyKind::Flag, Background, Some("true"), "`true`"),
        setting!("check.window", CheckWindow, PolicyKind::Text, Background, Some(r#""03:00-04:00""#), "`03:00-04:00`"),
        setting!("quiet-hours", QuietHours, PolicyKind::Text, Background, Some(r#""06:00-22:00""#), "`06:00-22:00`"),
        setting!("download.automatic", DownloadAutomatic, PolicyKind::List, Background, Some("[]"), "none"),
        setting!("install.automatic", InstallAutomatic, PolicyKind::List, Background, Some("[]"), "none"),
        setting!("install.switch", InstallSwitch, PolicyKind::Flag, Background, Some("false"), "`false`"),
        setting!("rehearse.before-upgrade", RehearseBeforeUpgrade, REHEARSALS, Background, Some(r#""off""#), "`off`"),
        setting!("rehearse.after-upgrade", RehearseAfterUpgrade, REHEARSALS, Background, Some(r#""off""#), "`off`"),
        setting!(
            "self-update",
            SelfUpdate,
            PolicyKind::Choice(&[
                choice!("ask", ChoiceSelfUpdateAsk),
                choice!("auto", ChoiceSelfUpdateAuto),
                choice!("off", ChoiceSelfUpdateOff),
            ]),
            Background,
            Some(r#""ask""#),
            "`ask`"
        ),
        own!(
            "installer",
            Installer,
            PolicyKind::Choice(&[choice!("zip", ChoiceInstallerZip), choice!("msi", ChoiceInstallerMsi),]),
            Installation,
            "`zip`",
            |policy, given| {
                policy.installer = Installer::named(&given.text()?);
                Ok(())
            },
            |policy| policy.installer = Some(Installer::Zip)
        ),
        own!(
            "msi-signer",
            MsiSigner,
            PolicyKind::Text,
            Installation,
            "`Google LLC`",
            |policy, given| {
                policy.msi_signer = Some(given.text()?);
                Ok(())
            },
            |_| {}
        ),
        setting!("modify-path", ModifyPath, PolicyKind::Flag, Installation, Some("false"), "`false`"),
        setting!("follow-projects", FollowProjects, PolicyKind::Flag, Installation, Some("false"), "`false`"),
        own!(
            "mirror.versions",
            MirrorVersions,
            PolicyKind::List,
            Mirror,
            "none",
            |policy, given| {
                policy.mirror.versions = Some(given.rules()?);
                Ok(())
            },
            |policy| policy.mirror.versions = Some(Vec::new())
        ),
        own!(
            "mirror.targets",
            MirrorTargets,
            PolicyKind::List,
            Mirror,
            "none",
            |policy, given| {
                policy.mirror.targets = Some(given.targets()?);
                Ok(())
            },
            |policy| policy.mirror.targets = Some(Vec::new())
        ),
        own!(
            "mirror.keep",
            MirrorKeep,
            PolicyKind::Number { min: 1, max: 100 },
            Mirror,
            "100",
            |policy, given| {
                policy.mirror.keep = Some(given.at_least_one()?);
                Ok(())
            },
            |policy| policy.mirror.keep = NonZeroU32::new(100)
        ),
        own!(
            "audit-log.required",
            AuditLogRequired,
            PolicyKind::Flag,
            AuditLog,
            "`true`",
            |policy, given| {
                policy.audit_log.required = Some(given.flag());
                Ok(())
            },
            |policy| policy.audit_log.required = Some(true)
        ),
        own!(
            "audit-log.file",
            AuditLogFile,
            PolicyKind::Text,
            AuditLog,
            "the file in Upgo's folder",
            |policy, given| {
                policy.audit_log.file = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "audit-log.event-log",
            AuditLogEventLog,
            PolicyKind::Flag,
            AuditLog,
            "`true`",
            |policy, given| {
                policy.audit_log.event_log = Some(given.flag());
                Ok(())
            },
            |policy| policy.audit_log.event_log = Some(true)
        ),
        own!(
            "audit-log.journald",
            AuditLogJournald,
            PolicyKind::Flag,
            AuditLog,
            "`true`",
            |policy, given| {
                policy.audit_log.journald = Some(given.flag());
                Ok(())
            },
            |policy| policy.audit_log.journald = Some(true)
        ),
        own!(
            "hooks.before-switch",
            HooksBeforeSwitch,
            PolicyKind::Text,
            Hooks,
            "no version can be installed",
            |policy, given| {
                policy.hooks.before_switch = Some(given.path()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "hooks.after-switch",
            HooksAfterSwitch,
            PolicyKind::Text,
            Hooks,
            "no version can be installed",
            |policy, given| {
                policy.hooks.after_switch = Some(given.path()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "hooks.soak",
            HooksSoak,
            PolicyKind::Text,
            Hooks,
            "no version can be installed",
            |policy, given| {
                policy.hooks.soak = Some(given.path()?);
                Ok(())
            },
            |policy| policy.is_closed = true
        ),
        own!(
            "hooks.soak-minutes",
            HooksSoakMinutes,
            PolicyKind::Number { min: 1, max: 1440 },
            Hooks,
            "10 minutes",
            |policy, given| {
                policy.hooks.soak_minutes = Some(given.at_least_one()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.on-failure",
            HooksOnFailure,
            PolicyKind::Text,
            Hooks,
            "none",
            |policy, given| {
                policy.hooks.on_failure = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.on-release",
            HooksOnRelease,
            PolicyKind::Text,
            Hooks,
            "none",
            |policy, given| {
                policy.hooks.on_release = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.on-vulnerability",
            HooksOnVulnerability,
            PolicyKind::Text,
            Hooks,
            "none",
            |policy, given| {
                policy.hooks.on_vulnerability = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.on-check-failure",
            HooksOnCheckFailure,
            PolicyKind::Text,
            Hooks,
            "none",
            |policy, given| {
                policy.hooks.on_check_failure = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.on-unattended",
            HooksOnUnattended,
            PolicyKind::Text,
            Hooks,
            "none",
            |policy, given| {
                policy.hooks.on_unattended = Some(given.path()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.time-limit",
            HooksTimeLimit,
            PolicyKind::Number { min: 1, max: 3600 },
            Hooks,
            "120 seconds",
            |policy, given| {
                policy.hooks.time_limit_seconds = Some(given.at_least_one()?);
                Ok(())
            },
            |_| {}
        ),
        own!(
            "hooks.from-user",
            HooksFromUser,
            PolicyKind::Flag,
            Hooks,
            "`false`",
            |policy, given| {
                policy.hooks.from_user = Some(given.flag());
                Ok(())
            },
            |policy| policy.hooks.from_user = Some(false)
        ),
    ];
}
