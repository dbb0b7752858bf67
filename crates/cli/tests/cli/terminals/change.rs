//! Changes of the Go in use ask at their end, and say what the shell answered.
use std::fs;

use serde_json::{Value, json};
use upgo_testkit::lab::Lab;

use super::machine::{DESKTOP, Files, OTHER_FIRST, READ_BASHRC, add};
use super::{IN_LOGIN, LOGIN, listed, runs, sandbox};

/// Counts the shells that were started.
const COUNT: &str = "echo >>\"$HOME/starts\"\n";
pub(super) const COUNTED: Files = &[(".profile", COUNT), (".bashrc", COUNT)];

/// How often a shell was started in a home with [`COUNTED`].
pub(super) fn starts(lab: &Lab) -> usize {
    fs::read_to_string(lab.user().join("starts")).unwrap_or_default().lines().count()
}

#[test]
fn a_change_exits_with_12_if_a_new_terminal_answers_another_go() {
    let Some(bash) = listed("bash") else { return };
    for (name, others, answers, code) in [
        ("Upgo's own", &[] as Files, None, 0),
        ("another Go", &[(".profile", OTHER_FIRST), (".bashrc", OTHER_FIRST)], Some("go1.25.0"), 12),
        ("another Go, only in a window", &[(".bashrc", OTHER_FIRST)], None, 12),
    ] {
        let lab = sandbox().asking(&bash, LOGIN);
        lab.upgo(["add-to-path"]).with("UPGO_NO_SHELL", "1").succeeds();
        add(&lab, COUNTED);
        add(&lab, others); // after Upgo's line
        for (words, chosen) in [
            (&["install", "1.26.6", "--use"][..], "go1.26.6"),
            (&["upgrade"], "go1.27.3"),
            (&["rollback"], "go1.26.6"),
            (&["install", "1.27.3", "--use"], "go1.27.3"),
            (&["use", "1.26.6"], "go1.26.6"),
        ] {
            let before = starts(&lab);
            let ran = lab.upgo(words.iter().chain(&["--json"])).exits(code);
            assert!(starts(&lab) > before, "{name}: nobody was asked: {ran}");
            assert_eq!(lab.go_version(), chosen, "{name}: {ran}");
            let changed = ran.json();
            assert_eq!(changed["active"]["version"], json!(answers.unwrap_or(chosen)), "{name}: {ran}");
            let codes: Vec<&Value> = changed["warnings"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
            assert_eq!(codes.is_empty(), code == 0, "{name}: {ran}");
            assert!(answers.is_none() || codes.contains(&&json!("UPGO-ACTIVE-OTHER")), "{name}: {ran}");
        }
    }
}

#[test]
fn upgos_line_is_moved_behind_the_one_that_wins() {
    for (name, file, line) in [
        ("bash", ".bashrc", OTHER_FIRST),
        ("zsh", ".zshrc", OTHER_FIRST),
        ("zsh", ".zshrc", "path=($HOME/other/go/bin $path)\n"),
        ("fish", ".config/fish/config.fish", "set -gx PATH $HOME/other/go/bin $PATH\n"),
        ("fish", ".config/fish/config.fish", "fish_add_path --move $HOME/other/go/bin\n"),
    ] {
        let Some(shell) = listed(name) else { continue };
        let lab = sandbox().asking(&shell, DESKTOP);
        lab.upgo(["install", "1.27.3", "--use"]).succeeds();
        add(&lab, &[(file, "export TOKEN=secret-value\n"), (file, line)]);
        let file = lab.user().join(file);
        let before = fs::read(&file).unwrap();
        let warned = lab.upgo(["use", "1.27.3"]).exits(12);
        assert!(warned.errors.contains("upgo env path first"), "{warned}");
        for words in [&["env", "path", "first"][..], &["doctor", "--fix", "path.shadowed", "--yes"]] {
            lab.upgo(words).succeeds();
            let after = fs::read_to_string(&file).unwrap();
            assert!(after.ends_with("# Upgo\n") && after.matches("# Upgo").count() == 1, "{name}: {after}");
            if let Some([_, window]) = runs(&lab, &shell, IN_LOGIN) {
                assert_eq!(window, "go1.27.3", "{name}: {line}");
            }
            let journal = fs::read_dir(lab.home().join("journal")).unwrap();
            let texts = journal.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap_or_default());
            assert!(texts.into_iter().all(|text| !text.contains("secret-value")), "{name}");
            lab.upgo(["rollback"]).exits(12);
            assert_eq!(fs::read(&file).unwrap(), before, "{name}");
        }
    }
}

/// Nothing is foretold of the script that the change itself replaces.
#[test]
fn a_change_replaces_the_script_of_an_older_upgo() {
    let Some(bash) = listed("bash") else { return };
    let lab = sandbox().asking(&bash, DESKTOP);
    add(&lab, &[(".bashrc", OTHER_FIRST), (".profile", READ_BASHRC)]);
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let script = lab.home().join("env");
    let new = fs::read_to_string(&script).unwrap();
    let marks: String = new.lines().filter(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    let bin = lab.home().join("bin").display().to_string();
    let adds = format!("case \":$PATH:\" in *:'{bin}':*) ;; *) export PATH='{bin}'\":$PATH\" ;; esac\n");
    fs::write(&script, marks + &adds).unwrap();
    let active = || lab.upgo(["status", "--json"]).succeeds().json()["active"]["version"].clone();
    assert_eq!(active(), "go1.25.0", "the window inherits both folders");

    let words = ["install", "1.27.3", "--use", "--json"];
    let told = lab.upgo(words.iter().chain(&["--dry-run"])).succeeds().json();
    assert_eq!(told["warnings"], json!([]));
    lab.upgo(words).succeeds();
    assert_eq!((fs::read_to_string(&script).unwrap(), active()), (new, json!("go1.27.3")));
}

#[test]
fn the_first_change_says_that_a_shell_was_started() {
    let Some(bash) = listed("bash") else { return };
    let says = |lab: &Lab, words: &[&str]| lab.upgo(words).succeeds().output.contains("Upgo started your shell");
    let lab = sandbox().asking(&bash, LOGIN);
    assert!(says(&lab, &["install", "1.26.6", "--use"]));
    assert!(!says(&lab, &["upgrade"]), "it was said before");
    let unasked = sandbox().asking(&bash, LOGIN).with_variable("UPGO_NO_SHELL", "1");
    assert!(!says(&unasked, &["install", "1.26.6", "--use"]), "no shell was started");
}

#[test]
#[ignore = "long"]
fn a_change_whose_terminal_does_not_answer_is_done_and_promises_nothing() {
    let Some(bash) = listed("bash") else { return };
    let lab = sandbox().asking(&bash, LOGIN);
    add(&lab, COUNTED);
    add(&lab, &[(".profile", "sleep 1000\n")]);
    let done = lab.upgo(["install", "1.27.3", "--use"]).succeeds();
    assert!(starts(&lab) > 0, "nobody was asked: {done}");
    assert_eq!(lab.go_version(), "go1.27.3");
    assert!(!format!("{}{}", done.output, done.errors).contains("answered"), "{done}");
    let active = lab.upgo(["status", "--json"]).succeeds().json()["active"].clone();
    assert!(active.is_null() || active["known"] == "computed", "{active:#}");
}
