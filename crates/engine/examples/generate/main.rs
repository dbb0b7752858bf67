//! Prints the generated documents as one JSON object, path → text; `scripts/gen.mjs` writes or checks them.
#![expect(clippy::print_stdout, reason = "a generator prints")]
mod rollout;
mod stage;
mod templates;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value, json};
use upgo_engine::answers::{
    DoctorChanges, DoctorIgnored, DoctorPlans, DryRun, MirrorServed, MirrorTrials, NamedFile, PolicyChecked,
    PrintedText, ReportAnswer, SettingChanged, SettingsAnswer, SettingsImported, SetupExported, Text, VerifyAll,
    VerifyChanges, VerifyPlans, WatchReport,
};
use upgo_engine::base::report::{Code, Event, Failure, Remedy};
use upgo_engine::base::words::{AnySentence, Language, Pattern, Sentence};
use upgo_engine::cases::{
    AuditLogReport, AuditReport, AvailableReport, BackgroundReport, BisectReport, BuildSpeedReport, Bundled,
    CachesReport, Changed, CheckReport, Cleaned, EnvironmentReport, Forgotten, GoStateReport, GoStatesReport,
    HistoryReport, HookEvent, ListReport, LogReport, PolicyReport, PreflightReport, Program, ProgramsReport,
    ProjectsReport, Purged, RebuiltRelease, RehearsalReport, SelfReport, ShellReport, StatusReport, TerminalReport,
    ToClean, ToolsReport, VerifyReport, WhatsNewReport, WhyReport, WslReport,
};
use upgo_engine::cases::{FLEET_METRICS, STATUS_METRICS};
use upgo_engine::change::audit_log::AuditVerdict;
use upgo_engine::change::log::LogEntry;
use upgo_engine::change::mirror::{Built, CheckedMirror, Pruned};
use upgo_engine::choices::settings::{self, SettingEntry, Settings};
use upgo_engine::guidance::doctor::DoctorReport;
use upgo_engine::guidance::fleet::{FleetReport, Gathered, Judge, MachineReport, page};
use upgo_engine::store::proof::ProofChain;

#[expect(clippy::too_many_lines, reason = "the list of files")]
fn main() -> Result<(), String> {
    let mut files = BTreeMap::new();
    files.insert("docs/errors.md".to_owned(), errors());
    files.insert("docs/settings.md".to_owned(), settings());
    files.insert("docs/teams/policy.md".to_owned(), policy());
    files.insert("packaging/windows/policy/Upgo.admx".to_owned(), templates::admx());
    for (language, folder) in [(Language::English, "en-US"), (Language::Chinese, "zh-CN")] {
        files.insert(format!("packaging/windows/policy/{folder}/Upgo.adml"), templates::adml(language));
    }
    files.insert("ui/src/api/settings.ts".to_owned(), settings_of_page());
    files.insert("ui/src/api/remedies.ts".to_owned(), remedies_of_page());
    for (language, folder) in [(Language::English, "en"), (Language::Chinese, "zh-CN")] {
        files.insert(format!("ui/src/text/{folder}/engine.ts"), words_of_page(language));
    }
    files.insert("tests/monitoring/rig/metrics.json".to_owned(), metrics());
    files.insert("docs/pictures/rollout.svg".to_owned(), rollout::picture());
    files.insert("ui/src/api/scenarios/data/stage.json".to_owned(), stage::stage()?);
    let mut schemas = BTreeMap::new();
    add::<Built>(&mut schemas, "mirror-build");
    add::<Bundled>(&mut schemas, "bundle-create");
    add::<Pruned>(&mut schemas, "mirror-prune");
    add::<MirrorServed>(&mut schemas, "mirror-serve");
    add::<MirrorTrials>(&mut schemas, "mirror-test");
    add::<FleetReport>(&mut schemas, "fleet");
    add::<MachineReport>(&mut schemas, "fleet-report");
    add::<CheckedMirror>(&mut schemas, "mirror-verify");
    add::<SettingsAnswer>(&mut schemas, "settings");
    add::<PolicyReport>(&mut schemas, "policy");
    add::<PolicyChecked>(&mut schemas, "policy-check");
    add::<SettingEntry>(&mut schemas, "settings-get");
    add::<SettingChanged>(&mut schemas, "settings-set");
    add::<SetupExported>(&mut schemas, "setup-export");
    add::<SettingsImported>(&mut schemas, "settings-import");
    add::<CachesReport>(&mut schemas, "cache");
    add::<Cleaned>(&mut schemas, "cache-clean");
    add::<ToClean>(&mut schemas, "cache-clean-dry-run");
    add::<Forgotten>(&mut schemas, "cache-reset");
    add::<Text>(&mut schemas, "text");
    add::<NamedFile>(&mut schemas, "file");
    add::<WatchReport>(&mut schemas, "check-notify");
    add::<Program>(&mut schemas, "which");
    add::<LogEntry>(&mut schemas, "log-line");
    add::<PrintedText>(&mut schemas, "report-print");
    add::<StatusReport>(&mut schemas, "status");
    add::<HookEvent>(&mut schemas, "hook-event");
    add::<ListReport>(&mut schemas, "list");
    add::<AvailableReport>(&mut schemas, "list-available");
    add::<WslReport>(&mut schemas, "list-wsl");
    add::<CheckReport>(&mut schemas, "check");
    add::<AuditReport>(&mut schemas, "audit");
    add::<ProgramsReport>(&mut schemas, "audit-programs");
    add::<AuditVerdict>(&mut schemas, "audit-log-verify");
    add::<AuditLogReport>(&mut schemas, "audit-log-export");
    add::<WhatsNewReport>(&mut schemas, "whatsnew");
    add::<Changed>(&mut schemas, "change");
    add::<Purged>(&mut schemas, "purge");
    add::<HistoryReport>(&mut schemas, "history");
    add::<RehearsalReport>(&mut schemas, "rehearse");
    add::<LogReport>(&mut schemas, "log");
    add::<ReportAnswer>(&mut schemas, "report");
    add::<BackgroundReport>(&mut schemas, "background");
    add::<WhyReport>(&mut schemas, "why");
    add::<TerminalReport>(&mut schemas, "terminal");
    add::<ProjectsReport>(&mut schemas, "projects");
    add::<ShellReport>(&mut schemas, "shell");
    add::<BisectReport>(&mut schemas, "bisect");
    add::<PreflightReport>(&mut schemas, "preflight");
    add::<GoStateReport>(&mut schemas, "dsc");
    add::<GoStatesReport>(&mut schemas, "dsc-export");
    add::<ToolsReport>(&mut schemas, "tools");
    add::<EnvironmentReport>(&mut schemas, "env");
    add::<DoctorReport>(&mut schemas, "doctor");
    add::<DoctorPlans>(&mut schemas, "doctor-dry-run");
    add::<DoctorChanges>(&mut schemas, "doctor-fix");
    add::<DoctorIgnored>(&mut schemas, "doctor-ignore");
    add::<VerifyReport>(&mut schemas, "verify");
    add::<ProofChain>(&mut schemas, "proof");
    add::<VerifyAll>(&mut schemas, "verify-all");
    add::<BuildSpeedReport>(&mut schemas, "doctor-measure");
    add::<RebuiltRelease>(&mut schemas, "verify-rebuild");
    add::<VerifyPlans>(&mut schemas, "verify-dry-run");
    add::<VerifyChanges>(&mut schemas, "verify-repair");
    add::<SelfReport>(&mut schemas, "self");
    add::<Event>(&mut schemas, "event");
    add::<DryRun>(&mut schemas, "dry-run");
    add::<Failure<'_>>(&mut schemas, "error");
    files.insert("tests/ui/fleet-page.html".to_owned(), fleet_page());
    files.extend(schema_files(schemas));
    println!("{}", serde_json::to_string(&files).unwrap_or_default());
    Ok(())
}

/// An overview of some machines, for the tests of the page in a browser.
fn fleet_page() -> String {
    let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap_or_default();
    let mut reports = Gathered::default();
    for number in 0..40 {
        let ring = ["\"canary\"", "\"early\"", "\"broad\"", "null"][number % 4];
        let name =
            if number == 7 { "\"<b onclick=alert(1)>é&amp;\"".to_owned() } else { format!("\"machine-{number}\"") };
        let (go, day) = (["go1.26.5", "go1.27.3", "go1.9.2"][number % 3], 1 + number % 22);
        let (update, problem) = match number % 5 {
            1 => ("\"go1.28.0\"", "null"),
            2 => ("null", "\"UPGO-DISK-FULL\""),
            _ => ("null", "null"),
        };
        let text = format!(
            "{{\"format\":1,\"id\":\"{number:032x}\",\"name\":{name},\"ring\":{ring},\"at\":\"2026-11-{day:02}T06:00:00Z\",\
             \"upgo\":\"0.1.0\",\"target\":\"windows-amd64\",\"go\":\"{go}\",\"installed\":[\"{go}\"],\"update\":{update},\
             \"checkProblem\":{problem}}}"
        );
        reports.add_file(&format!("{number}.json"), text.as_bytes(), now);
    }
    reports.add_file("<script>.json", b"{", now);
    let judge = Judge { advisories: None, now, silent_after: SignedDuration::from_hours(14 * 24), within: None };
    page::html(&FleetReport::of(reports, judge), Language::English, &TimeZone::UTC)
}

/// The names of the metrics, by the command that prints them.
fn metrics() -> String {
    let names = |all: &[(&str, &str)]| all.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
    pretty(&json!({ "status": names(STATUS_METRICS), "fleet": names(FLEET_METRICS) })) + "\n"
}

/// The schema of what is printed: every field that is always written is required, even if it may be null.
fn add<T: JsonSchema>(schemas: &mut BTreeMap<&'static str, Schema>, name: &'static str) {
    let generator = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(known_formats));
    schemas.insert(name, generator.into_generator().into_root_schema_for::<T>());
}

/// Leaves out formats that JSON Schema does not define, such as `uint64`: strict readers refuse a schema that has them.
/// `minimum` and `maximum` say the same.
fn known_formats(schema: &mut Schema) {
    if schema.get("format").and_then(Value::as_str).is_some_and(|format| format.contains("int")) {
        schema.remove("format");
    }
}

/// Each schema stands alone, because many readers resolve no reference to another file.
fn schema_files(schemas: BTreeMap<&'static str, Schema>) -> impl Iterator<Item = (String, String)> {
    schemas.into_iter().map(|(name, schema)| (format!("docs/schemas/{name}.json"), pretty(&schema) + "\n"))
}

/// The policy of an organization.
fn policy() -> String {
    format!(
        r#"# Policy

For administrators. An organization can decide which Go versions its machines may use, where they come from, and what
Upgo does by itself. `upgo policy` shows what applies on a machine and where it is set; `upgo policy --json` lists every
key. `upgo policy check FILE` finds the mistakes in a file before it is put in force, with their lines, and ends with
exit status 2 if there are any. Users see managed settings in `upgo settings` and in the window, but cannot change them.
`npm run gen` writes the keys below from `crates/engine/src/choices/policy/table.rs`.

## Where it is read

| system | place |
|---|---|
| Windows | `HKLM\Software\Policies\Upgo`, then `HKCU\Software\Policies\Upgo` for keys that the first does not set |
| Linux, macOS | `/etc/upgo/policy.toml` |

- A policy takes precedence over settings and over variables such as `UPGO_FEED_URL`.
- The file counts only if root owns it and every folder above it, and nobody else can write to any of them.
- If `HKLM` sets any key of *Releases*, *Sources and proof*, *Audit log* or *Hooks*, `HKCU` is ignored for that whole
  group, because its keys could weaken each other. `HKCU` cannot let users change a setting that `HKLM` sets
  (`user-may-change`).
- Every command reads the policy again. It reports a malformed value, and uses the one given below (*If malformed*). If
  the whole file cannot be read, no version can be installed, a proof is required, and nothing is installed
  automatically.

A policy guards against mistakes. It is not a sandbox: a user can still unpack a Go archive by hand.

## Which version

A version can be installed if all three are true:

1. It matches `version`, is not in `blocked`, and is in `allowed` if that list is set.
2. It is in `approved`, or `locked-until` has passed, or neither key is set.
3. It is in `approved`, or the ring's days have passed since its release (since this machine first saw it, if the date
   is unknown).

The first release of its line that fixes a known vulnerability of the Go in use waits only for the days in
`ring-security-days`, and need not be in `approved` unless `security-needs-approval` is set. Another line counts only if
the line in use has no fix. `locked-until`, `version`, `allowed` and `blocked` apply to fixes, too.

![Three policies compared: with the rings as they are, 173 of 200 machines run a fix of Wednesday on Thursday](../pictures/rollout.svg)

`upgo upgrade` installs the newest such version. If the Go in use is not permitted, that may be an older one, and every
command and the window say so. An installed version can be used if 1 is true. A command that the policy refuses ends
with exit status 15 and `UPGO-POLICY-VERSION` or `UPGO-POLICY-SETTING`.

`upgo check`, `status`, `audit`, `whatsnew`, `preflight` and `upgrade` name the newest release that the policy holds
back, and why. A machine that waits for it counts as up to date, even if the release would fix a known vulnerability;
`upgo audit` and `upgo fleet` still count that. If the policy permits no release at all, the machine is not up to date:
`upgo check --exit-code` exits with 15.

## Examples

```toml
# /etc/upgo/policy.toml
contact = "IT Service Desk, 4711"
allowed = [">=1.26"]
blocked = ["1.27.0"]
ring = "early"
proof = "required"
mirrors = ["https://go.example.com/"]
user-may-change = ["background"]
background = "scheduled"

[check]
window = "12:00-13:00"
```

For Group Policy and Intune, use the administrative templates in `packaging/windows/policy`: copy `Upgo.admx` to
`PolicyDefinitions`, and each `Upgo.adml` to the folder of its language there.

## Keys
{}"#,
        templates::reference()
    )
}

/// The reference of all settings.
fn settings() -> String {
    let row = |key: &settings::Key| {
        let default = (key.value)(&Settings::default()).map_or("none".to_owned(), |value| format!("`{value}`"));
        format!("| `{}` | {} | {default} | {} |\n", key.name, key.kind, key.doc.say(Language::English))
    };
    let rows: String = Settings::KEYS.iter().map(row).collect();
    let trust = Settings::KEYS.iter().filter(|key| key.decides_trust).map(|key| format!("`{}`", key.name));
    let trust = trust.collect::<Vec<_>>().join(", ");
    format!(
        "# Settings\n\nFor everybody who wants Upgo to behave differently. The window and `upgo settings` change them; the file is `settings.toml` in Upgo's home. Made by `npm run gen`.\n\n\
         | key | value | default | purpose |\n|---|---|---|---|\n{rows}\n\
         These settings decide whom Upgo trusts: {trust}.\n\
         Changing them is a plan like any other: `--dry-run` shows it, `upgo history` lists it, and `upgo rollback`\n\
         undoes it. `upgo settings import` makes such a plan first if the file changes any of them. All other settings\n\
         change at once.\n"
    )
}

/// The keys of the settings file as a type of the page, and every setting at its default, for its scenarios.
fn settings_of_page() -> String {
    let keys: Vec<String> = Settings::KEYS.iter().map(|key| format!("{:?}", key.name)).collect();
    let defaults = serde_json::to_string(&settings::Loaded::default().list()).unwrap_or_default();
    format!(
        "// Made by `npm run gen` from the table in crates/engine/src/choices/settings/mod.rs.\n\
         import type {{ SettingEntry }} from \"./bindings\";\n\n\
         /** A key of the settings file. */\n\
         export type SettingKey = {};\n\n\
         /** Every setting at its default. */\n\
         export const defaultSettings: SettingEntry[] = {defaults};\n",
        keys.join(" | ")
    )
}

/// The words of `text` that the page fills in itself, for the labels of its buttons and for what it shows of a headline.
fn words_of_page(language: Language) -> String {
    const FORMS: [&str; 4] = ["Button", "Doing", "Done", "Noun"];
    /// What the page has no use for, because it shows no numbers of changes, or says it in its own way.
    const LEFT_OUT: [&str; 6] = ["Before", "BackTo", "UndoNumbered", "RedoNumbered", "UndoOfRedo", "Security"];
    let name = |sentence: AnySentence, prefix: &str| {
        let name = sentence.name();
        let rest = name.strip_prefix(prefix)?.to_owned();
        (rest.starts_with(char::is_uppercase) && !LEFT_OUT.iter().any(|left| rest.starts_with(left))).then_some(rest)
    };
    let key = |name: &str| name[..1].to_ascii_lowercase() + &name[1..];
    let table = |prefix: &str| {
        let mut table = Map::new();
        for sentence in AnySentence::all() {
            let Some(name) = name(sentence, prefix) else { continue };
            let (one, several) = sentence.patterns(language);
            // both languages have the same keys
            if let (Some(_), _) = sentence.patterns(Language::English) {
                table.insert(key(&name) + "One", one.unwrap_or(several).into());
            }
            table.insert(key(&name), several.into());
        }
        table
    };
    let mut changes: Map<String, Value> = Map::new();
    for (name, text) in table("Change") {
        let form = FORMS.iter().find(|form| name.ends_with(**form) && name.len() > form.len());
        let (change, form) = form.map_or((name.as_str(), "title".to_owned()), |form| {
            (name.strip_suffix(form).unwrap_or_default(), key(form))
        });
        let forms = changes.entry(change).or_insert_with(|| json!({}));
        forms[form] = text;
    }
    let words = json!({
        "changes": changes,
        "outcomes": table("Outcome"),
        "headlines": table("Headline"),
        "proof": { "levels": table("ProofLevel"), "means": table("ProofMeans") },
        "remedies": table("Remedy"),
        "list": AnySentence::from(Sentence::ListSeparator).patterns(language).1.trim_matches('|'),
        "more": AnySentence::from(Pattern::AndMore).patterns(language).1,
    });
    format!(
        "// Made by `npm run gen` from the files in text.\n\n\
         /** The words that the page fills in itself. The engine says everything else. */\n\
         export const engine = {};\n",
        pretty(&words)
    )
}

/// The buttons for each error code. They have their own file, because the page loads them only with a problem.
fn remedies_of_page() -> String {
    let kinds: Vec<String> = Remedy::ALL.iter().map(pretty).collect();
    let remedies: BTreeMap<&str, &[Remedy]> = Code::ALL.iter().map(|code| (code.as_str(), code.remedies())).collect();
    format!(
        "// Made by `npm run gen` from crates/engine/src/base/report/code.rs.\n\
         import type {{ Code }} from \"./bindings\";\n\n\
         /** An action of the window that helps with a problem. */\n\
         export type Remedy = {};\n\n\
         /** The actions for each code, the most helpful first. */\n\
         export const remedies: Record<Code, readonly Remedy[]> = {};\n",
        kinds.join(" | "),
        pretty(&remedies)
    )
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn errors() -> String {
    let mut text = String::from(
        "# Error codes\n\nFor everybody who has met one: what happened, what it means, and what to do. Made from \
         `text/en/codes.ftl` by `npm run gen`. A code is the same in the terminal, in JSON, in the log and in the exit \
         status; once released it stays.\n",
    );
    for code in Code::ALL {
        write!(
            text,
            "\n## {code}\n\nExit status {}. {}. {}\n\n{}\n",
            code.exit(),
            code.what(),
            code.means(),
            code.next()
        )
        .ok();
    }
    text
}
