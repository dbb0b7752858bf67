//! The packets of OpenPGP that a signed archive needs: keys and signatures of version 4. Others are skipped if they are
//! well-formed. Nothing is recursive: a signature in a signature remains bytes until it is asked for.
use num_bigint::BigUint;
use ring::digest::{self, Context, Digest};
use ring::signature::{ED25519, UnparsedPublicKey};

use super::bytes::Bytes;

/// The tags of packets.
pub(crate) const SIGNATURE: u8 = 2;
pub(crate) const SECRET_KEY: u8 = 5;
pub(crate) const PRIMARY: u8 = 6;
pub(crate) const SUBKEY: u8 = 14;

pub(crate) type Fingerprint = [u8; 20];

/// Each with its tag and its content; `None` if one of them is not well-formed.
pub(crate) fn packets(bytes: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let (mut left, mut all) = (Bytes(bytes), Vec::new());
    while !left.is_empty() {
        all.push(packet(&mut left)?);
    }
    Some(all)
}

/// Data may also come in parts, or without a length; neither is allowed for keys and signatures.
pub(crate) fn packet<'a>(left: &mut Bytes<'a>) -> Option<(u8, &'a [u8])> {
    let head = left.byte()?;
    let (tag, length) = match (head & 0x80, head & 0x40) {
        (0, _) => return None,
        (_, 0) => ((head >> 2) & 0xf, old_length(left, head & 3)?),
        _ => (head & 0x3f, new_length(left, 0xdf)?),
    };
    Some((tag, left.take(length)?))
}

fn old_length(left: &mut Bytes<'_>, kind: u8) -> Option<usize> {
    match kind {
        0 => left.byte().map(usize::from),
        1 => left.short(),
        2 => usize::try_from(left.long()?).ok(),
        _ => None,
    }
}

/// A length of one, two or five bytes. A first byte above 191 and up to `two` begins one of two bytes.
fn new_length(left: &mut Bytes<'_>, two: u8) -> Option<usize> {
    match left.byte()? {
        first @ 0..=191 => Some(usize::from(first)),
        255 => usize::try_from(left.long()?).ok(),
        first if first <= two => Some((usize::from(first - 192) << 8) + usize::from(left.byte()?) + 192),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    fn of(number: u8) -> Option<Self> {
        Some(match number {
            2 => Self::Sha1,
            8 => Self::Sha256,
            9 => Self::Sha384,
            10 => Self::Sha512,
            _ => return None,
        })
    }

    pub(crate) fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }

    /// What precedes a digest in a signature by RSA: its kind and length in ASN.1 (RFC 8017, 9.2).
    pub(crate) fn prefix(self) -> &'static [u8] {
        match self {
            Self::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Self::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            Self::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            Self::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        }
    }
}

/// The name of a hash that is not secure.
pub(crate) fn weak_hash(number: u8) -> Option<&'static str> {
    match number {
        1 => Some("MD5"),
        2 => Some("SHA-1"),
        3 => Some("RIPEMD-160"),
        11 => Some("SHA-224"),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Binary,
    SubkeyBinding,
    PrimaryKeyBinding,
    KeyRevocation,
    SubkeyRevocation,
    Other,
}

impl Kind {
    fn of(number: u8) -> Self {
        match number {
            0x00 => Self::Binary,
            0x18 => Self::SubkeyBinding,
            0x19 => Self::PrimaryKeyBinding,
            0x20 => Self::KeyRevocation,
            0x28 => Self::SubkeyRevocation,
            _ => Self::Other,
        }
    }
}

/// A signature that has not been verified.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    pub(crate) kind: Kind,
    algorithm: u8,
    /// The number of its hash, which may be unknown.
    pub(crate) hash_number: u8,
    signed: Vec<u8>,
    /// The first bytes of the digest.
    hint: [u8; 2],
    value: Vec<u8>,
    pub(crate) claims: Claims,
}

/// All times are in seconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    /// When it was made, in Unix time.
    pub(crate) created: Option<u64>,
    pub(crate) lasts: Option<u64>,
    /// How long the key is valid, from the key's creation.
    pub(crate) key_lasts: Option<u64>,
    pub(crate) may_sign: Option<bool>,
    /// Why a key is revoked.
    pub(crate) reason: Option<u8>,
    /// The keys that may have made it, as fingerprints and as short ids.
    pub(crate) makers: Vec<Fingerprint>,
    pub(crate) maker_ids: Vec<[u8; 8]>,
    /// A signature by the bound subkey.
    back: Option<Vec<u8>>,
    /// Whether it demands something that is not understood here.
    pub(crate) is_beyond_us: bool,
}

impl Signature {
    pub(crate) fn read(content: &[u8]) -> Option<Self> {
        let mut left = Bytes(content);
        let [4, kind, algorithm, hash_number] = left.array::<4>()? else { return None };
        let mut claims = Claims::default();
        let length = left.short()?;
        claims.read(left.take(length)?, true)?;
        let signed = content.get(..content.len() - left.0.len())?.to_vec();
        let length = left.short()?;
        claims.read(left.take(length)?, false)?;
        let hint = left.array()?;
        Some(Self { kind: Kind::of(kind), algorithm, hash_number, signed, hint, value: left.0.to_vec(), claims })
    }

    pub(crate) fn hash(&self) -> Option<Hash> {
        Hash::of(self.hash_number)
    }

    /// The signature by the subkey in the signature that binds it.
    pub(crate) fn back(&self) -> Option<Self> {
        self.claims.back.as_deref().and_then(Self::read)
    }

    /// What it uses that is unknown here. A hash that is not secure is known.
    pub(crate) fn unsupported(&self) -> Option<String> {
        let (algorithm, hash) = (self.algorithm, self.hash_number);
        let is_known = RSA.contains(&algorithm) || matches!(algorithm, EDDSA | NEW_ED25519);
        match (is_known, self.hash().is_some() || weak_hash(hash).is_some()) {
            (false, _) => Some(format!("algorithm {algorithm}")),
            (true, false) => Some(format!("hash {hash}")),
            (true, true) => None,
        }
    }

    /// The digest that the content is added to before [`Self::is_by`]; `None` if its hash is unknown.
    pub(crate) fn hasher(&self) -> Option<Context> {
        self.hash().map(|hash| Context::new(hash.algorithm()))
    }

    /// Whether this key has signed these keys, one after the other.
    pub(crate) fn is_over(&self, keys: &[&Key], by: &Key) -> bool {
        let Some(mut hasher) = self.hasher() else { return false };
        for key in keys {
            key.feed(&mut hasher);
        }
        self.is_by(by, hasher)
    }

    /// Whether this key has signed the content that was added to the digest.
    pub(crate) fn is_by(&self, key: &Key, mut hasher: Context) -> bool {
        let (Some(hash), Ok(length)) = (self.hash(), u32::try_from(self.signed.len())) else { return false };
        hasher.update(&self.signed);
        hasher.update(&[4, 0xff]);
        hasher.update(&length.to_be_bytes());
        let digest = hasher.finish();
        digest.as_ref().starts_with(&self.hint) && key.has_signed(self.algorithm, &self.value, hash, &digest)
    }
}

impl Claims {
    /// Reads one of the two areas of a signature; only one of them is signed. The other one may name the maker, and
    /// contain the signature of the subkey: both are verified by themselves.
    fn read(&mut self, area: &[u8], is_signed: bool) -> Option<()> {
        let mut left = Bytes(area);
        while !left.is_empty() {
            let length = new_length(&mut left, 0xfe)?;
            let mut content = Bytes(left.take(length)?);
            let kind = content.byte()?;
            let (kind, is_critical) = (kind & 0x7f, kind & 0x80 != 0);
            match kind {
                16 => self.maker_ids.extend(content.array::<8>()),
                33 => match content.byte()? {
                    4 => self.makers.extend(content.array::<20>()),
                    _ => self.is_beyond_us |= is_critical && is_signed,
                },
                32 if self.back.is_none() => self.back = Some(content.0.to_vec()),
                _ if is_signed => self.read_signed(kind, is_critical, content)?,
                _ => {}
            }
        }
        Some(())
    }

    /// Reads a claim that must be signed. If there are several of a kind, the first one counts.
    fn read_signed(&mut self, kind: u8, is_critical: bool, mut content: Bytes<'_>) -> Option<()> {
        match kind {
            2 => first(&mut self.created, u64::from(content.long()?)),
            3 => first(&mut self.lasts, u64::from(content.long()?)),
            9 => first(&mut self.key_lasts, u64::from(content.long()?)),
            27 => first(&mut self.may_sign, content.byte().is_some_and(|flags| flags & 2 != 0)),
            29 => first(&mut self.reason, content.byte()?),
            // What others may do with the key, and what its owner prefers: no matter for its signatures.
            4 | 7 | 11 | 21..=26 | 28 | 30 | 32 | 34 | 39 => {}
            _ => self.is_beyond_us |= is_critical,
        }
        Some(())
    }
}

fn first<T>(place: &mut Option<T>, value: T) {
    place.get_or_insert(value);
}

#[derive(Clone, Debug)]
pub(crate) struct Key {
    content: Vec<u8>,
    pub(crate) fingerprint: Fingerprint,
    /// When it was made, in seconds of Unix time.
    pub(crate) created: u64,
    material: Material,
}

/// What a signature by a key is verified with.
#[derive(Clone, Debug)]
enum Material {
    Rsa {
        modulus: BigUint,
        exponent: BigUint,
    },
    /// With the number of the algorithm, which decides on the form of the signature.
    Ed25519(u8, [u8; 32]),
    /// No signature by such a key is valid.
    Unknown,
}

const RSA: [u8; 2] = [1, 3];
const EDDSA: u8 = 22;
const NEW_ED25519: u8 = 27;
/// The curve Ed25519, as the older form names it: the length, and 1.3.6.1.4.1.11591.15.1.
const CURVE: [u8; 10] = [9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 0x0f, 1];
const RSA_BITS: std::ops::RangeInclusive<u64> = 2048..=8192;

impl Key {
    pub(crate) fn read(content: &[u8]) -> Option<Self> {
        u16::try_from(content.len()).ok()?;
        let mut left = Bytes(content);
        if left.byte()? != 4 {
            return None;
        }
        let created = u64::from(left.long()?);
        let material = Material::read(left.byte()?, left).unwrap_or(Material::Unknown);
        let mut key = Self { content: content.to_vec(), fingerprint: Fingerprint::default(), created, material };
        let mut hasher = Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
        key.feed(&mut hasher);
        key.fingerprint = hasher.finish().as_ref().try_into().ok()?;
        Some(key)
    }

    /// The fingerprint in lower-case hex digits.
    pub(crate) fn name(&self) -> String {
        hex(&self.fingerprint)
    }

    pub(crate) fn id(&self) -> Option<&[u8; 8]> {
        self.fingerprint.last_chunk()
    }

    /// Adds the key to its fingerprint, or to the digest of a signature over it.
    fn feed(&self, hasher: &mut Context) {
        let length = u16::try_from(self.content.len()).unwrap_or(u16::MAX); // `read` refuses longer ones
        hasher.update(&[0x99]);
        hasher.update(&length.to_be_bytes());
        hasher.update(&self.content);
    }

    /// Whether a signature's `value` was made by this key over this digest.
    fn has_signed(&self, algorithm: u8, value: &[u8], hash: Hash, digest: &Digest) -> bool {
        let mut left = Bytes(value);
        match &self.material {
            Material::Rsa { modulus, exponent } if RSA.contains(&algorithm) => {
                let value = left.number().filter(|_| left.is_empty());
                value.is_some_and(|value| is_rsa(modulus, exponent, value, hash, digest))
            }
            // RFC 9580, 5.2.3, demands at least 256 bits of a digest from these.
            Material::Ed25519(of, point) if *of == algorithm && hash != Hash::Sha1 => {
                let value = if algorithm == EDDSA { two_numbers(left) } else { value.try_into().ok() };
                let key = UnparsedPublicKey::new(&ED25519, point);
                value.is_some_and(|value: [u8; 64]| key.verify(digest.as_ref(), &value).is_ok())
            }
            _ => false,
        }
    }
}

impl Material {
    fn read(algorithm: u8, mut left: Bytes<'_>) -> Option<Self> {
        match algorithm {
            _ if RSA.contains(&algorithm) => {
                let (modulus, exponent) = (left.number()?, left.number()?);
                let [modulus, exponent] = [modulus, exponent].map(BigUint::from_bytes_be);
                let is_sound = RSA_BITS.contains(&modulus.bits()) && modulus.bit(0);
                let is_usual = (2..=33).contains(&exponent.bits()) && exponent.bit(0);
                (is_sound && is_usual).then_some(Self::Rsa { modulus, exponent })
            }
            EDDSA => {
                let curve: [u8; 10] = left.array()?;
                let [0x40, point @ ..] = left.number()? else { return None };
                Some(Self::Ed25519(EDDSA, point.try_into().ok().filter(|_| curve == CURVE)?))
            }
            NEW_ED25519 => Some(Self::Ed25519(NEW_ED25519, left.array()?)),
            _ => None,
        }
    }
}

/// RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2): what was signed is made again and compared as a whole, so nothing of the value
/// is parsed. Everything here is public, so the time that it takes reveals nothing.
pub(crate) fn is_rsa(modulus: &BigUint, exponent: &BigUint, value: &[u8], hash: Hash, digest: &Digest) -> bool {
    let value = BigUint::from_bytes_be(value);
    if value >= *modulus {
        return false;
    }
    let ending = [&[0_u8][..], hash.prefix(), digest.as_ref()].concat();
    // The first byte of the encoded message is 0, and so no part of the number.
    let length = usize::try_from(modulus.bits().div_ceil(8)).unwrap_or_default().saturating_sub(1);
    let mut expected = vec![0xff; length.saturating_sub(ending.len())];
    if let Some(first) = expected.first_mut() {
        *first = 1;
    }
    expected.extend(ending);
    value.modpow(exponent, modulus).to_bytes_be() == expected
}

/// The value of the older form of Ed25519: two numbers of up to 32 bytes, each without its leading zeros.
fn two_numbers(mut left: Bytes<'_>) -> Option<[u8; 64]> {
    let mut value = [0; 64];
    for half in value.chunks_exact_mut(32) {
        let number = left.number()?;
        let start = half.len().checked_sub(number.len())?;
        half.get_mut(start..)?.copy_from_slice(number);
    }
    left.is_empty().then_some(value)
}

/// Lower-case hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a string does not fail
        text
    })
}
