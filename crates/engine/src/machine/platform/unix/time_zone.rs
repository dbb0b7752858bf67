use std::path::Path;

use fs_err as fs;
use jiff::tz::TimeZone;

use crate::base::bounded;

/// The system's time zone: a link to a file of the system's collection, from whose path the zone has its name.
const LOCAL: &str = "/etc/localtime";
/// The part of the path before the name.
const COLLECTION: &str = "zoneinfo/";
/// A file of the collection has a few kB at most.
const LARGEST: u64 = 1 << 20;

/// Reads one file. `TimeZone::system` would list several hundred, to find the spelling of a name.
pub fn time_zone() -> TimeZone {
    linked(Path::new(LOCAL)).unwrap_or_else(TimeZone::system)
}

/// The zone whose file a link points to; `None` if it is not such a link, or has other content.
fn linked(link: &Path) -> Option<TimeZone> {
    let target = fs::read_link(link).ok()?;
    let (_, name) = target.to_str()?.rsplit_once(COLLECTION)?;
    TimeZone::tzif(name, &bounded::read(link, LARGEST).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn the_zone_is_the_one_that_a_look_at_the_whole_collection_finds() {
        let Some(zone) = linked(Path::new(LOCAL)) else {
            println!("SKIPPED: {LOCAL} is not a link to a collection of time zones");
            return;
        };
        let whole = TimeZone::get(zone.iana_name().unwrap()).unwrap();
        for at in ["1970-01-01T00:00:00Z", "2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z", "2040-07-15T12:00:00Z"] {
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(zone.to_offset(at), whole.to_offset(at), "{at}");
        }
        assert_eq!(zone.iana_name(), whole.iana_name());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes its own files")]
    fn what_is_no_link_to_a_time_zone_is_left_to_the_library() {
        let folder = tempfile::tempdir().unwrap();
        let zones = folder.path().join("zoneinfo");
        std::fs::create_dir(&zones).unwrap();
        let link = folder.path().join("localtime");
        assert!(linked(&link).is_none(), "it is missing");
        std::fs::write(&link, "TZif2").unwrap();
        assert!(linked(&link).is_none(), "it is no link");
        for target in [folder.path().join("elsewhere"), zones.join("Missing"), zones.clone(), zones.join("Damaged")] {
            std::fs::write(zones.join("Damaged"), "TZif2\0\0\0").unwrap();
            std::fs::remove_file(&link).unwrap();
            std::os::unix::fs::symlink(&target, &link).unwrap();
            assert!(linked(&link).is_none(), "{}", target.display());
        }
    }
}
