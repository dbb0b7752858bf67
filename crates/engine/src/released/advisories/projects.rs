//! The imports of the user's projects, and the vulnerabilities in them.
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use super::{AffectedPackage, KnownVulnerabilities};

/// Stands for cgo among the imports of a project, if another package than those of the standard library uses it.
pub(crate) const CGO: &str = "C";

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Projects(pub Vec<ProjectImports>);

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectImports {
    #[serde(serialize_with = "crate::base::paths::shown")]
    pub folder: PathBuf,
    /// The packages of the standard library that it imports, directly or indirectly, and `C` if it uses cgo.
    pub imports: HashSet<String>,
    /// By package of the standard library: the packages outside of it that import it directly, those of the project first.
    #[serde(default)]
    pub importers: BTreeMap<String, Vec<String>>,
}

impl Projects {
    /// Marks each vulnerability with the projects that use an affected package. Does nothing without projects.
    #[must_use]
    pub fn mark(&self, mut known: KnownVulnerabilities) -> KnownVulnerabilities {
        for one in &mut known.vulnerabilities {
            let users = self.0.iter().filter(|project| project.uses(&one.packages));
            one.used_by = users.map(|project| project.folder.clone()).collect();
        }
        let used = known.vulnerabilities.iter().filter(|one| !one.used_by.is_empty());
        known.in_your_projects = u32::try_from(used.count()).ok().filter(|_| !self.0.is_empty());
        known
    }
}

impl ProjectImports {
    /// A vulnerability that names no package may be in any.
    pub fn uses(&self, packages: &[AffectedPackage]) -> bool {
        self.uses_one_of(packages.iter().map(|package| package.path.as_str()))
    }

    pub(super) fn uses_one_of<'p>(&self, paths: impl Iterator<Item = &'p str>) -> bool {
        let mut paths = paths.peekable();
        paths.peek().is_none() || paths.any(|path| self.imports.contains(path))
    }
}
