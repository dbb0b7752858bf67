//! Every Go on this machine, and which of them runs where: the inventory, Go's own selection, shells and terminals.
pub(crate) mod asked;
pub mod buildinfo;
#[path = "../../../launcher/src/follow/mod.rs"]
pub(crate) mod follow;
pub(crate) mod go_environment;
pub(crate) mod go_shell;
pub mod inventory;
pub(crate) mod open_terminal;
pub mod resolve;
pub mod toolchain;
pub mod trial;
pub(crate) mod wsl;

use crate::base::encoding;
use crate::base::version::number;
