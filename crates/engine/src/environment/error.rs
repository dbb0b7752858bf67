use std::io;
use std::path::PathBuf;

use super::search_path::EditRefusal;
use super::skipped::Skipped;
use super::variable::VariableRefusal;
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;

pub type Result<T, E = EnvironmentError> = std::result::Result<T, E>;

explain! {
    pub enum EnvironmentError {
        Refused(EditRefusal) = *;
        /// `place` is the key and the name, `why` what it is instead, as the end of a sentence.
        NoText { place: String, why: Statement } = PathRefused, LeftAloneBecause { place, why };
        Variable(VariableRefusal) = *;
        NoMachine = Usage, NoMachineVariables, next UseUserOrGoScope;
        NoPathInGoEnv = Usage, NoPathInGoEnv, next UseUserScope;
        MachinePath { dir: PathBuf, why: String } =
            Usage, NotAddedToMachinePath { folder: dir, why: Statement::quoted(why) }, next UseUserScope;
        /// `GOENV=off`, or the location of the file is unknown.
        NoGoEnv = EnvRefused, NoGoEnvFile, next RemoveGoEnvOff;
        LeftAlone { path: PathBuf, reason: Statement } =
            EnvRefused, NotChangedBecause { path, why: reason }, next EditYourself { path };
        /// `HOME` is this, or is not set.
        NoHome { home: Option<PathBuf> } = PathRefused, (match home {
            Some(path) => say!(NoHomeFolderAt { path }),
            None => Sentence::NoHomeFolder.into(),
        }), next SetHomeOrLeavePath;
        NoProfile { line: String, skipped: Vec<Skipped> } =
            PathRefused, (nowhere(skipped)), next AddLineToStartup { line };
        Moved { place: String } = PlanMoved, PlaceChanged { place };
        NotKept { place: String } = Other, PlaceNotKept { place }, next CloseWriter;
        Elsewhere { place: String } = Other, PlaceElsewhere { place }, next UseSameHome;
        Registry { key: String, source: io::Error } = (of_io(source)), RegistryKey { key },
            next (is_refused(key, source).then(|| Statement::from(Sentence::UseAdminTerminal)));
        /// The source names the file.
        Disk(#[from] error: io::Error) = (of_io(error)), (Statement::quoted(error.to_string()));
    }
}

fn nowhere(skipped: &[Skipped]) -> Option<Statement> {
    let each = |it: &Skipped| say!(AtPlace { place: &it.path, what: &it.reason });
    Statement::all([Statement::from(Sentence::NoStartupFile)].into_iter().chain(skipped.iter().map(each)))
}

/// Whether only an administrator may do this.
fn is_refused(key: &str, source: &io::Error) -> bool {
    key.starts_with("HKLM") && source.kind() == io::ErrorKind::PermissionDenied
}
