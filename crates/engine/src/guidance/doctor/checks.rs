use super::{
    Diagnosis, DoctorFacts, Severity, cgo, editors, goenv, goroot, home, network, path, path_values, profiles, project,
    protection, release, system_go, terminals, wsl,
};
use crate::base::words::Sentence;

#[derive(Clone, Copy, Debug)]
pub struct Check {
    pub id: &'static str,
    pub severity: Severity,
    /// The statement that holds if it finds nothing.
    pub title: Sentence,
    pub(super) look: fn(&DoctorFacts<'_>) -> Option<Diagnosis>,
    /// Why the check cannot run; `None` if it can.
    pub(super) unknown: fn(&DoctorFacts<'_>) -> Option<Sentence>,
}

macro_rules! checks {
    (@unknown) => { |_| None };
    (@unknown $unknown:path) => { $unknown };
    ($($id:literal, $severity:ident, $title:ident, $look:path $(, unless $unknown:path)?;)+) => {
        /// Every check, grouped by topic.
        pub const CHECKS: &[Check] = &[$(
            Check {
                id: $id,
                severity: Severity::$severity,
                title: Sentence::$title,
                look: $look,
                unknown: checks!(@unknown $($unknown)?),
            }
        ),+];
    };
}

checks! {
    "path.shadowed", Problem, PassedPathShadowed, path::shadowed;
    "path.machine-hides-user", Problem, PassedPathMachineHidesUser, path::machine_hides_user;
    "path.missing-upgo", Problem, PassedPathMissingUpgo, path::missing_upgo;
    "path.gobin-missing", Hint, PassedPathGobinMissing, path::gobin_missing;
    "path.go-of-other-system", Problem, PassedPathGoOfOtherSystem, wsl::windows_go;
    "path.truncated", Problem, PassedPathTruncated, path_values::truncated;
    "path.wrong-kind", Caution, PassedPathWrongKind, path_values::wrong_kind;
    "path.tilde", Caution, PassedPathTilde, path_values::tilde;
    "path.near-limit", Caution, PassedPathNearLimit, path_values::near_limit;
    "path.machine-user-writable", Caution, PassedPathMachineUserWritable,
        path_values::machine_user_writable;
    "path.dead-entry", Hint, PassedPathDeadEntry, path_values::dead_entry;
    "path.duplicate", Hint, PassedPathDuplicate, path_values::duplicate;
    "goroot.stale", Problem, PassedGorootStale, goroot::stale;
    "goroot.set", Caution, PassedGorootSet, goroot::set;
    "goenv.invalid-toolchain", Problem, PassedGoenvInvalidToolchain, goenv::invalid_toolchain;
    "goflags.breaks-go", Problem, PassedGoflagsBreaksGo, goenv::goflags, unless goenv::untried;
    "goenv.breaks-go", Problem, PassedGoenvBreaksGo, goenv::breaks_go, unless goenv::untried;
    "goenv.starts-nothing", Problem, PassedGoenvStartsNothing, goenv::starts_nothing, unless goenv::starts_untried;
    "goenv.pins-toolchain", Caution, PassedGoenvPinsToolchain, goenv::pins_toolchain;
    "goenv.foreign-target", Caution, PassedGoenvForeignTarget, goenv::foreign_target;
    "goenv.bom", Caution, PassedGoenvBom, goenv::byte_order_mark;
    "cgo.no-compiler", Problem, PassedCgoNoCompiler, cgo::no_compiler, unless cgo::unknown;
    "gotoolchain.local-too-old", Problem, PassedGotoolchainLocalTooOld, project::local_too_old;
    "gotoolchain.missing", Problem, PassedGotoolchainMissing, project::missing;
    "gomod.language-version-toolchain", Problem, PassedGomodLanguageVersionToolchain, project::language_version;
    "dl-wrapper.never-downloaded", Problem, PassedDlWrapperNeverDownloaded, project::empty_wrapper;
    "version.unsupported", Caution, PassedVersionUnsupported, release::unsupported;
    "os.too-old", Caution, PassedOsTooOld, release::os_too_old;
    "arch.emulated", Caution, PassedArchEmulated, release::emulated;
    "tree.mixed", Problem, PassedTreeMixed, release::mixed;
    "tree.other-digest", Problem, PassedTreeOtherDigest, release::other_digest;
    "tree.cannot-start", Problem, PassedTreeCannotStart, release::unable;
    "msi.folder-gone", Problem, PassedMsiFolderGone, system_go::folder_gone;
    "home.risky-place", Caution, PassedHomeRiskyPlace, home::risky_place;
    "disk.low", Caution, PassedDiskLow, home::disk_low;
    "home.damaged", Caution, PassedHomeDamaged, home::damaged;
    "leftover.staging", Hint, PassedLeftoverStaging, home::leftovers;
    "leftover.bisect", Hint, PassedLeftoverBisect, home::bisected;
    "network.tls-intercepted", Problem, PassedNetworkTlsIntercepted,
        network::intercepted, unless network::not_asked;
    "network.go-dev-blocked", Caution, PassedNetworkGoDevBlocked, network::blocked, unless network::not_asked;
    "policy.not-permitted", Problem, PassedPolicyNotPermitted, protection::not_permitted;
    "policy.malformed", Problem, PassedPolicyMalformed, protection::malformed;
    "policy.execution-blocked", Problem, PassedPolicyExecutionBlocked, protection::blocked;
    "policy.built-blocked", Caution, PassedPolicyBuiltBlocked, protection::built_blocked;
    "policy.smart-app-control", Caution, PassedPolicySmartAppControl, protection::smart_app_control;
    "policy.smart-app-control-evaluates", Hint, PassedPolicySmartAppControlEvaluates,
        protection::smart_app_control_evaluates;
    "antivirus.quarantined", Problem, PassedAntivirusQuarantined, protection::quarantined;
    "antivirus.slow-install", Hint, PassedAntivirusSlowInstall, protection::slow_install;
    "terminal.login-and-window-differ", Caution, PassedTerminalLoginAndWindowDiffer,
        terminals::login_and_window_differ, unless terminals::unheard;
    "terminal.answers-otherwise", Problem, PassedTerminalAnswersOtherwise,
        terminals::answers_otherwise, unless terminals::unheard;
    "shell.profile-overrides", Caution, PassedShellProfileOverrides, profiles::overrides;
    "editor.pins-go", Caution, PassedEditorPinsGo, editors::pins_go;
    "editor.needs-reload", Hint, PassedEditorNeedsReload, editors::needs_reload;
}
