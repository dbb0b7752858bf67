//! The tokens of Go source, and the comments before its package clause. Enough for a table of literals and for
//! `//go:debug` lines; nothing is checked that the compiler checks.
use crate::which_go::buildinfo::quoted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GoToken<'a> {
    /// A name, a keyword or a number.
    Word(&'a str),
    Text(String),
    /// Any other character.
    Mark(char),
}

/// Without comments. `None` if a string or a comment has no end.
pub(super) fn tokens(mut rest: &str) -> Option<Vec<GoToken<'_>>> {
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Some(tokens) };
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/")?.1;
        } else if first == '"' || first == '`' {
            let (text, after) = quoted::prefix(rest)?;
            tokens.push(GoToken::Text(text));
            rest = after;
        } else if is_of_word(first) {
            let (word, after) = rest.split_at(rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len()));
            tokens.push(GoToken::Word(word));
            rest = after;
        } else {
            tokens.push(GoToken::Mark(first));
            rest = rest.get(first.len_utf8()..)?;
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beginning<'a> {
    pub(super) package: &'a str,
    /// The line comments before that, from their `//` on.
    pub(super) comments: Vec<&'a str>,
}

/// `None` without a package clause.
pub(super) fn beginning(text: &str) -> Option<Beginning<'_>> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut comments = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.starts_with("//") {
            let (comment, after) = rest.split_once('\n').unwrap_or((rest, ""));
            comments.push(comment.trim_end());
            rest = after;
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/")?.1;
        } else {
            let clause = rest.strip_prefix("package")?;
            let name = clause.trim_start();
            let end = name.find(|c: char| !is_of_word(c)).unwrap_or(name.len());
            return (name.len() < clause.len() && end > 0)
                .then(|| Beginning { package: name.get(..end).unwrap_or_default(), comments });
        }
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_tokens_and_strings_are_whole() {
        let read = tokens("//{Name: \"a\"}\n{Name: \"b // c\", /* } */ Old: `1`} // end").unwrap();
        let [name, old] = [GoToken::Text("b // c".into()), GoToken::Text("1".into())];
        let marks = [GoToken::Mark('{'), GoToken::Mark(':'), GoToken::Mark(','), GoToken::Mark('}')];
        let [open, colon, comma, close] = marks;
        let words = [GoToken::Word("Name"), GoToken::Word("Old")];
        let [first, second] = words;
        assert_eq!(read, [open, first, colon.clone(), name, comma, second, colon, old, close]);
        assert_eq!(tokens("\"open"), None);
        assert_eq!(tokens("/* open"), None);
    }

    #[test]
    fn the_beginning_ends_at_the_package_clause() {
        let text = "\u{feff}/* x */ // one \r\n\n  //go:debug a=1\npackage main // x\n//go:debug b=1\n";
        let read = beginning(text).unwrap();
        assert_eq!((read.package, read.comments), ("main", vec!["// one", "//go:debug a=1"]));
        for other in ["", "// only a comment", "packagemain", "package ", "import \"fmt\"", "/* open"] {
            assert_eq!(beginning(other), None, "{other:?}");
        }
    }
}
