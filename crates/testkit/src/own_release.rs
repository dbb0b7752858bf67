//! Releases of Upgo itself, signed with throw-away keys.
use std::io::{Cursor, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use blake2::{Blake2b512, Digest as _};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::lab::EXE;
use crate::release::here;
use crate::server::Server;
use crate::server::answer::Hex;

/// The file that describes the newest release.
pub const DESCRIPTION: &str = "upgo-update.json";
pub const SIGNATURE: &str = "upgo-update.json.minisig";
/// What a sample program has at its end, followed by its version; see `sample_upgo`.
pub const MARK: &[u8] = b"\nSAMPLE-UPGO ";

/// The comment of a signature, as minisign writes it.
const COMMENT: &str = "timestamp:1790000000\tfile:upgo-update.json\thashed";

/// A key pair for signatures in minisign's format.
#[derive(Debug)]
pub struct Minisign {
    id: [u8; 8],
    pair: Ed25519KeyPair,
}

impl Minisign {
    /// Always the same for a number.
    pub fn new(number: u8) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[number; 32]).unwrap();
        Self { id: [number, 2, 3, 4, 5, 6, 7, 8], pair }
    }

    /// As one word.
    pub fn public(&self) -> String {
        BASE64_STANDARD.encode([&b"Ed"[..], &self.id, self.pair.public_key().as_ref()].concat())
    }

    pub fn public_file(&self) -> String {
        format!("untrusted comment: minisign public key {}\n{}\n", self.id(), self.public())
    }

    /// The id, as `minisign` shows it.
    pub fn id(&self) -> String {
        format!("{:016X}", u64::from_le_bytes(self.id))
    }

    pub fn sign(&self, text: &[u8]) -> String {
        self.sign_for(text, COMMENT)
    }

    /// The file of a signature with another comment, which names the file that it is for.
    pub fn sign_for(&self, text: &[u8], comment: &str) -> String {
        self.sign_hash(b"ED", Blake2b512::digest(text).as_slice(), comment)
    }

    /// The file of a signature of the old kind, over the text itself.
    pub fn sign_as_before(&self, text: &[u8]) -> String {
        self.sign_hash(b"Ed", text, COMMENT)
    }

    fn sign_hash(&self, kind: &[u8], signed: &[u8], comment: &str) -> String {
        let signature = self.pair.sign(signed);
        let both = self.pair.sign(&[signature.as_ref(), comment.as_bytes()].concat());
        format!(
            "untrusted comment: signature from a test\n{}\ntrusted comment: {comment}\n{}\n",
            BASE64_STANDARD.encode([kind, &self.id[..], signature.as_ref()].concat()),
            BASE64_STANDARD.encode(both.as_ref())
        )
    }
}

/// A zip with the programs at its top.
pub fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sample program of this version, and of this kind: `works`, or how it fails. `sample` is the compiled example.
pub fn program(sample: &Path, version: &str, kind: &str) -> Vec<u8> {
    let bytes = std::fs::read(sample).unwrap_or_else(|error| panic!("{}: {error}", sample.display()));
    [&bytes[..], MARK, version.as_bytes(), b" ", kind.as_bytes()].concat()
}

pub fn target() -> String {
    let (os, arch) = here();
    format!("{os}-{arch}")
}

/// The description of a release for this machine, whose package has these bytes.
pub fn describe(folder: &str, version: &str, date: &str, package: &[u8]) -> Value {
    let target = target();
    json!({
        "format": 1,
        "version": version,
        "date": date,
        "minimumVersion": "0.1.0",
        "revokedKeys": [],
        "notes": [{ "version": version, "date": date, "en": ["It is new."], "zh-CN": ["这是新的。"] }],
        "packages": [{
            "target": target,
            "url": format!("{folder}upgo-{version}-{target}.zip"),
            "size": package.len(),
            "sha256": Hex(&crate::sha256(package)).to_string(),
        }],
    })
}

/// Serves a description, signed by `key`.
pub fn serve_description(server: &Server, description: &Value, key: &Minisign) {
    let text = description.to_string();
    server.file(SIGNATURE, key.sign(text.as_bytes()));
    server.file(DESCRIPTION, text);
}

/// Serves a release with these files, signed by `key`.
pub fn serve(server: &Server, key: &Minisign, version: &str, files: &[(&str, &[u8])]) -> Value {
    let bytes = package(files);
    let description = describe(&server.url(), version, "2026-11-01T00:00:00Z", &bytes);
    server.file(&format!("upgo-{version}-{}.zip", target()), bytes);
    serve_description(server, &description, key);
    description
}

/// The names of the programs on this system.
pub fn names() -> [String; 2] {
    ["upgo", "upgo-desktop"].map(|name| format!("{name}{EXE}"))
}
