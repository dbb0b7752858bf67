use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, Proxy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

use super::HttpError;
use crate::base::report::Cancel;
use crate::base::secret::without_secrets;
use crate::base::words::Statement;
use crate::machine::platform::{self, ProxySettings};

/// Plain http on this machine never goes through a proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProxyRule {
    /// The settings of Windows. Other systems have none.
    #[default]
    System,
    /// The values of `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, given by the caller.
    Variables {
        /// The name of the variable and its value: `HTTPS_PROXY`, otherwise `ALL_PROXY`; if neither is set, the system
        /// decides.
        https: Option<(&'static str, String)>,
        /// The hosts that bypass it: `NO_PROXY`.
        except: String,
    },
    /// This proxy for all addresses, regardless of the environment and the system.
    Address(String),
    /// Settings in the words of Windows, given by the caller.
    Windows(ProxySettings),
    Direct,
}

/// For a script of Windows. One that arrives later is there at the next attempt.
const PATIENCE: Duration = Duration::from_secs(5);
/// In the order in which they count.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const SCHEMES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

impl ProxyRule {
    /// The first variable that names a proxy; [`detect`](Self::detect) uses its value.
    pub(crate) fn deciding_variable(variable: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
        PROXIES.into_iter().find(|name| variable(name).is_some_and(|text| !text.is_empty()))
    }

    /// The proxy without a password, or the script that names it; `None` if there is none. This runs no script.
    pub(crate) fn address_for(&self, url: &Url) -> Option<String> {
        let (address, settings) = self.read(url);
        settings.script.as_deref().map(without_secrets).or_else(|| shown(&address?))
    }

    /// The setting takes precedence, then the variables, then the system.
    pub(crate) fn detect(setting: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> Self {
        if let Some(address) = setting {
            return Self::Address(address.to_owned());
        }
        let https = Self::deciding_variable(&variable).and_then(|name| Some((name, variable(name)?)));
        let except =
            ["NO_PROXY", "no_proxy"].into_iter().find_map(|name| variable(name).filter(|text| !text.is_empty()));
        match (https, except) {
            (None, None) => Self::System,
            (https, except) => Self::Variables { https, except: except.unwrap_or_default() },
        }
    }

    /// The address of the proxy, and the settings of Windows, whose script takes precedence over that address.
    fn read(&self, url: &Url) -> (Option<String>, ProxySettings) {
        let direct = (None, ProxySettings::default());
        let settings = match self {
            Self::Variables { except, .. } if is_excepted(except, url) => return direct,
            Self::Variables { https: Some((_, address)), .. } | Self::Address(address) => {
                return (Some(address.clone()), ProxySettings::default());
            }
            Self::Direct => return direct,
            Self::Windows(settings) => settings.clone(),
            Self::System | Self::Variables { https: None, .. } => platform::proxy_settings(),
        };
        (settings.https_proxy(url.host_str().unwrap_or_default()), settings)
    }
}

/// How a host is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    /// The proxy with its login; `None` for a direct connection.
    address: Option<String>,
    /// If the connection fails: the script that should have named a proxy could not be used.
    pub(super) advice: Option<Statement>,
}

impl Route {
    /// The proxy without its login, for display.
    pub(super) fn proxy(&self) -> Option<String> {
        shown(self.address.as_deref()?)
    }
}

/// The routes that were found, by origin.
#[derive(Debug)]
pub(super) struct Proxies {
    rule: ProxyRule,
    routes: Mutex<BTreeMap<String, Route>>,
}

impl Proxies {
    pub(super) fn new(rule: &ProxyRule) -> Self {
        Self { rule: rule.clone(), routes: Mutex::default() }
    }

    pub(super) fn install(self: &Arc<Self>, builder: ClientBuilder) -> ClientBuilder {
        let proxies = Arc::clone(self);
        builder.proxy(Proxy::custom(move |url| proxies.route(url, &Cancel::default()).ok()?.address))
    }

    /// The first time, Windows may have to download a script. It learns no more of the address than browsers tell it.
    pub(super) fn route(&self, url: &Url, cancel: &Cancel) -> Result<Route, HttpError> {
        if let Some(route) = self.routes().get(&origin(url)) {
            return Ok(route.clone());
        }
        let (mut address, settings) = self.rule.read(url);
        let mut advice = None;
        if settings.detects || settings.script.is_some() {
            let (asked, target) = (settings.clone(), origin(url) + "/");
            let answer = platform::within(cancel, PATIENCE, move || platform::run_proxy_script(&asked, &target));
            cancel.check()?;
            match (answer.unwrap_or_else(|| Err(io::ErrorKind::TimedOut.into())), settings.script) {
                (Ok(found), _) => address = found.https_proxy(url.host_str().unwrap_or_default()),
                (Err(error), Some(script)) => {
                    let script = without_secrets(&script);
                    advice = Some(say!(ProxyScriptUnusable { script, reason: &error }));
                }
                // By default, Windows looks for a script, and most networks have none.
                (Err(_), None) => {}
            }
        }
        let proxy = address.as_deref().map(parse_proxy).transpose().map_err(|error| match (error, &self.rule) {
            (HttpError::ProxyAddress { proxy }, ProxyRule::Variables { https: Some((name, _)), .. }) => {
                HttpError::ProxyAddress { proxy: format!("{name}={proxy}") }
            }
            (error, _) => error,
        });
        let route = Route { address: proxy?.map(String::from), advice };
        self.routes().insert(origin(url), route.clone());
        Ok(route)
    }

    /// After a failure: the machine may be in another network, or the script has arrived by now.
    pub(super) fn forget(&self, url: &Url) {
        self.routes().remove(&origin(url));
    }

    fn routes(&self) -> MutexGuard<'_, BTreeMap<String, Route>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// As Go reads the list: an entry may have a port, and one that begins with a dot means only the names below it.
fn is_excepted(except: &str, url: &Url) -> bool {
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default());
    let entries = except.split(',').map(str::trim).filter_map(|entry| {
        let parts = entry.rsplit_once(':').filter(|_| entry.parse::<IpAddr>().is_err());
        let (name, only) = match parts.and_then(|(name, only)| Some((name, only.parse::<u16>().ok()?))) {
            Some((name, only)) => (name.trim_matches(['[', ']']), Some(only)),
            None => (entry.strip_prefix('*').filter(|rest| !rest.is_empty()).unwrap_or(entry), None),
        };
        (only.is_none_or(|only| Some(only) == port) && name.strip_prefix('.') != Some(host)).then_some(name)
    });
    let except = entries.collect::<Vec<_>>().join(",");
    let matcher = Matcher::builder().https("http://proxy.example").no(except).build();
    url.as_str().parse::<Uri>().is_ok_and(|uri| matcher.intercept(&uri).is_none())
}

/// The host and the port of a proxy, without a login.
fn shown(address: &str) -> Option<String> {
    let proxy = parse_proxy(address).ok()?;
    let host = proxy.host_str()?;
    Some(proxy.port_or_known_default().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// The schemes by which a proxy accepts a login, which the library does not report. This request has no login.
pub(super) async fn schemes(proxy: &str, url: &Url) -> io::Result<Vec<&'static str>> {
    const KNOWN: [&str; 5] = ["Basic", "Digest", "Kerberos", "Negotiate", "NTLM"];
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
    let mut stream = TcpStream::connect(proxy).await?;
    stream.write_all(format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n").as_bytes()).await?;
    let mut head = vec![0; 4096];
    let length = stream.read(&mut head).await?;
    let head = String::from_utf8_lossy(&head[..length]).to_ascii_lowercase();
    let offers = head.lines().filter_map(|line| line.strip_prefix("proxy-authenticate:"));
    let offered: Vec<&str> = offers.flat_map(|offer| offer.split([',', ' '])).collect();
    Ok(KNOWN.into_iter().filter(|scheme| offered.contains(&&*scheme.to_ascii_lowercase())).collect())
}

/// The address of a proxy, whoever names it. As in Go, one without a scheme is one of http.
pub(crate) fn parse_proxy(address: &str) -> Result<Url, HttpError> {
    let has_host = |url: &Url| url.host_str().is_some_and(|host| !host.is_empty());
    let plain = || Url::parse(&format!("http://{address}")).ok().filter(|_| !address.contains("://"));
    let url = Url::parse(address).ok().filter(has_host).or_else(plain).filter(has_host);
    let url = url.filter(|url| SCHEMES.contains(&url.scheme()) && Proxy::https(url.as_str()).is_ok());
    url.ok_or_else(|| HttpError::ProxyAddress { proxy: format!("{:?}", without_secrets(address)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(pairs: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn a_setting_wins_over_variables_and_variables_over_the_system() {
        let variables = [("HTTPS_PROXY", "http://env:1"), ("NO_PROXY", "go.dev")];
        let rule = ProxyRule::detect(Some("http://set:1"), environment(&variables));
        assert_eq!(rule, ProxyRule::Address("http://set:1".to_owned()));
        assert_eq!(ProxyRule::deciding_variable(environment(&variables)), Some("HTTPS_PROXY"));
        let lower = [("HTTPS_PROXY", ""), ("ALL_PROXY", "http://all:1"), ("https_proxy", "http://env:2")];
        assert_eq!(ProxyRule::deciding_variable(environment(&lower)), Some("https_proxy"));
        assert_eq!(ProxyRule::deciding_variable(environment(&[("NO_PROXY", "go.dev")])), None);
        let rule = ProxyRule::detect(None, environment(&variables));
        let https = Some(("HTTPS_PROXY", "http://env:1".to_owned()));
        assert_eq!(rule, ProxyRule::Variables { https, except: "go.dev".to_owned() });
        assert_eq!(ProxyRule::detect(None, environment(&[("HTTPS_PROXY", "")])), ProxyRule::System);
    }

    #[test]
    fn no_proxy_and_passwords_are_respected() {
        let https = Some(("HTTPS_PROXY", "http://me:secret@env:3128".into()));
        let rule = ProxyRule::Variables { https, except: ".golang.org".into() };
        let of = |url: &str| rule.address_for(&Url::parse(url).unwrap());
        assert_eq!(of("https://go.dev/dl/").as_deref(), Some("env:3128"));
        assert_eq!(of("https://pkg.golang.org/"), None);
    }

    #[test]
    fn exceptions_are_read_as_go_reads_them() {
        for (except, url, is_direct) in [
            ("go.dev", "https://go.dev/", true),
            ("go.dev", "https://pkg.go.dev/", true),
            ("go.dev", "https://nogo.dev/", false),
            ("GO.dev", "https://go.dev/", true),
            (".go.dev", "https://go.dev/", false),
            ("*.go.dev", "https://go.dev/", false),
            (".go.dev", "https://pkg.go.dev/", true),
            ("*.go.dev", "https://pkg.go.dev/", true),
            ("a.example, go.dev:443", "https://go.dev/", true),
            ("go.dev:8443", "https://go.dev/", false),
            ("go.dev:8443", "https://go.dev:8443/", true),
            ("10.0.0.0/8", "https://10.1.2.3/", true),
            ("10.1.2.3:443", "https://10.1.2.3/", true),
            ("10.1.2.3:80", "https://10.1.2.3/", false),
            ("::1", "https://[::1]/", true),
            ("[::1]:443", "https://[::1]/", true),
            ("fe80::/10", "https://[fe80::1]/", true),
            ("*", "https://go.dev/", true),
            ("", "https://go.dev/", false),
        ] {
            assert_eq!(is_excepted(except, &Url::parse(url).unwrap()), is_direct, "{except} {url}");
        }
    }

    /// Whether a proxy is named by a variable, a setting or the system: the same text means the same.
    #[test]
    fn the_address_of_a_proxy_is_read_as_go_reads_it() {
        for (text, read) in [
            ("http://proxy.example:3128", Some("http://proxy.example:3128/")),
            ("HTTP://proxy.example", Some("http://proxy.example/")),
            ("https://proxy.example", Some("https://proxy.example/")),
            ("socks5://proxy.example", Some("socks5://proxy.example")),
            ("proxy.example:3128", Some("http://proxy.example:3128/")),
            ("me:secret@proxy.example:3128", Some("http://me:secret@proxy.example:3128/")),
            ("127.0.0.1:3128", Some("http://127.0.0.1:3128/")),
            ("[::1]:3128", Some("http://[::1]:3128/")),
            ("proxy", Some("http://proxy/")),
            ("htps://proxy.example:3128", None),
            ("socks://proxy.example:1080", None),
            ("ftp://proxy.example", None),
            ("file:///etc/passwd", None),
            ("http://", None),
            ("::::", None),
            ("", None),
        ] {
            assert_eq!(parse_proxy(text).ok().as_ref().map(Url::as_str), read, "{text}");
            let rule = ProxyRule::Variables { https: Some(("ALL_PROXY", text.to_owned())), except: String::new() };
            let route = Proxies::new(&rule).route(&Url::parse("https://go.dev/").unwrap(), &Cancel::default());
            match (read, route) {
                (Some(read), Ok(route)) => assert_eq!(route.address.as_deref(), Some(read)),
                (None, Err(error)) => assert!(error.to_string().contains("ALL_PROXY"), "{error}"),
                (_, route) => panic!("{text}: {route:?}"),
            }
        }
    }

    #[test]
    fn an_invalid_proxy_is_reported_without_its_password() {
        let proxies = Proxies::new(&ProxyRule::Address("http://me:secret@[/".into()));
        let error = proxies.route(&Url::parse("https://go.dev/").unwrap(), &Cancel::default()).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
