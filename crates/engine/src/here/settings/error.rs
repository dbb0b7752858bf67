//! Why a setting was not read or changed.
use std::io;
use std::path::PathBuf;

use super::key;
use crate::effect::of_io;
use crate::report::{Code, Explain, size};

/// The reason why a setting was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The key does not exist.
    #[error("there is no setting {name:?}")]
    Unknown {
        /// The name.
        name: String,
    },
    /// The value is invalid.
    #[error("the setting {name} {why}")]
    Value {
        /// The key.
        name: &'static str,
        /// The end of the sentence.
        why: String,
    },
    /// The file is not TOML, or has a form that Upgo cannot change.
    #[error("line {line}, column {column}: {why}")]
    Broken {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong there.
        why: String,
    },
    /// The same, with the path of the file.
    #[error("the settings in {} cannot be changed", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: Box<SettingsError>,
    },
    /// The file is far too long.
    #[error("the file is larger than {}", size(*limit))]
    TooLong {
        /// In bytes.
        limit: u64,
    },
    /// Another program keeps writing the file.
    #[error("the settings in {} are being changed by another program", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be read or written; the source names it.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

impl Explain for SettingsError {
    fn code(&self) -> Code {
        match self {
            Self::Unknown { .. } | Self::Value { .. } | Self::Broken { .. } | Self::TooLong { .. } => {
                Code::SettingInvalid
            }
            Self::File { source, .. } => source.code(),
            Self::Busy { .. } => Code::Busy,
            Self::Disk(error) => of_io(error),
        }
    }

    fn next(&self) -> String {
        match self {
            // The setting's own file is in that folder, so it could not say where the folder is.
            Self::Unknown { name } if name == "home" => {
                "The environment variable UPGO_HOME sets where Upgo keeps its files, not a setting.".to_owned()
            }
            Self::Unknown { name } => match key::nearest(name) {
                Some(key) => format!("Did you mean `{}`? {}", key.name, self.code().next()),
                None => self.code().next().to_owned(),
            },
            Self::Broken { .. } => "Fix the file at this position.".to_owned(),
            Self::File { path, .. } => format!("Fix {} in an editor, then try again.", path.display()),
            _ => self.code().next().to_owned(),
        }
    }
}
