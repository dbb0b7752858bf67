use std::io;
use std::path::PathBuf;

use crate::base::report::Cancelled;
use crate::base::version::Version;
use crate::machine::effect::of_io;

explain! {
    pub(crate) enum VerifyError {
        NoManifest(version: Version) =
            VerifyNoManifest, NoFileList { version }, next RepairVersion { version: version.number() };
        NotInstalled(version: Version) = VersionNotInstalled, NotInstalled { version };
        Read { path: PathBuf, source: io::Error } = (of_io(source)), CouldNotRead { path };
        Cancelled(#[from] cancelled: Cancelled) = Cancelled, Cancelled;
    }
}
