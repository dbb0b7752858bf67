//! What a Go program says of how it was built: the same as `go version -m`, read from its file. Nothing is executed.
//!
//! Go's linker leaves a blob with the version of Go and a text with the modules and settings (`blob`). Where it lies is
//! told by the format of the program (`elf`, `pe`, `macho`), whose headers give a layout. What is read is bounded: no
//! file, however large, broken or hostile, takes more than some dozen megabytes of memory, or a moment.
//!
//! Source: <https://github.com/golang/go/blob/master/src/debug/buildinfo/buildinfo.go>, whose rules are those of Go 1.27
//! with the fallbacks that it has dropped since 1.26. Its formats for AIX and Plan 9, where there is no Upgo, are left out.
mod blob;
mod elf;
mod error;
mod fields;
mod layout;
mod macho;
mod pe;
pub(crate) mod quoted;
mod text;

use std::io::{self, Read, Seek};
use std::path::Path;

use fs_err as fs;

pub use error::{BuildInfoError, Defect};

use crate::version::Version;
use layout::{Bytes, Layout};

/// What a Go program says of how it was built. Words are Go's own; what is not UTF-8 is marked in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildInfo {
    /// What its Go calls itself: `go1.27.3`, or more where it is no plain release.
    pub go: String,
    /// The import path of the main package; empty where it was built without modules.
    pub package: String,
    /// The module of the main package; `None` where Go has named none, as for its own programs.
    pub main: Option<Module>,
    /// The modules of the other packages.
    pub dependencies: Vec<Module>,
    /// The settings of the build, in the program's order.
    pub settings: Vec<Setting>,
}

/// A module that a program was built from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// Its path.
    pub path: String,
    /// Its version; `(devel)` or empty where it has none.
    pub version: String,
    /// Its checksum, `h1:…`; empty where it was built from a folder.
    pub sum: String,
    /// What stood in for it.
    pub replacement: Option<Box<Module>>,
}

/// A setting that a program was built with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As `GOOS`, `-ldflags` or `vcs.revision`.
    pub key: String,
    /// Its value.
    pub value: String,
}

impl BuildInfo {
    /// The release of Go that built it; of one between two releases the line that it was on the way to. `None` where
    /// it does not say.
    pub fn version(&self) -> Option<Version> {
        Version::from_toolchain(self.go.strip_prefix("devel ").unwrap_or(&self.go)).ok()
    }

    /// The value of a setting.
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.settings.iter().find(|setting| setting.key == key).map(|setting| setting.value.as_str())
    }
}

/// Reads the build info of the program at `path`.
pub fn read(path: &Path) -> Result<BuildInfo, BuildInfoError> {
    let of_path = |defect| BuildInfoError { path: path.to_owned(), defect };
    // To open a pipe would wait for its other end.
    if !fs::metadata(path).map_err(|error| of_path(error.into()))?.is_file() {
        return Err(of_path(Defect::NotProgram));
    }
    fs::File::open(path).map_err(Defect::from).and_then(read_from).map_err(of_path)
}

/// Reads the build info of a program that is at hand as bytes.
pub fn read_from(program: impl Read + Seek) -> Result<BuildInfo, Defect> {
    let mut bytes = Bytes::new(program);
    let layout = layout_of(&mut bytes)?;
    let blob = blob::read(&mut bytes, &layout)?;
    Ok(BuildInfo { go: blob.go, ..text::parse(&blob.text)? })
}

/// Tells the format by its first bytes, and where its parts lie.
fn layout_of<R: Read + Seek>(bytes: &mut Bytes<R>) -> Result<Layout, Defect> {
    let layout = match bytes.at(0, 16)?.get(..4) {
        Some(b"\x7fELF") => elf::layout(bytes),
        Some([b'M', b'Z', ..]) => pe::layout(bytes),
        Some(b"\xca\xfe\xba\xbe") => macho::layout_of_first(bytes),
        Some(b"\xfe\xed\xfa\xce" | b"\xfe\xed\xfa\xcf" | b"\xce\xfa\xed\xfe" | b"\xcf\xfa\xed\xfe") => {
            macho::layout(bytes, 0)
        }
        _ => Ok(None),
    };
    layout?.ok_or(Defect::NotProgram)
}

/// What a reader of a format gives: `None` where the file breaks its rules.
type Parsed<T> = io::Result<Option<T>>;
