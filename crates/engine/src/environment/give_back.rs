//! Restores what the official package's uninstaller removes from a user's variables, also during an upgrade. The
//! package sets GOPATH if it is not set, and puts `%USERPROFILE%\go\bin` last on the user's PATH; uninstalling it
//! removes both, whoever set them. Source: the table `Environment` of
//! <https://github.com/golang/build/blob/master/internal/installer/windowsmsi/windowsmsi.go>.
use super::change::{Change, Write};
use super::search_path::SearchPath;
use super::syntax::Lookup;
use super::{RegistryValue, Result, UserEnvironment, registry, registry_value};

const GOPATH: &str = "GOPATH";
const PACKAGE_GOPATH: &str = r"%USERPROFILE%\go";
const PACKAGE_ENTRY: &str = r"%USERPROFILE%\go\bin";

#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserValues {
    pub path: Option<RegistryValue>,
    pub gopath: Option<RegistryValue>,
}

impl UserValues {
    /// Empty if the environment is not in a registry.
    pub fn read(environment: &UserEnvironment) -> Result<Self> {
        let UserEnvironment::Registry(registry) = environment else { return Ok(Self::default()) };
        let read = |name| registry_value::read(&registry.user_key, name);
        Ok(Self { path: read(registry_value::PATH)?, gopath: read(GOPATH)? })
    }

    /// Whether one of them has a value that the package would set itself, and so would remove.
    pub(crate) fn has_what_the_package_sets(&self, environment: &UserEnvironment) -> Result<bool> {
        let UserEnvironment::Registry(registry) = environment else { return Ok(false) };
        let path = path_of(self)?;
        let is_own = |entry: &Vec<u16>| is_of_package(&path, entry, &|name| registry.variable(name));
        Ok(self.gopath.is_some() || path.entries().iter().any(is_own))
    }

    #[must_use]
    pub fn after(mut self, change: &Change, environment: &UserEnvironment) -> Self {
        let UserEnvironment::Registry(registry) = environment else { return self };
        for write in &change.writes {
            match write {
                Write::Value { key, name, after, .. } if *key == registry.user_key => {
                    if name.eq_ignore_ascii_case(registry_value::PATH) {
                        self.path.clone_from(after);
                    } else if name.eq_ignore_ascii_case(GOPATH) {
                        self.gopath.clone_from(after);
                    }
                }
                _ => {}
            }
        }
        self
    }

    /// The values that were also in `earlier`. The package set the others itself, and may remove them.
    pub(crate) fn known_to(&self, earlier: &Self, environment: &UserEnvironment) -> Result<Self> {
        let UserEnvironment::Registry(registry) = environment else { return Ok(Self::default()) };
        let variables: Lookup<'_> = &|name| registry.variable(name);
        let (path, old) = (path_of(self)?, path_of(earlier)?);
        let is_new = |entry: &Vec<u16>| is_of_package(&path, entry, variables) && !has(&old, entry, variables);
        let entries: Vec<_> = path.entries().iter().filter(|entry| !is_new(entry)).cloned().collect();
        let is_whole = entries.len() == path.entries().len();
        let kept =
            |value| if is_whole { value } else { registry::with_path(self.path.as_ref(), &path.with_entries(entries)) };
        let gopath = self.gopath.clone().filter(|_| earlier.gopath.is_some());
        Ok(Self { path: self.path.clone().map(kept), gopath })
    }
}

/// `None` if the values are unchanged. Values that other programs have added since are kept.
pub fn prepare_give_back(environment: &UserEnvironment, before: &UserValues) -> Result<Option<Change>> {
    let UserEnvironment::Registry(registry) = environment else { return Ok(None) };
    let today = UserValues::read(environment)?;
    let variables: Lookup<'_> = &|name| registry.variable(name);
    let path = path_given_back(before, &today, variables)?;
    let gopath = gopath_given_back(before.gopath.as_ref(), today.gopath.as_ref());
    let write = |name: &str, before: Option<RegistryValue>, after: Option<RegistryValue>| {
        let (key, name) = (registry.user_key.clone(), name.to_owned());
        (before != after).then_some(Write::Value { key, name, before, after })
    };
    let writes = [write(registry_value::PATH, today.path, path), write(GOPATH, today.gopath.clone(), gopath)];
    let writes: Vec<Write> = writes.into_iter().flatten().collect();
    Ok((!writes.is_empty()).then(|| Change::edit(writes)))
}

/// The user's PATH with the entries of `before` in their original order, followed by those added since.
pub fn path_given_back(
    before: &UserValues,
    today: &UserValues,
    variables: Lookup<'_>,
) -> Result<Option<RegistryValue>> {
    let (old, now) = (path_of(before)?, path_of(today)?);
    // An uninstaller may leave an empty entry in place of one that it removed.
    let is_new =
        |entry: &&Vec<u16>| !entry.is_empty() && !has(&old, entry, variables) && !is_of_package(&now, entry, variables);
    let new: Vec<_> = now.entries().iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok(before.path.clone());
    }
    let whole = old.with_entries(old.entries().iter().chain(&new).cloned().collect());
    if whole == now {
        return Ok(today.path.clone());
    }
    Ok(Some(registry::with_path(today.path.as_ref(), &whole.within_limit(&now)?)))
}

/// The package sets GOPATH only if it is not set. If uninstalling it removed the user's GOPATH, it is missing now.
fn gopath_given_back(before: Option<&RegistryValue>, today: Option<&RegistryValue>) -> Option<RegistryValue> {
    let is_of_package = |value: &RegistryValue| value.shown().eq_ignore_ascii_case(PACKAGE_GOPATH);
    if today.is_none_or(is_of_package) { before.cloned() } else { today.cloned() }
}

fn has(path: &SearchPath, entry: &[u16], variables: Lookup<'_>) -> bool {
    let key = path.comparable(entry, variables);
    path.entries().iter().any(|known| path.comparable(known, variables) == key)
}

fn is_of_package(path: &SearchPath, entry: &[u16], variables: Lookup<'_>) -> bool {
    let own: Vec<u16> = PACKAGE_ENTRY.encode_utf16().collect();
    path.comparable(entry, variables) == path.comparable(&own, variables)
}

fn path_of(values: &UserValues) -> Result<SearchPath> {
    registry::path_of("the user's PATH", values.path.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPAND: u32 = 2;

    fn value(text: &str) -> RegistryValue {
        RegistryValue::text_of_kind(EXPAND, text)
    }

    fn values(path: Option<&str>) -> UserValues {
        UserValues { path: path.map(value), gopath: None }
    }

    fn home(name: &str) -> Option<std::ffi::OsString> {
        name.eq_ignore_ascii_case("USERPROFILE").then(|| r"C:\Users\mei".into())
    }

    #[test]
    fn restores_path_and_keeps_later_additions() {
        let own = r"C:\a;%USERPROFILE%\go\bin;C:\b";
        for (name, before, today, expected) in [
            ("nothing was removed", Some(own), Some(own), Some(own)),
            ("the entry is gone", Some(own), Some(r"C:\a;C:\b"), Some(own)),
            ("the entry moved to the end", Some(own), Some(r"C:\a;C:\b;C:\Users\mei\go\bin"), Some(own)),
            (
                "the entry is there twice",
                Some(own),
                Some(r"C:\a;%USERPROFILE%\go\bin;C:\b;%USERPROFILE%\go\bin"),
                Some(own),
            ),
            ("PATH is gone", Some(r"%USERPROFILE%\go\bin"), None, Some(r"%USERPROFILE%\go\bin")),
            ("a lone separator was left", Some(own), Some(r"C:\a;C:\b;"), Some(own)),
            ("somebody added", Some(r"C:\a;C:\g"), Some(r"C:\a;D:\new"), Some(r"C:\a;C:\g;D:\new")),
            ("the package added", Some(r"C:\a"), Some(r"C:\a;%USERPROFILE%\go\bin"), Some(r"C:\a")),
            (
                "one of two equal entries was removed",
                Some(r"C:\g;C:\a;C:\g"),
                Some(r"C:\g;C:\a"),
                Some(r"C:\g;C:\a;C:\g"),
            ),
            ("there was no PATH", None, Some(r"%USERPROFILE%\go\bin"), None),
        ] {
            let given = path_given_back(&values(before), &values(today), &home).unwrap();
            assert_eq!(given, expected.map(value), "{name}");
        }
    }

    #[test]
    fn restores_gopath_unless_it_has_a_new_value() {
        for (before, today, expected) in [
            (Some(r"D:\work"), None, Some(r"D:\work")),
            (Some(r"D:\work"), Some(r"%USERPROFILE%\go"), Some(r"D:\work")),
            (Some(r"D:\work"), Some(r"E:\other"), Some(r"E:\other")),
            (None, Some(r"%USERPROFILE%\go"), None),
            (None, Some(r"D:\work"), Some(r"D:\work")),
        ] {
            let given = gopath_given_back(before.map(value).as_ref(), today.map(value).as_ref());
            assert_eq!(given, expected.map(value), "{before:?} {today:?}");
        }
    }

    #[test]
    fn a_value_that_is_not_text_is_not_changed() {
        let odd = UserValues { path: Some(RegistryValue { kind: 3, bytes: vec![1] }), gopath: None };
        assert!(path_given_back(&odd, &values(None), &home).is_err());
    }

    #[test]
    fn values_set_by_the_package_are_not_the_users() {
        let environment = UserEnvironment::Registry(super::super::RegistryEnvironment::at("HKCU\\u", "HKCU\\m", &home));
        let of = |earlier: &UserValues, now: &UserValues| now.known_to(earlier, &environment).unwrap();
        let with_gopath = |path| UserValues { gopath: Some(value("x")), ..values(Some(path)) };
        let now = with_gopath(r"C:\new;C:\a;%USERPROFILE%\go\bin");
        assert_eq!(of(&values(Some(r"C:\a")), &now), values(Some(r"C:\new;C:\a")));
        assert_eq!(of(&with_gopath(r"c:\users\MEI\go\bin"), &now), now);
    }
}
