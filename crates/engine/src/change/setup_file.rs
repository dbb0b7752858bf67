//! A file that says how the Go of a machine is set up: versions, programs, Go's variables, and Upgo's settings. Anybody
//! may have written it, so only the form described here is accepted, and a plan shows what it asks for.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml_edit::{Item, Key, TableLike, Value as Toml};

use crate::base::report::{Code, Explain as _, stated};
use crate::base::version::NotVersion;
use crate::base::words::{Language, Sentence, Statement};
use crate::choices::settings::{self, SettingEdit, SettingsError};
use crate::environment::EditScope;
use crate::environment::variable::{self, VariableRefusal};
use crate::machine::effect::of_io;
use crate::projects::rebuild::Recipe;
use crate::released::catalog::ReleaseRequest;

const SCHEMA: i64 = 1;

/// The most versions of a file. Each takes a quarter of a gigabyte when it is installed.
const VERSIONS: usize = 100;

/// How the Go of a machine is set up.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type)]
pub struct SetupFile {
    /// The Go in use; `null` if the file says nothing about it.
    #[serde(rename = "use")]
    pub used: Option<ReleaseRequest>,
    pub versions: Vec<ReleaseRequest>,
    /// The programs of `go install`: the path of the package, and the version.
    pub tools: BTreeMap<String, String>,
    /// The variables of `go env -w`.
    pub go: BTreeMap<String, String>,
    pub settings: Vec<SettingEdit>,
}

#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub struct SetupFileError {
    path: PathBuf,
    #[source]
    source: SettingsError,
}

impl SetupFile {
    /// Reads a file. One part that is not as it should be makes all of it an error.
    pub fn read(path: &Path) -> Result<Self, SetupFileError> {
        let missing = || SettingsError::Missing { path: path.to_owned() };
        let text = settings::read_text(path).and_then(|text| text.ok_or_else(missing));
        text.and_then(|text| Self::parse(&text)).map_err(|source| SetupFileError { path: path.to_owned(), source })
    }

    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = SetupReader { text };
        let document = settings::parse_document(text)?;
        let mut file = Self::default();
        let mut schema = None;
        for SetupEntry { name, item, at } in entries(document.as_table()) {
            match name {
                "schema" => schema = Some(reader.schema(item, at)?),
                "use" => file.used = Some(reader.version(item.as_value(), at)?),
                "versions" => {
                    let items = item.as_array().ok_or_else(|| reader.broken(at, Sentence::SetupMustBeVersions))?;
                    for item in items {
                        let version = reader.version(Some(item), item.span().map_or(at, |span| span.start))?;
                        if file.versions.contains(&version) {
                            continue;
                        }
                        if file.versions.len() == VERSIONS {
                            return Err(reader.broken(at, say!(SetupTooManyVersions { most: VERSIONS.to_string() })));
                        }
                        file.versions.push(version);
                    }
                }
                "tools" => file.tools = reader.texts(item, at, known_program)?,
                "go" => file.go = reader.texts(item, at, known_variable)?,
                "settings" => file.settings = reader.settings(item, at)?,
                _ => return Err(reader.broken(at, say!(SetupNoSuchPart { name: shown(name) }))),
            }
        }
        match schema {
            Some(()) => Ok(file),
            None => Err(reader.broken(0, say!(SetupNoSchema { schema: SCHEMA.to_string() }))),
        }
    }

    /// The same setup has the same text, and [`parse`](Self::parse) reads it.
    pub fn text(&self) -> String {
        let comment = |sentence: Sentence| format!("# {}\n", sentence.say(Language::English));
        let quoted = |text: &str| Toml::from(text).to_string();
        let used = self.used.as_ref().map(|used| format!("use = {}\n", quoted(&used.word()))).unwrap_or_default();
        let versions: Vec<String> = self.versions.iter().map(|version| quoted(&version.word())).collect();
        let head = format!(
            "{}schema = {SCHEMA}\n\n{}{used}versions = [{}]\n",
            comment(Sentence::SetupFileAbout),
            comment(Sentence::SetupFileVersions),
            versions.join(", ")
        );
        let tools = self.tools.iter().map(|(package, version)| format!("{} = {}\n", quoted(package), quoted(version)));
        let tools = section("tools", Sentence::SetupFileTools, tools);
        let variables = self.go.iter().map(|(name, value)| format!("{name} = {}\n", quoted(value)));
        let variables = section("go", Sentence::SetupFileGo, variables);
        let settings = self.settings.iter().filter_map(|edit| {
            let value = edit.in_file()?;
            Some(format!("{} = {value}\n", edit.key))
        });
        head + &tools + &variables + &section("settings", Sentence::SetupFileSettings, settings)
    }
}

/// A table with a comment; nothing if it would be empty.
fn section(name: &str, about: Sentence, lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("\n# {}\n[{name}]\n{lines}", about.say(Language::English)) }
}

fn known_program(package: &str, version: &str) -> Result<(), Statement> {
    match Recipe::named(package, version) {
        Some(_) => Ok(()),
        None => Err(say!(SetupToolForm { name: shown(package), version: shown(version) })),
    }
}

fn known_variable(name: &str, value: &str) -> Result<(), Statement> {
    match variable::check(name, Some(value), EditScope::Go) {
        // whether Go accepts the value depends on the machine
        Ok(()) | Err(VariableRefusal::Value { .. }) => Ok(()),
        Err(refusal) => Err(refusal.says()),
    }
}

/// A name of a stranger, short enough to quote.
fn shown(name: &str) -> String {
    format!("{:?}", name.chars().take(60).collect::<String>())
}

struct SetupEntry<'a> {
    name: &'a str,
    item: &'a Item,
    /// The byte where it starts.
    at: usize,
}

fn entries(table: &dyn TableLike) -> impl Iterator<Item = SetupEntry<'_>> {
    table.iter().map(|(name, item)| {
        let span = table.key(name).and_then(Key::span).or_else(|| item.span());
        SetupEntry { name, item, at: span.map_or(0, |span| span.start) }
    })
}

struct SetupReader<'a> {
    text: &'a str,
}

impl SetupReader<'_> {
    fn broken(&self, at: usize, why: impl Into<Statement>) -> SettingsError {
        settings::broken_at(self.text, at, why.into())
    }

    fn schema(&self, item: &Item, at: usize) -> Result<(), SettingsError> {
        match item.as_integer() {
            Some(SCHEMA) => Ok(()),
            _ => Err(self.broken(at, say!(SetupOtherSchema { schema: SCHEMA.to_string() }))),
        }
    }

    fn version(&self, value: Option<&Toml>, at: usize) -> Result<ReleaseRequest, SettingsError> {
        let text = value.and_then(Toml::as_str).ok_or_else(|| self.broken(at, Sentence::SetupMustBeQuoted))?;
        text.parse().map_err(|error: NotVersion| self.broken(at, error.says()))
    }

    fn table<'a>(&self, item: &'a Item, at: usize) -> Result<&'a dyn TableLike, SettingsError> {
        item.as_table_like().ok_or_else(|| self.broken(at, Sentence::SetupMustBeTable))
    }

    /// A table of texts, each of which `check` accepts.
    fn texts(
        &self,
        item: &Item,
        at: usize,
        check: impl Fn(&str, &str) -> Result<(), Statement>,
    ) -> Result<BTreeMap<String, String>, SettingsError> {
        let mut texts = BTreeMap::new();
        for SetupEntry { name, item, at } in entries(self.table(item, at)?) {
            let value = item.as_str().ok_or_else(|| self.broken(at, Sentence::SetupMustBeQuoted))?;
            check(name, value).map_err(|why| self.broken(at, why))?;
            texts.insert(name.to_owned(), value.to_owned());
        }
        Ok(texts)
    }

    fn settings(&self, item: &Item, at: usize) -> Result<Vec<SettingEdit>, SettingsError> {
        let mut edits = Vec::new();
        for SetupEntry { name, item, at } in entries(self.table(item, at)?) {
            match item.as_table_like().filter(|_| settings::is_table(name)) {
                Some(table) => {
                    for inner in entries(table) {
                        edits.push(self.setting(&format!("{name}.{}", inner.name), inner.item, inner.at)?);
                    }
                }
                // within quotes, a dot is an ordinary character
                None if name.contains('.') => return Err(self.no_setting(name, at)),
                None => edits.push(self.setting(name, item, at)?),
            }
        }
        Ok(edits)
    }

    fn no_setting(&self, name: &str, at: usize) -> SettingsError {
        self.broken(at, say!(NoSetting { name: shown(name) }))
    }

    fn setting(&self, name: &str, item: &Item, at: usize) -> Result<SettingEdit, SettingsError> {
        let key = settings::find(name).map_err(|_| self.no_setting(name, at))?;
        let value = item.as_value().ok_or_else(|| self.no_setting(name, at))?;
        SettingEdit::of(key, value)
            .map_err(|why| self.broken(at, say!(NameAnd { name: key.name, why: Statement::quoted(why) })))
    }
}

explain! {
    impl SetupFileError { path, source } = (match source {
        SettingsError::Missing { .. } => Code::Usage,
        SettingsError::Disk(error) => of_io(error),
        _ => Code::SetupInvalid,
    }), (match source.statement() {
        Some(missing) if matches!(source, SettingsError::Missing { .. }) => missing,
        Some(what) => say!(InFile { path, what }),
        None => Statement::quoted(source.to_string()), // that of the system names the file
    }), next (matches!(source, SettingsError::Missing { .. }).then(|| Sentence::NameExistingFile.into()));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn error(text: &str) -> String {
        SetupFile::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn each_fault_is_refused_with_its_line() {
        for (text, said) in [
            ("", "line 1, column 1: the line `schema = 1` is missing"),
            ("schema = 2", "line 1, column 1: this version of Upgo reads only schema 1"),
            ("schema = \"1\"", "line 1, column 1: this version of Upgo reads only schema 1"),
            ("\u{feff}schema = 2", "line 1, column 1: this version of Upgo reads only schema 1"),
            ("schema = 1\nhooks = 1", "line 2, column 1: a setup file has no \"hooks\""),
            ("schema = 1\nschema = 1", "line 2, column 1: "),
            ("schema = 1\n[go]\nCC = \"a\"\nCC = \"b\"", "line 4, column 1: "),
            ("schema = 1\nuse = 1.27", "line 2, column 1: it must be text in quotes"),
            ("schema = 1\nuse = \"../../x\"", "line 2, column 1: \"../../x\" is not a Go version"),
            ("schema = 1\nversions = \"1.27\"", "line 2, column 1: it must be a list of versions"),
            ("schema = 1\nversions = [\n\"1.27.3\",\n\"--x\"]", "line 4, column 1: "),
            ("schema = 1\ntools = 1", "line 2, column 1: it must be a table"),
            ("schema = 1\n[tools]\n\"a.b/c\" = \"latest\"", "line 3, column 1: \"a.b/c\" with \"latest\" is not"),
            ("schema = 1\n[tools]\n\"-toolexec=x\" = \"v1.2.3\"", "line 3, column 1: "),
            ("schema = 1\n[tools]\n\"./own\" = \"v1.2.3\"", "line 3, column 1: "),
            ("schema = 1\n[tools]\n\"a.b/../c\" = \"v1.2.3\"", "line 3, column 1: "),
            ("schema = 1\n[tools]\n\"cmd/go\" = \"v1.2.3\"", "line 3, column 1: "),
            ("schema = 1\n[go]\nPATH = \"/x\"", "line 3, column 1: "),
            ("schema = 1\n[go]\nGOTOOLDIR = \"/x\"", "line 3, column 1: "),
            ("schema = 1\n[go]\nGOENV = \"/x\"", "line 3, column 1: "),
            ("schema = 1\n[go]\nGOPROXY = 1", "line 3, column 1: it must be text in quotes"),
            ("schema = 1\n[settings]\nkeep = 1", "line 3, column 1: there is no setting \"keep\""),
            ("schema = 1\n[settings]\nkeep-versions = 0", "line 3, column 1: keep-versions "),
            ("schema = 1\n[settings.check]\nnever = 1", "line 3, column 1: there is no setting \"check.never\""),
            (
                "schema = 1\n[settings]\n\"check.interval\" = '1d'\ncheck.interval = '2d'",
                "line 3, column 1: there is no setting \"check.interval\"",
            ),
            ("schema = 1\n[settings]\ncheck = 1", "line 3, column 1: there is no setting \"check\""),
        ] {
            let told = error(text);
            assert!(told.contains(said), "{text:?}: {told}");
        }
    }

    #[test]
    fn the_text_is_sorted_and_explains_itself() {
        let text = "schema = 1\nversions = ['1.20', 'go1.20', 'latest', 'v1.27.3', '1.27.3']\nuse = '1.27.3'\n\
                    [settings]\nkeep-versions = 2\n[settings.check]\ninterval = '12h'\n\
                    [tools]\n'b.example/b' = 'v1.0.0'\n'a.example/a' = 'v2.0.0+incompatible'\n";
        let file = SetupFile::parse(text).unwrap();
        assert_eq!(SetupFile::parse(&format!("\u{feff}{text}")).unwrap().text(), file.text());
        let lines: Vec<String> = file.text().lines().map(str::to_owned).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.starts_with('#')).collect();
        let expected = [
            "schema = 1",
            "",
            "use = \"1.27.3\"",
            "versions = [\"1.20\", \"go1.20\", \"latest\", \"1.27.3\"]",
            "",
            "[tools]",
            "\"a.example/a\" = \"v2.0.0+incompatible\"",
            "\"b.example/b\" = \"v1.0.0\"",
            "",
            "[settings]",
            "keep-versions = 2",
            "check.interval = \"12h\"",
        ];
        assert_eq!(lines, expected);
    }

    fn any_file() -> impl Strategy<Value = SetupFile> {
        let version = || prop::sample::select(["1.27.3", "1.26", "go1.20", "latest", "rc", "1.27rc1"].as_slice());
        let versions = prop::collection::vec(version().prop_map(|text| text.parse().unwrap()), 0..4);
        let used = prop::option::of(version().prop_map(|text| text.parse().unwrap()));
        let tools = prop::collection::btree_map(
            "[a-z]{1,4}\\.example/[a-z~_-]{0,3}[a-z0-9]{1,3}",
            "v[1-9]\\.[0-9]\\.[0-9]",
            0..3,
        );
        let name = prop::sample::select(["GOPROXY", "GOFLAGS", "CC", "GOPRIVATE"].as_slice()).prop_map(str::to_owned);
        let go = prop::collection::btree_map(name, "\\PC{0,12}", 0..3);
        let setting = prop::sample::select(
            [
                ("theme", "dark"),
                ("check.interval", "12h"),
                ("channels", "[\"stable\", \"rc\"]"),
                ("keep-versions", "7"),
            ]
            .as_slice(),
        );
        let setting = setting.prop_map(|(key, value)| (key.to_owned(), value.to_owned()));
        let settings = prop::collection::btree_map(prop::strategy::Just(()), setting, 0..2);
        (used, versions, tools, go, settings).prop_map(|(used, mut versions, tools, go, settings)| {
            let mut seen: Vec<ReleaseRequest> = Vec::new();
            versions.retain(|version| {
                !seen.contains(version) && {
                    seen.push(version.clone());
                    true
                }
            });
            let edit = |(key, value)| SettingEdit { key, value: Some(value) };
            SetupFile { used, versions, tools, go, settings: settings.into_values().map(edit).collect() }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(file in any_file()) {
            prop_assert_eq!(SetupFile::parse(&file.text()).map_err(|error| error.to_string()), Ok(file));
        }

        #[test]
        fn any_text_is_accepted_or_refused(text in "\\PC{0,200}") {
            crate::fuzz_tests::setup_file(format!("schema = 1\n{text}").as_bytes());
        }
    }
}
