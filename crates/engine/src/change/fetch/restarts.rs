//! Restarts of a download: how often, and which source is first.
use url::Url;

use super::FetchError;

/// How often a download may restart because a server's file changes or cannot be resumed.
const RESTARTS: u32 = 3;

/// The passes of one download.
///
/// ```text
/// let mut passes = Passes::new(sources);
/// loop {
///     match pass(passes.sources()) {
///         Err(error) if passes.again(&error) => {}
///         result => return result,
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Passes {
    sources: Vec<Url>,
    restarts: u32,
    distrusted: bool,
}

impl Passes {
    pub fn new(sources: &[Url]) -> Self {
        Self { sources: sources.to_vec(), restarts: 0, distrusted: false }
    }

    pub fn sources(&self) -> &[Url] {
        &self.sources
    }

    /// After a wrong digest there is one more pass, with the suspected source last.
    pub fn again(&mut self, error: &FetchError) -> bool {
        match error {
            FetchError::Restart if self.restarts < RESTARTS => {
                self.restarts += 1;
                true
            }
            FetchError::Digest { from, .. } if !self.distrusted => {
                self.sources.sort_by_key(|source| Some(source) == from.as_deref());
                self.distrusted = true;
                true
            }
            _ => false,
        }
    }
}
