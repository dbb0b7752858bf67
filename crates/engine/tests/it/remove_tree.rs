//! `effect::remove_tree` deletes everything in a folder and nothing outside, and names what it could not delete.
use std::fs;
use std::path::Path;

use upgo_engine::machine::effect::remove_tree;

fn file(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, b"content").unwrap();
}

#[test]
fn removes_a_tree_of_any_shape() {
    let lab = tempfile::tempdir().unwrap();
    let tree = lab.path().join("tree");
    for wide in 0..50 {
        for file_number in 0..5 {
            file(&tree.join(format!("w{wide}/ü {file_number}/x")));
        }
    }
    let deep = (0..60).fold(tree.clone(), |path, level| path.join(format!("d{level}")));
    file(&deep.join("bottom"));
    fs::create_dir_all(tree.join("empty/empty")).unwrap();
    remove_tree(&tree).unwrap();
    assert!(!tree.exists());
    assert_eq!(fs::read_dir(lab.path()).unwrap().count(), 0);
}

#[test]
fn a_missing_tree_is_not_an_error() {
    let lab = tempfile::tempdir().unwrap();
    remove_tree(&lab.path().join("tree")).unwrap();
    remove_tree(&lab.path().join("no/tree")).unwrap();
}

#[test]
fn removes_read_only_files_and_folders() {
    let lab = tempfile::tempdir().unwrap();
    let tree = lab.path().join("tree");
    for path in [tree.join("a"), tree.join("folder/b")] {
        file(&path);
        let mut permissions = path.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
    }
    let mut permissions = tree.join("folder").metadata().unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(tree.join("folder"), permissions).unwrap();
    remove_tree(&tree).unwrap();
    assert!(!tree.exists());
}

#[test]
fn a_file_is_not_a_tree() {
    let lab = tempfile::tempdir().unwrap();
    let path = lab.path().join("file");
    file(&path);
    let error = remove_tree(&path).unwrap_err().to_string();
    assert!(error.contains(&path.display().to_string()), "{error}");
    assert!(path.exists());
}

#[cfg(unix)]
#[test]
fn removes_links_but_not_their_targets() {
    use std::os::unix::fs::symlink;

    let lab = tempfile::tempdir().unwrap();
    let (tree, outside) = (lab.path().join("tree"), lab.path().join("outside"));
    file(&outside.join("kept"));
    fs::create_dir_all(tree.join("folder")).unwrap();
    symlink(&outside, tree.join("folder/link")).unwrap();
    symlink(outside.join("kept"), tree.join("file")).unwrap();
    symlink("nowhere", tree.join("broken")).unwrap();
    remove_tree(&tree).unwrap();
    assert!(!tree.exists() && outside.join("kept").exists());

    symlink(&outside, &tree).unwrap();
    remove_tree(&tree).unwrap();
    assert!(tree.symlink_metadata().is_err() && outside.join("kept").exists());
}

#[cfg(windows)]
#[test]
fn names_a_file_in_use_and_removes_the_rest() {
    use std::os::windows::fs::OpenOptionsExt as _;

    let lab = tempfile::tempdir().unwrap();
    let tree = lab.path().join("tree");
    let used = tree.join("bin").join("go.exe");
    file(&used);
    file(&tree.join("src").join("a"));
    let open = fs::OpenOptions::new().read(true).share_mode(0).open(&used).unwrap();
    let error = remove_tree(&tree).unwrap_err().to_string();
    assert!(error.contains("go.exe"), "{error}");
    assert!(used.exists() && !tree.join("src").exists());
    drop(open);
    remove_tree(&tree).unwrap();
    assert!(!tree.exists());
}
