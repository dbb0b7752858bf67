//! The hosts that a redirect may point to.
use std::collections::BTreeSet;

use url::Url;

use super::is_loopback;

/// Decides which well-known hosts may be the target of a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Feed,
    /// An archive, a package or a module. Its bytes are verified.
    Archive,
    /// A proof: the checksum database, signatures and their keys. What they prove is verified.
    Proof,
    /// The vulnerability database, whose entries nothing else confirms.
    Vulnerabilities,
    /// Upgo's own releases: their description is signed, and their packages are verified.
    Upgo,
}

impl Purpose {
    /// Hosts that redirect to each other: `go.dev/dl/FILE` to `dl.google.com`; proxy and GitHub to rentable storage.
    fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::Feed => &["go.dev", "golang.google.cn", "golang.org"],
            Self::Archive => &[
                "dl.google.com", "go.dev", "golang.google.cn", "golang.org", "proxy.golang.org",
                "storage.googleapis.com",
            ],
            Self::Proof => &[
                "dl.google.com", "go.dev", "golang.google.cn", "golang.org", "proxy.golang.org",
                "storage.googleapis.com", "sum.golang.google.cn", "sum.golang.org",
            ],
            Self::Vulnerabilities => &["vuln.go.dev"],
            Self::Upgo => &["github.com", "objects.githubusercontent.com", "release-assets.githubusercontent.com"],
        }
    }
}

/// Named by the user, in addition to the requested host and those of the [`Purpose`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts(BTreeSet<String>);

impl Hosts {
    #[must_use]
    pub fn and(mut self, named: impl IntoIterator<Item = String>) -> Self {
        self.0.extend(named.into_iter().map(|host| host.to_ascii_lowercase()));
        self
    }

    /// Allowed to a host in a list, to the requested host, or from this machine to this machine.
    pub(super) fn admit(&self, purpose: Purpose, start: &Url, next: &Url) -> bool {
        let host = next.host_str().unwrap_or_default();
        let is_named = self.0.contains(host) || purpose.hosts().contains(&host);
        is_named || next.host() == start.host() || (is_loopback(start) && is_loopback(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(purpose: Purpose, start: &str, next: &str) -> bool {
        Hosts::default().and(["CDN.example".to_owned()]).admit(purpose, &start.parse().unwrap(), &next.parse().unwrap())
    }

    const ALL: [Purpose; 5] =
        [Purpose::Feed, Purpose::Archive, Purpose::Proof, Purpose::Vulnerabilities, Purpose::Upgo];

    #[test]
    fn a_redirect_may_only_go_to_known_hosts() {
        for (start, next) in [
            ("https://mirror.example/x", "https://mirror.example:8443/y"),
            ("https://mirror.example/x", "https://cdn.EXAMPLE/x"),
            ("http://127.0.0.1:1/x", "http://localhost:2/x"),
        ] {
            assert!(ALL.into_iter().all(|purpose| admits(purpose, start, next)), "{start} to {next}");
        }
        for next in [
            "https://evil.example/x",
            "https://go.dev.evil.example/",
            "https://evil.example/go.dev",
            "http://127.0.0.1/x",
            "https://dl.google.com.:443/x",
        ] {
            assert!(!ALL.into_iter().any(|purpose| admits(purpose, "https://go.dev/dl/x", next)), "{next}");
        }
    }

    #[test]
    fn well_known_hosts_are_admitted_only_for_their_purpose() {
        for (start, next, purposes) in [
            ("https://golang.org/dl/", "https://go.dev/dl/", &ALL[..3]),
            ("https://go.dev/dl/x", "https://dl.google.com/go/x", &ALL[1..3]),
            ("https://proxy.golang.org/x", "https://storage.googleapis.com/x", &ALL[1..3]),
            ("https://go.dev/x", "https://sum.golang.org/x", &ALL[2..3]),
            ("https://go.dev/x", "https://vuln.go.dev/x", &ALL[3..4]),
            ("https://github.com/x", "https://release-assets.githubusercontent.com/x", &ALL[4..]),
        ] {
            let admitted: Vec<Purpose> = ALL.into_iter().filter(|purpose| admits(*purpose, start, next)).collect();
            assert_eq!(admitted, purposes, "{start} to {next}");
        }
    }
}
