//! Versions that cross files, as real repositories write them, in words of our own: inputs that a workflow gives to an
//! action or to another workflow, and arguments that a build server passes to a Dockerfile.
use std::path::Path;

use super::FileKind::{self, GitlabCi, Workflow};
use super::builds_tests::{raised, shown};
use super::edit::with_versions;
use super::{FoundLines, ProjectText, found};

struct Call {
    name: &'static str,
    kind: FileKind,
    text: &'static str,
    /// The files that it calls.
    others: &'static [(&'static str, &'static str)],
    asks: &'static [&'static str],
    changes: &'static [(&'static str, &'static str)],
    /// The lines of the others that it replaces.
    replaced: &'static [&'static str],
}

const ACTION: (&str, &str) = (
    ".github/actions/install-go/action.yml",
    "inputs:\n  go-version: {description: ours, default: '1.26.6'}\nruns:\n  using: composite\n  steps:\n    \
     - uses: actions/setup-go@v6\n      with:\n        go-version: ${{ inputs.go-version }}\n        go-version-file: go.mod\n",
);
const REUSED: (&str, &str) = (
    ".github/workflows/image.yaml",
    "on:\n  workflow_call:\n    inputs:\n      go: {type: string, required: true}\n      dir: {type: string}\nenv: {GO: '${{ inputs.go }}'}\n\
     jobs:\n  build:\n    steps:\n      - {uses: actions/setup-go@v6, with: {go-version: '${{ env.GO }}'}}\n      \
     - {run: go test ./..., working-directory: '${{ inputs.dir }}'}\n  lint:\n    container: golang:${{ inputs.go }}-alpine\n    \
     steps: [{run: go vet}]\n",
);
const DOCKERFILE: (&str, &str) = (
    "cmd/api/Dockerfile",
    "ARG GO_VERSION=1.25\nARG IMAGE_TAG\nFROM golang:${GO_VERSION}-alpine AS build\nCOPY . .\nRUN go build ./cmd/api\n\
     FROM golang:1.26\nCOPY . .\nRUN go vet\n",
);

const CALLS: &[Call] = &[
    Call {
        name: "the input of an action",
        kind: Workflow,
        text: "jobs:\n  test:\n    strategy: {matrix: {go: ['1.25.x', 1.26.x]}}\n    steps:\n      - uses: actions/checkout@v6\n      \
               - uses: ./.github/actions/install-go\n        with:\n          go-version: ${{ matrix.go }}\n      - run: go test\n  \
               lint:\n    steps:\n      - uses: ./.github/actions/install-go\n        with: {go-version: 1.26.2}\n      - run: go vet\n",
        others: &[ACTION],
        asks: &["3 . 1.25", "3 . 1.26", "13 = 1.26.2"],
        changes: &[("1.26.2", "1.27.3")],
        replaced: &[],
    },
    Call {
        name: "the default of an action, and an input that leaves the choice to its file",
        kind: Workflow,
        text: "jobs:\n  test:\n    steps:\n      - uses: ./.github/actions/install-go\n      - {run: go test, working-directory: api}\n  \
               lint:\n    steps:\n      - uses: ./.github/actions/install-go\n        with: {go-version: ''}\n",
        others: &[ACTION, ("go.mod", "module m\n\ngo 1.27.0\n")],
        asks: &["4 = 1.26.6"],
        changes: &[],
        replaced: &[],
    },
    Call {
        name: "an input as a part of an expression",
        kind: Workflow,
        text: "jobs:\n  lint:\n    uses: ./.github/workflows/lint.yml\n    with: {folder: api}\n",
        others: &[(
            ".github/workflows/lint.yml",
            "on: {workflow_call: {inputs: {folder: {type: string}}}}\njobs:\n  lint:\n    steps:\n      - uses: actions/setup-go@v6\n        \
             with: {go-version-file: \"${{ inputs.folder == '' && '.' || inputs.folder }}/go.mod\"}\n",
        )],
        asks: &[],
        changes: &[],
        replaced: &[],
    },
    Call {
        name: "a workflow that is called twice",
        kind: Workflow,
        text: "jobs:\n  api:\n    uses: ./.github/workflows/image.yaml\n    with:\n      go: \"1.26.6\" # also in the Dockerfile\n      \
               dir: services/api\n  web:\n    strategy: {matrix: {go: [1.26]}}\n    uses: ./.github/workflows/image.yaml\n    \
               with: {go: '${{ matrix.go }}', dir: web}\n",
        others: &[REUSED],
        asks: &["5 = 1.26.6 in services/api", "5 = 1.26.6", "8 . 1.26 in web", "8 . 1.26"],
        changes: &[("1.26.6", "1.27.3"), ("[1.26]", "[1.27]")],
        replaced: &[],
    },
    Call {
        name: "an action that calls an action",
        kind: Workflow,
        text: "env: {GO: 1.26.1}\njobs:\n  test:\n    steps:\n      - {uses: ./.github/actions/outer, with: {go: '${{ env.GO }}'}}\n",
        others: &[
            ACTION,
            (
                ".github/actions/outer/action.yaml",
                "inputs: {go: {required: true}}\nruns:\n  steps:\n    - uses: ./.github/actions/install-go\n      \
                 with: {go-version: '${{ inputs.go }}'}\n    - uses: actions/setup-go@v6\n      with: {go-version: 1.20.1}\n",
            ),
        ],
        asks: &["1 = 1.26.1"],
        changes: &[("1.26.1", "1.27.3")],
        replaced: &[],
    },
    Call {
        name: "an action that calls itself, and one that is missing or outside",
        kind: Workflow,
        text: "jobs:\n  test:\n    steps:\n      - {uses: ./.github/actions/self, with: {go: 1.26.1}}\n      \
               - {uses: ./.github/actions/missing, with: {go: 1.26.2}}\n      - {uses: ./../x, with: {go: 1.26.3}}\n",
        others: &[(
            ".github/actions/self/action.yml",
            "runs:\n  steps:\n    - {uses: ./.github/actions/self, with: {go: '${{ inputs.go }}'}}\n    \
             - {uses: actions/setup-go@v6, with: {go-version: '${{ inputs.go }}'}}\n",
        )],
        asks: &["4 = 1.26.1"],
        changes: &[("1.26.1", "1.27.3")],
        replaced: &[],
    },
    Call {
        name: "the argument of an image in a block",
        kind: Workflow,
        text: "env:\n  GO_VERSION: 1.26.6\njobs:\n  images:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          \
               file: cmd/api/Dockerfile\n          build-args: |\n            IMAGE_TAG=${{ github.sha }}\n            \
               GO_VERSION=${{ env.GO_VERSION }}\n      - uses: docker/build-push-action@v6\n        with:\n          \
               context: ./cmd/api\n          build-args: |\n            GO_VERSION=1.26.5\n",
        others: &[DOCKERFILE],
        asks: &["2 = 1.26.6 in cmd/api", "16 = 1.26.5 in cmd/api"],
        changes: &[("1.26.6", "1.27.3"), ("1.26.5", "1.27.3")],
        replaced: &["cmd/api/Dockerfile:3"],
    },
    Call {
        name: "commands that build images",
        kind: Workflow,
        text: "jobs:\n  images:\n    env: {GO: 1.26.1}\n    steps:\n      - run: docker build --build-arg GO_VERSION=\"$GO\" -t api -f cmd/api/Dockerfile .\n      \
               - working-directory: cmd\n        run: |\n          docker buildx build \\\n            --build-arg=GO_VERSION=1.26.2 \\\n            \
               ./api && echo done\n      - run: cd x && docker build --build-arg GO_VERSION=1.26.3 .\n      - {run: docker build cmd/api}\n",
        others: &[DOCKERFILE],
        asks: &["3 = 1.26.1 in cmd/api", "9 = 1.26.2 in cmd/api"],
        changes: &[("1.26.1", "1.27.3"), ("1.26.2", "1.27.3")],
        replaced: &["cmd/api/Dockerfile:3"],
    },
    Call {
        name: "a job that checks out its repository into a folder, and another one",
        kind: Workflow,
        text: "jobs:\n  images:\n    env: {GO: 1.26.1, REPOSITORY: ours/api}\n    steps:\n      \
               - {uses: actions/checkout@v6, with: {path: lib, repository: ours/lib}}\n      \
               - {uses: actions/checkout@v6, with: {path: release, repository: '${{ env.REPOSITORY }}'}}\n      \
               - uses: docker/build-push-action@v6\n        with:\n          context: release\n          \
               file: ./release/cmd/api/Dockerfile\n          build-args: |\n            GO_VERSION=${{ env.GO }}\n      \
               - {run: docker build --build-arg GO_VERSION=1.26.2 ./cmd/api, working-directory: release}\n      \
               - {run: docker build --build-arg GO_VERSION=1.26.3 lib/cmd/api}\n",
        others: &[DOCKERFILE, ("go.mod", "module example.com/ours/api/v2\n\ngo 1.26\n")],
        asks: &["3 = 1.26.1 in cmd/api", "13 = 1.26.2 in cmd/api"],
        changes: &[("1.26.1", "1.27.3"), ("1.26.2", "1.27.3")],
        replaced: &["cmd/api/Dockerfile:3"],
    },
    Call {
        name: "an argument that nobody knows, and one of several",
        kind: Workflow,
        text: "jobs:\n  images:\n    strategy: {matrix: {go: [1.25, '1.26']}}\n    steps:\n      \
               - {run: 'docker build --build-arg GO_VERSION=${{ vars.GO }} cmd/api'}\n      \
               - {run: 'docker build --build-arg GO_VERSION=${{ matrix.go }} cmd/api'}\n",
        others: &[DOCKERFILE],
        asks: &["5 unknown in cmd/api", "3 . 1.26 in cmd/api"],
        changes: &[],
        replaced: &["cmd/api/Dockerfile:3"],
    },
    Call {
        name: "Bake, whose variables come from the environment",
        kind: Workflow,
        text: "env:\n  GO_VERSION: \"1.26\"\n  OTHER: \"1.20\"\njobs:\n  images:\n    steps:\n      - uses: docker/bake-action@v6\n        \
               with: {targets: api}\n      - run: docker buildx bake --set 'api.args.GO_VERSION=1.26.5' api\n",
        others: &[
            DOCKERFILE,
            (
                "docker-bake.hcl",
                "variable \"GO_VERSION\" {\n  default = null\n}\ntarget \"api\" {\n  dockerfile = \"cmd/api/Dockerfile\"\n  \
                 args = {\n    GO_VERSION = \"${GO_VERSION}\"\n  }\n}\n",
            ),
        ],
        asks: &["2 . 1.26 in cmd/api", "9 = 1.26.5 in cmd/api"],
        changes: &[("\"1.26\"", "\"1.27\""), ("1.26.5", "1.27.3")],
        replaced: &["cmd/api/Dockerfile:3"],
    },
    Call {
        name: "an image that a called workflow builds",
        kind: Workflow,
        text: "jobs:\n  images:\n    uses: ./.github/workflows/build.yml\n    with: {go: 1.26.4}\n",
        others: &[
            DOCKERFILE,
            (
                ".github/workflows/build.yml",
                "on: {workflow_call: {inputs: {go: {type: string}}}}\njobs:\n  b:\n    steps:\n      - uses: docker/build-push-action@v6\n        \
                 with:\n          context: cmd/api\n          build-args: |\n            IMAGE_TAG=x\n            GO_VERSION=${{ inputs.go }}\n      \
                 - run: docker build --build-arg GO_VERSION=1.20 cmd/api\n",
            ),
        ],
        asks: &["4 = 1.26.4 in cmd/api"],
        changes: &[("1.26.4", "1.27.3")],
        replaced: &["cmd/api/Dockerfile:3"],
    },
    Call {
        name: "a variant that the new release does not have, in the image of one of two jobs",
        kind: Workflow,
        text: "env: {GO: 1.25.5}\njobs:\n  test:\n    steps:\n      - {uses: actions/setup-go@v6, with: {go-version: '${{ env.GO }}'}}\n      \
               - run: docker build --build-arg GO=$GO .\n",
        others: &[("Dockerfile", "ARG GO=1.25\nFROM golang:${GO}-bullseye\nCOPY . .\nRUN go build\n")],
        asks: &["1 = 1.25.5", "1 = 1.25.5 in "],
        changes: &[],
        replaced: &["Dockerfile:2"],
    },
    Call {
        name: "a pipeline of GitLab",
        kind: GitlabCi,
        text: "variables: {GO: '1.26.6'}\nimages:\n  image: docker:29\n  script:\n    - docker build --build-arg GO_VERSION=$GO cmd/api\n    \
               - |\n      docker build \\\n        --build-arg GO_VERSION=1.26.5 \\\n        cmd/api\n",
        others: &[DOCKERFILE],
        asks: &["1 = 1.26.6 in cmd/api", "8 = 1.26.5 in cmd/api"],
        changes: &[("1.26.6", "1.27.3"), ("1.26.5", "1.27.3")],
        replaced: &["cmd/api/Dockerfile:3"],
    },
];

#[test]
fn a_version_is_read_and_raised_where_it_is_passed() {
    for Call { name, kind, text, others, asks, changes, replaced } in CALLS {
        let file = if *kind == Workflow { "/r/.github/workflows/ci.yml" } else { "/r/.gitlab-ci.yml" };
        let read = |path: &Path| {
            let other = others.iter().find(|(other, _)| path == Path::new("/r").join(other));
            other.map(|(_, text)| (*text).to_owned())
        };
        let source = ProjectText { kind: *kind, file: Path::new(file), text, read: &read };
        let FoundLines { lines, are_all, replaced: places, .. } = found(source);
        assert_eq!(lines.iter().map(shown).collect::<Vec<_>>(), *asks, "{name}");
        assert!(are_all, "{name}");
        let place = |path: &Path, line: u32| {
            format!("{}:{line}", path.strip_prefix("/r").unwrap().display()).replace('\\', "/")
        };
        assert_eq!(places.iter().map(|(path, line)| place(path, *line)).collect::<Vec<_>>(), *replaced, "{name}");
        let expected = changes.iter().fold((*text).to_owned(), |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{name}: {old}");
            text.replacen(old, new, 1)
        });
        let edited = with_versions(source, &raised).unwrap();
        assert_eq!(edited, expected, "{name}");
        assert_eq!(
            found(ProjectText { text: &edited, ..source }).lines.len(),
            lines.len(),
            "{name}: the same lines are read again"
        );
    }
}

/// A hostile file costs no more than a large one: what it calls too often is not read.
#[test]
fn what_a_file_calls_has_a_budget() {
    let file = Path::new("/r/.github/workflows/ci.yml");
    let all = |text: &str, other: &str| {
        let read = |_: &Path| Some(other.to_owned());
        found(ProjectText { kind: Workflow, file, text, read: &read }).are_all
    };
    let call = "      - {uses: ./.github/actions/a/action.yml, with: {go: '${{ inputs.go }}${{ inputs.go }}'}}\n";
    let (calls, action) = (
        |count| format!("jobs:\n  a:\n    steps:\n{}", call.repeat(count)),
        |count| format!("runs:\n  steps:\n{}", call.repeat(count)),
    );
    assert!(all(&calls(400), "runs: {steps: [{run: go test}]}\n"), "a small action may be called often");
    assert!(!all(&calls(20), &action(20)), "calls in calls");
    assert!(!all(&calls(200), &format!("# {}\nruns: {{}}\n", "x".repeat(400_000))));
    let build = "      - run: docker build --build-arg A=1 --build-arg B=2 --build-arg C=3 .\n";
    let image = format!("ARG A\nARG B\nARG C\nFROM golang:1.26\n# {}\n", "x".repeat(400_000));
    assert!(!all(&format!("jobs:\n  a:\n    steps:\n{}", build.repeat(100)), &image));
}
