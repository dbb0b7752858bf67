//! The machine that tests see: this one, without a Go that somebody has installed on it for all users.
#[cfg(unix)]
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::LazyLock;

/// PATH without a Go.
pub fn path() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(own_path);
    &PATH
}

/// The same PATH after another folder.
pub fn path_after(folder: &Path) -> String {
    let separator = if cfg!(windows) { ";" } else { ":" };
    format!("{}{separator}{}", folder.display(), path())
}

#[cfg(windows)]
fn own_path() -> String {
    let root = std::env::var("SystemRoot").unwrap();
    format!(r"{root}\system32;{root}")
}

#[cfg(unix)]
fn own_path() -> String {
    let disk = without_go().display().to_string();
    let folders = ["/usr/bin", "/bin"].map(|folder| if has_go(folder) { disk.clone() + folder } else { folder.into() });
    folders.join(":")
}

/// The system's folders of programs. Snap's are links that the program `snap` reads, so they cannot be linked again.
#[cfg(unix)]
const FOLDERS: [&str; 6] = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

#[cfg(unix)]
fn has_go(folder: &str) -> bool {
    Path::new(folder).join("go").exists()
}

/// A folder that stands for `/` in a PATH: for system folders with a `go`, it has links to their other programs; what
/// contains only a Go, such as `/usr/local/go/bin`, is missing. Shared for a day, because `/usr/bin` has thousands.
#[cfg(unix)]
pub fn without_go() -> &'static Path {
    static DISK: LazyLock<PathBuf> = LazyLock::new(|| {
        let folders: Vec<&str> = FOLDERS.into_iter().filter(|folder| has_go(folder)).collect();
        let disk = std::env::temp_dir().join(format!("upgo-without-go-{:016x}", state_of(&folders)));
        if !folders.is_empty() && !disk.exists() {
            let new = tempfile::Builder::new().prefix("upgo-without-go-").tempdir().unwrap();
            for folder in folders {
                let real = Path::new(folder).canonicalize().unwrap();
                let links = new.path().join(&folder[1..]);
                std::fs::create_dir_all(links.parent().unwrap()).unwrap();
                if real == Path::new(folder) {
                    link_programs(&real, &links);
                } else {
                    // `/bin` is often another name of `/usr/bin`
                    symlink(disk.join(real.strip_prefix("/").unwrap()), links).unwrap();
                }
            }
            let open = std::fs::Permissions::from_mode(0o755); // for tests that become another account
            std::fs::set_permissions(new.path(), open).unwrap();
            // another test program may have been faster
            assert!(std::fs::rename(new.path(), &disk).is_ok() || disk.exists(), "{} is missing", disk.display());
        }
        disk
    });
    &DISK
}

/// Changes with the programs in these folders, with the day and with the account.
#[cfg(unix)]
fn state_of(folders: &[&str]) -> u64 {
    let mut state = DefaultHasher::new();
    let day = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() / 86_400;
    let account = std::env::current_exe().unwrap().metadata().unwrap().uid();
    (day, account).hash(&mut state);
    for folder in folders {
        (folder, Path::new(folder).metadata().unwrap().modified().unwrap()).hash(&mut state);
    }
    state.finish()
}

#[cfg(unix)]
fn link_programs(folder: &Path, links: &Path) {
    std::fs::create_dir_all(links).unwrap();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if !["go", "gofmt"].iter().any(|name| entry.file_name() == *name) {
            symlink(entry.path(), links.join(entry.file_name())).unwrap();
        }
    }
}

/// Lines for `/bin/sh` that take this machine's Go out of a PATH, because real shells read the startup files of the
/// system. A `go` below `own`, the folder of the test, stays.
#[cfg(unix)]
pub fn lines(own: &Path) -> String {
    format!(
        r#"usual=$IFS; IFS=:; set -f; path=
for entry in $PATH; do
  case $entry in
    '{own}'/*) ;;
    /*) [ ! -e "$entry/go" ] || entry='{disk}'$entry ;;
  esac
  path=$path:$entry
done
PATH=${{path#:}}; IFS=$usual; set +f; unset usual path entry
"#,
        own = own.display(),
        disk = without_go().display(),
    )
}

/// What a user would type in `shell` for [`lines`], which the file in the variable `WITHOUT_GO` contains and prints.
#[cfg(unix)]
pub fn typed_in(shell: &Path) -> &'static str {
    if shell.ends_with("fish") {
        r#"set -gx PATH (/bin/sh "$WITHOUT_GO" | string split :)"#
    } else {
        r#"PATH=$(/bin/sh "$WITHOUT_GO")"#
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::limit::InTime as _;

    /// PATH after [`lines`].
    fn without(own: &Path, path: &str) -> String {
        let mut shell = std::process::Command::new("/bin/sh");
        shell.args(["-c", &(lines(own) + "printf %s \"$PATH\"")]).env("PATH", path);
        String::from_utf8(shell.output_in_time().unwrap().stdout).unwrap()
    }

    #[test]
    fn only_the_go_of_the_test_stays_on_path() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        for bin in ["own ü/bin", "usr/local/go/bin"] {
            std::fs::create_dir_all(at(bin)).unwrap();
            std::fs::write(Path::new(&at(bin)).join("go"), "").unwrap();
        }
        let (own, others) = (at("own ü/bin"), at("usr/local/go/bin"));
        let disk = without_go().display();
        let path = without(&folder.path().join("own ü"), &format!(":{own}:.:{others}:/no*:"));
        assert_eq!(path, format!(":{own}:.:{disk}{others}:/no*"));
    }

    #[test]
    fn links_lead_to_every_other_program() {
        let folder = tempfile::tempdir().unwrap();
        let (usr, links) = (folder.path().join("bin"), folder.path().join("links"));
        std::fs::create_dir(&usr).unwrap();
        for name in ["go", "gofmt", "gofmt2", "sh"] {
            std::fs::write(usr.join(name), name).unwrap();
        }
        link_programs(&usr, &links);
        assert_eq!(crate::lab::names_in(&links), ["gofmt2", "sh"]);
        assert_eq!(std::fs::read(links.join("sh")).unwrap(), b"sh");
    }

    #[test]
    fn path_has_a_shell_and_no_go() {
        let finds = |name: &str| std::env::split_paths(path()).any(|folder| folder.join(name).exists());
        assert_eq!((finds("sh"), finds("go"), finds("gofmt")), (true, false, false), "{}", path());
        assert!(path_after(Path::new("/first")).starts_with("/first:"));
    }
}
