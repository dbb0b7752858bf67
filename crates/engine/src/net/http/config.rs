//! What a caller decides about the network.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Hosts, Logins, Pause, ProxyRule, RetryRule, Sleep};

/// The configuration of [`Http`](super::Http): a value, so that nothing is read from globals behind the caller's back.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// Sent with each request.
    pub user_agent: String,
    /// Which proxy serves which address.
    pub proxy: ProxyRule,
    /// A file with certificates (PEM) to trust beside those of the operating system.
    pub ca_file: Option<PathBuf>,
    /// Which hosts a redirect may lead to.
    pub hosts: Hosts,
    /// Who one is to servers that ask; only who asks a GOPROXY has any.
    pub logins: Logins,
    /// How long to wait.
    pub times: Times,
    /// How often to try.
    pub retry: RetryRule,
    /// How to wait between tries, and the source of chance; tests give one that does not sleep.
    pub pause: Arc<dyn Pause>,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Until a connection stands, TLS included.
    pub connect: Duration,
    /// From then until the head of the answer.
    pub answer: Duration,
    /// Between two pieces of a body.
    pub stall: Duration,
}

impl Default for Times {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(10), answer: seconds(30), stall: seconds(20) }
    }
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            user_agent: concat!("upgo/", env!("CARGO_PKG_VERSION")).to_owned(),
            proxy: ProxyRule::System,
            ca_file: None,
            hosts: Hosts::default(),
            logins: Logins::default(),
            times: Times::default(),
            retry: RetryRule::default(),
            pause: Arc::new(Sleep),
        }
    }
}
