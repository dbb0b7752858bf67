//! The form of an entry, and the chain of entries. The last field of a line is `hash`, the SHA-256 of all bytes before
//! it, and one of these is `previous`, the hash of the line before. So any changed bit breaks a line, and a missing,
//! repeated or moved line breaks the chain.
use super::entry::{AuditEntry, AuditLink};
use crate::base::digest::Sha256;
use crate::base::display;

/// What precedes the hash. It is nowhere else in a line, because texts escape their quotation marks.
const START: &str = ",\"hash\":\"";
const END: &str = "\"}";
const DIGITS: usize = 64;

/// What the first entry follows.
pub(super) fn start() -> AuditLink {
    AuditLink { number: 0, sha256: "0".repeat(DIGITS) }
}

/// An entry with its text in the file, without a line ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AuditLine {
    pub(super) entry: AuditEntry,
    pub(super) text: String,
}

impl AuditLine {
    pub(super) fn sealed(entry: AuditEntry, after: &AuditLink) -> Self {
        let (number, previous) = (after.number.saturating_add(1), after.sha256.clone());
        let entry = AuditEntry { number, previous, hash: String::new(), ..entry };
        // cannot fail: JSON can represent every field
        let text = display::ascii_json(&serde_json::to_string(&entry).unwrap_or_default());
        let hashed = text.strip_suffix(&format!("{START}{END}")).unwrap_or(&text);
        let hash = Sha256::of(hashed.as_bytes()).to_string();
        let text = format!("{hashed}{START}{hash}{END}");
        Self { entry: AuditEntry { hash, ..entry }, text }
    }

    /// `None` if the line does not match its hash.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let (rest, hash) = line.strip_suffix(END.as_bytes())?.split_last_chunk::<DIGITS>()?;
        let hashed = rest.strip_suffix(START.as_bytes())?;
        if *hash != *Sha256::of(hashed).to_string().as_bytes() {
            return None;
        }
        let text = std::str::from_utf8(line).ok()?.to_owned();
        Some(Self { entry: serde_json::from_str(&text).ok()?, text })
    }

    pub(super) fn link(&self) -> AuditLink {
        AuditLink { number: self.entry.number, sha256: self.entry.hash.clone() }
    }
}

/// The lines of a file, and whether each has its line ending.
pub(super) fn lines(bytes: &[u8]) -> impl DoubleEndedIterator<Item = (&[u8], bool)> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(|line| match line.strip_suffix(b"\n") {
        Some(whole) => (whole, true),
        None => (line, false),
    })
}

/// Whether bytes without a line ending may be the beginning of a line, because no whole line is in them.
pub(super) fn is_torn(rest: &[u8]) -> bool {
    let start = START.as_bytes();
    let is_seal = |at: usize| rest.get(at + start.len() + DIGITS..).is_some_and(|end| end.starts_with(END.as_bytes()));
    !rest.windows(start.len()).enumerate().any(|(at, window)| window == start && is_seal(at))
}
