//! For fuzzing: the file of logins, and what a server says about the versions of a module.
use super::versions::{SemVer, candidates, highest, newest, retractions};

pub(crate) fn netrc(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let logins = crate::net::netrc::parse(&text);
    assert!(logins.len() <= text.split_whitespace().count() / 6);
    for login in &logins {
        let fields = [&login.machine, &login.user, &login.password];
        assert!(fields.iter().all(|field| !field.is_empty() && !field.contains(char::is_whitespace)));
    }
    assert!(format!("{logins:?}").len() <= 64 + text.len() * 12);
}

/// A list of versions and a `go.mod` at once: each line may be part of either.
pub(crate) fn versions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(installed) = SemVer::parse("v1.2.3") else { return };
    let (found, retracted) = (candidates(&text, &installed), retractions(&text));
    assert!(found.iter().all(|version| version.lineage() == installed.lineage()));
    assert!(found.iter().all(|version| SemVer::parse(&version.to_string()).as_ref() == Some(version)));
    let newest = newest(&found, &retracted);
    assert!(newest.is_none_or(|newest| !newest.is_in(&retracted)));
    assert!(highest(&found).is_some() || newest.is_none());
}
