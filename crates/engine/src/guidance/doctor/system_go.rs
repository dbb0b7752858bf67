//! The machine-wide Go of the official installer, and the fixes for it.
use super::{Diagnosis, DoctorFacts};
use crate::base::version::Version;
use crate::base::words::{Sentence, Value};
use crate::change::offered_fix::Fix;
use crate::change::request::ChangeRequest;
use crate::which_go::inventory::Product;

/// A product that Windows lists as installed but whose files are gone.
pub(super) fn folder_gone(facts: &DoctorFacts<'_>) -> Option<Diagnosis> {
    let gone: Vec<&Product> = facts.products.iter().filter(|product| is_gone(facts, product)).collect();
    let product = gone.first()?;
    let evidence = gone.iter().map(|product| {
        let name = product.version.as_ref().map_or("Go", Version::as_str);
        let root = product.root.as_deref().map_or(Sentence::UnknownFolder.into(), Value::from);
        say!(RegisteredIn { name, arch: product.arch, folder: root })
    });
    let found = Diagnosis::new(Sentence::SystemGoGone, Sentence::SystemGoGoneWhy).shown_by(evidence);
    Some(found.fixed_by(Some(repair(product))))
}

fn is_gone(facts: &DoctorFacts<'_>, product: &Product) -> bool {
    let is_whole = |root: &std::path::PathBuf| facts.machine.files.is_file(&root.join("bin").join(facts.program("go")));
    !product.root.as_ref().is_some_and(is_whole)
}

/// Puts Upgo's Go before the one that a new terminal finds on the system PATH. The window offers two more ways.
pub(super) fn let_upgo_come_first(facts: &DoctorFacts<'_>) -> Option<Fix> {
    let root = facts.answer.go.as_ref()?.root.clone()?;
    Some(Fix::new(ChangeRequest::StepAside { root })).filter(|_| facts.able.edit_path)
}

fn repair(product: &Product) -> Fix {
    Fix::new(ChangeRequest::SystemRepair { arch: product.arch.to_owned() })
}
