//! Tokens, lines and blocks of `go.mod` and `go.work`: <https://github.com/golang/mod/blob/master/modfile/read.go>.
use super::{ModFileError, Position};

/// A line: its words, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at: Position,
    pub(super) words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ModStatement {
    Line(Line),
    /// `require ( … )`; the line is the text before the parenthesis.
    Block(Line, Vec<Line>),
}

/// Stops at the first syntax error. `name` is the file's name in that error.
pub(super) fn statements(text: &str, name: &str) -> Result<Vec<ModStatement>, ModFileError> {
    let mut parser = Parser { lexer: Lexer::new(text), next: Token::default(), name };
    parser.next = parser.lexer.token()?;
    let mut statements = Vec::new();
    loop {
        match parser.next.kind {
            TokenKind::NewLine | TokenKind::WholeComment => drop(parser.take()?),
            TokenKind::End => return Ok(statements),
            _ => statements.push(parser.statement()?),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum TokenKind {
    #[default]
    End,
    NewLine,
    /// A comment on its own line, including the line end.
    WholeComment,
    /// A comment after other text, including the line end.
    EndComment,
    /// One of `()[]{},`.
    Mark(char),
    Word,
}

impl TokenKind {
    fn ends_line(self) -> bool {
        matches!(self, Self::End | Self::NewLine | Self::EndComment)
    }
}

#[derive(Clone, Debug, Default)]
struct Token {
    kind: TokenKind,
    at: Position,
    text: String,
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The next token; the lexer is positioned after it.
    next: Token,
    name: &'a str,
}

impl Parser<'_> {
    fn take(&mut self) -> Result<Token, ModFileError> {
        let next = self.lexer.token()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    fn statement(&mut self) -> Result<ModStatement, ModFileError> {
        let Token { at, text, .. } = self.take()?;
        let mut line = Line { at, words: vec![text] };
        loop {
            let token = self.take()?;
            match token.kind {
                kind if kind.ends_line() => return Ok(ModStatement::Line(line)),
                TokenKind::Mark('(') if self.next.kind.ends_line() => {
                    let lines = self.block(&line)?;
                    return Ok(ModStatement::Block(line, lines));
                }
                TokenKind::Mark('(') if self.next.kind == TokenKind::Mark(')') => {
                    let closing = self.take()?;
                    if self.next.kind.ends_line() {
                        self.take()?;
                        return Ok(ModStatement::Block(line, Vec::new()));
                    }
                    line.words.extend([token.text, closing.text]);
                }
                _ => line.words.push(token.text),
            }
        }
    }

    fn block(&mut self, opening: &Line) -> Result<Vec<Line>, ModFileError> {
        let mut lines = Vec::new();
        loop {
            match self.next.kind {
                TokenKind::EndComment | TokenKind::NewLine | TokenKind::WholeComment => drop(self.take()?),
                TokenKind::End => {
                    let Position { line, column } = opening.at;
                    let began = format!("{}:{line}:{column}", self.name);
                    return Err(self.lexer.fault(format!("syntax error (unterminated block started at {began})")));
                }
                TokenKind::Mark(')') => {
                    self.take()?;
                    if !self.next.kind.ends_line() {
                        return Err(self.lexer.fault("syntax error (expected newline after closing paren)"));
                    }
                    self.take()?;
                    return Ok(lines);
                }
                _ => lines.push(self.line()?),
            }
        }
    }

    fn line(&mut self) -> Result<Line, ModFileError> {
        let Token { at, text, .. } = self.take()?;
        let mut words = vec![text];
        loop {
            let token = self.take()?;
            if token.kind.ends_line() {
                return Ok(Line { at, words });
            }
            words.push(token.text);
        }
    }
}

struct Lexer<'a> {
    rest: &'a str,
    at: Position,
    is_line_empty: bool,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, at: Position { line: 1, column: 1 }, is_line_empty: true }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn read(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next()?;
        self.rest = characters.as_str();
        if character == '\n' {
            self.at = Position { line: self.at.line + 1, column: 1 };
            self.is_line_empty = true;
        } else {
            self.at.column += 1;
            self.is_line_empty &= character.is_whitespace();
        }
        Some(character)
    }

    fn fault(&self, what: impl Into<String>) -> ModFileError {
        ModFileError { at: self.at, what: what.into() }
    }

    fn token(&mut self) -> Result<Token, ModFileError> {
        while let Some(' ' | '\t' | '\r') = self.peek() {
            self.read();
        }
        let (at, start) = (self.at, self.rest);
        if self.rest.starts_with("//") {
            let kind = if self.is_line_empty { TokenKind::WholeComment } else { TokenKind::EndComment };
            while self.read().is_some_and(|character| character != '\n') {}
            return Ok(Token { kind, at, text: String::new() });
        }
        self.refuse_old_comment()?;
        let kind = match self.peek() {
            None => TokenKind::End,
            Some('\n') => self.one(TokenKind::NewLine),
            Some(mark @ ('(' | ')' | '[' | ']' | '{' | '}' | ',')) => self.one(TokenKind::Mark(mark)),
            Some(quote @ ('"' | '`')) => self.string(quote)?,
            Some(character) if !is_of_word(character) => {
                return Err(self.fault(format!("unexpected input character {}", quoted(character))));
            }
            Some(_) => self.word()?,
        };
        let text = start[..start.len() - self.rest.len()].to_owned();
        Ok(Token { kind, at, text })
    }

    fn one(&mut self, kind: TokenKind) -> TokenKind {
        self.read();
        kind
    }

    fn string(&mut self, quote: char) -> Result<TokenKind, ModFileError> {
        let open = ModFileError { at: self.at, what: "unexpected EOF in string".to_owned() };
        self.read();
        loop {
            match self.peek() {
                None => return Err(open),
                Some('\n') => return Err(self.fault("unexpected newline in string")),
                Some(_) => {}
            }
            let character = self.read();
            if character == Some(quote) {
                return Ok(TokenKind::Word);
            }
            if character == Some('\\') && quote != '`' && self.read().is_none() {
                return Err(open);
            }
        }
    }

    fn word(&mut self) -> Result<TokenKind, ModFileError> {
        while self.peek().is_some_and(is_of_word) && !self.rest.starts_with("//") {
            self.refuse_old_comment()?;
            self.read();
        }
        Ok(TokenKind::Word)
    }

    fn refuse_old_comment(&self) -> Result<(), ModFileError> {
        if self.rest.starts_with("/*") {
            return Err(self.fault("mod files must use // comments (not /* */ comments)"));
        }
        Ok(())
    }
}

fn is_of_word(character: char) -> bool {
    !matches!(character, ' ' | '(' | ')' | '[' | ']' | '{' | '}' | ',')
        && !character.is_whitespace()
        && is_printable(character)
}

/// Whether `unicode.IsPrint` holds. The standard library escapes exactly the characters that it refuses, and leaves a
/// combining mark as it is if a letter precedes it.
fn is_printable(character: char) -> bool {
    character.is_ascii_graphic() || character == ' ' || format!("a{character}").escape_debug().eq(['a', character])
}

/// A character in the form of Go's `%q`.
pub(super) fn quoted(character: char) -> String {
    match character {
        '\u{7}' => r"'\a'".to_owned(),
        '\u{8}' => r"'\b'".to_owned(),
        '\u{b}' => r"'\v'".to_owned(),
        '\u{c}' => r"'\f'".to_owned(),
        '\t' | '\n' | '\r' | '\\' | '\'' => format!("'{}'", character.escape_default()),
        printable if is_printable(printable) => format!("'{printable}'"),
        '\0'..='\u{7f}' => format!(r"'\x{:02x}'", u32::from(character)),
        '\u{80}'..='\u{ffff}' => format!(r"'\u{:04x}'", u32::from(character)),
        _ => format!(r"'\U{:08x}'", u32::from(character)),
    }
}
