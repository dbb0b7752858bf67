//! The support window of a release line. "Each major Go release is supported until there are two newer major releases"
//! (<https://go.dev/doc/devel/release>), one every February and August (<https://go.dev/wiki/Go-Release-Cycle>).
use super::{Catalog, Day, history};
use crate::base::version::Version;

/// Whether a release line is supported, and until when.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Support {
    /// The line, `1.27`.
    pub line: String,
    /// Whether it still receives fixes.
    pub supported: bool,
    pub ends: Option<SupportEnd>,
    /// The day when it ended; `null` while it is supported, or if unknown.
    pub ended_on: Option<Day>,
}

/// The event that will end the support of a release line.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SupportEnd {
    /// The release line whose first release ends it.
    pub line: String,
    /// The month in which that is due, estimated from Go's cadence: `2027-08`.
    pub month: String,
}

/// A release line of Go 1, by its second number.
pub(super) type ReleaseLine = u32;

impl Support {
    /// The support of the line of `version`; `newest` is of the newest released line. `None` if a line is unknown, such as
    /// one that Go has not released yet. A pre-release counts as part of its line.
    pub fn of(version: &Version, newest: &Version) -> Option<Self> {
        let (line, newest) = (line(version).filter(|line| is_foreseeable(*line))?, line(newest)?);
        let after = line + 2;
        let supported = after > newest;
        Some(Self {
            line: name(line),
            supported,
            ends: supported.then(|| SupportEnd { line: name(after), month: due(after) }),
            ended_on: first_release(after).filter(|_| !supported).and_then(|first| history::released_on(&first)),
        })
    }

    /// Without a release list, known only if it has certainly ended.
    pub fn known(version: &Version, catalog: Option<&Catalog>, newest: &Version) -> Option<Self> {
        Self::of(version, newest).filter(|support| catalog.is_some() || !support.supported)
    }

    /// The month when it will end, `2027-08`, or the day when it ended; `None` if unknown.
    pub fn until(&self) -> Option<String> {
        let ends = self.ends.as_ref().map(|end| end.month.clone());
        ends.or_else(|| self.ended_on.map(|day| day.to_string()))
    }
}

/// Whichever is newest: from the feed, from `here` (this machine), or from the table built into Upgo.
pub fn newest_out<'a>(catalog: Option<&Catalog>, here: impl IntoIterator<Item = &'a Version>) -> Option<Version> {
    let listed = catalog.and_then(Catalog::newest).map(|release| release.version.clone());
    let is_release = |version: &&Version| !version.is_prerelease() && line(version).is_none_or(is_foreseeable);
    let here = here.into_iter().filter(is_release).max().cloned();
    listed.into_iter().chain(here).chain(history::newest()).max()
}

pub fn line_of(version: &Version) -> String {
    version.language().number().to_owned()
}

/// A release line that no honest list can contain. Lines are counted, so a list must not name the last `u32`.
const LAST: ReleaseLine = 9_999;

/// How many lines may be newer than those that this Upgo was built with: four years.
const AHEAD: ReleaseLine = 8;

/// Whether Go can have released a line by the time this Upgo is used, or its end be estimated.
fn is_foreseeable(known: ReleaseLine) -> bool {
    let newest = history::newest().as_ref().and_then(line).unwrap_or_default();
    known <= newest + AHEAD
}

/// The release line of a version; `None` for anything but Go 1, because a later major version may have another cadence.
pub(super) fn line(version: &Version) -> Option<ReleaseLine> {
    let language = version.language();
    match language.number().split_once('.') {
        Some(("1", minor)) => minor.parse().ok().filter(|line| *line <= LAST),
        Some(_) => None,
        None => (language.number() == "1").then_some(0),
    }
}

fn name(line: ReleaseLine) -> String {
    format!("1.{line}")
}

/// The first release of a line, which has no third number up to 1.20.
pub(super) fn first_release(line: ReleaseLine) -> Option<Version> {
    let name = if line < 21 { format!("go1.{line}") } else { format!("go1.{line}.0") };
    Version::from_name(&name).ok()
}

/// The month in which a line is due. Go 1.26 was released in February 2026, and a new line follows every six months.
fn due(line: ReleaseLine) -> String {
    let months = i64::from(line) * 6 + 1 + 12 * 2026 - 26 * 6;
    format!("{}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn support(version: &str, newest: &str) -> Support {
        Support::of(&version.parse().unwrap(), &newest.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_line_is_supported_until_two_newer_ones_are_released() {
        let newest = support("go1.27.1", "go1.27.3");
        assert_eq!((newest.line.as_str(), newest.supported, newest.ended_on), ("1.27", true, None));
        assert_eq!(newest.ends, Some(SupportEnd { line: "1.29".into(), month: "2027-08".into() }));
        let older = support("go1.26.0", "go1.27.3");
        assert_eq!(older.ends, Some(SupportEnd { line: "1.28".into(), month: "2027-02".into() }));
        let ended = support("go1.25.14", "go1.27.3");
        assert_eq!((ended.supported, ended.ends), (false, None));
        assert_eq!(ended.ended_on.map(|day| day.to_string()).as_deref(), Some("2026-08-19"), "Go 1.27 came out");
    }

    #[test]
    fn lines_before_1_21_end_with_a_two_part_release() {
        let day = |version: &str| support(version, "go1.27.0").ended_on.map(|day| day.to_string());
        assert_eq!(day("go1.18.10").as_deref(), Some("2023-02-01"), "go1.20");
        assert_eq!(day("go1.19").as_deref(), Some("2023-08-08"), "go1.21.0");
        assert_eq!(day("go1").as_deref(), Some("2013-12-01"), "go1.2");
    }

    #[test]
    fn an_unknown_end_of_support_has_no_date() {
        assert_eq!(support("go1.27.0", "go1.29.1").ended_on, None);
    }

    #[test]
    fn an_unreleased_line_is_treated_like_any_other() {
        let coming = support("go1.28rc1", "go1.27.3");
        assert!(coming.supported);
        assert_eq!(coming.ends, Some(SupportEnd { line: "1.30".into(), month: "2028-02".into() }));
    }

    #[test]
    fn other_versions_than_go_1_are_not_guessed() {
        let of = |version: &str, newest: &str| Support::of(&version.parse().unwrap(), &newest.parse().unwrap());
        assert_eq!(of("go2.1.0", "go2.3.0"), None);
        assert_eq!(of("go1.99.1", "go1.99.1"), None, "nor is a line of the far future");
        assert_eq!(of("go1.27.0", "go2.0.0"), None);
        assert_eq!(of("go1.27.0", "go1.4294967295.0"), None, "nor is what no cadence reaches");
    }

    #[test]
    fn an_installed_version_can_be_the_newest_known_release() {
        let here = ["go1.30.1", "go1.31rc1", "go1.99.1"].map(|version| version.parse().unwrap());
        assert_eq!(newest_out(None, &here).unwrap().as_str(), "go1.30.1", "a pre-release proves nothing");
        assert_eq!(newest_out(None, []), history::newest());
    }
}
