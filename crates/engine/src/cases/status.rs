//! `status`: the installed Go versions, the one that runs, and whether there is a newer release. Never goes online.
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use url::Url;

use super::advisories::ids_of_active;
use super::overview::OverviewFacts;
use super::{Cause, Engine, Way, WhichTerminal};
use crate::base::report::{Cancel, Problem, Result};
use crate::base::version::Version;
use crate::base::words::Statement;
use crate::choices::settings::Suggest;
use crate::guidance::assessment::Headline;
pub use crate::guidance::assessment::UpdateReport;
use crate::guidance::exposure::Exposure;
use crate::guidance::watch::{Memory, NextCheck};
use crate::machine::platform::{Condition, EXECUTABLE};
use crate::net::http::HttpError;
use crate::released::advisories::{Advisories, Concerning, DatabaseStamp, FixedBy};
use crate::released::catalog::{Catalog, Support};
use crate::store::activate;
use crate::store::{self, Installed, Receipt};
use crate::which_go::inventory::{self, ChangedBy, Installation, Origin, Scope};
use crate::which_go::resolve::{self, HowKnown, Known, TerminalName};

/// The output of `status`.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct StatusReport {
    /// The toolchain that the switch selects.
    pub current: Option<CurrentToolchain>,
    /// The Go that a new terminal runs.
    pub active: Option<Active>,
    /// Why no release is judged: a new terminal finds no Go, or one that is no release, or it is unknown which one; `null`
    /// if one is judged.
    pub unjudged: Option<Problem>,
    /// The Go that Upgo's `go` takes in the current folder, because of its version file; `null` if it follows no such files,
    /// or there is none.
    pub followed: Option<FollowedFile>,
    /// Why the Go that a new terminal finds does not work there, whatever the folder, or why it is unknown which Go it is;
    /// `null` if it works, or if there is none.
    pub problem: Option<Problem>,
    /// Every Go on this machine: Upgo's own, newest first, then the others.
    pub installed: Vec<InstalledToolchain>,
    /// The release that `upgrade` would install; `null` if it changes nothing, or no release is known. An older one
    /// only if the policy does not permit the Go in use.
    pub update: Option<UpdateReport>,
    /// Whether nothing is left to do, as in `check`; `null` without a release list, or if it is unknown which Go a new
    /// terminal runs.
    pub up_to_date: Option<bool>,
    /// The headline about the Go that a new terminal runs, as in the window; `null` if something else is more
    /// important.
    pub headline: Option<Headline>,
    /// Whether the release line of the Go that a new terminal runs still gets fixes; `null` if unknown.
    pub supported: Option<bool>,
    /// The month when support will end (`2027-08`, an estimate), or the day when it ended (`2026-08-19`).
    pub supported_until: Option<String>,
    /// The known vulnerabilities of the Go that a new terminal runs; `null` if the database was never fetched.
    pub vulnerabilities: Option<VulnerabilitySummary>,
    /// How long this machine has run, or ran until the last fix, a Go whose security fix was published; `null` if no such
    /// time is known.
    pub exposure: Option<Exposure>,
    /// The source of the release list, and its age.
    pub feed: Feed,
    /// The time of the next automatic check and the reason for that time, or why there is none.
    pub next_check: NextCheck,
    pub warnings: Vec<Problem>,
}

/// The toolchain that the switch selects.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct CurrentToolchain {
    pub version: Version,
    /// Its folder (GOROOT).
    pub root: PathBuf,
    /// Its `go` program.
    pub go_bin: PathBuf,
    /// The link for editors that points to it and keeps its path; `null` if the volume does not support such links.
    pub sdk: Option<PathBuf>,
}

/// A Go, whoever installed it.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct DescribedGo {
    /// Its version; `null` if it could not be read.
    pub version: Option<Version>,
    /// The architecture that it was built for, as Go names it; `null` if unknown.
    pub arch: Option<String>,
    /// Whether that is the machine's own architecture. Any other is emulated, or does not use the machine fully.
    pub native: Option<bool>,
    /// Its folder (GOROOT).
    pub root: PathBuf,
    pub origin: Origin,
    /// The users that it is installed for.
    pub scope: Scope,
    pub changed_by: ChangedBy,
    /// The ways to change it that are offered as plans; none for Upgo's own.
    pub ways: Vec<Way>,
}

/// The Go that a new terminal runs.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct Active {
    #[serde(flatten)]
    pub go: DescribedGo,
    /// Its `go` program, as PATH finds it.
    pub program: PathBuf,
    /// Why a new terminal runs it, as a sentence.
    pub why: Statement,
    /// How Upgo knows it.
    pub known: Known,
    /// When a new terminal answered; `null` if none did.
    pub at: Option<Timestamp>,
    /// Why no shell was asked, or why none answered; `null` if one answered, or on Windows with an administrator's rights.
    pub because: Option<Statement>,
    /// The Go of the other kind of terminal, if it runs another one; on Windows, that of a shell whose startup files choose
    /// another one.
    pub other: Option<OtherTerminal>,
}

/// What one kind of terminal or one shell runs, where another one runs another Go.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct OtherTerminal {
    pub terminal: TerminalName,
    /// The version of its Go; `null` if it could not be read.
    pub version: Option<Version>,
    /// The folder of its Go (GOROOT).
    pub root: PathBuf,
}

/// A version file that decides which Go Upgo's `go` takes in a folder.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FollowedFile {
    pub file: PathBuf,
    /// The toolchain; `null` if the file leads to none.
    pub version: Option<Version>,
    /// Why it leads to none.
    pub problem: Option<Problem>,
}

/// A Go installation on this machine.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct InstalledToolchain {
    #[serde(flatten)]
    pub go: DescribedGo,
    /// Whether the switch selects it.
    pub current: bool,
    /// Whether a new terminal runs it.
    pub active: bool,
    /// Whether it is one of Upgo's, and a program of it is missing, empty or not executable.
    pub damaged: bool,
    /// Bytes of all files; `null` if not recorded.
    pub size_bytes: Option<u64>,
    /// For a toolchain that Go downloaded: the projects of the setting `projects` that run it; `null` if they were not
    /// looked for.
    pub needed_by: Option<Vec<PathBuf>>,
}

/// The answer of `list`.
#[answer(Clone, Debug, Serialize, JsonSchema)]
pub struct ListReport {
    /// Every Go installation on this machine.
    pub installed: Vec<InstalledToolchain>,
    pub warnings: Vec<Problem>,
}

/// The number of known vulnerabilities, and the releases that fix them.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VulnerabilitySummary {
    /// The number of known vulnerabilities.
    pub count: usize,
    pub fixed_by: FixedBy,
    /// The source of the data, and its age.
    pub database: DatabaseStamp,
}

/// The source of the release list.
#[answer(Clone, Debug, Serialize, JsonSchema, Type)]
pub struct Feed {
    /// The address of the feed.
    pub url: Url,
    /// The time of a server's last answer; `null` for never.
    pub fetched_at: Option<Timestamp>,
    /// Whether the list is old, or there is none.
    pub stale: bool,
}

impl Engine {
    pub fn status(&self) -> Result<StatusReport> {
        self.status_in(None)
    }

    pub fn status_in(&self, folder: Option<&Path>) -> Result<StatusReport> {
        let mut warnings = self.recover_and_warn();
        let terminal = self.new_terminal();
        let (active, others) = self.running_and_others();
        let seen = self.see_with(active)?;
        let (current, catalog, runs) = (seen.current.as_ref(), seen.catalog.as_ref(), seen.active_version());
        let concerning = self.concerning(&seen);
        warnings.extend(self.doubts(catalog, concerning.as_ref()));
        warnings.extend(seen.advisories.as_ref().and_then(Advisories::dispute));
        warnings.extend(self.still_other(seen.active.as_ref()));
        let support = seen.support(runs);
        let memory = Memory::read(&self.home);
        let assessment = self.assess_on(&seen, concerning.as_ref(), &memory);
        warnings.extend(catalog.into_iter().flat_map(|catalog| self.why_not_newer(&assessment, catalog)));
        let known = ids_of_active(&seen, concerning.as_ref());
        Ok(StatusReport {
            unjudged: self.judged_release(&seen).err(),
            up_to_date: catalog.and(runs).map(|_| assessment.is_up_to_date),
            followed: self.followed_in(folder)?,
            problem: if seen.active.is_some() { self.why_it_fails(&terminal)? } else { seen.unsure.clone() },
            installed: self.every_go(&seen.installed, current, seen.active.as_ref(), others),
            headline: runs.and_then(|runs| Headline::of(&assessment, runs)),
            supported: support.as_ref().map(|support| support.supported),
            supported_until: support.as_ref().and_then(Support::until),
            vulnerabilities: count_vulnerabilities(&seen, concerning.as_ref(), runs),
            exposure: self.exposure(&seen, concerning.as_ref()),
            feed: self.feed(catalog),
            next_check: self.next_check(
                &seen,
                &assessment,
                (&known, self.runs_in_background()),
                memory,
                Condition::default,
            ),
            update: assessment.upgrade,
            current: current.cloned().map(|version| self.describe_current(version)),
            active: self.describe_active(seen.active, seen.other),
            warnings,
        })
    }

    /// The version file that Upgo's `go` follows in a folder. The same as [`why`](Self::why) says.
    pub(super) fn followed_in(&self, folder: Option<&Path>) -> Result<Option<FollowedFile>> {
        let Some(folder) = folder.filter(|_| activate::follows(&self.home)) else { return Ok(None) };
        let report = self.why(WhichTerminal::New, Some(folder))?;
        let Some(link) = report.chain.iter().find(|link| link.cause == Cause::VersionFile) else { return Ok(None) };
        let version = report.program.and_then(|program| program.version);
        let problem = report.problem.filter(|_| version.is_none());
        Ok(Some(FollowedFile { file: PathBuf::from(&link.value), version, problem }))
    }

    pub fn list(&self) -> Result<ListReport> {
        let warnings = self.recover_and_warn();
        let (active, others) = self.running_and_others();
        let installed = store::installed(&self.home).map_err(super::snapshot::disk)?;
        let installed = self.every_go(&installed, self.current()?.as_ref(), active.as_ref(), others);
        Ok(ListReport { installed, warnings })
    }

    /// Only those whose size is not recorded. A toolchain that cannot be read remains without a size.
    pub fn measure(&self, toolchains: &mut [InstalledToolchain], cancel: &Cancel) -> Result<()> {
        for toolchain in toolchains.iter_mut().filter(|toolchain| toolchain.size_bytes.is_none()) {
            toolchain.size_bytes = inventory::size_of(&toolchain.go.root, cancel).ok();
            cancel.check().map_err(HttpError::from)?;
        }
        Ok(())
    }

    /// Whether the user stays on a release line. The Go of the whole machine has no such choice.
    pub(super) fn suggest(&self) -> Suggest {
        if self.is_system_wide() { Suggest::Newest } else { self.settings().suggest }
    }

    pub(super) fn feed(&self, catalog: Option<&Catalog>) -> Feed {
        match catalog {
            Some(Catalog { stamp, .. }) => {
                Feed { url: stamp.url.clone(), fetched_at: Some(stamp.fetched_at), stale: stamp.stale }
            }
            None => Feed { url: self.sources.feeds()[0].clone(), fetched_at: None, stale: true },
        }
    }

    pub(super) fn describe_active(
        &self,
        active: Option<resolve::RunningGo>,
        other: Option<resolve::RunningGo>,
    ) -> Option<Active> {
        let resolve::RunningGo { program, found, why, known, .. } = active?;
        let other = other.and_then(|other| {
            let Installation { version, root, .. } = other.found;
            Some(OtherTerminal { terminal: other.known.terminal?, version, root })
        });
        let HowKnown { by: known, at, because, .. } = known;
        let because = because.map(Statement::from);
        let active = Active { go: self.describe_go(found), program, why, known, at, because, other };
        Some(active)
    }

    fn describe_go(&self, found: Installation) -> DescribedGo {
        let (native, ways) = (found.is_native(self.target()), self.ways(&found));
        let Installation { version, arch, root, origin, scope, changed_by, .. } = found;
        DescribedGo { version, arch, native, root, origin, scope, changed_by, ways }
    }

    fn describe_current(&self, version: Version) -> CurrentToolchain {
        let root = self.home.toolchain(&version);
        let sdk = activate::sdk(&self.home, &version);
        CurrentToolchain { go_bin: root.join("bin").join(format!("go{EXECUTABLE}")), version, root, sdk }
    }

    /// Upgo's own, newest first, then the others.
    pub(super) fn every_go(
        &self,
        installed: &[Installed],
        current: Option<&Version>,
        active: Option<&resolve::RunningGo>,
        others: Vec<Installation>,
    ) -> Vec<InstalledToolchain> {
        let describe = |found: Installation| {
            let (active, size_bytes) = (active.is_some_and(|active| active.is(&found)), found.size_bytes);
            let (damaged, needed_by) = (false, None);
            InstalledToolchain { go: self.describe_go(found), current: false, active, damaged, size_bytes, needed_by }
        };
        let damaged = store::damaged(&self.home).unwrap_or_default().into_iter().map(|version| {
            let root = self.home.toolchain(&version);
            InstalledToolchain { damaged: true, ..describe(inventory::own_for(version, root, None)) }
        });
        let own = installed.iter().map(|Installed { version, root, receipt }| {
            // its receipt spares a look into its program
            let found = match receipt.as_ref().and_then(Receipt::goarch) {
                None => inventory::own(version.clone(), root.clone()),
                arch => inventory::own_for(version.clone(), root.clone(), arch),
            };
            InstalledToolchain {
                current: current == Some(version),
                size_bytes: receipt.as_ref().map(|receipt| receipt.size_bytes),
                ..describe(found)
            }
        });
        own.chain(damaged).chain(others.into_iter().map(describe)).collect()
    }
}

fn count_vulnerabilities(
    seen: &OverviewFacts,
    concerning: Option<&Concerning<'_>>,
    version: Option<&Version>,
) -> Option<VulnerabilitySummary> {
    let (version, concerning) = (version?, concerning?);
    Some(VulnerabilitySummary {
        count: usize::try_from(concerning.count(version)?).unwrap_or(usize::MAX),
        fixed_by: concerning.fixed_by(version, seen.catalog.as_ref())?,
        database: concerning.stamp().clone(),
    })
}
