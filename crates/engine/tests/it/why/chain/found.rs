//! Which `go` a terminal finds: the folders of PATH, what starts another program, and version managers.
use upgo_engine::cases::Cause;
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::toolchain::From;

use super::{BIN, MSI, Row, with_upgo};
use crate::why::lab::Described;

pub(super) fn folders() -> Vec<Row> {
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
            "the system PATH comes first",
            Described::windows().go(MSI, "go1.26.6").upgo("go1.27.3").searches(VariableScope::Machine, "C:/Program Files/Go/bin"),
        )
        .able()
        .runs("go1.26.6", From::Local)
        .says(
            Cause::Path,
            "C:/Program Files/Go/bin",
            "C:/Program Files/Go/bin is on the system PATH, which Windows searches before yours; it is go1.26.6 (msi)",
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
        .fixed_by("upgo env path move 'C:/new go/bin'"),
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

pub(super) fn starters() -> Vec<Row> {
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

pub(super) fn managers() -> Vec<Row> {
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
