//! The settings of editors: a file that changes in between is not written, and one that cannot be replaced as it is stays.
use std::fs;
use std::path::PathBuf;

use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::environment::{
    Change, EnvironmentError, ProfileEnvironment, UserEnvironment, commit, prepare_undo, prepare_unpin,
};

const PINNED: &str = "{\n  \"go.goroot\": \"/opt/go\",\n  \"a\": 1\n}\n";
const FREE: &str = "{\n  \"a\": 1\n}\n";

struct User {
    folder: tempfile::TempDir,
    environment: UserEnvironment,
}

impl User {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_owned();
        let variables = |name: &str| (name == "HOME").then(|| home.clone().into_os_string());
        let environment = UserEnvironment::Profiles(ProfileEnvironment::locate(home.join("upgo"), &variables));
        let user = Self { folder, environment };
        user.write(PINNED);
        user
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("settings.json")
    }

    fn write(&self, text: &str) {
        fs::write(self.file(), text).unwrap();
    }

    fn read(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn prepare(&self) -> (Option<Change>, Vec<EnvironmentError>) {
        prepare_unpin(&self.environment, &[self.file()], &|_| false)
    }

    /// The change as the journal has it.
    fn planned(&self) -> Change {
        let change = self.prepare().0.unwrap();
        serde_json::from_str(&serde_json::to_string(&change).unwrap()).unwrap()
    }
}

#[test]
fn a_file_that_the_editor_writes_in_between_is_not_overwritten() {
    let user = User::new();
    let change = user.planned();
    let written = PINNED.replace("\"a\": 1", "\"a\": 2");
    user.write(&written);
    assert_eq!(commit(&user.environment, &change).unwrap_err().code(), Code::PlanMoved);
    assert_eq!(user.read(), written);
    commit(&user.environment, &user.planned()).unwrap();
    assert_eq!(user.read(), FREE.replace("\"a\": 1", "\"a\": 2"));
}

#[test]
fn a_change_that_was_killed_is_completed_or_undone() {
    let user = User::new();
    let change = user.planned();
    commit(&user.environment, &change).unwrap();
    commit(&user.environment, &change).unwrap(); // it is in effect already
    assert_eq!(user.read(), FREE);
    let undo = prepare_undo(&user.environment, &change).unwrap().unwrap();
    commit(&user.environment, &undo).unwrap();
    assert_eq!(user.read(), PINNED);
    assert_eq!(prepare_undo(&user.environment, &change).unwrap(), None, "nothing of it is left");
    fs::remove_file(user.file()).unwrap();
    assert_eq!(prepare_undo(&user.environment, &change).unwrap(), None, "a deleted file stays deleted");
}

#[test]
fn a_file_that_became_unreadable_is_not_restored_into() {
    let user = User::new();
    let change = user.planned();
    commit(&user.environment, &change).unwrap();
    user.write("{ \"a\": ");
    let refused = prepare_undo(&user.environment, &change).unwrap_err();
    assert!(matches!(refused, EnvironmentError::LeftAlone { .. }), "{refused}");
    assert_eq!(user.read(), "{ \"a\": ");
}

#[test]
fn a_read_only_file_is_left_alone() {
    let user = User::new();
    let mut permissions = fs::metadata(user.file()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(user.file(), permissions).unwrap();
    let (change, left) = user.prepare();
    assert_eq!((change, left.len()), (None, 1));
    assert!(left[0].to_string().contains("read-only"), "{}", left[0]);
    assert_eq!(user.read(), PINNED);
}
