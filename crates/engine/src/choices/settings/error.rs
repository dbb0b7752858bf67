use std::io;
use std::path::{Path, PathBuf};

use super::key;
use crate::base::report::{Code, size};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::machine::home::{Home, WrongAccount};
use crate::machine::platform::typed;

explain! {
    pub enum SettingsError {
        Unknown { name: String } = SettingInvalid, NoSetting { name: format!("{name:?}") }, next (meant(name));
        Value { name: &'static str, why: String } = SettingInvalid, SettingValue { name, why: Statement::quoted(why) };
        /// The file is not TOML, or has a form that Upgo cannot change. Counted from 1, `column` in characters.
        Broken { line: usize, column: usize, why: Statement } =
            SettingInvalid, AtLine { line, column, why }, next FixPosition;
        File { path: PathBuf, source: Box<SettingsError> } =
            (source.code()), SettingsUnchangeable { path }, next (to_fix(path));
        Missing { path: PathBuf } = Usage, PathDoesNotExist { path }, next NameExistingFile;
        /// The limit in bytes.
        TooLong { limit: u64 } = SettingInvalid, FileTooLarge { size: size(*limit) };
        Busy { path: PathBuf } = Busy, SettingsBusy { path };
        Account(WrongAccount) = *;
        // not `, *`: the error of the system is a cause, too
        #[error("{0}")]
        Disk(#[from] error: io::Error) = (of_io(error)), _;
    }
}

fn meant(name: &str) -> Option<Statement> {
    // The setting's own file is in that folder, so it could not say where the folder is.
    if name == "home" {
        return Some(Sentence::HomeIsNoSetting.into());
    }
    Some(say!(DidYouMean { name: key::nearest(name)?.name, then: Code::SettingInvalid.next() }))
}

fn to_fix(path: &Path) -> Statement {
    let good = path.parent().map(|home| Home::new(home).last_good_settings()).filter(|good| good.is_file());
    match good {
        Some(good) => say!(FixOrRestoreSettings { path, good: typed(good) }),
        None => say!(FixSettingsFile { path }),
    }
}
