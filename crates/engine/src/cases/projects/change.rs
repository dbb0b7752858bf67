//! Adding and removing the folders of the setting `projects`.
use std::path::{Path, PathBuf};

use toml_edit::Array;

use super::{Engine, full_folder, full_path};
use crate::base::report::{Code, Problem, Result};
use crate::base::words::Sentence;
use crate::change::request::ChangeRequest;
use crate::choices::settings::{PROJECTS, SettingEdit};
use crate::machine::platform::is_same_path;

impl Engine {
    /// The folders must exist.
    pub fn add_projects(&self, folders: &[PathBuf]) -> Result<ChangeRequest> {
        let mut all = self.settings().projects.clone();
        for folder in folders {
            let folder = full_folder(folder)?;
            if !all.iter().any(|known| is_same_path(&full_path(known), &folder)) {
                all.push(folder);
            }
        }
        edit(&all)
    }

    /// The folders need not exist any more.
    pub fn remove_projects(&self, folders: &[PathBuf]) -> Result<ChangeRequest> {
        let mut all = self.settings().projects.clone();
        for folder in folders {
            let before = all.len();
            all.retain(|known| known != folder && !is_same_path(&full_path(known), &full_path(folder)));
            if all.len() == before {
                let message = say!(NotInProjects { folder: folder.as_path() });
                return Err(Problem::new(Code::Usage, message).with_next(Sentence::SeeProjectsSetting));
            }
        }
        edit(&all)
    }
}

fn edit(folders: &[PathBuf]) -> Result<ChangeRequest> {
    let texts = folders.iter().map(|folder| text_of(folder)).collect::<Result<Vec<&str>, _>>()?;
    // as in the file, because a comma may be part of a name
    let value = (!texts.is_empty()).then(|| texts.into_iter().collect::<Array>().to_string());
    Ok(ChangeRequest::Settings { edits: vec![SettingEdit { key: PROJECTS.to_owned(), value }] })
}

fn text_of(folder: &Path) -> Result<&str> {
    folder
        .to_str()
        .ok_or_else(|| Problem::new(Code::Usage, say!(NameNotUnicode { folder })).with_next(Sentence::RenameOrName))
}
