//! Numbers at their places in a header. What is not there is `None`.

/// The order of the bytes of a number.
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
    /// How many bytes an address has.
    pub(super) word: usize,
}

impl<'a> Fields<'a> {
    pub(super) fn u16(self, at: usize) -> Option<u64> {
        self.number(at, 2)
    }

    pub(super) fn u32(self, at: usize) -> Option<u64> {
        self.number(at, 4)
    }

    /// A number that is as long as an address.
    pub(super) fn word(self, at: usize) -> Option<u64> {
        self.number(at, self.word)
    }

    /// Such a number where the format gives it a place of its own in its narrow and its wide form.
    pub(super) fn word_at(self, (narrow, wide): (usize, usize)) -> Option<u64> {
        self.word(self.choose(narrow, wide))
    }

    /// `narrow` in a format with addresses of four bytes, else `wide`.
    pub(super) fn choose<T>(self, narrow: T, wide: T) -> T {
        if self.word == 4 { narrow } else { wide }
    }

    /// The same kind of numbers in other bytes.
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

/// A name of fixed length, without the zeros that fill it.
pub(super) fn name(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}
