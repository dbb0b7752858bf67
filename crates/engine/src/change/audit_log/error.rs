use std::io;

use crate::base::report::stated;

/// An entry could not be written to one of the places that the policy names.
#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub struct AuditLogError {
    pub place: String,
    pub source: io::Error,
}

explain! {
    impl AuditLogError { place } = AuditLogWrite, AuditLogUnwritten { place };
}
