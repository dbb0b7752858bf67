//! The command line on Windows: one string, which each program splits into arguments itself.

const QUOTE: u16 = b'"' as u16;
const SPACE: u16 = b' ' as u16;
const TAB: u16 = b'\t' as u16;

/// In UTF-16 units with the final NUL:
/// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw>.
const MAX_LENGTH: usize = 32_767;

/// The longest path that all parts of Windows accept without a prefix, in UTF-16 units without the final NUL.
const MAX_PLAIN_PATH: usize = 259;

/// Returns an absolute `path` in the form for `CreateProcessW`: with `\\?\` if it is long.
/// Source: <https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation>.
pub(crate) fn program_path(path: &[u16]) -> Vec<u16> {
    let starts_with =
        |prefix: &str| path.len() >= prefix.len() && prefix.encode_utf16().eq(path[..prefix.len()].iter().copied());
    let (prefix, rest) = if path.len() <= MAX_PLAIN_PATH || starts_with(r"\\?\") {
        ("", path)
    } else if starts_with(r"\\") {
        (r"\\?\UNC\", &path[2..])
    } else {
        (r"\\?\", path)
    };
    prefix.encode_utf16().chain(rest.iter().copied()).collect()
}

/// Returns `line` with its first argument replaced by `program`, both without a final NUL. The rest is copied unit by
/// unit, because some programs notice other quotes. A line that would become too long stays: it did fit before, and
/// does not decide which program runs.
pub(crate) fn for_program(program: &[u16], line: &[u16]) -> Vec<u16> {
    let mut new = Vec::with_capacity(program.len() + line.len() + 2);
    new.push(QUOTE);
    new.extend_from_slice(program);
    new.push(QUOTE);
    new.extend_from_slice(tail(line));
    if new.len() >= MAX_LENGTH {
        new.clear();
        new.extend_from_slice(line);
    }
    new
}

/// The rest after the first argument, from the blank that ends it. The C runtime has a rule for this one, the program's
/// name: it ends at the first blank outside quotes, and a backslash has no special meaning.
/// Source: <https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments>.
fn tail(line: &[u16]) -> &[u16] {
    let mut quoted = false;
    for (index, unit) in line.iter().enumerate() {
        match *unit {
            QUOTE => quoted = !quoted,
            SPACE | TAB if !quoted => return &line[index..],
            _ => {}
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn the_tail_begins_where_the_c_runtime_ends_the_program_name() {
        for (line, expected) in [
            ("", ""),
            ("go", ""),
            ("go version", " version"),
            ("go\tversion", "\tversion"),
            ("go  two  blanks ", "  two  blanks "),
            (r#""go""#, ""),
            (r#""C:\Program Files\go.exe" build "a b""#, r#" build "a b""#),
            (r#"C:\"Program Files"\go.exe build"#, " build"),
            (r#""C:\go"".exe" x"#, " x"),
            (r#""C:\dir\" x"#, " x"),
            (r#""C:\never closed x y"#, ""),
            (r#""""go x"#, ""),
            (r#"""""go x"#, " x"),
            (" leading", " leading"),
            ("日本語 ü", " ü"),
            ("go\nnot a blank x", " a blank x"),
        ] {
            assert_eq!(tail(&wide(line)), wide(expected), "{line:?}");
        }
    }

    #[test]
    fn a_long_path_gets_the_verbatim_prefix() {
        let deep = "x".repeat(300);
        for (path, expected) in [
            (r"C:\go.exe".to_owned(), r"C:\go.exe".to_owned()),
            (r"\\server\share\go.exe".to_owned(), r"\\server\share\go.exe".to_owned()),
            (format!(r"C:\{}", &deep[..256]), format!(r"C:\{}", &deep[..256])),
            (format!(r"C:\{}", &deep[..257]), format!(r"\\?\C:\{}", &deep[..257])),
            (format!(r"\\server\share\{deep}"), format!(r"\\?\UNC\server\share\{deep}")),
            (format!(r"\\?\C:\{deep}"), format!(r"\\?\C:\{deep}")),
        ] {
            assert_eq!(program_path(&wide(&path)), wide(&expected), "{path}");
        }
    }

    #[test]
    fn only_the_first_argument_changes_even_with_invalid_utf_16() {
        let mut line = wide("go x");
        line.extend([0xd800, u16::from(b'\\'), QUOTE, 0xdfff]);
        let mut expected = wide(r#""C:\a b\go.exe" x"#);
        expected.extend([0xd800, u16::from(b'\\'), QUOTE, 0xdfff]);
        assert_eq!(for_program(&wide(r"C:\a b\go.exe"), &line), expected);
    }

    #[test]
    fn a_line_that_would_become_too_long_is_kept() {
        let program = wide(r"C:\somewhere\go.exe");
        let room = MAX_LENGTH - 1 - (program.len() + 2);
        let mut fits = wide("go");
        fits.extend(std::iter::once(SPACE).chain(std::iter::repeat_n(0x78, room - 1)));
        assert_eq!(for_program(&program, &fits).len(), MAX_LENGTH - 1);
        assert_eq!(for_program(&program, &fits)[0], QUOTE);

        let mut too_long = fits;
        too_long.push(0x78);
        assert_eq!(for_program(&program, &too_long), too_long);
    }
}
