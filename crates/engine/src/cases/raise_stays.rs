//! What stays too old after `projects raise`, and why.
use std::collections::BTreeSet;
use std::path::Path;

use super::projects::{EditedTexts, text_of};
use super::raise_projects::base_of;
use super::raised_lines::RaisedGo;
use super::{ProjectFindingKind, ProjectReport};
use crate::base::report::{Code, Problem};
use crate::base::words::{Sentence, Statement};
use crate::projects::edit::{self, FileKind};
use crate::projects::{self, Asked, Kept, ProjectText, is_published};

/// What a gate still says about raised projects, each line once, with the reason why an edit keeps it.
pub(super) fn what_stays<'a>(
    raised: impl Iterator<Item = &'a ProjectReport>,
    edited: &EditedTexts,
    ci: bool,
    go: &RaisedGo,
) -> Vec<Problem> {
    let (mut known, mut all) = (BTreeSet::new(), Vec::new());
    for project in raised {
        for finding in &project.findings {
            let asked = finding.asked.first().and_then(|at| project.asked.get(usize::try_from(*at).ok()?));
            let place = asked.map(|asked| (&asked.file, asked.line, &asked.text));
            // what cannot be read is a warning already
            let is_said = finding.kind == ProjectFindingKind::Unread || !finding.kind.counts();
            if is_said || !known.insert((finding.kind, place, place.is_none().then_some(&project.folder))) {
                continue;
            }
            let what = finding.text.clone();
            let says = match asked.and_then(|asked| why_it_stays(asked, &base_of(project), edited, ci, go)) {
                Some(why) => say!(RaiseLeaves { what, why }),
                None => what,
            };
            all.push(Problem::new(Code::ProjectStays, says));
        }
    }
    all
}

/// `None` if another warning says it, or nothing is known.
fn why_it_stays(asked: &Asked, base: &Path, edited: &EditedTexts, ci: bool, go: &RaisedGo) -> Option<Statement> {
    let file = asked.file.as_deref()?;
    let kind = FileKind::of(file)?;
    let text = edited.get(file).cloned().or_else(|| edit::read(base, file.strip_prefix(base).ok()?).ok())?;
    let source = ProjectText { kind, file, text: &text, read: &|path| text_of(path, edited).ok() };
    let found = projects::found(source).lines;
    let place = &found.iter().find(|found| found.asked.line == asked.line && found.asked.text == asked.text)?.place;
    Some(match place {
        Err(Kept::Digest) => Sentence::StaysDigest.into(),
        Err(Kept::Several) => Sentence::StaysInMatrix.into(),
        Err(Kept::Elsewhere) => Sentence::StaysElsewhere.into(),
        Err(Kept::Composed | Kept::Gopath) => Sentence::StaysComposed.into(),
        Ok(_) if kind.is_ci() && !ci => Sentence::StaysWithoutCi.into(),
        Ok(place) if place.variants.iter().all(|variant| is_published(variant, &go.version)) => return None,
        Ok(_) | Err(Kept::Unpublished) => say!(StaysUnpublished { version: go.version.as_str() }),
    })
}
