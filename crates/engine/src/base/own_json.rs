//! The checksum in Upgo's own JSON files: the last field, `sum`, is the CRC-32 of all bytes before it. It detects
//! damage by disks (a flipped bit, a truncated file, a block of zeros), not by people, who can compute it. A file
//! without it is intact if it is valid JSON. Sentences are stored as data, so that they can be said in another language
//! later.
use crc::{CRC_32_ISO_HDLC, CRC_64_XZ, Crc, Table};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use url::Url;

use super::words::as_data;

/// What precedes the eight hexadecimal digits.
const START: &[u8] = b",\"sum\":\"";
const END: &[u8] = b"\"}";
const DIGITS: usize = 8;

/// A value, which must be an object with at least one field, as sealed JSON on one line.
pub fn to_vec(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    as_data(|| serde_json::to_vec(value)).map(seal)
}

pub fn to_vec_pretty(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    as_data(|| serde_json::to_vec_pretty(value)).map(seal)
}

/// The value in sealed JSON; `None` if it is damaged, or if it is another kind of object.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    if is_unbroken(text) { serde_json::from_slice(text).ok() } else { None }
}

/// Whether this is JSON that matches its checksum, of whatever kind.
pub(crate) fn is_intact(text: &[u8]) -> bool {
    // The parser does not look into the strings that it ignores.
    std::str::from_utf8(text).is_ok() && from_slice::<IgnoredAny>(text).is_some()
}

fn seal(mut text: Vec<u8>) -> Vec<u8> {
    debug_assert!(text.len() > 2 && text.ends_with(b"}"), "not an object with fields");
    text.pop();
    text.truncate(text.trim_ascii_end().len());
    let sum = checksum(&text);
    text.extend_from_slice(START);
    text.extend_from_slice(format!("{sum:0DIGITS$x}").as_bytes());
    text.extend_from_slice(END);
    text
}

/// Whether the text matches its checksum, if it has one.
fn is_unbroken(text: &[u8]) -> bool {
    let Some((rest, digits)) = text.strip_suffix(END).and_then(|text| text.split_last_chunk::<DIGITS>()) else {
        return true;
    };
    let Some(sealed) = rest.strip_suffix(START) else { return true };
    *digits == *format!("{:0DIGITS$x}", checksum(sealed)).as_bytes()
}

/// The CRC-32 of Upgo's own files, by tables: the faster libraries first ask the processor what it can do. On a virtual
/// machine each of their nine questions takes 15 to 40 µs, which is longer than everything that a quick command sums up.
fn checksum(bytes: &[u8]) -> u32 {
    static CRC: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC);
    CRC.checksum(bytes)
}

/// 16 hexadecimal digits for the name of a file that belongs to this address. The file contains the address, because two of
/// them may have the same digits. A digest would cost a quick command a tenth of its time (see [`checksum`]).
pub(crate) fn name_of(address: &Url) -> String {
    static CRC: Crc<u64> = Crc::<u64>::new(&CRC_64_XZ);
    format!("{:016x}", CRC.checksum(address.as_str().as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    type Value = BTreeMap<String, u32>;

    #[test]
    fn any_damage_is_noticed_or_changes_nothing() {
        let value = Value::from([("a".to_owned(), 1), ("b".to_owned(), 23)]);
        for text in [to_vec(&value).unwrap(), to_vec_pretty(&value).unwrap()] {
            let read = |text: &[u8]| {
                let read: Option<BTreeMap<String, serde_json::Value>> = from_slice(text);
                read.map(|mut read| {
                    read.retain(|name, _| value.contains_key(name));
                    read.into_iter()
                        .map(|(name, value)| (name, u32::try_from(value.as_u64().unwrap()).unwrap()))
                        .collect()
                })
            };
            assert_eq!(read(&text), Some(value.clone()));
            for length in 0..text.len() {
                assert!(!is_intact(&text[..length]), "{length}");
            }
            for at in 0..text.len() {
                for new in [text[at] ^ 1, text[at] ^ 0x80, 0, 0xff] {
                    let mut text = text.clone();
                    text[at] = new;
                    let shown = String::from_utf8_lossy(&text);
                    assert!(read(&text).is_none_or(|read| read == value), "byte {at}: {shown}");
                    assert_eq!(is_intact(&text), read(&text).is_some(), "byte {at}: {shown}");
                }
            }
        }
    }

    #[test]
    fn json_without_a_checksum_is_intact() {
        let text = br#"{"a": 1}"#;
        assert_eq!(from_slice::<Value>(text), Some(Value::from([("a".to_owned(), 1)])));
        assert!(is_intact(text) && !is_intact(b"{\"a\": ") && !is_intact(b"") && !is_intact(&[0; 40]));
    }
}
