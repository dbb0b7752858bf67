//! The policy in a file: its keys, and files that cannot be read or that others can change.
use jiff::civil::date;
use upgo_engine::choices::policy::{Policy, PolicyInForce, PolicyKind, PolicySource, Refused, Ring, VersionLock};

use super::samples::{Sample, samples};
use super::{at, in_file, is_closed, version};

#[test]
fn the_file_has_the_same_keys() {
    let text = r#"
        contact = "IT"
        version = "1.27"
        blocked = ["1.27.0", "<1.26"]
        locked-until = 2027-01-31
        ring = "early"
        ring-days.early = 5
        proof = "required"
        user-may-change = ["background"]
        background = "scheduled"
        installer = "zip"
        [check]
        window = "12:00-13:00"
        automatic = true
        [audit-log]
        journald = true
    "#;
    let (_folder, read) = in_file(text.as_bytes());
    assert_eq!(read.problems, []);
    assert!(read.values.iter().all(|value| value.malformed.is_none()), "{:#?}", read.values);
    let policy = &read.policy;
    assert_eq!(policy.version, Some(VersionLock::Line(version("go1.27"))));
    assert_eq!((policy.ring, policy.delay_days()), (Some(Ring::Early), 5));
    assert_eq!(policy.locked_until, Some(date(2027, 1, 31)));
    assert_eq!(policy.audit_log.journald, Some(true));
    assert!(read.managed("system-wide").is_some() && read.managed("check.window").is_some());
    assert!(read.managed("background").is_none(), "users may change it");
    assert_eq!(read.value("ring").unwrap().source, PolicySource::File);
}

#[test]
fn every_key_can_be_in_the_file() {
    for key in Policy::KEYS {
        for sample in samples(key) {
            let value = match &sample {
                Sample::Number(number) if matches!(key.kind, PolicyKind::Flag) => (*number == 1).to_string(),
                Sample::Number(number) => number.to_string(),
                Sample::Text(text) => format!("'{text}'"),
                Sample::List(items) => format!("{items:?}"),
            };
            let (_folder, read) = in_file(format!("{} = {value}\n", key.name).as_bytes());
            let said = read.value(key.name).unwrap_or_else(|| panic!("{} = {value}", key.name));
            assert_eq!((said.malformed.as_deref(), said.value.as_deref()), (None, Some(&*sample.shown(key))));
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_closes_what_matters() {
    let hostile: [&[u8]; 5] = [
        b"ring = ",
        b"\xff\xfe\x00",
        b"ring = 'early'\nring = 'broad'",
        &vec![b'['; 100_000],
        &vec![b' '; (1 << 20) + 1],
    ];
    for content in hostile {
        let (_folder, read) = in_file(content);
        assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
        let install = read.policy.permits_install(&version("go1.27.3"), None, date(2026, 9, 1), false);
        assert_eq!(install, Err(Refused::Malformed));
        assert!(read.managed("proof").is_some() && read.managed("install.automatic").is_some());
    }
    for content in ["", "# nothing\n", "\u{feff}contact = 'IT'\n"] {
        let (_folder, read) = in_file(content.as_bytes());
        assert!(read.problems.is_empty() && !read.policy.is_closed, "{content:?}: {:?}", read.problems);
    }
    let (_folder, read) = in_file(b"ring = { is = 'early' }\nblocked = [1]\nproxies = 1\n[check]\nwindows = 1\n");
    assert_eq!(read.problems.len(), 2, "{:?}", read.problems);
    assert_eq!(read.values.iter().filter(|value| value.malformed.is_some()).count(), 2, "{:#?}", read.values);
}

#[test]
fn a_file_that_others_can_change_is_reported_and_closes_what_matters() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("folder").join("policy.toml");
    let read = at(file.clone(), |_| Some("never asked".to_owned()));
    assert_eq!(read, PolicyInForce::default(), "without the folder, there is no policy");
    std::fs::create_dir(file.parent().unwrap()).unwrap();
    assert_eq!(at(file.clone(), |_| None), PolicyInForce::default(), "a folder without a file is no policy");
    let emptied = at(file.clone(), |_| Some("anyone can".to_owned()));
    assert!(is_closed(&emptied), "whoever may change the folder may have removed the file: {emptied:?}");
    std::fs::write(&file, "feed = 'https://mallory.example/'\n").unwrap();
    let read = at(file.clone(), |part| part.ends_with("folder").then(|| "anyone can change the folder".to_owned()));
    let said = read.problems[0].to_string();
    assert!(is_closed(&read) && read.policy.feed.is_none(), "{read:?}");
    assert!(said.contains("anyone can change the folder") && said.contains(&*file.to_string_lossy()), "{said}");
}
