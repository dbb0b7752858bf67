//! Why a setting was not read or changed.
use std::io;
use std::path::PathBuf;

use super::table;
use crate::effect::of_io;
use crate::report::{Code, Explain, size};

/// A setting was not read or changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no such key.
    #[error("there is no setting {name:?}")]
    Unknown {
        /// The name.
        name: String,
    },
    /// The value makes no sense.
    #[error("the setting {name} {why}")]
    Value {
        /// The key.
        name: &'static str,
        /// The end of the sentence.
        why: String,
    },
    /// The file is not TOML, or not in a form that can be changed.
    #[error("line {line}, column {column}: {why}")]
    Broken {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong there.
        why: String,
    },
    /// The same, for a file.
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
    /// Another program writes it all the time.
    #[error("the settings in {} are being changed by another program", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be read or written; the source names it.
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
            // the file that would say it lies there
            Self::Unknown { name } if name == "home" => {
                "Where Upgo keeps its files is said by the variable UPGO_HOME, not by a setting.".to_owned()
            }
            Self::Unknown { name } => match table::nearest(name) {
                Some(key) => format!("Did you mean `{}`? {}", key.name, self.code().next()),
                None => self.code().next().to_owned(),
            },
            Self::Broken { .. } => "Mend the file there.".to_owned(),
            Self::File { path, .. } => format!("Mend {} in an editor, then try again.", path.display()),
            _ => self.code().next().to_owned(),
        }
    }
}
