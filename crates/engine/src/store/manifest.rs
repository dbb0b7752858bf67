//! The files that a toolchain was unpacked with, as a text file next to its receipt: for each, sorted by path, a line
//! `SHA-256 size x path`, or with `-` if it may not run. The last line is the digest of those before it, which detects
//! truncations and edits.
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::unpack::is_official;
use crate::base::bounded;
use crate::base::digest::Sha256;
use crate::base::report::total;
use crate::base::version::Version;
use crate::machine::effect;
use crate::machine::home::Home;
use crate::machine::platform::FileMode;

const HEAD: &str = "upgo manifest 2\n";
const EXECUTABLE: &str = "x";
const PLAIN: &str = "-";
const END: &str = "end ";
/// In bytes; that of go1.27.3 is 1.3 MB.
const LIMIT: u64 = 32 << 20;

/// Sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    files: Vec<ManifestFile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFile {
    /// Below the toolchain's folder, separated by `/` on every system.
    pub path: String,
    /// In bytes.
    pub size: u64,
    pub mode: FileMode,
    pub sha256: Sha256,
}

impl Manifest {
    /// In any order, each path once.
    pub fn new(mut files: Vec<ManifestFile>) -> Self {
        // An archive has long runs in this order already, which a stable sort makes use of.
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self { files }
    }

    /// The manifest of files with these paths and texts.
    #[cfg(test)]
    pub(crate) fn of_texts(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| ManifestFile {
            path: (*path).to_owned(),
            size: text.len() as u64,
            mode: FileMode::Plain,
            sha256: Sha256::of(text.as_bytes()),
        };
        Self::new(files.iter().map(file).collect())
    }

    pub fn files(&self) -> &[ManifestFile] {
        &self.files
    }

    pub fn find(&self, path: &str) -> Option<&ManifestFile> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(at)
    }

    pub fn bytes(&self) -> u64 {
        total(self.files.iter().map(|file| file.size))
    }

    /// `None` if it is missing or damaged.
    pub fn read(home: &Home, version: &Version) -> Option<Self> {
        Self::parse(&bounded::read_text(&home.manifest(version), LIMIT).ok()?)
    }

    pub fn has_content_of(&self, other: &Self) -> bool {
        let content = |file: &ManifestFile| (file.sha256, file.size);
        self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(|(a, b)| a.path == b.path && content(a) == content(b))
    }

    pub fn write(&self, home: &Home, version: &Version) -> Result<(), StoreError> {
        effect::create_lasting_dir(&home.receipts())?;
        Ok(effect::replace(&home.manifest(version), self.text().as_bytes())?)
    }

    pub fn text(&self) -> String {
        let mut text = String::with_capacity(HEAD.len() + (self.files.len() + 1) * 128);
        text.push_str(HEAD);
        for ManifestFile { path, size, mode, sha256 } in &self.files {
            let mode = if *mode == FileMode::Executable { EXECUTABLE } else { PLAIN };
            let _ = writeln!(text, "{sha256} {size} {mode} {path}"); // a String takes everything
        }
        let digest = Sha256::of(text.as_bytes());
        let _ = writeln!(text, "{END}{digest}");
        text
    }

    /// `None` if the text is damaged, or if it names a file that no official archive can contain.
    pub fn parse(text: &str) -> Option<Self> {
        let (lines, digest) = text.strip_suffix('\n')?.rsplit_once(END)?;
        if digest.parse::<Sha256>().ok()? != Sha256::of(lines.as_bytes()) {
            return None;
        }
        let files: Vec<_> = lines.strip_prefix(HEAD)?.lines().map(ManifestFile::parse).collect::<Option<_>>()?;
        files.is_sorted_by(|one, other| one.path < other.path).then_some(Self { files })
    }
}

impl ManifestFile {
    pub(crate) fn below(&self, folder: &Path) -> PathBuf {
        self.path.split('/').fold(folder.to_owned(), |folder, part| folder.join(part))
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.splitn(4, ' ');
        let (sha256, size, mode, path) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let mode = match mode {
            EXECUTABLE => FileMode::Executable,
            PLAIN => FileMode::Plain,
            _ => return None,
        };
        let file = Self { path: path.to_owned(), size: size.parse().ok()?, mode, sha256: sha256.parse().ok()? };
        is_official(path).then_some(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let file = |path: &str, text: &str, mode: FileMode| ManifestFile {
            path: path.to_owned(),
            size: text.len() as u64,
            mode,
            sha256: Sha256::of(text.as_bytes()),
        };
        let plain = |path, text| file(path, text, FileMode::Plain);
        let files = [plain("src/a b/é end.go", "x"), plain("VERSION", "go1.27.3\n")];
        Manifest::new(files.into_iter().chain([file("bin/go", "", FileMode::Executable)]).collect())
    }

    /// The text with a valid last line, whatever the lines before it are.
    fn sealed(lines: &str) -> String {
        format!("{lines}{END}{}\n", Sha256::of(lines.as_bytes()))
    }

    #[test]
    fn a_written_manifest_is_read_back() {
        let manifest = sample();
        assert_eq!(Manifest::parse(&manifest.text()), Some(manifest.clone()));
        assert_eq!(manifest.find("src/a b/é end.go").map(|file| file.size), Some(1));
        assert_eq!(manifest.find("src"), None);
        assert_eq!(manifest.bytes(), 10);
        assert_eq!(Manifest::parse(&Manifest::default().text()), Some(Manifest::default()));
    }

    #[test]
    fn a_truncated_or_edited_manifest_is_invalid() {
        let text = sample().text();
        for length in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            assert_eq!(Manifest::parse(&text[..length]), None, "{length}");
        }
        assert_eq!(Manifest::parse(&text.replace("VERSION", "VERSIONS")), None);
        assert_eq!(Manifest::parse(&format!("{text}\n")), None);
    }

    #[test]
    fn a_path_that_leaves_the_tree_makes_a_manifest_invalid() {
        let digest = Sha256::of(b"");
        for bad in ["../x", "a/../../x", "/etc/x", "a//b", "", "a/", "C:/x", "a\\b", "nul", "a\tb"] {
            let text = sealed(&format!("{HEAD}{digest} 0 - {bad}\n"));
            assert_eq!(Manifest::parse(&text), None, "{bad}");
        }
        let twice = sealed(&format!("{HEAD}{digest} 0 - a\n{digest} 0 - a\n"));
        assert_eq!(Manifest::parse(&twice), None);
        assert_eq!(Manifest::parse(&sealed(&format!("{HEAD}{digest} 0 y a\n"))), None);
        assert!(Manifest::parse(&sealed(&format!("{HEAD}{digest} 0 - a\n"))).is_some());
    }
}
