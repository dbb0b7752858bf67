//! systemd's journal: one datagram for each entry (<https://systemd.io/JOURNAL_NATIVE_PROTOCOL/>).
use std::io;
use std::os::unix::net::UnixDatagram;
use std::path::Path;

use crate::machine::platform::MOMENT;

/// A journal that does not take it within a moment is an error.
pub fn send_to_journald(socket: &Path, fields: &[(&str, String)]) -> io::Result<()> {
    let sender = UnixDatagram::unbound()?;
    sender.set_write_timeout(Some(MOMENT))?;
    sender.send_to(&datagram(fields), socket).map(drop)
}

pub fn report_event(_source: &str, _text: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The fields as the protocol writes them: a value with a line break has its length in front.
fn datagram(fields: &[(&str, String)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, value) in fields {
        bytes.extend_from_slice(name.as_bytes());
        if value.contains('\n') {
            bytes.push(b'\n');
            bytes.extend_from_slice(&(value.len() as u64).to_le_bytes());
        } else {
            bytes.push(b'=');
        }
        bytes.extend_from_slice(value.as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_one_datagram_of_the_native_protocol() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let journal = UnixDatagram::bind(&socket).unwrap();
        let fields = [("MESSAGE", "two\nlines".to_owned()), ("PRIORITY", "5".to_owned())];
        send_to_journald(&socket, &fields).unwrap();
        let mut received = [0; 100];
        let length = journal.recv(&mut received).unwrap();
        assert_eq!(&received[..length], b"MESSAGE\n\x09\0\0\0\0\0\0\0two\nlines\nPRIORITY=5\n");
        drop(journal);
        assert!(send_to_journald(&socket, &fields).is_err(), "nobody listens");
    }
}
