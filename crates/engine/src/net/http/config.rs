//! The network configuration, which the caller chooses.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Hosts, Logins, Pause, ProxyRule, RetryRule, Roots, Sleep, Waits};

/// The configuration of [`Http`](super::Http). It is a value, so that nothing is read from hidden globals.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Sent with each request.
    pub user_agent: String,
    /// The rule that selects a proxy for an address.
    pub proxy: ProxyRule,
    /// The roots of the operating system that count.
    pub roots: Roots,
    /// A file with certificates (PEM) to trust in addition to those of the operating system.
    pub ca_file: Option<PathBuf>,
    /// The hosts that a redirect may point to.
    pub hosts: Hosts,
    /// The logins for servers that require one. Only requests to a GOPROXY have any.
    pub logins: Logins,
    /// The timeouts.
    pub times: Times,
    /// How often to retry.
    pub retry: RetryRule,
    /// The implementation of pauses between attempts, and the source of randomness. Tests pass one that does not sleep.
    pub pause: Arc<dyn Pause>,
    /// Who is notified about waits.
    pub waits: Waits,
}

/// The timeouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Until the connection is established, including TLS.
    pub connect: Duration,
    /// From then until the head of the response.
    pub answer: Duration,
    /// Between two pieces of a body.
    pub stall: Duration,
    /// For a whole small document, from the request to its last byte.
    pub whole: Duration,
    /// The slowest accepted body.
    pub pace: Pace,
}

/// The slowest accepted body. A server that sends a byte from time to time never stalls, and would keep a command
/// waiting forever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The bytes that have to arrive...
    pub bytes: u64,
    /// ...while the client waits for this long.
    pub within: Duration,
}

impl Pace {
    /// 1 kB/s, measured over a minute: a hundredth of a slow mobile connection.
    pub const SLOWEST: Self = Self { bytes: 60_000, within: Duration::from_mins(1) };
}

impl Default for Times {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        let whole = Duration::from_mins(1);
        Self { connect: seconds(10), answer: seconds(30), stall: seconds(20), whole, pace: Pace::SLOWEST }
    }
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            user_agent: concat!("upgo/", env!("CARGO_PKG_VERSION")).to_owned(),
            proxy: ProxyRule::System,
            roots: Roots::User,
            ca_file: None,
            hosts: Hosts::default(),
            logins: Logins::default(),
            times: Times::default(),
            retry: RetryRule::default(),
            pause: Arc::new(Sleep),
            waits: Waits::default(),
        }
    }
}
