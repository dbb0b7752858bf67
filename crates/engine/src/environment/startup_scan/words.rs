//! The words of a command, which the scanner passes: quotes, substitutions and expansions.
use super::{DEPTH_MAX, Scan, Scanned, Stop};

impl Scan<'_> {
    pub(super) fn word(&mut self) -> Scanned {
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b')' => break,
                b'(' if self.at == start || self.next_is(b"()") => break,
                b'(' => {
                    let is_array = self.text[self.at - 1] == b'=';
                    self.at += 1;
                    self.nested(|scan| scan.words(is_array))?;
                }
                _ => self.part_of_word(byte)?,
            }
        }
        Ok(())
    }

    fn part_of_word(&mut self, byte: u8) -> Scanned {
        match byte {
            b'\\' => self.escaped(),
            b'\'' => self.quoted(false),
            b'"' => self.nested(Self::double_quoted),
            b'`' => self.command_of_old(),
            b'$' => self.nested(|scan| scan.dollar(false)),
            _ => self.pass(),
        }
    }

    /// A backslash and the next character. At the end of the text it would escape the next line.
    pub(super) fn escaped(&mut self) -> Scanned {
        let ends_line = self.next_is(b"\\\n");
        self.at += 2;
        let is_last = self.at == self.text.len() && ends_line;
        if self.at <= self.text.len() && !is_last { Ok(()) } else { Err(Stop) }
    }

    /// `'…'`, or `$'…'` if backslashes count.
    fn quoted(&mut self, backslash_counts: bool) -> Scanned {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\'' => return Ok(()),
                b'\\' if backslash_counts => self.at += 1,
                _ => {}
            }
        }
        Err(Stop)
    }

    fn double_quoted(&mut self) -> Scanned {
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => return self.pass(),
                b'$' => self.nested(|scan| scan.dollar(true))?,
                b'\\' => self.escaped()?,
                b'`' => self.command_of_old()?,
                _ => self.at += 1,
            }
        }
        Err(Stop)
    }

    /// `` `…` ``
    fn command_of_old(&mut self) -> Scanned {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'`' {
                return Ok(());
            }
        }
        Err(Stop)
    }

    fn dollar(&mut self, in_quotes: bool) -> Scanned {
        self.at += 1;
        if self.next_is(b"((") {
            self.at += 2;
            return self.arithmetic();
        }
        match self.peek() {
            Some(b'(') => {
                self.at += 1;
                self.list(false)
            }
            Some(b'{') => self.parameter(in_quotes),
            Some(b'\'') if !in_quotes => self.quoted(true),
            Some(b'#') => self.pass(),
            _ => Ok(()),
        }
    }

    /// `{name:-word}` of `${…}`.
    fn parameter(&mut self, in_quotes: bool) -> Scanned {
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'}' => return self.pass(),
                b'$' => self.nested(|scan| scan.dollar(in_quotes))?,
                b'\'' if in_quotes => self.at += 1,
                _ => self.part_of_word(byte)?,
            }
        }
        Err(Stop)
    }

    /// Up to the `))` of `((…))`.
    pub(super) fn arithmetic(&mut self) -> Scanned {
        let mut depth = 2;
        while let Some(byte) = self.peek() {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {
                    self.part_of_word(byte)?;
                    continue;
                }
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
        Err(Stop)
    }

    /// Up to the `]]` of `[[ … ]]`.
    pub(super) fn condition(&mut self) -> Scanned {
        while let Some(byte) = self.peek() {
            let start = self.at;
            match byte {
                b' ' | b'\t' | b'\n' | b'(' | b')' | b'<' | b'>' | b'&' | b'|' | b';' => self.at += 1,
                _ => self.word()?,
            }
            if &self.text[start..self.at.min(self.text.len())] == b"]]" {
                return Ok(());
            }
        }
        Err(Stop)
    }

    /// Words up to a `)`: the values of an array, with comments, or the alternatives of a pattern.
    pub(super) fn words(&mut self, has_comments: bool) -> Scanned {
        while let Some(byte) = self.peek() {
            match byte {
                b')' => return self.pass(),
                b'#' if has_comments => self.comment(),
                b'(' => {
                    self.at += 1;
                    self.nested(|scan| scan.words(has_comments))?;
                }
                b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' => self.at += 1,
                _ => self.word()?,
            }
        }
        Err(Stop)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the result of an arm, like that of every other reader")]
    pub(super) fn pass(&mut self) -> Scanned {
        self.at += 1;
        Ok(())
    }

    pub(super) fn nested(&mut self, read: impl FnOnce(&mut Self) -> Scanned) -> Scanned {
        if self.depth == DEPTH_MAX {
            return Err(Stop);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }
}
