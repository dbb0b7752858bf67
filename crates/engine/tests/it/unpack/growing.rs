//! Archives that are still being downloaded.
use std::fs::File;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use upgo_engine::base::report::{Cancel, Code, Explain as _};
use upgo_engine::store::growing::Growing;
use upgo_engine::store::unpack::{Format, UnpackError, Unpacked, unpack};

use super::archives::{TarEntry, ZipEntry, noise, small_tar_gz, small_zip, tar_gz, zip};
use super::lab::{Lab, ends};

/// A download that grows while it is unpacked.
struct Download<'a> {
    growing: &'a Growing,
    file: File,
    bytes: &'a [u8],
    written: usize,
    /// The bytes reported as progress.
    heard: Receiver<u64>,
    cancel: &'a Cancel,
}

impl Download<'_> {
    fn up_to(&mut self, end: usize) {
        self.file.write_all(&self.bytes[self.written..end]).unwrap();
        self.written = end;
        self.growing.advance(end as u64);
    }

    fn rest(&mut self) {
        self.up_to(self.bytes.len());
        self.growing.finish();
    }

    fn tail(&self, length: usize) {
        let from = self.bytes.len() - length;
        self.growing.give_tail(from as u64, Arc::from(&self.bytes[from..]));
    }
}

/// Unpacks `bytes` while `feed` delivers them.
fn while_it_grows(
    lab: &Lab,
    format: Format,
    bytes: &[u8],
    feed: impl FnOnce(&mut Download<'_>) + Send,
) -> Result<Unpacked, UnpackError> {
    let (growing, cancel) = (Growing::new(lab.archive()), Cancel::default());
    let (unpacked, heard) = channel();
    let file = File::create(lab.archive()).unwrap();
    let mut download = Download { growing: &growing, file, bytes, written: 0, heard, cancel: &cancel };
    thread::scope(|scope| {
        scope.spawn(move || feed(&mut download));
        unpack(format, &growing, &lab.tree(), &cancel, &tell(unpacked))
    })
}

fn tell(sender: Sender<u64>) -> impl Fn(u64, Option<u64>) + Sync {
    let sender = Mutex::new(sender);
    move |done, _| {
        sender.lock().unwrap().send(done).ok();
    }
}

/// A first file, then so much data that no buffer holds both it and the end.
fn long_tree() -> Vec<(String, Vec<u8>)> {
    let first = [("go/VERSION".to_owned(), b"go1.99".to_vec())];
    first.into_iter().chain((0..40).map(|n| (format!("go/src/{n}.bin"), noise(100_000, n)))).collect()
}

fn long_archive(format: Format) -> Vec<u8> {
    match format {
        Format::Zip | Format::ModuleZip => {
            zip(&long_tree().iter().map(|(name, content)| ZipEntry::new(name, content)).collect::<Vec<_>>())
        }
        Format::TarGz => {
            tar_gz(&long_tree().iter().map(|(name, content)| TarEntry::new(name, content)).collect::<Vec<_>>())
        }
    }
}

const BOTH: [Format; 2] = [Format::Zip, Format::TarGz];

#[test]
fn an_archive_in_pieces_of_any_size_gives_the_same_tree() {
    for (format, bytes) in [(Format::Zip, small_zip()), (Format::TarGz, small_tar_gz())] {
        for step in [1, 7, 100, 1000] {
            let bytes = bytes.clone();
            ends(move || {
                let (lab, whole) = (Lab::new(), Lab::new());
                let by_steps = |download: &mut Download<'_>| {
                    (step..bytes.len()).step_by(step).for_each(|end| download.up_to(end));
                    download.rest();
                };
                while_it_grows(&lab, format, &bytes, by_steps).unwrap();
                whole.unpack(format, &bytes).unwrap();
                assert_eq!(lab.files(), whole.files());
            });
        }
    }
}

#[test]
fn files_are_unpacked_before_the_archive_is_complete() {
    for format in BOTH {
        ends(move || {
            let (lab, bytes) = (Lab::new(), long_archive(format));
            let half = bytes.len() / 2;
            // Feeds the second half only after some of the first was unpacked.
            let feed = |download: &mut Download<'_>| {
                download.tail(20_000);
                download.up_to(half);
                assert!(download.heard.recv().unwrap() <= half as u64);
                download.rest();
            };
            assert_eq!(while_it_grows(&lab, format, &bytes, feed).unwrap().files, 41);
        });
    }
}

#[test]
fn progress_is_never_ahead_of_the_download_and_ends_with_it() {
    for format in BOTH {
        ends(move || {
            let (lab, bytes) = (Lab::new(), long_archive(format));
            let (growing, given, heard) = (Growing::new(lab.archive()), AtomicU64::new(0), Mutex::new(Vec::new()));
            let mut file = File::create(lab.archive()).unwrap();
            growing.give_tail(bytes.len() as u64 - 20_000, Arc::from(&bytes[bytes.len() - 20_000..]));
            let tell =
                |done: u64, total: Option<u64>| heard.lock().unwrap().push((done, total, given.load(Ordering::SeqCst)));
            thread::scope(|scope| {
                scope.spawn(|| {
                    for piece in bytes.chunks(200_000) {
                        file.write_all(piece).unwrap();
                        let end = given.fetch_add(piece.len() as u64, Ordering::SeqCst) + piece.len() as u64;
                        growing.advance(end);
                        thread::sleep(Duration::from_millis(55));
                    }
                    growing.finish();
                });
                unpack(format, &growing, &lab.tree(), &Cancel::default(), &tell).unwrap();
            });
            let heard = heard.into_inner().unwrap();
            assert!(heard.len() > 4, "{heard:?}");
            assert!(heard.is_sorted_by_key(|(done, ..)| *done), "{heard:?}");
            assert!(heard.iter().all(|(done, _, given)| *done <= given + 20_000), "{heard:?}");
            let (done, total, _) = heard[heard.len() - 1];
            assert!(Some(done) == total && done + 20_000 >= bytes.len() as u64, "{heard:?}");
        });
    }
}

#[test]
fn a_tail_may_begin_anywhere() {
    let bytes = small_zip();
    for length in (0..bytes.len()).step_by(13) {
        let bytes = bytes.clone();
        ends(move || {
            let lab = Lab::new();
            let feed = |download: &mut Download<'_>| {
                download.tail(length);
                for end in (1..bytes.len()).step_by(97) {
                    download.up_to(end);
                }
                download.rest();
            };
            assert_eq!(while_it_grows(&lab, Format::Zip, &bytes, feed).unwrap().files, 7, "{length}");
        });
    }
}

#[test]
fn a_stopped_download_ends_unpacking_and_is_not_damage() {
    for format in BOTH {
        for part in [0, 10, 500_000, 2_000_000] {
            ends(move || {
                let (lab, bytes) = (Lab::new(), long_archive(format));
                let feed = |download: &mut Download<'_>| {
                    download.tail(20_000);
                    download.up_to(part);
                    download.growing.stop();
                };
                let error = while_it_grows(&lab, format, &bytes, feed).unwrap_err();
                assert!(matches!(error, UnpackError::Stopped { .. }), "{part} {error}");
                assert_eq!(error.to_string(), "the download of go1.99.archive stopped before it was unpacked");
            });
        }
    }
}

#[test]
fn a_download_that_ends_too_early_is_damaged() {
    for format in BOTH {
        ends(move || {
            let (lab, bytes) = (Lab::new(), long_archive(format));
            let feed = |download: &mut Download<'_>| {
                download.up_to(bytes.len() / 2);
                download.growing.finish();
            };
            let error = while_it_grows(&lab, format, &bytes, feed).unwrap_err();
            assert_eq!(error.code(), Code::ArchiveDamaged, "{error}");
        });
    }
}

#[test]
fn cancelling_ends_unpacking_at_once_or_when_the_download_stops() {
    for format in BOTH {
        ends(move || {
            let (lab, bytes) = (Lab::new(), long_archive(format));
            // All bytes have arrived: unpacking notices the cancellation itself.
            let feed = |download: &mut Download<'_>| {
                download.cancel.cancel();
                download.rest();
            };
            let error = while_it_grows(&lab, format, &bytes, feed).unwrap_err();
            assert_eq!(error.code(), Code::Cancelled, "{error}");
        });
        ends(move || {
            let (lab, bytes) = (Lab::new(), long_archive(format));
            // Unpacking waits for bytes.
            let feed = |download: &mut Download<'_>| {
                download.tail(20_000);
                download.up_to(bytes.len() / 2);
                download.heard.recv().unwrap();
                download.cancel.cancel();
                download.growing.stop();
            };
            let error = while_it_grows(&lab, format, &bytes, feed).unwrap_err();
            assert_eq!(error.code(), Code::Cancelled, "{error}");
        });
    }
}

#[test]
fn an_error_in_the_middle_ends_unpacking_with_the_next_bytes() {
    for format in BOTH {
        ends(move || {
            let lab = Lab::new();
            let content = noise(3_000_000, 9);
            let names = ["go/VERSION", "go/taken", "go/a"];
            std::fs::create_dir(lab.tree().join("taken")).unwrap(); // so no file can be written there
            let bytes = match format {
                Format::Zip | Format::ModuleZip => zip(&names.map(|name| ZipEntry::new(name, &content))),
                Format::TarGz => tar_gz(&names.map(|name| TarEntry::new(name, &content))),
            };
            let feed = |download: &mut Download<'_>| {
                download.tail(1000);
                download.up_to(7_000_000);
                download.rest();
            };
            let error = while_it_grows(&lab, format, &bytes, feed).unwrap_err();
            assert!(matches!(error, UnpackError::Hostile { .. } | UnpackError::Write { .. }), "{error}");
        });
    }
}
