//! Looking for the signature of an archive.
//!
//! [`Search::begin`] needs no archive: it finds the first signature whose maker had the right to make it, beside a download.
//! [`Search::end`] asks the archive. A signature that is not right is not the end, where another place has one that is.
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use fs_err::File;
use jiff::Timestamp;
use upgo_openpgp::{Detached, Maker, Refused, SIGNATURE_LIMIT};
use url::Url;

use super::Signer;
use super::key_files::{self, KeyFiles, Opinion};
use crate::http::{Get, Http, HttpError};
use crate::report::{Cancel, Cancelled};

/// Where a signature may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its address.
    pub address: Url,
    /// Whether it is a copy that was kept: one that is damaged says nothing, and one that is right need not be kept again.
    pub is_kept: bool,
}

/// What is known of a search that goes on.
#[derive(Debug)]
pub struct Search<'a> {
    primary: &'a str,
    left: VecDeque<Place>,
    keys: KeyFiles,
    reader: Reader<'a>,
    /// Where a right one is kept.
    keep: Option<PathBuf>,
    candidate: Option<Candidate>,
    wrong: Option<Box<Wrong>>,
    /// Why a signature could not be had or checked.
    failures: Vec<String>,
}

/// What to look for, and where.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) signer: &'a Signer,
    /// Where the signature may be, in the order in which that is asked.
    pub(crate) places: Vec<Place>,
    /// Folders that may have the key file, in the order in which they are asked.
    pub(crate) folders: Vec<Url>,
    /// Where the key file is kept.
    pub(crate) kept: PathBuf,
    /// Where a right signature is kept, if it is.
    pub(crate) keep: Option<PathBuf>,
    pub(crate) now: Timestamp,
}

/// A signature that may be right: the archive will tell.
#[derive(Debug)]
struct Candidate {
    maker: Box<Maker>,
    place: Place,
    text: Vec<u8>,
}

/// A signature that is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The fingerprint of the pinned key.
    pub primary: String,
    /// The fingerprint of the subkey that made it.
    pub subkey: String,
    /// When it was made, by its own word.
    pub at: Timestamp,
    /// Who gave it.
    pub place: Url,
}

/// A signature that is there and is not right.
#[derive(Debug, thiserror::Error)]
#[error("{place} is not right: {why}")]
pub struct Wrong {
    /// Who gave it.
    pub place: Url,
    /// What is wrong with it.
    #[source]
    pub why: Refused,
}

impl Wrong {
    /// Whether the archive may be what is bad: a signature that is right in itself is over other bytes.
    pub(crate) fn is_about_the_archive(&self) -> bool {
        matches!(self.why, Refused::Wrong)
    }
}

/// What came of a search.
#[derive(Debug)]
pub enum Verdict {
    /// The archive is signed.
    Signed(Signed),
    /// There is a signature, and it is not one by the signer over this archive.
    Wrong(Box<Wrong>),
    /// There is none, or it cannot be checked.
    Missing {
        /// What happened, in English.
        why: String,
        /// Whether everybody has said that there is none.
        is_there_none: bool,
    },
}

/// A search that did not end.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The user cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The archive could not be read.
    #[error("the archive could not be read")]
    Archive(#[source] io::Error),
}

impl<'a> Search<'a> {
    pub(crate) fn new(wanted: Wanted<'a>, http: Http, cancel: &'a Cancel) -> Self {
        let Wanted { signer, places, folders, kept, keep, now } = wanted;
        Self {
            primary: &signer.primary,
            left: places.into(),
            keys: KeyFiles::new(&signer.primary, &kept, &folders, now),
            reader: Reader { http, cancel },
            keep,
            candidate: None,
            wrong: None,
            failures: Vec::new(),
        }
    }

    /// Finds the first signature that may be right.
    pub fn begin(mut self) -> Result<Self, Cancelled> {
        self.candidate = self.next()?;
        Ok(self)
    }

    /// Asks the archive whether it is the one that was signed.
    pub fn end(mut self, archive: &Path) -> Result<Verdict, SearchError> {
        let mut candidate = self.candidate.take();
        while let Some(Candidate { maker, place, text }) = candidate {
            let file = File::open(archive).map_err(SearchError::Archive)?;
            if let Some(signed) = maker.has_signed(file).map_err(SearchError::Archive)? {
                if let Some(path) = self.keep.filter(|_| !place.is_kept) {
                    key_files::keep(&path, &text);
                }
                let (primary, place) = (self.primary.to_owned(), place.address);
                let at = i64::try_from(signed.created).ok().and_then(|at| Timestamp::from_second(at).ok());
                return Ok(Verdict::Signed(Signed {
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
            return Ok(Verdict::Wrong(wrong));
        }
        let is_there_none = self.failures.is_empty();
        let none = || "there is none beside the archive".to_owned();
        Ok(Verdict::Missing { why: if is_there_none { none() } else { self.failures.join("; ") }, is_there_none })
    }

    /// The next signature that may be right, of those that were not looked at yet.
    fn next(&mut self) -> Result<Option<Candidate>, Cancelled> {
        while let Some(place) = self.left.pop_front() {
            match self.reader.read(&place.address, SIGNATURE_LIMIT)? {
                Ok(None) => {}
                Ok(Some(text)) => match self.weigh(&text)? {
                    Opinion::Right(maker) => return Ok(Some(Candidate { maker, place, text })),
                    Opinion::Wrong(why) => self.refuse(place, why),
                    Opinion::Unknown(why) => self.fail(&place, why),
                },
                Err(why) => self.fail(&place, why),
            }
        }
        Ok(None)
    }

    /// What is to be thought of the text of a signature.
    fn weigh(&mut self, text: &[u8]) -> Result<Opinion, Cancelled> {
        if !Detached::is_meant_by(text) {
            return Ok(Opinion::Unknown("what lies beside the archive is no signature".to_owned()));
        }
        match Detached::read(text) {
            Ok(signature) => self.keys.judge(&signature, &self.reader),
            Err(why) => Ok(Opinion::Wrong(why)),
        }
    }

    fn fail(&mut self, place: &Place, why: String) {
        if !place.is_kept && !self.failures.contains(&why) {
            self.failures.push(why);
        }
    }

    /// Remembers the first one that is not right.
    fn refuse(&mut self, place: Place, why: Refused) {
        if !place.is_kept && self.wrong.is_none() {
            self.wrong = Some(Box::new(Wrong { place: place.address, why }));
        }
    }
}

/// Reads small files, wherever they are.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    http: Http,
    cancel: &'a Cancel,
}

impl Reader<'_> {
    /// A whole file; `Ok(None)` where there is none, and why it cannot be had.
    pub(super) fn read(&self, address: &Url, limit: usize) -> Result<Result<Option<Vec<u8>>, String>, Cancelled> {
        match self.http.read(&Get::new(address.clone()), limit, self.cancel) {
            Ok((_, bytes)) => Ok(Ok(Some(bytes))),
            Err(HttpError::Cancelled(cancelled)) => Err(cancelled),
            Err(HttpError::Status { status: 404 | 410, .. }) => Ok(Ok(None)),
            Err(error @ HttpError::File { .. }) if error.is_missing() => Ok(Ok(None)),
            Err(error) => Ok(Err(error.to_string())),
        }
    }
}
