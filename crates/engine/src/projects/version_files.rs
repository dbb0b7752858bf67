//! go.mod and go.work, and version-manager files.
use std::path::Path;

use super::notations::{UNKNOWN, of_version};
use super::traced::{Kept, Traced, range_in};
use super::{AskedMeaning, Mention, Reader};
use crate::base::display::line_number;
use crate::base::version::Version;
use crate::projects::AskedBy;
use crate::which_go::follow::{in_go_version, in_mise, in_tool_versions};
use crate::which_go::toolchain::{self, Contents};

const GRAMMAR: &str = "go1.27";

/// The lines about Go in the text of a `go.mod` or `go.work`; by Go's own scan if it breaks the grammar.
pub(crate) fn go_lines(path: &Path, text: &str) -> Contents {
    let is_work = path.file_name().is_some_and(|name| name == "go.work");
    let read = Version::from_name(GRAMMAR).ok();
    let read = read.and_then(|version| toolchain::contents(path, text, is_work, &version).ok());
    read.unwrap_or_else(|| toolchain::scanned(text))
}

pub(super) fn go_file(by: AskedBy, text: &str, reader: &mut Reader<'_>) {
    let said = go_lines(reader.source.file, text);
    if let Some(go) = said.go {
        let version = Version::from_name(&format!("go{}", go.text)).ok();
        let meaning = version.map_or(UNKNOWN, |version| (AskedMeaning::AtLeast, Some(version)));
        reader.add(by, Mention { line: go.line, word: "go" }, &go.text, meaning, Err(Kept::Elsewhere));
    }
    if let Some(toolchain) = said.toolchain {
        let version = Version::from_toolchain(&toolchain.text).ok();
        let meaning = match version {
            Some(version) => (AskedMeaning::AtLeast, Some(version)),
            None if toolchain.text == "default" => (AskedMeaning::Other, None),
            None => UNKNOWN,
        };
        reader.add(
            by,
            Mention { line: toolchain.line, word: "toolchain" },
            &toolchain.text,
            meaning,
            Err(Kept::Elsewhere),
        );
    }
}

pub(super) fn go_version(text: &str, reader: &mut Reader<'_>) {
    if let Some(version) = in_go_version(text) {
        reader.add_version(AskedBy::GoVersionFile, text, "", version);
    }
}

pub(super) fn tool_versions(text: &str, reader: &mut Reader<'_>) {
    if let Some((word, version)) = in_tool_versions(text) {
        reader.add_version(AskedBy::ToolVersions, text, word, version);
    }
}

pub(super) fn mise(text: &str, reader: &mut Reader<'_>) {
    for (word, version) in in_mise(text).unwrap_or_default() {
        reader.add_version(AskedBy::Mise, text, word, version);
    }
}

impl Reader<'_> {
    fn add_version(&mut self, by: AskedBy, text: &str, word: &str, version: &str) {
        let line = line_number(text, range_in(text, version).start);
        let place = Traced::part_of(text, version).place(&(0..version.len()));
        self.add(by, Mention { line, word }, version, of_version(version), place);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::asked;
    use crate::projects::FileKind::{GoMod, GoVersion, GoWork, Mise, ToolVersions};

    #[test]
    fn go_and_toolchain_lines() {
        let text = "module m\n\ngo 1.26.0\n\ntoolchain go1.27.3-custom\n";
        let lines = ["3 go 1.26.0 AtLeast go1.26.0", "5 toolchain go1.27.3-custom AtLeast go1.27.3"];
        assert_eq!(asked(GoMod, text), lines);
        assert_eq!(asked(GoMod, &format!("{text}nonsense here\n")), lines, "as Go reads it to choose a toolchain");
        assert_eq!(
            asked(GoWork, "go 1.27\ntoolchain default\nuse .\n"),
            ["1 go 1.27 AtLeast go1.27", "2 toolchain default Other -"]
        );
        assert_eq!(asked(GoMod, "module m\n"), [""; 0]);
    }

    #[test]
    fn files_of_version_managers() {
        assert_eq!(asked(GoVersion, "# the team's\n1.27.3 # newest\n"), ["2  1.27.3 Exactly go1.27.3"]);
        assert_eq!(asked(GoVersion, "system\n"), ["1  system Other -"]);
        assert_eq!(asked(ToolVersions, "nodejs 22\ngolang\t1.26.6 system\n"), ["2 golang 1.26.6 Exactly go1.26.6"]);
        assert_eq!(asked(ToolVersions, "gopls 1.0\n"), [""; 0]);
        for (text, expected) in [
            ("[tools]\nnode = '22'\ngo = \"1.27\"\n", "3 go 1.27 NewestOfLine go1.27"),
            ("[tools]\ngo = ['1.26.6', '1.25']\n", "2 go 1.26.6 Exactly go1.26.6"),
            ("tools.go = { version = 'latest' }\n", "1 go latest Newest -"),
            ("[tools.go]\nversion = 'prefix:1.26'\n", "2 go prefix:1.26 NewestOfLine go1.26"),
        ] {
            assert_eq!(asked(Mise, text), [expected], "{text}");
        }
        assert_eq!(asked(Mise, "tools = 3\n[[["), [""; 0]);
    }
}
