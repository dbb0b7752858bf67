//! Upgo's folder moves to the front of PATH in each shell that reads its script, except where somebody prepared the
//! shell. Real shells show it.
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::process::Command;

use upgo_engine::environment::{PREPARED, Prepares};
use upgo_testkit::limit::InTime as _;
use upgo_testkit::program::make_executable;

use super::user::{NASTY, User, find};

/// Options of zsh that change what quotes, patterns and assignments mean.
const ODD_ZSH: &[&str] = &["-eufo", "SH_WORD_SPLIT", "-o", "KSH_ARRAYS", "-o", "GLOB_SUBST", "-o", "GLOB_ASSIGN"];
const SHELLS: [(&str, &[&str]); 7] = [
    ("dash", &[]),
    ("dash", &["-eu"]),
    ("bash", &["-eu"]),
    ("bash", &["--posix"]),
    ("zsh", &["-f"]),
    ("zsh", ODD_ZSH),
    ("fish", &["--no-config"]),
];

/// PATH after a shell has read the script twice; `None` if the shell is not installed.
fn path_after(
    user: &User,
    (shell, options): (&str, &[&str]),
    path: Option<&OsStr>,
    variables: &[(&str, &OsStr)],
) -> Option<OsString> {
    let program = find(shell)?;
    let unset = if path.is_none() { "unset PATH; " } else { "" };
    let commands = if shell == "fish" {
        let unset = unset.replace("unset", "set -e");
        format!(
            "{unset}source $argv[1]; source $argv[1]; set -q upgo_dir; and exit 3; printf %s (string join : -- $PATH)"
        )
    } else {
        format!("{unset}. \"$1\"; . \"$1\"; printf '%s%s' \"${{upgo_dir-}}\" \"$PATH\"")
    };
    let mut command = Command::new(program);
    command.args(options).args(["-c", &commands]).args((shell != "fish").then_some("x"));
    command.arg(user.upgo().join(if shell == "fish" { "env.fish" } else { "env" }));
    command.current_dir("/").env_clear().env("HOME", &user.home).env("LC_ALL", "C.UTF-8");
    command.envs(path.map(|path| ("PATH", path))).envs(variables.iter().copied());
    let output = command.output_in_time().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{shell} {options:?}: {errors}");
    Some(OsString::from_vec(output.stdout))
}

fn joined(entries: &[&OsStr]) -> OsString {
    entries.join(OsStr::new(":"))
}

#[test]
fn the_folder_moves_to_the_front_wherever_it_is_on_path() {
    let user = User::named("sh", NASTY);
    user.apply(&user.edits());
    let (bin, tools) = (user.bin().into_os_string(), user.home.join("go/bin").into_os_string());
    let (bin, tools) = (bin.as_os_str(), tools.as_os_str());
    let [a, odd, empty, beside] = ["/a b", "/[a]*?", "", "/bin*"].map(OsStr::new);
    let longer = OsString::from_vec([bin.as_bytes(), b"/x"].concat());
    for (before, after) in [
        (None, joined(&[bin, tools])),
        (Some(joined(&[bin])), joined(&[bin, tools])),
        (Some(joined(&[a, odd])), joined(&[bin, a, odd, tools])),
        (Some(joined(&[a, bin, odd])), joined(&[bin, a, odd, tools])),
        (Some(joined(&[a, tools, bin])), joined(&[bin, a, tools])),
        (Some(joined(&[bin, a, bin, bin, odd, bin])), joined(&[bin, a, odd, tools])),
        (Some(joined(&[&longer, beside, bin])), joined(&[bin, &longer, beside, tools])),
    ] {
        for shell in SHELLS {
            let Some(path) = path_after(&user, shell, before.as_deref(), &[]) else { continue };
            assert_eq!(path, after, "{shell:?}: {before:?}");
        }
    }
    // fish makes a dot of an empty entry, which is the current folder
    let before = joined(&[empty, a, empty, bin, empty]);
    for shell in SHELLS.iter().filter(|(shell, _)| *shell != "fish") {
        let Some(path) = path_after(&user, *shell, Some(&before), &[]) else { continue };
        assert_eq!(path, joined(&[bin, empty, a, empty, empty, tools]), "{shell:?}");
    }
}

#[test]
fn where_somebody_prepared_the_shell_the_folder_overtakes_nothing() {
    let user = User::new("sh");
    user.apply(&user.edits());
    let (bin, tools) = (user.bin().into_os_string(), user.home.join("go/bin").into_os_string());
    let (bin, tools, other) = (bin.as_os_str(), tools.as_os_str(), OsStr::new("/prepared/bin"));
    make_executable(&user.write("with/bin/go", "#!/bin/sh\n"));
    fs::create_dir(user.home.join("without")).unwrap();
    let [with, without] = ["with", "without"].map(|name| user.home.join(name).into_os_string());
    let first = joined(&[bin, other, tools]);
    let later = joined(&[other, bin, tools]);
    let rows = PREPARED.into_iter().flat_map(|(name, prepares)| match prepares {
        Prepares::Always => vec![(name, without.as_os_str(), true), (name, OsStr::new(""), false)],
        Prepares::WithGo => vec![(name, with.as_os_str(), true), (name, without.as_os_str(), false)],
    });
    // Each terminal of an editor, and each shell of a user of mise, has these.
    let usual = ["TERM_PROGRAM", "VSCODE_INJECTION", "TERMINAL_EMULATOR", "MISE_SHELL", "TMUX"];
    let usual = usual.map(|name| (name, with.as_os_str(), false));
    for (name, value, is_prepared) in rows.chain(usual) {
        for shell in SHELLS {
            for path in [joined(&[other, bin]), joined(&[other])] {
                let Some(after) = path_after(&user, shell, Some(&path), &[(name, value)]) else { continue };
                assert_eq!(after, if is_prepared { &*later } else { &*first }, "{name}={value:?} {shell:?}: {path:?}");
            }
        }
    }
}

#[test]
fn a_script_of_an_older_upgo_is_written_again() {
    let user = User::new("bash");
    user.write(".bashrc", "export PATH=\"/other:$PATH\"\n");
    user.apply(&user.edits());
    let script = user.upgo().join("env");
    let new = fs::read_to_string(&script).unwrap();
    let marks: String = new.lines().filter(|line| line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    fs::write(&script, &marks).unwrap();
    let change = user.apply(&user.edits());
    assert_eq!(change.names(), ["PATH"]);
    let shown = change.diff().to_string();
    assert!(shown.starts_with("~ ") && shown.contains("(PATH, first, by "), "{shown}");
    assert_eq!(fs::read_to_string(&script).unwrap(), new);
    let inherited = joined(&[OsStr::new("/usr/bin"), user.bin().as_os_str(), OsStr::new("/bin")]);
    if let Some(path) = user.path_in("bash", &["-i"], inherited.to_str().unwrap()) {
        assert_eq!(path[..2], [user.bin().into_os_string(), "/other".into()]);
    }
}
