//! The tiles of the tree: from what is kept, else from a place.
//!
//! A tile holds 256 hashes of one level, or fewer at the right edge. `tlog_tiles` checks each against the head of the tree
//! before anything in it is used, and only then are they kept.
use std::cell::{Cell, RefCell};
use std::io;
use std::path::Path;

use tlog_tiles::{Error, HASH_SIZE, Hash, HashReader as _, Tile, TileHashReader, TileReader, tree_hash};

use super::{Head, LookupError, Place};
use crate::effect;
use crate::http::{Get, Http, HttpError};
use crate::report::Cancel;

/// The height of Go's tiles. Source: `golang.org/x/mod/sumdb` (`Client.SetTileHeight`).
const HEIGHT: u8 = 8;
/// The bytes of a tile that is full.
const FULL: usize = HASH_SIZE << HEIGHT;

/// Where tiles are read from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) place: &'a Place,
    /// The folder of what is kept.
    pub(super) kept: &'a Path,
    pub(super) http: &'a Http,
    pub(super) cancel: &'a Cancel,
}

impl Source<'_> {
    /// The hash of record number `id` in the tree that `head` names.
    pub(super) fn record_hash(&self, id: u64, head: Head) -> Result<Hash, LookupError> {
        let index = tlog_tiles::stored_hash_index(0, id);
        let hashes = self.with_tiles(|tiles| TileHashReader::new(head.size, head.root, tiles).read_hashes(&[index]))?;
        hashes.first().copied().ok_or_else(|| self.wrong())
    }

    /// The hash of the first `size` records in the tree that `head` names.
    pub(super) fn hash_of_first(&self, size: u64, head: Head) -> Result<Hash, LookupError> {
        self.with_tiles(|tiles| tree_hash(size, &TileHashReader::new(head.size, head.root, tiles)))
    }

    /// Reads through the tiles that are kept. Where these turn out to be damaged, once more without them.
    fn with_tiles<T>(&self, read: impl Fn(&Tiles<'_>) -> Result<T, Error>) -> Result<T, LookupError> {
        let mut tiles =
            Tiles { source: *self, reads_kept: true, used_kept: Cell::default(), fault: RefCell::default() };
        let mut result = read(&tiles);
        if result.is_err() && tiles.used_kept.get() && tiles.fault.borrow().is_none() {
            tiles.reads_kept = false;
            result = read(&tiles);
        }
        result.map_err(|_| tiles.fault.take().unwrap_or_else(|| self.wrong()))
    }

    fn wrong(&self) -> LookupError {
        LookupError::Proof { place: self.place.base.clone() }
    }
}

/// A reader for `tlog_tiles`, whose error has no room for ours.
struct Tiles<'a> {
    source: Source<'a>,
    reads_kept: bool,
    used_kept: Cell<bool>,
    fault: RefCell<Option<LookupError>>,
}

impl TileReader for Tiles<'_> {
    fn height(&self) -> u8 {
        HEIGHT
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        let read = tiles.iter().map(|tile| self.kept(tile).map_or_else(|| self.fetched(tile), Ok));
        read.collect::<Result<_, _>>().map_err(|fault| {
            self.fault.replace(Some(fault));
            Error::InvalidTile
        })
    }

    fn save_tiles(&self, tiles: &[Tile], bytes: &[Vec<u8>]) {
        for (tile, bytes) in tiles.iter().zip(bytes) {
            keep(self.source.kept, &tile.path(), bytes).ok(); // what cannot be kept is asked for again
        }
    }
}

impl Tiles<'_> {
    fn kept(&self, tile: &Tile) -> Option<Vec<u8>> {
        let read = |tile: &Tile| fs_err::read(self.source.kept.join(tile.path())).ok();
        let whole = || read(&full(tile)).filter(|bytes| bytes.len() == FULL);
        let bytes =
            read(tile).filter(|bytes| bytes.len() == length(tile)).or_else(whole).filter(|_| self.reads_kept)?;
        self.used_kept.set(true);
        Some(bytes[..length(tile)].to_vec())
    }

    /// A tile of the right edge may be gone from a place whose tree has grown: then the full one has its hashes, too.
    fn fetched(&self, tile: &Tile) -> Result<Vec<u8>, LookupError> {
        let bytes = match self.fetch(tile) {
            Err(LookupError::NotThere { .. }) if *tile != full(tile) => self.fetch(&full(tile)),
            fetched => fetched,
        };
        bytes.and_then(|bytes| Ok(bytes.get(..length(tile)).ok_or_else(|| self.source.wrong())?.to_vec()))
    }

    fn fetch(&self, tile: &Tile) -> Result<Vec<u8>, LookupError> {
        read(self.source.http, self.source.place, &tile.path(), FULL, self.source.cancel)
    }
}

/// Reads a file of a place, of at most `limit` bytes.
pub(super) fn read(
    http: &Http,
    place: &Place,
    path: &str,
    limit: usize,
    cancel: &Cancel,
) -> Result<Vec<u8>, LookupError> {
    let not_there = || LookupError::NotThere { place: place.base.clone() };
    let url = place.file(path).ok_or_else(not_there)?;
    match http.read(&Get::new(url), limit, cancel) {
        Ok((_, bytes)) => Ok(bytes),
        Err(HttpError::Status { status: 404 | 410, .. }) => Err(not_there()),
        Err(error @ HttpError::File { .. }) if error.is_missing() => Err(not_there()),
        Err(error) => Err(error.into()),
    }
}

/// Keeps a file that a place has given, under the same path.
pub(super) fn keep(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let file = folder.join(path);
    if fs_err::read(&file).is_ok_and(|kept| kept == bytes) {
        return Ok(());
    }
    effect::create_dir_all(effect::parent(&file))?;
    effect::replace(&file, bytes)
}

fn length(tile: &Tile) -> usize {
    tile.width() as usize * HASH_SIZE
}

fn full(tile: &Tile) -> Tile {
    Tile::new(HEIGHT, tile.level(), tile.level_index(), 1 << HEIGHT, false)
}
