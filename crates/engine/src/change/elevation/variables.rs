use std::path::Path;

use super::executor::Hands;
use super::package::disk;
use super::{ElevationError, Result};
use crate::environment::{
    self, Change, EditKind, MachineRules, RegistryEnvironment, RegistryValue, UserEnvironment, Write, taken_off,
};

impl Hands {
    pub(super) fn edit(&self, name: &str, before: Option<&RegistryValue>, after: Option<&RegistryValue>) -> Result<()> {
        let (notes, windows) = (self.notes(), self.windows.windows_folder());
        let (were_there, had) = (notes.path_entries(), notes.value_before(name, before));
        let why_open = |folder: &Path| self.why_open(folder);
        let rules = MachineRules { windows: &windows, were_there: &were_there, had: had.as_ref(), why_open: &why_open };
        if let Some(why) = rules.refusal(name, before, after) {
            return Err(ElevationError::NotOnList { what: format!("this edit of the machine-wide {name}"), why });
        }
        // Recorded first, so that removed values can be restored whatever happens in between.
        let is_path = name.eq_ignore_ascii_case("Path");
        let entries = if is_path { notes.add_path_entries(&taken_off(before, after)) } else { Ok(()) };
        let remembered = entries.and_then(|()| notes.set_change(name, before, after));
        remembered.map_err(|error| disk(Path::new(&self.policy.notes_key), &error))?;
        self.commit(name, before, after)
    }

    pub(super) fn commit(
        &self,
        name: &str,
        before: Option<&RegistryValue>,
        after: Option<&RegistryValue>,
    ) -> Result<()> {
        let key = self.policy.machine_key.clone();
        let write = Write::Value { key, name: name.to_owned(), before: before.cloned(), after: after.cloned() };
        let change = Change { purpose: EditKind::Edit, writes: vec![write], skipped: Vec::new(), folders: Vec::new() };
        // The user's key is never written here.
        let registry = RegistryEnvironment::at(String::new(), &self.policy.machine_key, &|_| None);
        environment::commit(&UserEnvironment::Registry(registry), &change).map_err(ElevationError::other)
    }
}
