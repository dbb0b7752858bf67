//! Handmade archives, in which every field can lie.
use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
pub(crate) use upgo_testkit::release::noise;

/// The names and contents of a small toolchain.
pub(crate) fn small_tree() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("go/VERSION", text("go1.99\ntime 2026-11-20T00:00:00Z\n")),
        ("go/bin/go", text("#!/bin/sh\necho go\n")),
        ("go/src/net/http/server.go", text("package http\n").repeat(50)),
        ("go/src/net/url/url.go", text("package url\n")),
        ("go/src/empty.go", Vec::new()),
        ("go/test/fixedbugs/Äfoo.go", text("package Äfoo\n")),
        ("go/pkg/tool/linux_amd64/compile", (0..3000_u32).flat_map(|n| (n * n).to_le_bytes()).collect()),
    ]
}

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An entry of a zip, whose local header and directory can differ.
#[derive(Clone)]
pub(crate) struct ZipEntry {
    pub(crate) name: Vec<u8>,
    pub(crate) local_name: Vec<u8>,
    pub(crate) packed: Vec<u8>,
    pub(crate) size: u32,
    pub(crate) crc: u32,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    /// Whether sizes and checksum follow the content, as in official zips.
    pub(crate) descriptor: bool,
    pub(crate) made_by: u16,
    pub(crate) mode: u32,
    pub(crate) volume: u16,
    pub(crate) local_extra: Vec<u8>,
    /// A wrong offset in the directory.
    pub(crate) offset: Option<u32>,
}

impl ZipEntry {
    pub(crate) fn new(name: impl AsRef<[u8]>, content: &[u8]) -> Self {
        let name = name.as_ref().to_vec();
        let folder = name.last() == Some(&b'/');
        Self {
            local_name: name.clone(),
            packed: if folder { Vec::new() } else { deflated(content) },
            size: u32::try_from(content.len()).unwrap(),
            crc: libdeflater::crc32(content),
            method: if folder { 0 } else { 8 },
            flags: 1 << 11,
            descriptor: !folder,
            made_by: 0x0314, // Unix, version 2.0
            mode: if folder { 0o040_755 } else { 0o100_644 },
            volume: 0,
            local_extra: Vec::new(),
            offset: None,
            name,
        }
    }

    pub(crate) fn stored(name: impl AsRef<[u8]>, content: &[u8]) -> Self {
        Self { packed: content.to_vec(), method: 0, ..Self::new(name, content) }
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn flags(&self) -> u16 {
        self.flags | if self.descriptor { 1 << 3 } else { 0 }
    }

    fn sizes(&self) -> Vec<u8> {
        let packed = u32::try_from(self.packed.len()).unwrap();
        [self.crc, packed, self.size].iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn local(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x14\0".to_vec();
        for number in [self.flags(), self.method, 0, 0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(if self.descriptor { vec![0; 12] } else { self.sizes() });
        bytes.extend(length(&self.local_name));
        bytes.extend(length(&self.local_extra));
        bytes.extend(&self.local_name);
        bytes.extend(&self.local_extra);
        bytes.extend(&self.packed);
        if self.descriptor {
            bytes.extend(b"PK\x07\x08");
            bytes.extend(self.sizes());
        }
        bytes
    }

    fn central(&self, offset: u32) -> Vec<u8> {
        let mut bytes = b"PK\x01\x02".to_vec();
        for number in [self.made_by, 20, self.flags(), self.method, 0, 0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.sizes());
        bytes.extend(length(&self.name));
        for number in [0, 0, self.volume, 0] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend((self.mode << 16).to_le_bytes());
        bytes.extend(self.offset.unwrap_or(offset).to_le_bytes());
        bytes.extend(&self.name);
        bytes
    }
}

fn length(bytes: &[u8]) -> [u8; 2] {
    u16::try_from(bytes.len()).unwrap().to_le_bytes()
}

pub(crate) fn zip(entries: &[ZipEntry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        directory.extend(entry.central(u32::try_from(bytes.len()).unwrap()));
        bytes.extend(entry.local());
    }
    let offset = u32::try_from(bytes.len()).unwrap();
    bytes.extend(&directory);
    bytes.extend(zip_end(u16::try_from(entries.len()).unwrap(), u32::try_from(directory.len()).unwrap(), offset));
    bytes
}

pub(crate) fn zip_end(entries: u16, length: u32, offset: u32) -> Vec<u8> {
    let mut bytes = b"PK\x05\x06\0\0\0\0".to_vec();
    bytes.extend([entries, entries].iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend([length, offset].iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend([0, 0]);
    bytes
}

/// An entry of a tar.
#[derive(Clone)]
pub(crate) struct TarEntry {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) kind: u8,
    pub(crate) mode: u32,
    pub(crate) link: Vec<u8>,
    /// A wrong length in the header.
    pub(crate) size: Option<u64>,
}

impl TarEntry {
    pub(crate) fn new(name: impl AsRef<[u8]>, content: &[u8]) -> Self {
        let name = name.as_ref().to_vec();
        let kind = if name.last() == Some(&b'/') { b'5' } else { b'0' };
        Self { name, content: content.to_vec(), kind, mode: 0o644, link: Vec::new(), size: None }
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.name.len() > 100 {
            // GNU's way; PAX has its own test
            let long = Self { name: b"././@LongLink".to_vec(), kind: b'L', ..Self::new("", &self.name) };
            bytes.extend(long.bytes());
        }
        let mut header = tar::Header::new_ustar();
        let name = &self.name[..self.name.len().min(100)];
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.as_old_mut().linkname[..self.link.len()].copy_from_slice(&self.link);
        header.set_size(self.size.unwrap_or(self.content.len() as u64));
        header.set_mode(self.mode);
        header.set_entry_type(tar::EntryType::new(self.kind));
        header.set_cksum();
        bytes.extend(header.as_bytes());
        bytes.extend(&self.content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
        bytes
    }
}

pub(crate) fn tar(entries: &[TarEntry]) -> Vec<u8> {
    let mut bytes: Vec<u8> = entries.iter().flat_map(TarEntry::bytes).collect();
    bytes.extend([0; 1024]);
    bytes
}

pub(crate) fn tar_gz(entries: &[TarEntry]) -> Vec<u8> {
    gzipped(&tar(entries))
}

/// A PAX header record.
pub(crate) fn pax(key: &str, value: &str) -> Vec<u8> {
    let rest = format!(" {key}={value}\n");
    let length = (1..9).map(|digits| rest.len() + digits).find(|n| n.to_string().len() + rest.len() == *n).unwrap();
    format!("{length}{rest}").into_bytes()
}

pub(crate) fn small_zip() -> Vec<u8> {
    zip(&small_tree().iter().map(|(name, content)| ZipEntry::new(name, content)).collect::<Vec<_>>())
}

pub(crate) fn small_tar_gz() -> Vec<u8> {
    tar_gz(&small_tree().iter().map(|(name, content)| TarEntry::new(name, content)).collect::<Vec<_>>())
}
