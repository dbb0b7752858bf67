//! The answer of the database to a query for a module.
use crate::base::module::MODULE;

/// The size limit of an answer in bytes; a real one is 400 bytes long.
pub(super) const LARGEST: usize = 64 << 10;

/// An answer of the database: the record's number, its lines, and a signed tree head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseRecord<'a> {
    /// The number of the record, counted from 0.
    pub id: u64,
    /// Its lines, including their line ends. The leaf of the tree is their hash.
    pub text: &'a str,
    pub note: &'a str,
}

impl<'a> DatabaseRecord<'a> {
    /// `None` if it is not an answer. Source: `golang.org/x/mod/sumdb/tlog` (`ParseRecord`).
    pub fn parse(answer: &'a [u8]) -> Option<Self> {
        let answer = str::from_utf8(answer).ok()?;
        let (id, rest) = answer.split_once('\n')?;
        let end = rest.find("\n\n")?;
        let (text, note) = (&rest[..=end], &rest[end + 2..]);
        let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        let is_text = !text.starts_with('\n') && !text.chars().any(|c| c.is_control() && c != '\n');
        (is_number && is_text).then(|| Some(Self { id: id.parse().ok()?, text, note }))?
    }

    /// The hash that the record contains for the files of a version of the toolchain's module.
    pub fn h1(&self, version: &str) -> Option<&'a str> {
        let mut lines = self.text.lines().filter_map(|line| line.strip_prefix(MODULE)?.strip_prefix(' '));
        let h1 = lines.find_map(|line| line.strip_prefix(version)?.strip_prefix(' '))?;
        h1.starts_with("h1:").then_some(h1)
    }
}

/// A real answer of `sum.golang.org` from August 2024.
#[cfg(test)]
pub(super) const REAL: &str = "24929362
golang.org/toolchain v0.0.1-go1.21.9.linux-amd64 h1:rRL9rPpsjKfpdDFcppvNgw1/dynUMrpDcTxdIwtyFR0=
golang.org/toolchain v0.0.1-go1.21.9.linux-amd64/go.mod h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=

go.sum database tree
28905453
f3f8U0MoQmXkWAgAEKDtXcaI3c2y6N9+55KNSRefF/w=

— sum.golang.org Az3grr4J9x4SApup87osjthKONInbYdbN37ZskrLF12HIbhDuxOBTzt8Z2jUKbCvxYWrw0yNgshddOzt7pZEl7aSCw8=
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_a_real_answer() {
        let record = DatabaseRecord::parse(REAL.as_bytes()).unwrap();
        assert_eq!(record.id, 24_929_362);
        assert!(record.text.ends_with("eS0=\n") && record.note.starts_with("go.sum"), "{record:?}");
        let h1 = "h1:rRL9rPpsjKfpdDFcppvNgw1/dynUMrpDcTxdIwtyFR0=";
        assert_eq!(record.h1("v0.0.1-go1.21.9.linux-amd64"), Some(h1));
        assert_eq!(record.h1("v0.0.1-go1.21.9.linux-arm64"), None);
        assert_eq!(record.h1("v0.0.1-go1.21.9.linux-amd64/go.mod").map(|h1| &h1[..7]), Some("h1:8wlg"));
    }

    #[test]
    fn refuses_invalid_answers() {
        let real = |from: &str, to: &str| REAL.replacen(from, to, 1);
        for bad in [
            String::new(),
            "<!doctype html>\n\n".to_owned(),
            REAL[..40].to_owned(),
            real("24929362", "-1"),
            real("24929362", "+1"),
            real("24929362", "99999999999999999999"),
            real("24929362\n", "24929362\n\n"),
            real("h1:", "h1:\u{1b}"),
            real(".linux", "\r\n.linux"),
        ] {
            assert_eq!(DatabaseRecord::parse(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(DatabaseRecord::parse(&[&b"1\n\xff\n\n"[..], REAL.as_bytes()].concat()), None);
    }
}
