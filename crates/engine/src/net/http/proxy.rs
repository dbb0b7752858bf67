use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, NoProxy, Proxy};
use url::Url;

use super::HttpError;
use crate::base::secret::without_secrets;

/// Plain http on this machine never goes through a proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProxyRule {
    /// The variables `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; if they are missing, the operating system.
    #[default]
    System,
    /// The values of those variables, given by the caller.
    Variables {
        /// `HTTPS_PROXY`, otherwise `ALL_PROXY`.
        https: Option<String>,
        /// The hosts that bypass it: `NO_PROXY`.
        except: String,
    },
    /// This proxy for all addresses, regardless of the environment and the system.
    Address(String),
    Direct,
}

/// In the order in which they count.
const PROXIES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

impl ProxyRule {
    /// The first variable that names a proxy; [`detect`](Self::detect) uses its value.
    pub(crate) fn deciding_variable(variable: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
        PROXIES.into_iter().find(|name| variable(name).is_some_and(|text| !text.is_empty()))
    }

    /// Without a password; `None` if there is no proxy.
    pub(crate) fn address_for(&self, url: &Url) -> Option<String> {
        Proxies::new(self).address_for(url)
    }

    /// The setting takes precedence, then the variables, then the system.
    pub(crate) fn detect(setting: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> Self {
        if let Some(address) = setting {
            return Self::Address(address.to_owned());
        }
        let https = Self::deciding_variable(&variable).and_then(&variable);
        let except =
            ["NO_PROXY", "no_proxy"].into_iter().find_map(|name| variable(name).filter(|text| !text.is_empty()));
        match (https, except) {
            (None, None) => Self::System,
            (https, except) => Self::Variables { https, except: except.unwrap_or_default() },
        }
    }
}

/// The client follows the rule, and errors can name the proxy.
#[derive(Debug)]
pub(super) struct Proxies {
    rule: ProxyRule,
    matcher: Matcher,
}

impl Proxies {
    pub(super) fn new(rule: &ProxyRule) -> Self {
        let matcher = match rule {
            // With `NO_PROXY` alone, the system chooses the proxy; it reads that variable itself.
            ProxyRule::System | ProxyRule::Variables { https: None, .. } => Matcher::from_system(),
            ProxyRule::Variables { https: Some(proxy), except } => {
                Matcher::builder().https(proxy.clone()).no(except.clone()).build()
            }
            ProxyRule::Address(proxy) => Matcher::builder().https(proxy.clone()).build(),
            ProxyRule::Direct => Matcher::builder().build(),
        };
        Self { rule: rule.clone(), matcher }
    }

    pub(super) fn install(&self, builder: ClientBuilder) -> Result<ClientBuilder, HttpError> {
        Ok(match &self.rule {
            ProxyRule::System | ProxyRule::Variables { https: None, .. } => builder,
            ProxyRule::Variables { https: Some(address), except } => {
                builder.proxy(proxy(address)?.no_proxy(NoProxy::from_string(except)))
            }
            ProxyRule::Address(address) => builder.proxy(proxy(address)?),
            ProxyRule::Direct => builder.no_proxy(),
        })
    }

    pub(super) fn address_for(&self, url: &Url) -> Option<String> {
        let uri = url.as_str().parse().ok()?;
        let proxy = self.matcher.intercept(&uri)?;
        let authority = proxy.uri().authority()?;
        Some(
            authority.port().map_or_else(|| authority.host().to_owned(), |port| format!("{}:{port}", authority.host())),
        )
    }
}

pub(crate) fn check_proxy(address: &str) -> Result<(), HttpError> {
    proxy(address).map(drop)
}

fn proxy(address: &str) -> Result<Proxy, HttpError> {
    Proxy::https(address).map_err(|_| HttpError::ProxyAddress { proxy: without_secrets(address) })
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
        assert_eq!(rule, ProxyRule::Variables { https: Some("http://env:1".to_owned()), except: "go.dev".to_owned() });
        assert_eq!(ProxyRule::detect(None, environment(&[("HTTPS_PROXY", "")])), ProxyRule::System);
    }

    #[test]
    fn no_proxy_and_passwords_are_respected() {
        let rule =
            ProxyRule::Variables { https: Some("http://me:secret@env:3128".into()), except: ".golang.org".into() };
        let proxies = Proxies::new(&rule);
        let of = |url: &str| proxies.address_for(&Url::parse(url).unwrap());
        assert_eq!(of("https://go.dev/dl/").as_deref(), Some("env:3128"));
        assert_eq!(of("https://pkg.golang.org/"), None);
    }

    #[test]
    fn an_invalid_proxy_is_reported_without_its_password() {
        let proxies = Proxies::new(&ProxyRule::Address("http://me:secret@[/".into()));
        let error = proxies.install(reqwest::Client::builder()).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
