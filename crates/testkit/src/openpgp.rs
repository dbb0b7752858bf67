//! New OpenPGP keys in the form of Google's: a primary key that only certifies, and subkeys that sign. The packets are
//! made by hand from RFC 9580, without the tested reader; `tests/corpora/openpgp` has other programs' signatures.
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use md5::{Digest as _, Md5};
use num_bigint::BigUint;
use ring::digest;
use ring::signature::{Ed25519KeyPair, KeyPair as _};

use crate::server::answer::Hex;

/// The creation time of the keys, in seconds of Unix time.
pub const BORN: u64 = 1_700_000_000;
pub const DAY: u64 = 24 * 60 * 60;

/// A primary key with two subkeys: the current signing key and its successor.
#[derive(Clone, Debug)]
pub struct Owner {
    primary: Pair,
    subkeys: [Pair; 2],
}

#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The reason if it revokes the subkey instead of binding it.
    pub revokes: Option<Reason>,
    pub at: u64,
    /// The lifetime of the subkey, in seconds.
    pub lasts: Option<u64>,
    pub signs: bool,
    /// Whether it contains the subkey's back signature.
    pub has_back: bool,
    pub hash: Hash,
}

impl Default for Binding {
    fn default() -> Self {
        Self { revokes: None, at: BORN + 1, lasts: None, signs: true, has_back: true, hash: Hash::Sha256 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Unsaid,
    Compromised,
    Retired,
}

/// A hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

#[derive(Clone, Copy, Debug)]
pub struct Signing {
    pub at: u64,
    /// The lifetime of the signature, in seconds.
    pub lasts: Option<u64>,
    pub hash: Hash,
    /// Whether it is over text instead of bytes.
    pub is_text: bool,
}

impl Default for Signing {
    fn default() -> Self {
        Self { at: BORN + DAY, lasts: None, hash: Hash::Sha512, is_text: false }
    }
}

/// RSA keys of 2048 bits, each as its modulus and its secret exponent in hex digits. They protect nothing.
const RSA_KEYS: &str = include_str!("../data/openpgp-rsa-keys.txt");
/// What precedes the point of a key for Ed25519: the name of the curve, the bits of the point, and its form.
const ED25519_HEAD: &[u8] = b"\x09\x2b\x06\x01\x04\x01\xda\x47\x0f\x01\x01\x07\x40";

impl Owner {
    /// Generates keys of a kind that is fast to generate.
    #[expect(clippy::new_without_default, reason = "each call generates other keys")]
    pub fn new() -> Self {
        let pair = || Pair::ed25519(std::array::from_fn(|_| fastrand::u8(..)));
        Self { primary: pair(), subkeys: [pair(), pair()] }
    }

    /// Shorter than Google's, and always the same. Newer kinds allow no signatures with weak hashes.
    pub fn rsa() -> Self {
        let numbers: Vec<BigUint> =
            RSA_KEYS.lines().map(|line| BigUint::parse_bytes(line.as_bytes(), 16).unwrap()).collect();
        let [primary, first, second] = [0, 2, 4].map(|at| Pair::rsa(numbers[at].clone(), numbers[at + 1].clone()));
        Self { primary, subkeys: [first, second] }
    }

    pub fn primary(&self) -> String {
        Hex(&self.primary.fingerprint()).to_string()
    }

    pub fn subkey(&self, number: usize) -> String {
        Hex(&self.subkeys[number].fingerprint()).to_string()
    }

    pub fn keys(&self) -> String {
        let both = [0, 1].map(|number| self.certified(number));
        self.key_file(&[], &both)
    }

    /// The key file before the second subkey was added.
    pub fn keys_before_rotation(&self) -> String {
        self.key_file(&[], &[self.certified(0)])
    }

    /// The key file with these certifications of the first subkey instead of its own.
    pub fn keys_with(&self, bindings: &[Binding]) -> String {
        let bindings: Vec<_> = bindings.iter().map(|binding| self.bind(self, &self.subkeys[0], 0, *binding)).collect();
        self.key_file(&[], &[subkey(&self.subkeys[0], &bindings), self.certified(1)])
    }

    /// The key file with a certification of the first subkey whose back signature is by the first subkey of `other`.
    pub fn keys_that(&self, other: &Self) -> String {
        let binding = self.bind(self, &other.subkeys[0], 0, Binding::default());
        self.key_file(&[], &[subkey(&self.subkeys[0], &[binding]), self.certified(1)])
    }

    /// The key file with the subkeys of `other`, which certifies that they belong to it.
    pub fn keys_claimed_by(&self, other: &Self) -> [String; 2] {
        let as_they_are = [0, 1].map(|number| other.certified(number));
        let claimed = other.bind(self, &other.subkeys[0], 0, Binding::default());
        let claimed = [subkey(&other.subkeys[0], &[claimed]), other.certified(1)];
        [self.key_file(&[], &as_they_are), self.key_file(&[], &claimed)]
    }

    /// The key file with a revoked primary key.
    pub fn keys_revoked(&self) -> String {
        let said = [created(BORN + 2), maker(&self.primary)].concat();
        let taken = self.primary.sign(KEY_REVOCATION, Hash::Sha256, &self.primary.over(), &said);
        let both = [0, 1].map(|number| self.certified(number));
        self.key_file(&[taken], &both)
    }

    fn certified(&self, number: usize) -> Vec<u8> {
        let pair = &self.subkeys[number];
        subkey(pair, &[self.bind(self, pair, number, Binding::default())])
    }

    /// The armored file of this primary key, what revokes it, its name, and these subkeys.
    fn key_file(&self, revocations: &[Vec<u8>], subkeys: &[Vec<u8>]) -> String {
        const NAME: &[u8] = b"Packages <packages@example.com>";
        let over = [&self.primary.over()[..], &b"\xb4"[..], &long(NAME.len()), NAME].concat();
        let said = [created(BORN), statement(27, &[1]), maker(&self.primary)].concat();
        let named = self.primary.sign(0x13, Hash::Sha256, &over, &said);
        let revocations: Vec<_> = revocations.iter().flat_map(|taken| packet(SIGNATURE, taken)).collect();
        let head = [packet(PRIMARY, &self.primary.public), revocations, packet(USER, NAME), packet(SIGNATURE, &named)];
        armored("PUBLIC KEY BLOCK", &[head.concat(), subkeys.concat()].concat())
    }

    /// Certifies this owner's subkey `number` for the primary of `to`, with a back signature by `back_by`.
    fn bind(&self, to: &Self, back_by: &Pair, number: usize, binding: Binding) -> Vec<u8> {
        let over = [to.primary.over(), self.subkeys[number].over()].concat();
        let said = [created(binding.at), maker(back_by)].concat();
        let back = back_by.sign(PRIMARY_BINDING, binding.hash, &over, &said);
        let mut said = vec![created(binding.at), statement(27, &[if binding.signs { 2 } else { 4 }])];
        said.push(maker(&self.primary));
        let reason = binding.revokes.and_then(Reason::code);
        said.extend(reason.map(|code| statement(29, &[code])));
        said.extend(binding.lasts.map(|seconds| statement(9, &time(seconds))));
        if binding.has_back {
            said.push(statement(32, &back));
        }
        let kind = if binding.revokes.is_some() { SUBKEY_REVOCATION } else { SUBKEY_BINDING };
        self.primary.sign(kind, binding.hash, &over, &said.concat())
    }

    /// A signature by the first subkey.
    pub fn sign(&self, content: &[u8]) -> String {
        self.sign_as(content, Signing::default())
    }

    pub fn sign_as(&self, content: &[u8], signing: Signing) -> String {
        signed(&self.subkeys[0], content, signing)
    }

    /// A signature by the second subkey.
    pub fn sign_after_rotation(&self, content: &[u8]) -> String {
        signed(&self.subkeys[1], content, Signing::default())
    }

    pub fn sign_by_primary(&self, content: &[u8]) -> String {
        signed(&self.primary, content, Signing::default())
    }
}

impl Reason {
    fn code(self) -> Option<u8> {
        match self {
            Self::Unsaid => None,
            Self::Compromised => Some(2),
            Self::Retired => Some(3),
        }
    }
}

impl Hash {
    fn number(self) -> u8 {
        match self {
            Self::Md5 => 1,
            Self::Sha1 => 2,
            Self::Sha256 => 8,
            Self::Sha384 => 9,
            Self::Sha512 => 10,
        }
    }

    fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Self::Md5 => return Md5::digest(bytes).to_vec(),
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, bytes).as_ref().to_vec()
    }

    /// The hash's name as ASN.1, in a signature by RSA.
    fn name(self) -> &'static [u8] {
        match self {
            Self::Md5 => b"\x2a\x86\x48\x86\xf7\x0d\x02\x05",
            Self::Sha1 => b"\x2b\x0e\x03\x02\x1a",
            Self::Sha256 => b"\x60\x86\x48\x01\x65\x03\x04\x02\x01",
            Self::Sha384 => b"\x60\x86\x48\x01\x65\x03\x04\x02\x02",
            Self::Sha512 => b"\x60\x86\x48\x01\x65\x03\x04\x02\x03",
        }
    }
}

/// A key with its secret.
#[derive(Clone, Debug)]
struct Pair {
    /// The content of its packet.
    public: Vec<u8>,
    secret: Secret,
}

#[derive(Clone, Debug)]
enum Secret {
    Ed25519([u8; 32]),
    Rsa { modulus: BigUint, exponent: BigUint },
}

impl Pair {
    fn ed25519(seed: [u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).unwrap();
        let public = [&[4_u8][..], &time(BORN), &[22], ED25519_HEAD, pair.public_key().as_ref()].concat();
        Self { public, secret: Secret::Ed25519(seed) }
    }

    fn rsa(modulus: BigUint, exponent: BigUint) -> Self {
        let of_all = BigUint::from(65_537_u32);
        let public = [&[4_u8][..], &time(BORN), &[1], &number(&modulus), &number(&of_all)].concat();
        Self { public, secret: Secret::Rsa { modulus, exponent } }
    }

    /// The key as a signature covers it.
    fn over(&self) -> Vec<u8> {
        [&[0x99_u8][..], &short(self.public.len()), &self.public].concat()
    }

    fn fingerprint(&self) -> Vec<u8> {
        Hash::Sha1.digest(&self.over())
    }

    /// The content of a signature packet that covers `over` and says `said`.
    fn sign(&self, kind: u8, hash: Hash, over: &[u8], said: &[u8]) -> Vec<u8> {
        let algorithm = if matches!(self.secret, Secret::Rsa { .. }) { 1 } else { 22 };
        let signed = [&[4, kind, algorithm, hash.number()][..], &short(said.len()), said].concat();
        let digest = hash.digest(&[over, &signed[..], &[4, 0xff], &long(signed.len())].concat());
        let value = self.value(hash, &digest);
        [&signed[..], &short(0), &digest[..2], &value].concat()
    }

    fn value(&self, hash: Hash, digest: &[u8]) -> Vec<u8> {
        match &self.secret {
            Secret::Ed25519(seed) => {
                let signature = Ed25519KeyPair::from_seed_unchecked(seed).unwrap().sign(digest);
                let (first, second) = signature.as_ref().split_at(32);
                [first, second].map(|half| number(&BigUint::from_bytes_be(half))).concat()
            }
            Secret::Rsa { modulus, exponent } => {
                let name = nested(6, hash.name());
                let info =
                    nested(0x30, &[&nested(0x30, &[&name[..], b"\x05\x00"].concat())[..], &nested(4, digest)].concat());
                let filling = vec![0xff_u8; 256 - 3 - info.len()];
                let message = [&[0_u8, 1][..], &filling, &[0], &info].concat();
                number(&BigUint::from_bytes_be(&message).modpow(exponent, modulus))
            }
        }
    }
}

const SIGNATURE: u8 = 2;
const PRIMARY: u8 = 6;
const USER: u8 = 13;
const SUBKEY: u8 = 14;
const SUBKEY_BINDING: u8 = 0x18;
const PRIMARY_BINDING: u8 = 0x19;
const KEY_REVOCATION: u8 = 0x20;
const SUBKEY_REVOCATION: u8 = 0x28;

fn subkey(pair: &Pair, certifications: &[Vec<u8>]) -> Vec<u8> {
    let certifications = certifications.iter().flat_map(|content| packet(SIGNATURE, content));
    packet(SUBKEY, &pair.public).into_iter().chain(certifications).collect()
}

fn signed(pair: &Pair, content: &[u8], signing: Signing) -> String {
    let lasts = signing.lasts.map(|seconds| statement(3, &time(seconds))).unwrap_or_default();
    let said = [created(signing.at), maker(pair), lasts].concat();
    let signature = pair.sign(u8::from(signing.is_text), signing.hash, content, &said);
    armored("SIGNATURE", &packet(SIGNATURE, &signature))
}

/// A part of a signature: that it was made at this time.
fn created(seconds: u64) -> Vec<u8> {
    statement(2, &time(seconds))
}

/// A part of a signature: that this key made it.
fn maker(pair: &Pair) -> Vec<u8> {
    statement(33, &[&[4_u8][..], &pair.fingerprint()].concat())
}

fn statement(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len() + 1;
    let head = match u8::try_from(length) {
        Ok(length @ 0..=191) => vec![length],
        _ => [&[0xff_u8][..], &long(length)].concat(),
    };
    [&head[..], &[kind], content].concat()
}

/// A packet in the newer form.
fn packet(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[0xc0 | tag, 0xff][..], &long(content.len()), content].concat()
}

/// A value of ASN.1 with a short length.
fn nested(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(content.len()).unwrap()][..], content].concat()
}

/// A large number after its length in bits.
fn number(number: &BigUint) -> Vec<u8> {
    [&short(usize::try_from(number.bits()).unwrap())[..], &number.to_bytes_be()].concat()
}

fn time(seconds: u64) -> [u8; 4] {
    u32::try_from(seconds).unwrap().to_be_bytes()
}

fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap().to_be_bytes()
}

fn long(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap().to_be_bytes()
}

pub fn armored(kind: &str, packets: &[u8]) -> String {
    let encoded = BASE64_STANDARD.encode(packets);
    let lines: Vec<_> = encoded.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN PGP {kind}-----\n\n{}\n-----END PGP {kind}-----\n", lines.join("\n"))
}
