//! What workflows and actions of GitHub ask for: `actions/setup-go`, jobs in an image of Go, and builds of images.
//! Expressions are followed as far as files of the repository have what they name: a value of the matrix, a variable in
//! `env`, and an input, which the file that calls an action or a workflow gives.
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax>.
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Reader;
use super::expressions::{Caller, Contexts, Value, resolve, values};
use super::image_builds::{BuiltBy, ImageBuild, in_context};
use super::notations::{
    Builds, IMAGE_TOOLCHAIN, Meaning, UNKNOWN, Work, of_image, of_version, setup_go_toolchain, toolchains_in,
    with_toolchain, with_variables, work_of,
};
use super::traced::{Kept, Traced};
use super::yaml::{self, Node};
use crate::base::paths::{below, clean};
use crate::which_go::follow::{in_go_version, in_tool_versions};

/// How deep files may call others. Source: <https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations>.
const DEEPEST: usize = 10;

pub(super) fn read(text: &str, reader: &mut Reader<'_>) {
    let root = reader.yaml(text);
    read_called(text, &root, None, reader);
}

/// Reads a file for the one that calls it.
fn read_called(text: &str, root: &Node, caller: Option<&Caller<'_>>, reader: &mut Reader<'_>) {
    let jobs = root.get("jobs").map(|jobs| jobs.entries()).unwrap_or_default();
    let of_workflow = || root.get("on").and_then(|on| on.get("workflow_call")?.get("inputs"));
    let inputs = root.get("inputs").or_else(of_workflow);
    let outer = reader.builds.clone();
    for (_, job) in jobs {
        let matrix = job.get("strategy").and_then(|strategy| strategy.get("matrix"));
        let scope = Contexts { matrix, env: [None, job.get("env"), root.get("env")], inputs, caller };
        reader.builds = builds(root, job, scope, reader.source.file);
        if let Some(container) = job.get("container") {
            let image = container.text().map(|_| container).or_else(|| container.get("image"));
            if let Some(image) = image {
                let scope = Contexts { env: [container.get("env"), job.get("env"), root.get("env")], ..scope };
                add_image(image, scope, &toolchains(job), reader);
            }
        }
        // the environment is not that of the workflow that it calls
        call(job, Contexts { env: [None; 3], ..scope }, &[], reader);
        steps(text, job, scope, reader);
    }
    reader.builds = outer;
    if let Some(runs) = root.get("runs") {
        steps(text, runs, Contexts { matrix: None, env: [None; 3], inputs, caller }, reader);
    }
}

/// Reads the action or the workflow of the repository that a step, or a job, calls; `false` if there is none.
fn call(step: &Rc<Node>, scope: Contexts<'_>, toolchains: &[String], reader: &mut Reader<'_>) -> bool {
    let Some(uses) = step.get("uses") else { return false };
    let named = uses.text().and_then(|uses| in_repository(uses.strip_prefix("./")?, reader.source.file));
    let depth = scope.caller.map_or(0, |caller| caller.depth + 1);
    let Some(named) = named.filter(|_| depth < DEEPEST) else { return false };
    let is_file = named.extension().is_some();
    let files = if is_file { vec![named] } else { ["action.yml", "action.yaml"].map(|name| named.join(name)).to_vec() };
    let Some(text) = files.iter().find_map(|file| reader.other(file)) else { return false };
    let Some(root) = yaml::read(&text) else { return false };
    let given = step.get("with").map(|with| with.entries()).unwrap_or_default();
    let inputs = given.iter().map(|(name, value)| (&**name, values(value, scope))).collect();
    let line = scope.caller.map_or(uses.line, |caller| caller.line);
    read_called(&text, &root, Some(&Caller { line, depth, inputs, scope, toolchains }), reader);
    true
}

/// A file that a workflow names.
fn in_repository(name: &str, workflow: &Path) -> Option<PathBuf> {
    below(of_github(workflow)?, Path::new(name))
}

fn steps_of(job: &Node) -> &[Rc<Node>] {
    job.get("steps").map(|steps| steps.items()).unwrap_or_default()
}

fn input<'a>(step: &'a Node, name: &str) -> Option<&'a Rc<Node>> {
    step.get("with")?.get(name)
}

/// What the steps of a job build, if all that may build say their folder.
fn builds(root: &Node, job: &Node, scope: Contexts<'_>, file: &Path) -> Builds {
    let usual = |of: &'_ Node| of.get("defaults").and_then(|usual| usual.get("run")?.get(FOLDER).cloned());
    let usual = usual(job).or_else(|| usual(root));
    let (mut folders, mut installs) = (BTreeSet::new(), false);
    for step in steps_of(job).iter().take(super::MOST) {
        let uses = step.get("uses").and_then(|uses| uses.text()).unwrap_or_default();
        let is_builder = uses.starts_with("./") || BUILDERS.iter().any(|part| uses.contains(part));
        let folder = match step.get("run").and_then(|run| run.text()).map(|run| (work_of(run), run)) {
            Some((Work::Builds, run)) if run.contains("cd ") => None,
            Some((Work::Builds, _)) => step.get(FOLDER).or(usual.as_ref()),
            Some((work, _)) => {
                installs |= work == Work::Installs;
                continue;
            }
            None if is_builder && setup_go(step).is_none() => input(step, FOLDER).or_else(|| input(step, "workdir")),
            // the folders below it are not those of the repository
            None if uses.starts_with("actions/checkout@") && input(step, "path").is_some() => None,
            None => continue,
        };
        let Some(folder) = folder else { return Builds::Anything };
        for value in values(folder, scope) {
            let path = Some(value.text.text()).filter(|path| !path.contains("${{"));
            let Some(folder) = path.and_then(|path| in_repository(path, file)) else { return Builds::Anything };
            folders.insert(clean(&folder));
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
    resolve("env.GOTOOLCHAIN", scope).first().map(|value| value.text.text().to_owned())
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

fn steps(text: &str, job: &Node, scope: Contexts<'_>, reader: &mut Reader<'_>) {
    let mut toolchains = toolchains(job);
    toolchains.extend(scope.caller.iter().flat_map(|caller| caller.toolchains).cloned());
    for step in steps_of(job) {
        if !reader.allows(1) {
            return;
        }
        let [_, of_job, root] = scope.env;
        let scope = Contexts { env: [step.get("env"), of_job, root], ..scope };
        if call(step, scope, &toolchains, reader) {
            continue;
        }
        let Some(uses) = setup_go(step) else {
            image_builds(text, job, step, scope, reader);
            continue;
        };
        let line = step.get("uses").and_then(|uses| text.lines().nth(uses.line.saturating_sub(1)));
        let toolchain = after_setup_go(uses, line.unwrap_or_default(), Contexts { env: [None, of_job, root], ..scope });
        let inputs = |name: &str| {
            let given = input(step, name).filter(|given| given.text().is_some());
            given.map(|given| values(given, scope)).unwrap_or_default()
        };
        // setup-go prefers the version, unless it is empty
        let (given, empty): (Vec<_>, Vec<_>) =
            inputs("go-version").into_iter().partition(|value| !value.text.text().is_empty());
        let needs_file = given.is_empty() || !empty.is_empty();
        let files = if needs_file { inputs("go-version-file") } else { Vec::new() };
        for value in given {
            let meaning = with_toolchain(of_version(value.text.text()), &toolchain, &toolchains);
            let place = value.text.place(&(0..value.text.text().len()));
            value.add("go-version", meaning, place, scope, reader);
        }
        for value in files {
            let meaning = with_toolchain(of_file(value.text.text(), reader), &toolchain, &toolchains);
            value.add("go-version-file", meaning, Err(Kept::Elsewhere), scope, reader);
        }
    }
}

fn add_image(image: &Rc<Node>, scope: Contexts<'_>, toolchains: &[String], reader: &mut Reader<'_>) {
    let usual = of_env(scope);
    for mut value in values(image, scope) {
        if let Some((meaning, version)) = of_image(&value.text) {
            let meaning = with_toolchain(meaning, usual.as_deref().unwrap_or(IMAGE_TOOLCHAIN), toolchains);
            value.text.text().clone_into(&mut value.shown);
            value.add("container", meaning, version, scope, reader);
        }
    }
}

/// The folders into which a job checks out its own repository.
fn checkouts(job: &Node, scope: Contexts<'_>, repository: &Path, reader: &mut Reader<'_>) -> Vec<PathBuf> {
    let mut is_named = |named: &str| {
        let file = reader.other(&repository.join("go.mod")).unwrap_or_default();
        file.lines().any(|line| line.starts_with("module ") && line.contains(&format!("/{named}")))
    };
    let checkout = |step: &Rc<Node>| {
        let folder = input(step, "path")?.text()?;
        let is_checkout = step.get("uses")?.text()?.starts_with("actions/checkout@");
        let named = input(step, "repository").and_then(|named| values(named, scope).pop());
        let mut is_own = |named: &str| named.contains("github.repository") || is_named(named);
        (is_checkout && named.is_none_or(|named| is_own(named.text.text()))).then(|| PathBuf::from(folder))
    };
    steps_of(job).iter().filter_map(checkout).collect()
}

/// Reads the Dockerfiles of images that a step builds.
fn image_builds(text: &str, job: &Node, step: &Node, scope: Contexts<'_>, reader: &mut Reader<'_>) {
    let texts = |node: Option<&Rc<Node>>| -> Vec<Traced> {
        let lines = node.map(|node| node.lines(text)).unwrap_or_default();
        let line = |text| Value::with_text(text, String::new(), step.line, scope).evaluated(scope);
        lines.into_iter().flat_map(line).map(|value| value.text).collect()
    };
    let strings = |node| texts(node).iter().flat_map(Traced::words).map(|word| word.text().to_owned()).collect();
    let variable = |name: &str| resolve(&format!("env.{name}"), scope).into_iter().next().map(|value| value.text);
    let uses = step.get("uses").and_then(|uses| uses.text()).unwrap_or_default();
    let is_bake = uses.contains("/bake-action@");
    let mut all = Vec::new();
    if is_bake || uses.contains("/build-push-action@") {
        let mut build = ImageBuild::new(is_bake);
        build.files = strings(input(step, if is_bake { "files" } else { "file" }));
        let contexts = input(step, "context").map_or_else(|| vec![".".to_owned()], |context| strings(Some(context)));
        build.usual.extend(contexts.iter().map(|context| in_context(context)));
        for argument in texts(input(step, if is_bake { "set" } else { "build-args" })) {
            build.add(&argument);
        }
        all.push(build);
    } else if let Some(run) = step.get("run").filter(|run| run.text().is_some_and(|run| !run.contains("cd "))) {
        let expanded = texts(Some(run)).into_iter().map(|command| with_variables(&command, &variable));
        all.extend(expanded.filter_map(|command| ImageBuild::of_command(&command)));
    }
    let Some(repository) = of_github(reader.source.file).filter(|_| !all.is_empty()) else { return };
    let checkouts = checkouts(job, scope, repository, reader);
    let folder = Path::new(step.get(FOLDER).and_then(|folder| folder.text()).unwrap_or_default());
    let (line, is_elsewhere) = scope.caller.map_or((step.line, false), |caller| (caller.line, true));
    let at = BuiltBy { line, repository, folder, checkouts: &checkouts, variable: &variable, is_elsewhere };
    for build in all {
        build.read(&at, reader);
    }
}

/// The meaning of the file that `go-version-file` names, as setup-go reads it.
fn of_file(name: &str, reader: &Reader<'_>) -> Meaning {
    let Some(file) = in_repository(name, reader.source.file) else { return UNKNOWN };
    let Some(text) = (reader.source.read)(&file) else { return UNKNOWN };
    match file.file_name().and_then(OsStr::to_str) {
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
