//! `projects raise` with real Go: what is written is what was tried, with the raised lines.
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use upgo_engine::machine::platform::typed;
use upgo_testkit::lab::Lab;
use upgo_testkit::limit::InTime as _;

use super::quick_lab;

const LOOP: &str = "package p\n\nfunc F() []func() int {\n\tvar all []func() int\n\tfor i := 0; i < 3; i++ {\n\t\tall = \
                    append(all, func() int { return i })\n\t}\n\treturn all\n}\n";
const LOOP_TEST: &str = "package p\n\nimport \"testing\"\n\nfunc TestF(t *testing.T) {\n\tif F()[0]() != 3 \
                         {\n\t\tt.Fatal(\"changed\")\n\t}\n}\n";
const FORMAT: &str = "package p\n\nimport \"fmt\"\n\nfunc F(s string) string { return fmt.Sprintf(s) }\n";
const EMPTY: &str = "package p\n\nfunc F() {}\n";
/// Its test writes beside its source, and starts from what is there.
const WRITES: &str = "package p\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\nfunc TestWrites(t *testing.T) {\n\tos.Mkdir(\"made\", \
                      0o755)\n\tif err := os.WriteFile(\"made/file\", nil, 0o644); err != nil {\n\t\tt.Fatal(err)\n\t}\n}\n";

fn ready() -> Option<Lab> {
    let lab = quick_lab()?.with_variable("CGO_ENABLED", "0");
    lab.upgo(["install", "1.26.6", "--use"]).succeeds();
    lab.upgo(["install", "1.27.3"]).succeeds();
    Some(lab)
}

/// A module with these files; `lines` follow its path in `go.mod`.
fn module(lab: &Lab, name: &str, lines: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = lab.user().join("code").join(name);
    let module = format!("module example.com/{}\n\n{lines}\n", name.replace('/', "-"));
    for (path, text) in [("go.mod", &*module)].iter().chain(files) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn raise(lab: &Lab, more: &[&str]) -> Value {
    let code = lab.user().join("code").display().to_string();
    let words = ["projects", "raise", "--go", "1.27", "--json", &code];
    lab.upgo(words.iter().chain(more).copied()).succeeds().json()
}

/// The warning that a module is left out, with its advice.
fn left_out(changed: &Value, name: &str) -> String {
    let named = format!("code/{name} is left out");
    let is_it = |warning: &&Value| warning["message"].as_str().unwrap().contains(&named);
    let warnings = changed["warnings"].as_array().unwrap();
    let found = warnings.iter().find(is_it).unwrap_or_else(|| panic!("{name} is not left out: {changed:#}"));
    format!("{} {}", found["message"].as_str().unwrap(), found["next"].as_str().unwrap())
}

fn is_raised(folder: &Path) -> bool {
    fs::read_to_string(folder.join("go.mod")).unwrap().lines().any(|line| line.starts_with("go 1.27"))
}

/// What Go says of what lies in the folder.
fn require_works(lab: &Lab, folder: &Path) {
    for words in [["build", "./..."], ["vet", "./..."]] {
        let ran = super::go(lab, folder, &words).env("GOTOOLCHAIN", "go1.27.3").output_in_time().unwrap();
        assert!(ran.status.success(), "{} {words:?}: {}", folder.display(), String::from_utf8_lossy(&ran.stderr));
    }
}

#[test]
#[ignore = "long"]
fn lines_are_raised_only_where_go_builds_and_vets_with_them() {
    let Some(lab) = ready() else { return };
    let good = module(&lab, "good", "go 1.26.0", &[("p.go", EMPTY)]);
    let closure = module(&lab, "loop", "go 1.21", &[("p.go", LOOP)]);
    let format = module(&lab, "format", "go 1.23", &[("p.go", FORMAT)]);
    // with pruning, go.mod has to name what is required indirectly
    let uses = |path: &str| format!("package p\n\nimport \"example.com/{path}\"\n\nfunc F() {{ {path}.F() }}\n");
    let replaced =
        "require example.com/a v1.0.0\n\nreplace (\n\texample.com/a => ../dep/a\n\texample.com/b => ../dep/b\n)";
    let old = module(&lab, "old", &format!("go 1.16\n\n{replaced}"), &[("p.go", &uses("a"))]);
    fs::create_dir_all(lab.user().join("code/.git")).unwrap(); // so that both are in one repository
    for (name, lines, text) in [
        (
            "a",
            "go 1.16\n\nrequire example.com/b v1.0.0\n\nreplace example.com/b => ../b",
            uses("b").replace("package p", "package a"),
        ),
        ("b", "go 1.16", EMPTY.replace("package p", "package b")),
    ] {
        let folder = lab.user().join("code/dep").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("go.mod"), format!("module example.com/{name}\n\n{lines}\n")).unwrap();
        fs::write(folder.join("p.go"), text).unwrap();
    }
    let listed = "# example.com/x v1.0.0\nexample.com/x\n";
    let x = EMPTY.replace("package p", "package x");
    let files = [
        ("p.go", &*uses("x")),
        ("x/go.mod", "module example.com/x\n\ngo 1.13\n"),
        ("x/x.go", &x),
        ("vendor/modules.txt", listed),
        ("vendor/example.com/x/x.go", &x),
    ];
    let lines = "go 1.13\n\nrequire example.com/x v1.0.0\n\nreplace example.com/x => ./x";
    let vendored = module(&lab, "vendored", lines, &files);
    let nothing = module(&lab, "nothing", "go 1.25", &[("p.go", "//go:build never\n\npackage p\n")]);
    let embeds = "package p\n\nimport _ \"embed\"\n\n//go:embed data/x.txt\nvar X string\n";
    let embed = module(&lab, "embed", "go 1.25", &[("p.go", embeds), ("data/x.txt", "x"), (".gitignore", "data\n")]);
    let broken = module(&lab, "broken", "go 1.25", &[("p.go", "package p\n\nfunc F() { missing() }\n")]);

    let changed = raise(&lab, &[]);
    let raised = [&good, &closure, &nothing, &embed];
    assert!(raised.iter().all(|folder| is_raised(folder)), "{changed:#}");
    let stay = [&format, &old, &vendored, &broken];
    assert!(!stay.iter().any(|folder| is_raised(folder)), "{changed:#}");
    for folder in [&good, &closure, &embed] {
        require_works(&lab, folder);
    }
    assert!(left_out(&changed, "format").contains("go vet: non-constant format string"), "{changed:#}");
    let tidy = left_out(&changed, "old");
    assert!(tidy.contains("Go asks for `go mod tidy`"), "{tidy}");
    let command = format!("`upgo exec 1.27.3 go -C {} mod tidy -go=1.27`", typed(&old));
    assert!(tidy.contains(&command), "{tidy}");
    assert!(left_out(&changed, "dep/b").contains("Go compares its line with that of"), "{changed:#}");
    let vendor = left_out(&changed, "vendored");
    assert!(vendor.contains("Go asks for `go mod vendor`") && vendor.contains(" mod vendor`"), "{vendor}");
    assert!(left_out(&changed, "broken").contains("undefined: missing"), "{changed:#}");
    // what the advice says to type helps
    let words = ["exec", "1.27.3", "go", "-C", old.to_str().unwrap(), "mod", "tidy", "-go=1.27"];
    lab.upgo(words).with("GOFLAGS", "-mod=mod").with("GOPROXY", "off").succeeds();
    raise(&lab, &[]);
    require_works(&lab, &old);
}

#[test]
#[ignore = "long"]
fn tests_run_where_they_may_write_and_tell_what_a_line_changes() {
    let Some(lab) = ready() else { return };
    let closure = module(&lab, "loop", "go 1.21", &[("p.go", LOOP), ("p_test.go", LOOP_TEST)]);
    let writes = module(&lab, "writes", "go 1.26.0", &[("p.go", EMPTY), ("p_test.go", WRITES)]);
    let changed = raise(&lab, &["--test"]);
    assert!(left_out(&changed, "loop").contains("go test"), "{changed:#}");
    assert!(!is_raised(&closure) && is_raised(&writes), "{changed:#}");
    assert!(!writes.join("made").exists(), "the test ran in a copy");
}

/// With the Go in use, the raised line alone is tried.
#[test]
#[ignore = "long"]
fn a_raise_to_the_go_in_use_is_tried_too() {
    let Some(lab) = ready() else { return };
    lab.upgo(["use", "1.27.3"]).succeeds();
    let format = module(&lab, "format", "go 1.23", &[("p.go", FORMAT)]);
    let good = module(&lab, "good", "go 1.23", &[("p.go", EMPTY)]);
    let changed = raise(&lab, &[]);
    assert!(left_out(&changed, "format").contains("non-constant format string"), "{changed:#}");
    assert!(!is_raised(&format) && is_raised(&good));
    // what has changed since then was not tried
    lab.upgo(["rollback"]).succeeds();
    fs::write(good.join("p.go"), FORMAT).unwrap();
    let dry = raise(&lab, &["--dry-run"]);
    assert!(left_out(&dry, "good").contains("it has changed since it was tried"), "{dry:#}");
}

/// A project that is too large to be copied is tried where it lies.
#[test]
#[ignore = "long"]
fn no_repository_is_left_out_for_its_size() {
    let Some(lab) = ready() else { return };
    let make = |name: &str, text: &str| {
        let folder = module(&lab, name, "go 1.23", &[("p.go", text)]);
        fs::create_dir(folder.join(".git")).unwrap();
        fs::File::create(folder.join("data")).unwrap().set_len(300 << 20).unwrap();
        folder
    };
    let (good, format) = (make("good", EMPTY), make("format", FORMAT));
    let work = make("work/m", EMPTY);
    fs::write(work.parent().unwrap().join("go.work"), "go 1.23\n\nuse ./m\n").unwrap();
    let changed = raise(&lab, &[]);
    assert!(is_raised(&good) && is_raised(&work), "{changed:#}");
    assert!(!is_raised(&format) && left_out(&changed, "format").contains("non-constant"), "{changed:#}");
    require_works(&lab, &good);
    require_works(&lab, &work);
}
