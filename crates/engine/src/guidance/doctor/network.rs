//! The network problems of the last check for releases. These checks do not go online.
use super::{Diagnosis, Facts, LastCheck};
use crate::report::{Code, Problem};

/// Why the state of the network is unknown.
pub(super) fn not_asked(facts: &Facts<'_>) -> Option<&'static str> {
    (facts.asked == LastCheck::Never).then_some("no check for releases has run yet; run `upgo check`")
}

fn problem<'a>(facts: &'a Facts<'_>, is_wanted: impl Fn(Code) -> bool) -> Option<&'a Problem> {
    match &facts.asked {
        LastCheck::Failed(problem) if is_wanted(problem.code) => Some(problem),
        _ => None,
    }
}

fn evidence(problem: &Problem) -> impl Iterator<Item = String> {
    std::iter::once(problem.message.clone()).chain(problem.causes.iter().cloned())
}

/// A server showed a certificate that the machine does not trust.
pub(super) fn intercepted(facts: &Facts<'_>) -> Option<Diagnosis> {
    let problem = problem(facts, |code| code == Code::NetTls)?;
    let explanation = "A company proxy or a virus scanner between this machine and the server presents its own \
                       certificate, which neither Upgo nor Go accepts. Ask your administrator for that certificate. \
                       Add it to the system's trusted certificates, or name its file in the setting `ca-file`. Upgo \
                       still verifies the SHA-256 of every file.";
    let title = "Something is intercepting the connection to the release server";
    Some(Diagnosis::new(title, explanation).shown_by(evidence(problem)))
}

/// The release list could not be fetched.
pub(super) fn blocked(facts: &Facts<'_>) -> Option<Diagnosis> {
    let is_net = |code| matches!(code, Code::NetOffline | Code::NetProxy | Code::NetStatus | Code::NetFeed);
    let problem = problem(facts, is_net)?;
    let explanation = format!(
        "The last check could not fetch the release list, so Upgo does not know the newest releases. {} If go.dev is \
         blocked, as in some companies and countries, use a mirror: the setting `mirrors`, or UPGO_FEED_URL.",
        problem.next
    );
    Some(Diagnosis::new("The release list is not reachable", explanation).shown_by(evidence(problem)))
}
