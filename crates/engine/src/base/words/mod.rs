//! Every sentence that Upgo says about Go and the machine. The files in `text` have them, a folder for each language.
mod language;
mod sentences;
mod statement;

pub use language::{Language, speak, speaking, spoken};
pub use sentences::{ChangeWords, CodeWords, PolicyWords, Sentence};
pub(crate) use statement::as_data;
pub use statement::{Statement, Value};
