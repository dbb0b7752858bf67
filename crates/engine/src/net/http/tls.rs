//! TLS: the trust of the operating system, plus one extra file. The error for an untrusted certificate names its
//! issuer, because that name (a company's proxy, a virus scanner) tells the user who intercepts the connection.
use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;
use x509_cert::der::Decode as _;

use super::HttpError;
use crate::bounded;

/// A certificate that this machine does not trust.
#[derive(Clone, Debug)]
pub(super) struct Untrusted {
    /// The issuer, as `CN=…,O=…`; `None` if it cannot be read.
    pub(super) issuer: Option<String>,
    /// Why it is not trusted.
    pub(super) reason: String,
}

impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for Untrusted {}

impl Untrusted {
    /// Finds the TLS error among the causes of an error; `None` if TLS did not fail.
    pub(super) fn find(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(tls) = error.downcast_ref::<rustls::Error>() {
                return Some(Self::of(tls));
            }
            // The source of an `io::Error` is that of its inner error, so the inner error itself would be skipped.
            let inner = error.downcast_ref::<io::Error>().and_then(|error| error.get_ref());
            cause = inner.map_or_else(|| error.source(), |inner| Some(inner));
        }
        None
    }

    fn of(error: &rustls::Error) -> Self {
        if let rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(other))) = error
            && let Some(untrusted) = other.downcast_ref::<Self>()
        {
            return untrusted.clone();
        }
        Self { issuer: None, reason: error.to_string() }
    }
}

/// The configuration for https, which trusts the operating system's certificates and those in `ca_file`.
pub(super) fn client_config(ca_file: Option<&Path>) -> Result<ClientConfig, HttpError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let trust = Trust::new(ca_file, &provider)?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(HttpError::start)?
        .dangerous() // required for any custom verifier; `Trust` accepts nothing that neither side trusts
        .with_custom_certificate_verifier(Arc::new(trust))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The configuration for a client that never uses https. It trusts no certificate, and costs nothing to create.
pub(super) fn trusting_nobody() -> Result<ClientConfig, HttpError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(builder.map_err(HttpError::start)?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Trusts the operating system's certificates, otherwise those of the extra file. An error names the issuer.
///
/// The extra certificates have their own verifier, which is the same on every system. Passed to Windows, they would
/// need a kind of chain engine that not every Windows version has.
#[derive(Debug)]
struct Trust {
    /// `None` on a machine without certificates, which has only the extra ones.
    system: Option<Verifier>,
    extra: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Trust {
    fn new(ca_file: Option<&Path>, provider: &Arc<CryptoProvider>) -> Result<Self, HttpError> {
        let extra = ca_file.map(|file| extra_verifier(file, provider)).transpose()?;
        let system = match Verifier::new(Arc::clone(provider)) {
            Err(error) if extra.is_none() => return Err(HttpError::start(error)),
            system => system.ok(),
        };
        Ok(Self { system, extra, algorithms: provider.signature_verification_algorithms })
    }
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let system = self.system.as_ref().map(|verifier| verifier as &dyn ServerCertVerifier);
        let extra = self.extra.as_deref().map(|verifier| verifier as &dyn ServerCertVerifier);
        let mut refusal = None;
        for verifier in system.into_iter().chain(extra) {
            match verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
                Ok(verified) => return Ok(verified),
                Err(error) => refusal = refusal.or(Some(error.to_string())),
            }
        }
        let untrusted = Untrusted { issuer: issuer(end_entity), reason: refusal.unwrap_or_default() };
        Err(rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(untrusted)))))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Refuses a file whose certificates cannot be used.
pub(crate) fn check_ca_file(path: &Path) -> Result<(), HttpError> {
    extra_verifier(path, &Arc::new(rustls::crypto::ring::default_provider())).map(drop)
}

/// The size limit in bytes, far above any real file of certificates.
const LARGEST: u64 = 16 << 20;

/// Trusts the certificates in a file, which must hold at least one.
fn extra_verifier(path: &Path, provider: &Arc<CryptoProvider>) -> Result<Arc<WebPkiServerVerifier>, HttpError> {
    let unreadable = |source| HttpError::CaFile { path: path.to_owned(), source };
    let invalid = |error: Box<dyn Error + Send + Sync>| unreadable(io::Error::new(io::ErrorKind::InvalidData, error));
    let text = bounded::read(path, LARGEST).map_err(unreadable)?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&text) {
        let certificate = certificate.map_err(|error| invalid(error.into()))?;
        roots.add(certificate).map_err(|error| invalid(error.into()))?;
    }
    if roots.is_empty() {
        return Err(invalid("it contains no certificate in PEM format".into()));
    }
    let builder = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
    builder.build().map_err(|error| invalid(error.into()))
}

/// The issuer of a certificate, for display.
pub(super) fn issuer(certificate: &CertificateDer<'_>) -> Option<String> {
    let certificate = x509_cert::Certificate::from_der(certificate).ok()?;
    let name = certificate.tbs_certificate().issuer().to_string();
    let plain: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    (!plain.is_empty()).then_some(plain)
}
