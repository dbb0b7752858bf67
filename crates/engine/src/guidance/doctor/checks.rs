//! The table of checks.
use super::{
    Diagnosis, Facts, Severity, editors, goenv, goroot, home, network, path, path_values, profiles, project,
    protection, release, system_go,
};
use crate::base::words::Sentence;

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The stable id.
    pub id: &'static str,
    /// The severity of its finding.
    pub severity: Severity,
    /// The statement that holds if it finds nothing.
    pub title: &'static str,
    look: fn(&Facts<'_>) -> Option<Diagnosis>,
    unknown: fn(&Facts<'_>) -> Option<Sentence>,
}

impl Check {
    /// Why the check cannot run; `None` if it can.
    pub(super) fn unknown(&self, facts: &Facts<'_>) -> Option<Sentence> {
        (self.unknown)(facts)
    }

    pub(super) fn look(&self, facts: &Facts<'_>) -> Option<Diagnosis> {
        (self.look)(facts)
    }

    /// The same check, skipped if `unknown` returns a reason.
    const fn unless(mut self, unknown: fn(&Facts<'_>) -> Option<Sentence>) -> Self {
        self.unknown = unknown;
        self
    }
}

macro_rules! checks {
    ($($id:literal, $severity:ident, $title:literal, $look:path $(, unless $unknown:path)?;)+) => {
        /// Every check, grouped by topic.
        pub const CHECKS: &[Check] = &[$(
            Check { id: $id, severity: Severity::$severity, title: $title, look: $look, unknown: |_| None }
                $(.unless($unknown))?
        ),+];
    };
}

checks! {
    "path.shadowed", Problem, "No other Go on your PATH comes before Upgo's", path::shadowed;
    "path.machine-hides-user", Problem, "No machine-wide Go hides yours", path::machine_hides_user;
    "path.missing-upgo", Problem, "Terminals find the Go that Upgo installed", path::missing_upgo;
    "path.gobin-missing", Hint, "Programs installed with `go install` are on PATH", path::gobin_missing;
    "path.truncated", Problem, "PATH is complete", path_values::truncated;
    "path.wrong-kind", Caution, "PATH is stored as the right type of value", path_values::wrong_kind;
    "path.near-limit", Caution, "PATH is short enough", path_values::near_limit;
    "path.machine-user-writable", Caution, "Only administrators can write to the folders on the machine PATH",
        path_values::machine_user_writable;
    "path.dead-entry", Hint, "Every folder on PATH exists", path_values::dead_entry;
    "path.duplicate", Hint, "No folder is on PATH twice", path_values::duplicate;
    "goroot.stale", Problem, "GOROOT does not point to another Go", goroot::stale;
    "goroot.set", Caution, "GOROOT is not set", goroot::set;
    "goenv.invalid-toolchain", Problem, "GOTOOLCHAIN has a valid value", goenv::invalid_toolchain;
    "goflags.breaks-go", Problem, "GOFLAGS has a valid value", goenv::goflags;
    "goenv.breaks-go", Problem, "Every Go variable has a value that Go accepts", goenv::breaks_go;
    "goenv.pins-toolchain", Caution, "GOTOOLCHAIN does not pin a version", goenv::pins_toolchain;
    "goenv.foreign-target", Caution, "Go builds for this machine", goenv::foreign_target;
    "goenv.bom", Caution, "Go reads every `go env -w` setting", goenv::byte_order_mark;
    "gotoolchain.local-too-old", Problem, "GOTOOLCHAIN allows the Go that the project needs", project::local_too_old;
    "gotoolchain.missing", Problem, "The required toolchain is available", project::missing;
    "gomod.language-version-toolchain", Problem, "The project names a toolchain that exists", project::language_version;
    "dl-wrapper.never-downloaded", Problem, "Every goX.Y.Z command on PATH has its toolchain", project::empty_wrapper;
    "version.unsupported", Caution, "Your Go is supported", release::unsupported;
    "os.too-old", Caution, "This system can run the newest Go", release::os_too_old;
    "arch.emulated", Caution, "Your Go is built for this machine", release::emulated;
    "tree.mixed", Problem, "No Go installation contains files of another version", release::mixed;
    "tree.other-digest", Problem, "No release list contradicts an installed Go", release::other_digest;
    "msi.folder-gone", Problem, "The folder of every registered Go exists", system_go::folder_gone;
    "home.risky-place", Caution, "Upgo's folder is on a local disk", home::risky_place;
    "disk.low", Caution, "There is enough disk space for the next Go", home::disk_low;
    "home.damaged", Caution, "Upgo's own files are intact", home::damaged;
    "leftover.staging", Hint, "No files are left over from earlier changes", home::leftovers;
    "leftover.bisect", Hint, "No toolchains are left over from a search for a release", home::bisected;
    "network.tls-intercepted", Problem, "Nothing intercepts the connection to the release server",
        network::intercepted, unless network::not_asked;
    "network.go-dev-blocked", Caution, "The release list is reachable", network::blocked, unless network::not_asked;
    "policy.not-permitted", Problem, "The policy permits the Go in use", protection::not_permitted;
    "policy.execution-blocked", Problem, "No policy blocks Go", protection::blocked;
    "policy.built-blocked", Caution, "Programs that Go builds can start", protection::built_blocked;
    "policy.smart-app-control", Caution, "Smart App Control is not on", protection::smart_app_control;
    "policy.smart-app-control-evaluates", Hint, "Smart App Control does not evaluate this machine",
        protection::smart_app_control_evaluates;
    "antivirus.quarantined", Problem, "None of Upgo's programs is missing", protection::quarantined;
    "antivirus.slow-install", Hint, "No virus scanner slows down installations", protection::slow_install;
    "shell.profile-overrides", Caution, "No shell startup file sets its own Go", profiles::overrides;
    "editor.pins-go", Caution, "No editor is pinned to one Go", editors::pins_go;
    "editor.needs-reload", Hint, "Every editor uses the current Go", editors::needs_reload;
}
