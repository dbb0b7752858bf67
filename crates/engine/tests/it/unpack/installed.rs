//! The progress of an installation, compared with what is on the disk at each event.
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use upgo_engine::base::report::{Cancel, Event, Progress, StepKind};
use upgo_engine::base::target::Target;
use upgo_engine::cases::{Engine, Setup};
use upgo_engine::change::elevation::NoElevation;
use upgo_engine::change::plan::Then;
use upgo_engine::change::request::{ChangeRequest, InstallFrom};
use upgo_engine::environment::SystemRegistry;
use upgo_testkit::release::{Release, go_script, write_mirror};
use url::Url;

use super::archives::{TarEntry, noise, tar_gz};
use super::lab::walk;

/// As much as the unpacker may have read but not written yet.
const AHEAD: u64 = 1 << 20;

/// Noise, because packing it hardly changes its length.
fn release() -> Release {
    let program = go_script("go1.27.3").into_bytes();
    let runs = |name: &str| TarEntry::new(name, &program).with(|entry| entry.mode = 0o755);
    let text = |name: &str, content: &str| TarEntry::new(name, content.as_bytes());
    let small = (0..20).map(|n| TarEntry::new(format!("go/src/small{n}.go"), &noise(100_000, n)));
    let large = (0..4).map(|n| TarEntry::new(format!("go/pkg/large{n}"), &noise(1_500_000, 1000 + n)));
    let first = [text("go/VERSION", "go1.27.3\ntime 2026-11-01T00:00:00Z\n"), text("go/LICENSE", "a sample")];
    let programs = [runs("go/bin/go"), runs("go/bin/gofmt"), text("go/src/builtin/builtin.go", "package builtin\n")];
    let entries: Vec<TarEntry> = first.into_iter().chain(programs).chain(small).chain(large).collect();
    Release::with_tar_gz("go1.27.3", tar_gz(&entries))
}

fn bytes_in(folder: &Path) -> u64 {
    let mut bytes = 0;
    if folder.is_dir() {
        walk(folder, "", &mut |_, path| {
            bytes += std::fs::metadata(path).map_or(0, |file| file.len() * u64::from(file.is_file()));
        });
    }
    bytes
}

#[test]
fn progress_is_the_bytes_of_the_archive_that_are_on_the_disk() {
    let machine = tempfile::tempdir().unwrap();
    let path = |name: &str| machine.path().join(name);
    let release = release();
    write_mirror(std::slice::from_ref(&release), &path("feed"));
    std::fs::create_dir_all(path("user")).unwrap();
    let variables = BTreeMap::from([
        ("HOME".into(), path("user").into()),
        ("SHELL".into(), "/bin/sh".into()),
        ("PATH".into(), upgo_testkit::system::path().into()),
        ("UPGO_HOME".into(), path("home").into()),
        ("UPGO_FEED_URL".into(), Url::from_directory_path(path("feed")).unwrap().as_str().into()),
        ("GOSUMDB".into(), "off".into()),
    ]);
    let setup = Setup {
        variables,
        target: Target::new("linux", if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" }),
        system: None,
        elevation: Arc::new(NoElevation),
        registry: Arc::new(SystemRegistry),
        ..Setup::of_this_process("a test")
    };
    let heard = Mutex::new(Vec::new());
    let events = |event: Event| {
        let mut written = 0;
        if matches!(event, Event::Unpacked { .. }) {
            written = bytes_in(&path("home").join("staging"));
            std::thread::sleep(Duration::from_millis(60)); // a slow disk, so that no event is left out
        }
        heard.lock().unwrap().push((event, written, Instant::now()));
    };
    let from = InstallFrom::Release { version: "1.27.3".parse().unwrap() };
    let request = ChangeRequest::Install { from, then: Then::Switch };
    Engine::open(setup).unwrap().change(&request, &Cancel::default(), &events).unwrap();

    let length = release.bytes().len() as u64;
    let (mut progress, mut bars, mut last) = (Progress::new(&[]), Vec::new(), None);
    for (event, written, at) in heard.into_inner().unwrap() {
        progress.apply(&event, at);
        if let Event::Unpacked { step, done, total, .. } = event {
            assert!(done + (64 << 10) >= written && done <= written + AHEAD, "{done} of {length}, {written} written");
            assert!(total.is_none_or(|total| total == length), "{total:?} of {length}");
            bars.push(progress.fraction.unwrap_or_default());
            last = Some((step, done, total));
        }
        if let Event::PlanStarted { steps, .. } = &event {
            assert_eq!(steps[1].kind, StepKind::Unpack);
        }
    }
    assert!(
        last.is_some_and(|(step, done, total)| step == 1 && Some(done) == total && done + 1024 > length),
        "{last:?}"
    );
    assert!(bars.len() > 10, "{bars:?}");
    assert!(bars.windows(2).all(|two| (0.0..0.2).contains(&(two[1] - two[0]))), "it jumps: {bars:?}");
    assert!(bars[0] < 0.2 && bars.last().is_some_and(|last| *last > 0.7), "{bars:?}");
    assert_eq!(progress.fraction, Some(1.0));
}
