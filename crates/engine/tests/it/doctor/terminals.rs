//! Findings about what new terminals have answered.
use upgo_engine::base::words::Sentence;
use upgo_engine::guidance::doctor::HeardGo;
use upgo_engine::which_go::resolve::TerminalName;

use super::lab::{Patient, version};
use super::table::Row;

const OTHERWISE: &str = "terminal.answers-otherwise";

fn runs(terminal: TerminalName, name: &str, root: &str) -> HeardGo {
    HeardGo { terminal, version: Some(version(name)), root: Some(root.to_owned()), fails: None }
}

fn none(terminal: TerminalName) -> HeardGo {
    HeardGo { terminal, version: None, root: None, fails: None }
}

fn fails(says: &str) -> HeardGo {
    HeardGo { fails: Some(says.to_owned()), ..none(TerminalName::Login) }
}

fn own(terminal: TerminalName) -> HeardGo {
    runs(terminal, "go1.27.3", "/home/zoe/.local/share/upgo/toolchains/go1.27.3")
}

pub(crate) fn rows() -> Vec<Row> {
    let in_bashrc = "export PATH=\"/opt/go/bin:$PATH\"\n";
    let other = runs(TerminalName::Window, "go1.26.6", "/opt/go");
    vec![
        Row::new(
            "terminal.login-and-window-differ",
            Patient::linux()
                .with(|machine| machine.go("/opt/go", "go1.26.6").text("/home/zoe/.bashrc", in_bashrc))
                .hears(own(TerminalName::Login), Some(other)),
        )
        .reads(
            "A new login and a new window run different Go versions",
            &[
                "A new login runs go1.27.3 in /home/zoe/.local/share/upgo/toolchains/go1.27.3",
                "A new window runs go1.26.6 in /opt/go",
                "/home/zoe/.bashrc, line 1: export PATH=\"/opt/go/bin:$PATH\"",
            ],
        )
        .explains("depends on how the terminal was opened")
        .fixed_by("upgo env path first")
        .beside(&["shell.profile-overrides"]),
        Row::new(
            "terminal.login-and-window-differ",
            Patient::linux().hears(own(TerminalName::Window), Some(none(TerminalName::Login))),
        )
        .reads(
            "A new login and a new window run different Go versions",
            &[
                "A new window runs go1.27.3 in /home/zoe/.local/share/upgo/toolchains/go1.27.3",
                "A new login finds no Go",
            ],
        )
        .explains("Set PATH in a file that both read")
        .fixed_by("upgo env path first"),
        Row::new(OTHERWISE, Patient::linux().hears(runs(TerminalName::Login, "go1.26.6", "/opt/go"), None))
            .reads(
                "A new terminal runs another Go than expected",
                &["A new login runs go1.26.6 in /opt/go", "By its environment, it should run go1.27.3"],
            )
            .explains("Upgo goes by what the terminal answered"),
        Row::new(OTHERWISE, Patient::linux().hears(fails("go: unknown GOEXPERIMENT x"), None))
            .reads(
                "Go fails in a new terminal",
                &["A new login: go: unknown GOEXPERIMENT x", "By its environment, it should run go1.27.3"],
            )
            .explains("stops with this error"),
    ]
}

#[test]
fn an_answer_that_the_rules_explain_is_no_finding() {
    let with = |toolchain: &str| Patient::linux().with(|machine| machine.with("GOTOOLCHAIN", toolchain));
    for (name, patient) in [
        ("the same Go", Patient::linux().hears(own(TerminalName::Login), Some(own(TerminalName::Window)))),
        ("no release", Patient::linux().hears(none(TerminalName::Login), None)),
        ("a download, which is not made then", with("go1.26.9").hears(fails("go: download go1.26.9: disabled"), None)),
        ("a setting that Go refuses", with("foo").hears(fails("go: invalid GOTOOLCHAIN \"foo\""), None)),
    ] {
        let found = patient.examine().findings;
        assert!(found.iter().all(|finding| !finding.id.starts_with("terminal.")), "{name}: {found:#?}");
    }
    let refused = with("foo").hears(own(TerminalName::Login), None).examine().findings;
    let found = refused.iter().find(|finding| finding.id == OTHERWISE).unwrap();
    let expected = "By its environment, it should fail: go: invalid GOTOOLCHAIN \"foo\"";
    assert_eq!(found.evidence[1].to_string(), expected);
}

#[test]
fn without_an_answer_it_is_unknown_whether_terminals_agree() {
    let examined = Patient::linux().hears_none(Sentence::ShellNotByVariable).examine();
    let unknown: Vec<(&str, String)> =
        examined.not_checked.iter().map(|check| (check.id.as_str(), check.why.to_string())).collect();
    let why = || "The variable UPGO_NO_SHELL is set".to_owned();
    assert_eq!(unknown, [("terminal.login-and-window-differ", why()), (OTHERWISE, why())]);
    assert_eq!(examined.findings, []);
}
