//! The Go installations themselves: their versions, architectures and files.
use super::{Diagnosis, DoctorFacts, ExaminedGo, path};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::change::offered_fix::Fix;
use crate::change::plan::Then;
use crate::released::catalog::{ReleaseRequest, Support, Unmet, line_of, newest_line_for, unmet};
use crate::which_go::inventory::Origin;

pub(super) fn unsupported(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let active = facts.active.as_ref()?;
    let version = active.version.as_ref()?;
    let support = Support::of(version, facts.newest.as_ref()?).filter(|support| !support.supported)?;
    let ended = support.ended_on.map(|day| say!(SupportEnded { date: day.to_string() }));
    let runs = say!(NewTerminalRunsIn { version: version.as_str(), folder: &*active.root });
    let line = &support.line;
    let found = Diagnosis::new(say!(HeadlineUnsupported { line }), say!(UnsupportedWhy { line }));
    // A Go on the system PATH would still come first.
    let fix = path::can_overtake(facts).then(Fix::upgrade);
    Some(found.shown_by(std::iter::once(runs).chain(ended)).fixed_by(fix))
}

pub(super) fn os_too_old(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let (system, newest) = (facts.system.as_ref()?, facts.newest.as_ref()?);
    let Some(Unmet::SystemTooOld { needs, .. }) = unmet(newest, system) else { return None };
    let runs = newest_line_for(system, newest);
    let evidence = [
        Some(say!(VersionNeeds { version: newest.as_str(), system: needs })),
        runs.as_ref().map(|line| say!(NewestHere { line: &**line })),
    ];
    let explanation = match &runs {
        Some(line) => say!(SystemTooOldButWhy { line: line_of(newest), runs: &**line }),
        None => say!(SystemTooOldWhy { line: line_of(newest) }),
    };
    let title = say!(SystemTooOld { system: system.to_string() });
    let found = Diagnosis::new(title, explanation);
    Some(found.shown_by(evidence.into_iter().flatten()))
}

pub(super) fn emulated(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let active = facts.active.as_ref()?;
    let arch = active.arch.as_deref()?;
    let own = facts.machine.target.goarch();
    if arch == own {
        return None;
    }
    let (title, explanation) = if own == "arm64" {
        (Sentence::Emulated, Sentence::EmulatedWhy)
    } else {
        (Sentence::OtherProcessor, Sentence::OtherProcessorWhy)
    };
    let evidence = say!(GoIsFor { folder: &*active.root, arch, own });
    let found = Diagnosis::new(title, explanation).shown_by([evidence]);
    let could = active.origin != Origin::Upgo && path::can_overtake(facts);
    let install = |version: &Version| Fix::install(ReleaseRequest::Exact(version.clone()), Then::Switch);
    Some(found.fixed_by(active.version.as_ref().filter(|_| could).map(install)))
}

/// A tree that contains files of another version.
pub(super) fn mixed(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let evidence: Vec<Statement> = facts.trees.iter().flat_map(|tree| differences(facts, tree)).collect();
    let own = facts.trees.iter().filter(|tree| tree.found.origin == Origin::Upgo);
    let fix = own.filter(|tree| !differences(facts, tree).is_empty()).find_map(|tree| tree.found.version.as_ref());
    let explanation = if fix.is_some() { Sentence::MixedOwnTreeWhy } else { Sentence::MixedTreeWhy };
    let found = || Diagnosis::new(Sentence::MixedTree, explanation).shown_by(evidence.clone());
    (!evidence.is_empty()).then(found).map(|found| found.fixed_by(fix.map(Fix::repair_files)))
}

/// A toolchain that the user vouched for, and that is not the one in the release list.
pub(super) fn other_digest(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let contradicted = &facts.store.contradicted;
    let evidence = contradicted.iter().map(|version| say!(ListHasOtherOf { version: version.as_str() }));
    let found = || Diagnosis::new(Sentence::NotThePublishedGo, Sentence::NotThePublishedGoWhy).shown_by(evidence);
    contradicted.first().map(|first| found().fixed_by(Some(Fix::repair_files(first))))
}

pub(super) fn unable(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let all = &facts.store.unable;
    let evidence = all.iter().flat_map(|(_, programs)| programs).map(|program| {
        if program.has_size {
            say!(IsNotExecutable { path: &*program.path })
        } else {
            say!(HasOtherSize { path: &*program.path })
        }
    });
    let found = || Diagnosis::new(Sentence::ProgramsCannotStart, Sentence::ProgramsCannotStartWhy).shown_by(evidence);
    all.first().map(|(first, _)| found().fixed_by(Some(Fix::repair_files(first))))
}

fn differences(facts: &DoctorFacts<'_>, tree: &ExaminedGo) -> Vec<Statement> {
    let Some(version) = &tree.found.version else { return Vec::new() };
    let root = &tree.found.root;
    let is_other = |built: &str| Version::from_toolchain(built).is_ok_and(|built| built != *version);
    let programs = tree.built.iter().filter(|(_, built)| is_other(built));
    let source = root.join("src").join("internal").join("goversion").join("goversion.go");
    let line = facts.machine.files.read(&source).as_deref().and_then(line_in_source);
    let line = line.filter(|line| *line != line_of(version)).map(|line| (source, format!("Go {line}")));
    let parts = programs.cloned().chain(line);
    parts.map(|(part, of)| say!(FileIsFrom { file: &root.join("VERSION"), version, part: &*part, other: of })).collect()
}

/// `1.27`, from `const Version = 27`.
fn line_in_source(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("const Version = "))?;
    Some(format!("1.{}", line.trim().parse::<u32>().ok()?))
}
