//! For fuzzing: the settings file.
use std::path::Path;

use super::{Key, Settings, document, file};

/// A file that is not understood leaves the last good settings in effect; an edit changes one key only.
pub(crate) fn file(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let last_good = Settings { keep_archives: !Settings::default().keep_archives, ..Settings::default() };
    let loaded = file::understood(Path::new("/home/me/.upgo/settings.toml"), text.to_owned(), &last_good);
    let is_broken = document::parse(text).is_err();
    assert!(!is_broken || (loaded.settings == last_good && loaded.problem.is_some()));
    let Key { name, value, .. } = &Settings::KEYS[bytes.len() % Settings::KEYS.len()];
    let Some(value) = value(&Settings::default()) else { return };
    let Ok(set) = document::edited(text, name, Some(&value)) else { return };
    let Ok(unset) = document::edited(&set, name, None) else { return };
    assert_eq!(document::edited(&unset, name, None).ok().as_ref(), Some(&unset));
    for edited in [&set, &unset] {
        let again = file::understood(Path::new("settings.toml"), edited.clone(), &last_good);
        assert!(again.keys_in_file.contains(name) == (edited == &set), "{name} in {edited}");
        let others = |keys: &[&'static str]| {
            let mut keys: Vec<_> = keys.iter().copied().filter(|key| key != name).collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(others(&again.keys_in_file), others(&loaded.keys_in_file), "{edited}");
    }
}
