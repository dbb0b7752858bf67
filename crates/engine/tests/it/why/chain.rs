//! Machines as data, and the sentences that their users read.
use std::path::Path;

use upgo_engine::base::report::Code;
use upgo_engine::cases::{Cause, ChainLink, WhyReport};
use upgo_engine::change::fix::Able;
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::inventory::Origin;
use upgo_engine::which_go::toolchain::{From, answer};

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
    let rows = [folders(), starters(), managers(), settings(), projects(), supplies()].into_iter().flatten();
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

fn folders() -> Vec<Row> {
    vec![
        Row::new("nothing", Described::windows().searches(VariableScope::Machine, "C:/Windows"))
            .able()
            .fails("UPGO-GO-MISSING", "no folder on PATH has a go")
            .says(Cause::Path, "", "no folder on PATH has a go")
            .fixed_by("upgo use 1.27.3"),
        Row::new("nothing yet", Described::linux())
            .fails("UPGO-GO-MISSING", "no folder on PATH has a go")
            .says(Cause::Path, "", "no folder on PATH has a go")
            .fixed_by("upgo install latest --use"),
        Row::new("not on PATH", Described::linux().upgo("go1.27.3"))
            .able()
            .fails("UPGO-GO-MISSING", "no folder on PATH has a go")
            .says(Cause::Path, "", "no folder on PATH has a go")
            .fixed_by("upgo env path first"),
        Row::new("Upgo alone", with_upgo("go1.27.3").go(MSI, "go1.26.6"))
            .runs("go1.27.3", From::Local)
            .says(Cause::Switch, "go1.27.3", "Upgo's switch selects go1.27.3")
            .because(Cause::Switch),
        Row::new(
            "the MSI hides Upgo",
            Described::windows()
                .go(MSI, "go1.26.6")
                .upgo("go1.27.3")
                .searches(VariableScope::Machine, "C:/Program Files/Go/bin")
                .searches(VariableScope::User, BIN),
        )
        .able()
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Path,
            BIN,
            "C:/Users/Zoe/AppData/Local/Upgo/bin is on your PATH, which comes after the machine's: its go1.27.3 (upgo) does not run",
        ),
        Row::new(
            "the machine's PATH comes first",
            Described::windows().go(MSI, "go1.26.6").upgo("go1.27.3").searches(VariableScope::Machine, "C:/Program Files/Go/bin"),
        )
        .able()
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Path,
            "C:/Program Files/Go/bin",
            "C:/Program Files/Go/bin is on the machine's PATH, which Windows searches before yours; it is go1.26.6 (msi)",
        ),
        Row::new(
            "the order on the user's PATH",
            Described::windows()
                .go("C:/old", "go1.20.14")
                .go("C:/new go", "go1.27.3")
                .searches(VariableScope::User, "C:/old/bin")
                .searches(VariableScope::User, "C:/new go/bin"),
        )
        .able()
        .runs("go1.20.14", From::Local)
        .says(Cause::Path, "C:/new go/bin", "C:/new go/bin comes later on PATH: its go1.27.3 does not run")
        .fixed_by("upgo env path move \"C:/new go/bin\""),
        Row::new(
            "another folder of the user comes first",
            Described::linux().go("/opt/go", "go1.26.6").upgo("go1.27.3").searches(VariableScope::Terminal, "/opt/go/bin"),
        )
        .able()
        .runs("go1.26.6", From::Local)
        .says(Cause::Path, "/opt/go/bin", "/opt/go/bin is the first folder on PATH that has a go; it is go1.26.6")
        .fixed_by("upgo env path first"),
    ]
}

fn starters() -> Vec<Row> {
    let scoop = "C:/Users/Zoe/scoop";
    vec![
        Row::new(
            "a batch file before the program",
            Described::windows()
                .go(MSI, "go1.26.6")
                .go("C:/old", "go1.20.14")
                .program(
                    "C:/Program Files/Go/bin/go.bat",
                    "@\"C:\\old\\bin\\go.exe\" %*\r\n".replace('\\', "/").as_str(),
                )
                .with("PATHEXT", ".BAT;.EXE")
                .searches(VariableScope::User, "C:/Program Files/Go/bin"),
        )
        .runs("go1.20.14", From::Local)
        .says(Cause::Pathext, ".bat;.exe", "go.bat is tried before go.exe in the same folder")
        .because(Cause::Shim),
        Row::new(
            "a shim of Scoop",
            Described::windows()
                .go(&format!("{scoop}/apps/go/1.26.6"), "go1.26.6")
                .program(&format!("{scoop}/shims/go.exe"), "\0")
                .text(&format!("{scoop}/shims/go.shim"), &format!("path = \"{scoop}/apps/go/1.26.6/bin/go.exe\"\r\n"))
                .searches(VariableScope::User, "C:/Users/Zoe/scoop/shims"),
        )
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Shim,
            "C:/Users/Zoe/scoop/shims/go.exe",
            "C:/Users/Zoe/scoop/shims/go.exe is a shim of scoop that starts the Go in C:/Users/Zoe/scoop/apps/go/1.26.6",
        )
        .because(Cause::Shim),
        Row::new(
            "a switch that names nothing",
            Described::windows().program(&format!("{BIN}/go.exe"), "\0").searches(VariableScope::User, BIN),
        )
        .able()
        .fails("UPGO-GO-MISSING", "Upgo's switch selects a toolchain that is missing")
        .says(Cause::Switch, "", "Upgo's switch selects a toolchain that is missing")
        .fixed_by("upgo use 1.27.3")
        .because(Cause::Switch),
    ]
}

fn managers() -> Vec<Row> {
    vec![
        Row::new(
            "a shim of asdf",
            Described::linux()
                .program(
                    "/home/zoe/.asdf/shims/go",
                    "#!/usr/bin/env bash\n# asdf-plugin: golang 1.26.6\nexec asdf exec \"go\" \"$@\"\n",
                )
                .searches(VariableScope::Terminal, "/home/zoe/.asdf/shims"),
        )
        .runs("?", From::Local)
        .says(Cause::Shim, "/home/zoe/.asdf/shims/go", "/home/zoe/.asdf/shims/go is a shim of asdf; no file says which Go it starts")
        .because(Cause::Shim),
        Row::new(
            "a shim of mise",
            Described::linux()
                .program("/usr/bin/mise", "\0")
                .link("/home/zoe/.local/share/mise/shims/go", "/usr/bin/mise")
                .searches(VariableScope::Terminal, "/home/zoe/.local/share/mise/shims"),
        )
        .runs("?", From::Local)
        .says(
            Cause::Shim,
            "/home/zoe/.local/share/mise/shims/go",
            "/home/zoe/.local/share/mise/shims/go is a shim of mise; no file says which Go it starts",
        )
        .because(Cause::Shim),
        Row::new(
            "a shim of asdf, and the file that it goes by",
            Described::linux()
                .program("/home/zoe/.asdf/shims/go", "#!/bin/sh\nexec asdf exec go \"$@\"\n")
                .go("/home/zoe/.asdf/installs/golang/1.26.6/go", "go1.26.6")
                .text("/src/.tool-versions", "nodejs 22\ngolang 1.26.6 # ours\n")
                .searches(VariableScope::Terminal, "/home/zoe/.asdf/shims")
                .within("/src/deep"),
        )
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Shim,
            "/home/zoe/.asdf/shims/go",
            "/home/zoe/.asdf/shims/go is a shim of asdf that starts the Go in /home/zoe/.asdf/installs/golang/1.26.6/go",
        )
        .because(Cause::Shim),
        Row::new(
            "a shim of goenv, and the user's own file",
            Described::linux()
                .program("/home/zoe/.goenv/shims/go", "#!/bin/sh\nexec /home/zoe/.goenv/bin/goenv exec go \"$@\"\n")
                .go("/home/zoe/.goenv/versions/1.26.6", "go1.26.6")
                .text("/home/zoe/.goenv/version", "1.26.6\n")
                .searches(VariableScope::Terminal, "/home/zoe/.goenv/shims"),
        )
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Shim,
            "/home/zoe/.goenv/shims/go",
            "/home/zoe/.goenv/shims/go is a shim of goenv that starts the Go in /home/zoe/.goenv/versions/1.26.6",
        )
        .because(Cause::Shim),
        Row::new(
            "a shim of mise, and its variable",
            Described::windows()
                .program("C:/Users/Zoe/AppData/Local/mise/shims/go.cmd", "@mise x -- go %*\r\n")
                .go("C:/Users/Zoe/AppData/Local/mise/installs/go/1.26.6", "go1.26.6")
                .with("LOCALAPPDATA", "C:/Users/Zoe/AppData/Local")
                .with("MISE_GO_VERSION", "1.26.6")
                .searches(VariableScope::User, "C:/Users/Zoe/AppData/Local/mise/shims"),
        )
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Shim,
            "C:/Users/Zoe/AppData/Local/mise/shims/go.cmd",
            "C:/Users/Zoe/AppData/Local/mise/shims/go.cmd is a shim of mise that starts the Go in C:/Users/Zoe/AppData/Local/mise/installs/go/1.26.6",
        )
        .because(Cause::Shim),
        Row::new(
            "a shim of mise, and its folder elsewhere",
            Described::linux()
                .program("/usr/bin/mise", "\0")
                .link("/data/mise/shims/go", "/usr/bin/mise")
                .go("/data/mise/installs/go/1.26.6", "go1.26.6")
                .go("/home/zoe/.local/share/mise/installs/go/1.27.3", "go1.27.3")
                .with("XDG_DATA_HOME", "/data")
                .text("/src/.tool-versions", "go 1.26.6\n")
                .searches(VariableScope::Terminal, "/data/mise/shims")
                .within("/src"),
        )
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Shim,
            "/data/mise/shims/go",
            "/data/mise/shims/go is a shim of mise that starts the Go in /data/mise/installs/go/1.26.6",
        )
        .because(Cause::Shim),
    ]
}

fn settings() -> Vec<Row> {
    let file = "C:/Users/Zoe/AppData/Roaming/go/env";
    vec![
        Row::new("GOROOT of another Go", with_upgo("go1.27.3").go(MSI, "go1.26.6").with_from(VariableScope::User, "GOROOT", MSI))
            .runs("go1.27.3", From::Local)
            .says(
                Cause::Goroot,
                MSI,
                "GOROOT is C:/Program Files/Go, set in your environment: the Go that runs uses the tools there, which belong to another version",
            )
            .fixed_by("upgo env unset GOROOT")
            .because(Cause::Switch),
        Row::new("GOROOT of nothing", with_upgo("go1.27.3").with_from(VariableScope::Machine, "GOROOT", "C:/Go"))
            .fails("UPGO-GO-ROOT", "GOROOT names C:/Go, which is not a folder")
            .says(
                Cause::Goroot,
                "C:/Go",
                "GOROOT is C:/Go, set for the whole machine: there is no such folder, so Go stops",
            )
            .fixed_by("upgo env unset GOROOT --scope machine")
            .because(Cause::Goroot),
        Row::new("GOENV is off", with_upgo("go1.27.3").with("GOENV", "off").text(file, "GOTOOLCHAIN=local\n"))
            .runs("go1.27.3", From::Local)
            .says(Cause::Goenv, "off", "GOENV is off: Go ignores the settings of `go env -w`")
            .because(Cause::Switch),
        Row::new("modules are off", in_module("go1.26.6", "go 1.27.3\n").with("GO111MODULE", "off"))
            .runs("go1.26.6", From::Local)
            .says(
                Cause::Go111module,
                "off",
                "GO111MODULE is off, set in this terminal: Go reads no go.mod, and switches to no other toolchain",
            )
            .because(Cause::Switch),
        Row::new("`go env -w` pins", in_module("go1.26.6", "go 1.27.3\n").text(file, "GOTOOLCHAIN=local\n"))
            .able()
            .runs("go1.26.6", From::Local)
            .fails(
                "UPGO-GO-TOO-OLD",
                "go.mod needs Go 1.27.3, but go1.26.6 runs here, because GOTOOLCHAIN is local, \
                 set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env",
            )
            .says(Cause::Switch, "go1.26.6", "Upgo's switch selects go1.26.6")
            .fixed_by("upgo use 1.27.3")
            .because(Cause::Gotoolchain),
        Row::new("`go env -w` holds it at one", with_upgo("go1.27.3").upgo_has("go1.26.6").text(file, "GOTOOLCHAIN=go1.26.6\n"))
            .runs("go1.26.6", From::Path)
            .says(
                Cause::Gotoolchain,
                "go1.26.6",
                "GOTOOLCHAIN is go1.26.6, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env: \
                 go1.26.6 runs, whatever a project requires",
            )
            .fixed_by("upgo env unset GOTOOLCHAIN --scope go")
            .because(Cause::Gotoolchain),
        Row::new("the environment wins", with_upgo("go1.27.3").with("GOTOOLCHAIN", "auto").text(file, "GOTOOLCHAIN=go1.1\n"))
            .runs("go1.27.3", From::Local)
            .says(
                Cause::Gotoolchain,
                "go1.1",
                "GOTOOLCHAIN is go1.1, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env: no effect, because the first place wins",
            )
            .because(Cause::Switch),
        Row::new("no toolchain's name", with_upgo("go1.27.3").text(file, "GOTOOLCHAIN=foo\n"))
            .fails(
                "UPGO-GO-SETTING",
                "GOTOOLCHAIN is \"foo\", set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env, which is not a valid toolchain name",
            )
            .says(
                Cause::Gotoolchain,
                "foo",
                "GOTOOLCHAIN is foo, set by `go env -w` in C:/Users/Zoe/AppData/Roaming/go/env: not a valid toolchain name, so Go stops",
            )
            .fixed_by("upgo env unset GOTOOLCHAIN --scope go")
            .because(Cause::Gotoolchain),
        Row::new("a mark hides the first line", with_upgo("go1.27.3").text(file, "\u{feff}GOTOOLCHAIN=go1.1\n"))
            .runs("go1.27.3", From::Local)
            .says(
                Cause::Gotoolchain,
                "auto",
                "GOTOOLCHAIN is auto, set by Go's own defaults: Go may switch to a newer toolchain, on PATH or downloaded",
            )
            .because(Cause::Switch),
        Row::new("workspaces are off", in_module("go1.27.3", "go 1.26\n").with("GOWORK", "off"))
            .runs("go1.27.3", From::Local)
            .says(Cause::Gowork, "off", "GOWORK is off, set in this terminal: Go reads no go.work")
            .because(Cause::Switch),
        Row::new("a workspace that is not there", in_module("go1.27.3", "go 1.26\n").with("GOWORK", "C:/w/go.work"))
            .runs("go1.27.3", From::Local)
            .fails("UPGO-GO-SETTING", "GOWORK names C:/w/go.work, which does not exist")
            .says(
                Cause::Gowork,
                "C:/w/go.work",
                "GOWORK is C:/w/go.work, set in this terminal: it does not name a usable workspace file, so Go stops",
            )
            .because(Cause::Switch),
    ]
}

fn projects() -> Vec<Row> {
    let module = "C:/src/m/go.mod";
    vec![
        Row::new("a toolchain line", in_module("go1.26.6", "go 1.26\ntoolchain go1.27.3\n").upgo_has("go1.27.3"))
            .runs("go1.27.3", From::Path)
            .says(
                Cause::GoMod,
                module,
                "go.mod says `go 1.26` and `toolchain go1.27.3`: its `toolchain` line requires go1.27.3",
            )
            .because(Cause::GoMod),
        Row::new("new enough", in_module("go1.27.3", "go 1.26\n"))
            .runs("go1.27.3", From::Local)
            .says(Cause::GoMod, module, "go.mod says `go 1.26`: go1.27.3 is new enough")
            .because(Cause::Switch),
        Row::new("a language as a toolchain", in_module("go1.26.6", "go 1.26\ntoolchain go1.27\n"))
            .fails("UPGO-GO-TOOLCHAIN-LINE", "go1.27 is a language version, not a toolchain")
            .says(
                Cause::GoMod,
                module,
                "go.mod says `go 1.26` and `toolchain go1.27`: its `toolchain` line requires go1.27",
            )
            .because(Cause::GoMod),
        Row::new("default never switches", in_module("go1.26.6", "go 1.27.3\ntoolchain default\n"))
            .runs("go1.26.6", From::Local)
            .fails("UPGO-GO-TOO-OLD", "go.mod needs Go 1.27.3, but go1.26.6 runs here, because of `toolchain default`")
            .says(
                Cause::GoMod,
                module,
                "go.mod says `go 1.27.3` and `toolchain default`: Go does not switch to a newer version",
            )
            .because(Cause::GoMod),
        Row::new("a line that go mod tidy takes away", in_module("go1.27.3", "go 1.26.6\ntoolchain go1.26.6\n"))
            .runs("go1.27.3", From::Local)
            .fails(
                "UPGO-GO-MOD",
                "go.mod says `toolchain go1.26.6`, which adds nothing to its `go` line; Go stops until it is tidied",
            )
            .says(Cause::GoMod, module, "go.mod says `go 1.26.6` and `toolchain go1.26.6`: go1.27.3 is new enough")
            .because(Cause::Switch),
        Row::new("a Go that knows no toolchain line", in_module("go1.20.14", "go 1.20\ntoolchain go1.27.3\n"))
            .runs("go1.20.14", From::Local)
            .fails("UPGO-GO-MOD", "line 4 of go.mod is not valid: unknown directive: toolchain")
            .says(
                Cause::GoMod,
                module,
                "go.mod says `go 1.20` and `toolchain go1.27.3`: this Go does not switch because of it",
            )
            .because(Cause::Switch),
        Row::new(
            "the workspace decides",
            in_module("go1.26.6", "go 1.26\n")
                .text("C:/src/go.work", "go 1.27.3\nuse (\n\t./m // mine\n)\n")
                .upgo_has("go1.27.3"),
        )
        .runs("go1.27.3", From::Path)
        .says(Cause::GoWork, "C:/src/go.work", "go.work says `go 1.27.3`: its `go` line requires go1.27.3")
        .because(Cause::GoWork),
        Row::new(
            "a member newer than its workspace",
            in_module("go1.27.3", "go 1.27.3\n").text("C:/src/go.work", "go 1.26\nuse ./m\n"),
        )
        .runs("go1.27.3", From::Local)
        .fails("UPGO-GO-WORK", "the module in this folder needs Go 1.27.3, but go.work says `go 1.26`")
        .says(Cause::GoMod, module, "go.mod has no effect, because the workspace decides")
        .because(Cause::Switch),
        Row::new("a workspace of nothing", in_module("go1.27.3", "go 1.26\n").text("C:/src/go.work", "go 1.27.0\n"))
            .runs("go1.27.3", From::Local)
            .fails("UPGO-GO-WORK", "../go.work has no `use` line")
            .says(Cause::GoWork, "C:/src/go.work", "go.work says `go 1.27.0`: go1.27.3 is new enough")
            .because(Cause::Switch),
        Row::new("not of the workspace", outside_workspace())
            .runs("go1.27.3", From::Local)
            .fails("UPGO-GO-WORK", "the module in this folder is not in its workspace")
            .says(Cause::GoWork, "C:/src/go.work", "go.work says `go 1.27.0`: go1.27.3 is new enough")
            .because(Cause::Switch),
    ]
}

/// A module next to one that is in a workspace.
fn outside_workspace() -> Described {
    let other = in_module("go1.27.3", "go 1.26\n").text("C:/src/other/go.mod", "module other\n\ngo 1.26\n");
    other.text("C:/src/go.work", "go 1.27.0\n\nuse ./other\n")
}

fn supplies() -> Vec<Row> {
    let cache = "C:/Users/Zoe/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.3.windows-amd64";
    let ziphash =
        "C:/Users/Zoe/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.27.3.windows-amd64.ziphash";
    let wrapper = "C:/Users/Zoe/go/bin/go1.27.3.exe";
    vec![
        Row::new("a download", in_module("go1.26.6", "go 1.27.3\n"))
            .runs("go1.27.3", From::Download)
            .says(
                Cause::Toolchain,
                "go1.27.3",
                "go1.27.3 is neither on PATH nor in Go's module cache, so Go downloads it",
            )
            .fixed_by("upgo install 1.27.3")
            .because(Cause::GoMod),
        Row::new(
            "a download, and an empty GOROOT",
            in_module("go1.26.6", "go 1.27.3\n").text("C:/Users/Zoe/AppData/Roaming/go/env", "GOROOT=\n"),
        )
        .runs("go1.27.3", From::Download)
        .says(Cause::Toolchain, "go1.27.3", "go1.27.3 is neither on PATH nor in Go's module cache, so Go downloads it")
        .fixed_by("upgo install 1.27.3")
        .because(Cause::GoMod),
        Row::new("no download", in_module("go1.26.6", "go 1.27.3\n").with("GOPROXY", "off"))
            .runs("go1.27.3", From::Download)
            .fails(
                "UPGO-GO-TOOLCHAIN-MISSING",
                "go1.27.3 is required, but not available, and GOPROXY=off does not allow downloads",
            )
            .says(
                Cause::Toolchain,
                "go1.27.3",
                "go1.27.3 is neither on PATH nor in Go's module cache, so Go downloads it",
            )
            .fixed_by("upgo install 1.27.3")
            .because(Cause::GoMod),
        Row::new("no such release", in_module("go1.26.6", "go 1.28\n").newest("go1.27.3"))
            .runs("go1.28.0", From::Download)
            .fails("UPGO-GO-TOOLCHAIN-MISSING", "go1.28.0 is required, but there is no such release yet")
            .says(Cause::Toolchain, "go1.28.0", "go1.28.0 is not a release yet, so Go cannot download it")
            .because(Cause::GoMod),
        Row::new("downloaded before", in_module("go1.26.6", "go 1.27.3\n").go(cache, "go1.27.3").text(ziphash, "h1:"))
            .runs("go1.27.3", From::Cache)
            .says(
                Cause::Toolchain,
                "go1.27.3",
                "Go has already downloaded go1.27.3: \
                 C:/Users/Zoe/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.3.windows-amd64/bin/go.exe",
            )
            .because(Cause::GoMod),
        Row::new(
            "downloaded before by a Go in the usual folder of GOPATH",
            Described::linux()
                .go("/home/zoe/go", "go1.26.6")
                .go("/home/zoe/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64", "go1.27.3")
                .text(
                    "/home/zoe/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.27.3.linux-amd64.ziphash",
                    "h1:",
                )
                .text("/src/m/go.mod", "module m\n\ngo 1.27.3\n")
                .searches(VariableScope::Terminal, "/home/zoe/go/bin")
                .within("/src/m"),
        )
        .runs("go1.27.3", From::Cache)
        .says(
            Cause::Toolchain,
            "go1.27.3",
            "Go has already downloaded go1.27.3: \
             /home/zoe/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64/bin/go",
        )
        .because(Cause::GoMod),
        Row::new("only PATH", in_module("go1.26.6", "go 1.27.3\n").with("GOTOOLCHAIN", "path"))
            .fails(
                "UPGO-GO-TOOLCHAIN-MISSING",
                "go1.27.3 is required, but not on PATH, and GOTOOLCHAIN does not allow downloads",
            )
            .says(Cause::Toolchain, "go1.27.3", "go1.27.3 is not on PATH, and GOTOOLCHAIN does not allow downloads")
            .fixed_by("upgo install 1.27.3")
            .because(Cause::GoMod),
        Row::new("named by GOTOOLCHAIN", with_upgo("go1.27.3").upgo_has("go1.26.6").with("GOTOOLCHAIN", "go1.26.6"))
            .runs("go1.26.6", From::Path)
            .says(
                Cause::Toolchain,
                "go1.26.6",
                "Go finds go1.26.6 on PATH: C:/Users/Zoe/AppData/Local/Upgo/bin/go1.26.6.exe",
            )
            .because(Cause::Gotoolchain),
        Row::new(
            "a wrapper that has downloaded nothing",
            in_module("go1.26.6", "go 1.27.3\n")
                .program(wrapper, "\0")
                .searches(VariableScope::User, "C:/Users/Zoe/go/bin"),
        )
        .fails(
            "UPGO-GO-TOOLCHAIN-MISSING",
            "C:/Users/Zoe/go/bin/go1.27.3.exe should start go1.27.3, but that toolchain is not installed",
        )
        .says(Cause::GoMod, "C:/src/m/go.mod", "go.mod says `go 1.27.3`: its `go` line requires go1.27.3")
        .because(Cause::GoMod),
    ]
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
