//! An honest database.
use proptest::prelude::*;
use upgo_engine::released::checksum_database::{DatabaseSource, History, LookupError, SourceKind};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::server::{Act, Server};

use super::lab::{GO, H1, Lab, database};

#[test]
fn a_record_is_proven_in_trees_of_every_shape() {
    for (before, after) in [
        (0, 0),
        (0, 1),
        (1, 0),
        (0, 254),
        (254, 0),
        (255, 0),
        (128, 127),
        (256, 0),
        (0, 256),
        (255, 1),
        (1000, 24),
        (69_999, 0),
        (3, 69_996),
        (65_535, 65_537),
    ] {
        let lab = Lab::with(&database(before, after));
        let found = lab.ask().unwrap_or_else(|error| panic!("{before}, {after}: {error}"));
        let size = (before + after + 1) as u64;
        assert_eq!((found.record, found.tree_size, &*found.h1), (before as u64, size, H1));
        assert_eq!((found.history, &*found.database), (History::First, "sum.example.com"));
        assert_eq!(lab.seen(), Some(size));
    }
}

#[test]
fn a_growing_tree_continues_the_last_known_one() {
    let mut lab = Lab::with(&database(300, 0));
    lab.ask().unwrap();
    for after in [1, 211, 212, 255, 300, 70_000] {
        let grown = database(300, after);
        lab.server = Server::start();
        lab.gosumdb = grown.gosumdb(&lab.server);
        grown.serve(&lab.server, "");
        let found = lab.ask_without_cache().unwrap();
        assert_eq!((found.history, found.tree_size), (History::Continues, 301 + after as u64));
        assert_eq!(lab.seen(), Some(301 + after as u64));
    }
}

#[test]
fn a_proven_record_is_proven_again_offline() {
    let lab = Lab::with(&database(300, 7));
    lab.ask().unwrap();
    let asked = lab.server.requests().len();
    let found = lab.ask().unwrap();
    assert_eq!((&*found.h1, found.history, lab.server.requests().len()), (H1, History::Continues, asked));
}

#[test]
fn cached_tiles_are_not_requested_again() {
    let other = "go1.27.2.linux-amd64";
    let lab = Lab::with(&database(300, 7).with(other, H1).with_others(9));
    lab.ask().unwrap();
    let asked = lab.server.requests().len();
    lab.ask_for(other).unwrap();
    let paths: Vec<_> = lab.server.requests().into_iter().skip(asked).map(|request| request.path).collect();
    assert_eq!(paths, [format!("lookup/golang.org/toolchain@v0.0.1-{other}")]);
}

#[test]
fn a_damaged_cached_tile_is_downloaded_again() {
    let other = "go1.27.2.linux-amd64";
    let lab = Lab::with(&database(300, 7).with(other, H1));
    lab.ask().unwrap();
    let tile = lab.kept().join("tile/8/0/001.p/53");
    let good = std::fs::read(&tile).unwrap();
    for bad in [vec![7; good.len()], good[1..].to_vec(), Vec::new()] {
        std::fs::write(&tile, bad).unwrap();
        assert!(lab.ask_for(other).is_ok());
        assert_eq!(std::fs::read(&tile).unwrap(), good);
    }
}

#[test]
fn a_missing_partial_tile_is_taken_from_the_full_one() {
    let (old, grown) = (database(300, 7), database(300, 70_000));
    let lab = Lab::trusting(&old);
    let tiles = grown.files_at(grown.size()).into_iter().filter(|(path, _)| path.starts_with("tile"));
    let lookups = old.files_at(old.size()).into_iter().filter(|(path, _)| path.starts_with("lookup"));
    for (path, bytes) in tiles.chain(lookups) {
        lab.server.file(&path, bytes);
    }
    lab.server.file("tile/8/1/000.p/1", old.files_at(old.size())["tile/8/1/000.p/1"].clone());
    assert_eq!(lab.ask().unwrap().h1, H1);
}

#[test]
fn a_mirror_folder_can_replace_the_database() {
    let database = database(300, 7);
    let mut lab = Lab::trusting(&database);
    database.write(&lab.mirror("mirror"));
    assert!(lab.ask().unwrap().place.as_str().ends_with("/mirror/sumdb/sum.example.com/"));
    assert_eq!(lab.server.requests().len(), 0);
}

#[test]
fn a_goproxy_can_replace_an_unreachable_database() {
    let database = ChecksumDatabase::new("localhost:1").with_others(300).with(GO, H1);
    let mut lab = Lab::trusting(&database);
    lab.gosumdb = database.key();
    lab.goproxy = format!("{},direct", lab.server.url());
    database.serve(&lab.server, "sumdb/localhost:1/").file("sumdb/localhost:1/supported", "");
    assert_eq!(lab.ask().unwrap().place.as_str(), format!("{}sumdb/localhost:1/", lab.server.url()));
}

#[test]
fn the_place_that_answered_last_is_asked_first_next_time() {
    let database = database(300, 7);
    let mut lab = Lab::trusting(&database);
    let proxy = Server::start();
    database.serve(&proxy, "sumdb/sum.example.com/").file("sumdb/sum.example.com/supported", "");
    let place = |server: &Server, path: &str, kind| DatabaseSource {
        base: format!("{}{path}", server.url()).parse().unwrap(),
        kind,
    };
    let dead = place(&lab.server, "", SourceKind::Server);
    lab.places = vec![dead, place(&proxy, "sumdb/sum.example.com/", SourceKind::Proxy)];
    lab.ask_without_cache().unwrap();
    let asked = lab.server.requests().len();
    lab.ask_without_cache().unwrap();
    assert_eq!((asked > 0, lab.server.requests().len()), (true, asked));
}

#[test]
fn a_goproxy_that_does_not_support_the_database_is_not_asked_for_records() {
    let database = ChecksumDatabase::new("localhost:1").with(GO, H1);
    let mut lab = Lab::trusting(&database);
    lab.gosumdb = database.key();
    database.serve(&lab.server, "sumdb/localhost:1/");
    lab.goproxy = lab.server.url();
    let failures = lab.fails();
    assert!(matches!(failures[..], [LookupError::Unreachable { .. }, LookupError::NotThere { .. }]), "{failures:?}");
    assert_eq!(lab.server.requests().len(), 1);
}

#[test]
fn a_failing_place_is_skipped_for_the_next_one() {
    let database = database(3, 3);
    let mut lab = Lab::trusting(&database);
    let mirror = Server::start();
    mirror.always("sumdb/sum.example.com/lookup/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64", Act::Status(503));
    lab.mirrors.push(mirror.url().parse().unwrap());
    database.serve(&lab.server, "");
    assert_eq!(lab.ask().unwrap().place.as_str(), lab.server.url());
    assert_eq!(mirror.requests().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    #[ignore = "long"]
    fn any_record_is_proven_and_any_tree_continues_any_smaller_one(
        before in 0_usize..700, between in 0_usize..700, after in 0_usize..700,
    ) {
        let small = database(before, between);
        let mut lab = Lab::with(&small);
        prop_assert_eq!(lab.ask().unwrap().record, before as u64);
        let large = small.with_others(after);
        lab.server = Server::start();
        lab.gosumdb = large.gosumdb(&lab.server);
        large.serve(&lab.server, "");
        let found = lab.ask_without_cache().unwrap();
        prop_assert_eq!((found.tree_size, found.history), (large.size() as u64, History::Continues));
    }
}
