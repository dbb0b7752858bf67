//! Sample toolchains in Go's layout, and the feed that offers them. A sample has only what the tests need: a program of
//! the caller stands in for `go` and `gofmt`. Like Go's archives, it is a zip for Windows and a tar.gz elsewhere.
use std::collections::HashMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::server::answer::Hex;

/// A release for one target.
#[derive(Clone, Debug)]
pub struct Release {
    version: String,
    os: String,
    arch: String,
    filename: String,
    entries: Vec<Entry>,
    has_digest: bool,
    kind: &'static str,
    bytes: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    bytes: Vec<u8>,
    executable: bool,
}

/// A `go` for Linux that passes the smoke test. It is a script, so nothing has to be compiled.
pub fn go_script(version: &str) -> String {
    format!(
        "#!/bin/sh\ncase \"$1\" in\nversion) echo 'go version {version} linux/amd64' ;;\n\
         build) printf '#!/bin/sh\\necho \"upgo: it works\" >&2\\n' > \"$3\"; /bin/chmod +x \"$3\" ;;\nesac\n"
    )
}

/// Bytes that deflate hardly compresses, different for each seed.
pub fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        })
        .collect()
}

impl Release {
    /// A release for this machine. The file `program` stands in for `go` and `gofmt`. Packing takes longer than most
    /// tests, so each release is packed once for all tests of a program.
    pub fn sample(version: &str, program: &Path) -> Self {
        static PACKED: LazyLock<Mutex<HashMap<(String, PathBuf), Release>>> = LazyLock::new(Mutex::default);
        let packed = || {
            let (os, arch) = here();
            let bytes = std::fs::read(program).unwrap_or_else(|error| panic!("{}: {error}", program.display()));
            Self::sample_for(version, os, arch, &bytes)
        };
        let mut all = PACKED.lock().unwrap();
        all.entry((version.to_owned(), program.to_owned())).or_insert_with(packed).clone()
    }

    /// A release for any target, with the target's names in Go's feed.
    pub fn sample_for(version: &str, os: &str, arch: &str, program: &[u8]) -> Self {
        let exe = if os == "windows" { ".exe" } else { "" };
        let entry = |name: &str, bytes: &[u8], executable| {
            let (name, bytes) = (format!("go/{name}"), bytes.to_owned());
            Entry { name, bytes, executable }
        };
        let entries = vec![
            entry("VERSION", format!("{version}\ntime 2026-11-01T00:00:00Z\n").as_bytes(), false),
            entry("LICENSE", b"Copyright 2009 The Go Authors.\n", false),
            entry(&format!("bin/go{exe}"), program, true),
            entry(&format!("bin/gofmt{exe}"), b"a sample", true),
            entry("src/builtin/builtin.go", b"package builtin\n", false),
        ];
        let filename = format!("{version}.{os}-{arch}.{}", if os == "windows" { "zip" } else { "tar.gz" });
        let [version, os, arch] = [version, os, arch].map(str::to_owned);
        Self { version, os, arch, filename, entries, has_digest: true, kind: "archive", bytes: Vec::new() }.packed()
    }

    /// A release whose archive has exactly these bytes.
    pub fn with_bytes(version: &str, bytes: Vec<u8>) -> Self {
        let (os, arch) = here();
        Self { bytes, ..Self::sample_for(version, os, arch, b"") }
    }

    /// A release with a real `tar.gz`, which is also available as a module.
    pub fn with_tar_gz(version: &str, bytes: Vec<u8>) -> Self {
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(&*bytes));
        let mut entries = Vec::new();
        for entry in tar.entries().unwrap() {
            let mut entry = entry.unwrap();
            let (name, mut bytes) = (entry.path().unwrap().to_str().unwrap().to_owned(), Vec::new());
            let executable = entry.header().mode().unwrap() & 0o100 != 0;
            if !name.ends_with('/') {
                entry.read_to_end(&mut bytes).unwrap();
                entries.push(Entry { name, bytes, executable });
            }
        }
        Self { entries, ..Self::with_bytes(version, bytes) }
    }

    /// The source of a release, as far as its archive has it: the files that a build makes are left out, as in
    /// `cmd/distpack`. The published source has nothing else.
    pub fn source_in(archive: &Self) -> Self {
        const MADE: [&str; 4] = [
            "go/src/cmd/cgo/zdefaultcc.go",
            "go/src/cmd/go/internal/cfg/zdefaultcc.go",
            "go/src/internal/runtime/sys/zversion.go",
            "go/src/time/tzdata/zzipdata.go",
        ];
        let is_made = |name: &str| name.starts_with("go/bin/") || name.starts_with("go/pkg/") || MADE.contains(&name);
        let mut source = Self::source(archive);
        source.entries.clone_from(&archive.entries);
        source.entries.retain(|entry| !is_made(&entry.name));
        source.packed()
    }

    /// The package for Windows Installer of a release, with exactly these bytes.
    pub fn installer(version: &str, arch: &str, bytes: Vec<u8>) -> Self {
        let filename = format!("{version}.windows-{arch}.msi");
        Self { filename, kind: "installer", bytes, ..Self::sample_for(version, "windows", arch, b"") }
    }

    /// The source of a release. Building it takes no time: the scripts copy the archive of `built`.
    pub fn source(built: &Self) -> Self {
        let (version, name) = (built.version(), built.filename());
        let entry =
            |name: &str, bytes: &[u8]| Entry { name: format!("go/{name}"), bytes: bytes.to_owned(), executable: false };
        let unix = format!("mkdir -p ../pkg/distpack\ncp built ../pkg/distpack/{name}\necho built {version}\n");
        let windows = format!("@mkdir ..\\pkg\\distpack\r\n@copy /b built ..\\pkg\\distpack\\{name}\r\n");
        let entries = vec![
            entry("VERSION", format!("{version}\n").as_bytes()),
            entry("src/built", built.bytes()),
            entry("src/make.bash", unix.as_bytes()),
            entry("src/make.bat", windows.as_bytes()),
        ];
        let (none, filename) = (String::new, format!("{version}.src.tar.gz"));
        let (os, arch, kind) = (none(), none(), "source");
        let version = version.to_owned();
        Self { version, os, arch, filename, entries, has_digest: true, kind, bytes: Vec::new() }.packed()
    }

    /// Adds a file to the tree, or replaces its content.
    #[must_use]
    pub fn with_file(self, name: &str, bytes: &[u8]) -> Self {
        self.with_entry(&format!("go/{name}"), bytes)
    }

    /// Adds a program or script to the tree.
    #[must_use]
    pub fn with_program(mut self, name: &str, bytes: &[u8]) -> Self {
        self.entries.push(Entry { name: format!("go/{name}"), bytes: bytes.to_owned(), executable: true });
        self.packed()
    }

    /// Adds an entry with any name to the archive, even one that no valid archive has.
    #[must_use]
    pub fn with_entry(mut self, name: &str, bytes: &[u8]) -> Self {
        let executable = self.entries.iter().any(|entry| entry.name == name && entry.executable);
        self.entries.retain(|entry| entry.name != name);
        self.entries.push(Entry { name: name.to_owned(), bytes: bytes.to_owned(), executable });
        self.packed()
    }

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

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn content(&self, name: &str) -> &[u8] {
        &self.entries.iter().find(|entry| entry.name.strip_prefix("go/") == Some(name)).unwrap().bytes
    }

    /// 64 hex digits.
    pub fn sha256(&self) -> String {
        Hex(&crate::sha256(&self.bytes)).to_string()
    }

    /// Its name in the checksum database: `go1.27.3.linux-amd64`.
    pub fn toolchain(&self) -> String {
        format!("{}.{}-{}", self.version, self.os, self.arch)
    }

    /// The files as a module, without modes, with the files of `others` next to them.
    pub fn module_zip(&self, others: &[(&str, &[u8])]) -> Vec<u8> {
        let prefix = format!("golang.org/toolchain@v0.0.1-{}", self.toolchain());
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let others = others.iter().map(|(name, bytes)| (format!("{prefix}/{name}"), *bytes));
        let own = self.module_files().into_iter().map(|(name, entry)| (name, &*entry.bytes));
        for (name, bytes) in own.chain(others) {
            // fast, because real Go has 200 MB
            zip.start_file(name, SimpleFileOptions::default().unix_permissions(0).compression_level(Some(1))).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The files by their names in the module.
    fn module_files(&self) -> Vec<(String, &Entry)> {
        let prefix = format!("golang.org/toolchain@v0.0.1-{}", self.toolchain());
        let mut files = Vec::new();
        for entry in &self.entries {
            let Some(path) = entry.name.strip_prefix("go/") else { continue };
            if ["api/", "doc/", "misc/", "test/"].iter().any(|folder| path.starts_with(folder)) {
                continue;
            }
            let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
            let name = if name == "go.mod" { "_go.mod" } else { name };
            let slash = if folder.is_empty() { "" } else { "/" };
            files.push((format!("{prefix}/{folder}{slash}{name}"), entry));
        }
        files
    }

    /// The hash of the files as a module.
    pub fn h1(&self) -> String {
        let digest = |entry: &Entry| Hex(&crate::sha256(&entry.bytes)).to_string();
        let mut files: Vec<(String, String)> =
            self.module_files().into_iter().map(|(name, entry)| (name, digest(entry))).collect();
        files.sort();
        let lines: Vec<String> = files.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
        format!("h1:{}", BASE64_STANDARD.encode(crate::sha256(lines.concat())))
    }

    /// In the format of Go's server.
    pub fn feed(releases: &[Self]) -> Vec<u8> {
        let mut versions: Vec<&str> = Vec::new();
        for release in releases {
            if !versions.contains(&release.version()) {
                versions.push(release.version());
            }
        }
        let release = |version: &str| {
            let files: Vec<Value> =
                releases.iter().filter(|release| release.version == version).map(Self::file).collect();
            json!({ "version": version, "stable": !version.contains("rc") && !version.contains("beta"), "files": files })
        };
        serde_json::to_vec_pretty(&versions.into_iter().map(release).collect::<Vec<_>>()).unwrap()
    }

    fn file(&self) -> Value {
        json!({
            "filename": self.filename(), "os": self.os, "arch": self.arch, "version": self.version,
            "sha256": if self.has_digest { self.sha256() } else { String::new() },
            "size": self.bytes.len(), "kind": self.kind,
        })
    }

    fn packed(mut self) -> Self {
        self.bytes = if self.os == "windows" { zip(&self.entries) } else { tar_gz(&self.entries) };
        self
    }
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

/// This machine's operating system and architecture, by their names in Go's feed.
pub(crate) fn here() -> (&'static str, &'static str) {
    let os = if std::env::consts::OS == "macos" { "darwin" } else { std::env::consts::OS };
    (os, if std::env::consts::ARCH == "aarch64" { "arm64" } else { "amd64" })
}

fn tar_gz(entries: &[Entry]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(if entry.executable { 0o755 } else { 0o644 });
        let name = &mut header.as_old_mut().name;
        if entry.name.len() > name.len() {
            tar.append_data(&mut header, &entry.name, &*entry.bytes).unwrap(); // it needs a second header
            continue;
        }
        // The library rejects names that no valid archive has, so the name is written into the header directly.
        name[..entry.name.len()].copy_from_slice(entry.name.as_bytes());
        header.set_cksum();
        tar.append(&header, &*entry.bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let mode = if entry.executable { 0o755 } else { 0o644 };
        zip.start_file(entry.name.as_str(), SimpleFileOptions::default().unix_permissions(mode)).unwrap();
        zip.write_all(&entry.bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
