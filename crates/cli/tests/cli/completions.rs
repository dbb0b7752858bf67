//! Completion in the shells of this machine: it knows what is on it, is quick, and changes nothing.
use std::fs;
use std::path::Path;

use upgo_testkit::lab::Lab;

use crate::exec::lab_with_go;

/// The words that are offered after `line`, whose last word is the typed part.
fn offered(lab: &Lab, line: &str) -> Vec<String> {
    let (before, word) = line.rsplit_once(' ').unwrap_or(("", line));
    let word = format!("--word={word}");
    let words = ["completions", "bash", &word, "--"].into_iter().chain(before.split_whitespace());
    let ran = lab.upgo(words).succeeds();
    assert_eq!(ran.errors, "", "{line}");
    ran.output.lines().map(str::to_owned).collect()
}

/// A machine with two versions, a known release list and a project.
fn known_machine() -> Lab {
    let mut lab = lab_with_go();
    lab.add_release("go1.25.9");
    lab.upgo(["install", "1.25.9"]).succeeds();
    lab.upgo(["check"]).succeeds();
    let project = lab.user().join("src/a project");
    fs::create_dir_all(&project).unwrap();
    lab.upgo(["settings", "set", "projects", project.to_str().unwrap()]).succeeds();
    lab
}

#[test]
fn what_is_on_this_machine_is_offered() {
    let lab = known_machine();
    let project = lab.user().join("src/a project").display().to_string();
    for (line, expected) in [
        ("upg", &["upgrade"][..]),
        ("use ", &["1.26.6", "1.25.9"]),
        ("remove 1.2", &["1.26.6", "1.25.9"]),
        ("uninstall 1.25", &["1.25.9"]),
        ("--json switch 1.26", &["1.26.6"]),
        ("install ", &["latest", "1.27", "1.26", "1.27.3", "1.26.6", "1.25.9"]),
        ("install 1.27", &["1.27", "1.27.3"]),
        ("upgrade --to 1.27.", &["1.27.3"]),
        ("upgrade --to=1.27.", &["--to=1.27.3"]),
        ("upgrade --to = 1.27.", &["1.27.3"]),
        ("exec p", &["project"]),
        ("settings get prox", &["proxy"]),
        ("config set proo", &["proof", "proof-for-own-feed"]),
        ("settings set proof ", &["digest", "when-reachable", "required"]),
        ("settings set keep-archives t", &["true"]),
        ("rollback ", &["2", "1"]),
        ("env set GOPROXY direct --scope ", &["user", "machine", "go"]),
        ("doctor --fix path.dup", &["path.duplicate"]),
        ("doctor --ignore=path.dup", &["--ignore=path.duplicate"]),
        ("env set GOPROX", &["GOPROXY"]),
        ("env unset GOTOOLC", &["GOTOOLCHAIN"]),
        ("help settings ge", &["get"]),
        ("use --dr", &["--dry-run"]),
        ("pur", &["purge"]),
        ("help upg", &["upgrade"]),
        ("--json help upg", &["upgrade"]),
        ("man settings ge", &["get"]),
        ("help status ", &[]),
        ("man nonsense ", &[]),
        ("nonsense ", &[]),
        ("install ./", &[]),
        ("why ", &[]),
    ] {
        assert_eq!(offered(&lab, line), expected, "{line}");
    }
    assert_eq!(offered(&lab, "projects ")[6..], [project.as_str()]);
    assert_eq!(offered(&lab, "whatsnew --project "), [project]);
    let all = offered(&lab, "");
    assert!(all.contains(&"status".to_owned()) && !all.contains(&"pin".to_owned()), "{all:?}");
    for shell in ["fish", "zsh", "elvish", "powershell"] {
        let described = lab.upgo(["completions", shell, "--word=", "--", "rollback"]).succeeds().output;
        assert_eq!(described.lines().next(), Some("2\tupgo install 1.25.9"), "{described}");
    }
}

#[test]
fn completion_changes_nothing_and_asks_no_server() {
    let lab = known_machine();
    let trace = lab.path("trace");
    let asked = lab.server.request_count();
    for line in ["use ", "install ", "settings set ", "rollback ", "projects "] {
        let (before, _) = line.rsplit_once(' ').unwrap();
        let words = ["completions", "zsh", "--word=", "--"].into_iter().chain(before.split(' '));
        lab.upgo(words).with("UPGO_FAULT", format!("trace:{}", trace.display())).succeeds();
        assert_eq!(fs::read_to_string(&trace).unwrap_or_default(), "", "{line}");
    }
    assert_eq!(lab.server.request_count(), asked);
    let empty = crate::lab().with_release("go1.27.3");
    assert_eq!(offered(&empty, "use "), [""; 0]);
    assert_eq!(offered(&empty, "install "), ["latest"]);
    assert!(!empty.home().exists(), "a home was made");
}

/// The output of a script of a shell that knows the completion, or `None` if the shell is not installed.
fn in_shell(lab: &Lab, shell: &str, script: &str) -> Option<String> {
    if !Path::new("/usr/bin").join(shell).exists() {
        println!("SKIPPED: {shell} is not installed");
        return None;
    }
    let completion = lab.path(&format!("upgo.{shell}"));
    fs::write(&completion, lab.upgo(["completions", shell]).succeeds().output).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_upgo")).parent().unwrap();
    let whole = format!("source \"{}\"\n{script}", completion.display());
    let run = lab.other(shell, ["-c", &whole]).with("PATH", upgo_testkit::system::path_after(program));
    Some(run.with("LC_ALL", "C.UTF-8").succeeds().output)
}

#[test]
fn bash_offers_the_words_and_quotes_them() {
    let lab = known_machine();
    let ask = |words: &str| {
        let script = format!(
            "COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))\n\
             _upgo upgo \"${{COMP_WORDS[COMP_CWORD]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p upgo"
        );
        in_shell(&lab, "bash", &script)
    };
    let Some(said) = ask("upgo use ''") else { return };
    assert_eq!(said, "1.26.6\n1.25.9\ncomplete -o bashdefault -o default -F _upgo upgo\n");
    let said = ask("upgo whatsnew --project ''").unwrap();
    assert!(said.lines().next().unwrap().ends_with("/src/a\\ project"), "{said}");
    let said = ask("upgo exec 1.26 '$(touch made)' '`touch made`' ''").unwrap();
    assert!(!lab.path("tmp/made").exists() && said.starts_with("\ncomplete"), "{said}");
}

#[test]
fn zsh_offers_the_words_or_else_files() {
    let lab = known_machine();
    // what the completion system would do with the words
    let stubs = "compadd() { print -rl -- $lines }; _files() { print files }; compdef() { print -- $@ }";
    let ask = |words: &str, prefix: &str| {
        let script = format!("words=({words}); CURRENT=$#words; PREFIX={prefix}; _upgo");
        let whole = format!("{stubs}\n{script}");
        in_shell(&lab, "zsh", &whole)
    };
    let Some(said) = ask("upgo use ''", "''") else { return };
    assert_eq!(said, "1.26.6\n1.25.9\n");
    assert_eq!(ask("upgo upg", "upg").unwrap(), "upgrade  -- Install the newest Go, test it and switch to it\n");
    assert_eq!(ask("upgo install ./", "./").unwrap(), "files\n");
}

#[test]
fn fish_offers_the_words_or_else_files() {
    let lab = known_machine();
    let ask = |line: &str| in_shell(&lab, "fish", &format!("complete -C '{line}'"));
    let Some(said) = ask("upgo use ") else { return };
    assert_eq!(said, "1.26.6\n1.25.9\n");
    assert_eq!(ask("upgo upg").unwrap(), "upgrade\tInstall the newest Go, test it and switch to it\n");
    fs::write(lab.path("tmp/archive.tar.gz"), "").unwrap();
    assert!(ask("upgo install ./arch").unwrap().contains("./archive.tar.gz"));
    assert!(ask("upgo settings get prox").unwrap().starts_with("proxy\tThe proxy for every connection"));
}
