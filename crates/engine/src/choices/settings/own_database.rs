//! The setting that names a checksum database.
use toml_edit::Value as Toml;

use super::value::{SettingType, expected};
use crate::base::secret::{self, without_secrets};
use crate::released::checksum_database::{Database, GoSumDb};

/// A checksum database in the notation of GOSUMDB, which the user or the organization trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDatabase {
    text: String,
    database: Database,
}

impl NamedDatabase {
    pub fn database(&self) -> &Database {
        &self.database
    }
}

impl SettingType for Option<NamedDatabase> {
    const KIND: &'static str = "a checksum database as in GOSUMDB: NAME+HASH+KEY, and an address if NAME is none";

    fn from_text(text: &str) -> Result<Self, String> {
        if secret::is_hidden(text) {
            return Err(secret::REFUSED.to_owned());
        }
        match GoSumDb::read(text) {
            Ok(GoSumDb::On(database)) if !text.trim().is_empty() => {
                Ok(Some(NamedDatabase { text: text.trim().to_owned(), database }))
            }
            _ => Err(expected::<Self>(&format!("{:?}", without_secrets(text)))),
        }
    }

    fn to_toml(&self) -> Option<Toml> {
        self.as_ref().map(|named| Toml::from(named.text.as_str()))
    }
}
