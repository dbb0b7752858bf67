//! The chain of an installed toolchain, from its receipt.
use super::{Evidence, Level, Link, LinkKind, Origin, ProofChain, Silence, State, Vouched};
use crate::catalog::Archive;
use crate::checksum_database::History;
use crate::module::{self, MODULE, module_version};
use crate::store::Receipt;
use crate::store::unpack::Format;
use crate::target::Target;
use crate::version::Version;

/// Why it is believed that a toolchain is what was published.
pub fn chain(version: &Version, receipt: Option<&Receipt>, target: &Target) -> ProofChain {
    let Some(receipt) = receipt else {
        return ProofChain { version: version.clone(), level: Level::Unknown, links: Vec::new() };
    };
    let links = vec![
        feed(receipt),
        digest(receipt),
        checksum_database(receipt.proof.as_ref(), version, target),
        openpgp(&receipt.archive),
    ];
    let level = receipt.proof.as_ref().map_or(Level::DigestOnly, Origin::level);
    ProofChain { version: version.clone(), level, links }
}

fn feed(receipt: &Receipt) -> Link {
    let (state, says, evidence) = match receipt.proof.as_ref() {
        _ if module::is_zip(&receipt.archive.filename) => {
            let says =
                "It came as a module, of which no list of releases has a digest: the checksum database vouches for it.";
            (State::None, says.to_owned(), vec![])
        }
        Some(Origin { feed: Some(feed), is_official: true, .. }) => {
            let host = feed.host_str().unwrap_or_default();
            let says = format!("The list of releases was read from {host} over a connection that shows whose it is.");
            (State::Holds, says, vec![evidence("feed", feed)])
        }
        Some(Origin { feed: Some(feed), .. }) => {
            let says = "The list of releases is that of UPGO_FEED_URL, which is believed instead of Google's.";
            (State::NotAsked, says.to_owned(), vec![evidence("feed", feed)])
        }
        Some(Origin { feed: None, .. }) => {
            (State::NotAsked, "The digest was given on the command line; no feed was asked for it.".to_owned(), vec![])
        }
        None => (State::Missing, "Which feed gave the digest was not written down.".to_owned(), vec![]),
    };
    Link { kind: LinkKind::Feed, state, says, evidence }
}

fn digest(receipt: &Receipt) -> Link {
    let Archive { filename, sha256, .. } = &receipt.archive;
    let (state, says) = if module::is_zip(filename) {
        (State::None, format!("Of {filename} no digest is published; its files are what is proven."))
    } else {
        (State::Holds, format!("{filename} has the SHA-256 that was expected."))
    };
    let sha256 = sha256.iter().map(|sha256| evidence("SHA-256", sha256));
    let evidence = sha256.chain([evidence("source", &receipt.source)]).collect();
    Link { kind: LinkKind::Digest, state, says, evidence }
}

fn checksum_database(origin: Option<&Origin>, version: &Version, target: &Target) -> Link {
    let module = || evidence("module", &format!("{MODULE}@{}", module_version(version, target)));
    let (state, says, evidence) = match origin.map(|origin| &origin.checksum_database) {
        Some(Vouched::Proven { database, tree_size, record, h1, place, history }) => {
            let says = format!(
                "The Go checksum database {database} has a record with the hash of these files, in the tree that it \
                 has signed{}.",
                in_history(*history)
            );
            let evidence = vec![
                module(),
                evidence("hash", h1),
                evidence("record", record),
                evidence("tree size", tree_size),
                evidence("place", place),
            ];
            (State::Holds, says, evidence)
        }
        Some(Vouched::Missing { why }) => {
            (State::Missing, format!("The Go checksum database did not vouch for it: {why}."), vec![module()])
        }
        Some(Vouched::NotAsked { by }) => (State::NotAsked, not_asked(*by).to_owned(), vec![]),
        Some(Vouched::None) => {
            (State::None, "The Go checksum database has records of Go 1.21 and later only.".to_owned(), vec![])
        }
        None => {
            (State::NotAsked, "It was installed by an Upgo that did not ask the Go checksum database.".into(), vec![])
        }
    };
    Link { kind: LinkKind::ChecksumDatabase, state, says, evidence }
}

fn in_history(history: History) -> &'static str {
    match history {
        History::First => ", the first one that this machine has seen",
        History::Continues => ", which continues the one that this machine has seen before",
        History::OlderUnchecked => {
            ". That tree is older than one that was seen before, and nobody could show that it is its beginning"
        }
        History::NewerUnchecked => ". The mirror could not show that this tree continues the one that was seen before",
    }
}

fn not_asked(by: Silence) -> &'static str {
    match by {
        Silence::Setting => "The Go checksum database was not asked: the setting proof says that the digest is enough.",
        Silence::OwnFeed => {
            "The Go checksum database was not asked: the list of releases is not Google's. The setting \
             proof-for-own-feed says whether it is."
        }
        Silence::GoSumDb => "The Go checksum database was not asked: GOSUMDB is off.",
    }
}

fn openpgp(archive: &Archive) -> Link {
    let (state, says) = match Format::of(&archive.filename) {
        Some(Format::Zip | Format::ModuleZip) => (State::None, "There is no signature beside a .zip."),
        _ => (State::NotAsked, "The signature beside the archive was not looked at."),
    };
    Link { kind: LinkKind::Openpgp, state, says: says.to_owned(), evidence: Vec::new() }
}

fn evidence(name: &str, value: &impl ToString) -> Evidence {
    Evidence { name: name.to_owned(), value: value.to_string() }
}
