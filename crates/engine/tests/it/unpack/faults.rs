//! A disk that fills up at each file and folder in turn.
use std::process::Command;

use upgo_engine::base::report::{Code, Explain as _};
use upgo_engine::store::unpack::Format;
use upgo_testkit::limit::InTime as _;

use super::archives::{small_tar_gz, small_zip};
use super::lab::{Lab, ends};

/// The variable that enables the test below. It runs in a separate process, because a fault affects the whole process.
const FORMAT: &str = "UPGO_TEST_FORMAT";

#[test]
fn unpack_under_a_fault() {
    let (format, bytes) = match std::env::var(FORMAT).as_deref() {
        Ok("zip") => (Format::Zip, small_zip()),
        Ok("tar.gz") => (Format::TarGz, small_tar_gz()),
        _ => return,
    };
    let error = ends(move || Lab::new().unpack(format, &bytes)).expect_err("it was unpacked");
    assert_eq!(error.code(), Code::DiskFull, "{error}");
    assert!(error.to_string().contains("staging"), "{error}");
}

fn run(format: &str, fault: &str) -> std::process::Output {
    let mut test = Command::new(std::env::current_exe().unwrap());
    test.args(["--exact", "unpack::faults::unpack_under_a_fault", "--nocapture"])
        .env(FORMAT, format)
        .env("UPGO_FAULT", fault);
    test.output_in_time().unwrap()
}

#[test]
fn a_disk_that_fills_up_at_any_file_or_folder_is_reported_as_full() {
    for format in ["zip", "tar.gz"] {
        let folder = tempfile::tempdir().unwrap();
        let trace = folder.path().join("trace");
        run(format, &format!("trace:{}", trace.display()));
        let trace = std::fs::read_to_string(trace).unwrap();
        let points = trace.lines().count();
        assert_eq!(trace.lines().filter(|line| line.starts_with("unpack-file\t")).count(), 7, "{trace}");
        assert!(trace.contains("unpack-dir\t"), "{trace}");
        for kind in ["fail", "failall"] {
            for point in 1..=points {
                let output = run(format, &format!("{kind}@{point}"));
                assert!(
                    output.status.success(),
                    "{format} {kind}@{point}: {}",
                    String::from_utf8_lossy(&output.stdout)
                );
            }
        }
    }
}
