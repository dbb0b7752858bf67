//! Which toolchain Go itself chooses: the rules of the `go` command, read from its source, on a machine that is a value.
//!
//! A [`Machine`] has one [`Terminal`]; its files are read through [`Files`], so that a machine can be described as data.
//! [`answer()`] goes the whole way: the first `go` on PATH ([`GoProgram`]), what it is told ([`Settings`]), what its folder
//! belongs to ([`Project`]), what it chooses ([`Choice`]), where that comes from ([`Supplied`]), and whether it is
//! accepted ([`Refusal`]). Nothing is executed.
//!
//! Sources: <https://go.dev/doc/toolchain>, and `cmd/go/internal/{cfg,gover,modload,toolchain}` of Go 1.21 to 1.27.
mod acceptance;
mod answer;
mod choice;
mod files;
mod godebug;
mod modfile;
mod module_cache;
pub(crate) mod program;
mod project;
mod refusal;
pub(crate) mod search;
mod settings;
mod shim;
mod supply;
mod terminal;
mod workspace;

pub use answer::{Answer, OtherRoot, answer};
pub(crate) use choice::parse as parse_setting;
pub use choice::{Choice, Line, Mode, Raise};
pub use files::{Disk, Files, READ_MAX};
pub use modfile::Place;
pub use program::{GoProgram, Starter};
pub use project::{GoFile, Project, clean};
pub use refusal::Refusal;
pub use settings::{Setting, Settings, Source};
pub use supply::{From, Supplied};
pub use terminal::{Machine, Terminal, Upgo, VARIABLES, Variable};
