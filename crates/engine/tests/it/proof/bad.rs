//! A database, or a man in the middle, that lies. Nothing from it is trusted or cached.
use upgo_engine::released::checksum_database::{DatabaseSource, LookupError, SourceKind};
use upgo_testkit::checksum_database::ChecksumDatabase;
use upgo_testkit::server::{Act, Server};

use super::lab::{GO, H1, Lab, database};
use crate::network::support::{hasty, url};

const OTHER: &str = "h1:owmNw4SPM9h46FGOeGJVUWzFEEDSmO6g7gAtWoXp28s=";
const LOOKUP: &str = "lookup/golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64";

/// The failure of the only place, after checking that nothing was remembered.
fn failure(lab: &Lab) -> LookupError {
    let mut failures = lab.fails();
    assert_eq!((failures.len(), lab.seen()), (1, None), "{failures:?}");
    assert!(!lab.kept().join(LOOKUP).exists());
    failures.remove(0)
}

#[test]
fn a_record_that_is_not_in_the_tree_is_detected() {
    for (before, after) in [(0, 0), (0, 1), (300, 7), (256, 0)] {
        let lab = Lab::with(&database(before, after).lying(GO, OTHER));
        let error = failure(&lab);
        assert!(matches!(error, LookupError::Proof { .. }), "{error:?}");
    }
}

#[test]
fn a_record_with_a_wrong_number_is_detected() {
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
fn a_changed_byte_in_any_tile_is_detected() {
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
fn a_hash_outside_the_record_is_not_used() {
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
fn a_head_signed_by_another_key_is_detected() {
    let lab = Lab::trusting(&database(300, 7));
    database(300, 7).with_another_key().serve(&lab.server, "");
    let error = failure(&lab);
    assert!(matches!(error, LookupError::Signature { .. }), "{error:?}");
}

#[test]
fn a_head_changed_after_signing_is_detected() {
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
fn a_database_with_another_name_is_refused() {
    let lab = Lab::trusting(&database(300, 7));
    ChecksumDatabase::new("sum.example.org").with(GO, H1).serve(&lab.server, "");
    let error = failure(&lab);
    assert!(matches!(error, LookupError::Signature { .. }), "{error:?}");
}

#[test]
fn the_record_of_another_toolchain_is_refused() {
    let other = "go1.27.2.linux-amd64";
    let database = database(300, 7).with(other, H1);
    let lab = Lab::with(&database);
    let answer = database.files_at(database.size())[&LOOKUP.replace("27.3", "27.2")].clone();
    lab.server.file(LOOKUP, answer);
    let error = failure(&lab);
    assert!(matches!(error, LookupError::NotRecord { .. }), "{error:?}");
}

#[test]
fn an_invalid_answer_is_refused() {
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
fn a_missing_record_is_distinguished_from_a_failing_server() {
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
        lab.places =
            [&lab.server, &other].map(|it| DatabaseSource { base: url(&it.url()), kind: SourceKind::Server }).into();
        assert_eq!(lab.ask().unwrap().place.as_str(), other.url(), "{path}");
    }
}

#[test]
fn cancelling_ends_a_lookup() {
    let lab = Lab::with(&database(300, 7));
    lab.cancel.cancel();
    assert!(matches!(lab.ask(), Err(LookupError::Cancelled(_))));
}
