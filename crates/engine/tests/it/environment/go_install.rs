//! The folder where `go install` puts programs.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use upgo_engine::environment::{go_env_file, go_install_folder, go_program_folders};

struct User(tempfile::TempDir);

impl User {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn home(&self) -> &Path {
        self.0.path()
    }

    /// Writes the `go env -w` file.
    fn stores(&self, content: &[u8]) -> PathBuf {
        let folder = self.home().join("config").join("go");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("env"), content).unwrap();
        folder.join("env")
    }

    fn folder(&self, variables: &[(&str, &str)]) -> Option<PathBuf> {
        go_install_folder(&|name| self.variable(variables, name))
    }

    fn folders(&self, variables: &[(&str, &str)]) -> Vec<PathBuf> {
        go_program_folders(&|name| self.variable(variables, name))
    }

    fn variable(&self, variables: &[(&str, &str)], name: &str) -> Option<OsString> {
        let given = variables.iter().find(|(given, _)| *given == name).map(|(_, value)| OsString::from(value));
        given.or_else(|| match name {
            "HOME" | "USERPROFILE" => Some(self.home().into()),
            "XDG_CONFIG_HOME" | "APPDATA" => Some(self.home().join("config").into()),
            _ => None,
        })
    }

    fn path(&self, name: &str) -> String {
        self.home().join(name).display().to_string()
    }
}

#[test]
fn the_default_folder_is_in_the_home() {
    let user = User::new();
    assert_eq!(user.folder(&[]), Some(user.home().join("go").join("bin")));
    assert_eq!(user.folder(&[("GOBIN", ""), ("GOPATH", "")]), Some(user.home().join("go").join("bin")));
    assert_eq!(user.folder(&[("HOME", ""), ("USERPROFILE", "")]), None);
}

#[test]
fn gobin_wins_over_the_first_folder_of_gopath() {
    let user = User::new();
    let list = std::env::join_paths([user.home().join("one"), user.home().join("two")]).unwrap();
    let list = list.to_str().unwrap();
    assert_eq!(user.folder(&[("GOPATH", list)]), Some(user.home().join("one").join("bin")));
    assert_eq!(user.folder(&[("GOPATH", list), ("GOBIN", &user.path("b"))]), Some(user.home().join("b")));
    assert_eq!(user.folder(&[("GOBIN", "relative")]), None, "go install refuses it");
    assert_eq!(user.folder(&[("GOPATH", "relative")]), None);
    let list = std::env::join_paths([PathBuf::new(), user.home().join("two")]).unwrap();
    assert_eq!(user.folder(&[("GOPATH", list.to_str().unwrap())]), None, "Go uses an empty first one for nothing");
    let root = user.path("go");
    assert_eq!(user.folder(&[("GOROOT", &root)]), None, "the folder of Go itself is not the default");
    assert_eq!(user.folder(&[("GOROOT", &root), ("GOPATH", &root)]), Some(user.home().join("go").join("bin")));
}

#[test]
fn programs_can_be_in_gobin_and_in_each_folder_of_gopath() {
    let user = User::new();
    let bin = |name: &str| user.home().join(name).join("bin");
    assert_eq!(user.folders(&[]), [bin("go")]);
    assert_eq!(user.folders(&[("HOME", ""), ("USERPROFILE", "")]), Vec::<PathBuf>::new());
    let list = std::env::join_paths([user.home().join("one"), "relative".into(), user.home().join("two")]).unwrap();
    let gopath = ("GOPATH", list.to_str().unwrap());
    assert_eq!(user.folders(&[gopath]), [bin("one"), bin("two")]);
    assert_eq!(user.folders(&[gopath, ("GOBIN", &user.path("b"))]), [user.home().join("b"), bin("one"), bin("two")]);
    assert_eq!(user.folders(&[gopath, ("GOBIN", bin("two").to_str().unwrap())]), [bin("two"), bin("one")]);
    assert_eq!(user.folders(&[gopath, ("GOBIN", "relative")]), [bin("one"), bin("two")]);
}

#[test]
fn the_go_env_file_counts_if_the_environment_has_no_value() {
    let user = User::new();
    let stored = user.path("stored");
    let file =
        user.stores(format!("# GOBIN=/no\ngobin=/no\nXGOBIN=/no\nGOFLAGS=-v\r\nGOPATH={stored}\n\u{0}junk").as_bytes());
    assert_eq!(user.folder(&[]), Some(user.home().join("stored").join("bin")));
    assert_eq!(user.folder(&[("GOPATH", &user.path("mine"))]), Some(user.home().join("mine").join("bin")));
    assert_eq!(user.folder(&[("GOENV", "off")]), Some(user.home().join("go").join("bin")));
    let elsewhere = user.home().join("elsewhere");
    std::fs::rename(file, &elsewhere).unwrap();
    assert_eq!(user.folder(&[]), Some(user.home().join("go").join("bin")));
    assert_eq!(user.folder(&[("GOENV", elsewhere.to_str().unwrap())]), Some(user.home().join("stored").join("bin")));
}

#[test]
fn a_file_of_go_env_counts_as_go_reads_it() {
    let user = User::new();
    let (usual, mine) = (user.home().join("go").join("bin"), user.path("mine"));
    for (content, folder) in [
        (format!("\u{feff}GOBIN={mine}\n"), Some(usual.clone())),
        (format!("GOBIN={mine}\n"), Some(mine.clone().into())),
        // The folder of Go is another one: its name ends in `\r`.
        (format!("GOBIN={mine}\r\n"), None),
        (format!("GOBIN={mine}\nGOBIN=\n"), Some(usual.clone())),
        (format!("GOROOT={}\n", user.path("go")), Some(usual)),
        ("GOBIN=relative\n".to_owned(), None),
    ] {
        user.stores(content.as_bytes());
        assert_eq!(user.folder(&[]), folder, "{content:?}");
    }
    user.stores(b"GOBIN=\xff\xfe\nGOBIN");
    assert_eq!(user.folder(&[]), None, "not a full path");
}

#[test]
fn the_file_of_go_env_is_in_the_folder_for_settings() {
    let user = User::new();
    let file = |variables: &[(&str, &str)]| go_env_file(&|name| user.variable(variables, name));
    assert_eq!(file(&[("GOENV", "off")]), None);
    assert_eq!(file(&[("GOENV", "elsewhere")]), Some("elsewhere".into()));
    let names = ["XDG_CONFIG_HOME", "APPDATA", "HOME"];
    assert_eq!(file(&names.map(|name| (name, "relative"))), None, "Go does not use a relative folder");
    assert_eq!(file(&names.map(|name| (name, ""))), None);
}
