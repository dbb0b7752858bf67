//! The lines that the compiler, the linker and the go command print. After a line with the package, there is one line for
//! each finding; a line that begins with a tab continues the one before.
use std::collections::BTreeMap;
use std::path::Path;

use super::RehearsalFinding;
use crate::base::display::sentence;
use crate::base::paths::clean;

/// How many findings of one run are kept. Nobody reads more.
pub(super) const MOST: usize = 1_000;
/// The length of a finding in bytes, at most.
const LONGEST: usize = 600;
/// The endings of files that the tools of Go name with a line.
const ENDINGS: [&str; 17] =
    ["go", "mod", "work", "sum", "s", "S", "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "f", "swig", "swigcxx"];

/// A package; `None` for what concerns the whole project.
pub(super) type PackageName = Option<String>;

#[derive(Debug)]
pub(super) struct LineReader<'a> {
    folder: &'a Path,
    package: PackageName,
    said: BTreeMap<PackageName, Vec<RehearsalFinding>>,
    kept: usize,
}

impl<'a> LineReader<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder, package: None, said: BTreeMap::new(), kept: 0 }
    }

    pub(super) fn line(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(header) = line.strip_prefix("# ") {
            // `# example.com/m [example.com/m.test]`; `# [example.com/m]` only says that vet speaks now
            let name = header.split_whitespace().next().filter(|name| !name.starts_with('['));
            self.package = name.map(shortened).or_else(|| self.package.take());
            return;
        }
        let is_remark = ["go: warning:", "go: downloading "].iter().any(|remark| line.starts_with(remark));
        if line.is_empty() || is_remark || line == "FAIL" {
            return;
        }
        if line.starts_with(['\t', ' ']) {
            self.continues(line.trim());
            return;
        }
        if line.starts_with("go: ") {
            self.package = None;
        }
        let finding =
            finding(self.folder, ["vet: ", "fix: "].iter().find_map(|tool| line.strip_prefix(tool)).unwrap_or(line));
        self.add(self.package.clone(), finding);
    }

    pub(super) fn add(&mut self, package: PackageName, finding: RehearsalFinding) {
        if self.kept < MOST {
            self.kept += 1;
            self.said.entry(package).or_default().push(finding);
        }
    }

    pub(super) fn end(self) -> BTreeMap<PackageName, Vec<RehearsalFinding>> {
        self.said
    }

    fn continues(&mut self, line: &str) {
        if let Some(last) = self.said.get_mut(&self.package).and_then(|findings| findings.last_mut())
            && last.text.len() + line.len() < LONGEST
        {
            last.text = format!("{} {}", last.text, sentence(line));
        }
    }
}

pub(super) fn finding(folder: &Path, line: &str) -> RehearsalFinding {
    let none = |text: &str| RehearsalFinding { file: None, line: None, column: None, text: cut(text), analyzer: None };
    match place(line) {
        Some(CodePlace { file, line, column, rest }) => RehearsalFinding {
            // joining a full path gives that path
            file: Some(clean(&folder.join(file))),
            line: Some(line),
            column,
            ..none(rest.trim_start_matches(':').trim())
        },
        None => none(line),
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct CodePlace<'a> {
    /// The file, as it was named.
    pub(super) file: &'a str,
    /// Counted from 1.
    pub(super) line: u32,
    /// Counted from 1.
    pub(super) column: Option<u32>,
    pub(super) rest: &'a str,
}

/// Reads `./main.go:3:6: undefined: x`, also with a full path, without the column, or without anything after it.
pub(super) fn place(text: &str) -> Option<CodePlace<'_>> {
    let bytes = text.as_bytes();
    let has_drive = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    let from = if has_drive { 2 } else { 0 };
    let mut colons = text.match_indices(':').map(|(at, _)| at).filter(|at| *at >= from);
    colons.find_map(|colon| {
        let (file, after) = (text.get(..colon)?, text.get(colon + 1..)?);
        let (line, after) = number(after)?;
        let ending = file.rsplit_once('.').map(|(_, ending)| ending)?;
        let column = after.strip_prefix(':').and_then(number);
        let rest = column.map_or(after, |(_, rest)| rest);
        let ends = rest.is_empty() || rest.starts_with([':', ' ']);
        let is_file = ENDINGS.contains(&ending) && !file.contains(['\n', '\t', '"', '\0']);
        (is_file && ends).then_some(CodePlace { file, line, column: column.map(|(column, _)| column), rest })
    })
}

/// The number at the beginning, and the rest. 0 is none.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    digits.parse().ok().filter(|number| *number > 0).map(|number| (number, rest))
}

/// Foreign text for display, cut if it is too long to read.
pub(super) fn cut(text: &str) -> String {
    sentence(shortened(text))
}

pub(super) fn shortened(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    format!("{}…", text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn read(folder: &Path, text: &str) -> BTreeMap<PackageName, Vec<RehearsalFinding>> {
        let mut reader = LineReader::new(folder);
        text.lines().for_each(|line| reader.line(line));
        reader.end()
    }

    fn shown(said: &BTreeMap<PackageName, Vec<RehearsalFinding>>) -> Vec<String> {
        let one = |package: &PackageName, found: &RehearsalFinding| {
            let file = found.file.as_ref().map(|file| file.display().to_string().replace('\\', "/"));
            let number = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
            let place = format!("{}:{}:{}", file.unwrap_or_default(), number(found.line), number(found.column));
            format!("{} {place} {}", package.as_deref().unwrap_or("*"), found.text)
        };
        said.iter().flat_map(|(package, found)| found.iter().map(move |found| one(package, found))).collect()
    }

    #[test]
    fn the_errors_of_a_real_build_have_their_package_and_place() {
        // go1.27.3 build -o /dev/null ./...
        let text = "# example.com/errs\n./a.go:3:23: undefined: undefinedThing\n./a.go:5:16: declared and not used: x\n\
                    # example.com/errs/ok\nok/syntax.go:4:1: syntax error: unexpected EOF, expected }\n";
        assert_eq!(
            shown(&read(Path::new("/m"), text)),
            [
                "example.com/errs /m/a.go:3:23 undefined: undefinedThing",
                "example.com/errs /m/a.go:5:16 declared and not used: x",
                "example.com/errs/ok /m/ok/syntax.go:4:1 syntax error: unexpected EOF, expected }",
            ]
        );
    }

    #[test]
    fn what_the_go_command_says_concerns_the_whole_project() {
        for (text, expected) in [
            (
                "sub/s.go:3:8: no required module provides package example.com/errs/missing; to add it:\n\
                 \tgo get example.com/errs/missing\n",
                "* /m/sub/s.go:3:8 no required module provides package example.com/errs/missing; to add it: go get \
                 example.com/errs/missing",
            ),
            (
                "go: go.mod requires go >= 1.27.0 (running go 1.21.13; GOTOOLCHAIN=local)\n",
                "* :-:- go: go.mod requires go >= 1.27.0 (running go 1.21.13; GOTOOLCHAIN=local)",
            ),
            (
                "# example.com/link\nmain.main: relocation target strings.explode not defined\n",
                "example.com/link :-:- main.main: relocation target strings.explode not defined",
            ),
        ] {
            assert_eq!(shown(&read(Path::new("/m"), text)), [expected]);
        }
        let both = shown(&read(Path::new("/m"), "go: errors parsing go.mod:\ngo.mod:4: unknown directive: bogus\n"));
        assert_eq!(both, ["* :-:- go: errors parsing go.mod:", "* /m/go.mod:4:- unknown directive: bogus"]);
        assert_eq!(read(Path::new("/m"), "go: warning: \"./...\" matched no packages\n"), BTreeMap::new());
    }

    #[test]
    fn findings_of_vet_inside_a_test_belong_to_the_package_before() {
        let text = "# example.com/testname\n# [example.com/testname]\n./a_test.go:5:6: Testlower has malformed name: \
                    first letter after 'Test' must not be lowercase\n";
        let said = read(Path::new("/m"), text);
        assert_eq!(said.keys().cloned().collect::<Vec<_>>(), [Some("example.com/testname".to_owned())]);
    }

    #[test]
    fn a_place_is_read_only_where_there_is_one() {
        let place = |text| place(text).map(|found| (found.file, found.line, found.column, found.rest));
        assert_eq!(place("C:\\m\\a b.go:3:4: x"), Some(("C:\\m\\a b.go", 3, Some(4), ": x")));
        assert_eq!(place("/m/a.go:5:20"), Some(("/m/a.go", 5, Some(20), "")));
        assert_eq!(place("go.mod:4: unknown"), Some(("go.mod", 4, None, ": unknown")));
        assert_eq!(place("/m/a:1/b.go:2: x"), Some(("/m/a:1/b.go", 2, None, ": x")));
        assert_eq!(place("\u{6d4b}/\u{8bd5}.go:1:2: x"), Some(("\u{6d4b}/\u{8bd5}.go", 1, Some(2), ": x")));
        for none in [
            "",
            ":",
            "a.go",
            "a.go:",
            "a.go:0: x",
            "a.go:x",
            "listen tcp 127.0.0.1:80: bind",
            "panic: x",
            "a.go:99999999999: x",
            "a.go:1x",
            "C:",
            "C:1",
            "x.go:1\u{0}",
        ] {
            assert_eq!(place(none), None, "{none:?}");
        }
    }

    #[test]
    fn endless_output_is_cut() {
        let mut reader = LineReader::new(Path::new("/m"));
        for line in 1..3 * MOST {
            reader.line(&format!("./a.go:{line}:1: {}", "é".repeat(LONGEST)));
        }
        let said = reader.end();
        let findings = &said[&None];
        assert_eq!(findings.len(), MOST);
        assert!(findings.iter().all(|found| found.text.len() <= LONGEST + 3), "{}", findings[0].text.len());
        assert_eq!(findings[0].file, Some(PathBuf::from("/m/a.go")));
    }
}
