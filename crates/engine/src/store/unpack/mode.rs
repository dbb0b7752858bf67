//! Which files of a tree may run, if nothing beside their content says so.
use crate::machine::platform::FileMode;

/// The mode of a file in a tree from a module, whose hash covers no modes: what the go command makes executable after
/// such a download.
/// Source: `allowExec` in <https://github.com/golang/go/blob/master/src/cmd/go/internal/toolchain/select.go>.
pub(crate) fn mode_in_module(path: &str) -> FileMode {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let is_program = ["bin/", "pkg/tool/"].iter().any(|folder| path.starts_with(folder));
    if is_program || (path.starts_with("lib/") && is_runner(name)) { FileMode::Executable } else { FileMode::Plain }
}

/// The mode of a file in a tree from an archive: scripts may run, too, as in every archive since Go 1.21.
pub(crate) fn mode_in_archive(path: &str) -> FileMode {
    let (folder, name) = path.rsplit_once('/').unwrap_or_default();
    let is_script = name.rsplit_once('.').is_some_and(|(_, kind)| ["bash", "pl", "rc", "sh"].contains(&kind));
    if is_script || (folder == "misc/wasm" && is_runner(name)) { FileMode::Executable } else { mode_in_module(path) }
}

/// Whether a file is named like the programs that run tests for other targets: `go_?*_?*_exec`.
fn is_runner(name: &str) -> bool {
    let middle = name.strip_prefix("go_").and_then(|rest| rest.strip_suffix("_exec")).unwrap_or_default();
    let second = |(at, _): (usize, &str)| at > 0 && at + 1 < middle.len();
    middle.match_indices('_').any(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_itself_makes_executable() {
        for (path, in_module, in_archive) in [
            ("bin/go", true, true),
            ("bin/deep/er", true, true),
            ("pkg/tool/linux_amd64/compile", true, true),
            ("lib/wasm/go_js_wasm_exec", true, true),
            ("lib/wasm/deep/go_wasip1_wasm_exec", true, true),
            ("lib/go_ios_arm64_exec", true, true),
            ("misc/wasm/go_js_wasm_exec", false, true),
            ("src/make.bash", false, true),
            ("lib/time/update.bash", false, true),
            ("src/syscall/mksyscall.pl", false, true),
            ("lib/wasm/go__exec", false, false),
            ("lib/wasm/go_a__exec", false, false),
            ("lib/wasm/go__b_exec", false, false),
            ("lib/wasm/go_a_exec", false, false),
            ("lib/wasm/go_a_b_execs", false, false),
            ("src/go_js_wasm_exec", false, false),
            ("pkg/include/textflag.h", false, false),
            ("binary", false, false),
            ("VERSION", false, false),
        ] {
            let expected = |executable| if executable { FileMode::Executable } else { FileMode::Plain };
            assert_eq!(mode_in_module(path), expected(in_module), "{path}");
            assert_eq!(mode_in_archive(path), expected(in_archive), "{path}");
        }
    }
}
