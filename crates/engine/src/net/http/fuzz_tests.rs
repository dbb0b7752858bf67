//! For fuzzing: addresses, the heads and bodies of answers, certificates.
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use rustls::pki_types::CertificateDer;
use url::Url;

use super::answer::{ResponseHead, unpack};
use super::proxy::parse_proxy;
use super::{Hosts, ProxyRule, Purpose, answer, base, error, file_in, tls};
use crate::base::secret::{is_hidden, without_secrets};
use crate::machine::platform::ProxySettings;

/// The beginning of an address before its user name: nothing in it can be a path or a query.
pub(crate) fn before_login(text: &str) -> String {
    let scheme: String = text.chars().filter(char::is_ascii_alphabetic).take(5).collect();
    let slashes: String = text.chars().filter(|letter| matches!(letter, '/' | '\\' | '\t')).take(4).collect();
    if slashes.is_empty() { "me".to_owned() } else { format!("{scheme}:{slashes}me") }
}

/// Addresses are accepted only in one form, and no message names a password.
pub(crate) fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(url) = base(&text) {
        assert_eq!(base(url.as_str()).as_ref(), Ok(&url));
        assert!(url.path().ends_with('/') && url.username().is_empty() && url.password().is_none());
        let file = file_in(&url, "go1.27.3.linux-amd64.tar.gz");
        assert!(file.as_str().starts_with(url.as_str().trim_end_matches('/')), "{file}");
    }
    if let Ok(next) = Url::parse(&text)
        && let Ok(start) = Url::parse("https://go.dev/dl/")
    {
        let is_public = next.host_str().is_some_and(|host| host.contains('.'));
        for purpose in [Purpose::Feed, Purpose::Archive, Purpose::Proof, Purpose::Vulnerabilities, Purpose::Upgo] {
            assert!(!Hosts::default().admit(purpose, &start, &next) || is_public, "{next}");
        }
        let shown = Url::parse(&without_secrets(next.as_str())).ok();
        let is_bare = |shown: &Url| shown.username().is_empty() || is_hidden(shown.username());
        // A quotation mark ends a word.
        let is_word = !next.authority().contains('\'');
        assert!(!is_word || shown.is_none_or(|shown| is_bare(&shown) && shown.password().is_none()), "{next}");
    }
    for host in ["go.dev/", "[", "", "a b/"] {
        let login = format!("{}:hunter2@{host}", before_login(&text));
        let refused = base(&login).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(!refused.contains("hunter2"), "{login}: {refused}");
    }
}

/// The variables of a proxy, one on each line: that for https, and the exceptions.
pub(crate) fn proxy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (https, except) = text.split_once('\n').unwrap_or((&text, ""));
    let login = format!("{}:hunter2@{except}", before_login(https));
    let refused = parse_proxy(&login).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(!refused.contains("hunter2"), "{login}: {refused}");
    let variables = ProxyRule::Variables { https: Some(("HTTPS_PROXY", https.to_owned())), except: except.to_owned() };
    let (proxies, except) = (https.to_owned(), except.to_owned());
    let windows = ProxyRule::Windows(ProxySettings { proxies, except, ..ProxySettings::default() });
    for rule in [variables, windows, ProxyRule::Address(https.to_owned())] {
        for url in ["https://go.dev/dl/", "https://127.0.0.1:1/", "https://[::1]/"] {
            let shown = Url::parse(url).ok().and_then(|url| rule.address_for(&url));
            assert!(shown.is_none_or(|shown| !shown.contains('@')));
        }
    }
}

/// The head of an answer, one field on each line.
pub(crate) fn headers(bytes: &[u8]) {
    let fields = bytes.split(|byte| *byte == b'\n').filter_map(|line| {
        let at = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(line[..at].trim_ascii()).ok()?;
        Some((name, HeaderValue::from_bytes(line[at + 1..].trim_ascii()).ok()?))
    });
    let headers: HeaderMap = fields.collect();
    error::retry_after(&headers);
    let Ok(url) = Url::parse("https://go.dev/dl/") else { return };
    let head = ResponseHead::of_response(url, 206, &headers);
    let answer::Validator { etag, last_modified } = &head.validator;
    assert!(etag.iter().chain(last_modified).all(|text| text.len() <= 1024));
    assert!(
        head.range
            .is_none_or(|range| { range.first <= range.last && range.total.is_none_or(|total| range.last < total) })
    );
}

/// A compressed body.
pub(crate) fn gzip(bytes: &[u8]) {
    const LIMIT: usize = 64 << 10;
    if let Ok(body) = unpack(bytes, LIMIT) {
        assert!(body.len() <= LIMIT + 1);
    }
}

pub(crate) fn certificate(bytes: &[u8]) {
    if let Some(issuer) = tls::issuer(&CertificateDer::from(bytes)) {
        assert!(issuer.chars().count() <= 200 && !issuer.chars().any(char::is_control));
    }
}
