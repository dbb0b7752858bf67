//! The version ranges that a vulnerability affects.
use semver::Version as Semantic;

use super::lenient;

/// A range of OSV: the events of a vulnerability, by version, in any order.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Range {
    #[serde(rename = "type", default, deserialize_with = "lenient::value")]
    kind: String,
    #[serde(default, deserialize_with = "lenient::list")]
    events: Vec<RangeEvent>,
}

/// The vulnerability was introduced or fixed. An event of another kind, or with an invalid version, is ignored.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum RangeEvent {
    Introduced(#[serde(with = "version")] Semantic),
    Fixed(#[serde(with = "version")] Semantic),
}

/// A range from one version up to, but not including, another one. Its end is open if there is no fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) from: Semantic,
    pub(super) until: Option<Semantic>,
}

impl Range {
    pub(super) fn events(&self) -> usize {
        self.events.len()
    }

    /// Oldest first.
    pub(super) fn intervals(&self) -> Vec<Interval> {
        let mut events: Vec<&RangeEvent> = self.events.iter().filter(|_| self.kind == "SEMVER").collect();
        events.sort_by_key(|event| event.version()); // stable, like Go's own evaluation
        let mut intervals = Vec::new();
        let mut open: Option<&Semantic> = None;
        for event in events {
            match (event, open) {
                (RangeEvent::Introduced(version), None) => open = Some(version),
                (RangeEvent::Fixed(version), Some(from)) => {
                    intervals.push(Interval { from: from.clone(), until: Some(version.clone()) });
                    open = None;
                }
                _ => {}
            }
        }
        intervals.extend(open.map(|from| Interval { from: from.clone(), until: None }));
        intervals
    }
}

impl RangeEvent {
    fn version(&self) -> &Semantic {
        match self {
            Self::Introduced(version) | Self::Fixed(version) => version,
        }
    }
}

impl Interval {
    pub(super) fn contains(&self, version: &Semantic) -> bool {
        self.from <= *version && self.until.as_ref().is_none_or(|until| version < until)
    }
}

/// The database's notation of versions: `SemVer`, or `0` for the beginning.
mod version {
    use semver::Version as Semantic;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(version: &Semantic, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(version)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Semantic, D::Error> {
        match String::deserialize(from)?.as_str() {
            "0" => Ok("0.0.0-0".parse().map_err(D::Error::custom)?),
            text => text.parse().map_err(D::Error::custom),
        }
    }
}
