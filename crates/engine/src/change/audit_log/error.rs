use std::io;

use crate::base::report::{Code, Explain, stated};
use crate::base::words::Statement;

/// An entry could not be written to one of the places that the policy names.
#[derive(Debug, thiserror::Error)]
#[error("{}", stated(self))]
pub struct AuditLogError {
    pub place: String,
    pub source: io::Error,
}

impl Explain for AuditLogError {
    fn code(&self) -> Code {
        Code::AuditLogWrite
    }

    fn statement(&self) -> Option<Statement> {
        Some(say!(AuditLogUnwritten { place: self.place.as_str() }))
    }
}
