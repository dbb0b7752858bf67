//! Reading from the front of bytes, and the armor around them.
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// Reading beyond the end returns `None` and leaves the bytes as they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// A number of two bytes.
    pub(crate) fn short(&mut self) -> Option<usize> {
        self.array().map(|bytes| usize::from(u16::from_be_bytes(bytes)))
    }

    /// A number of four bytes.
    pub(crate) fn long(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    /// A large number, after its length in bits, without leading zeros.
    pub(crate) fn number(&mut self) -> Option<&'a [u8]> {
        let bits = self.short()?;
        let bytes = self.take(bits.div_ceil(8))?;
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        bytes.get(zeros..)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable(pub(crate) &'static str);

/// The bytes of a text's first block, from the line `head` to any of that form. The checksum is not compared: it finds
/// no attacker, and RFC 9580, 6.1, forbids to refuse for it.
pub(crate) fn unarmored(text: &[u8], head: &str) -> Result<Vec<u8>, Unreadable> {
    let text = str::from_utf8(text).map_err(|_| Unreadable("it is not text"))?;
    let (_, block) = text.split_once(head).ok_or(Unreadable("it has no signature block"))?;
    let mut lines = block.lines().map(str::trim_ascii);
    if lines.next() != Some("") {
        return Err(Unreadable("its first line is malformed"));
    }
    let mut encoded = String::new();
    let mut is_head = true;
    for line in lines {
        if line.starts_with("-----END ") {
            return BASE64_STANDARD.decode(&encoded).map_err(|_| Unreadable("its text is not base64"));
        }
        // A block may begin with headers, such as `Version: …`, which an empty line ends.
        is_head = is_head && (line.is_empty() || line.contains(':'));
        if !is_head && !line.starts_with('=') {
            encoded.push_str(line);
        }
    }
    Err(Unreadable("it has no end"))
}
