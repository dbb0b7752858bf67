//! Every sentence that Upgo says about Go and the machine. The files in `text` have them, a folder for each language.
#[macro_use]
mod statement;
#[macro_use]
mod worded;
mod language;
mod sentences;

pub use language::{Language, speak, speaking, spoken};
pub use sentences::{AnySentence, ChangeWords, CodeWords, Pattern, PolicyWords, Sentence};
pub(crate) use statement::as_data;
pub use statement::{Statement, Value};
