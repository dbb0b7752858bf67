//! Shared by the network tests.
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use upgo_engine::base::report::{Cancel, Cancelled};
use upgo_engine::net::http::{Http, HttpConfig, HttpError, NextTry, Pace, Pause, ProxyRule, Times, Watch};
use url::Url;

/// Records pauses instead of sleeping.
#[derive(Clone, Debug, Default)]
pub(crate) struct NoSleep(Arc<Mutex<Vec<Duration>>>);

impl NoSleep {
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl Pause for NoSleep {
    fn pause(&self, duration: Duration, cancel: &Cancel) -> Result<(), Cancelled> {
        self.0.lock().unwrap().push(duration);
        std::thread::yield_now();
        cancel.check()
    }

    fn chance(&self) -> f64 {
        1.0
    }
}

/// Records the notifications about waits that a front end gets. Repeated lines count once.
#[derive(Debug, Default)]
pub(crate) struct Told(Mutex<Vec<String>>);

impl Told {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn line(&self, line: String) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.last() != Some(&line) {
            told.push(line);
        }
    }
}

impl Watch for Told {
    fn waiting(&self, host: &str) {
        self.line(format!("waiting for {host}"));
    }

    fn failed(&self, _: &HttpError, next: &NextTry) {
        self.line(match next {
            NextTry::Attempt { number, .. } => format!("attempt {number}"),
            NextTry::Host(host) => format!("trying {host}"),
        });
    }
}

/// A configuration without a proxy and without pauses.
pub(crate) fn config() -> HttpConfig {
    HttpConfig { proxy: ProxyRule::Direct, pause: Arc::new(NoSleep::default()), ..HttpConfig::default() }
}

/// The same, with a short timeout for a stalled body.
pub(crate) fn impatient() -> HttpConfig {
    let times = Times { stall: Duration::from_millis(300), ..Times::default() };
    HttpConfig { times, ..config() }
}

/// The same, and a body that drips is given up soon. Half of it is enough for any small document on this machine.
pub(crate) fn hasty() -> HttpConfig {
    let pace = Pace { bytes: 1000, within: Duration::from_millis(300) };
    let times = Times { whole: Duration::from_secs(2), pace, ..Times::default() };
    HttpConfig { times, ..config() }
}

/// The same, and no answer takes longer than this, nor all attempts longer than that.
pub(crate) fn brief(answer: Duration, whole: Duration) -> HttpConfig {
    HttpConfig { times: Times { connect: Duration::ZERO, answer, whole, ..Times::default() }, ..config() }
}

pub(crate) fn http() -> Http {
    Http::new(config())
}

pub(crate) fn url(text: &str) -> Url {
    text.parse().unwrap()
}
