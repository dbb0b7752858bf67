//! How much is proven about an installed toolchain, and its chain, from its receipt.
use super::rule::has_signature;
use super::{Evidence, ProofChain, ProofLink, ProofLinkKind, ProofState};
use crate::archive::Archive;
use crate::checksum_database::History;
use crate::module::{self, MODULE, module_version};
use crate::store::{ProofLevel, Provenance, Receipt, Signature, Silence, Vouched};
use crate::target::Target;
use crate::version::Version;

/// How far the origin of a toolchain is proven. The receipt of an older Upgo does not record its origin.
pub fn level(receipt: Option<&Receipt>) -> ProofLevel {
    receipt.and_then(|receipt| receipt.proof.as_ref()).map_or(ProofLevel::Unknown, Provenance::level)
}

/// The reasons to trust that a toolchain matches the published release.
pub fn chain(version: &Version, receipt: Option<&Receipt>, target: &Target) -> ProofChain {
    let links = |receipt: &Receipt| {
        let origin = receipt.proof.as_ref();
        let archive = &receipt.archive;
        vec![feed(receipt), digest(receipt), checksum_database(origin, version, target), openpgp(origin, archive)]
    };
    ProofChain { version: version.clone(), level: level(receipt), links: receipt.map(links).unwrap_or_default() }
}

fn feed(receipt: &Receipt) -> ProofLink {
    let (state, says, evidence) = match receipt.proof.as_ref() {
        _ if module::is_zip(&receipt.archive.filename) => {
            let says =
                "Downloaded as a module, which the release list does not contain; verified with the checksum database.";
            (ProofState::None, says.to_owned(), vec![])
        }
        Some(Provenance { feed: Some(feed), is_official: true, .. }) => {
            let host = feed.host_str().unwrap_or_default();
            let says = format!("The release list was read from {host} over an authenticated connection.");
            (ProofState::Holds, says, vec![evidence("feed", feed)])
        }
        Some(Provenance { feed: Some(feed), .. }) => {
            let says = "The release list is that of UPGO_FEED_URL, which is trusted instead of Google's.";
            (ProofState::NotAsked, says.to_owned(), vec![evidence("feed", feed)])
        }
        Some(Provenance { feed: None, .. }) => (
            ProofState::NotAsked,
            "The SHA-256 was given on the command line; no release list was used.".to_owned(),
            vec![],
        ),
        None => (ProofState::Missing, "Upgo has no record of where the SHA-256 came from.".to_owned(), vec![]),
    };
    ProofLink { kind: ProofLinkKind::Feed, state, says, evidence }
}

fn digest(receipt: &Receipt) -> ProofLink {
    let Archive { filename, sha256, .. } = &receipt.archive;
    let (state, says) = if module::is_zip(filename) {
        (ProofState::None, format!("No SHA-256 is published for {filename}; its files are verified instead."))
    } else {
        (ProofState::Holds, format!("{filename} has the expected SHA-256."))
    };
    let sha256 = sha256.iter().map(|sha256| evidence("SHA-256", sha256));
    let evidence = sha256.chain([evidence("source", &receipt.source)]).collect();
    ProofLink { kind: ProofLinkKind::Digest, state, says, evidence }
}

fn checksum_database(origin: Option<&Provenance>, version: &Version, target: &Target) -> ProofLink {
    let module = || evidence("module", &format!("{MODULE}@{}", module_version(version, target)));
    let (state, says, evidence) = match origin.map(|origin| &origin.checksum_database) {
        Some(Vouched::Proven { database, tree_size, record, h1, place, history }) => {
            let says = format!(
                "The Go checksum database {database} has a record with the hash of these files, in its signed \
                 tree{}.",
                in_history(*history)
            );
            let evidence = vec![
                module(),
                evidence("hash", h1),
                evidence("record", record),
                evidence("tree size", tree_size),
                evidence("place", place),
            ];
            (ProofState::Holds, says, evidence)
        }
        Some(Vouched::Missing { why }) => {
            (ProofState::Missing, format!("The Go checksum database could not verify it: {why}."), vec![module()])
        }
        Some(Vouched::NotAsked { by }) => (ProofState::NotAsked, not_asked("The Go checksum database", *by), vec![]),
        Some(Vouched::None) => {
            (ProofState::None, "The Go checksum database has records for Go 1.21 and later only.".to_owned(), vec![])
        }
        None => (
            ProofState::NotAsked,
            "Installed by an older version of Upgo that did not use the Go checksum database.".into(),
            vec![],
        ),
    };
    ProofLink { kind: ProofLinkKind::ChecksumDatabase, state, says, evidence }
}

fn in_history(history: History) -> &'static str {
    match history {
        History::First => ", the first one that this machine has seen",
        History::Continues => ", which continues the one that this machine has seen before",
        History::OlderUnchecked => {
            ". This tree is older than one seen before, and there is no proof that it is the beginning of that one"
        }
        History::NewerUnchecked => ". The mirror could not prove that this tree continues the one seen before",
    }
}

/// The sentence that says why `whom` was not asked.
fn not_asked(whom: &str, by: Silence) -> String {
    let why = match by {
        Silence::Setting => "the setting proof accepts the SHA-256 alone.",
        Silence::OwnFeed => "the release list is not Google's. The setting proof-for-own-feed changes this.",
        Silence::GoSumDb => "GOSUMDB is off.",
    };
    format!("{whom} was not checked: {why}")
}

fn openpgp(origin: Option<&Provenance>, archive: &Archive) -> ProofLink {
    let signature = origin.and_then(|origin| origin.signature.as_ref());
    let (state, says, evidence) = match signature {
        Some(Signature::Proven { primary, subkey, signed_at, place }) => {
            let says = "The archive has a valid OpenPGP signature from Google, by a key that the pinned key certifies.";
            let evidence = vec![
                evidence("pinned key", primary),
                evidence("signing key", subkey),
                evidence("signed at", signed_at),
                evidence("place", place),
            ];
            (ProofState::Holds, says.to_owned(), evidence)
        }
        Some(Signature::Missing { why }) => {
            (ProofState::Missing, format!("No OpenPGP signature verifies the archive: {why}."), vec![])
        }
        Some(Signature::NotAsked { by }) => {
            (ProofState::NotAsked, not_asked("The archive's OpenPGP signature", *by), vec![])
        }
        None if has_signature(&archive.filename) => (
            ProofState::NotAsked,
            "Installed by an older version of Upgo that did not check the archive's OpenPGP signature.".to_owned(),
            vec![],
        ),
        Some(Signature::None) | None => (ProofState::None, "No signature is published for a .zip.".to_owned(), vec![]),
    };
    ProofLink { kind: ProofLinkKind::Openpgp, state, says, evidence }
}

fn evidence(name: &str, value: &impl ToString) -> Evidence {
    Evidence { name: name.to_owned(), value: value.to_string() }
}
