//! The version of Windows, the account and the volume.
#![expect(unsafe_code, reason = "asks for the session of this process")]
use std::io;
use std::path::PathBuf;

use upgo_engine::base::target::Target;
use upgo_engine::machine::platform::{
    elevation_type, is_account_of_session, native_target, system, with_long_names, with_short_names,
};
use windows_sys::Win32::System::RemoteDesktop::ProcessIdToSessionId;
use windows_sys::Win32::System::Threading::GetCurrentProcessId;

use super::{Row, value_of};
use crate::answer::{Answer, Ground, Value};

const VERSION: &str = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";
const CODE_PAGES: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage";
const FILE_SYSTEM: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem";

pub(super) const QUESTIONS: &[Row] = &[
    ("version", version),
    ("revision", |_| value_of(VERSION, "UBR")),
    ("edition", |_| value_of(VERSION, "EditionID")),
    ("native-architecture", |_| native_target().goarch().to_owned().into()),
    ("program-architecture", |_| Target::of_this_build().goarch().to_owned().into()),
    ("locale", |_| value_of(r"HKCU\Control Panel\International", "LocaleName")),
    ("code-page", |_| value_of(CODE_PAGES, "ACP")),
    ("console-code-page", |_| value_of(CODE_PAGES, "OEMCP")),
    ("long-paths", |_| value_of(FILE_SYSTEM, "LongPathsEnabled")),
    ("volume-keeps-short-names", short_names),
    ("temp-has-short-names", temp),
    ("elevation-type", |_| elevation_type().into()),
    ("session", |_| session().into()),
    ("account-of-session", |_| Answer::Value(is_account_of_session().into())),
];

fn version(_: &Ground) -> Answer {
    let known = system().map(|system| {
        let version = system.version;
        format!("{}.{}.{}", version.0, version.1, version.2)
    });
    Answer::Value(known.into())
}

#[expect(clippy::disallowed_methods, reason = "writes in the folder of the questions")]
fn short_names(ground: &Ground) -> Answer {
    let folder = ground.folder.join("A Folder With A Long Name");
    std::fs::create_dir_all(&folder).map(|()| with_short_names(&folder).is_some()).into()
}

fn temp(ground: &Ground) -> Answer {
    let temp = (ground.variables)("TEMP").map(PathBuf::from);
    Answer::Value(temp.map(|temp| with_long_names(&temp) != temp).into())
}

/// The number of the session: 0 for a service.
fn session() -> io::Result<Value> {
    let mut session = 0;
    // SAFETY: the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid
    let known = unsafe { ProcessIdToSessionId(GetCurrentProcessId(), &raw mut session) };
    if known == 0 { Err(io::Error::last_os_error()) } else { Ok(session.into()) }
}
