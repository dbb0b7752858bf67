//! A table of every command and flag in `upgo --help`, with the schema of its output. Tests of what all commands have
//! in common run on these rows. A new command or flag needs a row.
use std::collections::{BTreeMap, BTreeSet};

use upgo_testkit::lab::Lab;
use upgo_testkit::release::Release;
use upgo_testkit::vulns::Vulns;

use crate::lab;

/// A command line, and the schemas that its output may have: two if it can also fail, depending on the system. The rows
/// run in this order. Words in braces are paths in the sandbox.
pub(crate) const ROWS: &[(&str, &str)] = &[
    ("--version", "text"),
    ("--help", "text"),
    ("help install", "text"),
    ("install --help", "text"),
    ("completions bash", "text"),
    ("completions powershell", "text"),
    ("man", "text"),
    ("man env set", "text"),
    ("man nothing", "error"),
    ("help --all", "text"),
    ("help teams", "text"),
    ("", "status"),
    ("status", "status"),
    ("status --format openmetrics", "error"),
    ("install 1.26.6 --use --dry-run", "dry-run"),
    ("install 1.26.6 --use --yes --without-proof", "change"),
    ("install 1.27.3 --sha256 00", "error"),
    ("install {archive} --dry-run", "error"),
    ("install 1.27.3", "change"),
    ("use 1.27.3 --dry-run", "dry-run"),
    ("use 1.27.3 --yes", "change"),
    ("status", "status"),
    ("use 1.99.1", "error"),
    ("terminal 1.99.1", "terminal error"), // another version would open one
    ("exec 1.99.1 --without-proof --json -- go version", "error"), // the output of a command that runs is its own
    ("shell 1.26.6 --shell bash --print --without-proof", "shell error"),
    ("shell 1.99.1 --window", "terminal error"),
    ("bisect --good 1.26.6 --bad 1.27.3 --include-prereleases --without-proof --json -- go version", "bisect error"),
    ("rollback --dry-run", "dry-run"),
    ("rollback --yes --wait", "change"),
    ("rollback 1 --even-if-running --dry-run", "dry-run error"),
    ("upgrade --patch --dry-run", "dry-run"),
    ("upgrade --to 1.27.3 --without-proof --dry-run", "dry-run"),
    ("upgrade --yes", "change"),
    ("upgrade --unattended --deadline 30m", "change"),
    ("upgrade --unattended --deadline tomorrow", "error"),
    ("preflight", "preflight"),
    ("preflight --patch", "preflight"),
    ("preflight --to 1.26.6 --exit-code", "preflight"),
    ("rehearse 1.26.6 --dry-run", "dry-run"),
    ("rehearse 1.26.6 {tmp} --test --timeout 1m --yes", "error"), // it has no module
    ("rehearse 1.26.6 {module} --fixes", "rehearse"),             // it has no package
    ("rehearse --change 99", "error"),
    ("remove 1.26.6 --force --wait --dry-run", "dry-run"),
    ("remove 1.26.6 1.27 --yes", "error"),
    ("remove --downloaded 1.26.6 --dry-run", "error"), // Go has downloaded none
    ("remove --unused --even-if-running --yes", "change"),
    ("list", "list"),
    ("list --sizes", "list"),
    ("list --wsl", "list-wsl error"), // only Windows has distributions
    ("list --available --channel all", "list-available"),
    ("check --exit-code", "check"),
    ("check --notify", "check-notify"),
    ("audit --offline --exit-code", "audit"),
    ("audit 1.26.6 --target linux-amd64 --module {tmp}", "audit"),
    ("audit {tmp}", "audit-programs"),
    ("audit --sarif", "error"), // SARIF is its own kind of document
    ("whatsnew", "whatsnew"),
    ("whatsnew 1.26.6 1.27.3 --project {tmp}", "whatsnew"),
    ("whatsnew 1.27.3 1.26.6", "error"),
    ("adopt --remove-old --without-proof --yes --dry-run", "dry-run error"),
    ("adopt {tmp}", "error"),
    ("adopt --all --dry-run", "dry-run error"),
    ("adopt --all {tmp}", "error"),
    ("step-aside --yes --dry-run", "dry-run error"),
    ("system install 1.27.3 --yes --dry-run", "dry-run error"),
    ("system repair --arch amd64 --yes --dry-run", "dry-run error"),
    ("system uninstall --arch amd64 --yes --dry-run", "dry-run error"),
    ("system keep --yes --dry-run", "dry-run error"),
    ("env", "env"),
    ("env set GOPROXY direct --scope go --yes", "change"),
    ("env set GOPROXY direct --dry-run", "dry-run"),
    ("env unset GOPROXY --scope go --dry-run", "dry-run"),
    ("env unset GOPROXY --yes --scope go", "change"),
    ("env path add {tmp} --first --scope user --dry-run", "dry-run error"),
    ("env path add {tmp} --yes", "change error"),
    ("env path move {tmp} --last --scope user --dry-run", "dry-run error"),
    ("env path move {tmp} --to 1 --yes", "change error"),
    ("env path remove {tmp} --scope user --dry-run", "dry-run error"),
    ("env path remove {tmp} --yes", "change error"),
    ("env path deduplicate --scope user --dry-run", "dry-run error"),
    ("env path deduplicate --yes", "change error"),
    ("env path first --dry-run", "dry-run"),
    ("env path first --machine --yes --dry-run", "dry-run error"),
    ("add-to-path --dry-run", "dry-run"),
    ("add-to-path --yes", "change"),
    ("projects", "projects"),
    ("projects {tmp}", "projects"),
    ("projects /no/such/folder", "error"),
    ("projects {tmp} --exit-code --baseline /no/such/file", "error"),
    ("projects {module} --write-baseline {html}", "projects"),
    ("projects {tmp} --format junit", "error"), // a kind of document of its own
    ("projects add {tmp} --dry-run", "dry-run"),
    ("projects add {tmp} --yes", "change"),
    ("projects remove {tmp} --yes", "change"),
    ("projects remove {tmp} --dry-run", "error"),
    ("projects raise {tmp} --go 1.27 --ci --without-rehearsal --dry-run", "dry-run error"),
    ("projects raise {tmp} --go 1.27 --test --yes", "change error"),
    ("projects fix {tmp} --go 1.26.6 --dry-run", "dry-run error"),
    ("projects fix {module} --go 1.26.6 --test --yes", "change error"),
    ("projects fix {module} --go 1.26.6 --tried --yes", "change error"),
    ("history", "history"),
    ("history --hooks", "history"),
    ("history --last 2 --before 3", "history"),
    ("log", "log"),
    ("log --level debug --last 5", "log"),
    ("log --path", "file"),
    ("audit-log verify", "audit-log-verify"),
    (
        "audit-log verify --contains 0000000000000000000000000000000000000000000000000000000000000000",
        "audit-log-verify",
    ),
    ("audit-log export --since 2026-01-01", "audit-log-export"),
    ("log audit verify", "audit-log-verify"),
    (
        "log audit verify --contains 0000000000000000000000000000000000000000000000000000000000000000",
        "audit-log-verify",
    ),
    ("log audit export --since 2026-01-01", "audit-log-export"),
    ("log report", "report"),
    ("log report --print about.json", "report-print"),
    ("report", "report"),
    ("report {zip} --yes", "report"),
    ("log report {zip} --yes", "error"), // the file is there
    ("report --print about.json", "report-print"),
    ("which", "which"),
    ("why {tmp}", "why"),
    ("why --this-terminal", "why"),
    ("why --ask", "why"),
    ("why {tmp} --exit-code --baseline /no/such/file", "error"),
    ("why {tmp} --format sarif", "error"),
    ("why --path", "which"),
    ("verify", "verify-all"),
    ("verify 1.27.3", "verify"),
    ("verify 1.27.3 --why", "proof"),
    ("verify 1.27.3 --rebuild", "verify-rebuild"),
    ("verify 1.27.3 --repair --dry-run", "dry-run"),
    ("verify 1.27.3 --repair --without-proof", "change"),
    ("verify --repair --dry-run", "verify-dry-run"),
    ("verify --repair --yes", "verify-repair"),
    ("doctor", "doctor"),
    ("doctor --exit-code", "doctor"),
    ("doctor --fix --dry-run", "doctor-dry-run"),
    ("doctor --fix --yes", "doctor-fix error"),
    ("doctor --ignore goenv.pins-toolchain", "doctor-ignore"),
    ("doctor --show-again goenv.pins-toolchain", "doctor-ignore"),
    ("doctor --measure {tmp}", "doctor-measure"),
    ("tools", "tools"),
    ("tools rebuild --yes --dry-run", "dry-run"),
    ("tools rebuild gone", "error"),
    ("tools check", "tools"),
    ("tools update --yes --dry-run", "dry-run"),
    ("tools update gone", "error"),
    ("background", "background"),
    ("background off", "background error"),
    ("policy", "policy"),
    ("policy check {toml}", "policy-check"),
    ("settings", "settings"),
    ("settings list", "settings"),
    ("settings get theme", "settings-get"),
    ("settings set theme dark", "settings-set"),
    ("settings set proof required --dry-run", "dry-run"),
    ("settings set proof required --yes", "settings-set"),
    ("settings unset theme", "settings-set"),
    ("settings unset proof --dry-run", "dry-run"),
    ("settings unset proof --yes", "settings-set"),
    ("settings path", "file"),
    ("settings export", "text"),
    ("settings export {toml}", "file"),
    ("settings import {toml} --dry-run", "dry-run"),
    ("settings import {toml} --yes", "settings-import"),
    ("setup export", "setup-export"),
    ("setup export {setup} --yes", "setup-export"),
    ("setup export {setup}", "error"), // it exists
    ("setup apply {setup} --dry-run", "dry-run"),
    ("setup apply {setup} --without-proof --yes", "change"),
    ("setup apply {tmp}", "error"),
    ("self check", "self"),
    ("self update --dry-run", "error"), // the program of a test is updated by its developer
    ("self update --yes", "error"),
    ("self rollback --dry-run", "error"),
    ("self rollback --yes", "error"),
    ("mirror build {mirror} --versions 1.27.3 --os linux --arch amd64", "mirror-build error"),
    ("mirror build {mirror} --versions 1.27.3 --from {mirror} --without-vulnerabilities", "mirror-build"),
    ("mirror verify {mirror}", "mirror-verify"),
    ("mirror verify {tmp}", "error"),
    ("mirror prune {mirror} --versions 1.27.3 --dry-run", "mirror-prune"),
    ("mirror test {feed}", "mirror-test"),
    ("bundle create {bundle} --versions 1.27.3 --os linux --arch amd64 --without-upgo", "bundle-create error"),
    ("bundle create {other-bundle} --versions 1.27.3 --from {mirror}", "bundle-create error"),
    ("install 1.27.3 --bundle {other-bundle}", "change"),
    ("install --bundle {archive}", "error"), // it is missing
    ("mirror serve {tmp}", "error"),
    ("fleet {tmp} --html {html} --silent-after 36h", "fleet"),
    ("fleet /no/such/folder", "error"),
    ("fleet {tmp} --within 24h --exit-code", "fleet"),
    ("fleet {tmp} --format openmetrics", "error"),
    ("fleet report", "fleet-report"),
    ("fleet report --to {tmp}", "file"),
    ("fleet report --to /no/such/folder", "error"),
    ("pin", "change error"), // there is no project in the folder of a test
    ("pin 1.27.3 --project {tmp} --dry-run", "dry-run error"),
    ("projects pin 1.27.3 --project {tmp} --dry-run", "dry-run error"),
    ("projects pin latest --yes", "change error"),
    ("pin latest --yes", "change error"),
    ("cache", "cache"),
    ("cache clean-go build modules --dry-run", "dry-run"),
    ("cache clean-go build --yes --wait", "change"),
    ("cache clean-go modules --even-if-running", "change"),
    (r#"dsc get --input {"version":"1.27"}"#, "dsc"),
    (r#"dsc test --input {"version":"1.27.3"}"#, "dsc"),
    (r#"dsc what-if --input {"version":"1.26.6"}"#, "dsc"),
    (r#"dsc set --input {"version":"1.27.3"}"#, "dsc"),
    (r#"dsc set --input {"version":"1.27.3","user":true}"#, "error"),
    ("dsc set", "error"), // standard input is empty
    ("dsc export --input {}", "dsc-export"),
    ("dsc schema", "text"),
    ("dsc manifest", "text"),
    ("cache move {tmp} --dry-run", "dry-run"),
    ("cache move {tmp} --yes", "change"),
    ("cache clean --dry-run", "cache-clean-dry-run"),
    ("cache clean", "cache-clean"),
    ("cache clean --yes", "cache-clean"),
    ("cache reset", "cache-reset"),
    ("self uninstall --wait", "error"),
    ("self uninstall --even-if-running --yes --dry-run", "dry-run"),
    ("purge --wait", "error"),
    ("purge --dry-run", "dry-run"),
    ("purge --even-if-running --yes", "purge"),
    ("no-such-command", "error"),
    ("settings get", "error"),
];

/// The rows of commands that run until they are stopped.
pub(crate) const ENDLESS: &[(&str, &str)] =
    &[("log --follow", "log-line"), ("mirror serve {mirror} --addr 127.0.0.1:0", "mirror-serve")];

/// A sandbox in which each row has something to do.
pub(crate) fn machine() -> Lab {
    let lab = lab();
    let vulnerabilities = Vulns::real().serve(&lab.server);
    let lab = lab.with_variable("UPGO_VULN_URL", vulnerabilities).with_release("go1.26.6");
    let mut lab = lab.with_release("go1.27.3");
    let source = Release::source(lab.release("go1.27.3"));
    lab.add(source);
    lab.static_mirror();
    std::fs::create_dir_all(lab.path("module")).unwrap();
    std::fs::write(lab.path("module/go.mod"), "module example.com/module\n\ngo 1.26\n").unwrap();
    lab
}

/// The words of a row.
pub(crate) fn words(lab: &Lab, row: &str) -> Vec<String> {
    let place = |name: &str| lab.path(name).to_str().unwrap().to_owned();
    let of = |word: &str| match word {
        "{feed}" => lab.server.url(),
        "{archive}" => place("no archive"),
        "{mirror}" | "{tmp}" | "{module}" => place(word.trim_matches(['{', '}'])),
        "{zip}" => place("report.zip"),
        "{html}" => place("fleet.html"),
        "{bundle}" | "{other-bundle}" => place(&format!("{}.zip", word.trim_matches(['{', '}']))),
        "{toml}" => place("exported.toml"),
        "{setup}" => place("setup.toml"),
        word => word.to_owned(),
    };
    row.split_whitespace().map(of).collect()
}

/// Makes of the program's own list what the help does not say: which of its lines are headings, and what it hides.
macro_rules! commands {
    ($($heading:literal { $($shown:tt)* })* hidden { $($name:literal $module:ident::$command:ident)* }) => {
        /// The headings above commands: those of `upgo help --all`, and clap's own.
        const HEADINGS: &[&str] = &[$($heading,)* "Commands"];

        /// The names of commands that are now part of others, which no help shows.
        const HIDDEN: &[&str] = &[$($name),*];
    };
}
include!("../../src/commands/table.rs");

/// The help of a command, split at its headings.
fn help(lab: &Lab, command: &str) -> BTreeMap<String, Vec<String>> {
    let of_all: &[&str] = if command.is_empty() { &["help", "--all"] } else { &["--help"] };
    let text = lab.upgo(command.split_whitespace().chain(of_all.iter().copied())).succeeds().output;
    let mut parts = BTreeMap::new();
    let mut heading = String::new();
    for line in text.lines() {
        match line.strip_suffix(':').filter(|line| !line.starts_with(' ')) {
            Some(name) => name.clone_into(&mut heading),
            None => parts.entry(heading.clone()).or_insert_with(Vec::new).push(line.to_owned()),
        }
    }
    parts
}

/// Each command without subcommands, or with its own flags, and its flags.
pub(crate) fn commands(lab: &Lab) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    let mut left = vec![String::new()];
    left.extend(HIDDEN.iter().map(|name| (*name).to_owned()));
    while let Some(command) = left.pop() {
        let parts = help(lab, &command);
        let below = HEADINGS.iter().filter_map(|heading| parts.get(*heading)).flatten();
        let below = below
            .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next().filter(|_| !line.starts_with("   ")));
        let below: Vec<&str> = below.filter(|name| *name != "help").collect();
        left.extend(below.iter().map(|name| format!("{command} {name}").trim().to_owned()));
        let lines = parts.get("Options").into_iter().flatten();
        let flags = lines.filter_map(|line| {
            let flag = line.trim_start().split([' ', ',']).find(|word| word.starts_with("--"))?;
            let is_definition = line.trim_start().starts_with('-');
            is_definition.then(|| flag.trim_end_matches(['[', '=']).to_owned())
        });
        let flags = flags.filter(|flag| !["--json", "--progress", "--quiet", "--help", "--version"].contains(&&**flag));
        let flags: BTreeSet<String> = flags.collect();
        if below.is_empty() || !flags.is_empty() {
            all.insert(command, flags);
        }
    }
    all
}

#[test]
fn every_command_and_every_flag_has_a_row() {
    let commands = commands(&lab());
    assert!(commands.len() > 40, "{commands:#?}");
    let rows: Vec<&str> = ROWS.iter().chain(ENDLESS).map(|(row, _)| *row).collect();
    for (command, flags) in &commands {
        let own: Vec<&str> =
            rows.iter().copied().filter(|row| format!("{row} ").starts_with(&format!("{command} "))).collect();
        assert!(!own.is_empty(), "`upgo {command}` has no row");
        for flag in flags {
            assert!(
                own.iter().any(|row| row.split(' ').any(|word| word == flag)),
                "`upgo {command} {flag}` has no row"
            );
        }
    }
}

/// What the rows of commands that change something print, or how such a row begins. All other rows only read.
const CHANGES: &[&str] = &[
    "background off", "bisect", "bundle-create", "cache-clean", "cache-reset", "change", "check-notify", "doctor-fix",
    "doctor-ignore", "dsc set", "mirror-build", "mirror-prune", "purge", "rehearse", "settings-import", "settings-set",
    "shell", "verify-rebuild", "verify-repair",
];

/// Whether a row only reads, and does not only fail. A plan does not count: what comes before it may be part of a change.
pub(crate) fn only_reads((row, schemas): &(&str, &str)) -> bool {
    let changes = |change: &&str| row.starts_with(change) || schemas.split(' ').any(|schema| schema == *change);
    *schemas != "error" && !row.contains("--dry-run") && !CHANGES.iter().any(changes)
}

/// Lines that only read, beside the rows: plans, and what finds nothing to read.
const MORE_READERS: [&str; 10] = [
    "install 1.27.3 --dry-run",
    "upgrade --dry-run",
    "use 1.26.6 --dry-run",
    "remove 1.26.6 --dry-run",
    "rollback --dry-run",
    "verify 1.26.6 --repair --dry-run",
    "rehearse --change 1",
    "mirror verify {tmp}",
    "mirror test",
    "mirror serve {tmp}",
];

#[test]
#[ignore = "long"]
fn an_error_of_what_only_reads_speaks_of_no_change() {
    use std::fs;
    use upgo_engine::base::report::{Claim, Code};
    let lab = machine();
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    let claims = Code::ALL.iter().map(|code| code.claim()).filter(|claim| *claim != Claim::Untouched);
    let claims: BTreeSet<String> = claims.filter_map(Claim::sentence).map(|claim| claim.to_string()).collect();
    let mut errors = BTreeMap::new();
    // no server answers; or something is a file that should be a folder, or the other way around
    for broken in ["", "journal", "toolchains", "receipts", "logs", "cache", "watch.json"] {
        let (place, aside) = (lab.home().join(broken), lab.home().join("aside"));
        let is_there = !broken.is_empty() && fs::rename(&place, &aside).is_ok();
        match broken {
            "" => {}
            "watch.json" => fs::create_dir(&place).unwrap(),
            _ => fs::write(&place, "no folder").unwrap(),
        }
        for row in ROWS.iter().filter(|row| only_reads(row)).map(|(row, _)| *row).chain(MORE_READERS) {
            let words: Vec<String> = words(&lab, row).into_iter().chain(["--json".to_owned()]).collect();
            let mut run = lab.upgo(words);
            if broken.is_empty() {
                run = run.with("UPGO_FEED_URL", "http://127.0.0.1:1/").with("UPGO_VULN_URL", "http://127.0.0.1:1/");
            }
            let run = run.ends();
            let Ok(answer) = serde_json::from_str::<serde_json::Value>(&run.output) else { continue };
            let error = &answer["error"];
            let Some(means) = error["means"].as_str() else { continue };
            let said = claims.iter().find(|claim| means.contains(claim.as_str()));
            assert_eq!(said, None, "`upgo {row}` with a broken {broken:?}: {error:#}");
            *errors.entry(error["code"].to_string()).or_insert(0_u32) += 1;
        }
        if !broken.is_empty() {
            fs::remove_file(&place).or_else(|_| fs::remove_dir(&place)).unwrap();
        }
        if is_there {
            fs::rename(&aside, &place).unwrap();
        }
    }
    assert!(errors.len() > 4, "too few kinds of errors: {errors:?}");
}
