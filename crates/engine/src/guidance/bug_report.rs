//! The attachment of a bug report: a few texts in one zip file, which the user can read beforehand.
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{self, Cursor, Write as _};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::machine::effect::{self, of_io};

/// Nothing is sent anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BugReport {
    texts: BTreeMap<String, String>,
}

#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct ReportText {
    /// Its name in the zip file.
    pub name: String,
    /// Its uncompressed size in bytes.
    pub bytes: u64,
}

explain! {
    pub enum BugReportError {
        Exists(path: PathBuf) = Usage, AlreadyExists { path }, next ChooseReportName;
        NoSuchText(name: String) = Usage, ReportHasNoText { name: format!("{name:?}") }, next ListReport;
        Disk { path: PathBuf, source: io::Error } = (of_io(source)), PathNotWritten { path };
    }
}

impl BugReport {
    pub fn put(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(name.into(), text.into());
    }

    pub fn list(&self) -> Vec<ReportText> {
        let text = |(name, text): (&String, &String)| ReportText { name: name.clone(), bytes: text.len() as u64 };
        self.texts.iter().map(text).collect()
    }

    pub fn text(&self, name: &str) -> Result<&str, BugReportError> {
        let text = self.texts.get(name).map(String::as_str);
        text.ok_or_else(|| BugReportError::NoSuchText(name.to_owned()))
    }

    /// Writes it to a new file; an existing file is an error, unless it is empty, as a killed process leaves it.
    pub fn write(&self, path: &Path) -> Result<(), BugReportError> {
        let disk = |source| BugReportError::Disk { path: path.to_owned(), source };
        // The file is created first, so that no existing file is replaced.
        match effect::create_new_file(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let is_empty_file = |metadata: &Metadata| metadata.is_file() && metadata.len() == 0;
                if !path.symlink_metadata().is_ok_and(|metadata| is_empty_file(&metadata)) {
                    return Err(BugReportError::Exists(path.to_owned()));
                }
            }
            taken => drop(taken.map_err(disk)?),
        }
        let written = self.write_over(path);
        if written.is_err() {
            effect::remove_file(path).ok();
        }
        written
    }

    /// Writes it to a file that the user chose in a dialog, which has asked whether to replace an existing one.
    pub fn write_over(&self, path: &Path) -> Result<(), BugReportError> {
        let disk = |source| BugReportError::Disk { path: path.to_owned(), source };
        let packed = self.pack().map_err(|error| disk(error.into()))?;
        effect::replace(path, &packed).map_err(disk)
    }

    fn pack(&self) -> Result<Vec<u8>, ZipError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.texts {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }
}
