//! For fuzzing: a description with its signature, and what is remembered.
use super::{Described, Publisher, UpgoMemory, UpgoRelease};
use crate::base::archive::is_upgo_package;
use crate::base::target::Target;
use crate::fuzz_tests::read_back;
use crate::net::http::file_in;

/// A description. What is read of it has bounds, and names a package that cannot leave its folder. Nothing is accepted
/// that no key has signed.
pub(crate) fn description(bytes: &[u8]) {
    const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    let target = Target::new("windows", "amd64");
    if let Ok(release) = UpgoRelease::parse(bytes, &target) {
        assert!(is_upgo_package(&release.package.filename) && release.package.sha256.is_some());
        assert!(release.folder.path().ends_with('/'), "{}", release.folder);
        let package = file_in(&release.folder, &release.package.filename);
        assert!(package.path().ends_with(&release.package.filename), "{package}");
        assert!(release.notes.len() <= 20 && release.version.to_string().len() <= 40);
        let notes = release.notes.iter().flat_map(|notes| notes.en.iter().chain(&notes.zh));
        assert!(notes.into_iter().all(|note| note.chars().count() <= 600));
    }
    let text = String::from_utf8_lossy(bytes);
    let (signature, text) = text.split_once("\n\n").unwrap_or((&*text, ""));
    let described = Described { text: text.to_owned(), signature: signature.to_owned() };
    if let Ok(publisher) = Publisher::new("https://example.com/", &[KEY]) {
        assert!(publisher.is_known());
        let mut memory = UpgoMemory::default();
        let accepted = publisher.accept(described, &target, &mut memory, jiff::Timestamp::MAX);
        assert!(accepted.is_err() && memory == UpgoMemory::default());
    }
}

pub(crate) fn memory(bytes: &[u8]) {
    read_back::<UpgoMemory>(bytes);
}
