//! A distribution of WSL whose `go` is a file of Windows. WSL adds the PATH of Windows to that of the distribution.
use std::path::Path;

use super::{Diagnosis, DoctorFacts};
use crate::base::words::Sentence;
use crate::which_go::toolchain::search;
use crate::which_go::wsl;

/// The first `go` on PATH is in a folder of Windows. Every file there counts as a program, such as a script for Git Bash.
pub(super) fn windows_go(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let name = (facts.variable)("WSL_DISTRO_NAME").filter(|_| !facts.is_windows())?;
    let files = facts.machine.files;
    files.read(Path::new("/proc/sys/kernel/osrelease")).filter(|release| wsl::is_kernel(release))?;
    let folders = wsl::windows_folders(&files.read(Path::new("/proc/mounts"))?);
    let (place, program) = search::on_path(facts.machine, "go").next()?;
    let real = files.real(&program);
    // A program for Linux may be on a drive of Windows as well.
    let is_for_linux = || files.read(&real).is_some_and(|text| text.starts_with("\u{7f}ELF"));
    if !wsl::is_of_windows(&real, &folders) || is_for_linux() {
        return None;
    }
    let found = Diagnosis::new(Sentence::WindowsGoInWsl, say!(WindowsGoInWslWhy { name }));
    Some(found.shown_by([say!(WindowsGoFile { file: &*real, folder: &*place.folder })]))
}
