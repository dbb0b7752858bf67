//! An entry as it affects one target: what is compared of it.
use semver::Version as Semantic;

use super::ranges::Interval;
use super::{Advisory, Part};
use crate::base::target::Target;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TargetAdvisory<'a> {
    pub(super) entry: &'a Advisory,
    pub(super) affected: Vec<TargetAffected<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TargetAffected<'a> {
    pub(super) part: Part,
    /// The affected packages; empty if any may be affected.
    pub(super) packages: Vec<&'a str>,
    pub(super) intervals: Vec<Interval>,
}

impl<'a> TargetAdvisory<'a> {
    /// What concerns `target` in an entry; `None` if it affects no version there.
    pub(super) fn of(entry: &'a Advisory, target: &'a Target) -> Option<Self> {
        let affected = entry.concerning(target).filter_map(|affected| {
            Some(TargetAffected {
                part: affected.part()?,
                packages: affected.packages(target).map(|import| import.path.as_str()).collect(),
                intervals: affected.intervals(),
            })
        });
        let found = Self { entry, affected: affected.collect() };
        let has_any = found.intervals().next().is_some();
        has_any.then_some(found)
    }

    pub(super) fn intervals(&self) -> impl Iterator<Item = &Interval> {
        self.affected.iter().flat_map(|affected| &affected.intervals)
    }

    pub(super) fn affects(&self, version: &Semantic) -> bool {
        self.affected.iter().any(|affected| affected.has(version))
    }

    /// The packages in which `version` is affected; empty if any may be affected.
    pub(super) fn packages_in(&self, version: &Semantic) -> impl Iterator<Item = &'a str> {
        self.affected
            .iter()
            .filter(|affected| affected.has(version))
            .flat_map(|affected| affected.packages.iter().copied())
    }

    pub(super) fn end(&self, version: &Semantic) -> Option<Semantic> {
        let mut version = version.clone();
        // One part may be fixed later than another, and intervals may touch.
        while let Some(interval) = self.intervals().find(|interval| interval.contains(&version)) {
            version = interval.until.clone()?;
        }
        Some(version)
    }
}

impl TargetAffected<'_> {
    pub(super) fn has(&self, version: &Semantic) -> bool {
        self.intervals.iter().any(|interval| interval.contains(version))
    }

    /// Whether `version` is the first one of its line that is fixed.
    pub(super) fn ends_at(&self, version: &Semantic) -> bool {
        self.intervals.iter().any(|interval| interval.until.as_ref() == Some(version))
    }
}

/// The year and number of an ID, which define the order of IDs.
pub(super) fn number(id: &str) -> (u32, u64) {
    let (year, number) = id.strip_prefix("GO-").and_then(|rest| rest.split_once('-')).unwrap_or_default();
    (year.parse().unwrap_or_default(), number.parse().unwrap_or_default())
}
