//! The architecture of a program, from its header.
use std::path::Path;

use upgo_engine::base::target::Target;
use upgo_engine::which_go::buildinfo::architecture;

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
    bytes.resize(0x80 + 24, 0);
    bytes
}

fn elf(class: u8, order: u8, machine: u8) -> Vec<u8> {
    let mut bytes = vec![0; 64];
    bytes[..7].copy_from_slice(&[0x7f, b'E', b'L', b'F', class, order, 1]);
    bytes[if order == 1 { 18 } else { 19 }] = machine;
    bytes
}

fn mach_o(cpu: u32) -> Vec<u8> {
    let mut bytes = [&[0xcf, 0xfa, 0xed, 0xfe], &cpu.to_le_bytes()[..]].concat();
    bytes.resize(64, 0);
    bytes
}

#[test]
fn reads_the_architecture_from_the_header() {
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
fn invalid_headers_give_no_architecture() {
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
        windows(0x8664, 0x80)[..0x97].to_vec(),
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
fn this_test_program_has_the_architecture_of_this_build() {
    let expected = Target::of_this_build();
    assert_eq!(architecture(&std::env::current_exe().unwrap()), Some(expected.goarch()));
}
