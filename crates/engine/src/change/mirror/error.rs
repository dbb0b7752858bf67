use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::base::target::Target;
use crate::change::fetch::FetchError;
use crate::machine::effect::of_io;
use crate::released::advisories::{AdvisoryError, CopyError};
use crate::released::catalog::CatalogError;

explain! {
    pub enum MirrorError {
        Catalog(CatalogError) = *;
        Fetch(FetchError) = *;
        // what its errors mean is said of a check
        Vulnerabilities(error: AdvisoryError) = *, next (error.advice());
        /// `place` is what was searched: the release list or the folder.
        Missing { request: String, target: Target, place: String } =
            VersionUnknown, NotInList { wanted: request, target, place };
        Disk { path: PathBuf, #[source] error: io::Error } = (of_io(error)), NotReadOrWritten { path };
        NotMirror { folder: PathBuf } = Usage, NotAMirror { folder }, next BuildMirrorFirst;
        BadList { folder: PathBuf, #[source] error: serde_json::Error } =
            Usage, MirrorListDamaged { folder }, next BuildWholeMirror;
        NotInMirror { request: String, folder: PathBuf } =
            VersionUnknown, NotInMirror { folder, wanted: request }, next ListMirror;
        NothingLeft { folder: PathBuf } = VersionUnknown, NoneWouldRemain { folder }, next KeepWithVersions;
        NotLoopback { address: SocketAddr } = Usage, NotLoopback { address }, next ServeHere;
        Listen { address: SocketAddr, #[source] error: io::Error } = Usage, CannotListen { address }, next UseOtherPort;
    }
}

impl MirrorError {
    pub(super) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk { path, error }
    }
}

impl From<CopyError> for MirrorError {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Database(error) => Self::Vulnerabilities(error),
            CopyError::Disk { path, error } => Self::Disk { path, error },
        }
    }
}
