//! Whether the machine, not only this user, trusts the certificate of a server.
#![expect(unsafe_code, reason = "builds and verifies a chain of certificates")]
use std::{io, ptr};

use windows_sys::Win32::Security::Cryptography::{
    AUTHTYPE_SERVER, CERT_CHAIN_CACHE_END_CERT, CERT_CHAIN_CONTEXT, CERT_CHAIN_PARA,
    CERT_CHAIN_POLICY_IGNORE_ALL_REV_UNKNOWN_FLAGS, CERT_CHAIN_POLICY_PARA, CERT_CHAIN_POLICY_SSL,
    CERT_CHAIN_POLICY_STATUS, CERT_CHAIN_REVOCATION_ACCUMULATIVE_TIMEOUT, CERT_CHAIN_REVOCATION_CHECK_END_CERT,
    CERT_CONTEXT, CERT_STORE_ADD_ALWAYS, CERT_STORE_PROV_MEMORY, CTL_USAGE, CertAddEncodedCertificateToStore,
    CertCloseStore, CertFreeCertificateChain, CertFreeCertificateContext, CertGetCertificateChain, CertOpenStore,
    CertVerifyCertificateChainPolicy, HCERTCHAINENGINE, HCERTSTORE, HTTPSPolicyCallbackData, HTTPSPolicyCallbackData_0,
    USAGE_MATCH_TYPE_AND, X509_ASN_ENCODING, szOID_PKIX_KP_SERVER_AUTH,
};

use super::registry::with_nul;
use super::signature::{OF_THE_MACHINE, size};

/// The time limit for asking whether the certificate was revoked, in milliseconds. No answer does not refuse it.
const PATIENCE: u32 = 5_000;

/// Verifies the certificates that a server sent, its own first, for `host`, a name or an address. Only roots of the
/// machine count, because each of the user's programs can add a root for this user.
/// Source: <https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certverifycertificatechainpolicy>.
pub fn machine_trusts(certificates: &[&[u8]], host: &str) -> io::Result<()> {
    verify(OF_THE_MACHINE, certificates, host)
}

fn verify(engine: HCERTCHAINENGINE, certificates: &[&[u8]], host: &str) -> io::Result<()> {
    let store = CertificateStore::new()?;
    let mut own = None;
    for certificate in certificates {
        let added = store.add(certificate)?;
        own = own.or(Some(added));
    }
    let own = own.ok_or(io::ErrorKind::InvalidData)?;
    let chain = chain(engine, &own, &store)?;
    let mut host = with_nul(host.as_ref());
    let mut server = HTTPSPolicyCallbackData {
        Anonymous: HTTPSPolicyCallbackData_0 { cbSize: size::<HTTPSPolicyCallbackData>() },
        dwAuthType: AUTHTYPE_SERVER,
        fdwChecks: 0,
        pwszServerName: host.as_mut_ptr(),
    };
    let question = CERT_CHAIN_POLICY_PARA {
        cbSize: size::<CERT_CHAIN_POLICY_PARA>(),
        dwFlags: CERT_CHAIN_POLICY_IGNORE_ALL_REV_UNKNOWN_FLAGS,
        pvExtraPolicyPara: (&raw mut server).cast(),
    };
    let mut status = CERT_CHAIN_POLICY_STATUS { cbSize: size::<CERT_CHAIN_POLICY_STATUS>(), ..Default::default() };
    // SAFETY: the chain is open; the question, what it points to and the status outlive the call.
    let done = unsafe {
        CertVerifyCertificateChainPolicy(CERT_CHAIN_POLICY_SSL, chain.0, &raw const question, &raw mut status)
    };
    match status.dwError {
        _ if done == 0 => Err(io::Error::last_os_error()),
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error.cast_signed())),
    }
}

/// The chain from a certificate to a root that `engine` trusts, for a server.
fn chain(engine: HCERTCHAINENGINE, own: &Certificate, store: &CertificateStore) -> io::Result<Chain> {
    let mut usages = [szOID_PKIX_KP_SERVER_AUTH.cast_mut()];
    let mut wanted =
        CERT_CHAIN_PARA { cbSize: size::<CERT_CHAIN_PARA>(), dwUrlRetrievalTimeout: PATIENCE, ..Default::default() };
    wanted.RequestedUsage.dwType = USAGE_MATCH_TYPE_AND;
    wanted.RequestedUsage.Usage = CTL_USAGE { cUsageIdentifier: 1, rgpszUsageIdentifier: usages.as_mut_ptr() };
    let flags =
        CERT_CHAIN_CACHE_END_CERT | CERT_CHAIN_REVOCATION_CHECK_END_CERT | CERT_CHAIN_REVOCATION_ACCUMULATIVE_TIMEOUT;
    let mut chain = ptr::null_mut();
    // SAFETY: the certificate and the store are open; what is passed outlives the call, and the chain is freed once.
    // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certgetcertificatechain
    let made = unsafe {
        CertGetCertificateChain(
            engine,
            own.0,
            ptr::null(),
            store.0,
            &raw const wanted,
            flags,
            ptr::null(),
            &raw mut chain,
        )
    };
    if made == 0 || chain.is_null() { Err(io::Error::last_os_error()) } else { Ok(Chain(chain)) }
}

/// A store in memory, for the certificates that the server sent.
struct CertificateStore(HCERTSTORE);

impl CertificateStore {
    fn new() -> io::Result<Self> {
        // SAFETY: a store of this kind needs no other argument.
        // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certopenstore
        let store = unsafe { CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, ptr::null()) };
        if store.is_null() { Err(io::Error::last_os_error()) } else { Ok(Self(store)) }
    }

    fn add(&self, certificate: &[u8]) -> io::Result<Certificate> {
        let length = u32::try_from(certificate.len()).map_err(io::Error::other)?;
        let mut context: *mut CERT_CONTEXT = ptr::null_mut();
        // SAFETY: the store is open; `certificate` has `length` bytes; the result outlives the call.
        // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certaddencodedcertificatetostore
        let added = unsafe {
            CertAddEncodedCertificateToStore(
                self.0,
                X509_ASN_ENCODING,
                certificate.as_ptr(),
                length,
                CERT_STORE_ADD_ALWAYS,
                &raw mut context,
            )
        };
        if added == 0 { Err(io::Error::last_os_error()) } else { Ok(Certificate(context)) }
    }
}

impl Drop for CertificateStore {
    fn drop(&mut self) {
        // SAFETY: the store was opened here and is closed once. Certificates that are still open keep it alive.
        // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certclosestore
        unsafe { CertCloseStore(self.0, 0) };
    }
}

struct Certificate(*mut CERT_CONTEXT);

impl Drop for Certificate {
    fn drop(&mut self) {
        // SAFETY: it was returned to this code and is freed once.
        // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certfreecertificatecontext
        unsafe { CertFreeCertificateContext(self.0) };
    }
}

struct Chain(*mut CERT_CHAIN_CONTEXT);

impl Drop for Chain {
    fn drop(&mut self) {
        // SAFETY: it was returned to this code and is freed once.
        // https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certfreecertificatechain
        unsafe { CertFreeCertificateChain(self.0) };
    }
}

#[cfg(test)]
mod tests {
    use std::mem::ManuallyDrop;
    use std::path::Path;
    use std::process::Command;

    use upgo_testkit::server::Authority;
    use windows_sys::Win32::Security::Cryptography::{
        CERT_STORE_PROV_SYSTEM_W, CERT_SYSTEM_STORE_LOCAL_MACHINE, CertDeleteCertificateFromStore,
    };
    use winreg::RegKey;
    use winreg::enums::HKEY_LOCAL_MACHINE;

    use super::*;
    use crate::machine::platform::is_elevated;

    /// The folder with the two certificates, for the process that judges them.
    const JUDGE: &str = "UPGO_TEST_CHAIN";
    const OF_THE_USER: HCERTCHAINENGINE = ptr::null_mut();

    /// A root that is trusted for as long as this value exists.
    struct Added {
        context: *mut CERT_CONTEXT,
        _store: CertificateStore,
    }

    impl Added {
        /// Adds a certificate to the roots of the user, or of the machine.
        fn to(place: u32, certificate: &[u8]) -> io::Result<Self> {
            let name = with_nul("Root".as_ref());
            // SAFETY: the name ends with NUL and outlives the call.
            let store = unsafe { CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, place, name.as_ptr().cast()) };
            if store.is_null() {
                return Err(io::Error::last_os_error());
            }
            let store = CertificateStore(store);
            let added = ManuallyDrop::new(store.add(certificate)?); // deleting it from the store frees it
            Ok(Self { context: added.0, _store: store })
        }
    }

    impl Drop for Added {
        fn drop(&mut self) {
            // SAFETY: the context is open and belongs to the store, which is open; the call frees it.
            unsafe { CertDeleteCertificateFromStore(self.context) };
        }
    }

    /// Whether the user and the machine trust the certificate. Asked in a new process, because Wine reads the roots once.
    #[expect(clippy::disallowed_methods, reason = "a test starts itself")]
    fn judged(folder: &Path) -> String {
        let mut itself = Command::new(std::env::current_exe().unwrap());
        itself.args(["only_roots_of_the_machine_count", "--nocapture"]).env(JUDGE, folder);
        let output = String::from_utf8(itself.output().unwrap().stdout).unwrap();
        let line = output.lines().find_map(|line| line.split_once("JUDGED "));
        line.unwrap_or_else(|| panic!("{output}")).1.to_owned()
    }

    fn judge(folder: &Path) {
        let [own, root] = ["own", "root"].map(|name| fs_err::read(folder.join(name)).unwrap());
        let certificates = [&*own, &*root];
        let trusts = |engine, host| verify(engine, &certificates, host).is_ok();
        assert!(machine_trusts(&certificates, "other.example").is_err() && !trusts(OF_THE_USER, "other.example"));
        println!("\nJUDGED user {}, machine {}", trusts(OF_THE_USER, "localhost"), trusts(OF_THE_MACHINE, "localhost"));
    }

    #[test]
    fn only_roots_of_the_machine_count() {
        if let Some(folder) = std::env::var_os(JUDGE) {
            return judge(folder.as_ref());
        }
        let (lab, authority) = (tempfile::tempdir().unwrap(), Authority::new("Upgo Test Root"));
        fs_err::write(lab.path().join("own"), authority.der_for_localhost()).unwrap();
        fs_err::write(lab.path().join("root"), authority.der()).unwrap();
        assert_eq!(judged(lab.path()), "user false, machine false");
        let is_wine = RegKey::predef(HKEY_LOCAL_MACHINE).open_subkey(r"Software\Wine").is_ok();
        if is_wine {
            return println!("SKIPPED: Wine takes its roots from Linux, and ignores those that are added");
        }
        println!("SKIPPED: Windows asks a person before it adds a root for a user");
        if std::env::var_os("UPGO_TEST_MACHINE").is_none() || !is_elevated() {
            return println!("SKIPPED: this changes the whole machine; set UPGO_TEST_MACHINE=1 if that is allowed");
        }
        let _added = Added::to(CERT_SYSTEM_STORE_LOCAL_MACHINE, authority.der()).unwrap();
        assert_eq!(judged(lab.path()), "user true, machine true");
    }
}
