//! The encodings of small files that people write. `crates/engine/src/base/mod.rs` compiles this file, too.

/// The text of a file in UTF-16 with a byte order mark, as `>` of Windows PowerShell 5.1 writes it; `None` without one.
pub(crate) fn from_utf16(bytes: &[u8]) -> Option<String> {
    let unit = match bytes.first_chunk()? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// The text of a file in UTF-16 with a byte order mark, or in UTF-8. What is not valid is replaced.
pub(crate) fn text(bytes: &[u8]) -> String {
    from_utf16(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_names_the_encoding() {
        let encoded = |text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        for written in ["1.27.3\r\n", "# größer 𝒢\n", ""] {
            assert_eq!(text(&encoded(written, [0xff, 0xfe], u16::to_le_bytes)), written);
            assert_eq!(text(&encoded(written, [0xfe, 0xff], u16::to_be_bytes)), written);
            assert_eq!(text(written.as_bytes()), written);
        }
        assert_eq!(text(b"\xff\xfe1\x002"), "1", "half a unit is cut off");
        assert_eq!(text(b"\xff\xfe\x00\xd8"), "\u{fffd}", "half a character");
        assert_eq!((text(b"a\xff"), text(b"\xff")), ("a\u{fffd}".into(), "\u{fffd}".into()));
        assert_eq!(from_utf16(b"1.27.3"), None);
    }
}
