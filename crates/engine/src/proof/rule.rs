//! What proof is required, and whether what there is will do.
use super::{ProofError, Silence, Vouched};
use crate::checksum_database::Found;
use crate::version::Version;

/// What is required of a toolchain beside the feed's digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Nothing; nobody else is asked.
    Digest,
    /// A proof, when it can be had: once there was one on this machine, its absence is an error to be confirmed.
    WhenReachable,
    /// A proof.
    Required,
}

/// What the database said of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// This is its record.
    Record(Found),
    /// It could not be asked, or it has no record.
    Missing(String),
    /// It was not asked.
    Nothing(Silence),
    /// The release is older than the database's records of such.
    TooOld,
}

/// A release that is about to be installed.
#[derive(Clone, Debug)]
pub(crate) struct Case<'a> {
    pub(crate) version: &'a Version,
    /// What its files hash to.
    pub(crate) actual: &'a str,
    pub(crate) told: Told,
    pub(crate) requirement: Requirement,
    /// Whether the database has ever vouched for something on this machine.
    pub(crate) was_reached: bool,
    /// Whether it came out today or yesterday: the database learns of a release when somebody first asks for it.
    pub(crate) is_fresh: bool,
    /// Whether the user has said that the digest is enough.
    pub(crate) is_confirmed: bool,
}

/// Whether a release may be installed, and what is written down of it. A record with another hash always refuses.
pub(crate) fn judge(case: Case<'_>) -> Result<Vouched, Box<ProofError>> {
    let Case { version, actual, requirement, .. } = case;
    let is_enough = match requirement {
        Requirement::Digest => true,
        Requirement::WhenReachable => case.is_confirmed || case.is_fresh || !case.was_reached,
        Requirement::Required => false,
    };
    let unproven = |why: String| {
        let may_be_confirmed = requirement == Requirement::WhenReachable;
        Err(Box::new(ProofError::Unproven { version: version.clone(), why, may_be_confirmed }))
    };
    match case.told {
        Told::Record(found) if found.h1 != actual => Err(Box::new(ProofError::Contradicts {
            version: version.clone(),
            database: found.database,
            told: found.h1,
            actual: actual.to_owned(),
        })),
        Told::Record(found) => Ok(found.into()),
        Told::Missing(why) if is_enough => Ok(Vouched::Missing { why }),
        Told::Missing(why) => unproven(why),
        // What the user has switched off, or never was there, is no silence that somebody else could have made.
        Told::Nothing(_) if requirement == Requirement::Required => unproven("GOSUMDB is off".to_owned()),
        Told::Nothing(by) => Ok(Vouched::NotAsked { by }),
        Told::TooOld if requirement == Requirement::Required => {
            unproven("the checksum database begins with Go 1.21".to_owned())
        }
        Told::TooOld => Ok(Vouched::None),
    }
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

    /// `Ok` with what is written down, or the code and whether it can be confirmed.
    fn verdict(
        told: Told,
        requirement: Requirement,
        [reached, fresh, confirmed]: [bool; 3],
    ) -> Result<Vouched, (Code, bool)> {
        let version = Version::from_name("go1.27.3").unwrap();
        let case = Case {
            version: &version,
            actual: H1,
            told,
            requirement,
            was_reached: reached,
            is_fresh: fresh,
            is_confirmed: confirmed,
        };
        judge(case)
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
    fn another_hash_refuses_whatever_is_set_or_confirmed_and_the_right_one_is_always_enough() {
        every(|requirement, facts| {
            assert_eq!(verdict(told("h1:other"), requirement, facts), Err((Code::VerifyContradicts, false)));
            assert!(matches!(verdict(told(H1), requirement, facts), Ok(Vouched::Proven { .. })));
        });
    }

    #[test]
    fn a_proof_that_is_missing_is_a_matter_of_the_setting_and_of_what_was_reached_before() {
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
    fn what_cannot_be_in_the_database_or_was_switched_off_is_refused_only_where_a_proof_is_required() {
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
}
