//! A module whose replacement in a folder needs a newer Go: the answers of real Go 1.26.6 and 1.27.3.
use upgo_engine::environment::VariableScope;
use upgo_engine::which_go::toolchain::answer;

use super::lab::{Described, plain};

const REQUIRE: &str = "require example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n";
const UNTIDY: &str = "updates to go.mod needed; to update it: | go mod tidy";

/// What Go says in `/m`, by its version.
fn says(go: &str, module: &str, lib: &str, more: impl FnOnce(Described) -> Described) -> String {
    let root = format!("/store/{go}");
    let machine = Described::linux().go(&root, go).searches(VariableScope::Terminal, &format!("{root}/bin"));
    let machine = machine.within("/m").with("GOTOOLCHAIN", "local").text("/m/go.mod", module);
    let machine = more(machine.text("/m/lib/go.mod", &format!("module example.com/lib\n\ngo {lib}\n")));
    let refusal = answer(&machine.machine()).refusal.map(|refusal| refusal.to_string()).unwrap_or_default();
    plain(refusal.lines().map(str::trim).collect::<Vec<_>>().join(" | "))
}

#[test]
fn a_replacement_that_needs_a_newer_go_is_refused_as_go_refuses_it() {
    let too_new = "module ./lib requires go >= 1.27.0 (running go 1.26.6; GOTOOLCHAIN=local)";
    for (module, lib, in_1_26_6, in_1_27_3) in [
        ("1.24.2", "1.25.0", UNTIDY, UNTIDY),
        ("1.18", "1.20", "", ""),
        ("1.18", "1.21", UNTIDY, UNTIDY),
        ("1.16", "1.21", UNTIDY, UNTIDY),
        ("1.26", "1.26.0", UNTIDY, UNTIDY),
        ("1.26.0", "1.26", "", ""),
        ("1.25", "1.26rc1", UNTIDY, UNTIDY),
        ("1.25", "1.26.x", UNTIDY, UNTIDY),
        ("1.26", "1.27.0", too_new, UNTIDY),
    ] {
        let text = format!("module example.com/m\n\ngo {module}\n\n{REQUIRE}");
        for (go, expected) in [("go1.26.6", in_1_26_6), ("go1.27.3", in_1_27_3)] {
            assert_eq!(says(go, &text, lib, |machine| machine), expected, "{go}: {module}, {lib}");
        }
    }
}

#[test]
fn only_a_replacement_that_go_reads_is_compared() {
    let module = |rest: &str| format!("module example.com/m\n\ngo 1.25\n\n{rest}");
    let require = "require example.com/lib v0.0.0\n\n";
    for (rest, expected) in [
        (format!("{require}replace example.com/lib v0.0.0 => ./lib\n"), UNTIDY),
        (format!("{require}replace example.com/lib v1.0.0 => ./lib\n"), ""),
        ("replace example.com/lib => ./lib\n".to_owned(), ""),
        (REQUIRE.replace("v0.0.0", "v0.0.0 // indirect"), UNTIDY),
        (REQUIRE.replace("./lib", "./other"), ""),
    ] {
        assert_eq!(says("go1.27.3", &module(&rest), "1.26.0", |machine| machine), expected, "{rest}");
    }
    let says = |more: fn(Described) -> Described| says("go1.26.6", &module(REQUIRE), "1.26.0", more);
    assert_eq!(says(|machine| machine.with("GOFLAGS", "-mod=mod")), "", "Go edits go.mod");
    assert_eq!(says(|machine| machine.text("/m/vendor/modules.txt", "")), "");
    assert_eq!(says(|machine| machine.text("/m/go.work", "go 1.25\n\nuse .\n")), "");
}
