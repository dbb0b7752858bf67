//! What Windows reads of a program before it runs it: the manifest, and the version that Task Manager, Explorer and the
//! Restart Manager show.
//!
//! Build scripts include this file as a module. It is not a crate, because the launcher depends on none. It writes the
//! resource itself, in the format that the linker of Visual C++ reads, so that no compiler for resources is needed
//! there; GNU's linker needs it converted.
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = include_str!("program.manifest");
/// The kinds of a resource.
const VERSION: u16 = 16;
const MANIFEST_OF_PROGRAM: u16 = 24;

/// What to hand to the linker for a program with this description; `None` if the target is not Windows. The window has
/// its version, with its icon, from Tauri.
pub(crate) fn linked(description: Option<&str>) -> Result<Option<PathBuf>, String> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    if variable("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(None);
    }
    let mut bytes = entry(0, 0, &[]); // the mark of the format
    bytes.extend(entry(MANIFEST_OF_PROGRAM, 1, MANIFEST.as_bytes()));
    if let Some(description) = description {
        bytes.extend(entry(VERSION, 1, &version(&variable("CARGO_PKG_VERSION")?, description)));
    }
    let file = Path::new(&variable("OUT_DIR")?).join("program.res");
    write(&file, &bytes)?;
    if variable("CARGO_CFG_TARGET_ENV")? == "msvc" {
        return Ok(Some(file));
    }
    let object = file.with_extension("o");
    let own = format!("{}-w64-mingw32-windres", variable("CARGO_CFG_TARGET_ARCH")?);
    [own.as_str(), "windres"]
        .iter()
        .find(|program| converts(program, &file, &object))
        .ok_or(format!("neither {own} nor windres, which GNU's binutils bring, could convert {}", file.display()))?;
    Ok(Some(object))
}

#[expect(clippy::disallowed_methods, reason = "it runs when Upgo is built, not on a user's machine")]
fn write(file: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(file, bytes).map_err(|error| format!("{}: {error}", file.display()))
}

#[expect(clippy::disallowed_methods, reason = "it runs when Upgo is built, not on a user's machine")]
fn converts(windres: &str, file: &Path, object: &Path) -> bool {
    let mut command = Command::new(windres);
    command.args(["--input-format=res", "--output-format=coff"]).args([file, object]);
    command.status().is_ok_and(|ended| ended.success())
}

/// One resource of a `.res` file, in no language. Source:
/// <https://learn.microsoft.com/windows/win32/menurc/resourceheader>.
fn entry(kind: u16, name: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(&data.len().to_le_bytes()[..4]);
    bytes.extend(32_u32.to_le_bytes());
    for id in [kind, name] {
        bytes.extend([0xFF, 0xFF]);
        bytes.extend(id.to_le_bytes());
    }
    bytes.extend([0; 16]);
    bytes.extend(data);
    padded(bytes)
}

/// The data of a version. Source: <https://learn.microsoft.com/windows/win32/menurc/vs-versioninfo>.
fn version(version: &str, description: &str) -> Vec<u8> {
    let text = |name: &str, value: &str| {
        let units = value.encode_utf16().chain([0]);
        node(name, 1, value.encode_utf16().count() + 1, units.flat_map(u16::to_le_bytes).collect(), &[])
    };
    let texts = [
        text("CompanyName", "Upgo"),
        text("FileDescription", description),
        text("FileVersion", version),
        text("ProductName", "Upgo"),
        text("ProductVersion", version),
    ];
    // No language, and Unicode.
    let texts = node("StringFileInfo", 1, 0, Vec::new(), &[node("000004b0", 1, 0, Vec::new(), &texts)]);
    let language = node("Translation", 0, 4, vec![0, 0, 0xB0, 0x04], &[]);
    let language = node("VarFileInfo", 1, 0, Vec::new(), &[language]);
    let mut numbers = version.split(['.', '-', '+']).map(|number| number.parse::<u32>().unwrap_or_default());
    let mut next = || numbers.next().unwrap_or_default();
    let (high, low) = (next() << 16 | next(), next() << 16);
    // The signature and version of the structure; the file's and the product's version; no flags of the 0x3F that
    // exist; a program for Windows, of no further kind and date.
    let fixed = [0xFEEF_04BD, 0x1_0000, high, low, high, low, 0x3F, 0, 0x4_0004, 1, 0, 0, 0];
    node("VS_VERSION_INFO", 0, 52, fixed.into_iter().flat_map(u32::to_le_bytes).collect(), &[texts, language])
}

/// A node in the tree of a version: its length, the length and the kind of its value, its name, the value, and others.
fn node(name: &str, kind: u16, value_length: usize, value: Vec<u8>, children: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0, 0];
    bytes.extend(&value_length.to_le_bytes()[..2]);
    bytes.extend(kind.to_le_bytes());
    bytes.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
    bytes = padded(bytes);
    bytes.extend(value);
    for child in children {
        bytes = padded(bytes);
        bytes.extend(child);
    }
    let length = bytes.len().to_le_bytes();
    bytes[..2].copy_from_slice(&length[..2]);
    bytes
}

/// Filled up to a multiple of four bytes.
fn padded(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}
