//! The search for the signature of an archive. [`SignatureSearch::begin`] can run during the download, and finds the
//! first signature whose key was authorized to make it. [`SignatureSearch::end`] verifies the archive. An invalid
//! signature does not end the search if another place has a valid one.
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use fs_err::File;
use jiff::Timestamp;
use upgo_openpgp::{Detached, Maker, Refused, SIGNATURE_LIMIT};
use url::Url;

use super::Signer;
use super::key_files::{self, KeyFiles, Opinion};
use crate::base::report::{Cancel, Cancelled, Explain as _};
use crate::base::words::{Sentence, Statement};
use crate::machine::effect::of_io;
use crate::net::http::{Get, Http, HttpError, Purpose};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignaturePlace {
    pub address: Url,
    /// Whether it is a cached copy. A damaged one is ignored, and a valid one need not be cached again.
    pub is_kept: bool,
}

#[derive(Debug)]
pub(crate) struct SignatureSearch<'a> {
    primary: &'a str,
    left: VecDeque<SignaturePlace>,
    keys: KeyFiles,
    reader: SmallFileReader<'a>,
    keep: Option<PathBuf>,
    candidate: Option<UncheckedSignature>,
    wrong: Option<Box<InvalidSignature>>,
    failures: Vec<Statement>,
}

#[derive(Debug)]
pub(crate) struct SignatureQuery<'a> {
    pub(crate) signer: &'a Signer,
    /// In the order of the search.
    pub(crate) places: Vec<SignaturePlace>,
    /// Folders that may have the key file, in the order of the search.
    pub(crate) folders: Vec<Url>,
    pub(crate) kept: PathBuf,
    /// The path at which to cache a valid signature; `None` if it is not cached.
    pub(crate) keep: Option<PathBuf>,
    pub(crate) now: Timestamp,
}

/// A signature that may be valid, which only the archive can show.
#[derive(Debug)]
struct UncheckedSignature {
    maker: Box<Maker>,
    place: SignaturePlace,
    text: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidSignature {
    pub primary: String,
    pub subkey: String,
    /// When it was made, according to the signature itself.
    pub at: Timestamp,
    pub place: Url,
}

#[derive(Debug, thiserror::Error)]
#[error("{}", say!(SignatureNotValid { place: place.as_str(), why: Statement::quoted(why.to_string()) }))]
pub struct InvalidSignature {
    pub place: Url,
    #[source]
    pub why: Refused,
}

impl InvalidSignature {
    /// Whether the archive may be the bad part, because the signature is valid in itself but covers other bytes.
    pub(crate) fn is_about_the_archive(&self) -> bool {
        matches!(self.why, Refused::Wrong)
    }
}

#[derive(Debug)]
pub(crate) enum SignatureVerdict {
    Signed(ValidSignature),
    /// There is a signature, but it is not the signer's signature of this archive.
    Wrong(Box<InvalidSignature>),
    Missing {
        why: Statement,
        /// Whether every place has reported that there is none.
        is_there_none: bool,
    },
}

explain! {
    pub enum SearchError {
        Cancelled(Cancelled) = *;
        Archive(#[source] error: io::Error) = (of_io(error)), ArchiveUnreadable;
    }
}

impl<'a> SignatureSearch<'a> {
    pub(crate) fn new(wanted: SignatureQuery<'a>, http: Http, cancel: &'a Cancel) -> Self {
        let SignatureQuery { signer, places, folders, kept, keep, now } = wanted;
        Self {
            primary: &signer.primary,
            left: places.into(),
            keys: KeyFiles::new(&signer.primary, &kept, &folders, now),
            reader: SmallFileReader { http, cancel },
            keep,
            candidate: None,
            wrong: None,
            failures: Vec::new(),
        }
    }

    pub(crate) fn begin(mut self) -> Result<Self, Cancelled> {
        self.candidate = self.next()?;
        Ok(self)
    }

    pub(crate) fn end(mut self, archive: &Path) -> Result<SignatureVerdict, SearchError> {
        let mut candidate = self.candidate.take();
        while let Some(UncheckedSignature { maker, place, text }) = candidate {
            let file = File::open(archive).map_err(SearchError::Archive)?;
            if let Some(signed) = maker.has_signed(file).map_err(SearchError::Archive)? {
                if let Some(path) = self.keep.filter(|_| !place.is_kept) {
                    key_files::keep(&path, &text);
                }
                let (primary, place) = (self.primary.to_owned(), place.address);
                let at = i64::try_from(signed.created).ok().and_then(|at| Timestamp::from_second(at).ok());
                return Ok(SignatureVerdict::Signed(ValidSignature {
                    primary,
                    subkey: signed.subkey,
                    at: at.unwrap_or_default(),
                    place,
                }));
            }
            self.refuse(place, Refused::Wrong);
            candidate = self.next()?;
        }
        if let Some(wrong) = self.wrong {
            return Ok(SignatureVerdict::Wrong(wrong));
        }
        let is_there_none = self.failures.is_empty();
        let why = Statement::all(self.failures).unwrap_or_else(|| Sentence::NoneNextToArchive.into());
        Ok(SignatureVerdict::Missing { why, is_there_none })
    }

    fn next(&mut self) -> Result<Option<UncheckedSignature>, Cancelled> {
        while let Some(place) = self.left.pop_front() {
            match self.reader.read(&place.address, SIGNATURE_LIMIT)? {
                Ok(None) => {}
                Ok(Some(text)) => match self.weigh(&text)? {
                    Opinion::Right(maker) => return Ok(Some(UncheckedSignature { maker, place, text })),
                    Opinion::Wrong(why) => self.refuse(place, why),
                    Opinion::Unknown(why) => self.fail(&place, why),
                },
                Err(why) => self.fail(&place, why),
            }
        }
        Ok(None)
    }

    fn weigh(&mut self, text: &[u8]) -> Result<Opinion, Cancelled> {
        if !Detached::is_meant_by(text) {
            return Ok(Opinion::Unknown(Sentence::NoSignatureFile.into()));
        }
        match Detached::read(text) {
            Ok(signature) => self.keys.judge(&signature, &self.reader),
            Err(Refused::Unsupported(what)) => {
                let what = Statement::quoted(what);
                Ok(Opinion::Unknown(say!(SignatureUnsupported { what })))
            }
            Err(why) => Ok(Opinion::Wrong(why)),
        }
    }

    fn fail(&mut self, place: &SignaturePlace, why: Statement) {
        if !place.is_kept && !self.failures.contains(&why) {
            self.failures.push(why);
        }
    }

    fn refuse(&mut self, place: SignaturePlace, why: Refused) {
        if !place.is_kept && self.wrong.is_none() {
            self.wrong = Some(Box::new(InvalidSignature { place: place.address, why }));
        }
    }
}

#[derive(Debug)]
pub(super) struct SmallFileReader<'a> {
    http: Http,
    cancel: &'a Cancel,
}

impl SmallFileReader<'_> {
    /// Reads a whole file. Returns `Ok(None)` if there is none, and otherwise the reason if it is not available.
    pub(super) fn read(&self, address: &Url, limit: usize) -> Result<Result<Option<Vec<u8>>, Statement>, Cancelled> {
        match self.http.read(&Get::new(Purpose::Proof, address.clone()), limit, self.cancel) {
            Ok((_, bytes)) => Ok(Ok(Some(bytes))),
            Err(HttpError::Cancelled(cancelled)) => Err(cancelled),
            Err(HttpError::Status { status: 404 | 410, .. }) => Ok(Ok(None)),
            Err(error @ HttpError::File { .. }) if error.is_missing() => Ok(Ok(None)),
            Err(error) => Ok(Err(error.says())),
        }
    }
}
