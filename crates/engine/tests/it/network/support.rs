//! Shared by the network tests.
use std::sync::{Arc, Mutex};
use std::time::Duration;

use upgo_engine::http::{Http, HttpConfig, Pace, Pause, ProxyRule, Times};
use upgo_engine::report::{Cancel, Cancelled};
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

/// A configuration without a proxy and without pauses.
pub(crate) fn config() -> HttpConfig {
    HttpConfig { proxy: ProxyRule::Direct, pause: Arc::new(NoSleep::default()), ..HttpConfig::default() }
}

/// The same, with a short timeout for a stalled body.
pub(crate) fn impatient() -> HttpConfig {
    let times = Times { stall: Duration::from_millis(300), ..Times::default() };
    HttpConfig { times, ..config() }
}

/// The same, and a body that drips is given up soon. A second is enough for any small document on this machine.
pub(crate) fn hasty() -> HttpConfig {
    let pace = Pace { bytes: 1000, within: Duration::from_millis(300) };
    let times = Times { whole: Duration::from_secs(1), pace, ..Times::default() };
    HttpConfig { times, ..config() }
}

pub(crate) fn http() -> Http {
    Http::new(config())
}

pub(crate) fn url(text: &str) -> Url {
    text.parse().unwrap()
}
