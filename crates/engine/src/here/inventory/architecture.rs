//! What a program was built for, read from its first bytes. Nothing is executed.
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use fs_err::File;

use crate::bounded;

/// A linker writes the header of a Windows program within its first kilobyte; rubbish may name any place.
const FARTHEST: u32 = 1 << 20;

/// The GOARCH that a program was built for; `None` where it is no program, or one for something else.
pub fn architecture(program: &Path) -> Option<&'static str> {
    let mut file = bounded::open(program).ok()?;
    let mut head = [0; 64];
    file.read_exact(&mut head).ok()?;
    match head {
        [b'M', b'Z', ..] => {
            let [.., a, b, c, d] = head;
            of_windows(&mut file, u32::from_le_bytes([a, b, c, d]))
        }
        [0x7f, b'E', b'L', b'F', class, order, ..] => of_elf(class, order, [head[18], head[19]]),
        [0xcf | 0xce, 0xfa, 0xed, 0xfe, a, b, c, d, ..] => of_mach_o(u32::from_le_bytes([a, b, c, d])),
        _ => None,
    }
}

/// Source: <https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types>.
fn of_windows(file: &mut File, header: u32) -> Option<&'static str> {
    let mut bytes = [0; 6];
    file.seek(SeekFrom::Start(Some(header).filter(|header| *header < FARTHEST)?.into())).ok()?;
    file.read_exact(&mut bytes).ok()?;
    let [b'P', b'E', 0, 0, low, high] = bytes else { return None };
    match u16::from_le_bytes([low, high]) {
        0x8664 => Some("amd64"),
        0xaa64 => Some("arm64"),
        0x014c => Some("386"),
        0x01c0 | 0x01c4 => Some("arm"),
        _ => None,
    }
}

/// Source: <https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html>.
fn of_elf(class: u8, order: u8, machine: [u8; 2]) -> Option<&'static str> {
    let (is_64, is_little) = (class == 2, order == 1);
    let machine = if is_little { u16::from_le_bytes(machine) } else { u16::from_be_bytes(machine) };
    Some(match (machine, is_64, is_little) {
        (3, ..) => "386",
        (62, ..) => "amd64",
        (40, ..) => "arm",
        (183, ..) => "arm64",
        (243, true, _) => "riscv64",
        (258, true, _) => "loong64",
        (22, true, _) => "s390x",
        (21, _, true) => "ppc64le",
        (21, _, false) => "ppc64",
        (8, false, true) => "mipsle",
        (8, false, false) => "mips",
        (8, true, true) => "mips64le",
        (8, true, false) => "mips64",
        _ => return None,
    })
}

/// Source: <https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/mach/machine.h>.
fn of_mach_o(cpu: u32) -> Option<&'static str> {
    match cpu {
        0x0100_0007 => Some("amd64"),
        0x0100_000c => Some("arm64"),
        0x0000_0007 => Some("386"),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Option<&'static str> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        architecture(file.path())
    }

    fn windows(machine: u16, header: u32) -> Vec<u8> {
        let mut bytes = vec![0; 0x3c];
        bytes[..2].copy_from_slice(b"MZ");
        bytes.extend(header.to_le_bytes());
        bytes.resize(0x80, 0);
        bytes.extend(b"PE\0\0");
        bytes.extend(machine.to_le_bytes());
        bytes
    }

    fn elf(class: u8, order: u8, machine: u8) -> Vec<u8> {
        let mut bytes = vec![0; 64];
        bytes[..6].copy_from_slice(&[0x7f, b'E', b'L', b'F', class, order]);
        bytes[if order == 1 { 18 } else { 19 }] = machine;
        bytes
    }

    fn mach_o(cpu: u32) -> Vec<u8> {
        let mut bytes = [&[0xcf, 0xfa, 0xed, 0xfe], &cpu.to_le_bytes()[..]].concat();
        bytes.resize(64, 0);
        bytes
    }

    #[test]
    fn a_header_tells_what_a_program_was_built_for() {
        for (bytes, expected) in [
            (windows(0x8664, 0x80), "amd64"),
            (windows(0xaa64, 0x80), "arm64"),
            (windows(0x014c, 0x80), "386"),
            (windows(0x01c4, 0x80), "arm"),
            (elf(2, 1, 62), "amd64"),
            (elf(2, 1, 183), "arm64"),
            (elf(1, 1, 3), "386"),
            (elf(1, 1, 40), "arm"),
            (elf(2, 1, 243), "riscv64"),
            (elf(2, 1, 21), "ppc64le"),
            (elf(2, 2, 21), "ppc64"),
            (elf(2, 2, 22), "s390x"),
            (elf(1, 2, 8), "mips"),
            (mach_o(0x0100_0007), "amd64"),
            (mach_o(0x0100_000c), "arm64"),
        ] {
            assert_eq!(of(&bytes), Some(expected));
        }
    }

    #[test]
    fn rubbish_tells_nothing() {
        for bytes in [
            vec![],
            b"#!/bin/sh\n".to_vec(),
            b"MZ".to_vec(),
            vec![0x7f; 200],
            windows(0x1234, 0x80),
            windows(0x8664, 0x84),
            windows(0x8664, 0x7fff_ffff),
            windows(0x8664, u32::MAX),
            windows(0x8664, 0x80)[..0x84].to_vec(),
            elf(2, 1, 99),
            mach_o(18),
            [&[0xca, 0xfe, 0xba, 0xbe][..], &[0; 60]].concat(),
        ] {
            assert_eq!(of(&bytes), None, "{bytes:x?}");
        }
        assert_eq!(architecture(tempfile::tempdir().unwrap().path()), None, "a folder");
        assert_eq!(architecture(Path::new("/no/such/program")), None);
    }

    #[test]
    fn the_program_of_this_test_was_built_for_this() {
        let expected = crate::target::Target::of_this_build();
        assert_eq!(architecture(&std::env::current_exe().unwrap()), Some(expected.goarch()));
    }
}
