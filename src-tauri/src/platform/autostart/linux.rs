//! Linux: a desktop entry in the user's autostart folder.
//!
//! Sources: <https://specifications.freedesktop.org/autostart-spec/latest/>,
//! <https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html>.
use std::io;
use std::path::{Path, PathBuf};

use upgo_engine::effect;

use super::HIDDEN;

pub(crate) fn is_on() -> Option<bool> {
    entry_file().map(|file| is_on_in(&file))
}

pub(crate) fn set(on: bool) -> io::Result<()> {
    let file = entry_file().ok_or_else(|| io::Error::other("the folder for your settings is not known"))?;
    set_in(&file, &std::env::current_exe()?, on)
}

fn entry_file() -> Option<PathBuf> {
    let named = |name| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let config = named("XDG_CONFIG_HOME").or_else(|| Some(named("HOME")?.join(".config")))?;
    Some(config.join("autostart/upgo.desktop"))
}

/// Desktops switch an entry off without deleting it.
fn is_on_in(file: &Path) -> bool {
    let switched_off = |line: &str| {
        let Some((key, value)) = line.split_once('=') else { return false };
        matches!((key.trim(), value.trim()), ("Hidden", "true") | ("X-GNOME-Autostart-enabled", "false"))
    };
    std::fs::read_to_string(file).is_ok_and(|text| !text.lines().any(switched_off))
}

fn set_in(file: &Path, program: &Path, on: bool) -> io::Result<()> {
    if !on {
        return effect::remove_file(file);
    }
    effect::create_dir_all(effect::parent(file))?;
    effect::replace(file, entry(program)?.as_bytes())
}

fn entry(program: &Path) -> io::Result<String> {
    let program = program.to_str().filter(|program| !program.contains(['\n', '\r']));
    let program =
        program.ok_or_else(|| io::Error::other("the program lies in a folder that no desktop entry can name"))?;
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Upgo\nIcon=upgo\nExec={} {HIDDEN}\nTerminal=false\n",
        quoted(program)
    ))
}

/// As an argument of `Exec`: quoted, with `%` doubled, and then as a text of the file, with every backslash doubled.
fn quoted(argument: &str) -> String {
    let mut quoted = String::from('"');
    for letter in argument.chars() {
        match letter {
            '"' | '`' | '$' => quoted.extend(["\\\\", letter.encode_utf8(&mut [0; 4])]),
            '\\' => quoted += r"\\\\",
            '%' => quoted += "%%",
            _ => quoted.push(letter),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_made_and_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("autostart/upgo.desktop");
        assert!(!is_on_in(&file));
        set_in(&file, Path::new("/usr/bin/upgo-desktop"), true).unwrap();
        assert!(is_on_in(&file));
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "[Desktop Entry]\nType=Application\nName=Upgo\nIcon=upgo\n\
             Exec=\"/usr/bin/upgo-desktop\" --hidden\nTerminal=false\n"
        );
        set_in(&file, Path::new("/usr/bin/upgo-desktop"), false).unwrap();
        set_in(&file, Path::new("/usr/bin/upgo-desktop"), false).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn what_a_desktop_switched_off_is_off_until_it_is_set_here() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("upgo.desktop");
        let program = Path::new("/usr/bin/upgo-desktop");
        for line in ["Hidden=true", "X-GNOME-Autostart-enabled = false"] {
            set_in(&file, program, true).unwrap();
            let text = std::fs::read_to_string(&file).unwrap() + line + "\n";
            effect::write_plain(&file, text.as_bytes()).unwrap();
            assert!(!is_on_in(&file), "{line}");
        }
        set_in(&file, program, true).unwrap();
        assert!(is_on_in(&file));
    }

    #[test]
    fn a_strange_folder_is_quoted() {
        assert_eq!(quoted("/a b/100%/$x`y\"z\\é"), r#""/a b/100%%/\\$x\\`y\\"z\\\\é""#);
        assert!(entry(Path::new("/a\nExec=b")).is_err());
    }
}
