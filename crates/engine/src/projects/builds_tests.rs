//! Builds as real repositories write them, in words of our own: the Go of each, the folders in which it builds, and the
//! bytes that a raise to go1.27.3 replaces.
use std::path::Path;

use super::FileKind::{self, Dockerfile, GitlabCi, Workflow};
use super::edit::{in_the_form_of, number_in, with_versions};
use super::{AskedMeaning, Found, ProjectText, found};
use crate::base::version::Version;

type Build = (&'static str, FileKind, &'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

const BUILDS: &[Build] = &[
    (
        "a dash on its own line, and a variable of the workflow",
        Workflow,
        "env:\n  GO_VERSION: \"1.26.7\" # also in the Dockerfile\njobs:\n  unit:\n    steps:\n      -\n        name: Go\n        \
         uses: actions/setup-go@v6\n        with:\n          go-version: ${{ env.GO_VERSION }}\n      -\n        \
         run: go test ./...\n",
        &["2 = 1.26.7"],
        &[("1.26.7", "1.27.3")],
    ),
    (
        "a mapping on one line",
        Workflow,
        "jobs: {lint: {steps: [{uses: actions/setup-go@v6, with: {go-version: 1.26, cache: false}}]}}\n",
        &["1 . 1.26"],
        &[("1.26", "1.27")],
    ),
    (
        "a matrix of one value",
        Workflow,
        "jobs:\n  test:\n    strategy:\n      matrix:\n        go-version: [1.25.x]\n        os: [a, b]\n    steps:\n      \
         - uses: actions/setup-go@v6\n        with: {go-version: '${{ matrix.go-version }}'}\n",
        &["5 . 1.25"],
        &[("1.25.x", "1.27.x")],
    ),
    (
        "a matrix of several values",
        Workflow,
        "jobs:\n  test:\n    strategy:\n      matrix:\n        go: [oldstable, '1.25', 1.26.x]\n    steps:\n      \
         - uses: actions/setup-go@v6\n        with: {go-version: '${{ matrix.go }}'}\n",
        &["5 other", "5 . 1.25", "5 . 1.26"],
        &[],
    ),
    (
        "a matrix that includes one value for several systems",
        Workflow,
        "jobs:\n  test:\n    strategy:\n      matrix:\n        include:\n          - {os: a, go: ~1.26.0}\n          \
         - {os: b, go: '~1.26.0'}\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          \
         go-version: \"${{ matrix['go'] }}\"\n",
        &["6 . 1.26", "7 . 1.26"],
        &[("go: ~1.26.0", "go: ~1.27.3"), ("'~1.26.0'", "'~1.27.3'")],
    ),
    (
        "an expression as a part of a version",
        Workflow,
        "jobs:\n  test:\n    strategy: {matrix: {minor: [25, 26]}}\n    steps:\n      - uses: actions/setup-go@v6\n        \
         with: {go-version: '1.${{ matrix.minor }}.x'}\n",
        &["3 . 1.25", "3 . 1.26"],
        &[],
    ),
    (
        "a container with a variable of its job",
        Workflow,
        "jobs:\n  test:\n    env: {GO: 1.26.5}\n    container:\n      image: ghcr.example/mirror/golang:${{ env.GO }}-alpine\n    \
         steps:\n      - run: go build ./cmd/api\n",
        &["3 = 1.26.5"],
        &[("1.26.5", "1.27.3")],
    ),
    (
        "a container that may switch",
        Workflow,
        "jobs:\n  test:\n    container:\n      image: golang:1.26\n      env: {GOTOOLCHAIN: auto}\n    steps:\n      \
         - run: go vet ./...\n",
        &["4 + 1.26"],
        &[("golang:1.26", "golang:1.27")],
    ),
    (
        "jobs with a working directory for all of their steps",
        Workflow,
        "jobs:\n  api:\n    defaults: {run: {working-directory: ./services/api}}\n    steps:\n      - uses: actions/checkout@v6\n      \
         - {uses: actions/setup-go@v6, with: {go-version: '1.26'}}\n      - run: go test ./...\n  old:\n    steps:\n      \
         - {uses: actions/setup-go@v6, with: {go-version: 1.25.1}}\n      - run: echo no Go here\n      \
         - {run: make, working-directory: legacy}\n      - uses: golangci/golangci-lint-action@v8\n        \
         with: {working-directory: legacy}\n",
        &["6 . 1.26 in services/api", "10 = 1.25.1 in legacy"],
        &[("'1.26'", "'1.27'"), ("1.25.1", "1.27.3")],
    ),
    (
        "a matrix of modules",
        Workflow,
        "jobs:\n  test:\n    strategy: {matrix: {module: [a, b/c]}}\n    steps:\n      - uses: actions/setup-go@v6\n        \
         with: {go-version: 1.26.4}\n      - run: go test ./...\n        working-directory: mods/${{ matrix.module }}\n",
        &["6 = 1.26.4 in mods/a mods/b/c"],
        &[("1.26.4", "1.27.3")],
    ),
    (
        "a step that goes elsewhere by itself",
        Workflow,
        "jobs:\n  test:\n    steps:\n      - {uses: actions/setup-go@v6, with: {go-version: 1.26.4}}\n      \
         - {run: cd ../tools && go test, working-directory: api}\n",
        &["4 = 1.26.4"],
        &[("1.26.4", "1.27.3")],
    ),
    (
        "one variable for two jobs in two folders",
        Workflow,
        "env: {GO: '1.26'}\njobs:\n  a:\n    steps:\n      - {uses: actions/setup-go@v6, with: {go-version: '${{ env.GO }}'}}\n      \
         - {run: go test, working-directory: a}\n  b:\n    steps:\n      \
         - {uses: actions/setup-go@v6, with: {go-version: '${{ env.GO }}'}}\n      - {run: go test, working-directory: b}\n",
        &["1 . 1.26 in a b"],
        &[("1.26", "1.27")],
    ),
    (
        "a job that only installs a tool",
        Workflow,
        "jobs:\n  release:\n    steps:\n      - uses: actions/checkout@v6\n      - uses: actions/setup-go@v6\n        \
         with: {go-version: 1.26.3}\n      - run: |\n          go install example.com/jsonnet/cmd/jsonnet@v0.20.0\n          \
         jsonnet -o out.yml in.jsonnet\n",
        &["6 unknown"],
        &[("1.26.3", "1.27.3")],
    ),
    (
        "a digest of setup-go, whose comment says the version",
        Workflow,
        "jobs:\n  a:\n    steps:\n      - uses: 'actions/setup-go@d35c59abb061a4a6fb18e82ac0862c26744d6ab5' # v6.0.0\n        \
         with:\n          go-version: \"1.26\" # see CONTRIBUTING\n      - run: go build\n",
        &["6 . 1.26"],
        &[("1.26", "1.27")],
    ),
    (
        "a setup-go that may switch",
        Workflow,
        "jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: '>=1.25.0'\n",
        &["6 + 1.25.0"],
        &[(">=1.25.0", ">=1.27.3")],
    ),
    (
        "an input, which the caller knows",
        Workflow,
        "on: {workflow_call: {inputs: {go: {type: string}}}}\njobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v6\n        \
         with: {go-version: '${{ inputs.go }}'}\n",
        &["6 unknown"],
        &[],
    ),
    (
        "an input with a default, which the caller may replace",
        Workflow,
        "inputs: {go-version: {default: '1.26.6', description: ours}}\nruns:\n  using: composite\n  steps:\n    \
         - uses: actions/setup-go@v6\n      with: {go-version: '${{ inputs.go-version }}'}\n",
        &["1 unknown"],
        &[("1.26.6", "1.27.3")],
    ),
    (
        "letters of several bytes before the version, and the line ends of Windows",
        Workflow,
        "\u{feff}name: Größe prüfen ✓\r\njobs:\r\n  ü:\r\n    steps:\r\n      - uses: actions/setup-go@v6\r\n        \
         with: {cache: 'né', go-version: '1.26.2'}\r\n",
        &["6 = 1.26.2"],
        &[("1.26.2", "1.27.3")],
    ),
    (
        "an anchor",
        Workflow,
        "env: {GO: &go '1.26'}\njobs:\n  a:\n    steps:\n      - {uses: actions/setup-go@v6, with: {go-version: *go}}\n",
        &["1 . 1.26"],
        &[("1.26", "1.27")],
    ),
    (
        "an image by way of two arguments",
        Dockerfile,
        "ARG GO_VERSION=1.26.7\nARG GOLANG_IMAGE=\"golang:${GO_VERSION}-bookworm\"\nFROM --platform=$BUILDPLATFORM \
         ${GOLANG_IMAGE} AS base\nFROM base AS build\nCOPY . .\nRUN make binary\n",
        &["3 = 1.26.7"],
        &[("1.26.7", "1.27.3")],
    ),
    (
        "the name and the tag in arguments",
        Dockerfile,
        "ARG GOLANG_VERSION=1.26.6 GOLANG_IMAGE=golang\nFROM ${GOLANG_IMAGE}:${GOLANG_VERSION} AS dev\nADD . /src\nRUN go test ./...\n",
        &["2 = 1.26.6"],
        &[("1.26.6", "1.27.3")],
    ),
    (
        "a default in place",
        Dockerfile,
        "ARG GO\nFROM golang:${GO:-1.26.6}-trixie\nCOPY . .\nRUN go build\n",
        &["2 = 1.26.6"],
        &[("1.26.6", "1.27.3")],
    ),
    (
        "one argument for two stages",
        Dockerfile,
        "ARG V=1.26\nFROM golang:$V AS a\nCOPY . .\nRUN go vet\nFROM golang:${V}-alpine AS b\nCOPY . .\nRUN go build\n",
        &["2 . 1.26", "5 . 1.26"],
        &[("1.26", "1.27")],
    ),
    (
        "files of the context in a mount",
        Dockerfile,
        "FROM golang:1.26.5-alpine3.23 AS build\nRUN --mount=target=. --mount=type=cache,target=/go/.cache \\\n  \
         # the program\n  xx-build -o /out/app .\nFROM scratch\nCOPY --from=build /out/app /\n",
        &["1 = 1.26.5"],
        &[("1.26.5", "1.27.3")],
    ),
    (
        "an image on a continued line",
        Dockerfile,
        "FROM \\\n  docker.io/library/golang:1.26.5 \\\n  AS build\nCOPY . .\nRUN go build\n",
        &["1 = 1.26.5"],
        &[("1.26.5", "1.27.3")],
    ),
    (
        "a digest with its tag",
        Dockerfile,
        "FROM golang:1.26.5-alpine@sha256:0000 AS build\nCOPY . .\nRUN go build\n",
        &["1 = 1.26.5"],
        &[],
    ),
    (
        "a variant that the new release does not have",
        Dockerfile,
        "ARG GO=1.25.5\nFROM golang:1.25.5-alpine3.17 AS a\nCOPY . .\nFROM golang:${GO}-bullseye\nCOPY . .\n",
        &["2 = 1.25.5", "4 = 1.25.5"],
        &[],
    ),
    (
        "one argument for two stages, of which one has a variant that the new release does not have",
        Dockerfile,
        "ARG GO=1.25.5\nFROM golang:$GO\nCOPY . .\nFROM golang:${GO}-bullseye\nCOPY . .\n",
        &["2 = 1.25.5", "4 = 1.25.5"],
        &[],
    ),
    (
        "a variant that an argument chooses",
        Dockerfile,
        "ARG ALPINE=3.24\nFROM golang:1.26-alpine${ALPINE}\nCOPY . .\nFROM golang:1.26-${SYSTEM}\nCOPY . .\n",
        &["2 . 1.26", "4 . 1.26"],
        &[("golang:1.26-alpine", "golang:1.27-alpine")],
    ),
    (
        "a tag that is not updated anymore",
        Dockerfile,
        "FROM golang:bullseye\nCOPY . .\nRUN go build\n",
        &["1 . 1.24"],
        &[],
    ),
    (
        "a Go that is copied",
        Dockerfile,
        "FROM debian\nCOPY --from=golang:1.26 /usr/local/go /usr/local/go\nCOPY . .\nRUN /usr/local/go/bin/go build\n",
        &["2 + 1.26"],
        &[("1.26", "1.27")],
    ),
    (
        "a stage that only runs what another has built",
        Dockerfile,
        "FROM golang:1.27 AS build\nCOPY . .\nRUN go build -o /app\nFROM golang:1.25\nCOPY --from=build /app /app\nCMD [\"/app\"]\n",
        &["1 . 1.27", "4 unknown"],
        &[("1.25", "1.27")],
    ),
    (
        "a build outside of modules",
        Dockerfile,
        "FROM golang:1.15\nADD . /go/src/example.com/hello\nRUN go install example.com/hello\n",
        &["1 unknown"],
        &[],
    ),
    (
        "an argument without a default",
        Dockerfile,
        "ARG TAG\nFROM golang:$TAG\nCOPY . .\nRUN go build\n",
        &["2 unknown"],
        &[],
    ),
    (
        "a variable of the pipeline for an image",
        GitlabCi,
        "variables:\n  GO_VERSION: 1.26\n  IMAGE:\n    value: golang:${GO_VERSION}-alpine\n    description: ours\ntest:\n  \
         image: $IMAGE\n  script: [go test ./...]\n",
        &["7 . 1.26"],
        &[("1.26", "1.27")],
    ),
    (
        "the image of all jobs, and of one",
        GitlabCi,
        "default:\n  image: {name: 'golang:1.26.1', entrypoint: ['']}\nnew:\n  image: \"registry.example:5000/golang:1.27.1\"\n  \
         script:\n    - go build\n",
        &["2 = 1.26.1", "4 = 1.27.1"],
        &[("1.26.1", "1.27.3"), ("1.27.1", "1.27.3")],
    ),
];

pub(super) fn shown(Found { asked, folders, .. }: &Found) -> String {
    let version = asked.version.as_ref().map_or_else(String::new, |version| format!(" {}", version.number()));
    let means = match asked.means {
        AskedMeaning::AtLeast => "+",
        AskedMeaning::Exactly => "=",
        AskedMeaning::NewestOfLine => ".",
        AskedMeaning::Newest => "newest",
        AskedMeaning::Other => "other",
        AskedMeaning::Unknown => "unknown",
    };
    let below = |folder: &Path| folder.strip_prefix("/r").unwrap().display().to_string().replace('\\', "/");
    let folders = folders.as_ref().map(|all| all.iter().map(|folder| below(folder)).collect::<Vec<_>>().join(" "));
    let folders = folders.map_or_else(String::new, |all| format!(" in {all}"));
    format!("{} {means}{version}{folders}", asked.line)
}

/// A version as a raise to go1.27.3 writes it; `None` if it is not older.
pub(super) fn raised(old: &str) -> Option<String> {
    let new = Version::from_name("go1.27.3").unwrap();
    let is_older = number_in(old).is_some_and(|old| old < new);
    if is_older { in_the_form_of(old, &new) } else { None }
}

#[test]
fn the_go_of_a_build_is_read_and_raised_where_it_is_written() {
    let (mut known, mut unknown) = (0, 0);
    for (name, kind, text, asks, changes) in BUILDS {
        let file = Path::new("/r/.github/workflows/ci.yml");
        let read = |text: &str| found(ProjectText::alone(*kind, file, text)).lines;
        let lines = read(text);
        assert_eq!(lines.iter().map(shown).collect::<Vec<_>>(), *asks, "{name}");
        let expected = changes.iter().fold((*text).to_owned(), |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{name}: {old}");
            text.replacen(old, new, 1)
        });
        let edited = with_versions(ProjectText::alone(*kind, file, text), &raised).unwrap();
        assert_eq!(edited, expected, "{name}");
        assert_eq!(read(&edited).len(), lines.len(), "{name}: the same lines are read again");
        let are_known = |one: &Found| one.asked.means != AskedMeaning::Unknown;
        known += lines.iter().filter(|one| are_known(one)).count();
        unknown += lines.iter().filter(|one| !are_known(one)).count();
    }
    assert!(unknown * 5 <= known + unknown, "{unknown} unknown, {known} known");
}

/// As for setup-go, an empty version is none.
#[test]
fn an_empty_version_leaves_the_choice_to_the_file() {
    let text = "jobs:\n  a:\n    strategy: {matrix: {go: ['', stable]}}\n    steps:\n      - uses: actions/setup-go@v6\n        \
                with:\n          go-version: ${{ matrix.go }}\n          go-version-file: .ci-go-version\n";
    let read = |_: &Path| Some("1.26.6\n".to_owned());
    let file = Path::new("/r/.github/workflows/ci.yml");
    let lines = found(ProjectText { kind: Workflow, file, text, read: &read }).lines;
    assert_eq!(lines.iter().map(shown).collect::<Vec<_>>(), ["3 newest", "8 = 1.26.6"]);
    assert_eq!(lines[1].asked.text, ".ci-go-version");
}
