//! The condition of the machine, as reported by Windows.
#![expect(unsafe_code, reason = "calls COM and functions that write their results")]
use std::io;
use std::mem;
use std::time::Duration;

use jiff::Timestamp;
use windows::Win32::Networking::NetworkListManager::{INetworkCostManager, INetworkListManager, NetworkListManager};
use windows::Win32::System::Com::{CLSCTX_ALL, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoUninitialize};
use windows::core::{Interface as _, Result};
use windows_sys::Win32::System::Power::{GetSystemPowerStatus, SYSTEM_POWER_STATUS};
use windows_sys::Win32::System::SystemInformation::GetTickCount;
use windows_sys::Win32::UI::Input::KeyboardAndMouse::{GetLastInputInfo, LASTINPUTINFO};
use windows_sys::Win32::UI::Shell::{
    QUNS_BUSY, QUNS_PRESENTATION_MODE, QUNS_RUNNING_D3D_FULL_SCREEN, SHQueryUserNotificationState,
};

use crate::base::report::Cancel;
use crate::machine::platform::{Condition, Network, within};

/// The network is asked for within this time: only it is a service, which Windows may have to start first.
pub fn condition(_now: Timestamp, patience: Duration) -> Condition {
    let (on_battery, battery_saver) = power();
    let network = match within(&Cancel::default(), patience, || ask_network().ok()) {
        Some(answer) => answer.and_then(|(connectivity, cost)| network(connectivity, cost)),
        None => Some(Network::Unanswered),
    };
    Condition { network, on_battery, battery_saver, idle: last_input(), full_screen: full_screen(), busy: None }
}

/// The connectivity, 0 for none, and the bits of `NLM_CONNECTION_COST`, 0 if they are unknown. Must run on a thread that
/// does not use COM otherwise.
pub fn ask_network() -> Result<(i32, u32)> {
    // SAFETY: COM is uninitialized on this thread after every interface was released.
    // https://learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-coinitializeex
    unsafe { CoInitializeEx(None, COINIT_MULTITHREADED).ok()? };
    // SAFETY: COM was initialized on this thread.
    let told = unsafe { connectivity_and_cost() };
    // SAFETY: see above.
    unsafe { CoUninitialize() };
    told
}

/// # Safety
/// COM must be initialized on this thread.
unsafe fn connectivity_and_cost() -> Result<(i32, u32)> {
    let mut cost = 0;
    // SAFETY: the result outlives the calls; no address means the connection to the internet.
    // https://learn.microsoft.com/windows/win32/api/netlistmgr/nf-netlistmgr-inetworkcostmanager-getcost
    unsafe {
        let list: INetworkListManager = CoCreateInstance(&NetworkListManager, None, CLSCTX_ALL)?;
        let connectivity = list.GetConnectivity()?.0;
        let is_told = list.cast().and_then(|costs: INetworkCostManager| costs.GetCost(&raw mut cost, std::ptr::null()));
        Ok((connectivity, if is_told.is_ok() { cost } else { 0 }))
    }
}

/// Source: <https://learn.microsoft.com/windows/win32/api/netlistmgr/ne-netlistmgr-nlm_connection_cost>.
fn network(connectivity: i32, cost: u32) -> Option<Network> {
    const UNRESTRICTED: u32 = 1;
    const FIXED_OR_VARIABLE: u32 = 2 | 4;
    const OVER_LIMIT_OR_ROAMING: u32 = 0x1_0000 | 0x4_0000;
    match cost {
        _ if connectivity == 0 => Some(Network::None),
        cost if cost & (FIXED_OR_VARIABLE | OVER_LIMIT_OR_ROAMING) != 0 => Some(Network::Metered),
        cost if cost & UNRESTRICTED != 0 => Some(Network::Free),
        _ => None,
    }
}

/// Whether the machine runs on battery, and whether battery saver is on.
fn power() -> (Option<bool>, Option<bool>) {
    power_status().map_or((None, None), |status| read_power(status.ACLineStatus, status.SystemStatusFlag))
}

pub fn power_status() -> io::Result<SYSTEM_POWER_STATUS> {
    let mut status = SYSTEM_POWER_STATUS::default();
    // SAFETY: the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getsystempowerstatus
    let is_told = unsafe { GetSystemPowerStatus(&raw mut status) } != 0;
    if is_told { Ok(status) } else { Err(io::Error::last_os_error()) }
}

/// Converts the status bytes, in which 255 means unknown.
fn read_power(line: u8, saver: u8) -> (Option<bool>, Option<bool>) {
    let on_battery = match line {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    };
    (on_battery, Some(saver == 1))
}

pub fn last_input() -> Option<Duration> {
    let mut last = LASTINPUTINFO { cbSize: u32::try_from(mem::size_of::<LASTINPUTINFO>()).ok()?, dwTime: 0 };
    // SAFETY: `last` contains its own size and outlives the call.
    // https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getlastinputinfo
    let is_told = unsafe { GetLastInputInfo(&raw mut last) } != 0;
    // SAFETY: it has no arguments.
    let now = unsafe { GetTickCount() };
    // both wrap around after 49.7 days
    is_told.then(|| Duration::from_millis(now.wrapping_sub(last.dwTime).into()))
}

fn full_screen() -> Option<bool> {
    let mut state = 0;
    // SAFETY: the result outlives the call.
    // https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-shqueryusernotificationstate
    let result = unsafe { SHQueryUserNotificationState(&raw mut state) };
    (result >= 0).then_some(matches!(state, QUNS_BUSY | QUNS_RUNNING_D3D_FULL_SCREEN | QUNS_PRESENTATION_MODE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_network_cost_from_its_bits() {
        for (connectivity, cost, expected) in [
            (0, 1, Some(Network::None)),
            (0, 0, Some(Network::None)),
            (64, 0, None),
            (64, 1, Some(Network::Free)),
            (64, 2, Some(Network::Metered)),
            (64, 4, Some(Network::Metered)),
            (64, 1 | 0x4_0000, Some(Network::Metered)),
            (64, 1 | 0x1_0000, Some(Network::Metered)),
        ] {
            assert_eq!(network(connectivity, cost), expected, "{connectivity} {cost}");
        }
    }

    #[test]
    fn unknown_power_is_not_guessed() {
        assert_eq!(read_power(0, 1), (Some(true), Some(true)));
        assert_eq!(read_power(1, 0), (Some(false), Some(false)));
        assert_eq!(read_power(255, 0), (None, Some(false)));
    }

    /// Also runs under Wine, which reports an unmetered connection and no battery.
    #[test]
    fn this_machine_reports_a_condition() {
        let machine = condition(Timestamp::UNIX_EPOCH, Duration::from_mins(1));
        assert!(machine.network != Some(Network::Unanswered), "{machine:?}");
        assert!(machine.idle.is_some() && machine.on_battery.is_some(), "{machine:?}");
    }
}
