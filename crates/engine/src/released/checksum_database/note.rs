//! Signed notes, and the tree head in them: <https://pkg.go.dev/golang.org/x/mod/sumdb/note>,
//! `golang.org/x/mod/sumdb/tlog` (`ParseTree`).
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};

use super::{Hash, NotDatabase};
use crate::base::digest::Sha256;
use crate::base::words::Statement;

/// Built into every `go`. Source: `cmd/go/internal/modfetch/key.go`.
pub(super) const GOOGLE: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
/// The only kind of key that signed notes use so far.
const ALGORITHM: u8 = 1;
/// The prefix of the signer's name: an em dash and a space.
const MARK: &str = "\u{2014} ";
/// The maximum number of records: unreachable, and far below what would overflow the tree arithmetic.
const LARGEST: u64 = 1 << 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    /// The owner: the name of a database.
    pub name: String,
    hash: [u8; 4],
    public: [u8; 32],
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    pub size: u64,
    pub root: Hash,
}

impl fmt::Display for TreeHead {
    /// `log of 28905453 entries (f3f8U0Mo…=)`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.says().fmt(to)
    }
}

impl TreeHead {
    pub(super) fn says(&self) -> Statement {
        let root = BASE64_STANDARD.encode(self.root);
        say!(TreeOfRecords { count: self.size.to_string(), root })
    }

    /// Parses `go.sum database tree`, the size and the hash, one line each. Further lines are reserved for the future.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let (title, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        lines.next()?; // the third line is terminated
        let is_number = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit());
        let size = size.parse().ok().filter(|size| is_number && *size <= LARGEST)?;
        (title == "go.sum database tree")
            .then(|| Some(Self { size, root: BASE64_STANDARD.decode(root).ok()?.try_into().ok()? }))?
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSigned {
    Malformed,
    /// It is a tree head, but not signed with the key.
    Signature,
}

impl VerifierKey {
    pub fn open(&self, note: &str) -> Result<TreeHead, NotSigned> {
        let malformed = NotSigned::Malformed;
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(malformed)?;
        let text = format!("{text}\n");
        let own = signatures.lines().filter_map(|line| self.own_signature(line));
        let key = UnparsedPublicKey::new(&ED25519, self.public);
        let head = TreeHead::parse(&text).ok_or(malformed)?;
        let is_signed = own.into_iter().any(|signature| key.verify(text.as_bytes(), &signature).is_ok());
        is_signed.then_some(head).ok_or(NotSigned::Signature)
    }

    /// The signature in a line such as `— sum.golang.org Az3grr…`, if it names this key.
    fn own_signature(&self, line: &str) -> Option<Vec<u8>> {
        let (name, encoded) = line.strip_prefix(MARK)?.split_once(' ')?;
        let bytes = BASE64_STANDARD.decode(encoded).ok()?;
        let signature = bytes.strip_prefix(&self.hash)?;
        (name == self.name).then(|| signature.to_vec())
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for VerifierKey {
    type Err = NotDatabase;

    /// Parses `name+hash+key`: eight hex digits, and base64 of one byte for the algorithm and the key itself.
    fn from_str(text: &str) -> Result<Self, NotDatabase> {
        let bad = || NotDatabase::Key { text: text.chars().take(200).collect() };
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(bad());
        };
        let key = BASE64_STANDARD.decode(key).map_err(|_| bad())?;
        let (&ALGORITHM, public) = key.split_first().ok_or_else(bad)? else { return Err(bad()) };
        let public = public.try_into().map_err(|_| bad())?;
        // A digest takes a tenth of the time of a quick command, so that of the built-in key is checked by a test.
        let is_hash = text == GOOGLE || *hash == hash_of(name, &key);
        if name.is_empty() || name.contains(char::is_whitespace) || !is_hash {
            return Err(bad());
        }
        let hash = u32::from_str_radix(hash, 16).map_err(|_| bad())?.to_be_bytes();
        Ok(Self { name: name.to_owned(), hash, public, text: text.to_owned() })
    }
}

/// The hash in the notation of a key with its algorithm: eight hex digits.
fn hash_of(name: &str, key: &[u8]) -> String {
    let mut digits = Sha256::of(&[name.as_bytes(), b"\n", key].concat()).to_string();
    digits.truncate(8);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::released::checksum_database::record::REAL;

    fn real_note() -> String {
        REAL.split_once("\n\n").unwrap().1.to_owned()
    }

    #[test]
    fn the_built_in_key_has_its_hash() {
        let mut parts = GOOGLE.splitn(3, '+');
        let (name, hash, key) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        assert_eq!(hash_of(name, &BASE64_STANDARD.decode(key).unwrap()), hash);
    }

    #[test]
    fn a_real_tree_head_is_signed_by_googles_key() {
        let key: VerifierKey = GOOGLE.parse().unwrap();
        let head = key.open(&real_note()).unwrap();
        assert_eq!(head.to_string(), "log of 28905453 entries (f3f8U0MoQmXkWAgAEKDtXcaI3c2y6N9+55KNSRefF/w=)");
    }

    #[test]
    fn a_real_tree_head_with_any_change_is_refused() {
        let (key, note): (VerifierKey, _) = (GOOGLE.parse().unwrap(), real_note());
        for (from, to) in [
            ("28905453", "28905454"),
            ("f3f8U0Mo", "f3f8U0Mp"),
            ("Az3grr4J9x4S", "Az3grr4J9x4T"),
            ("Az3grr4J", "Bz3grr4J"),
            ("— sum.golang.org", "— sum.golang.com"),
            ("\n\n— sum.golang.org Az", "\n\n\n— sum.golang.org Az"),
        ] {
            let changed = note.replace(from, to);
            assert_ne!(changed, note, "{from}");
            assert_eq!(key.open(&changed).map(|head| head.size), Err(NotSigned::Signature), "{from}");
        }
        for rubbish in ["", "\n", "\n\n", "<html>\n\n</html>", &note.replace("go.sum", "go.mod"), &note[..60]] {
            assert_eq!(key.open(rubbish).map(|head| head.size), Err(NotSigned::Malformed), "{rubbish}");
        }
    }

    #[test]
    fn additional_signatures_are_ignored() {
        let (key, note): (VerifierKey, _) = (GOOGLE.parse().unwrap(), real_note());
        let witnessed = note.replace("\n\n", "\n\n— witness.example AAAAAAAA\nrubbish\n— sum.golang.org AAAA\n");
        assert!(key.open(&witnessed).is_ok());
    }

    #[test]
    fn an_invalid_key_is_refused() {
        for bad in [
            "",
            "sum.golang.org",
            "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "sum.golang.org+033DE0AE+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "sum.golang.com+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "sum.golang.org+033de0ae+As4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "sum.golang.org+033de0ae+Ac4z",
            "é+1+2",
        ] {
            assert!(bad.parse::<VerifierKey>().is_err(), "{bad}");
        }
    }
}
