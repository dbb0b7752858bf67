//! The command line reaches the program unchanged.

use crate::lab::{Lab, Report, run_line, wide};

/// Command lines after the program's name, with everything that people, shells and build tools write.
const TAILS: &[&str] = &[
    "",
    " ",
    "   ",
    " version",
    "  version  ",
    "\tversion\t-m\t",
    r#" """#,
    r#" "" "" """#,
    r#" "a b" c"#,
    r#" a" "b c"#,
    r#" "a"b"c""#,
    r#" "a""b" c"#,
    r#" "a"""b c" d"#,
    r#" """a b""" c"#,
    r#" never "closed one"#,
    r#" ""#,
    r#" """ x"#,
    r" \",
    r" \\",
    r#" \" \\" \\\" x"#,
    r#" a\\b "a\\b" "a\b\\" c"#,
    r#" "C:\Program Files\" x"#,
    r#" "C:\Program Files\\" x"#,
    r"  C:\dir\ \\server\share\",
    r#" a\"b"c \"d e\""#,
    r#" -ldflags "-X 'main.version=1 2' -s -w""#,
    r#" -ldflags="-X \"main.text=a b\"""#,
    r#" -gcflags=all="-N -l" ./..."#,
    r#" list -f "{{.Path}} {{\"x\"}}" all"#,
    r#" -run "^Test(A|B)$" -args --flag='x y'"#,
    " %PATH% %% ^& a&b a|b a>b <c >d ^",
    " !PATH! $HOME ${x} `x` ~ * ? [a] {b}",
    " 'single quotes' 'are nothing special",
    " @response.txt /slash -- - --a=b;c,d",
    " ünï 日本語 \u{1f600} e\u{301} \u{200b}\u{a0}\u{3000}x",
    " \u{feff}bom \u{202e}right to left",
    " a\nb \r\n c \u{b}\u{c} d",
    " \u{1}\u{2}\u{7}\u{1b}[31m\u{7f}",
    " ///../..\\.. //?/C: \\\\?\\C:\\x \\\\.\\pipe\\x",
    " a=b \"c=d e\" =f \"=g\"",
    " \"tab\tinside\" \"\t\"",
    " \"new\nline\" \"\\\n\"",
    r#" \\\\\\\\\\\\\\\\" "\\\\\\\\\\\\\\\\" x"#,
    r#" "^"a^" ^"b^""#,
];

/// First arguments that no shell writes, but that callers of `CreateProcessW` may pass.
const FIRST_ARGUMENTS: &[&str] = &[
    "go",
    "go.exe",
    r#""go""#,
    r#""C:\some other\place\go.exe""#,
    r#"C:\"some other"\go.exe"#,
    r#""go"".exe""#,
    r#""""#,
    r#""C:\dir\""#,
    "日本語",
];

/// Runs the current Go with and without its launcher, and compares everything that it received.
fn compare(lab: &Lab, first: &str, tail: &[u16]) {
    let program = lab.program("go1.27.3", "go");
    let line = [wide(first), tail.to_vec()].concat();
    assert_eq!(run_line(&program, &line, 0), 0);
    let direct = Report::of(&program);
    assert_eq!(direct.line, line, "Windows itself passes the line on unchanged");
    assert_eq!(run_line(&lab.launcher("go"), &line, 0), 0);
    let launched = Report::of(&program);

    let shown = String::from_utf16_lossy(&line);
    let expected = [wide(&format!("\"{}\"", program.display())), tail.to_vec()].concat();
    assert_eq!(launched.line, expected, "{shown}");
    assert_eq!(launched.program, direct.program);
    assert_eq!(launched.surroundings, direct.surroundings, "{shown}");
}

#[test]
fn passes_on_every_command_line_unit_by_unit() {
    assert!(TAILS.len() >= 40);
    let lab = Lab::with_task("report");
    let first = format!("\"{}\"", lab.launcher("go").display());
    for tail in TAILS {
        compare(&lab, &first, &wide(tail));
    }
}

#[test]
fn passes_on_invalid_utf_16_unchanged() {
    let lab = Lab::with_task("report");
    let [high, low] = [0xd83d, 0xde00];
    for tail in [[0x20, high, 0x22, 0x20], [0x20, low, high, 0x20], [0x20, 0x22, low, 0x5c]] {
        compare(&lab, "go", &tail);
    }
}

#[test]
fn replaces_only_the_first_argument_in_any_notation() {
    let lab = Lab::with_task("report");
    for first in FIRST_ARGUMENTS {
        for tail in ["", " x", "\t\"a b\" c"] {
            compare(&lab, first, &wide(tail));
        }
    }
}

#[test]
fn passes_on_the_longest_command_line() {
    let lab = Lab::with_task("report");
    let program = lab.program("go1.27.3", "go");
    // Windows allows 32 767 units with the final NUL.
    let line = [wide("go"), wide(&" x".repeat(16_382))].concat();
    assert_eq!(line.len(), 32_766);
    assert_eq!(run_line(&lab.launcher("go"), &line, 0), 0);
    assert_eq!(Report::of(&program).line, line, "no room for the full path, so the line stays unchanged");
}
