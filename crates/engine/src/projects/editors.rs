//! The folders that editors opened recently, from their own files: VS Code has a `workspace.json` for each workspace,
//! and GoLand lists its projects in `recentProjects.xml`. Only local folders that exist count.
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use fs_err as fs;
use url::Url;

use crate::base::bounded;

/// The programs whose files have VS Code's form.
const CODE: [&str; 4] = ["Code", "Code - Insiders", "VSCodium", "Cursor"];
/// The programs of JetBrains that open projects of Go. The version follows the name.
const JETBRAINS: [&str; 2] = ["GoLand", "IntelliJIdea"];
/// The size limit of one file in bytes.
const LARGEST: u64 = 1 << 20;
const MOST_ENTRIES: usize = 5_000;
/// The largest number of recent folders.
const MOST: usize = 200;

#[derive(Clone, Copy, Debug)]
pub struct EditorFolders<'a> {
    /// The user's folder for the settings of programs.
    pub config: &'a Path,
    /// The user's home folder, which GoLand abbreviates.
    pub user: Option<&'a Path>,
}

/// The recent folders that exist, the newest first, each once.
pub fn recent_folders(editors: EditorFolders<'_>) -> Vec<PathBuf> {
    let mut recent: Vec<(SystemTime, PathBuf)> = Vec::new();
    for code in CODE {
        for (changed, workspace) in listed(&editors.config.join(code).join("User").join("workspaceStorage")) {
            let text = bounded::read(&workspace.join("workspace.json"), LARGEST).ok();
            recent.extend(text.and_then(|text| in_workspace(&text)).map(|folder| (changed, folder)));
        }
    }
    for (changed, product) in listed(&editors.config.join("JetBrains")) {
        let name = product.file_name().unwrap_or_default().to_string_lossy();
        if JETBRAINS.iter().any(|own| name.starts_with(own)) {
            let text = bounded::read(&product.join("options").join("recentProjects.xml"), LARGEST).unwrap_or_default();
            let folders = in_recent_projects(&String::from_utf8_lossy(&text), editors.user);
            recent.extend(folders.into_iter().map(|folder| (changed, folder)));
        }
    }
    recent.sort_by(|(one, first), (other, second)| other.cmp(one).then_with(|| first.cmp(second)));
    let mut folders: Vec<PathBuf> = Vec::new();
    for (_, folder) in recent {
        if folders.len() < MOST && !folders.contains(&folder) && folder.is_dir() {
            folders.push(folder);
        }
    }
    folders
}

fn listed(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().take(MOST_ENTRIES).flatten();
    let folders = entries.filter_map(|entry| {
        let metadata = entry.metadata().ok().filter(std::fs::Metadata::is_dir)?;
        Some((metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), entry.path()))
    });
    folders.collect()
}

/// The folder of a workspace: `{ "folder": "file:///home/zoe/src/m" }`. A workspace of several folders names a file.
pub(super) fn in_workspace(text: &[u8]) -> Option<PathBuf> {
    let workspace: serde_json::Value = serde_json::from_slice(text).ok()?;
    let address = Url::parse(workspace.get("folder")?.as_str()?).ok().filter(|address| address.scheme() == "file")?;
    // a share of another machine could block
    address.host().is_none().then(|| address.to_file_path().ok())?
}

/// The projects of GoLand: `<entry key="$USER_HOME$/src/m">`.
pub(super) fn in_recent_projects(text: &str, user: Option<&Path>) -> Vec<PathBuf> {
    let keys = text.split("<entry key=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    let folders = keys.take(MOST).filter_map(|key| {
        let key = unescaped(key);
        let folder = match key.strip_prefix("$USER_HOME$") {
            Some(rest) => user?.join(rest.trim_start_matches('/')),
            None => PathBuf::from(key),
        };
        (folder.is_absolute() && !folder.to_string_lossy().starts_with("//")).then_some(folder)
    });
    folders.collect()
}

fn unescaped(text: &str) -> String {
    let marks = [("&quot;", "\""), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, letter)| text.replace(mark, letter))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
mod tests {
    use super::*;

    #[test]
    fn recent_folders_that_exist_are_found_once() {
        let home = tempfile::tempdir().unwrap();
        let config = home.path().join("config");
        let (one, two) = (home.path().join("my project"), home.path().join("two & three"));
        for folder in [&one, &two] {
            std::fs::create_dir_all(folder).unwrap();
        }
        let address = |folder: &Path| Url::from_file_path(folder).unwrap().to_string();
        let write = |path: PathBuf, text: String| {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let storage = config.join("Code").join("User").join("workspaceStorage");
        write(storage.join("a").join("workspace.json"), format!("{{\"folder\": \"{}\"}}", address(&one)));
        write(storage.join("b").join("workspace.json"), "{\"folder\": \"vscode-remote://ssh/home/x\"}".to_owned());
        write(storage.join("c").join("workspace.json"), "{\"folder\": \"file:///no/such/folder\"}".to_owned());
        write(storage.join("d").join("workspace.json"), "not JSON".to_owned());
        let listed = "<map><entry key=\"$USER_HOME$/two &amp; three\"/><entry key=\"$USER_HOME$/my project\"/></map>";
        write(config.join("JetBrains/GoLand2026.2/options/recentProjects.xml"), listed.to_owned());
        write(config.join("JetBrains/PyCharm2026.2/options/recentProjects.xml"), "<entry key=\"/etc\"/>".to_owned());
        let mut folders = recent_folders(EditorFolders { config: &config, user: Some(home.path()) });
        folders.sort();
        assert_eq!(folders, [one, two]);
        assert!(recent_folders(EditorFolders { config: &home.path().join("none"), user: None }).is_empty());
    }
}
