//! A program that a new toolchain builds in a fraction of a second: three declarations, which only the linker demands,
//! replace Go's runtime. They are internal to Go, so this can only show that a toolchain works (ADR 60).
use std::path::Path;

use super::super::super::Result;
use super::{START, Test};
use crate::base::report::Cancelled;
use crate::base::target::Target;
use crate::machine::effect;
use crate::machine::platform::EXECUTABLE;

/// What `cmd/link` of Go 1.21 to 1.27 looks up in the runtime without checking that it is there.
const RUNTIME: &str = "package runtime

import _ \"unsafe\"

func mapinitnoop() {}

type moduledata struct{ _ [1024]byte }

var used any = moduledata{}
";

/// A Windows program must end through the system: returning from its entry ends only its first thread.
const EXIT_PROCESS: &str = "
//go:cgo_import_dynamic runtime._ExitProcess ExitProcess%1 \"kernel32.dll\"
//go:linkname exit runtime._ExitProcess
var exit uintptr
";

const MODULE: &[u8] = b"module start\n";
/// The entry has a name outside of the package: one inside gets a wrapper or a stack map, which need more of a runtime.
const START_GO: &[u8] = b"package start\n";
const MAIN: &[u8] = b"package main\n\nimport _ \"start\"\n\nfunc main() {}\n";
const PACKAGES: &[u8] = b"packagefile runtime=runtime.a\npackagefile start=start.a\n";

/// The instructions that end a program with success, in Go's assembly.
fn ending(target: &Target) -> Option<&'static str> {
    Some(match (target.os.as_str(), target.arch.as_str()) {
        ("linux", "amd64") => "MOVL $0, DI\n\tMOVL $231, AX\n\tSYSCALL\n",
        ("linux", "arm64") => "MOVD $0, R0\n\tMOVD $94, R8\n\tSVC\n",
        ("linux", "386") => "MOVL $0, BX\n\tMOVL $252, AX\n\tINT $0x80\n",
        ("windows", "amd64") => {
            "MOVQ runtime·_ExitProcess(SB), AX\n\tSUBQ $40, SP\n\tANDQ $~15, SP\n\tMOVL $0, CX\n\tCALL AX\n"
        }
        ("windows", "arm64") => "MOVD runtime·_ExitProcess(SB), R1\n\tMOVD $0, R0\n\tCALL (R1)\n",
        ("windows", "386") => "MOVL runtime·_ExitProcess(SB), AX\n\tPUSHL $0\n\tCALL AX\n",
        _ => return None,
    })
}

/// Builds the program with `go build`, the compiler, the assembler and the linker, and starts it. `false` if any of that
/// did not go as expected, which says nothing about the toolchain.
pub(super) fn works(test: &Test<'_>) -> Result<bool> {
    let target = test.context.site.target();
    let Some(ending) = ending(target) else { return Ok(false) };
    let exit = if target.os == "windows" { EXIT_PROCESS } else { "" };
    let start = format!("TEXT begin(SB), 4, $0\n\t{ending}");
    let runtime = RUNTIME.to_owned() + exit;
    // The working folder is also that of temporary files, in which Go finds no module.
    for (folder, name, text) in [
        ("start", "go.mod", MODULE),
        ("start", "start.go", START_GO),
        ("start", "start.s", start.as_bytes()),
        ("main", "main.go", MAIN),
        ("runtime", "runtime.go", runtime.as_bytes()),
        (".", "packages", PACKAGES),
    ] {
        let folder = test.own.join(folder);
        effect::create_dir_all(&folder)?;
        effect::write_plain(&folder.join(name), text)?;
    }
    let program = format!("hello{EXECUTABLE}");
    let runtime =
        ["tool", "compile", "-p", "runtime", "-std", "-+", "-complete", "-o", "runtime.a", "runtime/runtime.go"];
    let main = ["tool", "compile", "-p", "main", "-complete", "-importcfg", "packages", "-o", "main.a", "main/main.go"];
    let link = ["tool", "link", "-E", "begin", "-s", "-w", "-importcfg", "packages", "-o", &program, "main.a"];
    let commands: [(&[&str], &str); 4] = [
        (&runtime, "runtime.a"),
        (&["build", "-C", "start", "-o", "../start.a", "."], "start.a"),
        (&main, "main.a"),
        (&link, &program),
    ];
    for (arguments, made) in commands {
        if !succeeds(test, &test.go(), arguments)? || !test.own.join(made).is_file() {
            return Ok(false);
        }
    }
    succeeds(test, &test.own.join(program), &[])
}

fn succeeds(test: &Test<'_>, program: &Path, arguments: &[&str]) -> Result<bool> {
    match test.start(program, arguments, START)? {
        Ok(ended) => Ok(ended.success),
        Err(_) if test.context.cancel.is_cancelled() => Err(Cancelled.into()),
        Err(_) => Ok(false),
    }
}
