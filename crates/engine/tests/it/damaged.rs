//! Each file that Upgo keeps in its home, truncated at every length and with each byte changed, and read as the commands
//! read it: what is read is the undamaged content or nothing, and the doctor names the file.
//!
//! Files of up to 4 kB are damaged everywhere, larger ones in their first and last 2 kB and in steps between.
//! `UPGO_FAULTS=all` damages every byte of every file.
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use upgo_engine::base::report::{Cancel, ignore};
use upgo_engine::base::target::Target;
use upgo_engine::base::version::Version;
use upgo_engine::cases::{Clock, Engine, Setup};
use upgo_engine::change::elevation::NoElevation;
use upgo_engine::change::journal;
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::choices::settings::{self, Settings};
use upgo_engine::environment::SystemRegistry;
use upgo_engine::guidance::watch::Memory;
use upgo_engine::machine::home::Home;
use upgo_engine::released::advisories::VulnerabilityDatabase;
use upgo_engine::released::catalog::ReleaseRequest;
use upgo_engine::store::{Manifest, Receipt};
use upgo_testkit::release::{Release, go_script, write_mirror};
use upgo_testkit::vulns::Vulns;
use url::Url;

/// A machine with two toolchains and some history.
struct Machine {
    folder: TempDir,
}

/// What is read from a file, as text; `None` if nothing is.
type Read = Box<dyn Fn(&Machine) -> Option<String>>;

impl Machine {
    fn with_everything() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        let sample = |version: &str| Release::sample_for(version, "linux", "amd64", go_script(version).as_bytes());
        write_mirror(&["go1.26.6", "go1.27.3"].map(sample), &machine.path("feed"));
        Vulns::empty().write(&machine.path("vulnerabilities"));
        std::fs::create_dir_all(machine.path("user")).unwrap();
        for version in ["1.26.6", "1.27.3"] {
            let version: ReleaseRequest = version.parse().unwrap();
            machine.change(&ChangeRequest::Install { from: InstallFrom::Release { version }, then: Then::Switch });
        }
        machine.change(&ChangeRequest::Use { version: "1.26.6".parse().unwrap() });
        let engine = machine.engine();
        engine.check(&Cancel::default()).unwrap();
        engine.skip(&"go1.27.3".parse().unwrap()).unwrap();
        engine.set_setting("keep-versions", Some("7")).unwrap();
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn home(&self) -> Home {
        Home::new(self.path("home"))
    }

    fn database(&self) -> Url {
        Url::from_directory_path(self.path("vulnerabilities")).unwrap()
    }

    fn engine(&self) -> Engine {
        let variables: BTreeMap<OsString, OsString> = BTreeMap::from([
            ("HOME".into(), self.path("user").into()),
            ("SHELL".into(), "/bin/sh".into()),
            ("PATH".into(), upgo_testkit::system::path().into()),
            ("UPGO_HOME".into(), self.path("home").into()),
            ("UPGO_FEED_URL".into(), format!("file://{}/", self.path("feed").display()).into()),
            ("UPGO_VULN_URL".into(), self.database().as_str().into()),
            ("GOSUMDB".into(), "off".into()),
        ]);
        let setup = Setup {
            variables,
            target: Target::new("linux", "amd64"),
            system: None,
            clock: Clock::default(),
            asked_by: "a test".into(),
            registry: Arc::new(SystemRegistry),
            elevation: Arc::new(NoElevation),
        };
        Engine::open(setup).unwrap()
    }

    fn change(&self, request: &ChangeRequest) {
        self.engine().change(request, &Cancel::default(), &ignore).unwrap();
    }

    /// The one file of JSON in the cache whose name begins like this.
    fn copy(&self, start: &str) -> PathBuf {
        let entries = std::fs::read_dir(self.home().cache()).unwrap().map(|entry| entry.unwrap());
        let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        let is_meant =
            |path: &PathBuf| name(path).starts_with(start) && path.extension().is_some_and(|ending| ending == "json");
        entries.map(|entry| entry.path()).find(is_meant).unwrap()
    }

    /// Every file with a checksum, and how it is read.
    fn sealed(&self) -> Vec<(PathBuf, Read)> {
        let (home, version) = (self.home(), |name: &str| name.parse::<Version>().unwrap());
        let journal = |id: u64| {
            move |machine: &Machine| {
                let entries = journal::history(&machine.home()).unwrap();
                entries.into_iter().find(|entry| entry.id == id).map(|entry| format!("{entry:?}"))
            }
        };
        vec![
            (
                home.receipt(&version("go1.26.6")),
                Box::new(move |machine| {
                    Receipt::read(&machine.home(), &version("go1.26.6")).map(|it| format!("{it:?}"))
                }),
            ),
            (
                home.manifest(&version("go1.27.3")),
                Box::new(move |machine| {
                    Manifest::read(&machine.home(), &version("go1.27.3")).map(|it| format!("{it:?}"))
                }),
            ),
            (
                home.watch(),
                Box::new(|machine| {
                    Some(Memory::read(&machine.home()))
                        .filter(|it| *it != Memory::default())
                        .map(|it| format!("{it:?}"))
                }),
            ),
            (home.journal().join("00000001.jsonl"), Box::new(journal(1))),
            (home.journal().join("00000003.jsonl"), Box::new(journal(3))),
            (self.copy("feed-"), Box::new(|machine| machine.engine().known_catalog().map(|it| format!("{it:?}")))),
            (
                self.copy("vulnerabilities-"),
                Box::new(|machine| {
                    let (home, url) = (&machine.home(), &machine.database());
                    let database = VulnerabilityDatabase { home, url, keep: false };
                    database.cached(Timestamp::now(), SignedDuration::from_hours(24)).map(|it| format!("{it:?}"))
                }),
            ),
        ]
    }
}

/// The lengths or positions that are tried of a file of this size.
fn places(size: usize) -> Vec<usize> {
    const EDGE: usize = 2 << 10;
    if size <= 2 * EDGE || std::env::var_os("UPGO_FAULTS").is_some_and(|what| what == "all") {
        return (0..size).collect();
    }
    let between = (EDGE..size - EDGE).step_by(61);
    (0..EDGE).chain(between).chain(size - EDGE..size).collect()
}

/// The damages of a file: shortened, or with a byte changed.
fn damages(whole: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let changed = |at: usize, new: u8| {
        let mut bytes = whole.to_vec();
        bytes[at] = new;
        (format!("byte {at} is {new:#04x}"), bytes)
    };
    let shortened = places(whole.len()).into_iter().map(|length| (format!("{length} bytes"), whole[..length].to_vec()));
    let flipped = places(whole.len()).into_iter().flat_map(move |at| {
        let new = [whole[at] ^ (1 << (at % 8)), 0, 0xff];
        new.into_iter().filter(move |new| *new != whole[at]).map(move |new| changed(at, new))
    });
    shortened.chain(flipped)
}

fn is_told(machine: &Machine, file: &Path) -> bool {
    let report = machine.engine().doctor().unwrap();
    let finding = report.findings.iter().find(|finding| finding.id == "home.damaged");
    finding.is_some_and(|finding| finding.evidence.iter().any(|line| Path::new(&line.to_string()) == file))
}

#[test]
#[ignore = "long"]
fn damage_is_noticed_at_every_byte_of_every_file_with_a_checksum() {
    let machine = Machine::with_everything();
    assert!(!machine.engine().doctor().unwrap().findings.iter().any(|finding| finding.id == "home.damaged"));
    let (mut files, mut count) = (0, 0);
    for (file, read) in machine.sealed() {
        let whole = std::fs::read(&file).unwrap();
        let good = read(&machine).unwrap_or_else(|| panic!("{} cannot be read", file.display()));
        for (index, (what, damaged)) in damages(&whole).enumerate() {
            std::fs::write(&file, &damaged).unwrap();
            let found = read(&machine);
            let what = format!("{}, {what}", file.display());
            // Only the name of the checksum, or the end of the last line, can change without a trace.
            assert!(found.is_none() || found.as_ref() == Some(&good), "{what}: {found:?}");
            assert!(found.is_none() || damaged.len() + 1 >= whole.len(), "{what} is enough");
            if index % 499 == 0 && found.is_none() {
                assert!(is_told(&machine, &file), "{what}: the doctor says nothing");
            }
            count += 1;
        }
        for odd in [
            vec![0; whole.len()],
            vec![0xff; whole.len()],
            b"[".repeat(1 << 20),
            [whole.clone(), whole.clone()].concat(),
        ] {
            std::fs::write(&file, &odd).unwrap();
            let found = read(&machine);
            assert!(found.is_none() || found.as_ref() == Some(&good), "{}: {found:?}", file.display());
        }
        std::fs::File::options().write(true).open(&file).unwrap().set_len(1 << 32).unwrap();
        assert_eq!(read(&machine), None, "{}: 4 GiB", file.display());
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        assert_eq!(read(&machine), None, "{}: a folder", file.display());
        std::fs::remove_dir(&file).unwrap();
        std::fs::write(&file, &whole).unwrap();
        assert_eq!(read(&machine), Some(good));
        files += 1;
    }
    println!("{files} files, {count} damages");
    machine.engine().status().unwrap();
}

/// People write the settings, so there is no checksum: damage that happens to be a valid value is not detected. Any other
/// is reported, and leaves the last good settings in effect.
#[test]
fn damaged_settings_are_reported_or_valid() {
    let machine = Machine::with_everything();
    let home = machine.home();
    let (file, kept) = (home.settings(), home.last_good_settings());
    let whole = b"keep-versions = 7\nproof = \"required\"\nmodify-path = false\n";
    std::fs::write(&file, whole).unwrap();
    machine.engine();
    assert_eq!(std::fs::read(&kept).unwrap(), whole, "the last good settings");
    let good = settings::load_or_kept(home.own().unwrap()).settings;
    for (what, damaged) in damages(whole) {
        std::fs::write(&file, &damaged).unwrap();
        let loaded = settings::load_or_kept(home.own().unwrap());
        assert!(loaded.problem.is_none() || loaded.settings.proof == good.proof, "{what}: {:?}", loaded.settings);
        if damaged.len() == whole.len() && loaded.problem.is_none() && loaded.warnings.is_empty() {
            let other_number = Settings { keep_versions: loaded.settings.keep_versions, ..good.clone() };
            assert_eq!(loaded.settings, other_number, "{what}");
        }
    }
    // What a power cut leaves of a file.
    for lost in [Vec::new(), vec![0; whole.len()]] {
        std::fs::write(&file, lost).unwrap();
        let loaded = settings::load_or_kept(home.own().unwrap());
        assert!(loaded.problem.is_some());
        assert_eq!(loaded.settings, good);
        machine.engine();
        assert_eq!(std::fs::read(&kept).unwrap(), whole, "the last good settings were replaced");
    }
    // The copy is used only if the file itself is damaged.
    for (what, damaged) in damages(whole) {
        std::fs::write(&kept, &damaged).unwrap();
        assert!(settings::load_or_kept(home.own().unwrap()).problem.is_some(), "{what}");
    }
    std::fs::remove_file(&file).unwrap();
    assert_eq!(settings::load_or_kept(home.own().unwrap()).settings, Settings::default());
}

/// The record of an interrupted change that is damaged is never acted on and never deleted.
#[test]
#[ignore = "long"]
fn a_damaged_record_of_an_interrupted_change_is_set_aside() {
    let machine = Machine::with_everything();
    let home = machine.home();
    let (ended, running) = (home.journal().join("00000003.jsonl"), home.journal().join("00000003.running.jsonl"));
    let aside = home.journal().join("00000003.running.jsonl.damaged");
    let text = std::fs::read_to_string(&ended).unwrap();
    // Killed before the outcome.
    let whole: String = text.split_inclusive('\n').filter(|line| !line.contains("\"outcome\"")).collect();
    let intent = whole.find('\n').unwrap();
    std::fs::remove_file(&ended).unwrap();
    let engine = machine.engine();
    let mut counts = [0; 3];
    for (what, damaged) in damages(whole.as_bytes()) {
        std::fs::write(&running, &damaged).unwrap();
        let warnings = engine.history().unwrap().warnings;
        let codes: Vec<String> = warnings.iter().map(|warning| warning.code.to_string()).collect();
        assert!(!running.exists(), "{what}: {codes:?}");
        let is_aside = std::fs::remove_file(&aside).is_ok();
        assert_eq!(is_aside, codes.iter().any(|code| code == "UPGO-HOME-DAMAGED"), "{what}: {codes:?}");
        let is_recovered = std::fs::remove_file(&ended).is_ok();
        // A line that has lost its end was not acted on yet.
        let is_short = damaged.len() < whole.len();
        assert!(!is_short || !is_aside, "{what}: set aside");
        assert!(is_aside || is_recovered || (is_short && damaged.len() < intent), "{what}: lost");
        counts[usize::from(is_aside) + 2 * usize::from(is_recovered)] += 1;
    }
    let [discarded, aside_count, recovered] = counts;
    println!("{discarded} discarded, {aside_count} set aside, {recovered} recovered");
    assert!(aside_count > 500, "{aside_count}");
    // Its number is not given away again.
    std::fs::write(&aside, "x").unwrap();
    machine.change(&ChangeRequest::Use { version: "1.27.3".parse().unwrap() });
    assert!(home.journal().join("00000004.jsonl").exists());
}

#[test]
fn a_damaged_file_is_kept_before_it_is_replaced() {
    let machine = Machine::with_everything();
    let file = machine.home().watch();
    std::fs::write(&file, "{\"skipped\":").unwrap();
    machine.engine().skip(&"go1.26.6".parse().unwrap()).unwrap();
    let aside = file.with_extension("json.damaged");
    assert_eq!(std::fs::read_to_string(&aside).unwrap(), "{\"skipped\":");
    assert!(is_told(&machine, &aside));
    assert!(Memory::read(&machine.home()).skipped.is_some());
}

#[test]
fn the_last_change_is_not_the_last_one_that_can_be_read() {
    let machine = Machine::with_everything();
    machine.change(&ChangeRequest::Use { version: "1.27.3".parse().unwrap() });
    let newest = machine.home().journal().join("00000004.jsonl");
    let whole = std::fs::read(&newest).unwrap();
    std::fs::write(&newest, &whole[..whole.len() / 2]).unwrap();
    let engine = machine.engine();
    for id in [None, Some(4)] {
        let refused = engine.plan(&ChangeRequest::Rollback { id }, &Cancel::default()).unwrap_err();
        assert_eq!(refused.code.to_string(), "UPGO-HOME-DAMAGED", "{refused:?}");
    }
    assert!(engine.history().unwrap().warnings.iter().any(|warning| warning.message.to_string().contains("number 4")));
    engine.plan(&ChangeRequest::Rollback { id: Some(3) }, &Cancel::default()).ok(); // whatever is possible
    engine.plan(&ChangeRequest::Use { version: "1.26.6".parse().unwrap() }, &Cancel::default()).unwrap();
}
