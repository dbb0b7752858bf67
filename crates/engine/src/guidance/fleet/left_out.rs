//! The files of a folder that do not count, by the reason. They are counted and named, and none of them stops the rest.
use std::collections::{BTreeMap, BTreeSet};

use crate::base::words::Sentence;

/// The largest number of files that are named for each reason. All of them are counted.
const MOST_NAMED: usize = 1_000;

worded! {
    /// Why a file of the folder does not count.
    #[answer(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
    pub enum LeftOutKind {
        /// It is not a report of a machine, or one of its values is invalid.
        Malformed = FleetLeftOutMalformed;
        /// It is not UTF-8 text.
        NotUtf8 = FleetLeftOutNotUtf8;
        /// It is larger than 16 KiB.
        TooLarge = FleetLeftOutTooLarge;
        /// A newer report of the same machine counts.
        Older = FleetLeftOutOlder;
        /// Another machine has the same number, because both were made from one image.
        SharedId = FleetLeftOutSharedId;
        /// It is a link, which is not followed.
        Link = FleetLeftOutLink;
        /// It is a pipe, a device or another special file.
        Special = FleetLeftOutSpecial;
        /// It could not be read.
        Unreadable = FleetLeftOutUnreadable;
        /// It has a newer format. Update Upgo on this machine.
        NewerFormat = FleetLeftOutNewerFormat;
        /// Its name does not end with `.json`.
        OtherName = FleetLeftOutOtherName;
        /// The file of a report that is being written, or whose writing was interrupted.
        Unfinished = FleetLeftOutUnfinished;
        /// A folder that is nested too deeply.
        TooDeep = FleetLeftOutTooDeep;
        /// There are more than 500,000 files. This one and the rest were not read.
        TooMany = FleetLeftOutTooMany;
    }
    pub const ALL: [Self; _];
    /// In a few words.
    pub fn says(self) -> Sentence;
}

/// The files that do not count for one reason.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOut {
    pub why: LeftOutKind,
    /// How many there are.
    pub count: u64,
    /// Their names within the folder; at most 1,000.
    pub files: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct AllLeftOut(BTreeMap<LeftOutKind, NamedFiles>);

#[derive(Clone, Debug, Default)]
struct NamedFiles {
    count: u64,
    /// The first names in alphabetical order, so that the order in which files were read does not show.
    names: BTreeSet<String>,
}

impl AllLeftOut {
    pub(super) fn add(&mut self, why: LeftOutKind, name: String) {
        let NamedFiles { count, names } = self.0.entry(why).or_default();
        *count += 1;
        names.insert(name);
        if names.len() > MOST_NAMED {
            names.pop_last();
        }
    }

    pub(super) fn list(self) -> Vec<LeftOut> {
        let one = |(why, NamedFiles { count, names })| LeftOut { why, count, files: names.into_iter().collect() };
        self.0.into_iter().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_thousand_named() {
        let mut all = AllLeftOut::default();
        for number in (0..1_500).rev() {
            all.add(LeftOutKind::Malformed, format!("{number:04}.json"));
        }
        all.add(LeftOutKind::Link, "link.json".to_owned());
        let [malformed, link] = all.list().try_into().unwrap();
        assert_eq!((malformed.count, malformed.files.len()), (1_500, MOST_NAMED));
        assert_eq!((malformed.files[0].as_str(), malformed.files[999].as_str()), ("0000.json", "0999.json"));
        assert_eq!((link.why, link.count), (LeftOutKind::Link, 1));
    }
}
