use crate::base::digest::Sha256;
use crate::base::target::Target;
use crate::base::version::Version;

/// The file of a release for one target.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Archive {
    /// `go1.27.3.windows-amd64.zip`.
    pub filename: String,
    /// The official digest; `None` where the feed has none. A file without one is refused.
    pub sha256: Option<Sha256>,
    /// Size in bytes; `None` where the feed does not know it.
    pub size: Option<u64>,
}

impl Archive {
    /// The target in the official name of an archive of `version`; `None` if the file has another name.
    pub fn target(&self, version: &Version) -> Option<Target> {
        let rest = self.filename.strip_prefix(version.as_str())?.strip_prefix('.')?;
        [".tar.gz", ".zip"].into_iter().find_map(|ending| rest.strip_suffix(ending))?.parse().ok()
    }
}

/// Whether it is `^go[0-9a-z.]+[0-9a-z.-]*\.(tar\.gz|zip|msi)$`, as Go's server says: it cannot escape its folder.
pub(crate) fn is_plain(filename: &str) -> bool {
    let stem = [".tar.gz", ".zip", ".msi"].into_iter().find_map(|end| filename.strip_suffix(end));
    let rest = stem.and_then(|stem| stem.strip_prefix("go")).filter(|rest| !rest.is_empty());
    rest.is_some_and(|rest| !rest.starts_with('-') && is_harmless(filename, rest))
}

/// Such as `upgo-0.2.0-windows-amd64.zip`. Like a plain name, it cannot escape its folder.
pub(crate) fn is_upgo_package(filename: &str) -> bool {
    let stem = filename.strip_prefix("upgo-").and_then(|rest| rest.strip_suffix(".zip"));
    let is_version = |stem: &str| stem.starts_with(|first: char| first.is_ascii_digit());
    stem.is_some_and(|stem| is_version(stem) && is_harmless(filename, stem))
}

/// Whether a name is short and leads nowhere, and this part of it has only lower-case letters, digits, dots and hyphens.
fn is_harmless(filename: &str, part: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase() || matches!(byte, b'.' | b'-');
    part.bytes().all(plain) && !filename.contains("..") && filename.len() <= 100
}
