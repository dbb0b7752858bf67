//! Files that another program holds open: detection of the error, and of the program.
#![expect(unsafe_code, reason = "calls the Restart Manager")]
use std::io;
use std::os::windows::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::ptr;

use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_LOCK_VIOLATION, ERROR_MORE_DATA, ERROR_SHARING_VIOLATION, ERROR_SUCCESS,
};
use windows_sys::Win32::System::RestartManager::{
    CCH_RM_SESSION_KEY, RM_PROCESS_INFO, RmEndSession, RmGetList, RmRegisterResources, RmStartSession,
};

const NAMED: usize = 3;

/// Whether an error means that another program holds a file (access denied, sharing or lock violation).
pub fn is_blocked(error: &io::Error) -> bool {
    let code = code(error).map(i32::cast_unsigned);
    matches!(code, Some(ERROR_ACCESS_DENIED | ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
}

/// Also that of an error that names its path and has the system's error as its source (`fs_err` hides it).
fn code(error: &io::Error) -> Option<i32> {
    let wrapped = || error.get_ref()?.source()?.downcast_ref::<io::Error>().and_then(code);
    error.raw_os_error().or_else(wrapped)
}

/// The programs that hold a program of the toolchain at `path` open, as far as the Restart Manager knows. It requires
/// files, not folders, so only the toolchain's programs are checked, because those run.
pub fn who_holds(path: &Path) -> Option<String> {
    let files = programs(path);
    let holders = if files.is_empty() { Vec::new() } else { RestartManagerSession::start()?.holders(&files)? };
    let mut names: Vec<String> = holders.iter().map(name).collect();
    names.sort();
    names.dedup();
    names.truncate(NAMED);
    (!names.is_empty()).then(|| names.join(", "))
}

/// The programs of a toolchain: `bin/*.exe`, and `pkg/tool` with its folders.
fn programs(toolchain: &Path) -> Vec<PathBuf> {
    let mut folders = vec![toolchain.join("bin"), toolchain.join("pkg").join("tool")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs_err::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("exe")) {
                found.push(path);
            }
        }
    }
    found
}

fn name(process: &RM_PROCESS_INFO) -> String {
    let end = process.strAppName.iter().position(|unit| *unit == 0).unwrap_or(process.strAppName.len());
    format!("{} (process {})", String::from_utf16_lossy(&process.strAppName[..end]), process.Process.dwProcessId)
}

/// A session of the Restart Manager, which is only queried and never used to end a program.
/// Source: <https://learn.microsoft.com/windows/win32/rstmgr/restart-manager-portal>.
struct RestartManagerSession(u32);

impl RestartManagerSession {
    fn start() -> Option<Self> {
        let mut session = 0;
        let mut key = [0_u16; CCH_RM_SESSION_KEY as usize + 1];
        // SAFETY: `key` has room for the key and its NUL; both outlive the call.
        // https://learn.microsoft.com/windows/win32/api/restartmanager/nf-restartmanager-rmstartsession
        let result = unsafe { RmStartSession(&raw mut session, 0, key.as_mut_ptr()) };
        (result == ERROR_SUCCESS).then_some(Self(session))
    }

    fn holders(&self, files: &[PathBuf]) -> Option<Vec<RM_PROCESS_INFO>> {
        let wide = |path: &PathBuf| -> Vec<u16> { path.as_os_str().encode_wide().chain([0]).collect() };
        let names: Vec<Vec<u16>> = files.iter().map(wide).collect();
        let pointers: Vec<*const u16> = names.iter().map(Vec::as_ptr).collect();
        let count = u32::try_from(pointers.len()).ok()?;
        // SAFETY: `pointers` are `count` texts that end with NUL and, like them, outlive the call; no processes and no
        // services are named.
        // https://learn.microsoft.com/windows/win32/api/restartmanager/nf-restartmanager-rmregisterresources
        let result = unsafe { RmRegisterResources(self.0, count, pointers.as_ptr(), 0, ptr::null(), 0, ptr::null()) };
        if result != ERROR_SUCCESS {
            return None;
        }
        let mut found = Vec::new();
        // Programs may start or end between the query for their number and the query for their names.
        for _ in 0..3 {
            let (mut needed, mut room, mut reasons) = (0, u32::try_from(found.len()).ok()?, 0);
            // SAFETY: `found` has `room` places; all results outlive the call.
            // https://learn.microsoft.com/windows/win32/api/restartmanager/nf-restartmanager-rmgetlist
            let result =
                unsafe { RmGetList(self.0, &raw mut needed, &raw mut room, found.as_mut_ptr(), &raw mut reasons) };
            match result {
                ERROR_SUCCESS => {
                    found.truncate(room as usize);
                    return Some(found);
                }
                ERROR_MORE_DATA => found.resize(needed as usize + 4, RM_PROCESS_INFO::default()),
                _ => return None,
            }
        }
        None
    }
}

impl Drop for RestartManagerSession {
    fn drop(&mut self) {
        // SAFETY: the session was started and is ended once.
        // https://learn.microsoft.com/windows/win32/api/restartmanager/nf-restartmanager-rmendsession
        unsafe { RmEndSession(self.0) };
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test opens its own files")]
mod tests {
    use std::os::windows::fs::OpenOptionsExt as _;

    use super::*;

    #[test]
    fn an_error_with_its_path_is_still_recognized_as_blocked() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("held");
        fs_err::write(&file, b"x").unwrap();
        let _held = std::fs::OpenOptions::new().read(true).share_mode(0).open(&file).unwrap();
        let error = crate::machine::effect::rename_once(&file, &folder.path().join("other")).unwrap_err();
        assert!(error.raw_os_error().is_none() && is_blocked(&error), "{error:?}");
        let error = crate::machine::effect::user_file::read(&file).unwrap_err();
        assert_eq!(crate::machine::effect::of_io(&error), crate::base::report::Code::FileBusy, "{error:?}");
        let missing = crate::machine::effect::rename_once(&folder.path().join("none"), &file).unwrap_err();
        assert!(!is_blocked(&missing), "{missing:?}");
        let error = crate::machine::platform::remove_tree(folder.path()).unwrap_err();
        assert!(is_blocked(&error) && error.to_string().contains("held"), "{error:?}");
    }

    #[test]
    fn names_the_program_that_holds_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let tool = folder.path().join("pkg").join("tool").join("windows_amd64").join("compile.exe");
        fs_err::create_dir_all(tool.parent().unwrap()).unwrap();
        fs_err::write(&tool, b"x").unwrap();
        assert_eq!(programs(folder.path()), [tool.as_path()]);
        assert_eq!(who_holds(folder.path()), None, "no program holds it yet");
        let _held = std::fs::File::open(&tool).unwrap();
        match who_holds(folder.path()) {
            Some(holder) => assert!(holder.contains(&format!("process {}", std::process::id())), "{holder}"),
            None => println!("SKIPPED: the Restart Manager of this system finds no program (Wine's is empty)"),
        }
    }
}
