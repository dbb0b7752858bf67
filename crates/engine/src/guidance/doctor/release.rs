//! The Gos themselves: their version, their architecture, their files.
use super::{Facts, Found, Tree, path};
use crate::catalog::{ReleaseRequest, Support, Unmet, line_of, newest_line_for, unmet};
use crate::fix::Fix;
use crate::inventory::Origin;
use crate::plan::Then;
use crate::version::Version;

/// The line of what runs gets no fixes any more.
pub(super) fn unsupported(facts: &Facts<'_>) -> Option<Found> {
    let active = facts.active.as_ref()?;
    let version = active.version.as_ref()?;
    let support = Support::of(version, facts.newest.as_ref()?).filter(|support| !support.supported)?;
    let ended = support.ended_on.map(|day| format!("its support ended on {day}"));
    let evidence = [Some(format!("a new terminal runs {version} in {}", active.root.display())), ended];
    let explanation = format!(
        "Go {} gets no more fixes, also none for security: a line is supported until two newer ones are out. Programs \
         that it builds have the flaws that have been found since.",
        support.line
    );
    let found = Found::new(format!("Go {} is no longer supported", support.line), explanation);
    // What stands on the machine's PATH would still come first.
    let fix = path::can_overtake(facts).then(Fix::upgrade);
    Some(found.shown_by(evidence.into_iter().flatten()).fixed_by(fix))
}

/// The newest release wants a newer system.
pub(super) fn os_too_old(facts: &Facts<'_>) -> Option<Found> {
    let (system, newest) = (facts.system.as_ref()?, facts.newest.as_ref()?);
    let Some(Unmet::SystemTooOld { needs, .. }) = unmet(newest, system) else { return None };
    let runs = newest_line_for(system, newest);
    let evidence = [
        Some(format!("this is {system}")),
        Some(format!("{newest} needs {needs} or later")),
        runs.as_ref().map(|line| format!("the newest that runs here is Go {line}")),
    ];
    let stays = runs.map(|line| format!(" It stays at Go {line}, which gets no fixes any more.")).unwrap_or_default();
    let explanation = format!(
        "Go {} and later do not start on this system; Upgo does not offer them.{stays} A newer system helps.",
        line_of(newest)
    );
    let found = Found::new(format!("{system} is too old for the newest Go"), explanation);
    Some(found.shown_by(evidence.into_iter().flatten()))
}

/// A Go for another processor than the machine's.
pub(super) fn emulated(facts: &Facts<'_>) -> Option<Found> {
    let active = facts.active.as_ref()?;
    let arch = active.arch.as_deref()?;
    let own = facts.machine.target.goarch();
    if arch == own {
        return None;
    }
    let (title, explanation) = if own == "arm64" {
        (
            "This Go runs emulated on your ARM64 machine",
            "Builds take several times as long, and the programs that it \
          builds are for the other processor, too.",
        )
    } else {
        (
            "This Go is not built for your machine",
            "It wastes what the machine can do, and the programs that it builds are \
          for the other processor, too.",
        )
    };
    let evidence = format!("the Go in {} is for {arch}, the machine is {own}", active.root.display());
    let found = Found::new(title, explanation).shown_by([evidence]);
    let could = active.origin != Origin::Upgo && path::can_overtake(facts);
    let install = |version: &Version| Fix::install(ReleaseRequest::Exact(version.clone()), Then::Switch);
    Some(found.fixed_by(active.version.as_ref().filter(|_| could).map(install)))
}

/// A tree into which another version was unpacked.
pub(super) fn mixed(facts: &Facts<'_>) -> Option<Found> {
    let evidence: Vec<String> = facts.trees.iter().flat_map(|tree| differences(facts, tree)).collect();
    let own = facts.trees.iter().filter(|tree| tree.found.origin == Origin::Upgo);
    let fix = own.filter(|tree| !differences(facts, tree).is_empty()).find_map(|tree| tree.found.version.as_ref());
    let advice = if fix.is_some() {
        "Upgo puts the files of its own back from the verified archive; `upgo verify` names them."
    } else {
        "Remove the folder, and install the version anew."
    };
    let explanation = format!(
        "A release was unpacked over another one, or an update was broken off. Such a Go fails in strange ways: `compile: \
         version … does not match`, packages that are there twice. {advice}"
    );
    let found = || Found::new("A Go has files of another version", explanation).shown_by(evidence.clone());
    (!evidence.is_empty()).then(found).map(|found| found.fixed_by(fix.map(Fix::repair_files)))
}

/// What in a tree is not of the version that its `VERSION` names.
fn differences(facts: &Facts<'_>, tree: &Tree) -> Vec<String> {
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
            format!("{} says {version}, but {} is of {of}", root.join("VERSION").display(), part.display())
        })
        .collect()
}

/// `1.27`, from `const Version = 27`.
fn line_in_source(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("const Version = "))?;
    Some(format!("1.{}", line.trim().parse::<u32>().ok()?))
}
