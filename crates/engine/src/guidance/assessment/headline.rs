//! The headline: its facts, and its sentence in each language.
use super::{Assessment, Offer, Situation};
use crate::base::version::Version;
use crate::base::words::{Sentence, Statement};
use crate::released::catalog::line_of;

#[answer(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Type, rename_all = "kebab-case")]
#[serde(tag = "kind")]
pub enum Headline {
    /// A release fixes known vulnerabilities of the running version.
    Security {
        runs: Version,
        to: Version,
        /// The number of vulnerabilities that it fixes.
        fixes: u32,
        /// How many of these are in packages that the user's projects use; `null` if unknown.
        in_your_projects: Option<u32>,
    },
    /// The policy of the organization does not permit the version in use.
    NotPermitted {
        runs: Version,
        /// The release that `upgrade` would install; `null` if none is permitted.
        to: Option<Version>,
    },
    /// The release line of the running version has reached its end of life.
    Unsupported {
        /// The release line, such as `1.25`.
        line: String,
    },
    /// A newer release is available.
    Update { runs: Version, to: Version },
    /// A newer release is available, but the user postponed it.
    Postponed {
        runs: Version,
        to: Version,
        /// How many known vulnerabilities of the running version it fixes.
        fixes: u32,
    },
    /// There is no newer release but the one that the user skips.
    Skipped {
        runs: Version,
        to: Version,
        /// How many known vulnerabilities of the running version it fixes.
        fixes: u32,
    },
    /// Go is up to date.
    Current { runs: Version },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineWords {
    /// The title, a few words without a full stop.
    pub title: Statement,
    pub line: Statement,
}

/// What the user has, and what stays open, as long as the release does not come.
fn left_open(runs: &Version, fixes: u32) -> Statement {
    if fixes == 0 { say!(HeadlineYouHave { runs }) } else { say!(HeadlineStayOpen { runs, fixes }) }
}

impl Headline {
    /// The headline for the running version; `None` if no Go, another Go first on PATH or a silent server comes first.
    pub fn of(assessment: &Assessment, runs: &Version) -> Option<Self> {
        let offer = || assessment.offer.as_ref();
        Some(match &assessment.situation {
            Situation::Security { .. } => {
                let Offer { version, fixes, fixes_in_your_projects, .. } = offer()?;
                let (to, in_your_projects) = (version.clone(), *fixes_in_your_projects);
                Self::Security { runs: runs.clone(), to, fixes: (*fixes)?, in_your_projects }
            }
            Situation::NotPermitted => {
                let to = assessment.upgrade.as_ref().map(|upgrade| upgrade.version.clone());
                Self::NotPermitted { runs: runs.clone(), to }
            }
            Situation::Unsupported => Self::Unsupported { line: line_of(runs) },
            Situation::Update => Self::Update { runs: runs.clone(), to: offer()?.version.clone() },
            Situation::Postponed { .. } => {
                let Offer { version, fixes, .. } = offer()?;
                Self::Postponed { runs: runs.clone(), to: version.clone(), fixes: fixes.unwrap_or(0) }
            }
            Situation::Skipped { version, fixes } => {
                Self::Skipped { runs: runs.clone(), to: version.clone(), fixes: *fixes }
            }
            // a fix that this machine cannot get is named instead
            Situation::Current if assessment.without_file.as_ref().is_some_and(|(_, fixes)| *fixes > 0) => return None,
            Situation::Current => Self::Current { runs: runs.clone() },
            _ => return None,
        })
    }

    pub fn to(&self) -> Option<&Version> {
        match self {
            Self::Security { to, .. }
            | Self::Update { to, .. }
            | Self::Postponed { to, .. }
            | Self::Skipped { to, .. } => Some(to),
            Self::NotPermitted { to, .. } => to.as_ref(),
            Self::Unsupported { .. } | Self::Current { .. } => None,
        }
    }

    pub fn words(&self) -> HeadlineWords {
        let (title, line) = match self {
            Self::Security { runs, to, fixes, in_your_projects } => {
                let fixed = say!(HeadlineFixes { fixes: *fixes, runs: runs.as_str() });
                let line = match in_your_projects {
                    Some(used) => say!(HeadlineFixesUsed { fixed, used: *used }),
                    None => say!(FullSentence { text: fixed }),
                };
                (say!(HeadlineSecurity { to: to.as_str() }), line)
            }
            Self::NotPermitted { runs, to } => {
                let line = to.as_ref().map(|to| say!(HeadlinePermitted { to: to.as_str() }));
                let line = line.unwrap_or_else(|| Sentence::HeadlineNonePermitted.into());
                (say!(HeadlineNotPermitted { runs: runs.as_str() }), line)
            }
            Self::Unsupported { line } => (say!(HeadlineUnsupported { line }), Sentence::HeadlineNoMoreFixes.into()),
            Self::Update { runs, to } => (say!(HeadlineUpdate { to }), left_open(runs, 0)),
            Self::Postponed { runs, to, fixes } => (say!(HeadlinePostponed { to }), left_open(runs, *fixes)),
            Self::Skipped { runs, to, fixes } => (say!(HeadlineSkipped { to }), left_open(runs, *fixes)),
            Self::Current { runs } => (Sentence::HeadlineCurrent.into(), say!(HeadlineRuns { runs })),
        };
        HeadlineWords { title, line }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::base::words::Language;

    #[derive(Debug, Deserialize, PartialEq)]
    struct HeadlineTexts {
        title: String,
        line: String,
    }

    /// A row of the table, which also tests the page.
    #[derive(Deserialize)]
    struct HeadlineRow {
        facts: Headline,
        en: HeadlineTexts,
        zh: HeadlineTexts,
    }

    #[test]
    fn each_sentence_is_the_same_as_on_the_page() {
        let rows: Vec<HeadlineRow> = serde_json::from_str(include_str!("../../../tests/data/headlines.json")).unwrap();
        for HeadlineRow { facts, en, zh } in &rows {
            let HeadlineWords { title, line } = facts.words();
            for (language, said) in Language::ALL.into_iter().zip([en, zh]) {
                assert_eq!(HeadlineTexts { title: title.say(language), line: line.say(language) }, *said);
            }
        }
        let kinds = |facts: &Headline| serde_json::to_value(facts).unwrap()["kind"].to_string();
        let seen: std::collections::BTreeSet<_> = rows.iter().map(|row| kinds(&row.facts)).collect();
        assert_eq!(seen.len(), 7, "each kind has a row");
    }
}
