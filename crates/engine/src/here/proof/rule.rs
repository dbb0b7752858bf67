//! The required proof, and whether the available proof is enough.
use super::ProofError;
use crate::checksum_database::Found;
use crate::settings::Requirement;
use crate::signature::Wrong;
use crate::store::{Signature, Silence, Vouched};
use crate::version::Version;

/// The answer of the database about a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// The record of the release.
    Record(Found),
    /// The database was unreachable, or it has no record.
    Missing(String),
    /// The database was not asked.
    Nothing(Silence),
    /// The release is older than the database's first toolchain record.
    TooOld,
}

/// A release that is about to be installed.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) version: &'a Version,
    /// The hash of its files.
    pub(crate) actual: &'a str,
    pub(crate) told: Told,
    /// The result for the signature published next to its archive.
    pub(crate) signature: Result<Signature, Box<Wrong>>,
    pub(crate) requirement: Requirement,
    /// Whether the database has ever verified a release on this machine.
    pub(crate) was_reached: bool,
    /// Whether it was released today or yesterday: the database adds a release when someone first requests it.
    pub(crate) is_fresh: bool,
    /// Whether the user has accepted the digest alone.
    pub(crate) is_confirmed: bool,
}

/// Decides whether a release may be installed, and what is recorded about its proof. A record with another hash always
/// refuses, and so does an invalid signature. Either a matching record or a valid signature is a proof.
pub(crate) fn judge(case: Case<'_>) -> Result<(Vouched, Signature), Box<ProofError>> {
    let Case { version, actual, requirement, .. } = case;
    if let Told::Record(found) = &case.told
        && found.h1 != actual
    {
        let (version, database, told) = (version.clone(), found.database.clone(), found.h1.clone());
        return Err(Box::new(ProofError::Contradicts { version, database, told, actual: actual.to_owned() }));
    }
    let signature = case.signature.map_err(|wrong| ProofError::Signature { version: version.clone(), wrong })?;
    let is_required = requirement == Requirement::Required && !signature.is_proof();
    let is_enough = match requirement {
        _ if signature.is_proof() => true,
        Requirement::Digest => true,
        Requirement::WhenReachable => case.is_confirmed || case.is_fresh || !case.was_reached,
        Requirement::Required => false,
    };
    let unproven = |why: &str| {
        let may_be_confirmed = requirement == Requirement::WhenReachable;
        let why = match &signature {
            Signature::Missing { why: unsigned } => {
                format!("{why}; there is no valid OpenPGP signature either: {unsigned}")
            }
            _ => why.to_owned(),
        };
        Err(Box::new(ProofError::Unproven { version: version.clone(), why, may_be_confirmed }))
    };
    let vouched = match case.told {
        Told::Record(found) => found.into(),
        Told::Missing(why) if is_enough => Vouched::Missing { why },
        Told::Missing(why) => return unproven(&why),
        // An attacker cannot cause these cases: the user turned the database off, or it has no records this old.
        Told::Nothing(_) if is_required => return unproven("GOSUMDB is off"),
        Told::Nothing(by) => Vouched::NotAsked { by },
        Told::TooOld if is_required => return unproven("the checksum database has no records before Go 1.21"),
        Told::TooOld => Vouched::None,
    };
    Ok((vouched, signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checksum_database::History;
    use crate::report::{Code, Explain as _};

    const H1: &str = "h1:TmiC7kE4hHuA7UwTcrWUtL/Curn//Xchpqc+HHYEv2M=";

    fn told(h1: &str) -> Told {
        Told::Record(Found {
            database: "sum.golang.org".into(),
            tree_size: 9,
            record: 7,
            h1: h1.into(),
            place: "https://sum.golang.org/".parse().unwrap(),
            history: History::First,
        })
    }

    fn proven() -> Signature {
        let place = "https://go.dev/dl/go1.27.3.linux-amd64.tar.gz.asc".parse().unwrap();
        Signature::Proven { primary: "a".into(), subkey: "b".into(), signed_at: jiff::Timestamp::UNIX_EPOCH, place }
    }

    fn missing() -> Signature {
        Signature::Missing { why: "there is none".into() }
    }

    fn wrong() -> Result<Signature, Box<Wrong>> {
        let (place, why) = ("https://go.dev/x.asc".parse().unwrap(), upgo_openpgp::Refused::Future);
        Err(Box::new(Wrong { place, why }))
    }

    /// `Ok` with what is recorded about the database, or the code and whether the user can confirm; without a
    /// signature.
    fn verdict(told: Told, requirement: Requirement, facts: [bool; 3]) -> Result<Vouched, (Code, bool)> {
        verdict_with(Ok(Signature::None), told, requirement, facts)
    }

    /// The same with the result for a signature, which is then recorded, too.
    fn verdict_with(
        signature: Result<Signature, Box<Wrong>>,
        told: Told,
        requirement: Requirement,
        [reached, fresh, confirmed]: [bool; 3],
    ) -> Result<Vouched, (Code, bool)> {
        let expected = signature.as_ref().ok().cloned();
        let version = Version::from_name("go1.27.3").unwrap();
        let case = Case {
            version: &version,
            actual: H1,
            told,
            signature,
            requirement,
            was_reached: reached,
            is_fresh: fresh,
            is_confirmed: confirmed,
        };
        let judged = judge(case);
        judged
            .inspect(|(_, written)| assert_eq!(Some(written), expected.as_ref()))
            .map(|(vouched, _)| vouched)
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
                _ => Ok(Vouched::Missing { why: "no".into() }),
            };
            assert_eq!(verdict(Told::Missing("no".into()), requirement, facts), expected, "{requirement:?} {facts:?}");
        });
    }

    #[test]
    fn releases_without_a_record_or_lookup_are_blocked_only_if_a_proof_is_required() {
        every(|requirement, facts| {
            let is_required = requirement == Requirement::Required;
            let refused = Err((Code::VerifyUnproven, false));
            let old = if is_required { refused.clone() } else { Ok(Vouched::None) };
            assert_eq!(verdict(Told::TooOld, requirement, facts), old);
            let by = Silence::GoSumDb;
            let silent = if is_required { refused } else { Ok(Vouched::NotAsked { by }) };
            assert_eq!(verdict(Told::Nothing(by), requirement, facts), silent);
        });
    }

    #[test]
    fn a_valid_signature_is_a_proof_if_the_database_has_none() {
        every(|requirement, facts| {
            let by = Silence::GoSumDb;
            for (told, written) in [
                (Told::Missing("no".into()), Vouched::Missing { why: "no".into() }),
                (Told::Nothing(by), Vouched::NotAsked { by }),
                (Told::TooOld, Vouched::None),
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
            for told in [told(H1), Told::Missing("no".into()), Told::Nothing(Silence::GoSumDb), Told::TooOld] {
                assert_eq!(verdict_with(wrong(), told, requirement, facts), refused);
            }
            let contradicts = Err((Code::VerifyContradicts, false));
            assert_eq!(verdict_with(wrong(), told("h1:other"), requirement, facts), contradicts);
        });
    }

    #[test]
    fn a_missing_signature_changes_nothing_except_the_reason() {
        every(|requirement, facts| {
            for told in [told(H1), Told::Missing("no".into()), Told::Nothing(Silence::GoSumDb), Told::TooOld] {
                let expected = verdict(told.clone(), requirement, facts);
                assert_eq!(verdict_with(Ok(missing()), told, requirement, facts), expected);
            }
        });
        let version = Version::from_name("go1.27.3").unwrap();
        let case = Case {
            version: &version,
            actual: H1,
            told: Told::Missing("nobody answers".into()),
            signature: Ok(missing()),
            requirement: Requirement::Required,
            was_reached: false,
            is_fresh: false,
            is_confirmed: false,
        };
        let error = judge(case).unwrap_err().to_string();
        assert!(error.contains("nobody answers") && error.contains("there is none"), "{error}");
    }
}
