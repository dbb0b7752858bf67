use std::io;
use std::path::PathBuf;

use crate::base::report::Cancelled;
use crate::machine::effect::of_io;

pub(super) type Result<T, E = NotRehearsed> = std::result::Result<T, E>;

explain! {
    pub(crate) enum NotRehearsed {
        Cancelled(#[from] cancelled: Cancelled) = Cancelled, Cancelled;
        /// Another rehearsal would use the same cores, and the times would mean nothing.
        Busy = Busy, RehearsalRuns;
        NoProjects = Usage, RehearsalNoProjects, next AddModuleFolders;
        NoModule(path: PathBuf) = Usage, RehearsalNoModule { path }, next AddModuleFolders;
        Disk(error: io::Error) = (of_io(error)), *;
    }
}
