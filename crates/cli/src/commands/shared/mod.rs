//! What several commands have in common. It knows no command.
pub(crate) mod agree;
pub(crate) mod change;
pub(crate) mod gate;
pub(crate) mod outcome;
pub(crate) mod ready;
pub(crate) mod releases;
pub(crate) mod running;
pub(crate) mod start;
