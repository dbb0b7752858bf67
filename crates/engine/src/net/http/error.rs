use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use hyper::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::Response;
use url::Url;

use super::proxy::Route;
use super::tls::Untrusted;
use super::{AddressError, host};
use crate::base::report::{Cancelled, Code, size};
use crate::base::secret::without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

type BoxedError = Box<dyn Error + Send + Sync>;

explain! {
    pub enum HttpError {
        Address(AddressError) = *;
        /// The proxy is without a password, here and in the others. This one is in quotes.
        ProxyAddress { proxy: String } = SettingInvalid, ProxyNotAddress { proxy }, next ProxyExample;
        CaFile { path: PathBuf, source: io::Error } =
            SettingInvalid, CertificatesUnusable { path }, next CertificatesInPem;
        Start { source: BoxedError } = NetOffline, NetworkUnusable;
        /// The advice is for a proxy of the system that is not known.
        Connect { host: String, advice: Option<Statement>, source: BoxedError } =
            NetOffline, HostUnreachable { host }, next (advice.clone());
        /// If it asks for a login (407), the schemes that it accepts, as far as they are known.
        Proxy { proxy: String, host: String, login: Option<Vec<&'static str>>, source: BoxedError } =
            NetProxy, ProxyCannotConnect { host, proxy }, next (login.as_deref().map(|schemes| match schemes {
                [] | ["Basic", ..] => say!(GiveProxyLogin { proxy }),
                _ => say!(ProxyLoginUnsupported { proxy, schemes: schemes.join(", ") }),
            }));
        Tls { host: String, issuer: Option<String>, reason: String } = NetTls, ({
            let reason = Statement::quoted(reason);
            match issuer {
                Some(issuer) => say!(NotTrustedSignedBy { host, reason, issuer }),
                None => say!(NotTrusted { host, reason }),
            }
        });
        TimedOut { host: String, after: Duration } = NetOffline, NoAnswerWithin { host, seconds: after.as_secs() };
        Stalled { host: String, after: Duration } = NetOffline, Stalled { host, seconds: after.as_secs() };
        TooSlow { host: String, bytes: u64, after: Duration } =
            (if *bytes == 0 { Code::NetOffline } else { Code::NetStatus }), (match (*bytes, after.as_secs()) {
                (0, seconds) => say!(NoAnswerWithin { host, seconds }),
                (bytes, seconds) => say!(TooSlow { host, size: size(bytes), seconds }),
            });
        Dropped { host: String, source: BoxedError } = NetOffline, ConnectionLost { host };
        Status { url: String, status: u16, retry_after: Option<Duration> } =
            NetStatus, HttpStatus { address: url, status },
            next ((*status == 401).then(|| Statement::from(Sentence::GiveServerLogin)));
        /// The target is as the server wrote it, but without secrets.
        Redirect { url: String, target: String, why: Sentence } =
            NetStatus, RedirectRefused { address: url, target, reason: *why },
            next (matches!(why, Sentence::HostNotExpected).then(|| Statement::from(Sentence::AllowHost)));
        /// The limit is in bytes.
        TooLong { url: String, limit: u64 } = NetStatus, SentTooMuch { address: url, size: size(*limit) };
        Damaged { url: String, source: io::Error } = NetStatus, DamagedResponse { address: url };
        File { path: PathBuf, source: io::Error } = (match source.kind() {
            io::ErrorKind::NotFound => Code::NetStatus,
            _ => of_io(source),
        }), Unreadable { path };
        Cancelled(Cancelled) = *;
    }
}

impl HttpError {
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::TimedOut { .. } | Self::Stalled { .. } | Self::Dropped { .. } => true,
            Self::Proxy { login, .. } => login.is_none(),
            Self::Status { status, .. } => matches!(status, 408 | 429 | 500..=599),
            _ => false,
        }
    }

    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether the server has nothing at the address, or refuses it: repositories answer a query that they do not know
    /// with 400 or 406. A login that is missing (401) would be missing elsewhere, too.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 400 | 402..=499) && !self.is_transient(),
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

    /// The target may contain a login or a signature, and may be long.
    pub(super) fn redirect(url: &Url, target: &str, why: Sentence) -> Self {
        let target = without_secrets(target).chars().take(200).collect();
        Self::Redirect { url: without_secrets(url.as_str()), target, why }
    }

    /// The request went along `route`.
    pub(super) fn of_send(url: &Url, route: Route, error: reqwest::Error) -> Self {
        let (host, error) = (host(url), error.without_url());
        if let Some(Untrusted { issuer, reason }) = Untrusted::find(&error) {
            return Self::Tls { host, issuer, reason };
        }
        match route.proxy() {
            Some(proxy) if error.is_connect() => {
                Self::Proxy { proxy, host, login: wants_login(&error).then(Vec::new), source: error.into() }
            }
            _ if error.is_connect() => Self::Connect { host, advice: route.advice, source: error.into() },
            _ => Self::Dropped { host, source: error.into() },
        }
    }

    pub(super) fn status(url: &Url, response: &Response) -> Self {
        let retry_after = retry_after(response.headers());
        Self::Status { url: without_secrets(url.as_str()), status: response.status().as_u16(), retry_after }
    }
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

/// Seconds, or a date, which is compared with the server's own clock.
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
