//! The one table of keys: the reader, the documentation and the administrative templates are made from it.
use std::num::NonZeroU32;

use jiff::civil::Date;

use super::key::PolicyKind::{Flag, List, Number, Text};
use super::key::{Effect, PolicyChoice, PolicyGroup, PolicyKey, PolicyKind};
use super::value::Field;
use super::{Installer, Policy, Ring};
use crate::base::words::{PolicyWords, Sentence};

macro_rules! choices {
    ($($kind:ident: $($value:literal = $title:ident),+;)+) => {$(
        const $kind: PolicyKind = PolicyKind::Choice(&[$(PolicyChoice { value: $value, title: Sentence::$title }),+]);
    )+};
}

/// What a key does with its value, and what replaces a malformed one.
macro_rules! effect {
    ($name:literal, setting) => { Effect::Setting($name, None) };
    ($name:literal, setting else $safer:expr) => { Effect::Setting($name, Some($safer)) };
    ($name:literal, $($field:ident).+) => { effect!(@own $($field).+, |_| {}) };
    ($name:literal, $($field:ident).+, $mark:ident) => { effect!(@own $($field).+, |policy| policy.$mark = true) };
    ($name:literal, $($field:ident).+ else $safer:expr) => {
        effect!(@own $($field).+, |policy| policy.$($field).+ = Some($safer))
    };
    (@own $($field:ident).+, $safer:expr) => {
        Effect::Own {
            set: |policy, given| {
                policy.$($field).+ = Some(Field::from_given(given)?);
                Ok(())
            },
            safer: $safer,
        }
    };
}

/// A row has the key, its name in the registry (which its words in `policy-keys.ftl` have, too) and its kind, then the
/// field that takes the value, or `setting` for the setting of the same name. A malformed value is replaced by the one
/// after `else`, or sets the flag after the comma. Without either, it changes no field, and a setting has its default.
/// The last column is what is used then, in words.
macro_rules! policy {
    ($($group:ident {
        $($name:literal $registry:ident $kind:expr =>
            $($field:ident).+ $(else $safer:expr)? $(, $mark:ident)?, $used:literal;)+
    })+) => {
        impl Policy {
            /// Every key, in the order of the documentation.
            pub const KEYS: &[PolicyKey] = &[$($(PolicyKey {
                name: $name,
                registry: stringify!($registry),
                kind: $kind,
                group: PolicyGroup::$group,
                words: PolicyWords::$registry,
                safer: $used,
                effect: effect!($name, $($field).+ $(else $safer)? $(, $mark)?),
            },)+)+];
        }
    };
}

const DAYS_MAX: u16 = 365;
const DAYS: PolicyKind = Number { min: 0, max: 365 };
const KEEP_MAX: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);

choices! {
    PROOFS: "digest" = ChoiceProofDigest, "when-reachable" = ChoiceProofWhenReachable, "required" = ChoiceProofRequired;
    REHEARSALS: "off" = ChoiceRehearsalOff, "build" = ChoiceRehearsalBuild, "test" = ChoiceRehearsalTest;
    RINGS: "canary" = ChoiceRingCanary, "early" = ChoiceRingEarly, "broad" = ChoiceRingBroad;
    SUGGESTIONS: "newest" = ChoiceSuggestNewest, "line" = ChoiceSuggestLine;
    BACKGROUNDS: "tray" = ChoiceBackgroundTray, "scheduled" = ChoiceBackgroundScheduled, "off" = ChoiceBackgroundOff;
    SELF_UPDATES: "ask" = ChoiceSelfUpdateAsk, "auto" = ChoiceSelfUpdateAuto, "off" = ChoiceSelfUpdateOff;
    INSTALLERS: "zip" = ChoiceInstallerZip, "msi" = ChoiceInstallerMsi;
}

policy! {
    Management {
        "contact" Contact Text => contact, "`your administrator`";
        "user-may-change" UserMayChange List => user_may_change else Vec::new(), "none";
        "fleet.machine-name" FleetMachineName Flag => fleet_machine_name else false, "`false`";
        "fleet.report-to" FleetReportTo Text => fleet_report_to, "none";
    }
    Releases {
        "version" Version Text => version, is_closed, "the Go that is in use stays: no version can be installed";
        "allowed" AllowedVersions List => allowed, is_closed, "no version can be installed";
        "blocked" BlockedVersions List => blocked, is_closed, "no version can be installed";
        "approved" ApprovedVersions List => approved else Vec::new(), "no version is approved";
        "locked-until" LockedUntil Text => locked_until else Date::MAX, "locked without an end";
        "ring" Ring RINGS => ring else Ring::Broad, "`broad`";
        "ring-days.canary" RingDaysCanary DAYS => ring_days.canary else DAYS_MAX, "365 days";
        "ring-days.early" RingDaysEarly DAYS => ring_days.early else DAYS_MAX, "365 days";
        "ring-days.broad" RingDaysBroad DAYS => ring_days.broad else DAYS_MAX, "365 days";
        "ring-security-days.canary" RingSecurityDaysCanary DAYS => ring_security_days.canary, "as if it were not set";
        "ring-security-days.early" RingSecurityDaysEarly DAYS => ring_security_days.early, "as if it were not set";
        "ring-security-days.broad" RingSecurityDaysBroad DAYS => ring_security_days.broad, "as if it were not set";
        "security-needs-approval" SecurityNeedsApproval Flag => security_needs_approval else true, "`true`";
        "channels" Channels List => setting else r#"["stable"]"#, "`stable`";
        "suggest" Suggest SUGGESTIONS => setting else r#""newest""#, "`newest`";
    }
    Sources {
        "feed" FeedUrl Text => feed, is_feed_malformed, "Go's own lists, with `proof` = `required`";
        "vulnerabilities" VulnerabilitiesUrl Text => vulnerabilities, "as if it were not set";
        "mirrors" Mirrors List => setting else "[]", "no mirror";
        "proof" Proof PROOFS => setting else r#""required""#, "`required`";
        "proof-for-own-feed" ProofForOwnFeed Flag => setting else "true", "`true`";
        "checksum-database" ChecksumDatabase Text => setting, "Go's own checksum database";
        "proxy" Proxy Text => setting, "the system's proxy";
        "ca-file" CaFile Text => setting, "the system's certificates only";
        "redirect-hosts" RedirectHosts List => setting else "[]", "none";
    }
    Background {
        "background" Background BACKGROUNDS => setting else r#""off""#, "`off`";
        "check.automatic" CheckAutomatic Flag => setting else "false", "`false`";
        "check.interval" CheckInterval Text => setting else r#""1d""#, "`1d`";
        "check.unmetered-only" CheckUnmeteredOnly Flag => setting else "true", "`true`";
        "check.window" CheckWindow Text => setting else r#""03:00-04:00""#, "`03:00-04:00`";
        "quiet-hours" QuietHours Text => setting else r#""06:00-22:00""#, "`06:00-22:00`";
        "download.automatic" DownloadAutomatic List => setting else "[]", "none";
        "install.automatic" InstallAutomatic List => setting else "[]", "none";
        "install.switch" InstallSwitch Flag => setting else "false", "`false`";
        "rehearse.before-upgrade" RehearseBeforeUpgrade REHEARSALS => setting else r#""off""#, "`off`";
        "rehearse.after-upgrade" RehearseAfterUpgrade REHEARSALS => setting else r#""off""#, "`off`";
        "self-update" SelfUpdate SELF_UPDATES => setting else r#""ask""#, "`ask`";
    }
    Installation {
        "installer" Installer INSTALLERS => installer else Installer::Zip, "`zip`";
        "msi-signer" MsiSigner Text => msi_signer, "`Google LLC`";
        "modify-path" ModifyPath Flag => setting else "false", "`false`";
        "ask-shell" AskShell Flag => setting else "false", "`false`";
        "follow-projects" FollowProjects Flag => setting else "false", "`false`";
    }
    Mirror {
        "mirror.versions" MirrorVersions List => mirror.versions else Vec::new(), "none";
        "mirror.targets" MirrorTargets List => mirror.targets else Vec::new(), "none";
        "mirror.keep" MirrorKeep Number { min: 1, max: 100 } => mirror.keep else KEEP_MAX, "100";
    }
    AuditLog {
        "audit-log.required" AuditLogRequired Flag => audit_log.required else true, "`true`";
        "audit-log.file" AuditLogFile Text => audit_log.file, "the file in Upgo's folder";
        "audit-log.event-log" AuditLogEventLog Flag => audit_log.event_log else true, "`true`";
        "audit-log.journald" AuditLogJournald Flag => audit_log.journald else true, "`true`";
    }
    Hooks {
        "hooks.before-switch" HooksBeforeSwitch Text => hooks.before_switch, is_closed, "no version can be installed";
        "hooks.after-switch" HooksAfterSwitch Text => hooks.after_switch, is_closed, "no version can be installed";
        "hooks.soak" HooksSoak Text => hooks.soak, is_closed, "no version can be installed";
        "hooks.soak-minutes" HooksSoakMinutes Number { min: 1, max: 1440 } => hooks.soak_minutes, "10 minutes";
        "hooks.on-failure" HooksOnFailure Text => hooks.on_failure, "none";
        "hooks.on-release" HooksOnRelease Text => hooks.on_release, "none";
        "hooks.on-vulnerability" HooksOnVulnerability Text => hooks.on_vulnerability, "none";
        "hooks.on-check-failure" HooksOnCheckFailure Text => hooks.on_check_failure, "none";
        "hooks.on-unattended" HooksOnUnattended Text => hooks.on_unattended, "none";
        "hooks.time-limit" HooksTimeLimit Number { min: 1, max: 3600 } => hooks.time_limit_seconds, "120 seconds";
        "hooks.from-user" HooksFromUser Flag => hooks.from_user else false, "`false`";
    }
}
