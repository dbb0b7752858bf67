//! The version of Windows, the account and the volume.
#![expect(unsafe_code, reason = "asks for the session of this process")]
use std::io;
use std::path::PathBuf;

use windows_sys::Win32::System::RemoteDesktop::ProcessIdToSessionId;
use windows_sys::Win32::System::Threading::GetCurrentProcessId;

use super::super::account;
use super::super::machine::{native_target, system};
use super::super::short_names::{with_long_names, with_short_names};
use super::value_of;
use crate::base::target::Target;
use crate::machine::platform::{ProbeGround, ProbeGroup, ProbeQuestion, ProbeResult, ProbeValue};

const VERSION: &str = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";
const CODE_PAGES: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage";
const FILE_SYSTEM: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem";

const fn ask(name: &'static str, ask: fn(&ProbeGround) -> ProbeResult) -> ProbeQuestion {
    ProbeQuestion { group: ProbeGroup::Machine, name, ask }
}

pub(super) const QUESTIONS: &[ProbeQuestion] = &[
    ask("version", version),
    ask("revision", |_| value_of(VERSION, "UBR")),
    ask("edition", |_| value_of(VERSION, "EditionID")),
    ask("native-architecture", |_| native_target().goarch().to_owned().into()),
    ask("program-architecture", |_| Target::of_this_build().goarch().to_owned().into()),
    ask("locale", |_| value_of(r"HKCU\Control Panel\International", "LocaleName")),
    ask("code-page", |_| value_of(CODE_PAGES, "ACP")),
    ask("console-code-page", |_| value_of(CODE_PAGES, "OEMCP")),
    ask("long-paths", |_| value_of(FILE_SYSTEM, "LongPathsEnabled")),
    ask("volume-keeps-short-names", short_names),
    ask("temp-has-short-names", temp),
    ask("elevation-type", |_| account::elevation_type().into()),
    ask("session", |_| session().into()),
    ask("account-of-session", |_| ProbeResult::Value(account::is_account_of_session().into())),
];

fn version(_: &ProbeGround) -> ProbeResult {
    let known = system().map(|system| {
        let version = system.version;
        format!("{}.{}.{}", version.0, version.1, version.2)
    });
    ProbeResult::Value(known.into())
}

#[expect(clippy::disallowed_methods, reason = "writes in the folder of the questions")]
fn short_names(ground: &ProbeGround) -> ProbeResult {
    let folder = ground.folder.join("A Folder With A Long Name");
    std::fs::create_dir_all(&folder).map(|()| with_short_names(&folder).is_some()).into()
}

fn temp(ground: &ProbeGround) -> ProbeResult {
    let temp = (ground.variables)("TEMP").map(PathBuf::from);
    ProbeResult::Value(temp.map(|temp| with_long_names(&temp) != temp).into())
}

/// The number of the session: 0 for a service.
fn session() -> io::Result<ProbeValue> {
    let mut session = 0;
    // SAFETY: the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid
    let known = unsafe { ProcessIdToSessionId(GetCurrentProcessId(), &raw mut session) };
    if known == 0 { Err(io::Error::last_os_error()) } else { Ok(session.into()) }
}
