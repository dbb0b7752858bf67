//! Files that no linker wrote.
use std::io::{Cursor, Read, Seek, SeekFrom};

use upgo_engine::which_go::buildinfo::{Defect, read, read_from};
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;
use upgo_testkit::program::{Format, Numbers, Program, varint};

fn program(format: Format) -> Program {
    Program::new(format, "go1.27.3", "path\tx\nmod\tx\tv1.0.0\th1:x=\n")
}

fn told(bytes: Vec<u8>) -> String {
    match read_from(Cursor::new(bytes)) {
        Ok(info) => info.go,
        Err(Defect::NotProgram) => "no program".to_owned(),
        Err(Defect::NotGo) => "not Go".to_owned(),
        Err(other) => other.to_string(),
    }
}

/// The result for a Go program with this data.
fn with_data(data: &[&[u8]]) -> String {
    told(Program::with_data(Format::here(), data.concat()).bytes())
}

#[test]
fn distinguishes_what_is_not_a_go_program() {
    let header: &[u8] = b"\xff Go buildinf:\x08\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let old = |word: u8| [b"\xff Go buildinf:".as_slice(), &[word, 0], &[0; 16]].concat();
    let cases: Vec<(&str, String, &str)> = vec![
        ("nothing", told(Vec::new()), "no program"),
        ("a script", told(b"#!/bin/sh\necho go\n".to_vec()), "no program"),
        ("the magic alone", told(b"\x7fELF".to_vec()), "no program"),
        ("two letters", told(b"MZ".to_vec()), "no program"),
        (
            "a Java class",
            told(b"\xca\xfe\xba\xbe\0\0\0\x3d\0\x1c\x0a\0\x02\0\x03\x07\0\x04\x0c\0\x05\0\x06".to_vec()),
            "no program",
        ),
        ("no data", with_data(&[]), "not Go"),
        ("other data", with_data(&[&[7; 400]]), "not Go"),
        ("an unaligned magic", with_data(&[b" ", header, b"\x02go\0"]), "not Go"),
        ("half a magic", with_data(&[b"\xff Go build"]), "not Go"),
        ("half a header", with_data(&[&header[..20]]), "not Go"),
        ("a header alone", with_data(&[header]), "not Go"),
        ("an empty version", with_data(&[header, b"\0\0"]), "not Go"),
        ("no text", with_data(&[header, b"\x02go"]), "not Go"),
        ("an empty text", with_data(&[header, b"\x02go\0"]), "go"),
        ("a text without its delimiters", with_data(&[header, b"\x02go\x07path\tx\n"]), "go"),
        ("a truncated text", with_data(&[header, b"\x02go\x7fpath"]), "not Go"),
        ("a version that is not UTF-8", with_data(&[header, b"\x03g\xffo\0"]), "g\u{fffd}o"),
        ("an endless length", with_data(&[header, &[0xff; 32]]), "not Go"),
        ("a version without end", with_data(&[header, &varint(400), &b"go1.".repeat(100), b"\0"]), "not Go"),
        ("the greatest length", with_data(&[header, &varint(u64::MAX), b"go"]), "not Go"),
        ("addresses of zero bytes", with_data(&[&old(0)]), "not Go"),
        ("addresses of three bytes", with_data(&[&old(3)]), "not Go"),
        ("addresses of 255 bytes", with_data(&[&old(255)]), "not Go"),
        ("addresses that lead nowhere", with_data(&[&old(8)]), "not Go"),
        (
            "a text of more than a megabyte",
            told(Program::new(Format::here(), "go1.27.3", &"path\tx\n".repeat(200_000)).bytes()),
            "not Go",
        ),
        (
            "a damaged text",
            told(Program::new(Format::here(), "go1.27.3", "path\tx\nmod\tx\n").bytes()),
            "line 2 of its build info is invalid: a module needs a path and a version",
        ),
    ];
    for (what, told, expected) in cases {
        assert_eq!(told, expected, "{what}");
    }
}

#[test]
fn no_changed_byte_and_no_truncation_causes_a_panic() {
    for format in Format::ALL {
        for whole in [program(format), Program::old(format, "go1.27.3", "path\tx\n")].map(|program| program.bytes()) {
            assert_eq!(told(whole.clone()), "go1.27.3");
            for length in 0..whole.len() {
                told(whole[..length].to_vec());
            }
            for index in 0..whole.len() {
                for other in [0, 1, 0x7f, 0x80, 0xff, whole[index] ^ 0x10] {
                    let mut broken = whole.clone();
                    broken[index] = other;
                    told(broken);
                }
            }
        }
    }
}

/// An endless program that counts the bytes read.
struct Endless {
    head: Vec<u8>,
    filling: u8,
    at: u64,
    read: u64,
}

impl Read for &mut Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(self.filling);
        let start = usize::try_from(self.at).unwrap_or(usize::MAX).min(self.head.len());
        let rest = &self.head[start..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.at += buffer.len() as u64;
        self.read += buffer.len() as u64;
        Ok(buffer.len())
    }
}

impl Seek for &mut Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let SeekFrom::Start(at) = to else { panic!("{to:?}") };
        self.at = at;
        Ok(at)
    }
}

#[test]
fn an_endless_file_is_read_up_to_a_limit() {
    let numbers = Numbers { wide: true, big: false };
    for format in [Format::Elf(numbers), Format::Pe { wide: true }, Format::MachO(numbers)] {
        let program = Program { data_length: 0xff00_0000, ..Program::with_data(format, vec![0; 16]) };
        for filling in [0, 1, 0xff] {
            let mut endless = Endless { head: program.bytes(), filling, at: 0, read: 0 };
            assert!(read_from(&mut endless).is_err());
            assert!((60 << 20..80 << 20).contains(&endless.read), "{format:?}: {} bytes", endless.read);
        }
    }
}

#[test]
fn the_section_names_are_read_only_once() {
    let numbers = Numbers { wide: true, big: false };
    let mut bytes = program(Format::Elf(numbers)).bytes();
    let sections_at = bytes.len();
    let names_at = sections_at + 0xffff * 64;
    bytes.resize(names_at, 0);
    bytes.resize(names_at + (1 << 20), b'x');
    let mut put = |at: usize, number: usize| bytes[at..at + 8].copy_from_slice(&number.to_le_bytes());
    put(40, sections_at);
    put(sections_at + 24, names_at); // the first section holds the names
    put(sections_at + 32, 1 << 20);
    bytes[60..64].copy_from_slice(&[0xff, 0xff, 0, 0]);
    // This takes hundredths of a second, or more than half a minute if the names are read again for each section.
    assert_eq!(told(bytes), "go1.27.3", "found in the data");
}

#[test]
fn only_regular_files_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(folder.path()).unwrap_err();
    assert!(error.is_other_file(), "{error}");
    let missing = read(&folder.path().join("missing")).unwrap_err();
    assert!(matches!(missing.defect, Defect::Unreadable(_)), "{missing}");
    assert!(missing.to_string().ends_with("missing: it cannot be read"), "{missing}");
}

#[cfg(unix)]
#[test]
fn does_not_wait_for_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status_in_time().unwrap().success());
    assert!(read(&pipe).unwrap_err().is_other_file());
}
