//! On a narrow terminal, every report is broken at words; in a pipe, a line stays a line.
use textwrap::core::display_width;
use upgo_testkit::limit::InTime as _;

use crate::every_command::machine;

const COLUMNS: usize = 40;
/// Reports of each kind: sentences, tables, paths, findings, and help.
const REPORTS: [&str; 16] = [
    "help", "help --all", "help teams", "install --help", "", "status", "list", "why", "doctor", "env", "settings",
    "history", "projects", "upgrade --dry-run", "use 1.99.1", "frobnicate",
];

#[test]
fn reports_are_broken_at_words_on_a_narrow_terminal() {
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    for language in ["en", "zh-CN"] {
        lab.upgo(["settings", "set", "language", language]).succeeds();
        for report in REPORTS {
            let Some(mut command) = lab.at_terminal(COLUMNS, report) else { return };
            let shown = String::from_utf8(command.output_in_time().unwrap().stdout).unwrap();
            assert!(!shown.trim().is_empty(), "{report}");
            for line in shown.lines().map(str::trim_end).filter(|line| display_width(line) > COLUMNS) {
                let words = line.split_whitespace().count();
                assert_eq!(words, 1, "`upgo {report}` in {language} has a line of {}: {line:?}", display_width(line));
            }
        }
    }
}

#[test]
fn a_line_in_a_pipe_stays_a_line() {
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let said = lab.upgo(["why"]).with("COLUMNS", "40").succeeds().output;
    assert!(said.lines().any(|line| display_width(line) > 80), "{said}");
}
