//! The part of kernel32 that a launcher needs, declared here to avoid dependencies, with the names and values of the
//! Windows SDK. Functions that are safe for all arguments are declared safe.

use std::ffi::c_void;

pub(super) type Handle = *mut c_void;
/// A list of process attributes, opaque here.
pub(super) type AttributeList = *mut c_void;

pub(super) const TRUE: i32 = 1;
pub(super) const FALSE: i32 = 0;
pub(super) const INFINITE: u32 = u32::MAX;

pub(super) const CTRL_C_EVENT: u32 = 0;
pub(super) const CTRL_BREAK_EVENT: u32 = 1;

pub(super) const DETACHED_PROCESS: u32 = 0x0000_0008;
pub(super) const EXTENDED_STARTUPINFO_PRESENT: u32 = 0x0008_0000;
pub(super) const STARTF_USESTDHANDLES: u32 = 0x0000_0100;
pub(super) const STARTF_USEHOTKEY: u32 = 0x0000_0200;
/// Not in the SDK, because only the shell uses it: with this flag, `hStdOutput` is a monitor.
/// Source: <https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow> (`hMonitor`).
pub(super) const STARTF_HASSHELLDATA: u32 = 0x0000_0400;
pub(super) const HANDLE_FLAG_INHERIT: u32 = 1;
/// `STD_INPUT_HANDLE`, `STD_OUTPUT_HANDLE`, `STD_ERROR_HANDLE`.
pub(super) const STANDARD_HANDLES: [u32; 3] =
    [(-10_i32).cast_unsigned(), (-11_i32).cast_unsigned(), (-12_i32).cast_unsigned()];

pub(super) const JOB_OBJECT_EXTENDED_LIMIT_INFORMATION: u32 = 9;
pub(super) const JOB_OBJECT_LIMIT_BREAKAWAY_OK: u32 = 0x0000_0800;
pub(super) const JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE: u32 = 0x0000_2000;
pub(super) const PROC_THREAD_ATTRIBUTE_JOB_LIST: usize = 0x0002_000d;

/// In bytes, in the type that Windows expects.
#[expect(clippy::cast_possible_truncation, reason = "the structures here have at most a few hundred bytes")]
pub(super) const fn size<T>() -> u32 {
    size_of::<T>() as u32
}

/// `STARTUPINFOW`. <https://learn.microsoft.com/windows/win32/api/processthreadsapi/ns-processthreadsapi-startupinfow>
#[repr(C)]
#[derive(Default)]
pub(super) struct StartupInfo {
    pub(super) size: u32,
    pub(super) reserved: *const u16,
    desktop: *const u16,
    title: *const u16,
    /// `dwX`, `dwY`, `dwXSize`, `dwYSize`, `dwXCountChars`, `dwYCountChars`, `dwFillAttribute`.
    window: [u32; 7],
    pub(super) flags: u32,
    show_window: u16,
    runtime_size: u16,
    runtime: *const u8,
    pub(super) input: Handle,
    pub(super) output: Handle,
    pub(super) error: Handle,
}

/// `STARTUPINFOEXW`. <https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-startupinfoexw>
#[repr(C)]
pub(super) struct StartupInfoEx {
    pub(super) info: StartupInfo,
    pub(super) attributes: AttributeList,
}

/// `PROCESS_INFORMATION`. <https://learn.microsoft.com/windows/win32/api/processthreadsapi/ns-processthreadsapi-process_information>
#[repr(C)]
#[derive(Default)]
pub(super) struct ProcessInformation {
    pub(super) process: Handle,
    pub(super) thread: Handle,
    process_id: u32,
    thread_id: u32,
}

/// `JOBOBJECT_BASIC_LIMIT_INFORMATION`. <https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-jobobject_basic_limit_information>
#[repr(C)]
#[derive(Default)]
pub(super) struct BasicLimits {
    times: [i64; 2],
    pub(super) flags: u32,
    working_set: [usize; 2],
    active_processes: u32,
    affinity: usize,
    priority_class: u32,
    scheduling_class: u32,
}

/// `JOBOBJECT_EXTENDED_LIMIT_INFORMATION`. <https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-jobobject_extended_limit_information>
#[repr(C)]
#[derive(Default)]
pub(super) struct ExtendedLimits {
    pub(super) basic: BasicLimits,
    io_counters: [u64; 6],
    memory: [usize; 4],
}

// Sizes as in the SDK for 64-bit Windows. A missing or extra field would give access to foreign memory.
#[cfg(target_pointer_width = "64")]
const _: () = {
    assert!(size::<StartupInfo>() == 104);
    assert!(size::<StartupInfoEx>() == 112);
    assert!(size::<ProcessInformation>() == 24);
    assert!(size::<BasicLimits>() == 64);
    assert!(size::<ExtendedLimits>() == 144);
};

#[link(name = "kernel32")]
unsafe extern "system" {
    /// <https://learn.microsoft.com/windows/win32/api/libloaderapi/nf-libloaderapi-getmodulefilenamew>
    pub(super) fn GetModuleFileNameW(module: Handle, path: *mut u16, size: u32) -> u32;
    /// <https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-getcommandlinew>
    pub(super) safe fn GetCommandLineW() -> *const u16;
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getstartupinfow>
    pub(super) fn GetStartupInfoW(info: *mut StartupInfo);
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-createprocessw>
    pub(super) fn CreateProcessW(
        application: *const u16,
        command_line: *mut u16,
        process_security: *const c_void,
        thread_security: *const c_void,
        inherit_handles: i32,
        flags: u32,
        environment: *const c_void,
        working_folder: *const u16,
        startup: *mut StartupInfo,
        process: *mut ProcessInformation,
    ) -> i32;
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-initializeprocthreadattributelist>
    pub(super) fn InitializeProcThreadAttributeList(
        list: AttributeList,
        count: u32,
        flags: u32,
        size: *mut usize,
    ) -> i32;
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-updateprocthreadattribute>
    pub(super) fn UpdateProcThreadAttribute(
        list: AttributeList,
        flags: u32,
        attribute: usize,
        value: *const c_void,
        size: usize,
        previous: *mut c_void,
        returned: *const usize,
    ) -> i32;
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getcurrentprocess>
    pub(super) safe fn GetCurrentProcess() -> Handle;
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getpriorityclass>
    pub(super) safe fn GetPriorityClass(process: Handle) -> u32;
    /// <https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-getexitcodeprocess>
    pub(super) fn GetExitCodeProcess(process: Handle, exit_code: *mut u32) -> i32;
    /// <https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject>
    pub(super) fn WaitForSingleObject(object: Handle, milliseconds: u32) -> u32;
    /// <https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-sleep>
    pub(super) safe fn Sleep(milliseconds: u32);
    /// <https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle>
    pub(super) fn CloseHandle(handle: Handle) -> i32;
    /// <https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-sethandleinformation>
    pub(super) fn SetHandleInformation(handle: Handle, mask: u32, flags: u32) -> i32;
    /// <https://learn.microsoft.com/windows/console/getstdhandle>
    pub(super) safe fn GetStdHandle(which: u32) -> Handle;
    /// <https://learn.microsoft.com/windows/console/setstdhandle>
    pub(super) fn SetStdHandle(which: u32, handle: Handle) -> i32;
    /// <https://learn.microsoft.com/windows/console/getconsolecp>
    pub(super) safe fn GetConsoleCP() -> u32;
    /// <https://learn.microsoft.com/windows/console/setconsolectrlhandler>
    pub(super) fn SetConsoleCtrlHandler(handler: Option<extern "system" fn(u32) -> i32>, add: i32) -> i32;
    /// <https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-createjobobjectw>
    pub(super) fn CreateJobObjectW(security: *const c_void, name: *const u16) -> Handle;
    /// <https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-setinformationjobobject>
    pub(super) fn SetInformationJobObject(job: Handle, class: u32, value: *const c_void, size: u32) -> i32;
}
