//! The plan that sets up a machine as a file says: steps that other plans have, too, as one change.
use super::forward::activate;
use super::{Action, EditPurpose, Plan, Snapshot, Step};
use crate::base::version::Version;
use crate::environment::Change;

/// Each part is without what the machine has already.
#[derive(Clone, Debug, Default)]
pub struct SetUp {
    pub versions: Vec<Step>,
    /// `None` if the switch stays.
    pub used: Option<Version>,
    pub variables: Option<Change>,
    pub tools: Vec<Step>,
    pub settings: Vec<Step>,
}

/// Sets up a machine. Programs come after the version that builds them and the variables that this needs. The settings
/// come last, so that those which decide whom Upgo trusts do not decide about the downloads of the same change.
pub fn set_up(seen: &Snapshot, parts: SetUp) -> Plan {
    let SetUp { versions: mut steps, used, variables, tools, settings } = parts;
    steps.extend(used.as_ref().map(|used| activate(seen, used)).unwrap_or_default());
    let check = steps.pop_if(|step| matches!(step, Step::Check { .. }));
    let edit = |change| Step::EditEnvironment { purpose: EditPurpose::Asked, change };
    steps.extend(variables.map(edit).into_iter().chain(tools).chain(settings).chain(check));
    let to = used.or_else(|| seen.current.clone());
    Plan { action: Action::SetUp, from: seen.current.clone(), to, undoes: None, steps }
}
