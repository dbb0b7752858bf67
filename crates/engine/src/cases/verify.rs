//! `verify`: whether each file of an installed toolchain matches the published release, and the evidence for that.
use super::Engine;
use super::make_plan::pick_release;
use super::snapshot::Planning;
use crate::base::archive::Archive;
use crate::base::display::one_line;
use crate::base::module;
use crate::base::report::{Cancel, Code, Problem, Result};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::journal::JournalEntry;
use crate::change::plan::{self, Makers, Plan, PlanError, Step, Then, Undoable};
use crate::environment::Syntax;
use crate::released::catalog::{ListedDigest, ReleaseRequest};
use crate::store::kept_files::{self, Kept};
use crate::store::proof::{self, ProofChain, ProofLinkKind, ProofState};
use crate::store::verify::{Compared, Differences, VerifyError};
use crate::store::{self, Manifest, ProofLevel, Receipt};

/// The output of `verify`. Paths are below the toolchain's folder, separated by `/`.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct VerifyReport {
    pub version: Version,
    /// Whether every file is as it was unpacked, there are no others, and no release list contradicts the archive.
    pub ok: bool,
    /// The number of files that it should have.
    pub files: u64,
    /// Files with different bytes.
    pub changed: Vec<String>,
    pub missing: Vec<String>,
    /// Programs and scripts that lost the right to run (Unix).
    pub not_executable: Vec<String>,
    /// Files that were not in the archive.
    pub added: Vec<String>,
    /// How far its origin is proven.
    pub level: ProofLevel,
    /// The evidence for its origin.
    pub proof: ProofStates,
}

impl VerifyReport {
    pub fn differs(&self) -> bool {
        let Self { changed, missing, not_executable, added, .. } = self;
        [changed, missing, not_executable, added].iter().any(|files| !files.is_empty())
    }
}

/// The evidence for the origin of a toolchain.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ProofStates {
    /// The feed's digest.
    pub digest: ProofState,
    pub checksum_database: ProofState,
    /// The signature of the archive.
    pub openpgp: ProofState,
}

impl Engine {
    pub fn proof(&self, version: &Version) -> Result<ProofChain> {
        if !self.home.toolchain(version).is_dir() {
            return Err(PlanError::NotInstalled(version.clone()).into());
        }
        Ok(self.chain(version))
    }

    /// Compares every file of a toolchain with what was unpacked, or fails with [`Code::VerifyNoManifest`].
    pub fn verify(&self, version: &Version, cancel: &Cancel) -> Result<VerifyReport> {
        self.verify_told(version, cancel, &|_, _| {})
    }

    /// `progress` receives the number of files done, and of all files.
    pub fn verify_told(
        &self,
        version: &Version,
        cancel: &Cancel,
        progress: &(dyn Fn(u64, u64) + Sync),
    ) -> Result<VerifyReport> {
        let manifest = self.manifest(version)?.ok_or_else(|| VerifyError::NoManifest(version.clone()))?;
        let files = manifest.files().len() as u64;
        let found = self.differences(version, &manifest, cancel, &|done| progress(done, files))?;
        let chain = self.chain(version);
        let (level, proof) = (chain.level, ProofStates::of(&chain));
        let ok = found.count() == 0 && level != ProofLevel::Contradicted;
        let Differences { changed, missing, not_executable, added } = found;
        let version = version.clone();
        Ok(VerifyReport { version, ok, files, changed, missing, not_executable, added, level, proof })
    }

    /// Newest first, including incomplete ones whose `go` is missing.
    pub fn toolchains(&self) -> Result<Vec<Version>> {
        store::folders(self.home()).map_err(super::snapshot::disk)
    }

    /// For `1.27`, the newest of that line.
    pub fn find_toolchain(&self, wanted: &ReleaseRequest) -> Result<Version> {
        let missing = || {
            let problem = Problem::new(Code::VersionNotInstalled, say!(NotInstalled { version: wanted.to_string() }));
            self.way_back_to(wanted).into_iter().fold(problem, Problem::with_next)
        };
        wanted.pick(&self.toolchains()?).cloned().ok_or_else(missing)
    }

    /// What gives the wanted toolchain its files back, if the switch names it and they are gone.
    pub(super) fn way_back_to(&self, wanted: &ReleaseRequest) -> Option<Statement> {
        let chosen = self.chosen().ok().flatten()?;
        wanted.pick([&chosen])?;
        Some(say!(RunCommand { command: self.able().ok()?.restore?.command }))
    }

    pub(super) fn plan_repair_files(&self, version: &Version, planning: &mut Planning) -> Result<Plan> {
        let seen = self.look(None)?;
        if seen.find_damaged(version).is_some_and(|damaged| !damaged.is_folder) {
            return self.plan_install(&ReleaseRequest::Exact(version.clone()), Then::Stay, planning);
        }
        let files = self.damage(version, &planning.cancel)?;
        let needs = files.as_ref().is_none_or(Differences::need_archive);
        let archive = if needs { Some(self.archive_of(version, planning)?) } else { None };
        Ok(plan::repair_files(&seen, version, files, archive)?)
    }

    /// `None` if the unpacked files are unknown.
    pub(super) fn damage(&self, version: &Version, cancel: &Cancel) -> Result<Option<Differences>, VerifyError> {
        // The list of files belongs to an archive that is not the published one.
        let is_contradicted = self.chain(version).level == ProofLevel::Contradicted;
        let manifest = self.manifest(version)?.filter(|_| !is_contradicted);
        manifest.map(|manifest| self.differences(version, &manifest, cancel, &|_| {})).transpose()
    }

    /// The steps that restore the files that a repair replaced, unless they changed since then.
    pub(super) fn files_undo(&self, entry: &JournalEntry, makers: &Makers, warnings: &mut Vec<Problem>) -> Vec<Step> {
        let mut steps = Vec::new();
        for index in entry.begun.iter().rev() {
            let Some(Step::RepairFiles { version, .. } | Step::RestoreFiles { version, .. }) =
                entry.plan.steps.get(*index)
            else {
                continue;
            };
            if let Some(by) = makers.later(entry.id, &Undoable::Files(version.clone())) {
                warnings.push(plan::files_stay_as_left(version, by));
                continue;
            }
            let kept = Kept { change: entry.id, step: *index };
            let why = match (kept_files::is_whole(self.home(), kept), kept_files::is_in_effect(self.home(), kept)) {
                (true, true) => {
                    steps.push(Step::RestoreFiles { version: version.clone(), kept });
                    continue;
                }
                (false, _) => Sentence::PreviousFilesGone,
                (true, false) => Sentence::ChangedSince,
            };
            let says = say!(FilesStay { version: version.as_str(), why });
            let next = say!(VerifyVersion { version: version.number() });
            warnings.push(Problem::new(Code::UndoPartial, says).with_next(next));
        }
        steps
    }

    /// `None` if there is no record.
    pub(super) fn manifest(&self, version: &Version) -> Result<Option<Manifest>, VerifyError> {
        if !self.home().toolchain(version).is_dir() {
            return Err(VerifyError::NotInstalled(version.clone()));
        }
        Ok(Manifest::read(self.home(), version))
    }

    fn differences(
        &self,
        version: &Version,
        manifest: &Manifest,
        cancel: &Cancel,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Differences, VerifyError> {
        let tree = &self.home().toolchain(version);
        let compared = Compared { tree, manifest, version, names: Syntax::NATIVE };
        Ok(Differences::from(&compared.find(cancel, progress)?))
    }

    /// The archive of a toolchain, from its receipt or else the release list. One that only the user vouched for has no
    /// source, so a published one replaces it. A module has no digest, and counts only if a GOPROXY can provide it.
    pub(super) fn archive_of(&self, version: &Version, planning: &mut Planning) -> Result<Archive> {
        let (receipt, listed) = self.receipt_as_listed(version);
        let is_module = |receipt: &Receipt| module::is_zip(&receipt.archive.filename);
        let has_modules = !self.module_folders().is_empty();
        let known = receipt.filter(|had| had.archive.sha256.is_some() || (is_module(had) && has_modules));
        match known {
            Some(receipt) if !receipt.is_given() => return Ok(receipt.archive),
            Some(receipt) if listed == ListedDigest::No => {
                let file = one_line(&receipt.archive.filename);
                let said = say!(ArchiveNotListed { version: version.as_str(), file });
                return Err(Problem::new(Code::VerifyNoDigest, said)
                    .with_next(say!(RemoveAndInstall { version: version.number() })));
            }
            _ => {}
        }
        let wanted = ReleaseRequest::Exact(version.clone());
        let catalog = planning.told(self.catalog_for(&wanted, &planning.cancel)?);
        let nothing = || Problem::new(Code::VerifyNoDigest, say!(NoArchiveKnown { version: version.as_str() }));
        pick_release(&catalog, &wanted)?.archive.ok_or_else(nothing)
    }

    pub(super) fn chain(&self, version: &Version) -> ProofChain {
        let (receipt, listed) = self.receipt_as_listed(version);
        proof::chain(version, receipt.as_ref(), &listed, self.target())
    }
}

impl ProofStates {
    fn of(chain: &ProofChain) -> Self {
        Self {
            digest: chain.state(ProofLinkKind::Digest),
            checksum_database: chain.state(ProofLinkKind::ChecksumDatabase),
            openpgp: chain.state(ProofLinkKind::Openpgp),
        }
    }
}
