//! A database, or somebody on the way, that does not tell the truth. Nothing of it is believed or kept.
use upgo_engine::checksum_database::{LookupError, Place, PlaceKind};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::server::{Act, Server};

use super::lab::{GO, H1, Lab, database};
use crate::network::support::{hasty, url};

const OTHER: &str = "h1:owmNw4SPM9h46FGOeGJVUWzFEEDSmO6g7gAtWoXp28s=";
const LOOKUP: &str = "lookup/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64";

/// The one failure of the one place, after which nothing is remembered.
fn failure(lab: &Lab) -> LookupError {
    let mut failures = lab.fails();
    assert_eq!((failures.len(), lab.seen()), (1, None), "{failures:?}");
    assert!(!lab.kept().join(LOOKUP).exists());
    failures.remove(0)
}

#[test]
fn a_record_that_is_not_the_one_in_the_tree_is_found_out() {
    for (before, after) in [(0, 0), (0, 1), (300, 7), (256, 0)] {
        let lab = Lab::with(&database(before, after).lying(GO, OTHER));
        let error = failure(&lab);
        assert!(matches!(error, LookupError::Proof { .. }), "{error:?}");
    }
}

#[test]
fn a_record_under_the_number_of_another_one_is_found_out() {
    let database = database(300, 7);
    let answer = String::from_utf8(database.files_at(database.size())[LOOKUP].clone()).unwrap();
    for number in ["299", "301", "307", "308", "18446744073709551615"] {
        let lab = Lab::with(&database);
        lab.server.file(LOOKUP, answer.replacen("300", number, 1));
        let error = failure(&lab);
        assert!(matches!(error, LookupError::Proof { .. }), "{number}: {error:?}");
    }
}

#[test]
fn a_tile_with_another_byte_is_found_out_wherever_it_is() {
    let database = database(300, 70_000);
    let files = database.files_at(database.size());
    let honest = Lab::serving(&database, &files);
    honest.ask().unwrap();
    let tiles: Vec<_> =
        honest.server.requests().into_iter().map(|it| it.path).filter(|it| it.contains("tile")).collect();
    assert!(tiles.len() >= 4, "{tiles:?}");
    for tile in tiles {
        for act in [Act::WrongBytes, Act::Page] {
            let lab = Lab::serving(&database, &files);
            lab.server.always(&tile, act);
            let error = failure(&lab);
            assert!(matches!(error, LookupError::Proof { .. }), "{tile}: {error:?}");
            assert!(!lab.kept().join("tile").exists(), "{tile}");
        }
    }
}

#[test]
fn a_hash_beside_the_record_is_not_taken_for_it() {
    let database = database(300, 7);
    let answer = String::from_utf8(database.files_at(database.size())[LOOKUP].clone()).unwrap();
    let line = format!("golang.org/toolchain v0.0.1-{GO} {OTHER}\n");
    for changed in [
        format!("{answer}{line}"),
        answer.replacen("\n\n\u{2014}", &format!("\n\n{line}\u{2014}"), 1),
        answer.replacen("300\n", &format!("300\n{line}"), 1),
        answer.replacen("\n\ngo.sum", &format!("\n{line}\ngo.sum"), 1),
        answer.replacen("\n\n", &format!("\n\n{line}\n"), 1),
    ] {
        assert_ne!(changed, answer);
        let lab = Lab::with(&database);
        lab.server.file(LOOKUP, changed);
        assert_eq!(lab.ask().map_or_else(|_| H1.to_owned(), |found| found.h1), H1);
    }
}

#[test]
fn a_head_that_another_key_has_signed_is_found_out() {
    let lab = Lab::trusting(&database(300, 7));
    database(300, 7).with_another_key().serve(&lab.server, "");
    let error = failure(&lab);
    assert!(matches!(error, LookupError::Signature { .. }), "{error:?}");
}

#[test]
fn a_head_that_was_changed_after_it_was_signed_is_found_out() {
    let database = database(300, 7);
    let answer = String::from_utf8(database.files_at(database.size())[LOOKUP].clone()).unwrap();
    for (from, to) in
        [("\n308\n", "\n309\n"), ("\u{2014} sum.example.com", "\u{2014} sum.example.org"), ("tree\n308", "tree\n307")]
    {
        let lab = Lab::with(&database);
        lab.server.file(LOOKUP, answer.replacen(from, to, 1));
        let error = failure(&lab);
        assert!(matches!(error, LookupError::Signature { .. }), "{error:?}");
    }
}

#[test]
fn a_database_of_another_name_is_not_this_one() {
    let lab = Lab::trusting(&database(300, 7));
    ChecksumDatabase::new("sum.example.org").with(GO, H1).serve(&lab.server, "");
    let error = failure(&lab);
    assert!(matches!(error, LookupError::Signature { .. }), "{error:?}");
}

#[test]
fn the_record_of_another_toolchain_is_no_answer() {
    let other = "go1.27.2.linux-amd64";
    let database = database(300, 7).with(other, H1);
    let lab = Lab::with(&database);
    let answer = database.files_at(database.size())[&LOOKUP.replace("27.3", "27.2")].clone();
    lab.server.file(LOOKUP, answer);
    let error = failure(&lab);
    assert!(matches!(error, LookupError::NotRecord { .. }), "{error:?}");
}

#[test]
fn rubbish_is_no_answer() {
    let database = database(300, 7);
    let answer = database.files_at(database.size())[LOOKUP].clone();
    for rubbish in [Vec::new(), vec![b'\n'; 9000], vec![0xff; 100], answer[..200].to_vec(), b"300\n".to_vec()] {
        let lab = Lab::with(&database);
        lab.server.file(LOOKUP, rubbish);
        let error = failure(&lab);
        assert!(matches!(error, LookupError::NotRecord { .. } | LookupError::Signature { .. }), "{error:?}");
    }
    let lab = Lab::with(&database);
    lab.server.always(LOOKUP, Act::Page);
    assert!(matches!(failure(&lab), LookupError::NotRecord { .. }));
    let lab = Lab::with(&database);
    lab.server.file(LOOKUP, vec![b'1'; 1 << 20]);
    assert!(matches!(failure(&lab), LookupError::Unreachable { .. }));
}

#[test]
fn a_record_that_is_not_there_is_told_from_a_place_that_does_not_answer() {
    let database = ChecksumDatabase::new("sum.example.com").with_others(4);
    assert!(matches!(failure(&Lab::with(&database)), LookupError::NotThere { .. }));
    for (act, is_missing) in [
        (Act::Status(410), true),
        (Act::Status(403), false),
        (Act::Status(500), false),
        (Act::DropAfter(20), false),
        (Act::Redirect("http://192.0.2.1/".into()), false),
    ] {
        let lab = Lab::with(&super::lab::database(300, 7));
        lab.server.always(LOOKUP, act.clone());
        let error = failure(&lab);
        let expected = if is_missing {
            matches!(error, LookupError::NotThere { .. })
        } else {
            matches!(error, LookupError::Unreachable { .. })
        };
        assert!(expected, "{act:?}: {error:?}");
    }
}

#[test]
fn a_place_that_drips_is_left_for_the_next_one() {
    let database = database(300, 7);
    for path in [LOOKUP, "tile/8/0/001.p/52"] {
        let (mut lab, other) = (Lab::with(&database), Server::start());
        database.serve(&other, "");
        assert!(database.files_at(database.size()).contains_key(path), "{path}");
        lab.server.always(path, Act::Drip);
        lab.times = hasty().times;
        lab.places = [&lab.server, &other].map(|it| Place { base: url(&it.url()), kind: PlaceKind::Server }).into();
        assert_eq!(lab.ask().unwrap().place.as_str(), other.url(), "{path}");
    }
}

#[test]
fn whoever_cancels_waits_for_nobody() {
    let lab = Lab::with(&database(300, 7));
    lab.cancel.cancel();
    assert!(matches!(lab.ask(), Err(LookupError::Cancelled(_))));
}
