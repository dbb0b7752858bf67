//! The source of tiles: the cache, then a server. Tiles are cached once they are verified.
use std::cell::Cell;
use std::io;
use std::path::Path;
use std::time::Instant;

use super::tree::{self, Hash, HashTree, NotKnown, Tile};
use super::{DatabaseSource, LookupError, SourceKind, TreeHead};
use crate::base::report::Cancel;
use crate::machine::effect;
use crate::net::http::{Get, Http, HttpError, Purpose};

#[derive(Clone, Copy)]
pub(super) struct TileSource<'a> {
    pub(super) place: &'a DatabaseSource,
    pub(super) kept: &'a Path,
    pub(super) http: &'a Http,
    /// The deadline for all answers of the place.
    pub(super) by: Instant,
    pub(super) cancel: &'a Cancel,
}

impl TileSource<'_> {
    pub(super) fn leaf(&self, id: u64, head: TreeHead) -> Result<Hash, LookupError> {
        self.ask(head, |tree| tree.leaf(id))
    }

    pub(super) fn first(&self, size: u64, head: TreeHead) -> Result<Hash, LookupError> {
        self.ask(head, |tree| tree.first(size))
    }

    /// Queries the tree through the cached tiles. If these turn out to be damaged, queries it again without them.
    fn ask(
        &self,
        head: TreeHead,
        question: impl Fn(&mut HashTree<'_, LookupError>) -> Result<Hash, NotKnown<LookupError>>,
    ) -> Result<Hash, LookupError> {
        let used_kept = Cell::new(false);
        let kept = |tile: Tile| self.kept(tile).inspect(|_| used_kept.set(true));
        let mut answer = self.answer(head, &question, &|tile| kept(tile).map_or_else(|| self.fetch(tile), Ok));
        if used_kept.get() && matches!(answer, Err(NotKnown::Wrong)) {
            answer = self.answer(head, &question, &|tile| self.fetch(tile));
        }
        answer.map_err(|error| match error {
            NotKnown::Unread(error) => error,
            NotKnown::Wrong => LookupError::Proof { place: Box::new(self.place.base.clone()) },
        })
    }

    fn answer(
        &self,
        head: TreeHead,
        question: impl Fn(&mut HashTree<'_, LookupError>) -> Result<Hash, NotKnown<LookupError>>,
        read: &dyn Fn(Tile) -> Result<Vec<u8>, LookupError>,
    ) -> Result<Hash, NotKnown<LookupError>> {
        let mut tree = HashTree::open(head, read)?;
        let answer = question(&mut tree)?;
        // The cache is itself a place, and reading it changes nothing.
        for (tile, bytes) in tree.checked().filter(|_| self.place.kind != SourceKind::Own) {
            keep(self.kept, &tile.path(), &bytes).ok(); // if it cannot be cached, it is fetched again next time
        }
        Ok(answer)
    }

    fn kept(&self, tile: Tile) -> Option<Vec<u8>> {
        let read = |tile: Tile| {
            let bytes = fs_err::read(self.kept.join(tile.path())).ok()?;
            (bytes.len() == tile.length()).then_some(bytes)
        };
        let mut bytes = read(tile).or_else(|| read(tile.full()))?;
        bytes.truncate(tile.length());
        Some(bytes)
    }

    /// A partial tile may be gone from a place whose tree has grown. The full tile then also contains its hashes.
    fn fetch(&self, tile: Tile) -> Result<Vec<u8>, LookupError> {
        let fetch = |tile: Tile| read(self, &tile.path(), tree::FULL);
        match fetch(tile) {
            Err(LookupError::NotThere { .. }) if tile != tile.full() => {
                let mut bytes = fetch(tile.full())?;
                bytes.truncate(tile.length());
                Ok(bytes)
            }
            fetched => fetched,
        }
    }
}

pub(super) fn read(source: &TileSource<'_>, path: &str, limit: usize) -> Result<Vec<u8>, LookupError> {
    let TileSource { place, http, by, cancel, .. } = source;
    let not_there = || LookupError::NotThere { place: Box::new(place.base.clone()) };
    match http.read(&Get { by: Some(*by), ..Get::new(Purpose::Proof, place.file(path)) }, limit, cancel) {
        Ok((_, bytes)) => Ok(bytes),
        Err(HttpError::Status { status: 404 | 410, .. }) => Err(not_there()),
        Err(error @ HttpError::File { .. }) if error.is_missing() => Err(not_there()),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn keep(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let file = folder.join(path);
    if fs_err::read(&file).is_ok_and(|kept| kept == bytes) {
        return Ok(());
    }
    effect::create_dir_all(effect::parent(&file))?;
    effect::replace(&file, bytes)
}
