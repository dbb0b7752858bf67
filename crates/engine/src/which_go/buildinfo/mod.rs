//! The build info of a Go program, the same as `go version -m`, and the architecture of any program: read from its
//! file. Nothing is executed.
//!
//! Go's linker adds a blob with the version of Go and a text with the modules and settings (`blob`). The program's
//! format (`elf`, `pe`, `macho`) determines its location, through headers that result in a layout. The crate `object`
//! knows the headers; this decides what is read from the file, and how much: no file, however large, damaged or
//! hostile, takes more than a few dozen megabytes of memory or more than a moment.
//! Source: <https://github.com/golang/go/blob/master/src/debug/buildinfo/buildinfo.go>. The rules are those of Go 1.27,
//! with the fallbacks that Go removed after 1.26, and without the formats for AIX and Plan 9.
mod blob;
mod elf;
mod error;
mod layout;
mod macho;
mod pe;
pub(crate) mod quoted;
mod text;

use std::io::{Read, Seek};
use std::path::Path;

use fs_err as fs;

pub use error::{BuildInfoError, Defect};

use crate::base::bounded;
use crate::base::version::Version;
use layout::{Bytes, ProgramLayout};

/// In Go's own words, with invalid UTF-8 replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildInfo {
    /// The version name of its Go: `go1.27.3`, or longer if it is not a plain release.
    pub go: String,
    /// The import path of the main package; empty if it was built without modules.
    pub package: String,
    /// The module of the main package; `None` if Go recorded none, as for its own programs.
    pub main: Option<Module>,
    pub dependencies: Vec<Module>,
    /// In the program's order.
    pub settings: Vec<BuildSetting>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    pub path: String,
    /// `(devel)` or empty if it has none.
    pub version: String,
    /// Its checksum, `h1:…`; empty if it was built from a folder.
    pub sum: String,
    pub replacement: Option<Box<Module>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildSetting {
    /// The key, such as `GOOS`, `-ldflags` or `vcs.revision`.
    pub key: String,
    pub value: String,
}

impl BuildInfo {
    /// For a development version, the release line that it precedes. `None` if the version is unknown.
    pub fn version(&self) -> Option<Version> {
        Version::from_build(&self.go).ok()
    }

    pub fn setting(&self, key: &str) -> Option<&str> {
        self.settings.iter().find(|setting| setting.key == key).map(|setting| setting.value.as_str())
    }
}

pub fn read(path: &Path) -> Result<BuildInfo, BuildInfoError> {
    let of_path = |defect| BuildInfoError { path: path.to_owned(), defect };
    // Opening a pipe would wait for its other end.
    if !fs::metadata(path).map_err(|error| of_path(error.into()))?.is_file() {
        return Err(of_path(Defect::NotProgram));
    }
    fs::File::open(path).map_err(Defect::from).and_then(read_from).map_err(of_path)
}

pub fn read_from(program: impl Read + Seek) -> Result<BuildInfo, Defect> {
    let mut bytes = Bytes::new(program);
    let layout = layout_of(&mut bytes)?;
    let blob = blob::read(&mut bytes, &layout)?;
    Ok(BuildInfo { go: blob.go, ..text::parse(&blob.text)? })
}

/// The GOARCH that a program was built for; `None` if it is not a program, or not one for a known architecture.
pub fn architecture(program: &Path) -> Option<&'static str> {
    architecture_of(bounded::open(program).ok()?)
}

pub(crate) fn architecture_of(program: impl Read + Seek) -> Option<&'static str> {
    let mut bytes = Bytes::new(program);
    match ProgramFormat::of(&mut bytes).ok()? {
        ProgramFormat::Elf => elf::architecture(&mut bytes),
        ProgramFormat::Pe => pe::architecture(&mut bytes),
        ProgramFormat::MachO => macho::architecture(&mut bytes),
        ProgramFormat::MachOs => Ok(None),
    }
    .ok()?
}

fn layout_of<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<ProgramLayout, Defect> {
    match ProgramFormat::of(bytes)? {
        ProgramFormat::Elf => elf::layout(bytes),
        ProgramFormat::Pe => pe::layout(bytes),
        ProgramFormat::MachO => macho::layout(bytes, 0),
        ProgramFormat::MachOs => macho::layout_of_first(bytes),
    }
}

#[derive(Clone, Copy)]
enum ProgramFormat {
    Elf,
    Pe,
    MachO,
    /// Several programs of macOS in one file, for several architectures.
    MachOs,
}

impl ProgramFormat {
    fn of<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<Self, Defect> {
        Ok(match bytes.at(0, 16)?.get(..4) {
            Some(b"\x7fELF") => Self::Elf,
            Some([b'M', b'Z', ..]) => Self::Pe,
            Some(b"\xca\xfe\xba\xbe") => Self::MachOs,
            Some(b"\xfe\xed\xfa\xce" | b"\xfe\xed\xfa\xcf" | b"\xce\xfa\xed\xfe" | b"\xcf\xfa\xed\xfe") => Self::MachO,
            _ => return Err(Defect::NotProgram),
        })
    }
}

fn not_program<E>(_: E) -> Defect {
    Defect::NotProgram
}
