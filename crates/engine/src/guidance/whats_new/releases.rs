//! The releases between two versions, and the vulnerabilities that an upgrade fixes.
use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{FixesNews, ReleaseNews};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::released::advisories::{Advisories, Concerning, Projects};
use crate::released::catalog::{Catalog, history, line_of, notes_url, released_on};

/// The releases after `from` up to `to`, newest first, but no older line's patch after `to`, which may lack its fixes.
pub fn releases(
    from: &Version,
    to: &Version,
    catalog: Option<&Catalog>,
    advisories: Option<&Concerning<'_>>,
) -> Vec<ReleaseNews> {
    let listed = catalog.into_iter().flat_map(|catalog| &catalog.releases).map(|release| &release.version);
    let mut known: BTreeSet<&Version> = listed.collect();
    known.insert(to);
    for version in history::versions() {
        known.insert(version);
    }
    let is_later = |version: &Version| released_on(version).zip(released_on(to)).is_some_and(|(day, last)| day > last);
    let is_between = |version: &&&Version| {
        let version: &Version = version;
        let counts = !version.is_prerelease() || version == to;
        from < version && version <= to && counts && (version.same_line(to) || !is_later(version))
    };
    known.iter().rev().filter(is_between).map(|version| describe(version, advisories)).collect()
}

fn describe(version: &Version, advisories: Option<&Concerning<'_>>) -> ReleaseNews {
    let past = history::of(version);
    let owned = |names: &Vec<&str>| names.iter().map(|name| (*name).to_owned()).collect();
    // The history of a release that is newer than this Upgo is in the vulnerability database.
    let fixes = || advisories.iter().flat_map(|known| known.packages_fixed_in(version)).map(str::to_owned).collect();
    let known_fix = || advisories.is_some_and(|known| known.is_fix(version)).then_some(true);
    ReleaseNews {
        version: version.clone(),
        line: line_of(version),
        first_of_line: version.is_first_of_line(),
        brings: if version.is_first_of_line() { brings(version) } else { Vec::new() },
        released_on: released_on(version),
        security: past.map(|past| past.security).or_else(known_fix),
        security_fixes: past.map_or_else(fixes, |past| owned(&past.security_fixes)),
        other_fixes: past.map(|past| owned(&past.other_fixes)).unwrap_or_default(),
        notes: notes_url(version),
    }
}

/// What is new in a line since Go 1.21, by its release notes.
fn brings(version: &Version) -> Vec<Statement> {
    let sentences = match line_of(version).as_str() {
        "1.21" => [Sentence::Go121Functions, Sentence::Go121Packages, Sentence::Go121Toolchains],
        "1.22" => [Sentence::Go122Loops, Sentence::Go122Ranges, Sentence::Go122Routes],
        "1.23" => [Sentence::Go123Iterators, Sentence::Go123Timers, Sentence::Go123Telemetry],
        "1.24" => [Sentence::Go124Aliases, Sentence::Go124Tools, Sentence::Go124Speed],
        "1.25" => [Sentence::Go125Containers, Sentence::Go125Nil, Sentence::Go125Synctest],
        "1.26" => [Sentence::Go126New, Sentence::Go126Collector, Sentence::Go126Fix],
        "1.27" => [Sentence::Go127Methods, Sentence::Go127Literals, Sentence::Go127Packages],
        _ => return Vec::new(),
    };
    sentences.map(Statement::from).to_vec()
}

/// The known vulnerabilities of `from` that `to` does not have. `None` if the database has no answer for one of them.
pub fn fixes(
    from: &Version,
    to: &Version,
    target: &Target,
    advisories: &Advisories,
    catalog: Option<&Catalog>,
    projects: &Projects,
) -> Option<FixesNews> {
    let concerning = advisories.on(target);
    let (mut known, left) = (concerning.known(from, catalog)?, concerning.ids(to)?);
    known.vulnerabilities.retain(|one| !left.contains(one.id.as_str()));
    let mut known = projects.mark(known);
    known.vulnerabilities.sort_by_key(|one| Reverse(!one.used_by.is_empty())); // stable: the newest stay first
    Some(FixesNews {
        vulnerabilities: known.vulnerabilities,
        in_your_projects: known.in_your_projects,
        left: u32::try_from(left.len()).unwrap_or(u32::MAX),
        database: known.database,
    })
}
