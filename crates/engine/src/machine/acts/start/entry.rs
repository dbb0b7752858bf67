//! A desktop entry in the user's autostart folder.
//! Sources: <https://specifications.freedesktop.org/autostart-spec/latest/>,
//! <https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html>.
use std::io;
use std::path::Path;

use super::HIDDEN;

pub fn entry(program: &Path) -> io::Result<String> {
    let program = one_line(program)?;
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Upgo\nIcon=upgo\nExec={} {HIDDEN}\nTerminal=false\n",
        quoted(program)
    ))
}

/// Whether a desktop has disabled the entry without deleting it.
pub fn is_switched_off(entry: &str) -> bool {
    entry.lines().any(|line| {
        let Some((key, value)) = line.split_once('=') else { return false };
        matches!((key.trim(), value.trim()), ("Hidden", "true") | ("X-GNOME-Autostart-enabled", "false"))
    })
}

pub(super) fn one_line(path: &Path) -> io::Result<&str> {
    let path = path.to_str().filter(|path| !path.contains(['\n', '\r']));
    path.ok_or_else(|| io::Error::other("the path of the program or of Upgo's home is not a single line of text"))
}

/// Quotes an argument of `Exec`, with `%` doubled, and then escapes it for the file, with every backslash doubled.
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
    fn the_entry_starts_the_tray() {
        assert_eq!(
            entry(Path::new("/usr/bin/upgo-desktop")).unwrap(),
            "[Desktop Entry]\nType=Application\nName=Upgo\nIcon=upgo\n\
             Exec=\"/usr/bin/upgo-desktop\" --hidden\nTerminal=false\n"
        );
    }

    #[test]
    fn unusual_characters_are_quoted() {
        assert_eq!(quoted("/a b/100%/$x`y\"z\\é"), r#""/a b/100%%/\\$x\\`y\\"z\\\\é""#);
        assert!(entry(Path::new("/a\nExec=b")).is_err());
    }

    #[test]
    fn recognizes_both_ways_in_which_desktops_disable_an_entry() {
        let own = entry(Path::new("/usr/bin/upgo-desktop")).unwrap();
        assert!(!is_switched_off(&own));
        for line in ["Hidden=true", "X-GNOME-Autostart-enabled = false"] {
            assert!(is_switched_off(&format!("{own}{line}\n")), "{line}");
        }
    }
}
