//! The differences that a change of the environment makes, for display.
use std::fmt;

use crate::base::words::Statement;

/// Every difference that a change makes, in order.
#[answer(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema, Type, transparent)]
pub struct Diff(pub Vec<Difference>);

/// One entry of PATH, or one line of a file.
#[answer(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub struct Difference {
    pub kind: DiffKind,
    /// The entry or the line.
    pub text: String,
    /// The value or the file, with the position in it.
    pub place: Statement,
    /// Whether the text is an entry of PATH, and no line of a file and no value.
    pub is_entry: bool,
}

/// What happens to an entry or a line.
#[answer(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, Type)]
pub enum DiffKind {
    /// It is new.
    Added,
    Removed,
    /// It moves to another position.
    Moved,
}

impl Diff {
    /// Whether it removes something and does nothing else.
    pub(crate) fn removes_only(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|difference| difference.kind == DiffKind::Removed)
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|difference| writeln!(f, "{difference}"))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.kind {
            DiffKind::Added => '+',
            DiffKind::Removed => '-',
            DiffKind::Moved => '~',
        };
        write!(f, "{sign} {} ({})", self.text, self.place)
    }
}
