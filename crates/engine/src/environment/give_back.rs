//! What the uninstaller of the official package takes from a user, given back.
//!
//! The package sets GOPATH where there is none and puts `%USERPROFILE%\go\bin` last on the user's PATH; its removal, also
//! the one that is a part of every upgrade, takes both, whoever set them.
//!
//! Source: the table `Environment` of
//! <https://github.com/golang/build/blob/master/internal/installer/windowsmsi/windowsmsi.go>.
use serde::{Deserialize, Serialize};

use super::change::{Change, Write};
use super::search_path::SearchPath;
use super::syntax::Lookup;
use super::{EnvironmentError, RegistryValue, UserEnvironment, registry};

const GOPATH: &str = "GOPATH";

/// What the package may touch of a user's variables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserValues {
    /// The user's part of PATH.
    pub path: Option<RegistryValue>,
    /// GOPATH.
    pub gopath: Option<RegistryValue>,
}

impl UserValues {
    /// How they are; nothing where the environment is not in a registry.
    pub fn read(environment: &UserEnvironment) -> Result<Self, EnvironmentError> {
        let UserEnvironment::Registry(registry) = environment else { return Ok(Self::default()) };
        let read = |name| registry::read(&registry.user_key, name);
        Ok(Self { path: read(registry::PATH)?, gopath: read(GOPATH)? })
    }

    /// What of these was in `earlier` too: the rest is what the package has set itself, and may take.
    pub fn known_to(&self, earlier: &Self, variables: Lookup<'_>) -> Result<Self, EnvironmentError> {
        let gopath = self.gopath.clone().filter(|_| earlier.gopath.is_some());
        let (Some(now), Some(_)) = (&self.path, &earlier.path) else { return Ok(Self { path: None, gopath }) };
        let (path, old) = (path_of(self)?, path_of(earlier)?);
        let Keys(keys) = Keys::of(&old, variables);
        let was_there = |entry: &Vec<u16>| entry.is_empty() || keys.contains(&path.comparable(entry, variables));
        let entries: Vec<_> = path.entries().iter().filter(|entry| was_there(entry)).cloned().collect();
        let is_whole = entries.len() == path.entries().len();
        let kept = if is_whole { now.clone() } else { registry::with_path(Some(now), &path.with_entries(entries)) };
        Ok(Self { path: Some(kept), gopath })
    }
}

/// The edit that gives back what is missing of `before`; `None` where nothing is. What has come since stays.
pub fn prepare_give_back(
    environment: &UserEnvironment,
    before: &UserValues,
) -> Result<Option<Change>, EnvironmentError> {
    let UserEnvironment::Registry(registry) = environment else { return Ok(None) };
    let today = UserValues::read(environment)?;
    let path = path_given_back(before, &today, &|name| registry.variable(name))?;
    let gopath = before.gopath.clone().filter(|_| today.gopath.is_none());
    let write = |name: &str, before: Option<RegistryValue>, after: RegistryValue| Write::Value {
        key: registry.user_key.clone(),
        name: name.to_owned(),
        before,
        after: Some(after),
    };
    let path = path.map(|path| write(registry::PATH, today.path, path));
    let writes: Vec<Write> = path.into_iter().chain(gopath.map(|gopath| write(GOPATH, None, gopath))).collect();
    Ok((!writes.is_empty()).then(|| Change::edit(writes)))
}

/// The user's PATH with the entries of `before` in their order, and then those that have come since.
pub fn path_given_back(
    before: &UserValues,
    today: &UserValues,
    variables: Lookup<'_>,
) -> Result<Option<RegistryValue>, EnvironmentError> {
    let Some(value) = &before.path else { return Ok(None) };
    let (old, now) = (path_of(before)?, path_of(today)?);
    let mut left = Keys::of(&old, variables);
    let is_new = |entry: &&Vec<u16>| !entry.is_empty() && !left.take(&now.comparable(entry, variables));
    // An empty entry is what an uninstaller leaves of one that it took.
    let new: Vec<_> = now.entries().iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok((today.path.as_ref() != Some(value)).then(|| value.clone()));
    }
    let whole = old.with_entries(old.entries().iter().chain(&new).cloned().collect());
    if whole == now {
        return Ok(None);
    }
    Ok(Some(registry::with_path(today.path.as_ref(), &whole.within_limit(&now)?)))
}

fn path_of(values: &UserValues) -> Result<SearchPath, EnvironmentError> {
    registry::path_of("the PATH of the user", values.path.as_ref())
}

/// The entries of a path, as they are compared.
struct Keys(Vec<Vec<u16>>);

impl Keys {
    fn of(path: &SearchPath, variables: Lookup<'_>) -> Self {
        Self(path.entries().iter().map(|entry| path.comparable(entry, variables)).collect())
    }

    /// Takes one of them, if it is there: of two alike, one may be new.
    fn take(&mut self, key: &[u16]) -> bool {
        let place = self.0.iter().position(|known| known == key);
        place.map(|place| self.0.swap_remove(place)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPAND: u32 = 2;

    fn values(path: Option<&str>, gopath: Option<&str>) -> UserValues {
        let value = |text: &str| RegistryValue::text_of_kind(EXPAND, text);
        UserValues { path: path.map(value), gopath: gopath.map(value) }
    }

    fn home(name: &str) -> Option<std::ffi::OsString> {
        name.eq_ignore_ascii_case("USERPROFILE").then(|| r"C:\Users\mei".into())
    }

    #[test]
    fn what_an_uninstaller_took_is_back_where_it_was_and_what_came_since_stays() {
        for (name, before, today, expected) in [
            ("nothing was taken", Some(r"C:\a;C:\b"), Some(r"C:\a;C:\b"), None),
            ("the entry is gone", Some(r"C:\a;%USERPROFILE%\go\bin;C:\b"), Some(r"C:\a;C:\b"), Some("before")),
            (
                "it went to the end",
                Some(r"%USERPROFILE%\go\bin;C:\a"),
                Some(r"C:\a;C:\Users\mei\go\bin"),
                Some("before"),
            ),
            ("all is gone", Some(r"%USERPROFILE%\go\bin"), None, Some("before")),
            ("a lone separator stays", Some(r"C:\a;C:\g"), Some(r"C:\a;"), Some("before")),
            ("somebody added", Some(r"C:\a;C:\g"), Some(r"C:\a;D:\new"), Some(r"C:\a;C:\g;D:\new")),
            ("the package added", Some(r"C:\a"), Some(r"C:\a;%USERPROFILE%\go\bin"), None),
            ("of two alike one was taken", Some(r"C:\g;C:\a;C:\g"), Some(r"C:\g;C:\a"), Some("before")),
            ("there was none", None, Some(r"C:\g"), None),
        ] {
            let (before, today) = (values(before, None), values(today, None));
            let given = path_given_back(&before, &today, &home).unwrap();
            let expected = match expected {
                Some("before") => before.path,
                Some(text) => Some(RegistryValue::text_of_kind(EXPAND, text)),
                None => None,
            };
            assert_eq!(given, expected, "{name}");
        }
    }

    #[test]
    fn a_value_that_is_no_text_is_not_touched() {
        let odd = UserValues { path: Some(RegistryValue { kind: 3, bytes: vec![1] }), gopath: None };
        assert!(path_given_back(&odd, &values(None, None), &home).is_err());
    }

    #[test]
    fn what_the_package_has_set_itself_is_its_own() {
        let earlier = values(Some(r"C:\a;c:\users\MEI\go\bin"), None);
        let now = values(Some(r"C:\new;C:\a;%USERPROFILE%\go\bin"), Some(r"%USERPROFILE%\go"));
        let own = now.known_to(&earlier, &home).unwrap();
        assert_eq!(own, values(Some(r"C:\a;%USERPROFILE%\go\bin"), None));
        assert_eq!(now.known_to(&now, &home).unwrap(), now);
        assert_eq!(now.known_to(&values(None, None), &home).unwrap(), values(None, None));
    }
}
