//! TLS: the trust of the operating system (this user's, or only the machine's), plus one extra file. The error names
//! the issuer of an untrusted certificate: a company's proxy or a virus scanner, which intercepts the connection.
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
use crate::base::{bounded, display};
use crate::machine::platform;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roots {
    /// Those that this user trusts: those of the machine, and those that the user or one of the user's programs added.
    User,
    /// Those of the machine, which only administrators can add to. Windows only.
    Machine,
}

#[derive(Clone, Debug)]
pub(super) struct Untrusted {
    /// As `CN=…,O=…`; `None` if it cannot be read.
    pub(super) issuer: Option<String>,
    pub(super) reason: String,
}

impl fmt::Display for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for Untrusted {}

impl Untrusted {
    /// `None` if TLS did not fail.
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

pub(super) fn client_config(roots: Roots, ca_file: Option<&Path>) -> Result<ClientConfig, HttpError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let trust = Trust::new(roots, ca_file, &provider)?;
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(HttpError::start)?
        .dangerous() // required for any custom verifier; `Trust` accepts nothing that neither side trusts
        .with_custom_certificate_verifier(Arc::new(trust))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// For a client that never uses https. It costs nothing to create.
pub(super) fn trusting_nobody() -> Result<ClientConfig, HttpError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(builder.map_err(HttpError::start)?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Trusts the system's certificates, else those of the extra file, which have a verifier of their own: passed to
/// Windows, they would need a kind of chain engine that not every version has. An error names the issuer.
#[derive(Debug)]
struct Trust {
    /// `None` on a machine without certificates, which has only the extra ones.
    system: Option<SystemVerifier>,
    extra: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

#[derive(Debug)]
enum SystemVerifier {
    User(Verifier),
    Machine,
}

impl SystemVerifier {
    fn verify(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<(), String> {
        match self {
            Self::User(verifier) => verifier
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
                .map(drop)
                .map_err(|error| error.to_string()),
            Self::Machine => {
                let certificates: Vec<&[u8]> =
                    [end_entity].into_iter().chain(intermediates).map(AsRef::as_ref).collect();
                platform::machine_trusts(&certificates, &server_name.to_str()).map_err(|error| error.to_string())
            }
        }
    }
}

impl Trust {
    fn new(roots: Roots, ca_file: Option<&Path>, provider: &Arc<CryptoProvider>) -> Result<Self, HttpError> {
        let extra = ca_file.map(|file| extra_verifier(file, provider)).transpose()?;
        let system = match roots {
            Roots::Machine => Some(SystemVerifier::Machine),
            Roots::User => match Verifier::new(Arc::clone(provider)) {
                Err(error) if extra.is_none() => return Err(HttpError::start(error)),
                system => system.ok().map(SystemVerifier::User),
            },
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
        let system = self.system.as_ref();
        let by_system = system.map(|system| system.verify(end_entity, intermediates, server_name, ocsp_response, now));
        if by_system == Some(Ok(())) {
            return Ok(ServerCertVerified::assertion());
        }
        let verify = |extra: &WebPkiServerVerifier| {
            extra.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        let by_extra = match self.extra.as_deref().map(verify) {
            Some(Ok(verified)) => return Ok(verified),
            Some(Err(error)) => Some(error.to_string()),
            None => None,
        };
        let refusal = by_system.and_then(Result::err).or(by_extra);
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

pub(crate) fn check_ca_file(path: &Path) -> Result<(), HttpError> {
    extra_verifier(path, &Arc::new(rustls::crypto::ring::default_provider())).map(drop)
}

/// In bytes, far above any real file of certificates.
const LARGEST: u64 = 16 << 20;

/// The file must hold at least one certificate.
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

pub(super) fn issuer(certificate: &CertificateDer<'_>) -> Option<String> {
    let certificate = x509_cert::Certificate::from_der(certificate).ok()?;
    let name = certificate.tbs_certificate().issuer().to_string();
    let plain: String = display::one_line(name).chars().take(200).collect();
    (!plain.is_empty()).then_some(plain)
}
