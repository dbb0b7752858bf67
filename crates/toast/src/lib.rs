//! Upgo's notifications, and the meaning of a press on their buttons.
//!
//! - *content* (pure): [`toast`] has the occasions, `words` their texts in both languages, [`card`] the content of a
//!   toast, [`running`] the pace of one that shows progress
//! - *presses*: [`intent`]; where the system starts a program for a press instead of calling the running one, the
//!   intent travels as a one-time token, [`press`]
//! - *effects*: [`toaster`] shows toasts, [`registration`] registers the program with Windows, which drops toasts of
//!   unregistered programs
//! - *helpers*: [`xml`] (pure), [`picture`], [`platform`]
//!
//! The caller decides whether a toast is due, and that none appears while the window has the focus.
#[macro_use]
extern crate upgo_engine;

pub mod card;
mod error;
#[cfg(any(test, feature = "fuzz"))]
pub mod fuzz_tests;
pub mod intent;
mod notice;
pub mod picture;
pub mod platform;
pub mod press;
pub mod registration;
pub mod running;
pub mod toast;
pub mod toaster;
mod words;
pub mod xml;

pub use error::ToastError;
pub use intent::Intent;
pub use platform::{name_process, register, unregister};
pub use press::redeem;
pub use registration::Registration;
pub use running::Running;
pub use toast::{Terminals, Toast};
pub use toaster::Toaster;

/// The ID that identifies the program to Windows in toasts, taskbar and Start menu. Installers write it, too.
pub const APP_ID: &str = "dev.upgo.desktop";
/// The desktop entry of the program on Linux, without `.desktop`.
pub const DESKTOP_ENTRY: &str = "upgo";
/// The scheme of the links that the buttons of a toast open on Windows.
pub const SCHEME: &str = "upgo";
