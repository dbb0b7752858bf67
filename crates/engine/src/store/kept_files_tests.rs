#![expect(clippy::disallowed_methods, reason = "a test writes its own files")]
use super::*;

#[test]
fn nothing_is_restored_from_damaged_files_and_they_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (home, kept) = (Home::new(folder.path().join("home")), Kept { change: 3, step: 1 });
    let (program, new) = (folder.path().join("program"), folder.path().join("new"));
    let prepare = || {
        std::fs::remove_dir_all(home.root()).ok();
        std::fs::write(&program, "old").unwrap();
        std::fs::write(&new, "new").unwrap();
        let swap = Swap { place: program.clone(), new: New::Copy(new.clone()) };
        exchange(&home, kept, &program, &[swap]).unwrap();
        kept.read(&home).unwrap()
    };
    let good = prepare();
    for (file, is_record) in [(kept.record(&home), true), (kept.slot(0).path(&home), false)] {
        prepare();
        let whole = std::fs::read(&file).unwrap();
        for (at, new) in (0..whole.len()).flat_map(|at| [(at, whole[at] ^ 1), (at, 0), (at, 0xff)]) {
            prepare();
            let damaged = [&whole[..at], &[new], &whole[at + 1..]].concat();
            std::fs::write(&file, &damaged).unwrap();
            let is_used = is_record && kept.read(&home) == Some(good.clone());
            assert!(is_used || !is_record || kept.read(&home).is_none(), "byte {at} is {new}");
            take_back(&home, kept, &program).unwrap();
            let content = std::fs::read_to_string(&program).unwrap();
            assert_eq!(content, if is_used { "old" } else { "new" }, "byte {at} is {new}");
            let aside = home.replaced().join("3-1.damaged").join(file.file_name().unwrap());
            assert_eq!(std::fs::read(aside).ok(), (!is_used).then_some(damaged), "byte {at} is {new}");
        }
    }
}

#[test]
fn targets_of_links_are_not_part_of_the_tree() {
    let folder = tempfile::tempdir().unwrap();
    let (tree, outside) = (folder.path().join("tree"), folder.path().join("outside"));
    std::fs::create_dir_all(tree.join("real")).unwrap();
    std::fs::create_dir(&outside).unwrap();
    for file in [tree.join("real/file"), outside.join("file")] {
        std::fs::write(file, "x").unwrap();
    }
    std::os::unix::fs::symlink(&outside, tree.join("link")).unwrap();
    let thing = |path: &str| Content::of(&tree.join(path), &tree).unwrap();
    assert_eq!(thing("real/file"), Content::File(Sha256::of(b"x")));
    assert_eq!(thing("link/file"), Content::Nothing);
    assert_eq!((thing("link"), thing("real"), thing("gone/file")), (Content::Other, Content::Other, Content::Nothing));
}
