//! A certificate authority for tests, such as a company's proxy has.
use std::sync::Arc;

use rcgen::{BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

/// A certificate authority that is trusted only if configured.
#[derive(Debug)]
pub struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    /// Creates an authority with this common name.
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    /// The certificate in PEM form, for the user's file of extra certificates.
    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// The certificate in DER form.
    pub fn der(&self) -> &[u8] {
        self.certificate.der()
    }

    /// A certificate for `localhost` in DER form, signed by this authority.
    pub fn der_for_localhost(&self) -> Vec<u8> {
        self.for_localhost(&KeyPair::generate().unwrap()).der().to_vec()
    }

    fn for_localhost(&self, key: &KeyPair) -> Certificate {
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.distinguished_name.push(DnType::CommonName, "localhost");
        params.signed_by(key, &self.issuer).unwrap()
    }

    /// The configuration of a server with a certificate for `localhost`.
    pub(super) fn server_config(&self) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let certificate = self.for_localhost(&key);
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        Arc::new(builder.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap())
    }
}
