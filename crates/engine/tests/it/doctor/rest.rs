//! Findings about Upgo itself, the network and other programs.
use std::time::Duration;

use upgo_engine::base::report::{Code, Problem};
use upgo_engine::base::words::Statement;
use upgo_engine::guidance::doctor::{LastCheck, SmartAppControl};
use upgo_engine::machine::platform::Volume;
use upgo_engine::store::Unable;

use super::lab::{BIN, MSI, Patient, USER, brought, switched, version};
use super::table::Row;

pub(crate) fn rows() -> Vec<Row> {
    [home(), network(), protection(), profiles(), editors()].into_iter().flatten().collect()
}

const UNINSTALL: &str =
    r"HKLM64\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{00000001-0000-0000-0000-000000000000}";
const PRODUCTS: &str = r"HKLM64\SOFTWARE\Classes\Installer\UpgradeCodes\0567AE226CA41004FB924F8B77D51B0C";

fn home() -> Vec<Row> {
    let registered = || {
        Patient::windows()
            .registers(PRODUCTS, "10000000000000000000000000000000", "")
            .registers(UNINSTALL, "DisplayName", "Go Programming Language amd64 go1.26.6")
            .registers(UNINSTALL, "InstallLocation", "C:/Program Files/Go/")
    };
    vec![
        Row::new("msi.folder-gone", registered())
            .reads(
                "The folder of an installed Go is missing",
                &["go1.26.6 for amd64 is registered in C:/Program Files/Go, which contains no Go"],
            )
            .explains("Windows still lists it")
            .fixed_by("upgo system repair --arch amd64"),
        Row::new("home.risky-place", Patient::windows().store(|store| store.volume = Volume::Removable))
            .reads("Upgo's folder is in a risky location", &["C:/Users/Zoe/AppData/Local/Upgo is on a removable drive"])
            .explains("Set UPGO_HOME to a folder on a local disk"),
        Row::new("home.risky-place", Patient::windows().variable("OneDrive", "C:/users/zoe/APPDATA"))
            .reads(
                "Upgo's folder is in a risky location",
                &["C:/Users/Zoe/AppData/Local/Upgo is in a folder that is synced to the cloud (OneDrive)"],
            )
            .explains("syncing locks or replaces them"),
        Row::new("home.risky-place", Patient::linux().store(|store| store.volume = Volume::Network))
            .reads("Upgo's folder is in a risky location", &["/home/zoe/.local/share/upgo is on a network drive"])
            .explains("Go does not work without the network"),
        Row::new(
            "disk.low",
            Patient::windows().store(|store| {
                store.free_bytes = Some(312_000_000);
                store.unused = vec![version("go1.25.1"), version("go1.24.2")];
            }),
        )
        .reads(
            "Disk space is low",
            &["312 MB free on the disk of C:/Users/Zoe/AppData/Local/Upgo", "No longer needed: go1.25.1, go1.24.2"],
        )
        .explains("An upgrade temporarily needs about 400 MB")
        .fixed_by("upgo remove --unused"),
        Row::new(
            "home.damaged",
            Patient::windows().store(|store| store.damaged = vec!["C:/u/watch.json.damaged".into()]),
        )
        .reads("Some of Upgo's own files are damaged", &["C:/u/watch.json.damaged"])
        .explains("Upgo does not use them"),
        Row::new(
            "leftover.staging",
            Patient::windows().store(|store| store.leftovers = vec!["C:/u/staging/7-removed-go1.26.6".into()]),
        )
        .reads("Files are left over from an earlier change", &["C:/u/staging/7-removed-go1.26.6"])
        .explains("Upgo's next change deletes them"),
        Row::new(
            "leftover.bisect",
            Patient::windows().store(|store| store.bisected = vec![version("go1.25.1"), version("go1.26.0")]),
        )
        .reads("An interrupted search for a release has left toolchains", &["No longer needed: go1.25.1, go1.26.0"])
        .explains("The next search removes them, too")
        .fixed_by("upgo remove 1.25.1 1.26.0"),
        Row::new(
            "tree.cannot-start",
            Patient::windows().store(|store| {
                let program = |name: &str, has_size| Unable { path: ["D:/upgo", name].join("/").into(), has_size };
                store.unable = vec![(version("go1.27.3"), vec![program("compile", false), program("link", true)])];
            }),
        )
        .reads(
            "Programs of an installed Go cannot start",
            &["D:/upgo/compile does not have the size of the published file", "D:/upgo/link is not executable"],
        )
        .explains("Upgo restores them from the verified archive")
        .fixed_by("upgo verify 1.27.3 --repair"),
        Row::new("tree.other-digest", Patient::windows().store(|store| store.contradicted = vec![version("go1.27.3")]))
            .reads("An installed Go is not the published one", &["The release list has another SHA-256 for go1.27.3"])
            .explains("The fix restores the published files")
            .fixed_by("upgo verify 1.27.3 --repair"),
    ]
}

fn network() -> Vec<Row> {
    let failed = |code, message: &str| {
        let mut patient = Patient::windows();
        patient.asked = LastCheck::Failed(Problem {
            causes: vec!["because".into()],
            ..Problem::new(code, Statement::quoted(message))
        });
        patient
    };
    vec![
        Row::new("network.tls-intercepted", failed(Code::NetTls, "golang.google.cn shows a certificate of Corp CA"))
            .reads(
                "Something is intercepting the connection to the release server",
                &["The last check failed: golang.google.cn shows a certificate of Corp CA", "because"],
            )
            .explains("name its file in the setting `ca-file`"),
        Row::new("network.go-dev-blocked", failed(Code::NetOffline, "go.dev cannot be reached"))
            .reads(
                "The release list cannot be reached",
                &["The last check failed: go.dev cannot be reached", "because"],
            )
            .explains("use a mirror"),
    ]
}

fn protection() -> Vec<Row> {
    let refused = "go1.27.3 does not work on this machine: `go1.27.3.exe version` could not be started: \
                   blocked by group policy (os error 1260)";
    let unknown = "go1.27.3 works, but this machine did not start the small program that it built: \
                   an Application Control policy has blocked this file (os error 4551)";
    let noexec = "go1.27.3 works, but this machine did not start the small program that it built: \
                  Permission denied (os error 13)";
    let mistake = "the policy allowed in /etc/upgo/policy.toml is not a list; in effect: none";
    vec![
        Row::new("policy.not-permitted", Patient::linux().blocks("go1.27.3"))
            .reads("go1.27.3 is in use, but not permitted", &["go1.27.3 is blocked by IT"])
            .explains("An upgrade switches to one that it permits")
            .fixed_by("upgo upgrade"),
        Row::new("policy.malformed", Patient::linux().misunderstands(mistake))
            .reads("The policy has mistakes", &[mistake])
            .explains("Only your organization can correct the policy"),
        Row::new(
            "policy.execution-blocked",
            Patient::windows()
                .store(|store| store.last_failure = Some(Problem::new(Code::SmokeFailed, Statement::quoted(refused)))),
        )
        .reads("A policy prevents Go from starting", &[refused, "Folder: C:/Users/Zoe/AppData/Local/Upgo"])
        .explains("Event Viewer, Microsoft-Windows-AppLocker")
        .fixed_by("upgo system install"),
        Row::new(
            "policy.built-blocked",
            Patient::windows().store(|store| {
                store.last_failure = Some(Problem::new(Code::ProgramBlocked, Statement::quoted(unknown)));
            }),
        )
        .reads("Programs that you build may be blocked", &[unknown])
        .explains("Event Viewer, Microsoft-Windows-CodeIntegrity"),
        Row::new(
            "policy.built-blocked",
            Patient::linux().store(|store| {
                store.last_failure = Some(Problem::new(Code::ProgramBlocked, Statement::quoted(noexec)));
            }),
        )
        .reads("Programs that you build may be blocked", &[noexec])
        .explains("`noexec`, SELinux or fapolicyd"),
        Row::new("policy.smart-app-control", Patient::windows().smart_app_control(SmartAppControl::On))
            .reads("Smart App Control is on", &["VerifiedAndReputablePolicyState is 1"])
            .explains("programs that you build with Go"),
        Row::new(
            "policy.smart-app-control-evaluates",
            Patient::windows().smart_app_control(SmartAppControl::Evaluates),
        )
        .reads("Smart App Control is evaluating this machine", &["VerifiedAndReputablePolicyState is 2"])
        .explains("may turn Smart App Control on by itself"),
        Row::new(
            "antivirus.quarantined",
            Patient::windows()
                .with(|machine| machine.without(&format!("{BIN}/go1.27.3.exe")))
                .store(|store| store.brought.push(brought("go1.26.6", 1))),
        )
        .reads(
            "One of Upgo's programs is missing",
            &[
                "C:/Users/Zoe/AppData/Local/Upgo/bin/go1.27.3.exe is missing",
                "C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.26.6/bin/go.exe is missing",
                "C:/Users/Zoe/AppData/Local/Upgo/bin/go1.26.6.exe is missing",
            ],
        )
        .explains("Protection history")
        .fixed_by("upgo install 1.26.6"),
        Row::new(
            "antivirus.quarantined",
            Patient::windows().with(|machine| {
                machine.text("C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/pkg/tool/windows_amd64/cgo.exe", "")
            }),
        )
        .reads(
            "One of Upgo's programs is missing",
            &[
                "C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/pkg/tool/windows_amd64/compile.exe is missing",
                "C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/pkg/tool/windows_amd64/link.exe is missing",
                "C:/Users/Zoe/AppData/Local/Upgo/toolchains/go1.27.3/pkg/tool/windows_amd64/asm.exe is missing",
            ],
        )
        .explains("restores the files of a toolchain from the verified archive")
        .fixed_by("upgo verify 1.27.3 --repair"),
        Row::new(
            "antivirus.slow-install",
            Patient::windows().store(|store| store.brought[0].lag = Some(Duration::from_secs(214))),
        )
        .reads(
            "The installation was slow",
            &["go1.27.3: 14386 files, finished 214 seconds after the last byte arrived"],
        )
        .explains("Upgo never turns a scanner off"),
    ]
}

fn profiles() -> Vec<Row> {
    let wide: String =
        "\u{fffd}\u{fffd}$env:GOROOT = \"C:\\Go\"\r\n".chars().flat_map(|letter| [letter, '\0']).collect();
    let fine = "# export GOROOT=/old\nunset GOROOT\nexport PATH=\"$PATH:/opt/go/bin\"\nexport PATH=\"$HOME/go/bin:$PATH\"\n\
                alias gopath='echo $GOROOT'\n";
    let puts = "export PATH=\"/opt/go/bin:$PATH\"\n";
    let script = "'/home/zoe/.local/share/upgo/env'";
    let upgo = &format!("if [ -r {script} ]; then . {script}; fi # Upgo\n");
    let upgo_in_fish = "if test -r '/home/zoe/.local/share/upgo/env.fish'; source '/home/zoe/.local/share/upgo/env.fish'; end # Upgo\n";
    let mut rows = vec![
        Row::new(
            "shell.profile-overrides",
            Patient::windows()
                .with(|machine| {
                    machine
                        .go("C:/Go", "go1.20.14")
                        .text(&format!("{USER}/Documents/PowerShell/profile.ps1"), &wide)
                        .text("D:/Documents of Zoe/WindowsPowerShell/profile.ps1", "$env:GOROOT = 'C:/Go'\n")
                        .text(&format!("{USER}/.bashrc"), "export PATH=/c/Go/bin:$PATH\n")
                        .text("C:/cmd/init.cmd", "@echo off\r\nrem set GOROOT=x\r\nset GOROOT=C:\\Go\r\n")
                })
                .registers(r"HKCU\Software\Microsoft\Command Processor", "AutoRun", "\"C:/cmd/init.cmd\""),
        )
        .reads(
            "A shell startup file sets its own Go",
            &[
                "C:/Users/Zoe/.bashrc, line 1: export PATH=/c/Go/bin:$PATH",
                "D:/Documents of Zoe/WindowsPowerShell/profile.ps1, line 1: $env:GOROOT = 'C:/Go'",
                "C:/Users/Zoe/Documents/PowerShell/profile.ps1, line 1: $env:GOROOT = \"C:/Go\"",
                "C:/cmd/init.cmd, line 3: set GOROOT=C:/Go",
            ],
        )
        .explains("override the PATH and variables that Windows stores"),
        Row::new(
            "shell.profile-overrides",
            Patient::linux().with(|machine| {
                machine
                    .go("/opt/go", "go1.27.3")
                    .text("/home/zoe/.profile", fine)
                    .text("/home/zoe/.zshrc", "  export GOROOT=\"/opt/go\"\nPATH=$GOROOT/bin:$PATH\n")
                    .text(
                        "/home/zoe/.config/fish/config.fish",
                        "set -gx GOROOT /opt/go\nfish_add_path /opt/go/bin\nset -e GOROOT\n",
                    )
            }),
        )
        .reads(
            "A shell startup file sets its own Go",
            &[
                "/home/zoe/.zshrc, line 1: export GOROOT=\"/opt/go\"",
                "/home/zoe/.zshrc, line 2: PATH=$GOROOT/bin:$PATH",
                "/home/zoe/.config/fish/config.fish, line 1: set -gx GOROOT /opt/go",
                "/home/zoe/.config/fish/config.fish, line 2: fish_add_path /opt/go/bin",
            ],
        )
        .explains("override Upgo's line"),
    ];
    // On Windows, the paths of a Linux machine are joined with another separator, so the line differs.
    if cfg!(windows) {
        println!("SKIPPED: lines before and after Upgo's in a startup file on Linux");
        return rows;
    }
    rows.push(
        Row::new(
            "shell.profile-overrides",
            Patient::linux().with(|machine| {
                machine
                    .go("/opt/go", "go1.27.3")
                    .text("/home/zoe/.zshenv", puts)
                    .text("/home/zoe/.zshrc", &format!("{puts}{upgo}{puts}"))
                    .text("/home/zoe/.config/fish/config.fish", &format!("{puts}{upgo_in_fish}"))
                    // the shell never reaches that line
                    .text("/home/zoe/.bashrc", &format!("{puts}return\n{upgo}"))
            }),
        )
        .reads(
            "A shell startup file sets its own Go",
            &[
                "/home/zoe/.bashrc, line 1: export PATH=\"/opt/go/bin:$PATH\"",
                "/home/zoe/.zshrc, line 3: export PATH=\"/opt/go/bin:$PATH\"",
            ],
        )
        .explains("override Upgo's line"),
    );
    rows
}

fn editors() -> Vec<Row> {
    let code = "{\n  // \"go.goroot\": \"C:/old\",\n  \"go.alternateTools\": { \"dlv\": \"x\", \"go\": \"C:/Go/bin/go.exe\" },\n}";
    let goland = "<project version=\"4\">\n  <component name=\"GOROOT\" url=\"file://C:/sdk/go1.26.6\" />\n</project>";
    vec![
        Row::new(
            "editor.pins-go",
            Patient::windows().with(|machine| {
                machine
                    .text(&format!("{USER}/AppData/Roaming/Code/User/settings.json"), code)
                    .text(&format!("{USER}/AppData/Roaming/Cursor/User/settings.json"), "{\"go.goroot\": \"\"}")
                    .text("C:/src/m/.idea/workspace.xml", goland)
                    .within("C:/src/m/deep")
            }),
        )
        .reads(
            "An editor is pinned to one Go",
            &[
                "C:/Users/Zoe/AppData/Roaming/Code/User/settings.json: go.alternateTools.go is C:/Go/bin/go.exe",
                "C:/src/m/.idea/workspace.xml: GOROOT is C:/sdk/go1.26.6",
            ],
        )
        .explains("whatever a terminal runs")
        .fixed_by("upgo doctor --fix editor.pins-go"),
        Row::new(
            "editor.pins-go",
            Patient::linux().with(|machine| {
                let pinned = "{\"go.goroot\": \"/opt/go\"}";
                machine
                    .with("XDG_CONFIG_HOME", "/data/config")
                    .text("/data/config/VSCodium/User/settings.json", pinned)
                    .text("/home/zoe/.config/Code/User/settings.json", pinned)
            }),
        )
        .reads("An editor is pinned to one Go", &["/data/config/VSCodium/User/settings.json: go.goroot is /opt/go"])
        .explains("whatever a terminal runs")
        .fixed_by("upgo doctor --fix editor.pins-go"),
        Row::new(
            "editor.pins-go",
            Patient::linux().with(|machine| {
                let own = "{\"go.goroot\": \"~/.local/share/upgo/sdk\"}";
                machine
                    .text("/home/zoe/.config/Code/User/settings.json", own)
                    .text("/home/zoe/.config/Cursor/User/settings.json", "{\"go.goroot\": \"/opt/go\"")
                    .text("/home/zoe/.config/VSCodium/User/settings.json", "{\"a\": ")
            }),
        )
        .reads(
            "The settings of an editor cannot be read",
            &["/home/zoe/.config/Cursor/User/settings.json: it is not valid JSON: \
               Unterminated object on line 1 column 1"],
        )
        .explains("fix it"),
        Row::new(
            "editor.pins-go",
            // A relative folder is one for each folder that the editor is started in.
            Patient::linux().with(|machine| {
                let pinned = "{\"go.goroot\": \"/opt/go\"}";
                machine
                    .with("XDG_CONFIG_HOME", "config")
                    .text("/home/zoe/.config/Code/User/settings.json", pinned)
                    .text("/src/m/.vscode/settings.json", pinned)
                    .within("/src/m")
            }),
        )
        .reads("An editor is pinned to one Go", &["/src/m/.vscode/settings.json: go.goroot is /opt/go"])
        .explains("whatever a terminal runs"),
        Row::new(
            "editor.pins-go",
            // What an editor gives to its terminal and to gopls is named, but not removed.
            Patient::linux().with(|machine| {
                let upgos = "/home/zoe/.local/share/upgo/bin:/opt/go/bin";
                let settings = r#"{ "gopls": { "build.env": { "GOROOT": "/old", "GOTOOLCHAIN": "go1.25.5", "GOFLAGS": "-v" } },
                    "terminal.integrated.env.linux": { "GOTOOLCHAIN": "auto", "PATH": "${env:HOME}/go/bin:${env:PATH}" },
                    "terminal.integrated.env.osx": { "GOROOT": "/old" },
                    "go.toolsEnvVars": { "PATH": "/none:/opt/go/bin:${env:PATH}" } }"#;
                let fine = [upgos, "${env:PATH}:/opt/go/bin", "/none", "/home/zoe/.local/share/upgo/sdk/bin:/opt/go/bin"];
                let fine = fine.map(|path| format!(r#"{{ "terminal.integrated.env.linux": {{ "PATH": "{path}" }} }}"#));
                let editors = ["Cursor", "Windsurf", "VSCodium", "Code"];
                let machine = editors.iter().zip(&fine).fold(machine, |machine, (editor, text)| {
                    machine.text(&format!("/home/zoe/.config/{editor}/User/settings.json"), text)
                });
                machine.go("/opt/go", "go1.26.6").text("/home/zoe/.config/Code - OSS/User/settings.json", settings)
            }),
        )
        .reads(
            "An editor is pinned to one Go",
            &[
                "/home/zoe/.config/Code - OSS/User/settings.json: go.toolsEnvVars.PATH is /none:/opt/go/bin:${env:PATH}",
                "/home/zoe/.config/Code - OSS/User/settings.json: gopls.build.env.GOROOT is /old",
                "/home/zoe/.config/Code - OSS/User/settings.json: gopls.build.env.GOTOOLCHAIN is go1.25.5",
            ],
        )
        .explains("whatever a terminal runs"),
        Row::new(
            "editor.needs-reload",
            Patient::windows()
                .editor("VS Code", "2026-11-20T09:00:00Z")
                .editor("Cursor", "2026-11-20T11:00:00Z")
                .with(|machine| machine.go(MSI, "go1.26.6")),
        )
        .reads("VS Code still uses the old Go", &["VS Code started before the last switch"])
        .explains("`Developer: Reload Window`"),
        Row::new(
            "editor.needs-reload",
            Patient::windows().editor("VS Code", "2026-11-20T09:00:00Z").store(|store| {
                store.switches.insert(0, switched("2026-11-20T11:00:00Z", Some("go1.27.2")));
                store.switches.push(switched("2026-11-19T10:00:00Z", None));
                store.switches[1].from = Some(version("go1.26.5"));
            }),
        )
        .reads("VS Code still uses go1.26.5", &["VS Code started before the last switch"])
        .explains("uses the old one"),
        Row::new(
            "editor.needs-reload",
            Patient::windows().editor("VS Code", "2026-11-19T09:00:00Z").editor("Cursor", "2026-11-20T09:00:00Z"),
        )
        .reads(
            "2 editors still use the old Go",
            &["VS Code started before the last switch", "Cursor started before the last switch"],
        )
        .explains("uses the old one"),
    ]
}
