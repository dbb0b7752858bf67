//! What the last check of releases has met. Nobody is asked here.
use super::{Asked, Facts, Found};
use crate::report::{Code, Problem};

/// Why it is not known how the network is.
pub(super) fn not_asked(facts: &Facts<'_>) -> Option<&'static str> {
    (facts.asked == Asked::Never).then_some("nobody has asked for releases yet; `upgo check` does")
}

fn problem<'a>(facts: &'a Facts<'_>, is_wanted: impl Fn(Code) -> bool) -> Option<&'a Problem> {
    match &facts.asked {
        Asked::Failed(problem) if is_wanted(problem.code) => Some(problem),
        _ => None,
    }
}

fn evidence(problem: &Problem) -> impl Iterator<Item = String> {
    std::iter::once(problem.message.clone()).chain(problem.causes.iter().cloned())
}

/// A server showed a certificate that the machine does not trust.
pub(super) fn intercepted(facts: &Facts<'_>) -> Option<Found> {
    let problem = problem(facts, |code| code == Code::NetTls)?;
    let explanation = "Somebody between this machine and the server opens the connection, a company's proxy or a virus \
                       scanner, and shows a certificate of its own, which neither Upgo nor Go accepts. Ask for its \
                       certificate and add it to the system, or name it in the setting `ca-file`. Upgo verifies every \
                       file by its SHA-256 in any case.";
    Some(Found::new("The connection to the releases is opened by somebody", explanation).shown_by(evidence(problem)))
}

/// No list of releases came.
pub(super) fn blocked(facts: &Facts<'_>) -> Option<Found> {
    let is_net = |code| matches!(code, Code::NetOffline | Code::NetProxy | Code::NetStatus | Code::NetFeed);
    let problem = problem(facts, is_net)?;
    let explanation = format!(
        "When Upgo asked last, no list of releases came, so it does not know what is out. {} Where go.dev is not reachable \
         at all, as in some companies and countries, a mirror helps: the setting `mirrors`, or UPGO_FEED_URL.",
        problem.next
    );
    Some(Found::new("The list of releases cannot be reached", explanation).shown_by(evidence(problem)))
}
