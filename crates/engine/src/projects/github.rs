//! What workflows and actions of GitHub ask for: `actions/setup-go`, and jobs in an image of Go. Expressions are
//! followed if the file has all that they name: a value of the matrix, or a variable in `env`.
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax>.
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::rc::Rc;

use super::notations::{
    Builds, IMAGE_TOOLCHAIN, Meaning, UNKNOWN, Work, of_image, of_version, setup_go_toolchain, toolchains_in,
    with_toolchain, work_of,
};
use super::traced::{Kept, Traced};
use super::yaml::{Budget, Node};
use super::{Mention, Reader};
use crate::base::paths::{clean, goes_up};
use crate::projects::AskedBy;
use crate::which_go::follow::{in_go_version, in_tool_versions};

#[derive(Clone, Copy)]
struct Contexts<'a> {
    matrix: Option<&'a Rc<Node>>,
    /// The innermost first.
    env: [Option<&'a Rc<Node>>; 3],
    /// What callers may give.
    inputs: Option<&'a Rc<Node>>,
}

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let root = reader.yaml(text);
    let budget = Budget::new();
    let jobs = root.get("jobs").map(|jobs| jobs.entries()).unwrap_or_default();
    let of_workflow = || root.get("on").and_then(|on| on.get("workflow_call")?.get("inputs"));
    let inputs = root.get("inputs").or_else(of_workflow);
    for (_, job) in jobs {
        let scope = Contexts {
            matrix: job.get("strategy").and_then(|strategy| strategy.get("matrix")),
            env: [None, job.get("env"), root.get("env")],
            inputs,
        };
        reader.builds = builds(&root, job, scope, reader.file);
        if let Some(container) = job.get("container") {
            let image = container.text().map(|_| container).or_else(|| container.get("image"));
            if let Some(image) = image {
                let scope = Contexts { env: [container.get("env"), job.get("env"), root.get("env")], ..scope };
                add_image(image, scope, &toolchains(job), reader);
            }
        }
        steps(text, job, scope, &budget, reader);
    }
    reader.builds = Builds::Anything;
    if let Some(runs) = root.get("runs") {
        steps(text, runs, Contexts { matrix: None, env: [None; 3], inputs }, &budget, reader);
    }
}

fn steps_of(job: &Node) -> &[Rc<Node>] {
    job.get("steps").map(|steps| steps.items()).unwrap_or_default()
}

/// What the steps of a job build, if all that may build say their folder.
fn builds(root: &Node, job: &Node, scope: Contexts<'_>, file: &Path) -> Builds {
    let usual = |of: &'_ Node| of.get("defaults").and_then(|usual| usual.get("run")?.get(FOLDER).cloned());
    let usual = usual(job).or_else(|| usual(root));
    let (mut folders, mut installs) = (BTreeSet::new(), false);
    for step in steps_of(job).iter().take(super::MOST) {
        let with = |name: &str| step.get("with").and_then(|with| with.get(name));
        let uses = step.get("uses").and_then(|uses| uses.text()).unwrap_or_default();
        let is_builder = uses.starts_with("./") || BUILDERS.iter().any(|part| uses.contains(part));
        let folder = match step.get("run").and_then(|run| run.text()).map(|run| (work_of(run), run)) {
            Some((Work::Builds, run)) if run.contains("cd ") => None,
            Some((Work::Builds, _)) => step.get(FOLDER).or(usual.as_ref()),
            Some((work, _)) => {
                installs |= work == Work::Installs;
                continue;
            }
            None if is_builder && setup_go(step).is_none() => with(FOLDER).or_else(|| with("workdir")),
            // the folders below it are not those of the repository
            None if uses.starts_with("actions/checkout@") && with("path").is_some() => None,
            None => continue,
        };
        let Some(folder) = folder else { return Builds::Anything };
        for value in values(folder, scope) {
            let path = Path::new(value.text.text());
            if value.text.text().contains("${{") || path.is_absolute() || goes_up(path) {
                return Builds::Anything;
            }
            folders.extend(of_github(file).map(|repository| clean(&repository.join(path))));
        }
    }
    match folders.is_empty() {
        true if installs => Builds::Nothing,
        true => Builds::Anything,
        false => Builds::Folders(folders),
    }
}

const FOLDER: &str = "working-directory";

/// Parts of the names of actions that may build the module.
const BUILDERS: [&str; 7] = ["codeql", "golang", "goreleaser", "gosec", "govulncheck", "mage", "staticcheck"];

/// The folder whose `.github` has a file.
pub(crate) fn of_github(file: &Path) -> Option<&Path> {
    file.ancestors().find(|folder| folder.ends_with(".github")).and_then(Path::parent)
}

/// What the steps of a job set GOTOOLCHAIN to.
fn toolchains(job: &Node) -> Vec<String> {
    let of = |step: &Rc<Node>| {
        let env = step.get("env").and_then(|env| env.get("GOTOOLCHAIN")?.scalar());
        let run = step.get("run").and_then(|run| run.text()).unwrap_or_default();
        env.into_iter().chain(toolchains_in(run)).collect::<Vec<_>>()
    };
    // the environment of setup-go itself is not that of the build
    steps_of(job).iter().take(super::MOST).filter(|step| setup_go(step).is_none()).flat_map(of).collect()
}

/// The action of a step that sets up Go, with its version: `actions/setup-go@v6`.
fn setup_go(step: &Node) -> Option<&str> {
    let uses = step.get("uses")?.text()?;
    uses.split('@').next().is_some_and(|action| action.ends_with("/setup-go")).then_some(uses)
}

/// GOTOOLCHAIN in the environment of the workflow and the job.
fn of_env(scope: Contexts<'_>) -> Option<String> {
    scope.env.into_iter().flatten().find_map(|env| env.get("GOTOOLCHAIN")?.scalar())
}

/// GOTOOLCHAIN after setup-go. A digest says nothing about its version, unless a comment does.
fn after_setup_go(uses: &str, line: &str, scope: Contexts<'_>) -> String {
    let version = uses.split_once("/setup-go@").map(|(_, version)| version).filter(|_| uses.starts_with("actions/"));
    let is_digest = |version: &str| version.len() >= 40;
    let comment = line.split_once(" #").map(|(_, comment)| comment.trim());
    let version = version.and_then(|version| if is_digest(version) { comment } else { Some(version) });
    match version.and_then(setup_go_toolchain) {
        Some(toolchain) => toolchain.to_owned(),
        None => of_env(scope).unwrap_or_else(|| "auto".to_owned()),
    }
}

fn steps(text: &str, job: &Node, scope: Contexts<'_>, budget: &Budget, reader: &mut Reader<'_>) {
    let toolchains = toolchains(job);
    for step in steps_of(job) {
        if !budget.allows() {
            reader.found.are_all = false;
            return;
        }
        let Some(uses) = setup_go(step) else { continue };
        let line = step.get("uses").and_then(|uses| text.lines().nth(uses.line.saturating_sub(1)));
        let toolchain = after_setup_go(uses, line.unwrap_or_default(), scope);
        let [_, job, root] = scope.env;
        let scope = Contexts { env: [step.get("env"), job, root], ..scope };
        let inputs = |name: &str| {
            let input = step.get("with").and_then(|with| with.get(name)).filter(|input| input.text().is_some());
            input.map(|input| values(input, scope)).unwrap_or_default()
        };
        // setup-go prefers the version, unless it is empty
        let (given, empty): (Vec<_>, Vec<_>) =
            inputs("go-version").into_iter().partition(|value| !value.text.text().is_empty());
        let needs_file = given.is_empty() || !empty.is_empty();
        let files = if needs_file { inputs("go-version-file") } else { Vec::new() };
        for Value { line, shown, text, is_usual } in given {
            let whole = 0..text.text().len();
            let meaning = with_toolchain(known(is_usual, of_version(text.text())), &toolchain, &toolchains);
            let place = Mention { line, word: "go-version" };
            reader.add(AskedBy::SetupGo, place, &shown, meaning, text.place(&whole));
        }
        for Value { line, shown, text, is_usual } in files {
            let meaning = with_toolchain(known(is_usual, of_file(text.text(), reader)), &toolchain, &toolchains);
            let place = Mention { line, word: "go-version-file" };
            reader.add(AskedBy::SetupGo, place, &shown, meaning, Err(Kept::Elsewhere));
        }
    }
}

fn add_image(image: &Rc<Node>, scope: Contexts<'_>, toolchains: &[String], reader: &mut Reader<'_>) {
    let usual = of_env(scope);
    for Value { line, text, is_usual, .. } in values(image, scope) {
        if let Some((meaning, version)) = of_image(&text) {
            let meaning =
                with_toolchain(known(is_usual, meaning), usual.as_deref().unwrap_or(IMAGE_TOOLCHAIN), toolchains);
            reader.add(AskedBy::SetupGo, Mention { line, word: "container" }, text.text(), meaning, version);
        }
    }
}

/// The meaning of a value; unknown if a caller may give another one.
fn known(is_usual: bool, meaning: Meaning) -> Meaning {
    if is_usual { UNKNOWN } else { meaning }
}

/// A value of an input, with the line that says it.
#[derive(Clone)]
struct Value {
    line: usize,
    /// As it is written there.
    shown: String,
    text: Traced,
    /// Whether a caller may give another one.
    is_usual: bool,
}

impl Value {
    fn of(node: &Node, is_one_of_several: bool) -> Self {
        let shown = node.text().unwrap_or_default().to_owned();
        Self { line: node.line, shown, text: node.traced(is_one_of_several), is_usual: false }
    }
}

/// The values of an input. An expression that is only known when the job runs stays in them.
fn values(input: &Rc<Node>, scope: Contexts<'_>) -> Vec<Value> {
    let written = input.traced(false);
    if written.text().len() > LONGEST || !written.text().contains("${{") {
        return vec![Value::of(input, false)];
    }
    let whole = written.text().trim().strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
    let whole = whole.map(|name| resolve(name.trim(), scope)).unwrap_or_default();
    if !whole.is_empty() {
        return whole;
    }
    let mut all = vec![Value { line: input.line, shown: String::new(), text: Traced::default(), is_usual: false }];
    let mut rest = written.text();
    while let Some((before, after)) = rest.split_once("${{") {
        let (name, behind) = after.split_once("}}").unwrap_or(after.split_at(after.len()));
        let expression = rest.get(before.len()..rest.len() - behind.len()).unwrap_or_default();
        let found = resolve(name.trim(), scope);
        let with_found = |begun: &Value| {
            let begun = joined(begun, &written.part(before));
            if found.is_empty() {
                return vec![joined(&begun, &written.part(expression))];
            }
            let is_usual = |value: &Value| begun.is_usual || value.is_usual;
            let with =
                |value: &Value| Value { line: value.line, is_usual: is_usual(value), ..joined(&begun, &value.text) };
            found.iter().map(with).collect()
        };
        all = all.iter().flat_map(with_found).take(super::MOST).collect();
        rest = behind;
    }
    all.iter().map(|value| joined(value, &written.part(rest))).collect()
}

fn joined(value: &Value, more: &Traced) -> Value {
    let mut text = value.text.clone();
    text.push(more);
    Value { shown: text.text().to_owned(), text, ..value.clone() }
}

/// The largest part of a text with expressions, in bytes.
const LONGEST: usize = 500;

/// The values of the expression `matrix.go` or `env.GO_VERSION`; none if they are unknown.
fn resolve(name: &str, scope: Contexts<'_>) -> Vec<Value> {
    let in_brackets = |object: &str| {
        let rest = name.strip_prefix(object)?.strip_prefix('[')?.strip_suffix(']')?;
        Some(rest.trim().trim_matches('\''))
    };
    let of = |object: &str| {
        let after = name.strip_prefix(object).and_then(|rest| rest.strip_prefix('.'));
        after.or_else(|| in_brackets(object))
    };
    if let Some(variable) = of("env") {
        let value = scope.env.into_iter().flatten().find_map(|env| env.get(variable));
        let value = value.filter(|value| value.text().is_some_and(|text| text.len() <= LONGEST));
        return value.map(|value| Value::of(value, false)).into_iter().collect();
    }
    if let Some(input) = of("inputs") {
        let usual = scope.inputs.and_then(|inputs| inputs.get(input)?.get("default"));
        let usual = usual.filter(|usual| usual.text().is_some_and(|text| text.len() <= LONGEST));
        return usual.map(|usual| Value { is_usual: true, ..Value::of(usual, false) }).into_iter().collect();
    }
    let (Some(key), Some(matrix)) = (of("matrix"), scope.matrix) else { return Vec::new() };
    let own = matrix.get(key).map(|list| list.items()).unwrap_or_default();
    let included = matrix.get("include").map(|list| list.items()).unwrap_or_default();
    let all = own.iter().chain(included.iter().filter_map(|each| each.get(key)));
    let values: Vec<_> =
        all.filter(|value| value.text().is_some_and(|text| text.len() <= LONGEST)).take(super::MOST).collect();
    let are_several = values.windows(2).any(|pair| matches!(pair, [one, other] if one.scalar() != other.scalar()));
    values.into_iter().map(|value| Value::of(value, are_several)).collect()
}

/// The meaning of the file that `go-version-file` names, as setup-go reads it.
fn of_file(name: &str, reader: &Reader<'_>) -> Meaning {
    let path = Path::new(name);
    let Some(repository) = of_github(reader.file).filter(|_| path.is_relative() && !goes_up(path)) else {
        return UNKNOWN;
    };
    let file = repository.join(path);
    let Some(text) = (reader.read)(&file) else { return UNKNOWN };
    match path.file_name().and_then(OsStr::to_str) {
        Some("go.mod" | "go.work") => {
            let said = super::version_files::go_lines(&file, &text);
            let toolchain = said.toolchain.map(|said| said.text).filter(|name| name != "default");
            toolchain.or(said.go.map(|said| said.text)).map_or(UNKNOWN, |text| of_version(&text))
        }
        Some(".tool-versions") => in_tool_versions(&text).map_or(UNKNOWN, |(_, text)| of_version(text)),
        _ => in_go_version(&text).map_or(UNKNOWN, of_version),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{asked, asked_with};
    use crate::projects::FileKind::Workflow;

    #[test]
    fn versions_matrices_and_variables_are_followed() {
        let text = "env:\n  GO: '1.26'\njobs:\n  test:\n    strategy:\n      matrix:\n        go: ['1.25', \"1.26.x\", stable]\n        \
            include:\n          - go: 1.27.3\n            os: x\n    steps:\n      - uses: actions/checkout@v5\n      \
            - uses: actions/setup-go@v6\n        with:\n          go-version: ${{ matrix.go }}\n  lint:\n    steps:\n      \
            - uses: actions/setup-go@v6\n        with: {go-version: '${{ env.GO }}'}\n      \
            - uses: actions/setup-go@v6\n        with: {go-version: '${{ inputs.go }}'}\n      \
            - uses: actions/setup-go@v6\n";
        assert_eq!(
            asked(Workflow, text),
            [
                "7 go-version 1.25 NewestOfLine go1.25",
                "7 go-version 1.26.x NewestOfLine go1.26",
                "7 go-version stable Newest -",
                "9 go-version 1.27.3 Exactly go1.27.3",
                "2 go-version 1.26 NewestOfLine go1.26",
                "21 go-version ${{ inputs.go }} Unknown -",
            ]
        );
    }

    #[test]
    fn a_version_file_is_read_as_setup_go_reads_it() {
        let text = |file: &str| {
            format!(
                "jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          go-version-file: {file}\n"
            )
        };
        let files = [
            ("/r/go.mod", "module m\n\ngo 1.26.0\ntoolchain go1.27.3\n"),
            ("/r/sub/go.mod", "module m\n\ngo 1.25\n"),
            ("/r/.go-version", "1.24.1\n"),
            ("/r/.tool-versions", "nodejs 22\ngolang 1.23.4 1.22\n"),
        ];
        for (file, expected) in [
            ("go.mod", "Exactly go1.27.3"),
            ("./sub/go.mod", "NewestOfLine go1.25"),
            (".go-version", "Exactly go1.24.1"),
            (".tool-versions", "Exactly go1.23.4"),
            ("missing/go.mod", "Unknown -"),
            ("../../etc/passwd", "Unknown -"),
        ] {
            let found = asked_with(Workflow, "/r/.github/workflows/ci.yml", &text(file), &files);
            assert_eq!(found, [format!("6 go-version-file {file} {expected}")]);
        }
    }

    #[test]
    fn jobs_in_an_image_and_composite_actions() {
        let text = "jobs:\n  a:\n    container: golang:1.26\n  b:\n    strategy: {matrix: {go: ['1.27']}}\n    \
            container:\n      image: golang:${{ matrix.go }}-alpine\n  c:\n    container: node:22\n";
        assert_eq!(
            asked(Workflow, text),
            ["3 container golang:1.26 NewestOfLine go1.26", "5 container golang:1.27-alpine NewestOfLine go1.27",]
        );
        let action =
            "runs:\n  using: composite\n  steps:\n    - uses: actions/setup-go@abc\n      with: {go-version: 1.20}\n";
        assert_eq!(asked(Workflow, action), ["5 go-version 1.20 NewestOfLine go1.2"], "a number in YAML");
    }

    #[test]
    fn a_build_that_may_switch_uses_at_least_the_version() {
        let digest = "0123456789012345678901234567890123456789";
        for (workflow, job, version, steps, means) in [
            ("", "", "v7", "", "NewestOfLine go1.26"),
            ("", "", "v6", "", "NewestOfLine go1.26"),
            ("", "", "v6.5.0", "", "NewestOfLine go1.26"),
            ("", "", "v5", "", "AtLeast go1.26"),
            ("", "", "v4.1.0", "", "AtLeast go1.26"),
            ("", "", digest, "", "AtLeast go1.26"),
            ("", "", "01234567890123456789012345678901234567ab # v6.0.0", "", "NewestOfLine go1.26"),
            ("", "", "01234567890123456789012345678901234567ab # v5.5.0", "", "AtLeast go1.26"),
            ("", "", "main", "", "AtLeast go1.26"),
            ("env: {GOTOOLCHAIN: local}", "", "v5", "", "NewestOfLine go1.26"),
            ("env: {GOTOOLCHAIN: local}", "env: {GOTOOLCHAIN: auto}", "v5", "", "AtLeast go1.26"),
            // from version 6 on, setup-go overrides both
            ("env: {GOTOOLCHAIN: auto}", "env: {GOTOOLCHAIN: auto}", "v6", "", "NewestOfLine go1.26"),
            ("", "", "v6", "- {run: go build, env: {GOTOOLCHAIN: auto}}", "AtLeast go1.26"),
            ("", "", "v6", "- run: GOTOOLCHAIN=auto go build", "AtLeast go1.26"),
            ("", "", "v6", "- run: echo GOTOOLCHAIN=auto >> $GITHUB_ENV", "AtLeast go1.26"),
            ("", "", "v6", "- {run: go build, env: {GOTOOLCHAIN: '${{ vars.GO }}'}}", "Unknown -"),
            ("", "", "v6", "- {run: go build, env: {GOTOOLCHAIN: go1.27.3}}", "Exactly go1.27.3"),
        ] {
            let text = format!(
                "{workflow}\njobs:\n  a:\n    {job}\n    steps:\n      - uses: actions/setup-go@{version}\n        \
                 with: {{go-version: '1.26'}}\n      {steps}\n"
            );
            assert_eq!(asked(Workflow, &text), [format!("7 go-version 1.26 {means}")], "{text}");
        }
        for (env, means) in [("", "NewestOfLine"), ("env: {GOTOOLCHAIN: auto}", "AtLeast")] {
            let text = format!("jobs:\n  a:\n    container: golang:1.26\n    {env}\n");
            assert_eq!(asked(Workflow, &text), [format!("3 container golang:1.26 {means} go1.26")]);
        }
    }
}
