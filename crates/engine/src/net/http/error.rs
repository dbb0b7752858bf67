//! The errors of a request to a server.
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use hyper::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::Response;
use url::Url;

use super::tls::Untrusted;
use super::{AddressError, host};
use crate::effect::of_io;
use crate::report::{Cancelled, Code, Explain, size};
use crate::secret::without_secrets;

/// Why a redirect to a host that the purpose of the request does not know is not followed.
pub(super) const UNEXPECTED: &str = "the host is not expected";

type BoxedError = Box<dyn Error + Send + Sync>;

/// A request that failed.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The address is not accepted.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The setting for the proxy is not an address.
    #[error("{proxy:?} is not the address of a proxy")]
    ProxyAddress {
        /// The address, without a password.
        proxy: String,
    },
    /// The file with certificates cannot be used.
    #[error("the certificates in {path} cannot be used", path = path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The network cannot be used at all.
    #[error("the network cannot be used")]
    Start {
        /// Why.
        source: BoxedError,
    },
    /// No connection.
    #[error("{host} cannot be reached")]
    Connect {
        /// The host.
        host: String,
        /// Why.
        source: BoxedError,
    },
    /// The proxy cannot be reached, or it refuses.
    #[error("the proxy {proxy} cannot connect to {host}")]
    Proxy {
        /// The proxy, without a password.
        proxy: String,
        /// The host behind it.
        host: String,
        /// Whether it asks for a user name and a password (407).
        wants_login: bool,
        /// Why.
        source: BoxedError,
    },
    /// The certificate is not trusted, or TLS failed otherwise.
    #[error("the connection to {host} is not trusted: {reason}{}", signed_by(issuer.as_deref()))]
    Tls {
        /// The host.
        host: String,
        /// Who signed the certificate that was shown.
        issuer: Option<String>,
        /// Why it is not trusted.
        reason: String,
    },
    /// No response in time.
    #[error("{host} did not answer within {} s", after.as_secs())]
    TimedOut {
        /// The host.
        host: String,
        /// The time limit.
        after: Duration,
    },
    /// The body stalled.
    #[error("{host} sent nothing more for {} s", after.as_secs())]
    Stalled {
        /// The host.
        host: String,
        /// The time limit.
        after: Duration,
    },
    /// The body does not stall, but would take too long.
    #[error("{host} is too slow: it sent {} in {} s", size(*bytes), after.as_secs())]
    TooSlow {
        /// The host.
        host: String,
        /// The bytes that arrived.
        bytes: u64,
        /// The time that they took.
        after: Duration,
    },
    /// The connection ended before the body did.
    #[error("the connection to {host} was lost")]
    Dropped {
        /// The host.
        host: String,
        /// Why.
        source: BoxedError,
    },
    /// The server returned an error status.
    #[error("{url} returned HTTP status {status}")]
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
        /// How long the server asks the client to wait.
        retry_after: Option<Duration>,
    },
    /// A redirect that is not followed.
    #[error("{url} redirects to {target}: {why}")]
    Redirect {
        /// The address that redirects.
        url: String,
        /// The target, as the server wrote it, but without secrets.
        target: String,
        /// Why not.
        why: &'static str,
    },
    /// The body exceeds the limit.
    #[error("{url} sent more than {}", size(*limit))]
    TooLong {
        /// The address.
        url: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The body cannot be decompressed.
    #[error("{url} sent a damaged response")]
    Damaged {
        /// The address.
        url: String,
        /// Why.
        source: io::Error,
    },
    /// A file (`file:`) cannot be read.
    #[error("{path} cannot be read", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The user cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl HttpError {
    /// Whether the same request may succeed a little later.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::TimedOut { .. } | Self::Stalled { .. } | Self::Dropped { .. } => true,
            Self::Proxy { wants_login, .. } => !wants_login,
            Self::Status { status, .. } => matches!(status, 408 | 429 | 500..=599),
            _ => false,
        }
    }

    /// How long the server asks the client to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the server does not have the file, or denies access to it.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 403 | 404 | 410),
            Self::File { source, .. } => source.kind() == io::ErrorKind::NotFound,
            _ => false,
        }
    }

    /// The error of a body that ended too early without a connection error.
    pub(crate) fn cut_off(url: &Url) -> Self {
        Self::Dropped { host: host(url), source: Box::from("the file ended too early") }
    }

    pub(super) fn start(source: impl Into<BoxedError>) -> Self {
        Self::Start { source: source.into() }
    }

    /// The error of a redirect that is not followed. Its target may contain a login or a signature, and may be long.
    pub(super) fn redirect(url: &Url, target: &str, why: &'static str) -> Self {
        let target = without_secrets(target).chars().take(200).collect();
        Self::Redirect { url: without_secrets(url.as_str()), target, why }
    }

    /// The error of a request without a response; `proxy` is the one that it went through.
    pub(super) fn of_send(url: &Url, proxy: Option<String>, error: reqwest::Error) -> Self {
        let (host, error) = (host(url), error.without_url());
        if let Some(Untrusted { issuer, reason }) = Untrusted::find(&error) {
            return Self::Tls { host, issuer, reason };
        }
        match proxy {
            Some(proxy) if error.is_connect() => {
                Self::Proxy { proxy, host, wants_login: wants_login(&error), source: error.into() }
            }
            _ if error.is_connect() => Self::Connect { host, source: error.into() },
            _ => Self::Dropped { host, source: error.into() },
        }
    }

    /// The error of a response that is not a success.
    pub(super) fn status(url: &Url, response: &Response) -> Self {
        let retry_after = retry_after(response.headers());
        Self::Status { url: without_secrets(url.as_str()), status: response.status().as_u16(), retry_after }
    }
}

impl Explain for HttpError {
    fn code(&self) -> Code {
        match self {
            Self::Address(error) => error.code(),
            Self::ProxyAddress { .. } | Self::CaFile { .. } => Code::SettingInvalid,
            Self::Start { .. }
            | Self::Connect { .. }
            | Self::TimedOut { .. }
            | Self::Stalled { .. }
            | Self::Dropped { .. } => Code::NetOffline,
            Self::Proxy { .. } => Code::NetProxy,
            Self::Tls { .. } => Code::NetTls,
            Self::File { .. } if self.is_missing() => Code::NetStatus,
            Self::File { source, .. } => of_io(source),
            Self::Status { .. }
            | Self::Redirect { .. }
            | Self::TooSlow { .. }
            | Self::TooLong { .. }
            | Self::Damaged { .. } => Code::NetStatus,
            Self::Cancelled(_) => Code::Cancelled,
        }
    }

    fn next(&self) -> String {
        match self {
            Self::Address(error) => error.next(),
            Self::ProxyAddress { .. } => "Use an address such as http://proxy.example:3128.".to_owned(),
            Self::Redirect { why: UNEXPECTED, .. } => {
                "If that address is right, add its host to the setting redirect-hosts and try again.".to_owned()
            }
            Self::Status { status: 401, .. } => {
                "The server requires a user name and a password. For a GOPROXY, put them into .netrc or into the \
                 address in GOPROXY."
                    .to_owned()
            }
            Self::CaFile { .. } => "Set ca-file to a file with certificates in PEM format.".to_owned(),
            Self::Proxy { wants_login: true, proxy, .. } => {
                format!("The proxy {proxy} requires a user name and a password. Put them into HTTPS_PROXY.")
            }
            _ => self.code().next().to_owned(),
        }
    }
}

fn signed_by(issuer: Option<&str>) -> String {
    issuer.map(|issuer| format!(" (its certificate is signed by {issuer})")).unwrap_or_default()
}

/// Whether a proxy returned status 407. The type of that error is private to the library, so its text is checked.
fn wants_login(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.to_string().ends_with("proxy authorization required") {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The value of `Retry-After`: seconds, or a date, which is compared with the server's own clock.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let value = text(RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let time = |text| jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp());
    let wait = time(value)?.duration_since(time(text(DATE)?)?);
    Some(Duration::try_from(wait).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(pairs: &[(HeaderName, &str)]) -> Option<Duration> {
        retry_after(&pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect())
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_in_the_servers_time() {
        assert_eq!(wait(&[(RETRY_AFTER, "7")]), Some(Duration::from_secs(7)));
        let now = (DATE, "Fri, 20 Nov 2026 08:00:00 GMT");
        assert_eq!(wait(&[(RETRY_AFTER, "Fri, 20 Nov 2026 08:01:30 GMT"), now.clone()]), Some(Duration::from_secs(90)));
        assert_eq!(wait(&[(RETRY_AFTER, "Fri, 20 Nov 2026 07:00:00 GMT"), now]), Some(Duration::ZERO));
    }

    #[test]
    fn nonsense_in_retry_after_is_ignored() {
        for text in ["", "soon", "-1", "99999999999999999999999"] {
            assert_eq!(wait(&[(RETRY_AFTER, text)]), None, "{text}");
        }
    }
}
