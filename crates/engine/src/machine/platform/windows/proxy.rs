//! The proxies of this user, as Internet Options and *Settings* name them. Windows runs the scripts.
#![expect(unsafe_code, reason = "calls functions that return memory, which the caller frees")]
use std::io;

use windows::Win32::Foundation::{GlobalFree, HGLOBAL};
use windows::Win32::Networking::WinHttp::{
    WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_AUTO_DETECT_TYPE_DHCP, WINHTTP_AUTO_DETECT_TYPE_DNS_A,
    WINHTTP_AUTOPROXY_AUTO_DETECT, WINHTTP_AUTOPROXY_CONFIG_URL, WINHTTP_AUTOPROXY_OPTIONS,
    WINHTTP_CURRENT_USER_IE_PROXY_CONFIG, WINHTTP_PROXY_INFO, WinHttpCloseHandle,
    WinHttpGetIEProxyConfigForCurrentUser, WinHttpGetProxyForUrl, WinHttpOpen,
};
use windows::core::{HSTRING, PCWSTR, PWSTR};

use crate::machine::platform::ProxySettings;

/// Empty if Windows does not report them.
pub(crate) fn proxy_settings() -> ProxySettings {
    let mut config = WINHTTP_CURRENT_USER_IE_PROXY_CONFIG::default();
    // SAFETY: the result outlives the call, and its texts belong to this code.
    // https://learn.microsoft.com/windows/win32/api/winhttp/nf-winhttp-winhttpgetieproxyconfigforcurrentuser
    unsafe {
        if WinHttpGetIEProxyConfigForCurrentUser(&raw mut config).is_err() {
            return ProxySettings::default();
        }
        ProxySettings {
            detects: config.fAutoDetect.as_bool(),
            script: Some(taken(config.lpszAutoConfigUrl)).filter(|address| !address.is_empty()),
            proxies: taken(config.lpszProxy),
            except: taken(config.lpszProxyBypass),
        }
    }
}

/// What a script returns for `url`: the one in the settings, or one that the network names. Its download may take as long
/// as the network lets it, and sends no login.
pub(crate) fn run_proxy_script(settings: &ProxySettings, url: &str) -> io::Result<ProxySettings> {
    let (script, url) = (settings.script.as_deref().map(HSTRING::from), HSTRING::from(url));
    let mut options = WINHTTP_AUTOPROXY_OPTIONS::default();
    if settings.detects {
        options.dwFlags |= WINHTTP_AUTOPROXY_AUTO_DETECT;
        options.dwAutoDetectFlags = WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
    }
    if let Some(script) = &script {
        options.dwFlags |= WINHTTP_AUTOPROXY_CONFIG_URL;
        options.lpszAutoConfigUrl = PCWSTR(script.as_ptr());
    }
    let (none, mut found) = (PCWSTR::null(), WINHTTP_PROXY_INFO::default());
    // SAFETY: everything outlives the calls, and the texts of the result belong to this code. A null session is an error.
    // https://learn.microsoft.com/windows/win32/api/winhttp/nf-winhttp-winhttpgetproxyforurl
    unsafe {
        let session = WinHttpOpen(none, WINHTTP_ACCESS_TYPE_NO_PROXY, none, none, 0);
        let answer = WinHttpGetProxyForUrl(session, &url, &raw mut options, &raw mut found);
        WinHttpCloseHandle(session).ok();
        // `FormatMessage` does not know these numbers.
        answer.map_err(|error| io::Error::other(format!("WinHTTP error {}", error.code().0 & 0xffff)))?;
        let (proxies, except) = (taken(found.lpszProxy), taken(found.lpszProxyBypass));
        Ok(ProxySettings { proxies, except, ..ProxySettings::default() })
    }
}

/// # Safety
/// `text` must be null, or end with NUL and belong to the caller, who does not use it again.
unsafe fn taken(text: PWSTR) -> String {
    // SAFETY: see above.
    unsafe {
        let read = if text.is_null() { Ok(String::new()) } else { text.to_string() };
        GlobalFree(Some(HGLOBAL(text.0.cast()))).ok(); // which reports success as an error
        read.unwrap_or_default()
    }
}
