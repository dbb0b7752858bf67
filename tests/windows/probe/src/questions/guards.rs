//! What may refuse programs on this machine.
use std::io;
use std::path::PathBuf;

use upgo_engine::machine::platform::{registry_has_key, registry_value_names, signature};

use super::{Row, child, value_of};
use crate::answer::{Answer, Ground};

const DEFENDER: &str = r"HKLM\SOFTWARE\Microsoft\Windows Defender";

pub(super) const QUESTIONS: &[Row] = &[
    ("smart-app-control", |_| {
        value_of(r"HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy", "VerifiedAndReputablePolicyState")
    }),
    ("applocker-policy", |_| registry_has_key(r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2").into()),
    ("defender-off", |_| value_of(DEFENDER, "DisableAntiSpyware")),
    ("defender-real-time-off", |_| value_of(&format!(r"{DEFENDER}\Real-Time Protection"), "DisableRealtimeMonitoring")),
    ("defender-exclusions-readable", |_| exclusions().into()),
    ("controlled-folder-access", |_| {
        let key = format!(r"{DEFENDER}\Windows Defender Exploit Guard\Controlled Folder Access");
        value_of(&key, "EnableControlledFolderAccess")
    }),
    ("powershell-language-mode", language_mode),
    ("own-program-from-internet", |ground| from_internet(ground).into()),
    ("own-signature", |ground| format!("{:#010x}", signature(&ground.program).verdict).into()),
];

/// How many folders the scanner leaves out, without their names.
fn exclusions() -> io::Result<i64> {
    let key = format!(r"{DEFENDER}\Exclusions\Paths");
    registry_value_names(&key).map(|names| i64::try_from(names.len()).unwrap_or(i64::MAX))
}

fn language_mode(ground: &Ground) -> Answer {
    let words = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", "$ExecutionContext.SessionState.LanguageMode"];
    let mode = child::run("powershell.exe", &words, &ground.folder);
    match mode {
        Ok((0, line)) if !line.is_empty() => line.into(),
        Ok((code, _)) => Answer::Error(format!("exit code {code}")),
        Err(error) => Answer::failed(&error),
    }
}

/// Whether the program has the mark of a download.
fn from_internet(ground: &Ground) -> io::Result<bool> {
    let mut name = ground.program.clone().into_os_string();
    name.push(":Zone.Identifier");
    match fs_err::metadata(PathBuf::from(name)) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
