//! The plan that removes what selects a Go from the settings of editors.
use super::snapshot::Planning;
use super::{Engine, WhichTerminal};
use crate::base::report::{Problem, Result};
use crate::change::plan::{self, Plan};
use crate::environment;
use crate::guidance::doctor::leads_to_upgo;

impl Engine {
    /// Files that cannot be edited are left alone with a warning, unless that leaves nothing to do.
    pub(super) fn plan_unpin_editors(&self, planning: &mut Planning) -> Result<Plan> {
        let machine = self.machine_in(WhichTerminal::New, None)?;
        let files = machine.config_folder().map(|config| environment::editor_settings_files(&config));
        let files = files.as_ref().map_or(&[][..], |files| files);
        let (change, left) =
            environment::prepare_unpin(&self.environment, files, &|value| leads_to_upgo(&machine, value));
        let mut left = left.into_iter().map(Problem::from);
        if change.is_none()
            && let Some(problem) = left.next()
        {
            return Err(problem);
        }
        planning.warnings.extend(left);
        Ok(plan::unpin_editors(self.current()?, change))
    }
}
