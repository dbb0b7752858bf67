//! The `go env -w` file: read as Go reads it, and edited so that every other byte stays. Lines are `NAME=value`, and
//! the last of a name counts. A name begins with a capital letter, so comments, invalid lines, and a line after a byte
//! order mark have no effect. Source: `cmd/go/internal/cfg` (`readEnvFile`).
use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::machine::platform;

/// For Go, the `\r` of a Windows line ending belongs to the value.
pub fn value_in<'a>(file: &'a [u8], name: &str) -> Option<&'a [u8]> {
    assignments(file).filter(|(key, _)| *key == name.as_bytes()).map(|(_, value)| value).last()
}

pub(crate) fn values_in(file: &[u8]) -> BTreeMap<String, OsString> {
    assignments(file).map(|(name, value)| (String::from_utf8_lossy(name).into_owned(), os_string(value))).collect()
}

pub(super) fn os_string(bytes: &[u8]) -> OsString {
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) if platform::HAS_REGISTRY => String::from_utf8_lossy(bytes).into_owned().into(),
        Err(_) => platform::from_units(&bytes.iter().copied().map(u16::from).collect::<Vec<_>>()),
    }
}

/// Whether the file begins with the byte order mark that Notepad writes: Go ignores the name after it.
pub fn has_byte_order_mark(file: &[u8]) -> bool {
    file.starts_with(b"\xEF\xBB\xBF")
}

fn assignments(file: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    file.split(|byte| *byte == b'\n').filter_map(assignment)
}

fn assignment(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = line.iter().position(|byte| *byte == b'=')?;
    line[0].is_ascii_uppercase().then(|| (&line[..at], &line[at + 1..]))
}

/// Every other line keeps its bytes. The last of several lines with the name is edited; a removal removes all.
pub(super) fn with_value(file: &[u8], name: &str, value: Option<&[u8]>) -> Vec<u8> {
    let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    let is_own = |line: &&[u8]| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        assignment(line).is_some_and(|(key, _)| key == name.as_bytes())
    };
    let Some(value) = value else {
        return lines.into_iter().filter(|line| !is_own(line)).collect::<Vec<_>>().concat();
    };
    // Never with the `\r` of Windows: for Go it would belong to the value.
    let assignment = |ending: &[u8]| [name.as_bytes(), b"=", value, ending].concat();
    if let Some(at) = lines.iter().rposition(is_own) {
        let ending: &[u8] = if lines[at].ends_with(b"\n") { b"\n" } else { b"" };
        return [&lines[..at].concat()[..], &assignment(ending), &lines[at + 1..].concat()].concat();
    }
    let gap: &[u8] = if file.last().is_none_or(|last| *last == b'\n') { b"" } else { b"\n" };
    [file, gap, &assignment(b"\n")].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A file, its value of GOPROXY, the file with `GOPROXY=new`, and the file without GOPROXY.
    const FILES: [(&str, Option<&str>, &str, &str); 11] = [
        ("", None, "GOPROXY=new\n", ""),
        ("GOFLAGS=-v\n", None, "GOFLAGS=-v\nGOPROXY=new\n", "GOFLAGS=-v\n"),
        ("GOFLAGS=-v", None, "GOFLAGS=-v\nGOPROXY=new\n", "GOFLAGS=-v"),
        ("GOFLAGS=-v\r\nX", None, "GOFLAGS=-v\r\nX\nGOPROXY=new\n", "GOFLAGS=-v\r\nX"),
        ("GOPROXY=a\r\nGOFLAGS=-v\n", Some("a\r"), "GOPROXY=new\nGOFLAGS=-v\n", "GOFLAGS=-v\n"),
        ("# GOPROXY=no\nGOPROXY=a=b", Some("a=b"), "# GOPROXY=no\nGOPROXY=new", "# GOPROXY=no\n"),
        ("GOPROXY=1\n\nGOPROXY=2\nZ=\n", Some("2"), "GOPROXY=1\n\nGOPROXY=new\nZ=\n", "\nZ=\n"),
        ("GOPROXY=\n", Some(""), "GOPROXY=new\n", ""),
        ("GOPROXYX=1\nXGOPROXY=2\n", None, "GOPROXYX=1\nXGOPROXY=2\nGOPROXY=new\n", "GOPROXYX=1\nXGOPROXY=2\n"),
        ("\u{feff}GOPROXY=a\n", None, "\u{feff}GOPROXY=a\nGOPROXY=new\n", "\u{feff}GOPROXY=a\n"),
        (
            "goproxy=a\n GOPROXY=b\n=c\n",
            None,
            "goproxy=a\n GOPROXY=b\n=c\nGOPROXY=new\n",
            "goproxy=a\n GOPROXY=b\n=c\n",
        ),
    ];

    #[test]
    fn reads_a_value_like_go_and_edits_only_that() {
        for (file, value, set, unset) in FILES {
            let file = file.as_bytes();
            assert_eq!(value_in(file, "GOPROXY"), value.map(str::as_bytes), "{file:?}");
            let shown = |file: Vec<u8>| String::from_utf8(file).unwrap();
            assert_eq!(shown(with_value(file, "GOPROXY", Some(b"new"))), set);
            assert_eq!(shown(with_value(file, "GOPROXY", None)), unset);
        }
    }

    #[test]
    fn the_last_value_of_each_name_counts() {
        let values = values_in(b"B=1\n#C=2\nA=\nB=3\r\nnone\nd=4\n");
        assert_eq!(values, BTreeMap::from([("A".into(), "".into()), ("B".into(), "3\r".into())]));
    }

    proptest! {
        #[test]
        fn setting_a_value_keeps_the_other_lines_of_any_file(
            lines in prop::collection::vec("(GOPROXY|GO[A-Z]|#|é| |)=?[a-z\\\\=]{0,6}\r?", 0..8),
            end in any::<bool>(),
        ) {
            let file = lines.join("\n") + if end { "\n" } else { "" };
            let set = with_value(file.as_bytes(), "GOPROXY", Some(b"new"));
            prop_assert_eq!(value_in(&set, "GOPROXY"), Some(&b"new"[..]));
            let unset = with_value(&set, "GOPROXY", None);
            prop_assert_eq!(value_in(&unset, "GOPROXY"), None);
            for name in values_in(file.as_bytes()).keys().filter(|name| *name != "GOPROXY") {
                prop_assert_eq!(value_in(&unset, name), value_in(file.as_bytes(), name));
            }
            if value_in(file.as_bytes(), "GOPROXY").is_none() {
                prop_assert!(set.starts_with(file.as_bytes()), "the file was only appended to");
            }
        }

        #[test]
        fn accepts_any_bytes(file in prop::collection::vec(any::<u8>(), 0..200)) {
            let set = with_value(&file, "GOBIN", Some(b"/x"));
            prop_assert_eq!(value_in(&set, "GOBIN"), Some(&b"/x"[..]));
            let unset = with_value(&set, "GOBIN", None);
            prop_assert_eq!(value_in(&unset, "GOBIN"), None);
        }
    }
}
