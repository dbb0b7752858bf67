//! Files, locks and links.
#![expect(unsafe_code, reason = "calls functions that the standard library extends")]
#![expect(clippy::disallowed_methods, reason = "asks Windows itself, in the folder of the questions")]
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::ptr;

use upgo_engine::machine::platform::FileLock;
use windows_sys::Win32::Storage::FileSystem::{CreateDirectoryW, DeleteFileW, FILE_SHARE_DELETE, FILE_SHARE_READ};

use super::{Row, child, traffic, with_nul};
use crate::answer::{Answer, Ground};

pub(super) const QUESTIONS: &[Row] = &[
    ("letter-case-is-ignored", |ground| letter_case(ground).into()),
    ("stream-beside-a-file", |ground| stream(ground).into()),
    ("delete-a-read-only-file", |ground| delete_read_only(ground).into()),
    ("delete-an-open-file", |ground| delete_open(ground).into()),
    ("name-of-a-deleted-open-file", |ground| reuse_name(ground).into()),
    ("second-lock", |ground| second_lock(ground).into()),
    ("read-a-locked-file", |ground| read_locked(ground).into()),
    ("folder-beyond-260", |ground| create_folder(&long_path(ground)).into()),
    ("folder-beyond-260-verbatim", |ground| create_folder(&verbatim(&long_path(ground))).into()),
    ("symbolic-link", |ground| symbolic_link(ground).into()),
    ("junction", junction),
    ("many-small-files", |ground| traffic::small_files(ground).into()),
];

fn file(ground: &Ground, name: &str) -> io::Result<PathBuf> {
    let path = ground.folder.join(name);
    fs::write(&path, "content").map(|()| path)
}

fn letter_case(ground: &Ground) -> io::Result<bool> {
    file(ground, "letters")?;
    Ok(ground.folder.join("LETTERS").is_file())
}

fn stream(ground: &Ground) -> io::Result<()> {
    let path = file(ground, "with-stream")?;
    let mut stream = path.into_os_string();
    stream.push(":note");
    fs::write(stream, "note")
}

fn delete(path: &Path) -> io::Result<()> {
    let name = with_nul(path.as_os_str());
    // SAFETY: the path ends with NUL and outlives the call.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-deletefilew
    if unsafe { DeleteFileW(name.as_ptr()) } == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

fn delete_read_only(ground: &Ground) -> io::Result<()> {
    let path = file(ground, "read-only")?;
    let permissions = fs::metadata(&path)?.permissions();
    let mut closed = permissions.clone();
    closed.set_readonly(true);
    fs::set_permissions(&path, closed)?;
    let deleted = delete(&path);
    if deleted.is_err() {
        fs::set_permissions(&path, permissions)?;
    }
    deleted
}

fn open_shared(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).share_mode(FILE_SHARE_READ | FILE_SHARE_DELETE).open(path)
}

fn delete_open(ground: &Ground) -> io::Result<()> {
    let path = file(ground, "open")?;
    let _reader = open_shared(&path)?;
    delete(&path)
}

fn reuse_name(ground: &Ground) -> io::Result<()> {
    let path = file(ground, "reused")?;
    let _reader = open_shared(&path)?;
    delete(&path)?;
    OpenOptions::new().write(true).create_new(true).open(&path).map(drop)
}

/// Whether a second handle of this process gets the lock, too.
fn second_lock(ground: &Ground) -> io::Result<bool> {
    let path = file(ground, "locked-twice")?;
    let (one, other) = (fs_err::File::open(&path)?, fs_err::File::open(&path)?);
    let (first, second) = (FileLock::try_acquire(&one)?, FileLock::try_acquire(&other)?);
    Ok(first.is_some() && second.is_some())
}

fn read_locked(ground: &Ground) -> io::Result<()> {
    let path = file(ground, "locked")?;
    let _lock = FileLock::try_acquire(&fs_err::File::open(&path)?)?;
    File::open(&path)?.read_to_end(&mut Vec::new()).map(drop)
}

/// A path of more than 260 characters, whose folder does not exist.
fn long_path(ground: &Ground) -> PathBuf {
    ["long", &"a".repeat(120), &"b".repeat(120)].iter().fold(ground.folder.clone(), |path, part| path.join(part))
}

fn verbatim(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(r"\\?\");
    name.push(path);
    name.into()
}

/// Creates a folder by exactly this path. The standard library would make a long one verbatim.
fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let name = with_nul(path.as_os_str());
    // SAFETY: the path ends with NUL and outlives the call; the folder inherits its permissions.
    // https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createdirectoryw
    let created = unsafe { CreateDirectoryW(name.as_ptr(), ptr::null()) };
    let result = if created == 0 { Err(io::Error::last_os_error()) } else { Ok(()) };
    fs::remove_dir(path).ok();
    result
}

fn symbolic_link(ground: &Ground) -> io::Result<()> {
    let target = file(ground, "target-of-link")?;
    let link = ground.folder.join("symbolic-link");
    std::os::windows::fs::symlink_file(target, &link)?;
    fs::remove_file(link)
}

fn junction(ground: &Ground) -> Answer {
    let (target, link) = (ground.folder.join("target-of-junction"), ground.folder.join("junction"));
    if let Err(error) = fs::create_dir_all(&target) {
        return Answer::failed(&error);
    }
    let made = child::run("cmd.exe", &["/d", "/c", "mklink", "/j", "junction", "target-of-junction"], &ground.folder);
    let is_link = fs::symlink_metadata(&link).is_ok_and(|metadata| metadata.is_symlink());
    fs::remove_dir(link).ok();
    match made {
        Ok((0, _)) => is_link.into(),
        Ok((code, _)) => Answer::Error(format!("exit code {code}")),
        Err(error) => Answer::failed(&error),
    }
}
