//! Where the line goes in a startup file that ends in the middle of a construct, or that the shell does not read to its
//! end, and that it is removed without a trace. Real shells confirm that it takes effect.
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use proptest::prelude::*;
use upgo_engine::environment::{PathEdit, Undone, undo};
use upgo_testkit::limit::InTime as _;

use super::user::{User, find};

/// Files where a line at the end would not run or would mean something else, with the text that the line must precede.
const CUT: [(&str, &str); 24] = [
    ("A=1\nexport B=2 \\\n", "export B"),
    ("A=1\nexport B=2 \\", "export B"),
    ("A=1\nreturn\nB=2\n", "return"),
    ("A=1\nif false; then\n  return\nfi\nreturn 0 # done\n", "return 0"),
    ("A=1; return\n", "A=1"),
    ("A=1\nX=1 command return\n", "X=1"),
    ("trap 'show' EXIT\nexit 0\n", "exit"),
    ("A=1\nB='open\nC=2\n", "B="),
    ("A=1\nB=\"open $(echo ')'\nC=2\n", "B="),
    ("A=1\nB=`echo\nC=2\n", "B="),
    ("A=1\ncat >/dev/null <<EOF\ntext\n", "cat"),
    ("A=1\ncat >/dev/null <<'E F' <<-G\nE F\n\ttext\n", "cat"),
    ("A=1\nif true; then\n  B=2\n", "if"),
    ("A=1\nwhile false; do\n  B=2\n", "while"),
    ("A=1\ncase x in\n  x) B=2 ;;\n", "case"),
    ("A=1\nf() {\n  B=2\n", "f()"),
    ("A=1\nf()\n", "f()"),
    ("A=1\n( B=2\n", "( B"),
    ("A=1\ntrue &&\n", "true"),
    ("A=1\ntrue |\n", "true"),
    ("A=1\nB=${C:-\n", "B="),
    ("A=1\nfi\nB=2\n", "fi"),
    ("A=1\r\nif true; then\r\n  B=2\r\nfi\r\n", "if"),
    ("A=1\nesac\n", "esac"),
];

/// Files that a shell reads to their end, whatever they look like.
const WHOLE: [&str; 26] = [
    "",
    "\n",
    "# a comment \\",
    "# a comment \\\n",
    "A=1",
    "A='x\ny'\nB=\"a 'b' $(echo \"c)\") `echo d` ${E:-'}'} \\\" f\"\n",
    "if true; then A=1; elif false; then A=2; else A=3; fi\n",
    "case $- in\n  *i*) ;;\n  *) return ;;\nesac\n",
    "case in in in) A=1 ;; (b|c) A=2 ; esac\n",
    "for x in a b; do case $x in a) A=1;; esac done\nfor ((i = 0; i < 2; i++)); do :; done\n",
    "while read -r x; do A=$x; done <<EOF\nif case 'open\nEOF\n",
    "cat >/dev/null <<-'EOF'\n\tif \\\n\tEOF\n",
    "cat >/dev/null <<A <<B\n1\nA\n2 '\nB\n",
    "cat >/dev/null <<< \"if\"\n",
    "f() { return; }\ng()\n{\n  exit 1\n}\nfunction h {\n  exec true\n}\n",
    "[ -z x ] && return\n[[ $- != *i* ]] && return\n[[ a == @(a|b) &&\n  if != fi ]] || exit 1\n",
    "false && exit\nfalse || true; A=1\n",
    "exec 3>/dev/null 4>&1\nexec 2>&1\n",
    "A=( if 'a b' # no fi\n  $(echo ')') )\nA+=(case)\nB[1]=x\n",
    "A=$((1 << 2)); B=$(( (1+2) * 3 )); (( A > 1 )) && B=2\nC=${#A}; D=$#\n",
    "echo return; echo if >/dev/null; A=exit\n",
    "( exit 3 ); A=$(exit 4); true | exit 5\n",
    "{ A=1; }; A=1 B=2 true; ! false\n",
    "A=$'it\\'s'; B=$\"x\"; C=a\\'b; D=a\\\nb\n",
    "cat <(echo a) > >(cat >/dev/null)\n",
    "A=\u{e9}\u{4e2d}\u{1f600}\n",
];

/// Whether PATH contains `bin` in bash, started as in a terminal window.
fn shows_bin(user: &User, text: &[u8]) -> Option<bool> {
    // Prints PATH even if the file ends the shell.
    let shown = [b"show() { printf '<%s>' \"$PATH\"; }\n", text].concat();
    user.write(".bashrc", &shown);
    let shell = find("bash")?;
    let output = std::process::Command::new(shell)
        .args(["-i", "-c", "show"])
        .env_clear()
        .env("HOME", &user.home)
        .env("PATH", "/usr/bin:/bin")
        .output_in_time()
        .unwrap();
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(output.contains(&format!("<{}:", user.bin().display())))
}

/// The text before and after the line.
fn around_line(text: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let has_mark = |line: &&[u8]| line.windows(6).any(|word| word == b"# Upgo");
    assert_eq!(lines.iter().filter(|line| has_mark(line)).count(), 1, "{}", String::from_utf8_lossy(text));
    let at = lines.iter().position(has_mark).unwrap();
    (lines[..at].concat(), lines[at + 1..].concat())
}

/// Adds the line to `.bashrc`, checks with bash and the engine that it takes effect, and removes it in both ways.
/// Returns the text around it.
fn add_and_remove(text: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let user = User::new("bash");
    let rc = user.write(".bashrc", text);
    fs::set_permissions(&rc, fs::Permissions::from_mode(0o640)).unwrap();
    let before = user.everything();
    let shown = String::from_utf8_lossy(text).into_owned();

    let change = user.apply(&user.edits());
    let edited = fs::read(&rc).unwrap();
    assert!(user.is_predicted(), "{shown}");
    assert!(user.prepare(&user.edits()).is_none(), "it was not found again: {shown}");
    if let Some(shows) = shows_bin(&user, &edited) {
        assert!(shows, "{}", String::from_utf8_lossy(&edited));
    }
    fs::write(&rc, &edited).unwrap();
    assert_eq!(undo(&user.environment(), &change).unwrap(), Undone::Restored);
    fs::remove_dir_all(user.home.join(".local")).unwrap();
    assert_eq!(user.everything(), before, "undone: {shown}");

    user.apply(&user.edits());
    user.apply(&[PathEdit::Remove(user.bin()), PathEdit::Remove(user.home.join("go/bin"))]);
    fs::remove_dir_all(user.home.join(".local")).unwrap();
    assert_eq!(user.everything(), before, "removed: {shown}");
    around_line(&edited)
}

#[test]
fn the_line_goes_before_a_construct_that_would_swallow_it() {
    for (text, expected) in CUT {
        let (before, behind) = add_and_remove(text.as_bytes());
        assert_eq!([&before[..], &behind].concat(), text.as_bytes(), "nothing else is changed");
        assert!(behind.starts_with(expected.as_bytes()), "{text:?}: before {:?}", String::from_utf8_lossy(&behind));
    }
}

#[test]
fn the_line_goes_last_in_a_file_that_is_read_to_its_end() {
    let latin: &[u8] = b"A='\xe9\xff'\n# \xfe";
    for text in WHOLE.map(str::as_bytes).into_iter().chain([latin]) {
        let (before, behind) = add_and_remove(text);
        assert_eq!(behind, b"", "{}", String::from_utf8_lossy(text));
        let gap: &[u8] = if text.is_empty() || text.ends_with(b"\n") { b"" } else { b"\n" };
        assert_eq!(before, [text, gap].concat());
    }
}

#[test]
fn a_line_that_is_not_reached_is_moved() {
    for spoil in ["return\n", "export A=1 \\\n", "cat <<EOF\n"] {
        let user = User::new("bash");
        let rc = user.write(".bashrc", "");
        user.apply(&user.edits());
        let edited = fs::read_to_string(&rc).unwrap();
        fs::write(&rc, format!("A=1\n{spoil}{edited}")).unwrap();
        assert!(!user.is_predicted(), "{spoil}");
        user.apply(&user.edits());
        assert!(user.is_predicted(), "{spoil}");
        assert_ne!(shows_bin(&user, &fs::read(&rc).unwrap()), Some(false), "{spoil}");
    }
}

#[test]
fn undo_keeps_a_line_appended_later_on_its_own_line() {
    let user = User::new("bash");
    let rc = user.write(".bashrc", "# mine");
    let change = user.apply(&user.edits());
    let appended = [&fs::read(&rc).unwrap()[..], b"# theirs\n"].concat();
    fs::write(&rc, &appended).unwrap();
    undo(&user.environment(), &change).unwrap();
    assert_eq!(fs::read_to_string(&rc).unwrap(), "# mine\n# theirs\n");
}

#[test]
fn zsh_runs_the_line_before_a_construct_that_would_swallow_it() {
    for (text, _) in CUT {
        let user = User::new("zsh");
        user.write(".zshenv", text);
        user.apply(&user.edits());
        assert!(user.is_predicted(), "{text:?}");
        let (Some(shell), false) = (find("zsh"), text.contains("exit")) else { continue };
        let output = std::process::Command::new(shell)
            .args(["-c", "printf '<%s>' \"$PATH\""])
            .env_clear()
            .env("HOME", &user.home)
            .env("PATH", "/usr/bin:/bin")
            .output_in_time()
            .unwrap();
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(shown.contains(&format!("<{}:", user.bin().display())), "{text:?}: {shown}");
    }
}

/// Complete pieces of a script, each on its own line, because joined they would be another program.
fn pieces() -> impl Strategy<Value = String> {
    let whole = prop::sample::select(&WHOLE[4..]).prop_map(str::to_owned);
    prop_oneof![6 => whole, 1 => "[ -~]{0,20}".prop_map(|text| format!("# {text}"))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_line_takes_effect_in_any_file_and_is_removed_without_a_trace(
        pieces in prop::collection::vec(pieces(), 0..5),
        end in prop::option::weighted(0.3, prop::sample::select(&CUT[..])),
    ) {
        let end = end.map(|(text, _)| text.to_owned());
        let text = pieces.into_iter().chain(end).collect::<Vec<_>>().join("\n");
        add_and_remove(text.as_bytes());
    }

    #[test]
    fn accepts_any_bytes(text in prop::collection::vec(1_u8.., 0..300)) {
        let user = User::new("bash");
        let rc = user.write(".bashrc", &text);
        let change = user.apply(&user.edits());
        prop_assert!(user.is_predicted());
        undo(&user.environment(), &change).unwrap();
        prop_assert_eq!(fs::read(rc).unwrap(), text);
    }
}
