//! Which toolchain that `go` chooses: its settings, the project, and where the toolchain comes from.
use upgo_engine::cases::Cause;
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::toolchain::From;

use super::{MSI, Row, in_module, with_upgo};
use crate::why::lab::Described;

pub(super) fn settings() -> Vec<Row> {
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

pub(super) fn projects() -> Vec<Row> {
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

pub(super) fn supplies() -> Vec<Row> {
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
        Row::new(
            "a release that only an incomplete list lacks",
            in_module("go1.26.6", "go 1.28\n").newest("go1.27.3").may_lack("if it exists"),
        )
        .runs("go1.28.0", From::Download)
        .says(
            Cause::Toolchain,
            "go1.28.0",
            "go1.28.0 is neither on PATH nor in Go's module cache, so Go downloads it (if it exists)",
        )
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

/// Upgo's `go` follows the version files of folders.
pub(super) fn followed() -> Vec<Row> {
    let file = "C:/src/m/.go-version";
    let with = |says: &str| {
        let machine = with_upgo("go1.27.3").upgo_has("go1.26.6").text(file, says).within("C:/src/m/sub");
        machine.follows(&["go1.26.6", "go1.27.3"])
    };
    let selects = "C:/src/m/.go-version names 1.26, and follow-projects is on";
    let stops = "C:/src/m/.go-version leads to no installed Go, and follow-projects is on";
    vec![
        Row::new("a version file", with("1.26\n"))
            .runs("go1.26.6", From::Local)
            .says(Cause::VersionFile, file, selects)
            .because(Cause::VersionFile),
        Row::new("a go.mod that needs more", with("1.26\n").text("C:/src/m/go.mod", "module m\n\ngo 1.27.3\n"))
            .runs("go1.27.3", From::Path)
            .says(Cause::VersionFile, file, selects)
            .because(Cause::GoMod),
        Row::new("GOTOOLCHAIN names another", with("1.25.9\n").with("GOTOOLCHAIN", "go1.26.6"))
            .runs("go1.26.6", From::Path)
            .says(Cause::Switch, "go1.27.3", "Upgo's switch selects go1.27.3")
            .because(Cause::Gotoolchain),
        Row::new("GOTOOLCHAIN is local", with("1.26\n").with("GOTOOLCHAIN", "local"))
            .runs("go1.26.6", From::Local)
            .says(Cause::VersionFile, file, selects)
            .because(Cause::VersionFile),
        Row::new("a version that is not installed", with("1.25.9\n"))
            .able()
            .fails("UPGO-GO-TOOLCHAIN-MISSING", "C:/src/m/.go-version names 1.25.9, and no installed toolchain fits")
            .says(Cause::VersionFile, file, stops)
            .fixed_by("upgo install 1.25.9")
            .because(Cause::VersionFile),
        Row::new("a version that the policy does not permit", with("1.26\n").refuses("go1.26.6"))
            .fails(
                "UPGO-POLICY-VERSION",
                "C:/src/m/.go-version leads to go1.26.6, which the policy of your organization does not permit",
            )
            .says(Cause::VersionFile, file, stops)
            .because(Cause::VersionFile),
        Row::new("a text that is no version", with("../go\n"))
            .fails(
                "UPGO-GO-TOOLCHAIN-LINE",
                "C:/src/m/.go-version names no Go version that Upgo can find, \
                 and `go` stops because follow-projects is on",
            )
            .says(Cause::VersionFile, file, stops)
            .because(Cause::VersionFile),
    ]
}
