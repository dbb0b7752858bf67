//! The OpenPGP signature of an archive: where it is searched for, and its verification.
use std::path::{Path, PathBuf};

use url::Url;

use super::Site;
use super::proof::{TIMES, folder_address};
use crate::base::report::{Cancel, Cancelled, Problem};
use crate::change::mirror::{BuiltFile, CheckedFile, FileState};
use crate::change::plan::Step;
use crate::net::http::{Http, HttpConfig, file_in};
use crate::released::signature::{
    ENDING, InvalidSignature, SearchError, SignaturePlace, SignatureQuery, SignatureSearch, SignatureVerdict, beside,
};
use crate::store::Signature;
use crate::store::proof::{ProofError, has_signature};

/// A search for a signature, or the reason why there is none.
pub(crate) enum Sought<'a> {
    Search(Box<SignatureSearch<'a>>),
    Not(Signature),
}

impl Sought<'_> {
    /// Returns the result to record, or what is wrong with the signature.
    pub(crate) fn end(self, archive: &Path) -> Result<Result<Signature, Box<InvalidSignature>>, SearchError> {
        let search = match self {
            Self::Search(search) => search,
            Self::Not(why) => return Ok(Ok(why)),
        };
        Ok(match search.end(archive)? {
            SignatureVerdict::Signed(signed) => Ok(signed.into()),
            SignatureVerdict::Wrong(wrong) => Err(wrong),
            SignatureVerdict::Missing { why, .. } => Ok(Signature::Missing(why.into())),
        })
    }
}

impl Site {
    /// Starts the search for the signature of a step's archive, if the settings require it. For a download, it is next
    /// to the archive on each source. For a local file, it is next to the file, and is not downloaded.
    pub(crate) fn look_for_signature<'a>(&'a self, step: &Step, cancel: &'a Cancel) -> Result<Sought<'a>, Cancelled> {
        let kept = self.home.signatures();
        let (filename, places, keep, near) = match step {
            Step::Download { archive, sources, .. } => {
                let name = beside(&archive.filename);
                let keep = kept.join(&name);
                let places = address(&keep).map(kept_at).into_iter().chain(at_each(sources, &name)).collect();
                (&archive.filename, places, Some(keep), None)
            }
            Step::ReadFile { archive, path, .. } => {
                let mut signature = path.clone().into_os_string();
                signature.push(ENDING);
                let place = address(Path::new(&signature)).map(found_at).into_iter().collect();
                (&archive.filename, place, None, path.parent().and_then(folder_address))
            }
            _ => return Ok(Sought::Not(Signature::None)),
        };
        if !has_signature(filename) {
            return Ok(Sought::Not(Signature::None));
        }
        if let Some(by) = self.is_silent() {
            return Ok(Sought::Not(Signature::NotAsked { by }));
        }
        self.begin(places, near, kept, keep, cancel).map(|search| Sought::Search(Box::new(search)))
    }

    /// An invalid signature is an error.
    pub(super) fn mirror_signatures(
        &self,
        folder: &Path,
        from: Option<&Url>,
        files: &mut [BuiltFile],
        cancel: &Cancel,
    ) -> Result<(), Problem> {
        for file in files.iter_mut().filter(|file| has_signature(&file.filename)) {
            let name = beside(&file.filename);
            let keep = folder.join(&name);
            let sources: Vec<Url> = from.cloned().into_iter().chain(self.sources.bytes()).collect();
            let places = address(&keep).map(kept_at).into_iter().chain(at_each(&sources, &name)).collect();
            let search = self.begin(places, from.cloned(), folder.to_owned(), Some(keep), cancel);
            let search = search.map_err(|error| ProofError::from(SearchError::from(error)))?;
            match search.end(&folder.join(&file.filename)).map_err(ProofError::from)? {
                SignatureVerdict::Signed(_) => file.has_signature = true,
                SignatureVerdict::Wrong(wrong) => {
                    return Err(ProofError::Signature { version: file.version.clone(), wrong }.into());
                }
                // The archives are there, and the next run tries again. Sources that did not answer are not tried now.
                SignatureVerdict::Missing { is_there_none: false, .. } => return Ok(()),
                SignatureVerdict::Missing { .. } => {}
            }
        }
        Ok(())
    }

    /// Checks the signatures of a mirror's archives with the key file in the mirror, and without the network.
    pub(super) fn check_mirror_signatures(
        &self,
        folder: &Path,
        files: &mut [CheckedFile],
        cancel: &Cancel,
    ) -> Result<(), Problem> {
        let signed = |file: &&mut CheckedFile| file.state == FileState::Whole && has_signature(&file.filename);
        for file in files.iter_mut().filter(signed) {
            let query = SignatureQuery {
                signer: &self.signer,
                places: address(&folder.join(beside(&file.filename))).map(found_at).into_iter().collect(),
                folders: Vec::new(),
                kept: folder.to_owned(),
                keep: None,
                now: self.now(),
            };
            let search = SignatureSearch::new(query, Http::new(self.http.config().clone()), cancel).begin();
            let search = search.map_err(|error| ProofError::from(SearchError::from(error)))?;
            match search.end(&folder.join(&file.filename)).map_err(ProofError::from)? {
                SignatureVerdict::Signed(_) => file.has_signature = true,
                SignatureVerdict::Wrong(_) => file.state = FileState::BadSignature,
                SignatureVerdict::Missing { .. } => {}
            }
        }
        Ok(())
    }

    /// Starts a search. The key file is searched for in the folder `near`, in the user's mirrors, and at Google. If the
    /// releases are Google's, Google comes first, so that a mirror cannot withhold a revocation; else it comes last.
    fn begin<'a>(
        &'a self,
        places: Vec<SignaturePlace>,
        near: Option<Url>,
        kept: PathBuf,
        keep: Option<PathBuf>,
        cancel: &'a Cancel,
    ) -> Result<SignatureSearch<'a>, Cancelled> {
        let mut folders: Vec<Url> = near.into_iter().chain(self.sources.with_proofs()).collect();
        let at = if self.sources.is_official() { 0 } else { folders.len() };
        folders.insert(at, self.signer.folder.clone());
        let wanted = SignatureQuery { signer: &self.signer, places, folders, kept, keep, now: self.now() };
        let http = Http::new(HttpConfig { times: TIMES, ..self.http.config().clone() });
        SignatureSearch::new(wanted, http, cancel).begin()
    }
}

fn at_each(folders: &[Url], name: &str) -> impl Iterator<Item = SignaturePlace> {
    folders.iter().map(|folder| found_at(file_in(folder, name)))
}

fn found_at(address: Url) -> SignaturePlace {
    SignaturePlace { address, is_kept: false }
}

fn kept_at(address: Url) -> SignaturePlace {
    SignaturePlace { address, is_kept: true }
}

fn address(path: &Path) -> Option<Url> {
    Url::from_file_path(std::path::absolute(path).ok()?).ok()
}
