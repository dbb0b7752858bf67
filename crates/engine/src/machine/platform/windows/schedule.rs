//! The Task Scheduler, accessed through COM, so that no system program has to be started.
//! Source: <https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-reference>.
#![expect(unsafe_code, reason = "calls COM")]
use std::io;
use std::thread;

use windows::Win32::Foundation::{E_ACCESSDENIED, ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND};
use windows::Win32::System::Com::{
    CLSCTX_INPROC_SERVER, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoUninitialize,
};
use windows::Win32::System::TaskScheduler::{
    ITaskFolder, ITaskService, TASK_CREATE_OR_UPDATE, TASK_LOGON_INTERACTIVE_TOKEN, TaskScheduler,
};
use windows::Win32::System::Variant::VARIANT;
use windows::core::{BSTR, Error, Result};

use super::account::process_user;
use crate::machine::fault::{self, FakeAnswer};

const ROOT: &str = r"\";

/// The task of one account in its own folder, such as `\Upgo\check-S-1-5-21-…-1001`. The names of tasks are those of the
/// machine, so each account needs its own.
pub struct Tasks<'a> {
    folder: &'a str,
    user: String,
}

#[derive(Debug, PartialEq, Eq)]
pub enum TaskEntry {
    Missing,
    Registered {
        /// As Windows returns it.
        xml: String,
    },
    Denied,
}

impl<'a> Tasks<'a> {
    pub fn in_folder(folder: &'a str) -> io::Result<Self> {
        let unknown = || io::Error::other("the account of this process is unknown");
        Ok(Self { folder, user: process_user().id.ok_or_else(unknown)? })
    }

    pub fn user(&self) -> &str {
        &self.user
    }

    pub fn entry(&self) -> io::Result<TaskEntry> {
        if fault::plays(FakeAnswer::ForeignTask).is_some() {
            return Ok(TaskEntry::Denied);
        }
        let found = self.ask(|service, folder, name| {
            // SAFETY: the interfaces live until the end of this closure, the texts until the calls return.
            unsafe { service.GetFolder(&folder)?.GetTask(&name)?.Xml().map(|xml| xml.to_string()) }
        })?;
        match found {
            Ok(xml) => Ok(TaskEntry::Registered { xml }),
            Err(error) if is_missing(&error) => Ok(TaskEntry::Missing),
            Err(error) if error.code() == E_ACCESSDENIED => Ok(TaskEntry::Denied),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the folder exists.
    #[cfg(test)]
    pub(crate) fn has_folder(&self) -> io::Result<bool> {
        // SAFETY: as in `entry`.
        let found = self.ask(|service, folder, _| unsafe { service.GetFolder(&folder).map(drop) });
        missing_is_none(found).map(|found| found.is_some())
    }

    /// How many tasks of the folder this account sees; `None` if there is no folder.
    pub fn count(&self) -> io::Result<Option<i64>> {
        const WITH_HIDDEN: i32 = 1;
        // SAFETY: as in `entry`.
        let found = self.ask(|service, folder, _| unsafe {
            service.GetFolder(&folder)?.GetTasks(WITH_HIDDEN)?.Count().map(i64::from)
        });
        missing_is_none(found)
    }

    /// Replaces an existing task of the same name.
    pub fn put(&self, xml: &str) -> io::Result<()> {
        let xml = xml.to_owned();
        self.ask(move |service, name, task| {
            let none = VARIANT::default();
            // SAFETY: as in `entry`; an empty variant means the user of this process and no password.
            unsafe {
                let folder = match service.GetFolder(&name) {
                    Err(error) if is_missing(&error) => root(service)?.CreateFolder(&name, &none)?,
                    folder => folder?,
                };
                let token = TASK_LOGON_INTERACTIVE_TOKEN;
                folder
                    .RegisterTask(&task, &BSTR::from(xml), TASK_CREATE_OR_UPDATE.0, &none, &none, token, &none)
                    .map(drop)
            }
        })?
        .map_err(io::Error::from)
    }

    /// Deletes the task and its folder; both may be missing.
    pub fn remove(&self) -> io::Result<()> {
        let removed = self.ask(|service, name, task| {
            // SAFETY: as in `entry`.
            unsafe {
                service.GetFolder(&name)?.DeleteTask(&task, 0)?;
                // The folder is kept if it contains the task of another account.
                root(service)?.DeleteFolder(&name, 0).ok();
            }
            Ok(())
        });
        missing_is_none(removed).map(drop)
    }

    /// Runs on a separate thread, so that the caller's use of COM does not matter.
    fn ask<T: Send>(
        &self,
        question: impl FnOnce(&ITaskService, BSTR, BSTR) -> Result<T> + Send,
    ) -> io::Result<Result<T>> {
        let (folder, task) = (self.folder.to_owned(), format!("check-{}", self.user));
        let ask = move || {
            // SAFETY: each successful initialization of COM is balanced on this thread, after every interface was
            // released. https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coinitializeex
            unsafe { CoInitializeEx(None, COINIT_MULTITHREADED).ok()? };
            let answer = connect().and_then(|service| question(&service, BSTR::from(folder), BSTR::from(task)));
            // SAFETY: see above.
            unsafe { CoUninitialize() };
            answer
        };
        thread::scope(|scope| {
            let asked = thread::Builder::new().spawn_scoped(scope, ask)?;
            asked.join().map_err(|_| io::Error::other("the Task Scheduler could not be queried"))
        })
    }
}

fn connect() -> Result<ITaskService> {
    let none = VARIANT::default();
    // SAFETY: COM was initialized on this thread; empty variants mean this machine and this user.
    // https://learn.microsoft.com/windows/win32/api/taskschd/nf-taskschd-itaskservice-connect
    unsafe {
        let service: ITaskService = CoCreateInstance(&TaskScheduler, None, CLSCTX_INPROC_SERVER)?;
        service.Connect(&none, &none, &none, &none)?;
        Ok(service)
    }
}

/// The root folder of the Task Scheduler.
///
/// # Safety
/// COM must be initialized on this thread.
unsafe fn root(service: &ITaskService) -> Result<ITaskFolder> {
    // SAFETY: the text outlives the call.
    unsafe { service.GetFolder(&BSTR::from(ROOT)) }
}

fn is_missing(error: &Error) -> bool {
    [ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND].iter().any(|missing| error.code() == missing.to_hresult())
}

fn missing_is_none<T>(answer: io::Result<Result<T>>) -> io::Result<Option<T>> {
    match answer? {
        Err(error) if is_missing(&error) => Ok(None),
        answer => Ok(Some(answer?)),
    }
}
