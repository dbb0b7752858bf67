//! The Go installations themselves: their versions, architectures and files.
use super::{Diagnosis, ExaminedGo, Facts, path};
use crate::catalog::{ReleaseRequest, Support, Unmet, line_of, newest_line_for, unmet};
use crate::fix::Fix;
use crate::inventory::Origin;
use crate::plan::Then;
use crate::version::Version;

/// The release line of the running Go has reached its end of life.
pub(super) fn unsupported(facts: &Facts<'_>) -> Option<Diagnosis> {
    let active = facts.active.as_ref()?;
    let version = active.version.as_ref()?;
    let support = Support::of(version, facts.newest.as_ref()?).filter(|support| !support.supported)?;
    let ended = support.ended_on.map(|day| format!("its support ended on {day}"));
    let evidence = [Some(format!("a new terminal runs {version} in {}", active.root.display())), ended];
    let explanation = format!(
        "Go {} gets no more fixes, not even for security: a release line is supported until two newer ones are out. \
         Programs built with it contain the vulnerabilities found since.",
        support.line
    );
    let found = Diagnosis::new(format!("Go {} is no longer supported", support.line), explanation);
    // A Go on the machine PATH would still come first.
    let fix = path::can_overtake(facts).then(Fix::upgrade);
    Some(found.shown_by(evidence.into_iter().flatten()).fixed_by(fix))
}

/// The newest release needs a newer operating system.
pub(super) fn os_too_old(facts: &Facts<'_>) -> Option<Diagnosis> {
    let (system, newest) = (facts.system.as_ref()?, facts.newest.as_ref()?);
    let Some(Unmet::SystemTooOld { needs, .. }) = unmet(newest, system) else { return None };
    let runs = newest_line_for(system, newest);
    let evidence = [
        Some(format!("this is {system}")),
        Some(format!("{newest} needs {needs} or later")),
        runs.as_ref().map(|line| format!("the newest release line that runs here is Go {line}")),
    ];
    let stays = runs
        .map(|line| format!(" The newest that runs here is Go {line}, which gets no more fixes."))
        .unwrap_or_default();
    let explanation = format!(
        "Go {} and later do not start on this system, so Upgo does not offer them.{stays} To use them, upgrade the \
         operating system.",
        line_of(newest)
    );
    let found = Diagnosis::new(format!("{system} is too old for the newest Go"), explanation);
    Some(found.shown_by(evidence.into_iter().flatten()))
}

/// A Go that is built for a different processor than the machine's.
pub(super) fn emulated(facts: &Facts<'_>) -> Option<Diagnosis> {
    let active = facts.active.as_ref()?;
    let arch = active.arch.as_deref()?;
    let own = facts.machine.target.goarch();
    if arch == own {
        return None;
    }
    let (title, explanation) = if own == "arm64" {
        (
            "This Go runs emulated on your ARM64 machine",
            "Builds take several times as long, and the programs that it builds are also for the other processor.",
        )
    } else {
        (
            "This Go is not built for your machine",
            "It does not use the machine's full capabilities, and the programs that it builds are also for the other \
             processor.",
        )
    };
    let evidence = format!("the Go in {} is for {arch}, the machine is {own}", active.root.display());
    let found = Diagnosis::new(title, explanation).shown_by([evidence]);
    let could = active.origin != Origin::Upgo && path::can_overtake(facts);
    let install = |version: &Version| Fix::install(ReleaseRequest::Exact(version.clone()), Then::Switch);
    Some(found.fixed_by(active.version.as_ref().filter(|_| could).map(install)))
}

/// A tree that contains files of another version.
pub(super) fn mixed(facts: &Facts<'_>) -> Option<Diagnosis> {
    let evidence: Vec<String> = facts.trees.iter().flat_map(|tree| differences(facts, tree)).collect();
    let own = facts.trees.iter().filter(|tree| tree.found.origin == Origin::Upgo);
    let fix = own.filter(|tree| !differences(facts, tree).is_empty()).find_map(|tree| tree.found.version.as_ref());
    let advice = if fix.is_some() {
        "Upgo restores the files of its own toolchains from the verified archive; `upgo verify` lists them."
    } else {
        "Remove the folder and install the version again."
    };
    let explanation = format!(
        "A release was unpacked over another one, or an update was interrupted. Such an installation fails in strange \
         ways: `compile: version … does not match`, or duplicate packages. {advice}"
    );
    let found = || {
        Diagnosis::new("A Go installation contains files of another version", explanation).shown_by(evidence.clone())
    };
    (!evidence.is_empty()).then(found).map(|found| found.fixed_by(fix.map(Fix::repair_files)))
}

/// The parts of a tree whose version differs from its `VERSION` file.
fn differences(facts: &Facts<'_>, tree: &ExaminedGo) -> Vec<String> {
    let Some(version) = &tree.found.version else { return Vec::new() };
    let root = &tree.found.root;
    let is_other = |built: &str| Version::from_toolchain(built).is_ok_and(|built| built != *version);
    let programs = tree.built.iter().filter(|(_, built)| is_other(built));
    let source = root.join("src").join("internal").join("goversion").join("goversion.go");
    let line = facts.machine.files.read(&source).as_deref().and_then(line_in_source);
    let line = line.filter(|line| *line != line_of(version)).map(|line| (source, format!("Go {line}")));
    let parts = programs.cloned().chain(line);
    parts
        .map(|(part, of)| {
            format!("{} says {version}, but {} is from {of}", root.join("VERSION").display(), part.display())
        })
        .collect()
}

/// `1.27`, from `const Version = 27`.
fn line_in_source(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("const Version = "))?;
    Some(format!("1.{}", line.trim().parse::<u32>().ok()?))
}
