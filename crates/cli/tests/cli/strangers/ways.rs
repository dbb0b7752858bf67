//! Each way to a home in which another account has a say, which is only read.
use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::{Path, PathBuf};

use serde_json::Value;
use upgo_testkit::lab::{Lab, Run};

use super::{OTHER, Proxy, everything_in, give, is_root, mode, poison};
use crate::every_command::machine;

/// A way to a home in which another account has a say.
struct Way {
    what: &'static str,
    /// Prepares the folders. `victim` is the home folder of this account.
    prepare: fn(&Lab) -> PathBuf,
    /// The variables besides HOME, with the home.
    variables: fn(&Path) -> Vec<(&'static str, PathBuf)>,
    /// Whether HOME is the folder of the other account.
    is_their_home: bool,
}

fn named(home: &Path) -> Vec<(&'static str, PathBuf)> {
    vec![("UPGO_HOME", home.to_owned())]
}

const WAYS: &[Way] = &[
    Way {
        what: "HOME alone, as with sudo -E",
        prepare: |lab| {
            let home = lab.user().join(".local/share/upgo");
            fs::create_dir_all(home.parent().unwrap()).unwrap();
            fs::rename(lab.home(), &home).unwrap();
            give(&lab.user(), OTHER);
            home
        },
        variables: |_| vec![("UPGO_HOME", PathBuf::new())],
        is_their_home: true,
    },
    Way {
        what: "UPGO_HOME",
        prepare: |lab| {
            give(&lab.user(), OTHER);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "XDG_DATA_HOME",
        prepare: |lab| {
            let home = lab.user().join("data/upgo");
            fs::create_dir_all(home.parent().unwrap()).unwrap();
            fs::rename(lab.home(), &home).unwrap();
            give(&lab.user(), OTHER);
            home
        },
        variables: |home| vec![("UPGO_HOME", PathBuf::new()), ("XDG_DATA_HOME", home.parent().unwrap().to_owned())],
        is_their_home: false,
    },
    Way {
        what: "their link to a folder of root's that is open to all, with their files",
        prepare: |lab| {
            let open = lab.path("open");
            fs::rename(lab.home(), &open).unwrap();
            give(&open, OTHER);
            chown(&open, Some(0), Some(0)).unwrap();
            mode(&open, 0o1777);
            symlink(&open, lab.home()).unwrap();
            give(&lab.user(), OTHER);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "a folder of root's that is open to all",
        prepare: |lab| {
            mode(&lab.home(), 0o1777);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "a folder of root's that a group can write to",
        prepare: |lab| {
            chown(lab.home(), None, Some(OTHER)).unwrap();
            mode(&lab.home(), 0o775);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "their link to root's own home",
        prepare: |lab| {
            let (own, link) = (lab.path("own"), lab.user().join("link"));
            fs::rename(lab.home(), &own).unwrap();
            symlink(&own, &link).unwrap();
            give(&lab.user(), OTHER);
            link
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's link through a link of theirs",
        prepare: |lab| {
            let (own, link) = (lab.path("own"), lab.user().join("link"));
            fs::rename(lab.home(), &own).unwrap();
            symlink(&own, &link).unwrap();
            give(&lab.user(), OTHER);
            symlink(&link, lab.path("root-link")).unwrap();
            lab.path("root-link")
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's folder in a folder of theirs",
        prepare: |lab| {
            std::os::unix::fs::chown(lab.user(), Some(OTHER), Some(OTHER)).unwrap();
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's folder in one where everybody can rename",
        prepare: |lab| {
            mode(&lab.user(), 0o777);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's home with their journal folder",
        prepare: |lab| {
            give(&lab.home().join("journal"), OTHER);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's home with a folder that all can write to",
        prepare: |lab| {
            mode(&lab.home(), 0o755);
            mode(&lab.home().join("journal"), 0o777);
            lab.home()
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "their link to root's own home, in a folder like /tmp",
        prepare: |lab| {
            let shared = lab.path("shared");
            fs::create_dir(&shared).unwrap();
            mode(&shared, 0o1777);
            symlink(lab.home(), shared.join("link")).unwrap();
            give(&shared.join("link"), OTHER);
            shared.join("link")
        },
        variables: named,
        is_their_home: false,
    },
    Way {
        what: "root's own home, with HOME of another account",
        prepare: |lab| {
            let own = lab.path("own");
            fs::rename(lab.home(), &own).unwrap();
            give(&lab.user(), OTHER);
            own
        },
        variables: named,
        is_their_home: true,
    },
];

impl Way {
    fn run(&self, lab: &Lab, home: &Path, command: &[&str]) -> Run {
        let user = if self.is_their_home { lab.user() } else { lab.path("root") };
        let run = lab.upgo(command).with("HOME", user);
        (self.variables)(home).into_iter().fold(run, |run, (name, value)| run.with(name, value))
    }
}

#[test]
#[ignore = "long"]
fn a_home_in_which_others_have_a_say_is_only_read() {
    if !is_root() {
        return;
    }
    for way in WAYS {
        let what = way.what;
        let lab = machine();
        lab.upgo(["install", "1.26.6", "--use", "--without-proof"]).succeeds();
        let (proxy, started) = (Proxy::new(), lab.path("started"));
        let profile = lab.path("root").join(".profile");
        fs::create_dir_all(lab.path("root")).unwrap();
        poison(&lab.home(), &proxy, &started, &lab.path("module"), &profile);
        let home = (way.prepare)(&lab);
        let folders = || {
            [everything_in(&lab.user()), everything_in(&lab.path("root")), {
                let open = lab.path("open");
                if open.exists() { everything_in(&open) } else { everything_in(&home.canonicalize().unwrap()) }
            }]
        };
        let before = folders();

        let status = way.run(&lab, &home, &["status", "--json"]).succeeds().json();
        let codes = |answer: &Value| {
            let warnings = answer["warnings"].as_array().unwrap().iter();
            warnings.map(|warning| warning["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let only_read = codes(&status).into_iter().filter(|code| code == "UPGO-HOME-ONLY-READ").count();
        assert_eq!(only_read, 1, "{what}: {status}");
        let versions = way.run(&lab, &home, &["list", "--json"]).succeeds();
        assert!(versions.output.contains("go1.26.6"), "{what}: a reader shows what is there: {versions}");
        let setting = way.run(&lab, &home, &["settings", "get", "keep-versions"]).succeeds();
        assert_ne!(setting.output.trim(), "7", "{what}");
        assert_eq!(setting.errors.matches("(UPGO-").count(), 1, "{what}: one warning: {setting}");
        for command in
            [&["check"][..], &["audit"], &["audit", "--module", lab.path("module").to_str().unwrap()], &["doctor"]]
        {
            way.run(&lab, &home, command).ends();
        }
        for command in [&["exec", "1.26.6", "--", "go", "version"][..], &["shell", "1.26.6"], &["use", "1.26.6"]] {
            let refused = way.run(&lab, &home, command).exits(5);
            assert!(refused.errors.contains("UPGO-PERMISSION-ACCOUNT"), "{what}: {refused}");
        }
        assert_eq!(folders(), before, "{what}");
        assert!(!started.exists(), "{what}: {}", fs::read_to_string(&started).unwrap());
        assert!(!proxy.was_asked() && !profile.exists(), "{what}");
    }
}
