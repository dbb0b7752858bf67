//! The output of `go vet -json`: a JSON document for each package, and lines for packages that cannot be checked. Go up
//! to 1.24 prints the documents to standard error between the lines, later ones to standard output.
use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::RehearsalFinding;
use super::compare::{Results, Subject};
use super::lines::{LineReader, finding, shortened};
use crate::machine::effect::Stream;

/// The size limit of a document in bytes. Real ones have a few hundred findings.
const LARGEST: usize = 8 << 20;

#[derive(Debug)]
pub(super) struct VetReader<'a> {
    folder: &'a Path,
    lines: LineReader<'a>,
    findings: LineReader<'a>,
    /// The documents that have begun, of standard output and of standard error.
    open: [Option<String>; 2],
}

/// A document: for each package, what each analyzer says: its findings, or an object with its error.
type Document = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

#[derive(Deserialize)]
struct Diagnostic {
    posn: String,
    message: String,
}

impl<'a> VetReader<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        let lines = || LineReader::new(folder);
        Self { folder, lines: lines(), findings: lines(), open: [None, None] }
    }

    pub(super) fn line(&mut self, stream: Stream, line: &str) {
        let [output, errors] = &mut self.open;
        let open = if stream == Stream::Output { output } else { errors };
        let line = line.trim_end_matches('\r');
        match open {
            Some(document) => {
                if document.len() + line.len() < LARGEST {
                    document.push_str(line);
                    document.push('\n');
                }
                if line == "}" {
                    let document = open.take().unwrap_or_default();
                    self.document(&document);
                }
            }
            None if line == "{" => *open = Some("{\n".to_owned()),
            None if line == "{}" => {}
            None => self.lines.line(line),
        }
    }

    pub(super) fn end(self) -> Results {
        let failed = self.lines.end().into_iter().map(|(package, findings)| (Subject::of(package), findings));
        Results { failed: failed.collect(), findings: self.findings.end(), ..Results::default() }
    }

    fn document(&mut self, text: &str) {
        let document: Document = serde_json::from_str(text).unwrap_or_default();
        for (package, analyses) in document {
            // `example.com/m [example.com/m.test]` has the findings of the package again
            let package = package.split_whitespace().next().map(shortened);
            for (analyzer, says) in analyses {
                let diagnostics: Vec<Diagnostic> = serde_json::from_value(says).unwrap_or_default();
                for Diagnostic { posn, message } in diagnostics {
                    let line = format!("{posn}: {message}");
                    let found =
                        RehearsalFinding { analyzer: Some(shortened(&analyzer)), ..finding(self.folder, &line) };
                    self.findings.add(package.clone(), found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[(Stream, &str)]) -> Results {
        let mut reader = VetReader::new(Path::new("/m"));
        for (stream, text) in lines {
            text.lines().for_each(|line| reader.line(*stream, line));
        }
        reader.end()
    }

    fn found(output: &Results) -> Vec<(&str, Option<u32>, Option<u32>)> {
        let all = output.findings.values().flatten();
        all.map(|found| (found.analyzer.as_deref().unwrap_or_default(), found.line, found.column)).collect()
    }

    /// go1.21.13 vet -json ./...
    const OLD: &str = "# example.com/printf\n{\n\t\"example.com/printf\": {\n\t\t\"printf\": [\n\t\t\t{\n\t\t\t\t\"posn\": \
                       \"/m/a.go:5:20\",\n\t\t\t\t\"message\": \"fmt.Printf format %d has arg s of wrong type string\"\n\
                       \t\t\t}\n\t\t]\n\t}\n}\n# example.com/printf/lib\n{}\n";

    /// go1.27.3 vet -json ./...
    const NEW: &str = "{\n\t\"example.com/hostport\": {\n\t\t\"hostport\": [\n\t\t\t{\n\t\t\t\t\"posn\": \
                       \"/m/a.go:9:83\",\n\t\t\t\t\"end\": \"/m/a.go:9:90\",\n\t\t\t\t\"message\": \"address format \
                       \\\"%s:%d\\\" does not work with IPv6\",\n\t\t\t\t\"suggested_fixes\": [\n\t\t\t\t\t{}\n\t\t\t\t]\n\
                       \t\t\t}\n\t\t],\n\t\t\"waitgroup\": [\n\t\t\t{\n\t\t\t\t\"posn\": \"/m/a.go:14:9\",\n\t\t\t\t\
                       \"message\": \"WaitGroup.Add called from inside new goroutine\"\n\t\t\t}\n\t\t]\n\t}\n}\n{}\n";

    #[test]
    fn findings_of_old_and_new_go_are_read_from_either_stream() {
        let old = read(&[(Stream::Errors, OLD)]);
        assert_eq!(found(&old), [("printf", Some(5), Some(20))]);
        assert!(old.failed.is_empty(), "{old:?}");
        let broken = "# example.com/hostport/bad\nvet: bad/b.go:3:23: undefined: undefinedThing\n";
        let new = read(&[(Stream::Output, NEW), (Stream::Errors, broken)]);
        assert_eq!(found(&new), [("hostport", Some(9), Some(83)), ("waitgroup", Some(14), Some(9))]);
        let failed = &new.failed[&Subject::of(Some("example.com/hostport/bad".to_owned()))];
        assert_eq!(failed[0].text, "undefined: undefinedThing");
    }

    #[test]
    fn a_document_that_is_cut_short_or_not_json_is_left_out() {
        for text in [
            "{\n",
            "{\n\t\"a\": {\n",
            "{\n\t\"a\": [1]\n}\n",
            "{\n}}\n}\n",
            "{\n\t\"a\": {\"b\": {\"error\": \"x\"}}\n}\n",
        ] {
            assert_eq!(read(&[(Stream::Output, text)]).findings, BTreeMap::new(), "{text:?}");
        }
    }
}
