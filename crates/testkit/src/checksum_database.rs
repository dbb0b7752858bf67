//! A checksum database for tests: honest, or with any kind of lie. The tree is built naively, level by level, so that
//! it shares no code with the tested implementation.
use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::signature::{Ed25519KeyPair, KeyPair as _};

use crate::server::Server;
use crate::server::answer::Hex;
use crate::sha256;

type Hash = [u8; 32];

/// The hash of `go.mod` in every toolchain's module.
const GO_MOD: &str = "h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=";

/// A log of records with its key.
#[derive(Clone, Debug)]
pub struct ChecksumDatabase {
    name: String,
    seed: Hash,
    records: Vec<String>,
    /// The records that are replaced by a lie.
    lies: BTreeMap<usize, String>,
}

impl ChecksumDatabase {
    /// The key follows from the name.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), seed: sha256(name), records: Vec::new(), lies: BTreeMap::new() }
    }

    /// Adds that many records of other modules.
    #[must_use]
    pub fn with_others(mut self, count: usize) -> Self {
        for _ in 0..count {
            let number = self.records.len();
            self.records.push(format!("example.com/m v1.0.{number} h1:0\nexample.com/m v1.0.{number}/go.mod h1:0\n"));
        }
        self
    }

    /// Adds the record of a toolchain such as `go1.27.3.linux-amd64`, whose files hash to `h1`.
    #[must_use]
    pub fn with(mut self, toolchain: &str, h1: &str) -> Self {
        self.records.push(record(toolchain, h1));
        self
    }

    /// Answers requests for a toolchain with the hash `h1` for its files, without a change of the tree.
    #[must_use]
    pub fn lying(mut self, toolchain: &str, h1: &str) -> Self {
        let known = self.records.iter().position(|text| text.contains(&format!("-{toolchain} "))).expect("no record");
        self.lies.insert(known, record(toolchain, h1));
        self
    }

    /// Replaces the key with another one of the same name.
    #[must_use]
    pub fn with_another_key(mut self) -> Self {
        self.seed[0] ^= 1;
        self
    }

    pub fn size(&self) -> usize {
        self.records.len()
    }

    /// As written in GOSUMDB.
    pub fn key(&self) -> String {
        let public = [&[1][..], self.pair().public_key().as_ref()].concat();
        let hash = self.key_hash();
        format!("{}+{}+{}", self.name, Hex(&hash), BASE64_STANDARD.encode(public))
    }

    /// The value of GOSUMDB for this database on `server`.
    pub fn gosumdb(&self, server: &Server) -> String {
        format!("{} {}", self.key(), server.url())
    }

    /// The signed head of the tree of the first `size` records.
    pub fn head(&self, size: usize) -> String {
        self.signed(size, &root(&levels(&self.records[..size])))
    }

    fn signed(&self, size: usize, root: &Hash) -> String {
        let text = format!("go.sum database tree\n{size}\n{}\n", BASE64_STANDARD.encode(root));
        let signature = [&self.key_hash()[..], self.pair().sign(text.as_bytes()).as_ref()].concat();
        format!("{text}\n\u{2014} {} {}\n", self.name, BASE64_STANDARD.encode(signature))
    }

    /// Everything that it serves with `size` records, by path: the head, the tiles, and the records of toolchains.
    pub fn files_at(&self, size: usize) -> BTreeMap<String, Vec<u8>> {
        let levels = levels(&self.records[..size]);
        let (mut files, head) = (tiles(&levels), self.signed(size, &root(&levels)));
        for (id, text) in self.records[..size].iter().enumerate() {
            let Some(version) = text.strip_prefix("golang.org/toolchain ").and_then(|rest| rest.split(' ').next())
            else {
                continue;
            };
            let text = self.lies.get(&id).unwrap_or(text);
            let answer = format!("{id}\n{text}\n{head}");
            files.insert(format!("lookup/golang.org/toolchain@{version}"), answer.into_bytes());
        }
        files.insert("latest".into(), head.into_bytes());
        files
    }

    /// `prefix` is empty or ends with `/`.
    pub fn serve<'a>(&self, server: &'a Server, prefix: &str) -> &'a Server {
        for (path, bytes) in self.files_at(self.size()) {
            server.file(&format!("{prefix}{path}"), bytes);
        }
        server
    }

    /// In the layout of a mirror's `sumdb`.
    pub fn write(&self, folder: &Path) {
        for (path, bytes) in self.files_at(self.size()) {
            let file = folder.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
    }

    fn pair(&self) -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&self.seed).unwrap()
    }

    fn key_hash(&self) -> [u8; 4] {
        let text = [self.name.as_bytes(), b"\n\x01", self.pair().public_key().as_ref()].concat();
        sha256(text)[..4].try_into().unwrap()
    }
}

fn record(toolchain: &str, h1: &str) -> String {
    let module = format!("golang.org/toolchain v0.0.1-{toolchain}");
    format!("{module} {h1}\n{module}/go.mod {GO_MOD}\n")
}

/// The hashes of every complete pair, from the records upwards.
fn levels(records: &[String]) -> Vec<Vec<Hash>> {
    let leaf = |text: &String| sha256([&[0], text.as_bytes()].concat());
    let mut levels: Vec<Vec<Hash>> = vec![records.iter().map(leaf).collect()];
    while let Some(below) = levels.last().filter(|level| level.len() > 1) {
        let above = below.chunks_exact(2).map(|pair| node(&pair[0], &pair[1])).collect();
        levels.push(above);
    }
    levels
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256([&[1], &left[..], right].concat())
}

/// The root: the unpaired hashes at the end of each level, joined from right to left.
fn root(levels: &[Vec<Hash>]) -> Hash {
    let alone = levels.iter().filter(|level| level.len() % 2 == 1).map(|level| level[level.len() - 1]);
    alone.reduce(|right, left| node(&left, &right)).unwrap_or_else(|| sha256([]))
}

/// The tiles of height 8. The last tile of each level is partial.
fn tiles(levels: &[Vec<Hash>]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (level, hashes) in levels.iter().step_by(8).enumerate() {
        for (number, tile) in hashes.chunks(256).enumerate() {
            let name = match number {
                0..1000 => format!("{number:03}"),
                _ => format!("x{:03}/{:03}", number / 1000, number % 1000),
            };
            let part = if tile.len() == 256 { String::new() } else { format!(".p/{}", tile.len()) };
            files.insert(format!("tile/8/{level}/{name}{part}"), tile.concat());
        }
    }
    files
}
