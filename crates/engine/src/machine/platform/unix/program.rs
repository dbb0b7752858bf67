use std::io;
use std::path::Path;

use fs_err as fs;

pub const EXECUTABLE: &str = "";

pub fn is_executable(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(program).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Whether a guard of the machine refused to start an existing program: a file system mounted with `noexec`, `SELinux`
/// or `AppArmor` (`EACCES`), `fapolicyd` (`EPERM`).
pub fn is_start_refused(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
}
