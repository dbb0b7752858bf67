//! New OpenPGP keys in the form of Google's: a primary key that only certifies, and subkeys that sign.
use pgp::composed::{
    ArmorOptions, DetachedSignature, KeyType, SecretKeyParamsBuilder, SignedPublicKey, SignedSecretKey,
    SubkeyParamsBuilder,
};
use pgp::crypto::hash::HashAlgorithm;
use pgp::packet::{KeyFlags, RevocationCode, Signature, SignatureConfig, SignatureType, Subpacket, SubpacketData};
use pgp::types::{Duration, KeyDetails as _, Password, SigningKey, Timestamp};
use rand::rngs::OsRng;

/// The creation time of the keys, in seconds of Unix time.
pub const BORN: u64 = 1_700_000_000;
/// The seconds of a day.
pub const DAY: u64 = 24 * 60 * 60;

/// A primary key with two subkeys: the current signing key and its successor.
#[derive(Clone, Debug)]
pub struct Owner {
    key: SignedSecretKey,
}

/// A certification of a subkey by the primary key.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The reason if it revokes the subkey instead of binding it.
    pub revokes: Option<Reason>,
    /// The time of the certification.
    pub at: u64,
    /// The lifetime of the subkey, in seconds.
    pub lasts: Option<u64>,
    /// Whether the subkey may sign.
    pub signs: bool,
    /// Whether it contains the subkey's back signature.
    pub has_back: bool,
    /// The hash of the certification.
    pub hash: Hash,
}

impl Default for Binding {
    fn default() -> Self {
        Self { revokes: None, at: BORN + 1, lasts: None, signs: true, has_back: true, hash: Hash::Sha256 }
    }
}

/// The reason of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No reason is given.
    Unsaid,
    /// The key may be compromised.
    Compromised,
    /// The key is no longer used.
    Retired,
}

/// A hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all")]
pub enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// The properties of a signature over a file.
#[derive(Clone, Copy, Debug)]
pub struct Signing {
    /// The time of the signature.
    pub at: u64,
    /// The lifetime of the signature, in seconds.
    pub lasts: Option<u64>,
    /// The hash.
    pub hash: Hash,
    /// Whether it is over text instead of bytes.
    pub is_text: bool,
}

impl Default for Signing {
    fn default() -> Self {
        Self { at: BORN + DAY, lasts: None, hash: Hash::Sha512, is_text: false }
    }
}

impl Owner {
    /// Generates keys of a kind that is fast to generate.
    #[expect(clippy::new_without_default, reason = "each call generates other keys")]
    pub fn new() -> Self {
        Self::with(&KeyType::Ed25519Legacy)
    }

    /// Generates keys of Google's kind, but shorter. Newer kinds do not allow signatures with weak hashes at all.
    pub fn rsa() -> Self {
        Self::with(&KeyType::Rsa(2048))
    }

    fn with(kind: &KeyType) -> Self {
        let born = time(BORN);
        let subkey =
            || SubkeyParamsBuilder::default().key_type(kind.clone()).can_sign(true).created_at(born).build().unwrap();
        let mut key = SecretKeyParamsBuilder::default();
        key.key_type(kind.clone()).can_certify(true).created_at(born);
        key.primary_user_id("Packages <packages@example.com>".into()).subkeys(vec![subkey(), subkey()]);
        Self { key: key.build().unwrap().generate(OsRng).unwrap() }
    }

    /// The fingerprint of the primary key.
    pub fn primary(&self) -> String {
        self.key.primary_key.fingerprint().to_string()
    }

    /// The fingerprint of a subkey.
    pub fn subkey(&self, number: usize) -> String {
        self.key.secret_subkeys[number].key.fingerprint().to_string()
    }

    /// The key file.
    pub fn keys(&self) -> String {
        armored(&self.key.to_public_key())
    }

    /// The key file before the second subkey was added.
    pub fn keys_before_rotation(&self) -> String {
        let mut public = self.key.to_public_key();
        public.public_subkeys.truncate(1);
        armored(&public)
    }

    /// The key file with these certifications of the first subkey instead of its own.
    pub fn keys_with(&self, bindings: &[Binding]) -> String {
        let mut public = self.key.to_public_key();
        public.public_subkeys[0].signatures = bindings.iter().map(|binding| self.bind(self, self, *binding)).collect();
        armored(&public)
    }

    /// The key file with a certification of the first subkey whose back signature is by the first subkey of `other`.
    pub fn keys_that(&self, other: &Self) -> String {
        let mut public = self.key.to_public_key();
        public.public_subkeys[0].signatures = vec![self.bind(self, other, Binding::default())];
        armored(&public)
    }

    /// The key file with the subkeys of `other`, which certifies that they belong to it.
    pub fn keys_claimed_by(&self, other: &Self) -> [String; 2] {
        let mut forged = self.key.to_public_key();
        forged.public_subkeys = other.key.to_public_key().public_subkeys;
        let as_they_are = armored(&forged);
        forged.public_subkeys[0].signatures = vec![other.bind(self, other, Binding::default())];
        [as_they_are, armored(&forged)]
    }

    /// The key file with a revoked primary key.
    pub fn keys_revoked(&self) -> String {
        let mut public = self.key.to_public_key();
        let primary = &self.key.primary_key;
        let mut config = SignatureConfig::v4(SignatureType::KeyRevocation, primary.algorithm(), HashAlgorithm::Sha256);
        config.hashed_subpackets = vec![
            regular(SubpacketData::SignatureCreationTime(time(BORN + 2))),
            regular(SubpacketData::IssuerFingerprint(primary.fingerprint())),
        ];
        let taken = config.sign_key(primary, &Password::empty(), primary.public_key()).unwrap();
        public.details.revocation_signatures.push(taken);
        armored(&public)
    }

    /// A certification by this owner of its first subkey for the primary of `to`, with a back signature by the subkey
    /// of `back_by`.
    fn bind(&self, to: &Self, back_by: &Self, binding: Binding) -> Signature {
        let (primary, subkey) = (&self.key.primary_key, &self.key.secret_subkeys[0].key);
        let (other, bound) = (&back_by.key.secret_subkeys[0].key, to.key.primary_key.public_key());
        let config = |kind, algorithm| {
            let mut config = SignatureConfig::v4(kind, algorithm, algorithm_of(binding.hash));
            config.hashed_subpackets = vec![regular(SubpacketData::SignatureCreationTime(time(binding.at)))];
            config
        };
        let mut back = config(SignatureType::KeyBinding, subkey.algorithm());
        back.hashed_subpackets.push(regular(SubpacketData::IssuerFingerprint(subkey.fingerprint())));
        let back = back.sign_primary_key_binding(other, subkey.public_key(), &Password::empty(), bound).unwrap();
        let kind =
            if binding.revokes.is_some() { SignatureType::SubkeyRevocation } else { SignatureType::SubkeyBinding };
        let mut config = config(kind, primary.algorithm());
        let mut flags = KeyFlags::default();
        flags.set_sign(binding.signs);
        flags.set_encrypt_comms(!binding.signs);
        config.hashed_subpackets.push(regular(SubpacketData::KeyFlags(flags)));
        config.hashed_subpackets.push(regular(SubpacketData::IssuerFingerprint(primary.fingerprint())));
        let reason = binding.revokes.and_then(Reason::code);
        let reason = reason.map(|code| regular(SubpacketData::RevocationReason(code, "".into())));
        config.hashed_subpackets.extend(reason);
        let lasts = binding.lasts.map(|seconds| regular(SubpacketData::KeyExpirationTime(duration(seconds))));
        config.hashed_subpackets.extend(lasts);
        if binding.has_back {
            config.hashed_subpackets.push(regular(SubpacketData::EmbeddedSignature(Box::new(back))));
        }
        config.sign_subkey_binding(primary, bound, &Password::empty(), subkey.public_key()).unwrap()
    }

    /// A signature by the first subkey.
    pub fn sign(&self, content: &[u8]) -> String {
        self.sign_as(content, Signing::default())
    }

    /// A signature by the first subkey with these properties.
    pub fn sign_as(&self, content: &[u8], signing: Signing) -> String {
        signed(&self.key.secret_subkeys[0].key, content, signing)
    }

    /// A signature by the second subkey.
    pub fn sign_after_rotation(&self, content: &[u8]) -> String {
        signed(&self.key.secret_subkeys[1].key, content, Signing::default())
    }

    /// A signature by the primary key itself.
    pub fn sign_by_primary(&self, content: &[u8]) -> String {
        signed(&self.key.primary_key, content, Signing::default())
    }
}

impl Reason {
    fn code(self) -> Option<RevocationCode> {
        match self {
            Self::Unsaid => None,
            Self::Compromised => Some(RevocationCode::KeyCompromised),
            Self::Retired => Some(RevocationCode::KeyRetired),
        }
    }
}

fn algorithm_of(hash: Hash) -> HashAlgorithm {
    match hash {
        Hash::Md5 => HashAlgorithm::Md5,
        Hash::Sha1 => HashAlgorithm::Sha1,
        Hash::Sha256 => HashAlgorithm::Sha256,
        Hash::Sha384 => HashAlgorithm::Sha384,
        Hash::Sha512 => HashAlgorithm::Sha512,
    }
}

fn signed(key: &impl SigningKey, content: &[u8], signing: Signing) -> String {
    let kind = if signing.is_text { SignatureType::Text } else { SignatureType::Binary };
    let mut config = SignatureConfig::v4(kind, key.algorithm(), algorithm_of(signing.hash));
    config.hashed_subpackets = vec![
        regular(SubpacketData::SignatureCreationTime(time(signing.at))),
        regular(SubpacketData::IssuerFingerprint(key.fingerprint())),
    ];
    let lasts = signing.lasts.map(|lasts| regular(SubpacketData::SignatureExpirationTime(duration(lasts))));
    config.hashed_subpackets.extend(lasts);
    let signature = DetachedSignature::new(config.sign(key, &Password::empty(), content).unwrap());
    signature.to_armored_string(ArmorOptions::default()).unwrap()
}

fn time(seconds: u64) -> Timestamp {
    Timestamp::from_secs(u32::try_from(seconds).unwrap())
}

fn duration(seconds: u64) -> Duration {
    Duration::from_secs(u32::try_from(seconds).unwrap())
}

fn regular(content: SubpacketData) -> Subpacket {
    Subpacket::regular(content).unwrap()
}

fn armored(key: &SignedPublicKey) -> String {
    key.to_armored_string(ArmorOptions::default()).unwrap()
}
