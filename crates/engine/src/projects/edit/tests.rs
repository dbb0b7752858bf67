use std::path::Path;

use super::*;
use crate::base::version::Version;
use crate::environment::EditState;
use crate::projects::ProjectText;

fn go1_27_3() -> Version {
    Version::from_name("go1.27.3").unwrap()
}

fn raised(kind: FileKind, text: &str) -> String {
    with_versions(ProjectText::alone(kind, Path::new(""), text), &|old| in_the_form_of(old, &go1_27_3())).unwrap()
}

/// A file, and the lines that an edit replaces in it: all others stay as they are.
fn only(kind: FileKind, text: &str, changes: &[(&str, &str)]) {
    let mut expected = text.to_owned();
    for (old, new) in changes {
        assert_eq!(expected.matches(old).count(), 1, "{old} in {text}");
        expected = expected.replacen(old, new, 1);
    }
    assert_eq!(raised(kind, text), expected);
    // with the line ends of Windows, and without the last one
    let windows = text.replace('\n', "\r\n");
    assert_eq!(raised(kind, &windows), expected.replace('\n', "\r\n"));
    assert_eq!(raised(kind, text.trim_end()), expected.trim_end());
}

fn with(text: &str, go: Option<&str>, toolchain: ToolchainLine<'_>) -> String {
    with_go_lines(text, GoLines { go, toolchain }).unwrap()
}

#[test]
fn the_lines_of_a_module_are_edited_as_the_go_command_does() {
    use ToolchainLine::{Keep, Remove, Set};

    let new = Set("go1.27.3");
    for (text, go, toolchain, edited) in [
        ("module x\n\ngo 1.26\n", Some("1.27"), Keep, "module x\n\ngo 1.27\n"),
        ("module x\n\ngo 1.26\n", Some("1.27"), new, "module x\n\ngo 1.27\n\ntoolchain go1.27.3\n"),
        (
            "module x\n\ngo 1.26\n\ntoolchain go1.26.1\n",
            Some("1.27"),
            new,
            "module x\n\ngo 1.27\n\ntoolchain go1.27.3\n",
        ),
        (
            "module x\n\ngo 1.26\n\nrequire y v1.0.0\n",
            None,
            new,
            "module x\n\ngo 1.26\n\ntoolchain go1.27.3\n\nrequire y v1.0.0\n",
        ),
        ("module x\n", Some("1.27"), Keep, "module x\n\ngo 1.27\n"),
        ("module x\n", Some("1.27"), new, "module x\n\ngo 1.27\n\ntoolchain go1.27.3\n"),
        ("go 1.26 // why\nmodule x\n", Some("1.27"), Keep, "go 1.27 // why\nmodule x\n"),
        (
            "module x\ngo 1.26\nrequire y v1.0.0\n",
            None,
            new,
            "module x\ngo 1.26\ntoolchain go1.27.3\nrequire y v1.0.0\n",
        ),
        ("module x\r\n\r\ngo 1.26\r\n", Some("1.27"), new, "module x\r\n\r\ngo 1.27\r\n\r\ntoolchain go1.27.3\r\n"),
        ("module x\n\ngo 1.26", None, new, "module x\n\ngo 1.26\n\ntoolchain go1.27.3"),
        ("module x\n\n \tgo\t1.26 \n", Some("1.27"), Keep, "module x\n\n \tgo\t1.27 \n"),
        (
            "module x\n\ngo 1.26\n\ntoolchain go1.26.1\n\nrequire y v1.0.0\n",
            None,
            Remove,
            "module x\n\ngo 1.26\n\nrequire y v1.0.0\n",
        ),
        (
            "module x\n\ngo 1.26\n\n// pinned\ntoolchain go1.26.1 // here\n",
            None,
            Remove,
            "module x\n\ngo 1.26\n\n// pinned\n// here\n",
        ),
        ("module x\ngo 1.26\n// pinned\ntoolchain go1.26.1\n", None, Remove, "module x\ngo 1.26\n// pinned\n"),
        (
            "module x\ngo 1.26\ntoolchain go1.26.1\nrequire y v1.0.0\n",
            None,
            Remove,
            "module x\ngo 1.26\nrequire y v1.0.0\n",
        ),
        ("module x\n\ngo 1.26\n", None, Remove, "module x\n\ngo 1.26\n"),
        (
            "// a work file\n\ngo 1.26\n\nuse ./a\n",
            Some("1.27"),
            new,
            "// a work file\n\ngo 1.27\n\ntoolchain go1.27.3\n\nuse ./a\n",
        ),
    ] {
        assert_eq!(with(text, go, toolchain), edited, "{text:?}");
    }
}

#[test]
fn a_file_that_go_does_not_read_is_not_edited() {
    let wish = GoLines { go: Some("1.27"), toolchain: ToolchainLine::Set("go1.27.3") };
    for text in [
        "module x\ngo 1.26\ngo 1.25\n",
        "module x\ngo 1.26 1.25\n",
        "module x\ngo (\n1.26\n)\n",
        "module x /* old */\n",
        "module x\nrequire (\n",
        "use ./a\n",
        "",
    ] {
        assert!(with_go_lines(text, wish).is_err(), "{text:?}");
    }
    // words of other lines are not the `go` line
    let text = "module x\n\nrequire (\n\tgo v1.0.0\n)\n\n// go 1.20\n\ngo 1.26\n";
    assert_eq!(with(text, Some("1.27"), ToolchainLine::Keep), text.replace("\ngo 1.26", "\ngo 1.27"));
}

#[test]
fn a_version_keeps_the_form_in_which_it_is_written() {
    let line = Version::from_name("go1.28rc1").unwrap();
    for (old, new, rc) in [
        ("1.26", Some("1.27"), Some("1.28rc1")),
        ("1.26.1", Some("1.27.3"), Some("1.28rc1")),
        ("go1.26.1", Some("go1.27.3"), Some("go1.28rc1")),
        ("1.26.x", Some("1.27.x"), Some("1.28rc1")),
        ("^1.26", Some("^1.27"), Some("^1.28rc1")),
        (">=1.26.0", Some(">=1.27.3"), Some(">=1.28rc1")),
        ("1.27rc1", Some("1.27.3"), Some("1.28rc1")),
        ("1", None, None),
        ("1.x", None, None),
        ("stable", None, None),
        ("latest", None, None),
        ("${{ matrix.go }}", None, None),
        (">=1.25 <1.27", None, None),
        ("", None, None),
    ] {
        assert_eq!(in_the_form_of(old, &go1_27_3()).as_deref(), new, "{old}");
        assert_eq!(in_the_form_of(old, &line).as_deref(), rc, "{old}");
    }
    assert_eq!((pinned("1.26", &go1_27_3()), pinned("go1.26", &go1_27_3())), ("1.27.3".into(), "go1.27.3".into()));
}

#[test]
fn the_files_of_version_managers_keep_every_other_byte() {
    only(FileKind::GoVersion, "1.26.1\n", &[("1.26.1", "1.27.3")]);
    only(FileKind::GoVersion, "# ours\n\n  go1.26.1  \n1.25.0\n", &[("go1.26.1", "go1.27.3")]);
    only(FileKind::GoVersion, "system\n", &[]);
    only(FileKind::GoVersion, ">=1.20 <1.27\n", &[]);
    only(
        FileKind::ToolVersions,
        "nodejs 1.26.1\ngolang   1.26.1 1.25.0 # the old one\npython 3.12\n",
        &[("golang   1.26.1", "golang   1.27.3")],
    );
    only(FileKind::ToolVersions, "go 1.26\ngolangci-lint 1.60.1\n", &[("go 1.26", "go 1.27")]);
    only(
        FileKind::Mise,
        "[env]\ngo = \"1.26\" # not a tool\n\n[tools]\nnode = '22'\ngo = '1.26.1' # why\n",
        &[("'1.26.1'", "'1.27.3'")],
    );
    only(FileKind::Mise, "[tools]\ngo = [\"1.26\", \"1.25\"]\n", &[("\"1.26\"", "\"1.27\"")]);
    only(FileKind::Mise, "tools.go = { version = \"1.26\", os = [\"linux\"] }\n", &[("1.26", "1.27")]);
    only(FileKind::Mise, "[tools.go]\nversion = \"1.26\"\n", &[("1.26", "1.27")]);
    only(FileKind::Mise, "[tools]\ngo = \"latest\"\n", &[]);
    assert!(matches!(
        with_versions(ProjectText::alone(FileKind::Mise, Path::new(""), "[tools\n"), &|_| None),
        Err(NotEdited::Syntax(1, _))
    ));
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn the_builds_on_servers_keep_every_other_byte() {
    let workflow = "\
# go-version: 1.25
on: push
env:
  GO_VERSION: '1.26.x' # for all jobs
jobs:
  test:
    container: golang:1.26.1-alpine
    strategy:
      matrix:
        go-version: ['1.25', '1.26']
    steps:
      - uses: actions/checkout@v4
        with:
          go-version: 1.24
      - name: Set up Go
        uses: actions/setup-go@v5
        with:
          go-version: \"1.26\"   # the newest
          cache: true
      - uses: actions/setup-go@v5
        with: # of the workflow
          go-version: ${{ env.GO_VERSION }}
      - uses: actions/setup-go@v5
        with:
          go-version: ${{ matrix.go-version }}
      - run: |
          cat <<END
          with:
            go-version: 1.23
          image: golang:1.22
          END
";
    only(
        FileKind::Workflow,
        workflow,
        &[("'1.26.x'", "'1.27.x'"), ("golang:1.26.1-alpine", "golang:1.27.3-alpine"), ("\"1.26\"", "\"1.27\"")],
    );
    only(
        FileKind::Dockerfile,
        "\
# syntax=docker/dockerfile:1
ARG GO_VERSION=1.26.1
FROM --platform=$BUILDPLATFORM golang:1.26-alpine3.23 AS build
RUN echo \\
  FROM golang:1.20
RUN <<END
FROM golang:1.21
END
from docker.io/library/golang:${GO_VERSION}-bookworm as other
FROM golang:1.25@sha256:0000
FROM golang:latest
FROM golangci/golangci-lint:1.24
COPY --from=golang:1.23 /usr/local/go /usr/local/go
",
        &[("=1.26.1", "=1.27.3"), ("golang:1.26-alpine3.23", "golang:1.27-alpine3.23"), ("golang:1.23", "golang:1.27")],
    );
    only(
        FileKind::GitlabCi,
        "\
variables:
  GO_VERSION: \"1.26.1\" # of the jobs
  OTHER: 1.26
image: golang:1.26-alpine
lint:
  image: golang:${GO_VERSION}-bookworm
test:
  image:
    name: registry.example.com/library/golang:1.25.4
    entrypoint: ['']
  services:
    - name: golang:1.20
  script:
    - docker run golang:1.21 go version
",
        &[
            ("\"1.26.1\"", "\"1.27.3\""),
            ("golang:1.26-alpine", "golang:1.27-alpine"),
            ("golang:1.25.4", "golang:1.27.3"),
        ],
    );
}

#[test]
fn a_version_that_yaml_would_read_as_another_number_gets_quotes() {
    let new = Version::from_name("go1.30.2").unwrap();
    let text =
        |version: &str| format!("runs: {{steps: [{{uses: actions/setup-go@v5, with: {{go-version: {version}}}}}]}}\n");
    let raised = |version| {
        with_versions(ProjectText::alone(FileKind::Workflow, Path::new(""), &text(version)), &|old| {
            in_the_form_of(old, &new)
        })
        .unwrap()
    };
    assert_eq!(raised("1.26"), text("'1.30'"));
    assert_eq!(raised("'1.26'"), text("'1.30'"));
    assert_eq!(raised("1.26.1"), text("1.30.2"));
}

#[test]
fn files_are_recognised_by_their_paths() {
    for (path, kind) in [
        ("go.mod", Some(FileKind::GoMod)),
        ("a/b c/go.mod", Some(FileKind::GoMod)),
        ("go.work", Some(FileKind::GoWork)),
        (".config/mise.toml", Some(FileKind::Mise)),
        ("a/.config/mise/config.local.toml", Some(FileKind::Mise)),
        ("config.toml", None),
        (".github/workflows/ci.yml", Some(FileKind::Workflow)),
        (".github/actions/go/action.yaml", Some(FileKind::Workflow)),
        ("workflows/ci.yml", None),
        ("build/Dockerfile.alpine", Some(FileKind::Dockerfile)),
        ("go.Dockerfile", Some(FileKind::Dockerfile)),
        ("Dockerfiles", None),
        (".gitlab-ci.yml", Some(FileKind::GitlabCi)),
        ("go.sum", None),
        (".bashrc", None),
    ] {
        assert_eq!(FileKind::of(Path::new(path)), kind, "{path}");
        assert_eq!(is_editable(Path::new(path)), kind.is_some(), "{path}");
    }
    for outside in ["../go.mod", "a/../../go.mod", "/go.mod", "./go.mod", ""] {
        assert!(!is_editable(Path::new(outside)), "{outside}");
    }
}

#[test]
fn an_edit_is_a_unified_diff_that_can_be_taken_back() {
    let before = "module x\n\n// our Go\ngo 1.26 // kept\n\nrequire y v1.0.0\n";
    let after = with(before, Some("1.27"), ToolchainLine::Set("go1.27.3"));
    let edit = FileEdit::between(Path::new("go.mod"), before, &after).unwrap();
    assert_eq!(edit.applied(before.as_bytes()), Some(after.clone()));
    assert_eq!(edit.reversed().applied(after.as_bytes()).as_deref(), Some(before));
    assert_eq!(edit.applied(after.as_bytes()), None);
    let differences: Vec<String> = edit.differences().iter().map(ToString::to_string).collect();
    let expected = ["- go 1.26 // kept (go.mod:4)", "+ go 1.27 // kept (go.mod:4)", "+ toolchain go1.27.3 (go.mod:6)"];
    assert_eq!(differences, expected);
    let only_go = with(before, Some("1.27"), ToolchainLine::Keep);
    assert_eq!(
        FileEdit::between(Path::new("go.mod"), before, &only_go).unwrap().unified(),
        "--- a/go.mod\n+++ b/go.mod\n@@ -1,6 +1,6 @@\n module x\n \n // our Go\n-go 1.26 // kept\n+go 1.27 // kept\n \n \
         require y v1.0.0\n"
    );
    assert_eq!(FileEdit::between(Path::new("go.mod"), before, before), None);
    let (old, new) =
        ("[env]\nTOKEN = \"secret\"\n[tools]\ngo = \"1.26\"\n", "[env]\nTOKEN = \"secret\"\n[tools]\ngo = \"1.27\"\n");
    let small = FileEdit::between(Path::new("mise.toml"), old, new).unwrap();
    assert_eq!(small.unified(), "--- a/mise.toml\n+++ b/mise.toml\n@@ -4,1 +4,1 @@\n-go = \"1.26\"\n+go = \"1.27\"\n");
    assert_eq!(small.applied(old.as_bytes()).as_deref(), Some(new));
    assert!(!serde_json::to_string(&small).unwrap().contains("TOKEN"), "the lines around are not kept");
    let json = serde_json::to_string(&edit).unwrap();
    assert_eq!(serde_json::from_str::<FileEdit>(&json).unwrap(), edit);
}

#[test]
fn an_edit_whose_lines_do_not_match_its_digests_is_refused() {
    let (before, after) = ("a\nb\nc\n", "a\nB\nc\n");
    let good = FileEdit::between(Path::new("go.mod"), before, after).unwrap();
    let changed = |change: fn(&mut FileEdit)| {
        let mut edit = good.clone();
        change(&mut edit);
        edit.applied(before.as_bytes())
    };
    assert_eq!(changed(|_| {}).as_deref(), Some(after));
    assert_eq!(changed(|edit| edit.hunks.clear()), None);
    assert_eq!(changed(|edit| edit.hunks[0].before = 0), None);
    assert_eq!(changed(|edit| edit.hunks[0].before = usize::MAX), None);
    assert_eq!(changed(|edit| edit.hunks[0].lines.push(HunkLine::Added("x".into()))), None);
    assert_eq!(changed(|edit| edit.hunks[0].lines.push(HunkLine::Kept("x".into()))), None);
    assert_eq!(changed(|edit| edit.was = edit.becomes), None);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
fn only_regular_files_of_the_project_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (project, outside) = (folder.path().join("my project"), folder.path().join("outside"));
    std::fs::create_dir_all(project.join("größe")).unwrap();
    std::fs::create_dir_all(&outside).unwrap();
    for file in [project.join("go.mod"), project.join("größe/go.mod"), outside.join("go.mod")] {
        std::fs::write(file, "module x\n").unwrap();
    }
    std::fs::write(project.join(".go-version"), [0xff]).unwrap();
    std::fs::create_dir(project.join("go.work")).unwrap();
    let read = |path: &str| super::read(&project, Path::new(path));
    assert_eq!(read("go.mod").as_deref(), Ok("module x\n"));
    assert_eq!(read("größe/go.mod").as_deref(), Ok("module x\n"));
    assert_eq!(read(".go-version"), Err(NotEdited::NotText));
    for other in ["go.work", "none/go.mod", "../outside/go.mod", "largest"] {
        assert_eq!(read(other), Err(NotEdited::Link), "{other}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&outside, project.join("link")).unwrap();
        std::os::unix::fs::symlink(outside.join("go.mod"), project.join("other.work")).unwrap();
        for link in ["link/go.mod", "other.work"] {
            assert_eq!(read(link), Err(NotEdited::Link), "{link}");
        }
    }
    let edit = FileEdit::between(Path::new("go.mod"), "module x\n", "module x\n\ngo 1.27\n").unwrap();
    assert_eq!(edit.found(&project), EditState::Before);
    edit.make(&project).unwrap();
    assert_eq!(edit.found(&project), EditState::After);
    assert_eq!(std::fs::read_to_string(project.join("go.mod")).unwrap(), "module x\n\ngo 1.27\n");
    assert!(edit.make(&project).is_err(), "it is not as before anymore");
    edit.reversed().make(&project).unwrap();
    assert_eq!(std::fs::read_to_string(project.join("go.mod")).unwrap(), "module x\n");
}
