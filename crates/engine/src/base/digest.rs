//! A SHA-256, as Go's feed writes it.
use std::fmt;
use std::io::{self, Read as _};
use std::path::Path;
use std::str::FromStr;

use sha2::Digest as _;

use crate::base::bounded;
use crate::base::json::{read_from_text, written_as_text};
use crate::base::words::Statement;

/// The SHA-256 of a whole file; 64 lower-case hex digits as text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(type = String))]
pub struct Sha256([u8; 32]);

#[derive(Debug, thiserror::Error)]
#[error("{}", self.says())]
pub struct NotSha256(pub String);

impl NotSha256 {
    pub fn says(&self) -> Statement {
        say!(NotADigest { text: format!("{:?}", self.0) })
    }
}

impl Sha256 {
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = bounded::open(path)?;
        let (mut hasher, mut piece) = (Hasher::default(), vec![0; 256 << 10]);
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(hasher.finish()),
                read => hasher.update(&piece[..read]),
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Hasher(sha2::Sha256);

impl Hasher {
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub fn finish(self) -> Sha256 {
        Sha256(self.0.finalize().into())
    }
}

impl From<[u8; 32]> for Sha256 {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl FromStr for Sha256 {
    type Err = NotSha256;

    fn from_str(text: &str) -> Result<Self, NotSha256> {
        let bytes = from_hex(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| NotSha256(text.chars().take(80).collect()))
    }
}

pub(crate) fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| Some(digit(pair[0])? * 16 + digit(pair[1])?);
    hex.len().is_multiple_of(2).then(|| hex.as_bytes().chunks_exact(2).map(pair).collect())?
}

displayed!(Sha256);

impl fmt::Display for Sha256 {
    /// All at once: a toolchain's lists have 24,000 digests, and a call for each byte took a tenth of an installation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| DIGITS[usize::from(half & 0xf)];
        let mut digits = [0; 64];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte)]);
        }
        f.write_str(str::from_utf8(&digits).unwrap_or_default())
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256({self})")
    }
}

written_as_text!(Sha256, "pattern": "^[0-9a-f]{64}$");
read_from_text!(Sha256, Sha256::from_str);

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn parses_and_prints_the_text_form() {
        assert_eq!(EMPTY.parse::<Sha256>().unwrap(), Sha256::of(b""));
        assert_eq!(Sha256::of(b"").to_string(), EMPTY);
        assert_eq!(EMPTY.to_uppercase().parse::<Sha256>().unwrap(), Sha256::of(b""));
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in ["", "e3b0", &EMPTY[1..], &format!("{EMPTY}0"), &EMPTY.replace('e', "g"), &"é".repeat(32)] {
            assert!(bad.parse::<Sha256>().is_err(), "{bad}");
        }
    }
}
