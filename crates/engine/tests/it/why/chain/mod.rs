//! Machines as data, and the sentences that their users read.
mod chosen;
mod found;

use std::path::Path;

use upgo_engine::base::report::Code;
use upgo_engine::base::rows::Tone;
use upgo_engine::cases::{Cause, ChainLink, WhichTerminal, WhyReport, WhyRows};
use upgo_engine::change::offered_fix::Able;
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::inventory::Origin;
use upgo_engine::which_go::toolchain::{From, answer};

use self::chosen::{followed, projects, settings, supplies};
use self::found::{folders, managers, starters};
use super::lab::{Described, plain};

/// A machine and the expected report.
struct Row {
    name: &'static str,
    machine: Described,
    able: Able,
    /// The toolchain that runs and where it comes from; `None` if Go fails.
    runs: Option<(&'static str, From)>,
    /// The code and message, if it does not work.
    problem: Option<(&'static str, &'static str)>,
    /// A link of the chain: its cause, value, sentence, and the command that fixes it.
    link: (Cause, &'static str, &'static str, Option<&'static str>),
    /// The deciding cause.
    decides: Cause,
}

const MSI: &str = "C:/Program Files/Go";
const BIN: &str = "C:/Users/Zoe/AppData/Local/Upgo/bin";
const PROJECT: &str = "C:/src/m";

fn origin(root: &Path) -> Origin {
    let root = plain(root.to_string_lossy());
    match root {
        root if root.starts_with(MSI) => Origin::Msi,
        root if root.contains("/scoop/") => Origin::Scoop,
        root if root.contains("/Upgo/") || root.contains("/upgo/") => Origin::Upgo,
        _ => Origin::Unknown,
    }
}

/// A machine with only Upgo's folder on PATH.
fn with_upgo(version: &str) -> Described {
    Described::windows().upgo(version).searches(VariableScope::User, BIN)
}

/// The same, with a module as the working folder.
fn in_module(version: &str, lines: &str) -> Described {
    with_upgo(version).text(&format!("{PROJECT}/go.mod"), &format!("module m\n\n{lines}")).within(PROJECT)
}

fn able() -> Able {
    Able {
        add_to_path: true,
        edit_path: true,
        installed: vec!["go1.27.3".parse().unwrap(), "go1.26.6".parse().unwrap()],
        restore: None,
    }
}

impl Row {
    fn new(name: &'static str, machine: Described) -> Self {
        let link = (Cause::Path, "", "", None);
        Self { name, machine, able: Able::default(), runs: None, problem: None, link, decides: Cause::Path }
    }

    fn able(mut self) -> Self {
        self.able = able();
        self
    }

    fn runs(mut self, version: &'static str, from: From) -> Self {
        self.runs = Some((version, from));
        self
    }

    fn fails(mut self, code: &'static str, message: &'static str) -> Self {
        self.problem = Some((code, message));
        self
    }

    fn because(mut self, decides: Cause) -> Self {
        self.decides = decides;
        self
    }

    fn says(mut self, cause: Cause, value: &'static str, effect: &'static str) -> Self {
        self.link = (cause, value, effect, None);
        self
    }

    fn fixed_by(mut self, command: &'static str) -> Self {
        self.link.3 = Some(command);
        self
    }
}

#[test]
fn each_cause_has_its_sentence_and_fix() {
    let rows =
        [folders(), starters(), managers(), settings(), projects(), supplies(), followed()].into_iter().flatten();
    for row in rows {
        let report = WhyReport::of(&row.machine.machine(), &origin, &row.able);
        let told = format!("{}: {report:#?}", row.name);
        let runs = report.toolchain.as_ref().map(|found| (found.version.as_deref().unwrap_or("?"), found.from));
        assert_eq!(runs, row.runs, "{told}");
        let problem = report.problem.as_ref().map(|problem| (problem.code.as_str(), plain(&problem.message)));
        assert_eq!(problem, row.problem.map(|(code, message)| (code, message.to_owned())), "{told}");
        assert_eq!(report.works, report.problem.is_none(), "{told}");
        let (cause, value, effect, fix) = row.link;
        let says = |link: &&ChainLink| link.cause == cause && plain(&link.effect) == effect;
        let link = report.chain.iter().find(says).unwrap_or_else(|| panic!("{told}"));
        assert_eq!(plain(&link.value), value, "{told}");
        assert_eq!(link.fix.as_ref().map(|fix| fix.command.as_str()), fix, "{told}");
        let decides: Vec<Cause> = report.chain.iter().filter(|link| link.decides).map(|link| link.cause).collect();
        assert_eq!(decides, [row.decides], "{told}");
        // the version at the deciding link is the one that runs
        let deciding = report.chain.iter().find(|link| link.decides).and_then(|link| link.version.as_deref());
        if let Some((version, _)) = row.runs.filter(|(version, _)| *version != "?") {
            assert_eq!(deciding, Some(version), "{told}");
        }
    }
}

#[test]
fn the_rows_say_what_runs_and_which_cause_decides() {
    let rows = |machine: Described| {
        let report = WhyReport::of(&machine.machine(), &origin, &Able::default());
        WhyRows::of(report, WhichTerminal::New, Some(Path::new(PROJECT)))
    };
    let WhyRows { row, fixes, .. } = rows(in_module("go1.26.6", "go 1.27.3\n"));
    assert_eq!(plain(&row.title), "A new terminal in C:/src/m runs go1.27.3 (Go downloads it first)");
    let decides: Vec<_> = row.rows.iter().filter(|cause| cause.tone == Tone::Info).collect();
    let [cause] = decides[..] else { panic!("{row:#?}") };
    assert_eq!(plain(&cause.title), "go.mod says `go 1.27.3`: its `go` line requires go1.27.3");
    assert_eq!(plain(row.second.as_ref().unwrap()), format!("because {}", cause.title));
    let badges = [cause, &row.rows[0]].map(|row| row.badge.as_ref().unwrap().to_string());
    assert_eq!(badges, ["decides: go1.27.3", "go1.26.6"]);
    assert_eq!(fixes.len(), row.rows.len());
    assert_eq!(fixes.last().unwrap().as_ref().unwrap().command, "upgo install 1.27.3");
    let commands = ["go1.26.6", "go1.19.13"].map(|go| rows(in_module(go, "go 1.19\n")).command);
    let before_120 = if cfg!(windows) { "cd C:/src/m; go version" } else { "cd C:/src/m && go version" };
    assert_eq!(commands, ["go -C C:/src/m version", before_120]);

    let go = "C:/Users/Zoe/AppData/Local/Upgo/bin/go.exe";
    let outside = rows(with_upgo("go1.27.3")).row;
    assert_eq!(plain(&outside.title), format!("A new terminal runs go1.27.3 ({go})"));
    let batch = rows(starters().remove(0).machine).row;
    let pathext = "PATHEXT: go.bat is tried before go.exe in the same folder";
    assert!(batch.rows.iter().any(|cause| plain(&cause.title) == pathext), "{batch:#?}");
}

#[test]
fn the_rows_of_a_go_that_fails_say_why_and_there_are_none_without_a_go() {
    let rows = |machine: Described| {
        let report = WhyReport::of(&machine.machine(), &origin, &Able::default());
        WhyRows::of(report, WhichTerminal::New, None)
    };
    let WhyRows { row, problem, .. } = rows(with_upgo("go1.27.3").with("GOTOOLCHAIN", "foo"));
    let title = "A new terminal starts C:/Users/Zoe/AppData/Local/Upgo/bin/go.exe, which fails:";
    assert_eq!((row.tone, plain(&row.title)), (Tone::Bad, title.to_owned()));
    assert_eq!(row.second, problem.map(|problem| problem.message));
    let WhyRows { row, fixes, .. } = rows(Described::linux());
    assert_eq!((plain(&row.title), row.second, row.rows), ("no folder on PATH has a go.".to_owned(), None, Vec::new()));
    assert_eq!(fixes[0].as_ref().unwrap().command, "upgo install latest --use");
}

#[test]
fn a_goroot_of_another_go_gives_a_warning() {
    let machine = with_upgo("go1.27.3").go(MSI, "go1.26.6").with("GOROOT", MSI);
    let report = WhyReport::of(&machine.machine(), &origin, &Able::default());
    assert!(report.works, "`go version` and `go list` do work: {report:#?}");
    let [warning] = &report.warnings[..] else { panic!("{report:#?}") };
    assert_eq!(warning.code.as_str(), "UPGO-GO-ROOT");
    assert_eq!(
        plain(&warning.message),
        "go1.27.3 runs, but GOROOT, set in this terminal, names go1.26.6 in C:/Program Files/Go"
    );
}

#[test]
fn the_message_of_go_itself_is_among_the_causes() {
    let machine = in_module("go1.26.6", "go 1.27.3\n").with("GOTOOLCHAIN", "local");
    let report = WhyReport::of(&machine.machine(), &origin, &Able::default());
    assert_eq!(
        report.problem.unwrap().causes,
        ["go: go.mod requires go >= 1.27.3 (running go 1.26.6; GOTOOLCHAIN=local)"]
    );
}

#[test]
fn no_go_chooses_a_release_that_does_not_exist() {
    let chosen = |lines: &str| {
        let described = in_module("go1.26.6", lines).newest("go1.27.3");
        let machine = described.machine();
        answer(&machine).chosen_by(&machine, &"go1.27.2".parse().unwrap()).map_err(|refusal| refusal.code())
    };
    assert_eq!(chosen("go 1.27.3\n"), Ok("go1.27.3".to_owned()));
    assert_eq!(chosen("go 1.99\n"), Err(Code::GoToolchainMissing));
}
