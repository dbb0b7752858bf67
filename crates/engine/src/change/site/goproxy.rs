//! The servers of GOPROXY: a source of toolchains and of checksum database records where no archive is reached. And the
//! user's logins, for these servers and for others.
use std::path::PathBuf;

use url::Url;

use super::proof::TIMES;
use super::{Setup, Site};
use crate::base::module::MODULE;
use crate::environment;
use crate::machine::platform;
use crate::net::goproxy::{self, GoProxy};
use crate::net::http::{Http, HttpConfig, Logins};
use crate::net::netrc;
use crate::released::advisories;
use crate::released::catalog::Sources;
use crate::store::Silence;

impl Site {
    /// The sources of Go as a module, in order of preference; none if the checksum database cannot verify it, because
    /// Go trusts none, or because it is not asked about releases of another list; or because Go asks no server for it
    /// (GONOPROXY). A bundle is a separate source.
    pub(crate) fn module_folders(&self) -> Vec<Url> {
        if self.sources.bundle().is_some()
            || self.is_silent() == Some(Silence::OwnFeed)
            || !matches!(self.database(), Ok(Some(_)))
            || goproxy::is_matched(&self.private_modules(), MODULE)
        {
            return Vec::new();
        }
        self.goproxy().addresses().iter().map(goproxy::toolchains).collect()
    }

    /// Whether the checksum database is queried for releases, so that it can prove a tree without its archive.
    pub(crate) fn proves_trees(&self) -> bool {
        self.sources.bundle().is_none() && self.is_silent().is_none() && matches!(self.database(), Ok(Some(_)))
    }

    /// The HTTP client for these servers, with the user's logins. It is used for nothing else.
    pub(crate) fn http_for_modules(&self) -> Http {
        Http::new(HttpConfig { logins: self.logins(&self.goproxy()), ..self.http.config().clone() })
    }

    /// The HTTP client for lists of versions on the servers of a GOPROXY, with short time limits.
    pub(crate) fn http_for_lists(&self, proxy: &GoProxy) -> Http {
        Http::new(HttpConfig { times: TIMES, logins: self.logins(proxy), ..self.http.config().clone() })
    }

    /// The patterns of the modules that no GOPROXY is asked for: GONOPROXY, otherwise GOPRIVATE.
    fn private_modules(&self) -> String {
        let [only, both] = ["GONOPROXY", "GOPRIVATE"].map(|name| self.go_variable(name));
        if only.is_empty() { both } else { only }
    }

    pub(crate) fn goproxy(&self) -> GoProxy {
        GoProxy::read(&self.go_variable("GOPROXY"))
    }

    /// The user's logins for these servers, from their URLs and from `.netrc`, unless GOAUTH excludes that.
    pub(crate) fn logins(&self, proxy: &GoProxy) -> Logins {
        let auth = self.go_variable("GOAUTH");
        let is_read = auth.is_empty() || auth.split(';').any(|command| command.trim() == "netrc");
        proxy.logins(is_read.then(|| self.setup.netrc()).flatten().as_deref())
    }

    /// A Go environment variable, as `go` reads it; empty if it is not set.
    pub(crate) fn go_variable(&self, name: &str) -> String {
        let value = environment::go_variable(&|name| self.variable(name), name);
        value.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The passwords in `.netrc`, whatever server they are for.
    pub(crate) fn netrc_passwords(&self) -> Vec<String> {
        let logins = self.setup.netrc().map(|path| netrc::read(&path, platform::require_own)).unwrap_or_default();
        logins.into_iter().map(|login| login.password).collect()
    }
}

impl Setup {
    /// The user's logins for the servers that the user or the policy named. Unlike `go`, Upgo does not take them from a
    /// file that other accounts can read.
    pub(super) fn logins(&self, sources: &Sources, vulnerabilities: Option<&Url>) -> Logins {
        let copy = vulnerabilities.filter(|address| address.as_str() != advisories::OFFICIAL);
        let named: Vec<Url> = sources.with_proofs().into_iter().chain(copy.cloned()).collect();
        let file = self.netrc().filter(|_| named.iter().any(Url::has_host));
        let logins = file.map(|path| netrc::read(&path, platform::require_own_secret)).unwrap_or_default();
        Logins::from_iter(logins).only_for(&named)
    }

    /// The file with user names and passwords. Source: `cmd/go/internal/auth/netrc.go` (`netrcPath`).
    fn netrc(&self) -> Option<PathBuf> {
        if let Some(path) = self.variable("NETRC") {
            return Some(path.into());
        }
        let folder = self.user_folder()?;
        let old = folder.join("_netrc");
        Some(if platform::HAS_REGISTRY && old.exists() { old } else { folder.join(".netrc") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::http::base;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn a_server_that_nobody_named_gets_no_login() {
        let folder = tempfile::tempdir().unwrap();
        let netrc = folder.path().join("netrc");
        let servers =
            ["go.dev", "golang.google.cn", "dl.google.com", "vuln.go.dev", "a.example", "b.example", "c.example"];
        let line = |server: &&str| format!("machine {server} login me password secret\n");
        std::fs::write(&netrc, servers.iter().map(line).collect::<String>()).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&netrc, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let setup = Setup { variables: [("NETRC".into(), netrc.into())].into(), ..Setup::of_this_process("a test") };
        let given = |feed: Option<&str>, mirrors: &[&str], vulnerabilities: &str| {
            let sources = Sources::new(feed, mirrors.iter().copied()).unwrap();
            let logins = setup.logins(&sources, Some(&base(vulnerabilities).unwrap()));
            let is_given = |server: &&&str| logins.of(&Url::parse(&format!("https://{server}/x")).unwrap()).is_some();
            servers.iter().filter(is_given).copied().collect::<Vec<_>>()
        };
        assert_eq!(given(None, &[], advisories::OFFICIAL), [""; 0]);
        assert_eq!(given(None, &["https://a.example/go/"], advisories::OFFICIAL), ["a.example"]);
        let folder = if cfg!(windows) { "file:///C:/srv/go/" } else { "file:///srv/go/" };
        let own = given(Some("https://b.example/"), &[folder], "https://c.example/vulndb/");
        assert_eq!(own, ["b.example", "c.example"]);
    }
}
