use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

use super::Engine;
use super::snapshot::disk;
use crate::base::digest::Sha256;
use crate::base::display::one_line;
use crate::base::report::{Cancel, Code, Events, Explain as _, Problem, Result};
use crate::base::secret::without_secrets;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::mirror::{
    self, Build, Built, BuiltFile, CheckedMirror, MirrorError, MirrorRules, MirrorTrial, Prune, Pruned, VULNERABILITIES,
};
use crate::choices::policy::VersionRule;
use crate::machine::effect;
use crate::machine::platform::FileLock;
use crate::released::advisories::{CopyError, DatabaseCopy};
use crate::released::catalog::{Feeds, MAX_AGE, ReleaseRequest};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MirrorRequest {
    pub folder: PathBuf,
    /// If there are none, those of the policy, else the newest permitted patch of each supported release line.
    pub versions: Vec<ReleaseRequest>,
    /// If there are none, those of the policy, else that of this machine.
    pub targets: Vec<Target>,
    /// The folder to take archives and proofs from, instead of the network.
    pub from: Option<PathBuf>,
    pub with_vulnerabilities: bool,
}

impl Engine {
    /// The release list names a release only once its files and proofs are complete.
    pub fn build_mirror(&self, wanted: &MirrorRequest, cancel: &Cancel, events: Events<'_>) -> Result<Built> {
        let (folder, from) = (wanted.folder.as_path(), wanted.from.as_deref());
        if let Some(from) = from.filter(|from| !from.is_dir()) {
            // somebody may have given an address with a password
            let message = say!(NotAFolder { path: one_line(without_secrets(&from.to_string_lossy())) });
            return Err(Problem::new(Code::Usage, message).with_next(Sentence::NameArchiveFolder));
        }
        let _lock = self.lock_mirror(folder)?;
        let own = [self.target().clone()];
        let by_policy = self.policy().policy.mirror.targets.as_deref().filter(|targets| !targets.is_empty());
        let targets = if wanted.targets.is_empty() { by_policy.unwrap_or(&own) } else { wanted.targets.as_slice() };
        let job = Build {
            folder,
            versions: &wanted.versions,
            rules: &self.mirror_rules(),
            targets,
            from,
            feeds: &self.feeds(),
            http: &self.http,
            now: self.now(),
            holder: &self.holder(),
            cancel,
            events,
        };
        let mut gathered = mirror::gather(&job)?;
        self.mirror_proofs(folder, from, &mut gathered.files, cancel)?;
        gathered.publish(folder, job.now)?;
        let unproven = why_unproven(&gathered.files).into_iter().collect();
        let mut built = Built { files: gathered.files, vulnerabilities: None, warnings: unproven };
        if let Some(source) = self.vulnerability_source(from).filter(|_| wanted.with_vulnerabilities) {
            let copy = DatabaseCopy { folder: &folder.join(VULNERABILITIES) };
            match copy.update(&source, &self.http, self.now(), cancel) {
                Ok(copied) => built.vulnerabilities = Some(copied),
                // The releases are complete without it, and the next run tries again.
                Err(CopyError::Database(error)) if error.code() != Code::Cancelled => {
                    built.warnings.push(error.into());
                }
                Err(error) => return Err(MirrorError::from(error).into()),
            }
        }
        Ok(built)
    }

    /// With `is_rehearsal`, only reports what would be removed.
    pub fn prune_mirror(&self, folder: &Path, keep: &[ReleaseRequest], is_rehearsal: bool) -> Result<Pruned> {
        let _lock = self.lock_mirror(folder)?;
        Ok(mirror::prune(&Prune { folder, keep, rules: &self.mirror_rules(), is_rehearsal })?)
    }

    /// Compares a mirror's files with its list, the cached official one, and their proofs. Offline; changes nothing.
    pub fn verify_mirror(&self, folder: &Path, cancel: &Cancel) -> Result<CheckedMirror> {
        let official = |target: &Target| {
            let feeds = Feeds { target, system: None, ..self.feeds() };
            feeds.cached(self.now(), MAX_AGE)
        };
        let mut checked = mirror::check(folder, &official, cancel)?;
        self.check_mirror_proofs(folder, &mut checked.files, cancel)?;
        Ok(checked.concluded())
    }

    /// The releases of a mirror if nobody names any: those of the policy, and none that it does not permit.
    fn mirror_rules(&self) -> MirrorRules<'_> {
        let policy = &self.policy().policy;
        let rules = policy.mirror.versions.as_deref();
        MirrorRules {
            is_wanted: rules.map(any_matches),
            is_named: Box::new(move |version| rules.unwrap_or_default().contains(&VersionRule::Exact(version.clone()))),
            is_permitted: Box::new(move |version| policy.permits_use(version).is_ok()),
            patches: policy.mirror.keep.map_or(1, |keep| usize::try_from(keep.get()).unwrap_or(usize::MAX)),
        }
    }

    /// The mirror that it is made from, if that has one, else the source of this machine.
    fn vulnerability_source(&self, from: Option<&Path>) -> Option<Url> {
        let copied = from.map(|from| from.join(VULNERABILITIES)).filter(|folder| folder.is_dir());
        let copied = copied.and_then(|folder| Url::from_directory_path(std::path::absolute(folder).ok()?).ok());
        copied.or_else(|| self.vulnerabilities.clone())
    }

    /// Excludes other changes of a mirror by this account. An account without an own home is not excluded.
    fn lock_mirror(&self, folder: &Path) -> Result<Option<FileLock>> {
        if self.own_home().is_err() || !self.home.cache().is_dir() {
            return Ok(None);
        }
        let real = fs_err::canonicalize(folder).or_else(|_| std::path::absolute(folder)).map_err(disk)?;
        let key = Sha256::of(real.as_os_str().as_encoded_bytes()).to_string();
        let path = self.home.cache().join(format!("mirror-{}.lock", &key[..16]));
        let lock = effect::lock_within(&path, Duration::ZERO).map_err(disk)?;
        let busy = || Problem::new(Code::Busy, say!(MirrorBusy { folder }));
        lock.map(Some).ok_or_else(busy)
    }

    /// Without addresses, the mirrors in the settings.
    pub fn try_mirrors(&self, mirrors: &[Url], cancel: &Cancel) -> Result<Vec<MirrorTrial>> {
        let mirrors = if mirrors.is_empty() { &self.settings().mirrors } else { mirrors };
        if mirrors.is_empty() {
            return Ok(Vec::new());
        }
        let (catalog, _) = self.ask_catalog(cancel)?;
        let mut trials = Vec::new();
        for mirror in mirrors {
            trials.extend(mirror::trial(&self.http, mirror, &catalog, cancel)?);
        }
        Ok(trials)
    }
}

/// The warning that some files came without any proof. A machine without internet access cannot get proofs for them.
fn why_unproven(files: &[BuiltFile]) -> Option<Problem> {
    let count = files.iter().filter(|file| !file.has_proof && !file.has_signature).count();
    let what: Statement = match (count, files.len()) {
        (0, _) => return None,
        (1, 1) => Sentence::FileWithoutProof.into(),
        (count, all) => say!(FilesWithoutProof { count, all }),
    };
    Some(Problem::new(Code::VerifyUnproven, what).with_next(Sentence::DemandProofs))
}

fn any_matches(rules: &[VersionRule]) -> Box<dyn Fn(&Version) -> bool + '_> {
    Box::new(move |version| rules.iter().any(|rule| rule.matches(version)))
}
