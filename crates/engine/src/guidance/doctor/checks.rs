//! The table of checks.
use super::{
    Facts, Found, Severity, editors, goenv, goroot, home, network, path, path_values, profiles, project, protection,
    release, system_go,
};
use Severity::{Caution, Hint, Problem};

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its stable name.
    pub id: &'static str,
    /// How bad it is what it finds.
    pub severity: Severity,
    /// What is as it should be where it finds nothing.
    pub title: &'static str,
    look: fn(&Facts<'_>) -> Option<Found>,
    unknown: fn(&Facts<'_>) -> Option<&'static str>,
}

impl Check {
    /// Why it cannot be made; `None` where it can.
    pub(super) fn unknown(&self, facts: &Facts<'_>) -> Option<&'static str> {
        (self.unknown)(facts)
    }

    pub(super) fn look(&self, facts: &Facts<'_>) -> Option<Found> {
        (self.look)(facts)
    }

    /// The same where something may not be known.
    const fn unless(mut self, unknown: fn(&Facts<'_>) -> Option<&'static str>) -> Self {
        self.unknown = unknown;
        self
    }
}

const fn check(
    id: &'static str,
    severity: Severity,
    title: &'static str,
    look: fn(&Facts<'_>) -> Option<Found>,
) -> Check {
    Check { id, severity, title, look, unknown: |_| None }
}

/// Every check, those of one theme together.
pub const CHECKS: &[Check] = &[
    check("path.shadowed", Problem, "No other Go of yours comes before Upgo's", path::shadowed),
    check("path.machine-hides-user", Problem, "No system-wide Go hides yours", path::machine_hides_user),
    check("path.missing-upgo", Problem, "Terminals find what Upgo has installed", path::missing_upgo),
    check("path.gobin-missing", Hint, "Programs of `go install` are found", path::gobin_missing),
    check("path.truncated", Problem, "PATH is whole", path_values::truncated),
    check("path.wrong-kind", Caution, "PATH is stored as text that expands", path_values::wrong_kind),
    check("path.near-limit", Caution, "PATH is short enough", path_values::near_limit),
    check(
        "path.machine-user-writable",
        Caution,
        "Only administrators can write in the folders of the machine's PATH",
        path_values::machine_user_writable,
    ),
    check("path.dead-entry", Hint, "Every folder on PATH is there", path_values::dead_entry),
    check("path.duplicate", Hint, "No folder is on PATH twice", path_values::duplicate),
    check("goroot.stale", Problem, "GOROOT does not lead to another Go", goroot::stale),
    check("goroot.set", Caution, "GOROOT is not set", goroot::set),
    check("goenv.invalid-toolchain", Problem, "GOTOOLCHAIN has a value that Go knows", goenv::invalid_toolchain),
    check("goflags.breaks-go", Problem, "GOFLAGS can be read by Go", goenv::goflags),
    check("goenv.pins-toolchain", Caution, "GOTOOLCHAIN holds no version", goenv::pins_toolchain),
    check("goenv.foreign-target", Caution, "Go builds for this machine", goenv::foreign_target),
    check("goenv.bom", Caution, "Go sees every line of `go env -w`", goenv::byte_order_mark),
    check("gotoolchain.local-too-old", Problem, "GOTOOLCHAIN lets the project have its Go", project::local_too_old),
    check("gotoolchain.missing", Problem, "The toolchain that is asked for can be had", project::missing),
    check(
        "gomod.language-version-toolchain",
        Problem,
        "The project asks for a toolchain that exists",
        project::language_version,
    ),
    check("dl-wrapper.never-downloaded", Problem, "Every goX.Y.Z on PATH has its Go", project::empty_wrapper),
    check("version.unsupported", Caution, "Your Go is supported", release::unsupported),
    check("os.too-old", Caution, "This system runs the newest Go", release::os_too_old),
    check("arch.emulated", Caution, "Your Go is built for this machine", release::emulated),
    check("tree.mixed", Problem, "No Go has files of another version", release::mixed),
    check("msi.folder-gone", Problem, "Every registered Go has its folder", system_go::folder_gone),
    check("home.risky-place", Caution, "Upgo's folder is on a disk of this machine", home::risky_place),
    check("disk.low", Caution, "There is room for the next Go", home::disk_low),
    check("leftover.staging", Hint, "No change has left anything behind", home::leftovers),
    check("network.tls-intercepted", Problem, "Nobody opens the connection to the releases", network::intercepted)
        .unless(network::not_asked),
    check("network.go-dev-blocked", Caution, "The list of releases can be reached", network::blocked)
        .unless(network::not_asked),
    check("policy.execution-blocked", Problem, "No policy has stopped a Go", protection::blocked),
    check("antivirus.quarantined", Problem, "No program of Upgo's has vanished", protection::quarantined),
    check("antivirus.slow-install", Hint, "No scanner has slowed an installation down", protection::slow_install),
    check("shell.profile-overrides", Caution, "No start-up file of a shell chooses a Go", profiles::overrides),
    check("editor.pins-go", Caution, "No editor is told which Go to use", editors::pins_go),
    check("editor.needs-reload", Hint, "Every editor knows today's Go", editors::needs_reload),
];
