//! What Upgo can do about a cause.
use super::chain::Told;
use crate::catalog::ReleaseRequest;
use crate::engine::Fix;
use crate::plan::Then;
use crate::toolchain::Starter;
use crate::version::Version;

/// What Upgo can do on a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Able {
    /// Whether putting Upgo's folder onto the user's PATH is allowed and not yet done.
    pub add_to_path: bool,
    /// The toolchains in the store, newest first.
    pub installed: Vec<Version>,
}

/// Puts Upgo's folder onto PATH.
fn add_to_path(able: &Able) -> Option<Fix> {
    able.add_to_path.then(Fix::add_to_path)
}

/// Where no `go` is found, or Upgo's is and has none to start.
pub(super) fn no_go(told: &Told<'_>) -> Option<Fix> {
    if told.machine.upgo.current.is_some() {
        return add_to_path(told.able);
    }
    let newest = told.able.installed.first();
    Some(newest.map_or_else(|| Fix::install(ReleaseRequest::Latest, Then::Switch), Fix::use_it))
}

/// Where another Go than Upgo's comes first, and Upgo's could.
pub(super) fn another_first(told: &Told<'_>) -> Option<Fix> {
    add_to_path(told.able).filter(|_| told.machine.upgo.current.is_some())
}

/// Where the Go that Upgo's switch names is older than `needs`.
pub(super) fn newer(told: &Told<'_>, needs: &Version) -> Option<Fix> {
    let go = told.answer.go.as_ref()?;
    let installed = told.able.installed.iter().find(|version| *version >= needs);
    let fix = installed.map_or_else(Fix::upgrade, Fix::use_it);
    (go.by == Some(Starter::Switch)).then_some(fix)
}

/// Where Go would download a toolchain, or cannot: in Upgo's folder it finds it, if that is on PATH.
pub(super) fn bring(told: &Told<'_>, name: &str) -> Option<Fix> {
    let version = Version::from_name(name).ok()?;
    let mut path = told.machine.terminal.path.iter();
    let has_bin = path.any(|place| told.machine.is_same(&place.folder, &told.machine.upgo.bin));
    has_bin.then(|| Fix::install(ReleaseRequest::Exact(version), Then::Stay))
}
