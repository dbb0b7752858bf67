//! HTTP for the engine: blocking calls, one address at a time, with timeouts short enough for a waiting user. [`Http`]
//! costs nothing until the first request creates a small runtime and up to two clients. The one for *this machine* uses
//! plain http on loopback, never through a proxy. The one for *everywhere else* uses https only, through the proxy of
//! the environment or the system, and trusts what the system trusts. Nothing can turn off the verification of
//! certificates.
mod address;
mod answer;
mod attempts;
mod config;
mod error;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod hosts;
mod login;
mod proxy;
mod tls;
mod waits;

use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use hyper::header::{ACCEPT_ENCODING, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE};
use reqwest::{Client, RequestBuilder, Response};
use tokio::runtime::Runtime;
use url::Url;

pub use address::{AddressError, base, check, file_in, is_loopback};
pub use answer::{ByteRange, ContentRange, HttpResponse, ResponseHead, Validator};
pub use attempts::{Attempts, Pause, RetryRule, Sleep};
pub use config::{HttpConfig, Pace, Times};
pub use error::HttpError;
pub use hosts::{Hosts, Purpose};
pub use login::{Login, Logins};
pub use proxy::ProxyRule;
pub(crate) use proxy::parse_proxy;

use crate::base::report::{Cancel, Cancelled};
use crate::base::words::Sentence;
use proxy::{Proxies, Route};
pub use tls::Roots;
pub(crate) use tls::check_ca_file;
pub use waits::{NextTry, Waits, Watch};

/// How often a waiting request checks whether it was cancelled.
const TICK: Duration = Duration::from_millis(50);
/// Browsers follow about twice as many.
const REDIRECTS: usize = 10;
/// In bytes; signed addresses of storage services have about 1,000.
const TARGET: usize = 4096;

#[derive(Clone, Debug)]
pub struct Get {
    pub purpose: Purpose,
    /// See [`check`] for what is accepted.
    pub url: Url,
    /// The server may ignore it.
    pub range: Option<ByteRange>,
    /// Requests the part only if the file is still this one (`If-Range`); otherwise the whole new file.
    pub if_range: Option<String>,
    /// Requests the file only if it is no longer this one; otherwise the response is 304 without a body.
    pub unless: Option<Validator>,
    /// Whether the body may be compressed; [`Http::read`] decompresses it.
    pub gzip: bool,
    /// The deadline for the whole body, if the request is one of several for the same answer.
    pub by: Option<Instant>,
}

impl Get {
    pub fn new(purpose: Purpose, url: Url) -> Self {
        Self { purpose, url, range: None, if_range: None, unless: None, gzip: false, by: None }
    }
}

/// Shared by all threads; reuses connections.
#[derive(Debug)]
pub struct Http {
    config: HttpConfig,
    runtime: OnceLock<Runtime>,
    local: Mutex<Option<Client>>,
    world: Mutex<Option<Client>>,
    proxies: Arc<Proxies>,
}

impl Http {
    /// Costs nothing: the first request sets up whatever the network needs.
    pub fn new(config: HttpConfig) -> Self {
        let proxies = Arc::new(Proxies::new(&config.proxy));
        Self { config, runtime: OnceLock::new(), local: Mutex::default(), world: Mutex::default(), proxies }
    }

    pub fn config(&self) -> &HttpConfig {
        &self.config
    }

    /// For a server that hardly answers: a single attempt, and less patience.
    pub(crate) fn brief(&self) -> Self {
        let HttpConfig { retry, times, .. } = self.config;
        let times = Times { connect: Duration::from_secs(2), answer: Duration::from_secs(3), ..times };
        Self::new(HttpConfig { retry: RetryRule { tries: 1, ..retry }, times, ..self.config.clone() })
    }

    pub fn tries(&self) -> Attempts<'_> {
        Attempts::new(&self.config, None)
    }

    /// A counter of attempts for a document that has to be here by a moment. There is no attempt after it.
    pub(crate) fn tries_until(&self, by: Instant) -> Attempts<'_> {
        Attempts::new(&self.config, Some(by))
    }

    /// Follows redirects, and returns with the head of the response. A status other than 200, 206 and 304 is an error.
    pub fn open(&self, get: &Get, cancel: &Cancel) -> Result<HttpResponse<'_>, HttpError> {
        cancel.check()?;
        check(&get.url)?;
        if get.url.scheme() == "file" {
            return HttpResponse::of_file(get);
        }
        let mut url = get.url.clone();
        for _ in 0..REDIRECTS {
            let response = self.send(&url, get, cancel)?;
            let status = response.status();
            let target = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            match (status.as_u16(), target) {
                (301 | 302 | 303 | 307 | 308, Some(target)) => url = self.redirected(get, &url, target)?,
                (200 | 206 | 304, _) => return Ok(HttpResponse::of_response(self, url, response, get.by)),
                _ => return Err(HttpError::status(&url, &response)),
            }
        }
        Err(HttpError::redirect(&get.url, url.as_str(), Sentence::TooManyRedirects))
    }

    /// Reads at most `limit` bytes, decompressed if necessary. The body has to be here in time: by the moment in the
    /// request, otherwise by the [`deadline`](Self::deadline).
    pub fn read(&self, get: &Get, limit: usize, cancel: &Cancel) -> Result<(ResponseHead, Vec<u8>), HttpError> {
        let by = get.by.unwrap_or_else(|| self.deadline());
        self.open(&Get { by: Some(by), ..get.clone() }, cancel)?.read(limit, cancel)
    }

    /// The deadline for a small document that is requested now, with all attempts, from any server.
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.config.times.whole
    }

    /// Follows no redirects.
    fn send(&self, url: &Url, get: &Get, cancel: &Cancel) -> Result<Response, HttpError> {
        let is_local = url.scheme() == "http";
        let client = self.client(is_local)?;
        let route = if is_local { Route::default() } else { self.proxies.route(url, cancel)? };
        let limit = self.config.times.connect + self.config.times.answer;
        let limit = get.by.map_or(limit, |by| by.saturating_duration_since(Instant::now()).min(limit));
        let mut request = with_headers(client.get(url.clone()), get);
        // A redirect to another server must not receive the login.
        if let Some(login) = self.config.logins.of(url).filter(|_| url.origin() == get.url.origin()) {
            request = request.basic_auth(&login.user, Some(&login.password));
        }
        let sent = self.wait(url, limit, cancel, request.send())?;
        match sent {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => {
                self.proxies.forget(url);
                let mut error = HttpError::of_send(url, route, error);
                if let HttpError::Proxy { proxy, login: Some(schemes), .. } = &mut error
                    && let Ok(Ok(Ok(named))) = self.wait(url, limit, cancel, proxy::schemes(proxy, url))
                {
                    *schemes = named;
                }
                Err(error)
            }
            Err(GaveUp::TimedOut) if is_past(get.by) => {
                Err(HttpError::TooSlow { host: host(url), bytes: 0, after: limit })
            }
            Err(GaveUp::TimedOut) => Err(HttpError::TimedOut { host: host(url), after: limit }),
            Err(GaveUp::Cancelled) => Err(HttpError::Cancelled(Cancelled)),
        }
    }

    /// It must be https, or this machine if the first address was on it, and its host must be known for the purpose of
    /// the request. It must not contain a login, which would be sent to its host.
    fn redirected(&self, get: &Get, from: &Url, target: &str) -> Result<Url, HttpError> {
        let start = &get.url;
        let refuse = |why| HttpError::redirect(from, target, why);
        if target.len() > TARGET {
            return Err(refuse(Sentence::TargetTooLong));
        }
        let next = from.join(target).map_err(|_| refuse(Sentence::TargetNoAddress))?;
        if !next.username().is_empty() || next.password().is_some() {
            return Err(refuse(Sentence::TargetHasLogin));
        }
        let local = next.scheme() == "http" && is_loopback(&next) && start.scheme() == "http";
        match next.scheme() {
            "https" if !self.config.hosts.admit(get.purpose, start, &next) => Err(refuse(Sentence::HostNotExpected)),
            "https" => Ok(next),
            _ if local => Ok(next),
            _ => Err(refuse(Sentence::OnlyHttps)),
        }
    }

    fn client(&self, is_local: bool) -> Result<Client, HttpError> {
        let kept = if is_local { &self.local } else { &self.world };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = &*kept {
            return Ok(client.clone());
        }
        let builder = Client::builder()
            .user_agent(self.config.user_agent.clone())
            .connect_timeout(self.config.times.connect)
            .redirect(reqwest::redirect::Policy::none()) // `open` follows them, under its own rules
            .referer(false);
        let builder = if is_local {
            builder.no_proxy().tls_backend_preconfigured(tls::trusting_nobody()?)
        } else {
            let tls = tls::client_config(self.config.roots, self.config.ca_file.as_deref())?;
            self.proxies.install(builder.https_only(true).tls_backend_preconfigured(tls))
        };
        Ok(kept.insert(builder.build().map_err(HttpError::start)?).clone())
    }

    /// Runs `work` until it ends, until `limit` has passed, or until it is cancelled. `url` is what it waits for.
    fn wait<T>(
        &self,
        url: &Url,
        limit: Duration,
        cancel: &Cancel,
        work: impl Future<Output = T>,
    ) -> Result<Result<T, GaveUp>, HttpError> {
        let begun = Instant::now();
        Ok(self.runtime()?.block_on(async {
            let mut work = pin!(work);
            loop {
                let left = limit.saturating_sub(begun.elapsed());
                match tokio::time::timeout(TICK.min(left), work.as_mut()).await {
                    Ok(done) => return Ok(done),
                    Err(_) if cancel.is_cancelled() => return Err(GaveUp::Cancelled),
                    Err(_) if begun.elapsed() >= limit => return Err(GaveUp::TimedOut),
                    Err(_) => self.config.waits.waiting(url.host_str().unwrap_or_default()),
                }
            }
        }))
    }

    fn runtime(&self) -> Result<&Runtime, HttpError> {
        if self.runtime.get().is_none() {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            self.runtime.set(runtime.map_err(HttpError::start)?).ok(); // a runtime of another thread is equally good
        }
        self.runtime.get().ok_or_else(|| HttpError::start("no runtime"))
    }
}

impl Drop for Http {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background(); // a DNS query in progress must not delay the end of the program
        }
    }
}

enum GaveUp {
    TimedOut,
    Cancelled,
}

fn with_headers(mut request: RequestBuilder, get: &Get) -> RequestBuilder {
    request = request.header(ACCEPT_ENCODING, if get.gzip { "gzip" } else { "identity" });
    if let Some(range) = get.range {
        request = request.header(RANGE, range.to_string());
    }
    if let Some(validator) = &get.if_range {
        request = request.header(IF_RANGE, validator);
    }
    let Some(unless) = &get.unless else { return request };
    if let Some(etag) = &unless.etag {
        request = request.header(IF_NONE_MATCH, etag);
    }
    if let Some(date) = &unless.last_modified {
        request = request.header(IF_MODIFIED_SINCE, date);
    }
    request
}

fn is_past(by: Option<Instant>) -> bool {
    by.is_some_and(|by| Instant::now() >= by)
}

/// The host with its port, for display.
fn host(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => url.to_string(),
    }
}
