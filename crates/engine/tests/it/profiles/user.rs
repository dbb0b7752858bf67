//! A user with a temporary home folder, and real shells.
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use upgo_engine::base::own_json;
use upgo_engine::environment::{Change, PathEdit, ProfileEnvironment, UserEnvironment, commit, prepare};

use crate::environment::searched;
use upgo_testkit::limit::InTime as _;

/// All characters that are special to shells, and bytes that are not text.
pub(crate) const NASTY: &[u8] = b"J\xc3\xbcrgen 'O\"Brien' $HOME `id` \\ * \xff & ;(x)";

/// The folders that fish adds at login if they are missing.
pub(crate) const SYSTEM: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

pub(crate) struct User {
    pub(crate) _folder: tempfile::TempDir,
    pub(crate) home: PathBuf,
    pub(crate) shell: &'static str,
    pub(crate) zdotdir: Option<PathBuf>,
}

impl User {
    pub(crate) fn new(shell: &'static str) -> Self {
        Self::named(shell, "user".as_bytes())
    }

    pub(crate) fn named(shell: &'static str, name: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join(OsStr::from_bytes(name));
        fs::create_dir(&home).unwrap();
        Self { _folder: folder, home, shell, zdotdir: None }
    }

    pub(crate) fn environment(&self) -> UserEnvironment {
        let variables = |name: &str| match name {
            "HOME" => Some(self.home.clone().into_os_string()),
            "SHELL" => Some(format!("/usr/bin/{}", self.shell).into()),
            "ZDOTDIR" => self.zdotdir.clone().map(PathBuf::into_os_string),
            _ => None,
        };
        UserEnvironment::Profiles(ProfileEnvironment::locate(self.upgo(), &variables))
    }

    pub(crate) fn upgo(&self) -> PathBuf {
        self.home.join(".local/share/upgo")
    }

    pub(crate) fn bin(&self) -> PathBuf {
        self.upgo().join("bin")
    }

    pub(crate) fn edits(&self) -> [PathEdit; 2] {
        [PathEdit::PutFirst(self.bin()), PathEdit::AppendLast(self.home.join("go/bin"))]
    }

    pub(crate) fn prepare(&self, edits: &[PathEdit]) -> Option<Change> {
        let change = prepare(&self.environment(), edits).unwrap()?;
        // After a crash, only the data in the journal is left.
        let journaled = own_json::from_slice(&own_json::to_vec(&change).unwrap()).unwrap();
        assert_eq!(change, journaled);
        Some(journaled)
    }

    pub(crate) fn apply(&self, edits: &[PathEdit]) -> Change {
        let change = self.prepare(edits).unwrap();
        commit(&self.environment(), &change).unwrap();
        change
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Everything under the home with its permissions, and the content of files.
    pub(crate) fn everything(&self) -> Vec<(PathBuf, u32, Option<Vec<u8>>)> {
        let mut all = Vec::new();
        let mut folders = vec![self.home.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let metadata = entry.metadata().unwrap();
                let content = metadata.is_file().then(|| fs::read(entry.path()).unwrap());
                if metadata.is_dir() {
                    folders.push(entry.path());
                }
                all.push((entry.path(), metadata.permissions().mode(), content));
            }
        }
        all.sort();
        all
    }

    /// Every file under the home, following links.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    walk(&entry.path(), files);
                } else {
                    files.push((entry.path(), fs::read(entry.path()).unwrap_or_default()));
                }
            }
        }
        let mut files = Vec::new();
        walk(&self.home, &mut files);
        files.sort();
        files
    }

    /// Whether the engine predicts that a new terminal searches Upgo's folder.
    pub(crate) fn is_predicted(&self) -> bool {
        searched(&self.environment(), Some("/bin".as_ref())).contains(&self.bin())
    }

    /// PATH in a real shell, started with these arguments; `None` if the shell is not installed.
    pub(crate) fn path_in(&self, shell: &str, arguments: &[&str], path: &str) -> Option<Vec<OsString>> {
        let shell = find(shell)?;
        let script = if shell.ends_with("fish") {
            "string join : $PATH | read -l p; printf '<%s>' \"$p\""
        } else {
            "printf '<%s>' \"$PATH\""
        };
        let mut command = Command::new(&shell);
        command.args(arguments).arg("-c").arg(script).current_dir("/").env_clear();
        command.env("HOME", &self.home).env("PATH", path).env("SHELL", &shell);
        command.env("LC_ALL", "C.UTF-8"); // without a locale, fish finds only ASCII folders
        command.envs(self.zdotdir.iter().map(|folder| ("ZDOTDIR", folder)));
        let output = command.output_in_time().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{}: {errors}", shell.display());
        let shown = output.stdout;
        let from = shown.iter().position(|byte| *byte == b'<').unwrap() + 1;
        let path = &shown[from..shown.iter().rposition(|byte| *byte == b'>').unwrap()];
        Some(path.split(|byte| *byte == b':').map(|entry| OsString::from_vec(entry.to_vec())).collect())
    }
}

pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let found =
        std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(program)).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: {program} is not installed");
    }
    found
}
