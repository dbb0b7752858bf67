//! What `go.mod` and `go.work` say about Go, by Go's own grammar and with their places, for those who show it.
use std::path::Path;

use super::modfile::{self, ModFileError, ReadingGo};
use super::{GoFile, Position};
use crate::base::version::Version;
use crate::environment::Syntax;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextAtLine {
    pub text: String,
    /// Counted from 1.
    pub line: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub module: Option<String>,
    pub go: Option<TextAtLine>,
    pub toolchain: Option<TextAtLine>,
    /// As they are written.
    pub uses: Vec<String>,
    /// Keys and values.
    pub godebugs: Vec<(String, String)>,
    pub tools: Vec<String>,
    /// Whether a version is not written in full, so that Go has to look it up.
    pub needs_lookup: bool,
}

/// Reads the text of a `go.mod` or `go.work` at `path`, as the Go of `version` reads the user's own.
pub fn contents(path: &Path, text: &str, is_work: bool, version: &Version) -> Result<Contents, ModFileError> {
    let file = GoFile { path: path.to_owned(), shown: path.display().to_string(), text: text.to_owned(), is_work };
    let reader = ReadingGo { version, is_windows: Syntax::NATIVE == Syntax::Windows, is_offline: false, is_lax: false };
    let content = modfile::read(&file, reader)?;
    let said = |text: Option<String>, at: Position| text.map(|text| TextAtLine { text, line: at.line });
    Ok(Contents {
        module: content.module.filter(|path| !path.is_empty()),
        go: said(content.go, content.go_at),
        toolchain: said(content.toolchain, content.toolchain_at),
        uses: content.uses.into_iter().map(|(_, folder)| folder).collect(),
        godebugs: content.godebugs.into_iter().map(|(_, key, value)| (key, value)).collect(),
        tools: content.tools,
        needs_lookup: content.looked_up.is_some(),
    })
}

/// Reads a file that breaks the grammar with the scan that Go itself uses to choose a toolchain.
pub(crate) fn scanned(text: &str) -> Contents {
    let said = |word: &str| {
        let line = text.lines().position(|line| super::go_file::value(line, word).is_some())?;
        let text = super::go_file::value(text.lines().nth(line)?, word)?;
        Some(TextAtLine { text: text.to_owned(), line: line + 1 })
    };
    let some = |said: &TextAtLine| !said.text.is_empty();
    Contents { go: said("go").filter(some), toolchain: said("toolchain").filter(some), ..Contents::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newest() -> Version {
        Version::from_name("go1.27.3").unwrap()
    }

    #[test]
    fn lines_have_their_places() {
        let text = "module example.com/m // a module\n\n// the version\ngo 1.26.0\n\ntoolchain go1.27.3\n";
        let found = contents(Path::new("go.mod"), text, false, &newest()).unwrap();
        assert_eq!(found.module.as_deref(), Some("example.com/m"));
        assert_eq!(found.go, Some(TextAtLine { text: "1.26.0".into(), line: 4 }));
        assert_eq!(found.toolchain, Some(TextAtLine { text: "go1.27.3".into(), line: 6 }));
        let text = "go 1.26.0\n\nuse (\n\t./a\n\t\"./b c\"\n)\n";
        let found = contents(Path::new("go.work"), text, true, &newest()).unwrap();
        assert_eq!(found.uses, ["./a", "./b c"]);
    }

    #[test]
    fn a_file_that_breaks_the_grammar_is_scanned_as_go_scans_it() {
        let text = "module m\n\nnonsense\ngo 1.26\ntoolchain go1.27.3 // why\n";
        let error = contents(Path::new("go.mod"), text, false, &newest()).unwrap_err();
        assert_eq!(error.at.line, 3, "{error:?}");
        let found = scanned(text);
        assert_eq!(found.go, Some(TextAtLine { text: "1.26".into(), line: 4 }));
        assert_eq!(found.toolchain, Some(TextAtLine { text: "go1.27.3".into(), line: 5 }));
    }
}
