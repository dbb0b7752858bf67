//! The directory of a zip on a server: requested by two ranges, and kept in the cache for the next plan.
use std::time::Instant;

use url::Url;

use crate::base::archive::Archive;
use crate::base::digest::Sha256;
use crate::base::report::Cancel;
use crate::base::version::Version;
use crate::base::{bounded, own_json};
use crate::change::fetch::{directory_path, with_ending};
use crate::change::site::Site;
use crate::machine::effect;
use crate::net::http::{ByteRange, ContentRange, Get, Http, HttpResponse, Purpose, Validator, file_in};
use crate::store::unpack::{END_BYTES, LONGEST_DIRECTORY, ZipListing, directory_start};

/// The size limit in bytes of what is remembered of a directory. At most four fifths of the files are missing.
const MEMORY_LIMIT: u64 = 1 << 20;

#[derive(Debug)]
pub(super) struct KnownDirectory {
    pub(super) listing: ZipListing,
    /// The length of the directory in bytes.
    pub(super) bytes: u64,
    pub(super) memory: Sidecar,
}

/// What is remembered next to the bytes of a directory.
#[answer(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sidecar {
    source: Url,
    pub(super) validator: Validator,
    /// The length of the zip in bytes.
    pub(super) total: u64,
    pub(super) sha256: Sha256,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compared: Option<ComparedBase>,
}

#[answer(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ComparedBase {
    pub(super) base: Version,
    pub(super) manifest: Sha256,
    /// The files that it does not have.
    pub(super) missing: Vec<usize>,
}

impl KnownDirectory {
    /// `None` if there is none from this source, or if it is damaged.
    pub(super) fn read(site: &Site, zip: &Archive, source: &Url) -> Option<Self> {
        let path = directory_path(&site.home().cache(), zip);
        let memory: Sidecar = own_json::from_slice(&bounded::read(&with_ending(&path, ".json"), MEMORY_LIMIT).ok()?)?;
        let tail = bounded::read(&path, LONGEST_DIRECTORY).ok()?;
        let is_right = memory.source == *source && memory.sha256 == Sha256::of(&tail);
        is_right.then(|| Self::parse(zip, &tail, memory))?
    }

    /// `None` if the server does not send parts of its file, or if the file is not a zip of a toolchain.
    pub(super) fn request(
        site: &Site,
        http: &Http,
        zip: &Archive,
        source: &Url,
        by: Instant,
        cancel: &Cancel,
    ) -> Option<Self> {
        let url = file_in(source, &zip.filename);
        let get = |range, if_range| {
            let get = Get { range: Some(range), if_range, by: Some(by), ..Get::new(Purpose::Archive, url.clone()) };
            http.open(&get, cancel).ok()
        };
        let mut answer = get(ByteRange::Last(END_BYTES), None)?;
        let (last, validator) = (answer.head.range?, answer.head.validator.clone());
        let total = last.total.filter(|total| last.first.checked_add(END_BYTES) == Some(*total))?;
        if zip.size.is_some_and(|size| size != total) {
            return None;
        }
        let end = read_all(&mut answer, END_BYTES, cancel)?;
        drop(answer);
        let first = directory_start(&zip.filename, &end, total).ok()?;
        let if_range = validator.for_range().map(str::to_owned);
        let mut answer = get(ByteRange::Between(first, total - 1), if_range)?;
        let wanted = ContentRange { first, last: total - 1, total: Some(total) };
        if answer.head.range != Some(wanted) || answer.head.validator != validator {
            return None;
        }
        let tail = read_all(&mut answer, total - first, cancel)?;
        let memory = Sidecar { source: source.clone(), validator, total, sha256: Sha256::of(&tail), compared: None };
        let known = Self::parse(zip, &tail, memory)?;
        let path = directory_path(&site.home().cache(), zip);
        // Without it in the cache, the next plan requests it again.
        effect::create_dir_all(&site.home().cache()).and_then(|()| effect::replace(&path, &tail)).ok();
        known.write(site, zip);
        Some(known)
    }

    fn parse(zip: &Archive, tail: &[u8], memory: Sidecar) -> Option<Self> {
        let listing = ZipListing::parse(&zip.filename, tail, memory.total).ok()?;
        Some(Self { listing, bytes: tail.len() as u64, memory })
    }

    fn write(&self, site: &Site, zip: &Archive) {
        if let Ok(text) = own_json::to_vec(&self.memory) {
            effect::replace(&with_ending(&directory_path(&site.home().cache(), zip), ".json"), &text).ok();
        }
    }

    /// `None` if that is not known for this state of its manifest.
    pub(super) fn missing_in(&self, base: &Version, manifest: Sha256) -> Option<Vec<usize>> {
        let compared =
            self.memory.compared.as_ref().filter(|known| known.base == *base && known.manifest == manifest)?;
        let is_sorted = compared.missing.is_sorted_by(|one, other| one < other);
        is_sorted.then(|| compared.missing.clone())
    }

    /// Keeps a comparison for the next plan, and for its run.
    pub(super) fn remember(&mut self, site: &Site, zip: &Archive, compared: ComparedBase) {
        self.memory.compared = Some(compared);
        self.write(site, zip);
    }
}

/// The whole body, which must have `length` bytes.
fn read_all(answer: &mut HttpResponse<'_>, length: u64, cancel: &Cancel) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk(cancel).ok()? {
        bytes.extend_from_slice(piece);
        if bytes.len() as u64 > length {
            return None;
        }
    }
    (bytes.len() as u64 == length).then_some(bytes)
}
