//! What Upgo says through the system's notifications, and what a press on their buttons means.
//!
//! - *what is said* (pure): [`toast`] has the occasions, [`words`] both languages, [`card`] what is shown of them
//! - *what a press means*: [`intent`]; it travels as a one-time token, [`press`], where the system starts a program
//!   for it instead of telling the one that runs
//! - *hands*: [`toaster`] shows, [`registration`] makes the program known to Windows, which drops toasts of others
//! - *beneath*: [`xml`] (pure), [`picture`], [`platform`]
//!
//! Whether a toast is due, and that none appears while the window has the focus, is decided by the caller.
pub mod card;
mod error;
pub mod intent;
mod notice;
pub mod picture;
pub mod platform;
pub mod press;
pub mod registration;
pub mod toast;
pub mod toaster;
pub mod words;
pub mod xml;

pub use error::ToastError;
pub use intent::Intent;
pub use platform::{register, unregister};
pub use press::redeem;
pub use registration::Registration;
pub use toast::{Attempt, Terminals, Toast};
pub use toaster::Toaster;
pub use words::Language;

/// By this Windows knows the program: toasts, taskbar, Start menu. The installers write it into their shortcut.
pub const APP_ID: &str = "dev.upgo.desktop";
/// The desktop entry of the program on Linux, without `.desktop`.
pub const DESKTOP_ENTRY: &str = "upgo";
/// The scheme of the links that the buttons of a toast open on Windows.
pub const SCHEME: &str = "upgo";
