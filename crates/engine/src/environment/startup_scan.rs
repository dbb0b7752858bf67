//! Where a line takes effect in a startup file of a POSIX shell, found by scanning its text. A line appended blindly
//! can end up inside an open quote, here-document or `if`, after a backslash, or after a `return`. This scanner knows
//! just enough of sh, bash and zsh to find where a new command begins. If in doubt it stops early: an earlier line is
//! always reached, too.

mod words;

/// The scan cannot continue: the file ends within a construct, or the shell stops reading here.
struct Stop;

type Scanned<T = ()> = Result<T, Stop>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    If,
    Loop,
    /// `case`, before its `in`.
    Case,
    /// `case`, where a pattern or `esac` is expected.
    Pattern,
    /// `case`, within the commands of a pattern.
    Branch,
    Brace,
    Group,
}

/// Only an attacker nests constructs deeper.
const DEPTH_MAX: usize = 200;

/// The offsets in bytes where a separate line would be run, ascending, at least one: line starts outside of constructs,
/// up to the first unconditional `return`, `exit` or `exec`, and the end of the file if the shell reaches it.
pub(super) fn reached(text: &[u8]) -> Vec<usize> {
    let mut scan = Scan { text, at: 0, depth: 0, here_documents: Vec::new(), reached: vec![0] };
    if scan.list(true).is_ok() && !scan.reached.contains(&text.len()) {
        scan.reached.push(text.len());
    }
    scan.reached
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    depth: usize,
    /// The words that end the here-documents after this line, and whether tabs may precede them.
    here_documents: Vec<(Vec<u8>, bool)>,
    reached: Vec<usize>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a separate state of the scanner")]
struct CommandList {
    is_outermost: bool,
    open: Vec<Open>,
    /// The next word names a command.
    head: bool,
    /// An operator or a function's name needs a command next.
    waits: bool,
    /// The command runs only on a condition, or in a separate process.
    conditional: bool,
    /// `exec` was read: the next word is the program that replaces the shell.
    exec: bool,
    /// `function` was read: its name is next.
    function: bool,
}

impl CommandList {
    fn separate(&mut self) {
        (self.head, self.conditional, self.exec) = (true, false, false);
    }

    /// Whether a command that ends the shell would run unconditionally.
    fn is_certain(&self) -> bool {
        self.is_outermost && self.open.is_empty() && !self.conditional
    }

    fn close(&mut self, which: Open) -> Scanned {
        self.head = true; // `esac done`
        if self.open.pop() == Some(which) { Ok(()) } else { Err(Stop) }
    }

    fn require(&self, which: Open) -> Scanned {
        if self.open.last() == Some(&which) { Ok(()) } else { Err(Stop) }
    }
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next_is(&self, text: &[u8]) -> bool {
        self.text.get(self.at..).is_some_and(|rest| rest.starts_with(text))
    }

    /// Reads commands up to the `)` that ends them; the outermost list extends to the end of the file.
    fn list(&mut self, is_outermost: bool) -> Scanned {
        let mut list = CommandList {
            is_outermost,
            open: Vec::new(),
            head: true,
            waits: false,
            conditional: false,
            exec: false,
            function: false,
        };
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' => self.at += 1,
                b'\\' if self.next_is(b"\\\n") => self.escaped()?,
                b'#' => self.comment(),
                b'\n' => self.line_ends(&mut list)?,
                b';' | b'&' | b'|' => self.operator(&mut list)?,
                b'(' => self.opening(&mut list)?,
                b')' if list.open.is_empty() && !is_outermost => return self.pass(),
                b')' => {
                    self.at += 1;
                    match list.open.last_mut() {
                        Some(pattern @ Open::Pattern) => (*pattern, list.head) = (Open::Branch, true),
                        _ => list.close(Open::Group)?,
                    }
                }
                b'<' | b'>' => self.redirection()?,
                _ => self.command_word(&mut list)?,
            }
        }
        let is_whole = is_outermost && list.open.is_empty() && !list.waits && self.here_documents.is_empty();
        if is_whole { Ok(()) } else { Err(Stop) }
    }

    fn comment(&mut self) {
        while self.peek().is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    fn line_ends(&mut self, list: &mut CommandList) -> Scanned {
        self.at += 1;
        for (end, tabs) in std::mem::take(&mut self.here_documents) {
            self.here_document(&end, tabs)?;
        }
        if list.open.is_empty() && !list.waits {
            list.separate();
            if list.is_outermost {
                self.reached.push(self.at);
            }
        } else if !list.waits {
            list.head = true;
        }
        Ok(())
    }

    fn here_document(&mut self, end: &[u8], tabs: bool) -> Scanned {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            self.at = (self.at + line.len() + 1).min(self.text.len());
            let first = if tabs { line.iter().take_while(|byte| **byte == b'\t').count() } else { 0 };
            if &line[first..] == end {
                return Ok(());
            }
        }
        Err(Stop)
    }

    fn operator(&mut self, list: &mut CommandList) -> Scanned {
        if self.next_is(b"&>") {
            self.at += 1;
            return self.redirection();
        }
        let ends_branch = [&b";;&"[..], b";;", b";&", b";|"].into_iter().find(|operator| self.next_is(operator));
        if let Some(operator) = ends_branch {
            self.at += operator.len();
            list.close(Open::Branch)?;
            list.open.push(Open::Pattern);
            return Ok(());
        }
        let waits = [&b"&&"[..], b"||", b"|&", b"|"].into_iter().find(|operator| self.next_is(operator));
        list.separate();
        match waits {
            // `a|b` is one pattern
            Some(_) if list.open.last() == Some(&Open::Pattern) => self.at += 1,
            Some(operator) => {
                self.at += operator.len();
                (list.waits, list.conditional) = (true, true);
            }
            None => self.at += 1,
        }
        Ok(())
    }

    /// `(`: a group, arithmetic, the parameters of a function, or the words of a zsh loop.
    fn opening(&mut self, list: &mut CommandList) -> Scanned {
        if list.open.last() == Some(&Open::Pattern) {
            return self.pass();
        }
        let inner = self.text[self.at + 1..].iter().position(|byte| !matches!(byte, b' ' | b'\t'));
        if let Some(inner) = inner.filter(|inner| self.text[self.at + 1 + inner] == b')') {
            self.at += inner + 2;
            (list.head, list.waits, list.function) = (true, true, false);
        } else if list.head && self.next_is(b"((") {
            self.at += 2;
            self.nested(Self::arithmetic)?;
            (list.head, list.waits) = (false, false);
        } else if list.head {
            self.at += 1;
            list.waits = false;
            list.open.push(Open::Group);
        } else {
            self.at += 1;
            self.nested(|scan| scan.words(true))?;
        }
        Ok(())
    }

    /// `>file`, `2>&1`, `<<END`, `<(list)`.
    fn redirection(&mut self) -> Scanned {
        if self.next_is(b"<(") || self.next_is(b">(") {
            self.at += 2;
            return self.nested(|scan| scan.list(false));
        }
        let is_here_document = self.next_is(b"<<") && !self.next_is(b"<<<");
        let tabs = self.next_is(b"<<-");
        while self.peek().is_some_and(|byte| matches!(byte, b'<' | b'>' | b'&' | b'|' | b'-' | b'!')) {
            self.at += 1;
            if self.next_is(b"(") {
                self.at -= 1; // `< <(list)` without the space
                return Ok(());
            }
        }
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            self.at += 1;
        }
        if self.peek().is_none_or(|byte| matches!(byte, b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')')) {
            return if is_here_document { Err(Stop) } else { Ok(()) };
        }
        let start = self.at;
        self.word()?;
        if is_here_document {
            let end = self.text[start..self.at].iter().copied().filter(|byte| !matches!(byte, b'\'' | b'"' | b'\\'));
            self.here_documents.push((end.collect(), tabs));
        }
        Ok(())
    }

    fn command_word(&mut self, list: &mut CommandList) -> Scanned {
        let start = self.at;
        self.word()?;
        let word = &self.text[start..self.at];
        if self.at == start {
            return Err(Stop); // unknown syntax
        }
        let is_descriptor = word.iter().all(u8::is_ascii_digit) || (word.starts_with(b"{") && word.ends_with(b"}"));
        if is_descriptor && matches!(self.peek(), Some(b'<' | b'>')) {
            return Ok(());
        }
        match list.open.last() {
            Some(Open::Pattern) if word == b"esac" => return list.close(Open::Pattern),
            Some(Open::Case) if word == b"in" => {
                list.open.pop();
                list.open.push(Open::Pattern);
                return Ok(());
            }
            Some(Open::Pattern | Open::Case) => return Ok(()),
            _ => {}
        }
        if list.function {
            (list.function, list.head, list.waits) = (false, true, true);
            return Ok(());
        }
        if !list.head {
            return if list.exec { Err(Stop) } else { Ok(()) };
        }
        if !is_assignment(word) {
            self.head_word(word, list)?;
        }
        list.waits &= list.head && matches!(word, b"!" | b"time" | b"coproc");
        Ok(())
    }

    fn head_word(&mut self, word: &[u8], list: &mut CommandList) -> Scanned {
        match word {
            b"if" => list.open.push(Open::If),
            b"while" | b"until" => list.open.push(Open::Loop),
            b"for" | b"select" | b"case" => {
                list.open.push(if word == b"case" { Open::Case } else { Open::Loop });
                list.head = false;
            }
            b"then" | b"else" | b"elif" => list.require(Open::If)?,
            b"do" => list.require(Open::Loop)?,
            b"fi" => list.close(Open::If)?,
            b"done" => list.close(Open::Loop)?,
            b"esac" => list.close(Open::Branch)?,
            b"{" => list.open.push(Open::Brace),
            b"}" => list.close(Open::Brace)?,
            b"!" | b"time" | b"coproc" | b"builtin" | b"command" => {}
            b"function" => (list.function, list.head) = (true, false),
            b"[[" => {
                self.nested(Self::condition)?;
                list.head = false;
            }
            b"return" | b"exit" | b"logout" if list.is_certain() => return Err(Stop),
            b"exec" => (list.head, list.exec) = (false, list.is_certain()),
            _ => list.head = false,
        }
        Ok(())
    }
}

/// `NAME=value`, `NAME+=value`, `NAME[1]=value`.
fn is_assignment(word: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let name = word.iter().take_while(|byte| is_name(byte)).count();
    name > 0 && !word[0].is_ascii_digit() && matches!(&word[name..], [b'=' | b'[', ..] | [b'+', b'=', ..])
}
