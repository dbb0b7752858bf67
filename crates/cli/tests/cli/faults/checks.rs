//! What has to hold after each fault, besides the promises of every operation.
use std::fs;
use std::io::Cursor;
use std::path::Path;

use serde_json::Value;
use upgo_engine::base::digest::Sha256;
use upgo_testkit::lab::{EXE, names_in};
use upgo_testkit::own_release::names;

use super::table::Stage;
use crate::repository;
use crate::walk::action::NEWEST;
use crate::walk::world::{Broken, World};
use crate::{caches, downloaded, editors, env, pin, rebuild, self_update, tools};

fn require(holds: bool, broken: impl FnOnce() -> Broken) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(broken()) }
}

/// Checks that each program is exactly the old or the new one, and that nothing else is left.
pub(super) fn tools_are_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    for (index, name) in ["one", "two"].into_iter().enumerate() {
        let bytes = fs::read(tools::usual(&world.lab).join(format!("{name}{EXE}"))).unwrap_or_default();
        let is_whole = ["go1.26.6", NEWEST].iter().any(|go| rebuild::whole(go)[index] == bytes);
        require(is_whole, || format!("{name} is neither the old nor the new program"))?;
    }
    let (files, kept) = (rebuild::files(&world.lab), world.lab.names_in("replaced"));
    let others = || format!("other files are left: {files:?}, {kept:?}");
    require(stage != Stage::Done || files.len() == 2 && kept.len() <= 2, others)
}

/// Checks that neither the source of a release nor anything that was built of it is left.
pub(super) fn nothing_of_a_build_is_left(world: &World, _: Stage) -> Result<(), Broken> {
    let left = names_in(&world.lab.home().join("cache"));
    let is_of_a_build = |name: &String| name == "rebuild" || name.contains(".src.tar.gz");
    require(!left.iter().any(is_of_a_build), || format!("left are {left:?}"))
}

/// Checks that no folder of a measurement is left in Upgo's cache or in Go's.
pub(super) fn nothing_of_a_measurement_is_left(world: &World, _: Stage) -> Result<(), Broken> {
    let [cache, _] = caches::folders(&world.lab);
    let left = [names_in(&world.lab.home().join("cache")), names_in(&cache)].concat();
    let is_of_it = |name: &String| name == "measure" || name.starts_with("upgo-work-");
    require(!left.iter().any(is_of_it), || format!("left are {left:?}"))
}

/// Checks that both variables name a folder that is there, or that neither is set and no folder is left.
pub(super) fn the_caches_are_named_and_there(world: &World, _: Stage) -> Result<(), Broken> {
    let drive = world.folder("drive");
    let file = fs::read_to_string(env::go_env(&world.lab)).unwrap_or_default();
    let named = ["go-build", "go-tmp"].map(|name| file.contains(&drive.join(name).display().to_string()));
    let there = ["go-build", "go-tmp"].map(|name| drive.join(name).is_dir());
    require(named == there && named[0] == named[1] && drive.is_dir() == named[0], || {
        format!("named are {named:?}, there are {there:?}: {file}")
    })
}

/// Checks that each file of the project has exactly the old or the new content, and that nothing else is left.
pub(super) fn the_project_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let folder = pin::project(&world.lab);
    for (name, old, new) in pin::FILES {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let raised = new.replace("\ngo 1.26\n", "\ngo 1.27\n");
        require(text == *old || text == *new || text == raised, || {
            format!("{name} is neither the old nor the new file: {text:?}")
        })?;
    }
    let left = names_in(&folder);
    require(stage == Stage::Recovered || left.len() == pin::FILES.len(), || format!("other files are left: {left:?}"))
}

/// Checks that each file of the repository has exactly the old or the new content, and that nothing else is left.
pub(super) fn the_repository_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let folder = repository::place(&world.lab);
    for (name, old, new) in repository::FILES {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let is_fixed = *name == "main.go" && text == repository::FIXED;
        require(text == *old || text == *new || is_fixed, || {
            format!("{name} is neither the old nor the new file: {text:?}")
        })?;
    }
    let left = names_in(&folder);
    let git = names_in(&folder.join(".git"));
    require(git == ["HEAD"], || format!("Git's data has {git:?}"))?;
    require(stage == Stage::Recovered || left.len() == repository::FILES.len() + 1, || {
        format!("other files are left: {left:?}")
    })
}

/// Checks that the settings of each editor are exactly the old or the new ones, and that nothing else is left.
pub(super) fn the_editors_are_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    for (editor, old, new) in editors::FILES {
        let file = editors::file(&world.lab, editor);
        let text = fs::read_to_string(&file).unwrap_or_default();
        require(text == *old || text == *new, || {
            format!("{editor} has neither the old nor the new settings: {text:?}")
        })?;
        let left = names_in(file.parent().unwrap_or(&file));
        require(stage == Stage::Recovered || left.len() == 1, || format!("other files are left: {left:?}"))?;
    }
    Ok(())
}

/// Checks that `go` takes the version of a folder if the setting says so, and otherwise that of the switch.
pub(super) fn go_follows_if_the_setting_says_so(world: &World, _: Stage) -> Result<(), Broken> {
    let folder = world.folder("followed");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(".go-version"), "1.27.3\n"))
        .map_err(|error| error.to_string())?;
    let text = fs::read_to_string(world.lab.home().join("settings.toml")).unwrap_or_default();
    let follows = text.lines().any(|line| line.trim() == "follow-projects = true");
    let go = world.lab.home().join("bin").join(format!("go{EXE}")).display().to_string();
    let told = world.lab.other(&go, ["version"]).within(&folder).succeeds().output;
    let version = told.split(' ').nth(2).unwrap_or_default().to_owned();
    let expected = if follows { NEWEST } else { "go1.26.6" };
    require(version == expected, || format!("go is {version} with follow-projects = {follows}"))
}

/// Checks that Upgo's programs are all of one version, and that nothing else is left.
pub(super) fn upgo_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let folder = self_update::folder(&world.lab);
    let versions: Vec<Option<String>> = names().iter().map(|name| self_update::version(&folder.join(name))).collect();
    let is_one = versions.iter().all(|version| version.is_some() && *version == versions[0]);
    require(is_one, || format!("the programs are of different versions: {versions:?}"))?;
    let left = names_in(&folder);
    require(stage == Stage::Recovered || left.len() == versions.len(), || format!("other files are left: {left:?}"))
}

/// Checks that Go has the toolchain with its download, or takes it for missing.
pub(super) fn the_downloaded_go_is_whole_or_gone(world: &World, stage: Stage) -> Result<(), Broken> {
    let places = downloaded::Places::of(&world.lab, "go1.25.9");
    let left = places.left();
    require(left.len() == 1 || stage == Stage::Recovered && left.len() == 6, || format!("left are {left:?}"))
}

/// Checks that no module is left that Go would take for complete although its download is gone, and that nothing outside
/// the caches was deleted.
pub(super) fn the_caches_are_valid(world: &World, stage: Stage) -> Result<(), Broken> {
    let [build, modules] = caches::folders(&world.lab);
    let downloads = modules.join("cache").join("download");
    let module = modules.join("example.com").join("one@v1.0.0").join("one.go");
    require(!downloads.exists() || module.exists(), || "a module is gone, but not its download".into())?;
    require(build.join("README").is_file() && build.join("fuzz").join("input").is_file(), || {
        "more than the build cache is gone".into()
    })?;
    let is_clean = !build.join("00").exists() && !modules.exists();
    require(stage != Stage::Done || is_clean, || "the caches are not clean".into())
}

/// Checks that the report is missing or complete. The user takes a complete one away.
pub(super) fn the_report_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let path = world.folder("report.zip");
    let bytes = fs::read(&path).unwrap_or_default();
    let is_whole = zip::ZipArchive::new(Cursor::new(&bytes)).is_ok_and(|zip| zip.len() > 3);
    require(is_whole || stage == Stage::Recovered && bytes.is_empty(), || {
        format!("the report is broken: {} bytes", bytes.len())
    })?;
    if is_whole {
        fs::remove_file(path).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Checks that the machine has at most one report in the folder, and that it is complete and everyone can read it.
pub(super) fn the_machine_report_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let folder = world.folder(".config");
    let is_report = |name: &String| Path::new(name).extension().is_some_and(|end| end == "json");
    let reports: Vec<String> = names_in(&folder).into_iter().filter(is_report).collect();
    require(reports.len() == 1 || stage == Stage::Recovered && reports.is_empty(), || format!("it has {reports:?}"))?;
    reports.iter().try_for_each(|name| {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let report: Value = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        require(*name == format!("{}.json", report["id"].as_str().unwrap_or_default()), || text)?;
        everyone_reads(&folder.join(name))
    })
}

/// Checks that the baseline is missing or complete.
pub(super) fn the_baseline_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let text = fs::read_to_string(world.folder("known.json")).unwrap_or_default();
    let is_whole = serde_json::from_str::<Value>(&text).is_ok();
    require(is_whole || stage == Stage::Recovered && text.is_empty(), || format!("the baseline is {text:?}"))
}

/// Checks that the page is missing or complete.
pub(super) fn the_page_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let html = fs::read_to_string(world.folder("fleet.html")).unwrap_or_default();
    let is_whole = html.starts_with("<!doctype html>") && html.ends_with("</html>\n");
    require(is_whole || stage == Stage::Recovered && html.is_empty(), || format!("the page is {html:?}"))
}

/// Checks that the bundle is missing or complete. The user takes a complete one away.
pub(super) fn the_bundle_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let path = world.folder("bundle.zip");
    let bytes = fs::read(&path).unwrap_or_default();
    let names = zip::ZipArchive::new(Cursor::new(&bytes)).map(|zip| zip.len()).unwrap_or_default();
    require(names == 2 || stage == Stage::Recovered && bytes.is_empty(), || {
        format!("the bundle is broken: {} bytes", bytes.len())
    })?;
    if names == 2 {
        fs::remove_file(path).map_err(|error| error.to_string())?;
    }
    Ok(())
}

pub(super) fn the_exported_settings_are_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let text = fs::read_to_string(world.folder("exported.toml")).unwrap_or_default();
    let own = fs::read_to_string(world.lab.home().join("settings.toml")).unwrap_or_default();
    require(text == own || stage == Stage::Recovered && text.is_empty(), || format!("exported: {text:?}"))
}

/// Checks that the exported setup is missing or complete.
pub(super) fn the_exported_setup_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let text = fs::read_to_string(world.folder("exported-setup.toml")).unwrap_or_default();
    let is_whole = text.contains("\nuse = \"1.26.6\"\nversions = [\"1.26.6\"]\n");
    require(is_whole || stage == Stage::Recovered && text.is_empty(), || format!("exported: {text:?}"))
}

/// Checks that the program of the setup is whole, and there exactly with the version that builds it; and that nothing
/// else is left beside it.
pub(super) fn the_setup_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let program = tools::usual(&world.lab).join(format!("one{EXE}"));
    let is_set_up = world.model.state.current.as_deref() == Some(NEWEST);
    let bytes = fs::read(&program).ok();
    let is_whole = match &bytes {
        Some(bytes) => is_set_up && *bytes == rebuild::whole(NEWEST)[0],
        None => !is_set_up,
    };
    require(is_whole, || format!("set up: {is_set_up}; the program has {:?} bytes", bytes.map(|bytes| bytes.len())))?;
    let left = names_in(&tools::usual(&world.lab));
    require(stage == Stage::Recovered || left.len() <= 1, || format!("other files are left: {left:?}"))
}

/// Checks that each file in the mirror's list is there with its digest. When it is complete, nothing else is there, and
/// every account can read it.
pub(super) fn the_mirror_is_whole(world: &World, stage: Stage) -> Result<(), Broken> {
    let folder = world.folder("served");
    let text = fs::read_to_string(folder.join("index.json")).unwrap_or_else(|_| "[]".into());
    let index: Value = serde_json::from_str(&text).map_err(|error| format!("the mirror's list: {error}"))?;
    let releases = index.as_array().into_iter().flatten();
    let mut names = vec!["index.json".to_owned()];
    for file in releases.flat_map(|release| release["files"].as_array().into_iter().flatten()) {
        let name = file["filename"].as_str().unwrap_or_default();
        let bytes = fs::read(folder.join(name)).unwrap_or_default();
        let is_whole = file["sha256"] == Sha256::of(&bytes).to_string();
        require(is_whole, || format!("{name} in the mirror is not the one in its list"))?;
        names.push(name.to_owned());
    }
    if stage == Stage::Recovered {
        return Ok(());
    }
    names.sort();
    let mut found = names_in(&folder);
    found.retain(|name| name != "vulndb"); // crates/cli/tests/cli/mirror.rs has its tests
    require(found == names, || format!("the mirror has {found:?} and not {names:?}"))?;
    require(names.len() > 1, || "the mirror is empty".into())?;
    names.iter().try_for_each(|name| everyone_reads(&folder.join(name)))
}

#[cfg(unix)]
fn everyone_reads(path: &Path) -> Result<(), Broken> {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = path.metadata().map_err(|error| error.to_string())?.permissions().mode();
    require(mode & 0o444 == 0o444, || format!("{} has the mode {mode:o}", path.display()))
}

#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
fn everyone_reads(_: &Path) -> Result<(), Broken> {
    Ok(())
}
