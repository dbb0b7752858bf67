use jiff::Timestamp;

use crate::base::report::Code;
use crate::base::words::Value;
use crate::net::http::HttpError;

pub(super) type Result<T, E = AdvisoryError> = std::result::Result<T, E>;

explain! {
    pub enum AdvisoryError {
        Http(#[from] error: HttpError) =
            (error.code()), DatabaseUnreached { why: error.says() },
            next (error.advice()), means KeepsVulnerabilityData;
        NotDatabase { url: String } = NetVuln, NotTheDatabase { url }, means KeepsVulnerabilityData;
        RolledBack { known: Timestamp, now: Timestamp } =
            VerifyVuln, DatabaseOlder { now: now.to_string(), known: known.to_string() }, means KeepsVulnerabilityData;
        Future { modified: Timestamp, now: Timestamp } =
            VerifyVuln, DatabaseInFuture { modified: modified.to_string(), now: now.to_string() },
            next CheckDateFirst { then: Code::VerifyVuln.next() }, means KeepsVulnerabilityData;
        /// Entries are withdrawn, but never deleted.
        Withheld { missing: Vec<String> } =
            VerifyVuln, DatabaseLacks { ids: named(missing) }, means KeepsVulnerabilityData;
    }
}

impl AdvisoryError {
    pub(super) fn is_dispute(&self) -> bool {
        matches!(self, Self::RolledBack { .. } | Self::Future { .. } | Self::Withheld { .. })
    }
}

/// `GO-2026-0001, GO-2026-0002 and 7 more`.
fn named(ids: &[String]) -> Value {
    let (first, others) = ids.split_at(ids.len().min(3));
    let names = Value::all_of(first);
    if others.is_empty() { names } else { say!(AndMore { names, count: others.len() }).into() }
}
