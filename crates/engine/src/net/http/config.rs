use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Hosts, Logins, Pause, ProxyRule, RetryRule, Roots, Sleep, Waits};

/// A value, so that nothing is read from hidden globals.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    pub user_agent: String,
    pub proxy: ProxyRule,
    pub roots: Roots,
    /// A file with certificates (PEM) to trust in addition to those of the operating system.
    pub ca_file: Option<PathBuf>,
    pub hosts: Hosts,
    /// Only for servers that the user or the policy named.
    pub logins: Logins,
    pub times: Times,
    pub retry: RetryRule,
    /// Also the source of randomness. Tests pass one that does not sleep.
    pub pause: Arc<dyn Pause>,
    pub waits: Waits,
}

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
    pub pace: Pace,
}

/// The slowest accepted body. A server that sends a byte from time to time would keep a command waiting forever.
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
