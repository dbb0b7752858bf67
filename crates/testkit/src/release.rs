//! Sample toolchains in Go's layout, and the feed that offers them.
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A release of a sample toolchain for the system that the tests run on.
#[derive(Clone, Debug)]
pub struct Release {
    version: String,
    filename: String,
    entries: Vec<Entry>,
    bytes: Vec<u8>,
    has_digest: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    bytes: Vec<u8>,
    executable: bool,
}

impl Release {
    /// A toolchain whose `go` and `gofmt` are the program at `go`. Its size is that of a small Go: some hundred files.
    pub fn sample(version: &str, go: &Path) -> Self {
        let program = std::fs::read(go).unwrap_or_else(|error| panic!("{}: {error}", go.display()));
        let exe = std::env::consts::EXE_SUFFIX;
        let mut entries = vec![Entry::file("go/VERSION", format!("{version}\ntime 2026-01-01T00:00:00Z\n").as_bytes())];
        entries.push(Entry { name: format!("go/bin/go{exe}"), bytes: program.clone(), executable: true });
        entries.push(Entry { name: format!("go/bin/gofmt{exe}"), bytes: b"sample".to_vec(), executable: true });
        for number in 0..20 {
            entries.push(Entry::file(&format!("go/src/package{number}/file.go"), b"package sample\n"));
        }
        Self { version: version.to_owned(), filename: filename(version), entries, bytes: Vec::new(), has_digest: true }
            .packed()
    }

    /// A release whose archive is these bytes.
    pub fn with_bytes(version: &str, bytes: Vec<u8>) -> Self {
        Self { version: version.to_owned(), filename: filename(version), entries: Vec::new(), bytes, has_digest: true }
    }

    /// The same with a file in its tree, in the place of one of that name.
    #[must_use]
    pub fn with_file(mut self, name: &str, bytes: &[u8]) -> Self {
        let name = format!("go/{name}");
        self.entries.retain(|entry| entry.name != name);
        self.entries.push(Entry::file(&name, bytes));
        self.packed()
    }

    /// The same with an entry of any name.
    #[must_use]
    pub fn with_entry(mut self, name: &str, bytes: &[u8]) -> Self {
        self.entries.push(Entry::file(name, bytes));
        self.packed()
    }

    /// The same, but the feed has no digest for it.
    #[must_use]
    pub fn without_digest(mut self) -> Self {
        self.has_digest = false;
        self
    }

    /// `go1.27.3`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// `go1.27.3.linux-amd64.tar.gz`.
    pub fn filename(&self) -> &str {
        &self.filename
    }

    /// The archive.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The digest of the archive.
    pub fn sha256(&self) -> String {
        Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The feed that offers these releases.
    pub fn feed(releases: &[Self]) -> Vec<u8> {
        serde_json::to_vec(&releases.iter().map(Self::in_feed).collect::<Vec<_>>()).unwrap()
    }

    fn in_feed(&self) -> Value {
        let (os, arch) = system();
        let digest = if self.has_digest { self.sha256() } else { String::new() };
        json!({
            "version": self.version,
            "stable": !self.version.contains("rc") && !self.version.contains("beta"),
            "files": [{
                "filename": self.filename, "os": os, "arch": arch, "version": self.version,
                "sha256": digest, "size": self.bytes.len(), "kind": "archive",
            }],
        })
    }

    fn packed(mut self) -> Self {
        self.bytes = if cfg!(windows) { zip(&self.entries) } else { tar_gz(&self.entries) };
        self
    }
}

impl Entry {
    fn file(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), bytes: bytes.to_vec(), executable: false }
    }
}

/// The system in Go's words.
fn system() -> (&'static str, &'static str) {
    let os = if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    (os, arch)
}

fn filename(version: &str) -> String {
    let (os, arch) = system();
    format!("{version}.{os}-{arch}.{}", if cfg!(windows) { "zip" } else { "tar.gz" })
}

/// Written by hand where needed, because the crate refuses to write hostile names.
fn tar_gz(entries: &[Entry]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for entry in entries {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..entry.name.len()].copy_from_slice(entry.name.as_bytes());
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(if entry.executable { 0o755 } else { 0o644 });
        header.set_cksum();
        tar.append(&header, entry.bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

/// A zip as official ones are: sizes and checksums in data descriptors behind each entry.
fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = u32::try_from(file.len()).unwrap();
        let packed = deflate(&entry.bytes);
        let mut crc = flate2::Crc::new();
        crc.update(&entry.bytes);
        let sizes = [crc.sum(), u32::try_from(packed.len()).unwrap(), u32::try_from(entry.bytes.len()).unwrap()];
        let name_length = u16::try_from(entry.name.len()).unwrap();
        // version, flags (descriptor, UTF-8), deflate, time, date
        let common: [u16; 5] = [20, 0x0808, 8, 0, 0x5a21];
        file.extend(0x0403_4b50_u32.to_le_bytes());
        common.iter().for_each(|field| file.extend(field.to_le_bytes()));
        [0_u32; 3].iter().for_each(|field| file.extend(field.to_le_bytes()));
        [name_length, 0].iter().for_each(|field| file.extend(field.to_le_bytes()));
        file.extend(entry.name.as_bytes());
        file.extend(packed);
        file.extend(0x0807_4b50_u32.to_le_bytes());
        sizes.iter().for_each(|field| file.extend(field.to_le_bytes()));

        directory.extend(0x0201_4b50_u32.to_le_bytes());
        directory.extend(20_u16.to_le_bytes());
        common.iter().for_each(|field| directory.extend(field.to_le_bytes()));
        sizes.iter().for_each(|field| directory.extend(field.to_le_bytes()));
        [name_length, 0, 0, 0, 0].iter().for_each(|field| directory.extend(field.to_le_bytes()));
        directory.extend(0_u32.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (start, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(entries.len()).unwrap();
    file.extend(directory);
    file.extend(0x0605_4b50_u32.to_le_bytes());
    [0_u16, 0, count, count].iter().for_each(|field| file.extend(field.to_le_bytes()));
    [length, start].iter().for_each(|field| file.extend(field.to_le_bytes()));
    file.extend(0_u16.to_le_bytes());
    file
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Writes releases as a folder that any static web server can serve.
pub fn write_mirror(releases: &[Release], folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("index.json"), Release::feed(releases)).unwrap();
    for release in releases {
        std::fs::write(folder.join(release.filename()), release.bytes()).unwrap();
    }
    folder.to_owned()
}
