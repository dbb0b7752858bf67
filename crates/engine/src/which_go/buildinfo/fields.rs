//! Numbers at their offsets in a header. A missing one is `None`.

/// The byte order of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// A header, or an entry of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) order: Order,
    /// The number of bytes in an address.
    pub(super) word: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn u16(self, at: usize) -> Option<u64> {
        self.number(at, 2)
    }

    pub(super) fn u32(self, at: usize) -> Option<u64> {
        self.number(at, 4)
    }

    /// A number with the length of an address.
    pub(super) fn word(self, at: usize) -> Option<u64> {
        self.number(at, self.word)
    }

    /// A number with the length of an address, at different offsets in the 32-bit and the 64-bit form.
    pub(super) fn word_at(self, (narrow, wide): (usize, usize)) -> Option<u64> {
        self.word(self.choose(narrow, wide))
    }

    /// `narrow` in a format with addresses of four bytes, otherwise `wide`.
    pub(super) fn choose<T>(self, narrow: T, wide: T) -> T {
        if self.word == 4 { narrow } else { wide }
    }

    /// The same format for other bytes.
    pub(super) fn of(self, bytes: &'a [u8]) -> Self {
        Self { bytes, ..self }
    }

    fn number(self, at: usize, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        let put = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(match self.order {
            Order::Little => bytes.iter().rev().fold(0, put),
            Order::Big => bytes.iter().fold(0, put),
        })
    }
}

/// A name of fixed length, without its zero padding.
pub(super) fn name(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}
