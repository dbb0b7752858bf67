//! The whole product from the command line, in a sandbox: one test program, with a module for each promise.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail, print, and write its own files"
)]
#![expect(clippy::too_many_lines, reason = "a table of cases is read from top to bottom")]
#[cfg(unix)] // startup files of shells, and a folder that Windows does not have
mod assessment;
mod audit;
mod audit_log;
#[cfg(target_os = "linux")]
mod background;
#[cfg(unix)] // the commands are lines of a Unix shell
mod bisect;
mod build_speed;
mod bundle;
mod caches;
#[cfg(unix)] // the shells of Unix
mod completions;
#[cfg(unix)] // a sandbox goes back only there
mod damaged;
mod doctor;
mod door;
mod downloaded;
mod dsc;
mod editors;
mod env;
mod every_command;
mod exec;
mod faults;
#[cfg(unix)] // real Go is an archive of Linux
mod fix;
mod fleet;
mod follow;
#[cfg(target_os = "linux")] // a small disk is a tmpfs
mod full_disk;
mod gate;
mod goproxy;
mod goproxy_order;
mod held_back;
#[cfg(unix)] // the hooks are scripts
mod hooks;
mod hostile;
#[cfg(target_os = "linux")] // strace
mod hostile_project;
mod kill;
#[cfg(target_os = "linux")] // other systems have no locale in the environment
mod language;
mod last_maker;
mod list;
mod log;
mod logins;
mod main_job;
mod metrics;
mod mirror;
#[cfg(target_os = "linux")] // it asks for a terminal with `script`
mod narrow;
#[cfg(unix)] // it asks what the module assessment asks
mod newest_here;
mod offline;
mod origin;
mod output;
mod pin;
mod policy;
mod policy_check;
#[cfg(target_os = "linux")] // the sample `go` is a script
mod power_cut;
#[cfg(unix)]
mod profiles;
mod projects;
mod proof;
mod purge;
#[cfg(unix)] // the commands are lines of a Unix shell
mod raise;
#[cfg(unix)] // the commands are the same everywhere
mod readme;
#[cfg(unix)]
mod real_go;
#[cfg(unix)] // real Go is an archive of Linux
mod real_modfiles;
mod rebuild;
mod rebuilt_release;
#[cfg(unix)]
mod rehearse;
#[cfg(unix)] // real Go is an archive of Linux
mod rehearse_fixes;
mod release_days;
mod report;
mod repository;
mod reuse;
mod running;
mod schemas;
mod secrets;
#[cfg(unix)] // its policy is a file
mod security_day;
mod self_update;
mod settings;
mod setup;
#[cfg(target_os = "linux")]
mod shared_home;
#[cfg(unix)]
mod shells;
#[cfg(unix)] // Windows' zip archives have no signatures; `proof` tests that this is reported
mod signature;
#[cfg(target_os = "linux")] // the paths, and what a machine has
mod snapshots;
#[cfg(unix)]
mod special_files;
#[cfg(target_os = "linux")] // strace, and accounts by number
mod strangers;
#[cfg(target_os = "linux")] // on other systems, every path is Unicode
mod surroundings;
#[cfg(target_os = "linux")] // the terminal is a script
mod terminal;
#[cfg(unix)] // Windows has a registry instead
mod terminals;
#[cfg(unix)] // Windows has no such names of files
mod texts;
mod together;
mod tool_updates;
mod tools;
#[cfg(target_os = "linux")] // strace
mod tracer;
#[cfg(unix)]
mod trust;
mod unattended;
mod undo;
#[cfg(unix)] // it runs another Go, which is a copied program on PATH
mod unmanaged;
#[cfg(unix)] // so is the module that it asks with
mod upgrade_leads;
#[cfg(unix)] // startup files of shells
mod variables;
mod verify;
mod version_files;
mod walk;
mod watch;
mod whatsnew;
#[cfg(unix)] // files have modes
mod whole;
mod why;
#[cfg(windows)]
mod windows;
#[cfg(unix)] // it runs another Go, which is a copied program on PATH
mod words;
#[cfg(target_os = "linux")] // the distributions are folders, and a script takes the place of wsl.exe
mod wsl;

use upgo_testkit::lab::Lab;

/// A sandbox with the program of this build.
fn lab() -> Lab {
    // on Windows, any other build would use the user's own PATH
    const {
        assert!(
            cfg!(unix) || upgo_engine::machine::fault::ARMED,
            "build it with --features faults, as `npm test` does"
        );
    };
    Lab::new(env!("CARGO_BIN_EXE_upgo"))
}
