//! Which keys are revoked. A revocation is remembered as the signed description that states it, so every version of
//! Upgo judges it by its own keys, and nobody can add one to the file.
use std::collections::BTreeSet;

use super::description::revoked_by;
use super::{Described, KeyId, TrustedKeys};

/// How many descriptions by one key are kept. Each release lists all revoked keys, so the newest one is enough.
const MOST: usize = 4;

/// The revoked keys: those that a key of higher rank revokes, unless that one is revoked itself.
pub(super) fn revoked(keys: &TrustedKeys, revocations: &[Described]) -> BTreeSet<KeyId> {
    let mut revoked = BTreeSet::new();
    if revocations.is_empty() {
        return revoked;
    }
    let said = by_signer(keys, revocations);
    for signer in keys.by_rank() {
        if !revoked.contains(&signer) {
            let named = said.iter().filter(|(by, _)| *by == signer).flat_map(|(_, named)| named);
            revoked.extend(named.filter(|id| keys.rank(**id) < keys.rank(signer)).copied());
        }
    }
    revoked
}

/// Remembers a description that revokes a further key. What it says of `signer` or a key of higher rank does not count.
pub(super) fn remember(keys: &TrustedKeys, revocations: &mut Vec<Described>, signer: KeyId, described: &Described) {
    let counts = |named: BTreeSet<KeyId>| -> BTreeSet<KeyId> {
        named.into_iter().filter(|id| *id != signer && keys.rank(*id) < keys.rank(signer)).collect()
    };
    let named = counts(revoked_by(&described.text));
    let before: Vec<BTreeSet<KeyId>> = by_signer(keys, revocations)
        .into_iter()
        .filter(|(by, _)| *by == signer)
        .map(|(_, named)| counts(named))
        .collect();
    if named.is_empty() || before.iter().any(|before| before.is_superset(&named)) {
        return;
    }
    revocations.retain(|known| {
        let is_of_signer = keys.signer(known).is_ok_and(|by| by == signer);
        !is_of_signer || !counts(revoked_by(&known.text)).is_subset(&named)
    });
    if before.iter().filter(|before| !before.is_subset(&named)).count() < MOST {
        revocations.push(described.clone());
    }
}

/// The keys that each description revokes, with the key that signed it.
fn by_signer(keys: &TrustedKeys, revocations: &[Described]) -> Vec<(KeyId, BTreeSet<KeyId>)> {
    let said = |described: &Described| Some((keys.signer(described).ok()?, revoked_by(&described.text)));
    revocations.iter().filter_map(said).collect()
}
