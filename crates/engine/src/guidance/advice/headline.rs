//! The headline: its facts, and its sentence in each language.
//!
//! The command line, the tray and the toasts use these sentences; the page has its own catalogue. Both are tested with
//! `crates/engine/tests/data/advice.json`.
mod chinese;
mod english;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Advice, Offer, Situation};
use crate::catalog::line_of;
use crate::version::Version;

/// The facts of the headline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Headline {
    /// A release fixes known vulnerabilities of the running version.
    Security {
        /// The running version.
        runs: Version,
        /// The release.
        to: Version,
        /// The number of vulnerabilities that it fixes.
        fixes: u32,
        /// How many of these are in packages that the user's projects use; `null` if unknown.
        in_your_projects: Option<u32>,
    },
    /// The release line of the running version has reached its end of life.
    Unsupported {
        /// The release line, such as `1.25`.
        line: String,
    },
    /// A newer release is available.
    Update {
        /// The running version.
        runs: Version,
        /// The release.
        to: Version,
    },
    /// Go is up to date.
    Current {
        /// The running version.
        runs: Version,
    },
}

/// A headline in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The title, a few words without a full stop.
    pub title: String,
    /// The sentence that explains it.
    pub line: String,
}

impl Headline {
    /// The headline for the running version; `None` if another situation comes first: no Go, another Go first on PATH,
    /// or no answer from a server.
    pub fn of(advice: &Advice, runs: &Version) -> Option<Self> {
        let offer = || advice.offer.as_ref();
        Some(match &advice.situation {
            Situation::Security { .. } => {
                let Offer { version, fixes, fixes_in_your_projects, .. } = advice.offer.as_ref()?;
                let (to, in_your_projects) = (version.clone(), *fixes_in_your_projects);
                Self::Security { runs: runs.clone(), to, fixes: (*fixes)?, in_your_projects }
            }
            Situation::Unsupported => Self::Unsupported { line: line_of(runs) },
            Situation::Update => Self::Update { runs: runs.clone(), to: offer()?.version.clone() },
            Situation::Current => Self::Current { runs: runs.clone() },
            _ => return None,
        })
    }

    /// In English.
    pub fn english(&self) -> Sentence {
        english::sentence(self)
    }

    /// In simplified Chinese.
    pub fn chinese(&self) -> Sentence {
        chinese::sentence(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of the table, which also tests the page.
    #[derive(Deserialize)]
    struct Row {
        facts: Headline,
        en: Words,
        zh: Words,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Words {
        title: String,
        line: String,
    }

    #[test]
    fn each_sentence_is_the_same_as_on_the_page() {
        let rows: Vec<Row> = serde_json::from_str(include_str!("../../../tests/data/advice.json")).unwrap();
        let words = |Sentence { title, line }| Words { title, line };
        for Row { facts, en, zh } in &rows {
            assert_eq!(words(facts.english()), *en);
            assert_eq!(words(facts.chinese()), *zh);
        }
        let kinds = |facts: &Headline| serde_json::to_value(facts).unwrap()["kind"].to_string();
        let seen: std::collections::BTreeSet<_> = rows.iter().map(|row| kinds(&row.facts)).collect();
        assert_eq!(seen.len(), 4, "each kind has a row");
    }
}
