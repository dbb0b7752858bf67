//! Only a file that root alone can change is believed.
use std::path::PathBuf;

use super::{at, is_closed};

/// Folders of root in which the policy may be.
struct Folders {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Folders {
    /// With a file `roots/policy.toml`; `None` with a message if the test cannot make folders of root.
    fn make() -> Option<Self> {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let path = folder.path().canonicalize().unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        if let Some(why) = path.ancestors().find_map(upgo_engine::machine::platform::why_not_roots) {
            println!("SKIPPED: the folder of the test must be root's: {why}");
            return None;
        }
        let folders = Self { path, _folder: folder };
        folders.with_file("roots");
        Some(folders)
    }

    fn of_root(&self) -> PathBuf {
        self.path.join("roots").join("policy.toml")
    }

    /// A folder of this name, and the path of a file in it.
    fn with_folder(&self, name: &str) -> (PathBuf, PathBuf) {
        let folder = self.path.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        (folder.clone(), folder.join("policy.toml"))
    }

    /// The same, with the file.
    fn with_file(&self, name: &str) -> (PathBuf, PathBuf) {
        let (folder, file) = self.with_folder(name);
        std::fs::write(&file, "contact = 'IT'\n").unwrap();
        (folder, file)
    }

    /// The policy in the folder of this name is believed, or closes what matters.
    fn expect(&self, name: &str, is_believed: bool) {
        let read = at(self.path.join(name).join("policy.toml"), upgo_engine::machine::platform::why_not_roots);
        let contact = read.policy.contact.as_deref();
        assert_eq!((is_closed(&read), contact), (!is_believed, is_believed.then_some("IT")), "{name}: {read:?}");
    }
}

#[test]
fn only_what_root_alone_can_change_on_the_whole_way_is_believed() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{PermissionsExt as _, chown, lchown, symlink};
    let Some(folders) = Folders::make() else { return };
    let nobody = Some(65534);
    folders.expect("roots", true);
    symlink(folders.of_root(), folders.with_folder("a link to a file of root").1).unwrap();
    folders.expect("a link to a file of root", true);
    symlink("roots", folders.path.join("a folder that is a link")).unwrap();
    folders.expect("a folder that is a link", true);

    chown(folders.with_file("a file of another account").1, nobody, nobody).unwrap();
    folders.expect("a file of another account", false);
    set_permissions(folders.with_file("a file that all may write").1, Permissions::from_mode(0o666)).unwrap();
    folders.expect("a file that all may write", false);
    chown(folders.with_file("a folder of another account").0, nobody, None).unwrap();
    folders.expect("a folder of another account", false);
    set_permissions(folders.with_file("a folder that all may write").0, Permissions::from_mode(0o1777)).unwrap();
    folders.expect("a folder that all may write", false);
    folders.with_file("open/inner");
    set_permissions(folders.path.join("open"), Permissions::from_mode(0o777)).unwrap();
    folders.expect("open/inner", false);
    chown(folders.with_folder("an emptied folder of another account").0, nobody, None).unwrap();
    folders.expect("an emptied folder of another account", false);
    let link = folders.with_folder("a link of another account").1;
    symlink(folders.of_root(), &link).unwrap();
    lchown(link, nobody, nobody).unwrap();
    folders.expect("a link of another account", false);
    let (users, _) = folders.with_folder("users");
    symlink(folders.of_root(), users.join("l")).unwrap();
    chown(&users, nobody, nobody).unwrap();
    symlink(users.join("l"), folders.with_folder("a chain through a folder of another account").1).unwrap();
    folders.expect("a chain through a folder of another account", false);
}

#[test]
fn a_place_that_leads_nowhere_closes_what_matters() {
    use std::os::unix::fs::symlink;
    let Some(folders) = Folders::make() else { return };
    symlink("/nonexistent/policy.toml", folders.with_folder("a link to nothing").1).unwrap();
    folders.expect("a link to nothing", false);
    symlink("/nonexistent", folders.path.join("a folder that is a link to nothing")).unwrap();
    folders.expect("a folder that is a link to nothing", false);
    let link = folders.with_folder("a loop of links").1;
    symlink(&link, &link).unwrap();
    folders.expect("a loop of links", false);
    std::fs::write(folders.path.join("a file in place of the folder"), "").unwrap();
    folders.expect("a file in place of the folder", false);
}
