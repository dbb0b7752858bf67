//! What must hold after each step of a walk, whatever happened during it.
use std::fs;
use std::path::Path;

use serde_json::Value;
use upgo_engine::base::report::Code;
use upgo_engine::cases::Engine;
use upgo_engine::machine::effect::is_aside;
use upgo_testkit::lab::{EXE, Ran, names_in};
use upgo_testkit::limit::InTime as _;

use super::action::Fault;
use super::model::{Expected, Foreign, Model, State};
use super::world::{Broken, World};

fn require(holds: bool, broken: impl FnOnce() -> Broken) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(broken()) }
}

/// Checks that a command ended with a documented exit status and without a panic.
pub(crate) fn ended_well(ran: &Ran, fault: Option<Fault>) -> Result<(), Broken> {
    let ends = !is_killed(ran) || matches!(fault, Some(Fault::Abort(_)));
    require(ends && !ran.errors.contains("panicked"), || format!("it ends badly: {ran}"))?;
    if is_killed(ran) || ran.code == Some(0) { Ok(()) } else { says_why(ran) }
}

/// Whether a command ended without its own exit status.
pub(crate) fn is_killed(ran: &Ran) -> bool {
    ran.code.is_none_or(|code| !(0..=13).contains(&code))
}

/// Checks that a failed command, run with `--json`, names a documented error code other than `UPGO-OTHER`, and ends
/// with the exit status of that code.
fn says_why(ran: &Ran) -> Result<(), Broken> {
    let Ok(answer) = serde_json::from_str::<Value>(&ran.output) else {
        return Err(format!("the output is not one JSON document: {ran}"));
    };
    let error = &answer["error"];
    let code = Code::ALL.iter().find(|code| error["code"] == code.as_str());
    let is_documented = match code {
        Some(code) => *code != Code::Other && ran.code == Some(i32::from(code.exit())),
        None => error.is_null() && matches!(ran.code, Some(4 | 10..=12)), // a report
    };
    let is_told = error.is_null() || ["message", "means", "next"].iter().all(|part| error[part] != "");
    require(is_documented && is_told, || format!("the error is not as documented: {ran}"))
}

/// Checks that `go` is the old or the new one, even before recovery.
pub(crate) fn go_works_at_once(world: &World, before: &State, expected: &Expected) -> Result<(), Broken> {
    let go = Some(world.lab.go_version()).filter(|version| !version.is_empty());
    let allowed: Vec<_> = expected.done.iter().chain([before]).map(|state| &state.current).collect();
    require(allowed.contains(&&go), || format!("go is {go:?}, and not one of {allowed:?}"))
}

/// Checks that the state is the one before or the one after. An interrupted action may leave a verified tree.
pub(crate) fn is_expected(
    ran: &Ran,
    fault: Option<Fault>,
    before: &State,
    seen: &State,
    expected: &Expected,
) -> Result<(), Broken> {
    // Undoing the edit of PATH ends with exit status 12, because new terminals then find no Go.
    let is_cut_off = seen.current.is_some() && !seen.on_path;
    let succeeded = ran.code == Some(0) || ran.code == Some(12) && is_cut_off;
    let is_as_before = || *seen == with_trees(before, seen);
    let is_known = |version: &String| expected.done.iter().any(|state| state.installed.contains(version));
    let holds = if succeeded {
        expected.done.contains(seen)
    } else if fault.is_some() {
        let brought = seen.installed.difference(&before.installed).all(is_known);
        expected.done.contains(seen) || is_as_before() && (brought || expected.may_be_refused)
    } else {
        expected.may_be_refused && seen == before
    };
    require(holds, || format!("\nbefore:   {before:?}\nexpected: {expected:?}\nseen:     {seen:?}\n{ran}"))
}

/// The state with the toolchains of another one added.
fn with_trees(state: &State, other: &State) -> State {
    State { installed: state.installed.union(&other.installed).cloned().collect(), ..state.clone() }
}

/// Checks that the history and the model agree on what can be undone.
pub(crate) fn history_matches(model: &Model, entries: &[Value]) -> Result<(), Broken> {
    let told: Vec<(u64, bool)> =
        entries.iter().map(|entry| (entry["id"].as_u64().unwrap_or_default(), entry["undoable"] == true)).collect();
    let known: Vec<_> = model.history.iter().map(|change| (change.id, model.is_undoable(change))).collect();
    let agree = |((id, told), (change, known)): (&(u64, bool), &(u64, Option<bool>))| {
        id == change && known.is_none_or(|known| known == *told)
    };
    require(told.len() == known.len() && told.iter().zip(&known).all(agree), || {
        format!("the history is {told:?} and not {known:?}")
    })
}

/// Checks everything else that must hold at any time.
pub(crate) fn all(world: &World, engine: &Engine) -> Result<(), Broken> {
    the_go_in_use_works(world)?;
    every_go_has_its_name(world)?;
    every_go_has_its_receipt(world)?;
    the_users_files_are_theirs(world)?;
    nothing_is_left_over(world)?;
    the_audit_log_is_whole(engine)?;
    a_new_terminal_finds_it(world)
}

/// Checks that every entry of the audit log follows the one before, whatever was killed or failed.
fn the_audit_log_is_whole(engine: &Engine) -> Result<(), Broken> {
    let verdict = engine.verify_audit_log(None);
    require(verdict.ok, || format!("the audit log is damaged: {verdict:?}"))
}

/// Checks that every toolchain has its receipt and its manifest, and that neither is left without one.
fn every_go_has_its_receipt(world: &World) -> Result<(), Broken> {
    let names = world.lab.names_in("receipts");
    let installed = &world.model.state.installed;
    let wanted = installed.iter().flat_map(|version| [format!("{version}.json"), format!("{version}.manifest")]);
    require(names == wanted.collect::<Vec<_>>(), || format!("the receipts are {names:?}; installed: {installed:?}"))
}

/// Checks that no unfinished file is left anywhere in the user's folders.
pub(crate) fn no_file_is_half(folder: &Path) -> Result<(), Broken> {
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())?.flatten() {
        let name = entry.file_name();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        require(!is_aside(&name.to_string_lossy()), || format!("{} is left", entry.path().display()))?;
        if is_folder && name != "toolchains" {
            no_file_is_half(&entry.path())?;
        }
    }
    Ok(())
}

fn the_go_in_use_works(world: &World) -> Result<(), Broken> {
    let current = world.model.state.current.clone().unwrap_or_default();
    let said = world.lab.go_version();
    require(said == current, || format!("go says {said:?}, and the current one is {current:?}"))?;
    let link = world.lab.home().join("current");
    let dangles = link.symlink_metadata().is_ok() && !link.exists();
    require(!dangles, || "`current` leads nowhere".into())
}

fn every_go_has_its_name(world: &World) -> Result<(), Broken> {
    for version in &world.model.state.installed {
        let program = world.lab.home().join("bin").join(format!("{version}{EXE}"));
        let said = world.lab.command(&program).arg("version").output_in_time();
        let output = said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned()).unwrap_or_default();
        require(output.contains(version.as_str()), || format!("{} says {output:?}", program.display()))?;
    }
    let names = world.lab.names_in("bin");
    let others = names.iter().filter(|name| name.starts_with("go1") && !is_aside(name));
    let told: Vec<&str> = others.map(|name| name.strip_suffix(EXE).unwrap_or(name)).collect();
    require(told.iter().all(|name| world.model.state.installed.contains(*name)), || {
        format!("bin has names without a toolchain: {told:?}")
    })
}

/// Checks that profiles are unchanged except for Upgo's own line.
fn the_users_files_are_theirs(world: &World) -> Result<(), Broken> {
    for (path, mine) in &world.profiles {
        let text = fs::read(path).unwrap_or_default();
        let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').filter(|line| !is_upgos(line)).collect();
        let without = lines.concat();
        let has_line = lines.concat().len() != text.len();
        // The user's last line had no line break, and gets one if Upgo's line follows it.
        let is_mine = without == *mine || has_line && without.strip_suffix(b"\n") == Some(&mine[..]);
        require(is_mine, || format!("{} is {:?}", path.display(), String::from_utf8_lossy(&text)))?;
    }
    Ok(())
}

fn is_upgos(line: &[u8]) -> bool {
    String::from_utf8_lossy(line).contains("upgo home")
}

fn nothing_is_left_over(world: &World) -> Result<(), Broken> {
    let staging = world.lab.names_in("staging");
    require(staging.is_empty(), || format!("staging has {staging:?}"))?;
    let running: Vec<_> = world.lab.names_in("journal").into_iter().filter(|name| name.contains("running")).collect();
    require(running.is_empty(), || format!("a change is left unfinished: {running:?}"))?;
    let home = world.lab.home();
    for folder in [&home, &home.join("bin"), &world.lab.user()] {
        // The next run deletes what a killed export has left; nothing else knows its place.
        let is_of_user = |name: &str| *folder == world.lab.user() && !name.starts_with('.');
        let half: Vec<_> = names_in(folder).into_iter().filter(|name| is_aside(name) && !is_of_user(name)).collect();
        require(half.is_empty(), || format!("{} has {half:?}", folder.display()))?;
    }
    let sdk = names_in(&world.lab.user().join("sdk"));
    require(world.model.state.foreign != Foreign::Here || sdk.len() == 1, || {
        format!("there is more than the user's own Go: {sdk:?}")
    })
}

/// Checks that a new login shell finds what Upgo reports.
#[cfg(unix)]
fn a_new_terminal_finds_it(world: &World) -> Result<(), Broken> {
    let state = &world.model.state;
    let line = r#". "$HOME/.profile"; command -v go; printf '%s|%s' "$GOPROXY" "$PATH""#;
    let said = world.lab.terminal(upgo_testkit::system::path(), line).ends();
    let finds = said.output.lines().next().is_some_and(|found| found.ends_with("upgo home/bin/go"));
    let wanted = state.on_path && state.current.is_some();
    require(finds == wanted, || format!("a new terminal finds Upgo's go: {finds}; expected: {wanted}\n{said}"))?;
    let proxy = state.variables.get(&("user", "GOPROXY")).map_or("", String::as_str);
    let told = said.output.lines().last().and_then(|line| line.split_once('|'));
    require(told.is_some_and(|(value, _)| value == proxy), || format!("GOPROXY is not {proxy:?}: {said}"))
}

#[cfg(windows)]
fn a_new_terminal_finds_it(world: &World) -> Result<(), Broken> {
    let finds = world.lab.go_version() != "";
    require(finds == world.model.state.current.is_some(), || "go is not what status says".into())
}

/// Checks that after a purge only the user's own files are left, byte for byte.
pub(crate) fn nothing_is_left(world: &World) -> Result<(), Broken> {
    require(!world.lab.home().exists(), || format!("the home has {:?}", world.lab.names_in(".")))?;
    for (path, mine) in &world.profiles {
        let text = fs::read(path).unwrap_or_default();
        let is_mine = text == *mine;
        require(is_mine, || format!("{} is {:?}", path.display(), String::from_utf8_lossy(&text)))?;
    }
    let mut names = names_in(&world.lab.user());
    names.retain(|name| ![".config", ".profile", ".bashrc", "go", "sdk", "local", "roaming"].contains(&name.as_str()));
    require(names.is_empty(), || format!("the user's folder has {names:?}"))
}
