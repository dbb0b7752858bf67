//! The offer of a release: what it fixes, what it costs, and how long it is supported.
use super::SituationFacts;
use crate::base::archive::Archive;
use crate::base::version::Version;
use crate::released::catalog::{Channel, Day, Release, Support, released_on};
use crate::store::Installed;
use crate::store::unpack::Format;

/// A release that the user could upgrade to.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Offer {
    pub version: Version,
    pub channel: Channel,
    /// The kind of release.
    pub step: OfferStep,
    /// Its release date, if known.
    pub released_on: Option<Day>,
    /// The bytes to download: 0 if it is already in the store, `null` if the release list does not say.
    pub download_bytes: Option<u64>,
    /// The estimated bytes that it takes on the disk: 0 if it is already in the store.
    pub disk_bytes: Option<u64>,
    /// The support of its release line.
    pub support: Support,
    /// How many known vulnerabilities of the running version it fixes; `null` if unknown: there is no Go yet, or the
    /// vulnerability database was never fetched.
    pub fixes: Option<u32>,
    /// How many of those are in packages that the user's projects use; `null` if no project could be examined.
    pub fixes_in_your_projects: Option<u32>,
    /// Whether it is of another release line, although the user stays on the one in use: it has fixes that no release of
    /// that line has. `upgrade` leads there only if it is named.
    pub leaves_line: bool,
}

/// The kind of release that an offer is.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub enum OfferStep {
    /// The first release of a line.
    Major,
    /// A later release of a line.
    Patch,
    /// A release candidate or a beta.
    Prerelease,
}

impl SituationFacts<'_> {
    pub(super) fn offer(&self, release: &Release) -> Option<Offer> {
        let is_here = self.installed(release).is_some();
        let archive = release.archive.as_ref();
        let bytes = |size: Option<u64>| if is_here { Some(0) } else { size };
        let fixes = || self.advisories?.fixes(self.base()?, &release.version, self.projects);
        let (fixes, in_projects) = fixes().unzip();
        Some(Offer {
            step: step(&release.version),
            released_on: released_on(&release.version),
            download_bytes: bytes(archive.and_then(|archive| archive.size)),
            disk_bytes: bytes(archive.and_then(|archive| unpacked_size(archive, self.installed))),
            support: self.support(&release.version)?,
            leaves_line: false,
            fixes,
            fixes_in_your_projects: in_projects.flatten(),
            version: release.version.clone(),
            channel: release.channel,
        })
    }
}

fn step(version: &Version) -> OfferStep {
    if version.is_prerelease() {
        OfferStep::Prerelease
    } else if version.is_first_of_line() {
        OfferStep::Major
    } else {
        OfferStep::Patch
    }
}

/// The estimated unpacked size of an archive in bytes. The ratio is that of the newest toolchain in the store, else one
/// measured with go1.26.6 and go1.27.3: 3.05 to 3.08 for a Windows `zip`, 3.32 to 3.34 for a Linux `tar.gz`.
pub fn unpacked_size(archive: &Archive, installed: &[Installed]) -> Option<u64> {
    let size = archive.size?;
    let here = installed.iter().filter_map(|installed| {
        let receipt = installed.receipt.as_ref()?;
        let size = receipt.archive.size.filter(|size| *size > 0)?;
        Some((receipt.size_bytes, size))
    });
    let measured = if Format::of(&archive.filename) == Some(Format::Zip) { (307, 100) } else { (333, 100) };
    let (unpacked, packed) = here.into_iter().next().unwrap_or(measured);
    u64::try_from(u128::from(size) * u128::from(unpacked) / u128::from(packed)).ok()
}
