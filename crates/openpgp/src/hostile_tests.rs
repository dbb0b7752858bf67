//! Signatures and keys by other programs, and packets that no program would write.
use num_bigint::BigUint;
use ring::digest;
use upgo_testkit::openpgp::{BORN, Binding, Hash as Made, Owner, armored};

use super::*;
use crate::packet::{is_rsa, packets};

const NOW: u64 = 1_900_000_000;
const KEYS_HEAD: &str = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

/// A file of the corpus: a signature, and the keys for it.
macro_rules! corpus {
    ($name:literal) => {
        include_str!(concat!("../../../tests/corpora/openpgp/", $name))
    };
}

fn check(both: &str, primary: &str, content: &[u8]) -> Result<Signed, Refused> {
    let (signature, keys) = both.split_at(both.find(KEYS_HEAD).unwrap());
    let keys = Keys::read(keys.as_bytes(), primary).unwrap();
    Detached::read(signature.as_bytes())?.maker(&keys, NOW)?.has_signed(content).unwrap().ok_or(Refused::Wrong)
}

#[test]
fn signatures_by_other_programs_are_read() {
    // by GnuPG 2.2, with a DSA key of 2007 before the pinned one, as in Google's file
    let gnupg = "d0507dcaf8bc6393f3ebe54a8f916a4407bc8bad";
    let signed = check(corpus!("gnupg"), gnupg, b"the bytes of an archive").unwrap();
    let expected = Signed { subkey: "19e65fd98cb181d9abe924a3767ce7d516c2e025".to_owned(), created: 1_700_086_400 };
    assert_eq!(signed, expected);
    assert!(matches!(check(corpus!("gnupg"), gnupg, b"other bytes"), Err(Refused::Wrong)));
    let revoked = check(corpus!("gnupg-revoked"), gnupg, b"the bytes of an archive");
    assert!(matches!(revoked, Err(Refused::Revoked(name)) if name == expected.subkey));
    // bound by SHA-1, as Google's subkeys of 2016; made with OpenSSL and accepted by GnuPG
    let old = "19a6fd39e436ffec62d1987d0086cb3d569f5fbc";
    let signed = check(corpus!("sha1-binding"), old, b"what was signed").unwrap();
    assert_eq!(signed.subkey, "2ed3f628e588fae16d5cec5d52376c358fce6b8a");
    // by rPGP, with Ed25519
    let owner = "e61a3c79c03241a98dee738548d7fb446d2c3512";
    let signed = check(corpus!("ed25519"), owner, b"what was signed").unwrap();
    assert_eq!(signed.subkey, "92fee6a0b7e97c5ef39a8a5e8d3e96b0404bc6a5");
}

/// What a reader accepts does not depend on a byte that an attacker has changed, unless the byte means nothing.
#[test]
fn a_changed_byte_never_makes_another_signature() {
    let (owner, content) = (Owner::new(), b"the bytes of an archive");
    let (signature, keys) = (owner.sign(content), owner.keys_before_rotation());
    let whole = check(&format!("{signature}{keys}"), &owner.primary(), content).unwrap();
    let signature = unarmored(signature.as_bytes(), HEAD).unwrap();
    let keys = unarmored(keys.as_bytes(), KEYS_HEAD).unwrap();
    let judged = |signature: &[u8], keys: &[u8]| {
        let keys = Keys::read(armored("PUBLIC KEY BLOCK", keys).as_bytes(), &owner.primary()).ok()?;
        let detached = Detached::read(armored("SIGNATURE", signature).as_bytes()).ok()?;
        let signed = detached.maker(&keys, NOW).ok()?.has_signed(&content[..]).unwrap()?;
        assert_eq!(signed, whole);
        Some(())
    };
    let changed = |bytes: &[u8], at: usize, change: u8| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= change;
        bytes
    };
    for change in [1, 0x80, 0xff] {
        for at in 0..signature.len() {
            judged(&changed(&signature, at, change), &keys);
        }
        for at in 0..keys.len() {
            judged(&signature, &changed(&keys, at, change));
        }
    }
    for length in 0..signature.len() {
        assert_eq!(judged(&signature[..length], &keys), None, "cut at {length}");
    }
    for length in 0..keys.len() {
        assert_eq!(judged(&signature, &keys[..length]), None, "cut at {length}");
    }
}

#[test]
fn malformed_packets_are_refused() {
    let cases: [&[u8]; 9] = [
        b"\x00",                     // no packet
        b"\xc2",                     // without a length
        b"\xc2\xff\xff\xff\xff\xff", // 4 GB
        b"\xc2\xe0\x01",             // data that comes in parts
        b"\x8b\x01\x02",             // data without a length
        b"\x89\x01",                 // half a length
        b"\x88\x05\x04\x00",         // more than there is
        b"\xc2\x00\x80",             // the second one is cut
        b"\xc2\xc0",                 // half a length
    ];
    for bytes in cases {
        assert_eq!(packets(bytes), None, "{bytes:?}");
    }
    for content in [&b""[..], b"\x04", b"\x04\x05\0", b"\x04\0\x01\x08\xff\xff", b"\x04\0\x01\x08\0\0\0\x05"] {
        assert!(Signature::read(content).is_none(), "{content:?}");
        let length = u8::try_from(content.len()).unwrap();
        let text = armored("SIGNATURE", &[&[0xc2, length][..], content].concat());
        assert!(matches!(Detached::read(text.as_bytes()), Err(Refused::NotASignature(_))), "{content:?}");
    }
    assert_eq!(packets(b"\xc2\x00\x88\x00").map(|all| all.len()), Some(2));
}

/// The content of a signature of this kind with two areas.
fn content(kind: u8, signed: &[u8], unsigned: &[u8]) -> Vec<u8> {
    let length = |area: &[u8]| u16::try_from(area.len()).unwrap().to_be_bytes();
    [&[4_u8, kind, 1, 8][..], &length(signed), signed, &length(unsigned), unsigned, &[0, 0, 0, 0]].concat()
}

#[test]
fn only_signed_claims_count() {
    let said = b"\x05\x02\x65\x53\xf1\x00\x02\x1b\x02\x05\x09\0\0\0\x01\x02\x1d\x01";
    let signature = Signature::read(&content(0x18, said, &[])).unwrap();
    let claims = &signature.claims;
    assert_eq!((claims.created, claims.key_lasts, claims.reason), (Some(BORN), Some(1), Some(1)));
    assert_eq!(claims.may_sign, Some(true));
    let claims = Signature::read(&content(0x18, &[], said)).unwrap().claims;
    assert_eq!((claims.created, claims.key_lasts, claims.reason, claims.may_sign), (None, None, None, None));
    // The first of several claims counts.
    let twice = b"\x02\x1b\x04\x02\x1b\x02";
    assert_eq!(Signature::read(&content(0x18, twice, &[])).unwrap().claims.may_sign, Some(false));
}

#[test]
fn what_must_be_understood_and_is_unknown_is_refused() {
    let time = b"\x05\x02\x65\x53\xf1\x00";
    for (unknown, is_refused) in [(&b"\x02\x64\0"[..], false), (&b"\x02\xe4\0"[..], true), (&b"\x02\x94\0"[..], true)] {
        let signature = content(0, &[&time[..], unknown].concat(), &[]);
        assert_eq!(Signature::read(&signature).unwrap().claims.is_beyond_us, is_refused);
        let length = u8::try_from(signature.len()).unwrap();
        let text = armored("SIGNATURE", &[&[0xc2, length][..], &signature].concat());
        assert_eq!(Detached::read(text.as_bytes()).is_err(), is_refused);
    }
    let unsigned = content(0, time, b"\x02\xe4\0");
    assert!(!Signature::read(&unsigned).unwrap().claims.is_beyond_us, "nobody has signed the demand");
}

/// Nothing is known about such a signature, so it does not show that the archive is forged.
#[test]
fn kinds_of_another_day_cannot_be_checked() {
    let time = b"\x05\x02\x65\x53\xf1\x00";
    let changed = |at: usize, number| {
        let mut signature = content(0, time, &[]);
        signature[at] = number;
        signature
    };
    for (signature, what) in [
        (changed(0, 6), "version 6"),
        (changed(0, 3), "version 3"),
        (changed(2, 19), "algorithm 19"),
        (changed(3, 14), "hash 14"),
    ] {
        let length = u8::try_from(signature.len()).unwrap();
        let text = armored("SIGNATURE", &[&[0xc2, length][..], &signature].concat());
        let refused = Detached::read(text.as_bytes()).unwrap_err();
        assert!(matches!(&refused, Refused::Unsupported(named) if named == what), "{refused}");
        assert!(!refused.needs_newer_keys());
    }
}

/// Each signature contains the next one; a reader that follows them would run out of its stack.
#[test]
fn nested_signatures_are_not_followed() {
    let mut nested = content(0x19, &[], &[]);
    while nested.len() < SIGNATURE_LIMIT / 2 {
        let length = u32::try_from(nested.len() + 1).unwrap().to_be_bytes();
        nested = content(0, &[&b"\xff"[..], &length, b"\x20", &nested].concat(), &[]);
    }
    let outer = Signature::read(&nested).unwrap();
    assert_eq!(outer.back().unwrap().kind, Kind::Binary);
}

#[test]
fn numbers_of_rsa_keys_have_bounds() {
    let key = |modulus: &BigUint, exponent: u64| {
        let number = |number: &BigUint| {
            let bits = u16::try_from(number.bits()).unwrap().to_be_bytes();
            [&bits[..], &number.to_bytes_be()].concat()
        };
        let content = [&b"\x04\x65\x53\xf1\x00\x01"[..], &number(modulus), &number(&exponent.into())].concat();
        let key = Key::read(&content).expect("a key of any kind has a fingerprint");
        format!("{key:?}").contains("Rsa")
    };
    let one = BigUint::from(1_u8);
    let of_bits = |bits: u32| (one.clone() << bits) - one.clone();
    assert!(key(&of_bits(2048), 65_537) && key(&of_bits(8192), 3));
    for (modulus, exponent) in [
        (of_bits(2047), 65_537),
        (of_bits(8193), 65_537),
        (of_bits(2048) - one.clone(), 65_537), // even
        (of_bits(2048), 0),
        (of_bits(2048), 1),
        (of_bits(2048), 65_536),
        (of_bits(2048), (1 << 33) + 1),
        (BigUint::from(0_u8), 3),
    ] {
        assert!(!key(&modulus, exponent), "{} bits, {exponent}", modulus.bits());
    }
}

/// With the exponent 3, the cube of a made-up number can begin with a valid digest (Bleichenbacher, 2006).
#[test]
fn an_rsa_signature_is_compared_as_a_whole() {
    let digest = digest::digest(Hash::Sha256.algorithm(), b"the bytes of an archive");
    let start =
        [&[1_u8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0][..], Hash::Sha256.prefix(), digest.as_ref()]
            .concat();
    let rubbish = vec![0xff_u8; 255 - start.len()];
    let forged = BigUint::from_bytes_be(&[&start[..], &rubbish].concat()).cbrt();
    let modulus = (BigUint::from(1_u8) << 2048_u32) - 1_u8;
    let exponent = BigUint::from(3_u8);
    assert!(forged.modpow(&exponent, &modulus).to_bytes_be().starts_with(&start), "the forgery is none");
    assert!(!is_rsa(&modulus, &exponent, &forged.to_bytes_be(), Hash::Sha256, &digest));
    // No number of the size of the modulus, or above it, is a signature.
    for number in [modulus.clone(), modulus.clone() + forged, BigUint::from(0_u8)] {
        assert!(!is_rsa(&modulus, &exponent, &number.to_bytes_be(), Hash::Sha256, &digest));
    }
}

#[test]
fn sha_1_binds_no_key_of_a_newer_kind() {
    let owner = Owner::new();
    let old = Binding { hash: Made::Sha1, ..Binding::default() };
    let both = format!("{}{}", owner.sign(b"x"), owner.keys_with(&[old]));
    assert!(matches!(check(&both, &owner.primary(), b"x"), Err(Refused::NotBound(_))));
}

#[test]
fn text_around_a_block_is_ignored() {
    let owner = Owner::new();
    let (signature, keys) = (owner.sign(b"x"), owner.keys());
    let commented = signature.replacen("\n\n", "\nVersion: 1\nComment:\n\n", 1).replace('\n', " \r\n");
    let summed = signature.replace("\n-----END", "\n=AAAA\n-----END");
    for signature in [format!("signed today\n{signature}"), commented, summed] {
        assert!(check(&format!("{signature}\n{keys}"), &owner.primary(), b"x").is_ok(), "{signature}");
    }
    let headless = signature.replacen("-----\n", "-----x\n", 1);
    let endless = signature.replace("-----END", "-----");
    for text in [headless, endless, signature.replacen("\n\n", "\n\n!", 1)] {
        assert!(matches!(Detached::read(text.as_bytes()), Err(Refused::NotASignature(_))), "{text}");
    }
}
