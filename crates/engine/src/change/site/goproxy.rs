//! The servers of GOPROXY: a source of bytes for networks that reach no archive, and of what the checksum database says.
use std::path::PathBuf;

use url::Url;

use super::Site;
use crate::goproxy::{self, GoProxy};
use crate::http::{Http, HttpConfig, Logins};
use crate::store::Silence;
use crate::{environment, platform};

impl Site {
    /// Where Go can be had as a module, in this order. Nowhere where nobody could prove it: where Go is told to trust no
    /// checksum database, and where the releases of another feed are not asked about.
    pub(crate) fn module_folders(&self) -> Vec<Url> {
        if self.is_silent() == Some(Silence::OwnFeed) || !matches!(self.database(), Ok(Some(_))) {
            return Vec::new();
        }
        self.goproxy().addresses.iter().map(goproxy::toolchains).collect()
    }

    /// What asks these servers: it knows who one is there, and is used for nothing else.
    pub(crate) fn http_for_modules(&self) -> Http {
        Http::new(HttpConfig { logins: self.logins(&self.goproxy()), ..self.http.config().clone() })
    }

    /// What GOPROXY says, as `go` reads it.
    pub(crate) fn goproxy(&self) -> GoProxy {
        GoProxy::read(&self.go_variable("GOPROXY"))
    }

    /// Who one is at these servers: as their addresses say, and `.netrc`, unless GOAUTH says that it is not read.
    pub(crate) fn logins(&self, proxy: &GoProxy) -> Logins {
        let auth = self.go_variable("GOAUTH");
        let is_read = auth.is_empty() || auth.split(';').any(|command| command.trim() == "netrc");
        proxy.logins(is_read.then(|| self.netrc()).flatten().as_deref())
    }

    /// A variable of Go's, as `go` reads it; empty where nobody sets it.
    pub(crate) fn go_variable(&self, name: &str) -> String {
        let value = environment::go_variable(&|name| self.variable(name), name);
        value.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The file with names and passwords. Source: `cmd/go/internal/auth/netrc.go` (`netrcPath`).
    fn netrc(&self) -> Option<PathBuf> {
        if let Some(path) = self.variable("NETRC") {
            return Some(path.into());
        }
        let folder = self.user_folder()?;
        let old = folder.join("_netrc");
        Some(if platform::HAS_REGISTRY && old.exists() { old } else { folder.join(".netrc") })
    }
}
