//! How much is proven about an installed toolchain, and its chain, from its receipt.
use super::{Evidence, ProofChain, ProofLink, ProofLinkKind, ProofState};
use crate::base::archive::Archive;
use crate::base::module::{self, MODULE, module_version};
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::released::catalog::ListedDigest;
use crate::released::checksum_database::History;
use crate::store::{DigestSource, ProofLevel, Provenance, Receipt, ReusedRecord, Signature, Vouched};

/// `listed` is what the known release list says about the archive.
pub fn level(receipt: Option<&Receipt>, listed: &ListedDigest) -> ProofLevel {
    match receipt.map(|receipt| &receipt.proof) {
        Some(origin) if origin.is_given() && matches!(listed, ListedDigest::Other { .. }) => ProofLevel::Contradicted,
        Some(origin) => origin.level(),
        None => ProofLevel::Unknown,
    }
}

pub fn chain(version: &Version, receipt: Option<&Receipt>, listed: &ListedDigest, target: &Target) -> ProofChain {
    let links = |receipt: &Receipt| {
        let origin = &receipt.proof;
        vec![feed(receipt, listed), digest(receipt), checksum_database(origin, version, target), openpgp(origin)]
    };
    ProofChain {
        version: version.clone(),
        level: level(receipt, listed),
        links: receipt.map(links).unwrap_or_default(),
    }
}

fn feed(receipt: &Receipt, listed: &ListedDigest) -> ProofLink {
    if let Some(ReusedRecord { base, zip, .. }) = &receipt.reused {
        let says = say!(FromParts { version: base.as_str(), file: zip.as_str() });
        return link(ProofLinkKind::Feed, ProofState::None, says, vec![]);
    }
    let (state, says, evidence): (_, Statement, _) = match &receipt.proof.digest {
        _ if module::is_zip(&receipt.archive.filename) => (ProofState::None, Sentence::AsModule.into(), vec![]),
        DigestSource::List { feed, is_official: true } => {
            let says = say!(FeedRead { host: feed.host_str().unwrap_or_default() });
            (ProofState::Holds, says, vec![evidence(Sentence::EvidenceFeed, feed)])
        }
        DigestSource::List { feed, is_official: false } => {
            (ProofState::NotAsked, Sentence::OwnFeed.into(), vec![evidence(Sentence::EvidenceFeed, feed)])
        }
        DigestSource::Given => match listed {
            ListedDigest::Other { feed, filename, sha256 } => {
                let says = say!(ListHasOther { file: filename.as_str() });
                let evidence = vec![evidence(Sentence::EvidenceFeed, feed), evidence(Sentence::EvidenceSha256, sha256)];
                (ProofState::Contradicts, says, evidence)
            }
            ListedDigest::Same { .. } | ListedDigest::No => (ProofState::Missing, Sentence::DigestGiven.into(), vec![]),
        },
        DigestSource::Bundle => (ProofState::None, Sentence::DigestOfBundle.into(), vec![]),
        DigestSource::Nobody => (ProofState::Missing, Sentence::DigestOriginUnknown.into(), vec![]),
    };
    link(ProofLinkKind::Feed, state, says, evidence)
}

fn digest(receipt: &Receipt) -> ProofLink {
    let Archive { filename, sha256, .. } = &receipt.archive;
    if receipt.reused.is_some() {
        let says = say!(NoDigestOfParts { file: filename.as_str() });
        return link(
            ProofLinkKind::Digest,
            ProofState::None,
            says,
            vec![evidence(Sentence::EvidenceSource, &receipt.source)],
        );
    }
    let file = filename.as_str();
    let (state, says) = match receipt.is_given() {
        _ if module::is_zip(filename) => (ProofState::None, say!(NoDigestOfModule { file })),
        true => (ProofState::Holds, say!(DigestMatchesGiven { file })),
        false => (ProofState::Holds, say!(DigestMatches { file })),
    };
    let sha256 = sha256.iter().map(|sha256| evidence(Sentence::EvidenceSha256, sha256));
    let evidence = sha256.chain([evidence(Sentence::EvidenceSource, &receipt.source)]).collect();
    link(ProofLinkKind::Digest, state, says, evidence)
}

fn checksum_database(origin: &Provenance, version: &Version, target: &Target) -> ProofLink {
    let module = || evidence(Sentence::EvidenceModule, &format!("{MODULE}@{}", module_version(version, target)));
    let (state, says, evidence): (_, Statement, _) = match &origin.checksum_database {
        Vouched::Proven { database, is_built_in, tree_size, record, h1, place, history } => {
            let says = match history {
                _ if !is_built_in => say!(RecordInOwnDatabase { database: database.as_str() }),
                History::First => say!(RecordInFirstTree { database: database.as_str() }),
                History::Continues => say!(RecordInTree { database: database.as_str() }),
                History::OlderUnchecked => say!(RecordInOlderTree { database: database.as_str() }),
                History::NewerUnchecked => say!(RecordInNewerTree { database: database.as_str() }),
            };
            let evidence = vec![
                module(),
                evidence(Sentence::EvidenceHash, h1),
                evidence(Sentence::EvidenceRecord, record),
                evidence(Sentence::EvidenceTreeSize, tree_size),
                evidence(Sentence::EvidencePlace, place),
            ];
            (ProofState::Holds, says, evidence)
        }
        Vouched::Missing(reason) => {
            (ProofState::Missing, say!(DatabaseCouldNot { why: reason.says() }), vec![module()])
        }
        Vouched::NotAsked { by } => (ProofState::NotAsked, say!(DatabaseNotChecked { why: by.says() }), vec![]),
        Vouched::None => (ProofState::None, Sentence::DatabaseTooYoung.into(), vec![]),
    };
    link(ProofLinkKind::ChecksumDatabase, state, says, evidence)
}

fn openpgp(origin: &Provenance) -> ProofLink {
    let (state, says, evidence): (_, Statement, _) = match &origin.signature {
        Signature::Proven { primary, subkey, signed_at, place } => {
            let evidence = vec![
                evidence(Sentence::EvidencePinnedKey, primary),
                evidence(Sentence::EvidenceSigningKey, subkey),
                evidence(Sentence::EvidenceSignedAt, signed_at),
                evidence(Sentence::EvidencePlace, place),
            ];
            (ProofState::Holds, Sentence::SignatureValid.into(), evidence)
        }
        Signature::Missing(reason) => (ProofState::Missing, say!(SignatureMissing { why: reason.says() }), vec![]),
        Signature::NotAsked { by } => (ProofState::NotAsked, say!(SignatureNotChecked { why: by.says() }), vec![]),
        Signature::None => (ProofState::None, Sentence::NoZipSignature.into(), vec![]),
    };
    link(ProofLinkKind::Openpgp, state, says, evidence)
}

fn link(kind: ProofLinkKind, state: ProofState, statement: Statement, evidence: Vec<Evidence>) -> ProofLink {
    ProofLink { kind, state, says: statement.shown(), evidence }
}

fn evidence(name: Sentence, value: &impl ToString) -> Evidence {
    Evidence { name: name.into(), value: value.to_string() }
}
