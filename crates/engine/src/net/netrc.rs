//! `.netrc`, as the go command reads it. Source: `cmd/go/internal/auth/netrc.go`, and
//! <https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html>.
use std::path::Path;

use crate::base::bounded::{self, FileCheck};
use crate::net::http::Login;

/// In bytes, well above any file that a person writes.
const MAX: u64 = 1 << 20;

/// The logins in a file that passes `check`; none if it does not.
pub(crate) fn read(path: &Path, check: FileCheck) -> Vec<Login> {
    let text = bounded::read_if(path, MAX, check).unwrap_or_default();
    parse(&String::from_utf8_lossy(&text))
}

/// Lines of word pairs. `default` ends the list: Go accepts no login for all servers. `macdef` ends at an empty line.
pub(crate) fn parse(text: &str) -> Vec<Login> {
    let mut logins = Vec::new();
    let (mut machine, mut user, mut password) = (None, None, None);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let mut words = line.split_whitespace();
        while let Some(word) = words.next() {
            if word == "default" {
                return logins;
            }
            let Some(value) = words.next() else { break };
            match word {
                "machine" => (machine, user, password) = (Some(value), None, None),
                "login" => user = Some(value),
                "password" => password = Some(value),
                "macdef" => {
                    lines.by_ref().find(|line| line.is_empty());
                    break;
                }
                _ => {}
            }
            if let (Some(name), Some(login), Some(secret)) = (machine, user, password) {
                logins.push(Login { machine: name.into(), user: login.into(), password: secret.into() });
                (machine, user, password) = (None, None, None);
            }
        }
    }
    logins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<[String; 3]> {
        parse(text).into_iter().map(|login| [login.machine, login.user, login.password]).collect()
    }

    #[test]
    fn an_entry_may_span_several_lines() {
        let text = "machine a login b password c account d\nmachine e\r\n  login f\n\tpassword g#h\n\n# machine x\n";
        assert_eq!(read(text), [["a", "b", "c"], ["e", "f", "g#h"]]);
    }

    #[test]
    fn incomplete_entries_are_ignored() {
        for none in [
            "",
            "machine a login b",
            "login b password c",
            "default login b password c",
            "machine a login b machine c password d",
            "macdef init\nmachine a login b password c\n",
            "machine",
        ] {
            assert_eq!(read(none), [[""; 3]; 0], "{none:?}");
        }
        let after = "macdef x\nmachine a login b password c\n\nmachine d login e password f\ndefault\nmachine g login h password i";
        assert_eq!(read(after), [["d", "e", "f"]]);
    }
}
