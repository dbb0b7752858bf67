//! For fuzzing: what a client of a mirror requests, and the list of an earlier run.
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Component, Path};

use super::index::Index;
use super::serve::{RequestedRange, is_advisory, is_own, is_proof};
use crate::base::archive;

/// A range, a host and a path, one on each line.
pub(crate) fn request(bytes: &[u8]) {
    const LENGTH: u64 = 1_000;
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    if let RequestedRange::Part(first, end) = RequestedRange::parse(line(), LENGTH) {
        assert!(first < end && end <= LENGTH);
    }
    let host = line();
    if is_own(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 8080), host) {
        assert!(["127.0.0.1:8080", "[::1]:8080"].contains(&host) || host.eq_ignore_ascii_case("localhost:8080"));
    }
    let path = line();
    if is_proof(path) || is_advisory(path) || archive::is_plain(path) {
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        assert!(Path::new(path).components().all(is_name) && !path.contains(['\\', ':', '\0']), "{path}");
    }
}

pub(crate) fn index(bytes: &[u8]) {
    let written = |index: &Index| serde_json::to_vec(index).ok();
    let Ok(index) = serde_json::from_slice::<Index>(bytes) else { return };
    let is_plain = |name: &str| archive::is_plain(name) && !name.contains(['/', '\\', ':']);
    assert!(index.files().all(|file| is_plain(&file.archive.filename)));
    let text = written(&index);
    let again = text.as_ref().and_then(|text| serde_json::from_slice::<Index>(text).ok());
    assert!(text.is_some() && again.as_ref().and_then(written) == text);
}
