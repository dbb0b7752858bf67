//! Logins for servers that require one.
use std::fmt;

use url::Url;

/// Each for one server. They are never displayed, and no redirect sends them elsewhere.
#[derive(Clone, Default, Debug)]
pub struct Logins(Vec<Login>);

#[derive(Clone)]
pub struct Login {
    /// The server: `proxy.example`, or `proxy.example:8443` if its address names a port, as for `go`.
    pub machine: String,
    pub user: String,
    pub password: String,
}

impl Logins {
    pub fn of(&self, url: &Url) -> Option<&Login> {
        self.0.iter().find(|login| login.is_for(url))
    }

    #[must_use]
    pub(crate) fn only_for(mut self, servers: &[Url]) -> Self {
        self.0.retain(|login| servers.iter().any(|server| login.is_for(server)));
        self
    }
}

impl Login {
    fn is_for(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return false };
        let is_host = url.port().is_none() && self.machine.eq_ignore_ascii_case(host);
        is_host || self.machine.eq_ignore_ascii_case(&format!("{host}:{port}"))
    }
}

impl FromIterator<Login> for Logins {
    fn from_iter<I: IntoIterator<Item = Login>>(logins: I) -> Self {
        Self(logins.into_iter().collect())
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("machine", &self.machine).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_used_for_one_server_and_hides_its_password() {
        let login = |machine: &str| Login { machine: machine.into(), user: "me".into(), password: "s3cret".into() };
        let logins: Logins = ["a.example", "B.example:8443"].map(login).into_iter().collect();
        let of = |url: &str| logins.of(&url.parse().unwrap()).map(|login| login.machine.clone());
        assert_eq!(of("https://A.example/x").as_deref(), Some("a.example"));
        assert_eq!(of("https://b.example:8443/x").as_deref(), Some("B.example:8443"));
        for other in [
            "https://a.example:8443/x", "https://b.example/x", "https://x.a.example/", "https://example/",
            "file:///a.example/x",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        assert!(!format!("{logins:?} {:?}", login("a")).contains("s3cret"));
    }
}
