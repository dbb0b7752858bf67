//! What workflows and actions of GitHub ask for: `actions/setup-go`, and jobs in an image of Go. Expressions are
//! followed if the file has all that they name: a value of the matrix, or a variable in `env`.
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax>.
use std::ffi::OsStr;
use std::path::Path;
use std::rc::Rc;

use super::notations::{
    IMAGE_TOOLCHAIN, Meaning, UNKNOWN, of_image, of_version, setup_go_toolchain, toolchains_in, with_toolchain,
};
use super::yaml::{Budget, Node};
use super::{Mention, Reader};
use crate::base::paths::goes_up;
use crate::projects::AskedBy;
use crate::which_go::follow::{in_go_version, in_tool_versions};

#[derive(Clone, Copy)]
struct Contexts<'a> {
    matrix: Option<&'a Rc<Node>>,
    /// The innermost first.
    env: [Option<&'a Rc<Node>>; 3],
}

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let root = reader.yaml(text);
    let budget = Budget::new();
    let jobs = root.get("jobs").map(|jobs| jobs.entries()).unwrap_or_default();
    for (_, job) in jobs {
        let scope = Contexts {
            matrix: job.get("strategy").and_then(|strategy| strategy.get("matrix")),
            env: [None, job.get("env"), root.get("env")],
        };
        if let Some(container) = job.get("container") {
            let image = container.text().map(|_| container).or_else(|| container.get("image"));
            if let Some(image) = image {
                add_image(image, scope, &toolchains(job), reader);
            }
        }
        steps(text, job, scope, &budget, reader);
    }
    if let Some(runs) = root.get("runs") {
        steps(text, runs, Contexts { matrix: None, env: [None; 3] }, &budget, reader);
    }
}

/// What the steps of a job set GOTOOLCHAIN to.
fn toolchains(job: &Node) -> Vec<String> {
    let steps = job.get("steps").map(|steps| steps.items()).unwrap_or_default().iter().take(super::MOST);
    let of = |step: &Rc<Node>| {
        let env = step.get("env").and_then(|env| env.get("GOTOOLCHAIN")?.scalar());
        let run = step.get("run").and_then(|run| run.text()).unwrap_or_default();
        env.into_iter().chain(toolchains_in(run)).collect::<Vec<_>>()
    };
    // the environment of setup-go itself is not that of the build
    steps.filter(|step| setup_go(step).is_none()).flat_map(of).collect()
}

/// The action of a step that sets up Go, with its version: `actions/setup-go@v6`.
fn setup_go(step: &Node) -> Option<&str> {
    let uses = step.get("uses")?.text()?;
    uses.split('@').next().is_some_and(|action| action.ends_with("/setup-go")).then_some(uses)
}

/// GOTOOLCHAIN in the environment of the workflow and the job.
fn of_env(scope: Contexts<'_>) -> Option<String> {
    let [_, job, root] = scope.env;
    [job, root].into_iter().flatten().find_map(|env| env.get("GOTOOLCHAIN")?.scalar())
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
    for step in job.get("steps").map(|steps| steps.items()).unwrap_or_default() {
        if !budget.allows() {
            reader.is_whole = false;
            return;
        }
        let Some(uses) = setup_go(step) else { continue };
        let line = step.get("uses").and_then(|uses| text.lines().nth(uses.line.saturating_sub(1)));
        let toolchain = after_setup_go(uses, line.unwrap_or_default(), scope);
        let [_, job, root] = scope.env;
        let scope = Contexts { env: [step.get("env"), job, root], ..scope };
        let input =
            |name: &str| step.get("with").and_then(|with| with.get(name)).filter(|input| input.text().is_some());
        // setup-go prefers the version
        let (word, given) = match input("go-version") {
            Some(version) => ("go-version", version),
            None => match input("go-version-file") {
                Some(file) => ("go-version-file", file),
                None => continue,
            },
        };
        for (place, value) in values(given, scope) {
            let meaning = match value.as_deref() {
                Some(version) if word == "go-version" => of_version(version),
                Some(file) => of_file(file, reader),
                None => UNKNOWN,
            };
            let meaning = with_toolchain(meaning, &toolchain, &toolchains);
            reader.add(AskedBy::SetupGo, Mention { line: place.line, word }, place.text().unwrap_or_default(), meaning);
        }
    }
}

fn add_image(image: &Rc<Node>, scope: Contexts<'_>, toolchains: &[String], reader: &mut Reader<'_>) {
    let written = image.text().unwrap_or_default();
    let word = "container";
    let usual = of_env(scope);
    let of_image = |image: &str| {
        of_image(image).map(|meaning| with_toolchain(meaning, usual.as_deref().unwrap_or(IMAGE_TOOLCHAIN), toolchains))
    };
    let Some(name) = inside(written) else {
        if let Some(meaning) = of_image(written) {
            reader.add(AskedBy::SetupGo, Mention { line: image.line, word }, written, meaning);
        }
        return;
    };
    // `golang:${{ matrix.go }}`
    let (before, _) = written.split_once("${{").unwrap_or_default();
    for (place, value) in resolve(name, image, scope) {
        let whole = value.map(|value| format!("{before}{value}{}", after(written)));
        let meaning = match &whole {
            Some(whole) => of_image(whole),
            None => of_image(&format!("{before}$")).map(|_| UNKNOWN),
        };
        if let Some(meaning) = meaning {
            let text = whole.as_deref().unwrap_or(written);
            reader.add(AskedBy::SetupGo, Mention { line: place.line, word }, text, meaning);
        }
    }
}

/// The values of an input, each with its place. A value is `None` if it is only known when the job runs.
fn values<'a>(input: &'a Rc<Node>, scope: Contexts<'a>) -> Vec<(&'a Node, Option<String>)> {
    let text = input.text().unwrap_or_default();
    if !text.contains("${{") {
        return vec![(&**input, input.scalar())];
    }
    match inside(text).filter(|_| is_one_expression(text)) {
        Some(name) => resolve(name, input, scope),
        None => vec![(&**input, None)],
    }
}

fn is_one_expression(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("${{") && text.ends_with("}}") && text.matches("${{").count() == 1
}

fn inside(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("${{")?;
    let (inside, after) = rest.split_once("}}")?;
    (!after.contains("${{")).then(|| inside.trim())
}

fn after(text: &str) -> &str {
    text.split_once("}}").map_or("", |(_, after)| after)
}

/// The values of the expression `matrix.go` or `env.GO_VERSION`.
fn resolve<'a>(name: &str, written: &'a Rc<Node>, scope: Contexts<'a>) -> Vec<(&'a Node, Option<String>)> {
    let unknown = || vec![(&**written, None)];
    let in_brackets = |object: &str| {
        let rest = name.strip_prefix(object)?.strip_prefix('[')?.strip_suffix(']')?;
        Some(rest.trim().trim_matches('\''))
    };
    let of = |object: &str| {
        let after = name.strip_prefix(object).and_then(|rest| rest.strip_prefix('.'));
        after.or_else(|| in_brackets(object))
    };
    let literal = |value: &'a Rc<Node>| (&**value, value.scalar().filter(|text| !text.contains("${{")));
    if let Some(variable) = of("env") {
        let value = scope.env.into_iter().flatten().find_map(|env| env.get(variable));
        return value.map_or_else(unknown, |value| vec![literal(value)]);
    }
    let (Some(key), Some(matrix)) = (of("matrix"), scope.matrix) else { return unknown() };
    let own = matrix.get(key).map(|list| list.items()).unwrap_or_default();
    let included = matrix.get("include").map(|list| list.items()).unwrap_or_default();
    let all = own.iter().chain(included.iter().filter_map(|each| each.get(key)));
    let values: Vec<_> = all.filter(|value| value.text().is_some()).map(literal).take(super::MOST).collect();
    if values.is_empty() { unknown() } else { values }
}

/// The meaning of the file that `go-version-file` names, as setup-go reads it.
fn of_file(name: &str, reader: &Reader<'_>) -> Meaning {
    let path = Path::new(name);
    let repository = reader.file.ancestors().find(|folder| folder.ends_with(".github")).and_then(Path::parent);
    let Some(repository) = repository.filter(|_| path.is_relative() && !goes_up(path)) else { return UNKNOWN };
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
