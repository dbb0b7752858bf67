//! The version of Go in a `mise.toml`. A small reader of TOML, compared with a complete one by tests of the engine. It
//! reads every valid file, but takes what it does not decode, such as escapes, for no version.

/// In the order in which they count.
const WORDS: [&str; 3] = ["go", "golang", "core:go"];

const DEEPEST: usize = 16;

/// The part of a path for the first item of an array. No key has it: a file with this character is not read.
const FIRST: &str = "\0";

/// The versions that a file names, each with its word; an empty one stands for what is no version, such as a number.
/// `None` if it is not TOML.
pub(crate) fn in_mise(text: &str) -> Option<Vec<(&'static str, &str)>> {
    let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text), found: WORDS.map(|_| None) };
    if text.contains(FIRST) {
        return None;
    }
    reader.document()?;
    Some(WORDS.into_iter().zip(reader.found).filter_map(|(word, found)| Some((word, found?))).collect())
}

type Path<'a> = Vec<&'a str>;

struct Reader<'a> {
    rest: &'a str,
    /// The version for each of [`WORDS`].
    found: [Option<&'a str>; WORDS.len()],
}

/// `None` is a syntax error.
impl<'a> Reader<'a> {
    fn document(&mut self) -> Option<()> {
        let mut table: Option<Path<'a>> = Some(Vec::new());
        loop {
            self.skip_lines();
            if self.rest.is_empty() {
                return Some(());
            }
            if self.take("[[") {
                self.keys()?;
                self.take("]]").then_some(())?;
                table = None;
            } else if self.take("[") {
                table = Some(self.keys()?);
                self.take("]").then_some(())?;
            } else {
                // a table in an array of tables is never one of tools
                let mut path = table.clone().unwrap_or_else(|| vec![FIRST]);
                self.entry(&mut path, 0)?;
            }
            self.skip_spaces();
            let is_end = self.rest.is_empty() || self.rest.starts_with(['\n', '#']) || self.rest.starts_with("\r\n");
            is_end.then_some(())?;
        }
    }

    /// `key.key = value`, where `path` is that of the table.
    fn entry(&mut self, path: &mut Path<'a>, depth: usize) -> Option<()> {
        let length = path.len();
        path.extend(self.keys()?);
        if let ["tools", word, ..] = path[..]
            && let Some(index) = WORDS.iter().position(|name| *name == word)
        {
            self.found[index].get_or_insert(&self.rest[..0]);
        }
        self.take("=").then_some(())?;
        self.value(path, depth)?;
        path.truncate(length);
        Some(())
    }

    /// `a."b c".d`, with the spaces around it.
    fn keys(&mut self) -> Option<Path<'a>> {
        let mut keys = Vec::new();
        loop {
            self.skip_spaces();
            keys.push(match self.rest.chars().next()? {
                '"' | '\'' => self.string()?,
                _ => self.run(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))?,
            });
            self.skip_spaces();
            if !self.take(".") {
                return Some(keys);
            }
        }
    }

    fn value(&mut self, path: &mut Path<'a>, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_spaces();
        match self.rest.chars().next()? {
            '"' | '\'' => {
                let text = self.string()?;
                self.keep(path, text)?;
            }
            '[' => self.array(path, depth)?,
            '{' => self.table(path, depth)?,
            // a number, a date or a truth value
            '0'..='9' | '+' | '-' | 't' | 'f' | 'i' | 'n' => {
                self.run(|letter| !matches!(letter, ',' | ']' | '}' | '#' | '\r' | '\n'))?;
            }
            _ => return None,
        }
        Some(())
    }

    fn array(&mut self, path: &mut Path<'a>, depth: usize) -> Option<()> {
        self.take("[");
        let mut is_first = true;
        loop {
            self.skip_lines();
            if self.take("]") {
                return Some(());
            }
            path.push(if is_first { FIRST } else { "\0\0" });
            self.value(path, depth + 1)?;
            path.pop();
            is_first = false;
            self.skip_lines();
            if !self.take(",") {
                return self.take("]").then_some(());
            }
        }
    }

    fn table(&mut self, path: &mut Path<'a>, depth: usize) -> Option<()> {
        self.take("{");
        loop {
            self.skip_lines();
            if self.take("}") {
                return Some(());
            }
            self.entry(path, depth + 1)?;
            self.skip_lines();
            if !self.take(",") {
                return self.take("}").then_some(());
            }
        }
    }

    /// A string of any of the four kinds, without its quotes, and as written.
    fn string(&mut self) -> Option<&'a str> {
        for (quote, is_literal) in [("\"\"\"", false), ("'''", true), ("\"", false), ("'", true)] {
            if !self.take(quote) {
                continue;
            }
            let is_long = quote.len() > 1;
            // the first line of a long string does not count if it is empty
            let _ = is_long && (self.take("\n") || self.take("\r\n"));
            let (mut at, bytes) = (0, self.rest.as_bytes());
            loop {
                match bytes.get(at)? {
                    b'\\' if !is_literal => at += 2,
                    b'\n' if !is_long => return None,
                    _ if self.rest.get(at..).is_some_and(|rest| rest.starts_with(quote)) => break,
                    _ => at += 1,
                }
            }
            let text = &self.rest[..at];
            self.rest = &self.rest[at + quote.len()..];
            // Up to two quotes may stand before the end of a long string.
            while is_long && self.take(&quote[..1]) {}
            return Some(text);
        }
        None
    }

    /// Keeps a string if its path is that of a version of Go, which only one has.
    fn keep(&mut self, path: &[&'a str], text: &'a str) -> Option<()> {
        let ["tools", word, rest @ ..] = path else { return Some(()) };
        let is_version = matches!(rest, [] | [FIRST | "version"] | ["version", FIRST] | [FIRST, "version"]);
        let Some(index) = WORDS.iter().position(|name| name == word).filter(|_| is_version) else { return Some(()) };
        let is_first = self.found[index].replace(text).is_none_or(str::is_empty);
        is_first.then_some(())
    }

    /// A run of at least one such character.
    fn run(&mut self, is_part: fn(char) -> bool) -> Option<&'a str> {
        let (run, rest) = self.rest.split_at(self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len()));
        self.rest = rest;
        (!run.is_empty()).then_some(run)
    }

    fn take(&mut self, start: &str) -> bool {
        let rest = self.rest.strip_prefix(start);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// Skips spaces, ends of lines and comments.
    fn skip_lines(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if !self.rest.starts_with('#') {
                return;
            }
            self.rest = self.rest.find('\n').map_or("", |end| &self.rest[end..]);
        }
    }
}
