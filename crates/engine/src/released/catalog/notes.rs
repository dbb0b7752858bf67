//! The addresses of the release notes.
use crate::base::version::Version;

/// The page on go.dev about a release: its own for a line, an entry in the history for a patch, with the version as
/// anchor (<https://go.dev/doc/devel/release>).
pub fn notes_url(version: &Version) -> String {
    let line = version.language();
    if version.is_prerelease() {
        return format!("https://tip.golang.org/doc/go{}", line.number());
    }
    if version.is_first_of_line() {
        return format!("https://go.dev/doc/go{}", line.number());
    }
    format!("https://go.dev/doc/devel/release#{version}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_release_has_its_release_notes() {
        let page = |name: &str| notes_url(&name.parse().unwrap());
        assert_eq!(page("go1.27.1"), "https://go.dev/doc/devel/release#go1.27.1");
        assert_eq!(page("go1.27.0"), "https://go.dev/doc/go1.27");
        assert_eq!(page("go1.20"), "https://go.dev/doc/go1.20");
        assert_eq!(page("go1.28rc1"), "https://tip.golang.org/doc/go1.28");
    }
}
