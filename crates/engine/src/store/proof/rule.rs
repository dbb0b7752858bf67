//! The rules of proof: whether one is requested, where one exists, and whether the available one is enough.
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::ProofError;
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::choices::settings::{Requirement, Settings};
use crate::released::catalog::released_on;
use crate::released::checksum_database::VerifiedRecord;
use crate::released::signature::InvalidSignature;
use crate::store::unpack::Format;
use crate::store::{DigestSource, ProofLevel, Provenance, Signature, Silence, Vouched};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DatabaseAnswer {
    Record {
        found: VerifiedRecord,
        /// Whether the database is Go's own, whose key is built in.
        is_built_in: bool,
    },
    Missing(Statement),
    Nothing(Silence),
    /// The release is older than the database's first toolchain record.
    TooOld,
}

#[derive(Debug)]
pub(crate) struct ProofCase<'a> {
    pub(crate) version: &'a Version,
    pub(crate) actual: &'a str,
    pub(crate) digest: DigestSource,
    pub(crate) told: DatabaseAnswer,
    pub(crate) signature: Result<Signature, Box<InvalidSignature>>,
    pub(crate) requirement: Requirement,
    pub(crate) was_reached: bool,
    /// See [`is_fresh`].
    pub(crate) is_fresh: bool,
    pub(crate) is_confirmed: bool,
}

/// `None` if a proof is requested in addition to the release list. `is_official` means that the list is Google's.
pub(crate) fn silence(settings: &Settings, is_official: bool) -> Option<Silence> {
    match settings.proof {
        Requirement::Digest => Some(Silence::Setting),
        Requirement::Required => None,
        Requirement::WhenReachable if is_official || settings.proof_for_own_feed => None,
        Requirement::WhenReachable => Some(Silence::OwnFeed),
    }
}

pub(crate) fn has_signature(filename: &str) -> bool {
    Format::of(filename) == Some(Format::TarGz)
}

/// Whether it is from today or yesterday: the database adds a release at its first request. An unknown date is old.
pub(crate) fn is_fresh(version: &Version, now: Timestamp) -> bool {
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let day = released_on(version).map(Date::from);
    day.and_then(|day| day.until(today).ok()).is_some_and(|age| (0..=1).contains(&age.get_days()))
}

/// Returns what is recorded about the proof. A record with another hash always refuses, and so does an invalid
/// signature. Otherwise a proof is enough, whatever its source.
pub(crate) fn judge(case: ProofCase<'_>) -> Result<Provenance, Box<ProofError>> {
    let ProofCase { version, actual, digest, told, requirement, .. } = case;
    if let DatabaseAnswer::Record { found, .. } = &told
        && found.h1 != actual
    {
        let (version, database, told) = (version.clone(), found.database.clone(), found.h1.clone());
        return Err(Box::new(ProofError::Contradicts { version, database, told, actual: actual.to_owned() }));
    }
    let signature = case.signature.map_err(|wrong| ProofError::Signature { version: version.clone(), wrong })?;
    let origin = Provenance { digest, checksum_database: recorded(told), signature };
    let is_given = origin.is_given();
    let why = match &origin.checksum_database {
        Vouched::Proven { .. } => return Ok(origin),
        Vouched::Missing(reason) => reason.says(),
        Vouched::NotAsked { .. } => Sentence::SumDbOff.into(),
        Vouched::None => Sentence::NoOldRecords.into(),
    };
    // An attacker cannot cause the other cases: the user turned the database off, or it has no records this old.
    let is_suspicious = matches!(origin.checksum_database, Vouched::Missing(_));
    let is_enough = match requirement {
        _ if origin.level() == ProofLevel::Proven => true,
        Requirement::Digest => true,
        Requirement::WhenReachable => !is_suspicious || case.is_confirmed || case.is_fresh || !case.was_reached,
        Requirement::Required => false,
    };
    if is_enough {
        return Ok(origin);
    }
    let why = match &origin.signature {
        Signature::Missing(unsigned) => say!(NorSignature { why, unsigned: unsigned.says() }),
        _ => why,
    };
    let may_be_confirmed = requirement == Requirement::WhenReachable;
    Err(Box::new(ProofError::Unproven { version: version.clone(), why, may_be_confirmed, is_given }))
}

/// What is recorded of the database's answer, once a record is known to have the hash of the files.
fn recorded(told: DatabaseAnswer) -> Vouched {
    match told {
        DatabaseAnswer::Record { found, is_built_in } => Vouched::by(found, is_built_in),
        DatabaseAnswer::Missing(why) => Vouched::Missing(why.into()),
        DatabaseAnswer::Nothing(by) => Vouched::NotAsked { by },
        DatabaseAnswer::TooOld => Vouched::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::report::{Code, Explain as _};
    use crate::released::checksum_database::History;

    const H1: &str = "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=";

    fn told(h1: &str) -> DatabaseAnswer {
        let found = VerifiedRecord {
            database: "sum.golang.org".into(),
            tree_size: 9,
            record: 7,
            h1: h1.into(),
            place: "https://sum.golang.org/".parse().unwrap(),
            history: History::First,
        };
        DatabaseAnswer::Record { found, is_built_in: true }
    }

    fn proven() -> Signature {
        let place = "https://go.dev/dl/go1.27.3.linux-amd64.tar.gz.asc".parse().unwrap();
        Signature::Proven { primary: "a".into(), subkey: "b".into(), signed_at: Timestamp::UNIX_EPOCH, place }
    }

    fn missing() -> Signature {
        Signature::Missing(Statement::quoted("there is none").into())
    }

    fn wrong() -> Result<Signature, Box<InvalidSignature>> {
        let (place, why) = ("https://go.dev/x.asc".parse().unwrap(), upgo_openpgp::Refused::Future);
        Err(Box::new(InvalidSignature { place, why }))
    }

    /// What is recorded about the database, or the code and whether the user can confirm; without a signature.
    fn verdict(told: DatabaseAnswer, requirement: Requirement, facts: [bool; 3]) -> Result<Vouched, (Code, bool)> {
        verdict_with(Ok(Signature::None), told, requirement, facts)
    }

    /// The same with the result for a signature, which is then recorded, too.
    fn verdict_with(
        signature: Result<Signature, Box<InvalidSignature>>,
        told: DatabaseAnswer,
        requirement: Requirement,
        [reached, fresh, confirmed]: [bool; 3],
    ) -> Result<Vouched, (Code, bool)> {
        let expected = signature.as_ref().ok().cloned();
        let version = Version::from_name("go1.27.3").unwrap();
        let case = ProofCase {
            version: &version,
            actual: H1,
            digest: DigestSource::Given,
            told,
            signature,
            requirement,
            was_reached: reached,
            is_fresh: fresh,
            is_confirmed: confirmed,
        };
        let judged = judge(case);
        judged
            .inspect(|origin| assert_eq!(Some(&origin.signature), expected.as_ref()))
            .map(|origin| origin.checksum_database)
            .map_err(|error| (error.code(), matches!(*error, ProofError::Unproven { may_be_confirmed: true, .. })))
    }

    fn every(check: impl Fn(Requirement, [bool; 3])) {
        for requirement in [Requirement::Digest, Requirement::WhenReachable, Requirement::Required] {
            for bits in 0..8 {
                check(requirement, [bits & 1 == 1, bits & 2 == 2, bits & 4 == 4]);
            }
        }
    }

    #[test]
    fn a_wrong_hash_always_blocks_and_the_right_one_is_always_enough() {
        every(|requirement, facts| {
            assert_eq!(verdict(told("h1:other"), requirement, facts), Err((Code::VerifyContradicts, false)));
            assert!(matches!(verdict(told(H1), requirement, facts), Ok(Vouched::Proven { .. })));
        });
    }

    #[test]
    fn a_missing_proof_depends_on_the_setting_and_on_earlier_lookups() {
        every(|requirement, facts| {
            let [reached, fresh, confirmed] = facts;
            let expected = match requirement {
                Requirement::Required => Err((Code::VerifyUnproven, false)),
                Requirement::WhenReachable if reached && !fresh && !confirmed => Err((Code::VerifyUnproven, true)),
                _ => Ok(Vouched::Missing(Statement::quoted("no").into())),
            };
            assert_eq!(
                verdict(DatabaseAnswer::Missing(Statement::quoted("no")), requirement, facts),
                expected,
                "{requirement:?} {facts:?}"
            );
        });
    }

    #[test]
    fn releases_without_a_record_or_lookup_are_blocked_only_if_a_proof_is_required() {
        every(|requirement, facts| {
            let is_required = requirement == Requirement::Required;
            let refused = Err((Code::VerifyUnproven, false));
            let old = if is_required { refused.clone() } else { Ok(Vouched::None) };
            assert_eq!(verdict(DatabaseAnswer::TooOld, requirement, facts), old);
            let by = Silence::GoSumDb;
            let silent = if is_required { refused } else { Ok(Vouched::NotAsked { by }) };
            assert_eq!(verdict(DatabaseAnswer::Nothing(by), requirement, facts), silent);
        });
    }

    #[test]
    fn a_valid_signature_is_a_proof_if_the_database_has_none() {
        every(|requirement, facts| {
            let by = Silence::GoSumDb;
            for (told, written) in [
                (DatabaseAnswer::Missing(Statement::quoted("no")), Vouched::Missing(Statement::quoted("no").into())),
                (DatabaseAnswer::Nothing(by), Vouched::NotAsked { by }),
                (DatabaseAnswer::TooOld, Vouched::None),
            ] {
                assert_eq!(verdict_with(Ok(proven()), told, requirement, facts), Ok(written));
            }
            let contradicts = Err((Code::VerifyContradicts, false));
            assert_eq!(verdict_with(Ok(proven()), told("h1:other"), requirement, facts), contradicts);
        });
    }

    #[test]
    fn an_invalid_signature_blocks_whatever_the_database_says() {
        every(|requirement, facts| {
            let refused = Err((Code::VerifySignature, false));
            for told in [
                told(H1),
                DatabaseAnswer::Missing(Statement::quoted("no")),
                DatabaseAnswer::Nothing(Silence::GoSumDb),
                DatabaseAnswer::TooOld,
            ] {
                assert_eq!(verdict_with(wrong(), told, requirement, facts), refused);
            }
            let contradicts = Err((Code::VerifyContradicts, false));
            assert_eq!(verdict_with(wrong(), told("h1:other"), requirement, facts), contradicts);
        });
    }

    #[test]
    fn a_missing_signature_changes_nothing_except_the_reason() {
        every(|requirement, facts| {
            for told in [
                told(H1),
                DatabaseAnswer::Missing(Statement::quoted("no")),
                DatabaseAnswer::Nothing(Silence::GoSumDb),
                DatabaseAnswer::TooOld,
            ] {
                let expected = verdict(told.clone(), requirement, facts);
                assert_eq!(verdict_with(Ok(missing()), told, requirement, facts), expected);
            }
        });
        let version = Version::from_name("go1.27.3").unwrap();
        let case = ProofCase {
            version: &version,
            actual: H1,
            digest: DigestSource::Given,
            told: DatabaseAnswer::Missing(Statement::quoted("nobody answers")),
            signature: Ok(missing()),
            requirement: Requirement::Required,
            was_reached: false,
            is_fresh: false,
            is_confirmed: false,
        };
        let error = judge(case).unwrap_err().to_string();
        assert!(error.contains("nobody answers") && error.contains("there is none"), "{error}");
    }

    #[test]
    fn a_list_of_releases_that_is_not_googles_is_trusted_alone_unless_a_setting_says_otherwise() {
        let said = |proof, proof_for_own_feed, is_official| {
            silence(&Settings { proof, proof_for_own_feed, ..Settings::default() }, is_official)
        };
        for own_feed in [false, true] {
            for is_official in [false, true] {
                assert_eq!(said(Requirement::Digest, own_feed, is_official), Some(Silence::Setting));
                assert_eq!(said(Requirement::Required, own_feed, is_official), None);
                let expected = if own_feed || is_official { None } else { Some(Silence::OwnFeed) };
                assert_eq!(said(Requirement::WhenReachable, own_feed, is_official), expected);
            }
        }
    }
}
