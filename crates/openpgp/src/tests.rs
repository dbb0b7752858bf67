//! Tests with generated keys: each reason to refuse, and the one to accept.
use upgo_testkit::openpgp::{BORN, Binding, DAY, Hash, Owner, Reason, Signing};

use super::*;

const CONTENT: &[u8] = b"the bytes of an archive";
const NOW: u64 = BORN + 100 * DAY;

fn verify(content: impl Read, signature: &[u8], keys: &Keys) -> Result<Signed, Refused> {
    Detached::read(signature)?.maker(keys, NOW)?.has_signed(content).unwrap().ok_or(Refused::Wrong)
}

fn said(result: Result<Signed, Refused>) -> String {
    match result {
        Ok(_) => "valid".to_owned(),
        Err(refused) => format!("{refused:?}").split(['(', ' ']).next().unwrap().to_owned(),
    }
}

#[track_caller]
fn expect(owner: &Owner, signature: &str, keys: &str, expected: &str) {
    let answer = match Keys::read(keys.as_bytes(), &owner.primary()) {
        Ok(keys) => said(verify(CONTENT, signature.as_bytes(), &keys)),
        Err(NotKeys(_)) => "NotKeys".to_owned(),
    };
    assert_eq!(answer, expected);
}

#[test]
fn a_signature_by_a_subkey_of_the_pinned_key_is_valid() {
    let owner = Owner::new();
    let signature = owner.sign(CONTENT);
    let keys = Keys::read(owner.keys().as_bytes(), &owner.primary()).unwrap();
    let signed = verify(CONTENT, signature.as_bytes(), &keys).unwrap();
    assert_eq!(signed, Signed { subkey: owner.subkey(0), created: BORN + DAY });
    expect(&owner, &signature, &owner.keys_with(&[Binding::default()]), "valid");
    expect(&owner, &owner.sign_after_rotation(CONTENT), &owner.keys(), "valid");
    let block = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    let several = format!("{}\n{block}not a key\n{}", Owner::new().keys(), owner.keys());
    expect(&owner, &signature, &several, "valid");
}

#[test]
fn a_signature_of_other_content_is_refused() {
    let owner = Owner::new();
    expect(&owner, &owner.sign(b"other bytes"), &owner.keys(), "Wrong");
    expect(&owner, &owner.sign(b""), &owner.keys(), "Wrong");
}

#[test]
fn only_the_pinned_key_counts() {
    let (owner, other) = (Owner::new(), Owner::new());
    expect(&owner, &owner.sign(CONTENT), &other.keys(), "NotKeys");
    expect(&owner, &other.sign(CONTENT), &owner.keys(), "UnknownSubkey");
    expect(&owner, &owner.sign(CONTENT), "", "NotKeys");
    expect(&owner, &owner.sign(CONTENT), &"x".repeat(KEYS_LIMIT + 1), "NotKeys");
}

#[test]
fn an_unknown_subkey_may_be_in_a_newer_key_file() {
    let owner = Owner::new();
    let keys = Keys::read(owner.keys_before_rotation().as_bytes(), &owner.primary()).unwrap();
    let refused = verify(CONTENT, owner.sign_after_rotation(CONTENT).as_bytes(), &keys).unwrap_err();
    assert!(refused.needs_newer_keys() && refused.to_string().contains(&owner.subkey(1)), "{refused}");
    let refused = verify(CONTENT, owner.sign(b"other bytes").as_bytes(), &keys).unwrap_err();
    assert!(!refused.needs_newer_keys());
}

#[test]
fn a_subkey_that_is_not_bound_to_the_primary_is_refused() {
    let (owner, other) = (Owner::new(), Owner::new());
    // The attacker's subkey follows the pinned primary key: first with the attacker's own bindings, then with a binding
    // in which the subkey itself claims to belong to the pinned primary key.
    for forged in owner.keys_claimed_by(&other) {
        expect(&owner, &other.sign(CONTENT), &forged, "NotBound");
    }
    let signature = owner.sign(CONTENT);
    let encrypts = Binding { signs: false, ..Binding::default() };
    expect(&owner, &signature, &owner.keys_with(&[encrypts]), "NotBound");
    let no_back = Binding { has_back: false, ..Binding::default() };
    expect(&owner, &signature, &owner.keys_with(&[no_back]), "NotBound");
    expect(&owner, &signature, &owner.keys_that(&other), "NotBound");
    expect(&owner, &signature, &owner.keys_with(&[]), "UnknownSubkey");
}

#[test]
fn a_signature_by_the_primary_key_is_refused() {
    let owner = Owner::new();
    expect(&owner, &owner.sign_by_primary(CONTENT), &owner.keys(), "UnknownSubkey");
}

#[test]
fn a_revoked_key_is_refused_whenever_it_signed() {
    let owner = Owner::new();
    let signature = owner.sign(CONTENT);
    for why in [Reason::Unsaid, Reason::Compromised] {
        let revoked = Binding { revokes: Some(why), at: BORN + 50 * DAY, ..Binding::default() };
        expect(&owner, &signature, &owner.keys_with(&[Binding::default(), revoked]), "Revoked");
    }
    expect(&owner, &signature, &owner.keys_revoked(), "Revoked");
}

#[test]
fn a_retired_key_counts_for_earlier_signatures() {
    let owner = Owner::new();
    let retired = |at| {
        let revoked = Binding { revokes: Some(Reason::Retired), at, ..Binding::default() };
        owner.keys_with(&[Binding::default(), revoked])
    };
    expect(&owner, &owner.sign(CONTENT), &retired(BORN + 2 * DAY), "valid");
    expect(&owner, &owner.sign(CONTENT), &retired(BORN + DAY), "Revoked");
}

#[test]
fn a_key_counts_for_signatures_made_while_it_was_valid() {
    let owner = Owner::new();
    let keys = owner.keys_with(&[Binding { lasts: Some(10 * DAY), ..Binding::default() }]);
    let at = |at| owner.sign_as(CONTENT, Signing { at, ..Signing::default() });
    expect(&owner, &at(BORN + 9 * DAY), &keys, "valid");
    expect(&owner, &at(BORN + 10 * DAY), &keys, "Expired");
    expect(&owner, &at(BORN - DAY), &keys, "Expired");
    expect(&owner, &at(NOW + 2 * DAY), &owner.keys(), "Future");
    // The owner has extended it since.
    let longer = Binding { lasts: Some(20 * DAY), at: BORN + 5 * DAY, ..Binding::default() };
    let first = Binding { lasts: Some(10 * DAY), ..Binding::default() };
    expect(&owner, &at(BORN + 15 * DAY), &owner.keys_with(&[longer, first]), "valid");
    let short = |lasts| owner.sign_as(CONTENT, Signing { lasts: Some(lasts), ..Signing::default() });
    expect(&owner, &short(60), &owner.keys(), "Expired");
    expect(&owner, &short(u64::from(u32::MAX)), &owner.keys(), "valid");
}

#[test]
fn weak_hashes_are_refused_except_sha_1_in_subkey_bindings() {
    let owner = Owner::rsa();
    for (hash, expected) in [
        (Hash::Md5, "WeakHash"),
        (Hash::Sha1, "WeakHash"),
        (Hash::Sha256, "valid"),
        (Hash::Sha384, "valid"),
        (Hash::Sha512, "valid"),
    ] {
        let signature = owner.sign_as(CONTENT, Signing { hash, ..Signing::default() });
        expect(&owner, &signature, &owner.keys(), expected);
    }
    let signature = owner.sign(CONTENT);
    for (hash, expected) in [(Hash::Sha1, "valid"), (Hash::Md5, "NotBound")] {
        let old = Binding { hash, ..Binding::default() };
        expect(&owner, &signature, &owner.keys_with(&[old]), expected);
    }
}

#[test]
fn anything_but_a_file_signature_is_refused() {
    let owner = Owner::new();
    let whole = owner.sign(CONTENT);
    let keys = Keys::read(owner.keys().as_bytes(), &owner.primary()).unwrap();
    for length in [0, 1, 40, whole.len() / 2, whole.len() - 60] {
        let said = said(verify(CONTENT, &whole.as_bytes()[..length], &keys));
        assert_ne!(said, "valid", "cut at {length}");
    }
    let binary: Vec<u8> = (0..=255).collect();
    for bad in [&binary[..], b"<html>Sign in</html>", whole.replace("SIGNATURE", "MESSAGE").as_bytes()] {
        assert_eq!(said(verify(CONTENT, bad, &keys)), "NotASignature");
        assert!(!Detached::is_meant_by(bad));
    }
    assert!(Detached::is_meant_by(whole.as_bytes()) && Detached::is_meant_by(&whole.as_bytes()[..40]));
    let text = owner.sign_as(CONTENT, Signing { is_text: true, ..Signing::default() });
    expect(&owner, &text, &owner.keys(), "NotASignature");
    let huge = format!("{whole}{}", "\n".repeat(SIGNATURE_LIMIT));
    expect(&owner, &huge, &owner.keys(), "TooLarge");
    expect(&owner, &owner.keys(), &owner.keys(), "NotASignature");
}

#[test]
fn a_read_error_is_not_a_wrong_signature() {
    struct Broken(Vec<io::ErrorKind>);
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            self.0.pop().map_or(Ok(0), |kind| Err(kind.into()))
        }
    }
    let owner = Owner::new();
    let keys = Keys::read(owner.keys().as_bytes(), &owner.primary()).unwrap();
    let maker = Detached::read(owner.sign(b"").as_bytes()).unwrap().maker(&keys, NOW).unwrap();
    let broken = maker.has_signed(Broken(vec![io::ErrorKind::Other]));
    assert_eq!(broken.unwrap_err().kind(), io::ErrorKind::Other);
    let interrupted = maker.has_signed(Broken(vec![io::ErrorKind::Interrupted]));
    assert!(interrupted.unwrap().is_some(), "reading continues");
}
