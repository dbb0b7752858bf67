//! What pruning removes from a mirror, and what it refuses.
use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::change::mirror::{self, MirrorError, MirrorRules, Prune, Pruned};
use upgo_engine::released::catalog::{ReleaseRequest, Sources};
use upgo_testkit::release::Release;

use super::lab::{Lab, newest};

fn prune(lab: &Lab, keep: &[&str], is_rehearsal: bool) -> Result<Pruned, MirrorError> {
    let keep: Vec<ReleaseRequest> = keep.iter().map(|version| version.parse().unwrap()).collect();
    let (folder, rules) = (lab.mirror(), MirrorRules::default());
    mirror::prune(&Prune { folder: &folder, keep: &keep, rules: &rules, is_rehearsal })
}

#[test]
fn a_pruned_mirror_has_only_what_is_kept_and_files_of_others_stay() {
    let lab = Lab::new();
    lab.build(&["1.27.3", "1.26.6"], None).unwrap();
    let record = "sumdb/sum.example.com/lookup/golang.org/toolchain@v0.0.1-go1.26.6.linux-amd64";
    let orphan = "go1.20.1.linux-amd64.tar.gz.asc";
    for name in [record, orphan, "notes.txt", "go1.26.6.src.tar.gz", "sumdb/sum.example.com/tile/8/0/000"] {
        let path = lab.mirror().join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, name).unwrap();
    }
    let before = lab.names();
    let planned = prune(&lab, &["1.27"], true).unwrap();
    assert_eq!(lab.names(), before, "a rehearsal changes nothing");
    let pruned = prune(&lab, &["1.27"], false).unwrap();
    assert_eq!(planned, pruned);
    let removed: Vec<&str> = pruned.removed.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(removed, [orphan, lab.releases[2].filename(), lab.releases[3].filename(), record]);
    let mut left = vec!["go1.26.6.src.tar.gz", "index.json", "notes.txt", "sumdb"];
    left.extend(lab.releases[..2].iter().map(Release::filename));
    left.sort_unstable();
    assert_eq!(lab.names(), left);
    assert!(!lab.mirror().join(record).exists() && lab.mirror().join("sumdb/sum.example.com/tile/8/0/000").exists());
    let folder = url::Url::from_directory_path(lab.mirror()).unwrap();
    assert_eq!(newest(&Sources::new(Some(folder.as_str()), []).unwrap()).0, "go1.27.3");
    assert!(prune(&lab, &["1.27"], false).unwrap().removed.is_empty());
}

#[test]
fn a_mirror_never_loses_its_last_release() {
    let lab = Lab::new();
    lab.build(&["1.27.3"], None).unwrap();
    assert_eq!(prune(&lab, &["1.26.6"], false).unwrap_err().code(), Code::VersionUnknown);
    let nothing = MirrorRules { is_permitted: Box::new(|_| false), ..MirrorRules::default() };
    let wanted = Prune { folder: &lab.mirror(), keep: &[], rules: &nothing, is_rehearsal: false };
    assert!(matches!(mirror::prune(&wanted), Err(MirrorError::NothingLeft { .. })));
    for damaged in ["", "[", "{}", "\u{0}"] {
        fs_err::write(lab.mirror().join("index.json"), damaged).unwrap();
        assert!(matches!(prune(&lab, &["1.27.3"], false), Err(MirrorError::BadList { .. })), "{damaged:?}");
    }
    fs_err::remove_file(lab.mirror().join("index.json")).unwrap();
    assert!(matches!(prune(&lab, &["1.27.3"], false), Err(MirrorError::NotMirror { .. })));
    assert_eq!(lab.names().len(), 2, "nothing was deleted");
}
