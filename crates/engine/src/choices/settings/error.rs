use std::io;
use std::path::PathBuf;

use super::key;
use crate::base::report::{Code, Explain, size, stated};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::machine::home::{Home, WrongAccount};

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub enum SettingsError {
    Unknown {
        name: String,
    },
    Value {
        name: &'static str,
        why: String,
    },
    /// The file is not TOML, or has a form that Upgo cannot change.
    Broken {
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        why: Statement,
    },
    File {
        path: PathBuf,
        #[source]
        source: Box<SettingsError>,
    },
    TooLong {
        /// In bytes.
        limit: u64,
    },
    Busy {
        path: PathBuf,
    },
    #[error(transparent)]
    Account(#[from] WrongAccount),
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
            Self::Account(error) => error.code(),
            Self::Disk(error) => of_io(error),
        }
    }

    fn statement(&self) -> Option<Statement> {
        Some(match self {
            Self::Unknown { name } => say!(NoSetting { name: format!("{name:?}") }),
            Self::Value { name, why } => {
                say!(SettingValue { name: *name, why: Statement::quoted(why.as_str()) })
            }
            Self::Broken { line, column, why } => {
                say!(AtLine { line: line.to_string(), column: column.to_string(), why: why.clone() })
            }
            Self::File { path, .. } => say!(SettingsUnchangeable { path: path.as_path() }),
            Self::TooLong { limit } => say!(FileTooLarge { size: size(*limit) }),
            Self::Busy { path } => say!(SettingsBusy { path: path.as_path() }),
            Self::Account(error) => return error.statement(),
            Self::Disk(_) => return None,
        })
    }

    fn next(&self) -> Statement {
        match self {
            Self::Account(error) => error.next(),
            _ => self.advice().unwrap_or_else(|| self.code().next().into()),
        }
    }

    fn advice(&self) -> Option<Statement> {
        Some(match self {
            // The setting's own file is in that folder, so it could not say where the folder is.
            Self::Unknown { name } if name == "home" => Sentence::HomeIsNoSetting.into(),
            Self::Unknown { name } => {
                say!(DidYouMean { name: key::nearest(name)?.name, then: self.code().next() })
            }
            Self::Account(error) => return error.advice(),
            Self::Broken { .. } => Sentence::FixPosition.into(),
            Self::File { path, .. } => {
                let good = path.parent().map(|home| Home::new(home).last_good_settings()).filter(|good| good.is_file());
                match good {
                    Some(good) => {
                        say!(FixOrRestoreSettings { path: path.as_path(), good: good.as_path() })
                    }
                    None => say!(FixSettingsFile { path: path.as_path() }),
                }
            }
            _ => return None,
        })
    }
}
