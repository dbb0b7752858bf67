//! The parsers of foreign data, each as a function from any bytes. It may not panic, and asserts what must hold for
//! every input. The same table has two users. The tests replay `tests/corpora`, with small changes; `scripts/fuzz.mjs`
//! runs a target guided by coverage, and with more input. What it finds belongs into the corpus. The functions are next
//! to the parsers if these are private.
use std::borrow::Cow;
use std::io::Cursor;

use upgo_openpgp::{Detached, Keys};

use crate::base::system::SystemVersion;
use crate::base::target::Target;
use crate::base::version::Version;
use crate::base::words::Language;
use crate::base::{module, own_json};
use crate::cases::GoInstance;
use crate::change::journal::{JournalEntry, Reading, Record};
use crate::change::log::{Discretion, LogEntry};
use crate::change::setup_file::SetupFile;
use crate::change::{elevation, mirror};
use crate::choices::settings;
use crate::environment;
use crate::guidance::fleet;
use crate::guidance::watch::Memory;
use crate::net::goproxy::GoProxy;
use crate::net::http;
use crate::projects;
use crate::projects::rebuild::{GoOutput, Recipe};
use crate::projects::rehearsal;
use crate::released::catalog::ReleaseRequest;
use crate::released::{advisories, catalog, checksum_database};
use crate::store;
use crate::store::Receipt;
use crate::store::kept_files::Exchange;
use crate::which_go::buildinfo::{self, quoted};
use crate::which_go::{inventory, toolchain};

/// A name, which is also that of its corpus, and the function that reads an input.
pub type FuzzTarget = (&'static str, fn(&[u8]));

/// Each target.
pub const TARGETS: &[FuzzTarget] = &[
    ("address", http::fuzz_tests::address),
    ("advisory", advisories::fuzz_tests::entry),
    ("advisory-cache", advisories::fuzz_tests::cache),
    ("advisory-index", advisories::fuzz_tests::index),
    ("audit-log", crate::change::audit_log::fuzz_tests::file),
    ("buildinfo", program),
    ("bundle", store::fuzz_tests::bundle),
    ("certificate", http::fuzz_tests::certificate),
    ("checksum-note", checksum_database::fuzz_tests::note),
    ("checksum-record", checksum_database::fuzz_tests::record),
    ("checksum-tiles", checksum_database::fuzz_tests::tiles),
    ("dockerfile", projects::fuzz_tests::dockerfile),
    ("dsc-instance", instance),
    ("editor-settings", environment::fuzz_tests::editor_settings),
    ("elevation", elevation::fuzz_tests::messages),
    ("feed", catalog::fuzz_tests::feed),
    ("feed-cache", catalog::fuzz_tests::cache),
    ("fleet-report", fleet::fuzz_tests::report),
    ("gitlab-ci", projects::fuzz_tests::gitlab_ci),
    ("go-env", environment::fuzz_tests::go_env),
    ("go-mod", toolchain::fuzz_tests::go_mod),
    ("go-output", go_output),
    ("go-work", toolchain::fuzz_tests::go_work),
    ("godebugs", toolchain::fuzz_tests::godebugs),
    ("goproxy", goproxy),
    ("goproxy-list", goproxy_list),
    ("gosumdb", checksum_database::fuzz_tests::setting),
    ("gotoolchain", toolchain::fuzz_tests::setting),
    ("gzip", http::fuzz_tests::gzip),
    ("headers", http::fuzz_tests::headers),
    ("journal", journal_file),
    ("kept", kept),
    ("log", log),
    ("manifest", store::fuzz_tests::manifest),
    ("mirror-index", mirror::fuzz_tests::index),
    ("mirror-request", mirror::fuzz_tests::request),
    ("module-versions", crate::net::goproxy::fuzz_tests::versions),
    ("module-zip", store::fuzz_tests::module_zip),
    ("netrc", crate::net::goproxy::fuzz_tests::netrc),
    ("openpgp", openpgp),
    ("path-unix", environment::fuzz_tests::path_on_unix),
    ("path-windows", environment::fuzz_tests::path_on_windows),
    ("product-code", inventory::fuzz_tests::product_code),
    ("profile", environment::fuzz_tests::profile),
    ("project-lines", projects::edit::fuzz_tests::go_mod),
    ("project-versions", projects::edit::fuzz_tests::versions_of_files),
    ("proxy", http::fuzz_tests::proxy),
    ("quoted", strings),
    ("receipt", receipt),
    ("recent-folders", projects::fuzz_tests::recent),
    ("redaction", redaction),
    ("registry-value", environment::fuzz_tests::registry_value),
    ("rehearsal-flags", rehearsal::fuzz_tests::flags),
    ("rehearsal-lines", rehearsal::fuzz_tests::lines),
    ("rehearsal-report", rehearsal::fuzz_tests::report),
    ("rehearsal-test", rehearsal::fuzz_tests::test),
    ("rehearsal-vet", rehearsal::fuzz_tests::vet),
    ("setup-file", setup_file),
    ("settings", settings::fuzz_tests::file),
    ("shell-script", environment::fuzz_tests::script),
    ("shim", toolchain::fuzz_tests::shim),
    ("tar", store::fuzz_tests::tar),
    ("tar-gz", store::fuzz_tests::tar_gz),
    ("upgo-description", crate::released::upgo::fuzz_tests::description),
    ("upgo-memory", crate::released::upgo::fuzz_tests::memory),
    ("version", versions),
    ("version-files", projects::fuzz_tests::version_files),
    ("watch-memory", memory),
    ("workflow", projects::fuzz_tests::workflow),
    ("zip", store::fuzz_tests::zip),
    ("zip-parts", store::fuzz_tests::zip_parts),
];

/// The value is written, with and without a checksum, so that the same value is read again.
pub(crate) fn read_back<T>(bytes: &[u8]) -> Option<T>
where
    T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    own_json::from_slice(bytes).inspect(|value| {
        same_again(value);
        let sealed = own_json::to_vec(value).ok().and_then(|text| own_json::from_slice(&text));
        assert_eq!(sealed.as_ref(), Some(value));
    })
}

/// A value is written so that the same value is read again.
pub(crate) fn same_again<T>(value: &T)
where
    T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    let again = serde_json::to_vec(value).map(|text| serde_json::from_slice::<T>(&text));
    assert!(matches!(&again, Ok(Ok(same)) if same == value), "{value:?} is read back as {again:?}");
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Versions, one on each line: their order is total, and each is read back as written.
fn versions(bytes: &[u8]) {
    let text = text(bytes);
    let lines = || text.lines().take(12);
    let versions: Vec<Version> = lines().filter_map(|line| line.parse().ok()).collect();
    for one in &versions {
        assert_eq!(Version::from_name(one.as_str()).as_ref(), Ok(one));
        assert_eq!(Version::from_toolchain(&format!("{one}-custom X:more")).as_ref(), Ok(one));
        assert_eq!(one.language().language(), one.language());
        assert!(one.language().same_line(one) && one.as_str().len() <= 64);
        advisories::fuzz_tests::version(one);
        catalog::fuzz_tests::version(one);
        for other in &versions {
            assert_eq!(one.cmp(other), other.cmp(one).reverse());
            for third in &versions {
                assert!(!(one <= other && other <= third) || one <= third, "{one} {other} {third}");
            }
        }
    }
    for line in lines() {
        if let Ok(request) = line.parse::<ReleaseRequest>() {
            assert_eq!(request.to_string().parse::<ReleaseRequest>().as_ref(), Ok(&request));
            request.pick(&versions);
        }
        if let Ok(target) = line.parse::<Target>() {
            assert_eq!(target.to_string().parse::<Target>().ok().as_ref(), Some(&target));
        }
        SystemVersion::of_release(line).map(SystemVersion::of_darwin);
        Language::of_locale(line);
    }
}

/// What was read is written so that the same is read again.
pub(crate) fn setup_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(file) = SetupFile::parse(text) else { return };
    let again = SetupFile::parse(&file.text()).map_err(|error| error.to_string());
    assert_eq!(again.as_ref(), Ok(&file), "{}", file.text());
    assert_eq!(again.map(|again| again.text()), Ok(file.text()));
}

/// An instance is written so that the same one is read again.
fn instance(bytes: &[u8]) {
    if let Ok(Some(instance)) = GoInstance::read(bytes) {
        same_again(&instance);
        instance.wanted().ok();
    }
}

fn goproxy_list(bytes: &[u8]) {
    for target in [Target::new("linux", "amd64"), Target::new("windows", "arm64")] {
        let versions = module::versions(bytes, &target);
        assert!(versions.is_sorted_by(|newer, older| newer > older));
        assert!(versions.iter().all(|version| module::is_zip(&module::archive(version, &target).filename)));
    }
}

fn goproxy(bytes: &[u8]) {
    let read = GoProxy::read(&text(bytes));
    for address in &read.addresses() {
        assert!(address.username().is_empty() && address.password().is_none(), "{address}");
        assert_eq!(http::base(address.as_str()).as_ref(), Ok(address));
    }
}

fn go_output(bytes: &[u8]) {
    if let Some(said) = GoOutput::of(&text(bytes)) {
        assert!(said.to_string().lines().count() <= 41);
    }
}

/// A program, and the command that would build it again.
fn program(bytes: &[u8]) {
    buildinfo::architecture_of(Cursor::new(bytes));
    let Ok(build) = buildinfo::read_from(Cursor::new(bytes)) else { return };
    build.version();
    let modules = build.main.iter().chain(&build.dependencies);
    let mut names = modules.flat_map(|module| [&module.path, &module.version, &module.sum]);
    assert!(names.all(|name| name.len() <= 4096) && build.package.len() <= 4096, "{build:?}");
    if let Ok(recipe) = Recipe::of(&build, "linux/amd64") {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/@".contains(&byte);
        assert!(!recipe.target().starts_with('-') && recipe.target().bytes().all(is_plain), "{recipe:?}");
        assert!(recipe.flags.iter().all(|flag| flag.starts_with('-')), "{recipe:?}");
    }
}

fn strings(bytes: &[u8]) {
    let text = text(bytes);
    quoted::unquoted(&text);
    let plain: String = text.chars().filter(|character| !matches!(character, '`' | '\r')).collect();
    assert_eq!(quoted::unquoted(&format!("`{plain}`")), Some(plain));
}

/// A signature, followed by a key file. Nothing that it does not sign is accepted.
fn openpgp(bytes: &[u8]) {
    /// The keys in the corpus, made for it.
    const OWNERS: [&str; 3] = [
        "e61a3c79c03241a98dee738548d7fb446d2c3512",
        "d0507dcaf8bc6393f3ebe54a8f916a4407bc8bad",
        "19a6fd39e436ffec62d1987d0086cb3d569f5fbc",
    ];
    const KEYS: &[u8] = b"-----BEGIN PGP PUBLIC KEY BLOCK-----";
    const NOW: u64 = 1_800_000_000;
    let at = bytes.windows(KEYS.len()).position(|window| window == KEYS).unwrap_or(bytes.len());
    let (signature, keys) = bytes.split_at(at);
    let (signature, keys) = (Detached::read(signature), OWNERS.map(|owner| Keys::read(keys, owner)));
    let Ok(signature) = signature else { return };
    for maker in keys.iter().flatten().filter_map(|keys| signature.maker(keys, NOW).ok()) {
        assert!(matches!(maker.has_signed(&b"not what was signed"[..]), Ok(None)));
    }
}

/// A journal file: what it says can be shown, and each record is written as it is read. Its records are also read with
/// their right checksums.
fn journal_file(bytes: &[u8]) {
    let records = bytes.split(|byte| *byte == b'\n').filter_map(read_back::<Record<'_>>);
    let lines: Vec<Vec<u8>> = records.filter_map(|record| own_json::to_vec(&record).ok()).collect();
    let sealed = lines.join(&b'\n');
    for (text, is_running) in [(bytes, true), (bytes, false), (&sealed, true), (&sealed, false)] {
        if let Reading::Entry(entry) = JournalEntry::parse(1, text, is_running) {
            show(&entry);
        }
    }
}

/// Asks everything that the history asks.
fn show(entry: &JournalEntry) {
    let (home, plan) = (crate::machine::home::Home::new("/home/me/.upgo"), &entry.plan);
    let (_, _, _) = (entry.outcome(), entry.is_undoable(), entry.past());
    let (_, _, _) = (plan.titles(&home), plan.variables(), plan.left_alone());
    let (_, _, _) = (plan.freed_bytes(), plan.is_routine(None), plan.programs(&entry.begun));
    for step in &plan.steps {
        let (_, _, _) = (step.differences(), step.patch(), step.facts());
    }
}

fn kept(bytes: &[u8]) {
    read_back::<Exchange>(bytes).as_ref().map(Exchange::is_in_its_subject);
}

fn receipt(bytes: &[u8]) {
    read_back::<Receipt>(bytes);
}

fn memory(bytes: &[u8]) {
    read_back::<Memory>(bytes);
}

fn log(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        // It is written to the millisecond only.
        serde_json::from_slice::<LogEntry>(line).ok().map(|entry| serde_json::to_vec(&entry));
    }
}

/// No secret is left in a text, wherever it is.
fn redaction(bytes: &[u8]) {
    const SECRET: &str = "hunter2-hunter2";
    let text = text(bytes);
    let folder = std::path::Path::new("/home/zoe");
    let discretion = Discretion::of(Some(folder), [std::path::Path::new("/home/zoe/src/secret")])
        .and_names(["zoe".to_owned()], "<user>")
        .and_secrets([SECRET.to_owned()]);
    let half = text.floor_char_boundary(text.len() / 2);
    let told = discretion.tell(&format!("{}{SECRET}{}", &text[..half], &text[half..]));
    assert!(!told.contains(SECRET), "{told}");
    let login = format!("{}:hunter2@{}", http::fuzz_tests::before_login(&text[..half]), "go.dev/x");
    let told = Discretion::default().tell(&login);
    assert!(!told.contains("hunter2"), "{login}: {told}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_of_the_corpora_and_its_variations_are_read() {
        upgo_testkit::fuzz::run(TARGETS);
    }
}
