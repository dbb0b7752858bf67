//! The hosts that a redirect may point to.
use std::collections::BTreeSet;

use url::Url;

use super::is_loopback;

/// Google's own hosts that redirect to each other: `go.dev/dl/FILE` to `dl.google.com`, and the module proxy to its
/// storage. Files from there are verified like all others.
const OFFICIAL: [&str; 9] = [
    "dl.google.com", "go.dev", "golang.google.cn", "golang.org", "proxy.golang.org", "storage.googleapis.com",
    "sum.golang.google.cn", "sum.golang.org", "vuln.go.dev",
];

/// The hosts that a redirect may point to, in addition to the requested one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts(BTreeSet<String>);

impl Default for Hosts {
    /// Google's own hosts.
    fn default() -> Self {
        Self(OFFICIAL.into_iter().map(str::to_owned).collect())
    }
}

impl Hosts {
    /// The same hosts and the given ones.
    #[must_use]
    pub fn and(mut self, named: impl IntoIterator<Item = String>) -> Self {
        self.0.extend(named.into_iter().map(|host| host.to_ascii_lowercase()));
        self
    }

    /// Whether a request for `start` may be redirected to `next`: to a host in the list, to the requested host, or from
    /// this machine to this machine.
    pub(super) fn admit(&self, start: &Url, next: &Url) -> bool {
        let host = next.host_str().unwrap_or_default();
        next.host() == start.host() || (is_loopback(start) && is_loopback(next)) || self.0.contains(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(hosts: &Hosts, start: &str, next: &str) -> bool {
        hosts.admit(&start.parse().unwrap(), &next.parse().unwrap())
    }

    #[test]
    fn a_redirect_may_only_go_to_known_hosts() {
        let hosts = Hosts::default().and(["CDN.example".to_owned()]);
        for (start, next) in [
            ("https://go.dev/dl/x", "https://dl.google.com/go/x"),
            ("https://mirror.example/x", "https://mirror.example:8443/y"),
            ("https://mirror.example/x", "https://cdn.EXAMPLE/x"),
            ("http://127.0.0.1:1/x", "http://localhost:2/x"),
        ] {
            assert!(admits(&hosts, start, next), "{start} to {next}");
        }
        for next in [
            "https://evil.example/x",
            "https://go.dev.evil.example/",
            "https://evil.example/go.dev",
            "http://127.0.0.1/x",
            "https://dl.google.com.:443/x",
        ] {
            assert!(!admits(&hosts, "https://go.dev/dl/x", next), "{next}");
        }
    }
}
