//! What somebody who takes over the setup of another person should see before it is done.
use std::path::Path;

use crate::base::display::one_line;
use crate::base::report::{Code, Explain as _, Problem};
use crate::base::secret::value_without_secrets;
use crate::base::words::{Sentence, Statement};
use crate::cases::Engine;
use crate::choices::settings::{RehearseWith, SettingEdit};
use crate::environment::{self, Caution};
use crate::machine::platform::{self, LIST_SEPARATOR, Volume};

impl Engine {
    /// The warnings that a variable decides what runs or is verified, or names a folder that others can change.
    pub(super) fn cautions_about(&self, name: &str, value: &str) -> Vec<Problem> {
        let shown = one_line(value_without_secrets(name, value));
        let decides = environment::cautions(name, value).into_iter().map(|caution| match caution {
            Caution::Programs => say!(SetupStarts { name, value: shown.as_str() }),
            Caution::Checks => say!(SetupWeakens { name, value: shown.as_str() }),
            Caution::Version => say!(SetupPins { name, value: shown.as_str() }),
        });
        let folders = match name {
            "GOBIN" | "GOCACHE" | "GOMODCACHE" | "GOPATH" | "GOTMPDIR" => value.split(LIST_SEPARATOR),
            _ => "".split(LIST_SEPARATOR),
        };
        let folders = folders.filter(|folder| !folder.is_empty());
        decides.chain(folders.filter_map(|folder| self.open_folder(name, Path::new(folder)))).map(caution).collect()
    }

    /// The same about a setting: whom Upgo trusts, and whose tests it runs.
    pub(super) fn cautions_about_setting(&self, edit: &SettingEdit) -> Vec<Problem> {
        let key = edit.key.as_str();
        let trusts = say!(SetupTrusts { key, value: edit.shown().unwrap_or_default() });
        let alone = edit.alone();
        let tests = [alone.rehearse_before_upgrade, alone.rehearse_after_upgrade].contains(&RehearseWith::Test);
        let said = edit.decides_trust().then_some(trusts);
        let said = said.into_iter().chain(tests.then(|| say!(SetupRunsTests { key })));
        said.chain(alone.projects.iter().filter_map(|folder| self.open_folder(key, folder))).map(caution).collect()
    }

    fn open_folder(&self, name: &str, folder: &Path) -> Option<Statement> {
        let (nearest, wrong) = self.check_folder(folder);
        let why = match wrong {
            Err(wrong) => wrong.statement()?,
            Ok(()) if platform::volume(nearest) == Volume::Network => Sentence::OnNetworkVolume.into(),
            Ok(()) => return None,
        };
        Some(say!(SetupNamesOpenFolder { name, folder, why }))
    }
}

fn caution(says: Statement) -> Problem {
    Problem::new(Code::SetupCaution, says)
}
