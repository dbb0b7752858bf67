//! Keys made on the spot: each reason to refuse, and the one to believe.
use pgp::composed::{ArmorOptions, KeyType, SecretKeyParamsBuilder, SignedSecretKey, SubkeyParamsBuilder};
use pgp::packet::{KeyFlags, SignatureConfig, Subpacket, SubpacketData};
use pgp::types::{Duration, Password, SigningKey, Timestamp};
use rand::rngs::OsRng;

use super::*;

const CONTENT: &[u8] = b"the bytes of an archive";
/// When the keys were made.
const BORN: u64 = 1_700_000_000;
const DAY: u64 = 24 * 60 * 60;
const NOW: u64 = BORN + 100 * DAY;

fn time(seconds: u64) -> Timestamp {
    Timestamp::from_secs(u32::try_from(seconds).unwrap())
}

/// A primary key that only certifies, with a subkey that signs.
struct Owner {
    key: SignedSecretKey,
}

/// What a binding of the subkey says.
#[derive(Clone, Copy)]
struct Binding {
    kind: SignatureType,
    lasts: Option<u64>,
    signs: bool,
    has_back: bool,
    hash: HashAlgorithm,
}

impl Default for Binding {
    fn default() -> Self {
        Self {
            kind: SignatureType::SubkeyBinding,
            lasts: None,
            signs: true,
            has_back: true,
            hash: HashAlgorithm::Sha256,
        }
    }
}

impl Owner {
    fn new() -> Self {
        Self::with(&KeyType::Ed25519Legacy)
    }

    fn with(kind: &KeyType) -> Self {
        let born = time(BORN);
        let subkey =
            SubkeyParamsBuilder::default().key_type(kind.clone()).can_sign(true).created_at(born).build().unwrap();
        let mut key = SecretKeyParamsBuilder::default();
        key.key_type(kind.clone()).can_certify(true).created_at(born);
        key.primary_user_id("Packages <packages@example.com>".into()).subkey(subkey);
        Self { key: key.build().unwrap().generate(OsRng).unwrap() }
    }

    fn primary(&self) -> String {
        self.key.primary_key.fingerprint().to_string()
    }

    fn keys(&self) -> String {
        armored(&self.key.to_public_key())
    }

    /// The key file with these bindings of the subkey instead of its own.
    fn keys_with(&self, bindings: &[Binding]) -> String {
        let mut public = self.key.to_public_key();
        public.public_subkeys[0].signatures = bindings.iter().map(|binding| self.bind(*binding)).collect();
        armored(&public)
    }

    fn bind(&self, binding: Binding) -> Signature {
        self.bind_by(self, self, binding)
    }

    /// A binding of this owner's subkey to the primary of `to`, with a back signature by the subkey of `back_by`.
    fn bind_by(&self, to: &Self, back_by: &Self, binding: Binding) -> Signature {
        let (primary, subkey) = (&self.key.primary_key, &self.key.secret_subkeys[0].key);
        let (other, bound) = (&back_by.key.secret_subkeys[0].key, to.key.primary_key.public_key());
        let config = |kind, algorithm| {
            let mut config = SignatureConfig::v4(kind, algorithm, binding.hash);
            config.hashed_subpackets = vec![regular(SubpacketData::SignatureCreationTime(time(BORN + 1)))];
            config
        };
        let mut back = config(SignatureType::KeyBinding, subkey.algorithm());
        back.hashed_subpackets.push(regular(SubpacketData::IssuerFingerprint(subkey.fingerprint())));
        let back = back.sign_primary_key_binding(other, subkey.public_key(), &Password::empty(), bound).unwrap();
        let mut config = config(binding.kind, primary.algorithm());
        let mut flags = KeyFlags::default();
        flags.set_sign(binding.signs);
        flags.set_encrypt_comms(!binding.signs);
        config.hashed_subpackets.push(regular(SubpacketData::KeyFlags(flags)));
        config.hashed_subpackets.push(regular(SubpacketData::IssuerFingerprint(primary.fingerprint())));
        let lasts = binding.lasts.map(|seconds| Duration::from_secs(u32::try_from(seconds).unwrap()));
        config.hashed_subpackets.extend(lasts.map(|lasts| regular(SubpacketData::KeyExpirationTime(lasts))));
        if binding.has_back {
            config.hashed_subpackets.push(regular(SubpacketData::EmbeddedSignature(Box::new(back))));
        }
        config.sign_subkey_binding(primary, bound, &Password::empty(), subkey.public_key()).unwrap()
    }

    /// A signature by the subkey, made at this time.
    fn sign(&self, content: &[u8], at: u64) -> String {
        signed(&self.key.secret_subkeys[0].key, SignatureType::Binary, HashAlgorithm::Sha512, content, at, None)
    }
}

fn regular(data: SubpacketData) -> Subpacket {
    Subpacket::regular(data).unwrap()
}

fn armored(key: &SignedPublicKey) -> String {
    key.to_armored_string(ArmorOptions::default()).unwrap()
}

fn signed(
    key: &impl SigningKey,
    kind: SignatureType,
    hash: HashAlgorithm,
    content: &[u8],
    at: u64,
    lasts: Option<u32>,
) -> String {
    let mut config = SignatureConfig::v4(kind, key.algorithm(), hash);
    config.hashed_subpackets = vec![
        regular(SubpacketData::SignatureCreationTime(time(at))),
        regular(SubpacketData::IssuerFingerprint(key.fingerprint())),
    ];
    let lasts = lasts.map(|lasts| regular(SubpacketData::SignatureExpirationTime(Duration::from_secs(lasts))));
    config.hashed_subpackets.extend(lasts);
    let signature = DetachedSignature::new(config.sign(key, &Password::empty(), content).unwrap());
    signature.to_armored_string(ArmorOptions::default()).unwrap()
}

fn said(result: Result<Signed, Refused>) -> String {
    match result {
        Ok(_) => "valid".to_owned(),
        Err(refused) => format!("{refused:?}").split(['(', ' ']).next().unwrap().to_owned(),
    }
}

#[track_caller]
fn expect(owner: &Owner, signature: &str, keys: &str, expected: &str) {
    assert_eq!(said(verify(CONTENT, signature.as_bytes(), keys.as_bytes(), &owner.primary(), NOW)), expected);
}

#[test]
fn a_signature_by_a_subkey_of_the_pinned_key_is_believed() {
    let owner = Owner::new();
    let signature = owner.sign(CONTENT, BORN + DAY);
    let signed = verify(CONTENT, signature.as_bytes(), owner.keys().as_bytes(), &owner.primary(), NOW).unwrap();
    let subkey = owner.key.secret_subkeys[0].key.fingerprint().to_string();
    assert_eq!(signed, Signed { subkey, created: BORN + DAY });
    expect(&owner, &signature, &owner.keys_with(&[Binding::default()]), "valid");
    let several = format!("{}\n{}not a key\n{}", Owner::new().keys(), KEY_HEAD, owner.keys());
    expect(&owner, &signature, &several, "valid");
}

#[test]
fn a_signature_of_another_file_or_that_was_edited_is_refused() {
    let owner = Owner::new();
    expect(&owner, &owner.sign(b"other bytes", BORN + DAY), &owner.keys(), "Wrong");
    expect(&owner, &owner.sign(b"", BORN + DAY), &owner.keys(), "Wrong");
}

#[test]
fn only_the_pinned_key_counts_also_where_another_one_has_its_name() {
    let (owner, other) = (Owner::new(), Owner::new());
    expect(&owner, &owner.sign(CONTENT, BORN + DAY), &other.keys(), "OtherKey");
    expect(&owner, &other.sign(CONTENT, BORN + DAY), &owner.keys(), "UnknownSubkey");
    expect(&owner, &owner.sign(CONTENT, BORN + DAY), "", "OtherKey");
    expect(&owner, &owner.sign(CONTENT, BORN + DAY), &"x".repeat(KEYS_LIMIT + 1), "OtherKey");
}

#[test]
fn a_subkey_that_the_primary_does_not_vouch_for_is_refused() {
    let (owner, other) = (Owner::new(), Owner::new());
    // The attacker's subkey is put behind the pinned primary, with the attacker's own bindings.
    let mut forged = owner.key.to_public_key();
    forged.public_subkeys = other.key.to_public_key().public_subkeys;
    expect(&owner, &other.sign(CONTENT, BORN + DAY), &armored(&forged), "NotBound");
    // The same where the attacker's subkey says that it belongs to the pinned primary, which does not say so.
    forged.public_subkeys[0].signatures = vec![other.bind_by(&owner, &other, Binding::default())];
    expect(&owner, &other.sign(CONTENT, BORN + DAY), &armored(&forged), "NotBound");
    let signature = owner.sign(CONTENT, BORN + DAY);
    let encrypts = Binding { signs: false, ..Binding::default() };
    expect(&owner, &signature, &owner.keys_with(&[encrypts]), "NotBound");
    let no_back = Binding { has_back: false, ..Binding::default() };
    expect(&owner, &signature, &owner.keys_with(&[no_back]), "NotBound");
    let mut claimed = owner.key.to_public_key();
    claimed.public_subkeys[0].signatures = vec![owner.bind_by(&owner, &other, Binding::default())];
    expect(&owner, &signature, &armored(&claimed), "NotBound");
}

#[test]
fn the_primary_itself_signs_no_files() {
    let owner = Owner::new();
    let key = &owner.key.primary_key;
    let signature = signed(key, SignatureType::Binary, HashAlgorithm::Sha512, CONTENT, BORN + DAY, None);
    expect(&owner, &signature, &owner.keys(), "UnknownSubkey");
}

#[test]
fn a_revoked_key_is_refused_whatever_it_has_signed() {
    let owner = Owner::new();
    let signature = owner.sign(CONTENT, BORN + DAY);
    let revoked = Binding { kind: SignatureType::SubkeyRevocation, ..Binding::default() };
    expect(&owner, &signature, &owner.keys_with(&[Binding::default(), revoked]), "Revoked");
    let mut public = owner.key.to_public_key();
    let primary = &owner.key.primary_key;
    let mut config = SignatureConfig::v4(SignatureType::KeyRevocation, primary.algorithm(), HashAlgorithm::Sha256);
    config.hashed_subpackets = vec![
        regular(SubpacketData::SignatureCreationTime(time(BORN + 2))),
        regular(SubpacketData::IssuerFingerprint(primary.fingerprint())),
    ];
    let taken = config.sign_key(primary, &Password::empty(), primary.public_key()).unwrap();
    public.details.revocation_signatures.push(taken);
    expect(&owner, &signature, &armored(&public), "Revoked");
}

#[test]
fn a_key_counts_for_what_it_signed_while_it_was_valid() {
    let owner = Owner::new();
    let keys = owner.keys_with(&[Binding { lasts: Some(10 * DAY), ..Binding::default() }]);
    expect(&owner, &owner.sign(CONTENT, BORN + 9 * DAY), &keys, "valid");
    expect(&owner, &owner.sign(CONTENT, BORN + 10 * DAY), &keys, "Expired");
    expect(&owner, &owner.sign(CONTENT, BORN - DAY), &keys, "Expired");
    expect(&owner, &owner.sign(CONTENT, NOW + 2 * DAY), &owner.keys(), "Future");
    let key = &owner.key.secret_subkeys[0].key;
    let short = |lasts| signed(key, SignatureType::Binary, HashAlgorithm::Sha512, CONTENT, BORN + DAY, Some(lasts));
    expect(&owner, &short(60), &owner.keys(), "Expired");
    expect(&owner, &short(u32::MAX), &owner.keys(), "valid");
}

#[test]
fn a_hash_that_can_be_forged_is_refused_but_for_what_the_owner_says_of_its_subkey() {
    // RSA, as Google's: a newer kind of key does not even make such a signature.
    let owner = Owner::with(&KeyType::Rsa(2048));
    let key = &owner.key.secret_subkeys[0].key;
    for (hash, expected) in
        [(HashAlgorithm::Sha1, "WeakHash"), (HashAlgorithm::Sha256, "valid"), (HashAlgorithm::Sha384, "valid")]
    {
        let signature = signed(key, SignatureType::Binary, hash, CONTENT, BORN + DAY, None);
        expect(&owner, &signature, &owner.keys(), expected);
    }
    let old = Binding { hash: HashAlgorithm::Sha1, ..Binding::default() };
    expect(&owner, &owner.sign(CONTENT, BORN + DAY), &owner.keys_with(&[old]), "valid");
}

#[test]
fn what_is_no_signature_of_a_file_is_refused() {
    let owner = Owner::new();
    let whole = owner.sign(CONTENT, BORN + DAY);
    for length in [0, 1, 40, whole.len() / 2, whole.len() - 60] {
        let said = said(verify(CONTENT, &whole.as_bytes()[..length], owner.keys().as_bytes(), &owner.primary(), NOW));
        assert_ne!(said, "valid", "cut at {length}");
    }
    let binary: Vec<u8> = (0..=255).collect();
    for bad in [&binary[..], b"<html>Sign in</html>", whole.replace("SIGNATURE", "MESSAGE").as_bytes()] {
        let said = said(verify(CONTENT, bad, owner.keys().as_bytes(), &owner.primary(), NOW));
        assert_eq!(said, "NotASignature");
    }
    let key = &owner.key.secret_subkeys[0].key;
    let text = signed(key, SignatureType::Text, HashAlgorithm::Sha512, CONTENT, BORN + DAY, None);
    expect(&owner, &text, &owner.keys(), "NotASignature");
    let huge = format!("{whole}{}", "\n".repeat(SIGNATURE_LIMIT));
    expect(&owner, &huge, &owner.keys(), "TooLarge");
    expect(&owner, &owner.keys(), &owner.keys(), "NotASignature");
}

#[test]
fn a_file_that_cannot_be_read_is_no_contradiction() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk failed"))
        }
    }
    let owner = Owner::new();
    let signature = owner.sign(CONTENT, BORN + DAY);
    let result = verify(Broken, signature.as_bytes(), owner.keys().as_bytes(), &owner.primary(), NOW);
    assert_eq!(said(result), "Read");
}
