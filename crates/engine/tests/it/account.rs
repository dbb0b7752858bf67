//! The account that runs Upgo, and the location of its home.
use std::ffi::OsString;
use std::path::Path;

use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::machine::home::{Account, Home, NoHome};
use upgo_engine::machine::platform::Foreign;
#[cfg(unix)]
use upgo_testkit::limit::InTime as _;

fn foreign() -> Vec<Foreign> {
    vec![Foreign { folder: "/home/anna".into(), owner: Some("anna".to_owned()), is_upgos: false }]
}

#[test]
fn a_folder_of_another_user_is_refused_with_administrator_rights_and_upgos_home_always() {
    let check = |elevated, foreign| Account { elevated, foreign }.check();
    let refused = check(true, foreign()).unwrap_err();
    assert_eq!(refused.code(), Code::PermissionAccount);
    assert_eq!(refused.to_string(), "Upgo runs with administrator rights, but /home/anna belongs to anna");
    assert!(!refused.next().to_string().is_empty());
    check(true, Vec::new()).unwrap();
    check(false, foreign()).unwrap(); // the system itself refuses

    let upgos = foreign().into_iter().map(|foreign| Foreign { is_upgos: true, ..foreign }).collect();
    let refused = check(false, upgos).unwrap_err();
    assert_eq!(refused.code(), Code::PermissionAccount);
    assert_eq!(refused.to_string(), "/home/anna belongs to anna, not to the account that runs Upgo");
    assert!(refused.next().to_string().contains("UPGO_HOME"), "{}", refused.next());
}

#[test]
fn the_current_account_may_use_its_own_home() {
    let folder = tempfile::tempdir().unwrap();
    let profile = std::env::var_os("USERPROFILE");
    let variables = |name: &str| match name {
        "HOME" => Some(OsString::from(folder.path())),
        "USERPROFILE" => profile.clone(),
        _ => None,
    };
    Account::of_process(&folder.path().join("missing"), &variables).check().unwrap();
    let nowhere = |name: &str| (name == "HOME").then(|| OsString::from("/does not exist"));
    Account::of_process(Path::new("/does not exist either"), &nowhere).check().unwrap();
}

#[test]
fn upgo_home_sets_the_home() {
    let full = if cfg!(windows) { r"D:\go tools" } else { "/opt/go tools" };
    let locate = |value: &str| {
        let value = OsString::from(value);
        Home::locate(&move |name| (name == "UPGO_HOME").then(|| value.clone()))
    };
    let same: &[&str] = if cfg!(windows) {
        &[full, "D:/go tools", r"\\?\D:\go tools", r"D:\\go tools\.\"]
    } else {
        &[full, "/opt//go tools/./"]
    };
    for written in same {
        // as a text, because PATH and shells have it so
        assert_eq!(locate(written).unwrap().root().as_os_str(), full, "{written}");
    }
    assert_eq!(locate("tools").unwrap_err(), NoHome::Relative("tools".into()));
    assert_eq!(locate("tools").unwrap_err().code(), Code::Usage);
}

/// The first check of a new machine writes the answers of two servers at the same time.
#[test]
fn whoever_is_first_to_write_marks_the_home_and_nobody_else_fails() {
    for _ in 0..200 {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("above/home"));
        let begin = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for own in [home.cache(), home.journal(), home.cache(), home.receipts()] {
                let (home, begin) = (&home, &begin);
                scope.spawn(move || {
                    begin.wait();
                    home.make(&own).unwrap();
                    std::fs::write(own.join(format!("{:?}", std::thread::current().id())), "content").unwrap();
                });
            }
        });
        let marker = std::fs::read_to_string(home.marker()).unwrap();
        assert!(marker.contains("Folders above it that Upgo created: 1"), "{marker}");
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;
    use std::process::Command;

    use upgo_engine::environment::go_variable;
    use upgo_engine::environment::{PathEdit, ProfileEnvironment, Undone, UserEnvironment, commit, prepare, undo};

    use upgo_engine::net::goproxy::GoProxy;

    use super::*;

    fn locate(given: &[(&str, &str)]) -> Result<PathBuf, NoHome> {
        let value = |name: &str| given.iter().find(|(it, _)| *it == name).map(|(_, value)| OsString::from(value));
        Home::locate(&value).map(|home| home.root().to_owned())
    }

    #[cfg(not(target_os = "macos"))]
    #[test]
    fn the_default_home_follows_the_xdg_base_directories() {
        assert_eq!(locate(&[("HOME", "/home/x")]), Ok("/home/x/.local/share/upgo".into()));
        assert_eq!(locate(&[("HOME", "/home/x"), ("XDG_DATA_HOME", "/d")]), Ok("/d/upgo".into()));
        assert_eq!(locate(&[("HOME", "/home/x"), ("XDG_DATA_HOME", "d")]), Ok("/home/x/.local/share/upgo".into()));
        assert_eq!(locate(&[("HOME", "/home/x"), ("UPGO_HOME", "")]), Ok("/home/x/.local/share/upgo".into()));
        assert_eq!(locate(&[("HOME", "x")]), Err(NoHome::Unknown));
        assert_eq!(locate(&[]), Err(NoHome::Unknown));
    }

    #[test]
    fn root_in_the_home_of_another_user_gets_the_owners_name() {
        let folder = tempfile::tempdir().unwrap();
        if !rustix::process::geteuid().is_root() {
            eprintln!("SKIPPED: only root can give a folder away");
            return;
        }
        assert!(Command::new("chown").arg("12345").arg(folder.path()).status_in_time().unwrap().success());
        let account = |sudo: Option<(&'static str, &'static str)>, is_home: bool| {
            let variables = |name: &str| match (name, sudo) {
                ("HOME", _) => Some(if is_home { folder.path().into() } else { OsString::from("/") }),
                ("SUDO_UID", Some((uid, _))) => Some(uid.into()),
                ("SUDO_USER", Some((_, user))) => Some(user.into()),
                _ => None,
            };
            let upgo = if is_home { PathBuf::from("/nowhere") } else { folder.path().to_owned() };
            Account::of_process(&upgo, &variables).check().unwrap_err()
        };
        assert!(account(None, true).next().to_string().contains("sudo -H -u '#12345' upgo"));
        assert!(account(Some(("12345", "anna")), true).next().to_string().contains("sudo -H -u 'anna' upgo"));
        assert!(
            account(Some(("1", "bert")), true).next().to_string().contains("'#12345'"),
            "sudo was started by another user"
        );
        assert!(account(None, false).to_string().contains(&folder.path().display().to_string()));
    }

    #[test]
    fn a_netrc_or_a_go_env_file_of_another_account_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        if !rustix::process::geteuid().is_root() {
            eprintln!("SKIPPED: only root can give a file away");
            return;
        }
        let (netrc, values) = (folder.path().join(".netrc"), folder.path().join("env"));
        std::fs::write(&netrc, "machine proxy.example login anna password secret\n").unwrap();
        std::fs::write(&values, "GOPROXY=https://proxy.example\n").unwrap();
        let variables = |name: &str| (name == "GOENV").then(|| OsString::from(&values));
        let proxy = || go_variable(&variables, "GOPROXY");
        let server = url::Url::parse("https://proxy.example").unwrap();
        let has_login = || GoProxy::read(server.as_str()).logins(Some(&netrc)).of(&server).is_some();
        assert!(proxy().is_some() && has_login());
        for file in [&netrc, &values] {
            assert!(Command::new("chown").arg("12345").arg(file).status_in_time().unwrap().success());
        }
        assert!(proxy().is_none() && !has_login());
    }

    /// Runs the test `name` of this program again, as an unprivileged account.
    fn as_nobody(name: &str) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("test");
        upgo_testkit::copy_program(&std::env::current_exe().unwrap(), &program);
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
        let output = command.args(["--exact", name, "--nocapture"]).current_dir("/").output_in_time();
        let Ok(output) = output else {
            eprintln!("SKIPPED: setpriv is not installed, and the test proves nothing as root");
            return;
        };
        let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }

    #[test]
    fn an_unwritable_home_is_reported_and_the_change_reverted() {
        if rustix::process::geteuid().is_root() {
            return as_nobody("account::unix::an_unwritable_home_is_reported_and_the_change_reverted");
        }
        let (home, upgo) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::set_permissions(home.path(), PermissionsExt::from_mode(0o555)).unwrap();
        let variables = |name: &str| (name == "HOME").then(|| OsString::from(home.path()));
        let environment = UserEnvironment::Profiles(ProfileEnvironment::locate(upgo.path(), &variables));
        let change = prepare(&environment, &[PathEdit::PutFirst(upgo.path().join("bin"))]).unwrap().unwrap();
        let error = commit(&environment, &change).unwrap_err();
        assert_eq!(error.code(), Code::Permission, "{error}");
        assert!(error.to_string().contains(".profile"), "{error}");
        assert_eq!(undo(&environment, &change).unwrap(), Undone::Restored);
        assert_eq!(std::fs::read_dir(upgo.path()).unwrap().count(), 0);
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
    }
}

#[cfg(windows)]
#[test]
fn the_default_home_is_in_local_app_data() {
    let home = Home::locate(&|_| None).unwrap();
    assert!(home.root().ends_with(r"AppData\Local\Upgo"), "{}", home.root().display());
    assert!(home.root().is_absolute());
}

#[cfg(windows)]
#[test]
fn the_profile_of_another_account_is_detected() {
    let folder = tempfile::tempdir().unwrap();
    let other = |name: &str| (name == "USERPROFILE").then(|| OsString::from(r"C:\Users\anna"));
    let account = Account::of_process(folder.path(), &other);
    let expected = Foreign { folder: r"C:\Users\anna".into(), owner: Some("anna".to_owned()), is_upgos: false };
    assert!(account.foreign.contains(&expected), "{account:?}");
}
