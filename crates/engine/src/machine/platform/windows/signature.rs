//! The signer of a file, and whether this machine trusts the signature.
#![expect(unsafe_code, reason = "calls WinVerifyTrust")]
use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::Path;
use std::ptr;

use windows_sys::Win32::Foundation::{CERT_E_REVOKED, HANDLE};
use windows_sys::Win32::Security::Cryptography::{
    CERT_CHAIN_PARA, CERT_CONTEXT, CERT_NAME_SIMPLE_DISPLAY_TYPE, CertFreeCertificateChain, CertGetCertificateChain,
    CertGetNameStringW, HCERTCHAINENGINE,
};
use windows_sys::Win32::Security::WinTrust::{
    CRYPT_PROVIDER_SGNR, WINTRUST_ACTION_GENERIC_VERIFY_V2, WINTRUST_DATA, WINTRUST_DATA_0,
    WINTRUST_DATA_REVOCATION_CHECKS, WINTRUST_FILE_INFO, WTD_CACHE_ONLY_URL_RETRIEVAL, WTD_CHOICE_FILE,
    WTD_REVOKE_NONE, WTD_REVOKE_WHOLECHAIN, WTD_STATEACTION_CLOSE, WTD_STATEACTION_VERIFY, WTD_UI_NONE,
    WTHelperGetProvSignerFromChain, WTHelperProvDataFromStateData, WinVerifyTrust,
};

use super::registry::with_nul;
use crate::machine::platform::CodeSignature;

/// The roots of the machine only, because roots added by a user apply only to that user.
pub(super) const OF_THE_MACHINE: HCERTCHAINENGINE = 1 as HCERTCHAINENGINE;

/// Verifies the signature through Windows, without a window or the network. A signer known to be revoked is refused. If
/// nothing is known, as on a new machine, the signature counts: the package must match the official digest, too.
pub fn signature(file: &Path) -> CodeSignature {
    let known = verified(file, WTD_REVOKE_WHOLECHAIN);
    if known.verdict == CERT_E_REVOKED.cast_unsigned() { known } else { verified(file, WTD_REVOKE_NONE) }
}

fn verified(file: &Path, revocation: WINTRUST_DATA_REVOCATION_CHECKS) -> CodeSignature {
    let name = with_nul(file.as_os_str());
    let mut subject = WINTRUST_FILE_INFO {
        cbStruct: size::<WINTRUST_FILE_INFO>(),
        pcwszFilePath: name.as_ptr(),
        ..Default::default()
    };
    let mut question = WINTRUST_DATA {
        cbStruct: size::<WINTRUST_DATA>(),
        dwUIChoice: WTD_UI_NONE,
        fdwRevocationChecks: revocation,
        dwProvFlags: WTD_CACHE_ONLY_URL_RETRIEVAL,
        dwUnionChoice: WTD_CHOICE_FILE,
        Anonymous: WINTRUST_DATA_0 { pFile: &raw mut subject },
        dwStateAction: WTD_STATEACTION_VERIFY,
        ..Default::default()
    };
    let verdict = ask(&mut question);
    let (signer, rooted) = if verdict == 0 { seen(question.hWVTStateData) } else { (None, false) };
    question.dwStateAction = WTD_STATEACTION_CLOSE;
    ask(&mut question);
    CodeSignature { verdict: verdict.cast_unsigned(), signer, rooted }
}

fn ask(question: &mut WINTRUST_DATA) -> i32 {
    let mut action = WINTRUST_ACTION_GENERIC_VERIFY_V2;
    // SAFETY: `question` and everything that it points to outlive the call; no window is needed.
    // https://learn.microsoft.com/windows/win32/api/wintrust/nf-wintrust-winverifytrust
    unsafe { WinVerifyTrust(ptr::null_mut(), &raw mut action, ptr::from_mut(question).cast()) }
}

/// The name of the first signer, and whether its certificate chains to a root of the machine.
fn seen(state: HANDLE) -> (Option<String>, bool) {
    // SAFETY: the state is that of a completed verification that is not yet closed; all data read belongs to it.
    // https://learn.microsoft.com/windows/win32/api/wintrust/nf-wintrust-wthelpergetprovsignerfromchain
    unsafe {
        let provider = WTHelperProvDataFromStateData(state);
        if provider.is_null() {
            return (None, false);
        }
        let signer = WTHelperGetProvSignerFromChain(provider, 0, 0, 0);
        if signer.is_null() || (*signer).csCertChain == 0 || (*signer).pasCertChain.is_null() {
            return (None, false);
        }
        let certificate = (*(*signer).pasCertChain).pCert;
        if certificate.is_null() { (None, false) } else { (name(certificate), is_rooted(certificate, &*signer)) }
    }
}

/// The common name, for display.
///
/// # Safety
/// The certificate must be open.
unsafe fn name(certificate: *const CERT_CONTEXT) -> Option<String> {
    let mut text = [0_u16; 256];
    // SAFETY: the caller guarantees the certificate; `text` has room for 256 units.
    // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certgetnamestringw
    let length = unsafe {
        CertGetNameStringW(certificate, CERT_NAME_SIMPLE_DISPLAY_TYPE, 0, ptr::null(), text.as_mut_ptr(), 256)
    };
    let units = text.get(..(length as usize).checked_sub(1)?)?;
    Some(OsString::from_wide(units).to_string_lossy().into_owned()).filter(|name| !name.is_empty())
}

/// Whether the certificate chains to a root of the machine, as of the time of signing.
///
/// # Safety
/// The certificate must be open, and the signer must belong to it.
unsafe fn is_rooted(certificate: *const CERT_CONTEXT, signer: &CRYPT_PROVIDER_SGNR) -> bool {
    let wanted = CERT_CHAIN_PARA { cbSize: size::<CERT_CHAIN_PARA>(), ..Default::default() };
    let mut chain = ptr::null_mut();
    // SAFETY: the caller guarantees both arguments; what is passed outlives the call, and the chain is freed once.
    // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certgetcertificatechain
    unsafe {
        let store = (*certificate).hCertStore;
        let time = &raw const signer.sftVerifyAsOf;
        let made = CertGetCertificateChain(
            OF_THE_MACHINE,
            certificate,
            time,
            store,
            &raw const wanted,
            0,
            ptr::null(),
            &raw mut chain,
        );
        if made == 0 || chain.is_null() {
            return false;
        }
        let rooted = (*chain).TrustStatus.dwErrorStatus == 0;
        CertFreeCertificateChain(chain);
        rooted
    }
}

pub(super) fn size<T>() -> u32 {
    u32::try_from(size_of::<T>()).unwrap_or(0)
}
