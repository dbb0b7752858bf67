//! The Merkle tree of the log: its tiles, and how each is verified against the signed head before use.
//!
//! Records are leaves; a node is the hash of the two nodes below it (RFC 6962). A tile contains 256 neighbouring hashes
//! of level 0, 8, 16, …, or fewer at the right edge of the tree:
//!
//! - The tiles of the right edge together determine the root. They are read first, and must yield the signed hash.
//! - Any other tile is full, so its hash is in a tile above it, which is verified before it.
//!
//! No tile is used without one of these two checks. (The reader of `golang.org/x/mod` before 0.40, and its ports, left
//! some tiles unchecked: CVE-2026-56865.)
//!
//! Source: <https://research.swtch.com/tlog>, <https://datatracker.ietf.org/doc/html/rfc6962#section-2.1>.
use std::collections::BTreeMap;

use super::TreeHead;
use crate::base::digest::Hasher;

pub type Hash = [u8; 32];

/// The number of levels that a tile spans.
const HEIGHT: u32 = 8;
const WIDTH: u64 = 1 << HEIGHT;
/// The length of a full tile in bytes.
pub(super) const FULL: usize = 32 << HEIGHT;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tile {
    /// The level, counted from the leaves in steps of eight.
    level: u32,
    /// The position, counted from the left.
    number: u64,
    /// The number of hashes, from 1 to 256.
    width: u64,
}

impl Tile {
    /// Its length in bytes.
    pub(super) fn length(self) -> usize {
        usize::try_from(self.width * 32).unwrap_or(FULL)
    }

    /// The same tile after the tree has grown enough to fill it.
    pub(super) fn full(self) -> Self {
        Self { width: WIDTH, ..self }
    }

    /// The path at which it is served: `tile/8/1/x001/234.p/56`. Source: `golang.org/x/mod/sumdb/tlog` (`Tile.Path`).
    pub(super) fn path(self) -> String {
        let mut number = format!("{:03}", self.number % 1000);
        let mut rest = self.number / 1000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        let part = if self.width < WIDTH { format!(".p/{}", self.width) } else { String::new() };
        format!("tile/{HEIGHT}/{}/{number}{part}", self.level)
    }
}

#[derive(Debug)]
pub(super) enum NotKnown<E> {
    Unread(E),
    Wrong,
}

pub(super) struct HashTree<'a, E> {
    head: TreeHead,
    /// Reads the bytes of a tile, exactly as many as its length.
    read: &'a dyn Fn(Tile) -> Result<Vec<u8>, E>,
    checked: BTreeMap<Tile, Vec<Hash>>,
}

impl<'a, E> HashTree<'a, E> {
    pub(super) fn open(head: TreeHead, read: &'a dyn Fn(Tile) -> Result<Vec<u8>, E>) -> Result<Self, NotKnown<E>> {
        let mut tree = Self { head, read, checked: BTreeMap::new() };
        for tile in edge(head.size) {
            let hashes = tree.unchecked(tile)?;
            tree.checked.insert(tile, hashes);
        }
        if tree.first(head.size)? == head.root { Ok(tree) } else { Err(NotKnown::Wrong) }
    }

    pub(super) fn checked(&self) -> impl Iterator<Item = (Tile, Vec<u8>)> {
        self.checked.iter().map(|(tile, hashes)| (*tile, hashes.concat()))
    }

    pub(super) fn leaf(&mut self, id: u64) -> Result<Hash, NotKnown<E>> {
        self.node(0, id)
    }

    pub(super) fn first(&mut self, size: u64) -> Result<Hash, NotKnown<E>> {
        let mut hash = None;
        // From the right: each set bit of the size is a complete subtree.
        for level in (0..u64::BITS).filter(|level| size >> level & 1 == 1) {
            let left = self.node(level, (size >> level) - 1)?;
            hash = Some(hash.map_or(left, |right| node(&left, &right)));
        }
        Ok(hash.unwrap_or_else(|| hashed(&[])))
    }

    /// The hash of node `number` of a level, which must have a complete subtree.
    fn node(&mut self, level: u32, number: u64) -> Result<Hash, NotKnown<E>> {
        let (tile_level, height) = (level / HEIGHT, level % HEIGHT);
        let first = number << height;
        let hashes = self.tile(tile_level, first / WIDTH)?;
        let from = usize::try_from(first % WIDTH).map_err(|_| NotKnown::Wrong)?;
        hashes.get(from..from + (1 << height)).map(subtree).ok_or(NotKnown::Wrong)
    }

    fn tile(&mut self, level: u32, number: u64) -> Result<&[Hash], NotKnown<E>> {
        let known = self.head.size.checked_shr(level * HEIGHT).unwrap_or_default();
        let width = known.saturating_sub(number * WIDTH).min(WIDTH);
        let tile = Tile { level, number, width };
        if !self.checked.contains_key(&tile) {
            // Partial tiles form the edge, which was read first.
            if width < WIDTH {
                return Err(NotKnown::Wrong);
            }
            let expected = self.node((level + 1) * HEIGHT, number)?;
            let hashes = self.unchecked(tile)?;
            if subtree(&hashes) != expected {
                return Err(NotKnown::Wrong);
            }
            self.checked.insert(tile, hashes);
        }
        self.checked.get(&tile).map(Vec::as_slice).ok_or(NotKnown::Wrong)
    }

    fn unchecked(&self, tile: Tile) -> Result<Vec<Hash>, NotKnown<E>> {
        let bytes = (self.read)(tile).map_err(NotKnown::Unread)?;
        let (hashes, rest) = bytes.as_chunks();
        if hashes.len() as u64 == tile.width && rest.is_empty() { Ok(hashes.to_vec()) } else { Err(NotKnown::Wrong) }
    }
}

/// The partial tiles: at most one per level, at its right end.
fn edge(size: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..u64::BITS / HEIGHT).map(move |level| (level, size >> (level * HEIGHT)));
    let tiles = levels.map(|(level, known)| Tile { level, number: known / WIDTH, width: known % WIDTH });
    tiles.filter(|tile| tile.width > 0)
}

pub(super) fn leaf(text: &[u8]) -> Hash {
    hashed(&[&[0], text])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    hashed(&[&[1], left, right])
}

fn hashed(parts: &[&[u8]]) -> Hash {
    let mut hasher = Hasher::default();
    for part in parts {
        hasher.update(part);
    }
    *hasher.finish().bytes()
}

/// The hash of the subtree above a power of two of nodes.
fn subtree(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::default(),
        [only] => *only,
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            node(&subtree(left), &subtree(right))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tile_paths_are_those_of_go() {
        let path = |level, number, width| Tile { level, number, width }.path();
        assert_eq!(path(0, 0, 256), "tile/8/0/000");
        assert_eq!(path(1, 999, 1), "tile/8/1/999.p/1");
        assert_eq!(path(0, 1_234_067, 255), "tile/8/0/x001/x234/067.p/255");
        assert_eq!(path(0, 112_911, 45), "tile/8/0/x112/911.p/45");
    }

    #[test]
    fn the_edge_has_a_partial_tile_for_each_level() {
        let paths = |size| edge(size).map(Tile::path).collect::<Vec<_>>();
        assert_eq!(paths(1), ["tile/8/0/000.p/1"]);
        assert_eq!(paths(256), ["tile/8/1/000.p/1"]);
        assert_eq!(paths(257), ["tile/8/0/001.p/1", "tile/8/1/000.p/1"]);
        assert_eq!(
            paths(28_905_453),
            ["tile/8/0/x112/911.p/237", "tile/8/1/441.p/15", "tile/8/2/001.p/185", "tile/8/3/000.p/1"]
        );
    }
}
