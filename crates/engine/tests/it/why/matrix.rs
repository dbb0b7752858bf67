//! 162 answers of real Go: predicts every column of `data/gotoolchain-matrix.tsv` from the machine alone.
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::toolchain::{Answer, Choice, From, GoError, Machine, Mode, ProjectLine, answer};

use super::lab::{Described, plain};

const TABLE: &str = include_str!("../../data/gotoolchain-matrix.tsv");

/// The installed toolchains.
const STORE: [&str; 4] = ["go1.21.13", "go1.24.11", "go1.26.6", "go1.27.3"];

/// A row; `-` in the table is `None`.
struct Row {
    cells: Vec<&'static str>,
}

impl Row {
    fn cell(&self, name: &str) -> Option<&'static str> {
        let names = TABLE.lines().find(|line| !line.starts_with('#')).unwrap().split('\t');
        let index = names.into_iter().position(|column| column == name).unwrap();
        Some(self.cells[index]).filter(|cell| *cell != "-")
    }

    /// The machine of the row, as described at the head of the table.
    fn machine(&self) -> Described {
        let base = self.cell("base").unwrap();
        let launchers: Vec<_> = self.cell("launchers").unwrap_or_default().split_whitespace().collect();
        let folder = format!("/x/bin-{}", launchers.join("_").replace("go", ""));
        let mut machine = STORE.into_iter().fold(Described::linux(), |machine, name| {
            machine.go(&format!("/store/{name}"), name).text(&format!("/store/{name}/pkg/tool/linux_amd64/vet"), "")
        });
        machine = machine
            .searches(VariableScope::Terminal, &format!("/store/{base}/bin"))
            .searches(VariableScope::Terminal, &folder);
        for launcher in launchers {
            let (name, version) = launcher.split_once('=').unwrap_or((launcher, &launcher[2..]));
            machine = machine.link(&format!("{folder}/{name}"), &format!("/store/go{version}/bin/go"));
        }
        self.with_project(self.with_variables(machine)).within("/tmp/work/m")
    }

    fn with_variables(&self, machine: Described) -> Described {
        let toolchain = self.cell("GOTOOLCHAIN").filter(|value| *value != "''").unwrap_or_default();
        let mut machine = machine.with("GOPROXY", "off").with("GOTOOLCHAIN", toolchain);
        for variable in self.cell("env").unwrap_or_default().split_whitespace() {
            let (name, value) = variable.split_once('=').unwrap();
            machine = machine.with(name, &value.replace("$STORE", "/store"));
        }
        match self.cell("goenv_file") {
            Some(value) => machine.text("/home/zoe/.config/go/env", &format!("GOTOOLCHAIN={value}\n")),
            None => machine,
        }
    }

    fn with_project(&self, machine: Described) -> Described {
        let lines = |go: &str, toolchain: &str| {
            let line = |word: &str, column: &str| self.cell(column).map(|value| format!("{word} {value}\n"));
            line("go", go).unwrap_or_default() + &line("toolchain", toolchain).unwrap_or_default()
        };
        let machine = match self.cell("work_go").or(self.cell("work_toolchain")) {
            Some(_) => machine.text("/tmp/work/go.work", &format!("{}\nuse ./m\n", lines("work_go", "work_toolchain"))),
            None => machine,
        };
        match self.cell("go_line") {
            Some("none") => machine,
            _ => machine.text("/tmp/work/m/go.mod", &format!("module m\n\n{}", lines("go_line", "toolchain_line"))),
        }
    }
}

/// The predicted output and exit status of a Go command.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    version: Option<String>,
    succeeds: bool,
    stderr: Option<String>,
}

/// `go version`, which fails if no toolchain can be started. The network was off.
fn go_version(answer: &Answer) -> Said {
    let refusal = answer.refusal.as_ref().map(|refusal| said(&format!("go: {refusal}")));
    let Some(toolchain) = &answer.toolchain else {
        let looked_for = answer.choice.as_ref().filter(|_| matches!(answer.refusal, Some(GoError::LanguageVersion(_))));
        return failed(looked_for.map(|choice| choice.wanted.as_str()), &refusal.unwrap());
    };
    if toolchain.from == From::Download {
        return failed(Some(&toolchain.name), &refusal.unwrap_or_else(|| network_off(&toolchain.name)));
    }
    Said { version: Some(toolchain.name.clone()), succeeds: true, stderr: None }
}

/// `go list .`, which also fails if the toolchain does not accept the project.
fn go_list(answer: &Answer) -> Said {
    match (&answer.refusal, go_version(answer)) {
        (Some(refusal), started @ Said { succeeds: true, .. }) => {
            Said { succeeds: false, stderr: Some(said(&format!("go: {refusal}"))), ..started }
        }
        (_, started) => started,
    }
}

fn failed(downloading: Option<&str>, why: &str) -> Said {
    let downloading = downloading.map(|name| format!("go: downloading {name} (linux/amd64) | ")).unwrap_or_default();
    Said { version: None, succeeds: false, stderr: Some(downloading + why) }
}

/// The part that no file can predict: the error of an offline machine.
fn network_off(name: &str) -> String {
    let module = "golang.org/toolchain";
    format!(
        "go: download {name}: {module}@v0.0.1-{name}.linux-amd64: \
         Get \"https://proxy.golang.org/{module}/@v/v0.0.1-{name}.linux-amd64.zip\": NETWORK OFF"
    )
}

/// The lines of `GODEBUG=toolchaintrace=1`, one for each reason.
fn trace(machine: &Machine<'_>, answer: &Answer) -> Option<String> {
    let reasons = answer.choice.as_ref().map(reasons).unwrap_or_default();
    let end = match (&answer.refusal, &answer.toolchain) {
        (Some(GoError::OtherVersion { program, wanted, .. }), _) => vec![located(wanted, &program.to_string_lossy())],
        (_, Some(toolchain)) => match (toolchain.from, &toolchain.program) {
            (From::Local, _) => vec![format!("go: using local toolchain {}", toolchain.name)],
            (From::Path, Some(program)) => vec![located(&toolchain.name, &program.to_string_lossy())],
            _ => Vec::new(),
        },
        (_, None) => Vec::new(),
    };
    let refusal = answer.refusal.iter().filter(|_| answer.toolchain.is_none()).map(|refusal| format!("go: {refusal}"));
    let refusal = refusal.filter(|line| line.contains(" toolchain "));
    let lines: Vec<String> = reasons.into_iter().chain(end).chain(refusal).collect();
    let chooses = !machine.terminal.variables.contains_key("GO111MODULE"); // in rows with it, modules are off
    (chooses && !lines.is_empty()).then(|| plain(lines.join(" | ")).replace("/x/", "$X/"))
}

fn reasons(choice: &Choice) -> Vec<String> {
    let minimum = choice.minimum.as_ref();
    let minimum =
        minimum.map(|name| format!("go: default toolchain set to {name} from GOTOOLCHAIN={}", choice.setting));
    let mode = if choice.mode == Mode::Path { "path" } else { "auto" };
    let mode = if choice.setting.contains('+') { format!("<name>+{mode}") } else { mode.to_owned() };
    let raises = choice.raises.iter().map(|raise| {
        let line = if raise.line == ProjectLine::Go { "go" } else { "toolchain" };
        let file = choice.file.as_ref().unwrap();
        let file = if file.ends_with("go.work") { "../go.work" } else { "go.mod" };
        format!(
            "go: upgrading toolchain to {} (required by {line} line in {file}; upgrade allowed by GOTOOLCHAIN={mode})",
            raise.to
        )
    });
    minimum.into_iter().chain(raises).collect()
}

fn located(name: &str, program: &str) -> String {
    format!("go: using {name} toolchain located in system PATH ({program})")
}

/// Joins lines as in the table.
fn said(text: &str) -> String {
    plain(text).replace('\n', " | ").replace('\t', " ")
}

#[test]
fn every_row_matches_real_go() {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows: Vec<Row> = rows.map(|line| Row { cells: line.split('\t').collect() }).collect();
    assert_eq!(rows.len(), 162);
    let mut wrong = Vec::new();
    for row in &rows {
        let described = row.machine();
        let machine = described.machine();
        let answer = answer(&machine);
        for (column, told) in told(row, &machine, &answer) {
            let real = row.cell(column).map(str::to_owned);
            if told != real {
                wrong.push(format!("row {} {column}:\n  real {real:?}\n  told {told:?}", row.cells[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The prediction for every column of Go's answers.
fn told(row: &Row, machine: &Machine<'_>, answer: &Answer) -> Vec<(&'static str, Option<String>)> {
    let code = |said: &Said| Some(i32::from(!said.succeeds).to_string());
    let (version, list) = (go_version(answer), go_list(answer));
    // Without a module, there is nothing to list.
    let lists = row.cell("go_line") != Some("none");
    // The Go on PATH itself answers `go env GOTOOLCHAIN`.
    let setting = answer.settings.get("GOTOOLCHAIN").map(|setting| setting.value);
    let traces = !row.cell("base").unwrap().starts_with("go1.21.");
    vec![
        ("rc", code(&version)),
        ("version", version.version),
        ("stderr", version.stderr),
        ("list_rc", code(&list).filter(|_| lists)),
        ("list_stderr", list.stderr.filter(|_| lists)),
        ("env_gotoolchain", setting),
        ("trace", trace(machine, answer).filter(|_| traces)),
    ]
}
