//! A registry as data, for tests with simulated machines.
use std::collections::BTreeMap;

use upgo_engine::environment::Registry;

/// The value of `key\name`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dump(pub(crate) BTreeMap<String, String>);

impl Registry for Dump {
    fn value_names(&self, key: &str) -> Vec<String> {
        let names = self.0.keys().filter_map(|value| value.strip_prefix(key)?.strip_prefix('\\'));
        names.filter(|name| !name.contains('\\')).map(str::to_owned).collect()
    }

    fn text(&self, key: &str, name: &str) -> Option<String> {
        self.0.get(&format!(r"{key}\{name}")).cloned()
    }

    fn number(&self, key: &str, name: &str) -> Option<u32> {
        self.text(key, name)?.parse().ok()
    }
}
