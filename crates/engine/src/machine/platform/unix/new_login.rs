//! What a new login of this account begins with, and whether anybody opens a terminal here.
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::user::{Account, own_account};
use crate::machine::platform::{NewTerminals, TerminalKind};

/// The shells of accounts with which nobody logs in.
const NO_SHELLS: [&str; 2] = ["nologin", "false"];
/// The variables of a session. A startup file that finds none of them may start a desktop. Those that name folders of the
/// user, such as `XDG_CONFIG_HOME`, are left out, because startup files set them.
const OF_DESKTOP: [&str; 11] = [
    "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "XDG_DATA_DIRS",
    "XDG_RUNTIME_DIR", "XDG_SEAT", "XDG_SESSION_ID", "XDG_SESSION_TYPE", "XDG_VTNR", "XDG_CONFIG_DIRS",
];
/// The system's files may be silent about the language: then a login has what its parent has.
const OF_LOCALE: [&str; 4] = ["LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE"];
/// For an account without a shell: POSIX has this one.
const SHELL: &str = "/bin/sh";
/// The PATH with which a login begins if `login.defs` names none.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games";
/// Prints what the files of environment.d set.
/// Source: <https://www.freedesktop.org/software/systemd/man/latest/systemd.environment-generator.html>.
const GENERATOR: &str = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator";

/// By what the system says of this account, whatever this process was started by.
pub fn new_terminals(variables: &dyn Fn(&str) -> Option<OsString>) -> NewTerminals {
    let account = own_account();
    let of_account = account.as_ref().map(|account| account.shell.clone()).filter(|shell| shell.is_absolute());
    let has_no_shell = of_account.as_deref().is_some_and(|shell| {
        shell.file_name().and_then(|name| name.to_str()).is_some_and(|name| NO_SHELLS.contains(&name))
    });
    let listed = fs_err::read_to_string("/etc/shells").unwrap_or_default();
    let is_shell = |shell: &PathBuf| {
        Some(shell) == of_account.as_ref() || listed.lines().any(|line| Path::new(line.trim()) == shell)
    };
    let chosen = variables("SHELL").map(PathBuf::from).filter(is_shell);
    let kind = if has_no_shell {
        TerminalKind::None
    } else {
        match listed_session() {
            Some(true) => TerminalKind::Window,
            None if is_container(variables) => TerminalKind::Container,
            _ => TerminalKind::Login,
        }
    };
    let shell = chosen.or(of_account).unwrap_or_else(|| SHELL.into());
    NewTerminals { kind, shell }
}

/// The environment with which a login begins, before any startup file is read.
pub fn login_environment(shell: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> BTreeMap<OsString, OsString> {
    of_login(own_account().as_ref(), shell, variables)
}

fn of_login(
    account: Option<&Account>,
    shell: &Path,
    variables: &dyn Fn(&str) -> Option<OsString>,
) -> BTreeMap<OsString, OsString> {
    let defaults = fs_err::read_to_string("/etc/login.defs").unwrap_or_default();
    let named = if rustix::process::geteuid().is_root() { "ENV_SUPATH" } else { "ENV_PATH" };
    let path = defaults.lines().find_map(|line| line.trim().strip_prefix(named)?.trim().strip_prefix("PATH="));
    let mut begins: BTreeMap<OsString, OsString> = BTreeMap::new();
    begins.insert("PATH".into(), path.unwrap_or(PATH).into());
    for file in ["/etc/environment", "/etc/default/locale", "/etc/locale.conf"] {
        let text = fs_err::read_to_string(file).unwrap_or_default();
        begins.extend(assignments(&text));
    }
    let name = account.map(|account| account.name.clone().into()).or_else(|| variables("USER"));
    for variable in ["USER", "LOGNAME"] {
        begins.extend(name.clone().map(|name| (variable.into(), name)));
    }
    begins.extend(variables("HOME").map(|home| ("HOME".into(), home)));
    begins.insert("SHELL".into(), shell.into());
    begins.insert("TERM".into(), "xterm-256color".into());
    begins.extend(OF_DESKTOP.into_iter().filter_map(|name| Some((name.into(), variables(name)?))));
    for name in OF_LOCALE {
        if let (false, Some(value)) = (begins.contains_key(OsStr::new(name)), variables(name)) {
            begins.insert(name.into(), value);
        }
    }
    begins.extend(of_environment_d(&begins));
    begins
}

/// The lines of `/etc/environment` as `pam_env` reads them: without expansion, the quotes around a value removed.
fn assignments(text: &str) -> impl Iterator<Item = (OsString, OsString)> + '_ {
    text.lines().filter_map(|line| {
        let line = line.split('#').next().unwrap_or_default().trim();
        let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
        let value = value.trim();
        let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
        Some((name.trim().into(), quoted.unwrap_or(value).into()))
    })
}

#[expect(clippy::disallowed_methods, reason = "a program of the system, in a folder of root")]
fn of_environment_d(begins: &BTreeMap<OsString, OsString>) -> BTreeMap<OsString, OsString> {
    let mut generator = Command::new(GENERATOR);
    generator.env_clear().envs(begins).current_dir("/").stdin(Stdio::null()).stderr(Stdio::null());
    let printed = if Path::new(GENERATOR).exists() { generator.output().ok() } else { None };
    let lines = printed.map(|printed| String::from_utf8_lossy(&printed.stdout).into_owned()).unwrap_or_default();
    let pairs = lines.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(name, value)| (name.into(), unquoted(value).into())).collect()
}

/// A value that the generator has quoted for a shell, if it needs that.
fn unquoted(value: &str) -> String {
    let quoted = |start: &str, end| value.strip_prefix(start)?.strip_suffix(end);
    let Some(inside) = quoted("\"", '"').or_else(|| quoted("$'", '\'')) else { return value.to_owned() };
    let mut characters = inside.chars();
    let mut plain = String::new();
    while let Some(one) = characters.next() {
        plain.extend(if one == '\\' { characters.next() } else { Some(one) });
    }
    plain
}

/// Whether the session that the system lists for this account is on a desktop; `None` if it lists none.
/// Source: `sd_uid_get_display` of systemd and elogind reads this file.
fn listed_session() -> Option<bool> {
    let own = format!("/run/systemd/users/{}", rustix::process::getuid().as_raw());
    let text = fs_err::read_to_string(own).ok()?;
    let display = text.lines().find_map(|line| line.strip_prefix("DISPLAY="));
    let session = display.filter(|session| !session.is_empty() && !session.contains('/'))?;
    let session = fs_err::read_to_string(format!("/run/systemd/sessions/{session}")).unwrap_or_default();
    Some(session.lines().any(|line| ["TYPE=x11", "TYPE=wayland", "TYPE=mir"].contains(&line)))
}

/// Docker, Podman and systemd's containers, whose processes are not started by a login.
fn is_container(variables: &dyn Fn(&str) -> Option<OsString>) -> bool {
    let is_there = |path: &str| Path::new(path).exists();
    is_there("/.dockerenv") || is_there("/run/.containerenv") || variables("container").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_etc_environment_are_plain_assignments() {
        let text = "# comment\nPATH=\"/usr/bin:/bin\"\nexport EDITOR=vi # always\n\nA='b c'\nnonsense\n";
        let read: Vec<_> = assignments(text).map(|(name, value)| format!("{name:?}={value:?}")).collect();
        assert_eq!(read, [r#""PATH"="/usr/bin:/bin""#, r#""EDITOR"="vi""#, r#""A"="b c""#]);
    }

    #[test]
    fn what_the_generator_quotes_is_read_as_a_shell_would() {
        for (printed, value) in [
            ("plain", "plain"),
            (r#""it's a \"b\" \\ c""#, r#"it's a "b" \ c"#),
            (r"$'it\'s'", "it's"),
            ("\"", "\""),
            ("", ""),
        ] {
            assert_eq!(unquoted(printed), value);
        }
    }

    #[test]
    fn a_login_begins_with_the_account_and_not_with_this_process() {
        let variables = |name: &str| match name {
            "HOME" => Some("/home/zoë".into()),
            "PATH" | "GOROOT" | "ZDOTDIR" => Some("/of this process".into()),
            _ => None,
        };
        let begins = of_login(None, Path::new("/bin/zsh"), &variables);
        assert_eq!(begins.get(&OsString::from("HOME")), Some(&"/home/zoë".into()));
        assert_eq!(begins.get(&OsString::from("SHELL")), Some(&"/bin/zsh".into()));
        assert!(begins.values().all(|value| value != "/of this process"), "{begins:?}");
    }
}
