//! Go's own toolchain selection: the rules of the `go` command, taken from its source, applied to a machine as a value.
//! A [`Machine`] has one [`Terminal`], and its files are read through [`Files`], so that data can describe it.
//! [`answer()`] resolves everything: the first `go` on PATH ([`GoProgram`]), its settings ([`EffectiveSettings`]), the
//! folder's project ([`Project`]), its choice ([`Choice`]), where that comes from ([`Supplied`]), and whether the
//! project is accepted ([`GoError`]). Only [`Tries`](super::trial::Tries) starts anything.
//! Sources: <https://go.dev/doc/toolchain>, and `cmd/go/internal/{cfg,gover,modload,toolchain}` of Go 1.21 to 1.27.
mod acceptance;
mod answer;
mod choice;
mod contents;
mod debug_lines;
mod described_machine;
mod files;
#[cfg(any(test, feature = "fuzz"))]
pub(crate) mod fuzz_tests;
mod go_file;
mod go_source;
mod godebugs;
#[cfg(test)]
mod godebugs_tests;
mod modfile;
mod module_cache;
mod module_lines;
pub(crate) mod program;
mod project;
mod refusal;
pub(crate) mod search;
mod settings;
mod shim;
mod supply;
mod workspace;

pub use answer::{Answer, OtherRoot, answer};
pub(crate) use choice::parse as parse_setting;
pub use choice::{Choice, Mode, ProjectLine, Raise};
pub(crate) use contents::scanned;
pub use contents::{Contents, TextAtLine, contents};
pub use debug_lines::{DebugProgram, debug_programs};
pub(crate) use described_machine::variables_of_terminal;
pub use described_machine::{Machine, Terminal, Upgo, VARIABLES, Variable};
pub(crate) use files::JudgedWorkspaces;
pub use files::{Disk, Files, READ_MAX};
pub use go_file::GoFile;
pub use godebugs::{GodebugSetting, GodebugTable, RefusedValues, RemovedGodebug};
pub(crate) use godebugs::{deciding, file_in as godebugs_in};
pub(crate) use modfile::{LinePlace, line_places};
pub use modfile::{ModFileError, Position};
pub(crate) use module_cache::cached_toolchain;
pub use module_lines::{GodebugLines, UnreadLines};
pub(crate) use program::not_understood;
pub use program::{GoProgram, Starter, VersionFault, VersionFile};
pub use project::Project;
pub(crate) use project::temporary;
pub use refusal::GoError;
pub use settings::{EffectiveSettings, GoSetting, GoSettingSource};
pub(crate) use supply::wrapper_marker;
pub use supply::{From, Supplied};
