use std::io;
use std::path::PathBuf;

use url::Url;

use crate::base::digest::Sha256;
use crate::base::report::{Cancelled, Code, Explain, size, sizes};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::net::goproxy;
use crate::net::http::HttpError;

pub type Result<T, E = FetchError> = std::result::Result<T, E>;

explain! {
    pub enum FetchError {
        /// No request was made.
        NoDigest { file: String } = VerifyNoDigest, NoOfficialDigest { file };
        /// Its name could escape the folder.
        Name { file: String } = VerifyDigest, NoArchiveName { file: format!("{file:?}") };
        /// It is larger than any Go archive could be. The length in bytes is that of the release list.
        TooLarge { file: String, bytes: u64 } = VerifyDigest, TooLargeForArchive { file, size: size(*bytes) };
        /// `from` is the source of its first bytes; `None` for a local file.
        Digest { file: String, from: Option<Box<Url>>, expected: Sha256, actual: Sha256 } = VerifyDigest, (match from {
            Some(place) => say!(NotOfficialFrom { file, place: &**place, actual, expected }),
            None => say!(NotOfficialHere { file, actual, expected }),
        });
        Sources { file: String, failures: Vec<SourceFault> } =
            (failures.first().map_or(Code::NetOffline, SourceFault::code)),
            CannotDownload { file, why: every(failures) },
            next (failures.first().and_then(SourceFault::advice));
        /// The bytes read so far are invalid, so the download must start again.
        Restart = NetStatus, FileChangedMeanwhile;
        /// Another Upgo process downloaded it in the meantime, so it is no longer needed.
        NoLongerWanted = PlanMoved, OtherFinishedFirst;
        /// It was a download in the background, and a user waits for the file. The partial file is kept for that download.
        GaveWay = Cancelled, GaveWay;
        Disk { path: PathBuf, #[source] error: io::Error } = (of_io(error)), CannotWrite { path };
        /// The partial file is kept and resumed next time.
        Cancelled(Cancelled) = *;
    }
}

explain! {
    pub enum SourceFault {
        Http(HttpError) = *;
        /// The official length and the other, in bytes.
        Length { url: String, expected: u64, actual: u64 } = VerifyDigest, ({
            let (actual, expected) = sizes(*actual, *expected);
            say!(WrongSize { address: url, actual, expected })
        });
        /// It does not send parts of its file, or no longer parts of the same file.
        Parts { url: String } = NetStatus, NoParts { address: url };
        /// A module without a published digest, which nothing proves. No server was asked for it.
        Unproven { why: Statement } = VerifyUnproven, (why.clone());
    }
}

fn every(failures: &[SourceFault]) -> Statement {
    Statement::all(failures.iter().filter_map(Explain::statement)).unwrap_or(Sentence::NoServer.into())
}

impl FetchError {
    /// Whether no source provided the file.
    pub(crate) fn is_about_reaching(&self) -> bool {
        matches!(self, Self::Sources { .. })
    }

    /// Whether no server has the module.
    pub(crate) fn is_missing_module(&self) -> bool {
        let is_missing = |fault: &SourceFault| matches!(fault, SourceFault::Http(error) if goproxy::is_missing(error));
        matches!(self, Self::Sources { failures, .. } if failures.iter().all(is_missing))
    }

    /// The error with the reason why a module, which is not asked for without a proof, does not help.
    pub(crate) fn and_unproven(mut self, why: Option<Statement>) -> Self {
        if let Self::Sources { failures, .. } = &mut self {
            failures.extend(why.map(|why| SourceFault::Unproven { why }));
        }
        self
    }

    /// The error with the failures of further sources added.
    pub(crate) fn and(mut self, other: Self) -> Self {
        if let (Self::Sources { failures, .. }, Self::Sources { failures: more, .. }) = (&mut self, other) {
            failures.extend(more);
        }
        self
    }

    pub(super) fn disk(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Disk { path, error }
    }
}
