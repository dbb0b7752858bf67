//! The value of GOPROXY: the servers that modules come from, and their logins. A company's server replaces all others:
//! it serves files and relays the checksum database, and neither is trusted unverified. Source:
//! <https://go.dev/ref/mod#goproxy-protocol>, `cmd/go/internal/modfetch/proxy.go`.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod newest;
mod route;
mod versions;

use std::borrow::Cow;
use std::io;
use std::path::Path;

use url::Url;

pub(crate) use newest::{KnownModules, NotAsked, ProxySettings};
pub(crate) use route::is_matched;
use route::{Hop, Server};
pub(crate) use versions::SemVer;

use crate::base::module::MODULE;
use crate::machine::platform;
use crate::net::http::{self, HttpError, Login, Logins, file_in};
use crate::net::netrc;

/// Source: `go.env` of every tree.
pub(crate) const DEFAULT: &str = "https://proxy.golang.org,direct";

#[derive(Clone, Debug, Default)]
pub struct GoProxy {
    hops: Vec<Hop>,
    logins: Vec<Login>,
}

/// The folder of a GOPROXY with the toolchains as modules: the zips, and the file `list`.
pub fn toolchains(goproxy: &Url) -> Url {
    file_in(goproxy, &format!("{MODULE}/@v/"))
}

impl GoProxy {
    /// If the value is empty, Go's default applies.
    pub fn read(value: &str) -> Self {
        let (hops, logins) = route::read(if value.is_empty() { DEFAULT } else { value });
        Self { hops, logins }
    }

    /// In order, each a folder and without a user name or password, up to the first entry that only Go could ask: `direct`,
    /// which for a toolchain is Go's own server, or an address that is not accepted, such as plain http.
    pub fn addresses(&self) -> Vec<Url> {
        let address = |hop: &Hop| match &hop.server {
            Server::At(address) => Some((**address).clone()),
            Server::Direct | Server::Off | Server::Refused => None,
        };
        self.hops.iter().map_while(address).collect()
    }

    /// Whether the next server is asked after a failure of this one: if it does not have the module, or if a bar follows.
    /// A company's server may answer that it refuses a version. `server` is an address, or its folder of toolchains.
    pub(crate) fn goes_on_after(&self, server: &Url, is_missing: bool) -> bool {
        let is_it = |hop: &&Hop| match &hop.server {
            Server::At(address) => **address == *server || toolchains(address) == *server,
            Server::Direct | Server::Off | Server::Refused => false,
        };
        is_missing || self.hops.iter().find(is_it).is_some_and(|hop| hop.any_failure)
    }

    /// Those in the addresses, then those of a `.netrc`. Logins for other servers are ignored.
    pub fn logins(&self, netrc: Option<&Path>) -> Logins {
        let of_file = netrc.map(|path| netrc::read(path, platform::require_own)).unwrap_or_default();
        let needed: Logins = self.logins.iter().cloned().chain(of_file).collect();
        needed.only_for(&self.addresses())
    }
}

/// Whether a server has no such module. Only then does Go ask the next one after a comma.
pub(crate) fn is_missing(error: &HttpError) -> bool {
    match error {
        HttpError::Status { status, .. } => matches!(status, 404 | 410),
        HttpError::File { source, .. } => source.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

/// The address in an entry, without its login, and that login; `None` if it is not accepted as an address. As in Go, an
/// address may lack its `https://`.
fn address_of(entry: &str) -> Option<(Url, Option<Login>)> {
    let is_path = entry.starts_with('/') || Path::new(entry).is_absolute();
    let lacks_scheme = entry.contains(['.', ':', '/']) && !entry.contains(":/") && !is_path;
    let entry = if lacks_scheme { Cow::Owned(format!("https://{entry}")) } else { Cow::Borrowed(entry) };
    let mut url = Url::parse(&entry).ok()?;
    let login = login_in(&url);
    if url.set_username("").and_then(|()| url.set_password(None)).is_err() && login.is_some() {
        return None;
    }
    Some((http::base(url.as_str()).ok()?, login))
}

fn login_in(url: &Url) -> Option<Login> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some(Login {
        machine: format!("{}:{}", url.host_str()?, url.port_or_known_default()?),
        user: plain(url.username()),
        password: plain(url.password().unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(value: &str) -> Vec<String> {
        GoProxy::read(value).addresses().iter().map(Url::to_string).collect()
    }

    #[test]
    fn addresses_are_listed_as_far_as_upgo_may_ask_and_without_credentials() {
        assert_eq!(addresses(""), ["https://proxy.golang.org/"]);
        assert_eq!(
            addresses("https://a.example/x|https://me:p%40w@b.example,direct,http://c.example,off,https://e.test"),
            ["https://a.example/x/", "https://b.example/"]
        );
        assert_eq!(
            addresses("a.example:8443/go,me:pw@b.example|localhost:1"),
            ["https://a.example:8443/go/", "https://b.example/", "https://localhost:1/"]
        );
        for none in ["off", "direct", "https://", "nonsense", "ftp://a.example", "/srv/go", "http://a.example"] {
            assert_eq!(addresses(none), [""; 0], "{none}");
            assert_eq!(addresses(&format!("{none},https://never.example")), [""; 0], "{none}");
        }
    }

    #[test]
    fn only_a_bar_leads_on_after_any_failure() {
        let proxy = GoProxy::read("https://a.example|https://b.example,https://c.example|direct");
        let after = |url: &str| proxy.goes_on_after(&url.parse().unwrap(), false);
        assert!(after("https://a.example/") && !after("https://b.example/") && after("https://c.example/"));
        assert!(after("https://a.example/golang.org/toolchain/@v/") && !after("https://other.example/"));
        assert!(proxy.goes_on_after(&"https://b.example/".parse().unwrap(), true));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn only_logins_for_the_proxies_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let netrc = folder.path().join(".netrc");
        let text = "machine a.example login one password 1\nmachine other.example login x password y\n";
        std::fs::write(&netrc, text).unwrap();
        let proxy = GoProxy::read("https://a.example,https://me:p%40w@b.example:8443/x");
        let shown = |logins: &Logins, url: &str| {
            logins.of(&url.parse().unwrap()).map(|login| (login.user.clone(), login.password.clone()))
        };
        let logins = proxy.logins(Some(&netrc));
        assert_eq!(shown(&logins, "https://a.example/y"), Some(("one".into(), "1".into())));
        assert_eq!(shown(&logins, "https://b.example:8443/z"), Some(("me".into(), "p@w".into())));
        assert_eq!(shown(&logins, "https://b.example/z"), None);
        assert_eq!(shown(&logins, "https://other.example/"), None);
        let of_other = GoProxy::read("https://c.example").logins(Some(&netrc));
        assert_eq!(shown(&of_other, "https://a.example/y"), None);
        assert!(!format!("{proxy:?}").contains("p@w") && !format!("{proxy:?}").contains("p%40w"));
        let of_none = GoProxy::read("https://a.example").logins(Some(&folder.path().join("none")));
        assert_eq!(shown(&of_none, "https://a.example/y"), None);
    }
}
